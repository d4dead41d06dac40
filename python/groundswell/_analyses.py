"""Sweeps and calibrations: many points of the space of parameters, and what the record says of them."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from . import _native
from ._ensemble import Chunks, claimed_again, cores, held, signed
from ._errors import Interrupted, RunError
from ._kept import Kept
from ._progress import Progress, Teller
from ._run import Folder
from ._table import Table


class Analysis(Kept):
    """The directory of a sweep or a calibration: its tables and its manifest. It pickles as its path."""

    @property
    def status(self) -> str:
        """`complete`, `partial` (some runs failed) or `interrupted`."""
        return str(self.manifest["status"])


class Sweep(Analysis):
    """The points of a design, each with its replicates, in one table."""

    @property
    def table(self) -> Table:
        """A row a point and replicate: every varied parameter, every recorded quantity, peak, deaths (adults),
        outcomes and status. Replicate *n* has the same random numbers at every point."""
        return self._read("sweep")

    @property
    def failures(self) -> Table:
        """Runs that failed, and why: bugs, listed and never hidden."""
        return self._read("failures")

    def plot(self, quantity: str = "peak", over: str | None = None, ax: Any = None) -> Any:
        """A quantity over a parameter that was varied (the first if nothing is said): every run, and the median and 90 %
        interval where values recur. Needs matplotlib. Returns the axes."""
        from ._figures import sweep

        return sweep(self, quantity, over, ax)

    def __repr__(self) -> str:
        counts = self.manifest["counts"]
        return f"<groundswell.Sweep: {counts['points']} points, {counts['done']} runs done, {counts['failed']} failed, {self.status}>"

    def _repr_html_(self) -> str:
        return self.table._repr_html_()


class Sensitivity(Sweep):
    """Which parameters matter: the runs of a design, and what Morris' or Sobol's method reads from them."""

    @property
    def method(self) -> str:
        """`morris` (elementary effects) or `sobol` (shares of variance)."""
        return str(json.loads((self.path / "checkpoints/sweep.json").read_text(encoding="utf-8"))["kind"]).partition(" ")[0]

    @property
    def indices(self) -> Table:
        """A row a quantity (sizes as log(1 + x)) and parameter.

        Of Morris: `mu_star`, the mean size of the effect of a step through the range, with its 90 % interval by
        bootstrap, `mu`, `sigma`, their spread. Of Sobol': `total`, the share of the variance that is left when all other
        parameters are known, and `first`, the share that the parameter explains alone, each with its interval. `used` and
        `lost` count the trajectories or rows that have a value and that have not.
        """
        return self._read("sensitivity")

    def ranking(self, statistic: str = "peak") -> list[tuple[str, float]]:
        """Parameters by `mu_star` or `total` of one quantity, the greatest first; what has no value is left out.

        Raises `KeyError` if there is no such quantity.
        """
        table = self.indices
        by = table["total" if self.method == "sobol" else "mu_star"]
        rows = [(path, x) for s, path, x in zip(table["statistic"], table["parameter"], by) if s == statistic]
        if not rows:
            raise KeyError(f"no quantity {statistic!r}; there are {', '.join(dict.fromkeys(table['statistic']))}")
        return sorted(((path, x) for path, x in rows if x == x), key=lambda row: -row[1])

    def plot(self, quantity: str = "peak", over: str | None = None, ax: Any = None) -> Any:
        """The parameters that matter most for a quantity, with 90 % intervals; with `over`, the runs as of a `Sweep`. Needs
        matplotlib. Returns the axes."""
        if over is not None:
            return super().plot(quantity, over, ax)
        from ._figures import sensitivity

        return sensitivity(self, quantity, ax)

    def __repr__(self) -> str:
        counts = self.manifest["counts"]
        return f"<groundswell.Sensitivity by {self.method}: {counts['done']} runs done, {counts['failed']} failed, {self.status}>"

    def _repr_html_(self) -> str:
        from ._html import ranking

        return ranking(self)


class Calibration(Analysis):
    """What the record says of the parameters, and what it does not."""

    @property
    def posterior(self) -> Table:
        """A row a particle: its parameters and its weight."""
        return self._read("posterior")

    @property
    def generations(self) -> Table:
        """How the tolerance fell, and what each generation cost."""
        return self._read("generations")

    @property
    def contraction(self) -> Table:
        """A row a parameter: prior, posterior, and how much narrower it became; below 0.2 the record says next to
        nothing."""
        return self._read("contraction")

    @property
    def predictive(self) -> Table:
        """Posterior runs beside every recorded quantity, those held out among them."""
        return self._read("predictive")

    @property
    def ranks(self) -> Table:
        """Ranks of the true values in inferences from synthetic events: even if the inference is right."""
        return self._read("ranks")

    def plot(self, axes: Any = None) -> Any:
        """What the record says of each parameter, and posterior runs against the record. Needs matplotlib. Returns the two
        axes."""
        from ._figures import calibration

        return calibration(self, axes)

    def __repr__(self) -> str:
        counts = self.manifest["counts"]
        return f"<groundswell.Calibration: {counts['generations']} generations, {counts['simulations']} simulations, {self.status}>"

    def _repr_html_(self) -> str:
        return self.contraction._repr_html_()


# ---------------------------------------------------------------------------- sweeps


def axis(path: str, values: Any, spelled: Callable[[object], str], filled: bool) -> str:
    """One parameter of a design as the command line spells it."""
    if isinstance(values, str):
        return f"{path}={values}"
    parts = list(values)
    if filled:
        if not 2 <= len(parts) <= 3:
            raise ValueError(f"{path}: give lowest and highest value, and perhaps 'log', to fill the range between")
        return f"{path}={':'.join(spelled(part) for part in parts)}"
    # A grid takes the values as they are: a range with a number of values is for the command line.
    return f"{path}={','.join(spelled(part) for part in parts)}"


def ranges(of: Mapping[str, Any] | Iterable[str] | None, spelled: Callable[[object], str]) -> tuple[list[str], list[str]]:
    """Parameters by their paths alone, and those with a range, as the command line spells it."""
    if isinstance(of, Mapping):
        return [], [axis(path, values, spelled, True) for path, values in of.items()]
    given = [of] if isinstance(of, str) else list(of or ())
    return [text for text in given if "=" not in text], [text for text in given if "=" in text]


def rows_of(design: Any, spelled: Callable[[object], str]) -> str:
    """A design as CSV: a path, a table of Polars or pandas, a mapping of columns, or rows as mappings."""
    if isinstance(design, str | os.PathLike):
        return Path(design).read_text(encoding="utf-8")
    if hasattr(design, "to_dict") and not isinstance(design, Mapping):
        polars = hasattr(design, "to_dicts")
        design = design.to_dicts() if polars else design.to_dict(**({} if isinstance(design, Table) else {"orient": "list"}))
    if isinstance(design, Mapping):
        design = [dict(zip(design, values)) for values in zip(*design.values(), strict=True)]
    points = [dict(point) for point in design]
    if not points:
        raise ValueError("the design has no points")
    text = io.StringIO()
    table = csv.DictWriter(text, list(points[0]), lineterminator="\n")
    table.writeheader()
    table.writerows({path: spelled(value) for path, value in point.items()} for point in points)
    return text.getvalue()


def batches(path: str, numbers: list[int], threads: int) -> dict[str, Any]:
    """What a worker does: some batches of the sweep in a folder. Returns one row."""
    return signed(_native.sweep_compute(Path(path), numbers, threads))


def carry_out_sweep(
    claim: _native.Claim,
    folder: Folder | None,
    threads: int | None,
    executor: Executor | None,
    workers: int | None,
    progress: Progress,
) -> Sweep:
    """Computes what is missing of a sweep or a sensitivity analysis and closes its directory."""
    with held(claim) as path:
        missing = _native.sweep_missing(path)
        runs = sum(count for _, count in missing)
        teller = Teller(progress, runs, 1, "runs")
        numbers = [batch for batch, _ in missing]
        interrupted: KeyboardInterrupt | None = None
        try:
            if executor is None:
                _native.sweep_compute(path, numbers, threads or cores(), lambda done: teller.share(done / max(runs, 1), done))
            else:
                Chunks(executor, path, numbers, threads or 1, workers, teller, batches, "batches").run()
        except KeyboardInterrupt as error:
            interrupted = error
        except RunError:
            _native.sweep_close(path)
            raise
        finally:
            teller.end()
        status = _native.sweep_close(path)
        if interrupted or status == "interrupted":
            kept = "" if folder else f"; go on with groundswell.resume({str(path)!r})"
            raise Interrupted(f"stopped: what is finished is kept{kept}", None if folder else str(path)) from interrupted
        made = opened(path, folder)
        assert isinstance(made, Sweep)
        return made


def placed(kind: str, out: Any, remote: bool) -> tuple[Path | None, Folder | None]:
    """Where an analysis is written, and the temporary folder that it is in, if it is in one. Neither: into a new
    directory in `runs`, which the workers of an executor see too."""
    if out is not None:
        return Path(out).absolute(), None
    if remote:
        return None, None
    folder = Folder()
    return folder.path / kind, folder


def kind_of(path: Path) -> str | None:
    """`sweep` or `calibrate`, if the directory is that of one."""
    return next((kind for kind in ("sweep", "calibrate") if (path / f"checkpoints/{kind}.json").exists()), None)


def resume(path: Path, threads: int | None, executor: Executor | None, workers: int | None, progress: Progress) -> Analysis:
    """Goes on with a sweep, a sensitivity analysis or a calibration."""
    claim = claimed_again(path)
    if claim is None:
        return opened(path)
    if kind_of(path) == "sweep":
        return carry_out_sweep(claim, None, threads, executor, workers, progress)
    from ._calibrate import carry_out

    plan = json.loads((path / "checkpoints/calibrate.json").read_text(encoding="utf-8"))
    return carry_out(claim, None, threads, executor, workers, int(plan["effort"]["budget"]), progress)


def opened(path: Path, folder: Folder | None = None) -> Analysis:
    """The sweep, the sensitivity analysis or the calibration in a directory."""
    if kind_of(path) != "sweep":
        return Calibration(path, folder)
    plan = json.loads((path / "checkpoints/sweep.json").read_text(encoding="utf-8"))
    return (Sweep if plan["kind"] == "sweep" else Sensitivity)(path, folder)


def words(verb: str, scenario: _native.Scenario, options: Iterable[tuple[str, Any]]) -> list[str]:
    """The command line that does the same."""
    command = ["groundswell", verb, scenario.name_or_path]
    for setting in scenario.settings:
        name, _, value = setting.partition("=")
        command += [f"--{name}", value] if name == "hours" else ["--set", setting]
    for name, value in options:
        if isinstance(value, bool):
            command += [f"--{name}"] if value else []
            continue
        for one in value if isinstance(value, list) else [value]:
            command += [f"--{name}", str(one)] if one is not None else []
    return command
