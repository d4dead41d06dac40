//! Sectors of employment, and where they are more at home than elsewhere.

use super::table::{Columns, Found, duplicate, table};
use super::{Country, SectorKind, SectorRow, defaults};
use crate::fields;
use crate::files::Files;
use crate::rows::CsvRows;
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::spec::SECTORS;

const SECTORS_TABLE: Columns = Columns {
    needed: &["sector", "national_share_of_employment", "workplace_share", "wage_ratio"],
    known: &["kind", "mark", "source"],
    free: false,
};

const QUOTIENTS: Columns = Columns { needed: &["unit"], known: &[], free: true };

impl Country {
    pub(super) fn read_work(&mut self, files: &Files, complaints: &mut Complaints) {
        match table(files, "sectors.csv", SECTORS_TABLE, &[], complaints) {
            Found::Broken => {}
            Found::Rows(rows, _) => self.read_sectors(&rows, complaints),
            Found::Nothing => {
                self.sectors = defaults::sectors();
                self.assume("sectors.csv", "eight sectors with the shares of a country of middle income");
            }
        }
        match table(files, "quotients.csv", QUOTIENTS, &[], complaints) {
            Found::Broken => {}
            Found::Rows(rows, _) => self.read_quotients(&rows, complaints),
            Found::Nothing => self.assume("quotients.csv", "every sector has the same share in every unit"),
        }
    }

    fn read_sectors(&mut self, rows: &CsvRows, complaints: &mut Complaints) {
        let mut seen = 0;
        for row in rows.iter() {
            let name = fields::name(&row, "sector", complaints);
            if self.sectors[..seen].iter().any(|known| known.name == name) {
                complaints.push(duplicate(&row, "sector"));
                continue;
            }
            let Some(sector) = self.sectors.get_mut(seen) else {
                let complaint = Complaint::inconsistent(format!("there are more than {SECTORS} sectors"));
                complaints.push(row.point(complaint, "sector").allowed(format!("at most {SECTORS} rows")));
                return;
            };
            seen += 1;
            let kind = match row.text("kind") {
                "" => defaults::kind(&name),
                _ => match fields::word(&row, "kind", &["land", "industry", "other"], complaints) {
                    Some("land") => SectorKind::Land,
                    Some("industry") => SectorKind::Industry,
                    _ => SectorKind::Other,
                },
            };
            *sector = SectorRow {
                name,
                kind,
                share: row.number("national_share_of_employment", 0.0, 1.0, complaints),
                workplace_share: row.number("workplace_share", 0.0, 1.0, complaints),
                wage_ratio: row.number("wage_ratio", 0.01, 100.0, complaints),
            };
        }
        let total: f64 = self.sectors.iter().map(|sector| sector.share).sum();
        if (total - 1.0).abs() > 0.01 && complaints.is_empty() {
            let complaint = Complaint::inconsistent(format!("the national shares of sectors sum to {total:.3}"));
            complaints.push(rows.about_all(complaint).allowed("shares that sum to 1"));
        }
    }

    fn read_quotients(&mut self, rows: &CsvRows, complaints: &mut Complaints) {
        let sectors: Vec<String> =
            self.sectors.iter().map(|sector| sector.name.clone()).filter(|name| !name.is_empty()).collect();
        for column in rows.header().iter().filter(|h| *h != "unit" && !sectors.contains(h)) {
            let complaint = Complaint::unknown("sector", column, sectors.iter().map(String::as_str));
            complaints.push(rows.about_all(complaint).label("the header").allowed(sectors.join(", ")));
        }
        let columns: Vec<usize> =
            (0..sectors.len()).filter(|&s| rows.header().iter().any(|h| *h == sectors[s])).collect();
        let units = self.units_by_name().clone();
        let mut seen = vec![false; self.units.len()];
        for row in rows.iter() {
            let Some(u) = fields::known(&row, "unit", "unit", &units, complaints) else { continue };
            if std::mem::replace(&mut seen[u], true) {
                complaints.push(duplicate(&row, "unit"));
            }
            for &s in &columns {
                self.units[u].quotients[s] = row.number(&sectors[s], 0.0, 1000.0, complaints);
            }
        }
        for (name, _) in units.list().iter().zip(&seen).filter(|(_, seen)| !**seen) {
            let problem = Problem::Missing { what: "unit", name: name.clone() };
            complaints.push(rows.about_all(Complaint::new(problem)).allowed("a row for each unit of units.csv"));
        }
    }
}
