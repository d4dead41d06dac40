"""Groundswell: a simulator of collective action, one agent for each adult of a real country.

::

    import groundswell as gs

    run = gs.scenario("kazakhstan-2022").run(replicates=8, scale=100)
    run.plot()
    run.national                       # an Arrow table: Polars, pandas, DuckDB and PyArrow read it
    gs.classics.granovetter()["riot"]  # 100.0; with second=2, 1.0

Every number is conditional on model, data and parameters: "in this model, under these parameters,
P(outcome) = x".
"""

from __future__ import annotations

import os as _os
from concurrent.futures import Executor as _Executor
from pathlib import Path as _Path

from . import _analyses, _ensemble, _native, classics
from ._analyses import Analysis, Calibration, Sensitivity, Sweep
from ._errors import (
    GroundswellError,
    Interrupted,
    MissingInputError,
    OutputError,
    ParameterError,
    Problem,
    RunError,
    ScenarioError,
)
from ._events import Events, example_events, read_events
from ._forecast import Forecast
from ._graph import Contagion, Graph, graph
from ._native import REVISION as __revision__
from ._native import VERSION as __version__
from ._own import Estimated, Unmatched
from ._progress import Progress as _Progress
from ._report import report
from ._run import Comparison, Run, Sample, open
from ._scenario import Scenario, new, scenario, scenarios
from ._score import Scores, score
from ._table import Column, Table
from ._verdict import Verdict, classify

__all__ = [
    "Analysis",
    "Calibration",
    "Column",
    "Comparison",
    "Contagion",
    "Estimated",
    "Events",
    "Forecast",
    "Graph",
    "GroundswellError",
    "Interrupted",
    "MissingInputError",
    "OutputError",
    "ParameterError",
    "Problem",
    "Run",
    "RunError",
    "Sample",
    "Scenario",
    "ScenarioError",
    "Scores",
    "Sensitivity",
    "Sweep",
    "Table",
    "Unmatched",
    "Verdict",
    "__revision__",
    "__version__",
    "classics",
    "classify",
    "countries",
    "example_events",
    "graph",
    "new",
    "open",
    "read_events",
    "report",
    "resume",
    "scenario",
    "scenarios",
    "score",
]


def countries() -> Table:
    """The countries that `Scenario.new` knows: code, name, people, units, towns, and how good what is known of them is."""
    return Table(_native.countries())


def resume(
    path: str | _os.PathLike[str],
    *,
    threads: int | None = None,
    executor: _Executor | None = None,
    workers: int | None = None,
    progress: _Progress = "auto",
) -> Run | Analysis:
    """Goes on with a run, a comparison, a sweep, a sensitivity analysis or a calibration that was stopped or killed, here or on an executor.

    Replicates that are complete are kept, those under way go on from their last checkpoint, those that failed
    are tried again. The result equals that of the unbroken run, bit for bit.

    Raises `MissingInputError` if `path` is not the directory of a run, `ScenarioError` if another version began
    it.
    """
    where = _Path(path).absolute()
    if _analyses.kind_of(where):
        return _analyses.resume(where, threads, executor, workers, progress)
    how = _ensemble.How(threads=threads, executor=executor, workers=workers, progress=progress)
    return _ensemble.resume(path, how)
