//! Events of one's own: begun, recorded and judged by the functions that the command line calls too.
//!
//! They lie in the folder `scenarios` of the folder of runs, where the Studio finds them again when it begins.
//! **Invariant:** nothing is written outside that folder. Its name is made by [`slug`], and an uploaded file gets a name
//! of ours; only the ending of its own is looked at.

use crate::api::country::ScenarioCard;
use crate::api::own::{
    Nation, NewOwn, NewOwnTrigger, NotMatched, OwnAdded, OwnCall, OwnClass, OwnEvents, OwnMade, Trigger, World,
};
use crate::api::problem::{self, Code, Problem};
use crate::extract::MOST_EVENTS;
use crate::scenarios::card;
use chrono::{Days, NaiveDate, NaiveDateTime};
use groundswell_complaint::{Complaint, Complaints};
use groundswell_engine::spec::{CALL_TO, SECTOR_NAMES, SHOCK_KINDS};
use groundswell_scenario::check::questionable;
use groundswell_scenario::delimited::dates::DateOrder;
use groundswell_scenario::events::{
    COLUMNS, DATASETS, Dataset, Duplicates, ImportRequest, Imported, Sink, column_called, country, import,
};
use groundswell_scenario::files::Files;
use groundswell_scenario::made;
use groundswell_scenario::names::slug;
use groundswell_scenario::record::RecordRequest;
use groundswell_scenario::record::make::make;
use groundswell_scenario::scenario::Scenario;
use groundswell_scenario::triggers::DAYS;
use groundswell_scenario::triggers::write::{NewCall, NewShock, add_call, add_shock};
use groundswell_scenario::verdict::{HeldClass, of_scenario};
use groundswell_world::{borders, find, nations};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Most triggers of a scenario that is begun here; more are written into its file.
const MOST_TRIGGERS: usize = 20;

/// Longest title, in characters.
const LONGEST_TITLE: usize = 120;

/// An import that takes longer is for the command line: an archive may hold far more than its length says.
const LONGEST_IMPORT: Duration = Duration::from_secs(60);

/// Events that are listed because they are not in the record.
const LISTED: usize = 500;

/// Complaints about rows that are listed.
const COMPLAINTS: usize = 50;

/// How far from an event its place may be, kilometres, as on the command line.
const WITHIN: f64 = 25.0;

/// Endings of event files that can be read; plain text stands for every other.
const ENDINGS: [&str; 5] = ["csv", "tsv", "txt", "gz", "zip"];

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let mut borders = borders();
    let nation = |nation: &groundswell_world::WorldNation| Nation {
        iso3: nation.iso3().into(),
        name: nation.name().into(),
        units: nation.units(),
        towns: nation.towns(),
        grade: nation.grade().into(),
        border: borders.remove(nation.iso2()).unwrap_or_default(),
    };
    World {
        nations: nations().iter().filter(|nation| nation.units() > 0).map(nation).collect(),
        kinds: SHOCK_KINDS.map(String::from).to_vec(),
        days: DAYS.map(String::from).to_vec(),
        sectors: SECTOR_NAMES.map(String::from).to_vec(),
        datasets: DATASETS.iter().map(|dataset| [dataset.word().into(), dataset.title().into()]).collect(),
        columns: COLUMNS.iter().map(|name| name.to_string()).collect(),
        most_events: MOST_EVENTS,
    }
});

/// What a scenario can be made of.
pub(crate) fn world() -> &'static World {
    &WORLD
}

/// The folders of scenarios that were begun in `folder`, also of those that cannot be read any more.
pub(crate) fn begun(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    found.retain(|path| path.symlink_metadata().is_ok_and(|about| about.is_dir()));
    found.sort();
    found
}

fn wrong(message: impl Into<String>) -> Problem {
    Problem::new(Code::Wrong, message)
}

/// A title, a date or a name that somebody typed, on one line.
fn plain<'a>(what: &str, text: &'a str) -> Result<&'a str, Problem> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_TITLE || text.chars().any(char::is_control) {
        return Err(wrong(format!("{what} must be 1 to {LONGEST_TITLE} characters on one line")));
    }
    Ok(text)
}

/// Begins a scenario of a country in `folder`, with its triggers.
///
/// # Errors
/// What cannot be: then nothing is left behind.
pub(crate) fn begin(folder: &Path, asked: &NewOwn) -> Result<(OwnMade, Files), Problem> {
    let title = plain("the title", &asked.title)?;
    let start: NaiveDate =
        asked.start.trim().parse().map_err(|_| wrong(format!("`{}` is no date as 2020-08-08", asked.start)))?;
    if !(1..=731).contains(&asked.days) {
        return Err(wrong(format!("{} days: 1 to 731 are allowed", asked.days)));
    }
    if asked.triggers.len() > MOST_TRIGGERS {
        return Err(wrong(format!("{} triggers: at most {MOST_TRIGGERS}", asked.triggers.len())));
    }
    let last = start.checked_add_days(Days::new(asked.days.into()));
    let last = last.ok_or_else(|| wrong(format!("`{}` is too late a day", asked.start)))?;
    let triggers =
        asked.triggers.iter().map(|trigger| shock_of(trigger, last)).collect::<Result<Vec<NewShock>, Problem>>()?;
    let called = slug(title);
    let path = folder.join(&called);
    let wanted = made::ScenarioOfCountry {
        called: &called,
        title,
        summary: None,
        country: asked.country.trim(),
        start,
        days: asked.days,
        level: 0,
        year: None,
        only: &[],
        towns: None,
        places: None,
    };
    let written = made::write(&wanted, &path).map_err(Problem::of_directory)?;
    let scenario = match triggered(&written.file, &triggers, written.scenario) {
        Ok(scenario) => scenario,
        Err(problem) => {
            // It was made a moment ago, by us, and by nobody else's name.
            let _ = std::fs::remove_dir_all(&path);
            return Err(problem);
        }
    };
    let files = Files::Folder(written.file);
    let assumed = scenario.country.assumed.iter().map(|(what, value)| [what.to_string(), value.to_string()]).collect();
    let card = ScenarioCard { own: true, ..card(&scenario.name, &scenario) };
    Ok((OwnMade { card, folder: path.display().to_string(), notes: written.notes, assumed }, files))
}

/// Adds triggers to a scenario that was begun a moment ago, and reads it again.
fn triggered(file: &Path, triggers: &[NewShock], scenario: Scenario) -> Result<Scenario, Problem> {
    if triggers.is_empty() {
        return Ok(scenario);
    }
    let name = file.display().to_string();
    triggers.iter().try_for_each(|shock| add_shock(&name, shock).map(drop))?;
    Ok(Scenario::load(&name, &[])?)
}

/// A time by the clock of the country. What happened before the first day may still be felt; what comes after the last
/// is no trigger.
fn time_of(typed: &str, last: NaiveDate) -> Result<String, Problem> {
    let at = NaiveDateTime::parse_from_str(typed.trim(), "%Y-%m-%dT%H:%M")
        .map_err(|_| wrong(format!("`{typed}` is no time as 2020-08-09T20:00")))?;
    if at.date() >= last {
        return Err(wrong(format!("`{typed}` is after the last day")));
    }
    Ok(at.format("%Y-%m-%dT%H:%M:%S").to_string())
}

/// A trigger as it is added; `last` is the day after the window.
fn shock_of(trigger: &Trigger, last: NaiveDate) -> Result<NewShock, Problem> {
    let name = plain("the name of a trigger", &trigger.name)?;
    if !SHOCK_KINDS.contains(&trigger.kind.as_str()) {
        return Err(Problem::unknown("kind of trigger", &trigger.kind, SHOCK_KINDS));
    }
    let at = time_of(&trigger.at, last)?;
    let places = trigger.places.clone();
    Ok(NewShock { name: Some(name.into()), kind: trigger.kind.clone(), at, places, ..NewShock::default() })
}

/// A call as it is added.
fn call_of(call: &OwnCall, last: NaiveDate) -> Result<NewCall, Problem> {
    let name = plain("the name of a call", &call.name)?.to_string();
    let at = call.at.as_deref().map(|at| time_of(at, last)).transpose()?;
    let (every, hour) = if at.is_some() { (vec![], None) } else { (call.every.clone(), call.hour) };
    let announced = call.announced.as_deref().map(|at| time_of(at, last)).transpose()?;
    let to = call.strike.then(|| CALL_TO[1].to_string());
    let (hours, places) = (call.hours, call.places.clone());
    let (sectors, share) = (call.sectors.clone(), call.share);
    Ok(NewCall { name, to, sectors, share, at, every, hour, announced, hours, places, ..NewCall::default() })
}

/// Adds a trigger or a call to a scenario that was begun here, as `groundswell scenario shock` and `scenario call` do.
///
/// # Errors
/// What cannot be: then the scenario stays as it is.
pub(crate) fn add(file: &Path, asked: &NewOwnTrigger) -> Result<OwnAdded, Problem> {
    let name = file.display().to_string();
    let scenario = Scenario::load(&name, &[])?;
    let last = scenario.time(f64::from(scenario.hours) - 1.0).date() + Days::new(1);
    if scenario.shocks.len() + scenario.calls.len() >= 10 * MOST_TRIGGERS {
        return Err(wrong("there are as many triggers as the page adds: more are written into the file"));
    }
    let added = match asked {
        NewOwnTrigger::Shock(trigger) => add_shock(&name, &shock_of(trigger, last)?)?,
        NewOwnTrigger::Call(call) => add_call(&name, &call_of(call, last)?)?,
    };
    Ok(OwnAdded { row: added.row })
}

/// What is said of an uploaded file.
pub(crate) struct OwnUpload<'a> {
    /// The name that it had.
    pub name: &'a str,
    /// The dataset by its word; it is recognised without.
    pub dataset: Option<&'a str>,
    /// Of a table of one's own: which column is what, as `date=Day,place=Town`.
    pub columns: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
}

/// Reads an event file into the record of a scenario, and says what became of it.
///
/// # Errors
/// A file of which nothing can be read; none of its events is of this country and these days.
pub(crate) fn take(file: &Path, upload: &OwnUpload<'_>) -> Result<OwnEvents, Problem> {
    let scenario = Scenario::load(&file.display().to_string(), &[])?;
    let inputs = tempfile::tempdir().map_err(|error| Problem::new(Code::Internal, error.to_string()))?;
    let given = inputs.path().join(format!("events.{}", ending(upload.name)));
    std::fs::write(&given, upload.bytes).map_err(|error| Problem::new(Code::Internal, error.to_string()))?;
    let events = inputs.path().join("table.parquet");
    let (dataset, imported) = imported(&given, &events, &scenario, upload)?;
    let asked = RecordRequest { within_km: WITHIN, ..RecordRequest::default() };
    let made = make(&file.display().to_string(), std::slice::from_ref(&events), &asked, true)?;
    let again = Scenario::load(&file.display().to_string(), &[])?;
    let verdict = of_scenario(&again);
    let (recorded, tables) = (&made.recorded, &made.tables);
    let all = &imported.all;
    Ok(OwnEvents {
        dataset: dataset.title().into(),
        read: all.read,
        kept: all.kept,
        elsewhere: all.elsewhere,
        other_time: all.other_time,
        no_event: all.no_event,
        rejected: all.rejected,
        complaints: imported
            .complaints
            .iter()
            .take(COMPLAINTS)
            .map(|complaint| named(complaint, upload.name))
            .collect(),
        notices: imported.notices,
        matched: recorded.matched,
        by: recorded.by.iter().map(|(how, n)| (how.to_string(), *n)).collect(),
        unmatched: recorded.unmatched.iter().map(|(why, n)| (why.to_string(), *n)).collect(),
        not_matched: not_matched(&made.unmatched),
        facts: tables.counts.0,
        targets: tables.counts.1,
        covered: recorded.gathered.covered.map(|(from, to)| [from.to_string(), to.to_string()]),
        classes: classes(&verdict.classes),
        if_ordered: classes(&verdict.if_ordered),
        missing: verdict.pieces.iter().filter(|p| p.found.is_none()).map(|p| p.name.to_string()).collect(),
        questionable: questionable(&again).iter().map(problem::Complaint::from).collect(),
    })
}

fn classes(held: &[HeldClass]) -> Vec<OwnClass> {
    let class =
        |held: &HeldClass| OwnClass { code: held.label.clone(), name: held.name.into(), rule: held.rule.into() };
    held.iter().map(class).collect()
}

/// The first events of the list of those that are not in the record.
fn not_matched(list: &Path) -> Vec<NotMatched> {
    let Ok(mut reader) = csv::Reader::from_path(list) else { return vec![] };
    let row = |row: csv::StringRecord| {
        let of = |at: usize| row.get(at).unwrap_or_default();
        NotMatched {
            date: of(2).into(),
            place: if of(3).is_empty() { of(4) } else { of(3) }.into(),
            lat: of(5).parse().ok(),
            lon: of(6).parse().ok(),
            reason: of(7).into(),
        }
    };
    reader.records().flatten().take(LISTED).map(row).collect()
}

/// A complaint about the file as it was called.
fn named(complaint: &Complaint, name: &str) -> problem::Complaint {
    problem::Complaint { file: Some(name.into()), ..problem::Complaint::from(complaint) }
}

fn ending(name: &str) -> &'static str {
    let theirs = Path::new(name).extension().map(|end| end.to_string_lossy().to_lowercase());
    ENDINGS.into_iter().find(|known| Some(*known) == theirs.as_deref()).unwrap_or("csv")
}

/// Which column of a table of one's own is what.
fn columns(text: &str) -> Result<Vec<(&'static str, String)>, Problem> {
    let pair = |pair: &str| {
        let (name, theirs) = pair.split_once('=').unwrap_or((pair, ""));
        let known = column_called(name.trim());
        let known = known.ok_or_else(|| Problem::unknown("column", name, COLUMNS.iter().copied()))?;
        Ok((known, theirs.trim().to_string()))
    };
    let pairs = text.split(',').filter(|pair| !pair.trim().is_empty()).map(pair);
    pairs.filter(|pair| !matches!(pair, Ok((_, theirs)) if theirs.is_empty())).collect()
}

fn imported(
    given: &Path,
    to: &Path,
    scenario: &Scenario,
    upload: &OwnUpload<'_>,
) -> Result<(Dataset, Imported), Problem> {
    let columns = columns(upload.columns)?;
    let candidates: Vec<Dataset> = match upload.dataset.filter(|word| !word.is_empty()) {
        Some(word) => {
            let found = DATASETS.into_iter().find(|dataset| dataset.word() == word);
            vec![found.ok_or_else(|| Problem::unknown("dataset", word, DATASETS.iter().map(|d| d.word())))?]
        }
        None if !columns.is_empty() => vec![Dataset::Table],
        None => DATASETS.into_iter().filter(|dataset| *dataset != Dataset::Table).collect(),
    };
    let one = candidates.len() == 1;
    for dataset in candidates {
        match read_as(dataset, given, to, scenario, &columns) {
            Ok(imported) if one || imported.all.kept + imported.all.elsewhere + imported.all.other_time > 0 => {
                return Ok((dataset, imported));
            }
            Err(problem) if one || problem.code == Code::TooLarge => return Err(renamed(problem, upload.name)),
            _ => {}
        }
    }
    let known: Vec<&str> = DATASETS.iter().filter(|d| **d != Dataset::Table).map(|dataset| dataset.title()).collect();
    Err(wrong(format!("this file is of none of the datasets that are known by their columns ({})", known.join(", "))))
}

/// What is said of our file, said of theirs.
fn renamed(mut problem: Problem, name: &str) -> Problem {
    problem.complaints.iter_mut().filter(|complaint| complaint.file.is_some()).for_each(|c| c.file = Some(name.into()));
    problem
}

fn read_as(
    dataset: Dataset,
    given: &Path,
    to: &Path,
    scenario: &Scenario,
    columns: &[(&'static str, String)],
) -> Result<Imported, Problem> {
    let readers = |complaint: Complaint| Problem::of(Code::Wrong, &Complaints::from(complaint));
    let stop = AtomicBool::new(false);
    let last = scenario.time(f64::from(scenario.hours) - 1.0).date();
    let asked = ImportRequest {
        dataset,
        country: scenario_country(scenario),
        from: Some(scenario.start.date()),
        to: Some(last),
        duplicates: Duplicates::Keep,
        columns,
        order: DateOrder::Unknown,
        stop: &stop,
    };
    let mut sink = Sink::create(to, true).map_err(readers)?;
    let begun = Instant::now();
    let imported = import(&[given.to_path_buf()], &asked, &mut sink, &mut |_| {
        if begun.elapsed() > LONGEST_IMPORT {
            stop.store(true, Ordering::Relaxed);
        }
    })
    .map_err(readers)?;
    if imported.stopped {
        let what =
            format!("reading it takes longer than {} seconds: use `groundswell import`", LONGEST_IMPORT.as_secs());
        return Err(Problem::new(Code::TooLarge, what));
    }
    sink.finish().map_err(readers)?;
    Ok(imported)
}

/// The country that the scenario file names, as the readers of events know it.
fn scenario_country(scenario: &Scenario) -> Option<&'static country::IsoCountry> {
    let table: toml::Table = scenario.text.parse().ok()?;
    let name = table.get("scenario")?.get("country")?.as_str()?;
    country::of_iso3(find(name)?.iso3())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn belarus(title: &str) -> NewOwn {
        let trigger = Trigger {
            name: "election \"of\" 9 August".into(),
            kind: "election".into(),
            at: "2020-08-09T20:00".into(),
            places: vec![],
        };
        NewOwn {
            title: title.into(),
            country: "BLR".into(),
            start: "2020-08-08".into(),
            days: 10,
            triggers: vec![trigger],
        }
    }

    #[test]
    fn an_event_of_another_country_is_begun_recorded_and_judged() {
        let folder = tempfile::tempdir().expect("a folder");
        let (made, files) = begin(folder.path(), &belarus("Belarus, August 2020")).expect("it can be");
        let Files::Folder(file) = files else { panic!("it lies in a folder") };
        assert!(made.card.units == 7 && !made.assumed.is_empty());
        let scenario = Scenario::load(&file.display().to_string(), &[]).expect("right");
        assert_eq!(scenario.shocks.len(), 1);
        let table = "Day,Town,Crowd\n2020-08-09,Minsk,5000\n2020-08-10,Hrodna,2000\n2020-08-11,Atlantis,10\n2021-01-01,Minsk,10\n";
        let upload = OwnUpload {
            name: "../../mine.csv",
            dataset: None,
            columns: "date=Day,place=Town,size=Crowd",
            bytes: table.as_bytes(),
        };
        let became = take(&file, &upload).expect("read");
        assert_eq!((became.read, became.other_time, became.matched), (4, 1, 2), "{became:?}");
        assert_eq!((became.not_matched.len(), became.not_matched[0].place.as_str()), (1, "Atlantis"));
        assert!(became.facts > 0 && became.targets > 0 && !became.missing.is_empty());
        assert_eq!(begun(folder.path()).len(), 1);
        let names: Vec<_> = std::fs::read_dir(folder.path()).expect("there").flatten().collect();
        assert_eq!(names.len(), 1, "nothing lies beside it");
    }

    #[test]
    fn one_that_was_made_wrong_by_hand_is_listed_with_what_is_wrong() {
        let folder = tempfile::tempdir().expect("a folder");
        for title in ["Right", "Wrong", "Two towns"] {
            begin(folder.path(), &belarus(title)).expect("it can be");
        }
        let file = |name: &str| folder.path().join(name).join("scenario.toml");
        let rewrite = |name: &str, from: &str, to: &str| {
            let text = std::fs::read_to_string(file(name)).expect("there");
            assert!(text.contains(from), "{text}");
            std::fs::write(file(name), text.replacen(from, to, 1)).expect("written");
        };
        rewrite("wrong", "[scenario]", "[scenario]\nhuors = 3");
        std::fs::create_dir(folder.path().join("nothing")).expect("made");
        let scenarios = crate::scenarios::Scenarios::new(&[file("right").display().to_string()]).expect("right");
        for path in begun(folder.path()) {
            scenarios.found(&path);
        }
        let own: Vec<ScenarioCard> = scenarios.cards().expect("listed").into_iter().filter(|card| card.own).collect();
        let said = |name: &str| {
            let card = own.iter().find(|card| card.name == name).unwrap_or_else(|| panic!("{name}: {own:?}"));
            format!("{:?}", card.problem.as_ref().expect("it is wrong"))
        };
        assert_eq!(own.len(), 3, "what was given by its path is listed once: {own:?}");
        assert!(said("wrong").contains("huors") && said("wrong").contains("line: Some("), "{}", said("wrong"));
        assert!(said("two-towns-2").contains("there is a scenario `two-towns` already"), "{}", said("two-towns-2"));
        assert!(said("nothing").contains("scenario.toml"), "{}", said("nothing"));
        assert!(scenarios.files("two-towns-2").is_err(), "what is refused cannot be run");
        assert!(scenarios.files("two-towns").is_ok(), "and does not stand in the way of the other");
    }

    #[test]
    fn triggers_and_calls_are_added_to_what_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let (_, files) = begin(folder.path(), &belarus("Three")).expect("it can be");
        let Files::Folder(file) = files else { panic!("it lies in a folder") };
        let load = || Scenario::load(&file.display().to_string(), &[]).expect("right");
        let killing = Trigger {
            name: "first death".into(),
            kind: "killing".into(),
            at: "2020-08-10T23:00".into(),
            places: vec!["Minsk".into()],
        };
        let added = add(&file, &NewOwnTrigger::Shock(killing.clone())).expect("it can be");
        assert!(added.row.contains("kind = \"killing\"") && load().shocks.len() == 2, "{}", added.row);
        let sundays = OwnCall {
            name: "Sunday marches".into(),
            strike: false,
            sectors: vec![],
            share: None,
            announced: None,
            at: None,
            every: vec!["Sunday".into()],
            hour: Some(14.0),
            hours: Some(4.0),
            places: vec![],
        };
        add(&file, &NewOwnTrigger::Call(sundays.clone())).expect("it can be");
        assert!(load().calls.len() == 1 && load().mechanisms.calls.enabled);
        let walkout = OwnCall {
            name: "walk-out".into(),
            strike: true,
            sectors: vec!["manufacturing".into()],
            share: Some(0.3),
            announced: Some("2020-08-14T12:00".into()),
            at: Some("2020-08-17T08:00".into()),
            hours: Some(120.0),
            every: vec![],
            ..sundays.clone()
        };
        let added = add(&file, &NewOwnTrigger::Call(walkout)).expect("it can be");
        assert!(
            added.row.contains("to = \"strike\"")
                && added.row.contains("share = 0.3")
                && added.row.contains("announced"),
            "{}",
            added.row
        );
        let before = load().text;
        let wrong = [
            (
                NewOwnTrigger::Shock(Trigger { name: "two".into(), places: vec!["Minks".into()], ..killing.clone() }),
                "Minks",
            ),
            (NewOwnTrigger::Shock(Trigger { at: "2031-01-01T00:00".into(), ..killing.clone() }), "after the last day"),
            (NewOwnTrigger::Shock(killing), "given twice"),
            (
                NewOwnTrigger::Call(OwnCall { name: "b".into(), every: vec!["Someday".into()], ..sundays.clone() }),
                "Someday",
            ),
            (NewOwnTrigger::Call(OwnCall { name: "c".into(), every: vec![], ..sundays }), "every"),
        ];
        for (asked, word) in wrong {
            let problem = add(&file, &asked).expect_err(word);
            assert!(format!("{problem:?}").contains(word) && problem.code != Code::Internal, "{problem:?}");
            assert_eq!(load().text, before);
        }
    }

    #[test]
    fn what_cannot_be_leaves_nothing_behind() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = |change: fn(&mut NewOwn)| {
            let mut asked = belarus("One");
            change(&mut asked);
            begin(folder.path(), &asked).err().expect("refused")
        };
        for (change, word) in [
            ((|own| own.country = "Beralus".into()) as fn(&mut NewOwn), "Beralus"),
            (|own| own.start = "soon".into(), "soon"),
            (|own| own.days = 0, "0 days"),
            (|own| own.title = "a\nb".into(), "title"),
            (|own| own.triggers[0].kind = "wedding".into(), "wedding"),
            (|own| own.triggers[0].at = "2031-01-01T00:00".into(), "after the last day"),
            (|own| own.triggers[0].name = String::new(), "name"),
        ] {
            let problem = own(change);
            assert!(problem.message.contains(word) && problem.code != Code::Internal, "{word}: {problem:?}");
            assert_eq!(std::fs::read_dir(folder.path()).expect("there").count(), 0, "{word}");
        }
        begin(folder.path(), &belarus("../up")).expect("a title in any words");
        assert!(begun(folder.path()).iter().all(|path| path.parent() == Some(folder.path())));
        let Err(again) = begin(folder.path(), &belarus("../up")) else { panic!("it is there") };
        assert_eq!(again.code, Code::Conflict);
    }

    #[test]
    fn a_file_of_no_dataset_is_refused_by_its_own_name() {
        let folder = tempfile::tempdir().expect("a folder");
        let (_, files) = begin(folder.path(), &belarus("Two")).expect("it can be");
        let Files::Folder(file) = files else { panic!("it lies in a folder") };
        let take = |dataset, columns, bytes: &[u8]| {
            take(&file, &OwnUpload { name: "mine.csv", dataset, columns, bytes }).expect_err("refused")
        };
        assert!(take(None, "", b"a,b\n1,2\n").message.contains("none of the datasets"));
        assert_eq!(take(Some("acled"), "", b"a,b\n1,2\n").code, Code::Wrong);
        assert_eq!(take(Some("weather"), "", b"").code, Code::Unknown);
        assert_eq!(take(None, "colour=Blue", b"").code, Code::Unknown);
        assert_eq!(take(None, "date=Day", b"Day\n1999-01-01\n").code, Code::Wrong);
        assert_eq!(take(None, "", &[0, 159, 146, 150]).code, Code::Wrong);
    }
}
