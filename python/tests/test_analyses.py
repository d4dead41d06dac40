"""Sweeps and calibrations: the same bytes as the command line's."""

from __future__ import annotations

import os
import pickle
import subprocess
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import groundswell as gs

OVER = {"people.threshold": [0.44, 0.46, 0.48], "shutdown.enabled": [True, False]}


@pytest.fixture(scope="module")
def swept(towns: gs.Scenario, tmp_path_factory: pytest.TempPathFactory) -> gs.Sweep:
    return towns.sweep(OVER, replicates=2, scale=40, out=tmp_path_factory.mktemp("swept") / "grid", progress=False)


def test_a_grid_has_every_combination(swept: gs.Sweep) -> None:
    table = swept.table
    assert len(table) == 12 and swept.status == "complete" and len(swept.failures) == 0
    points = set(zip(table["people.threshold"], table["shutdown.enabled"]))
    assert points == {(t, s) for t in OVER["people.threshold"] for s in OVER["shutdown.enabled"]}
    assert repr(swept) == "<groundswell.Sweep: 6 points, 12 runs done, 0 failed, complete>"
    assert "<table>" in swept._repr_html_()
    assert pickle.loads(pickle.dumps(swept)).hashes == swept.hashes


def test_a_point_is_the_same_run_as_alone(swept: gs.Sweep, towns: gs.Scenario) -> None:
    rows = [row for row in swept.table.rows() if row["people.threshold"] == 0.44 and row["shutdown.enabled"]]
    alone = towns.with_({"people.threshold": 0.44, "shutdown.enabled": True}).simulate(2, scale=40)
    assert [row["peak"] for row in rows] == alone["runs"]["peak"]


def test_a_sweep_on_an_executor_and_on_the_command_line_gives_the_same_bytes(
    swept: gs.Sweep, towns: gs.Scenario, binary: Path, tmp_path: Path
) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        there = towns.sweep(OVER, replicates=2, scale=40, executor=executor, out=tmp_path / "there", progress=False)
    assert there.hashes == swept.hashes
    words = f"{binary} sweep two-towns --hours 72 --replicates 2 --scale 40 --out {tmp_path / 'cli'} --quiet"
    over = ["--over", "people.threshold=0.44,0.46,0.48", "--over", "shutdown.enabled=true,false"]
    subprocess.run([*words.split(), *over], check=True, env={**os.environ, "NO_COLOR": "1"})
    assert gs.Sweep(tmp_path / "cli").hashes == swept.hashes


def test_designs_from_elsewhere(swept: gs.Sweep, towns: gs.Scenario, tmp_path: Path) -> None:
    points = [{"people.threshold": t, "shutdown.enabled": s} for t in OVER["people.threshold"] for s in OVER["shutdown.enabled"]]
    columns = {path: [point[path] for point in points] for path in OVER}
    file = tmp_path / "design.csv"
    lines = [f"{p['people.threshold']},{str(p['shutdown.enabled']).lower()}" for p in points]
    file.write_text("people.threshold,shutdown.enabled\n" + "\n".join(lines) + "\n", encoding="utf-8")
    designs = [points, columns, file]
    for library in ("polars", "pandas"):
        try:
            designs.append(__import__(library).DataFrame(columns))
        except ModuleNotFoundError:
            continue
    for design in designs:
        same = towns.sweep(design=design, replicates=2, scale=40, progress=False)
        assert same.table["peak"] == swept.table["peak"], type(design)


def test_ranges_are_filled(towns: gs.Scenario) -> None:
    ranges = {"people.threshold": (0.44, 0.5), "people.leave": (0.05, 0.3, "log")}
    for how in ({"latin": 6}, {"sobol": 6}):
        table = towns.sweep(ranges, scale=100, progress=False, **how).table
        assert len(table) == 6 and all(0.44 <= t <= 0.5 for t in table["people.threshold"])


def test_a_sweep_that_was_stopped_goes_on(swept: gs.Sweep, towns: gs.Scenario, tmp_path: Path) -> None:
    def stop(share: float, done: int, of: int) -> None:
        raise KeyboardInterrupt

    slow = towns.with_(hours=240)
    with pytest.raises(gs.Interrupted):
        slow.sweep({"people.threshold": [0.44, 0.45]}, replicates=20, scale=1, threads=1, out=tmp_path / "r", progress=stop)
    again = gs.resume(tmp_path / "r", progress=False)
    assert isinstance(again, gs.Sweep) and again.status == "complete" and len(again.table) == 40


def test_mistakes_in_designs_are_told(towns: gs.Scenario) -> None:
    with pytest.raises(gs.ParameterError, match="people.threshold"):
        towns.sweep({"people.thresold": [0.4]})
    with pytest.raises(ValueError, match="over= and design="):
        towns.sweep()
    with pytest.raises(ValueError, match="latin="):
        towns.sweep(OVER, latin=3, sobol=3)
    with pytest.raises(ValueError, match="lowest and highest"):
        towns.sweep({"people.threshold": [0.4]}, latin=3)
    with pytest.raises(ValueError, match="no points"):
        towns.sweep(design=[])


def test_a_calibration_says_what_was_learned(towns: gs.Scenario, binary: Path, tmp_path: Path) -> None:
    how = {"budget": 300, "particles": 30, "check": 8, "scale": 50}
    learned = towns.calibrate({"people.threshold": (0.38, 0.55)}, progress=False, out=tmp_path / "here", **how)
    assert learned.status == "complete" and len(learned.posterior) >= 20
    (row,) = learned.contraction.rows()
    assert row["contraction"] <= 1 and "people.threshold" in row.values()
    assert len(learned.predictive) >= 4 and len(learned.generations) >= 1
    assert repr(learned).startswith("<groundswell.Calibration: ") and "<table>" in learned._repr_html_()
    words = f"{binary} calibrate two-towns --set hours=72 --budget 300 --particles 30 --check 8"
    command = [*words.split(), "--parameters", "people.threshold", "--prior", "people.threshold=0.38:0.55", "--scale", "50"]
    command += ["--out", str(tmp_path / "cli"), "--quiet"]
    subprocess.run(command, check=True, env={**os.environ, "NO_COLOR": "1"})
    assert gs.Calibration(tmp_path / "cli").hashes == learned.hashes
    with pytest.raises(gs.ScenarioError, match="no parameter was named|priors"):
        gs.new(tmp_path / "bare")
        gs.scenario(tmp_path / "bare").calibrate()
