//! What was seen where: recorded gatherings, strikes and clashes, each at a place or in a unit, so that a map can
//! show the record by itself and beside a run.

use groundswell_scenario::facts::Fact;
use groundswell_scenario::scenario::Scenario;
use serde_json::{Value, json};

/// Kinds of facts that are something in the street or at work, and what they are called.
const KINDS: [(&str, &str); 5] = [
    ("protest", "protest"),
    ("clash", "attack"),
    ("attack", "attack"),
    ("road_block", "protest"),
    ("strike", "strike"),
];

/// Every recorded sighting, in the order of time: `place` and `unit` are indices, `low` to `high` persons where a
/// number was published. What names neither a place nor a unit of the country is not on its map.
pub(crate) fn record(scenario: &Scenario) -> Vec<Value> {
    let mut seen: Vec<Value> = scenario.facts.iter().filter_map(|fact| sighting(scenario, fact)).collect();
    seen.sort_by(|a, b| a["from"].as_f64().unwrap_or(0.0).total_cmp(&b["from"].as_f64().unwrap_or(0.0)));
    seen
}

fn sighting(scenario: &Scenario, fact: &Fact) -> Option<Value> {
    let kind = KINDS.iter().find(|kind| kind.0 == fact.kind)?.1;
    let (place, unit) = whereabouts(scenario, fact)?;
    let day = scenario.day_of(fact.date);
    // Nobody wrote down when it ended; a gathering that is seen at an hour is drawn for three.
    let (from, to) = scenario.hour_of(fact).map_or((day, day + 24.0), |hour| (hour, hour + 3.0));
    if from < 0.0 || from >= f64::from(scenario.hours) {
        return None;
    }
    let counted = fact.counted == "persons";
    let (low, high) = if counted { fact.range } else { (None, None) };
    Some(json!({
        "place": place, "unit": unit, "from": from, "to": to, "kind": kind, "low": low.or(high), "high": high.or(low),
        "note": fact.note, "source": fact.source,
    }))
}

/// The place, if it is one, and its unit.
fn whereabouts(scenario: &Scenario, fact: &Fact) -> Option<(Option<usize>, usize)> {
    let country = &scenario.country;
    let unit = country.units.iter().position(|unit| unit.name == fact.unit);
    let is_here = |place: &groundswell_scenario::country::PlaceRow| {
        !place.rural && place.name == fact.place && unit.is_none_or(|unit| place.unit == unit)
    };
    match country.places.iter().position(is_here) {
        Some(place) => Some((Some(place), country.places[place].unit)),
        None => unit.map(|unit| (None, unit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recorded_gatherings_stand_at_their_places() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).expect("built in");
        let seen = record(&scenario);
        assert!(seen.len() > 50, "{}", seen.len());
        let first = &seen[0];
        let place = first["place"].as_u64().expect("a town") as usize;
        assert_eq!(
            (scenario.country.places[place].name.as_str(), first["kind"].as_str()),
            ("Zhanaozen", Some("protest"))
        );
        for row in &seen {
            let (unit, place) = (row["unit"].as_u64().expect("a unit") as usize, row["place"].as_u64());
            assert!(place.is_none_or(|place| scenario.country.places[place as usize].unit == unit), "{row}");
            assert!(row["from"].as_f64() < row["to"].as_f64() && row["low"].as_f64() <= row["high"].as_f64(), "{row}");
        }
    }
}
