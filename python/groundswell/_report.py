"""One page of a run and of what was found beside it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from . import _native
from ._analyses import Calibration, Sensitivity
from ._forecast import Forecast
from ._run import Run


def report(path: str | os.PathLike[str], *results: Run | Calibration | Sensitivity | Forecast) -> Path:
    """Writes one page that opens offline: of a run or comparison, with what a calibration, a sensitivity analysis or a
    forecast of the same scenario found.

    path
        The file to write, as `"belarus.html"`; what is there is replaced.
    results
        One `Run` or `Comparison`, and any of the others.

    Returns the path. Raises `ValueError` without a run or with two, `ScenarioError` if something is of another scenario,
    `FileNotFoundError` where the package was built without the page.
    """
    runs = [result for result in results if isinstance(result, Run)]
    if len(runs) != 1:
        raise ValueError(f"a report is of one run or comparison; {len(runs)} were given")
    others: list[Any] = [result for result in results if not isinstance(result, Run)]
    for other in others:
        if not isinstance(other, Calibration | Sensitivity | Forecast):
            raise TypeError(f"a report shows no {type(other).__name__}")
    page = _native.report(runs[0].path, [other.path for other in others])
    if page is None:
        raise FileNotFoundError("this build of the package carries no report page")
    shutil.copyfile(page, path)
    return Path(path)
