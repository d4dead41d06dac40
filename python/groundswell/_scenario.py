"""Scenarios: read, changed, run."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeAlias, overload

from . import _analyses, _calibrate, _ensemble, _forecast, _native
from ._analyses import Calibration, Sensitivity, Sweep
from ._forecast import Forecast
from ._own import Estimated, OwnScenario, Value, moment, spelled
from ._progress import Progress
from ._register import ParameterPath
from ._run import Comparison, Run, Sample
from ._table import Table

Backend: TypeAlias = Literal["event", "scan"]
"""Who moves people: `event` costs in proportion to events, `scan` asks every person every hour."""


Posterior: TypeAlias = "str | os.PathLike[str] | Calibration"
"""A calibration, its directory, its `posterior.csv`, or `"scenario"` for the one that a scenario carries."""


def _place(posterior: Posterior | None) -> str | None:
    """Where a posterior is."""
    return None if posterior is None else os.fspath(posterior.path if isinstance(posterior, Calibration) else posterior)


class Scenario(OwnScenario):
    """A scenario: a country, an event and every mechanism's parameters. It never changes; `set` and `with_` make another.

    Made by `groundswell.scenario`. It pickles as its name or path and its settings.
    """

    __slots__ = ()

    def __init__(self, inner: _native.Scenario) -> None:
        self._inner = inner

    # -------------------------------------------------------------------- what it is

    @property
    def name(self) -> str:
        """Its name, as in the names of run directories."""
        return self._inner.name

    @property
    def title(self) -> str:
        """A title for people."""
        return self._inner.title

    @property
    def summary(self) -> str:
        """A paragraph."""
        return self._inner.summary

    @property
    def start(self) -> datetime:
        """Midnight of its first day, by its own clock."""
        return datetime.fromisoformat(self._inner.start)

    @property
    def hours(self) -> int:
        """Hours simulated."""
        return self._inner.hours

    @property
    def adults(self) -> int:
        """People of 16 and over: one agent each at `scale=1`."""
        return self._inner.adults

    @property
    def settings(self) -> tuple[str, ...]:
        """What was set besides the scenario file, as `people.threshold=0.6`."""
        return tuple(self._inner.settings)

    @property
    def hash(self) -> str:
        """sha256 of everything that its numbers depend on, settings included."""
        return self._inner.hash

    @property
    def parameters(self) -> Table:
        """Every parameter: path, value, default, range, unit, mark (L literature, D data, A assumed), source, meaning."""
        return Table(self._inner.parameters())

    @property
    def places(self) -> Table:
        """Every place: unit, latitude and longitude in degrees, adults, whether it is the rural remainder of its unit."""
        return Table(self._inner.places())

    @property
    def units(self) -> Table:
        """Every unit: its seat, latitude and longitude in degrees, population, adults, and what it is called elsewhere."""
        return Table(self._inner.units())

    @property
    def facts(self) -> Table:
        """What is recorded: a row a fact, with its kind, smallest and largest published value and source."""
        return Table(self._inner.facts())

    @property
    def targets(self) -> Table:
        """What runs are compared with: variable, day, place or unit, low, best and high, whether it is held out."""
        return Table(self._inner.targets())

    def file(self, name: str) -> str:
        """A file of it as text, such as `SOURCES.md`, `LIMITS.md`, `facts.csv` or `outlines.json`."""
        return self._inner.file(name)

    def resolved(self) -> str:
        """The scenario file with every default filled in."""
        return self._inner.resolved()

    @overload
    def __getitem__(self, path: ParameterPath) -> Value: ...
    @overload
    def __getitem__(self, path: str) -> Value: ...
    def __getitem__(self, path: str) -> Value:
        """The value of a parameter by its path, as `scenario["people.threshold"]`.

        Raises `ParameterError` if there is none of that name.
        """
        value: Value | None = self._inner.value(path)
        if value is None:
            self._inner.with_settings([f"{path}=0"])  # raises, and says which name was meant
            raise KeyError(path)
        return value

    # ------------------------------------------------------------------------ change

    @overload
    def set(self, path: ParameterPath, value: Value) -> Scenario: ...
    @overload
    def set(self, path: str, value: Value) -> Scenario: ...
    def set(self, path: str, value: Value) -> Scenario:
        """The same scenario with one parameter changed: `scenario.set("people.threshold", 0.6)`.

        Raises `ParameterError` if the parameter does not exist or cannot have the value.
        """
        return self.with_({path: value})

    def with_(self, settings: Mapping[str, Value] | None = None, /, **more: Value) -> Scenario:
        """The same scenario with parameters changed.

        By path, in a mapping or as keywords: `with_({"shutdown.enabled": False})` or
        `with_(**{"people.threshold": 0.6})`. `form="endogenous"` lets the authorities' orders answer to what
        happens in the model, `hours=48` simulates that many hours.

        Raises `ParameterError` for everything that is wrong at once.
        """
        pairs = {**(settings or {}), **more}
        return Scenario(self._inner.with_settings([f"{path}={spelled(value)}" for path, value in pairs.items()]))

    # --------------------------------------------------------------------------- run

    def run(
        self,
        replicates: int = 32,
        *,
        scale: int = 1,
        seed: int = 1,
        steps_per_hour: int = 1,
        backend: Backend = "event",
        posterior: Posterior | None = None,
        threads: int | None = None,
        out: str | os.PathLike[str] | None = None,
        force: bool = False,
        executor: Executor | None = None,
        workers: int | None = None,
        progress: Progress = "auto",
    ) -> Run:
        """Runs an ensemble and writes its run directory, the same bytes as `groundswell run` writes.

        replicates
            Runs that differ only in their random numbers. Memory does not grow with them.
        scale
            Adults that one agent stands for. 1 is the whole country, 100 a quick look.
        seed
            The same seed gives the same files on any machine, thread count or executor.
        posterior
            Each replicate takes its parameters from this: a `Calibration`, its directory, its `posterior.csv`, or
            `"scenario"` for the one that the scenario carries, `"scenario:NAME"` for another. What was drawn stands in
            `runs`.
        threads
            Threads of this process, or of each chunk with an executor (default there: 1).
        out
            Directory of the run. Without it a local run is kept in a temporary folder for as long as the
            result is alive; a run on an executor is written to `runs/<time>_<scenario>_<hash>`.
        force
            Replace the run that is in the directory.
        executor
            Any `concurrent.futures.Executor`: `client.get_executor()` of Dask, `ProcessPoolExecutor`, … Its
            workers must see `out` under the same path and have the same version of this package.
        workers
            How many chunks to keep under way; found out from the executor where it says.
        progress
            `"auto"`, `True`, `False`, or a function of (share, replicates done, replicates in all).

        Raises `OutputError` if the directory is taken, `RunError` if chunks fail again and again, and
        `Interrupted` after Ctrl-C; what is finished is then kept, see `groundswell.resume`.
        """
        how = _ensemble.How(threads=threads, executor=executor, workers=workers, progress=progress)
        asked = _ensemble.Asked(replicates, seed, scale, steps_per_hour, backend, _place(posterior))
        return _ensemble.begin(self._inner, asked, out, force, how)

    def compare(
        self,
        branches: Mapping[str, Mapping[str, Value]],
        *,
        at: int | str | datetime = 0,
        against: str | None = None,
        replicates: int = 32,
        scale: int = 1,
        seed: int = 1,
        steps_per_hour: int = 1,
        backend: Backend = "event",
        posterior: Posterior | None = None,
        threads: int | None = None,
        out: str | os.PathLike[str] | None = None,
        force: bool = False,
        executor: Executor | None = None,
        workers: int | None = None,
        progress: Progress = "auto",
    ) -> Comparison:
        """Runs branches from the same state with the same random numbers: what changes when something changes.

        branches
            Names, and what each changes: `{"connected": {"shutdown.enabled": False}}`. Paths are those of
            parameters, and for orders `order.NAME.key` and `orders.KIND.key`. The base is the scenario itself.
        at
            When branches leave the base: hours since the start, or a time by the scenario's clock.
        against
            The branch that the others are set against; the base if nothing is said.

        The other arguments and what is raised are those of `run`; replicates are of each branch, two at least. A
        replicate draws the same point of a posterior in every branch.
        """
        if replicates < 2:
            raise ValueError(f"replicates is {replicates}; a paired difference takes 2 or more")
        when = at.strftime("%Y-%m-%dT%H:%M") if isinstance(at, datetime) else str(at)
        changes = {name: [f"{p}={spelled(v)}" for p, v in change.items()] for name, change in branches.items()}
        asked = _ensemble.Asked(
            replicates, seed, scale, steps_per_hour, backend, _place(posterior), branches=tuple(changes.items()), at=when, against=against
        )
        how = _ensemble.How(threads=threads, executor=executor, workers=workers, progress=progress)
        run = _ensemble.begin(self._inner, asked, out, force, how)
        assert isinstance(run, Comparison)
        return run

    def sweep(
        self,
        over: Mapping[str, Sequence[Value]] | None = None,
        *,
        latin: int | None = None,
        sobol: int | None = None,
        design: Any = None,
        replicates: int = 1,
        scale: int = 10,
        seed: int = 1,
        threads: int | None = None,
        out: str | os.PathLike[str] | None = None,
        force: bool = False,
        executor: Executor | None = None,
        workers: int | None = None,
        progress: Progress = "auto",
    ) -> Sweep:
        """Runs every point of a design and puts the results into one table.

        over
            Parameters and their values, for a grid: `{"people.threshold": [0.44, 0.46, 0.48]}`. With `latin` or
            `sobol`, lowest and highest value, and `"log"` for a range that is even in the logarithm.
        latin, sobol
            Fill the ranges with this many points of a Latin hypercube or scrambled Sobol' points.
        design
            Instead: points from elsewhere, as a table of Polars or pandas, a mapping of columns, a list of mappings
            or the path of a CSV file, with a column for each parameter.
        replicates
            Replicates a point. Number *n* has the same random numbers at every point.

        The other arguments and what is raised are those of `run`.
        """
        if (over is None) == (design is None):
            raise ValueError("give one of over= and design=")
        if design is not None and (latin or sobol) or (latin and sobol):
            raise ValueError("give one of latin=, sobol= and design=")
        filled = bool(latin or sobol)
        axes = [_analyses.axis(path, values, spelled, filled) for path, values in (over or {}).items()]
        rows = None if design is None else _analyses.rows_of(design, spelled)
        path, folder = _analyses.placed("sweep", out, executor is not None)
        options = [("over", axes), ("latin", latin), ("sobol", sobol), ("replicates", replicates), ("seed", seed), ("scale", scale)]
        of = self._of("sweep", options, force, replicates=replicates, seed=seed, scale=scale)
        claim = _native.sweep_begin(self._inner, path, rows=rows, over=axes, latin=latin, sobol=sobol, of=of)
        return _analyses.carry_out_sweep(claim, folder, threads, executor, workers, progress)

    def sensitivity(
        self,
        parameters: Mapping[str, Sequence[Value]] | Sequence[str] | None = None,
        *,
        method: Literal["morris", "sobol"] = "morris",
        trajectories: int = 10,
        levels: int = 4,
        base: int = 256,
        replicates: int = 1,
        scale: int = 10,
        seed: int = 1,
        threads: int | None = None,
        out: str | os.PathLike[str] | None = None,
        force: bool = False,
        executor: Executor | None = None,
        workers: int | None = None,
        progress: Progress = "auto",
    ) -> Sensitivity:
        """Asks which parameters matter, as `groundswell sensitivity` does.

        parameters
            Parameters with lowest and highest value (and `"log"`), or their paths alone, which take the range of the
            scenario's `priors.csv` or of their mechanism. Default: every parameter with a range, with `sobol` those of
            `priors.csv`.
        method
            `"morris"`: elementary effects, cheap, for many parameters. `"sobol"`: shares of variance, dear, for few.
        trajectories, levels
            Morris: (parameters + 1) × trajectories points on a grid of an even number of levels.
        base
            Sobol': (parameters + 2) × base points; a power of two fills the space best.
        replicates
            Replicates a point, of which the mean is taken.

        The other arguments and what is raised are those of `run`.
        """
        if method not in ("morris", "sobol"):
            raise ValueError(f"method is {method!r}; it must be 'morris' or 'sobol'")
        if method == "morris" and (trajectories < 2 or levels < 2 or levels % 2):
            raise ValueError("trajectories must be 2 or more, levels an even number from 2")
        if method == "sobol" and not 2 <= base <= 65_536:
            raise ValueError(f"base is {base}; it must be from 2 to 65,536")
        paths, ranges = _analyses.ranges(parameters, spelled)
        path, folder = _analyses.placed("sensitivity", out, executor is not None)
        how = [("trajectories", trajectories), ("levels", levels)] if method == "morris" else [("base", base)]
        asked = [("parameters", ",".join(paths) or None), ("range", ranges), ("replicates", replicates), ("seed", seed), ("scale", scale)]
        of = self._of("sensitivity", [("method", method), *how, *asked], force, replicates=replicates, seed=seed, scale=scale)
        name = " ".join([method, *(str(value) for _, value in how)])
        claim = _native.sensitivity_begin(self._inner, path, method=name, paths=paths, ranges=ranges, of=of)
        made = _analyses.carry_out_sweep(claim, folder, threads, executor, workers, progress)
        assert isinstance(made, Sensitivity)
        return made

    def calibrate(
        self,
        priors: Mapping[str, Sequence[Value]] | Sequence[str] | None = None,
        *,
        statistics: Sequence[str] = (),
        budget: int = 5_000,
        particles: int = 200,
        replicates: int = 1,
        keep: float = 0.5,
        redraw: bool = False,
        until: int | str | datetime | None = None,
        check: int = 200,
        scale: int = 10,
        seed: int = 1,
        threads: int | None = None,
        out: str | os.PathLike[str] | None = None,
        force: bool = False,
        executor: Executor | None = None,
        workers: int | None = None,
        progress: Progress = "auto",
    ) -> Calibration:
        """Asks what the record says of parameters: sequential approximate Bayesian computation.

        priors
            Parameters with lowest and highest value (and `"log"`), or their paths alone, which take the range of the
            scenario's `priors.csv` or of their mechanism. Default: those of `priors.csv`.
        statistics
            Fit only these recorded quantities; those marked in the record if nothing is said.
        budget, particles, replicates, keep
            The most simulations; points of the posterior; simulations a point; the share of the particles that the
            next tolerance keeps.
        redraw
            Let places and days differ by new draws in every run: a posterior of the parameters alone, without the draws
            that fit this record.
        until
            When simulations end at the latest: hours since the start, or a time by the scenario's clock. What is recorded of
            later hours is held out.
        check
            Posterior runs that are held against the record.
        executor, workers
            Where simulations and posterior runs are done, as in `run`; the posterior is the same, bit for bit.
            Proposals are made 64 at a time, and some batches ahead, so that a few hundred workers have work.

        The other arguments and what is raised are those of `run`.
        """
        paths, ranges = _analyses.ranges(priors, spelled)
        path, folder = _analyses.placed("calibration", out, executor is not None)
        end = None if until is None else _native.hours_until(self._inner, moment(until))
        asked: dict[str, Any] = {"budget": budget, "particles": particles, "replicates": replicates, "keep": keep}
        asked |= {"redraw": redraw, "until": end, "check": check, "scale": scale, "seed": seed}
        named = [*paths, *(text.partition("=")[0] for text in ranges)]
        options = [("prior", ranges), ("parameters", ",".join(named) or None), ("statistics", ",".join(statistics) or None)]
        of = self._of("calibrate", [*options, *asked.items()], force, only=list(statistics), **asked)
        claim = _native.calibrate_begin(self._inner, path, paths=paths, ranges=ranges, of=of)
        return _calibrate.carry_out(claim, folder, threads, executor, workers, budget, progress)

    def forecast(
        self,
        origins: Sequence[str | datetime] | str | datetime | None = None,
        *,
        horizons: Sequence[str | int] | str | int = ("6h", "24h", "72h"),
        replicates: int = 600,
        scale: int = 50,
        seed: int = 1,
        parameters: Literal["prior", "scenario"] = "prior",
        posterior: Posterior | None = None,
        orders: Literal["none", "endogenous"] = "none",
        observe: Mapping[str, Value] | None = None,
        threads: int | None = None,
        executor: Executor | None = None,
        workers: int | None = None,
        out: str | os.PathLike[str] | None = None,
        force: bool = False,
        progress: Progress = "auto",
    ) -> Forecast:
        """Forecasts what will be reported from what had been published, and scores it beside simple rules.

        origins
            When forecasts are made: days or times of the scenario's clock. Default: after the third and the fourth day.
            Nothing published or ordered later is used.
        horizons
            How far they look: hours, or as `"72h"` or `"3d"`.
        replicates
            Runs for each origin, 8 at least.
        parameters
            `"prior"`: drawn around the defaults of the mechanisms and weighted by what had been published.
            `"scenario"`: the scenario's own, which may be fitted to what came later.
        posterior
            Draw parameters from this instead: a `Calibration`, its directory, its `posterior.csv`, or `"scenario"` for the
            one that the scenario carries.
        orders
            What the authorities do after an origin: `"none"`, what stands goes on standing; `"endogenous"`, the
            scenario's triggered orders.
        observe
            Parameters of the observation layer, as `{"detection": 50}`.

        executor
            An origin is one task, with `threads` threads (one if nothing is said): its rounds of runs follow each other. Its
            workers see `out`, which must be given. The forecast is the same on any.

        The other arguments and what is raised are those of `run`.
        """
        if parameters not in ("prior", "scenario") or orders not in ("none", "endogenous"):
            raise ValueError("parameters= is 'prior' or 'scenario', orders= 'none' or 'endogenous'")
        if replicates < 8 or scale < 1:
            raise ValueError(f"replicates is {replicates} and scale {scale}; they must be 8 and 1 or more")
        if parameters == "scenario" and posterior is not None:
            raise ValueError("give one of parameters= and posterior=")
        if executor is not None and out is None:
            raise ValueError("give `out=` a folder that the workers of the executor see")
        path, folder = _analyses.placed("forecast", out, False)
        assert path is not None
        at, ahead = _forecast.times(() if origins is None else origins), _forecast.times(horizons, "h")
        drawn = _place(posterior)
        set_ = _forecast.observed(observe, spelled)
        options: list[tuple[str, Any]] = [("origin", ",".join(at) or None), ("horizon", ",".join(ahead)), ("observe", set_)]
        options += [("replicates", replicates), ("scale", scale), ("seed", seed), ("orders", orders)]
        options += [("posterior", drawn), ("parameters", None if drawn else parameters)]
        asked = {"replicates": replicates, "scale": scale, "seed": seed, "parameters": parameters, "orders": orders}
        of = self._of("forecast", options, force, origins=at, horizons=ahead, posterior=drawn, observe=set_, **asked)
        return _forecast.carry_out(self, path, folder, of, threads, executor, workers, progress)

    def _of(self, verb: str, options: Sequence[tuple[str, Any]], force: bool, **asked: Any) -> dict[str, Any]:
        """What an analysis is asked, as the extension takes it."""
        command = _analyses.words(verb, self._inner, options)
        return {**asked, "force": force, "command": command, "started": _ensemble.now()}

    def simulate(
        self,
        replicates: int | Sequence[int] = 1,
        *,
        scale: int = 1,
        seed: int = 1,
        steps_per_hour: int = 1,
        backend: Backend = "event",
        threads: int = 1,
        hourly: bool = False,
    ) -> Sample:
        """Simulates a few replicates in memory, without a run directory: for optimisers and samplers.

        `replicates` is how many, or their numbers: number *n* is the same run here and in `run`. With `hourly`
        the tables `national` and `series` are kept too.
        """
        numbers = list(range(replicates)) if isinstance(replicates, int) else [int(n) for n in replicates]
        tables = _native.simulate(
            self._inner,
            replicates=numbers,
            seed=seed,
            scale=scale,
            steps_per_hour=steps_per_hour,
            backend=backend,
            threads=threads,
            hourly=hourly,
        )
        return Sample({name: Table(table) for name, table in tables.items()})

    # ------------------------------------------------------------------------- house

    def __reduce__(self) -> tuple[Any, ...]:
        return (_again, (self._inner.name_or_path, list(self.settings), self.hash))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    def __repr__(self) -> str:
        changed = "".join(f", {setting}" for setting in self.settings)
        return f"<groundswell.Scenario {self.name!r}: {self.adults:,} adults, {self.hours} hours{changed}>"

    def _repr_html_(self) -> str:
        from ._html import scenario

        return scenario(self)


def scenario(name_or_path: str | os.PathLike[str], settings: Mapping[str, Value] | None = None) -> Scenario:
    """A built-in scenario by its name, or one of your own by the path of its `.toml` or folder.

    Raises `ScenarioError` with everything that is wrong in its files, each pointed at, and
    `MissingInputError` if there is no such file. What is read, but perhaps not as it was meant, is said as a warning: a
    table that is not UTF-8, or a file whose name is nearly that of a table.
    """
    name = os.fspath(name_or_path)
    if os.path.exists(name) and not any(name == built_in for built_in, _ in _native.built_in()):
        name = os.path.abspath(name)
    made = Scenario(_native.Scenario(name, []))
    for remark in made._inner.remarks:
        warnings.warn(remark, Estimated, stacklevel=2)
    return made.with_(settings) if settings else made


def scenarios() -> dict[str, str]:
    """The built-in scenarios: name and title."""
    return dict(_native.built_in())


def new(folder: str | os.PathLike[str]) -> Path:
    """Begins a scenario of your own: a new folder with a commented template that runs as it stands. Returns the folder.

    Its name is that of the folder: 1 to 64 letters, digits, `-` or `_`. Raises `OutputError` if it is there already.
    """
    where = Path(folder)
    return _native.new_scenario(where.absolute().name, where).parent


def _again(name_or_path: str, settings: Iterable[str], known: str) -> Scenario:
    made = Scenario(_native.Scenario(name_or_path, list(settings)))
    if made.hash != known:
        raise ValueError(f"the scenario {name_or_path!r} here is not the one that was pickled: its files or this version differ")
    return made
