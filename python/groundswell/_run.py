"""Results: a run directory, and a sample in memory."""

from __future__ import annotations

import json
import os
import shutil
import weakref
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _native
from ._table import Table

if TYPE_CHECKING:
    from ._scenario import Scenario

TABLES = (
    "runs",
    "series",
    "national",
    "daily",
    "onsets",
    "happenings",
    "statistics",
    "targets",
    "facts",
    "failures",
)


class Folder:
    """A temporary folder that goes with the last who holds it: a run, or one of its tables that is being read."""

    def __init__(self) -> None:
        import tempfile

        self.path = Path(tempfile.mkdtemp(prefix="groundswell-"))
        self.remove = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


class Run:
    """An ensemble that was run: its tables, its summary, its directory.

    Every table is read from the directory when it is asked for. A run in a temporary folder goes with the last
    reference to it or to one of its tables; `save` keeps it. A run pickles as its path.
    """

    def __init__(self, path: str | os.PathLike[str], folder: Folder | None = None) -> None:
        self.path = Path(path).absolute()
        """The run directory, as docs/run-directory.md describes it."""
        self._about: dict[str, Any] = _native.opened(self.path)
        self._folder = folder

    # ------------------------------------------------------------------------ tables

    def table(self, name: str) -> Table:
        """A table of the run directory by its name."""
        return Table(_native.table(self.path, name, self._folder))

    @property
    def runs(self) -> Table:
        """A row a replicate: key of its draws, every parameter that was set, status, outcomes, peak (adults), hours
        (h since the start) of peak, onset and first strike, totals (adults)."""
        return self.table("runs")

    @property
    def series(self) -> Table:
        """Every place in every hour of every replicate: participants, strikers, detained, killed, forces (adults), and
        what moved them. Large: read it with Polars or DuckDB."""
        return self.table("series")

    @property
    def national(self) -> Table:
        """The nation in every hour of every replicate."""
        return self.table("national")

    @property
    def daily(self) -> Table:
        """The days of every replicate."""
        return self.table("daily")

    @property
    def onsets(self) -> Table:
        """First gathering and first strike (h since the start) of every unit in every replicate."""
        return self.table("onsets")

    @property
    def happenings(self) -> Table:
        """Orders given and taken back, with the guard that fired."""
        return self.table("happenings")

    @property
    def statistics(self) -> Table:
        """Each recorded quantity as every replicate has it."""
        return self.table("statistics")

    @property
    def targets(self) -> Table:
        """What was recorded of each quantity, with its published spread."""
        return self.table("targets")

    @property
    def facts(self) -> Table:
        """The dated facts that the run is shown against."""
        return self.table("facts")

    @property
    def failures(self) -> Table:
        """Replicates that failed, and why: bugs, listed and never hidden."""
        return self.table("failures")

    # ----------------------------------------------------------------------- summary

    @cached_property
    def summary(self) -> dict[str, Any]:
        """The run on one screen: `days`, `onsets`, `statistics`, `outcomes`, `replicates`; medians and 90 % intervals
        over replicates beside what was recorded."""
        return dict(json.loads(_native.summary(self.path)))

    @property
    def outcomes(self) -> dict[str, float]:
        """In this model, under these parameters, the share of runs that ended in each class."""
        return {outcome["label"]: outcome["share"] for outcome in self.summary["outcomes"]}

    @property
    def manifest(self) -> dict[str, Any]:
        """`manifest.json`: versions, command, seed, status, counts, length and sha256 of every file."""
        return dict(json.loads((self.path / "manifest.json").read_text(encoding="utf-8")))

    @property
    def hashes(self) -> dict[str, str]:
        """sha256 of every table file. The same scenario, seed and version give the same ones anywhere."""
        return {f["path"]: f["sha256"] for f in self.manifest["files"] if f["path"].startswith("data/")}

    @property
    def status(self) -> str:
        """`complete`, `partial` (some replicates failed) or `interrupted`."""
        return str(self.manifest["status"])

    @property
    def replicates(self) -> int:
        """Replicates asked for."""
        return int(self._about["replicates"])

    @property
    def seed(self) -> int:
        """The seed."""
        return int(self._about["seed"])

    @property
    def scale(self) -> int:
        """Adults that one agent stands for."""
        return int(self._about["scale"])

    @property
    def scenario(self) -> Scenario:
        """The scenario, from the run's own copy of it."""
        from ._scenario import Scenario

        return Scenario(_native.scenario_of(self.path))

    # -------------------------------------------------------------------- what to do

    def plot(self, quantity: str | None = None, ax: Any = None) -> Any:
        """Median and 90 % interval of a national quantity by the hour, with the recorded daily figures where there are some.

        `quantity` is a column of `national`; participants if nothing is said. Needs matplotlib: `pip install groundswell[plot]`. Returns the axes.
        """
        from ._plot import fan

        return fan(self, quantity or "participants", ax)

    def map(self, hour: int | None = None, quantity: str = "participants", ax: Any = None) -> Any:
        """A map of the country with a mark a place: the mean over replicates in an hour (default: that of the national
        peak). Needs matplotlib. Returns the axes."""
        from ._plot import country

        return country(self, hour, quantity, ax)

    def report(self) -> Path:
        """The page of the run, one file that opens offline.

        Raises `FileNotFoundError` where the package was built without the page.
        """
        page = self.path / "report.html"
        if not page.exists():
            raise FileNotFoundError(f"{page} is not there: this build of the package carries no report page")
        return page

    def save(self, path: str | os.PathLike[str]) -> Run:
        """Copies the run directory and returns the run there.

        Raises `FileExistsError` if there is something already.
        """
        shutil.copytree(self.path, path)
        return open(path)

    # ------------------------------------------------------------------------- house

    def __reduce__(self) -> tuple[Any, ...]:
        if self._folder:
            raise ValueError("this run is in a temporary folder that goes with it; `save` it, or give `out=`, to send it on")
        return (open, (str(self.path),))

    def __repr__(self) -> str:
        counts = self.manifest["counts"]
        done, all_ = counts.get("done", 0), self.replicates
        where = "in a temporary folder" if self._folder else str(self.path)
        name = self._about["name"]
        return f"<groundswell.Run {name!r}: {done} of {all_} replicates, seed {self.seed}, scale {self.scale}, {self.status}, {where}>"

    def _repr_html_(self) -> str:
        from ._html import run

        return run(self)


class Comparison(Run):
    """Branches of one run: the same state and the same random numbers up to and beyond the hour where they part.

    Every table has a column `branch`; `base` is the run itself. `summary` and `outcomes` are those of the
    base; `comparison` and `plot` set the branches beside each other.
    """

    @property
    def branches(self) -> tuple[str, ...]:
        """Their names, `base` first."""
        return tuple(self._about["branches"])

    @property
    def at(self) -> int:
        """Hours since the start after which branches leave the base; 0 from the beginning."""
        return int(self._about["at"])

    @property
    def against(self) -> str:
        """The branch that the others are set against."""
        return str(self._about["against"])

    @property
    def comparison(self) -> Table:
        """A row a branch and measure: mean or share in both, the paired difference over replicates with its 90 %
        interval, the interval if they were not paired, and how much pairing helped."""
        return self.table("comparison")

    def difference(self, branch: str, statistic: str = "peak") -> dict[str, Any]:
        """The row of a branch and a statistic, as `peak`, `killed` or a class of outcomes, as `O3`.

        Raises `KeyError` if there is none.
        """
        for row in self.comparison.rows():
            if (row["branch"], row["statistic"]) == (branch, statistic):
                return row
        known = sorted(set(zip(self.comparison["branch"], self.comparison["statistic"])))
        raise KeyError(f"no {statistic!r} of branch {branch!r}; there are {', '.join(f'{b} {s}' for b, s in known)}")

    def plot(self, quantity: str | None = None, ax: Any = None) -> Any:
        """Paired differences of the branches with 90 % intervals: sizes in per cent, how runs ended in percentage points.

        With a `quantity`, the base by the hour as of a `Run`. `ax`: two axes, or one with a quantity. Needs matplotlib.
        Returns the axes.
        """
        if quantity is not None:
            return super().plot(quantity, ax)
        from ._figures import comparison

        return comparison(self, ax)

    def __repr__(self) -> str:
        of = ", ".join(self.branches)
        name = self._about["name"]
        return f"<groundswell.Comparison {name!r}: {of} from hour {self.at} on, {self.replicates} replicates of each, {self.status}>"

    def _repr_html_(self) -> str:
        from ._html import comparison

        return comparison(self)


class Sample(Mapping[str, Table]):
    """Some replicates in memory: their tables by name, and the recorded quantities as plain numbers."""

    def __init__(self, tables: dict[str, Table]) -> None:
        self._tables = tables

    def __getitem__(self, name: str) -> Table:
        return self._tables[name]

    def __iter__(self) -> Any:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def statistics(self) -> list[dict[str, float | None]]:
        """For each replicate, each recorded quantity by its name; `None` where the run has none (no onset, no strike)."""
        table = self._tables["statistics"]
        rows: dict[int, dict[str, float | None]] = {}
        for replicate, target, value in zip(table["replicate"], table["target"], table["value"]):
            rows.setdefault(replicate, {})[target] = value
        return list(rows.values())

    def __repr__(self) -> str:
        return f"<groundswell.Sample: {len(self._tables['runs'])} replicates; {', '.join(self._tables)}>"


def open(path: str | os.PathLike[str], folder: Folder | None = None) -> Run:
    """A run directory, made here or by the command line; of a comparison, a `Comparison`.

    Raises `MissingInputError` if it is none.
    """
    about = _native.opened(Path(path).absolute())
    return Comparison(path, folder) if about["branches"] else Run(path, folder)
