"""How objects show themselves in a notebook: small HTML, no script, no style but alignment."""

from __future__ import annotations

from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._analyses import Sensitivity
    from ._forecast import Forecast
    from ._run import Comparison, Run
    from ._scenario import Scenario
    from ._table import Table

_ROWS = 10


def number(value: float | None) -> str:
    """Three digits that count, thousands set apart."""
    if value is None:
        return ""
    return f"{float(f'{value:.3g}'):,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def span(interval: dict[str, float] | None) -> str:
    """Median and 90 % interval."""
    if interval is None:
        return ""
    low, middle, high = (number(interval[q]) for q in ("q05", "q50", "q95"))
    return middle if low == high else f"{middle} [{low}–{high}]"


def recorded(value: dict[str, float] | None) -> str:
    """A recorded figure with its published spread."""
    if value is None:
        return ""
    low, best, high = (number(value[q]) for q in ("low", "best", "high"))
    return best if low == high else f"{best} [{low}–{high}]"


def _grid(head: list[str], rows: list[list[str]]) -> str:
    def line(cells: list[str], kind: str) -> str:
        return "<tr>" + "".join(f"<{kind}>{escape(cell)}</{kind}>" for cell in cells) + "</tr>"

    return f"<table><thead>{line(head, 'th')}</thead><tbody>{''.join(line(r, 'td') for r in rows)}</tbody></table>"


def table(of: Table) -> str:
    """The first rows of a table."""
    head = [f"{c.name} ({c.unit})" if c.unit else c.name for c in of.schema]
    cells = [["" if v is None else _cell(v) for v in row.values()] for row in islice(of.rows(), _ROWS)]
    more = f"<p>{len(of):,} rows</p>" if len(of) > _ROWS else ""
    return f"<p><b>{escape(of.name)}</b></p>{_grid(head, cells)}{more}"


def _cell(value: Any) -> str:
    return number(value) if isinstance(value, float) else str(value)


def scenario(of: Scenario) -> str:
    """A scenario in a paragraph."""
    changed = ", ".join(of.settings) or "as the scenario says"
    return (
        f"<p><b>{escape(of.title)}</b> <code>{escape(of.name)}</code></p><p>{escape(of.summary)}</p>"
        f"<p>{of.adults:,} adults, {of.hours} hours from {escape(str(of.start))}; {escape(changed)}</p>"
    )


def comparison(of: Comparison) -> str:
    """Every measure of every branch beside the one that it is set against."""
    rows = [
        [
            row["branch"],
            row["label"],
            row["unit"],
            number(row["base"]),
            number(row["value"]),
            f"{number(row['difference'])} [{number(row['low'])} to {number(row['high'])}]",
        ]
        for row in of.comparison.rows()
        if row["base"] or row["value"]
    ]
    head = ["branch", "measure", "unit", of.against, "branch's", "paired difference, 90 %"]
    return f"<p>{escape(repr(of))}</p><p>In this model, under these parameters</p>{_grid(head, rows)}"


def run(of: Run) -> str:
    """A run's days against the record, and its outcomes."""
    summary = of.summary
    names = [row["name"] for row in summary["days"][0]["rows"]] if summary["days"] else []
    head = ["day"] + [text for name in names for text in (name, "record")]
    days = [
        [day["date"]] + [text for row in day["rows"] for text in (span(row["simulated"]), recorded(row["recorded"]))]
        for day in summary["days"]
    ]
    ends = [
        [o["label"], f"{o['share']:.3g} [{o['low']:.2g}–{o['high']:.2g}]"] for o in summary["outcomes"] if o["count"]
    ]
    return (
        f"<p>{escape(repr(of))}</p><p>Median and 90 % interval over replicates against the record</p>{_grid(head, days)}"
        f"<p>In this model, under these parameters, P(outcome)</p>{_grid(['outcome', 'share of runs'], ends)}"
    )


def ranking(of: Sensitivity) -> str:
    """Which parameters move the peak."""
    rows = [[path, number(value)] for path, value in of.ranking()[:_ROWS]]
    name = "total share of the variance" if of.method == "sobol" else "mean size of the effect (μ*)"
    return f"<p><b>What moves log(1 + peak)</b></p>{_grid(['parameter', name], rows)}<p>{escape(repr(of))}</p>"


def forecast(of: Forecast) -> str:
    """What is said of the country, under what must be known first."""
    caveats = "".join(f"<li>{escape(caveat)}</li>" for caveat in of.caveats)
    rows = [
        [f"{row['from']:%d %b %H:%M} – {row['to']:%d %b %H:%M}", row["method"], *(number(row[k]) for k in ("median", "low", "high", "recorded"))]
        for row in of.forecasts.rows()
        if row["unit"] is None
    ]
    head = ["participants in the country", "method", "median", "5 %", "95 %", "recorded"]
    return f"<ul>{caveats}</ul>{_grid(head, rows)}<p>{escape(repr(of))}</p>"
