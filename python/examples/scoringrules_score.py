"""scoringrules: how well an ensemble says what was recorded, and whether a change makes it better or worse.

The continuous ranked probability score of log(1 + x): 0 is perfect, smaller is better.
"""

from __future__ import annotations

import numpy as np
import scoringrules

import groundswell as gs


def score(run: gs.Run) -> dict[str, float]:
    """The score of each scored quantity of the record."""
    targets = {row["target"]: row["best"] for row in run.targets.rows() if row["scored"] and row["best"] is not None}
    table = run.statistics
    values: dict[str, list[float]] = {name: [] for name in targets}
    for name, value in zip(table["target"], table["value"]):
        if name in targets and value is not None:
            values[name].append(value)
    return {
        name: float(scoringrules.crps_ensemble(np.log1p(recorded), np.log1p(values[name])))
        for name, recorded in targets.items()
        if values[name]
    }


def main() -> dict[str, dict[str, float]]:
    """Prints the scores of two thresholds and returns them."""
    towns = gs.scenario("two-towns").with_(hours=72)
    scores = {
        f"threshold {threshold}": score(towns.set("people.threshold", threshold).run(12, scale=20, progress=False))
        for threshold in (0.465, 0.6)
    }
    for name, by_target in scores.items():
        print(name, {target: round(value, 2) for target, value in by_target.items()})
    return scores


if __name__ == "__main__":
    main()
