"""Data frames of any library as CSV: Polars, pandas, PyArrow, whatever speaks Arrow or the data frame protocol."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from ._table import Table, _need

Frame: TypeAlias = "Any"
"""A table: of Polars, pandas or PyArrow, a `Table`, a mapping of columns, or rows as mappings."""


def columns_of(frame: Frame) -> dict[str, list[Any]]:
    """The columns of a data frame as lists, by name.

    Raises `TypeError` where it is none.
    """
    if isinstance(frame, Mapping):
        return {str(name): list(values) for name, values in frame.items()}
    if isinstance(frame, Table):
        return frame.to_dict()
    to_dict: Any = getattr(frame, "to_dict", None)
    if to_dict is not None and hasattr(frame, "iloc"):  # pandas
        return {str(name): list(values) for name, values in to_dict(orient="list").items()}
    if to_dict is not None and hasattr(frame, "with_columns"):  # Polars
        return {str(name): list(values) for name, values in to_dict(as_series=False).items()}
    to_pydict: Any = getattr(frame, "to_pydict", None)
    if to_pydict is not None:  # PyArrow
        return {str(name): list(values) for name, values in to_pydict().items()}
    if hasattr(frame, "__arrow_c_stream__") or hasattr(frame, "__dataframe__"):
        return columns_of(_arrow(frame).to_pydict())
    if isinstance(frame, Sequence) and not isinstance(frame, str | bytes):
        rows = [dict(row) for row in frame]
        names = list(dict.fromkeys(name for row in rows for name in row))
        return {str(name): [row.get(name) for row in rows] for name in names}
    raise TypeError(f"{type(frame).__name__} is no table: give a data frame, a mapping of columns, or a list of rows")


def _arrow(frame: Frame) -> Any:
    pyarrow = _need("pyarrow")
    if hasattr(frame, "__arrow_c_stream__"):
        return pyarrow.table(frame)
    return _need("pyarrow.interchange").from_dataframe(frame)


def _text(value: Any) -> str:
    """A value as a table has it; what is missing is empty."""
    if value is None or value != value:  # NaN and NaT differ from themselves
        return ""
    item = getattr(value, "item", None)  # numbers of numpy have it
    if callable(item):
        value = item()
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == value.time().min else value.isoformat(sep="T")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def csv_of(frame: Frame) -> str:
    """A data frame as CSV; a path is read."""
    if isinstance(frame, str | os.PathLike):
        return Path(frame).read_text(encoding="utf-8-sig")
    text = io.StringIO()
    write(columns_of(frame), text)
    return text.getvalue()


def write(columns: Mapping[str, Sequence[Any]], out: Any) -> None:
    """Writes columns as CSV.

    Raises `ValueError` where they are not of one length.
    """
    lengths = {len(values) for values in columns.values()}
    if len(lengths) > 1:
        raise ValueError(f"the columns are of different lengths: {sorted(lengths)}")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    rows: Iterable[Iterable[Any]] = zip(*columns.values())
    writer.writerows([_text(value) for value in row] for row in rows)
