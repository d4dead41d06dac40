"""Pictures of comparisons, sweeps, sensitivity analyses, calibrations and forecasts, with matplotlib."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ._plot import _INK, _axes, _band, thousands
from ._table import _need

if TYPE_CHECKING:
    from ._analyses import Calibration, Sensitivity, Sweep
    from ._forecast import Forecast
    from ._run import Comparison

_RECORD = "#b5482a"
"""The colour of what was recorded."""
_OTHERS = ("#1f4e79", "#7a5195", "#4f7942", "#c98a1b", "#4d4d4d", "#2a9d8f", "#c2185b", "#6d4c41", "#5b9bd5", "#9e9d24", "#b39ddb")
_MOST = 12
"""Rows that a figure has room for."""


def _pair(left: float, right: float, height: float) -> tuple[Any, Any]:
    """Two axes side by side."""
    _need("matplotlib")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(11, height), width_ratios=(left, right), layout="constrained")
    del figure
    return axes[0], axes[1]


def _rows(ax: Any, labels: list[str]) -> None:
    """Rows of a figure, the first at the top."""
    ax.set_yticks(range(len(labels)), [textwrap.fill(label, 32) if "\n" not in label else label for label in labels], fontsize=8)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.grid(axis="x", color="#dddddd", linewidth=0.6)
    ax.set_axisbelow(True)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)


def comparison(of: Comparison, axes: Any) -> Any:
    """Paired differences with 90 % intervals: sizes as per cent of the other branch, outcomes in percentage points."""
    rows = [row for row in of.comparison.rows() if row["branch"] != of.against and (row["base"] or row["value"])]
    sizes = [row for row in rows if row["unit"] and row["base"]]
    shares = [row for row in rows if not row["unit"]]
    kinds = [list(dict.fromkeys(row["label"] for row in some))[:_MOST] for some in (sizes, shares)]
    left, right = _pair(1, 1, 1.8 + 0.36 * max(map(len, kinds), default=1)) if axes is None else axes
    branches = list(dict.fromkeys(row["branch"] for row in rows))
    panels = [(left, sizes, kinds[0], "% of the mean"), (right, shares, kinds[1], "percentage points")]
    for ax, some, labels, unit in panels:
        for row in some:
            if row["label"] not in labels:
                continue
            scale = 100 / (row["base"] if row["unit"] else 1)
            b = branches.index(row["branch"])
            at = labels.index(row["label"]) + 0.5 * (b - (len(branches) - 1) / 2) / max(len(branches), 1)
            ends = [scale * row[name] for name in ("low", "difference", "high")]
            colour = _OTHERS[b % len(_OTHERS)]
            ax.plot([ends[0], ends[2]], [at, at], color=colour, linewidth=1.6)
            ax.plot([ends[1]], [at], "o", color=colour, markersize=4)
        ax.axvline(0, color="#888888", linewidth=0.8)
        _rows(ax, labels)
        ax.set_xlabel(f"paired difference, 90 % interval\n({unit})", fontsize=9)
    for b, branch in enumerate(branches):
        left.plot([], [], "o-", color=_OTHERS[b % len(_OTHERS)], markersize=4, label=branch)
    # Above the panels, where no interval can be.
    left.figure.legend(frameon=False, fontsize=9, loc="outside upper right", ncols=4)
    left.figure.suptitle(f"{of._about['title']}: against {of.against}, {of.replicates} replicates", fontsize=11, x=0.01, ha="left")
    left.set_title("sizes", fontsize=10)
    right.set_title("how runs ended" if shares else "no class of outcomes differs", fontsize=10)
    return left, right


def sweep(of: Sweep, quantity: str, over: str | None, ax: Any) -> Any:
    """A quantity over one parameter: the points, and the median and 90 % interval where values recur."""
    table = of.table
    varied = [c.name for c in table.schema if "." in c.name]
    if quantity not in table.columns:
        raise ValueError(f"no quantity {quantity!r}; there are {', '.join(c for c in table.columns if c not in varied)}")
    over = over or next((name for name in varied if len(set(table[name])) > 1), None)
    if over is None or over not in varied:
        raise ValueError(f"no parameter {over!r} was varied; there are {', '.join(varied)}")
    column = next(c for c in table.schema if c.name == quantity)
    ax = _axes(ax)
    points = [(x, y) for x, y in zip(table[over], table[quantity]) if x is not None and y is not None and y == y]
    by: dict[Any, list[float]] = defaultdict(list)
    for x, y in points:
        by[x].append(float(y))
    words = not all(isinstance(x, int | float) and not isinstance(x, bool) for x in by)
    place = {x: i for i, x in enumerate(sorted(by, key=str))} if words else {x: x for x in by}
    ax.plot([place[x] for x, _ in points], [y for _, y in points], ".", color=_INK, alpha=0.35, markersize=5, label="a run")
    again = sorted((place[x], _band(values)) for x, values in by.items() if len(values) > 1)
    if len(again) == len(by) and again:
        at, bands = zip(*again)
        low, middle, high = zip(*bands)
        ax.errorbar(at, middle, yerr=[[m - a for m, a in zip(middle, low)], [b - m for m, b in zip(middle, high)]],
                    fmt="o-", color=_RECORD, capsize=3, markersize=4, linewidth=1, label="median, 90 % of runs")
    if words:
        ax.set_xticks(list(place.values()), [str(x) for x in place])
    parameter = next(c for c in table.schema if c.name == over)
    ax.set_xlabel(f"{over} ({parameter.unit})" if parameter.unit else over)
    ax.set_ylabel(f"{quantity.replace('_', ' ')} ({column.unit})" if column.unit else quantity.replace("_", " "))
    thousands(ax.yaxis)
    others = [name for name in varied if name != over and len(set(table[name])) > 1]
    ax.set_title(f"{len(points)} runs" + (f"; {', '.join(others[:3])} var{'y' if len(others) > 1 else 'ies'} too" if others else ""), fontsize=11)
    ax.legend(frameon=False)
    return ax


def sensitivity(of: Sensitivity, statistic: str, ax: Any) -> Any:
    """The parameters that matter most for a quantity, with 90 % intervals."""
    ranked = of.ranking(statistic)[:_MOST]
    name = "total" if of.method == "sobol" else "mu_star"
    spans = {row["parameter"]: (row[f"{name}_low"], row[f"{name}_high"]) for row in of.indices.rows() if row["statistic"] == statistic}
    if ax is None:
        _need("matplotlib")
        from matplotlib import pyplot

        ax = pyplot.subplots(figsize=(8, 1.4 + 0.32 * max(len(ranked), 1)), layout="constrained")[1]
    for i, (path, value) in enumerate(ranked):
        low, high = spans[path]
        ax.barh(i, value, color=_INK, alpha=0.35, height=0.6)
        if low is not None and high is not None:
            ax.plot([low, high], [i, i], color=_INK, linewidth=1.6)
    _rows(ax, [path for path, _ in ranked])
    words = "share of the variance that is left when all others are known" if of.method == "sobol" else "mean size of the effect (μ*), per range"
    ax.set_xlabel(f"{words}; 90 % of its bootstrap")
    ax.set_title(f"what moves {statistic.replace('_', ' ')}, as log(1 + x) if it is a size", fontsize=11)
    return ax


def calibration(of: Calibration, axes: Any) -> Any:
    """What was learned of each parameter, and posterior runs beside what was recorded."""
    learned = sorted(of.contraction.rows(), key=lambda row: -(row["contraction"] or 0))[:_MOST]
    checked = [row for row in of.predictive.rows() if row["q50"] is not None and row["best"] > 0]
    # Those of the largest sizes, fitted and held out alike.
    shown = sorted(checked, key=lambda row: -row["best"])[: 2 * _MOST]
    height = 1.8 + 0.3 * max(len(learned), len(shown), 3)
    left, right = _pair(2, 3, height) if axes is None else axes
    for i, row in enumerate(learned):
        low, high = row["prior_low"], row["prior_high"]
        width = (high - low) or 1.0
        after = [(row[name] - low) / width for name in ("q05", "q95")]
        left.plot([0, 1], [i, i], color="#cccccc", linewidth=5, solid_capstyle="butt")
        left.plot(after, [i, i], color=_INK, linewidth=5, solid_capstyle="butt")
        middle = (row["q50"] - low) / width
        left.plot([middle], [i], "|", color="white", markersize=9)
    _rows(left, [f"{row['parameter']}\n{row['prior_low']:.3g} to {row['prior_high']:.3g}" for row in learned])
    left.set_xticks([0, 1], ["lowest", "highest"])
    left.set_xlabel("90 % of the posterior (blue) in the range of the prior (grey)")
    left.set_title("what the record says of parameters", fontsize=10)
    for i, row in enumerate(shown):
        colour = _INK if row["fitted"] else _OTHERS[1]
        right.plot([max(row["q05"], 0.5), max(row["q95"], 0.5)], [i, i], color=colour, linewidth=3, alpha=0.5)
        right.plot([max(row["q50"], 0.5)], [i], "|", color=colour, markersize=9)
        right.plot([max(row["low"], 0.5), max(row["high"], 0.5)], [i, i], color=_RECORD, linewidth=1)
        right.plot([max(row["best"], 0.5)], [i], "o", color=_RECORD, markersize=4)
    _rows(right, [row["meaning"] for row in shown])
    right.set_xscale("log")
    right.set_xlabel("value, in the quantity's own unit; below 0.5 shown at 0.5")
    held = "held out" if all(row["held_out"] for row in shown if not row["fitted"]) else "not fitted"
    for colour, label, mark in ((_RECORD, "recorded", "o-"), (_INK, "posterior runs, fitted", "-"), (_OTHERS[1], f"posterior runs, {held}", "-")):
        right.plot([], [], mark, color=colour, label=label, markersize=4)
    right.figure.legend(frameon=False, fontsize=8, loc="outside lower right", ncols=3)
    right.set_title("posterior runs against the record, 90 %", fontsize=10)
    return left, right


def forecast(of: Forecast, axes: Any) -> Any:
    """What was forecast of the country at each origin, beside simple rules and what was recorded."""
    rows = [row for row in of.forecasts.rows() if row["unit"] is None]
    origins = list(dict.fromkeys(row["origin"] for row in rows))
    if axes is None:
        _need("matplotlib")
        from matplotlib import pyplot

        grid = pyplot.subplots(1, len(origins), figsize=(4.5 * len(origins) + 2, 4.6), sharey=True, squeeze=False, layout="constrained")
        axes = list(grid[1][0])
    axes = axes if isinstance(axes, list | tuple) else [axes]
    methods = sorted(dict.fromkeys(row["method"] for row in rows), key=lambda name: name != "model")
    colours = {name: _OTHERS[i % len(_OTHERS)] for i, name in enumerate(methods)}
    for ax, origin in zip(axes, origins):
        windows = sorted({(row["from"], row["to"]) for row in rows if row["origin"] == origin})
        labels = [_window(origin, start, to) for start, to in windows]
        for row in rows:
            if row["origin"] != origin:
                continue
            i, m = windows.index((row["from"], row["to"])), methods.index(row["method"])
            at = i + 0.7 * (m - (len(methods) - 1) / 2) / len(methods)
            wide = row["method"] == "model"
            ends = [_log(row[name]) for name in ("low", "median", "high")]
            ax.plot([at, at], [ends[0], ends[2]], color=colours[row["method"]], linewidth=3 if wide else 1.2, alpha=0.6)
            ax.plot([at], [ends[1]], "_", color=colours[row["method"]], markersize=9 if wide else 6)
            if row["recorded"] is not None and wide:
                ax.plot([i - 0.4, i + 0.4], [_log(row["recorded"])] * 2, color=_RECORD, linewidth=1.5)
        ax.set_yscale("log")
        ax.set_xticks(range(len(windows)), labels)
        ax.set_xlim(-0.6, len(windows) - 0.4)
        ax.set_title(f"made on {origin:%-d %B %Y, %H:%M}", fontsize=10)
        ax.set_xlabel("window: hours ahead, or a day")
        thousands(ax.yaxis)
    axes[0].set_ylabel("participants to be reported\n(people; 0 shown as 1)")
    for name in methods:
        axes[-1].plot([], [], color=colours[name], linewidth=3 if name == "model" else 1.2, label=name)
    axes[-1].plot([], [], color=_RECORD, label="recorded in the end")
    columns = max(3, int(axes[-1].figure.get_figwidth() / 2))
    axes[-1].figure.legend(frameon=False, fontsize=8, loc="outside lower center", ncols=columns, title="lines: 90 %, ticks: median", title_fontsize=8)
    axes[0].figure.suptitle(f"{of._about['scenario']}: forecasts without a history of scores", fontsize=11)
    return axes


def _log(x: float) -> float:
    return max(x, 1.0)


def _window(origin: datetime, start: datetime, to: datetime) -> str:
    """How long from the origin on, or which day."""
    hours = (to - start).total_seconds() / 3600
    if start == origin:
        return f"{hours / 24:g} d" if hours >= 48 and hours % 24 == 0 else f"{hours:g} h"
    if hours == 24:
        return f"{start:%-d %b}"
    return f"{start:%-d %b}\n{start:%H:%M}–{to:%H:%M}" if hours < 24 else f"{start:%-d %b %H:%M}\n–{to:%-d %b %H:%M}"
