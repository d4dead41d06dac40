//! One's own facts: tables that are uploaded in the place of a scenario's, and shocks and calls that are added to
//! its timeline, kept in memory until the Studio ends.

use crate::api::country::{Facts, FactsTable, NewBar};
use crate::api::problem::{Code, Problem};
use crate::scenarios::{read, typed};
use groundswell_engine::spec::CALL_TO;
use groundswell_scenario::files::Files;
use groundswell_scenario::triggers::write::{NewCall, NewShock, NewTrigger, with_trigger};
use groundswell_study::report::country;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Tables that are kept at once.
const MOST: usize = 16;

/// What is kept of one's own.
enum Kept {
    /// A table in the place of a scenario's.
    Table(String),
    /// A row of the scenario file.
    Bar(Box<NewTrigger>),
}

/// Something of one's own with what it is.
struct Upload {
    about: Facts,
    kept: Kept,
}

#[derive(Default)]
struct Inner {
    uploads: Vec<Upload>,
    last: u64,
}

/// Everything uploaded.
#[derive(Default)]
pub(crate) struct Uploads(Mutex<Inner>);

/// The file that a table stands for.
fn file(table: FactsTable) -> Result<&'static str, Problem> {
    match table {
        FactsTable::Facts => Ok("facts.csv"),
        FactsTable::Targets => Ok("targets.csv"),
        FactsTable::Trigger => Err(Problem::new(Code::Wrong, "a shock or a call is no table: send it to /api/bars")),
    }
}

/// A bar as the scenario file has it, off until it is switched on. Its name stands in settings, which these signs part.
fn trigger(bar: &NewBar) -> Result<NewTrigger, Problem> {
    let name = bar.name.trim();
    if name.is_empty() || name.contains(['=', ':', ',', '.', '\n']) {
        let what = format!("`{name}` cannot be a name: it needs letters, and none of = : , .");
        return Err(Problem::new(Code::Wrong, what));
    }
    let (at, source) = (bar.at.clone(), Some("added in the Studio".to_string()));
    let to = (bar.kind == CALL_TO[1]).then(|| CALL_TO[1].to_string());
    Ok(if to.is_some() || bar.kind == "call" {
        let (at, name) = (Some(at), name.to_string());
        NewTrigger::Call(NewCall { name, to, at, hours: bar.hours, source, ..NewCall::default() })
    } else {
        let (name, numbers) = (Some(name.to_string()), [None, None, bar.hours]);
        NewTrigger::Shock(NewShock { kind: bar.kind.clone(), name, at, numbers, source, ..NewShock::default() })
    })
}

/// Files of a scenario with some of its tables replaced.
fn with(files: Files, texts: BTreeMap<String, String>) -> Files {
    if texts.is_empty() { files } else { Files::With(Box::new(files), Arc::new(texts)) }
}

impl Uploads {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Checks a table as the scenario's own is checked, and keeps it.
    pub(crate) fn add(&self, scenario: &str, files: Files, table: FactsTable, text: String) -> Result<Facts, Problem> {
        self.has_room()?;
        let files = with(files, BTreeMap::from([(file(table)?.to_string(), text.clone())]));
        self.keep(scenario, &files, table, Kept::Table(text))
    }

    /// Checks a shock or a call in its scenario, with what else is one's own there, and keeps it.
    pub(crate) fn add_bar(&self, files: Files, bar: &NewBar) -> Result<Facts, Problem> {
        self.has_room()?;
        let files = self.over(&bar.scenario, files, &bar.facts)?;
        let added = trigger(bar)?;
        self.keep(&bar.scenario, &with_trigger(files, &added)?, FactsTable::Trigger, Kept::Bar(Box::new(added)))
    }

    fn has_room(&self) -> Result<(), Problem> {
        if self.inner().uploads.len() >= MOST {
            return Err(Problem::new(Code::Conflict, format!("{MOST} tables are kept already: delete one of them")));
        }
        Ok(())
    }

    /// Keeps what was checked in these files.
    fn keep(&self, scenario: &str, files: &Files, table: FactsTable, kept: Kept) -> Result<Facts, Problem> {
        let read = read(files, &[])?;
        let (events, series) = (typed(country::events(&read))?, typed(country::series(&read))?);
        let rows = match table {
            FactsTable::Facts => read.facts.len(),
            FactsTable::Targets => read.targets.len(),
            FactsTable::Trigger => 1,
        };
        let bar = match &kept {
            Kept::Table(_) => None,
            Kept::Bar(bar) => match &**bar {
                NewTrigger::Shock(shock) => shock.name.as_ref().map(|name| format!("shock.{name}")),
                NewTrigger::Call(call) => Some(format!("call.{}", call.name)),
            },
        };
        let mut inner = self.inner();
        inner.last += 1;
        let (id, scenario) = (format!("facts-{}", inner.last), scenario.to_string());
        let about = Facts { id, scenario, table, bar, rows, events, series };
        inner.uploads.push(Upload { about: about.clone(), kept });
        Ok(about)
    }

    /// Every table that is kept.
    pub(crate) fn list(&self) -> Vec<Facts> {
        self.inner().uploads.iter().map(|upload| upload.about.clone()).collect()
    }

    /// Forgets a table.
    pub(crate) fn remove(&self, id: &str) -> Result<(), Problem> {
        let mut inner = self.inner();
        let at = inner.uploads.iter().position(|upload| upload.about.id == id);
        let at = at.ok_or_else(|| unknown(id, &inner.uploads))?;
        inner.uploads.remove(at);
        Ok(())
    }

    /// The files of a scenario with these tables in the place of its own.
    pub(crate) fn over(&self, scenario: &str, files: Files, ids: &[String]) -> Result<Files, Problem> {
        let inner = self.inner();
        let (mut texts, mut bars) = (BTreeMap::new(), Vec::new());
        for id in ids {
            let upload = inner.uploads.iter().find(|upload| upload.about.id == *id);
            let upload = upload.ok_or_else(|| unknown(id, &inner.uploads))?;
            if upload.about.scenario != scenario {
                let of = &upload.about.scenario;
                return Err(Problem::new(Code::Wrong, format!("`{id}` was uploaded for {of}, not for {scenario}")));
            }
            match &upload.kept {
                Kept::Bar(bar) => bars.push(&**bar),
                Kept::Table(text) => {
                    let name = file(upload.about.table)?;
                    if texts.insert(name.to_string(), text.clone()).is_some() {
                        return Err(Problem::new(Code::Wrong, format!("two of these take the place of {name}")));
                    }
                }
            }
        }
        bars.into_iter().try_fold(with(files, texts), |files, bar| Ok(with_trigger(files, bar)?))
    }
}

fn unknown(id: &str, uploads: &[Upload]) -> Problem {
    Problem::unknown("facts", id, uploads.iter().map(|upload| upload.about.id.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundswell_engine::spec::{CallTo, SECTORS};

    #[test]
    fn a_table_of_ones_own_is_checked_kept_and_used() {
        let (uploads, files) = (Uploads::default(), || Files::BuiltIn("two-towns"));
        let own = files().text("facts.csv").expect("there");
        let (heading, rows) = own.split_once('\n').expect("a heading");
        let first = rows.lines().next().expect("a row");
        let about =
            uploads.add("two-towns", files(), FactsTable::Facts, format!("{heading}\n{first}\n")).expect("right");
        assert_eq!((about.rows, about.id.as_str()), (1, "facts-1"));
        let replaced = uploads.over("two-towns", files(), std::slice::from_ref(&about.id)).expect("known");
        assert_eq!(read(&replaced, &[]).expect("right").facts.len(), 1);

        let wrong =
            uploads.add("two-towns", files(), FactsTable::Facts, format!("{heading}\nx{first}\n")).expect_err("no id");
        assert_eq!((wrong.code, wrong.complaints[0].line), (Code::Wrong, Some(2)));
        assert_eq!(wrong.complaints[0].file.as_deref(), Some("facts.csv"));
        assert!(uploads.over("kazakhstan-2022", files(), std::slice::from_ref(&about.id)).is_err());
        assert!(uploads.over("two-towns", files(), &[about.id.clone(), about.id.clone()]).is_err());
        // A shock is added to what is there, off; another of its name is refused.
        let at = read(&files(), &[]).expect("right").start.format("%Y-%m-%dT%H:%M").to_string();
        let bar = |kind: &str, name: &str| NewBar {
            scenario: "two-towns".into(),
            name: name.into(),
            kind: kind.into(),
            at: at.clone(),
            hours: Some(6.0),
            facts: vec![about.id.clone()],
        };
        let shock = uploads.add_bar(files(), &bar("election", "a ruling")).expect("right");
        assert_eq!(shock.bar.as_deref(), Some("shock.a ruling"));
        let call = uploads.add_bar(files(), &bar("call", "to the square")).expect("right");
        let both = uploads.over("two-towns", files(), &[about.id.clone(), shock.id, call.id]).expect("known");
        let both = read(&both, &["shock.a ruling.enabled=true".into()]).expect("right");
        assert_eq!((both.facts.len(), both.calls.last().map(|row| row.call.hours)), (1, Some(6.0)));
        assert!(both.shocks.last().is_some_and(|row| row.shock.enabled && row.shock.decay == 6.0));
        let strike = uploads.add_bar(files(), &bar("strike", "walk-out")).expect("right");
        let with = uploads.over("two-towns", files(), &[strike.id]).expect("known");
        let with = read(&with, &[]).expect("right");
        assert_eq!(
            with.calls.last().map(|row| row.call.to),
            Some(CallTo::Strike { sectors: [true; SECTORS], share: 1.0 })
        );
        for wrong in [bar("wedding", "x"), bar("call", "a=b"), bar("election", " ")] {
            assert_eq!(uploads.add_bar(files(), &wrong).err().map(|problem| problem.code), Some(Code::Wrong));
        }
        uploads.remove(&about.id).expect("there");
        assert_eq!(uploads.over("two-towns", files(), &[about.id]).err().map(|p| p.code), Some(Code::Unknown));
    }
}
