"""Calibrations: here on threads, or with their simulations on a `concurrent.futures.Executor`.

The sampler is the engine's, here as there. It proposes points in batches; where they are simulated makes no
difference, because a batch is judged in the order of its points. Workers get points and send back what was found;
nothing but this process writes into the directory.
"""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path
from typing import Any, NamedTuple

from . import _native
from ._analyses import Calibration
from ._ensemble import Chunks, cores, held, signed
from ._errors import Interrupted
from ._progress import Progress, Teller
from ._run import Folder


class Point(NamedTuple):
    """A proposed point: of which generation, of which of its batches, its place in that batch, and what a worker needs."""

    generation: int
    batch: int
    place: int
    proposal: bytes


def simulate(path: str, points: list[Point], threads: int) -> dict[str, Any]:
    """What a worker does: the simulations of some proposed points. Returns one row."""
    return signed(_native.calibrate_simulate(Path(path), [point.proposal for point in points], threads))


def check(path: str, replicates: list[int], threads: int) -> dict[str, Any]:
    """What a worker does at the end: some posterior runs. Returns one row."""
    return signed(_native.calibrate_check(Path(path), replicates, threads))


class Proposals(Chunks[Point]):
    """The points of a calibration.

    While the last points of a batch are simulated, points of the next ones are sent: they do not depend on what
    comes back until every particle had its turn. Those that are under way when a generation is whole are given up.
    """

    def __init__(
        self,
        executor: Executor,
        path: Path,
        sampler: _native.Sampler,
        threads: int,
        workers: int | None,
        teller: Teller,
        budget: int,
    ) -> None:
        super().__init__(executor, path, (), threads, workers, teller, simulate, "simulations")
        self._sampler = sampler
        self._all, self._done = budget, sampler.simulations
        self._first = self._next = 0
        """Batches of the generation: the first that is not told yet, and the first that was not asked for yet."""
        self._sizes: dict[int, int] = {}
        self._found: dict[int, dict[int, bytes]] = {}

    def _more(self) -> None:
        while len(self._waiting) < 2 * self._workers:
            points = self._sampler.ask(self._next - self._first)
            if not points:
                return
            generation = self._sampler.generations
            self._waiting.extend(Point(generation, self._next, i, proposal) for i, proposal in enumerate(points))
            self._sizes[self._next] = len(points)
            self._next += 1

    def _came(self, items: list[Point], row: dict[str, Any]) -> None:
        for point, found in zip(items, row["found"], strict=True):
            if point.generation == self._sampler.generations:
                self._found.setdefault(point.batch, {})[point.place] = found
        while self._first in self._sizes and len(self._found.get(self._first, ())) == self._sizes[self._first]:
            found = self._found.pop(self._first)
            before = self._sampler.generations
            self._sampler.tell([found[place] for place in range(len(found))])
            self._first += 1
            if self._sampler.generations != before or self._sampler.ended:
                self._begin_anew()

    def _begin_anew(self) -> None:
        """A generation is whole, or the last: what was sent ahead of it is of no use any more."""
        self._waiting.clear()
        self._again.clear()
        for future in self._pending:
            future.cancel()
        self._pending.clear()
        self._found.clear()
        self._sizes.clear()
        self._first = self._next = 0

    def _tell(self) -> None:
        self._done = self._sampler.simulations
        self._teller.share(self._done / self._all, self._done)


class Checks(Chunks[int]):
    """Posterior runs on their way to be held against the record."""

    def __init__(self, executor: Executor, path: Path, count: int, threads: int, workers: int | None) -> None:
        super().__init__(executor, path, range(count), threads, workers, Teller(False, count, 1), check, "posterior runs")
        self._found: dict[int, bytes] = {}

    def _came(self, items: list[int], row: dict[str, Any]) -> None:
        self._found.update(zip(items, row["found"], strict=True))

    def found(self) -> list[bytes]:
        """All of them, in their order."""
        self.run()
        return [self._found[replicate] for replicate in sorted(self._found)]


def carry_out(
    claim: _native.Claim,
    folder: Folder | None,
    threads: int | None,
    executor: Executor | None,
    workers: int | None,
    budget: int,
    progress: Progress,
) -> Calibration:
    """Samples until the budget is spent and closes the directory."""
    teller = Teller(progress, budget, 1, "simulations")
    checked: list[bytes] | None = None
    path = Path(claim.path).absolute()
    try:
        with held(claim):
            if executor is None:
                _native.calibrate_compute(path, threads or cores(), lambda done: teller.share(done / budget, done))
            else:
                Proposals(executor, path, _native.Sampler(path), threads or 1, workers, teller, budget).run()
                checked = Checks(executor, path, _native.calibrate_checks(path), threads or 1, workers).found()
            _native.calibrate_close(path, threads or cores(), checked)
    except KeyboardInterrupt as error:
        kept = "" if folder else f"; go on with groundswell.resume({str(path)!r})"
        raise Interrupted(f"stopped: the simulations so far are kept{kept}", None if folder else str(path)) from error
    finally:
        teller.end()
    return Calibration(path, folder)
