"""A map of the flagship at the hour of its peak, with matplotlib alone: outlines of the units, a mark a place."""

from __future__ import annotations

import sys

import matplotlib

matplotlib.use("Agg")

import groundswell as gs


def main(file: str = "map.png") -> str:
    """Draws the map into a file and returns its name."""
    run = gs.scenario("kazakhstan-2022").with_(hours=144).run(2, scale=200, progress=False)
    axes = run.map()
    axes.figure.savefig(file, dpi=150)
    print(f"{file}: {axes.get_title()}")
    return file


if __name__ == "__main__":
    main(*sys.argv[1:])
