"""Scores and forecasts, here and on an executor of processes: the same bytes."""

from __future__ import annotations

import os
import pickle
import subprocess
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import groundswell as gs

SMALL: dict[str, Any] = {"origins": 2, "leads": (2, 1), "particles": 16, "draws": 60, "progress": False}


@pytest.fixture
def wave(tmp_path: Path) -> Path:
    """Ten days of reports of two units, one of them without sizes."""
    rows = [f"2020-05-{day:02},{unit},{100 * day if unit == 'A' else ''}" for day in range(1, 11) for unit in "AB"]
    path = tmp_path / "ten-days.csv"
    path.write_text("date,unit,size\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.mark.filterwarnings("ignore::groundswell.Estimated")
def test_scores_are_those_of_the_command_line_and_of_any_executor(binary: Path, wave: Path, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    events = ["kazakhstan-2022", wave]
    how = {**SMALL, "progress": lambda _, done, of: heard.append((done, of))}
    here = gs.score(events, out=tmp_path / "here", **how)
    assert heard[-1] == (4, 4)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        there = gs.score(events, out=tmp_path / "there", executor=processes, **SMALL)
    assert there.hashes == here.hashes and set(here.hashes) == {"events.parquet", "scores.parquet", "skill.parquet"}
    # The workers did it: what this process reads was made by them.
    parts = [(tmp_path / of / "checkpoints") for of in ("here", "there")]
    assert sorted(p.name for p in parts[0].iterdir()) == sorted(p.name for p in parts[1].iterdir())
    assert set(here.scores["event"]) == {"kazakhstan-2022", "ten-days"}
    row = next(row for row in here.skill.rows() if (row["method"], row["baseline"], row["score"]) == ("stack", "hurdle", "crps"))
    assert row["events"] == 2 and row["low"] is None and row["skill"] is not None, "two events are too few for an interval"
    assert pickle.loads(pickle.dumps(here)).hashes == here.hashes and "2 events" in repr(here)
    words = f"{binary} score --events kazakhstan-2022 {wave} --origins 2 --leads 1,2 --particles 16 --draws 60 -q -o {tmp_path / 'cli'}"
    subprocess.run(words.split(), check=True, capture_output=True, env={**os.environ, "NO_COLOR": "1"})
    assert gs.Scores(tmp_path / "cli").hashes == here.hashes


def test_a_forecast_is_the_same_on_processes(tmp_path: Path) -> None:
    towns = gs.scenario("two-towns")
    asked: dict[str, Any] = {"horizons": 24, "replicates": 16, "scale": 100, "progress": False}
    origins = ["2001-03-07", "2001-03-08"]
    here = towns.forecast(origins, out=tmp_path / "here", **asked)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as processes:
        there = towns.forecast(origins, out=tmp_path / "there", executor=processes, **asked)
    assert there.hashes == here.hashes


def test_what_cannot_be_scored_is_said(wave: Path, tmp_path: Path) -> None:
    with pytest.raises(gs.GroundswellError, match="no-such-event"):
        gs.score("no-such-event", **SMALL)
    with pytest.raises(ValueError, match="leads="):
        gs.score(wave, leads=[0])
    short = tmp_path / "one-day.csv"
    short.write_text("date,unit,size\n2020-05-01,A,100\n", encoding="utf-8")
    with pytest.warns(gs.Unmatched, match="left out: .*one-day.* on 1 day:"), pytest.warns(gs.Estimated):
        made = gs.score([wave, short], **SMALL)
    assert set(made.scores["event"]) == {"ten-days"}
    with pytest.warns(gs.Unmatched, match="not scored: .*ten-days.* on 10 days.*shorter leads"), pytest.warns(gs.Estimated):
        far = gs.score(wave, **{**SMALL, "leads": (40,)})
    [row] = far.events.rows()
    assert (row["event"], row["days"], row["scored"]) == ("ten-days", 10, 0) and "shorter leads" in row["unscored"]
    with ProcessPoolExecutor(1) as processes, pytest.raises(ValueError, match="`out=`"):
        gs.score(wave, executor=processes)
