//! `[[shock]]` and `[[call]]` rows put into a scenario file: what is there, comments too, stays as it is.
//!
//! A row is written at the end of the file, where TOML takes it whatever stands before. Nothing is written that would
//! not be read: the whole scenario is read with the row first.

use crate::files::Files;
use crate::resolved::quote;
use crate::rows::CsvRows;
use crate::scenario::Scenario;
use crate::triggers::exposure::ExposureScale;
use crate::triggers::settings::middle_strength;
use chrono::{NaiveDate, NaiveDateTime};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::spec::{CALL_TO, CallTo, SECTORS, SHOCK_KINDS};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A `[[shock]]` to add. Times are as they are typed: `2020-08-09T20:00`, with or without an offset from UTC.
#[derive(Clone, Debug, Default)]
pub struct NewShock {
    /// One of the kinds.
    pub kind: String,
    /// Its name; its kind without, with the day where that is taken.
    pub name: Option<String>,
    /// When.
    pub at: String,
    /// The column that is its exposure, and a table to take it from.
    pub exposure: Option<(String, Option<PathBuf>)>,
    /// How that column is taken; relative to its mean without.
    pub scale: Option<ExposureScale>,
    /// Units and places; the whole country without.
    pub places: Vec<String>,
    /// Whom it touches.
    pub whom: Option<String>,
    /// Language communities that it touches.
    pub languages: Vec<String>,
    /// Sectors whose strikes it moves.
    pub sectors: Vec<String>,
    /// The demand whose granting ends it.
    pub demand: Option<String>,
    /// Size, hours of its rise and of its decay; those of its kind without.
    pub numbers: [Option<f64>; 3],
    /// Where it is from.
    pub source: Option<String>,
}

/// A `[[call]]` to add.
#[derive(Clone, Debug, Default)]
pub struct NewCall {
    /// Its name.
    pub name: String,
    /// To what it calls: to come out without.
    pub to: Option<String>,
    /// Sectors that a call to strike is for; all without.
    pub sectors: Vec<String>,
    /// Share of their workplaces that it reaches; 1 without.
    pub share: Option<f64>,
    /// When, if it is once.
    pub at: Option<String>,
    /// Days of the week, if it is not.
    pub every: Vec<String>,
    /// The hour of those days.
    pub hour: Option<f64>,
    /// From and until when it recurs.
    pub between: [Option<String>; 2],
    /// From when people know of it.
    pub announced: Option<String>,
    /// How long, in hours.
    pub hours: Option<f64>,
    /// Utility that it adds, or the part of a strike's cost that it takes away; the middle of its prior without.
    pub strength: Option<f64>,
    /// Units and places; the whole country without.
    pub places: Vec<String>,
    /// Where it is from.
    pub source: Option<String>,
}

/// What was added.
#[derive(Clone, Debug, PartialEq)]
pub struct AddedTrigger {
    /// The row as it stands in the file.
    pub row: String,
    /// Tables that have a new column.
    pub tables: Vec<String>,
    /// What stands in that column, where nothing was given for it.
    pub assumed: Option<String>,
    /// What must be said of a shock that its column makes much smaller or larger than its size.
    pub remark: Option<String>,
    /// The scenario file.
    pub file: PathBuf,
}

/// Adds a shock to the scenario in a folder.
///
/// # Errors
/// A built-in scenario; whatever is wrong with the row; a file that cannot be written.
pub fn add_shock(scenario: &str, new: &NewShock) -> Result<AddedTrigger, Complaints> {
    let own = OwnScenario::open(scenario)?;
    let row = shock_row(&own.scenario, new)?;
    let Some((column, table)) = &new.exposure else { return own.add(row, BTreeMap::new()) };
    let (tables, assumed) = own.exposed(column, table.as_deref())?;
    Ok(AddedTrigger { assumed, ..own.add(row, tables)? })
}

fn shock_row(scenario: &Scenario, new: &NewShock) -> Result<TriggerText, Complaints> {
    let at = moment("at", &new.at)?;
    if !SHOCK_KINDS.contains(&new.kind.as_str()) {
        let complaint = Complaint::unknown("kind of shock", &new.kind, SHOCK_KINDS);
        return Err(complaint.allowed(SHOCK_KINDS.join(", ")).into());
    }
    let taken = |name: &str| scenario.shocks.iter().any(|row| row.shock.name == name);
    let dated = || format!("{} of {}", new.kind, at.get(..10).unwrap_or(&at));
    let name = new.name.clone().unwrap_or_else(|| if taken(&new.kind) { dated() } else { new.kind.clone() });
    let mut row = TriggerText::new("shock", &name);
    row.key("kind", quote(&new.kind));
    row.key("at", at);
    row.some("exposure", new.exposure.as_ref().map(|(column, _)| quote(column)));
    row.some("exposure_scale", new.exposure.as_ref().map(|_| scale(new.scale)));
    row.list("where", &new.places);
    row.some("whom", new.whom.as_deref().map(quote));
    row.list("languages", &new.languages);
    row.list("sectors", &new.sectors);
    row.some("demand", new.demand.as_deref().map(quote));
    for (key, number) in ["size", "rise_hours", "decay_hours"].into_iter().zip(new.numbers) {
        row.some(key, number.map(|x| x.to_string()));
    }
    row.some("source", new.source.as_deref().map(quote));
    Ok(row)
}

/// How a column is taken, as a row says it. A new row is relative to the mean: any column can be one then, and the prior of
/// the kind holds for the average adult.
fn scale(asked: Option<ExposureScale>) -> String {
    match asked.unwrap_or(ExposureScale::Mean) {
        ExposureScale::Mean => "\"mean\" # the size is that of the average adult".into(),
        ExposureScale::Column => "\"column\"".into(),
    }
}

/// Adds a call to the scenario in a folder.
///
/// # Errors
/// As of [`add_shock`].
pub fn add_call(scenario: &str, new: &NewCall) -> Result<AddedTrigger, Complaints> {
    OwnScenario::open(scenario)?.add(call_row(new)?, BTreeMap::new())
}

fn call_row(new: &NewCall) -> Result<TriggerText, Complaints> {
    let mut row = TriggerText::new("call", &new.name);
    let to = match new.to.as_deref().unwrap_or(CALL_TO[0]) {
        to if to == CALL_TO[0] => CallTo::Gather,
        to if to == CALL_TO[1] => CallTo::Strike { sectors: [true; SECTORS], share: 1.0 },
        to => {
            let complaint = Complaint::unknown("purpose of a call", to, CALL_TO);
            return Err(complaint.allowed(CALL_TO.join(", ")).into());
        }
    };
    row.some("to", new.to.as_deref().map(quote));
    row.list("sectors", &new.sectors);
    row.some("share", new.share.map(|x| x.to_string()));
    row.some("at", new.at.as_deref().map(|at| moment("at", at)).transpose()?);
    row.list("every", &new.every);
    row.some("hour", new.hour.map(|x| x.to_string()));
    for (key, time) in ["from", "until"].into_iter().zip(&new.between) {
        row.some(key, time.as_deref().map(|time| moment(key, time)).transpose()?);
    }
    row.some("announced", new.announced.as_deref().map(|time| moment("announced", time)).transpose()?);
    row.some("hours", new.hours.map(|x| x.to_string()));
    row.list("where", &new.places);
    let everywhere = new.places.is_empty() || new.places == ["nation"];
    let middle = || format!("{:.3} # the middle of its prior [A]", middle_strength(to, everywhere));
    row.key("strength", new.strength.map_or_else(middle, |x| x.to_string()));
    row.some("source", new.source.as_deref().map(quote));
    Ok(row)
}

/// A shock or a call to add.
pub enum NewTrigger {
    /// A shock.
    Shock(NewShock),
    /// A call.
    Call(NewCall),
}

/// The files of a scenario, built in or not, with a row more in its scenario file, which is off until a setting
/// switches it on. Nothing is written.
///
/// # Errors
/// As of [`add_shock`], and a scenario that cannot be read with the row.
pub fn with_trigger(files: Files, new: &NewTrigger) -> Result<Files, Complaints> {
    let scenario = Scenario::read(files.clone(), files.main()?, &[])?;
    let mut row = match new {
        NewTrigger::Shock(shock) => shock_row(&scenario, shock)?,
        NewTrigger::Call(call) => call_row(call)?,
    };
    row.key("enabled", "false".into());
    let (text, _) = row.below(&scenario.text);
    let files = Files::With(Box::new(files), Arc::new(BTreeMap::from([("scenario.toml".to_string(), text.clone())])));
    Scenario::read(files.clone(), text, &[])?;
    Ok(files)
}

/// A time as TOML has it.
fn moment(name: &str, typed: &str) -> Result<String, Complaints> {
    let typed = typed.trim();
    let zone = typed.find(['Z', '+']).or_else(|| typed.get(11..).and_then(|rest| rest.find('-')).map(|at| at + 11));
    let (local, zone) = typed.split_at(zone.unwrap_or(typed.len()));
    let full = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"];
    let time = full.into_iter().find_map(|format| NaiveDateTime::parse_from_str(local, format).ok());
    let day = || NaiveDate::parse_from_str(local, "%Y-%m-%d").ok().map(|day| day.and_time(chrono::NaiveTime::MIN));
    let Some(time) = time.or_else(day) else {
        let problem = Problem::NotAllowed { name: name.into(), found: typed.into() };
        return Err(Complaint::new(problem).allowed("a date and time as 2020-08-09T20:00").into());
    };
    Ok(format!("{}{zone}", time.format("%Y-%m-%dT%H:%M:%S")))
}

/// A row on its way into the file.
struct TriggerText {
    table: &'static str,
    text: String,
}

impl TriggerText {
    fn new(table: &'static str, name: &str) -> TriggerText {
        TriggerText { table, text: format!("[[{table}]]\nname = {}\n", quote(name)) }
    }

    fn key(&mut self, key: &str, value: String) {
        self.text += &format!("{key} = {value}\n");
    }

    /// A scenario file with this row at its end, its mechanism on; and the lines above the row.
    fn below(&self, scenario: &str) -> (String, usize) {
        let mut text = switched_on(scenario, if self.table == "shock" { "shocks" } else { "calls" });
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let lines = text.lines().count();
        (format!("{text}\n{}", self.text), lines)
    }

    fn some(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.key(key, value);
        }
    }

    fn list(&mut self, key: &str, words: &[String]) {
        if !words.is_empty() {
            let words: Vec<String> = words.iter().map(|word| quote(word)).collect();
            self.key(key, format!("[{}]", words.join(", ")));
        }
    }
}

/// A scenario of the user's own.
struct OwnScenario {
    file: PathBuf,
    scenario: Scenario,
}

impl OwnScenario {
    fn open(scenario: &str) -> Result<OwnScenario, Complaints> {
        let Files::Folder(file) = Files::find(scenario).map_err(Complaints::from)? else {
            let complaint = Complaint::inconsistent(format!("`{scenario}` is built in and is not changed"));
            let advice = "make a scenario of your own with `groundswell scenario new`";
            return Err(complaint.advise(advice).into());
        };
        Ok(OwnScenario { file, scenario: Scenario::load(scenario, &[])? })
    }

    /// The tables with a column of exposures, where they do not have it yet; and what was assumed for it.
    fn exposed(
        &self,
        column: &str,
        table: Option<&Path>,
    ) -> Result<(BTreeMap<String, String>, Option<String>), Complaints> {
        let known = self.scenario.country.covariates();
        let there = known.iter().any(|name| name == column);
        // A table of that name, here or beside the scenario.
        let named = || {
            let file = format!("{column}.csv");
            [PathBuf::from(&file), self.file.with_file_name(file)].into_iter().find(|path| path.is_file())
        };
        let found = if there || table.is_some() { None } else { named() };
        match table.or(found.as_deref()) {
            Some(path) => Ok((self.table_with(column, path, there)?, None)),
            None if there => Ok((BTreeMap::new(), None)),
            None => self.equal(column, &known).map(|(tables, assumed)| (tables, Some(assumed))),
        }
    }

    /// A new column that is 1 everywhere, for which nothing was given; what is to be said of it. A name that is nearly one
    /// of a column, or that is none, is more likely a mistake.
    fn equal(&self, column: &str, known: &[String]) -> Result<(BTreeMap<String, String>, String), Complaints> {
        let complaint = Complaint::unknown("column", column, known.iter().map(String::as_str));
        let bring = format!("bring it from a table with the columns unit (or place) and {column}");
        let plain = column.chars().all(|c| c.is_alphanumeric() || c == '_') && !column.is_empty();
        if complaint.nearest().is_some() || !plain {
            let advice = format!("{bring}: as {column}.csv here, or {column}=FILE");
            return Err(complaint.allowed(known.join(", ")).advise(advice).into());
        }
        let country = &self.scenario.country;
        let units = self.scenario.files.text("units.csv").is_ok();
        let (of, names) = if units { ("unit", country.units_by_name()) } else { ("place", country.places_by_name()) };
        let values = names.list().iter().map(|name| (name.clone(), "1".to_string())).collect();
        let said = format!(
            "nothing was given for `{column}`: it is 1 in every {of} [A], so that the shock is felt the same everywhere; fill it in, or {bring}"
        );
        Ok((self.written(of, column, &values)?, said))
    }

    /// The table of units or places with a column more.
    fn written(
        &self,
        of: &str,
        column: &str,
        values: &HashMap<String, String>,
    ) -> Result<BTreeMap<String, String>, Complaints> {
        let file = format!("{of}s.csv");
        let old = self.scenario.files.text(&file).map_err(Complaints::from)?;
        let new = with_column(&self.scenario.files.shown(&file), &old, of, column, values)?;
        Ok(BTreeMap::from([(file, new)]))
    }

    /// The tables with a column that another table has.
    fn table_with(&self, column: &str, path: &Path, there: bool) -> Result<BTreeMap<String, String>, Complaints> {
        if there {
            let what = format!("the tables have a column `{column}` already");
            let advice = "leave the file away to use it, or give the new column another name";
            return Err(Complaint::inconsistent(what).advise(advice).into());
        }
        let text = crate::files::read_text(path, 64 << 20).map_err(Complaints::from)?;
        let mut complaints = Complaints::default();
        let rows = CsvRows::read_any(&path.display().to_string(), &text, &["unit", "place", column], &mut complaints);
        let of = ["place", "unit"].into_iter().find(|key| rows.header().iter().any(|h| h == key));
        let lacks = |name: &str| {
            let complaint = rows.about_all(Complaint::new(Problem::Missing { what: "column", name: name.into() }));
            complaint.label("the header").allowed(format!("unit or place, and {column}"))
        };
        let Some(of) = of else { return Err(lacks("unit").into()) };
        if !rows.header().iter().any(|h| h == column) {
            return Err(lacks(column).into());
        }
        let country = &self.scenario.country;
        let names = if of == "unit" { country.units_by_name() } else { country.places_by_name() };
        let mut values = HashMap::new();
        for row in rows.iter() {
            let name = row.text(of);
            let Some(found) = names.find(name) else {
                complaints.push(row.point(names.unknown(of, name), of));
                continue;
            };
            if let Some(value) = crate::fields::number(&row, column, -1e12, 1e12, &mut complaints) {
                values.insert(names.list()[found].clone(), value.to_string());
            }
        }
        complaints.or(())?;
        self.written(of, column, &values)
    }

    /// Reads the scenario with the row, then writes it.
    fn add(self, row: TriggerText, mut tables: BTreeMap<String, String>) -> Result<AddedTrigger, Complaints> {
        let (text, lines) = row.below(&self.scenario.text);
        let row = row.text;
        let names = tables.keys().cloned().collect();
        let own = Box::new(Files::Folder(self.file.clone()));
        let files = Files::With(own, Arc::new(tables.clone()));
        let scenario = Scenario::read(files, text.clone(), &[]).map_err(|wrong| as_it_would_stand(wrong, lines))?;
        let remark = scenario.shocks.last().filter(|_| row.starts_with("[[shock]]"));
        let remark = remark.and_then(|row| row.remark(&scenario.country, &scenario.mechanisms));
        let file_name =
            self.file.file_name().map_or("scenario.toml".into(), |name| name.to_string_lossy().into_owned());
        tables.insert(file_name, text);
        for (name, text) in tables {
            groundswell_tables::stamp::write_atomic(&self.file.with_file_name(name), text)
                .map_err(|error| Complaints::from(Complaint::from(error)))?;
        }
        Ok(AddedTrigger { row, tables: names, assumed: None, remark, file: self.file })
    }
}

/// What is wrong with a scenario that has a row more below these lines.
fn as_it_would_stand(wrong: Complaints, lines: usize) -> Complaints {
    let advise = |complaint: Complaint| match complaint.line() {
        Some(line) if line > lines => complaint.advise("nothing was written: this is the row as it would stand"),
        _ => complaint,
    };
    let mut complaints = Complaints::default();
    complaints.extend(wrong.into_iter().map(advise));
    complaints
}

/// A scenario file in which a mechanism is on. One that says `enabled = false` is left alone: somebody meant it.
fn switched_on(text: &str, mechanism: &str) -> String {
    let parsed: Option<toml::Table> = text.parse().ok();
    match parsed.as_ref().and_then(|table| table.get(mechanism)) {
        None => format!("{}\n\n[{mechanism}]\nenabled = true\n", text.trim_end()),
        Some(section) if section.get("enabled").is_none() => {
            let is_header = |line: &str| line.split('#').next().is_some_and(|l| l.trim() == format!("[{mechanism}]"));
            let line = |line: &str| {
                let end = if line.ends_with('\n') { "" } else { "\n" };
                if is_header(line) { format!("{line}{end}enabled = true\n") } else { line.to_string() }
            };
            text.split_inclusive('\n').map(line).collect()
        }
        Some(_) => text.to_string(),
    }
}

/// A table with one column more, at its end.
fn with_column(
    shown: &str,
    text: &str,
    of: &str,
    column: &str,
    values: &HashMap<String, String>,
) -> Result<String, Complaints> {
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|d| text.lines().next().map_or(0, |header| header.bytes().filter(|b| b == d).count()));
    let delimiter = delimiter.unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(text.as_bytes());
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let broken = |why: String| Complaints::from(Complaint::syntax(why).in_file(shown));
    let mut at = None;
    for record in reader.records() {
        let mut record = record.map_err(|error| broken(error.to_string()))?;
        match at {
            None => {
                let found = record.iter().position(|h| h.trim_start_matches('\u{feff}').trim() == of);
                let plain = format!("the first line must name the columns, `{of}` among them, to add one");
                at = Some(found.ok_or_else(|| broken(plain))?);
                record.push_field(column);
            }
            Some(at) => {
                let name = record.get(at).unwrap_or_default().trim().to_string();
                record.push_field(values.get(&name).map_or("", String::as_str));
            }
        }
        writer.write_record(&record).map_err(|error| broken(error.to_string()))?;
    }
    let bytes = writer.into_inner().map_err(|error| broken(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| broken(error.to_string()))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A scenario of two units in a folder.
    /// A small country with one comment.
    pub(in crate::triggers) fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        put("scenario.toml", "# mine\n[scenario]\nstart = 2020-08-08\ndays = 5 # short\n\n[shocks]\nweight = 1.0\n");
        put("places.csv", "place,unit,population\nHill,North,9000\nDale,South,4000\n");
        put("units.csv", "unit,population\nNorth,9000\nSouth,4000\n");
        folder
    }

    fn election() -> NewShock {
        NewShock { kind: "election".into(), at: "2020-08-09T20:00".into(), ..NewShock::default() }
    }

    #[test]
    fn a_row_is_added_and_comments_stay() {
        let folder = folder();
        let path = folder.path().display().to_string();
        let shares = folder.path().join("shares.csv");
        std::fs::write(&shares, "unit,vote_share\nSouth,0.25\n").expect("written");
        let exposure = Some(("vote_share".to_string(), Some(shares)));
        let added = add_shock(&path, &NewShock { exposure, ..election() }).unwrap_or_else(|c| panic!("{c}"));
        assert_eq!(added.tables, ["units.csv"]);
        add_shock(&path, &NewShock { places: vec!["Dale".into()], ..election() }).unwrap_or_else(|c| panic!("{c}"));
        let call =
            NewCall { name: "Sundays".into(), every: vec!["Sunday".into()], hour: Some(12.0), ..NewCall::default() };
        add_call(&path, &call).unwrap_or_else(|c| panic!("{c}"));
        let again = Scenario::load(&path, &[]).unwrap_or_else(|c| panic!("{c}"));
        assert!(again.text.starts_with("# mine\n") && again.text.contains("days = 5 # short"), "{}", again.text);
        let names: Vec<&str> = again.shocks.iter().map(|row| row.shock.name.as_str()).collect();
        assert_eq!(names, ["election", "election of 2020-08-09"]);
        // Relative to its mean over adults, so that the size is that of the average adult.
        let adults = again.country.places.iter().map(|place| f64::from(place.adults)).collect::<Vec<_>>();
        let exposed = &again.shocks[0].shock.exposure;
        let mean = exposed.iter().zip(&adults).map(|(e, n)| e * n).sum::<f64>() / adults.iter().sum::<f64>();
        assert!(exposed[0] == 0.0 && (mean - 1.0).abs() < 1e-12, "{exposed:?}");
        assert_eq!(added.remark, None);
        let as_it_stands = NewShock {
            exposure: Some(("vote_share".into(), None)),
            scale: Some(ExposureScale::Column),
            name: Some("as it stands".into()),
            ..election()
        };
        let added = add_shock(&path, &as_it_stands).unwrap_or_else(|c| panic!("{c}"));
        assert!(added.remark.is_some_and(|said| said.contains("e-folds") && said.contains("as it stands")));
        assert_eq!((again.shocks[0].shock.hour, again.calls.len()), (44.0, 1));
        assert!(again.mechanisms.shocks.enabled && again.mechanisms.calls.enabled);
    }

    #[test]
    fn an_exposure_without_a_table_is_the_same_everywhere_and_that_is_said() {
        let folder = folder();
        let path = folder.path().display().to_string();
        let shock = NewShock { exposure: Some(("vote_share".into(), None)), ..election() };
        let added = add_shock(&path, &shock).unwrap_or_else(|c| panic!("{c}"));
        assert!(
            added.assumed.is_some_and(|said| said.contains("1 in every unit [A]")) && added.tables == ["units.csv"]
        );
        let again = Scenario::load(&path, &[]).unwrap_or_else(|c| panic!("{c}"));
        assert_eq!(again.shocks[0].shock.exposure, [1.0, 1.0]);
        let assumed = &again.country.assumed;
        assert!(assumed.iter().any(|(what, value)| what == "units.csv: vote_share" && value.contains("everywhere")));
        // Of a column that is there nothing is assumed.
        let again = add_shock(&path, &shock).unwrap_or_else(|c| panic!("{c}"));
        assert!(again.assumed.is_none() && again.tables.is_empty());
        for typed in ["vote_shar", "vote share", "shares.csv"] {
            let shock = NewShock { exposure: Some((typed.into(), None)), ..election() };
            assert!(add_shock(&path, &shock).expect_err(typed).render(false).contains("=FILE"), "{typed}");
        }
    }

    #[test]
    fn a_row_that_is_off_changes_no_number_of_a_built_in_scenario() {
        let files = || Files::BuiltIn("two-towns");
        let plain = Scenario::read(files(), files().main().expect("there"), &[]).unwrap_or_else(|c| panic!("{c}"));
        let at = plain.start.format("%Y-%m-%dT%H:%M").to_string();
        let shock =
            NewShock { name: Some("a ruling".into()), kind: "election".into(), at: at.clone(), ..NewShock::default() };
        let with = with_trigger(files(), &NewTrigger::Shock(shock)).unwrap_or_else(|c| panic!("{c}"));
        let call = NewCall { name: "to the square".into(), at: Some(at), hours: Some(3.0), ..NewCall::default() };
        let with = with_trigger(with, &NewTrigger::Call(call)).unwrap_or_else(|c| panic!("{c}"));
        let read = |settings: &[String]| {
            Scenario::read(with.clone(), with.main().expect("there"), settings).unwrap_or_else(|c| panic!("{c}"))
        };
        let off = read(&[]);
        assert_eq!(off.shocks.len() + off.calls.len(), plain.shocks.len() + plain.calls.len() + 2);
        assert!(
            off.shocks.last().is_some_and(|row| !row.shock.enabled)
                && off.calls.last().is_some_and(|row| !row.call.enabled)
        );
        let on = read(&["shock.a ruling.enabled=true".into(), "call.to the square.hours=5".into()]);
        assert!(on.shocks.last().is_some_and(|row| row.shock.enabled));
        let again = NewCall { name: "to the square".into(), at: Some("2031-01-01T12:00".into()), ..NewCall::default() };
        assert!(with_trigger(with, &NewTrigger::Call(again)).is_err(), "taken, and after the end");
    }

    #[test]
    fn what_is_wrong_is_said_and_nothing_is_written() {
        let folder = folder();
        let path = folder.path().display().to_string();
        let before = std::fs::read_to_string(folder.path().join("scenario.toml")).expect("there");
        let wrong = [
            (NewShock { kind: "elction".into(), ..election() }, "election"),
            (NewShock { at: "on Sunday".into(), ..election() }, "2020-08-09T20:00"),
            (NewShock { exposure: Some(("wag".into(), None)), ..election() }, "did you mean `wage`"),
            (NewShock { places: vec!["Norht".into()], ..election() }, "did you mean `North`"),
            (NewShock { numbers: [Some(7.0), None, None], ..election() }, "nothing was written"),
        ];
        for (shock, word) in wrong {
            let said = add_shock(&path, &shock).expect_err(word).render(false);
            assert!(said.contains(word), "{said}");
        }
        let call = NewCall { name: "never".into(), ..NewCall::default() };
        assert!(add_call(&path, &call).expect_err("no time").render(false).contains("every"));
        assert!(add_shock("two-towns", &election()).expect_err("built in").render(false).contains("built in"));
        assert_eq!(std::fs::read_to_string(folder.path().join("scenario.toml")).expect("there"), before);
    }
}
