"""Runs on this machine: tables, hashes, stopping and going on."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import groundswell as gs


def test_a_run_has_its_tables(run: gs.Run, towns: gs.Scenario) -> None:
    assert (len(run.runs), run.status, run.replicates, run.scale) == (8, "complete", 8, 10)
    assert len(run.national) == 8 * 72
    assert len(run.series) == 8 * 72 * len(towns.places)
    assert run.runs["status"] == ["done"] * 8 and len(set(run.runs["seed"])) == 8
    assert max(run.runs["peak"]) > 0
    assert len(run.failures) == 0 and len(run.facts) > 0 and len(run.targets) > 0
    assert run.national["time"][:2] == [towns.start, towns.start.replace(hour=1)]


def test_the_summary_sets_runs_beside_the_record(run: gs.Run) -> None:
    assert {"days", "onsets", "statistics", "outcomes", "replicates"} <= set(run.summary)
    assert sum(run.outcomes.values()) >= 1
    assert run.scenario.settings == ("hours=72",)
    assert repr(run).startswith("<groundswell.Run 'two-towns': 8 of 8 replicates, seed 1, scale 10, complete")
    assert "P(outcome)" in run._repr_html_()


def test_the_same_seed_gives_the_same_bytes_on_any_number_of_threads(run: gs.Run, towns: gs.Scenario) -> None:
    again = towns.run(8, scale=10, threads=1, progress=False)
    assert again.hashes == run.hashes and len(run.hashes) > 16
    other = towns.run(8, scale=10, seed=2, progress=False)
    assert other.hashes["data/runs.parquet"] != run.hashes["data/runs.parquet"]


def test_the_bytes_are_those_of_the_command_line(run: gs.Run, binary: Path, tmp_path: Path) -> None:
    command = [binary, "run", "two-towns", "--hours", "72", "--replicates", "8", "--scale", "10", "--out", tmp_path / "cli", "-q"]
    subprocess.run([str(word) for word in command], check=True, env={**os.environ, "NO_COLOR": "1"})
    assert gs.open(tmp_path / "cli").hashes == run.hashes


def test_a_sample_in_memory_is_the_same_run(run: gs.Run, towns: gs.Scenario) -> None:
    sample = towns.simulate([2, 5], scale=10, hourly=True)
    runs = dict(zip(run.runs["replicate"], run.runs["peak"]))
    assert sample["runs"]["peak"] == [runs[2], runs[5]]
    hours = [p for r, p in zip(run.national["replicate"], run.national["participants"]) if r in (2, 5)]
    assert sample["national"]["participants"] == hours
    assert [set(row) for row in sample.statistics()] == [set(run.targets["target"])] * 2
    assert "series" not in towns.simulate(1, scale=10)


def test_a_temporary_run_goes_with_its_last_reference(towns: gs.Scenario, tmp_path: Path) -> None:
    kept = towns.run(1, scale=100, progress=False)
    folder = kept.path
    with pytest.raises(ValueError, match="save"):
        pickle.dumps(kept)
    saved = kept.save(tmp_path / "saved")
    hashes = kept.hashes
    table = kept.national
    del kept
    assert folder.exists() and len(table["participants"]) == 72
    stream = table.__arrow_c_stream__()
    del table
    assert folder.exists()
    del stream
    gs.scenario("two-towns")  # what was freed without Python's lock goes with the next call
    assert not folder.exists()
    assert saved.hashes == hashes and pickle.loads(pickle.dumps(saved)).hashes == hashes


def test_a_directory_is_not_overwritten(run: gs.Run, towns: gs.Scenario) -> None:
    with pytest.raises(gs.OutputError, match="force=True") as caught:
        towns.run(1, scale=100, out=run.path)
    assert caught.value.exit_code == 73
    assert run.status == "complete"
    with pytest.raises(gs.MissingInputError):
        gs.open(run.path / "data")
    with pytest.raises(ValueError, match="replicates is 0"):
        towns.run(0)


def test_progress_is_told(towns: gs.Scenario) -> None:
    told: list[tuple[float, int, int]] = []
    towns.run(4, scale=10, progress=lambda share, done, of: told.append((share, done, of)))
    shares = [share for share, _, _ in told]
    assert shares == sorted(shares) and told[-1] == (1.0, 4, 4)


def test_an_error_in_whoever_is_told_stops_the_run(towns: gs.Scenario) -> None:
    def told(share: float, done: int, of: int) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        towns.run(4, scale=10, progress=told)


STOPPED = """
import sys, threading, time
import groundswell as gs
print("ready", flush=True)
try:
    gs.scenario("two-towns").run(400, scale=1, out=sys.argv[1], progress=False)
except gs.Interrupted as stopped:
    print(stopped, flush=True)
    sys.exit(130)
"""


def test_ctrl_c_keeps_what_is_finished_and_the_rest_can_be_done(tmp_path: Path) -> None:
    out = tmp_path / "stopped"
    process = subprocess.Popen([sys.executable, "-c", STOPPED, str(out)], stdout=subprocess.PIPE, text=True)
    parts = out / "data/national"
    deadline = time.monotonic() + 60
    while not list(parts.glob("*.parquet")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[0]
    assert process.returncode == 130, said
    assert "groundswell.resume(" in said
    stopped = gs.open(out)
    done = stopped.manifest["counts"]["done"]
    assert stopped.status == "interrupted" and 0 < done < 400
    # The rest would take a minute: that the same bytes come is shown on a shorter run below.


def test_a_run_that_was_stopped_goes_on_to_the_same_bytes(towns: gs.Scenario, run: gs.Run, tmp_path: Path) -> None:
    def stop(share: float, done: int, of: int) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(gs.Interrupted) as caught:
        towns.with_().run(8, scale=10, threads=1, out=tmp_path / "r", progress=stop)
    if caught.value.path is None:
        pytest.fail("no path to go on with")
    again = gs.resume(caught.value.path, progress=False)
    assert again.status == "complete" and again.hashes == run.hashes


def test_two_processes_do_not_work_in_one_directory(towns: gs.Scenario, tmp_path: Path) -> None:
    refused: list[str] = []

    def other(share: float, done: int, of: int) -> None:
        if not refused:
            code = f"import groundswell as gs; gs.resume({str(tmp_path / 'r')!r})"
            told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
            refused.append(told.stderr)

    towns.run(2, scale=1, out=tmp_path / "r", progress=other)
    assert "OutputError" in refused[0] and "another process is computing in it" in refused[0]
    assert gs.resume(tmp_path / "r").status == "complete"


def test_memory_does_not_grow_with_replicates() -> None:
    resource = pytest.importorskip("resource")
    code = (
        "import groundswell as gs, resource, sys\n"
        "towns = gs.scenario('two-towns').with_(hours=24)\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "towns.run(20, scale=100, progress=False)\n"
        "before = peak()\n"
        "run = towns.run(600, scale=100, progress=False)\n"
        "rows = sum(1 for _ in __import__('pyarrow').RecordBatchReader.from_stream(run.series))\n"
        "print(before, peak(), rows)\n"
    )
    assert resource
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    before, after, parts = map(int, said)
    assert parts == 600
    # PyArrow alone takes some ten MB when it is loaded; ru_maxrss counts kB.
    assert after - before < 120_000, (before, after)


def test_the_log_says_what_happened(run: gs.Run) -> None:
    events = [json.loads(line)["event"] for line in (run.path / "log.jsonl").read_text().splitlines()]
    assert events[0] == "begun" and events[-1] == "closed"


def test_memory_does_not_grow_with_the_ensemble() -> None:
    script = Path(__file__).parents[2] / "benches/python/ensembles.py"
    command = [sys.executable, str(script), "memory", "--replicates", "2000", "--scale", "200", "--workers", "2"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0 and "complete" in done.stdout, done.stdout + done.stderr
