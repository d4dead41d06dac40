"""Ensembles on executors: the same bytes as here, whatever becomes of a worker."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import groundswell as gs
from groundswell import _ensemble


def events(run: gs.Run, event: str) -> list[dict[str, Any]]:
    lines = (run.path / "log.jsonl").read_text(encoding="utf-8").splitlines()
    return [line for line in map(json.loads, lines) if line["event"] == event]


@pytest.mark.parametrize("kind", ["threads", "forked", "spawned"])
def test_any_executor_gives_the_same_bytes(kind: str, run: gs.Run, towns: gs.Scenario, tmp_path: Path) -> None:
    # The fixture has used threads in this process already: a forked one must not wait for them.
    executor: Executor = {
        "threads": lambda: ThreadPoolExecutor(2),
        "forked": lambda: ProcessPoolExecutor(2, mp_context=get_context("fork")),
        "spawned": lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")),
    }[kind]()
    with executor:
        there = towns.run(8, scale=10, executor=executor, out=tmp_path / "there", progress=False)
    assert there.hashes == run.hashes and there.status == "complete"
    rows = events(there, "chunk done")
    assert sum(row["done"] for row in rows) == 8 and all(row["failed"] == 0 for row in rows)
    if kind != "threads":
        assert os.getpid() not in {row["process"] for row in rows}


def test_without_a_name_the_run_is_in_runs(towns: gs.Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with ThreadPoolExecutor(1) as executor:
        first = towns.run(1, scale=100, executor=executor, progress=False)
        second = towns.run(1, scale=100, executor=executor, progress=False)
    assert first.path.parent == tmp_path / "runs" and first.path != second.path
    assert "_two-towns_" in first.path.name


class Losing(Executor):
    """Loses the first few chunks, as workers do that die."""

    def __init__(self, lost: int) -> None:
        self.lost = lost

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if self.lost > 0:
            self.lost -= 1
            future.set_exception(OSError("the worker is gone"))
        else:
            future.set_result(fn(*args, **kwargs))
        return future


def test_a_lost_chunk_is_asked_for_again(run: gs.Run, towns: gs.Scenario, tmp_path: Path) -> None:
    there = towns.run(8, scale=10, executor=Losing(3), workers=2, out=tmp_path / "r", progress=False)
    assert there.hashes == run.hashes
    assert len(events(there, "chunk lost")) == 3


def test_a_chunk_that_never_comes_back_ends_the_run_and_keeps_the_rest(towns: gs.Scenario, run: gs.Run, tmp_path: Path) -> None:
    with pytest.raises(gs.RunError, match=r"failed 4 times.*groundswell\.resume\(") as caught:
        towns.run(8, scale=10, executor=Losing(99), workers=1, out=tmp_path / "r", progress=False)
    assert caught.value.path == str(tmp_path / "r")
    again = gs.resume(caught.value.path, executor=Losing(0), progress=False)
    assert again.hashes == run.hashes


def test_a_broken_pool_says_how_to_go_on(towns: gs.Scenario, run: gs.Run, tmp_path: Path) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        pool.submit(os.getpid).result()
        for process in list(pool._processes.values()):
            os.kill(process.pid or 0, signal.SIGKILL)
        with pytest.raises(gs.RunError, match="takes no more work|failed"):
            towns.run(8, scale=10, executor=pool, out=tmp_path / "r", progress=False)
    assert gs.resume(tmp_path / "r", progress=False).hashes == run.hashes


class Elsewhere(Losing):
    """Workers that do not see the folder."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn("nowhere/at/all", *args[1:]))
        except Exception as error:
            future.set_exception(error)
        return future


def test_a_worker_that_does_not_see_the_folder_says_so_at_once(towns: gs.Scenario, tmp_path: Path) -> None:
    with pytest.raises(gs.MissingInputError, match="must see the folder of the run"):
        towns.run(2, scale=100, executor=Elsewhere(0), out=tmp_path / "r", progress=False)


def test_chunks_take_some_seconds_each() -> None:
    teller = _ensemble.Teller(False, 1_000, 1)
    chunks = _ensemble.Chunks(ThreadPoolExecutor(1), Path("x"), range(1_000), 1, 2, teller, _ensemble.chunk, "replicates")
    assert chunks._size() == 1  # nothing is known yet
    chunks._each = 0.1
    assert chunks._size() == 40
    chunks._each = 60.0
    assert chunks._size() == 1
    chunks._each = 0.001
    assert chunks._size() == 251  # work for everybody


# ------------------------------------------------------------------------------ Dask


@pytest.fixture(scope="module")
def quiet() -> None:
    pytest.importorskip("distributed")
    import logging

    logging.getLogger("distributed").setLevel(logging.ERROR)


@pytest.fixture(scope="module")
def client(quiet: None) -> Iterator[Any]:
    """A local cluster of two processes."""
    from distributed import Client, LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        yield client


def test_dask_on_a_local_cluster(client: Any, run: gs.Run, towns: gs.Scenario, tmp_path: Path) -> None:
    executor = client.get_executor()
    assert _ensemble.workers_of(executor) == 2
    there = towns.run(8, scale=10, executor=executor, out=tmp_path / "there", progress=False)
    assert there.hashes == run.hashes
    assert len({row["process"] for row in events(there, "chunk done")}) == 2


def test_dask_says_what_the_user_did_wrong(client: Any, towns: gs.Scenario, tmp_path: Path) -> None:
    executor = client.get_executor()
    future = executor.submit(towns.set, "people.thresold", 1)
    with pytest.raises(gs.ParameterError) as caught:
        future.result()
    assert caught.value.nearest == "people.threshold"


def test_dask_with_a_worker_killed_in_the_middle(client: Any, towns: gs.Scenario, tmp_path: Path) -> None:
    here = towns.run(120, scale=1, out=tmp_path / "here", progress=False)
    killed: list[int] = []

    def kill() -> None:
        parts = tmp_path / "there/data/national"
        while len(list(parts.glob("*.parquet"))) < 20:
            time.sleep(0.02)
        pid = next(iter(client.run(os.getpid).values()))
        killed.append(pid)
        os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    there = towns.run(120, scale=1, executor=client.get_executor(), out=tmp_path / "there", progress=False)
    killer.join(timeout=10)
    assert len(killed) == 1, "the worker was to be killed in the middle"
    assert there.status == "complete" and there.hashes == here.hashes
    assert len({row["process"] for row in events(there, "chunk done")} - set(killed)) >= 1


@pytest.mark.skipif(os.environ.get("GROUNDSWELL_LONG") != "1", reason="takes minutes; GROUNDSWELL_LONG=1 asks for it")
def test_dask_with_a_worker_killed_among_a_thousand_replicates(quiet: None) -> None:
    script = Path(__file__).parents[2] / "benches/python/ensembles.py"
    command = [sys.executable, str(script), "overhead", "--replicates", "1000", "--workers", "2", "--turns", "1", "--kill"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0 and "hashes equal" in done.stdout, done.stdout + done.stderr


def test_dask_calibrates(client: Any, towns: gs.Scenario, tmp_path: Path) -> None:
    how: dict[str, Any] = {"budget": 250, "particles": 20, "check": 6, "scale": 100, "progress": False}
    here = towns.calibrate({"people.threshold": (0.38, 0.55)}, out=tmp_path / "here", **how)
    there = towns.calibrate({"people.threshold": (0.38, 0.55)}, executor=client.get_executor(), out=tmp_path / "there", **how)
    assert there.status == "complete" and there.hashes == here.hashes


def test_dask_with_a_scheduler_and_workers_of_their_own(quiet: None, run: gs.Run, towns: gs.Scenario, tmp_path: Path) -> None:
    from distributed import Client

    address = tmp_path / "scheduler.json"
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker"]
    silent: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    begun = [
        subprocess.Popen([*dask, "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(address), "--no-dashboard"], **silent)
    ]
    try:
        for _ in range(2):
            options = ["--scheduler-file", str(address), "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
            begun.append(subprocess.Popen([*worker, *options], **silent))
        deadline = time.monotonic() + 60
        while not address.exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        with Client(scheduler_file=str(address)) as client:
            client.wait_for_workers(2, timeout=60)
            there = towns.run(8, scale=10, executor=client.get_executor(), out=tmp_path / "there", progress=False)
        assert there.hashes == run.hashes
        assert {row["process"] for row in events(there, "chunk done")}.isdisjoint({os.getpid()})
    finally:
        for process in begun:
            process.terminate()
        for process in begun:
            process.wait(timeout=30)
