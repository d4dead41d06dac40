//! Rows put into a scenario file of the user's own: what is there, comments too, stays as it is.
//!
//! A row is written at the end of the file, where TOML takes it whatever stands before. Nothing is written that would
//! not be read: the whole scenario is read with the row first.

use crate::files::Files;
use crate::resolved::quote;
use crate::rows::CsvRows;
use crate::scenario::Scenario;
use chrono::{NaiveDate, NaiveDateTime};
use groundswell_complaint::{Complaint, Complaints, Problem};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was added.
#[derive(Clone, Debug, PartialEq)]
pub struct AddedRow {
    /// The row as it stands in the file.
    pub row: String,
    /// Tables that have a new column.
    pub tables: Vec<String>,
    /// What stands in that column, where nothing was given for it.
    pub assumed: Option<String>,
    /// What must be said of it: of a shock that its column makes much smaller or larger than its size, of an order that
    /// the form of the scenario leaves out.
    pub remark: Option<String>,
    /// The scenario file.
    pub file: PathBuf,
}

/// A time as TOML has it.
pub(crate) fn moment(name: &str, typed: &str) -> Result<String, Complaints> {
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
pub(crate) struct RowText {
    /// What must be on for it to act, where that is off by default.
    mechanism: Option<&'static str>,
    text: String,
}

impl RowText {
    pub(crate) fn new(table: &str, mechanism: Option<&'static str>, name: &str) -> RowText {
        RowText { mechanism, text: format!("[[{table}]]\nname = {}\n", quote(name)) }
    }

    /// Bytes that it has so far.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    pub(crate) fn key(&mut self, key: &str, value: String) {
        self.text += &format!("{key} = {value}\n");
    }

    /// A scenario file with this row at its end, its mechanism on; and the lines above the row.
    pub(crate) fn below(&self, scenario: &str) -> (String, usize) {
        let mut text = match self.mechanism {
            Some(mechanism) => switched_on(scenario, mechanism),
            None => scenario.to_string(),
        };
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        let lines = text.lines().count();
        (format!("{text}\n{}", self.text), lines)
    }

    pub(crate) fn some(&mut self, key: &str, value: Option<String>) {
        if let Some(value) = value {
            self.key(key, value);
        }
    }

    pub(crate) fn list(&mut self, key: &str, words: &[String]) {
        if !words.is_empty() {
            let words: Vec<String> = words.iter().map(|word| quote(word)).collect();
            self.key(key, format!("[{}]", words.join(", ")));
        }
    }
}

/// A scenario of the user's own.
pub(crate) struct OwnScenario {
    file: PathBuf,
    pub(crate) scenario: Scenario,
}

impl OwnScenario {
    pub(crate) fn open(scenario: &str) -> Result<OwnScenario, Complaints> {
        let Files::Folder(file) = Files::find(scenario).map_err(Complaints::from)? else {
            let complaint = Complaint::inconsistent(format!("`{scenario}` is built in and is not changed"));
            let advice = "make a scenario of your own with `groundswell scenario new`";
            return Err(complaint.advise(advice).into());
        };
        Ok(OwnScenario { file, scenario: Scenario::load(scenario, &[])? })
    }

    /// The tables with a column of exposures, where they do not have it yet; and what was assumed for it.
    pub(crate) fn exposed(
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

    /// Reads the scenario with the row, then writes it. `remark` says what must be said of it then.
    pub(crate) fn add(
        self,
        row: RowText,
        mut tables: BTreeMap<String, String>,
        remark: impl Fn(&Scenario) -> Option<String>,
    ) -> Result<AddedRow, Complaints> {
        let (text, lines) = row.below(&self.scenario.text);
        let row = row.text;
        let names = tables.keys().cloned().collect();
        let own = Box::new(Files::Folder(self.file.clone()));
        let files = Files::With(own, Arc::new(tables.clone()));
        let scenario = Scenario::read(files, text.clone(), &[]).map_err(|wrong| as_it_would_stand(wrong, lines))?;
        let remark = remark(&scenario);
        let file_name =
            self.file.file_name().map_or("scenario.toml".into(), |name| name.to_string_lossy().into_owned());
        tables.insert(file_name, text);
        for (name, text) in tables {
            groundswell_tables::stamp::write_atomic(&self.file.with_file_name(name), text)
                .map_err(|error| Complaints::from(Complaint::from(error)))?;
        }
        Ok(AddedRow { row, tables: names, assumed: None, remark, file: self.file })
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
