//! The keys of a scenario file that belong to no mechanism: `[scenario]`, `[[order]]` and its offers,
//! `[[shock]]`, `[[call]]`, `[[message]]`, `[[ally]]`, `[[neighbour]]`.
//!
//! One table, read by the schema, the resolved scenario and the template. That the
//! readers accept these keys and no others is a test of `schema`.

use crate::calendar::ZONE;
use crate::guard;
use crate::orders::FORMS;
use crate::triggers::exposure::EXPOSURE_SCALES;
use crate::triggers::{DAYS, LARGEST, LEAST_SHARE, LONGEST_CALL};
use groundswell_engine::spec::{
    CALL_TO, CHANNEL_NAMES, CONTENT_NAMES, DEMAND_NAMES, LANGUAGES, POSTURES, SECTOR_NAMES, SHOCK_KINDS, WHOM,
};

/// What a key of the shell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueShape {
    /// A text.
    Text,
    /// A date, or a date and time, without a zone.
    Time,
    /// A time zone: hours ahead of UTC, or a name.
    Zone,
    /// A list of dates.
    Times,
    /// A list of at most this many texts.
    Texts(usize),
    /// A list of texts.
    Names,
    /// A list of some of these words.
    Some(&'static [&'static str]),
    /// A table of numbers from 0 to 1, by these names.
    Weights(&'static [&'static str]),
    /// A whole number between two.
    Whole(i64, i64),
    /// A number between two.
    Number(f64, f64),
    /// `true` or `false`.
    Switch,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A condition on counts.
    Guard,
    /// A date and time of the scenario's zone, or one with an offset from UTC.
    Moment,
    /// A moment, or a guard, according to the form.
    MomentOrGuard,
    /// Units and places, or one of two words.
    Where,
    /// A list of tables with the keys of [`OFFER`].
    Offers,
    /// The name of one of the scenario's language communities.
    Language,
}

/// A key of the shell.
#[derive(Clone, Copy, Debug)]
pub struct FileKey {
    /// Its name in the file.
    pub name: &'static str,
    /// What it holds.
    pub shape: ValueShape,
    /// Whether it must be there.
    pub needed: bool,
    /// What it means, in one line.
    pub meaning: &'static str,
}

const fn must(name: &'static str, shape: ValueShape, meaning: &'static str) -> FileKey {
    FileKey { name, shape, needed: true, meaning }
}

const fn may(name: &'static str, shape: ValueShape, meaning: &'static str) -> FileKey {
    FileKey { name, shape, needed: false, meaning }
}

/// The longest run: two years of hours.
pub const LONGEST: u32 = 17_544;

/// The longest delay of an order, in hours.
pub const LONGEST_DELAY: f64 = 1e5;

/// The most members of the elite that one order can remove.
pub const LARGEST_ELITE: i64 = 500;

/// How finely a country of the world's tables can be divided.
pub const LEVELS: [&str; 2] = ["region", "country"];

/// The keys of `[scenario]`.
pub const HEAD: &[FileKey] = &[
    may("name", ValueShape::Text, "Short name, used for run directories; that of the folder if left out."),
    may("title", ValueShape::Text, "Title, for people; the name if left out."),
    may("summary", ValueShape::Text, "A paragraph: what the scenario is about, and whether it is real."),
    must("start", ValueShape::Time, "Midnight of the first day, by the scenario's clock."),
    may(
        "country",
        ValueShape::Text,
        "A country by its code or English name: its places, units and outlines are taken from the world's tables unless the scenario has its own.",
    ),
    may("level", ValueShape::Word(&LEVELS), "How finely that country is divided; into its regions if left out."),
    may(
        "population_year",
        ValueShape::Whole(1800, 2100),
        "The year of which its population is; that of the start if left out.",
    ),
    may(
        "time_zone",
        ValueShape::Zone,
        "The zone in which dates are written, by its IANA name. The scenario's clock is the offset that it has at the start, all through.",
    ),
    may(
        "utc_offset_hours",
        ValueShape::Zone,
        "Instead of `time_zone`: hours that clocks are ahead of UTC, without summer time.",
    ),
    may("hours", ValueShape::Whole(1, LONGEST as i64), "Hours simulated; 720 if neither hours nor days are given."),
    may("days", ValueShape::Whole(1, LONGEST as i64 / 24), "Instead of hours: days simulated."),
    may(
        "capital",
        ValueShape::Text,
        "The place where the government sits, a name of places.csv; the country's capital or the largest place if left out.",
    ),
    may(
        "languages",
        ValueShape::Texts(LANGUAGES),
        "Names of the language communities: each has a column of shares in units.csv. Without it there is one.",
    ),
    may("currency", ValueShape::Text, "What the money of wages and prices is called, as KZT."),
    may("holidays", ValueShape::Times, "Days on which nobody has to work."),
    may("form", ValueShape::Word(&FORMS), "Which orders hold: as recorded, or as answers to what happens in the run."),
];

/// The keys of `[[order]]`.
pub const ORDER: &[FileKey] = &[
    must("name", ValueShape::Text, "What the order is called in logs and reports."),
    must("form", ValueShape::Word(&FORMS), "history: dated, as recorded. endogenous: triggered by a guard."),
    must(
        "where",
        ValueShape::Where,
        "For whom: \"nation\", \"each unit\" (each judged by its own counts), or a list of units and places.",
    ),
    may("enabled", ValueShape::Switch, "Whether it is given at all; true if left out."),
    may("from", ValueShape::Moment, "Of a dated order, which needs it: when it is given."),
    may(
        "when",
        ValueShape::Guard,
        "Of a triggered order, which needs it: the guard that must hold, as \"crowd > 1000 and units_active > 2\".",
    ),
    may(
        "until",
        ValueShape::MomentOrGuard,
        "When it is taken back: a time of a dated order, a guard of a triggered one. Without it the order stands.",
    ),
    may(
        "delay_hours",
        ValueShape::Number(0.0, LONGEST_DELAY),
        "Of a triggered order: mean hours from the guard to the order.",
    ),
    may(
        "dwell_hours",
        ValueShape::Number(0.0, LONGEST_DELAY),
        "Of a triggered order: hours for which it stands at least.",
    ),
    may(
        "undo_hours",
        ValueShape::Number(0.0, LONGEST_DELAY),
        "Of a triggered order: mean hours from the guard of `until` to the end.",
    ),
    may("posture", ValueShape::Word(&POSTURES), "How the police behave while it stands."),
    may("curfew", ValueShape::Switch, "Whether a curfew holds while it stands."),
    may("connectivity", ValueShape::Number(0.0, 1.0), "Share of the network that works while it stands."),
    may("reserves", ValueShape::Number(0.0, 1.0), "Share of the ready reserves sent while it stands."),
    may("offers", ValueShape::Offers, "Concessions made when it is given."),
    may("dismiss_elite", ValueShape::Whole(0, LARGEST_ELITE), "Members of the elite dismissed when it is given."),
    may("arrest_elite", ValueShape::Whole(0, LARGEST_ELITE), "Members of the elite arrested when it is given."),
    may("request_help", ValueShape::Switch, "Whether allies are asked for troops when it is given."),
    may("withdraw", ValueShape::Switch, "Whether troops of allies are sent home when it is given."),
    may("source", ValueShape::Text, "Where the row is from."),
];

/// The keys of an offer.
pub const OFFER: &[FileKey] = &[
    must("demand", ValueShape::Word(&DEMAND_NAMES), "The demand that it meets."),
    may("generosity", ValueShape::Number(0.0, 1.0), "How much of the demand is met; 1 if left out."),
    may("credibility", ValueShape::Number(0.0, 1.0), "How far it is believed; 1 if left out."),
];

/// The keys of `[[shock]]`.
pub const SHOCK: &[FileKey] = &[
    must("name", ValueShape::Text, "What the shock is called; its size is set by `shock.NAME.size`."),
    must(
        "kind",
        ValueShape::Word(&SHOCK_KINDS),
        "What it is, which says what is believed of its size, rise and decay.",
    ),
    must("at", ValueShape::Moment, "When it happens; may lie before the start."),
    may("where", ValueShape::Where, "Where: \"nation\", which holds if left out, or a list of units and places."),
    may(
        "whom",
        ValueShape::Word(&WHOM),
        "Whom it touches: everybody, those in workplaces, those who depend on the fuel.",
    ),
    may("languages", ValueShape::Names, "Of everybody, only these language communities."),
    may("sectors", ValueShape::Some(&SECTOR_NAMES), "Sectors whose strikes it moves; all if left out."),
    may("exposure", ValueShape::Text, "The column of units.csv or places.csv that it is multiplied by; 1 if left out."),
    may(
        "exposure_scale",
        ValueShape::Word(&EXPOSURE_SCALES),
        "How that column is taken: as it stands, which holds if left out, or relative to its mean over the adults of the places touched.",
    ),
    may("demand", ValueShape::Word(&DEMAND_NAMES), "The demand whose satisfaction relieves it."),
    may(
        "size",
        ValueShape::Number(-LARGEST, LARGEST),
        "Utility at its height; the middle of its kind's prior if left out.",
    ),
    may("rise_hours", ValueShape::Number(0.0, LONGEST_DELAY), "Hours in which it rises; its kind's if left out."),
    may("decay_hours", ValueShape::Number(0.1, LONGEST_DELAY), "Hours in which it decays; its kind's if left out."),
    may("enabled", ValueShape::Switch, "Whether it happens at all; true if left out."),
    may("source", ValueShape::Text, "Where the row is from, and what is assumed."),
];

/// The keys of `[[call]]`.
pub const CALL: &[FileKey] = &[
    must("name", ValueShape::Text, "What the call is called; its strength is set by `call.NAME.strength`."),
    may(
        "to",
        ValueShape::Word(&CALL_TO),
        "What it calls to: \"gather\", which holds if left out, or \"strike\", to put down tools.",
    ),
    may("sectors", ValueShape::Some(&SECTOR_NAMES), "Of a call to strike: sectors that it calls; all if left out."),
    may(
        "share",
        ValueShape::Number(LEAST_SHARE, 1.0),
        "Of a call to strike: share of the workplaces of its sectors that it reaches; 1 if left out.",
    ),
    may("at", ValueShape::Moment, "Of a dated call, which needs it: when it begins."),
    may("every", ValueShape::Some(&DAYS), "Of a recurring call, which needs it: days of the week."),
    may(
        "hour",
        ValueShape::Number(0.0, 23.99),
        "Of a recurring call, which needs it: hour of the day by the clock of the place.",
    ),
    may("from", ValueShape::Moment, "Of a recurring call: not before this; the start if left out."),
    may("until", ValueShape::Moment, "Of a recurring call: not after this; the end if left out."),
    may(
        "announced",
        ValueShape::Moment,
        "When people came to know of it, before it first begins: from then on they wait for it.",
    ),
    may("hours", ValueShape::Number(0.5, LONGEST_CALL), "Hours that it lasts; 3 if left out, 24 of a strike."),
    may("where", ValueShape::Where, "Where: \"nation\", which holds if left out, or a list of units and places."),
    must(
        "strength",
        ValueShape::Number(0.0, LARGEST),
        "Utility that it adds while it is on; of a call to strike, the part of what a strike costs that it takes away.",
    ),
    may("enabled", ValueShape::Switch, "Whether it is made at all; true if left out."),
    may("source", ValueShape::Text, "Where the row is from, and what is assumed."),
];

/// The keys of `[[message]]`.
pub const MESSAGE: &[FileKey] = &[
    must("name", ValueShape::Text, "What the text is called in logs and reports."),
    may(
        "copy_of",
        ValueShape::Text,
        "The message further up of which it is a copy or translation; it has its content.",
    ),
    must("at", ValueShape::Moment, "When it is published."),
    must("origin", ValueShape::Text, "Where: \"abroad\", \"nation\" or the name of a place."),
    must("channels", ValueShape::Weights(&CHANNEL_NAMES), "How far each channel carries it."),
    must(
        "languages",
        ValueShape::Names,
        "Languages in which it is published; others than the country's are of publics abroad.",
    ),
    may(
        "content",
        ValueShape::Weights(&CONTENT_NAMES),
        "Of a text that is no copy, which needs it: what it speaks of.",
    ),
    must("audience", ValueShape::Number(0.0, 1.0), "Share of people who follow such texts: most that it can reach."),
    may("source", ValueShape::Text, "Where the row is from, and what is assumed."),
];

/// The keys of `[[ally]]`.
pub const ALLY: &[FileKey] = &[
    must("name", ValueShape::Text, "What the state is called."),
    must("size", ValueShape::Number(0.0, 1e7), "Soldiers that it can send."),
    may("parliament", ValueShape::Switch, "Whether its parliament must agree."),
    must("alliance", ValueShape::Number(0.0, 1.0), "How strong the alliance is."),
    may(
        "opposition",
        ValueShape::Number(0.0, 1.0),
        "How strong the opposition to sending troops is at home; 0 if left out.",
    ),
    may("language", ValueShape::Language, "The language of the country that its soldiers share."),
    must("lat", ValueShape::Number(-90.0, 90.0), "Latitude of the base from which its troops fly."),
    must("lon", ValueShape::Number(-180.0, 180.0), "Longitude of that base."),
    may("source", ValueShape::Text, "Where the row is from."),
];

/// The keys of `[[neighbour]]`.
pub const NEIGHBOUR: &[FileKey] = &[
    must("name", ValueShape::Text, "What the country is called."),
    must("rate_per_day", ValueShape::Number(0.0, 24.0), "Rallies there a day in ordinary times."),
    may("border", ValueShape::Switch, "Whether it has a border with the country."),
    may("language", ValueShape::Number(0.0, 1.0), "How much language it shares with the country; 0 if left out."),
    may("migrants", ValueShape::Number(0.0, 1.0), "How many people have moved between the two; 0 if left out."),
    may("ally", ValueShape::Text, "The row of `[[ally]]` that is the same state."),
    may("source", ValueShape::Text, "Where the row is from, and what is assumed."),
];

/// The names of a list of keys.
pub fn names(keys: &[FileKey]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).collect()
}

impl ValueShape {
    /// What is allowed, in words.
    pub fn allowed(self) -> String {
        let quoted = |words: &[&str]| words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(", ");
        match self {
            ValueShape::Text => "a text".into(),
            ValueShape::Time => "a date and time as 2022-01-31T17:00:00".into(),
            ValueShape::Zone => ZONE.into(),
            ValueShape::Times => "a list of dates as [2022-01-31]".into(),
            ValueShape::Texts(n) => format!("a list of at most {n} texts"),
            ValueShape::Names => "a list of texts".into(),
            ValueShape::Some(words) => format!("a list of some of {}", quoted(words)),
            ValueShape::Weights(names) => format!("a table of {} from 0 to 1, not all 0", names.join(", ")),
            ValueShape::Whole(low, high) => format!("a whole number from {low} to {high}"),
            ValueShape::Number(low, high) => format!("a number from {low} to {high}"),
            ValueShape::Switch => "true or false".into(),
            ValueShape::Word(words) => format!("one of {}", quoted(words)),
            ValueShape::Guard => format!("a guard over {}", guard::measures()),
            ValueShape::Moment => {
                "a date and time as 2022-01-31T17:00:00, or with an offset as 2022-01-31T17:00:00+06:00".into()
            }
            ValueShape::MomentOrGuard => "a date and time in form history, a guard in form endogenous".into(),
            ValueShape::Where => "\"nation\", \"each unit\" or a list of units and places".into(),
            ValueShape::Language => "one of the languages of [scenario]".into(),
            ValueShape::Offers => {
                "a list of offers as [{ demand = \"price\", generosity = 0.5, credibility = 0.5 }]".into()
            }
        }
    }
}
