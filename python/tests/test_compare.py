"""Branches: the same bytes as the command line's, here and on an executor."""

from __future__ import annotations

import os
import pickle
import subprocess
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

import groundswell as gs

BRANCHES = {"calm": {"people.threshold": 0.6}, "unpoliced": {"policing.enabled": False}}


@pytest.fixture(scope="module")
def compared(towns: gs.Scenario, tmp_path_factory: pytest.TempPathFactory) -> gs.Comparison:
    out = tmp_path_factory.mktemp("compared") / "two"
    return towns.compare(BRANCHES, at=24, replicates=6, scale=10, out=out, progress=False)


def test_a_comparison_has_branches_and_paired_differences(compared: gs.Comparison) -> None:
    assert compared.branches == ("base", "calm", "unpoliced") and (compared.at, compared.against) == (24, "base")
    assert len(compared.runs) == 18 and len(compared.national) == 18 * 72
    calm = compared.difference("calm")
    peaks = {(b, r): p for b, r, p in zip(compared.runs["branch"], compared.runs["replicate"], compared.runs["peak"])}
    paired = [peaks["calm", r] - peaks["base", r] for r in range(6)]
    assert calm["pairs"] == 6 and calm["difference"] == pytest.approx(sum(paired) / 6)
    assert calm["low"] <= calm["difference"] <= calm["high"]
    assert repr(compared).startswith("<groundswell.Comparison 'two-towns': base, calm, unpoliced from hour 24 on, 6")
    assert "paired difference" in compared._repr_html_()
    with pytest.raises(KeyError, match="there are calm O0"):
        compared.difference("calm", "joy")
    assert isinstance(pickle.loads(pickle.dumps(compared)), gs.Comparison)


def test_up_to_the_hour_branches_are_the_base(compared: gs.Comparison) -> None:
    rows = list(compared.national.rows())
    of = {(row["branch"], row["replicate"], row["hour"]): row["participants"] for row in rows}
    assert all(of["calm", r, h] == of["base", r, h] for r in range(6) for h in range(24))
    assert any(of["calm", r, h] != of["base", r, h] for r in range(6) for h in range(24, 72))


def test_the_bytes_are_those_of_the_command_line_and_of_an_executor(
    compared: gs.Comparison, towns: gs.Scenario, binary: Path, tmp_path: Path
) -> None:
    day = towns.start + timedelta(days=1)
    with ThreadPoolExecutor(2) as executor:
        there = towns.compare(BRANCHES, at=day, replicates=6, scale=10, executor=executor, out=tmp_path / "r", progress=False)
    assert there.hashes == compared.hashes
    words = f"{binary} compare two-towns --hours 72 --at 24 --replicates 6 --scale 10 --out {tmp_path / 'cli'} --quiet"
    branches = ["--branch", "calm:people.threshold=0.6", "--branch", "unpoliced:policing.enabled=false"]
    subprocess.run([*words.split(), *branches], check=True, env={**os.environ, "NO_COLOR": "1"})
    assert gs.open(tmp_path / "cli").hashes == compared.hashes


def test_a_comparison_that_was_stopped_goes_on(compared: gs.Comparison, towns: gs.Scenario, tmp_path: Path) -> None:
    def stop(share: float, done: int, of: int) -> None:
        if done >= 8:
            raise KeyboardInterrupt

    with pytest.raises(gs.Interrupted):
        towns.compare(BRANCHES, at=24, replicates=6, scale=10, threads=1, out=tmp_path / "r", progress=stop)
    again = gs.resume(tmp_path / "r", progress=False)
    assert isinstance(again, gs.Comparison) and again.hashes == compared.hashes


def test_mistakes_in_branches_are_told(towns: gs.Scenario) -> None:
    with pytest.raises(gs.ParameterError) as caught:
        towns.compare({"a": {"people.thresold": 1}})
    assert caught.value.nearest == "people.threshold"
    for branches, at, said in (
        ({}, 0, "nothing to compare"),
        ({"a b": {"people.threshold": 0.5}}, 0, "name of a branch"),
        ({"base": {"people.threshold": 0.5}}, 0, "changes nothing"),
        ({"a": {"people.threshold": 0.5}}, 999, "--at"),
        ({"a": {"hours": 24}}, 0, "end together"),
    ):
        with pytest.raises(gs.ScenarioError, match=said):
            towns.compare(branches, at=at)
    with pytest.raises(ValueError, match="2 or more"):
        towns.compare(BRANCHES, replicates=1)
