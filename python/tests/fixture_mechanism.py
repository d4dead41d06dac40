"""The mechanism that only tests know, seen from Python.

Not collected by pytest: it needs a build with `--features fixture`. `make test-register` makes one and runs this.
"""

from __future__ import annotations

import groundswell as gs

towns = gs.scenario("two-towns").with_(hours=30)
assert "water" not in towns.run(1, scale=40, progress=False).series.columns, "a run without it does not know it"

run = towns.set("tide.enabled", True).set("tide.rise", 0.25).run(1, scale=40, progress=False)
assert run.series["water"][:2] == [0.25, 0.25]
assert run.national["floods"][-1] == 7 * len(towns.places)
assert run.runs["tide.rise"] == [0.25]

sample = towns.set("tide.enabled", True).simulate(1, scale=40, hourly=True)
assert max(sample["series"]["water"]) > 0.5 and sample["national"]["floods"][-1] > 0

branches = towns.compare({"wet": {"tide.enabled": True}}, replicates=1, scale=40, progress=False)
floods = branches.national["floods"]
of = dict(zip(branches.national["branch"], floods))
assert of["base"] == 0 and of["wet"] > 0, of
print("the fixture mechanism is in tables, samples and branches")
