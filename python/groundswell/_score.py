"""Scores: forecasts of many events against simple rules."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from pathlib import Path
from typing import Any

from . import _native
from ._ensemble import cores, now, signed
from ._errors import Interrupted
from ._forecast import Origins, observed
from ._own import Estimated, Unmatched, spelled
from ._kept import Kept
from ._progress import Progress, Teller
from ._run import Folder
from ._table import Table


class Scores(Kept):
    """The folder of scores: every forecast of a unit on a day, and skill over events. It pickles as its path."""

    _tables = ""

    @property
    def scores(self) -> Table:
        """A row an event, origin, lead (days), unit (the country where it is empty) and method: what was recorded, the median
        and 90 % interval of what was said (people), and scores, smaller for better ones."""
        return self._read("scores")

    @property
    def events(self) -> Table:
        """A row an event: days on which a protest in a unit is recorded, midnights at which forecasts are made, of these those with
        a score of a unit, and, where there is none, why (`unscored`)."""
        return self._read("events")

    @property
    def skill(self) -> Table:
        """A row a method, baseline, lead (all where it is empty) and score: 1 − score of the method / score of the baseline over
        events, above 0 better, with its 90 % interval by a bootstrap over events where there are four or more."""
        return self._read("skill")

    def __repr__(self) -> str:
        counts = self.manifest["counts"]
        return f"<groundswell.Scores of {counts['events']} events, up to {counts['origins']} origins each>"

    def _repr_html_(self) -> str:
        return self.skill._repr_html_()


def compute(of: dict[str, Any], path: str, numbers: list[int], threads: int) -> dict[str, Any]:
    """What a worker does: some parts of the scores in a folder. Returns one row."""
    return signed(_native.scores_compute(Path(path), of, numbers, threads))


def placed(name: str | os.PathLike[str]) -> str:
    """An event for whoever computes it: the path of what is there, or a name."""
    text = os.fspath(name)
    built_in = any(text == known for known, _ in _native.built_in())
    return os.path.abspath(text) if os.path.exists(text) and not built_in else text


def score(
    events: Sequence[str | os.PathLike[str]] | str | os.PathLike[str] | None = None,
    *,
    origins: int = 5,
    leads: Sequence[int] = (1, 2, 3),
    draws: int = 1000,
    particles: int = 64,
    ablate: bool = False,
    pool: str | os.PathLike[str] | None = None,
    seed: int = 1,
    observe: Mapping[str, Any] | None = None,
    threads: int | None = None,
    executor: Executor | None = None,
    workers: int | None = None,
    out: str | os.PathLike[str] | None = None,
    progress: Progress = "auto",
) -> Scores:
    """Forecasts many events, each at several midnights of its record, and scores that against simple rules.

    events
        Scenarios with a record, by name or path, or tables of reports by day and unit. Default: those that the package
        carries. What cannot be scored is said as a warning and left out; so is an event of which nothing is recorded on the days
        that were forecast.
    origins, leads
        Forecasts of each event, and days ahead: 1 for the day that begins at the origin.
    draws, particles
        Draws of each forecast (50 or more), particles of each conditioned forecast (16 or more).
    ablate
        The model without its parts as well.
    pool
        What is known of other events: a table that `groundswell pool` wrote, or `"none"`. An event in it is left out of its own
        prior. Default: the one that the package carries.
    observe
        Parameters of the observation layer, as `{"detection": 50}`.
    executor
        A `concurrent.futures.Executor`, as that of processes or of Dask, whose workers see `out` and the events: an origin of an
        event is one task, with `threads` threads (one if nothing is said). Scores are the same on any.
    out
        The folder. What was finished there is not computed again.

    Raises `ScenarioError` if nothing can be scored, and `RunError` if a task has failed too often.
    """
    if origins < 1 or draws < 50 or particles < 16 or not leads or min(leads) < 1 or max(leads) > 60:
        raise ValueError("origins= is 1 or more, draws= 50 or more, particles= 16 or more, leads= some days from 1 to 60")
    if executor is not None and out is None:
        raise ValueError("give `out=` a folder that the workers of the executor see")
    folder = None if out is not None else Folder()
    path = Path(out).absolute() if out is not None else folder.path / "scores"  # type: ignore[union-attr]
    given = [events] if isinstance(events, str | os.PathLike) else list(events or ())
    named = [placed(event) for event in given]
    table = None if pool is None else os.fspath(pool)
    if table is not None and table != "none":
        table = os.path.abspath(table)
    set_ = observed(observe, spelled)
    ahead = sorted(set(leads))
    command = ["groundswell", "score", *(["--events", *named] if named else []), "--origins", str(origins)]
    command += ["--leads", ",".join(map(str, ahead)), "--draws", str(draws), "--particles", str(particles), "--seed", str(seed)]
    command += (["--ablate"] if ablate else []) + (["--pool", table] if table else [])
    command += [word for one in set_ for word in ("--observe", one)]
    of = {"events": named, "origins": origins, "leads": ahead, "draws": draws, "particles": particles, "ablate": ablate}
    of |= {"pool": table, "seed": seed, "observe": set_, "command": command, "started": now()}
    return carry_out(path, folder, of, threads, executor, workers, progress)


def carry_out(
    path: Path,
    folder: Folder | None,
    of: dict[str, Any],
    threads: int | None,
    executor: Executor | None,
    workers: int | None,
    progress: Progress,
) -> Scores:
    """Computes, scores and writes."""
    teller = Teller(progress, len(of["events"]) * of["origins"], 1, "origins")

    def tick(done: int, count: int) -> None:
        teller.share(done / max(count, 1), done)

    def spread(numbers: list[int]) -> None:
        assert executor is not None
        Origins(executor, path, numbers, threads or 1, workers, teller, partial(compute, of), "origins").run()

    try:
        notes = _native.make_scores(
            path, of=of, threads=threads or cores(), spread=None if executor is None else spread, tick=tick
        )
    except KeyboardInterrupt as error:
        kept = "nothing is kept of scores without `out`" if folder else f"what is finished is kept in {path}: the same call goes on"
        raise Interrupted(f"stopped: {kept}", None if folder else str(path)) from error
    finally:
        teller.end()
    for note in notes:
        warnings.warn(note, Unmatched if note.startswith(("left out", "not scored")) else Estimated, stacklevel=3)
    return Scores(path, folder)
