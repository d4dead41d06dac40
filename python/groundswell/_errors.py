"""What a user is told when a scenario, a parameter, a file or a run is not as it should be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: where, what was found, what is allowed, the nearest name, and what to do."""

    message: str
    """What is wrong, in one line."""
    file: str | None = None
    """The file, as the user knows it; `--set` for a setting."""
    line: int | None = None
    """Line, from 1."""
    character: int | None = None
    """Character in the line, from 1."""
    column: str | None = None
    """Column of a table, by name."""
    found: str | None = None
    """The text pointed at."""
    allowed: str | None = None
    """What would be right."""
    nearest: str | None = None
    """The nearest name there is."""
    advice: tuple[str, ...] = ()
    """What to do."""


class GroundswellError(Exception):
    """The base of every error that is the user's to resolve. `str()` gives the pointed text."""

    def __init__(self, text: str, problems: tuple[Problem, ...] = (), exit_code: int = 65) -> None:
        super().__init__(text, problems, exit_code)
        self.text = text
        self.problems = problems
        """Everything that is wrong, so that a file is corrected once and not twenty times."""
        self.exit_code = exit_code
        """What the command line would exit with."""

    def __str__(self) -> str:
        return self.text

    @property
    def nearest(self) -> str | None:
        """The nearest right name, if the first problem is a wrong one."""
        return self.problems[0].nearest if self.problems else None


class ScenarioError(GroundswellError, ValueError):
    """A scenario or one of its tables is wrong: the text points into the file."""


class ParameterError(ScenarioError):
    """A parameter that does not exist, or a value that it cannot have."""


class MissingInputError(GroundswellError, LookupError):
    """A file or folder that should be read is not there."""


class OutputError(GroundswellError):
    """A file or folder cannot be written, or exists already."""


class RunError(GroundswellError, RuntimeError):
    """A run could not be completed. What is finished is kept: `path` is its directory."""

    def __init__(self, text: str, path: str | None = None) -> None:
        super().__init__(text, (), 75)
        self.args = (text, path)
        self.path = path


class Interrupted(KeyboardInterrupt):
    """Stopped by Ctrl-C. What is finished is kept: `path` is the directory of the run."""

    def __init__(self, text: str, path: str | None = None) -> None:
        super().__init__(text, path)
        self.text = text
        self.path = path

    def __str__(self) -> str:
        return self.text


_KINDS: dict[str, type[GroundswellError]] = {
    kind.__name__: kind for kind in (ScenarioError, ParameterError, MissingInputError, OutputError)
}


def make(kind: str, text: str, problems: str, exit_code: int) -> GroundswellError:
    """Called by the extension: an exception of this kind from complaints as JSON."""

    def problem(raw: dict[str, Any]) -> Problem:
        known: dict[str, Any] = {name: raw.get(name) for name in Problem.__dataclass_fields__}
        known["advice"] = tuple(raw["advice"])
        return Problem(**known)

    return _KINDS[kind](text, tuple(problem(raw) for raw in json.loads(problems)), exit_code)
