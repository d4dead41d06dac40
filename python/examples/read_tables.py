"""Polars, pandas, DuckDB and PyArrow on one run: the same figure four times."""

from __future__ import annotations

import duckdb
import pandas
import polars
import pyarrow.compute

import groundswell as gs


def main() -> dict[str, float]:
    """Prints the mean peak over replicates as each library has it, and returns them."""
    run = gs.scenario("two-towns").with_(hours=72).run(6, scale=20, progress=False)
    national = run.national

    by_polars = polars.DataFrame(national).group_by("replicate").agg(polars.col("participants").max())
    by_pandas: pandas.DataFrame = national.to_pandas()
    by_duckdb = duckdb.sql(
        "select avg(most) from (select max(participants)::double as most from national group by replicate)"
    ).fetchall()
    by_arrow = national.to_arrow().group_by("replicate").aggregate([("participants", "max")])
    means = {
        "polars": float(by_polars["participants"].cast(polars.Float64).mean()),  # type: ignore[arg-type]
        "pandas": float(by_pandas.groupby("replicate")["participants"].max().astype(float).mean()),
        "duckdb": float(by_duckdb[0][0]),
        "pyarrow": float(pyarrow.compute.mean(by_arrow["participants_max"]).as_py()),
    }
    for name, mean in means.items():
        print(f"{name:8} {mean:,.1f} adults")
    return means


if __name__ == "__main__":
    main()
