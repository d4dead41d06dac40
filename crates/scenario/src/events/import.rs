//! From files to the event table: row by row, with an account of every row and every file.

use super::dataset::Dataset;
use super::doubles::{Doubles, version};
use super::open::{Name, Visitor, each_text, files_of};
use super::recognise::recognise;
use super::request::ImportRequest;
use super::rows::{Fields, Header, Oddities, RowFault};
use super::{EventRow, Sink, formats};
use crate::delimited::clipped;
use crate::delimited::encoding::Legacy;
use crate::delimited::records::{DelimitedRecord, Dialect, Next, Records};
use groundswell_complaint::{Complaint, Complaints, Problem};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How much of a file is looked at to tell how it is laid out.
const LOOKED_AT: usize = 1 << 16;
/// How many different words, notices and names of files are kept; the others are counted.
const KEPT: usize = 1000;
/// The longest name of a place, in bytes.
const LONGEST_NAME: usize = 500;
/// Names of columns in one notice.
const COLUMNS: usize = 12;

/// How far an import is.
#[derive(Clone, Copy, Debug)]
pub struct ImportProgress {
    /// Bytes read from disk, in all passes.
    pub bytes: u64,
    /// Rows read, in all passes.
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
    /// Rows whose identifier a row has that was kept.
    pub doubled: u64,
    /// Rows that cannot be read.
    pub rejected: u64,
}

impl FileCount {
    fn add(&mut self, other: &FileCount) {
        for (mine, theirs) in [
            (&mut self.read, other.read),
            (&mut self.kept, other.kept),
            (&mut self.elsewhere, other.elsewhere),
            (&mut self.other_time, other.other_time),
            (&mut self.no_event, other.no_event),
            (&mut self.doubled, other.doubled),
            (&mut self.rejected, other.rejected),
        ] {
            *mine += theirs;
        }
    }
}

/// WordCount that were met, with how often. Of very many different ones the first thousand are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WordCount {
    /// The words with their numbers.
    pub kept: BTreeMap<String, u64>,
    /// How often others were met.
    pub others: u64,
}

impl WordCount {
    fn add(&mut self, word: &str) {
        let word = clipped(word);
        let full = self.kept.len() >= KEPT;
        match self.kept.get_mut(&word) {
            Some(count) => *count += 1,
            None if full => self.others += 1,
            None => drop(self.kept.insert(word, 1)),
        }
    }

    /// How often any was met.
    pub fn total(&self) -> u64 {
        self.kept.values().sum::<u64>() + self.others
    }
}

/// What became of an import.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// Rows by file, of the first thousand files.
    pub files: Vec<FileCount>,
    /// Rows of all files.
    pub all: FileCount,
    /// How many files were read.
    pub files_read: u64,
    /// What is wrong with rejected rows and with files of which nothing could be read.
    pub complaints: Complaints,
    /// Files of which nothing could be read.
    pub bad_files: u64,
    /// What the user should know once: columns not used, encodings. The first thousand.
    pub notices: Vec<String>,
    /// Files in folders and archives that are no tables by their names.
    pub aside: WordCount,
    /// WordCount about sizes that are not wholly understood.
    pub sizes_unread: WordCount,
    /// Country names that are in no table of countries; such rows are kept without letters.
    pub countries_unknown: WordCount,
    /// Rows whose identifier a row before them has, kept or not.
    pub doubled: u64,
    /// Some of these identifiers, with how many rows more than one each has.
    pub doubled_ids: BTreeMap<String, u64>,
    /// Whether it was stopped.
    pub stopped: bool,
}

/// Reads files and folders, in their order, into a sink.
///
/// # Errors
/// A path that is not there; a file of another dataset, or of none, if there is no other; a disk that cannot be written
/// to. Rows and files that cannot be read beside others that can are no errors: they are in [`Imported::complaints`] and
/// in the sink's table of rejected rows.
pub fn import(
    paths: &[PathBuf],
    request: &ImportRequest<'_>,
    sink: &mut Sink,
    progress: &mut dyn FnMut(ImportProgress),
) -> Result<Imported, Complaint> {
    let files = files_of(paths)?;
    // Opening a pipe to look what it is would end it for whoever writes to it.
    sink.spare(files.iter().map(|(path, _)| path.as_path()).filter(|path| path.is_file()))?;
    if request.duplicates.looks_ahead() {
        readable_twice(&files)?;
    }
    let mut doubles = Doubles::new(request.duplicates);
    let bytes = Arc::new(AtomicU64::new(0));
    let mut rows = 0;
    if request.duplicates.looks_ahead() {
        let mut pass = Pass::new(request, None, &mut doubles, &bytes, progress, 0);
        pass.read(&files)?;
        rows = pass.imported.all.read;
        doubles.again();
    }
    let mut pass = Pass::new(request, Some(sink), &mut doubles, &bytes, progress, rows);
    pass.read(&files)?;
    let mut imported = pass.imported;
    (imported.doubled, imported.doubled_ids) = (doubles.doubled, doubles.named);
    if imported.files_read == 0 && imported.bad_files > 0 && !imported.stopped {
        let others = imported.bad_files - 1;
        let first = imported.complaints.into_iter().next();
        let first = first.unwrap_or_else(|| Complaint::inconsistent("no file could be read"));
        return Err(match others {
            0 => first,
            _ => first.advise(format!("the same or other things are wrong with {others} more: none can be read")),
        });
    }
    Ok(imported)
}

/// Refuses what can be read only once where two passes are needed.
fn readable_twice(files: &[(PathBuf, bool)]) -> Result<(), Complaint> {
    match files.iter().find(|(path, given)| *given && !path.is_file()) {
        None => Ok(()),
        Some((path, _)) => {
            let complaint = Complaint::inconsistent("a pipe or device cannot be read twice, as `--duplicates` needs");
            let advice =
                "write it to a file first, or keep all with `--duplicates keep` or the first of each with `first`";
            Err(complaint.in_file(path.display().to_string()).advise(advice))
        }
    }
}

/// One reading of all files.
struct Pass<'a> {
    request: &'a ImportRequest<'a>,
    /// Where events go; nothing in a pass that only looks at identifiers.
    sink: Option<&'a mut Sink>,
    doubles: &'a mut Doubles,
    imported: Imported,
    bytes: &'a Arc<AtomicU64>,
    progress: &'a mut dyn FnMut(ImportProgress),
    /// Rows read in passes before.
    before: u64,
    /// For the records of the next text.
    buffer: Vec<u8>,
}

impl<'a> Pass<'a> {
    fn new(
        request: &'a ImportRequest<'a>,
        sink: Option<&'a mut Sink>,
        doubles: &'a mut Doubles,
        bytes: &'a Arc<AtomicU64>,
        progress: &'a mut dyn FnMut(ImportProgress),
        before: u64,
    ) -> Pass<'a> {
        let (imported, buffer) = (Imported::default(), Vec::new());
        Pass { request, sink, doubles, imported, bytes, progress, before, buffer }
    }

    fn read(&mut self, files: &[(PathBuf, bool)]) -> Result<(), Complaint> {
        for (file, given) in files {
            if self.stopped() {
                break;
            }
            each_text(file, *given, &self.bytes.clone(), self)?;
        }
        Ok(())
    }

    fn notice(&mut self, notice: String) {
        if self.imported.notices.len() < KEPT {
            self.imported.notices.push(notice);
        }
    }

    fn reject(&mut self, name: &str, line: u64, wrong: &RowFault) -> Result<(), Complaint> {
        if let Some(sink) = &mut self.sink {
            sink.reject(name, line, wrong)?;
        }
        if self.imported.complaints.are_many() {
            self.imported.complaints.count_one();
            return Ok(());
        }
        let complaint = if wrong.column.is_empty() {
            Complaint::syntax(wrong.allowed.clone())
        } else {
            let problem = Problem::NotAllowed { name: wrong.column.into(), found: wrong.found.clone() };
            Complaint::new(problem).allowed(wrong.allowed.clone())
        };
        self.imported.complaints.push(complaint.in_file(name).on_line(line as usize));
        Ok(())
    }

    /// What a text is; `None` if it is not of the dataset, which is said.
    fn recognised<R: Read>(&mut self, name: &Name, records: &mut Records<R>) -> Option<(Header, DelimitedRecord)> {
        let shown = &name.shown;
        let broken = |error: std::io::Error| Complaint::syntax(format!("the file cannot be read: {error}"));
        let found = records.peek(LOOKED_AT).map_err(|error| broken(error).in_file(shown)).and_then(|head| {
            let whole = head.len() < LOOKED_AT;
            recognise(shown, head, whole, self.request)
        });
        let layout = match found {
            Ok(layout) => layout,
            // Notes beside tables need not be complained about.
            Err(_) if !name.given && !formats::tabular(shown) => {
                self.aside(shown);
                return None;
            }
            Err(complaint) => {
                self.bad(name, complaint);
                return None;
            }
        };
        let mut record = DelimitedRecord::default();
        records.set_dialect(layout.dialect);
        if let Err(error) = layout.skip_header(records, &mut record) {
            self.bad(name, broken(error).in_file(shown));
            return None;
        }
        Some((Header::new(&self.request.wanted(), &layout), record))
    }

    fn rows<R: Read>(&mut self, name: &Name, records: &mut Records<R>) -> Result<(), Complaint> {
        let Some((header, mut record)) = self.recognised(name, records) else { return Ok(()) };
        let mut text = Text::new(&name.shown, &header);
        loop {
            let outcome = match records.next(&mut record) {
                Ok(Next::End) => break,
                Ok(Next::Broken(reason)) => Err(RowFault::row(reason)),
                Ok(Next::Record) if record.len() != header.width => {
                    Err(RowFault::row(format!("{} fields where {} are expected", record.len(), header.width)))
                }
                Ok(Next::Record) => text.event(self.request.dataset, &header, &record),
                // The rest of a damaged archive is lost; what came before is kept, and the loss is said.
                Err(error) => {
                    let reason = format!("the file breaks off here, whatever follows is lost: {error}");
                    self.reject(&name.shown, records.line(), &RowFault::row(reason))?;
                    text.count.read += 1;
                    text.count.rejected += 1;
                    break;
                }
            };
            // Files that were joined have their headers in the middle.
            if outcome.is_err() && header.is(&record) {
                text.headers.see(record.line);
                continue;
            }
            text.count.read += 1;
            match outcome {
                Ok(None) => text.count.no_event += 1,
                Ok(Some(event)) => self.take(&event, record.line, &mut text)?,
                Err(wrong) => {
                    self.reject(&name.shown, record.line, &wrong)?;
                    text.count.rejected += 1;
                }
            }
            if text.count.read.is_multiple_of(4096) {
                self.report(text.count.read);
                if self.request.stop.load(Ordering::Relaxed) {
                    self.imported.stopped = true;
                    break;
                }
            }
        }
        text.notices(&header, self.request.dataset).into_iter().for_each(|notice| self.notice(notice));
        self.imported.all.add(&text.count);
        self.imported.files_read += 1;
        if self.imported.files.len() < KEPT {
            self.imported.files.push(text.count);
        }
        self.report(0);
        Ok(())
    }

    fn report(&mut self, rows: u64) {
        let rows = self.before + self.imported.all.read + rows;
        (self.progress)(ImportProgress { bytes: self.bytes.load(Ordering::Relaxed), rows });
    }

    /// Keeps an event, or counts why it is not kept.
    fn take(&mut self, event: &EventRow<'_>, line: u64, text: &mut Text<'_>) -> Result<(), Complaint> {
        let request = self.request;
        if event.country.is_none()
            && let Some(country) = &event.country_name
        {
            self.imported.countries_unknown.add(country);
        }
        if request.country.is_some_and(|wanted| event.country != Some(wanted)) {
            text.count.elsewhere += 1;
            return Ok(());
        }
        if request.from.is_some_and(|from| event.days.1 < from) || request.to.is_some_and(|to| event.days.0 > to) {
            text.count.other_time += 1;
            return Ok(());
        }
        let Some(sink) = &mut self.sink else {
            self.doubles.survey(event, text.version);
            return Ok(());
        };
        if !self.doubles.keeps(event) {
            text.count.doubled += 1;
            return Ok(());
        }
        if let Some(said) = &event.size_unread {
            self.imported.sizes_unread.add(said);
        }
        if !event.deaths.iter().flatten().is_sorted() {
            text.disordered.see(line);
        }
        text.count.kept += 1;
        sink.push(request.dataset.word(), event)
    }
}

impl Visitor for Pass<'_> {
    fn text(&mut self, name: &Name, text: &mut dyn Read) -> Result<(), Complaint> {
        let comma = Dialect { delimiter: b',', quotes: true, end: b'\n' };
        let mut records = Records::with_buffer(text, comma, std::mem::take(&mut self.buffer));
        let done = self.rows(name, &mut records);
        self.buffer = records.into_buffer();
        done
    }

    fn bad(&mut self, name: &Name, complaint: Complaint) {
        self.imported.bad_files += 1;
        if let Some(sink) = &mut self.sink {
            sink.reject_file(&name.shown, &complaint);
        }
        self.imported.complaints.push(complaint);
    }

    fn aside(&mut self, name: &str) {
        self.imported.aside.add(name);
    }

    fn stopped(&self) -> bool {
        self.imported.stopped || self.request.stop.load(Ordering::Relaxed)
    }
}

/// A name so long is none: two rows may have become one.
fn too_long(event: &EventRow<'_>) -> Option<RowFault> {
    let names = [("country", &event.country_name), ("admin1", &event.admin1), ("place", &event.place)];
    let (column, name) = names
        .into_iter()
        .find_map(|(column, name)| name.as_ref().filter(|name| name.len() > LONGEST_NAME).map(|name| (column, name)))?;
    Some(RowFault::new(column, name, format!("a name of at most {LONGEST_NAME} bytes")))
}

/// Rows of one kind: how many, and the first.
#[derive(Clone, Copy, Default)]
struct Seen {
    rows: u64,
    line: u64,
}

impl Seen {
    fn see(&mut self, line: u64) {
        self.rows += 1;
        self.line = if self.rows == 1 { line } else { self.line };
    }
}

/// What is learned of one text while it is read.
struct Text<'a> {
    name: &'a str,
    version: u64,
    count: FileCount,
    legacy: Legacy,
    recoded: Seen,
    nul: Seen,
    lost: Seen,
    turned: Seen,
    headers: Seen,
    disordered: Seen,
    unknown: &'a [String],
}

impl<'a> Text<'a> {
    fn new(name: &'a str, header: &'a Header) -> Text<'a> {
        let count = FileCount { file: name.into(), ..FileCount::default() };
        let (version, legacy, seen) = (version(name), Legacy::default(), Seen::default());
        let [recoded, nul, lost, turned, headers, disordered] = [seen; 6];
        let unknown = &header.unknown;
        Text { name, version, count, legacy, recoded, nul, lost, turned, headers, disordered, unknown }
    }

    /// The event of a row.
    fn event<'r>(
        &mut self,
        dataset: Dataset,
        header: &'r Header,
        record: &'r DelimitedRecord,
    ) -> Result<Option<EventRow<'r>>, RowFault> {
        let odd = Oddities::of(record);
        for (is, seen) in [
            (odd.recoded, &mut self.recoded),
            (odd.nul, &mut self.nul),
            (odd.lost, &mut self.lost),
            (odd.turned, &mut self.turned),
        ] {
            if is {
                seen.see(record.line);
            }
        }
        if odd.recoded {
            (0..record.len()).for_each(|i| self.legacy.observe(record.field(i)));
        }
        let fields = Fields::new(header, record, odd, self.legacy.encoding());
        let event = dataset.event(&fields);
        if let Some(column) = fields.spoilt() {
            return Err(RowFault::new(column, fields.text(column), "text without NUL: the row is damaged"));
        }
        match event {
            Ok(Some(event)) => too_long(&event).map_or(Ok(Some(event)), Err),
            event => event,
        }
    }

    /// What the user should know of the text.
    fn notices(&self, header: &Header, dataset: Dataset) -> Vec<String> {
        let (name, mut all) = (self.name, Vec::new());
        // Of a table of one's own the columns that are read were named.
        if !self.unknown.is_empty() && dataset != Dataset::Table {
            let many = if header.unknown.len() == 1 { "a column" } else { "columns" };
            let more = self.unknown.len().saturating_sub(COLUMNS);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let listed = self.unknown[..self.unknown.len().min(COLUMNS)].join(", ");
            all.push(format!("{name}: {many} not known in {} and not used: {listed}{more}", dataset.title()));
        }
        let mut say = |seen: Seen, what: &dyn Fn(&str) -> String| {
            if seen.rows > 0 {
                let rows = if seen.rows == 1 { "1 row".to_string() } else { format!("{} rows", seen.rows) };
                all.push(format!("{name}: {} (the first on line {})", what(&rows), seen.line));
            }
        };
        say(self.disordered, &|rows| {
            format!("estimates of deaths do not rise from low to high in {rows}, which are kept as they stand")
        });
        let encoding = self.legacy.encoding().name();
        say(self.recoded, &|rows| {
            format!(
                "not UTF-8 in {rows}, where such fields are read as {encoding}; if names look wrong, save the file as UTF-8"
            )
        });
        say(self.nul, &|rows| format!("NUL characters in {rows}: the file may be damaged"));
        say(self.lost, &|rows| format!("characters were lost before the file came here (\u{fffd}) in {rows}"));
        say(self.turned, &|rows| format!("marks that turn the direction of writing in {rows} are left out"));
        say(self.headers, &|rows| format!("the header again in {rows}, which are no events: were files joined?"));
        all
    }
}
