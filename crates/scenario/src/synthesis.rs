//! From margins to people: who works where, in each sector, in each place.
//!
//! Employment by sector and unit is not published for Kazakhstan. It is fitted by
//! iterative proportional fitting (Deming & Stephan 1940) from two margins that are —
//! employment per unit, sectors in the nation — starting from location quotients that
//! are assumed; then again within each unit between its towns and its land.

use crate::calendar::ScenarioClock;
use crate::country::{Country, SectorKind};
use groundswell_engine::hours::Ahead;
use groundswell_engine::parameter::range;
use groundswell_engine::parameters;
use groundswell_engine::spec::{Place, SECTORS};

parameters! {
    /// # Synthesis
    ///
    /// How people are given work, status and language, from published margins.
    ///
    /// Employment of a unit is its adults times `employment` (less unemployment); sectors
    /// have their national shares; location quotients of `quotients.csv` say where a sector
    /// is over-represented; iterative proportional fitting makes the three agree. Within a
    /// unit farming leans to the land by `land_farming`, everything else to the towns by
    /// `town_industry`. Those not in workplaces of twenty or more live on residential blocks.
    pub struct Synthesis {
        employment: f64 = 0.68, range(0.0, 1.0), "share of adults", Data, "8.8 M employed of 13.0 M adults; labour indicators 2020", "Employed or looking for work, as a share of adults.";
        land_farming: f64 = 8.0, range(1.0, 100.0), "factor", Assumed, "farms are on the land", "How much likelier a farmer lives on the land than in town.";
        town_industry: f64 = 2.0, range(1.0, 100.0), "factor", Assumed, "workplaces of twenty or more are in towns", "How much likelier another worker lives in town than on the land.";
        students: f64 = 0.25, range(0.0, 1.0), "share of those out of the labour force", Assumed, "students of 16 and over against pensioners and others at home", "Students, as a share of those out of the labour force.";
    }
}

/// Scales the rows and columns of `seed` in turn until both margins hold.
///
/// `seed` has `rows.len()` rows of `columns.len()`; margins are rescaled to the same
/// total first. Stops when rows hold within 1e-9 of the total, or after 500 rounds.
pub fn ipf(seed: &mut [Vec<f64>], rows: &[f64], columns: &[f64]) {
    let total: f64 = rows.iter().sum();
    let scale = total / columns.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    for _ in 0..500 {
        for (c, &target) in columns.iter().enumerate() {
            let sum: f64 = seed.iter().map(|row| row[c]).sum();
            if sum > 0.0 {
                seed.iter_mut().for_each(|row| row[c] *= target * scale / sum);
            }
        }
        let mut error = 0.0f64;
        for (row, &target) in seed.iter_mut().zip(rows) {
            let sum: f64 = row.iter().sum();
            error = error.max((sum - target).abs());
            if sum > 0.0 {
                row.iter_mut().for_each(|x| *x *= target / sum);
            }
        }
        if error <= 1e-9 * total {
            break;
        }
    }
}

/// Employment in workplaces and outside, by place and sector.
pub struct Employment {
    /// Employed by place and sector.
    pub all: Vec<Vec<f64>>,
    /// Of those, in workplaces of twenty or more.
    pub workplaces: Vec<[f64; SECTORS]>,
}

impl Synthesis {
    /// Fits employment by place and sector.
    pub fn employment(&self, country: &Country) -> Employment {
        let employed =
            |adults: u32, unemployment: f64| f64::from(adults) * self.employment * (1.0 - unemployment / 100.0);
        let rows: Vec<f64> = country.units.iter().map(|u| employed(u.adults, u.unemployment)).collect();
        let columns = country.sectors.each_ref().map(|s| s.share);
        let mut units: Vec<Vec<f64>> = country
            .units
            .iter()
            .zip(&rows)
            .map(|(unit, row)| (0..SECTORS).map(|s| (row * columns[s] * unit.quotients[s]).max(1e-9)).collect())
            .collect();
        ipf(&mut units, &rows, &columns);

        let mut all = vec![vec![0.0; SECTORS]; country.places.len()];
        for (u, unit) in country.units.iter().enumerate() {
            let here: Vec<usize> = (0..country.places.len()).filter(|&p| country.places[p].unit == u).collect();
            let rows: Vec<f64> = here.iter().map(|&p| employed(country.places[p].adults, unit.unemployment)).collect();
            let mut seed: Vec<Vec<f64>> = here
                .iter()
                .zip(&rows)
                .map(|(&p, row)| {
                    let rural = country.places[p].rural;
                    (0..SECTORS)
                        .map(|s| {
                            let lean = match (country.sectors[s].kind == SectorKind::Land, rural) {
                                (true, true) => self.land_farming,
                                (false, false) => self.town_industry,
                                _ => 1.0,
                            };
                            (row * units[u][s] * lean).max(1e-9)
                        })
                        .collect()
                })
                .collect();
            ipf(&mut seed, &rows, &units[u]);
            for (&p, row) in here.iter().zip(seed) {
                all[p] = row;
            }
        }
        let workplaces =
            all.iter().map(|row| std::array::from_fn(|s| row[s] * country.sectors[s].workplace_share)).collect();
        Employment { all, workplaces }
    }

    /// The places of the engine, for a run of this many hours.
    pub fn places(&self, country: &Country, calendar: &ScenarioClock, hours: u32) -> Vec<Place> {
        let employment = self.employment(country);
        // Forecasts look past the end of a scenario, by days.
        let clocks: Vec<Ahead> = country
            .units
            .iter()
            .map(|unit| calendar.ahead(unit.zone.unwrap_or(calendar.zone), hours + 31 * 24))
            .collect();
        let adults: f64 = country.units.iter().map(|u| f64::from(u.adults)).sum();
        let mean = |f: &dyn Fn(&crate::country::CountryUnit) -> f64| {
            country.units.iter().map(|u| f(u) * f64::from(u.adults)).sum::<f64>() / adults.max(1.0)
        };
        let (wage, unemployment) = (mean(&|u| u.wage), mean(&|u| u.unemployment));
        let made: Vec<usize> = (0..SECTORS).filter(|&s| country.sectors[s].kind == SectorKind::Industry).collect();
        let industry: f64 = made.iter().map(|&s| country.sectors[s].share).sum();
        country
            .places
            .iter()
            .enumerate()
            .map(|(p, row)| {
                let unit = &country.units[row.unit];
                let n = f64::from(row.adults);
                let employed: f64 = employment.all[p].iter().sum();
                let at_work: f64 = employment.workplaces[p].iter().sum();
                let jobless = n * self.employment * unit.unemployment / 100.0;
                let outside = (n - employed - jobless).max(0.0);
                let others = [employed - at_work, jobless, outside * self.students, outside * (1.0 - self.students)];
                let total: f64 = others.iter().sum();
                let share = |s: usize| if employed > 0.0 { employment.all[p][s] / employed } else { 0.0 };
                Place {
                    name: row.name.clone(),
                    unit: row.unit as u32,
                    adults: row.adults,
                    latitude: row.point.0,
                    longitude: row.point.1,
                    ahead: clocks[row.unit].clone(),
                    languages: unit.languages,
                    employees: employment.workplaces[p],
                    others: if total > 0.0 { others.map(|x| x / total) } else { [0.25; 4] },
                    fuel_share: unit.fuel_share,
                    wage: if wage > 0.0 { unit.wage / wage } else { 1.0 },
                    sector_wage: country.sectors.each_ref().map(|s| if s.name.is_empty() { 1.0 } else { s.wage_ratio }),
                    unemployment: unit.unemployment - unemployment,
                    industry: made.iter().map(|&s| share(s)).sum::<f64>() - industry,
                    police: if unit.adults > 0 { unit.police * n / f64::from(unit.adults) } else { 0.0 },
                    rural: row.rural,
                    price: country.prices.iter().find(|price| price.unit == row.unit).map_or(0.0, |price| price.price),
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn fitting_makes_both_margins_hold(
            seed in prop::collection::vec(prop::collection::vec(0.01f64..10.0, 4), 3),
            rows in prop::collection::vec(1.0f64..100.0, 3),
            columns in prop::collection::vec(0.1f64..1.0, 4),
        ) {
            let mut table = seed;
            ipf(&mut table, &rows, &columns);
            let (total, share): (f64, f64) = (rows.iter().sum(), columns.iter().sum());
            for (row, target) in table.iter().zip(&rows) {
                prop_assert!((row.iter().sum::<f64>() - target).abs() < 1e-6 * total);
            }
            for c in 0..4 {
                let sum: f64 = table.iter().map(|row| row[c]).sum();
                prop_assert!((sum - columns[c] * total / share).abs() < 1e-6 * total);
            }
        }
    }

    #[test]
    fn odds_ratios_of_the_seed_survive_the_fit() {
        let mut table = vec![vec![2.0, 1.0], vec![1.0, 3.0]];
        ipf(&mut table, &[30.0, 70.0], &[0.4, 0.6]);
        let ratio = table[0][0] * table[1][1] / (table[0][1] * table[1][0]);
        assert!((ratio - 6.0).abs() < 1e-9, "{ratio}");
    }
}
