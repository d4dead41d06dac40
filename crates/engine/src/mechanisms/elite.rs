//! M11 Elite: officials and owners who watch the regime's odds and each other, and leave.

use crate::happening::ActorEvent;
use crate::mechanism::Mechanism;
use crate::parameter::range;
use crate::spec::Posture;
use crate::state::State;
use crate::world::World;
use crate::{columns, owns, parameters};
use groundswell_chance::counts::happens;
use groundswell_chance::draw::{Purpose, index};
use serde::{Deserialize, Serialize};

parameters! {
    /// # Elite
    ///
    /// `members` officials and owners. Each has a threshold `κ`, even between `lowest` and
    /// `highest`, and a share `a` of assets abroad, even between 0 and 1. A member leaves the
    /// country at the rate
    ///
    /// ```text
    /// rate · exp((Q − κ + assets · a) / noise)                             per hour
    /// logit Q = start + crowd · ln(1 + X/10,000) + city · ln(1 + lost cities)
    ///         + refusing · share of forces refusing + exits · share of the elite gone
    ///         + output · share of output lost
    ///         − help · [foreign troops] − crushed · success
    /// ```
    ///
    /// `Q` is the fall of the regime as the elite sees it. `X` is the largest crowd of late:
    /// a quiet night is not yet the end, it fades within `memory_hours`. A lost city is a town
    /// whose crowd outnumbers the forces in spite of a state of emergency, or that
    /// committees run; the logarithm, because the first says most and a table of places may
    /// be fine or coarse. `success` is what has gone of the largest crowd once the use of
    /// firearms was ordered.
    ///
    /// Dismissals and arrests of members are acts of the regime (`dismiss_elite`,
    /// `arrest_elite` of an order). They and departures split the elite, which loosens its
    /// hold on the forces (`loyalty`, watch):
    /// `split = 1 − exp(−purge · dismissed and arrested − flight · share gone)`.
    ///
    /// Structure: Casper & Tyson 2014 (protest as a public signal to an elite that
    /// coordinates). Observable: about ten private flights by noon of 5 January 2022, more
    /// than twenty aircraft that day, then no more; flight logs would be needed to fit it.
    ///
    /// *Reads:* crowds, orders, forces refusing, output, foreign troops. *Writes:* share of
    /// the elite gone, perceived odds of a fall, split of the elite, departures per day.
    pub struct Elite {
        members: f64 = 200.0, range(50.0, 500.0), "people", Assumed, "model M11: 50–500", "Members of the elite.";
        lowest: f64 = 0.25, range(0.0, 2.0), "probability", Assumed, "model M11, kmin", "Lowest threshold.";
        highest: f64 = 1.25, range(0.0, 5.0), "probability", Assumed, "model M11, kmax: above 1 for those who stay whatever comes", "Highest threshold.";
        rate: f64 = 0.02, range(0.0, 1.0), "per hour", Assumed, "model M11, ε_0", "Rate of leaving at the threshold.";
        noise: f64 = 0.05, range(0.005, 1.0), "probability", Assumed, "model M11, w_e", "Scale of what makes members differ from their threshold.";
        assets: f64 = 0.1, range(0.0, 1.0), "probability", Assumed, "model M11: assets abroad", "By how much assets wholly abroad lower a threshold.";
        start: f64 = -4.5, range(-20.0, 5.0), "logit", Assumed, "model M11, q_0: about one in a hundred in peace", "Odds of a fall when nothing happens.";
        crowd: f64 = 1.6, range(0.0, 10.0), "logit", Assumed, "model M11, q_1", "What crowds add.";
        city: f64 = 0.5, range(0.0, 5.0), "logit", Assumed, "model M11, q_2; in logarithms", "What lost cities add.";
        refusing: f64 = 6.0, range(0.0, 50.0), "logit", Assumed, "model M11, q_3", "What the refusal of all forces adds.";
        exits: f64 = 4.0, range(0.0, 50.0), "logit", Assumed, "model M11, q_4", "What the departure of the whole elite adds.";
        output: f64 = 5.0, range(0.0, 50.0), "logit", Assumed, "model M11, q_5", "What the loss of all output adds.";
        help: f64 = 1.0, range(0.0, 20.0), "logit", Assumed, "model M11, q_6; M13 effect (c)", "What the presence of foreign troops takes away.";
        crushed: f64 = 2.0, range(0.0, 20.0), "logit", Assumed, "model M11, q_7", "What the success of firearms takes away.";
        memory_hours: f64 = 24.0, range(1.0, 500.0), "hours", Assumed, "a quiet night is not the end", "Time in which a large crowd is forgotten.";
        purge: f64 = 0.05, range(0.0, 5.0), "per member", Assumed, "assumed", "How far each dismissal or arrest splits the elite.";
        flight: f64 = 1.0, range(0.0, 20.0), "per share", Assumed, "assumed", "How far departures split the elite.";
    }
}

/// What has become of a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum InsiderFate {
    /// In place.
    #[default]
    Stays,
    /// Left the country.
    Left,
    /// Dismissed by the regime.
    Dismissed,
    /// Arrested by the regime.
    Arrested,
}

/// A member of the elite.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Insider {
    /// Perceived odds of a fall at which it leaves.
    pub threshold: f64,
    /// Share of its assets abroad, in [0, 1].
    pub abroad: f64,
    /// What has become of it.
    pub fate: InsiderFate,
}

/// What the elite keeps in mind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EliteMemory {
    /// The members.
    pub members: Vec<Insider>,
    /// Largest crowd of late, in adults.
    pub crowd: f64,
    /// Largest value that this has had.
    pub largest: f64,
    /// Whether the use of firearms was ever ordered.
    pub firearms: bool,
    /// Departures, by day from the first.
    pub departures: Vec<u32>,
}

impl EliteMemory {
    /// Members with this fate.
    pub fn count(&self, fate: InsiderFate) -> usize {
        self.members.iter().filter(|member| member.fate == fate).count()
    }
}

impl Elite {
    /// Members are the same whatever the step in which they are first asked for.
    fn raise(&self, state: &mut State) {
        if state.memory.of::<Elite>().members.is_empty() {
            state.memory.of_mut::<Elite>().members = (0..self.members as u32)
                .map(|who| {
                    let (u, abroad) = state.key.draw(Purpose::Elite, who, u32::MAX).pair(0);
                    let threshold = self.lowest + (self.highest - self.lowest) * u;
                    Insider { threshold, abroad, fate: InsiderFate::Stays }
                })
                .collect();
        }
    }

    /// The regime dismisses or arrests members, whoever they are.
    pub fn remove(&self, state: &mut State, number: u32, fate: InsiderFate) {
        self.raise(state);
        if number > 0 {
            state.record.dismissed.get_or_insert(state.step);
        }
        for _ in 0..number {
            let elite = state.memory.of::<Elite>();
            let stay: Vec<usize> =
                (0..elite.members.len()).filter(|&m| elite.members[m].fate == InsiderFate::Stays).collect();
            if stay.is_empty() {
                return;
            }
            // Nobody else draws for a number beyond all members.
            let who = u32::MAX - stay.len() as u32;
            let pick = index(state.draw(Purpose::Elite, who).block(0)[0], stay.len() as u32);
            state.memory.of_mut::<Elite>().members[stay[pick as usize]].fate = fate;
        }
    }

    /// The fall of the regime as the elite sees it.
    fn odds(&self, world: &World, state: &State) -> f64 {
        let (elite, nation) = (state.memory.of::<Elite>(), &state.nation);
        let lost = (0..state.fields.len()).filter(|&p| lost(world, state, p)).count() as f64;
        let success = if elite.firearms && elite.largest > 0.0 { 1.0 - elite.crowd / elite.largest } else { 0.0 };
        let logit = self.start
            + self.crowd * libm::log1p(elite.crowd / 1e4)
            + self.city * libm::log1p(lost)
            + self.refusing * nation.refusing
            + self.exits * nation.elite_left
            + self.output * nation.output_lost
            - self.help * state.nation.shown_to_elite
            - self.crushed * success;
        1.0 / (1.0 + libm::exp(-logit))
    }
}

/// Whether the regime has lost a town: its crowd, of some hundreds at least, outnumbers the
/// forces in spite of a state of emergency, or committees run more than half of it.
pub fn lost(world: &World, state: &State, place: usize) -> bool {
    let field = &state.fields[place];
    let outnumbered = field.posture >= Posture::Emergency && field.crowd > field.forces.max(300.0);
    !world.spec.places[place].rural && (outnumbered || field.self_run > 0.5)
}

/// Strength of the regime, in [0, 1]: the geometric mean of four shares, so that it has
/// none where one of them is nothing.
///
/// They are the forces that obey where people live, the elite that stays, legitimacy
/// against that of the start, and the people in places that are held — counted by half
/// where the network that the regime too governs by is cut.
pub fn strength(world: &World, state: &State) -> f64 {
    let adults: f64 = world.adults.iter().sum();
    let mean = |share: &dyn Fn(usize) -> f64| {
        world.adults.iter().enumerate().map(|(p, n)| n * share(p)).sum::<f64>() / adults.max(1.0)
    };
    let obeying = mean(&|p| state.fields[p].loyal);
    let before = mean(&|p| world.dispositions[p].legitimacy);
    let legitimate = if before > 0.0 { (mean(&|p| state.fields[p].legitimacy) / before).min(1.0) } else { 0.0 };
    let held = mean(&|p| {
        if lost(world, state, p) { 0.0 } else { 0.5 + 0.5 * state.fields[p].connectivity }
    });
    let product = obeying * (1.0 - state.nation.elite_left) * legitimate * held;
    libm::sqrt(libm::sqrt(product.clamp(0.0, 1.0)))
}

impl Mechanism for Elite {
    type Memory = EliteMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("purge", 0.0), ("flight", 0.0)];
    owns! { nation: elite_left, elite_split, fall_odds; }
    columns! {
        nation elite_left: Count, "people", "members of the elite who have left the country so far",
            |_, state| state.memory.of::<Elite>().count(InsiderFate::Left) as f64,
            curve("Members of the elite who have left, cumulative").growing();
        nation elite_removed: Count, "people", "members of the elite dismissed or arrested so far",
            |_, state| (state.memory.of::<Elite>().count(InsiderFate::Dismissed) + state.memory.of::<Elite>().count(InsiderFate::Arrested)) as f64;
        nation elite_split: Number, "share", "how far departures, dismissals and arrests have split the elite",
            |_, state| state.nation.elite_split;
        nation fall_odds: Number, "probability", "odds of the regime's fall as the elite perceives them",
            |_, state| state.nation.fall_odds,
            curve("Odds of the regime's fall as the elite sees them");
    }

    fn act(&self, world: &World, state: &mut State) {
        self.raise(state);
        let dt = world.spec.clock.dt();
        let elite = state.memory.of_mut::<Elite>();
        elite.crowd = state.nation.crowd.max(elite.crowd * libm::exp(-dt / self.memory_hours));
        elite.largest = elite.largest.max(elite.crowd);
        elite.firearms |= state.fields.iter().any(|field| field.posture == Posture::Lethal);

        let odds = self.odds(world, state);
        let mut gone = 0;
        for m in 0..state.memory.of::<Elite>().members.len() {
            let member = state.memory.of::<Elite>().members[m];
            let rate = self.rate * libm::exp((odds - member.threshold + self.assets * member.abroad) / self.noise);
            let leaves = || happens(state.draw(Purpose::Elite, m as u32).uniform(0), rate * dt);
            if member.fate == InsiderFate::Stays && leaves() {
                state.memory.of_mut::<Elite>().members[m].fate = InsiderFate::Left;
                gone += 1;
            }
        }

        let day = (world.spec.clock.hours(state.step) / 24.0) as usize;
        let elite = state.memory.of_mut::<Elite>();
        elite.departures.resize(elite.departures.len().max(day + 1), 0);
        elite.departures[day] += gone;
        let (all, left) = (elite.members.len(), elite.count(InsiderFate::Left));
        let removed = (elite.count(InsiderFate::Dismissed) + elite.count(InsiderFate::Arrested)) as f64;
        state.nation.fall_odds = odds;
        state.nation.elite_left = left as f64 / all.max(1) as f64;
        state.nation.elite_split = -libm::expm1(-self.purge * removed - self.flight * state.nation.elite_left);
        if gone > 0 {
            state.tell(None, ActorEvent::Departures { gone, left: left as u32, of: all as u32, odds });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::places::PlaceState;

    /// The end of `hours` hours in which `change` holds.
    fn play(hours: u32, change: impl Fn(&mut State)) -> State {
        let world = World::build(fixture::spec(), 1);
        let mut state = world.state(1, 0);
        for step in 0..hours {
            state.step = step;
            change(&mut state);
            world.spec.mechanisms.elite.act(&world, &mut state);
        }
        state
    }

    #[test]
    fn each_sign_of_the_times_moves_the_odds_its_way() {
        let crowd = |state: &mut State| state.nation.crowd = 50_000.0;
        let odds = |change: &dyn Fn(&mut State)| play(2, change).nation.fall_odds;
        let base = odds(&crowd);
        assert!(odds(&|_| ()) < 0.02 && base > 0.1, "{base}");
        let with = |change: &dyn Fn(&mut State)| odds(&|s| (crowd(s), change(s)).0);
        let emergency = |f: &mut PlaceState| (f.posture, f.crowd, f.forces) = (Posture::Emergency, 9000.0, 500.0);
        assert!(with(&|s| emergency(&mut s.fields[0])) > base, "a lost city");
        assert_eq!(with(&|s| emergency(&mut s.fields[2])), base, "the land is no city");
        assert!(with(&|s| s.fields[1].self_run = 0.9) > base, "a city run by committees");
        assert!(with(&|s| s.nation.refusing = 0.2) > base, "refusals");
        assert!(with(&|s| s.nation.elite_left = 0.2) > base, "the departure of others");
        assert!(with(&|s| s.nation.output_lost = 0.1) > base, "lost output");
        assert!(with(&|s| s.nation.shown_to_elite = 1.0) < base, "foreign troops");
    }

    #[test]
    fn success_of_firearms_ends_the_departures() {
        let run = |firearms: bool| {
            play(240, |state| {
                state.nation.crowd = if state.step < 48 { 90_000.0 } else { 0.0 };
                state.fields[0].posture = if firearms { Posture::Lethal } else { Posture::Tolerate };
            })
        };
        let (crushed, ebbed) = (run(true), run(false));
        let days = &crushed.memory.of::<Elite>().departures;
        assert!(days[0] > 0 && days[9] == 0, "{days:?}");
        assert!(crushed.nation.fall_odds < ebbed.nation.fall_odds);
        assert!(crushed.nation.elite_left < ebbed.nation.elite_left);
        assert_eq!(days.iter().sum::<u32>() as usize, crushed.memory.of::<Elite>().count(InsiderFate::Left));
        assert!(matches!(crushed.happenings[0].event, ActorEvent::Departures { gone: 1.., .. }));
    }

    #[test]
    fn assets_abroad_and_low_thresholds_go_first() {
        let elite = play(24, |state| state.nation.crowd = 90_000.0).memory.of::<Elite>().clone();
        let mean = |fate: InsiderFate, what: fn(&Insider) -> f64| {
            elite.members.iter().filter(|m| m.fate == fate).map(what).sum::<f64>() / elite.count(fate) as f64
        };
        assert!(mean(InsiderFate::Left, |m| m.threshold) < mean(InsiderFate::Stays, |m| m.threshold));
        assert!(mean(InsiderFate::Left, |m| m.abroad) > mean(InsiderFate::Stays, |m| m.abroad));
    }

    #[test]
    fn a_purge_splits_the_elite_and_nobody_is_removed_twice() {
        let elite = Elite::default();
        let split = |number: u32| {
            play(1, |state| {
                elite.remove(state, number, InsiderFate::Dismissed);
                elite.remove(state, 1, InsiderFate::Arrested);
            })
        };
        let (few, many) = (split(1), split(30));
        assert!(few.nation.elite_split > 0.0 && many.nation.elite_split > few.nation.elite_split);
        assert_eq!(many.memory.of::<Elite>().count(InsiderFate::Dismissed), 30);
        let fled = play(1, |state| elite.remove(state, 30, InsiderFate::Left)).nation.elite_split;
        assert!((fled - (1.0 - libm::exp(-0.15 * elite.flight))).abs() < 0.01, "departures split too: {fled}");
        assert_eq!(split(500).memory.of::<Elite>().count(InsiderFate::Stays), 0);
    }

    #[test]
    fn strength_falls_with_each_of_its_parts() {
        let world = World::build(fixture::spec(), 1);
        let with = |change: &dyn Fn(&mut State)| {
            let mut state = world.state(1, 0);
            change(&mut state);
            strength(&world, &state)
        };
        assert!((with(&|_| ()) - 1.0).abs() < 1e-12);
        assert!(with(&|s| s.nation.elite_left = 0.5) < 1.0);
        assert!(with(&|s| s.fields[0].loyal = 0.5) < 1.0);
        assert!(with(&|s| s.fields[0].legitimacy *= 0.5) < 1.0);
        assert!(with(&|s| s.fields[0].connectivity = 0.05) < 1.0);
        assert!(with(&|s| s.fields[0].self_run = 1.0) < 1.0);
        assert_eq!(with(&|s| s.nation.elite_left = 1.0), 0.0);
    }
}
