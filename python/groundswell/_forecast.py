"""Forecasts: what will be reported, from what had been published, beside what simple rules would have said."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from . import _native
from ._ensemble import Chunks, cores, signed
from ._errors import Interrupted, RunError
from ._kept import Kept
from ._progress import Progress, Teller
from ._run import Folder
from ._table import Table


class Forecast(Kept):
    """The folder of a forecast: its tables, and what must be known before any number. It pickles as its path."""

    _tables = ""

    def __init__(self, path: str | os.PathLike[str], folder: Folder | None = None) -> None:
        super().__init__(path, folder)
        self._about: dict[str, Any] = json.loads((self.path / "forecast.json").read_text(encoding="utf-8"))

    @property
    def caveats(self) -> tuple[str, ...]:
        """What must be known before any number: no score history, where parameters are from, what is ordered."""
        return tuple(self._about["caveats"])

    @property
    def origins(self) -> list[dict[str, Any]]:
        """What was known at each origin (reports, days whose reports are all in) and the result of the runs: how many,
        how many failed, how many count in effect, the power to which the likelihood was weakened, the notes of the
        baselines."""
        return [dict(origin) for origin in self._about["origins"]]

    @property
    def forecasts(self) -> Table:
        """A row an origin, window, series (a unit, or the country where `unit` is empty) and method (`model`, `guided`,
        `conditioned`, `stack` and the baselines): median, 90 % interval and mean of the participants that will be reported (people),
        the probability that anything is, and what was recorded in the end."""
        return self._read("forecasts")

    @property
    def scores(self) -> Table:
        """A row an origin (all together where it is empty), horizon (h), method and score: its mean; smaller is better."""
        return self._read("scores")

    @property
    def skill(self) -> Table:
        """A row an origin, horizon (h), score, method (`model`, `guided`, `conditioned` or `stack`) and baseline:
        1 − score of the method / score of the baseline, above 0 better, with its 90 % interval by paired block bootstrap where there are enough outcomes for one."""
        return self._read("skill")

    @property
    def parameters(self) -> Table:
        """A row an origin and drawn parameter: mean and standard deviation before and after what had been published."""
        return self._read("parameters")

    def plot(self, axes: Any = None) -> Any:
        """What was forecast of the country at each origin: median and 90 % interval of the model and of simple rules, and
        what was recorded. Needs matplotlib. Returns the axes, one an origin."""
        from ._figures import forecast

        return forecast(self, axes)

    def __repr__(self) -> str:
        made = ", ".join(origin["origin"] for origin in self._about["origins"])
        return f"<groundswell.Forecast {self._about['scenario']!r}: made at {made}, {self._about['replicates']} runs each>"

    def _repr_html_(self) -> str:
        from ._html import forecast

        return forecast(self)


def observed(parameters: Mapping[str, Any] | None, spelled: Callable[[object], str]) -> list[str]:
    """Parameters of the observation layer as the command line spells them."""
    return [f"{name}={spelled(value)}" for name, value in (parameters or {}).items()]


def times(of: Sequence[Any] | Any, unit: str = "") -> list[str]:
    """Origins or horizons as the command line spells them; numbers are hours."""
    many = [of] if isinstance(of, str | int | float | datetime) else list(of)
    return [one.strftime("%Y-%m-%dT%H:%M:%S") if isinstance(one, datetime) else f"{one}{'' if isinstance(one, str) else unit}" for one in many]


def compute(scenario: Any, of: dict[str, Any], path: str, numbers: list[int], threads: int) -> dict[str, Any]:
    """What a worker does: the runs of some origins of the forecast in a folder. Returns one row."""
    return signed(_native.forecast_compute(scenario._inner, Path(path), of, numbers, threads))


class Origins(Chunks[int]):
    """Origins of a forecast, or of scores, on their way through an executor."""

    def _size(self) -> int:
        # One at a time: each takes seconds to minutes.
        return 1

    def _given_up(self, why: str) -> RunError:
        kept = f"{self._done} of {self._all} {self._what} are kept in {self._path}"
        return RunError(f"{why}; {kept}: the same call goes on there", str(self._path))


def carry_out(
    scenario: Any,
    path: Path,
    folder: Folder | None,
    of: dict[str, Any],
    threads: int | None,
    executor: Executor | None,
    workers: int | None,
    progress: Progress,
) -> Forecast:
    """Makes, scores and writes forecasts."""
    runs = _native.forecast_runs(of["replicates"]) * (len(of["origins"]) or 2)
    teller = Teller(progress, runs, 1, "runs")

    def spread(numbers: list[int]) -> None:
        assert executor is not None
        Origins(executor, path, numbers, threads or 1, workers, teller, partial(compute, scenario, of), "origins").run()

    try:
        _native.make_forecast(
            scenario._inner,
            path,
            of=of,
            threads=threads or cores(),
            spread=None if executor is None else spread,
            tick=lambda done: teller.share(done / runs, done),
        )
    except KeyboardInterrupt as error:
        kept = "nothing is kept of a forecast without `out`" if folder else f"the origins that are complete are kept in {path}"
        raise Interrupted(f"stopped: {kept}") from error
    finally:
        teller.end()
    return Forecast(path, folder)
