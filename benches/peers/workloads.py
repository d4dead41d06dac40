"""The same work in the peers. Each function returns a dict with at least "seconds".

Epstein Model I everywhere: torus, .70 citizens and .04 cops a site, sight a circle of
radius 7, legitimacy .82, sentences 0..29, k = 2.3, threshold .1, floor(C / A), everybody
moves to a random free site in sight, cops then arrest one active citizen in sight.

Seconds are those of the processor, not of the clock on the wall: with one core each that
is the same on an idle machine, and on a busy one it is what can be compared.

Watts cascade everywhere: random graph of mean degree 10, a hundred seeds, until nobody
joins; at a threshold of 10 percent it is over in a dozen steps, at 12 percent, near the edge of
the window, it takes dozens. A peer that recounts everybody pays for steps, we for ties.
"""

import json
import resource
import sys
import time

K, THRESHOLD, LEGITIMACY, JAIL, VISION = 2.3, 0.1, 0.82, 30, 7
CITIZENS, COPS = 0.70, 0.04


def epstein_mesa(side, ticks):
    import math

    from mesa import Model
    from mesa.discrete_space import CellAgent, OrthogonalMooreGrid

    disc = [
        (x, y)
        for y in range(-VISION, VISION + 1)
        for x in range(-VISION, VISION + 1)
        if x * x + y * y <= VISION * VISION
    ]

    class Person(CellAgent):
        def sight(self):
            x0, y0 = self.cell.coordinate
            cells = self.model.grid._cells
            return [cells[((x0 + x) % side, (y0 + y) % side)] for x, y in disc]

        def wander(self, sight):
            free = [c for c in sight if all(getattr(a, "jail", 0) > 0 for a in c.agents)]
            if free:
                self.cell = self.random.choice(free)

    class Citizen(Person):
        def __init__(self, model):
            super().__init__(model)
            self.hardship, self.aversion = self.random.random(), self.random.random()
            self.active, self.jail = False, 0

        def step(self):
            if self.jail > 0:
                return
            self.wander(self.sight())
            cops, active = 0, 1
            for cell in self.sight():
                for other in cell.agents:
                    if isinstance(other, Cop):
                        cops += 1
                    elif other.active:
                        active += 1
            risk = 1 - math.exp(-K * (cops // active))
            self.active = self.hardship * (1 - LEGITIMACY) - self.aversion * risk > THRESHOLD

    class Cop(Person):
        def step(self):
            self.wander(self.sight())
            found = [a for c in self.sight() for a in c.agents if isinstance(a, Citizen) and a.active]
            if found:
                suspect = self.random.choice(found)
                suspect.active, suspect.jail = False, self.random.randrange(JAIL)
                self.cell = suspect.cell

    class World(Model):
        def __init__(self):
            super().__init__(rng=1)
            self.grid = OrthogonalMooreGrid((side, side), torus=True, capacity=None, random=self.random)
            cells = list(self.grid.all_cells)
            self.random.shuffle(cells)
            cops = round(COPS * side * side)
            for i, cell in enumerate(cells[: cops + round(CITIZENS * side * side)]):
                person = Cop(self) if i < cops else Citizen(self)
                person.cell = cell

        def step(self):
            self.agents.shuffle_do("step")
            for citizen in self.agents_by_type[Citizen]:
                if citizen.jail > 0:
                    citizen.jail -= 1

    world = World()
    people = len(world.agents)
    start = time.process_time()
    active = 0
    for _ in range(ticks):
        world.step()
        active += sum(c.active for c in world.agents_by_type[Citizen])
    seconds = time.process_time() - start
    return {
        "seconds": seconds,
        "agent_steps": people * ticks,
        "mean_active_share": active / ticks / len(world.agents_by_type[Citizen]),
    }


def epstein_numba(side, ticks):
    import numpy as np
    from numba import njit

    offsets = np.array(
        [
            (x, y)
            for y in range(-VISION, VISION + 1)
            for x in range(-VISION, VISION + 1)
            if x * x + y * y <= VISION * VISION
        ],
        dtype=np.int64,
    )

    @njit(cache=False)
    def run(side, ticks, offsets, cops, citizens, seed):
        np.random.seed(seed)
        people = cops + citizens
        sites = np.random.permutation(side * side)[:people]
        xs, ys = sites % side, sites // side
        # Free people on each site, cops on each site, active citizens on each site.
        here = np.zeros((side, side), np.int8)
        police = np.zeros((side, side), np.int8)
        roused = np.zeros((side, side), np.int8)
        hardship, aversion = np.random.random(people), np.random.random(people)
        active, jail = np.zeros(people, np.bool_), np.zeros(people, np.int64)
        for i in range(people):
            here[ys[i], xs[i]] += 1
            if i < cops:
                police[ys[i], xs[i]] += 1
        order = np.arange(people)
        total = 0
        picks = np.empty(len(offsets), np.int64)
        # Citizens on a site, to find whom a cop arrests: first and next.
        first = np.full((side, side), -1, np.int64)
        after = np.full(people, -1, np.int64)
        for i in range(cops, people):
            after[i] = first[ys[i], xs[i]]
            first[ys[i], xs[i]] = i
        for _ in range(ticks):
            np.random.shuffle(order)
            for i in order:
                if jail[i] > 0:
                    continue
                free = 0
                for k in range(len(offsets)):
                    x, y = (xs[i] + offsets[k, 0]) % side, (ys[i] + offsets[k, 1]) % side
                    if here[y, x] == 0:
                        picks[free] = y * side + x
                        free += 1
                if free > 0:
                    to = picks[np.random.randint(free)]
                    here[ys[i], xs[i]] -= 1
                    if i < cops:
                        police[ys[i], xs[i]] -= 1
                    else:
                        if active[i]:
                            roused[ys[i], xs[i]] -= 1
                        j = first[ys[i], xs[i]]
                        if j == i:
                            first[ys[i], xs[i]] = after[i]
                        else:
                            while after[j] != i:
                                j = after[j]
                            after[j] = after[i]
                    xs[i], ys[i] = to % side, to // side
                    here[ys[i], xs[i]] += 1
                    if i < cops:
                        police[ys[i], xs[i]] += 1
                    else:
                        if active[i]:
                            roused[ys[i], xs[i]] += 1
                        after[i] = first[ys[i], xs[i]]
                        first[ys[i], xs[i]] = i
                if i >= cops:
                    c, a = 0, 1
                    for k in range(len(offsets)):
                        x, y = (xs[i] + offsets[k, 0]) % side, (ys[i] + offsets[k, 1]) % side
                        c += police[y, x]
                        a += roused[y, x]
                    risk = 1.0 - np.exp(-2.3 * (c // a))
                    now = hardship[i] * (1.0 - 0.82) - aversion[i] * risk > 0.1
                    if now != active[i]:
                        roused[ys[i], xs[i]] += 1 if now else -1
                        active[i] = now
                else:
                    found = 0
                    for k in range(len(offsets)):
                        x, y = (xs[i] + offsets[k, 0]) % side, (ys[i] + offsets[k, 1]) % side
                        found += roused[y, x]
                    if found > 0:
                        left = np.random.randint(found)
                        suspect = -1
                        for k in range(len(offsets)):
                            x, y = (xs[i] + offsets[k, 0]) % side, (ys[i] + offsets[k, 1]) % side
                            if left < roused[y, x]:
                                j = first[y, x]
                                while True:
                                    if active[j]:
                                        if left == 0:
                                            suspect = j
                                            break
                                        left -= 1
                                    j = after[j]
                                break
                            left -= roused[y, x]
                        sx, sy = xs[suspect], ys[suspect]
                        active[suspect] = False
                        roused[sy, sx] -= 1
                        jail[suspect] = np.random.randint(30)
                        if jail[suspect] > 0:
                            here[sy, sx] -= 1
                        here[ys[i], xs[i]] -= 1
                        police[ys[i], xs[i]] -= 1
                        xs[i], ys[i] = sx, sy
                        here[sy, sx] += 1
                        police[sy, sx] += 1
            for i in range(cops, people):
                if jail[i] > 0:
                    jail[i] -= 1
                    if jail[i] == 0:
                        here[ys[i], xs[i]] += 1
                total += active[i]
        return total

    cops, citizens = round(COPS * side * side), round(CITIZENS * side * side)
    run(20, 2, offsets, 16, 280, 1)  # compiled before the clock starts
    start = time.process_time()
    total = run(side, ticks, offsets, cops, citizens, 1)
    seconds = time.process_time() - start
    return {
        "seconds": seconds,
        "agent_steps": (cops + citizens) * ticks,
        "mean_active_share": total / ticks / citizens,
    }


def watts_scipy(people, degree, percent):
    import numpy as np
    import scipy.sparse as sparse

    rng = np.random.default_rng(1)
    start = time.process_time()
    ties = rng.binomial(people * (people - 1) // 2, degree / (people - 1))
    a, b = rng.integers(0, people, ties, np.int32), rng.integers(0, people, ties, np.int32)
    keep = a != b
    a, b = a[keep], b[keep]
    ones = np.ones(2 * len(a), np.float32)
    matrix = sparse.csr_matrix((ones, (np.concatenate([a, b]), np.concatenate([b, a]))), (people, people))
    matrix.data[:] = 1  # a tie drawn twice counts once
    ties_seconds = time.process_time() - start
    degrees = np.diff(matrix.indptr)
    start = time.process_time()
    need = np.maximum(np.ceil(percent / 100 * degrees - 1e-9), 1).astype(np.float32)
    need[degrees == 0] = np.inf
    active = np.zeros(people, np.float32)
    active[:: max(people // 100, 1)] = 1
    steps = 0
    while True:
        joined = (matrix @ active >= need) & (active == 0)
        if not joined.any():
            break
        active[joined] = 1
        steps += 1
    return {
        "ties_seconds": ties_seconds,
        "seconds": time.process_time() - start,
        "entries": int(matrix.nnz),
        "steps": steps,
        "active": int(active.sum()),
    }


def watts_ndlib(people, degree, percent):
    import ndlib.models.epidemics as epidemics
    import ndlib.models.ModelConfig as config
    import networkx as nx

    start = time.process_time()
    graph = nx.fast_gnp_random_graph(people, degree / (people - 1), seed=1)
    ties_seconds = time.process_time() - start
    model = epidemics.ThresholdModel(graph)
    settings = config.Configuration()
    for node in graph.nodes():
        settings.add_node_configuration("threshold", node, percent / 100)
    settings.add_model_initial_configuration("Infected", list(range(0, people, max(people // 100, 1)))[:100])
    model.set_initial_status(settings)
    start = time.process_time()
    steps, before = 0, -1
    model.iteration()
    while True:
        counts = model.iteration()["node_count"]
        if counts[1] == before:
            break
        before = counts[1]
        steps += 1
    return {
        "ties_seconds": ties_seconds,
        "seconds": time.process_time() - start,
        "entries": 2 * graph.number_of_edges(),
        "steps": steps,
        "active": before,
    }


if __name__ == "__main__":
    name, *numbers = sys.argv[1:]
    result = globals()[name](*map(int, numbers))
    result["peak_bytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps(result))
