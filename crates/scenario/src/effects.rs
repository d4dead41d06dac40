//! `effects.csv`: effects of units, places and days that are given and not drawn, in standard
//! normal coordinates. A scenario need not have it.
//!
//! The effect of a unit can also be set and varied, as its rank among all units that could be:
//! `effect.UNIT.rank=0.9` is an effect that nine of ten units have less of. A rank that is drawn evenly is an
//! effect that is drawn from its own distribution, so that a prior of it is even (decision 0175). `effect.UNIT.draw=12`
//! gives the unit, its places and their days one of all possible draws by its number; a posterior says so which of them
//! fitted (decision 0280). A rank, and a row of the table, go before it.

use crate::country::Country;
use crate::files::Files;
use crate::rows::CsvRows;
use chrono::{NaiveDate, NaiveDateTime};
use groundswell_chance::normal::{cumulative, quantile};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::parameter::{Parameter, SourceMark, Value, range};
use groundswell_engine::spec::{Effect, Imposed, UnitDraw};

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

/// How many draws can be told apart by their number: so many that no two particles share one by chance.
pub const DRAWS: u32 = 1 << 24;

/// The number of a unit's draw.
pub const DRAW: Parameter = Parameter {
    name: "draw",
    default: Value::Number(0.0),
    kind: range(0.0, (DRAWS - 1) as f64),
    unit: "number",
    mark: SourceMark::Assumed,
    source: "a setting, or a posterior",
    meaning: "Which of all possible draws the unit, its places and their days have, the same in every replicate.",
};

/// What can be given of a unit's effects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EffectKey {
    /// The rank of its own effect.
    Rank,
    /// The number of its draw.
    Draw,
}

impl EffectKey {
    /// Its row.
    pub fn row(self) -> &'static Parameter {
        match self {
            EffectKey::Rank => &RANK,
            EffectKey::Draw => &DRAW,
        }
    }

    /// Whether a number is one of its values.
    pub fn allows(self, number: f64) -> bool {
        self.row().allows(Value::Number(number)) && (self == EffectKey::Rank || number.fract() == 0.0)
    }
}

/// The unit that a path such as `effect.Mangystau.rank` is about, and what it says of it.
pub fn of_path(path: &str) -> Option<(&str, EffectKey)> {
    let rest = path.strip_prefix("effect.")?;
    let rank = rest.strip_suffix(".rank").map(|unit| (unit, EffectKey::Rank));
    rank.or_else(|| rest.strip_suffix(".draw").map(|unit| (unit, EffectKey::Draw)))
}

/// The path of a unit's draw.
pub fn draw_path(unit: &str) -> String {
    format!("effect.{unit}.draw")
}

/// Whether a path is that of a unit's draw.
pub fn is_draw(path: &str) -> bool {
    matches!(of_path(path), Some((_, EffectKey::Draw)))
}

/// What is given of the effects of units, places and days.
#[derive(Clone, Debug, Default)]
pub struct GivenEffects {
    /// Effects that are given and not drawn.
    pub imposed: Vec<Imposed>,
    /// Units whose draws are given by their number.
    pub draws: Vec<UnitDraw>,
}

impl GivenEffects {
    /// What is given of a unit. Of an effect that is drawn the rank is the middle one; a draw without a number has none.
    pub fn get(&self, unit: u32, key: EffectKey) -> Option<f64> {
        match key {
            EffectKey::Rank => {
                let found = self.imposed.iter().rev().find(|imposed| imposed.effect == Effect::Unit(unit));
                Some(found.map_or(0.5, |imposed| cumulative(imposed.z)))
            }
            EffectKey::Draw => self.draws.iter().find(|draw| draw.unit == unit).map(|draw| f64::from(draw.number)),
        }
    }

    /// Gives a unit this number, in the place of what was given or drawn; it must be one of those allowed.
    pub fn give(&mut self, unit: u32, key: EffectKey, number: f64) {
        match key {
            EffectKey::Rank => {
                self.imposed.retain(|imposed| imposed.effect != Effect::Unit(unit));
                self.imposed.push(Imposed { effect: Effect::Unit(unit), z: quantile(number) });
            }
            EffectKey::Draw => {
                self.draws.retain(|draw| draw.unit != unit);
                self.draws.push(UnitDraw { unit, number: number as u32 });
            }
        }
    }
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
    use groundswell_engine::spec::{Effect, Imposed, UnitDraw};
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
            ("effect.North Shore.draw=1.5", "16777215"),
            ("effect.North Shore.draw=-1", "16777215"),
            ("effect.North Shore.z=1", "effect.UNIT.rank"),
        ] {
            let said = Scenario::load("two-towns", &[setting.into()]).err().expect(setting).render(false);
            assert!(said.contains(word), "{setting}: {said}");
        }
    }

    #[test]
    fn the_draw_of_a_unit_is_set_by_its_number() {
        let mut scenario = Scenario::load("two-towns", &["effect.North Shore.draw=12".into()]).expect("a unit");
        assert_eq!(scenario.number("effect.North Shore.draw"), Some(12.0));
        assert_eq!(scenario.number("effect.South Shore.draw"), None, "drawn again in every replicate");
        scenario.set("effect.North Shore.draw=13").expect("again");
        assert_eq!(scenario.spec(&Making::default()).draws, [UnitDraw { unit: 0, number: 13 }]);
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
