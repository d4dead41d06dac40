"""Dask: an ensemble on a cluster of two processes, the same bytes as on threads."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from distributed import Client, LocalCluster

import groundswell as gs


def main(replicates: int = 40, scale: int = 10) -> dict[str, float]:
    """Prints how long each took and returns the seconds."""
    towns = gs.scenario("two-towns")
    seconds = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        begun = time.perf_counter()
        here = towns.run(replicates, scale=scale, threads=2, out=Path(folder) / "here", progress=False)
        seconds["threads"] = time.perf_counter() - begun
        begun = time.perf_counter()
        there = towns.run(replicates, scale=scale, executor=client.get_executor(), out=Path(folder) / "there", progress=False)
        seconds["dask"] = time.perf_counter() - begun
        assert here.hashes == there.hashes
    print(f"{replicates} replicates: {seconds['threads']:.1f} s on threads, {seconds['dask']:.1f} s on Dask, the same bytes")
    return seconds


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
