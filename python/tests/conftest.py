"""What several tests share: small scenarios, and the command line where it was built."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

import groundswell as gs

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def towns() -> gs.Scenario:
    """Two invented towns, three days."""
    return gs.scenario("two-towns").with_(hours=72)


@pytest.fixture(scope="session")
def run(towns: gs.Scenario, tmp_path_factory: pytest.TempPathFactory) -> gs.Run:
    """Eight replicates of the two towns, one agent for ten adults."""
    return towns.run(8, scale=10, out=tmp_path_factory.mktemp("runs") / "eight", progress=False)


@pytest.fixture(scope="session")
def binary() -> Path:
    """The command line: `GROUNDSWELL_BIN`, or the release build, or the one on the path."""
    target = Path(os.environ.get("CARGO_TARGET_DIR", HOUSE / "target"))
    for found in (os.environ.get("GROUNDSWELL_BIN"), target / "release/groundswell", shutil.which("groundswell")):
        if found and Path(found).is_file():
            return Path(found)
    if os.environ.get("GROUNDSWELL_PEERS") == "1":
        pytest.fail("the command line is not built: cargo build --release")
    pytest.skip("the command line is not built")
