//! A classic model: its ensemble, and the grid of the first replicate as it moves.

use super::within;
use crate::api::classic::{Classic as Shown, ClassicParameter, ClassicReport, Published};
use crate::api::event::{Begun, Ended, Grid, Happening, Tick};
use crate::api::film::{Film, FilmRequest};
use crate::api::job::{self, ClassicRequest, Job, JobKind, MOST_REPLICATES};
use crate::api::problem::{Code, Problem};
use crate::api::schema::{Mark, SettingValue};
use crate::queue::{JobOutcome, QueueEntry};
use crate::studio::Studio;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use groundswell_chance::draw::Key;
use groundswell_classics::ClassicError;
use groundswell_classics::models::published::published;
use groundswell_classics::models::{CLASSICS, Classic, epstein, find};
use groundswell_classics::parameter::{self, ClassicSettings};
use groundswell_complaint::Complaints;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::{Duration, Instant};

/// Sites of all ticks that are sent of one grid, at most; of longer runs every n-th tick is shown.
const MOST_SITES: u64 = 24 << 20;

/// The largest grid that is shown.
const LARGEST_GRID: u64 = 1 << 18;

/// Turns, or ties looked at, of one job: a minute or two on two cores. More is for the command line.
const MOST_WORK: f64 = 2e9;

/// People and ties of one graph that the Studio holds.
const LARGEST_CROWD: f64 = 5e7;

/// From one batch of ticks to the next.
const BETWEEN_TICKS: Duration = Duration::from_millis(40);

/// Every classic.
pub(crate) fn list() -> Vec<Shown> {
    CLASSICS.iter().map(|classic| shown(classic)).collect()
}

fn shown(classic: &Classic) -> Shown {
    let parameter = |p: &parameter::ClassicParameter| {
        let finite = |x: f64| x.is_finite().then_some(x);
        let number = p.choices.is_empty();
        let default = match p.choices.get(p.default as usize) {
            Some(word) => SettingValue::Choice(word.to_string()),
            None => SettingValue::Number(p.default),
        };
        ClassicParameter {
            name: p.name.into(),
            meaning: p.meaning.into(),
            unit: p.unit.into(),
            default,
            low: finite(p.low).filter(|_| number),
            high: finite(p.high).filter(|_| number),
            choices: p.choices.iter().map(|word| word.to_string()).collect(),
            mark: match p.mark {
                parameter::ClassicMark::Literature => Mark::L,
                parameter::ClassicMark::Data => Mark::D,
                parameter::ClassicMark::Assumed => Mark::A,
            },
        }
    };
    Shown {
        name: classic.name.into(),
        title: classic.title.into(),
        meaning: classic.meaning.into(),
        source: classic.source.into(),
        replicates: classic.replicates,
        grid: has_grid(classic),
        parameters: classic.parameters.iter().map(parameter).collect(),
    }
}

fn has_grid(classic: &Classic) -> bool {
    std::ptr::eq(classic, &epstein::CLASSIC)
}

/// Checks the request and puts it into the queue.
pub(crate) fn ask(studio: &Arc<Studio>, request: &ClassicRequest) -> Result<Job, Problem> {
    let name = &request.classic;
    let classic = named(name)?;
    let settings = set(classic, &request.settings)?;
    let replicates = request.replicates.unwrap_or(classic.replicates);
    within("replicates", replicates, 1, MOST_REPLICATES)?;
    not_too_large(classic, &settings, replicates, request.grid)?;
    let (seed, grid) = (request.seed, request.grid);
    let work = Box::new(move |entry: &QueueEntry| {
        run(entry, classic, &settings, seed, replicates, grid).unwrap_or_else(JobOutcome::Failed)
    });
    studio.queue.push(JobKind::Classic, name, replicates, None, work)
}

fn named(name: &str) -> Result<&'static Classic, Problem> {
    find(name).ok_or_else(|| Problem::unknown("classic", name, CLASSICS.iter().map(|classic| classic.name)))
}

/// The settings of a classic with these changes.
fn set(classic: &'static Classic, changes: &job::Settings) -> Result<ClassicSettings, Problem> {
    let mut settings = classic.settings();
    let mut complaints = Complaints::default();
    for (name, value) in changes {
        if let Err(error) = settings.set(name, &value.text()) {
            complaints.push(complaint_of(classic, &error, &value.text()));
        }
    }
    Ok(complaints.or(settings)?)
}

/// One replicate of a classic, person by person.
///
/// # Errors
/// Settings that are wrong; a classic that has none; a crowd that cannot be drawn.
pub(crate) fn film(name: &str, asked: &FilmRequest) -> Result<Film, Problem> {
    let classic = named(name)?;
    let made = classic.film(&set(classic, &asked.settings)?, asked.seed);
    let made = made.ok_or_else(|| Problem::new(Code::Wrong, format!("{name} is shown tick by tick, as a job")))?;
    let wrong = |error: ClassicError| Problem::of(Code::Wrong, &complaint_of(classic, &error, "").into());
    typed(serde_json::to_value(made.map_err(wrong)?).unwrap_or_default())
}

fn complaint_of(classic: &Classic, error: &ClassicError, text: &str) -> groundswell_complaint::Complaint {
    let unknown = || classic.parameters.iter().map(|p| p.name);
    match error {
        ClassicError::Unknown { name, .. } => groundswell_complaint::Complaint::unknown("parameter", name, unknown()),
        ClassicError::OutOfRange { name, .. } | ClassicError::NoSuchChoice { name, .. } => {
            let problem = groundswell_complaint::Problem::NotAllowed { name: name.clone(), found: text.into() };
            let allowed = match classic.parameters.iter().find(|p| p.name == name) {
                Some(p) if p.choices.is_empty() => format!("{} to {} {}", p.low, p.high, p.unit).trim_end().to_string(),
                Some(p) => p.choices.join(", "),
                None => String::new(),
            };
            groundswell_complaint::Complaint::new(problem).allowed(allowed)
        }
        error => groundswell_complaint::Complaint::inconsistent(error.to_string()),
    }
}

/// Refuses what would hold the queue up for long: an ensemble cannot be stopped half-way.
fn not_too_large(classic: &Classic, settings: &ClassicSettings, replicates: u32, grid: bool) -> Result<(), Problem> {
    let value = |name: &str| settings.iter().find(|(p, _)| p.name == name).map(|(_, value)| value);
    let (width, height, ticks) = (value("width"), value("height"), value("ticks"));
    let sites = width.unwrap_or(1.0) * height.unwrap_or(1.0);
    let crowd = value("people").unwrap_or(1.0) * (1.0 + value("mean_degree").unwrap_or(10.0));
    let work = if ticks.is_some() { sites * ticks.unwrap_or(1.0) } else { crowd } * f64::from(replicates);
    let too_large = |what: String| {
        let advice = format!("make it smaller, or run it on the command line: groundswell run {}", classic.name);
        let complaint = groundswell_complaint::Complaint::inconsistent(what).advise(advice);
        Err(Problem::of(Code::TooLarge, &complaint.into()))
    };
    if work > MOST_WORK || crowd > LARGEST_CROWD {
        return too_large("this is more than the Studio computes at once".into());
    }
    if grid && !has_grid(classic) {
        let complaint = groundswell_complaint::Complaint::inconsistent(format!("{} has no grid to show", classic.name));
        return Err(Problem::of(Code::Wrong, &complaint.into()));
    }
    if grid && sites > LARGEST_GRID as f64 {
        return too_large(format!("a grid of {sites} sites is more than can be shown"));
    }
    Ok(())
}

fn run(
    entry: &QueueEntry,
    classic: &'static Classic,
    settings: &ClassicSettings,
    seed: u64,
    replicates: u32,
    grid: bool,
) -> Result<JobOutcome, Problem> {
    let ended = |finished| Ended { run: None, finished, replicates, seconds: entry.seconds() };
    let begun = Begun { run: None, hours: 0, places: 0, agents: 0, replicates, threads: 0 };
    entry.log.tell(&Happening::Begun(begun));
    let wrong = |error: &ClassicError| Problem::of(Code::Wrong, &complaint_of(classic, error, "").into());
    if grid {
        show_grid(entry, settings, seed).map_err(|error| wrong(&error))?;
        if entry.stopped() {
            return Ok(JobOutcome::Cancelled(ended(0)));
        }
    }
    // On a thread of its own, so that a cancelled one is left to itself and the next job begins.
    let (sender, receiver) = sync_channel(1);
    let (ours, asked) = (settings.clone(), settings.clone());
    std::thread::Builder::new()
        .name("studio-classic".into())
        .spawn(move || {
            // Nobody may be waiting any more.
            let _ = sender.send(classic.run(&ours, seed, replicates));
        })
        .map_err(|error| Problem::new(Code::Internal, format!("no thread can be begun: {error}")))?;
    let report = loop {
        match receiver.recv_timeout(Duration::from_millis(20)) {
            Ok(report) => break report.map_err(|error| wrong(&error))?,
            Err(RecvTimeoutError::Timeout) if entry.stopped() => return Ok(JobOutcome::Cancelled(ended(0))),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Problem::new(Code::Internal, "a fault of the program ended the ensemble"));
            }
        }
    };
    let beside = published(classic, &asked);
    let mut value = serde_json::to_value(&report).unwrap_or_default();
    value["published"] = json!(
        beside
            .iter()
            .map(|p| Published { figure: p.figure.into(), value: p.value, row: p.row.into(), source: p.source.into() })
            .collect::<Vec<_>>()
    );
    let told: ClassicReport = typed(value)?;
    entry.change(|job| (job.finished, job.fraction) = (report.replicates, 1.0));
    entry.log.tell(&Happening::Classic(Box::new(told)));
    Ok(JobOutcome::Done(ended(report.replicates)))
}

fn typed<T: DeserializeOwned>(value: Value) -> Result<T, Problem> {
    let wrong = |error| Problem::new(Code::Internal, format!("what a classic shows is not as described: {error}"));
    serde_json::from_value(value).map_err(wrong)
}

/// Sends the grid of the first replicate, tick by tick.
fn show_grid(entry: &QueueEntry, settings: &ClassicSettings, seed: u64) -> Result<(), ClassicError> {
    let (rules, ticks) = (epstein::rules_of(settings), settings.count("ticks"));
    let sites = u64::from(rules.width) * u64::from(rules.height);
    let every = (sites * u64::from(ticks)).div_ceil(MOST_SITES).max(1) as u32;
    let mut batch = Grid { width: rules.width, height: rules.height, every, ticks: Vec::new() };
    let (mut told, mut arrests) = (Instant::now(), 0);
    epstein::watched(rules, epstein::course_of(settings), ticks, Key::new(seed, 0), |grid, tally| {
        arrests += tally.arrests;
        if grid.ticks().is_multiple_of(every) {
            let bytes: Vec<u8> = grid.sites().iter().map(|site| *site as u8).collect();
            batch.ticks.push(Tick {
                tick: grid.ticks(),
                sites: STANDARD.encode(bytes),
                quiet: tally.quiet,
                active: tally.active,
                jailed: tally.jailed,
                cops: tally.cops,
                arrests: std::mem::take(&mut arrests),
            });
        }
        if told.elapsed() >= BETWEEN_TICKS {
            entry.change(|job| job.fraction = f64::from(grid.ticks()) / f64::from(ticks.max(1)));
            let ticks = std::mem::take(&mut batch.ticks);
            entry.log.tell(&Happening::Grid(Grid { ticks, ..batch.clone() }));
            told = Instant::now();
        }
        !entry.stopped()
    })?;
    if !batch.ticks.is_empty() {
        entry.log.tell(&Happening::Grid(batch));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_hold_up_the_queue_is_refused() {
        let watts = find("watts").expect("a classic");
        let mut settings = watts.settings();
        assert!(not_too_large(watts, &settings, 200, false).is_ok());
        settings.set("people", "100000000").expect("in range");
        let problem = not_too_large(watts, &settings, 1, false).expect_err("too large");
        assert_eq!(problem.code, Code::TooLarge);
        assert!(problem.complaints[0].advice[0].contains("groundswell run watts"));
        let grid = not_too_large(watts, &watts.settings(), 1, true).expect_err("no grid");
        assert_eq!(grid.code, Code::Wrong);
    }

    #[test]
    fn every_report_of_a_classic_is_as_described() {
        for classic in CLASSICS {
            let report = classic.run(&classic.settings(), 1, 2).expect("defaults go together");
            let mut value = serde_json::to_value(&report).expect("JSON");
            value["published"] = json!([]);
            typed::<ClassicReport>(value).expect("as described");
            if classic.film(&classic.settings(), 1).is_some() {
                let asked = FilmRequest { settings: job::Settings::new(), seed: 1 };
                assert!(!film(classic.name, &asked).expect("as described").people.is_empty());
            }
        }
        assert_eq!(list().len(), CLASSICS.len());
        assert!(list().iter().any(|classic| classic.grid));
    }
}
