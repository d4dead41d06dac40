"""The README's lines of Python, typed as written: run by `make test-python` in an environment that has nothing but the wheel."""

from __future__ import annotations

import importlib.util
import re
import sys
import tempfile
from importlib.metadata import requires
from os import chdir
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"


def main() -> None:
    """Runs each block of Python in its order, in an empty folder."""
    assert all("extra ==" in need for need in requires("groundswell") or []), "the package needs nothing"
    for module in ("numpy", "polars", "pyarrow", "matplotlib", "dask"):
        assert importlib.util.find_spec(module) is None, f"{module} is here: this environment should be empty"
    blocks = re.findall(r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks, "the README says nothing of Python"
    names: dict[str, object] = {"__name__": "__main__"}
    with tempfile.TemporaryDirectory() as folder:
        chdir(folder)
        for block in blocks:
            exec(compile(block, "README.md", "exec"), names)
        names.clear()
        chdir(Path(sys.prefix))
    print(f"{len(blocks)} passed, 0 failed")


if __name__ == "__main__":
    main()
