"""What a scenario of one's own is made with."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from . import _frames
from ._errors import OutputError
from ._run import Folder


class Estimated(UserWarning):
    """What is estimated or assumed in tables of the world."""


class Unmatched(UserWarning):
    """Events that are not in a record."""


def many(words: str | Sequence[str]) -> list[str]:
    """One word, or several."""
    return [words] if isinstance(words, str) else list(words)


def moment(time: str | int | date | datetime) -> str:
    """A time as the readers of scenarios take it."""
    if isinstance(time, datetime):
        return time.isoformat(timespec="seconds")
    return str(time)


def exposure(frame: Any) -> tuple[tuple[str, str], Folder]:
    """A data frame of exposures as a file, with the name of its column."""
    columns = _frames.columns_of(frame)
    named = [name for name in columns if name not in ("unit", "place")]
    if len(named) != 1 or len(columns) != 2:
        raise ValueError(f"an exposure has `unit` or `place` and one other column; this has {', '.join(columns)}")
    folder = Folder()
    path = folder.path / "exposure.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        _frames.write(columns, out)
    return (named[0], str(path)), folder


def written(
    folder: Path,
    head: Mapping[str, Any],
    languages: Sequence[str],
    settings: Mapping[str, Any],
    tables: Mapping[str, Any],
    spelled: Callable[[object], str],
) -> Path:
    """Writes a scenario of tables into a new folder."""
    if folder.exists():
        raise OutputError(f"cannot write {folder}: it exists already; choose another name", exit_code=73)
    texts = {name: _frames.csv_of(frame) for name, frame in tables.items()}
    quoted = {name: json.dumps(value, ensure_ascii=False) for name, value in head.items() if isinstance(value, str)}
    quoted["title"] = quoted.get("title", json.dumps(folder.name, ensure_ascii=False))
    quoted["start"] = str(head["start"])
    quoted["days"] = str(head["days"])
    lines = ["[scenario]", *(f"{name} = {value}" for name, value in quoted.items())]
    if languages:
        lines.append(f"languages = {json.dumps(list(languages), ensure_ascii=False)}")
    sections: dict[str, list[str]] = {}
    for path, value in settings.items():
        section, _, name = path.partition(".")
        text = spelled(value)
        sections.setdefault(section, []).append(f"{name} = {json.dumps(text) if isinstance(value, str) else text}")
    for section, rows in sections.items():
        lines += ["", f"[{section}]", *rows]
    folder.mkdir(parents=True)
    (folder / "scenario.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


class Recorded:
    """What became of the events of a record."""

    def __init__(self, said: str) -> None:
        self.about: dict[str, Any] = json.loads(said)

    @property
    def unmatched(self) -> int:
        """How many are not in the record."""
        return sum(self.about["unmatched"].values())

    def said(self) -> str:
        """How many are not in the record, and why."""
        why = "; ".join(f"{n} {reason}" for reason, n in self.about["unmatched"].items())
        return f"{self.unmatched} of {self.about['read']} events are not in the record ({why}); {self.about['unmatched_file']} lists them"
