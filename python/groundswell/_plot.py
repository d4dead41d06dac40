"""Pictures, with matplotlib."""

from __future__ import annotations

import json
import math
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
    ax.set_title(f"{run._about['title']}: {run.replicates} replicates", wrap=True, fontsize=11)
    dates(ax)
    thousands(ax.yaxis)
    ax.set_ylim(bottom=0)
    ax.legend(frameon=False)
    return ax


def dates(ax: Any) -> None:
    """Days under an axis of time, as many as there is room for."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(minticks=3, maxticks=8)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))


def thousands(axis: Any) -> None:
    """Large numbers with thousands set apart."""
    from matplotlib.ticker import FuncFormatter

    def shown(x: float, position: int | None) -> str:
        del position
        return f"{x:,.0f}" if abs(x) >= 1000 else f"{x:g}"

    axis.set_major_formatter(FuncFormatter(shown))


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
    ax.set_aspect(aspect([row["lat"] for row in scenario.places.rows()]))
    ax.set_axis_off()
    largest = sorted(places, key=lambda row: -mean[row["place"]])[:5]
    named(ax, [(f"{row['place']} {mean[row['place']]:,.0f}", row["lon"], row["lat"]) for row in largest])
    ax.set_title(f"{quantity.replace('_', ' ')}, {scenario.start + timedelta(hours=hour):%-d %B %Y %H:%M}, mean of runs")
    return ax


def aspect(latitudes: list[float]) -> float:
    """Degrees north over degrees east, so that shapes in the middle of a country are as they are."""
    middle = (min(latitudes) + max(latitudes)) / 2
    return 1 / max(0.2, math.cos(math.radians(middle)))


def named(ax: Any, labels: list[tuple[str, float, float]]) -> None:
    """Names beside points; one that would cover another is moved down until it does not."""
    ax.figure.canvas.draw()
    taken: list[Any] = []
    for text, x, y in labels:
        label = ax.annotate(text, (x, y), xytext=(5, 3), textcoords="offset points", fontsize=8)
        for step in range(1, 12):
            box = label.get_window_extent()
            if not any(box.overlaps(other) for other in taken):
                break
            label.set_position((5, 3 - 10 * step))
        taken.append(label.get_window_extent())


def rings(outlines: Any) -> list[list[tuple[float, float]]]:
    """Every closed line of a GeoJSON geometry, feature or collection, as points (longitude, latitude)."""
    if isinstance(outlines, dict):
        return [ring for value in outlines.values() for ring in rings(value)]
    if not isinstance(outlines, list):
        return []
    if outlines and all(isinstance(p, list) and len(p) == 2 and isinstance(p[0], int | float) for p in outlines):
        return [[(p[0], p[1]) for p in outlines]]
    return [ring for value in outlines for ring in rings(value)]
