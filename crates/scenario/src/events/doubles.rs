//! Events that come twice: overlapping exports, yearly files and the candidate files before them.

use super::EventRow;
use std::collections::hash_map::{DefaultHasher, Entry};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{Hash, Hasher};

/// How many of the doubled identifiers are named.
const NAMED: usize = 20;

/// Which of several rows of one identifier is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// All of them.
    #[default]
    Keep,
    /// The first in the order of files and lines.
    First,
    /// The last.
    Last,
    /// The one that the dataset changed last: by the time in the row (ACLED's `timestamp`, GDELT's `DATEADDED`), else by
    /// the version in the name of the file (UCDP's `v24_1`, `v24_0_3`), else the last.
    Newest,
}

/// All of them, with their words.
pub const DUPLICATES: [(&str, Duplicates); 4] = [
    ("keep", Duplicates::Keep),
    ("first", Duplicates::First),
    ("last", Duplicates::Last),
    ("newest", Duplicates::Newest),
];

impl Duplicates {
    /// Whether rows have to be looked at before any can be kept.
    pub fn looks_ahead(self) -> bool {
        matches!(self, Duplicates::Last | Duplicates::Newest)
    }
}

/// How new a row is, oldest first: time in the row, version of its file, place in the order of rows.
type Age = (u64, u64, u64);

/// The identifiers that were seen. A row takes some 20 bytes, or 50 where the newest is wanted.
pub(crate) struct Doubles {
    rule: Duplicates,
    seen: HashMap<u64, Age>,
    plain: HashSet<u64>,
    rows: u64,
    /// Rows whose identifier another row before them has.
    pub doubled: u64,
    /// Some of these identifiers, with how many rows more than one each has.
    pub named: BTreeMap<String, u64>,
}

fn hashed(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// The version in a file's name: `GEDEvent_v24_0_3.csv` is 24.0.3. 0 where there is none.
pub(crate) fn version(file: &str) -> u64 {
    file.rsplit(['/', '\\']).map(version_of_name).find(|version| *version > 0).unwrap_or(0)
}

fn version_of_name(name: &str) -> u64 {
    let name = name.to_ascii_lowercase();
    let after = name.match_indices('v').map(|(at, _)| &name[at + 1..]);
    let numbers = after.map(|rest| {
        let parts = rest.split(['_', '.', '-']).map_while(|part| part.parse::<u64>().ok().filter(|n| *n < 1000));
        parts.take(3).collect::<Vec<_>>()
    });
    // A single number is no version of a dataset but of anything.
    let parts = numbers.max_by_key(Vec::len).filter(|parts| parts.len() >= 2).unwrap_or_default();
    (0..3).fold(0, |all, i| all * 1000 + parts.get(i).copied().unwrap_or(0))
}

impl Doubles {
    /// Nothing seen yet.
    pub(crate) fn new(rule: Duplicates) -> Doubles {
        let (seen, plain, named) = (HashMap::new(), HashSet::new(), BTreeMap::new());
        Doubles { rule, seen, plain, rows: 0, doubled: 0, named }
    }

    /// Looks at a row before any is kept.
    pub(crate) fn survey(&mut self, event: &EventRow<'_>, version: u64) {
        self.rows += 1;
        let newer = if self.rule == Duplicates::Newest { (event.stamp.unwrap_or(0), version) } else { (0, 0) };
        let age = (newer.0, newer.1, self.rows);
        match self.seen.entry(hashed(&event.id)) {
            Entry::Vacant(place) => drop(place.insert(age)),
            Entry::Occupied(mut place) if *place.get() < age => drop(place.insert(age)),
            Entry::Occupied(_) => {}
        }
    }

    /// Goes through the same rows again.
    pub(crate) fn again(&mut self) {
        self.rows = 0;
    }

    /// Whether a row is kept.
    pub(crate) fn keeps(&mut self, event: &EventRow<'_>) -> bool {
        self.rows += 1;
        let hash = hashed(&event.id);
        let kept = match self.rule {
            _ if self.rule.looks_ahead() => self.seen.get(&hash).is_none_or(|age| age.2 == self.rows),
            _ => self.plain.insert(hash),
        };
        if kept {
            return true;
        }
        self.doubled += 1;
        let many = self.named.len() >= NAMED;
        match self.named.get_mut(&event.id) {
            Some(count) => *count += 1,
            None if many => {}
            None => drop(self.named.insert(event.id.clone(), 1)),
        }
        self.rule == Duplicates::Keep
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_in_the_names_of_files() {
        let order = ["ged.csv", "GEDEvent_v23_1.csv", "x/GEDEvent_v24_0_3.csv.zip/a.csv", "GEDEvent_v24_0_11.csv"];
        assert_eq!(version(order[0]), 0);
        assert!(version("GEDEvent_v24_0_3.csv") < version(order[3]));
        assert_eq!(version(order[2]), version("GEDEvent_v24_0_3.csv"));
        assert!(version(order[1]) < version("GEDEvent_v24_0_3.csv"));
        assert!(version(order[3]) < version("ged_v24_1.csv") && version("ged_v24_1.csv") < version("GED-v25.1.csv"));
        assert_eq!(version("events_v2.csv"), 0);
    }
}
