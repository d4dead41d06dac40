//! From imported events to a record: facts and targets of a scenario, by stated rules.
//!
//! | step | rule |
//! |---|---|
//! | which events | protests, riots, strikes, blockades, clashes and violence whose day is known; of the run's days |
//! | where | the place by its number (`id` of places.csv and units.csv), by its name within its unit, then by its name alone if that is one place's, then by an alternate name, then the nearest place within the distance that is allowed; else the unit by its number or name, or the one in whose outline the point lies; else the country, if the event is of the whole country |
//! | several places | a text that names several (`Santiago; national`, `Nyeri, Karatina`): the one that is known, a town before its unit; of several the size is that of their unit, or of the country, and each counts as active without a size. Deaths and people detained stay with the size |
//! | one gathering | events of one day, place and group are reports of one gathering: they do not add up, the largest figure holds. The place is the one that the event names: a village that the scenario does not have is counted at the place or unit where it was found, and is a gathering of its own |
//! | a day | gatherings of distinct places add up; a figure for a whole unit or country holds instead of the sum if it is larger |
//! | several days | an event of up to 31 days counts on each of them; a longer one on its first |
//! | deaths, detained | the figures of all events add up, on their first day |
//! | reports | `sized` (a figure is known), `named` (a report without one), `silent`: a unit and day within the days that the events cover without either, with the share of those days on which the events have anything at all of the unit |
//! | publication | hours from the event to the dataset's release, by dataset: [`lag_hours`] |
//! | held out | the last share of the recorded days, or a share of the targets by a digest of their names |
//!
//! Names are compared in composed letters, without accents, in Latin letters, and without words such as *oblast* and
//! *county* where that leaves one name. What is not matched is listed with the reason.

mod borders;
mod gather;
mod lists;
pub mod make;
mod places;
mod read;
mod seen;
mod targets;
mod write;

pub use gather::Gathered;
pub use places::Places;
pub(crate) use read::each as each_event;
pub use seen::{CountedAt, SeenEvent, Where};
pub use write::{Tables, tables};

use crate::scenario::Scenario;
use groundswell_complaint::Complaint;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// How targets are held out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HoldOut {
    /// The last of the recorded days.
    #[default]
    Last,
    /// A share of the targets, spread over all days.
    Spread,
}

/// How a record is made.
#[derive(Clone, Debug, Default)]
pub struct RecordRequest {
    /// Share that is held out, from 0 to 1.
    pub hold_out: f64,
    /// Which.
    pub by: HoldOut,
    /// How far a place may be from an event, kilometres.
    pub within_km: f64,
    /// Other names of places and units, with the names that the scenario has.
    pub alternates: Vec<(String, String)>,
    /// What the column `source` of the record says; the names of the datasets without.
    pub source: Option<String>,
}

/// Hours from an event to the day on which a dataset has it: its release for current events.
pub fn lag_hours(source: &str) -> f64 {
    match source {
        // Every quarter of an hour.
        "gdelt" => 1.0,
        // Weekly.
        "acled" | "countlove" => 168.0,
        // Monthly.
        "ucdp" | "ccc" | "fmcs" => 720.0,
        // Yearly.
        "mm" | "scad" => 8760.0,
        _ => 24.0,
    }
}

/// What became of the events.
#[derive(Clone, Debug, Default)]
pub struct Recorded {
    /// Events read.
    pub read: u64,
    /// Events in the record.
    pub matched: u64,
    /// How places were found: by id, name, alternate name, one of several names, distance, unit, outline or country.
    pub by: BTreeMap<&'static str, u64>,
    /// Events that are not in the record, by the reason.
    pub unmatched: BTreeMap<&'static str, u64>,
    /// What was gathered.
    pub gathered: Gathered,
}

/// What tells a gathering from others that are counted at the same place: its name, its point without one.
fn spot_name<'a>(seen: &SeenEvent<'a>) -> Cow<'a, str> {
    match seen.point {
        Some((lat, lon)) if seen.place.is_empty() => format!("{lat} {lon}").into(),
        _ => seen.place.into(),
    }
}

/// Reads tables of events and gathers them for a scenario. `unmatched` is given each event that is not in the record,
/// with the reason.
///
/// # Errors
/// A table that cannot be read or is no table of events, and whatever `unmatched` says.
pub fn record(
    scenario: &Scenario,
    events: &[PathBuf],
    request: &RecordRequest,
    unmatched: &mut dyn FnMut(&Path, &SeenEvent<'_>, &'static str) -> Result<(), Complaint>,
) -> Result<Recorded, Complaint> {
    let places = Places::new(scenario, &request.alternates, request.within_km);
    let mut finder = places.finder();
    let mut recorded = Recorded { gathered: Gathered::new(scenario), ..Recorded::default() };
    for path in events {
        read::each(path, &mut |seen| {
            recorded.read += 1;
            let kept = gather::group(seen)
                .and_then(|group| Ok((group, gather::days(seen, &recorded.gathered)?)))
                .and_then(|(group, days)| Ok((group, days, finder.find(seen)?)));
            match kept {
                Ok((group, days, found)) => {
                    recorded.matched += 1;
                    *recorded.by.entry(found.how).or_default() += 1;
                    let itself = matches!(found.how, "id" | "name" | "alternate name" | "country");
                    let spot = if itself { seen::ITSELF } else { recorded.gathered.spot(&spot_name(seen)) };
                    let at = |place, spot| CountedAt { place, unit: places.unit_of(place), spot };
                    recorded.gathered.add(seen, group, days, at(found.place, spot));
                    let unsized_there = SeenEvent { size: (None, None), deaths: 0.0, detained: 0.0, ..*seen };
                    for place in found.named {
                        recorded.gathered.add(&unsized_there, group, days, at(place, seen::ITSELF));
                    }
                    Ok(())
                }
                Err(reason) => {
                    *recorded.unmatched.entry(reason).or_default() += 1;
                    unmatched(path, seen, reason)
                }
            }
        })?;
    }
    Ok(recorded)
}
