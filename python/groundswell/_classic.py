"""Classic models: what running one gives."""

from __future__ import annotations

import json
from typing import Any

from . import _native
from ._ensemble import cores


class Classic:
    """An ensemble of a classic model: figures with their spread, curves, and published numbers beside them."""

    def __init__(self, report: dict[str, Any]) -> None:
        self.report = report
        """Everything, as `groundswell run NAME --json` prints it."""

    @property
    def model(self) -> str:
        """Its name."""
        return str(self.report["model"])

    @property
    def settings(self) -> dict[str, str]:
        """Every parameter with its value."""
        return {setting["name"]: setting["value"] for setting in self.report["settings"]}

    @property
    def figures(self) -> dict[str, dict[str, float]]:
        """Each number over replicates: `n`, `mean`, `sd`, `low` (5 %), `median`, `high` (95 %)."""
        return {figure["name"]: figure["value"] for figure in self.report["figures"]}

    @property
    def published(self) -> dict[str, float]:
        """Published or independently recomputed numbers for these settings, by figure."""
        return {row["figure"]: row["value"] for row in self.report["published"]}

    def __getitem__(self, figure: str) -> float:
        """The mean of a figure over replicates.

        Raises `KeyError` if there is no such figure.
        """
        figures = self.figures
        if figure not in figures:
            raise KeyError(f"no figure {figure!r} in {self.model}; it has {', '.join(figures)}")
        return figures[figure]["mean"]

    def curve(self, name: str | None = None) -> list[tuple[float, float]]:
        """The points of a curve; of the first if no name is given."""
        for curve in self.report["curves"]:
            if name in (None, curve["name"]):
                return [(x, y) for x, y in curve["points"]]
        names = ", ".join(curve["name"] for curve in self.report["curves"])
        raise KeyError(f"no curve {name!r} in {self.model}; it has {names or 'none'}")

    def plot(self, name: str | None = None, ax: Any = None) -> Any:
        """Draws a curve with matplotlib and returns the axes."""
        from ._plot import _axes

        points = self.curve(name)
        curve = next(c for c in self.report["curves"] if name in (None, c["name"]))
        ax = _axes(ax)
        ax.plot(*zip(*points))
        ax.set_xlabel(curve["along"])
        ax.set_ylabel(curve["up"])
        ax.set_title(f"{self.report['title']}: {curve['name']}")
        return ax

    def __repr__(self) -> str:
        shown = ", ".join(f"{name} {value['mean']:.4g}" for name, value in self.figures.items() if value["n"])
        return f"<groundswell.classics {self.model}: {self.report['replicates']} replicates; {shown}>"

    def _repr_html_(self) -> str:
        from ._html import _grid, number

        published = self.published
        rows = [
            [name, number(v["mean"]), number(published.get(name)), f"{number(v['low'])}–{number(v['high'])}"]
            for name, v in self.figures.items()
            if v["n"]
        ]
        return f"<p>{self.report['title']}</p>{_grid(['figure', 'mean', 'published', '5 % to 95 %'], rows)}"


def run(name: str, settings: dict[str, Any], replicates: int | None, seed: int, threads: int | None) -> Classic:
    """Runs a classic with settings that differ from its defaults."""
    from ._own import spelled

    if replicates is not None and replicates < 1:
        raise ValueError(f"replicates is {replicates}; it must be 1 or more")
    pairs = [(key, _word(value, spelled)) for key, value in settings.items() if value is not None]
    return Classic(json.loads(_native.run_classic(name, pairs, seed, replicates, threads or cores())))


def _word(value: Any, spelled: Any) -> str:
    # Choices of the classics are yes and no.
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(spelled(value))
