"""The examples and the notebooks do what they say."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HOUSE = Path(__file__).resolve().parents[2]
EXAMPLES = HOUSE / "python/examples"
NOTEBOOKS = HOUSE / "python/notebooks"


def example(name: str) -> ModuleType:
    import sys

    spec = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    sys.path.insert(0, str(EXAMPLES))  # processes of an executor import it by its name
    try:
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(EXAMPLES))
    return module


def test_every_example_is_tested() -> None:
    tests = Path(__file__).read_text(encoding="utf-8")
    for file in EXAMPLES.glob("*.py"):
        assert f'"{file.stem}"' in tests, file.name
        assert file.name in (EXAMPLES / "README.md").read_text(encoding="utf-8")


def test_salib() -> None:
    pytest.importorskip("SALib")
    indices = example("salib_sensitivity").main()
    # Everything but what must be so is left to chance: 80 points.
    assert len(indices["ST"]) == 3 and all(math.isfinite(value) for value in indices["ST"])
    assert max(indices["ST"]) > 0.1


def test_pyabc(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyabc")
    monkeypatch.syspath_prepend(str(EXAMPLES))
    frame, weights = example("pyabc_calibration").main()
    assert len(frame) == 12 and sum(weights) == pytest.approx(1)
    assert frame["threshold"].between(0.38, 0.52).all() and frame["threshold"].nunique() > 1


def test_optuna() -> None:
    pytest.importorskip("optuna")
    study = example("optuna_fit").main()
    assert len(study.trials) == 25 and study.best_value <= study.trials[0].value


def test_scoringrules() -> None:
    pytest.importorskip("scoringrules")
    near, far = example("scoringrules_score").main().values()
    assert {"t1", "t2", "t3", "t4"} <= set(near) & set(far)
    crowds = ("t1", "t2", "t3")
    assert sum(near[t] for t in crowds) < sum(far[t] for t in crowds), "a threshold that nobody crosses scores worse"


def test_tables() -> None:
    for library in ("polars", "pandas", "duckdb", "pyarrow"):
        pytest.importorskip(library)
    means = example("read_tables").main()
    assert len(means) == 4 and max(means.values()) == pytest.approx(min(means.values()))


def test_graphs() -> None:
    pytest.importorskip("networkx")
    pytest.importorskip("igraph")
    sizes = example("graphs").main()
    assert sizes["near ties"] == 2_000 and sizes["random ties"] < 200 and sizes["a tree"] < 10


def test_map(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    file = Path(example("map_matplotlib").main(str(tmp_path / "map.png")))
    assert file.read_bytes().startswith(b"\x89PNG") and file.stat().st_size > 20_000


def test_dask() -> None:
    pytest.importorskip("distributed")
    assert set(example("dask_cluster").main(12, 50)) == {"threads", "dask"}


@pytest.mark.parametrize("file", sorted(file.name for file in NOTEBOOKS.glob("*.ipynb")))
def test_a_notebook_runs_from_top_to_bottom(file: str, tmp_path: Path) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    notebook: Any = nbformat.read(NOTEBOOKS / file, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert cell.cell_type != "code" or not cell.outputs, "kept without outputs: they are of one machine and one day"
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    pictures = [o for c in notebook.cells if c.cell_type == "code" for o in c.outputs if "image/png" in o.get("data", {})]
    assert pictures, "a notebook shows something"
    assert file in (NOTEBOOKS / "README.md").read_text(encoding="utf-8")


def test_there_are_five_notebooks() -> None:
    assert {file.stem for file in NOTEBOOKS.glob("*.ipynb")} == {"flagship", "own_country", "own_event", "counterfactual", "classics"}
