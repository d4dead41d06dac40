"""Ensembles: here on threads, or anywhere on a `concurrent.futures.Executor`.

A run is a directory, and a worker gets no more than its path and the numbers of some replicates. It reads
plan and scenario from the directory, writes the parts of its replicates there under their final names, and
returns one row: what it did and what that cost. Whether a part is written here or there, once or twice, its
bytes are the same, so a chunk that died with its worker is simply asked for again.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, Generic, TypeVar

from . import _native
from ._errors import GroundswellError, Interrupted, RunError
from ._progress import Progress, Teller
from ._run import Folder, Run
from ._run import open as opened

CHUNK_SECONDS = 4.0
"""Seconds that a chunk should take: long beside what sending it costs, short beside what losing it costs."""
TRIES = 4
"""How often a chunk is tried before the run is given up."""


@dataclass(frozen=True)
class Asked:
    """What the numbers of a run depend on besides its scenario."""

    replicates: int
    seed: int
    scale: int
    steps_per_hour: int
    backend: str
    posterior: str | None = None
    branches: tuple[tuple[str, list[str]], ...] | None = None
    at: str | None = None
    against: str | None = None


@dataclass(frozen=True)
class How:
    """How a run is carried out: nothing here changes a number."""

    threads: int | None = None
    executor: Executor | None = None
    workers: int | None = None
    progress: Progress = "auto"


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def now() -> str:
    """Now, RFC 3339, in UTC."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def begin(scenario: _native.Scenario, asked: Asked, out: Any, force: bool, how: How) -> Run:
    """Begins a run and carries it out."""
    for name, value in (("replicates", asked.replicates), ("scale", asked.scale), ("steps_per_hour", asked.steps_per_hour)):
        if value < 1:
            raise ValueError(f"{name} is {value}; it must be 1 or more")
    folder: Folder | None = None
    path = Path(out).absolute() if out is not None else None
    if path is None and how.executor is None:
        folder = Folder()
        path = folder.path / "run"
    claim = _native.begin(
        scenario,
        path,
        replicates=asked.replicates,
        seed=asked.seed,
        scale=asked.scale,
        steps_per_hour=asked.steps_per_hour,
        backend=asked.backend,
        force=force,
        command=_command(scenario, asked, None if folder else path),
        started=now(),
        posterior=asked.posterior,
        branches=asked.branches,
        at=asked.at,
        against=asked.against,
    )
    with held(claim) as where:
        return carry_out(where, how, "begun", folder)


def _command(scenario: _native.Scenario, asked: Asked, out: Path | None) -> list[str]:
    """The command line that does the same."""
    words = ["groundswell", "compare" if asked.branches else "run", scenario.name_or_path]
    for name, changes in asked.branches or ():
        words += ["--branch", f"{name}:{','.join(changes)}"]
    for option, value in (("--at", asked.at), ("--against", asked.against)):
        words += [option, value] if value else []
    for option in ("replicates", "seed", "scale", "steps_per_hour"):
        words += [f"--{option.replace('_', '-')}", str(getattr(asked, option))]
    if asked.posterior is not None:
        words += ["--posterior", asked.posterior]
    if asked.backend != "event":
        words += ["--backend", asked.backend]
    for setting in scenario.settings:
        name, _, value = setting.partition("=")
        words += [f"--{name}", value] if name in ("form", "hours") else ["--set", setting]
    return words + (["--out", str(out)] if out else [])


def resume(path: str | os.PathLike[str], how: How) -> Run:
    """Goes on with a run that was stopped."""
    claim = claimed_again(Path(path).absolute())
    if claim is None:
        return opened(path, None)
    with held(claim) as where:
        return carry_out(where, how, "resumed", None)


def carry_out(path: Path, how: How, event: str, folder: Folder | None) -> Run:
    """Computes what is missing of a run and closes its directory."""
    missing = _native.missing(path)
    about = _native.opened(path)
    teller = Teller(how.progress, len(missing), about["hours_each"])
    threads = how.threads or (1 if how.executor else cores())
    details = {"replicates": len(missing), "threads": threads, "platform": f"{_machine()} {sys.platform}"}
    _native.note(path, now(), event, json.dumps(details))
    interrupted = None
    try:
        if how.executor is None:
            _native.compute(path, missing, threads, teller.hours)
        else:
            Chunks(how.executor, path, missing, threads, how.workers, teller, chunk, "replicates").run()
    except KeyboardInterrupt as error:
        interrupted = error
    except GroundswellError as error:
        _close(path)
        if isinstance(error, RunError) and folder:
            error.path = None
        raise
    finally:
        teller.end()
    status = _close(path)
    run = opened(path, folder)
    if interrupted or status == "interrupted":
        done = int(run.manifest["counts"].get("done", 0))
        text = f"stopped: {done} of {about['replicates'] * len(about['branches'] or [0])} replicates are done"
        if folder:
            raise Interrupted(f"{text}; give `out=` a folder to keep them and go on") from interrupted
        raise Interrupted(f"{text} and kept; go on with groundswell.resume({str(path)!r})", str(path)) from interrupted
    return run


def _close(path: Path) -> str:
    return _native.close(path)


def _machine() -> str:
    import platform

    return platform.machine()


def chunk(path: str, replicates: list[int], threads: int) -> dict[str, Any]:
    """What a worker does: some replicates of the run in a folder. Returns one row."""
    return signed(_native.compute(Path(path), replicates, threads))


@contextmanager
def held(claim: _native.Claim) -> Generator[Path, None, None]:
    """Holds a directory to the end: two processes that write in one would undo each other's work."""
    try:
        yield Path(claim.path).absolute()
    finally:
        claim.release()


def claimed_again(path: Path) -> _native.Claim | None:
    """Claims what was begun in a directory and forgets what is damaged there, with a warning; `None` if all is there."""
    claim, notes = _native.take_up(path)
    for note in notes:
        warnings.warn(f"{path}: {note}", stacklevel=4)
    return claim


def signed(row: dict[str, Any]) -> dict[str, Any]:
    """The row of a chunk with who did it."""
    return {**row, "host": socket.gethostname(), "process": os.getpid()}


Item = TypeVar("Item")
"""A piece of work: the number of a replicate or of a batch of a sweep, or a point of a calibration."""


class Chunks(Generic[Item]):
    """Pieces of work on their way through an executor, some seconds' worth at a time."""

    def __init__(
        self,
        executor: Executor,
        path: Path,
        waiting: Iterable[Item],
        threads: int,
        workers: int | None,
        teller: Teller,
        task: Callable[[str, list[Item], int], dict[str, Any]],
        what: str,
    ) -> None:
        self._executor = executor
        self._task = task
        self._what = what
        self._path = path
        self._threads = threads
        self._workers = workers or max(1, workers_of(executor) // threads)
        self._teller = teller
        self._waiting = deque(waiting)
        self._all = len(self._waiting)
        self._again: deque[tuple[list[Item], int]] = deque()
        self._pending: dict[Future[dict[str, Any]], tuple[list[Item], int]] = {}
        self._done = 0
        self._each: float | None = None

    def run(self) -> None:
        """Until everything is done, or a chunk has failed too often."""
        try:
            self._fill()
            while self._pending:
                done, _ = wait(self._pending, timeout=0.5, return_when=FIRST_COMPLETED)
                for future in done:
                    # Taking one may have given up others.
                    if future in self._pending:
                        self._take(future)
                self._fill()
        except BaseException:
            for future in self._pending:
                future.cancel()
            # Whoever computes now would write into a directory that is being closed.
            wait(self._pending, timeout=60)
            raise

    def _more(self) -> None:
        """Puts more work into the queue, where it is not known from the beginning."""

    def _came(self, items: list[Item], row: dict[str, Any]) -> None:
        """Takes what a worker found of some items, where it does not write it into the directory."""

    def _size(self) -> int:
        """Items of the next chunk: one each to begin with, then some seconds' worth, and at the end no more than
        leaves work for everybody."""
        if self._each is None:
            return 1
        fair = len(self._waiting) // (2 * self._workers) + 1
        return max(1, min(int(CHUNK_SECONDS / max(self._each, 1e-6)), fair))

    def _fill(self) -> None:
        # Two chunks a worker: nobody waits for the next one.
        ahead = self._workers if self._each is None else 2 * self._workers
        self._more()
        while (self._waiting or self._again) and len(self._pending) < ahead:
            if self._again:
                items, tries = self._again.popleft()
            else:
                items, tries = [self._waiting.popleft() for _ in range(min(self._size(), len(self._waiting)))], 0
            try:
                future = self._executor.submit(self._task, str(self._path), items, self._threads)
            except (BrokenExecutor, RuntimeError) as error:
                raise self._given_up(f"the executor takes no more work: {error}") from error
            self._pending[future] = (items, tries + 1)

    def _take(self, future: Future[dict[str, Any]]) -> None:
        items, tries = self._pending.pop(future)
        try:
            row = future.result()
        except GroundswellError:
            raise  # the user's to resolve: trying again would not help
        except (Exception, CancelledError) as error:
            details: dict[str, Any] = {"tries": tries, "reason": repr(error)}
            if isinstance(items[0], int):
                details |= {"first": items[0], "last": items[-1]}
            else:
                details |= {"count": len(items)}
            if tries >= TRIES:
                where = f"{items[0]} to {items[-1]}" if isinstance(items[0], int) else f"({len(items)} of them)"
                raise self._given_up(f"{self._what} {where} failed {tries} times: {error!r}") from error
            _native.note(self._path, now(), "chunk lost", json.dumps(details))
            self._again.append((items, tries))
            time.sleep(0.1)
            return
        self._done += len(items)
        each = (row["seconds"] - row["seconds_building"]) / len(items)
        # New figures count as much as all before: what is slow at first, as files that are not cached, is forgotten.
        self._each = each if self._each is None else (self._each + each) / 2
        self._came(items, row)
        _native.note(self._path, now(), "chunk done", json.dumps({k: v for k, v in row.items() if k != "found"}))
        self._tell()

    def _tell(self) -> None:
        self._teller.share(self._done / self._all, self._done)

    def _given_up(self, why: str) -> RunError:
        kept = f"{self._done} of {self._all} {self._what} are kept in {self._path}"
        return RunError(f"{why}; {kept}: go on with groundswell.resume({str(self._path)!r}, executor=…)", str(self._path))


def workers_of(executor: Executor) -> int:
    """How many tasks an executor does at a time, where it says; else the cores of this machine."""
    own = getattr(executor, "_max_workers", None)
    if isinstance(own, int):
        return own
    client = getattr(executor, "_client", None)  # Dask's
    if client is not None:
        try:
            return max(1, int(sum(client.nthreads().values())))
        except Exception:  # a client that cannot be asked is no reason not to begin
            return cores()
    return cores()
