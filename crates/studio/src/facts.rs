//! One's own facts: tables that are uploaded in the place of a scenario's, kept in memory
//! until the Studio ends.

use crate::api::country::{Facts, FactsTable};
use crate::api::problem::{Code, Problem};
use crate::scenarios::{read, typed};
use groundswell_scenario::files::Files;
use groundswell_study::report::country;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Tables that are kept at once.
const MOST: usize = 16;

/// A table with what it is.
struct Upload {
    about: Facts,
    text: String,
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
fn file(table: FactsTable) -> &'static str {
    match table {
        FactsTable::Facts => "facts.csv",
        FactsTable::Targets => "targets.csv",
    }
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
        if self.inner().uploads.len() >= MOST {
            return Err(Problem::new(Code::Conflict, format!("{MOST} tables are kept already: delete one of them")));
        }
        let files = with(files, BTreeMap::from([(file(table).to_string(), text.clone())]));
        let read = read(&files, &[])?;
        let (events, series) = (typed(country::events(&read))?, typed(country::series(&read))?);
        let rows = match table {
            FactsTable::Facts => read.facts.len(),
            FactsTable::Targets => read.targets.len(),
        };
        let mut inner = self.inner();
        inner.last += 1;
        let about =
            Facts { id: format!("facts-{}", inner.last), scenario: scenario.into(), table, rows, events, series };
        inner.uploads.push(Upload { about: about.clone(), text });
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
        let mut texts = BTreeMap::new();
        for id in ids {
            let upload = inner.uploads.iter().find(|upload| upload.about.id == *id);
            let upload = upload.ok_or_else(|| unknown(id, &inner.uploads))?;
            if upload.about.scenario != scenario {
                let of = &upload.about.scenario;
                return Err(Problem::new(Code::Wrong, format!("`{id}` was uploaded for {of}, not for {scenario}")));
            }
            let name = file(upload.about.table);
            if texts.insert(name.to_string(), upload.text.clone()).is_some() {
                return Err(Problem::new(Code::Wrong, format!("two of these take the place of {name}")));
            }
        }
        Ok(with(files, texts))
    }
}

fn unknown(id: &str, uploads: &[Upload]) -> Problem {
    Problem::unknown("facts", id, uploads.iter().map(|upload| upload.about.id.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        uploads.remove(&about.id).expect("there");
        assert_eq!(uploads.over("two-towns", files(), &[about.id]).err().map(|p| p.code), Some(Code::Unknown));
    }
}
