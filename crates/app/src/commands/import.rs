//! `import`: event files to one table.

use crate::exit::{CommandResult, DONE, INTERRUPTED, PARTIAL, alone};
use crate::interrupt::listen_saying;
use crate::progress::duration;
use crate::terminal::{complain, counted, exact, note, say, table};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_scenario::delimited::dates::DateOrder;
use groundswell_scenario::events::{
    DATASETS, DUPLICATES, Dataset, Duplicates, FileCount, ImportRequest, Imported, Sink, WordCount, columns_of,
    country_of, import,
};
use groundswell_tables::stamp::WrittenFile;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A dataset by its word.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DatasetWord {
    /// Armed Conflict Location & Event Data, your own export
    Acled,
    /// UCDP Georeferenced Event Dataset
    Ucdp,
    /// GDELT 2.0 or 1.0 event files
    Gdelt,
    /// Mass Mobilization (Clark & Regan)
    Mm,
    /// Crowd Counting Consortium
    Ccc,
    /// Count Love
    Countlove,
    /// Social Conflict Analysis Database
    Scad,
    /// Work stoppages of the Federal Mediation and Conciliation Service
    Fmcs,
    /// Any table; say with --columns what is where
    Table,
}

/// Which of several rows of one identifier is kept.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DuplicatesWord {
    /// All of them, and how many there are is said
    Keep,
    /// The first in the order of files and lines
    First,
    /// The last
    Last,
    /// The one the dataset changed last: by the row's time (ACLED, GDELT), the file's version (UCDP), else the last
    Newest,
}

/// What comes first in a date as 05/01/2022.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DatesWord {
    /// What the file shows; a date that may be two days is rejected
    Shown,
    /// The day
    DayFirst,
    /// The month
    MonthFirst,
}

/// How many files, notices and words are listed.
const LISTED: usize = 20;

/// `import`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell import ucdp GEDEvent_v24_1.csv --country KAZ\n  groundswell import acled my-export.csv --from 2021-12-01 --to 2022-02-01 -o events.csv\n  groundswell import gdelt 20220105*.export.CSV.zip -o january.parquet\n  groundswell import mm mmALL_073120_csv.csv --country KAZ --json\n  groundswell import table strikes.csv --columns date=Day,place=Town,size=Workers --country CHL\n\nFiles may be plain, .gz or .zip, or folders of such; with commas, semicolons or tabs. Rows and files\nthat cannot be read are listed with the reason, here and in NAME.rejected.csv; the rest is imported and\nthe exit code is 75. Columns:\ndocs/event-table.md. No names of persons and nothing finer than a town is kept."
)]
pub(crate) struct ImportArguments {
    /// What the files are
    #[arg(value_enum)]
    pub dataset: DatasetWord,
    /// Event files or folders of them, read in this order into one table
    #[arg(required_unless_present = "example", value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Print the event file of the manual, Belarus 2020 in the layout of ACLED
    #[arg(long, conflicts_with_all = ["files", "columns"])]
    pub example: bool,
    /// Of `import table`: which column is what, as date=Day,place=Town,size=Crowd
    #[arg(long, value_name = "NAME=COLUMN,…", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// Only events of this country, by its code or English name
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// Only events that last to this day or longer
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,
    /// Only events that begin by this day
    #[arg(long, value_name = "DATE")]
    pub to: Option<NaiveDate>,
    /// Which rows are kept where several have one identifier, also in different files
    #[arg(long, value_enum, default_value = "keep", value_name = "WHICH")]
    pub duplicates: DuplicatesWord,
    /// What comes first in dates as 05/01/2022
    #[arg(long, value_enum, default_value = "shown", value_name = "ORDER")]
    pub dates: DatesWord,
    /// The table, .parquet or .csv
    #[arg(short, long, default_value = "events.parquet", value_name = "FILE")]
    pub out: PathBuf,
    /// Replace a table that is there
    #[arg(long)]
    pub force: bool,
    /// Print the summary as JSON
    #[arg(long)]
    pub json: bool,
    /// No progress and no summary; complaints only
    #[arg(short, long)]
    pub quiet: bool,
}

/// The event file of the manual: coded by hand from published reports.
const EXAMPLE: &str = include_str!("../../../../scenarios/examples/blr.csv");

/// Reads event files.
pub(crate) fn run(asked: &ImportArguments) -> CommandResult {
    let dataset = DATASETS[asked.dataset as usize];
    if asked.example {
        return example(dataset);
    }
    let begun = Instant::now();
    let columns = columns_of(dataset, &asked.columns).map_err(|wrong| with_header(wrong, &asked.files))?;
    let wanted = wanted(asked, dataset, &columns)?;
    let mut sink = Sink::create(&asked.out, asked.force).map_err(alone)?;
    let imported = read(asked, &wanted, &mut sink)?;
    if imported.stopped {
        note("interrupted: nothing was written, since half a table looks like a whole one");
        return Ok(INTERRUPTED);
    }
    let rows = sink.rows();
    let (file, rejected_file) = sink.finish().map_err(alone)?;
    let partial = imported.all.rejected > 0 || imported.bad_files > 0;
    tell(&imported, wanted.duplicates);
    if partial {
        complain(&imported.complaints);
        let path = rejected_file.as_ref().map_or(String::new(), |file| file.path.display().to_string());
        note(format!("{} could not be read: all are listed with the reason in {path}", rejected_words(&imported)));
    }
    let written = WrittenEvents { file, rejected_file, rows, seconds: begun.elapsed().as_secs_f64() };
    if asked.json {
        let all = as_json(dataset, &imported, &written);
        say(serde_json::to_string_pretty(&all).expect("counts become JSON"));
    } else if !asked.quiet {
        summary(&imported);
        say(in_one_line(&imported, &written));
    }
    Ok(if partial { PARTIAL } else { DONE })
}

/// Which events are read, and how.
fn wanted<'a>(
    asked: &ImportArguments,
    dataset: Dataset,
    columns: &'a [(&'static str, String)],
) -> Result<ImportRequest<'a>, Complaints> {
    let country = asked.country.as_deref().map(country_of).transpose()?;
    if let (Some(from), Some(to)) = (asked.from, asked.to)
        && from > to
    {
        let complaint = Complaint::inconsistent(format!("nothing lies from {from} to {to}"));
        return Err(alone(complaint.allowed("a `--from` that is not after `--to`")));
    }
    Ok(ImportRequest {
        dataset,
        country,
        from: asked.from,
        to: asked.to,
        columns,
        duplicates: DUPLICATES[asked.duplicates as usize].1,
        order: [DateOrder::Unknown, DateOrder::DayFirst, DateOrder::MonthFirst][asked.dates as usize],
        stop: listen_saying("nothing is written"),
    })
}

/// Reads the files, with a bar, or where nobody would see one a line now and then.
fn read(asked: &ImportArguments, wanted: &ImportRequest<'_>, sink: &mut Sink) -> Result<Imported, Complaints> {
    let bar = bar(size_of_all(&asked.files) * wanted.passes(), asked.quiet);
    let mut last = Instant::now();
    let imported = import(&asked.files, wanted, sink, &mut |progress| {
        bar.set_position(progress.bytes);
        bar.set_message(format!("{} rows", exact(progress.rows as f64)));
        if bar.is_hidden() && !asked.quiet && last.elapsed() > Duration::from_secs(2) {
            last = Instant::now();
            note(format!("{} rows read", exact(progress.rows as f64)));
        }
    });
    bar.finish_and_clear();
    imported.map_err(alone)
}

/// The table, and the list of what could not be read.
struct WrittenEvents {
    file: WrittenFile,
    rejected_file: Option<WrittenFile>,
    rows: u64,
    seconds: f64,
}

fn in_one_line(imported: &Imported, written: &WrittenEvents) -> String {
    let read = imported.all.read;
    format!(
        "{} of {} in {}, {} ({} rows a second)",
        counted(written.rows, "event"),
        counted(read, "row"),
        written.file.path.display(),
        duration(written.seconds),
        exact((read as f64 / written.seconds.max(1e-9)).round()),
    )
}

/// What is wrong with the names of columns, and which columns the first file has.
fn with_header(wrong: Complaints, files: &[PathBuf]) -> Complaints {
    let header = || {
        let file = std::fs::File::open(files.first()?).ok()?;
        let mut start = String::new();
        BufReader::new(file.take(1 << 16)).read_line(&mut start).ok()?;
        let start = start.trim().trim_start_matches('\u{feff}');
        (!start.is_empty() && !start.contains(char::is_control) || start.contains('\t')).then(|| start.to_string())
    };
    let Some(header) = header() else { return wrong };
    let mut said = Complaints::default();
    said.extend(wrong.into_iter().map(|complaint| complaint.advise(format!("the first line of the file: {header}"))));
    said
}

/// Prints the example of a layout.
fn example(dataset: Dataset) -> CommandResult {
    if dataset != Dataset::Acled {
        let problem = Problem::NotAllowed { name: "--example".into(), found: dataset.word().into() };
        return Err(alone(Complaint::new(problem).allowed("acled: the only layout with an example")));
    }
    say(EXAMPLE.trim_end());
    Ok(DONE)
}

/// What became of the rows, for programs.
fn as_json(dataset: Dataset, imported: &Imported, written: &WrittenEvents) -> serde_json::Value {
    json!({
        "all": imported.all, "files": imported.files, "files_read": imported.files_read, "bad_files": imported.bad_files,
        "aside": imported.aside, "doubled": imported.doubled, "doubled_ids": imported.doubled_ids,
        "notices": imported.notices, "sizes_unread": imported.sizes_unread,
        "countries_unknown": imported.countries_unknown,
        "source": dataset.word(), "out": written.file.path, "sha256": written.file.sha256, "rows": written.rows,
        "rejected": imported.all.rejected, "rejected_file": written.rejected_file.as_ref().map(|file| &file.path),
        "seconds": written.seconds,
    })
}

fn rejected_words(imported: &Imported) -> String {
    let (rows, files) = (imported.all.rejected, imported.bad_files);
    match (rows, files) {
        (rows, 0) => counted(rows, "row"),
        (0, files) => counted(files, "file"),
        (rows, files) => format!("{} and {}", counted(rows, "row"), counted(files, "file")),
    }
}

/// What the user should know once.
fn tell(imported: &Imported, duplicates: Duplicates) {
    imported.notices.iter().take(LISTED).for_each(|notice| note(format!("note: {notice}")));
    if imported.notices.len() > LISTED {
        let more = imported.notices.len() - LISTED;
        note(format!("note: {} more notices of this kind; `--json` has the first 1,000", exact(more as f64)));
    }
    if imported.aside.total() > 0 {
        note(format!("note: set aside as no tables: {}", most(&imported.aside)));
    }
    if imported.doubled > 0 {
        let named: Vec<&str> = imported.doubled_ids.keys().take(5).map(String::as_str).collect();
        let kept = match duplicates {
            Duplicates::Keep => "all are kept; `--duplicates first`, `last` or `newest` keeps one of each",
            Duplicates::First => "the first of each is kept",
            Duplicates::Last => "the last of each is kept",
            Duplicates::Newest => "the newest of each is kept",
        };
        let rows = if imported.doubled == 1 { "row has" } else { "rows have" };
        let count = exact(imported.doubled as f64);
        note(format!("note: {count} {rows} an identifier that another row has, such as {}; {kept}", named.join(", ")));
    }
    let sizes = imported.sizes_unread.total();
    if sizes > 0 {
        let words = most(&imported.sizes_unread);
        note(format!("note: {} not understood, such rows have none: {words}", counted(sizes, "size")));
    }
    let countries = imported.countries_unknown.total();
    if countries > 0 {
        let words = most(&imported.countries_unknown);
        note(format!("note: {} of countries without a code here: {words}", counted(countries, "row")));
    }
    if imported.all.kept == 0 && imported.all.rejected == 0 && imported.all.read > 0 {
        note("note: nothing is left after `--country`, `--from` and `--to`");
    }
}

/// The commonest of some words, with their numbers.
fn most(words: &WordCount) -> String {
    let mut all: Vec<_> = words.kept.iter().collect();
    all.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), (*name).clone()));
    let shown: Vec<String> = all.iter().take(5).map(|(name, count)| format!("`{name}` ({count})")).collect();
    let shown_rows: u64 = all.iter().take(5).map(|(_, count)| **count).sum();
    let others = words.total() - shown_rows;
    let more = if others > 0 { format!(" and {} others", exact(others as f64)) } else { String::new() };
    shown.join(", ") + &more
}

/// Rows by file: of many files those where something is wrong come first.
fn summary(imported: &Imported) {
    let headings = ["file", "rows", "events", "elsewhere", "other time", "no event", "doubled", "rejected"];
    let row = |file: &FileCount, name: String| {
        let numbers =
            [file.read, file.kept, file.elsewhere, file.other_time, file.no_event, file.doubled, file.rejected];
        std::iter::once(name).chain(numbers.map(|n| exact(n as f64))).collect::<Vec<_>>()
    };
    let mut files: Vec<&FileCount> = imported.files.iter().collect();
    if files.len() > LISTED {
        files.sort_by_key(|file| std::cmp::Reverse(file.rejected));
    }
    let mut rows: Vec<Vec<String>> = files.iter().take(LISTED).map(|file| row(file, file.file.clone())).collect();
    if imported.files_read > 1 {
        rows.push(row(&imported.all, format!("all {} files", exact(imported.files_read as f64))));
    }
    say(table(&headings, &[1, 2, 3, 4, 5, 6, 7], rows));
}

/// Bytes of files, and of files in folders.
fn size_of_all(paths: &[PathBuf]) -> u64 {
    let files = groundswell_scenario::events::files_of(paths).unwrap_or_default();
    files.iter().filter_map(|(file, _)| std::fs::metadata(file).ok()).map(|about| about.len()).sum()
}

fn bar(bytes: u64, quiet: bool) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::hidden());
    if !quiet && std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(8));
        let style = ProgressStyle::with_template("{bar:28} {percent:>3} %  {msg}  {elapsed} so far, {eta} left");
        bar.set_style(style.expect("the template is right").progress_chars("█▉▊▋▌▍▎▏ "));
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_datasets_are_in_the_same_order() {
        for (word, dataset) in DatasetWord::value_variants().iter().zip(DATASETS) {
            assert_eq!(word.to_possible_value().expect("a word").get_name(), dataset.word());
            assert!(DATASETS[*word as usize] == dataset && !Dataset::title(dataset).is_empty());
        }
        for (word, (name, _)) in DuplicatesWord::value_variants().iter().zip(DUPLICATES) {
            assert_eq!(word.to_possible_value().expect("a word").get_name(), name);
        }
    }
}
