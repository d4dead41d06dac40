"""Threshold contagion on a graph of your own: networkx, igraph, or a list of pairs."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from . import _native
from ._ensemble import cores

Node = TypeVar("Node", bound=Hashable)


@dataclass(frozen=True)
class Contagion(Generic[Node]):
    """How a contagion ended."""

    size: int
    """People active at the end."""
    steps: int
    """Steps in which somebody moved."""
    curve: list[int]
    """People active after each step, from the seeds on."""
    settled: bool
    """Whether the last step moved nobody; `False` if `limit` came first."""
    active: list[Node]
    """Who was active at the end."""

    def __repr__(self) -> str:
        return f"<groundswell.Contagion: {self.size:,} active after {self.steps} steps>"


class Graph(Generic[Node]):
    """People and their ties, ready for contagions. Made by `groundswell.graph`.

    Ties are kept in compressed rows, four bytes each way; a step costs what moves, not what is there.
    """

    def __init__(self, nodes: Sequence[Node], pairs: Iterable[tuple[Node, Node]], directed: bool) -> None:
        self.nodes: Sequence[Node] = nodes
        """People, in order."""
        self._place = {node: i for i, node in enumerate(nodes)}
        try:
            numbered = [(self._place[a], self._place[b]) for a, b in pairs]
        except KeyError as error:
            raise ValueError(f"a tie leads to {error.args[0]!r}, which is not among the nodes") from None
        self._ties = _native.Ties(len(nodes), numbered, directed)

    @property
    def mean_degree(self) -> float:
        """Mean number of people whom a person sees."""
        return self._ties.mean_degree

    def __len__(self) -> int:
        return len(self.nodes)

    def contagion(
        self,
        seeds: Iterable[Node],
        *,
        share: float | None = None,
        count: int | None = None,
        needs: Sequence[int] | None = None,
        memory: Literal["lasting", "fading"] = "lasting",
        limit: int = 2**32 - 1,
        threads: int | None = None,
    ) -> Contagion[Node]:
        """Lets a contagion run from `seeds` until nobody moves, or for `limit` steps.

        A person joins when a `share` of those they see is active (Watts 2002), when `count` of them are (complex
        contagion, Centola & Macy 2007), or by `needs`, one count a person. With `memory="fading"` a person whose
        need is no longer met goes home (Kuran 1989).

        Raises `ValueError` unless exactly one of the three rules is given, `ScenarioError` for a share below 0.
        """
        if sum(rule is not None for rule in (share, count, needs)) != 1:
            raise ValueError("give one of share=, count= and needs=")
        try:
            first = [self._place[seed] for seed in seeds]
        except KeyError as error:
            raise ValueError(f"the seed {error.args[0]!r} is not among the nodes") from None
        size, steps, curve, settled, active = self._ties.contagion(
            first,
            count=count,
            share=share,
            needs=None if needs is None else list(needs),
            fading=memory == "fading",
            limit=limit,
            threads=threads or cores(),
        )
        return Contagion(size, steps, curve, settled, [self.nodes[i] for i in active])

    def __repr__(self) -> str:
        return f"<groundswell.Graph: {len(self):,} people, mean degree {self.mean_degree:.3g}>"


def graph(ties: Any, nodes: int | Iterable[Any] | None = None, directed: bool | None = None) -> Graph[Any]:
    """A graph from a networkx or igraph graph, or from an iterable (or array) of pairs.

    nodes
        Of pairs: how many people there are, numbered from 0, or their names. Default: those in the pairs.
    directed
        Whether a tie goes one way: `(a, b)` then says that `b` sees `a`. Default: as the graph says; pairs go both
        ways.
    """
    if hasattr(ties, "get_edgelist"):  # igraph
        way = ties.is_directed() if directed is None else directed
        return Graph(range(ties.vcount()), ties.get_edgelist(), way)
    if hasattr(ties, "is_directed") and hasattr(ties, "edges"):  # networkx
        way = ties.is_directed() if directed is None else directed
        return Graph(list(ties.nodes()), ((edge[0], edge[1]) for edge in ties.edges()), way)
    pairs = [(a, b) for a, b in (ties.tolist() if hasattr(ties, "tolist") else ties)]
    if nodes is None:
        people: Sequence[Any] = list(dict.fromkeys(end for pair in pairs for end in pair))
    else:
        people = range(nodes) if isinstance(nodes, int) else list(nodes)
    return Graph(people, pairs, bool(directed))
