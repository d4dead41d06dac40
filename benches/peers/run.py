#!/usr/bin/env python3
"""Groundswell beside its peers: the same work, in the same run, one core each.

    python3 benches/peers/run.py [--quick] [--only WORD] [--repeats N] [--json FILE] [--environment DIR]

Builds the Rust side with cargo, makes a virtual environment with the peers named in
requirements.txt, and runs every workload in turn, ours and theirs interleaved, so that a
busy machine disturbs both alike. Rates are per second of processor time; the best of the
repeats counts.
"""

import argparse
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
# (name, unit, our arguments, [(peer, its function, its arguments)])
FULL = [
    ("Epstein 100²", "epstein 100 200", [("Mesa", "epstein_mesa", "100 5"), ("numba", "epstein_numba", "100 200")]),
    ("Epstein 400²", "epstein 400 40", [("Mesa", "epstein_mesa", "400 1"), ("numba", "epstein_numba", "400 20")]),
    ("Epstein 1000²", "epstein 1000 30", [("Mesa", "epstein_mesa", "1000 1"), ("numba", "epstein_numba", "1000 10")]),
    (
        "Watts 10⁶",
        "watts 1000000 10 10",
        [("NDlib", "watts_ndlib", "1000000 10 10"), ("scipy", "watts_scipy", "1000000 10 10")],
    ),
    ("Watts 10⁷", "watts 10000000 10 10", [("scipy", "watts_scipy", "10000000 10 10")]),
    ("Watts 10⁷ slow", "watts 10000000 10 12", [("scipy", "watts_scipy", "10000000 10 12")]),
]
QUICK = [
    ("Epstein 100²", "epstein 100 100", [("Mesa", "epstein_mesa", "100 2"), ("numba", "epstein_numba", "100 50")]),
    ("Watts 10⁵", "watts 100000 10 10", [("NDlib", "watts_ndlib", "100000 10 10"), ("scipy", "watts_scipy", "100000 10 10")]),
]


def environment(where):
    """A virtual environment with the peers; made once."""
    python = where / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        venv.create(where, with_pip=True)
    done = where / "peers-installed"
    if not done.exists():
        print("installing the peers", file=sys.stderr)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"], check=True)
        done.touch()
    return python


def build():
    """Our side, built by cargo; its path."""
    command = ["cargo", "build", "--release", "-p", "groundswell-classics", "--example", "peer_side"]
    subprocess.run(command, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return target / "release" / "examples" / "peer_side"


def measure(command, threads=1):
    """One run on this many threads: the line of JSON it prints, or what went wrong."""
    one = {n: str(threads) for n in ("RAYON_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")}
    done = subprocess.run([str(c) for c in command], env=os.environ | one, capture_output=True, text=True)
    if done.returncode != 0:
        return {"failed": (done.stderr.strip().splitlines() or ["no message"])[-1]}
    return json.loads(done.stdout.strip().splitlines()[-1])


def rate(result):
    """Units a second: agent-steps, or entries of the rows for a cascade."""
    return result.get("agent_steps", result.get("entries", 0)) / result["seconds"]


def best(results):
    good = [r for r in results if "failed" not in r]
    return max(good, key=rate) if good else results[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes, a minute in all")
    parser.add_argument("--only", default="", help="only workloads with this word in their name")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--json", type=Path, help="also write every number here")
    parser.add_argument("--environment", type=Path, default=ROOT / "target" / "peers", help="the virtual environment")
    asked = parser.parse_args()
    python, ours = environment(asked.environment), build()
    everything = {}
    print(f"{'workload':<16}{'who':<14}{'units/s':>12}{'memory MB':>11}{'ours is':>10}   one core each")
    for name, mine, peers in QUICK if asked.quick else FULL:
        if asked.only.lower() not in name.lower():
            continue
        sides = {"Groundswell": [ours, *mine.split()]}
        sides |= {who: [python, HERE / "workloads.py", function, *words.split()] for who, function, words in peers}
        results = {who: [] for who in sides}
        for _ in range(asked.repeats):
            for who, command in sides.items():
                results[who].append(measure(command))
        shown = {who: best(r) for who, r in results.items()}
        everything[name] = shown
        for who, result in shown.items():
            if "failed" in result:
                print(f"{name:<16}{who:<14}  failed: {result['failed']}")
                continue
            ratio = "" if who == "Groundswell" or "failed" in shown["Groundswell"] else f"{rate(shown['Groundswell']) / rate(result):.1f}x"
            print(f"{name:<16}{who:<14}{rate(result):>12.3g}{result['peak_bytes'] / 1e6:>11.0f}{ratio:>10}", flush=True)
    if asked.only and asked.only.lower() not in "roofline":
        return write(asked.json, everything)
    people = 100_000 if asked.quick else 10_000_000
    roof = best_roofline([measure([ours, "roofline", people], threads=os.cpu_count()) for _ in range(asked.repeats)])
    everything["roofline"] = roof
    if "failed" not in roof:
        kernel = roof["kernel"]
        print(
            f"\n{people:,} people, {kernel['threads']} threads: ties made in {kernel['generation']:.2f} s; "
            f"a quiet step takes {kernel['quiet'] / kernel['quiet_limit']:.2f} times streaming, "
            f"the busiest {of_limit(kernel['busy']):.2f} times random access, the slowest {of_limit(kernel['slowest']):.2f}"
        )
    write(asked.json, everything)


def write(where, everything):
    if where:
        where.write_text(json.dumps(everything, indent=1, ensure_ascii=False))


def of_limit(step):
    return step["seconds"] / step["limit"]


def best_roofline(results):
    good = [r for r in results if "failed" not in r]
    return min(good, key=lambda r: r["kernel"]["cascade"]) if good else results[0]


if __name__ == "__main__":
    main()
