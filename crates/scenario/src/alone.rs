//! A table of events without a scenario: enough of one to forecast and to score.
//!
//! A table of reports by day and unit, a table that `groundswell import` wrote, a bare `facts.csv` or `targets.csv`: each
//! says which units there are, and on which days a crowd was reported there, with or without a size. Of that a scenario is
//! made, one place a unit. It has no prices, forces or outlines, so that it is of no use for runs of the engine.
//!
//! A table that names no unit at all is of one: the country. A size of 0 in a table without kinds says that nobody was there.
//!
//! Rules are those of a record: distinct places of a unit add up, reports of one place and day do not, an event of up to
//! 31 days counts on each of them.

use crate::delimited::dates::{self, DateEvidence, DateOrder};
use crate::delimited::nothing;
use crate::events::whose;
use crate::files::{Files, read_text};
use crate::names::{slug, unseen};
use crate::record::{SeenEvent, each_event};
use crate::rows::{CsvRow, CsvRows};
use crate::scenario::Scenario;
use chrono::{Days, NaiveDate};
use groundswell_complaint::{Complaint, Complaints, Problem};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Population of a unit of which none is given, at least.
pub const UNKNOWN: f64 = 200_000.0;
/// The population of a unit over its largest crowd, at least: people come from elsewhere, and no crowd is the whole town.
const OVER: (f64, f64) = (5.0, 2.0);
/// The unit of a table that names none.
const COUNTRY: &str = "country";
/// The longest window, in days: what a scenario can hold, less a margin.
const LONGEST: i64 = 700;
/// Days for which one event may count.
const LASTS: i64 = 31;
/// The largest table, in bytes.
const LARGEST: u64 = 256 << 20;
/// Names that a table of events has in a folder, in the order in which they are looked for.
const TABLES: [&str; 4] = ["events.parquet", "events.csv", "facts.csv", "targets.csv"];

/// What a column is called, by what it holds; the first name that is there holds.
const COLUMNS: [(&str, &[&str]); 10] = [
    ("date", &["date", "day", "event_date", "start_date", "date_start"]),
    ("end", &["date_end", "end_date"]),
    ("unit", &["unit", "admin1", "region", "state", "province", "county", "place_or_unit"]),
    ("place", &["place", "location", "city", "town"]),
    ("low", &["size_low", "low"]),
    ("best", &["size_best", "best", "size", "participants", "attendees", "crowd"]),
    ("high", &["size_high", "high"]),
    ("people", &["unit_population", "population"]),
    ("lat", &["lat", "latitude"]),
    ("lon", &["lon", "longitude"]),
];
/// Kinds of events and facts with a crowd whose size counts.
const CROWDS: [&str; 3] = ["protest", "riot", "participants_peak"];
/// Kinds that name a crowd and give no size of it.
const NAMED: [&str; 8] =
    ["strike", "blockade", "clash", "violence", "detained_event", "road_block", "attack", "repression_dispersal"];

/// Smallest and largest size; none where a crowd was named only.
pub type NamedSize = Option<(f64, f64)>;

/// A unit of a table of events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnitOfTable {
    /// People; 0 where nothing is said.
    pub people: f64,
    /// Degrees north and east of its reports.
    pub points: Vec<(f64, f64)>,
}

/// A table of events, by unit and day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventTable {
    /// Units by name.
    pub units: BTreeMap<String, UnitOfTable>,
    /// What is reported of a day and a unit, by place.
    pub days: BTreeMap<(NaiveDate, String), BTreeMap<String, NamedSize>>,
    /// Rows that count nowhere, by the reason.
    pub left: BTreeMap<&'static str, usize>,
    /// Rows with a size that is no number.
    pub unread: usize,
}

/// A row of any table.
#[derive(Clone, Copy, Debug, Default)]
struct Row<'a> {
    days: Option<(NaiveDate, NaiveDate)>,
    unit: &'a str,
    place: &'a str,
    size: (Option<f64>, Option<f64>),
    kind: Option<&'a str>,
    people: Option<f64>,
    point: Option<(f64, f64)>,
}

impl EventTable {
    fn add(&mut self, row: &Row<'_>) {
        let mut left = |why: &'static str| *self.left.entry(why).or_default() += 1;
        let sized = row.kind.is_none_or(|kind| CROWDS.contains(&kind));
        if !sized && row.kind.is_some_and(|kind| !NAMED.contains(&kind)) {
            return left("of a kind that is no crowd");
        }
        let Some((first, last)) = row.days else { return left("without a day that can be read") };
        // Of a dataset of events 0 may stand for a size that nobody gave; of a plain table it is a number.
        let nobody = row.kind.is_none() && [row.size.0, row.size.1].iter().all(|size| *size == Some(0.0));
        let unit = clean(if nothing(row.unit) { row.place } else { row.unit });
        if unit.is_empty() {
            return left("without a unit or place");
        }
        let of = self.units.entry(unit.clone()).or_default();
        of.people = of.people.max(row.people.filter(|people| people.is_finite()).unwrap_or(0.0));
        of.points.extend(row.point);
        if nobody {
            return left("of size 0: nobody was there");
        }
        let positive = |x: Option<f64>| x.filter(|x| x.is_finite() && *x > 0.0 && sized);
        let size = match (positive(row.size.0), positive(row.size.1)) {
            (Some(low), Some(high)) => Some((low.min(high), low.max(high))),
            (Some(one), None) | (None, Some(one)) => Some((one, one)),
            _ => None,
        };
        let last = if (0..LASTS).contains(&(last - first).num_days()) { last } else { first };
        let mut day = first;
        while day <= last {
            let places = self.days.entry((day, unit.clone())).or_default();
            let known = places.entry(row.place.to_string()).or_default();
            *known = match (*known, size) {
                (Some(a), Some(b)) => Some((a.0.max(b.0), a.1.max(b.1))),
                (a, b) => a.or(b),
            };
            let Some(next) = day.checked_add_days(Days::new(1)) else { break };
            day = next;
        }
    }

    /// First and last day; of a longer table the days with the most reports that fit, and whether some were left out.
    pub fn window(&self) -> Option<(NaiveDate, NaiveDate, bool)> {
        let days: Vec<NaiveDate> = self.days.keys().map(|(day, _)| *day).collect();
        let (first, last) = (*days.first()?, *days.last()?);
        if (last - first).num_days() < LONGEST {
            return Some((first, last, false));
        }
        // Days are in order: of each beginning, how many reports lie within.
        let within = |from: usize| {
            let end = days.partition_point(|day| (*day - days[from]).num_days() < LONGEST);
            (end - from, std::cmp::Reverse(from), end - 1)
        };
        let (_, std::cmp::Reverse(from), to) = (0..days.len()).map(within).max()?;
        Some((days[from], days[to], true))
    }

    /// The files of a scenario with the days of a window.
    pub fn texts(&self, head: &HeadOfTable<'_>, window: (NaiveDate, NaiveDate)) -> BTreeMap<String, String> {
        let length = (window.1 - window.0).num_days() + 1;
        let HeadOfTable { name, title, zone, made } = head;
        let toml = format!(
            "# {made}\n\n[scenario]\nname = \"{name}\"\ntitle = \"{title}\"\nsummary = \"Reports of crowds by unit and day.\"\n\
             start = {}\ndays = {length}\ntime_zone = \"{zone}\"\n",
            window.0
        );
        // The largest sum of a day of each unit.
        let mut largest: BTreeMap<&String, f64> = BTreeMap::new();
        for ((_, unit), places) in &self.days {
            let sum: f64 = places.values().flatten().map(|size| size.1).sum();
            let most = largest.entry(unit).or_default();
            *most = most.max(sum);
        }
        let mut places = String::from("place,unit,kind,lat,lon,population\n");
        for (name, unit) in &self.units {
            let n = unit.points.len().max(1) as f64;
            let mean = |part: fn(&(f64, f64)) -> f64| unit.points.iter().map(part).sum::<f64>() / n;
            let people = unit.people.max(OVER.1 * largest.get(name).unwrap_or(&0.0));
            let people = if unit.people > 0.0 { people } else { (OVER.0 * people / OVER.1).max(UNKNOWN) };
            let name = quoted(name);
            places +=
                &format!("\"{name} (all)\",\"{name}\",town,{:.4},{:.4},{people:.0}\n", mean(|p| p.0), mean(|p| p.1));
        }
        let mut facts = String::from(
            "id,date,precision,time,utc_offset_hours,place,unit,geo_precision,kind,low,high,unit_of_value,source_type,\
             complete_url,source,note\n",
        );
        let inside = self.days.iter().filter(|((day, _), _)| (window.0..=window.1).contains(day));
        for (i, ((day, unit), places)) in inside.enumerate() {
            let sizes: Vec<(f64, f64)> = places.values().copied().flatten().collect();
            let sum = |part: fn(&(f64, f64)) -> f64| format!("{:.0}", sizes.iter().map(part).sum::<f64>().max(1.0));
            let (low, high) = if sizes.is_empty() { Default::default() } else { (sum(|s| s.0), sum(|s| s.1)) };
            let (id, unit, source) = (i + 1, quoted(unit), quoted(title));
            facts += &format!(
                "{id},{day},day,,,\"{unit} (all)\",\"{unit}\",1,protest,{low},{high},persons,media,0,\"{source}\",\n"
            );
        }
        BTreeMap::from([
            ("scenario.toml".to_string(), toml),
            ("places.csv".to_string(), places),
            ("facts.csv".to_string(), facts),
        ])
    }
}

/// What the file of the scenario of a table says.
#[derive(Clone, Copy, Debug)]
pub struct HeadOfTable<'a> {
    /// Its name.
    pub name: &'a str,
    /// For people.
    pub title: &'a str,
    /// Time zone.
    pub zone: &'a str,
    /// How it was made.
    pub made: &'a str,
}

fn quoted(text: &str) -> String {
    text.replace('"', "\"\"")
}

/// A name of a unit: bars, slashes and commas mean several places at once in a record, and what nobody sees is left out.
fn clean(name: &str) -> String {
    let apart = |c: char| "|/,;\"".contains(c) || unseen(c.encode_utf8(&mut [0; 4])).is_some();
    name.replace(apart, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The table of events that a path is or has: the file itself, or a folder without a scenario that can be read.
pub fn table_at(path: &Path) -> Option<PathBuf> {
    if path.is_dir() {
        return TABLES.iter().map(|name| path.join(name)).find(|file| file.is_file());
    }
    let kind = path.extension()?.to_string_lossy().to_lowercase();
    (path.is_file() && ["csv", "tsv", "tab", "txt", "parquet"].contains(&kind.as_str())).then(|| path.to_path_buf())
}

/// A scenario of a table of events alone, and what a user should know of how it was made.
///
/// # Errors
/// A table that cannot be read, that has no column of days or of units, or no row that counts.
pub fn scenario(path: &Path) -> Result<(Scenario, Vec<String>), Complaints> {
    let shown = path.display().to_string();
    let table = read(path)?;
    let left: Vec<String> = table.left.iter().map(|(why, rows)| format!("{rows} {why}")).collect();
    let Some((first, last, cut)) = table.window() else {
        let none = table.days.is_empty() && left.is_empty();
        let problem = if none {
            format!("{shown} has no rows")
        } else {
            format!("{shown} has no row that is a crowd of some unit on some day")
        };
        let complaint = Complaint::inconsistent(problem).allowed(format!("columns {}", wanted()));
        let complaint =
            if left.is_empty() { complaint } else { complaint.advise(format!("rows: {}", left.join(", "))) };
        return Err(complaint.into());
    };
    let mut notes = Vec::new();
    if !left.is_empty() {
        notes.push(format!("{shown}: rows that count nowhere: {}", left.join(", ")));
    }
    if table.unread > 0 {
        notes.push(format!(
            "{shown}: {} rows have a size that is no number: they name a crowd and no size",
            table.unread
        ));
    }
    if table.units.keys().eq([COUNTRY]) {
        notes.push(format!("{shown} names no unit: all of it is of one, `{COUNTRY}`"));
    }
    if cut {
        notes.push(format!(
            "{shown}: longer than a scenario can be; the {LONGEST} days with the most reports are taken, from {first} to {last}"
        ));
    }
    let unknown = table.units.values().filter(|unit| unit.people <= 0.0).count();
    if unknown > 0 {
        notes.push(format!("{shown}: {unknown} of {} units have no population: {UNKNOWN:.0} is assumed, or {:.0} times the largest crowd",
            table.units.len(),
            OVER.0
        ));
    }
    let name = slug(&called(path));
    let head = HeadOfTable { name: &name, title: &name, zone: "UTC", made: "Made from a table of events alone." };
    let mut texts = table.texts(&head, (first, last));
    let text = texts.remove("scenario.toml").unwrap_or_default();
    // Nothing lies beside it: the folder of the table may hold tables of other things under the names of a scenario's.
    let files = Files::With(Box::new(Files::Folder(path.join("scenario.toml"))), Arc::new(texts));
    Ok((Scenario::read(files, text, &[])?, notes))
}

/// What an event is called whose table this is: the table's name, or its folder's if that says nothing.
fn called(path: &Path) -> String {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let of_folder = whole.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let own = whole.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let plain = |name: &String| TABLES.iter().any(|table| table.split('.').next() == Some(name.as_str()));
    own.filter(|name| !plain(name)).or(of_folder).unwrap_or_else(|| "event".into())
}

fn wanted() -> String {
    COLUMNS[..9].iter().map(|(_, names)| names[0]).collect::<Vec<_>>().join(", ")
}

fn read(path: &Path) -> Result<EventTable, Complaints> {
    let mut table = EventTable::default();
    if path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("parquet")) {
        let mut each = |seen: &SeenEvent<'_>| {
            table.add(&Row {
                days: seen.days,
                unit: seen.admin1,
                place: seen.place,
                size: seen.size,
                kind: Some(seen.kind),
                people: None,
                point: seen.point,
            });
            Ok(())
        };
        each_event(path, &mut each)?;
    } else {
        of_csv(path, &mut table)?;
    }
    populations(path, &mut table);
    Ok(table)
}

/// Which column of a table holds what.
struct Columns<'a>(BTreeMap<&'static str, &'a str>);

impl<'a> Columns<'a> {
    fn of(rows: &'a CsvRows) -> Columns<'a> {
        let plain = |name: &str| name.trim().to_lowercase().replace([' ', '-'], "_");
        let there =
            |names: &[&str]| names.iter().find_map(|name| rows.header().iter().find(|header| plain(header) == **name));
        Columns(COLUMNS.iter().filter_map(|(what, names)| Some((*what, there(names)?.as_str()))).collect())
    }

    fn text<'r>(&self, row: &'r CsvRow<'_>, what: &str) -> &'r str {
        self.0.get(what).and_then(|column| row.some(column)).unwrap_or("")
    }

    fn number(&self, row: &CsvRow<'_>, what: &str) -> Option<f64> {
        self.0.get(what).and_then(|column| row.plain(column).parse().ok()).filter(|x: &f64| x.is_finite())
    }

    /// Whether something is said that is no number.
    fn is_no_number(&self, row: &CsvRow<'_>, what: &str) -> bool {
        !nothing(self.text(row, what)) && self.number(row, what).is_none()
    }

    fn day(&self, row: &CsvRow<'_>, what: &str, order: DateOrder) -> Option<NaiveDate> {
        dates::day(self.text(row, what), order).ok()
    }
}

fn of_csv(path: &Path, table: &mut EventTable) -> Result<(), Complaints> {
    let text = read_text(path, LARGEST)?;
    let shown = path.display().to_string();
    let known: Vec<&str> =
        COLUMNS.iter().flat_map(|(_, names)| names.iter().copied()).chain(["kind", "variable"]).collect();
    let mut complaints = Complaints::default();
    let rows = CsvRows::read_any(&shown, &text, &known, &mut complaints);
    if let Some(dataset) = whose(rows.header()) {
        let complaint =
            Complaint::inconsistent(format!("the columns are those of {}", dataset.title())).in_file(&shown);
        let import = format!("`groundswell import {} {shown} -o events.parquet`", dataset.word());
        return Err(complaint.advise(format!("{import} makes a table of events of it")).into());
    }
    let columns = Columns::of(&rows);
    let gives = |what: &str| columns.0.contains_key(what);
    let of_country = !gives("unit") && !gives("place");
    if !gives("date") || of_country && !["low", "best", "high"].into_iter().any(gives) {
        let name = if gives("date") { "unit" } else { "date" };
        let problem = Problem::Missing { what: "column", name: name.into() };
        let complaint =
            rows.about_all(Complaint::new(problem)).allowed(format!("a table of events: columns {}", wanted()));
        complaints.push(
            complaint.advise("`groundswell import table FILE --columns date=…,unit=…` names columns of any table"),
        );
    }
    if !complaints.is_empty() {
        return Err(complaints);
    }
    let of_country =
        of_country || rows.iter().all(|row| ["unit", "place"].iter().all(|what| nothing(columns.text(&row, what))));
    let order = order_of_days(&rows, &columns);
    let kind = ["kind", "variable"].into_iter().find(|kind| rows.header().iter().any(|header| header == kind));
    for row in rows.iter() {
        let first = columns.day(&row, "date", order);
        if ["low", "best", "high"].into_iter().any(|what| columns.is_no_number(&row, what)) {
            table.unread += 1;
        }
        let best = columns.number(&row, "best");
        let size = (columns.number(&row, "low").or(best), columns.number(&row, "high").or(best));
        table.add(&Row {
            days: first.map(|first| (first, columns.day(&row, "end", order).unwrap_or(first))),
            unit: if of_country { COUNTRY } else { columns.text(&row, "unit") },
            place: columns.text(&row, "place"),
            size,
            kind: kind.map(|kind| row.text(kind)),
            people: columns.number(&row, "people"),
            point: columns.number(&row, "lat").zip(columns.number(&row, "lon")),
        });
    }
    Ok(())
}

/// Whether day or month comes first, by all days of the table.
fn order_of_days(rows: &CsvRows, columns: &Columns<'_>) -> DateOrder {
    let mut seen = DateEvidence::default();
    rows.iter().for_each(|row| seen.observe(columns.text(&row, "date")));
    seen.order()
}

/// Populations of a table of units beside the events, where there is one.
fn populations(path: &Path, table: &mut EventTable) {
    let file = path.with_file_name("units.csv");
    let Ok(text) = read_text(&file, LARGEST) else { return };
    let mut complaints = Complaints::default();
    let rows = CsvRows::read_any("units.csv", &text, &["unit", "population"], &mut complaints);
    let columns = Columns::of(&rows);
    for row in rows.iter() {
        // Units that nobody reported of are not of the event: nothing says that they were covered.
        if let Some(unit) = table.units.get_mut(&clean(columns.text(&row, "unit")))
            && unit.people <= 0.0
        {
            unit.people = columns.number(&row, "people").unwrap_or(0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, text: &str) -> Result<(Scenario, Vec<String>), Complaints> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join(name);
        std::fs::write(&file, text).expect("written");
        scenario(&file)
    }

    fn good(name: &str, text: &str) -> (Scenario, Vec<String>) {
        of(name, text).unwrap_or_else(|complaints| panic!("{complaints}"))
    }

    #[test]
    fn reports_by_day_and_unit_are_a_scenario() {
        let (scenario, notes) = good(
            "first-days.csv",
            "event_id,date,unit,unit_population,lat,lon,events,size_low,size_best,size_high,source\n\
             e,2020-05-28,\"A|b, c\",50000,10.5,20.5,1,100,150,,x\n\
             e,2020-05-28,D,,11,21,1,,,,x\n\
             e,2020-05-31,D,,11,21,2,,900000,,x\n\
             e,no day,D,,11,21,2,,10,,x\n",
        );
        assert_eq!((scenario.name.as_str(), scenario.hours), ("first-days", 96));
        let units = &scenario.country.units;
        assert_eq!(units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["A b c", "D"]);
        let ranges: Vec<_> = scenario.facts.iter().map(|fact| fact.range).collect();
        assert_eq!(ranges[0], (Some(100.0), Some(150.0)));
        assert_eq!(ranges[1], (None, None), "named without a size");
        assert_eq!(ranges[2], (Some(900_000.0), Some(900_000.0)));
        assert!(units[1].adults > 1_000_000, "five times the largest crowd: {}", units[1].adults);
        assert!(notes.iter().any(|note| note.contains("1 without a day")), "{notes:?}");
        assert!(notes.iter().any(|note| note.contains("1 of 2 units have no population")), "{notes:?}");
    }

    #[test]
    fn places_add_up_and_reports_of_one_do_not() {
        let (scenario, _) = good(
            "e.csv",
            "id,date,date_end,admin1,place,kind,size_low,size_high\n\
             1,2020-05-01,2020-05-02,North,X,protest,100,200\n\
             2,2020-05-01,2020-05-01,North,X,riot,150,150\n\
             3,2020-05-01,2020-05-01,North,Y,protest,50,60\n\
             4,2020-05-01,2020-05-01,North,Y,agreement,,\n\
             5,2020-05-02,2020-05-02,,Z,strike,900,900\n",
        );
        let facts: Vec<_> = scenario.facts.iter().map(|fact| (fact.unit.as_str(), fact.range)).collect();
        assert_eq!(facts[0], ("North", (Some(200.0), Some(260.0))));
        assert_eq!(facts[1], ("North", (Some(100.0), Some(200.0))), "the second day of the first event");
        assert_eq!(facts[2], ("Z", (None, None)), "a strike is no crowd with a size");
    }

    #[test]
    fn bare_facts_and_targets_are_read() {
        let (scenario, _) = good(
            "facts.csv",
            "id,date,place,unit,kind,low,high\n1,2020-05-01,X,North,protest,10,20\n2,2020-05-03,X,South,concession,,\n",
        );
        assert_eq!((scenario.facts.len(), scenario.country.units.len()), (1, 1));
        let (scenario, _) = good(
            "targets.csv",
            "target,variable,date,place_or_unit,low,best,high\ns1,participants_peak,2020-05-01,North,1,20,30\n\
             s2,detained,2020-05-01,North,1,2,3\n",
        );
        assert_eq!(scenario.facts.len(), 1);
    }

    #[test]
    fn what_is_no_table_of_events_is_refused_in_words() {
        for (text, word) in [
            ("a,b\n1,2\n", "date"),
            ("date,note\n2020-01-01,x\n", "unit"),
            ("date,unit,size\n2020-01-01,A,0\n", "1 of size 0"),
            ("date,unit,size\n", "has no rows"),
            ("date,unit,size\nyesterday,A,5\n", "1 without a day"),
            ("", "date"),
            (
                "id,type_of_violence,where_prec,latitude,longitude,date_prec,date_start,date_end,best,country\n",
                "UCDP GED",
            ),
        ] {
            let said = of("e.csv", text).err().expect("refused").to_string();
            assert!(said.contains(word), "{text:?}: {said}");
        }
    }

    #[test]
    fn totals_of_a_country_and_sizes_of_nobody_are_read() {
        for text in ["date,size\n2020-01-01,5\n2020-01-02,50\n", "date,unit,size\n2020-01-01,,5\n2020-01-02,,50\n"] {
            let (scenario, notes) = good("totals.csv", text);
            let units: Vec<_> = scenario.country.units.iter().map(|unit| unit.name.as_str()).collect();
            assert_eq!((units, scenario.facts.len()), (vec!["country"], 2));
            assert!(notes.iter().any(|note| note.contains("names no unit")), "{notes:?}");
        }
        let (scenario, notes) = good(
            "panel.csv",
            "date,unit,size\n2020-01-01,A,5\n2020-01-01,B,0\n2020-01-02,A,0\n2020-01-02,B,about 500\n2020-01-03,A,\n",
        );
        assert_eq!((scenario.country.units.len(), scenario.facts.len()), (2, 3), "nobody is no crowd, and B is a unit");
        assert!(notes.iter().any(|note| note.contains("2 of size 0: nobody was there")), "{notes:?}");
        assert!(notes.iter().any(|note| note.contains("1 rows have a size that is no number")), "{notes:?}");
        let (scenario, _) = good("of-kinds.csv", "date,unit,kind,size\n2020-01-01,A,protest,0\n");
        assert_eq!(scenario.facts.len(), 1, "of a dataset of events 0 may be a size that nobody gave");
    }

    #[test]
    fn a_long_table_is_cut_to_the_days_with_the_most_reports() {
        let days = |year: i32, n: u32| (1..=n).map(move |day| format!("{year}-01-{day:02},A,\n")).collect::<String>();
        let text = format!("date,unit,size\n{}{}{}", days(1990, 3), days(2000, 20), days(2010, 5));
        let (scenario, notes) = good("long.csv", &text);
        assert_eq!((scenario.start.date().to_string().as_str(), scenario.facts.len()), ("2000-01-01", 20));
        assert!(notes.iter().any(|note| note.contains("longer than a scenario")), "{notes:?}");
    }
}
