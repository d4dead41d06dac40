"""networkx and igraph: complex contagion on graphs of your own.

On a ring of cliques a contagion that needs two active acquaintances walks around; after the ties are rewired at
random it stops, though the graph is "smaller" (Centola & Macy 2007).
"""

from __future__ import annotations

import igraph
import networkx

import groundswell as gs


def main() -> dict[str, int]:
    """Prints how far the contagion comes on each graph, and returns it."""
    near = networkx.watts_strogatz_graph(2_000, 6, 0.0, seed=1)
    random = networkx.watts_strogatz_graph(2_000, 6, 1.0, seed=1)
    seeds = [0, *near[0]]
    tree = igraph.Graph.Tree(2_000, 3)
    sizes = {
        "near ties": gs.graph(near).contagion(seeds, count=2).size,
        "random ties": gs.graph(random).contagion(seeds, count=2).size,
        "a tree": gs.graph(tree).contagion([0, 1], count=2).size,
    }
    for name, size in sizes.items():
        print(f"{name:12} {size:5} of 2,000 active")
    return sizes


if __name__ == "__main__":
    main()
