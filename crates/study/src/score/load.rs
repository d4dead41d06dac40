//! Events by name or path: scenarios with a record, and tables of reports alone.

use super::Event;
use super::record::EventRecord;
use crate::condition::parameters::AggregatePrior;
use crate::pool::{self, Pool};
use groundswell_complaint::{Complaint, Complaints};
use groundswell_scenario::alone::{scenario as table_alone, table_at};
use groundswell_scenario::files::{BUILT_IN, read_text};
use groundswell_scenario::scenario::Scenario;
use std::path::Path;

/// The tutorial: nothing in it happened.
const INVENTED: &str = "two-towns";
/// Longest table of a pool, in bytes.
const LONGEST: u64 = 1 << 24;

/// An event by its name, with its record.
pub struct Named {
    /// Its name: that of the scenario.
    pub name: String,
    /// Its scenario.
    pub scenario: Scenario,
    /// What is recorded.
    pub record: EventRecord,
}

/// Events that were loaded.
pub struct Loaded {
    /// Events with a record.
    pub events: Vec<Named>,
    /// What cannot be scored of those that were named, and why.
    pub left: Vec<Complaint>,
    /// How many of those that were named these are.
    pub left_out: usize,
}

/// Events by name or path; those that the program carries if none is given, without those that have no record by unit.
/// What cannot be scored is left out. What must be said of the files is added to `notes`, also where it ends in an error.
///
/// # Errors
/// Nothing that can be scored; two events of one name.
pub fn load(given: &[String], notes: &mut Vec<String>) -> Result<Loaded, Complaints> {
    let recorded = BUILT_IN.iter().map(|built_in| built_in.name).filter(|name| *name != INVENTED);
    let names = if given.is_empty() { recorded.map(String::from).collect() } else { given.to_vec() };
    let mut loaded = Loaded { events: vec![], left: vec![], left_out: 0 };
    let mut twice = Complaints::default();
    for path in &names {
        let found = scenario(path, notes).and_then(|scenario| {
            let record = pool::record(&scenario)?;
            Ok((scenario, record))
        });
        match found {
            Ok((scenario, record)) => {
                let name = scenario.name.clone();
                if loaded.events.iter().any(|event| event.name == name) {
                    let why = format!("two events are called `{name}`: {path} is the second");
                    twice.push(Complaint::inconsistent(why));
                } else {
                    loaded.events.push(Named { name, scenario, record });
                }
            }
            Err(complaints) => {
                loaded.left.extend(complaints.iter().cloned());
                loaded.left_out += usize::from(!given.is_empty());
            }
        }
    }
    if !twice.is_empty() {
        return Err(twice);
    }
    if loaded.events.is_empty() {
        let mut all = Complaints::default();
        loaded.left.into_iter().for_each(|complaint| all.push(complaint));
        return Err(all);
    }
    Ok(loaded)
}

/// The scenario of an event: one by name or path, or that of a table of events where there is no scenario to read.
fn scenario(path: &str, notes: &mut Vec<String>) -> Result<Scenario, Complaints> {
    let at = Path::new(path);
    let built_in = BUILT_IN.iter().any(|built_in| built_in.name == path);
    let has = |name: &str| at.join(name).is_file();
    let read = |notes: &mut Vec<String>| {
        let scenario = Scenario::load(path, &[])?;
        notes.extend(scenario.remarks().into_iter().map(|remark| format!("note: {remark}")));
        Ok(scenario)
    };
    let of_table = |table: &Path, notes: &mut Vec<String>| {
        let (scenario, said) = table_alone(table)?;
        notes.extend(said);
        Ok(scenario)
    };
    match table_at(at).filter(|_| !built_in) {
        Some(table) if at.is_file() || !has("scenario.toml") => of_table(&table, notes),
        // Facts with units, and nothing that says what these are.
        Some(table) if !has("places.csv") && !has("units.csv") => read(notes).or_else(|complaints: Complaints| {
            let scenario = of_table(&table, notes).map_err(|_: Complaints| complaints)?;
            notes.push(format!("{path} has no places: its units are those that {} names", table.display()));
            Ok(scenario)
        }),
        _ => read(notes),
    }
}

/// What is known of other events: a table that was written, `none`, or the one that the program carries.
///
/// # Errors
/// A table that cannot be read or is no pool.
pub fn pool_of(asked: Option<&Path>) -> Result<Option<Pool>, Complaints> {
    match asked {
        None => Pool::shipped().map(Some),
        Some(path) if path == Path::new("none") => Ok(None),
        Some(path) => Pool::read(&path.display().to_string(), &read_text(path, LONGEST)?).map(Some),
    }
}

impl Event {
    /// An event with the prior that other events give it.
    pub fn of(named: Named, pool: Option<&Pool>) -> Event {
        let others = pool.map_or(0, |pool| pool.events().iter().filter(|event| **event != named.name).count());
        Event {
            prior: pool.map_or_else(AggregatePrior::default, |pool| pool.prior(&named.name)),
            made_from: format!("{others} other events"),
            name: named.name,
            scenario: named.scenario,
            record: named.record,
        }
    }
}
