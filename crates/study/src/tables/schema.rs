//! The columns of every table of a run directory: name, unit and one line of meaning,
//! which travel in the metadata of the files.

use groundswell_tables::table::{Field, Kind};

/// The branch of a run that is compared with nothing.
pub const BASE: &str = "base";

pub(super) const REPLICATE: Field = Field::new("replicate", Kind::U32, "", "number of the replicate, from 0");
pub(super) const BRANCH: Field = Field::new("branch", Kind::Text, "", "which branch; `base` in a plain run");
const HOUR: Field = Field::new("hour", Kind::U16, "h", "hours since the scenario began; 0 is its first hour");
const TIME: Field = Field::new("time", Kind::Time, "", "beginning of the hour by the scenario's clock");
const UNIT: Field = Field::new("unit", Kind::Text, "", "unit that the place lies in");

const fn adults(name: &'static str, meaning: &'static str) -> Field {
    Field::new(name, Kind::F32, "adults", meaning)
}

/// `data/series/part-*.parquet`: these, then the columns of a place's hour.
pub const SERIES: &[Field] = &[
    REPLICATE,
    BRANCH,
    HOUR,
    TIME,
    Field::new("place", Kind::Text, "", "town, or the rural remainder of a unit"),
    UNIT,
];

/// `data/national/part-*.parquet`: these, then the columns of the nation's hour.
pub const NATIONAL: &[Field] = &[REPLICATE, BRANCH, HOUR, TIME];

/// `data/daily.parquet`.
pub const DAILY: &[Field] = &[
    REPLICATE,
    BRANCH,
    Field::new("day", Kind::U16, "d", "days since the scenario began; 0 is its first day"),
    Field::new("date", Kind::Time, "", "midnight at which the day begins"),
    adults("participants", "most in the street in any hour of the day"),
    adults("strikers", "most on strike in any hour of the day"),
    Field::new("units_active", Kind::U32, "units", "units with a reportable gathering in some hour of the day"),
    adults("detained", "detentions up to the end of the day"),
    adults("killed", "killed up to the end of the day, forces included"),
    adults("forces_killed", "members of the forces killed up to the end of the day"),
];

/// `data/onsets.parquet`.
pub const ONSETS: &[Field] = &[
    REPLICATE,
    BRANCH,
    UNIT,
    Field::new("onset_hour", Kind::F64, "h", "hours since the start of the first reportable gathering").nullable(),
    Field::new("strike_hour", Kind::F64, "h", "hours since the start of the first reportable strike").nullable(),
    Field::new("peak", Kind::F64, "adults", "largest crowd of the unit"),
];

/// `data/happenings.parquet`.
pub const HAPPENINGS: &[Field] = &[
    REPLICATE,
    BRANCH,
    Field::new("hour", Kind::F64, "h", "hours since the scenario began"),
    Field::new("time", Kind::Time, "", "by the scenario's clock"),
    Field::new("mechanism", Kind::Text, "", "which mechanism says so"),
    Field::new("kind", Kind::Text, "", "what happened, in one word that stays the same in every language"),
    Field::new("what", Kind::Text, "", "which order or actor it happened to"),
    Field::new("unit", Kind::Text, "", "the unit it is about, if it is about one").nullable(),
    Field::new("number", Kind::F64, "", "the number that goes with it: share of members who refuse, members who left")
        .nullable(),
    Field::new("text", Kind::Text, "", "in words, with the guard that fired where there was one"),
];

/// `data/statistics.parquet`.
pub const STATISTICS: &[Field] = &[
    REPLICATE,
    BRANCH,
    Field::new("target", Kind::Text, "", "which recorded quantity; see targets.parquet"),
    Field::new("variable", Kind::Text, "", "what it measures"),
    Field::new("value", Kind::F64, "", "its value in the replicate; null where it has none").nullable(),
];

/// `data/targets.parquet`.
pub const TARGETS: &[Field] = &[
    Field::new("target", Kind::Text, "", "name; s1 to s24 are the summary statistics of the flagship"),
    Field::new("variable", Kind::Text, "", "what it measures"),
    Field::new("date", Kind::Time, "", "day, if it is of one").nullable(),
    Field::new("place", Kind::Text, "", "place or unit; null for the country").nullable(),
    Field::new("low", Kind::F64, "", "lowest published value").nullable(),
    Field::new("best", Kind::F64, "", "best value").nullable(),
    Field::new("high", Kind::F64, "", "highest published value").nullable(),
    Field::new("scored", Kind::Bool, "", "whether runs are scored on it"),
    Field::new("held_out", Kind::Bool, "", "whether it was kept out of every fit"),
    Field::new("source", Kind::Text, "", "where it was published"),
    Field::new("note", Kind::Text, "", "note"),
];

/// `data/facts.parquet`.
pub const FACTS: &[Field] = &[
    Field::new("id", Kind::U32, "", "number in the scenario's table"),
    Field::new("date", Kind::Time, "", "day"),
    Field::new("time", Kind::Time, "", "local: by the clock of the place, where a time was given").nullable(),
    Field::new("hour", Kind::F64, "h", "the same as hours since the scenario began, by the scenario's clock")
        .nullable(),
    Field::new("time_utc", Kind::Time, "", "the same by UTC").nullable(),
    Field::new("precision", Kind::Text, "", "`day`, or `reported_by` when only the day of publication is known"),
    Field::new("place", Kind::Text, "", "place").nullable(),
    UNIT.nullable(),
    Field::new("kind", Kind::Text, "", "kind of fact"),
    Field::new("low", Kind::F64, "", "lowest published value").nullable(),
    Field::new("high", Kind::F64, "", "highest published value").nullable(),
    Field::new("counted", Kind::Text, "", "what the value counts"),
    Field::new("source_type", Kind::Text, "", "kind of source"),
    Field::new("source", Kind::Text, "", "address"),
    Field::new("note", Kind::Text, "", "in few words"),
];

/// `data/failures.parquet`.
pub const FAILURES: &[Field] =
    &[REPLICATE, BRANCH, Field::new("reason", Kind::Text, "", "what the program said as it gave up: a bug")];
