"""Events of other datasets, read into one table."""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias

from . import _frames, _native
from ._frames import Frame
from ._run import Folder
from ._table import Table

Dataset: TypeAlias = Literal["acled", "ucdp", "gdelt", "mm", "ccc", "countlove", "scad", "fmcs", "table"]
"""What event files are."""

EVENT_COLUMNS = ("id", "source", "date", "date_end", "date_precision", "kind", "size_low", "size_high", "deaths_best")
"""Columns by which a table of events that was made here is known again."""
OWN_COLUMNS = (
    "id",
    "date",
    "date_end",
    "country",
    "admin1",
    "place",
    "lat",
    "lon",
    "kind",
    "size",
    "size_low",
    "size_high",
    "deaths",
    "detained",
    "reports",
    "source",
)
"""What a column of any table may be named for."""


class Events(Table):
    """Events in one table: docs/event-table.md has its columns. `summary` says what became of every row that was read."""

    __slots__ = ("_folder", "path", "summary")

    def __init__(self, path: Path, summary: dict[str, Any], folder: Folder | None) -> None:
        super().__init__(_native.events_table(path, folder))
        self._folder = folder
        self.path = path
        """The Parquet file."""
        self.summary = summary
        """Rows read, kept, of elsewhere or another time, rejected with the reason; sizes that were not understood."""

    def __repr__(self) -> str:
        return f"<groundswell.Events: {len(self):,} events of {self.summary['all']['read']:,} rows>"


def read_events(
    dataset: Dataset,
    files: str | os.PathLike[str] | Sequence[str | os.PathLike[str]] | Frame,
    *,
    country: str | None = None,
    columns: Mapping[str, str] | None = None,
    first: str | date | None = None,
    last: str | date | None = None,
    duplicates: Literal["keep", "first", "last", "newest"] = "keep",
    dates: Literal["shown", "day-first", "month-first"] = "shown",
    out: str | os.PathLike[str] | None = None,
) -> Events:
    """Reads event files, or a data frame, into one table, as `groundswell import` does.

    dataset
        What they are: `"acled"`, `"ucdp"`, `"gdelt"`, `"mm"` (Mass Mobilization), `"ccc"` (Crowd Counting Consortium),
        `"countlove"`, `"scad"`, `"fmcs"`, or `"table"` for anything else.
    files
        Files or folders of them, plain, `.gz` or `.zip`; or a data frame with the dataset's own columns.
    country
        Only events of this country, by its code or English name.
    columns
        Of a `"table"`: which column is what, as `{"date": "Day", "place": "Town", "size": "Crowd"}`.
    first, last
        Only events of these days.
    out
        The Parquet file to write; a temporary one if nothing is said.

    Rows that cannot be read are left out with a warning; `summary` lists why. Raises `ScenarioError` where nothing can be
    read, and `MissingInputError` if there is no such file.
    """
    folder = Folder()
    path = folder.path / "events.parquet" if out is None else Path(out)
    of = {
        "dataset": dataset,
        "files": _paths(files, folder),
        "columns": [f"{name}={column}" for name, column in (columns or {}).items()],
        "country": country,
        "first": None if first is None else str(first),
        "last": None if last is None else str(last),
        "duplicates": duplicates,
        "dates": dates,
    }
    summary = dict(json.loads(_native.import_events(path, of)))
    lost = summary["all"]["rejected"]
    if lost or summary["bad_files"]:
        first_of = f", the first: {summary['problems'][0]}" if summary["problems"] else ""
        warnings.warn(f"{lost} rows and {summary['bad_files']} files could not be read{first_of}", stacklevel=2)
    return Events(path, summary, folder)


def example_events() -> Events:
    """The event file of the manual: Belarus in August and September 2020, 25 rows in the layout of an ACLED export, each coded
    by hand from a published report."""
    folder = Folder()
    path = folder.path / "blr.csv"
    path.write_text(_native.example_events(), encoding="utf-8")
    return read_events("acled", path, country="BLR")


def _paths(files: Any, folder: Folder) -> list[str]:
    """Paths as they are; a data frame as a file."""
    if isinstance(files, str | os.PathLike):
        return [os.fspath(files)]
    if isinstance(files, list | tuple) and all(isinstance(file, str | os.PathLike) for file in files):
        return [os.fspath(file) for file in files]
    return [str(_written(_frames.columns_of(files), folder))]


def _written(columns: Mapping[str, Sequence[Any]], folder: Folder) -> Path:
    path = folder.path / "frame.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        _frames.write(columns, out)
    return path


def paths_of(events: Any, columns: Mapping[str, str] | None) -> tuple[list[str], Any]:
    """Files of events in the event table, and what has to stay alive while they are read."""
    if isinstance(events, Events):
        return [str(events.path)], events
    if isinstance(events, str | os.PathLike):
        return [os.fspath(events)], None
    if isinstance(events, list | tuple) and events and all(isinstance(one, str | os.PathLike | Events) for one in events):
        return [os.fspath(one.path if isinstance(one, Events) else one) for one in events], events
    frame = _frames.columns_of(events)
    if columns is None and all(name in frame for name in EVENT_COLUMNS):
        folder = Folder()
        return [str(_written(frame, folder))], folder
    named = dict(columns or {name: name for name in OWN_COLUMNS if name in frame})
    if "date" not in named:
        known = ", ".join(OWN_COLUMNS)
        raise ValueError(f"the frame has no column `date`; say with columns= which is what, of {known}")
    missing = [column for column in named.values() if column not in frame]
    if missing:
        raise ValueError(f"the frame has no column {missing[0]!r}; it has {', '.join(frame)}")
    read = read_events("table", frame, columns=named)
    return [str(read.path)], read
