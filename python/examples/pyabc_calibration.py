"""pyABC: a posterior of two parameters given two recorded crowds, sampled on a `concurrent.futures` executor.

Tiny populations, so that it runs in seconds. The same lines with `client.get_executor()` sample on a Dask cluster.
"""

from __future__ import annotations

import logging
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pyabc
from pyabc.sampler import ConcurrentFutureSampler

import groundswell as gs

TOWNS = gs.scenario("two-towns").with_(hours=72)
TARGETS = {"t1": 250.0, "t2": 1_300.0}
"""What was recorded: participants on 6 and on 7 March, see `targets.csv` of the scenario."""


def model(parameters: dict[str, float]) -> dict[str, float]:
    """One run at the given point: the logarithm of each recorded crowd."""
    seed = int(np.random.default_rng().integers(2**31))
    scenario = TOWNS.with_(
        {"people.threshold": parameters["threshold"], "contact.place": parameters["contact"]}
    )
    values = scenario.simulate(1, scale=50, seed=seed).statistics()[0]
    return {name: float(np.log1p(values[name] or 0.0)) for name in TARGETS}


def distance(simulated: dict[str, float], recorded: dict[str, float]) -> float:
    """Root of the mean squared difference of logarithms."""
    return float(np.sqrt(np.mean([(simulated[name] - recorded[name]) ** 2 for name in recorded])))


def main() -> Any:
    """Prints the posterior means and returns the history."""
    logging.getLogger("ABC").setLevel(logging.ERROR)
    prior = pyabc.Distribution(
        threshold=pyabc.RV("uniform", 0.38, 0.14),
        contact=pyabc.RV("uniform", 0.05, 0.25),
    )
    recorded = {name: float(np.log1p(value)) for name, value in TARGETS.items()}
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor, tempfile.TemporaryDirectory() as folder:
        sampler = ConcurrentFutureSampler(executor, client_max_jobs=4, batch_size=2)
        search = pyabc.ABCSMC(model, prior, distance, population_size=12, sampler=sampler)
        search.new(f"sqlite:///{Path(folder) / 'abc.db'}", recorded)
        history = search.run(max_nr_populations=2)
        frame, weights = history.get_distribution()
        for name in ("threshold", "contact"):
            mean = float(np.average(frame[name], weights=weights))
            print(f"{name:10} posterior mean {mean:.3f} from {frame[name].min():.3f} to {frame[name].max():.3f}")
        return frame, weights


if __name__ == "__main__":
    main()
