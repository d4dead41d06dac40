//! M10 Loyalty: units of police, guard and army that obey, hold back, refuse or change sides.

pub mod obedience;

use self::obedience::{Refusals, UnitPressures, next_status, share_refusing, strength_left};
use crate::happening::ActorEvent;
use crate::mechanism::Mechanism;
use crate::mechanisms::organisation::appeal;
use crate::mechanisms::policing::Policing;
use crate::parameter::range;
use crate::places::PlaceState;
use crate::spec::{ForceKind, Posture};
use crate::state::State;
use crate::units::{self, March, Unit, UnitStatus};
use crate::world::World;
use crate::{columns, owns, parameters};
use groundswell_chance::draw::Purpose;
use serde::{Deserialize, Serialize};

parameters! {
    /// # Loyalty
    ///
    /// Some hundreds of units: the police of each place in districts of about `district`,
    /// guard and army in battalions of about `battalion`. Each has a size, a home, a share
    /// of members recruited where it is at home, and members whose disposition to obey is
    /// normal with mean `m` and standard deviation `within`; `m` differs between units by
    /// `between`. It is a threshold model inside the chain of command (Granovetter 1978):
    ///
    /// ```text
    /// P = ties · ℓ · (1 − v) · X/(X + steady + outnumbered · F)    a crowd of one's own
    ///   + contagion · known refusals                               others who refuse
    ///   + appeals · appeal + kill · [firearms ordered]
    ///   − pay − watch · (1 − split of the elite) − fear · v − help · [foreign troops]
    /// φ → Φ((P − m)/within)           share of members who refuse, within deliberation
    /// ```
    ///
    /// `X` people in the street, `F` forces that obey, `v` violence of the crowd, which
    /// drives units back to the regime; `ℓ` the local share, times `away` outside the home
    /// region. Battalions that were not sent face no crowd and no such order. Refusals in
    /// one's own place are always seen and weigh `near`; those elsewhere are known as far as
    /// the network works, so that a shutdown hides them.
    ///
    /// | status | share refusing | what it contributes |
    /// |---|---|---|
    /// | loyal | below .1 | all its strength |
    /// | passive | .1 to .35 | 1 − 2.5 φ of it |
    /// | refusing | .35 to .6 | the same, nothing from .4; it cannot be sent |
    /// | defected | above .6 | nothing; it does not come back, and its arms go over with odds `arms_odds` |
    ///
    /// With `contagion` alone this is Granovetter's crowd of normal thresholds: the low
    /// equilibrium disappears at `within/m` = .489 (published result G3).
    ///
    /// *Movement.* Guard and army go where orders call for reserves: whole battalions, the
    /// nearest first, after `alert`, by road or, beyond `air_from`, by air. They replace the
    /// exponential arrival of `policing`, which is back when this mechanism is off.
    ///
    /// *Violence of the crowd* follows outrage, the use of firearms and arms taken, while
    /// there is a crowd:
    /// `dv/dt = (1 − exp(−(by_outrage · min(1, O) + by_firearms · [lethal] + by_arms · arms/(arms + X))) − v)/violence_hours`.
    ///
    /// Sources for the structure: Casper & Tyson 2014; Bellin 2004; Johnson & Thyne 2018;
    /// Koehler & Albrecht 2021. No number is identified by January 2022, which had no
    /// confirmed defection: it gives an upper bound (model §5).
    ///
    /// *Reads:* orders, crowds, outrage, appeals, connectivity, split of the elite, foreign
    /// troops. *Writes:* reserves arrived, share of forces that obeys, violence of crowds,
    /// share of forces refusing, the log of changes of status.
    pub struct Loyalty {
        ties: f64 = 1.5, range(0.0, 5.0), "disposition", Assumed, "model M10, a_1; Bellin 2004 for the form; a national crowd of 44,000 makes a dozen units hold back and up to three refuse", "What a crowd of one's own, beyond all number, adds for a unit recruited there.";
        contagion: f64 = 0.5, range(0.0, 5.0), "disposition", Assumed, "model M10, a_2; Granovetter 1978 for the form", "What it adds to know that all others refuse.";
        appeals: f64 = 0.2, range(0.0, 5.0), "disposition", Assumed, "model M10, a_3: no dose data (H9)", "What appeals that reach every soldier add.";
        kill: f64 = 0.15, range(0.0, 5.0), "disposition", Assumed, "model M10, a_4", "What being ordered to use firearms adds.";
        pay: f64 = 0.10, range(0.0, 5.0), "disposition", Assumed, "model M10, a_5", "What pay and privileges hold back.";
        watch: f64 = 0.15, range(0.0, 5.0), "disposition", Assumed, "model M10, a_6", "What counter-intelligence holds back under an undivided elite.";
        fear: f64 = 0.3, range(0.0, 5.0), "disposition", Assumed, "model M10, a_7", "What a wholly violent crowd holds back.";
        help: f64 = 0.1, range(0.0, 5.0), "disposition", Assumed, "model M10, a_8; M13 effect (b)", "What the presence of foreign troops holds back.";
        near: f64 = 0.5, range(0.0, 1.0), "share", Assumed, "one's own town is seen without a network", "Weight of refusals in one's own place against those elsewhere.";
        outnumbered: f64 = 3.0, range(0.0, 100.0), "people per member", Assumed, "model M10: X/F scaled", "Crowd for each member of the forces that gives half of its pressure.";
        steady: f64 = 100.0, range(1.0, 10000.0), "people", Assumed, "no unit is moved by a few", "Crowd that gives half of its pressure where there are no forces.";
        mean_police: f64 = 1.0, range(0.0, 5.0), "disposition", Assumed, "model M10, m: the scale of all others here", "Mean disposition to obey of police.";
        mean_guard: f64 = 1.1, range(0.0, 5.0), "disposition", Assumed, "model M10, m; Koehler & Albrecht 2021: guards are kept apart", "The same of the guard.";
        mean_army: f64 = 1.05, range(0.0, 5.0), "disposition", Assumed, "model M10, m: conscripts", "The same of the army.";
        between: f64 = 0.12, range(0.0, 2.0), "disposition", Assumed, "model M10", "Standard deviation of that mean between units.";
        within: f64 = 0.25, range(0.01, 2.0), "disposition", Assumed, "model M10, s", "Standard deviation of disposition within a unit.";
        local_police: f64 = 0.8, range(0.0, 1.0), "share", Assumed, "police serve where they live", "Share of police recruited where they serve.";
        local_guard: f64 = 0.4, range(0.0, 1.0), "share", Assumed, "contract and conscript service", "Share of the guard recruited where it is at home.";
        local_army: f64 = 0.3, range(0.0, 1.0), "share", Assumed, "conscripts serve away from home", "Share of the army recruited where it is at home.";
        away: f64 = 0.25, range(0.0, 1.0), "share", Assumed, "units are brought in because they are strangers", "What is left of local ties outside the home region.";
        deliberation: f64 = 6.0, range(0.5, 200.0), "hours", Assumed, "assumed", "Time in which a unit follows what presses on it.";
        arms_odds: f64 = 0.5, range(0.0, 1.0), "probability", Assumed, "model M10", "Odds that the arms of a unit that changes sides go to the crowd.";
        by_outrage: f64 = 0.3, range(0.0, 10.0), "rate", Assumed, "assumed; model §10.3: a variable, not an explanation", "Violence of crowds by outrage.";
        by_firearms: f64 = 0.5, range(0.0, 10.0), "rate", Assumed, "assumed", "Violence of crowds by the use of firearms.";
        by_arms: f64 = 2.0, range(0.0, 10.0), "rate", Assumed, "assumed", "Violence of crowds by the share that has taken arms.";
        violence_hours: f64 = 6.0, range(0.5, 200.0), "hours", Assumed, "assumed", "Time in which the violence of crowds rises and fades.";
        district: f64 = 300.0, range(10.0, 10000.0), "members", Assumed, "model §1: some hundreds of units", "Size of a police unit in a large city.";
        battalion: f64 = 400.0, range(10.0, 10000.0), "members", Assumed, "usual size of a battalion", "Size of a unit of guard or army.";
        alert: f64 = 3.0, range(0.0, 100.0), "hours", Assumed, "model M10", "Hours from an order until a battalion moves.";
        road_speed: f64 = 60.0, range(1.0, 200.0), "km/h", Assumed, "model M10", "Speed of battalions by road.";
        air_speed: f64 = 500.0, range(1.0, 1000.0), "km/h", Assumed, "model M10", "Speed of battalions by air.";
        air_from: f64 = 400.0, range(0.0, 20000.0), "km", Assumed, "a day's march by road", "Distance beyond which battalions fly.";
    }
}

/// What the units are and have taken, from hour to hour.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LoyaltyMemory {
    /// Police by place, then battalions by force.
    pub units: Vec<Unit>,
    /// Arms in the hands of the crowd, by place, one a person.
    pub arms: Vec<f64>,
}

impl LoyaltyMemory {
    /// Units of this status.
    fn count(&self, status: UnitStatus) -> f64 {
        self.units.iter().filter(|unit| unit.status == status).count() as f64
    }
}

impl Loyalty {
    /// The pressure on a unit, in units of disposition.
    pub fn pressure(&self, on: &UnitPressures) -> f64 {
        let when = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
        self.ties * on.local * (1.0 - on.violence) * on.crowd
            + self.contagion * on.refusals
            + self.appeals * on.appeal
            + when(on.firearms, self.kill)
            - self.pay
            - self.watch * (1.0 - on.split)
            - self.fear * on.violence
            - on.helped * self.help
    }

    fn outnumbered(&self, field: &PlaceState) -> f64 {
        field.crowd / (field.crowd + self.steady + self.outnumbered * field.forces)
    }

    /// Share of members recruited at home, and mean disposition.
    fn kind(&self, world: &World, unit: &Unit) -> (f64, f64) {
        let (local, mean) = match unit.force.map(|force| world.spec.forces[force as usize].kind) {
            None => (self.local_police, self.mean_police),
            Some(ForceKind::Guard) => (self.local_guard, self.mean_guard),
            Some(ForceKind::Army) => (self.local_army, self.mean_army),
        };
        let region = |p: usize| world.spec.places[p].unit;
        let left = if region(unit.place()) == region(unit.home as usize) { 1.0 } else { self.away };
        (local * left, mean + self.between * unit.lean)
    }

    /// Battalions go where reserves are ordered.
    fn send(&self, world: &World, state: &State, units: &mut [Unit]) {
        let wanted: Vec<f64> = state.ordered.iter().map(|ordered| ordered.reserves).collect();
        let march = March { alert: self.alert, road: self.road_speed, air: self.air_speed, air_from: self.air_from };
        if wanted.iter().any(|&n| n > 0.0) || units.iter().any(|unit| unit.duty.is_some()) {
            units::send(units, &units::share_out(&wanted, self.battalion), &world.spec, state.step, march);
        }
    }

    fn rouse(&self, world: &World, state: &mut State, arms: &[f64]) {
        let follows = -libm::expm1(-world.spec.clock.dt() / self.violence_hours);
        for (field, &arms) in state.fields.iter_mut().zip(arms) {
            let armed = if arms > 0.0 { arms / (arms + field.crowd) } else { 0.0 };
            let firearms = if field.posture == Posture::Lethal { self.by_firearms } else { 0.0 };
            let roused = self.by_outrage * field.outrage.min(1.0) + firearms + self.by_arms * armed;
            let towards = if field.crowd > 0.0 { -libm::expm1(-roused) * (1.0 - field.discipline) } else { 0.0 };
            field.violence += (towards - field.violence) * follows;
        }
    }

    /// Every unit follows what presses on it, all at once.
    fn press(&self, world: &World, state: &mut State, memory: &mut LoyaltyMemory) {
        let follows = -libm::expm1(-world.spec.clock.dt() / self.deliberation);
        let others = Refusals::of(&memory.units, state.fields.len());
        for (u, unit) in memory.units.iter_mut().enumerate() {
            if unit.status == UnitStatus::Defected {
                continue;
            }
            let field = &state.fields[unit.place()];
            let refusals = others.known_to(unit, self.near, field.connectivity);
            let faces = unit.faces_crowds(state.step);
            let (local, mean) = self.kind(world, unit);
            let pressure = self.pressure(&UnitPressures {
                crowd: if faces { self.outnumbered(field) } else { 0.0 },
                local,
                refusals,
                appeal: appeal(state, unit.place()),
                firearms: faces && field.posture == Posture::Lethal,
                violence: if faces { field.violence } else { 0.0 },
                split: state.nation.elite_split,
                helped: state.nation.shown_to_units,
            });
            unit.refusing += (share_refusing(pressure, mean, self.within) - unit.refusing) * follows;
            let now = next_status(unit.status, unit.refusing);
            if now == unit.status {
                continue;
            }
            let was = std::mem::replace(&mut unit.status, now);
            let armed =
                now == UnitStatus::Defected && state.draw(Purpose::Loyalty, u as u32).uniform(0) < self.arms_odds;
            if armed {
                memory.arms[unit.place()] += unit.size;
            }
            let (refusing, size, region) = (unit.refusing, unit.size, world.spec.places[unit.place()].unit);
            state.tell(Some(region), ActorEvent::Status { unit: unit.name(), was, now, refusing, size, armed });
        }
    }

    /// What obeys in each place, and what refuses in the country.
    fn count(&self, world: &World, state: &mut State, units: &[Unit]) {
        let readiness = world.spec.mechanism::<Policing>().readiness;
        let mut here = vec![(0.0, 0.0, 0.0); state.fields.len()];
        let (mut all, mut refuse) = (0.0, 0.0);
        for unit in units {
            all += unit.size;
            refuse += if unit.status >= UnitStatus::Refusing { unit.size } else { 0.0 };
            if unit.faces_crowds(state.step) {
                let strength = if unit.force.is_some() { unit.size } else { readiness * unit.size };
                let sums = &mut here[unit.place()];
                sums.0 += strength;
                sums.1 += strength * strength_left(unit.status, unit.refusing);
                sums.2 += if unit.force.is_some() { unit.size } else { 0.0 };
            }
        }
        for (field, (strength, obeying, sent)) in state.fields.iter_mut().zip(here) {
            field.sent = sent;
            field.loyal = if strength > 0.0 { obeying / strength } else { 1.0 };
        }
        state.nation.refusing = if all > 0.0 { refuse / all } else { 0.0 };
    }
}

impl Mechanism for Loyalty {
    type Memory = LoyaltyMemory;
    const SILENT: &'static [(&'static str, f64)] =
        &[("ties", 0.0), ("contagion", 0.0), ("appeals", 0.0), ("kill", 0.0)];
    // `organisation` holds violence down.
    owns! { place: sent, loyal, violence; nation: refusing; }
    columns! {
        place obeying: Number, "share", "share of the forces at hand that obey", |_, state, p| state.fields[p].loyal;
        place violence: Number, "share", "how violent the crowd is", |_, state, p| state.fields[p].violence;
        nation forces_refusing: Number, "share", "share of all forces in units that refuse or have changed sides",
            |_, state| state.nation.refusing,
            curve("Forces that refuse or have changed sides");
        nation units_passive: Count, "units", "units of police, guard and army that hold back",
            |_, state| state.memory.of::<Loyalty>().count(UnitStatus::Passive),
            curve("Units of the forces that hold back");
        nation units_refusing: Count, "units", "units of police, guard and army that refuse orders",
            |_, state| state.memory.of::<Loyalty>().count(UnitStatus::Refusing);
        nation units_defected: Count, "units", "units of police, guard and army that have changed sides",
            |_, state| state.memory.of::<Loyalty>().count(UnitStatus::Defected);
    }

    fn act(&self, world: &World, state: &mut State) {
        let mut memory = std::mem::take(state.memory.of_mut::<Loyalty>());
        if memory.units.is_empty() {
            // Once, whatever the step: an hour that never comes keys these draws.
            let lean = |unit| state.key.draw(Purpose::Loyalty, unit, u32::MAX).normal(0);
            memory.units = units::raise(&world.spec, self.district, self.battalion, lean);
            memory.arms = vec![0.0; state.fields.len()];
        }
        self.send(world, state, &mut memory.units);
        self.rouse(world, state, &memory.arms);
        self.press(world, state, &mut memory);
        self.count(world, state, &memory.units);
        *state.memory.of_mut::<Loyalty>() = memory;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::happening::Happening;
    use crate::mechanisms::messages::Messages;
    use crate::spec::Spec;

    /// A unit under contagion alone.
    fn contagion_only(mean: f64, within: f64) -> Loyalty {
        let mut only = Loyalty { contagion: 1.0, within, between: 0.0, ..Loyalty::default() };
        (only.mean_police, only.mean_guard, only.mean_army) = (mean, mean, mean);
        (only.ties, only.appeals, only.kill, only.pay) = (0.0, 0.0, 0.0, 0.0);
        (only.watch, only.fear, only.help) = (0.0, 0.0, 0.0);
        only
    }

    /// Members of a hundred who refuse in the end.
    fn equilibrium(mean: f64, sd: f64) -> f64 {
        let only = contagion_only(mean / 100.0, sd / 100.0);
        let mut share = 0.0;
        for _ in 0..100_000 {
            let pressure = only.pressure(&UnitPressures { refusals: share, ..UnitPressures::default() });
            share = share_refusing(pressure, mean / 100.0, only.within);
        }
        100.0 * share
    }

    #[test]
    fn contagion_alone_is_granovetters_crowd() {
        for (sd, r) in [(5.0, 0.0), (10.0, 0.77), (11.0, 1.71), (12.0, 4.02), (12.2, 5.48), (12.3, 100.0), (30.0, 99.3)]
        {
            assert!((equilibrium(25.0, sd) - r).abs() < 0.05, "sd {sd}: {}", equilibrium(25.0, sd));
        }
        // Where the low equilibrium disappears, by bisection: 12.222, or .489 of the mean.
        let (mut low, mut high) = (12.0, 12.5);
        while high - low > 2e-4 {
            let middle = (low + high) / 2.0;
            if equilibrium(25.0, middle) > 50.0 { high = middle } else { low = middle }
        }
        assert!((low - 12.222).abs() < 1e-3 && (low / 25.0 - 0.489).abs() < 1e-3, "{low}");
    }

    /// A town in which nothing but this mechanism is at work.
    fn play(loyalty: Loyalty, hours: u32, change: impl Fn(&mut State)) -> State {
        let mut spec: Spec = fixture::spec();
        spec.mechanisms.loyalty = loyalty;
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        state.fields.iter_mut().for_each(|f| f.forces = 12.0);
        for step in 0..hours {
            state.step = step;
            change(&mut state);
            world.spec.mechanisms.loyalty.act(&world, &mut state);
        }
        state
    }

    #[test]
    fn contagion_runs_through_real_units_in_the_same_way() {
        let share = |sd: f64| {
            let state = play(Loyalty { district: 10.0, battalion: 20.0, ..contagion_only(0.25, sd) }, 3000, |_| ());
            let units = &state.memory.of::<Loyalty>().units;
            units.iter().map(|unit| unit.refusing).sum::<f64>() / units.len() as f64
        };
        assert!((share(0.11) - 0.0171).abs() < 0.001, "{}", share(0.11));
        assert!(share(0.13) > 0.6, "units that change sides stay where they are: {}", share(0.13));
    }

    /// Share refusing of the first police unit after two days.
    fn phi(loyalty: Loyalty, change: impl Fn(&mut State)) -> f64 {
        let state = play(loyalty, 48, |state| {
            (state.fields[0].crowd, state.fields[0].posture) = (5000.0, Posture::Disperse);
            change(state);
        });
        state.memory.of::<Loyalty>().units[0].refusing
    }

    #[test]
    fn each_pressure_has_its_sign() {
        let model = || Loyalty { between: 0.0, ..Loyalty::default() };
        let base = phi(model(), |_| ());
        let more = |what: &str, change: &dyn Fn(&mut State)| assert!(phi(model(), change) > base, "{what}");
        let less = |what: &str, change: &dyn Fn(&mut State)| assert!(phi(model(), change) < base, "{what}");
        more("appeals", &|s| s.memory.of_mut::<Messages>().appeal = vec![1.0]);
        more("a split elite", &|s| s.nation.elite_split = 1.0);
        more("a larger crowd", &|s| s.fields[0].crowd = 50_000.0);
        less("a violent crowd", &|s| s.fields[0].violence = 0.8);
        less("foreign troops", &|s| s.nation.shown_to_units = 1.0);
        less("no crowd", &|s| s.fields[0].crowd = 0.0);
        assert!(phi(Loyalty { pay: 0.5, ..model() }, |_| ()) < base, "pay");
        assert!(phi(Loyalty { local_police: 0.2, ..model() }, |_| ()) < base, "strangers");
        let kill =
            |kill: f64| phi(Loyalty { kill, by_firearms: 0.0, ..model() }, |s| s.fields[0].posture = Posture::Lethal);
        assert!(kill(0.3) > kill(0.0), "orders to kill");
        // A violent crowd has fewer ties as well, so fear is told apart by its weight.
        let violent = |fear: f64| phi(Loyalty { fear, ..model() }, |s| s.fields[0].violence = 0.2);
        assert!(violent(1.0) < 0.5 * violent(0.0), "fear of a violent crowd: {} {}", violent(1.0), violent(0.0));
    }

    #[test]
    fn units_deliberate_before_they_follow() {
        let after = |hours: u32| {
            let state = play(Loyalty { between: 0.0, ..Loyalty::default() }, hours, |s| s.fields[0].crowd = 5000.0);
            state.memory.of::<Loyalty>().units[0].refusing
        };
        let hour = 1.0 - libm::exp(-1.0 / Loyalty::default().deliberation);
        assert!(after(1) > 0.0 && after(1) < 1.2 * hour * after(48), "{} {}", after(1), after(48));
    }

    #[test]
    fn a_shutdown_hides_what_other_towns_do() {
        let share = |connectivity: f64| {
            let state = play(Loyalty { between: 0.0, ..Loyalty::default() }, 60, |state| {
                state.fields.iter_mut().for_each(|f| f.connectivity = connectivity);
                // The police of the second town have long refused.
                let units = state.memory.of_mut::<Loyalty>().units.iter_mut();
                units.filter(|u| u.home == 1).for_each(|u| u.refusing = 0.55);
            });
            state.memory.of::<Loyalty>().units[0].refusing
        };
        assert!(share(1.0) > 1.5 * share(0.0), "{} {}", share(1.0), share(0.0));
    }

    #[test]
    fn units_that_change_sides_are_named_lost_and_arm_a_crowd() {
        let model = Loyalty { ties: 3.0, arms_odds: 1.0, ..Loyalty::default() };
        let state = play(model, 48, |state| state.fields[0].crowd = 5000.0);
        let police = &state.memory.of::<Loyalty>().units[0];
        assert_eq!(police.status, UnitStatus::Defected);
        assert_eq!(state.fields[0].loyal, 0.0, "nobody is left to obey");
        assert_eq!(state.fields[1].loyal, 1.0);
        assert_eq!(state.memory.of::<Loyalty>().arms[0], police.size);
        assert!(state.fields[0].violence > 0.0 && (0.01..0.5).contains(&state.nation.refusing), "of all forces");
        let of_it = |h: &&Happening| matches!(h.event, ActorEvent::Status { unit, .. } if unit == police.name());
        let last = state.happenings.iter().rfind(of_it).expect("logged");
        assert!(matches!(last.event, ActorEvent::Status { now: UnitStatus::Defected, armed: true, .. }), "{last:?}");
        assert_eq!(last.unit, Some(0));
    }

    #[test]
    fn battalions_arrive_whole_after_alert_and_road() {
        let sent = |hours: u32| play(Loyalty::default(), hours, |s| s.ordered[0].reserves = 400.0).fields[0].sent;
        assert_eq!(sent(3), 0.0);
        assert_eq!(sent(5), 400.0);
    }

    #[test]
    fn outrage_firearms_and_arms_make_crowds_violent_and_discipline_holds_them_back() {
        let after = |hours: u32, change: &dyn Fn(&mut State)| {
            play(Loyalty { ties: 0.0, ..Loyalty::default() }, hours, |state| {
                state.fields[0].crowd = 1000.0;
                change(state);
            })
        };
        let violence = |change: &dyn Fn(&mut State)| after(12, change).fields[0].violence;
        assert_eq!(violence(&|_| ()), 0.0);
        let outraged = violence(&|state| state.fields[0].outrage = 1.0);
        assert!((outraged - (1.0 - libm::exp(-0.3)) * (1.0 - libm::exp(-2.0))).abs() < 1e-9, "{outraged}");
        assert!(violence(&|state| state.fields[0].posture = Posture::Lethal) > outraged, "firearms");
        let armed = |arms: f64| {
            violence(&|state| {
                if let [here, ..] = &mut state.memory.of_mut::<Loyalty>().arms[..] {
                    *here = arms;
                }
            })
        };
        assert!(armed(100.0) > 0.05 && armed(1000.0) > 2.0 * armed(100.0), "{} {}", armed(100.0), armed(1000.0));
        let disciplined = violence(&|state| (state.fields[0].outrage, state.fields[0].discipline) = (1.0, 0.8));
        assert!((disciplined / outraged - 0.2).abs() < 1e-9);
    }

    #[test]
    fn strangers_and_units_that_are_many_resist_a_crowd_and_neighbours_pull() {
        let loyalty = Loyalty { between: 0.0, ..Loyalty::default() };
        let world = World::build(fixture::spec(), 1);
        let mut field = world.state(1, 0).fields[0].clone();
        (field.crowd, field.forces) = (1000.0, 50.0);
        let few = loyalty.outnumbered(&field);
        field.forces = 500.0;
        let many = loyalty.outnumbered(&field);
        assert!(many < 0.6 * few, "against many forces");
        field.crowd = 5000.0;
        assert!(loyalty.outnumbered(&field) > 1.5 * many, "a larger crowd");
        let mut units = units::raise(&world.spec, 300.0, 400.0, |_| 0.0);
        let unit = units.iter_mut().find(|unit| unit.force.is_some()).expect("a battalion");
        let at_home = loyalty.kind(&world, unit).0;
        unit.duty = Some(if unit.home == 0 { 1 } else { 0 });
        assert!((loyalty.kind(&world, unit).0 / at_home - loyalty.away).abs() < 1e-12, "strangers");
        let mut of_town = units::raise(&world.spec, 30.0, 400.0, |_| 0.0);
        let known = |units: &[Unit], near: f64, connectivity: f64| {
            Refusals::of(units, 3).known_to(&units[0], near, connectivity)
        };
        assert_eq!(known(&of_town, 0.5, 1.0), 0.0);
        of_town[1].refusing = 1.0;
        assert!(known(&of_town, 0.5, 0.0) > 0.02 && known(&of_town, 0.5, 0.0) < known(&of_town, 1.0, 0.0));
        assert!(known(&of_town, 0.5, 1.0) > known(&of_town, 0.5, 0.0), "and of those elsewhere over the network");
    }
}
