"""Tables in the hands of the libraries that people use."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

import pytest

import groundswell as gs


def test_a_table_explains_itself(run: gs.Run) -> None:
    peak = next(column for column in run.runs.schema if column.name == "peak")
    assert (peak.kind, peak.unit, peak.meaning) == ("f64", "adults", "largest national crowd")
    assert "peak" in run.runs and list(run.runs)[0] == "replicate"
    assert repr(run.runs).startswith("<groundswell.Table 'runs': 8 rows of replicate, branch")
    assert "<table>" in run.runs._repr_html_()
    with pytest.raises(KeyError, match='no column "peek"'):
        run.runs["peek"]


@pytest.mark.parametrize("name", ["runs", "series", "national", "daily", "onsets", "happenings", "statistics", "targets", "facts", "failures"])
def test_arrow_carries_every_table_unchanged(run: gs.Run, name: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = run.table(name)
    arrow = pyarrow.table(table)
    arrow.validate(full=True)
    folder = run.path / "data" / name
    files = sorted(folder.glob("*.parquet")) if folder.is_dir() else [run.path / f"data/{name}.parquet"]
    read = pyarrow.concat_tables([parquet.read_table(file, partitioning=None) for file in files])
    assert arrow.cast(read.schema).equals(read)
    for column in table.schema:
        field = arrow.schema.field(column.name)
        assert field.metadata == {b"unit": column.unit.encode(), b"meaning": column.meaning.encode()}
        assert same(table[column.name], arrow[column.name].to_pylist()), column.name


def same(ours: list[Any], theirs: list[Any]) -> bool:
    def one(a: Any, b: Any) -> bool:
        return a == b or (isinstance(a, float) and isinstance(b, float) and math.isnan(a) and math.isnan(b))

    return len(ours) == len(theirs) and all(map(one, ours, theirs))


def test_polars_pandas_and_duckdb_read_without_help(run: gs.Run) -> None:
    polars = pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("pandas")
    frame = polars.DataFrame(run.national)
    assert frame["participants"].to_list() == run.national["participants"]
    assert frame["time"].dtype == polars.Datetime("us")
    assert run.national.to_polars().equals(frame)
    pandas = run.daily.to_pandas()
    assert list(pandas.columns) == list(run.daily.columns) and len(pandas) == len(run.daily)
    series = run.series
    asked = duckdb.sql("select place, max(participants) as most from series group by place").fetchall()
    most: dict[str, float] = {}
    for place, value in zip(series["place"], series["participants"]):
        most[place] = max(most.get(place, 0), value)
    assert dict(asked) == most


def test_nulls_and_times_are_kept(run: gs.Run) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    targets = run.targets
    assert None in targets["place"] and pyarrow.table(targets)["place"].null_count == targets["place"].count(None)
    assert all(isinstance(day, datetime) for day in targets["date"] if day is not None)


def test_a_stream_may_be_left_half_read(run: gs.Run) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    reader = pyarrow.RecordBatchReader.from_stream(run.series)
    first = reader.read_next_batch()
    del reader
    assert first.num_rows == len(run.series) // 8
    capsule = run.series.__arrow_c_stream__()
    del capsule  # nobody read it: what it owns is freed
    assert str(pyarrow.schema(run.series).field("hour").type) == "uint16"


def test_a_damaged_part_is_an_error_not_an_end(towns: gs.Scenario, tmp_path: Any) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    damaged = towns.run(2, scale=100, out=tmp_path / "run", progress=False)
    table = damaged.series
    part = damaged.path / "data/series/part-00001.parquet"
    part.write_bytes(part.read_bytes()[:-20])
    with pytest.raises(Exception, match="part-00001"):
        pyarrow.table(table)
    with pytest.raises(gs.ScenarioError, match="part-00001"):
        table["participants"]
