"""Scenarios: what they say, how they change, what is said of mistakes."""

from __future__ import annotations

import pickle
from datetime import datetime
from pathlib import Path

import pytest

import groundswell as gs


def test_a_scenario_says_what_it_is() -> None:
    flagship = gs.scenario("kazakhstan-2022")
    assert flagship.name == "kazakhstan-2022"
    assert flagship.start == datetime(2022, 1, 1)
    assert 12_000_000 < flagship.adults < 14_000_000
    assert len(flagship.places) > 300
    assert "Kazakhstan" in flagship.title and "gas" in flagship.summary
    assert flagship.file("SOURCES.md").startswith("#")
    assert set(gs.scenarios()) >= {"kazakhstan-2022", "two-towns"}


def test_parameters_are_a_table_with_range_mark_and_source(towns: gs.Scenario) -> None:
    rows = {row["path"]: row for row in towns.parameters.rows()}
    threshold = rows["people.threshold"]
    assert threshold["number"] == towns["people.threshold"]
    assert threshold["low"] <= threshold["number"] <= threshold["high"]
    assert threshold["mark"] in "LDA" and threshold["source"] and threshold["meaning"].endswith(".")
    assert rows["shutdown.enabled"]["allowed"] == "true or false"


def test_a_change_makes_another_scenario(towns: gs.Scenario) -> None:
    before = towns["people.threshold"]
    other = towns.with_(**{"people.threshold": 0.6}, form="endogenous")
    assert other["people.threshold"] == 0.6 and towns["people.threshold"] == before
    assert towns.set("shutdown.enabled", False)["shutdown.enabled"] is False
    assert other.settings == ("hours=72", "people.threshold=0.6", "form=endogenous")
    assert other != towns and other == towns.with_({"people.threshold": 0.6, "form": "endogenous"})


def test_numbers_of_numpy_are_numbers(towns: gs.Scenario) -> None:
    numpy = pytest.importorskip("numpy")
    assert towns.set("people.threshold", numpy.float32(0.5))["people.threshold"] == 0.5
    assert towns.set("shutdown.enabled", numpy.bool_(False))["shutdown.enabled"] is False


def test_a_wrong_name_says_which_was_meant(towns: gs.Scenario) -> None:
    with pytest.raises(gs.ParameterError) as caught:
        towns.set("people.thresold", 0.5)
    assert caught.value.nearest == "people.threshold"
    assert "did you mean `people.threshold`?" in str(caught.value)
    assert isinstance(caught.value, gs.ScenarioError) and isinstance(caught.value, ValueError)
    with pytest.raises(gs.ParameterError, match="people.threshold"):
        towns["people.thresold"]


def test_a_value_out_of_range_says_what_is_allowed(towns: gs.Scenario) -> None:
    with pytest.raises(gs.ParameterError) as caught:
        towns.with_({"people.threshold": 99.0, "shutdown.enabled": "maybe"})
    first, second = caught.value.problems
    assert first.found == "99.0" and first.allowed is not None and first.allowed.startswith("a number from")
    assert second.allowed == "true or false"
    assert caught.value.exit_code == 65


def test_a_wrong_file_is_pointed_at(tmp_path: Path) -> None:
    towns = gs.scenario("two-towns")
    for name in ("units.csv", "places.csv", "sectors.csv", "quotients.csv", "prices.csv", "forces.csv", "facts.csv", "targets.csv"):
        (tmp_path / name).write_text(towns.file(name), encoding="utf-8")
    text = towns.file("scenario.toml").replace("threshold = 0.465", "thresold = 0.465")
    assert "thresold" in text
    (tmp_path / "scenario.toml").write_text(text, encoding="utf-8")
    with pytest.raises(gs.ScenarioError) as caught:
        gs.scenario(tmp_path)
    problem = caught.value.problems[0]
    line = text.splitlines().index("thresold = 0.465") + 1
    assert (problem.line, problem.character, problem.nearest) == (line, 1, "people.threshold")
    assert problem.file is not None and problem.file.endswith("scenario.toml")
    assert "^^^^^^^^" in str(caught.value)


def test_what_is_not_there_is_missing() -> None:
    with pytest.raises(gs.MissingInputError) as caught:
        gs.scenario("nowhere/scenario.toml")
    assert caught.value.exit_code == 66
    with pytest.raises(gs.ScenarioError) as unknown:
        gs.scenario("kazakstan-2022")
    assert unknown.value.nearest == "kazakhstan-2022"


def test_scenarios_and_errors_travel_small(towns: gs.Scenario) -> None:
    sent = pickle.dumps(towns.set("people.threshold", 0.5))
    assert len(sent) < 400
    assert pickle.loads(sent) == towns.set("people.threshold", 0.5)
    with pytest.raises(gs.ParameterError) as caught:
        towns.set("people.thresold", 0.5)
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is gs.ParameterError and str(again) == str(caught.value) and again.problems == caught.value.problems
    lost = pickle.loads(pickle.dumps(gs.RunError("gone", "runs/a")))
    assert (str(lost), lost.path) == ("gone", "runs/a")


def test_a_scenario_shows_itself(towns: gs.Scenario) -> None:
    assert repr(towns) == "<groundswell.Scenario 'two-towns': 44,000 adults, 72 hours, hours=72>"
    assert "44,000 adults" in towns._repr_html_()


def test_an_assumed_encoding_is_a_warning(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "scenario.toml").write_text('[scenario]\nstart = 2020-01-01\ndays = 2\ncapital = "Besançon"\n', encoding="utf-8")
    (folder / "places.csv").write_bytes("place,population\nBesançon,100000\n".encode("cp1252"))
    (folder / "Facts.csv").write_text("", encoding="utf-8")
    with pytest.warns(gs.Estimated) as said:
        scenario = gs.scenario(folder)
    assert scenario.places["place"] == ["Besançon"]
    assert [word in str(one.message) for one, word in zip(said, ["windows-1252", "Facts.csv"])] == [True, True]
