//! From files to the event table: which dialect, which dataset, row by row.

use super::country::Country;
use super::open::each_text;
use super::records::{Dialect, Next, Record, Records};
use super::rows::{Fields, Header, Wrong, plain};
use super::{DATASETS, Dataset, Sink, gdelt};
use chrono::NaiveDate;
use groundswell_complaint::{Complaint, Complaints, Problem};
use serde::Serialize;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How many complaints about rows are kept to be shown; the table of rejected rows has all.
const SHOWN: usize = 1000;
/// How much of a file is looked at to tell its dialect.
const LOOKED_AT: usize = 1 << 16;
/// Matching names that make a first line a header.
const HEADER: usize = 4;

/// What is asked of an import.
pub struct Asked<'a> {
    /// What the files are.
    pub dataset: Dataset,
    /// Only events of this country.
    pub country: Option<&'static Country>,
    /// Only events that last to this day or longer.
    pub from: Option<NaiveDate>,
    /// Only events that begin by this day.
    pub to: Option<NaiveDate>,
    /// Set from outside to stop.
    pub stop: &'a AtomicBool,
}

/// How far an import is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Bytes read from disk.
    pub bytes: u64,
    /// Rows read.
    pub rows: u64,
}

/// What became of the rows of a file. They add up to `read`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FileCount {
    /// The file, and within an archive which.
    pub file: String,
    /// Rows read, the header apart.
    pub read: u64,
    /// In the table.
    pub kept: u64,
    /// Of other countries than the one asked for.
    pub elsewhere: u64,
    /// Of another time than asked for.
    pub other_time: u64,
    /// Rows that say that nothing happened.
    pub no_event: u64,
    /// Rows that cannot be read.
    pub rejected: u64,
}

/// What an import came to.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Rows by file.
    pub files: Vec<FileCount>,
    /// What is wrong with the first thousand rejected rows.
    pub complaints: Complaints,
    /// What the user should know once: columns not used, encodings.
    pub notices: Vec<String>,
    /// Sizes in words that name none, the commonest first, with their numbers; such rows are kept without a size.
    pub sizes_unread: BTreeMap<String, u64>,
    /// Country names that are in no table of countries; such rows are kept without letters.
    pub countries_unknown: BTreeMap<String, u64>,
    /// Whether it was stopped.
    pub stopped: bool,
}

impl Imported {
    /// A count over all files.
    pub fn total(&self, count: impl Fn(&FileCount) -> u64) -> u64 {
        self.files.iter().map(count).sum()
    }
}

/// Reads files, in their order, into a sink.
///
/// # Errors
/// A file that is not there, is of another dataset, or is no event file; a disk that cannot be written to. Rows that
/// cannot be read are no errors: they are in [`Imported::complaints`] and in the sink's table of rejected rows.
pub fn import(
    files: &[PathBuf],
    asked: &Asked<'_>,
    sink: &mut Sink,
    progress: &mut dyn FnMut(Progress),
) -> Result<Imported, Complaint> {
    let bytes = Arc::new(AtomicU64::new(0));
    let mut imported = Imported::default();
    for file in files {
        each_text(file, &bytes, &mut |name, text| {
            if !imported.stopped {
                one(name, text, asked, sink, &mut imported, &mut |rows| {
                    progress(Progress { bytes: bytes.load(Ordering::Relaxed), rows });
                })?;
            }
            Ok(())
        })?;
    }
    Ok(imported)
}

fn one(
    name: &str,
    text: &mut dyn Read,
    asked: &Asked<'_>,
    sink: &mut Sink,
    imported: &mut Imported,
    progress: &mut dyn FnMut(u64),
) -> Result<(), Complaint> {
    let broken = |error: std::io::Error| Complaint::syntax(format!("the file cannot be read: {error}")).in_file(name);
    let mut records = Records::new(text, Dialect { delimiter: b',', quotes: true, end: b'\n' });
    let head = records.peek(LOOKED_AT).map_err(broken)?.to_vec();
    let (dialect, names, has_header) = recognise(name, &head, asked.dataset)?;
    records.set_dialect(dialect);
    records.expect(names.len());
    let mut record = Record::default();
    if has_header {
        records.next(&mut record).map_err(broken)?;
    }
    let header = Header::new(asked.dataset.columns(), &names);
    if !header.unknown.is_empty() {
        let many = if header.unknown.len() == 1 { "a column" } else { "columns" };
        let title = asked.dataset.title();
        imported
            .notices
            .push(format!("{name}: {many} not known in {title} and not used: {}", header.unknown.join(", ")));
    }
    let before = imported.total(|file| file.read);
    let mut count = FileCount { file: name.into(), ..FileCount::default() };
    let recoded = Cell::new(false);
    let mut recoded_line = None;
    let (mut disordered, mut disordered_line) = (0u64, 0);
    loop {
        let outcome = match records.next(&mut record) {
            Ok(Next::End) => break,
            Ok(Next::Broken(reason)) => Err(Wrong::row(reason)),
            Ok(Next::Record) if record.len() != header.width => {
                Err(Wrong::row(format!("{} fields where {} are expected", record.len(), header.width)))
            }
            Ok(Next::Record) => asked.dataset.event(&Fields::new(&header, &record, &recoded)),
            // The rest of a damaged archive is lost; what came before is kept, and the loss is said.
            Err(error) => {
                record.line = records.line();
                let reason = format!("the file breaks off here, whatever follows is lost: {error}");
                reject(name, record.line, &Wrong::row(reason), sink, &mut imported.complaints)?;
                count.read += 1;
                count.rejected += 1;
                break;
            }
        };
        count.read += 1;
        if recoded.get() && recoded_line.is_none() {
            recoded_line = Some(record.line);
        }
        match outcome {
            Ok(None) => count.no_event += 1,
            Ok(Some(event)) => {
                if event.country.is_none()
                    && let Some(country) = &event.country_name
                {
                    *imported.countries_unknown.entry(country.to_string()).or_default() += 1;
                }
                if asked.country.is_some_and(|wanted| event.country != Some(wanted)) {
                    count.elsewhere += 1;
                } else if asked.from.is_some_and(|from| event.days.1 < from)
                    || asked.to.is_some_and(|to| event.days.0 > to)
                {
                    count.other_time += 1;
                } else {
                    if let Some(said) = &event.size_unread {
                        *imported.sizes_unread.entry(said.to_string()).or_default() += 1;
                    }
                    if !event.deaths.iter().flatten().is_sorted() {
                        (disordered, disordered_line) = (disordered + 1, record.line);
                    }
                    sink.push(asked.dataset, &event)?;
                    count.kept += 1;
                }
            }
            Err(wrong) => {
                reject(name, record.line, &wrong, sink, &mut imported.complaints)?;
                count.rejected += 1;
            }
        }
        if count.read.is_multiple_of(4096) {
            progress(before + count.read);
            if asked.stop.load(Ordering::Relaxed) {
                imported.stopped = true;
                break;
            }
        }
    }
    progress(before + count.read);
    if disordered > 0 {
        imported.notices.push(format!(
            "{name}: {disordered} rows have estimates of deaths that do not rise from low to high (the last on line \
             {disordered_line}); they are kept as they stand"
        ));
    }
    if let Some(line) = recoded_line {
        imported.notices.push(format!("{name}: not UTF-8 from line {line} on; such fields are read as Windows-1252"));
    }
    imported.files.push(count);
    Ok(())
}

fn reject(name: &str, line: u64, wrong: &Wrong, sink: &mut Sink, complaints: &mut Complaints) -> Result<(), Complaint> {
    sink.reject(name, line, wrong)?;
    if complaints.len() < SHOWN {
        let complaint = if wrong.column.is_empty() {
            Complaint::syntax(wrong.allowed.clone())
        } else {
            let problem = Problem::NotAllowed { name: wrong.column.into(), found: wrong.found.clone() };
            Complaint::new(problem).allowed(wrong.allowed.clone())
        };
        complaints.push(complaint.in_file(name).on_line(line as usize));
    }
    Ok(())
}

/// The fields of the first record, under a dialect.
fn first_record(head: &[u8], dialect: Dialect) -> Vec<String> {
    let (mut records, mut record) = (Records::new(head, dialect), Record::default());
    match records.next(&mut record) {
        Ok(Next::Record) => (0..record.len()).map(|i| String::from_utf8_lossy(record.field(i)).into_owned()).collect(),
        _ => Vec::new(),
    }
}

/// How many of these names a dataset knows.
fn known(dataset: Dataset, names: &[String]) -> usize {
    let wanted: Vec<String> = dataset.columns().iter().map(|column| plain(column)).collect();
    names.iter().filter(|name| wanted.contains(&plain(name))).count()
}

/// Needed columns that are not among these names.
fn missing(dataset: Dataset, names: &[String]) -> Vec<&'static str> {
    let there: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let lacks = |any: &&&[&'static str]| !any.iter().any(|column| there.contains(&plain(column)));
    dataset.needed().iter().filter(lacks).map(|any| any[0]).collect()
}

/// Tells the dialect and the names of the columns of a text, and whether its first record is a header.
fn recognise(name: &str, head: &[u8], asked: Dataset) -> Result<(Dialect, Vec<String>, bool), Complaint> {
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(Complaint::inconsistent("the file is empty").in_file(name));
    }
    let end = if head.contains(&b'\n') || !head.contains(&b'\r') { b'\n' } else { b'\r' };
    let quoted = |delimiter| Dialect { delimiter, quotes: true, end };
    let best = [b',', b';', b'\t', b'|']
        .into_iter()
        .map(|delimiter| {
            let names = first_record(head, quoted(delimiter));
            let most = DATASETS.into_iter().map(|dataset| known(dataset, &names)).max().unwrap_or(0);
            (most, quoted(delimiter), names)
        })
        .max_by_key(|(most, ..)| *most);
    if let Some((most, dialect, names)) = best
        && most >= HEADER
    {
        let lacking = missing(asked, &names);
        if lacking.is_empty() {
            return Ok((dialect, names, true));
        }
        let other = DATASETS.into_iter().find(|other| *other != asked && missing(*other, &names).is_empty());
        if let Some(other) = other {
            return Err(looks_like(name, asked, other));
        }
        let problem = Problem::Missing { what: "column", name: lacking[0].into() };
        let all = asked.needed().iter().map(|any| any.join(" or ")).collect::<Vec<_>>().join(", ");
        return Err(Complaint::new(problem).in_file(name).on_line(1).allowed(format!("a header with {all}")));
    }
    // GDELT's files have no header, and no quotes either: a quote is a character like any other.
    let tabs = Dialect { delimiter: b'\t', quotes: false, end };
    let fields = first_record(head, tabs);
    let digits = |field: &str, n: usize| field.len() >= n && field.bytes().all(|b| b.is_ascii_digit());
    let numbers = fields.len() >= 2 && digits(&fields[0], 1) && digits(&fields[1], 8) && fields[1].len() == 8;
    if let (true, Some(names)) = (numbers, gdelt::headerless(fields.len())) {
        return if asked == Dataset::Gdelt {
            Ok((tabs, names, false))
        } else {
            Err(looks_like(name, asked, Dataset::Gdelt))
        };
    }
    let first = if fields.len() > 1 { fields } else { first_record(head, quoted(b',')) };
    let begins =
        first.iter().take(4).map(|field| field.chars().take(20).collect::<String>()).collect::<Vec<_>>().join(", ");
    let complaint =
        Complaint::inconsistent(format!("this is no {} file: its first line begins with {begins}", asked.title()));
    let allowed = if asked == Dataset::Gdelt {
        "61 fields between tabs (58 or 57 in version 1.0), or a header".to_string()
    } else {
        format!("a header with {}", asked.needed().iter().map(|any| any.join(" or ")).collect::<Vec<_>>().join(", "))
    };
    Err(complaint.in_file(name).on_line(1).allowed(allowed))
}

fn looks_like(name: &str, asked: Dataset, other: Dataset) -> Complaint {
    Complaint::inconsistent(format!("this looks like {}, not like {}", other.title(), asked.title()))
        .in_file(name)
        .on_line(1)
        .advise(format!("read it with `groundswell import {}`", other.word()))
}
