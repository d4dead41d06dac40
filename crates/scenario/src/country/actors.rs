//! Prices that are set and forces that can be sent.

use super::table::{Columns, Found, MANY, table};
use super::{Country, ForceRow, PriceRow};
use crate::fields;
use crate::files::Files;
use crate::rows::{CsvRow, CsvRows};
use chrono::NaiveDateTime;
use groundswell_complaint::{Complaint, Complaints, Problem};

const PRICES: Columns =
    Columns { needed: &["unit", "date", "time", "price", "kind"], known: &["mark", "source"], free: false };

const FORCES: Columns =
    Columns { needed: &["force", "size", "kind"], known: &["home_place", "mark", "source"], free: false };

/// What a force can be; `csto` and `csto_total` are old words for those of allies.
pub(crate) const KINDS: [&str; 5] = ["police", "guard", "army", "ally", "ally_total"];

impl Country {
    pub(super) fn read_actors(&mut self, files: &Files, complaints: &mut Complaints) {
        // Without prices nothing is regulated, and there is no shock: that is no assumption.
        if let Found::Rows(rows, _) = table(files, "prices.csv", PRICES, &[], complaints) {
            self.read_prices(&rows, complaints);
        }
        match table(files, "forces.csv", FORCES, &[], complaints) {
            Found::Broken => {}
            Found::Rows(rows, _) => self.read_forces(&rows, complaints),
            Found::Nothing => self.assume("forces.csv", "no guard and no army, only the police of each unit"),
        }
    }

    fn read_prices(&mut self, rows: &CsvRows, complaints: &mut Complaints) {
        let units = self.units_by_name().clone();
        for row in rows.iter() {
            let unit = fields::known(&row, "unit", "unit", &units, complaints);
            let time = time(&row, complaints);
            let kind = fields::word(&row, "kind", &["cap", "shock", "concession"], complaints);
            let price = row.number("price", 1e-6, 1e9, complaints);
            if let (Some(unit), Some(time), Some(kind)) = (unit, time, kind) {
                self.prices.push(PriceRow { unit, time, price, kind: kind.into() });
            }
        }
        self.prices.sort_by_key(|price| price.time);
    }

    fn read_forces(&mut self, rows: &CsvRows, complaints: &mut Complaints) {
        let places = self.places_by_name().clone();
        let people = self.population();
        for row in rows.iter() {
            let kind = match row.text("kind") {
                "csto" => "ally",
                "csto_total" => "ally_total",
                _ => fields::word(&row, "kind", &KINDS, complaints).unwrap_or(KINDS[0]),
            };
            // Allies are at home abroad, in places that no table of ours knows, and have people of their own.
            let ours = !kind.starts_with("ally");
            let home = ours && !row.text("home_place").is_empty();
            let most = if ours && people > 0.0 { people } else { MANY };
            self.forces.push(ForceRow {
                name: fields::name(&row, "force", complaints),
                size: row.whole("size", 0.0, most, complaints),
                kind: kind.into(),
                home: if home { fields::known(&row, "home_place", "place", &places, complaints) } else { None },
            });
            // A row that is there twice would be sent twice.
            let last = self.forces.len() - 1;
            if self.forces[..last].iter().any(|force| force.name == self.forces[last].name && force.kind == kind) {
                let name = self.forces[last].name.clone();
                fields::add(complaints, || {
                    row.point(Complaint::new(Problem::Duplicate { what: "force", name }), "force")
                        .allowed("each force of a kind once")
                });
            }
        }
    }
}

/// The time of a price, by the clock of the scenario's zone.
fn time(row: &CsvRow<'_>, complaints: &mut Complaints) -> Option<NaiveDateTime> {
    let needed = |column: &'static str, allowed: &str, complaints: &mut Complaints| {
        if row.some(column).is_none() {
            complaints.push(row.wrong(column, allowed));
        }
    };
    needed("date", "a date as 2022-01-31", complaints);
    needed("time", "a time as 17:00", complaints);
    Some(row.day("date", complaints)?.and_time(row.time("time", complaints)?))
}
