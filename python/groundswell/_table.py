"""Tables of results, read when they are asked for and handed to any library that knows Arrow."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from . import _native

_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True)
class Column:
    """The declaration of a column: it travels in the metadata of every file and Arrow schema too."""

    name: str
    """Its name."""
    kind: str
    """`u8` to `u64`, `i32`, `i64`, `f32`, `f64`, `bool`, `text` or `time`."""
    unit: str
    """Unit, as `adults` or `h`; empty where a unit makes no sense."""
    meaning: str
    """One line."""
    nullable: bool
    """Whether a row may leave it empty."""


class Table:
    """Named columns of equal length, each with its unit and one line of meaning.

    The rows stay where they are, in memory or in the files of a run, until somebody asks. Through
    `__arrow_c_stream__` Polars, pandas, DuckDB, PyArrow and whatever else speaks Arrow read them without a
    copy of the numbers and a file at a time; none of these libraries is needed::

        polars.DataFrame(run.national)
        pyarrow.table(run.series)
        duckdb.sql("select place, max(participants) from series group by place")   # series = run.series
        run.runs["peak"]                                                           # a list of floats

    Times are `datetime` on the scenario's own clock, without a zone.
    """

    __slots__ = ("_inner",)

    def __init__(self, inner: _native.Table) -> None:
        self._inner = inner

    @property
    def name(self) -> str:
        """Its name in a run directory."""
        return self._inner.name

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(field[0] for field in self._inner.schema)

    @property
    def schema(self) -> tuple[Column, ...]:
        """Declarations of the columns, in order."""
        return tuple(Column(*field) for field in self._inner.schema)

    def __len__(self) -> int:
        return self._inner.rows

    def __contains__(self, column: object) -> bool:
        return column in self.columns

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __getitem__(self, column: str) -> list[Any]:
        """The values of a column as a list; `None` where a row leaves it empty.

        Raises `KeyError` if there is no such column.
        """
        values = self._inner.column(column)
        if any(field[0] == column and field[1] == "time" for field in self._inner.schema):
            return [None if value is None else _EPOCH + timedelta(microseconds=value) for value in values]
        return values

    def to_dict(self) -> dict[str, list[Any]]:
        """All columns as lists, by name."""
        return {name: self[name] for name in self.columns}

    def rows(self) -> Iterator[dict[str, Any]]:
        """Row by row, each as a dict. For tables of at most some thousand rows."""
        columns = self.to_dict()
        return (dict(zip(columns, row)) for row in zip(*columns.values()))

    def to_polars(self) -> Any:
        """As a `polars.DataFrame`."""
        return _need("polars").DataFrame(self)

    def to_pandas(self) -> Any:
        """As a `pandas.DataFrame`, by way of PyArrow."""
        _need("pandas")
        return self.to_arrow().to_pandas()

    def to_arrow(self) -> Any:
        """As a `pyarrow.Table`, with unit and meaning in the metadata of its fields."""
        return _need("pyarrow").table(self)

    def __arrow_c_schema__(self) -> object:
        return self._inner.__arrow_c_schema__()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._inner.__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<groundswell.Table {self.name!r}: {len(self):,} rows of {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        from ._html import table

        return table(self)


def _need(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        text = f"this needs {module}, which is not installed: pip install {module}"
        raise ModuleNotFoundError(text, name=module) from error
