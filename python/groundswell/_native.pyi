# The extension: what the package is built on. `stubtest` holds this file against it.

from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final, final

__all__ = [
    "REVISION",
    "Claim",
    "Scenario",
    "Table",
    "Ties",
    "VERSION",
    "begin",
    "built_in",
    "calibrate_begin",
    "calibrate_close",
    "calibrate_compute",
    "claim",
    "classic_names",
    "close",
    "compute",
    "missing",
    "new_scenario",
    "note",
    "opened",
    "run_classic",
    "scenario_of",
    "simulate",
    "summary",
    "sweep_begin",
    "sweep_close",
    "sweep_compute",
    "sweep_missing",
    "table",
    "take_up",
]

VERSION: Final[str]
REVISION: Final[str]

@final
class Scenario:
    def __new__(cls, name_or_path: str, settings: Sequence[str]) -> Scenario: ...
    @property
    def name_or_path(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def start(self) -> str: ...
    @property
    def hours(self) -> int: ...
    @property
    def form(self) -> str: ...
    @property
    def adults(self) -> int: ...
    @property
    def settings(self) -> list[str]: ...
    @property
    def hash(self) -> str: ...
    def with_settings(self, settings: Sequence[str]) -> Scenario: ...
    def resolved(self) -> str: ...
    def file(self, name: str) -> str: ...
    def value(self, path: str) -> float | bool | str | None: ...
    def parameters(self) -> Table: ...
    def places(self) -> Table: ...

@final
class Table:
    @property
    def name(self) -> str: ...
    @property
    def rows(self) -> int: ...
    @property
    def schema(self) -> list[tuple[str, str, str, str, bool]]: ...
    def column(self, name: str) -> list[Any]: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

@final
class Ties:
    def __new__(cls, nodes: int, pairs: Sequence[tuple[int, int]], directed: bool) -> Ties: ...
    @property
    def nodes(self) -> int: ...
    @property
    def entries(self) -> int: ...
    @property
    def mean_degree(self) -> float: ...
    def contagion(
        self,
        seeds: Sequence[int],
        *,
        count: int | None,
        share: float | None,
        needs: Sequence[int] | None,
        fading: bool,
        limit: int,
        threads: int,
    ) -> tuple[int, int, list[int], bool, list[int]]: ...

def new_scenario(name: str, folder: str | PathLike[str]) -> Path: ...
@final
class Claim:
    def release(self) -> None: ...

def claim(path: str | PathLike[str]) -> Claim: ...
def built_in() -> list[tuple[str, str]]: ...
def begin(
    scenario: Scenario,
    out: str | PathLike[str],
    *,
    replicates: int,
    seed: int,
    scale: int,
    steps_per_hour: int,
    backend: str,
    force: bool,
    command: Sequence[str],
    started: str,
    branches: Sequence[tuple[str, Sequence[str]]] | None = None,
    at: str | None = None,
    against: str | None = None,
) -> None: ...
def compute(
    path: str | PathLike[str],
    replicates: Sequence[int],
    threads: int,
    tick: Callable[[int, int], object] | None = None,
) -> dict[str, Any]: ...
def missing(path: str | PathLike[str]) -> list[int]: ...
def take_up(path: str | PathLike[str]) -> None: ...
def note(path: str | PathLike[str], time: str, event: str, details: str) -> None: ...
def close(path: str | PathLike[str], finished: str) -> str: ...
def opened(path: str | PathLike[str]) -> dict[str, Any]: ...
def scenario_of(path: str | PathLike[str]) -> Scenario: ...
def summary(path: str | PathLike[str]) -> str: ...
def table(path: str | PathLike[str], name: str, keeper: object | None = None) -> Table: ...
def simulate(
    scenario: Scenario,
    *,
    replicates: Sequence[int],
    seed: int,
    scale: int,
    steps_per_hour: int,
    backend: str,
    threads: int,
    hourly: bool,
) -> dict[str, Table]: ...
def classic_names() -> list[str]: ...
def run_classic(
    name: str, settings: Sequence[tuple[str, str]], seed: int, replicates: int | None, threads: int
) -> str: ...
def sweep_begin(
    scenario: Scenario,
    out: str | PathLike[str],
    *,
    rows: str | None,
    over: Sequence[str],
    latin: int | None,
    sobol: int | None,
    replicates: int,
    seed: int,
    scale: int,
    force: bool,
    command: Sequence[str],
    started: str,
) -> int: ...
def sweep_missing(path: str | PathLike[str]) -> list[tuple[int, int]]: ...
def sweep_compute(
    path: str | PathLike[str],
    batches: Sequence[int],
    threads: int,
    tick: Callable[[int], object] | None = None,
) -> dict[str, Any]: ...
def sweep_close(path: str | PathLike[str], finished: str) -> str: ...
def calibrate_begin(
    scenario: Scenario,
    out: str | PathLike[str],
    *,
    given: Sequence[str],
    only: Sequence[str],
    budget: int,
    particles: int,
    replicates: int,
    keep: float,
    until: int | None,
    check: int,
    seed: int,
    scale: int,
    force: bool,
    command: Sequence[str],
    started: str,
) -> None: ...
def calibrate_compute(
    path: str | PathLike[str], threads: int, tick: Callable[[int], object] | None = None
) -> None: ...
def calibrate_close(path: str | PathLike[str], threads: int, finished: str) -> str: ...
