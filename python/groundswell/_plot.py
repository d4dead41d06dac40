"""Pictures, with matplotlib."""

from __future__ import annotations

import json
import statistics
from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from ._table import _need

if TYPE_CHECKING:
    from ._run import Run

_INK = "#1f4e79"


def _axes(ax: Any) -> Any:
    if ax is not None:
        return ax
    _need("matplotlib")
    from matplotlib import pyplot

    return pyplot.subplots(figsize=(9, 4.5), layout="constrained")[1]


def _band(values: list[float]) -> tuple[float, float, float]:
    """The quantiles .05, .5 and .95, linear between order statistics as everywhere in the program."""
    if len(values) == 1:
        return values[0], values[0], values[0]
    points = statistics.quantiles(values, n=20, method="inclusive")
    return points[0], points[9], points[18]


def fan(run: Run, quantity: str, ax: Any) -> Any:
    """Median and 90 % interval by the hour against the recorded days."""
    table = run.national
    column = next((c for c in table.schema if c.name == quantity), None)
    if column is None or column.kind == "text":
        names = [c.name for c in table.schema if c.kind == "f32"]
        raise ValueError(f"no quantity {quantity!r}; there are {', '.join(names)}")
    ax = _axes(ax)
    by_time: dict[datetime, list[float]] = defaultdict(list)
    for time, value in zip(table["time"], table[quantity]):
        by_time[time].append(value)
    times = sorted(by_time)
    low, middle, high = zip(*(_band(by_time[time]) for time in times))
    # A matplotlib axis takes datetimes as they are.
    ax.fill_between(times, low, high, color=_INK, alpha=0.2, linewidth=0, label="90 % of runs")
    ax.plot(times, middle, color=_INK, label="median")
    _recorded(run, quantity, ax)
    ax.set_ylabel(f"{quantity.replace('_', ' ')} ({column.unit})")
    ax.set_title(f"{run._about['title']}: {run.replicates} replicates")
    ax.legend(frameon=False)
    return ax


def _recorded(run: Run, quantity: str, ax: Any) -> None:
    label: str | None = "recorded, with published spread"
    for day in run.summary["days"]:
        for row in day["rows"]:
            record = row["recorded"]
            if row["name"] != quantity or record is None:
                continue
            noon = datetime.fromisoformat(day["date"]) + timedelta(hours=12)
            error = [[record["best"] - record["low"]], [record["high"] - record["best"]]]
            ax.errorbar([noon], [record["best"]], yerr=error, fmt="o", color="#b5482a", capsize=3, label=label)
            label = None


def country(run: Run, hour: int | None, quantity: str, ax: Any) -> Any:
    """The mean over replicates in one hour, a mark a place; its area is the quantity."""
    series = run.series
    if quantity not in series.columns:
        raise ValueError(f"no quantity {quantity!r}; there are {', '.join(series.columns[6:])}")
    if hour is None:
        total: dict[int, float] = defaultdict(float)
        for h, value in zip(run.national["hour"], run.national["participants"]):
            total[h] += value
        hour = max(total, key=lambda h: total[h])
    mean: dict[str, float] = defaultdict(float)
    for h, place, value in zip(series["hour"], series["place"], series[quantity]):
        if h == hour:
            mean[place] += value / run.replicates
    scenario = run.scenario
    ax = _axes(ax)
    for outline in rings(json.loads(scenario.file("outlines.json"))):
        ax.plot(*zip(*outline), color="#888888", linewidth=0.6)
    places = [row for row in scenario.places.rows() if mean[row["place"]] > 0]
    most = max((mean[row["place"]] for row in places), default=1.0)
    ax.scatter(
        [row["lon"] for row in places],
        [row["lat"] for row in places],
        s=[400 * mean[row["place"]] / most for row in places],
        color=_INK,
        alpha=0.6,
        linewidth=0,
    )
    for row in sorted(places, key=lambda row: -mean[row["place"]])[:5]:
        ax.annotate(f"{row['place']} {mean[row['place']]:,.0f}", (row["lon"], row["lat"]), fontsize=8)
    ax.set_aspect(1.5)
    ax.set_axis_off()
    ax.set_title(f"{quantity.replace('_', ' ')}, {scenario.start + timedelta(hours=hour):%-d %B %Y %H:%M}, mean of runs")
    return ax


def rings(outlines: Any) -> list[list[tuple[float, float]]]:
    """Every closed line of a GeoJSON geometry, feature or collection, as points (longitude, latitude)."""
    if isinstance(outlines, dict):
        return [ring for value in outlines.values() for ring in rings(value)]
    if not isinstance(outlines, list):
        return []
    if outlines and all(isinstance(p, list) and len(p) == 2 and isinstance(p[0], int | float) for p in outlines):
        return [[(p[0], p[1]) for p in outlines]]
    return [ring for value in outlines for ring in rings(value)]
