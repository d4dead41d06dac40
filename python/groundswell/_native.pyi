# The extension: what the package is built on. `stubtest` holds this file against it.

from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path
from typing import Any, Final, final

__all__ = [
    "REVISION",
    "Claim",
    "Sampler",
    "Scenario",
    "Table",
    "Ties",
    "VERSION",
    "begin",
    "built_in",
    "calibrate_begin",
    "calibrate_check",
    "calibrate_checks",
    "calibrate_close",
    "calibrate_compute",
    "calibrate_simulate",
    "classic_names",
    "close",
    "compute",
    "make_forecast",
    "missing",
    "new_scenario",
    "note",
    "opened",
    "run_classic",
    "scenario_of",
    "sensitivity_begin",
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
    @property
    def path(self) -> Path: ...
    def release(self) -> None: ...

def built_in() -> list[tuple[str, str]]: ...
def begin(
    scenario: Scenario,
    out: str | PathLike[str] | None,
    *,
    replicates: int,
    seed: int,
    scale: int,
    steps_per_hour: int,
    backend: str,
    force: bool,
    command: Sequence[str],
    started: str,
    posterior: str | PathLike[str] | None = None,
    branches: Sequence[tuple[str, Sequence[str]]] | None = None,
    at: str | None = None,
    against: str | None = None,
) -> Claim: ...
def compute(
    path: str | PathLike[str],
    replicates: Sequence[int],
    threads: int,
    tick: Callable[[int, int], object] | None = None,
) -> dict[str, Any]: ...
def missing(path: str | PathLike[str]) -> list[int]: ...
def take_up(path: str | PathLike[str]) -> tuple[Claim | None, list[str]]: ...
def note(path: str | PathLike[str], time: str, event: str, details: str) -> None: ...
def close(path: str | PathLike[str]) -> str: ...
def opened(path: str | PathLike[str]) -> dict[str, Any]: ...
def scenario_of(path: str | PathLike[str]) -> Scenario: ...
def summary(path: str | PathLike[str]) -> str: ...
def table(path: str | PathLike[str], name: str, keeper: object | None = None, of: str = "data") -> Table: ...
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
def make_forecast(
    scenario: Scenario,
    out: str | PathLike[str],
    *,
    of: dict[str, Any],
    threads: int,
    tick: Callable[[int], object] | None = None,
) -> None: ...
def classic_names() -> list[str]: ...
def run_classic(
    name: str, settings: Sequence[tuple[str, str]], seed: int, replicates: int | None, threads: int
) -> str: ...
def sweep_begin(
    scenario: Scenario,
    out: str | PathLike[str] | None,
    *,
    rows: str | None,
    over: Sequence[str],
    latin: int | None,
    sobol: int | None,
    of: dict[str, Any],
) -> Claim: ...
def sensitivity_begin(
    scenario: Scenario,
    out: str | PathLike[str] | None,
    *,
    method: str,
    paths: Sequence[str],
    ranges: Sequence[str],
    of: dict[str, Any],
) -> Claim: ...
def sweep_missing(path: str | PathLike[str]) -> list[tuple[int, int]]: ...
def sweep_compute(
    path: str | PathLike[str],
    batches: Sequence[int],
    threads: int,
    tick: Callable[[int], object] | None = None,
) -> dict[str, Any]: ...
def sweep_close(path: str | PathLike[str]) -> str: ...
@final
class Sampler:
    def __new__(cls, path: str | PathLike[str]) -> Sampler: ...
    @property
    def simulations(self) -> int: ...
    @property
    def generations(self) -> int: ...
    @property
    def ended(self) -> str | None: ...
    def ask(self, ahead: int) -> list[bytes]: ...
    def tell(self, found: Sequence[bytes]) -> None: ...

def calibrate_begin(
    scenario: Scenario,
    out: str | PathLike[str] | None,
    *,
    paths: Sequence[str],
    ranges: Sequence[str],
    of: dict[str, Any],
) -> Claim: ...
def calibrate_compute(
    path: str | PathLike[str], threads: int, tick: Callable[[int], object] | None = None
) -> None: ...
def calibrate_simulate(path: str | PathLike[str], proposals: Sequence[bytes], threads: int) -> dict[str, Any]: ...
def calibrate_check(path: str | PathLike[str], replicates: Sequence[int], threads: int) -> dict[str, Any]: ...
def calibrate_checks(path: str | PathLike[str]) -> int: ...
def calibrate_close(path: str | PathLike[str], threads: int, checked: Sequence[bytes] | None = None) -> str: ...
