"""A scenario of one's own: of any country, with triggers and a record made of events."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import groundswell as gs

EXAMPLE = Path(__file__).resolve().parents[2] / "scenarios/examples/blr.csv"


@pytest.fixture
def belarus(tmp_path: Path) -> Iterator[gs.Scenario]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", gs.Unmatched)
        yield gs.Scenario.new(tmp_path / "belarus", country="BLR", start="2020-08-08", days=50, towns=20)


def test_countries_say_how_good_their_tables_are() -> None:
    rows = {row["iso3"]: row for row in gs.countries().rows()}
    assert len(rows) > 200 and rows["BLR"]["units"] == 7
    assert rows["BLR"]["tables"] == "good" and rows["LKA"]["tables"] == "poor" and "estimate" in rows["LKA"]["notes"]


def test_a_call_can_be_to_strike(belarus: gs.Scenario) -> None:
    at = datetime(2020, 8, 17, 8)
    called = belarus.call("walk-out", to="strike", sectors="manufacturing", share=0.3, at=at, hours=120)
    assert 'to = "strike"\nsectors = ["manufacturing"]\nshare = 0.3\n' in called.file("scenario.toml")
    with pytest.raises(ValueError, match="gather"):
        belarus.call("another", to="stirke", at=at)  # type: ignore[arg-type]
    with pytest.raises(gs.ScenarioError, match="strike"):
        belarus.call("march", sectors="public", at=at)


def test_the_state_acts_too(belarus: gs.Scenario) -> None:
    start, end = datetime(2020, 8, 9, 20), "2020-08-12T08:00"
    acting = belarus.order("network cut", first=start, last=end, connectivity=0.2).order(
        "relief", first="2020-08-20", where="Minsk", offers={"release": (1.0, 0.5), "price": 0.2}, dismiss=1
    )
    text = acting.file("scenario.toml")
    assert 'from = 2020-08-09T20:00:00\nuntil = 2020-08-12T08:00:00\nwhere = "nation"\nconnectivity = 0.2\n' in text
    assert '{ demand = "release", generosity = 1.0, credibility = 0.5 }, { demand = "price", generosity = 0.2' in text
    with pytest.warns(gs.Estimated, match="form=endogenous"):
        acting.order("emergency", when="crowd > 5000", until="crowd < 100", where="each unit", posture="emergency", delay=6)
    with pytest.raises(gs.ScenarioError, match="orders nothing"):
        acting.order("nothing", first=start)
    with pytest.raises(ValueError, match="a guard"):
        acting.order("mixed", first=start, until="crowd < 100", curfew=True)


def test_from_events_to_a_judged_record(belarus: gs.Scenario) -> None:
    events = gs.example_events()
    assert events.to_dict() == gs.read_events("acled", EXAMPLE, country="BLR").to_dict()
    assert len(events) == 25 and events.summary["all"]["rejected"] == 0 and "25 events" in repr(events)
    moved = belarus.shock("election", at=datetime(2020, 8, 9, 20)).call("Sundays", every="Sunday", hour=14, first="2020-08-16")
    assert "exposure" not in moved.file("scenario.toml") and "[[call]]" in moved.file("scenario.toml")
    made = moved.record(events, hold_out=0.25)
    assert len(made.facts) == 24 and set(made.targets["held_out"]) == {True, False}
    assert made.check()["forces.csv"].startswith("no guard")
    assert len(made.units) == 7 and "BY-BR" in made.units["id"]
    verdict = made.classify()
    assert verdict.evidence["largest crowd"] == "200,000" and "ruler gone" in verdict.missing
    assert "O9" in verdict.classes and "<table>" in verdict._repr_html_()
    # A death on 10 August is no order, and would change nothing here: the crowds did not end.
    assert verdict.evidence["people killed (no order by itself)"] == "1" and verdict.if_ordered == {}
    with pytest.raises(gs.OutputError, match="force=True"):
        made.record(events)
    with pytest.warns(gs.Unmatched, match="1 of 25"):
        again = made.record(events, by="random", hold_out=0.5, force=True)
    assert again.facts.to_dict() == made.facts.to_dict()


def frames() -> list[Any]:
    columns = {"Day": ["2020-08-16", "2020-08-17"], "Town": ["Minsk", "Brest"], "Crowd": ["200,000", "dozens"]}
    made: list[Any] = [columns, [dict(zip(columns, row)) for row in zip(*columns.values())]]
    for library in ("polars", "pandas", "pyarrow"):
        try:
            module = __import__(library)
        except ModuleNotFoundError:
            continue
        made.append(module.table(columns) if library == "pyarrow" else module.DataFrame(columns))
    return made


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: type(frame).__module__)
def test_any_data_frame_is_a_table_of_events(belarus: gs.Scenario, frame: Any) -> None:
    made = belarus.record(frame, columns={"date": "Day", "place": "Town", "size": "Crowd"})
    assert [(row["place"], row["low"], row["high"]) for row in made.facts.rows()] == [("Minsk", 200_000, 200_000), ("Brest", 24, 99)]


def test_a_frame_of_the_event_table_comes_back(belarus: gs.Scenario) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = gs.read_events("acled", EXAMPLE, country="BLR").to_pandas()
    big = frame[frame["size_low"].fillna(0) >= 100_000]
    assert isinstance(big, pandas.DataFrame)
    assert len(belarus.record(big).facts) == 3


def test_tables_of_ones_own(tmp_path: Path) -> None:
    places = {"place": ["Hill", "Dale"], "unit": ["North", "South"], "population": [9000, 4000], "lat": [53, 52], "lon": [27, 27], "mines": [1, 0]}
    made = gs.Scenario.from_tables(tmp_path / "own", start=date(2020, 8, 8), days=5, places=places, settings={"people.threshold": 0.6})
    assert made.adults == 9750 and made["people.threshold"] == 0.6 and made.units["unit"] == ["North", "South"]
    shares = {"unit": ["North", "South"], "share": [0.5, 0.25]}
    units = gs.Scenario.from_tables(tmp_path / "two", start="2020-08-08", places=places, units={"unit": ["North", "South"], "population": [9000, 4000]})
    law = units.shock("law", at="2020-08-09", exposure=shares).file("scenario.toml")
    assert 'exposure = "share"' in law and 'exposure_scale = "mean"' in law
    with pytest.warns(gs.Estimated, match="e-folds of the rate"):
        units.shock("election", at="2020-08-10", exposure="share", exposure_scale="column", name="as it stands")
    with pytest.raises(ValueError, match="exposure_scale="):
        units.shock("law", at="2020-08-11", exposure="share", exposure_scale="median")  # type: ignore[arg-type]
    assert made.shock("law", at="2020-08-09", exposure="mines") != made
    with pytest.warns(gs.Estimated, match="1 in every unit"):
        units.shock("ruling", at="2020-08-10", exposure="ridings")
    with pytest.raises(gs.ScenarioError, match="Nroth"):
        gs.Scenario.from_tables(tmp_path / "wrong", start="2020-08-08", places=places, units={"unit": ["Nroth", "South"], "population": [9000, 4000]})
    assert not (tmp_path / "wrong").exists()
    with pytest.raises(gs.OutputError):
        gs.Scenario.from_tables(tmp_path / "own", start="2020-08-08", places=places)


def test_mistakes_are_said_in_python_s_words(belarus: gs.Scenario, tmp_path: Path) -> None:
    for wrong, meant in (("elction", "election"), ("kiling", "killing")):
        with pytest.raises(gs.ScenarioError) as caught:
            belarus.shock(wrong, at="2020-08-09")  # type: ignore[arg-type]
        assert caught.value.nearest == meant
    with pytest.raises(gs.ScenarioError, match="did you mean `Minsk`"):
        belarus.shock("law", at="2020-08-09", where="Minks")
    with pytest.raises(gs.ScenarioError, match="Belarus"):
        gs.Scenario.new(tmp_path / "x", country="Beralus", start="2020-08-08")
    with pytest.raises(gs.ParameterError, match="day-first"):
        gs.read_events("acled", EXAMPLE, dates="dayfirst")  # type: ignore[arg-type]
    with pytest.raises(gs.ScenarioError, match="Scenario.new"):
        gs.scenario("two-towns").shock("law", at="2001-03-06")
    with pytest.raises(ValueError, match="columns="):
        belarus.record({"when": ["2020-08-16"]})
    with pytest.raises(TypeError, match="no table"):
        belarus.record(42)
    for text in (lambda: gs.read_events("table", EXAMPLE), lambda: belarus.calibrate(until="2022-01-01", progress=False)):
        with pytest.raises(gs.GroundswellError) as said:
            text()
        assert "--" not in str(said.value), said.value


def test_a_record_is_checked(belarus: gs.Scenario) -> None:
    made = belarus.record(gs.read_events("acled", EXAMPLE))
    folder = Path(made._path())
    targets = (folder / "targets.csv").read_text(encoding="utf-8").splitlines()
    wrong = [targets[0], targets[1].replace("national_peak", "natonal_peak"), *targets[2:]]
    wrong += ["mine,participants_peak,2020-08-16,0,24,Minks,1,2,3,1,0,24,x,y", "late,units_active,2021-08-16,0,24,,1,2,3,1,0,24,x,y"]
    (folder / "targets.csv").write_text("\n".join(wrong) + "\n", encoding="utf-8")
    with pytest.raises(gs.ScenarioError) as caught:
        gs.scenario(folder).check()
    nearest = [problem.nearest for problem in caught.value.problems]
    assert nearest[:2] == ["participants_national_peak", "Minsk"]


def test_shipped_records_are_judged() -> None:
    assert set(gs.classify("egypt-2011").classes) == {"O4", "O5"}
    assert set(gs.scenario("kazakhstan-2022").classify().classes) == {"O2 (price only)", "O3", "O4 (partial)"}
    assert set(gs.scenario("east-germany-1989").classify().classes) == {"O6"}


@pytest.fixture(scope="module")
def compared(towns: gs.Scenario) -> gs.Comparison:
    return towns.compare({"calm": {"people.threshold": 0.55}}, at=24, replicates=4, scale=40, progress=False)


def test_every_result_draws_itself(run: gs.Run, compared: gs.Comparison, towns: gs.Scenario, tmp_path: Path) -> None:
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("Agg")
    quick: dict[str, Any] = {"scale": 100, "progress": False}
    swept = towns.sweep({"people.threshold": [0.44, 0.46, 0.48]}, replicates=3, **quick)
    ranked = towns.sensitivity({"people.threshold": (0.4, 0.6), "people.leave": (0.05, 0.3)}, trajectories=3, **quick)
    learned = towns.calibrate({"people.threshold": (0.4, 0.6)}, budget=120, particles=20, check=8, **quick)
    foretold = gs.scenario("two-towns").forecast("2001-03-07T18:00", horizons=["6h", "24h"], replicates=16, **quick)
    for made in (run.plot(), compared.plot(), swept.plot(), ranked.plot(), learned.plot(), foretold.plot()):
        axes = made if isinstance(made, list | tuple) else [made]
        assert axes[0].get_title() or axes[0].figure.get_suptitle()
        assert any(ax.get_xlabel() or ax.get_ylabel() for ax in axes)
        axes[0].figure.savefig(tmp_path / "figure.png")
    for result in (run, compared, swept, ranked, learned, foretold):
        assert "<table>" in result._repr_html_()
    with pytest.raises(ValueError, match="no quantity"):
        swept.plot("paek")
    pyplot.close("all")


def test_a_report_is_of_one_run(compared: gs.Comparison, run: gs.Run, towns: gs.Scenario, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="one run"):
        gs.report(tmp_path / "x.html", compared, run)
    try:
        page = gs.report(tmp_path / "page.html", compared)
    except FileNotFoundError:
        pytest.skip("this build carries no report page")
    assert page.read_text(encoding="utf-8").startswith("<!doctype html")
