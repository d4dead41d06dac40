//! `effects.csv`: effects of units, places and days that are given and not drawn, in standard
//! normal coordinates. A scenario need not have it; conditioning on what is known writes it.

use crate::country::Country;
use crate::files::Files;
use crate::rows::CsvRows;
use chrono::{NaiveDate, NaiveDateTime};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::spec::{Effect, Imposed};

const COLUMNS: &[&str] = &["effect", "name", "date", "z", "source"];

/// Beyond this no draw of a double lies.
const FARTHEST: f64 = 8.2;

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
