"""What spreading an ensemble costs, and that memory does not grow with it: claims as commands.

    python benches/python/ensembles.py overhead --replicates 1000           local and Dask in turn: hashes, seconds, ratio
    python benches/python/ensembles.py overhead --replicates 1000 --kill    and a worker of Dask killed in the middle
    python benches/python/ensembles.py memory --replicates 10000 --scale 10 resident memory of the process, sampled

It needs the package, and for `overhead` Dask (`pip install groundswell[dask]`). Exit code 1 if hashes differ, or if a goal is
missed on a machine that was otherwise idle.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import groundswell as gs
from groundswell._ensemble import cores

GOAL = 0.10
"""Overhead that is allowed, as a share of the local wall time."""


def load() -> str:
    """Processes that want a core besides ours; what was measured beside others says little."""
    return f"{os.getloadavg()[0]:.1f}"


def overhead(asked: argparse.Namespace) -> int:
    """The same ensemble here and on a local cluster of as many processes as there are threads here, in turn."""
    import logging

    from distributed import Client, LocalCluster

    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    scenario = gs.scenario(asked.scenario)
    size: dict[str, Any] = {"replicates": asked.replicates, "scale": asked.scale, "progress": False, "force": True}
    folder = Path(tempfile.mkdtemp(prefix="groundswell-bench-"))
    here, there, same = [], [], True
    print(f"{asked.scenario}, {asked.replicates} replicates, one agent for {asked.scale} adults, {asked.workers} cores")
    print(f"{'':>8} {'local, s':>9} {'dask, s':>9} {'ratio':>7} {'load':>6}")
    with LocalCluster(n_workers=asked.workers, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        for turn in range(asked.turns):
            before, begun = load(), time.monotonic()
            local = scenario.run(threads=asked.workers, out=folder / "here", **size)
            between = time.monotonic()
            killer = kill_one(client, folder / "there", asked.replicates) if asked.kill else None
            spread = scenario.run(executor=client.get_executor(), out=folder / "there", **size)
            here.append(between - begun)
            there.append(time.monotonic() - between)
            same &= spread.hashes == local.hashes and spread.status == local.status == "complete"
            if killer is not None:
                killer.join()
            ratio = there[-1] / here[-1] - 1
            print(f"{turn + 1:>8} {here[-1]:>9.1f} {there[-1]:>9.1f} {ratio:>+7.1%} {before:>6}", flush=True)
            if asked.kill:
                lost = [line for line in (folder / "there/log.jsonl").read_text(encoding="utf-8").splitlines() if "chunk lost" in line]
                print(f"{'':>8} a worker was killed; {len(lost)} chunks were reported lost, the scheduler sent others itself")
    shutil.rmtree(folder)
    ratio = statistics.median(there) / statistics.median(here) - 1
    print(f"overhead {ratio:+.1%} of the local wall time; hashes {'equal' if same else 'DIFFER'}")
    return 0 if same and (ratio < GOAL or asked.kill) else 1


def kill_one(client: Any, path: Path, replicates: int) -> threading.Thread:
    """Kills a worker as soon as a third of the replicates is done."""
    shutil.rmtree(path, ignore_errors=True)

    def kill() -> None:
        while len(list((path / "checkpoints").glob("*.done"))) < replicates // 3:
            time.sleep(0.05)
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    return killer


def resident() -> float:
    """Resident memory of this process, MB."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise OSError("/proc/self/status says no VmRSS: this is measured on Linux")


def memory(asked: argparse.Namespace) -> int:
    """Resident memory at every tenth of an ensemble, and once it is closed."""
    samples: list[tuple[float, float]] = []

    def sample(share: float, done: int, of: int) -> None:
        samples.append((share, resident()))

    before = load()
    begun = time.monotonic()
    run = gs.scenario(asked.scenario).run(asked.replicates, scale=asked.scale, threads=asked.workers, progress=sample)
    seconds = time.monotonic() - begun
    early = max(mb for share, mb in samples if share <= 0.1)
    late = max(mb for share, mb in samples if share >= 0.9)
    print(f"{asked.scenario}, {asked.replicates} replicates, one agent for {asked.scale} adults, {seconds:.0f} s, load {before}")
    for tenth in range(10):
        part = [mb for share, mb in samples if tenth / 10 <= share <= (tenth + 1) / 10]
        print(f"  {tenth * 10:>3}–{tenth * 10 + 10:>3} %: {max(part):>7.1f} MB" if part else f"  {tenth * 10:>3} %: no sample")
    peak = peak_resident()
    print(f"  closed:    {resident():>7.1f} MB; highest ever {peak:.1f} MB; {run.status}")
    print(f"from the first tenth to the last {late - early:+.1f} MB")
    return 0 if late - early < 0.1 * early + 5 else 1


def peak_resident() -> float:
    """The most this process ever had, MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for name, run in (("overhead", overhead), ("memory", memory)):
        command = commands.add_parser(name, help=run.__doc__)
        command.set_defaults(run=run)
        command.add_argument("--scenario", default="two-towns")
        command.add_argument("--replicates", type=int, default=1000)
        command.add_argument("--scale", type=int, default=1, help="adults that one agent stands for")
        command.add_argument("--workers", type=int, default=cores(), help="threads here, processes of the cluster")
        if name == "overhead":
            command.add_argument("--turns", type=int, default=2, help="how often here and there, in turn")
            command.add_argument("--kill", action="store_true", help="kill a worker of the cluster in the middle")
    asked = parser.parse_args()
    return int(asked.run(asked))


if __name__ == "__main__":
    sys.exit(main())
