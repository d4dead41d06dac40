"""The package itself: light to import, typed, alone."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import groundswell as gs

HOUSE = Path(__file__).resolve().parents[2]


def installed() -> Path:
    found = importlib.util.find_spec("groundswell")
    assert found and found.origin
    return Path(found.origin).parent


def test_the_version_stands_in_one_place() -> None:
    cargo = tomllib.loads((HOUSE / "Cargo.toml").read_text(encoding="utf-8"))
    version = cargo["workspace"]["package"]["version"]
    assert gs.__version__ == version
    assert f"version: {version}" in (HOUSE / "CITATION.cff").read_text(encoding="utf-8")
    assert "version" in tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dynamic"]


def test_it_is_imported_in_a_moment_and_brings_nobody_along() -> None:
    code = (
        # Of the processor, not of the clock: other work on the machine is not the package's.
        "import sys, time; begun = time.process_time(); import groundswell; "
        "print(time.process_time() - begun, *sorted({m.split('.')[0] for m in sys.modules}))"
    )
    best, modules = 9.0, set[str]()
    for _ in range(5):
        seconds, *names = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
        best, modules = min(best, float(seconds)), set(names)
    assert best < 0.2, f"{best:.3f} s"
    assert not modules & {"numpy", "pandas", "polars", "pyarrow", "matplotlib", "dask", "tqdm", "asyncio"}


def test_every_public_name_is_documented() -> None:
    for name in gs.__all__:
        thing = getattr(gs, name)
        if not name.startswith("__"):
            assert thing.__doc__, name
            for inner, member in vars(thing).items() if isinstance(thing, type) else []:
                if not inner.startswith("_") and (callable(member) or isinstance(member, property)):
                    assert member.__doc__, f"{name}.{inner}"


@pytest.mark.parametrize("tool", ["mypy", "pyright", "stubtest"])
def test_types_are_right(tool: str) -> None:
    module = {"mypy": "mypy", "pyright": "pyright", "stubtest": "mypy.stubtest"}[tool]
    pytest.importorskip("mypy" if tool == "stubtest" else tool)
    command = [sys.executable, "-m", module]
    if tool == "stubtest":
        command.append("groundswell._native")
    if tool == "pyright":
        command += ["--pythonpath", sys.executable]
    env = {**os.environ, "MYPYPATH": "", "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1", "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_markers_of_a_typed_package_are_installed() -> None:
    assert (installed() / "py.typed").exists() and (installed() / "_native.pyi").exists()
