//! What sets people in motion, and what places differ by, as a scenario gives them: shocks,
//! calls and imposed effects.

use super::sizes::{LANGUAGES, SECTORS};
use crate::hours::{Ahead, Clock};
use groundswell_chance::draw::Key;

/// What a shock can be, in the words of a scenario file.
pub const SHOCK_KINDS: [&str; 9] =
    ["price", "election", "killing", "ruling", "law", "arrest", "disaster", "announcement", "other"];

/// What is believed of the shocks of a kind before anything is known of one. All assumed: what
/// changes a life (a price, an election, a killing, a law, a disaster) between twice and six times the
/// noise that people differ by, from no more than a rally of dozens to a wave; what is said or ruled or
/// done to a few, up to three times the noise; rise and decay from how long such things stay in the news.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KindPrior {
    /// Smallest and largest size, in utility; log-uniform between them.
    pub size: (f64, f64),
    /// Hours in which it rises.
    pub rise: f64,
    /// Hours in which it decays.
    pub decay: f64,
}

/// The prior of each kind, in the order of [`SHOCK_KINDS`].
pub const SHOCK_PRIORS: [KindPrior; 9] = [
    KindPrior { size: (0.07, 0.30), rise: 24.0, decay: 720.0 },
    KindPrior { size: (0.07, 0.30), rise: 6.0, decay: 336.0 },
    KindPrior { size: (0.07, 0.30), rise: 24.0, decay: 240.0 },
    KindPrior { size: (0.02, 0.125), rise: 12.0, decay: 240.0 },
    KindPrior { size: (0.07, 0.30), rise: 72.0, decay: 720.0 },
    KindPrior { size: (0.02, 0.125), rise: 12.0, decay: 168.0 },
    KindPrior { size: (0.07, 0.30), rise: 24.0, decay: 480.0 },
    KindPrior { size: (0.02, 0.125), rise: 6.0, decay: 120.0 },
    KindPrior { size: (0.07, 0.30), rise: 24.0, decay: 480.0 },
];

/// Who is touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Everybody of these language communities.
    Languages([bool; LANGUAGES]),
    /// Those employed in workplaces.
    Workers,
    /// Those who depend on the shocked fuel.
    Fuel,
}

/// The words of a scenario file for [`Whom`].
pub const WHOM: [&str; 3] = ["all", "workers", "fuel"];

/// A dated shock.
#[derive(Clone, Debug, PartialEq)]
pub struct Shock {
    /// Its name in the scenario.
    pub name: String,
    /// Index into [`SHOCK_KINDS`].
    pub kind: usize,
    /// Whether it happens at all.
    pub enabled: bool,
    /// Hour since the start; below 0 for what happened before it.
    pub hour: f64,
    /// Exposure of each place; 0 where it is not touched.
    pub exposure: Vec<f64>,
    /// Who is touched.
    pub whom: Whom,
    /// Sectors whose strikes it moves.
    pub sectors: [bool; SECTORS],
    /// The demand whose satisfaction relieves it, see `DEMAND_NAMES`.
    pub demand: Option<usize>,
    /// Utility at its height, where the exposure is 1.
    pub size: f64,
    /// Hours in which it rises; 0 for a jump.
    pub rise: f64,
    /// Hours in which it decays, above 0.
    pub decay: f64,
}

impl Shock {
    /// How far it is felt at an hour since the start, from 0 to 1 at its height.
    pub fn felt(&self, hour: f64) -> f64 {
        let age = hour - self.hour;
        if !self.enabled || age < 0.0 {
            return 0.0;
        }
        let at = |age: f64| {
            let risen = if self.rise > 0.0 { -libm::expm1(-age / self.rise) } else { 1.0 };
            risen * libm::exp(-age / self.decay)
        };
        let height = if self.rise > 0.0 { at(self.rise * libm::log1p(self.decay / self.rise)) } else { 1.0 };
        at(age) / height
    }
}

/// When a call is on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Recurrence {
    /// Once, at this hour since the start.
    Once(f64),
    /// On these weekdays (0 is Monday), at this hour of the day; from and until these hours
    /// since the start.
    Weekly {
        /// Weekdays.
        days: [bool; 7],
        /// Hour of the day.
        hour: f64,
        /// From this hour since the start.
        from: f64,
        /// Until this hour since the start.
        until: f64,
    },
}

impl Recurrence {
    /// The hour since the start at which it first begins, or before which it does not.
    pub fn first(self) -> f64 {
        match self {
            Recurrence::Once(hour) => hour,
            Recurrence::Weekly { from, .. } => from,
        }
    }
}

/// To what people are called.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CallTo {
    /// To come to the square.
    Gather,
    /// To put down tools.
    Strike {
        /// Sectors that are called.
        sectors: [bool; SECTORS],
        /// Share of their workplaces that it reaches, above 0 and at most 1.
        share: f64,
    },
}

/// Names of what people are called to, in the order of [`CallTo`].
pub const CALL_TO: [&str; 2] = ["gather", "strike"];

/// Hours of a week.
const WEEK: f64 = 168.0;

/// A call.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Its name in the scenario.
    pub name: String,
    /// Whether it is made at all.
    pub enabled: bool,
    /// To what it calls.
    pub to: CallTo,
    /// When.
    pub when: Recurrence,
    /// From which hour since the start people know of it and wait for it, if that is said.
    pub announced: Option<f64>,
    /// Hours that it lasts.
    pub hours: f64,
    /// Whether it is made in each place.
    pub places: Vec<bool>,
    /// Utility that it adds; of a call to strike, the part of what a strike costs that it takes away.
    pub strength: f64,
}

impl Call {
    /// Whether people wait for it `since` so many hours after it last began: for a week after it, and from its
    /// announcement to the first time.
    pub fn is_awaited(&self, clock: &Clock, step: u32, since: f64) -> bool {
        let now = clock.hours(step);
        let is_over = matches!(self.when, Recurrence::Weekly { until, .. } if until <= now);
        let is_ahead = since.is_infinite() && !is_over;
        since < WEEK || is_ahead && self.announced.is_some_and(|known| known <= now)
    }

    /// Hours since it last began in a place whose clocks are `ahead`; infinite if it never has.
    pub fn since(&self, clock: &Clock, step: u32, ahead: &Ahead) -> f64 {
        let now = clock.hours(step);
        let ahead = f64::from(ahead.at(now as u32)) / 60.0;
        match self.when {
            Recurrence::Once(hour) if now >= hour => now - hour,
            Recurrence::Once(_) => f64::INFINITY,
            Recurrence::Weekly { days, hour, from, until } => {
                // The scenario's hours of the days on which it could have begun: those of a week, and as many as it is felt.
                let local = now + ahead;
                let today = libm::floor(local / 24.0);
                let felt = libm::ceil(2.0 * self.hours / 24.0) as u32 + 1;
                (0..felt.max(8))
                    .map(|back| today - f64::from(back))
                    .filter(|day| days[clock.weekday_of(*day as i64) as usize])
                    .map(|day| day * 24.0 + hour - ahead)
                    .find(|began| *began <= now && (from..until).contains(began))
                    .map_or(f64::INFINITY, |began| now - began)
            }
        }
    }
}

/// Which draw a table imposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Of a unit.
    Unit(u32),
    /// Of a place.
    Place(u32),
    /// Of a place on a day, counted from 0: the news of that day.
    Day(u32, u32),
}

/// Which of all possible draws a unit has: that of its own effect, of those of its places and of their days, and of what
/// the price weighs there.
///
/// Without one they are drawn again in every replicate. With one they are the same in every replicate of every seed, so
/// that a posterior can say what places differed by in the event that it was learned from (decision 0280).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitDraw {
    /// The unit.
    pub unit: u32,
    /// Number of the draw.
    pub number: u32,
}

impl UnitDraw {
    /// Seed of numbered draws, which are the same in runs of every seed.
    const SEED: u64 = 0x64_7261_776e;

    /// What its draws are keyed by.
    pub fn key(self) -> Key {
        Key::new(UnitDraw::SEED, self.number)
    }
}

/// An effect that is given and not drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Imposed {
    /// Which.
    pub effect: Effect,
    /// Its standard normal coordinate.
    pub z: f64,
}
