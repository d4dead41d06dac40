"""What a scenario of one's own is made with."""

from __future__ import annotations

import json
import os
import shutil
import warnings
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from . import _events, _frames, _native
from ._errors import GroundswellError, OutputError, ScenarioError
from ._frames import Frame
from ._run import Folder
from ._verdict import Verdict

if TYPE_CHECKING:
    from ._scenario import Scenario

Value: TypeAlias = "float | int | bool | str"
"""The value of a parameter: a number, a switch, or one of its words."""


class Estimated(UserWarning):
    """What is estimated or assumed: in tables of the world, or of how one's own are written."""


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


def exposed_file(frame: Any) -> tuple[tuple[str, str], Folder]:
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


def spelled(value: object) -> str:
    """A value as a scenario file spells it."""
    item = getattr(value, "item", None)  # numbers of numpy have it
    if callable(item):
        value = item()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    return str(value)


def _made(inner: _native.Scenario) -> Scenario:
    from ._scenario import Scenario

    return Scenario(inner)


def _read(where: Path) -> Scenario:
    from ._scenario import scenario

    return scenario(where)


class OwnScenario:
    """What can be done with a scenario in a folder of one's own; what a `Scenario` is besides stands there."""

    __slots__ = ("_inner",)
    _inner: _native.Scenario

    @classmethod
    def new(
        cls,
        folder: str | os.PathLike[str],
        *,
        country: str,
        start: str | date,
        days: int = 30,
        title: str | None = None,
        summary: str | None = None,
        level: Literal["region", "country"] = "region",
        year: int | None = None,
        only: Sequence[str] = (),
        towns: int | None = None,
        places: Frame | None = None,
    ) -> Scenario:
        """Begins a scenario of a country in a new folder: towns, regions, outlines, adults and clocks come from the world's
        tables. It runs as it stands.

        country
            Its code of two or three letters, or its English name; `groundswell.countries()` lists them.
        level
            Whether it is divided into its first-order units or is one.
        year
            The year of which the population is; that of `start` if nothing is said.
        only
            Only these of its units, by code or name.
        towns
            Only the largest towns; the people of the others stay in their unit.
        places
            Places of your own instead: a data frame or a file with `place`, `population`, and `unit`, `lat`, `lon`, `adults`
            where they are known.

        What is estimated or assumed is said as a warning. Raises `ScenarioError` for a country or unit that there is not and
        for places that are wrong, `OutputError` if the folder is there.
        """
        own = None if places is None else ("places", _frames.csv_of(places))
        of: dict[str, Any] = {"title": title, "summary": summary, "country": country, "start": str(start), "days": days}
        of |= {"level": level}
        of |= {"year": year, "only": many(only), "towns": towns, "places": own}
        where = Path(folder).absolute()
        _, notes = _native.new_of_country(where, of)
        for note in notes:
            warnings.warn(f"{where.name}: {note}", Estimated, stacklevel=2)
        return _read(where)

    @classmethod
    def from_tables(
        cls,
        folder: str | os.PathLike[str],
        *,
        start: str | date,
        days: int = 30,
        places: Frame,
        units: Frame | None = None,
        title: str | None = None,
        time_zone: str | None = None,
        capital: str | None = None,
        languages: Sequence[str] = (),
        settings: Mapping[str, Value] | None = None,
        **tables: Frame,
    ) -> Scenario:
        """Begins a scenario of tables of your own in a new folder. Everything else has its default, marked A.

        places
            A data frame or file with `place` and `population`; `unit`, `lat`, `lon`, `adults`, `kind`, `id` where they are
            known. Every other column of numbers can be an exposure.
        units
            The same of units, with `unit` and `population`; the sums of their places without.
        tables
            Other tables, as `sectors=`, `forces=`, `prices=`, `facts=`, `targets=`, `priors=`.
        settings
            Parameters by their path.

        Raises `ScenarioError` with everything that is wrong, each pointed at, and then leaves no folder behind;
        `OutputError` if the folder is there.
        """
        all_ = {"places": places, **({} if units is None else {"units": units}), **tables}
        head = {"title": title, "start": str(start), "days": days, "time_zone": time_zone, "capital": capital}
        where = written(Path(folder).absolute(), head, list(languages), settings or {}, all_)
        try:
            return _read(where)
        except GroundswellError:
            shutil.rmtree(where)
            raise

    def shock(
        self,
        kind: Literal["price", "election", "killing", "ruling", "law", "arrest", "disaster", "announcement", "other"],
        *,
        at: str | datetime,
        name: str | None = None,
        exposure: str | Frame | None = None,
        exposure_scale: Literal["mean", "column"] = "mean",
        where: str | Sequence[str] = (),
        whom: Literal["all", "workers", "fuel"] | None = None,
        languages: str | Sequence[str] = (),
        sectors: str | Sequence[str] = (),
        demand: str | None = None,
        size: float | None = None,
        rise: float | None = None,
        decay: float | None = None,
        source: str | None = None,
    ) -> Scenario:
        """The scenario with a shock more: something that moves people from a time on.

        The row is written at the end of the `scenario.toml` of its folder, where everything else stays as it is; this
        object keeps what it had read.

        kind
            `size`, `rise` and `decay` (hours) are those of its prior if nothing is said.
        at
            By the scenario's clock, or with an offset from UTC.
        exposure
            The column of its tables by which the size is multiplied; or a data frame with `unit` or `place` and one other
            column, which is put into the table. A column that is not there yet is 1 everywhere, with a warning.
        exposure_scale
            `"mean"`: it is taken relative to its mean over the adults of the places touched, so that the size is that of the
            average adult. `"column"`: as it stands, with a warning where that leaves a much smaller or larger shock.
        where, languages, sectors
            Units and places, language communities and sectors that it touches; all if nothing is said.

        Raises `ScenarioError` where something is wrong; nothing is written then.
        """
        kept: Folder | None = None
        exposed: tuple[str, str | None] | None = (exposure, None) if isinstance(exposure, str) else None
        if exposure is not None and exposed is None:
            exposed, kept = exposed_file(exposure)
        of: dict[str, Any] = {"kind": kind, "name": name, "at": moment(at), "exposure": exposed, "places": many(where), "whom": whom}
        of |= {"languages": many(languages), "sectors": many(sectors), "demand": demand, "source": source}
        if exposure_scale not in ("mean", "column"):
            raise ValueError(f"exposure_scale= is 'mean' or 'column', not {exposure_scale!r}")
        of |= {"scale": exposure_scale}
        notes = _native.shock(self._path(), {**of, "numbers": [size, rise, decay]})
        del kept
        for note in notes:
            warnings.warn(note, Estimated, stacklevel=2)
        return self._again()

    def call(
        self,
        name: str,
        *,
        to: Literal["gather", "strike"] = "gather",
        sectors: str | Sequence[str] = (),
        share: float | None = None,
        at: str | datetime | None = None,
        every: str | Sequence[str] = (),
        hour: float | None = None,
        first: str | datetime | None = None,
        last: str | datetime | None = None,
        announced: str | datetime | None = None,
        hours: float | None = None,
        strength: float | None = None,
        where: str | Sequence[str] = (),
        source: str | None = None,
    ) -> Scenario:
        """The scenario with a call more: an appointment for which people go out, once (`at`) or `every` some days of the week
        at an `hour`, from `first` until `last`. From when it was `announced` people wait for it. A call `to="strike"` is to put
        down tools, in a `share` of the workplaces of some `sectors` or of all. What is written and raised is as for `shock`."""
        if to not in ("gather", "strike"):
            raise ValueError(f"to= is 'gather' or 'strike', not {to!r}")
        between = [None if time is None else moment(time) for time in (first, last)]
        of: dict[str, Any] = {"name": name, "at": None if at is None else moment(at), "every": many(every), "hour": hour}
        of |= {"to": None if to == "gather" else to, "sectors": many(sectors), "share": share}
        of |= {"between": between, "announced": None if announced is None else moment(announced), "hours": hours}
        of |= {"strength": strength, "places": many(where), "source": source}
        _native.call(self._path(), of)
        return self._again()

    def order(
        self,
        name: str,
        *,
        first: str | datetime | None = None,
        last: str | datetime | None = None,
        when: str | None = None,
        until: str | None = None,
        delay: float | None = None,
        dwell: float | None = None,
        undo: float | None = None,
        where: str | Sequence[str] = (),
        posture: Literal["tolerate", "disperse", "emergency", "lethal"] | None = None,
        curfew: bool = False,
        connectivity: float | None = None,
        reserves: float | None = None,
        offers: Mapping[str, float | tuple[float, float]] | None = None,
        dismiss: int | None = None,
        arrest: int | None = None,
        request_help: bool = False,
        withdraw: bool = False,
        source: str | None = None,
    ) -> Scenario:
        """The scenario with an order more: something that the state does.

        first, last
            From when to when it stands, of what happened.
        when, until
            The guards that bring it about and end it, of what would happen, as `"crowd > 1000"`; with `delay` and `undo` mean
            hours in between, and `dwell` hours at least. A scenario follows one of the two: where it is not this one, a
            warning says so.
        where
            Units and places, or `"each unit"`; the whole country if nothing is said.
        offers
            Demands that are met: how much of each, or how much and how far that is believed, from 0 to 1.
        connectivity, reserves, dismiss, arrest
            The share of the network that works, the share of the ready reserves that are sent, and members of the elite.

        What is written and raised is as for `shock`.
        """
        if last is not None and when is not None:
            raise ValueError("last= is a time, of an order that has first=; one that has when= ends with a guard: until=")
        if until is not None and when is None:
            raise ValueError("until= is a guard, of an order that has when=; one that has first= ends at a time: last=")
        pairs = [(demand, *(much if isinstance(much, tuple) else (much, 1.0))) for demand, much in (offers or {}).items()]
        of: dict[str, Any] = {"name": name, "from": None if first is None else moment(first), "when": when}
        of |= {"until": until if last is None else moment(last), "hours": [delay, dwell, undo], "places": many(where)}
        of |= {"posture": posture, "curfew": curfew, "connectivity": connectivity, "reserves": reserves, "offers": pairs}
        of |= {"elite": [dismiss, arrest], "request_help": request_help, "withdraw": withdraw, "source": source}
        if (note := _native.order(self._path(), of)) is not None:
            warnings.warn(note, Estimated, stacklevel=2)
        return self._again()

    def record(
        self,
        events: Any,
        *,
        hold_out: float = 0.0,
        by: Literal["date", "random"] = "date",
        within: float = 25.0,
        names: Mapping[str, str] | None = None,
        columns: Mapping[str, str] | None = None,
        source: str | None = None,
        force: bool = False,
    ) -> Scenario:
        """The scenario with a record made of events: its facts and its targets, by the rules of docs/event-table.md.

        events
            `Events` of `groundswell.read_events`, files that `groundswell import` wrote, or any data frame: with the columns of
            the event table, or with `date`, `place`, `admin1`, `lat`, `lon`, `kind`, `size`, `size_low`, `size_high`, `deaths`,
            `detained`.
        hold_out, by
            The share that is kept out of every fit: the last of the recorded days, or targets at random.
        within
            How far from an event its place may be, km.
        names
            Other names of places and units, with the names that the scenario has.
        columns
            Of a data frame with other columns: which is what, as `{"date": "Day", "place": "Town"}`.
        force
            Replace a record that is there.

        What was not matched is counted in a warning and listed, with the reason, in `unmatched.csv` of the folder. Raises
        `ScenarioError` where no event is in the record, `OutputError` if there is a record already.
        """
        if not 0 <= hold_out <= 0.9 or not 0 <= within <= 500:
            raise ValueError(f"hold_out is {hold_out} and within {within}; they must be from 0 to 0.9 and from 0 to 500 km")
        paths, kept = _events.paths_of(events, columns)
        of: dict[str, Any] = {"hold_out": hold_out, "by": by, "within_km": within, "names": list((names or {}).items())}
        made = Recorded(_native.make_record(self._path(), paths, {**of, "source": source, "force": force}))
        del kept
        if made.unmatched:
            warnings.warn(made.said(), Unmatched, stacklevel=2)
        return self._again()

    def check(self) -> dict[str, str]:
        """Whether everything in it is right, the record and the priors too. Returns what no table says, with the default
        that stands for it.

        Raises `ScenarioError` with everything that is wrong: unknown variables, kinds and places with the nearest name, days
        outside the run, doubled rows, a low above its high.
        """
        return dict(self._inner.assumed())

    def classify(self) -> Verdict:
        """How the recorded event ended, by the rules that also judge runs: the evidence, and what is not known."""
        return Verdict(_native.classify(self._inner))

    def _path(self) -> str:
        """Its own folder, to write in."""
        path = self._inner.name_or_path
        if not os.path.exists(path):
            raise ScenarioError(f"`{self._inner.name}` is built in and is not changed; begin one of your own with Scenario.new(…)")
        return path

    def _again(self) -> Scenario:
        """Itself as it is on disk now, with its settings."""
        return _made(_native.Scenario(self._path(), list(self._inner.settings)))
