//! `import`: event files to one table.

use super::alone;
use crate::progress::duration;
use crate::terminal::{complain, exact, note, say, table};
use crate::{DONE, Done, INTERRUPTED, PARTIAL};
use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_scenario::events::{Asked, DATASETS, Imported, Sink, country, import};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A dataset by its word.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DatasetWord {
    /// Armed Conflict Location & Event Data, your own export
    Acled,
    /// UCDP Georeferenced Event Dataset
    Ucdp,
    /// GDELT 2.0 or 1.0 event files
    Gdelt,
    /// Mass Mobilization (Clark & Regan)
    Mm,
}

/// `import`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell import ucdp GEDEvent_v24_1.csv --country KAZ\n  groundswell import acled my-export.csv --from 2021-12-01 --to 2022-02-01 -o events.csv\n  groundswell import gdelt 20220105*.export.CSV.zip -o january.parquet\n  groundswell import mm mmALL_073120_csv.csv --country KAZ --json\n\nFiles may be plain, .gz or .zip, with commas, semicolons or tabs. Rows that cannot be read are\nlisted with line and reason, here and in NAME.rejected.csv; the exit code is then 75. Columns:\ndocs/event-table.md. No names of persons and nothing finer than a town is kept."
)]
pub struct Import {
    /// What the files are
    #[arg(value_enum)]
    pub dataset: DatasetWord,
    /// Event files, read in this order into one table
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Only events of this country: three letters of ISO 3166
    #[arg(long, value_name = "ISO3")]
    pub country: Option<String>,
    /// Only events that last to this day or longer
    #[arg(long, value_name = "DATE")]
    pub from: Option<NaiveDate>,
    /// Only events that begin by this day
    #[arg(long, value_name = "DATE")]
    pub to: Option<NaiveDate>,
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

/// Reads event files.
pub fn run(asked: &Import) -> Done {
    let dataset = DATASETS[asked.dataset as usize];
    let country = match &asked.country {
        Some(code) => Some(country::of_iso3(code).ok_or_else(|| unknown_country(code))?),
        None => None,
    };
    if let (Some(from), Some(to)) = (asked.from, asked.to)
        && from > to
    {
        let complaint = Complaint::inconsistent(format!("nothing lies from {from} to {to}"));
        return Err(alone(complaint.allowed("a `--from` that is not after `--to`")));
    }
    let stop = Arc::new(AtomicBool::new(false));
    let flag = stop.clone();
    // A second signal is left to the system.
    let _ = ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    });
    let begun = Instant::now();
    let mut sink = Sink::create(&asked.out, asked.force).map_err(alone)?;
    let bar = bar(&asked.files, asked.quiet);
    let mut told = Instant::now();
    let wanted = Asked { dataset, country, from: asked.from, to: asked.to, stop: &stop };
    let imported = import(&asked.files, &wanted, &mut sink, &mut |progress| {
        bar.set_position(progress.bytes);
        bar.set_message(format!("{} rows", exact(progress.rows as f64)));
        if bar.is_hidden() && !asked.quiet && told.elapsed() > Duration::from_secs(2) {
            told = Instant::now();
            note(format!("{} rows read", exact(progress.rows as f64)));
        }
    });
    bar.finish_and_clear();
    let imported = imported.map_err(alone)?;
    if imported.stopped {
        note("interrupted: nothing was written, since half a table looks like a whole one");
        return Ok(INTERRUPTED);
    }
    let rows = sink.rows();
    let (file, rejected_file) = sink.finish().map_err(alone)?;
    let rejected = imported.total(|file| file.rejected);
    tell(&imported, rejected);
    if rejected > 0 {
        complain(&imported.complaints);
        let path = rejected_file.as_ref().map_or(String::new(), |file| file.path.display().to_string());
        note(format!(
            "{} rows could not be read: all of them stand, with line and reason, in {path}",
            exact(rejected as f64)
        ));
    }
    let seconds = begun.elapsed().as_secs_f64();
    if asked.json {
        let all = json!({
            "source": dataset.word(), "out": file.path, "sha256": file.sha256, "rows": rows, "rejected": rejected,
            "rejected_file": rejected_file.map(|file| file.path), "files": imported.files, "notices": imported.notices,
            "sizes_unread": imported.sizes_unread, "countries_unknown": imported.countries_unknown, "seconds": seconds,
        });
        say(serde_json::to_string_pretty(&all).expect("counts become JSON"));
    } else if !asked.quiet {
        summary(&imported);
        let read = imported.total(|file| file.read);
        say(format!(
            "{} of {} in {}, {} ({} rows a second)",
            several(rows, "event"),
            several(read, "row"),
            file.path.display(),
            duration(seconds),
            exact((read as f64 / seconds.max(1e-9)).round()),
        ));
    }
    Ok(if rejected > 0 { PARTIAL } else { DONE })
}

fn several(count: u64, what: &str) -> String {
    format!("{} {what}{}", exact(count as f64), if count == 1 { "" } else { "s" })
}

/// What the user should know once.
fn tell(imported: &Imported, rejected: u64) {
    imported.notices.iter().for_each(|notice| note(format!("note: {notice}")));
    let most = |counts: &std::collections::BTreeMap<String, u64>| {
        let mut all: Vec<_> = counts.iter().collect();
        all.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), (*name).clone()));
        let shown: Vec<String> = all.iter().take(5).map(|(name, count)| format!("`{name}` ({count})")).collect();
        let more = if all.len() > 5 { format!(" and {} others", all.len() - 5) } else { String::new() };
        shown.join(", ") + &more
    };
    let sizes: u64 = imported.sizes_unread.values().sum();
    if sizes > 0 {
        let words = most(&imported.sizes_unread);
        note(format!("note: {} sizes name no number, such rows have none: {words}", exact(sizes as f64)));
    }
    let countries: u64 = imported.countries_unknown.values().sum();
    if countries > 0 {
        let words = most(&imported.countries_unknown);
        note(format!("note: {} rows are of countries without a code here: {words}", exact(countries as f64)));
    }
    if rejected == 0 && imported.total(|file| file.kept) == 0 {
        note("note: nothing is left after `--country`, `--from` and `--to`");
    }
}

fn summary(imported: &Imported) {
    let headings = ["file", "rows", "events", "elsewhere", "other time", "no event", "rejected"];
    let count = |n: u64| exact(n as f64);
    let rows = imported.files.iter().map(|file| {
        let numbers = [file.read, file.kept, file.elsewhere, file.other_time, file.no_event, file.rejected];
        std::iter::once(file.file.clone()).chain(numbers.map(count)).collect()
    });
    say(table(&headings, &[1, 2, 3, 4, 5, 6], rows));
}

fn unknown_country(code: &str) -> Complaints {
    // A name instead of its letters is the likeliest slip.
    let complaint = match country::of_name(code) {
        Some(country) => {
            let problem = Problem::NotAllowed { name: "--country".into(), found: code.into() };
            Complaint::new(problem).nearest_of(country.iso3, [country.iso3])
        }
        None => Complaint::unknown("country", &code.to_ascii_uppercase(), country::codes()),
    };
    alone(complaint.allowed("three letters of ISO 3166, as KAZ"))
}

fn bar(files: &[PathBuf], quiet: bool) -> ProgressBar {
    let bytes: u64 = files.iter().filter_map(|file| std::fs::metadata(file).ok()).map(|about| about.len()).sum();
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
    use groundswell_scenario::events::Dataset;

    #[test]
    fn words_and_datasets_are_in_the_same_order() {
        for (word, dataset) in DatasetWord::value_variants().iter().zip(DATASETS) {
            assert_eq!(word.to_possible_value().expect("a word").get_name(), dataset.word());
            assert!(DATASETS[*word as usize] == dataset && !Dataset::title(dataset).is_empty());
        }
    }
}
