//! The keys of a scenario file that belong to no mechanism: `[scenario]`, `[[order]]` and its offers,
//! `[[shock]]`, `[[call]]`, `[[message]]`, `[[ally]]`, `[[neighbour]]`.
//!
//! One table, read by the schema, the resolved scenario and the template. That the
//! readers accept these keys and no others is a test of `schema`.

use crate::calendar::ZONE;
use crate::orders::FORMS;
use crate::triggers::{DAYS, LARGEST, LONGEST_CALL};
use groundswell_engine::spec::{
    CHANNEL_NAMES, CONTENT_NAMES, DEMAND_NAMES, LANGUAGES, MEASURES, POSTURES, SECTOR_NAMES, SHOCK_KINDS, WHOM,
};

/// What a key of the shell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
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
pub struct Key {
    /// Its name in the file.
    pub name: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether it must be there.
    pub needed: bool,
    /// What it means, in one line.
    pub meaning: &'static str,
}

const fn must(name: &'static str, shape: Shape, meaning: &'static str) -> Key {
    Key { name, shape, needed: true, meaning }
}

const fn may(name: &'static str, shape: Shape, meaning: &'static str) -> Key {
    Key { name, shape, needed: false, meaning }
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
pub const HEAD: &[Key] = &[
    may("name", Shape::Text, "Short name, used for run directories; that of the folder if left out."),
    may("title", Shape::Text, "Title, for people; the name if left out."),
    may("summary", Shape::Text, "A paragraph: what the scenario is about, and whether it is real."),
    must("start", Shape::Time, "Midnight of the first day, by the scenario's clock."),
    may(
        "country",
        Shape::Text,
        "A country by its code or English name: its places, units and outlines are taken from the world's tables unless the scenario has its own.",
    ),
    may("level", Shape::Word(&LEVELS), "How finely that country is divided; into its regions if left out."),
    may(
        "population_year",
        Shape::Whole(1800, 2100),
        "The year of which its population is; that of the start if left out.",
    ),
    may(
        "time_zone",
        Shape::Zone,
        "The zone in which dates are written, by its IANA name. The scenario's clock is the offset that it has at the start, all through.",
    ),
    may(
        "utc_offset_hours",
        Shape::Zone,
        "Instead of `time_zone`: hours that clocks are ahead of UTC, without summer time.",
    ),
    may("hours", Shape::Whole(1, LONGEST as i64), "Hours simulated; 720 if neither hours nor days are given."),
    may("days", Shape::Whole(1, LONGEST as i64 / 24), "Instead of hours: days simulated."),
    may(
        "capital",
        Shape::Text,
        "The place where the government sits, a name of places.csv; the country's capital or the largest place if left out.",
    ),
    may(
        "languages",
        Shape::Texts(LANGUAGES),
        "Names of the language communities: each has a column of shares in units.csv. Without it there is one.",
    ),
    may("currency", Shape::Text, "What the money of wages and prices is called, as KZT."),
    may("holidays", Shape::Times, "Days on which nobody has to work."),
    may("form", Shape::Word(&FORMS), "Which orders hold: as recorded, or as answers to what happens in the run."),
];

/// The keys of `[[order]]`.
pub const ORDER: &[Key] = &[
    must("name", Shape::Text, "What the order is called in logs and reports."),
    must("form", Shape::Word(&FORMS), "history: dated, as recorded. endogenous: triggered by a guard."),
    must(
        "where",
        Shape::Where,
        "For whom: \"nation\", \"each unit\" (each judged by its own counts), or a list of units and places.",
    ),
    may("enabled", Shape::Switch, "Whether it is given at all; true if left out."),
    may("from", Shape::Moment, "Of a dated order, which needs it: when it is given."),
    may(
        "when",
        Shape::Guard,
        "Of a triggered order, which needs it: the guard that must hold, as \"crowd > 1000 and units_active > 2\".",
    ),
    may(
        "until",
        Shape::MomentOrGuard,
        "When it is taken back: a time of a dated order, a guard of a triggered one. Without it the order stands.",
    ),
    may(
        "delay_hours",
        Shape::Number(0.0, LONGEST_DELAY),
        "Of a triggered order: mean hours from the guard to the order.",
    ),
    may("dwell_hours", Shape::Number(0.0, LONGEST_DELAY), "Of a triggered order: hours for which it stands at least."),
    may(
        "undo_hours",
        Shape::Number(0.0, LONGEST_DELAY),
        "Of a triggered order: mean hours from the guard of `until` to the end.",
    ),
    may("posture", Shape::Word(&POSTURES), "How the police behave while it stands."),
    may("curfew", Shape::Switch, "Whether a curfew holds while it stands."),
    may("connectivity", Shape::Number(0.0, 1.0), "Share of the network that works while it stands."),
    may("reserves", Shape::Number(0.0, 1.0), "Share of the ready reserves sent while it stands."),
    may("offers", Shape::Offers, "Concessions made when it is given."),
    may("dismiss_elite", Shape::Whole(0, LARGEST_ELITE), "Members of the elite dismissed when it is given."),
    may("arrest_elite", Shape::Whole(0, LARGEST_ELITE), "Members of the elite arrested when it is given."),
    may("request_help", Shape::Switch, "Whether allies are asked for troops when it is given."),
    may("withdraw", Shape::Switch, "Whether troops of allies are sent home when it is given."),
    may("source", Shape::Text, "Where the row is from."),
];

/// The keys of an offer.
pub const OFFER: &[Key] = &[
    must("demand", Shape::Word(&DEMAND_NAMES), "The demand that it meets."),
    may("generosity", Shape::Number(0.0, 1.0), "How much of the demand is met; 1 if left out."),
    may("credibility", Shape::Number(0.0, 1.0), "How far it is believed; 1 if left out."),
];

/// The keys of `[[shock]]`.
pub const SHOCK: &[Key] = &[
    must("name", Shape::Text, "What the shock is called; its size is set by `shock.NAME.size`."),
    must("kind", Shape::Word(&SHOCK_KINDS), "What it is, which says what is believed of its size, rise and decay."),
    must("at", Shape::Moment, "When it happens; may lie before the start."),
    may("where", Shape::Where, "Where: \"nation\", which holds if left out, or a list of units and places."),
    may("whom", Shape::Word(&WHOM), "Whom it touches: everybody, those in workplaces, those who depend on the fuel."),
    may("languages", Shape::Names, "Of everybody, only these language communities."),
    may("sectors", Shape::Some(&SECTOR_NAMES), "Sectors whose strikes it moves; all if left out."),
    may("exposure", Shape::Text, "The column of units.csv that it is multiplied by; 1 if left out."),
    may("demand", Shape::Word(&DEMAND_NAMES), "The demand whose satisfaction relieves it."),
    may("size", Shape::Number(-LARGEST, LARGEST), "Utility at its height; the middle of its kind's prior if left out."),
    may("rise_hours", Shape::Number(0.0, LONGEST_DELAY), "Hours in which it rises; its kind's if left out."),
    may("decay_hours", Shape::Number(0.1, LONGEST_DELAY), "Hours in which it decays; its kind's if left out."),
    may("enabled", Shape::Switch, "Whether it happens at all; true if left out."),
    may("source", Shape::Text, "Where the row is from, and what is assumed."),
];

/// The keys of `[[call]]`.
pub const CALL: &[Key] = &[
    must("name", Shape::Text, "What the call is called; its strength is set by `call.NAME.strength`."),
    may("at", Shape::Moment, "Of a dated call, which needs it: when it begins."),
    may("every", Shape::Some(&DAYS), "Of a recurring call, which needs it: days of the week."),
    may(
        "hour",
        Shape::Number(0.0, 23.99),
        "Of a recurring call, which needs it: hour of the day by the clock of the place.",
    ),
    may("from", Shape::Moment, "Of a recurring call: not before this; the start if left out."),
    may("until", Shape::Moment, "Of a recurring call: not after this; the end if left out."),
    may("hours", Shape::Number(0.5, LONGEST_CALL), "Hours that it lasts; 3 if left out."),
    may("where", Shape::Where, "Where: \"nation\", which holds if left out, or a list of units and places."),
    must("strength", Shape::Number(0.0, LARGEST), "Utility that it adds while it is on."),
    may("enabled", Shape::Switch, "Whether it is made at all; true if left out."),
    may("source", Shape::Text, "Where the row is from, and what is assumed."),
];

/// The keys of `[[message]]`.
pub const MESSAGE: &[Key] = &[
    must("name", Shape::Text, "What the text is called in logs and reports."),
    may("copy_of", Shape::Text, "The message further up of which it is a copy or translation; it has its content."),
    must("at", Shape::Moment, "When it is published."),
    must("origin", Shape::Text, "Where: \"abroad\", \"nation\" or the name of a place."),
    must("channels", Shape::Weights(&CHANNEL_NAMES), "How far each channel carries it."),
    must(
        "languages",
        Shape::Names,
        "Languages in which it is published; others than the country's are of publics abroad.",
    ),
    may("content", Shape::Weights(&CONTENT_NAMES), "Of a text that is no copy, which needs it: what it speaks of."),
    must("audience", Shape::Number(0.0, 1.0), "Share of people who follow such texts: most that it can reach."),
    may("source", Shape::Text, "Where the row is from, and what is assumed."),
];

/// The keys of `[[ally]]`.
pub const ALLY: &[Key] = &[
    must("name", Shape::Text, "What the state is called."),
    must("size", Shape::Number(0.0, 1e7), "Soldiers that it can send."),
    may("parliament", Shape::Switch, "Whether its parliament must agree."),
    must("alliance", Shape::Number(0.0, 1.0), "How strong the alliance is."),
    may(
        "opposition",
        Shape::Number(0.0, 1.0),
        "How strong the opposition to sending troops is at home; 0 if left out.",
    ),
    may("language", Shape::Language, "The language of the country that its soldiers share."),
    must("lat", Shape::Number(-90.0, 90.0), "Latitude of the base from which its troops fly."),
    must("lon", Shape::Number(-180.0, 180.0), "Longitude of that base."),
    may("source", Shape::Text, "Where the row is from."),
];

/// The keys of `[[neighbour]]`.
pub const NEIGHBOUR: &[Key] = &[
    must("name", Shape::Text, "What the country is called."),
    must("rate_per_day", Shape::Number(0.0, 24.0), "Rallies there a day in ordinary times."),
    may("border", Shape::Switch, "Whether it has a border with the country."),
    may("language", Shape::Number(0.0, 1.0), "How much language it shares with the country; 0 if left out."),
    may("migrants", Shape::Number(0.0, 1.0), "How many people have moved between the two; 0 if left out."),
    may("ally", Shape::Text, "The row of `[[ally]]` that is the same state."),
    may("source", Shape::Text, "Where the row is from, and what is assumed."),
];

/// The names of a list of keys.
pub fn names(keys: &[Key]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).collect()
}

/// What a guard can ask about, in one line.
pub fn measures() -> String {
    MEASURES.map(|(name, _)| name).join(", ")
}

impl Shape {
    /// What is allowed, in words.
    pub fn allowed(self) -> String {
        let quoted = |words: &[&str]| words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(", ");
        match self {
            Shape::Text => "a text".into(),
            Shape::Time => "a date and time as 2022-01-31T17:00:00".into(),
            Shape::Zone => ZONE.into(),
            Shape::Times => "a list of dates as [2022-01-31]".into(),
            Shape::Texts(n) => format!("a list of at most {n} texts"),
            Shape::Names => "a list of texts".into(),
            Shape::Some(words) => format!("a list of some of {}", quoted(words)),
            Shape::Weights(names) => format!("a table of {} from 0 to 1, not all 0", names.join(", ")),
            Shape::Whole(low, high) => format!("a whole number from {low} to {high}"),
            Shape::Number(low, high) => format!("a number from {low} to {high}"),
            Shape::Switch => "true or false".into(),
            Shape::Word(words) => format!("one of {}", quoted(words)),
            Shape::Guard => format!("a guard over {}", measures()),
            Shape::Moment => {
                "a date and time as 2022-01-31T17:00:00, or with an offset as 2022-01-31T17:00:00+06:00".into()
            }
            Shape::MomentOrGuard => "a date and time in form history, a guard in form endogenous".into(),
            Shape::Where => "\"nation\", \"each unit\" or a list of units and places".into(),
            Shape::Language => "one of the languages of [scenario]".into(),
            Shape::Offers => "a list of offers as [{ demand = \"price\", generosity = 0.5, credibility = 0.5 }]".into(),
        }
    }
}
