//! Scenarios of recorded waves, from tables of events by day and place: a corpus for scores and the pool.
//!
//! `cargo xtask corpus WAVES OUT` reads a collection of waves (a folder each, with `events.csv` and often `units.csv`) and
//! writes a scenario folder for each of [`WAVES`] that is there: one place a unit, and facts of the sums by unit and day.
//! Rows of a collection that may not be passed on stay where they are: the folder that is written is the user's own.

use chrono::NaiveDate;
use groundswell_scenario::alone::{EventTable, HeadOfTable};
use std::collections::BTreeMap;
use std::path::Path;

/// How rows are put together into units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WaveGroup {
    /// By state, the first two digits of a county's code in the United States.
    State,
    /// By this column of `units.csv`.
    Column(&'static str),
    /// Each by itself.
    Unit,
}

/// A wave of a collection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wave {
    /// Name of the scenario.
    pub name: &'static str,
    /// Folder in the collection.
    pub folder: &'static str,
    /// Licence grade of the collection: A and A- may be passed on as rows.
    pub grade: &'static str,
    /// Time zone.
    pub zone: &'static str,
    /// First and last day.
    pub days: (&'static str, &'static str),
    /// Units.
    pub by: WaveGroup,
    /// Only rows whose unit begins with this.
    pub only: &'static str,
}

const fn wave(
    name: &'static str,
    folder: &'static str,
    grade: &'static str,
    zone: &'static str,
    days: (&'static str, &'static str),
    by: WaveGroup,
    only: &'static str,
) -> Wave {
    Wave { name, folder, grade, zone, days, by, only }
}

/// The waves.
pub(crate) const WAVES: &[Wave] = &[
    wave(
        "george-floyd-2020",
        "us_floyd_2020",
        "A-",
        "America/New_York",
        ("2020-05-24", "2020-06-30"),
        WaveGroup::State,
        "",
    ),
    wave(
        "parkland-2018",
        "us_parkland_2018",
        "A",
        "America/New_York",
        ("2018-02-12", "2018-05-31"),
        WaveGroup::State,
        "",
    ),
    wave(
        "teachers-strikes-2018",
        "us_teachers_2018",
        "A",
        "America/New_York",
        ("2018-01-30", "2018-05-30"),
        WaveGroup::State,
        "",
    ),
    wave(
        "travel-ban-2017",
        "us_travel_ban_2017",
        "A",
        "America/New_York",
        ("2017-01-23", "2017-02-28"),
        WaveGroup::State,
        "",
    ),
    wave(
        "east-germany-1989",
        "dd_1989_90",
        "C",
        "Europe/Berlin",
        ("1989-09-01", "1990-03-31"),
        WaveGroup::Column("bezirk"),
        "",
    ),
    wave(
        "corona-germany-2021",
        "de_corona_2021_22",
        "B",
        "Europe/Berlin",
        ("2021-11-01", "2022-04-30"),
        WaveGroup::Unit,
        "",
    ),
    wave(
        "ukraine-germany-2022",
        "de_ukraine_2022",
        "B",
        "Europe/Berlin",
        ("2022-02-12", "2022-05-31"),
        WaveGroup::Unit,
        "",
    ),
    wave("hong-kong-2019", "hk_2019", "C", "Asia/Hong_Kong", ("2019-06-08", "2019-12-01"), WaveGroup::Unit, ""),
    wave("haiti-2003", "ht_2003_04", "C", "America/Port-au-Prince", ("2003-09-02", "2004-03-29"), WaveGroup::Unit, ""),
    wave("reform-1830", "uk_reform_1830_32", "C", "Europe/London", ("1830-07-31", "1832-07-28"), WaveGroup::Unit, ""),
    wave(
        "radicals-1819",
        "uk_reform_radical_1816_20",
        "C",
        "Europe/London",
        ("1819-01-01", "1820-12-04"),
        WaveGroup::Unit,
        "",
    ),
    wave(
        "chartists-1848",
        "uk_chartists_1848",
        "C",
        "Europe/London",
        ("1848-03-06", "1848-11-03"),
        WaveGroup::Unit,
        "",
    ),
    wave("poll-tax-1990", "uk_poll_tax_1990", "C", "Europe/London", ("1990-02-13", "1990-04-01"), WaveGroup::Unit, ""),
    wave(
        "euromaidan-2013",
        "mm_countries_1990_2020",
        "C",
        "Europe/Kyiv",
        ("2013-11-20", "2014-02-28"),
        WaveGroup::Unit,
        "Ukraine|",
    ),
    wave(
        "strikes-chile-2014",
        "cl_strikes_2010_2018",
        "C",
        "America/Santiago",
        ("2014-01-01", "2014-12-31"),
        WaveGroup::Unit,
        "",
    ),
];

/// Codes of states and their postal abbreviations.
const STATES: &str = "01 AL 02 AK 04 AZ 05 AR 06 CA 08 CO 09 CT 10 DE 11 DC 12 FL 13 GA 15 HI 16 ID 17 IL 18 IN 19 IA 20 KS \
    21 KY 22 LA 23 ME 24 MD 25 MA 26 MI 27 MN 28 MS 29 MO 30 MT 31 NE 32 NV 33 NH 34 NJ 35 NM 36 NY 37 NC 38 ND 39 OH 40 OK \
    41 OR 42 PA 44 RI 45 SC 46 SD 47 TN 48 TX 49 UT 50 VT 51 VA 53 WA 54 WV 55 WI 56 WY";
/// Rows of a table by column.
fn rows(path: &Path) -> Result<Vec<BTreeMap<String, String>>, String> {
    let failed = |error: csv::Error| format!("{}: {error}", path.display());
    csv::Reader::from_path(path).map_err(failed)?.deserialize().map(|row| row.map_err(failed)).collect()
}

/// Writes the scenarios of a collection that are there; returns their names.
///
/// # Errors
/// A table that cannot be read, or a folder that cannot be written.
pub(crate) fn make(collection: &Path, out: &Path) -> Result<Vec<&'static str>, String> {
    let mut made = Vec::new();
    for wave in WAVES {
        if collection.join(wave.folder).join("events.csv").is_file() {
            one(wave, collection, &out.join(wave.name))?;
            made.push(wave.name);
        }
    }
    Ok(made)
}

fn one(wave: &Wave, collection: &Path, out: &Path) -> Result<(), String> {
    let folder = collection.join(wave.folder);
    let own = folder.join("units.csv");
    let listed = match wave.by {
        WaveGroup::State => rows(&collection.join("us_floyd_2020/units.csv"))?,
        _ if own.is_file() => rows(&own)?,
        _ => Vec::new(),
    };
    let units = UnitsOfWave::of(wave, &listed);
    let mut table = EventTable::default();
    listed.iter().for_each(|row| units.list(row, &mut table));
    let days = (day_of(wave.days.0)?, day_of(wave.days.1)?);
    for row in rows(&folder.join("events.csv"))? {
        let day = day_of(row.get("date").map_or("", String::as_str).get(..10).unwrap_or_default())?;
        if (days.0..=days.1).contains(&day) {
            units.report(&row, day, &mut table);
        }
    }
    write(wave, &table, days, out)
}

/// Which unit a code of a wave belongs to.
struct UnitsOfWave<'a> {
    wave: &'a Wave,
    /// Postal abbreviations of states by their number, or names of units by code.
    names: BTreeMap<&'a str, &'a str>,
}

impl<'a> UnitsOfWave<'a> {
    fn of(wave: &'a Wave, listed: &'a [BTreeMap<String, String>]) -> UnitsOfWave<'a> {
        let words: Vec<&str> = STATES.split_whitespace().collect();
        let names = match wave.by {
            WaveGroup::State => words.chunks(2).map(|pair| (pair[0], pair[1])).collect(),
            WaveGroup::Column(name) => {
                listed.iter().filter_map(|row| Some((row.get("unit")?.as_str(), row.get(name)?.as_str()))).collect()
            }
            WaveGroup::Unit => BTreeMap::new(),
        };
        UnitsOfWave { wave, names }
    }

    fn unit(&self, row: &BTreeMap<String, String>) -> Option<String> {
        let code = row.get("unit")?;
        match self.wave.by {
            WaveGroup::State => self.names.get(code.get(..2)?).map(|state| (*state).to_string()),
            WaveGroup::Column(_) => self.names.get(code.as_str()).map(|unit| (*unit).to_string()),
            WaveGroup::Unit => {
                code.strip_prefix(self.wave.only).map(|name| name.replace(['|', '/', ','], " ").trim().to_string())
            }
        }
    }

    /// Puts people and point of a listed unit into the table.
    fn list(&self, row: &BTreeMap<String, String>, table: &mut EventTable) {
        let Some(unit) = self.unit(row) else { return };
        let of = table.units.entry(unit).or_default();
        // A group with a figure of its own has it in every row.
        match number(row, "bezirk_population_1989") {
            Some(whole) => of.people = whole,
            None => of.people += number(row, "population").unwrap_or(0.0),
        }
        of.points.extend(number(row, "lat").zip(number(row, "lon")));
    }

    /// Puts an event of a day into the table.
    fn report(&self, row: &BTreeMap<String, String>, day: NaiveDate, table: &mut EventTable) {
        let Some(unit) = self.unit(row).filter(|unit| !unit.is_empty()) else { return };
        let of = table.units.entry(unit.clone()).or_default();
        if self.wave.by == WaveGroup::Unit {
            of.people = of.people.max(number(row, "unit_population").unwrap_or(0.0));
        }
        of.points.extend(number(row, "lat").zip(number(row, "lon")));
        let best = number(row, "size_best").filter(|best| *best > 0.0);
        let size = best.map(|best| {
            let ends = (number(row, "size_low").unwrap_or(best), number(row, "size_high").unwrap_or(best));
            (ends.0.min(best), ends.1.max(best))
        });
        let places = table.days.entry((day, unit)).or_default();
        // Rows of a collection are of distinct places and add up.
        places.insert(places.len().to_string(), size);
    }
}

fn number(row: &BTreeMap<String, String>, name: &str) -> Option<f64> {
    row.get(name).and_then(|text| text.parse::<f64>().ok())
}

fn day_of(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|error| format!("`{text}` is no day: {error}"))
}

fn write(wave: &Wave, table: &EventTable, days: (NaiveDate, NaiveDate), out: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", out.display());
    std::fs::create_dir_all(out).map_err(failed)?;
    let made = format!("Made by `cargo xtask corpus` from the wave {} (licence grade {}).", wave.folder, wave.grade);
    let head = HeadOfTable { name: wave.name, title: wave.name, zone: wave.zone, made: &made };
    table.texts(&head, days).iter().try_for_each(|(name, text)| std::fs::write(out.join(name), text).map_err(failed))
}

/// The chore.
pub(crate) fn corpus(args: &[String]) {
    let [collection, out] = args else {
        eprintln!("cargo xtask corpus WAVES OUT");
        std::process::exit(2);
    };
    match make(Path::new(collection), Path::new(out)) {
        Ok(made) => made.iter().for_each(|name| println!("{out}/{name}")),
        Err(reason) => {
            eprintln!("{reason}");
            std::process::exit(66);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_scenario::scenario::Scenario;
    use groundswell_study::condition::panel::Report;
    use std::io::Write;

    /// Every wave of the collection, where it is at hand, is a scenario with a record that can be forecast and scored.
    #[test]
    fn the_collection_makes_ten_events() {
        let Some(shared) = std::env::var_os("GROUNDSWELL_SHARED") else {
            let _ = writeln!(std::io::stderr(), "skipped: GROUNDSWELL_SHARED names no collection");
            return;
        };
        let out = std::env::temp_dir().join(format!("groundswell-corpus-{}", std::process::id()));
        let made = make(&Path::new(&shared).join("data/waves"), &out).expect("a corpus");
        assert!(made.len() >= 10, "{made:?}");
        for name in &made {
            let path = out.join(name);
            let scenario = Scenario::load(&path.to_string_lossy(), &[])
                .unwrap_or_else(|complaints| panic!("{name}: {complaints}"));
            let record =
                groundswell_study::pool::record(&scenario).unwrap_or_else(|complaint| panic!("{name}: {complaint}"));
            let kinds = |of: fn(&Report) -> bool| {
                (record.days.0..=record.days.1)
                    .map(|day| record.outcome(day).0.iter().filter(|r| of(r)).count())
                    .sum::<usize>()
            };
            let (silent, reported) =
                (kinds(|r| *r == Report::Silent), kinds(|r| matches!(r, Report::Named | Report::Sized(_))));
            assert!(
                reported >= 20 && (silent > reported / 4 || record.units == 1),
                "{name}: {silent} silent, {reported} reported"
            );
        }
        let _ = std::fs::remove_dir_all(out);
    }

    #[test]
    fn names_of_waves_are_distinct() {
        let names: std::collections::BTreeSet<&str> = WAVES.iter().map(|wave| wave.name).collect();
        assert_eq!(names.len(), WAVES.len());
    }
}
