//! M10, first half: what police do and what people expect of them.

use crate::column::sum_over_places;
use crate::mechanism::{Mechanism, Seen};
use crate::mechanisms::loyalty::Loyalty;
use crate::mechanisms::participation::RISK;
use crate::parameter::{choice, range};
use crate::places::Terms;
use crate::spec::{POSTURES, Posture};
use crate::state::{PolicingQuota, State};
use crate::world::World;
use crate::{columns, owns, parameters, words};
use groundswell_chance::draw::Purpose;
use serde::{Deserialize, Serialize};

parameters! {
    /// # Policing
    ///
    /// Deterrence, arrest, detention and casualties.
    ///
    /// With `F` police and soldiers at hand, `X` people in the street and `o` the order
    /// level of the posture in force (tolerate, disperse, emergency, lethal):
    ///
    /// ```text
    /// F  = loyal share · (readiness · police + reserves that have arrived)
    /// Π  = 1 − exp(−k · o · F / (safety + X))        perceived odds of punishment (Epstein 2002)
    /// u −= weight · R_i · Π                          R_i .1, .3, .55, .8 by risk class
    /// arrests   = min(arrest_share · X, arrest_rate · F · o)     per hour
    /// round-ups = known participants at home, up to round_up_day in the country per day,
    ///             under emergency or lethal posture
    /// releases  = held / hold_hours
    /// deaths    = lethal_rate · min(X, F) under lethal posture   per hour: as many as there are to fire
    /// forces    = forces_killed_rate, forces_injured_rate · min(X, F) under emergency or lethal posture
    /// ```
    ///
    /// With `arrest_law = "encounters"` small crowds are hit hardest and custody is finite
    /// (decision 0118). Officers meet people at `reach` per hour and order level, each arrest
    /// takes one of them `handling_hours`, cells of the unit fill, and looking for people at home
    /// begins over `start_hours` from the first emergency, with the unit's share of the police:
    ///
    /// ```text
    /// free      = 1 − held in the unit / (custody · adults of the unit / 1,000)
    /// arrests   = o · reach · X / (1 + handling_hours · reach · X/F) · free
    /// round-ups = round_up_day/24 · police of the unit/all police · (1 − exp(−hours/start_hours)) · free
    /// μ        += dispersal · o · F/(F + X)           rate of going home, per hour
    /// ```
    ///
    /// A crowd far larger than the forces loses `o · F/handling_hours` people an hour and no more;
    /// one far smaller loses the share `o · reach` of itself.
    ///
    /// `form` is how the ratio is rounded, because the rounding makes different models
    /// (Epstein's re-implementations): `smooth`, `floor` or `round` of F/(safety + X).
    ///
    /// Which reserves have arrived and which share obeys is the business of `loyalty`; without
    /// it everybody obeys and reserves arrive over `arrival_hours`.
    ///
    /// *Reads:* the regime's orders. *Writes:* forces, deterrence, quotas, casualties.
    pub struct Policing {
        k: f64 = 2.3, range(0.0, 20.0), "1", Literature, "Epstein 2002: P = .9 at one for one", "Steepness of the perceived odds of punishment.";
        form: Rounding = Rounding::Smooth, choice(Rounding::WORDS), "word", Literature, "published-results: different models", "How the ratio of forces to crowd is rounded.";
        weight: f64 = 0.30, range(0.0, 2.0), "utility", Assumed, "model M3; fitted", "What certain punishment costs somebody wholly averse to risk.";
        safety: f64 = 200.0, range(1.0, 100000.0), "people", Assumed, "a crowd of this size begins to protect its members", "People in the street at which numbers begin to protect.";
        readiness: f64 = 0.12, range(0.0, 1.0), "share", Assumed, "model M10", "Share of the police establishment that can be on the street.";
        tolerate: f64 = 0.1, range(0.0, 10.0), "order level", Assumed, "model M10, o", "Order level when crowds are watched.";
        disperse: f64 = 0.3, range(0.0, 10.0), "order level", Assumed, "model M10, o", "Order level when crowds are dispersed.";
        emergency: f64 = 0.7, range(0.0, 10.0), "order level", Assumed, "model M10, o", "Order level in a state of emergency.";
        lethal: f64 = 2.5, range(0.0, 10.0), "order level", Assumed, "model M10, o", "Order level when firearms may be used.";
        arrival_hours: f64 = 12.0, range(0.5, 200.0), "hours", Assumed, "3 h alert, 60 km/h by road, 500 km/h by air", "Time in which reserves arrive where `loyalty` does not move battalions.";
        arrest_share: f64 = 0.2, range(0.0, 1.0), "per hour", Assumed, "model M10", "Most of a crowd that can be arrested in an hour.";
        arrest_rate: f64 = 0.02, range(0.0, 1.0), "per member of the forces and hour", Assumed, "model M10; fitted to the cumulative detentions", "Arrests by one member of the forces at order level 1.";
        round_up_day: f64 = 1480.0, range(0.0, 100000.0), "people per day", Data, "6–11 January: 1,480 a day (linear, R² .970)", "Capacity to detain people at home in the whole country.";
        hold_hours: f64 = 240.0, range(1.0, 10000.0), "hours", Assumed, "most were let go within days; 766 in custody in March", "Mean time in custody.";
        lethal_rate: f64 = 0.0015, range(0.0, 0.1), "per pair and hour", Assumed, "fitted to 238 dead", "Deaths in the street where firearms may be used.";
        forces_killed_rate: f64 = 0.00004, range(0.0, 0.01), "per pair and hour", Assumed, "fitted to 19 dead", "Deaths among the forces in clashes.";
        forces_injured_rate: f64 = 0.006, range(0.0, 0.5), "per pair and hour", Assumed, "fitted to 3,393 injured", "Injuries among the forces in clashes.";
        arrest_law: ArrestLaw = ArrestLaw::Rate, choice(ArrestLaw::WORDS), "word", Assumed, "decision 0118", "How arrests follow forces and crowd.";
        reach: f64 = 0.1, range(0.0, 2.0), "per hour", Assumed, "gatherings of dozens are cleared within an evening", "Under `encounters`: rate at which a person in a small crowd is arrested, at order level 1.";
        handling_hours: f64 = 8.0, range(0.1, 200.0), "hours", Assumed, "arrest, transport and booking: a shift of one officer", "Under `encounters`: hours of one officer that an arrest takes.";
        custody: f64 = 1.0, range(0.01, 50.0), "per 1,000 adults", Assumed, "about 12,000 of 13 million were detained in January 2022, not all at once", "Under `encounters`: people that the unit can hold.";
        start_hours: f64 = 24.0, range(0.1, 500.0), "hours", Data, "detentions: 60 by 3 January, 200 by the 5th, 2,298 by the 6th", "Under `encounters`: time in which looking for people at home begins.";
        dispersal: f64 = 0.3, range(0.0, 5.0), "per hour", Assumed, "small gatherings are dispersed within hours", "Under `encounters`: rate at which a small crowd is sent home, at order level 1.";
    }
}

words! {
    /// How arrests follow forces and crowd.
    pub enum ArrestLaw {
        /// At a rate for each member of the forces, up to a share of the crowd.
        Rate = "rate",
        /// By encounters, officers' hours and places in custody.
        Encounters = "encounters",
    }
}

words! {
    /// How the ratio of forces to crowd is rounded.
    pub enum Rounding {
        /// Not at all.
        Smooth = "smooth",
        /// Down.
        Floor = "floor",
        /// To the nearest.
        Round = "round",
    }
}

impl Policing {
    /// The order level of a posture.
    pub fn level(&self, posture: Posture) -> f64 {
        match posture {
            Posture::Tolerate => self.tolerate,
            Posture::Disperse => self.disperse,
            Posture::Emergency => self.emergency,
            Posture::Lethal => self.lethal,
        }
    }

    /// Perceived probability of punishment.
    pub fn odds(&self, forces: f64, crowd: f64, level: f64) -> f64 {
        let ratio = forces / (self.safety + crowd);
        let ratio = match self.form {
            Rounding::Smooth => ratio,
            Rounding::Floor => libm::floor(ratio),
            Rounding::Round => libm::round(ratio),
        };
        -libm::expm1(-self.k * level * ratio)
    }

    /// What deterrence in a place costs somebody wholly averse to risk.
    pub fn fear(&self, state: &State, p: usize) -> f64 {
        if self.enabled { self.weight * state.fields[p].deterrence } else { 0.0 }
    }
}

/// For how long units have been under emergency.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PolicingMemory {
    /// Hours since the first in each unit, as long as one lasts; 0 without.
    pub hours: Vec<f64>,
}

/// Arrests and round-ups of a place, per hour.
struct PoliceRates {
    arrests: f64,
    round_ups: f64,
}

/// The police of a unit in one hour.
#[derive(Clone, Copy, Debug, Default)]
struct PoliceOfUnit {
    /// Adults that it has room for in custody.
    cells: f64,
    /// Adults in custody.
    held: f64,
    /// Its share of all police.
    share: f64,
    /// Agents that it knows and looks for.
    known: f64,
}

impl Policing {
    /// Known participants who are looked for.
    fn hunted(state: &State, p: usize) -> f64 {
        if state.fields[p].posture >= Posture::Emergency { f64::from(state.people.known.count(p)) } else { 0.0 }
    }

    /// Under `rate`: everybody of the country who is known is as likely to be looked for.
    fn by_rate(&self, state: &State, p: usize, known: f64) -> PoliceRates {
        let field = &state.fields[p];
        PoliceRates {
            arrests: (self.arrest_share * field.crowd).min(self.arrest_rate * field.forces * self.level(field.posture)),
            round_ups: if known > 0.0 { self.round_up_day / 24.0 * Self::hunted(state, p) / known } else { 0.0 },
        }
    }

    /// Under `encounters`: by what the unit's police can do and hold.
    fn by_encounters(&self, world: &World, state: &State, units: &[PoliceOfUnit], p: usize) -> PoliceRates {
        let (field, unit) = (&state.fields[p], world.spec.places[p].unit as usize);
        let PoliceOfUnit { cells, held, share, known } = units[unit];
        let free = if cells > 0.0 { (1.0 - held / cells).max(0.0) } else { 0.0 };
        let met = self.reach * field.crowd;
        let busy = if field.forces > 0.0 { self.handling_hours * met / field.forces } else { f64::INFINITY };
        let here = if known > 0.0 { Self::hunted(state, p) / known } else { 0.0 };
        let begun = -libm::expm1(-state.memory.of::<Policing>().hours[unit] / self.start_hours);
        PoliceRates {
            arrests: self.level(field.posture) * met / (1.0 + busy) * free,
            round_ups: self.round_up_day / 24.0 * share * here * begun * free,
        }
    }

    /// What the police of each unit have to do and can hold: once for all of its places.
    fn units(&self, world: &World, state: &State) -> Vec<PoliceOfUnit> {
        let mut units = vec![PoliceOfUnit::default(); world.spec.units as usize];
        let mut police = 0.0;
        for (q, place) in world.spec.places.iter().enumerate() {
            let unit = &mut units[place.unit as usize];
            unit.cells += world.adults[q];
            unit.held += state.fields[q].held;
            unit.share += place.police;
            unit.known += Self::hunted(state, q);
            police += place.police;
        }
        for unit in &mut units {
            unit.cells = self.custody * unit.cells / 1000.0;
            unit.share = if police > 0.0 { unit.share / police } else { 0.0 };
        }
        units
    }

    /// Counts the hours for which each unit has been under emergency.
    fn clock_emergencies(&self, world: &World, state: &mut State) {
        let hours = &mut state.memory.of_mut::<Policing>().hours;
        hours.resize(world.spec.units as usize, 0.0);
        let mut holds = vec![false; hours.len()];
        for (place, field) in world.spec.places.iter().zip(&state.fields) {
            holds[place.unit as usize] |= field.posture >= Posture::Emergency;
        }
        for (hours, holds) in hours.iter_mut().zip(holds) {
            *hours = if holds { *hours + world.spec.clock.dt() } else { 0.0 };
        }
    }
}

impl Mechanism for Policing {
    type Memory = PolicingMemory;
    // `intervention` adds to forces and deterrence in the same hour.
    owns! { place: posture, curfew, arrived, forces, deterrence; }
    columns! {
        place forces: Number, "adults", "police and soldiers at hand", |_, state, p| state.fields[p].forces;
        place posture: Word(&POSTURES), "", "posture of the police: tolerate, disperse, emergency, lethal",
            |_, state, p| f64::from(state.fields[p].posture as u8);
        place deterrence: Number, "share", "perceived probability of punishment", |_, state, p| state.fields[p].deterrence;
        nation forces: Number, "adults", "police and soldiers at hand",
            |world, state| sum_over_places(world, |p| state.fields[p].forces);
    }

    fn sense(&self, world: &World, state: &mut State) {
        let arrives = 1.0 - libm::exp(-world.spec.clock.dt() / self.arrival_hours);
        for (p, field) in state.fields.iter_mut().enumerate() {
            let ordered = &state.ordered[p];
            field.posture = ordered.posture;
            field.curfew = ordered.curfew;
            // Kept up where battalions are moved too: a run that goes on without them has it.
            field.arrived += (ordered.reserves - field.arrived) * arrives;
            let reserves = field.reserves(world.spec.mechanism::<Loyalty>().enabled);
            field.forces = field.loyal * (self.readiness * world.spec.places[p].police + reserves);
            field.deterrence = self.odds(field.forces, field.crowd, self.level(field.posture));
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let deterrence = self.fear(seen.state, seen.place);
        for (term, risk) in terms.risk.iter_mut().zip(RISK) {
            *term -= risk * deterrence;
        }
        let field = &seen.state.fields[seen.place];
        if self.arrest_law == ArrestLaw::Encounters && field.forces > 0.0 {
            let few = field.forces / (field.forces + field.crowd);
            terms.leave += self.dispersal * self.level(field.posture) * few;
        }
    }

    fn act(&self, world: &World, state: &mut State) {
        let (dt, scale) = (world.spec.clock.dt(), world.scale());
        if self.arrest_law == ArrestLaw::Encounters {
            self.clock_emergencies(world, state);
        }
        let units = if self.arrest_law == ArrestLaw::Encounters { self.units(world, state) } else { Vec::new() };
        let known: f64 = (0..state.fields.len()).map(|p| Self::hunted(state, p)).sum();
        for p in 0..state.fields.len() {
            let wanted = Self::hunted(state, p);
            let held = f64::from(state.people.detained.count(p));
            if state.people.street.count(p) == 0 && state.fields[p].crowd == 0.0 && wanted == 0.0 && held == 0.0 {
                continue;
            }
            let field = &state.fields[p];
            let (crowd, forces) = (field.crowd, field.forces);
            let PoliceRates { arrests, round_ups } = match self.arrest_law {
                ArrestLaw::Rate => self.by_rate(state, p, known),
                ArrestLaw::Encounters => self.by_encounters(world, state, &units, p),
            };
            let lethal = if field.posture == Posture::Lethal { self.lethal_rate * crowd.min(forces) } else { 0.0 };
            // Organised crowds avoid clashes: see `organisation`.
            let clash =
                if field.posture >= Posture::Emergency { crowd.min(forces) * (1.0 - field.discipline) } else { 0.0 };
            let who = p as u32;
            let count = |purpose, mean: f64| state.draw(purpose, who).poisson(mean * dt / scale);
            state.quotas[p] = PolicingQuota {
                arrests: count(Purpose::ArrestCount, arrests),
                round_ups: count(Purpose::RoundUpCount, round_ups),
                releases: count(Purpose::Release, held * scale / self.hold_hours),
                deaths: count(Purpose::DeathCount, lethal),
            };
            // The forces are counted one by one whatever an agent stands for.
            let killed = state.draw(Purpose::ForcesDeath, who).poisson(self.forces_killed_rate * clash * dt);
            let injured = state.draw(Purpose::Injury, who).poisson(self.forces_injured_rate * clash * dt);
            let field = &mut state.fields[p];
            field.forces_killed += killed as f64;
            field.forces_injured += injured as f64;
        }
    }

    /// Nobody is held any more.
    fn leave(&self, _: &World, state: &mut State) {
        state.people.detained.clear();
        state.fields.iter_mut().for_each(|field| field.held = 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::step::step;

    #[test]
    fn numbers_protect_and_orders_deter() {
        let policing = Policing::default();
        assert!(policing.odds(500.0, 5000.0, 0.3) < policing.odds(500.0, 50.0, 0.3));
        assert!(policing.odds(100.0, 200.0, 0.3) < policing.odds(100.0, 0.0, 0.3), "a few protect too");
        assert!(policing.odds(500.0, 500.0, 2.5) > policing.odds(500.0, 500.0, 0.1));
        let floor = Policing { form: Rounding::Floor, ..Policing::default() };
        assert_eq!(floor.odds(500.0, 5000.0, 2.5), 0.0, "fewer forces than people round to nothing");
    }

    /// Arrests per hour of a crowd in the first town under dispersal, by encounters.
    fn arrests(crowd: f64, held: f64) -> f64 {
        let mut spec = fixture::spec();
        spec.mechanisms.policing.arrest_law = ArrestLaw::Encounters;
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        state.memory.of_mut::<Policing>().hours = vec![0.0; 3];
        let field = &mut state.fields[0];
        (field.crowd, field.held, field.forces, field.posture) = (crowd, held, 40.0, Posture::Disperse);
        let policing = &world.spec.mechanisms.policing;
        policing.by_encounters(&world, &state, &policing.units(&world, &state), 0).arrests
    }

    #[test]
    fn small_crowds_lose_a_share_and_large_ones_what_officers_can_carry() {
        let policing = Policing::default();
        let share = arrests(1.0, 0.0);
        assert!((share / (policing.disperse * policing.reach) - 1.0).abs() < 0.03, "{share}");
        let carried = policing.disperse * 40.0 / policing.handling_hours;
        assert!((arrests(1e6, 0.0) / carried - 1.0).abs() < 1e-3);
        let course: Vec<f64> = [1.0, 30.0, 300.0, 3000.0].map(|crowd| arrests(crowd, 0.0)).to_vec();
        assert!(course.is_sorted());
        assert!(arrests(300.0, 12.0) < 0.6 * arrests(300.0, 0.0), "half the cells of 24,000 adults are full");
        assert_eq!(arrests(300.0, 24.0), 0.0, "there is nowhere to hold them");
    }

    #[test]
    fn looking_for_people_at_home_begins_over_a_day_and_unit_by_unit() {
        let mut spec = fixture::spec();
        spec.mechanisms.policing.arrest_law = ArrestLaw::Encounters;
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        state.people.known.add(0, crate::members::LeafPart { leaf: 0, who: u64::MAX });
        state.fields[0].posture = Posture::Emergency;
        let policing = &world.spec.mechanisms.policing;
        let mut after = |hours: u32| {
            (0..hours).for_each(|_| policing.clock_emergencies(&world, &mut state));
            policing.by_encounters(&world, &state, &policing.units(&world, &state), 0).round_ups
        };
        let (first, later) = (after(1), after(100));
        let share = 24.0 / 40.0;
        assert!(first < 0.05 * later, "{first} {later}");
        assert!((later / (policing.round_up_day / 24.0 * share) - 1.0).abs() < 0.02, "{later}");
    }

    #[test]
    fn a_lethal_order_kills_detains_and_is_felt_only_where_it_holds() {
        let world = World::build(fixture::lively(), 1);
        let mut state = world.state(1, 0);
        for _ in 0..40 {
            state.ordered[0].posture = Posture::Lethal;
            state.ordered[0].reserves = 500.0;
            step(&world, &mut state);
        }
        assert!(state.fields[0].killed > 0.0 && state.fields[0].forces_injured > 0.0);
        assert_eq!(state.fields[2].killed, 0.0);
        assert!(state.fields[0].detained > state.fields[0].held && state.fields[0].held > 0.0);
    }

    /// The first town with forces, a crowd and somebody who is looked for.
    fn faced(change: impl Fn(&mut crate::places::PlaceState)) -> (World, State) {
        let world = World::build(fixture::spec(), 1);
        let mut state = world.state(1, 0);
        state.people.known.add(0, crate::members::LeafPart { leaf: 0, who: u64::MAX });
        let field = &mut state.fields[0];
        (field.crowd, field.forces, field.posture) = (500.0, 100.0, Posture::Disperse);
        change(field);
        (world, state)
    }

    #[test]
    fn arrests_follow_forces_and_orders_up_to_a_share_of_the_crowd() {
        let policing = Policing::default();
        let arrests =
            |change: &dyn Fn(&mut crate::places::PlaceState)| policing.by_rate(&faced(change).1, 0, 64.0).arrests;
        let plain = arrests(&|_| ());
        assert!((plain - policing.arrest_rate * 100.0 * policing.disperse).abs() < 1e-12);
        assert!(arrests(&|field| field.forces = 200.0) > plain);
        assert!(arrests(&|field| field.posture = Posture::Emergency) > plain);
        assert_eq!(arrests(&|field| field.crowd = 1.0), policing.arrest_share, "no more than a share of the crowd");
        let round_ups =
            |posture: Posture| policing.by_rate(&faced(|field| field.posture = posture).1, 0, 64.0).round_ups;
        assert_eq!((round_ups(Posture::Disperse), round_ups(Posture::Emergency)), (0.0, policing.round_up_day / 24.0));
    }

    #[test]
    fn forces_are_those_who_are_ready_and_have_arrived_and_obey() {
        let mut spec = fixture::spec();
        spec.mechanisms.loyalty.enabled = false;
        let world = World::build(spec, 1);
        let forces = |hours: u32, reserves: f64, loyal: f64| {
            let mut state = world.state(1, 0);
            (state.ordered[0].reserves, state.fields[0].loyal) = (reserves, loyal);
            (0..hours).for_each(|_| world.spec.mechanisms.policing.sense(&world, &mut state));
            state.fields[0].forces
        };
        let police = world.spec.mechanisms.policing.readiness * world.spec.places[0].police;
        assert!((forces(1, 0.0, 1.0) - police).abs() < 1e-12);
        assert!((forces(12, 100.0, 1.0) - police - 100.0 * (1.0 - libm::exp(-1.0))).abs() < 1e-9);
        assert!((forces(1, 0.0, 0.2) - 0.2 * police).abs() < 1e-12);
    }

    #[test]
    fn small_crowds_are_sent_home_and_everybody_fears_by_their_aversion() {
        let policing = Policing { arrest_law: ArrestLaw::Encounters, ..Policing::default() };
        let terms = |crowd: f64, deterrence: f64| {
            let (world, state) = faced(|field| (field.crowd, field.deterrence) = (crowd, deterrence));
            let mut terms = Terms::default();
            policing.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
            terms
        };
        assert!(terms(10.0, 0.0).leave > terms(1000.0, 0.0).leave && terms(1000.0, 0.0).leave > 0.0);
        let fear = terms(10.0, 0.5).risk;
        assert!(fear[0] < 0.0 && fear.is_sorted_by(|a, b| a > b), "{fear:?}");
    }

    #[test]
    fn clashes_cost_the_forces_and_disciplined_crowds_avoid_them() {
        let harm = |discipline: f64| {
            let (world, mut state) =
                faced(|field| (field.posture, field.discipline) = (Posture::Emergency, discipline));
            let policing = Policing { forces_killed_rate: 0.01, ..Policing::default() };
            for step in 0..200 {
                state.step = step;
                policing.act(&world, &mut state);
            }
            (state.fields[0].forces_killed, state.fields[0].forces_injured)
        };
        let (free, disciplined) = (harm(0.0), harm(0.8));
        assert!(free.0 > 100.0 && free.1 > 50.0, "{free:?}");
        assert!(disciplined.0 < 0.5 * free.0 && disciplined.1 < 0.5 * free.1, "{disciplined:?} of {free:?}");
    }
}
