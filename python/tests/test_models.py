"""The classics, and contagion on graphs that people bring."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import groundswell as gs
from groundswell import _native


def test_every_classic_is_a_function_with_its_parameters() -> None:
    for name in _native.classic_names():
        function = getattr(gs.classics, name.replace("-", "_"))
        assert inspect.getdoc(function) and "seed" in inspect.signature(function).parameters


def test_one_person_decides_granovetters_riot() -> None:
    assert gs.classics.granovetter()["riot"] == 100
    assert gs.classics.granovetter(second=2)["riot"] == 1
    assert gs.classics.granovetter().published == {"riot": 100.0}


def test_a_classic_gives_figures_and_curves() -> None:
    result = gs.classics.watts(people=2_000, replicates=20)
    assert 0 <= result["frequency"] <= 1 and result.settings["people"] == "2000"
    assert result.curve()[0][1] == 1.0
    assert repr(result).startswith("<groundswell.classics watts: 20 replicates")
    assert "published" in result._repr_html_()
    with pytest.raises(KeyError, match="no figure 'size of it' in watts"):
        result["size of it"]
    again = gs.classics.watts(people=2_000, replicates=20, threads=1)
    assert again.report == result.report
    quiet = gs.classics.epstein(ticks=30, replicates=1, groups=True)
    assert quiet.settings["groups"] == "yes"


def test_wrong_settings_of_a_classic_are_told() -> None:
    with pytest.raises(gs.ParameterError) as caught:
        gs.classics.granovetter(people=0.5)
    assert caught.value.problems[0].allowed == "from 1 to 1000000 people"
    with pytest.raises(gs.ParameterError, match="smooth, floor"):
        gs.classics.epstein(deterrence="ceil")  # type: ignore[arg-type]
    with pytest.raises(gs.ScenarioError, match="mean degree is 5"):
        gs.classics.watts(people=3, mean_degree=5)


def test_graphs_of_networkx_and_igraph_give_the_same_contagion() -> None:
    networkx = pytest.importorskip("networkx")
    igraph = pytest.importorskip("igraph")
    karate = networkx.karate_club_graph()
    ours = gs.graph(karate)
    assert len(ours) == 34 and ours.mean_degree == pytest.approx(2 * 78 / 34)
    spread = ours.contagion([0, 33], share=0.4)
    same = gs.graph(igraph.Graph.from_networkx(karate)).contagion([0, 33], share=0.4)
    pairs = gs.graph(list(karate.edges()), nodes=34).contagion([0, 33], share=0.4)
    assert spread == same == pairs and spread.curve[0] == 2 and spread.size == len(spread.active)
    # The plain rule, person by person.
    active = {0, 33}
    while True:
        joined = {
            n for n in karate if n not in active and sum(m in active for m in karate[n]) >= 0.4 * karate.degree[n]
        }
        if not joined:
            break
        active |= joined
    assert set(spread.active) == active


def test_names_directions_and_memory() -> None:
    line = gs.graph([("a", "b"), ("b", "c")], directed=True)
    assert line.contagion(["a"], count=1).active == ["a", "b", "c"]
    assert line.contagion(["c"], count=1).active == ["c"]
    assert line.contagion(["a"], needs=[1, 1, 2]).active == ["a", "b"]
    assert line.contagion(["a"], count=1, limit=1).settled is False


def test_mistakes_in_graphs_are_told() -> None:
    triangle = gs.graph([(0, 1), (1, 2), (2, 0)])
    with pytest.raises(ValueError, match="one of share=, count= and needs="):
        triangle.contagion([0])
    with pytest.raises(ValueError, match="seed 7"):
        triangle.contagion([7], count=1)
    with pytest.raises(ValueError, match="'z'"):
        gs.graph([("a", "z")], nodes=["a", "b"])
    with pytest.raises(gs.ScenarioError, match="threshold is -1"):
        triangle.contagion([0], share=-1)
    with pytest.raises(gs.ScenarioError, match="2 entries for 3 nodes"):
        triangle.contagion([0], needs=[1, 1])


def test_a_classic_answers_to_ctrl_c(tmp_path: Path) -> None:
    code = (
        "import groundswell as gs, os, signal, threading, time\n"
        "threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()\n"
        "begun = time.monotonic()\n"
        "try:\n"
        "    gs.classics.epstein(width=400, height=400, ticks=100_000, replicates=4)\n"
        "except KeyboardInterrupt:\n"
        "    print('stopped', time.monotonic() - begun < 5, flush=True)\n"
        "    os._exit(0)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert said.stdout == "stopped True\n", said
