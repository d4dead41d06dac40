"""Sweeps and calibrations: the same bytes as the command line's."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

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


# --------------------------------------------------------------------- sensitivities


def test_a_screening_is_that_of_the_command_line(towns: gs.Scenario, binary: Path, tmp_path: Path) -> None:
    two = {"people.threshold": (0.42, 0.5), "people.leave": (0.05, 0.3, "log")}
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        found = towns.sensitivity(two, trajectories=6, scale=40, executor=executor, out=tmp_path / "here", progress=False)
    assert found.method == "morris" and found.status == "complete" and len(found.table) == 18
    assert {"statistic", "parameter", "mu_star", "mu_star_low", "mu_star_high", "sigma", "lost"} <= set(found.indices.columns)
    ranking = found.ranking()
    assert [path for path, _ in ranking] and ranking == sorted(ranking, key=lambda row: -row[1])
    words = f"{binary} sensitivity two-towns --hours 72 --trajectories 6 --scale 40 --out {tmp_path / 'cli'} --quiet"
    given = ["--range", "people.threshold=0.42:0.5", "--range", "people.leave=0.05:0.3:log"]
    subprocess.run([*words.split(), *given], check=True, env={**os.environ, "NO_COLOR": "1"})
    same = gs.Sensitivity(tmp_path / "cli")
    assert same.hashes == found.hashes
    assert (tmp_path / "cli/sensitivity.json").read_bytes() == (tmp_path / "here/sensitivity.json").read_bytes()
    assert repr(found) == "<groundswell.Sensitivity by morris: 18 runs done, 0 failed, complete>"
    assert "people.threshold" in found._repr_html_()
    again = gs.resume(tmp_path / "here", progress=False)
    assert isinstance(again, gs.Sensitivity) and again.hashes == found.hashes
    with pytest.raises(KeyError, match="no quantity 'crowd'; there are peak"):
        found.ranking("crowd")


def test_shares_of_variance(towns: gs.Scenario) -> None:
    found = towns.sensitivity(["people.threshold", "people.leave"], method="sobol", base=8, scale=100, progress=False)
    assert found.method == "sobol" and len(found.table) == 32
    assert {"total", "total_low", "total_high", "first"} <= set(found.indices.columns)


def test_mistakes_in_sensitivities_are_told(towns: gs.Scenario) -> None:
    with pytest.raises(gs.ParameterError) as caught:
        towns.sensitivity(["people.thresold"])
    assert caught.value.nearest == "people.threshold"
    with pytest.raises(ValueError, match="morris"):
        towns.sensitivity(method="sobel")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="even number"):
        towns.sensitivity(levels=3)


# ----------------------------------------------------------------------- calibrations

HOW = {"budget": 1500, "particles": 30, "check": 12, "scale": 100}
ABOUT = {"people.threshold": (0.38, 0.55), "people.leave": (0.05, 0.3, "log")}


@pytest.fixture(scope="module")
def learned(towns: gs.Scenario, tmp_path_factory: pytest.TempPathFactory) -> gs.Calibration:
    return towns.calibrate(ABOUT, progress=False, out=tmp_path_factory.mktemp("learned") / "c", **HOW)


def told(path: Path, event: str) -> list[dict[str, Any]]:
    lines = (path / "log.jsonl").read_text(encoding="utf-8").splitlines()
    return [line for line in map(json.loads, lines) if line["event"] == event]


def test_a_calibration_on_an_executor_is_the_local_one(learned: gs.Calibration, towns: gs.Scenario, tmp_path: Path) -> None:
    assert len(learned.generations) >= 2, "of one generation alone nothing is sent ahead in vain"
    shares: list[float] = []
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        there = towns.calibrate(
            ABOUT, executor=executor, out=tmp_path / "there", progress=lambda share, done, of: shares.append(share), **HOW
        )
    assert there.status == "complete" and there.hashes == learned.hashes
    assert (tmp_path / "there/posterior.csv").read_text().splitlines()[3:] == (learned.path / "posterior.csv").read_text().splitlines()[3:]
    assert shares == sorted(shares) and shares[-1] > 0.5
    assert os.getpid() not in {row["process"] for row in told(there.path, "chunk done")}


def test_runs_and_branches_draw_from_a_posterior(learned: gs.Calibration, towns: gs.Scenario) -> None:
    how: dict[str, Any] = {"posterior": learned, "replicates": 4, "scale": 50, "progress": False}
    run = towns.run(**how)
    points = set(learned.posterior["people.threshold"])
    drawn = list(run.runs["people.threshold"])
    assert set(drawn) <= points and len(set(drawn)) > 1
    compared = towns.compare({"calm": {"policing.enabled": False}}, **how)
    rows = list(compared.runs.rows())
    assert [row["people.threshold"] for row in rows if row["branch"] == "base"] == drawn
    assert [row["people.threshold"] for row in rows if row["branch"] == "calm"] == drawn
    with pytest.raises(gs.ScenarioError, match="drawn from the posterior"):
        towns.set("people.threshold", 0.5).run(**how)
    with pytest.raises(gs.ScenarioError, match="carries no `posterior.csv`"):
        towns.run(posterior="scenario", replicates=1, progress=False)


class Losing(Executor):
    """Loses every third chunk, as workers do that die."""

    def __init__(self, every: int) -> None:
        self.every, self.sent = every, 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self.sent += 1
        if self.sent % self.every == 0:
            future.set_exception(OSError("the worker is gone"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_a_calibration_that_loses_chunks_is_the_same(learned: gs.Calibration, towns: gs.Scenario, tmp_path: Path) -> None:
    there = towns.calibrate(ABOUT, executor=Losing(3), workers=2, out=tmp_path / "there", progress=False, **HOW)
    assert there.hashes == learned.hashes and len(told(there.path, "chunk lost")) >= 3


def test_a_calibration_that_was_stopped_on_an_executor_goes_on_anywhere(learned: gs.Calibration, towns: gs.Scenario, tmp_path: Path) -> None:
    with pytest.raises(gs.RunError, match=r"simulations \(1 of them\) failed 4 times.*groundswell\.resume") as caught:
        towns.calibrate(ABOUT, executor=Losing(1), workers=1, out=tmp_path / "r", progress=False, **HOW)
    assert caught.value.path == str(tmp_path / "r")

    def stop(share: float, done: int, of: int) -> None:
        if done > 250:
            raise KeyboardInterrupt

    with pytest.raises(gs.Interrupted, match="kept"):
        gs.resume(tmp_path / "r", executor=Losing(99), workers=2, progress=stop)
    again = gs.resume(tmp_path / "r", progress=False)
    assert isinstance(again, gs.Calibration) and again.hashes == learned.hashes


# -------------------------------------------------------------------------- forecasts


def test_a_forecast_is_that_of_the_command_line(binary: Path, tmp_path: Path) -> None:
    towns = gs.scenario("two-towns")
    heard: list[tuple[int, int]] = []
    how = {"replicates": 16, "scale": 100}
    made = towns.forecast(
        datetime(2001, 3, 8), horizons=[24, "2d"], out=tmp_path / "here", progress=lambda _, done, of: heard.append((done, of)), **how
    )
    assert heard and heard[-1] == (24, 24), "eight more runs are led"
    assert any("Score history: none" in caveat for caveat in made.caveats)
    (origin,) = made.origins
    assert origin["origin"] == "2001-03-08T00:00" and origin["runs"] == 16 and not origin["failed"]
    of_country = [row for row in made.forecasts.rows() if row["unit"] is None and row["method"] == "model"]
    assert of_country and all(0 <= row["low"] <= row["median"] <= row["high"] for row in of_country)
    assert set(made.skill["baseline"]) < set(made.forecasts["method"])
    assert {"origin", "horizon", "score", "value"} <= set(made.scores.columns) and len(made.parameters) > 5
    assert pickle.loads(pickle.dumps(made)).hashes == made.hashes
    assert "participants in the country" in made._repr_html_() and "made at 2001-03-08T00:00" in repr(made)
    words = f"{binary} forecast two-towns --origin 2001-03-08 --horizon 24h,2d -n 16 --scale 100 --out {tmp_path / 'cli'} --quiet"
    subprocess.run(words.split(), check=True, capture_output=True, env={**os.environ, "NO_COLOR": "1"})
    assert gs.Forecast(tmp_path / "cli").hashes == made.hashes


def test_a_forecast_draws_from_a_posterior(learned: gs.Calibration, towns: gs.Scenario) -> None:
    made = towns.forecast("2001-03-06T12:00", horizons=12, replicates=8, scale=100, posterior=learned, progress=False)
    assert any(str(learned.path) in caveat for caveat in made.caveats)


def test_mistakes_in_forecasts_are_told(tmp_path: Path) -> None:
    towns = gs.scenario("two-towns")
    with pytest.raises(gs.ScenarioError, match="origins="):
        towns.forecast("yesterday", progress=False)
    with pytest.raises(gs.GroundswellError, match="from 1h to 720h"):
        towns.forecast(horizons="99d", progress=False)
    with pytest.raises(gs.GroundswellError, match="detection"):
        towns.forecast(observe={"detektion": 5}, progress=False)
    with pytest.raises(ValueError, match="one of parameters= and posterior="):
        towns.forecast(parameters="scenario", posterior="scenario")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/x").touch()
    with pytest.raises(gs.OutputError):
        towns.forecast(out=tmp_path / "full", progress=False)
