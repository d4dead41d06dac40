//! `effects.csv`: effects of units, places and days that are given and not drawn, in standard
//! normal coordinates. A scenario need not have it.
//!
//! The effect of a unit can also be set and varied, as its rank among all units that could be:
//! `effect.UNIT.rank=0.9` is an effect that nine of ten units have less of. A rank that is drawn evenly is an
//! effect that is drawn from its own distribution, so that a prior of it is even (decision 0175).

use crate::country::Country;
use crate::files::Files;
use crate::rows::CsvRows;
use chrono::{NaiveDate, NaiveDateTime};
use groundswell_chance::normal::{cumulative, quantile};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::parameter::{Parameter, SourceMark, Value, range};
use groundswell_engine::spec::{Effect, Imposed};

const COLUMNS: &[&str] = &["effect", "name", "date", "z", "source"];

/// Beyond this no draw of a double lies.
const FARTHEST: f64 = 8.2;

/// The rank of a unit's effect.
pub const RANK: Parameter = Parameter {
    name: "rank",
    default: Value::Number(0.5),
    kind: range(0.0001, 0.9999),
    unit: "share",
    mark: SourceMark::Assumed,
    source: "a setting, or a posterior",
    meaning: "Share of all units that could be which are less ready than this one, the tables being the same.",
};

/// The unit that a path such as `effect.Mangystau.rank` is about.
pub fn unit_of(path: &str) -> Option<&str> {
    path.strip_prefix("effect.")?.strip_suffix(".rank")
}

/// The rank of a unit's effect; of one that is drawn, the middle one.
pub fn rank(imposed: &[Imposed], unit: u32) -> f64 {
    let found = imposed.iter().rev().find(|imposed| imposed.effect == Effect::Unit(unit));
    found.map_or(0.5, |imposed| cumulative(imposed.z))
}

/// Gives a unit the effect of this rank, in the place of one that is given or drawn.
pub fn impose(imposed: &mut Vec<Imposed>, unit: u32, rank: f64) {
    imposed.retain(|imposed| imposed.effect != Effect::Unit(unit));
    imposed.push(Imposed { effect: Effect::Unit(unit), z: quantile(rank) });
}

/// Reads the table, if there is one.
pub fn read(files: &Files, country: &Country, start: NaiveDateTime, complaints: &mut Complaints) -> Vec<Imposed> {
    let text = match files.optional("effects.csv") {
        Ok(Some(text)) => text,
        Ok(None) => return Vec::new(),
        Err(complaint) => {
            complaints.push(complaint);
            return Vec::new();
        }
    };
    let rows = CsvRows::read(&files.shown("effects.csv"), &text, COLUMNS, complaints);
    let (units, places) = (country.unit_names(), country.place_names());
    let mut imposed: Vec<Imposed> = Vec::new();
    for row in rows.iter() {
        let z = row.number("z", -FARTHEST, FARTHEST, complaints);
        let effect = match row.text("effect") {
            "unit" => row.name_in("name", "unit", &units, complaints).map(|unit| Effect::Unit(unit as u32)),
            "place" => row.name_in("name", "place", &places, complaints).map(|place| Effect::Place(place as u32)),
            "day" => {
                let place = row.name_in("name", "place", &places, complaints);
                let date = NaiveDate::parse_from_str(row.text("date"), "%Y-%m-%d").ok();
                let day = date.map(|date| (date - start.date()).num_days()).and_then(|day| u32::try_from(day).ok());
                if day.is_none() {
                    complaints.push(row.wrong("date", "a day of the run as 2022-01-31"));
                }
                place.zip(day).map(|(place, day)| Effect::Day(place as u32, day))
            }
            _ => {
                complaints.push(row.wrong("effect", "unit, place or day"));
                None
            }
        };
        let Some(effect) = effect else { continue };
        if imposed.iter().any(|known| known.effect == effect) {
            let problem = Problem::Duplicate { what: "effect", name: row.text("name").into() };
            complaints.push(row.point(Complaint::new(problem), "name").allowed("each effect once"));
        }
        imposed.push(Imposed { effect, z });
    }
    imposed
}

#[cfg(test)]
mod tests {
    use crate::files::Files;
    use crate::scenario::{Making, Scenario};
    use groundswell_engine::spec::{Effect, Imposed};
    use std::collections::BTreeMap;
    use std::sync::Arc;

    fn with(table: &str) -> Result<Scenario, String> {
        let texts = BTreeMap::from([("effects.csv".to_string(), format!("effect,name,date,z,source\n{table}"))]);
        let files = Files::With(Box::new(Files::BuiltIn("two-towns")), Arc::new(texts));
        let text = files.main().expect("a text");
        Scenario::read(files, text, &[]).map_err(|complaints| complaints.render(false))
    }

    #[test]
    fn effects_are_imposed_by_name_and_day() {
        let scenario = with("unit,North Shore,,1.5,x\nday,Harbour,2001-03-07,-2,x\n").expect("good rows");
        let spec = scenario.spec(&Making::default());
        let imposed = [Imposed { effect: Effect::Unit(0), z: 1.5 }, Imposed { effect: Effect::Day(0, 2), z: -2.0 }];
        assert_eq!(spec.imposed, imposed);
    }

    #[test]
    fn the_effect_of_a_unit_is_set_by_its_rank() {
        let mut scenario = Scenario::load("two-towns", &["effect.North Shore.rank=0.975".into()]).expect("a unit");
        assert!((scenario.number("effect.North Shore.rank").expect("a number") - 0.975).abs() < 1e-9);
        assert_eq!(scenario.number("effect.South Shore.rank"), Some(0.5), "drawn");
        scenario.set("effect.North Shore.rank=0.5").expect("again");
        let spec = scenario.spec(&Making::default());
        assert_eq!(spec.imposed.len(), 1);
        assert!(spec.imposed[0].effect == Effect::Unit(0) && spec.imposed[0].z.abs() < 1e-9);
        for (setting, word) in [
            ("effect.North Shor.rank=0.5", "did you mean"),
            ("effect.North Shore.rank=1", "0.9999"),
            ("effect.North Shore.rank=much", "0.9999"),
            ("effect.North Shore.z=1", "effect.UNIT.rank"),
        ] {
            let said = Scenario::load("two-towns", &[setting.into()]).err().expect(setting).render(false);
            assert!(said.contains(word), "{setting}: {said}");
        }
    }

    #[test]
    fn what_is_no_effect_is_pointed_at() {
        for (row, word) in [
            ("unit,Nowhere,,1,x", "Nowhere"),
            ("day,Harbour,2001-03-01,1,x", "2001-03-01"),
            ("town,Harbour,,1,x", "unit, place or day"),
            ("place,Harbour,,99,x", "99"),
            ("place,Harbour,,1,x\nplace,Harbour,,2,x", "each effect once"),
        ] {
            let said = with(&format!("{row}\n")).err().expect("a complaint");
            assert!(said.contains(word), "{row}: {said}");
        }
    }
}
