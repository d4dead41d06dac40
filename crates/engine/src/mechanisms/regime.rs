//! M12 The regime's table: dated or triggered orders.

use crate::happening::ActorEvent;
use crate::mechanism::Mechanism;
use crate::mechanisms::concession::Concession;
use crate::mechanisms::elite::Elite;
use crate::mechanisms::elite::{self, InsiderFate};
use crate::parameter::range;
use crate::spec::{Guard, GuardMeasure, Order, Scope, Spec, When};
use crate::state::{OrderInstance, OrdersInForce, State};
use crate::world::World;
use crate::{columns, owns, parameters};
use groundswell_chance::draw::Purpose;
use serde::{Deserialize, Serialize};

parameters! {
    /// # Regime
    ///
    /// The government as a table of orders, in the scenario and not in code.
    ///
    /// An order is *dated* (it holds from one hour to another, as recorded: the `history`
    /// form of a scenario) or *triggered* (the `endogenous` form): when its guard holds it
    /// is given at the rate `1/delay`, stands for at least its dwell, and is taken back at
    /// the rate `1/undo_delay` once its `until` guard holds. A guard compares counts —
    /// `crowd`, `towns_over_4500` (or any other number), `killed`, `forces_killed`, `detained`,
    /// `strikers`, `lost_cities`, `hours_since_first` (hours since a place first had more than
    /// 300 in the street; 0 before) of the places it is for, and `units_active`, `output_lost`,
    /// `refusing`, `elite_left`, `hours` of the nation — with numbers.
    ///
    /// While it stands an order can set the posture of the police, a curfew, the share of
    /// the network that works and a share of the reserves, ask allies for help or send their
    /// troops home; when it is given it can make concessions, dismiss members of the elite and
    /// have them arrested. Where several stand, the harshest posture, the poorest network and all
    /// reserves together hold.
    ///
    /// *Writes:* what is ordered in each place; strength of the regime; the log of orders with
    /// the guard that fired.
    pub struct Regime {
        haste: f64 = 1.0, range(0.01, 100.0), "factor", Assumed, "delays of the table are recorded; this scales them all", "How much faster than the table's delays triggered orders are given.";
        reserves_ready: f64 = 0.15, range(0.0, 1.0), "share", Assumed, "guard and army that can leave their other tasks", "Share of guards and soldiers who can be sent.";
    }
}

/// The crowd that delays of the table are counted from.
const FIRST_CROWD: f64 = 300.0;

/// What the government keeps in mind.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RegimeMemory {
    /// The step in which each place first had more than 300 in the street.
    pub first: Vec<Option<u32>>,
}

impl Regime {
    /// The instances of every order of the table.
    pub fn instances(&self, spec: &Spec) -> Vec<Vec<OrderInstance>> {
        spec.orders
            .iter()
            .map(|order| {
                vec![OrderInstance::default(); if order.scope == Scope::EachUnit { spec.units as usize } else { 1 }]
            })
            .collect()
    }
}

/// The places that an instance of an order is about.
pub(crate) fn places(world: &World, order: &Order, instance: usize) -> Vec<usize> {
    let all = 0..world.spec.places.len();
    match &order.scope {
        Scope::Places(places) => places.iter().map(|&p| p as usize).collect(),
        Scope::EachUnit => all.filter(|&p| world.spec.places[p].unit as usize == instance).collect(),
        Scope::Nation => all.collect(),
    }
}

fn measure(world: &World, state: &State, places: &[usize], what: GuardMeasure) -> f64 {
    let sum = |f: fn(&crate::places::PlaceState) -> f64| places.iter().map(|&p| f(&state.fields[p])).sum::<f64>();
    match what {
        GuardMeasure::Crowd => sum(|f| f.crowd),
        GuardMeasure::UnitsActive => f64::from(state.nation.units_active),
        GuardMeasure::TownsOver(people) => {
            places.iter().filter(|&&p| state.fields[p].crowd > f64::from(people)).count() as f64
        }
        GuardMeasure::Killed => sum(|f| f.killed),
        GuardMeasure::ForcesKilled => sum(|f| f.forces_killed),
        GuardMeasure::Detained => sum(|f| f.detained),
        GuardMeasure::Strikers => sum(|f| f.strikers.iter().sum()),
        GuardMeasure::OutputLost => state.nation.output_lost,
        GuardMeasure::Hours => world.spec.clock.hours(state.step),
        GuardMeasure::Refusing => state.nation.refusing,
        GuardMeasure::EliteLeft => state.nation.elite_left,
        GuardMeasure::LostCities => places.iter().filter(|&&p| elite::lost(world, state, p)).count() as f64,
        GuardMeasure::HoursSinceFirst => {
            let first = places.iter().filter_map(|&p| *state.memory.of::<Regime>().first.get(p)?).min();
            first.map_or(0.0, |first| world.spec.clock.hours(state.step.saturating_sub(first)))
        }
    }
}

fn holds(world: &World, state: &State, places: &[usize], guard: &Guard) -> bool {
    match guard {
        Guard::Above(what, than) => measure(world, state, places, *what) > *than,
        Guard::Below(what, than) => measure(world, state, places, *what) < *than,
        Guard::All(all) => all.iter().all(|g| holds(world, state, places, g)),
        Guard::Any(any) => any.iter().any(|g| holds(world, state, places, g)),
        Guard::Not(not) => !holds(world, state, places, not),
    }
}

impl Mechanism for Regime {
    type Memory = RegimeMemory;
    owns! { nation: strength; }
    columns! {
        nation strength: Number, "share", "strength of the regime", |_, state| state.nation.strength;
    }

    fn news(&self, world: &World, state: &mut State) {
        let dt = world.spec.clock.dt();
        let now = world.spec.clock.hours(state.step);
        let mut changed = state.step == 0;
        let memory = state.memory.of_mut::<Regime>();
        memory.first.resize(state.fields.len(), None);
        for (first, field) in memory.first.iter_mut().zip(&state.fields) {
            if first.is_none() && field.crowd > FIRST_CROWD {
                *first = Some(state.step);
            }
        }
        for (o, order) in world.spec.orders.iter().enumerate() {
            for i in 0..state.orders[o].len() {
                let instance = state.orders[o][i];
                let stands = match &order.when {
                    _ if !order.enabled => false,
                    When::Dated { from, until } => (*from..*until).contains(&now),
                    When::Triggered { guard, delay, dwell, undo, .. } => {
                        let hours = f64::from(state.step - instance.since) * dt;
                        let (wanted, mean) = match (instance.stands, undo) {
                            (false, _) => (Some(guard), *delay),
                            (true, Some((until, delay))) if hours >= *dwell => (Some(until), *delay),
                            _ => (None, 1.0),
                        };
                        let rate = if mean > 0.0 { self.haste / mean } else { f64::INFINITY };
                        let u = state.draw(Purpose::Regime, o as u32).uniform(i as u32);
                        let due = wanted.is_some_and(|g| {
                            u < -libm::expm1(-rate * dt) && holds(world, state, &places(world, order, i), g)
                        });
                        // An order without an undo is given once.
                        let spent = !instance.stands && undo.is_none() && instance.given > 0;
                        instance.stands != (due && !spent)
                    }
                };
                if stands != instance.stands {
                    changed = true;
                    self.turn(world, state, o, i, stands);
                }
            }
        }
        if changed {
            self.add_up(world, state);
        }
    }

    fn note(&self, world: &World, state: &mut State) {
        state.nation.strength = elite::strength(world, state);
    }

    /// No order stands, and nothing is ordered. That orders were given once stays on record.
    fn leave(&self, _: &World, state: &mut State) {
        state.orders.iter_mut().flatten().for_each(|instance| instance.stands = false);
        state.ordered.fill(OrdersInForce::default());
    }
}

impl Regime {
    /// An order is given or taken back.
    fn turn(&self, world: &World, state: &mut State, o: usize, i: usize, stands: bool) {
        let order = &world.spec.orders[o];
        let instance = &mut state.orders[o][i];
        instance.stands = stands;
        if stands {
            instance.since = state.step;
            instance.given += 1;
            for p in places(world, order, i) {
                for &offer in &order.offers {
                    if world.spec.mechanism::<Concession>().enabled {
                        let start = world.dispositions[p].demands[offer.demand];
                        world.spec.mechanism::<Concession>().grant(offer, start, &mut state.fields[p]);
                    }
                }
            }
        }
        if stands && world.spec.mechanism::<Elite>().enabled {
            world.spec.mechanism::<Elite>().remove(state, order.dismiss_elite, InsiderFate::Dismissed);
            world.spec.mechanism::<Elite>().remove(state, order.arrest_elite, InsiderFate::Arrested);
        }
        let unit = (order.scope == Scope::EachUnit).then_some(i as u32);
        state.tell(unit, ActorEvent::Order { order: o as u32, given: stands });
    }

    /// What all standing orders together mean for each place.
    pub(crate) fn add_up(&self, world: &World, state: &mut State) {
        let mut ordered = vec![OrdersInForce::default(); state.fields.len()];
        for (order, instances) in world.spec.orders.iter().zip(&state.orders) {
            for (i, _) in instances.iter().enumerate().filter(|(_, instance)| instance.stands) {
                let places = places(world, order, i);
                let adults: f64 = places.iter().map(|&p| world.adults[p]).sum();
                for p in places {
                    let here = &mut ordered[p];
                    here.posture = here.posture.max(order.posture.unwrap_or_default());
                    here.curfew |= order.curfew;
                    here.connectivity = here.connectivity.min(order.connectivity.unwrap_or(1.0));
                    here.reserves +=
                        order.reserves * self.reserves_ready * world.spec.reserves * world.adults[p] / adults.max(1.0);
                }
            }
        }
        state.ordered = ordered;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::spec::{Offer, Posture};

    fn order(when: When, scope: Scope) -> Order {
        Order {
            name: "test".into(),
            scope,
            when,
            enabled: true,
            posture: Some(Posture::Emergency),
            curfew: true,
            connectivity: Some(0.05),
            reserves: 0.0,
            offers: vec![Offer { demand: 0, generosity: 1.0, credibility: 1.0 }],
            dismiss_elite: 2,
            arrest_elite: 1,
            request_help: false,
            withdraw: false,
        }
    }

    fn play(orders: Vec<Order>, steps: u32, crowd: impl Fn(u32) -> f64) -> Vec<(Posture, f64, f64)> {
        let mut spec = fixture::spec();
        spec.orders = orders;
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        (0..steps)
            .map(|step| {
                state.step = step;
                state.fields[0].crowd = crowd(step);
                world.spec.mechanisms.regime.news(&world, &mut state);
                (state.ordered[0].posture, state.ordered[0].connectivity, state.fields[0].satisfied[0])
            })
            .collect()
    }

    #[test]
    fn a_dated_order_stands_from_its_hour_to_its_end() {
        let seen = play(vec![order(When::Dated { from: 3.0, until: 5.0 }, Scope::Nation)], 8, |_| 0.0);
        let postures: Vec<bool> = seen.iter().map(|s| s.0 == Posture::Emergency).collect();
        assert_eq!(postures, [false, false, false, true, true, false, false, false]);
        assert_eq!(seen[3].1, 0.05);
        assert_eq!(seen[7].1, 1.0);
        assert!(seen[7].2 > 0.0, "a concession is not taken back with the order");
    }

    #[test]
    fn a_triggered_order_waits_for_its_guard_dwells_and_is_taken_back() {
        let when = When::Triggered {
            guard: Guard::Above(GuardMeasure::Crowd, 100.0),
            text: "crowd > 100".into(),
            delay: 0.0,
            dwell: 10.0,
            undo: Some((Guard::Below(GuardMeasure::Crowd, 50.0), 0.0)),
        };
        let seen =
            play(vec![order(when, Scope::EachUnit)], 40, |step| if (5..8).contains(&step) { 500.0 } else { 0.0 });
        let stands: Vec<u32> = (0..40).filter(|&s| seen[s as usize].0 == Posture::Emergency).collect();
        assert_eq!(stands, (5..15).collect::<Vec<u32>>());
    }

    #[test]
    fn guards_can_ask_about_refusals_exits_lost_cities_and_the_first_crowd() {
        let world = World::build(fixture::spec(), 1);
        let mut state = world.state(1, 0);
        let ask = |state: &State, what| measure(&world, state, &[0, 1, 2], what);
        assert_eq!(ask(&state, GuardMeasure::HoursSinceFirst), 0.0);
        (state.nation.refusing, state.nation.elite_left) = (0.2, 0.3);
        state.fields[1].crowd = 301.0;
        state.fields[1].posture = Posture::Emergency;
        for step in 4..11 {
            state.step = step;
            world.spec.mechanisms.regime.news(&world, &mut state);
        }
        assert_eq!(ask(&state, GuardMeasure::Refusing), 0.2);
        assert_eq!(ask(&state, GuardMeasure::EliteLeft), 0.3);
        assert_eq!(ask(&state, GuardMeasure::LostCities), 1.0);
        assert_eq!(ask(&state, GuardMeasure::HoursSinceFirst), 6.0);
        assert_eq!(measure(&world, &state, &[0], GuardMeasure::HoursSinceFirst), 0.0, "elsewhere there was none");
    }

    #[test]
    fn an_order_can_dismiss_and_arrest_members_of_the_elite() {
        let mut spec = fixture::spec();
        spec.orders = vec![order(When::Dated { from: 1.0, until: 9.0 }, Scope::Nation)];
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        for step in 0..4 {
            state.step = step;
            world.spec.mechanisms.regime.news(&world, &mut state);
        }
        let elite = state.memory.of::<Elite>();
        assert_eq!(
            (elite.count(InsiderFate::Dismissed), elite.count(InsiderFate::Arrested)),
            (2, 1),
            "once, not every hour"
        );
    }

    #[test]
    fn the_delay_of_a_triggered_order_has_its_mean() {
        let mut spec = fixture::spec();
        spec.orders = vec![order(
            When::Triggered {
                guard: Guard::Above(GuardMeasure::Hours, -1.0),
                text: String::new(),
                delay: 20.0,
                dwell: 0.0,
                undo: None,
            },
            Scope::Nation,
        )];
        let world = World::build(spec, 1);
        let n = 400;
        let total: u32 = (0..n)
            .map(|replicate| {
                let mut state = world.state(1, replicate);
                while state.orders[0][0].given == 0 {
                    world.spec.mechanisms.regime.news(&world, &mut state);
                    state.step += 1;
                }
                state.step - 1
            })
            .sum();
        // Geometric with mean 1/(e^{1/20} − 1) ≈ 19.5 steps and that standard deviation.
        assert!((f64::from(total) / f64::from(n) - 19.5).abs() < 4.0 * 20.0 / f64::from(n).sqrt());
    }

    #[test]
    fn no_two_orders_share_a_draw_however_many_units_there_are() {
        let when = || When::Triggered {
            guard: Guard::Above(GuardMeasure::Hours, -1.0),
            text: String::new(),
            delay: 20.0,
            dwell: 0.0,
            undo: None,
        };
        let mut spec = fixture::spec();
        spec.units = 100;
        spec.orders = vec![order(when(), Scope::EachUnit), order(when(), Scope::EachUnit)];
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        for step in 0..200 {
            state.step = step;
            world.spec.mechanisms.regime.news(&world, &mut state);
        }
        let since = |o: usize, i: usize| state.orders[o][i].since;
        assert!((0..36).any(|i| since(0, 64 + i) != since(1, i)), "two orders move in step");
    }

    #[test]
    fn of_several_orders_the_hardest_holds_and_reserves_add_up_by_size() {
        let dated = || When::Dated { from: 0.0, until: 9.0 };
        let mut spec = fixture::spec();
        let hard = Order { reserves: 0.5, ..order(dated(), Scope::Nation) };
        let soft = Order { posture: Some(Posture::Disperse), curfew: false, connectivity: Some(0.5), ..hard.clone() };
        spec.orders = vec![hard, soft];
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        world.spec.mechanisms.regime.news(&world, &mut state);
        let here = &state.ordered[0];
        assert_eq!((here.posture, here.curfew, here.connectivity), (Posture::Emergency, true, 0.05));
        let sent = world.spec.mechanisms.regime.reserves_ready * world.spec.reserves;
        assert!((here.reserves - sent * 24.0 / 40.0).abs() < 1e-9, "{} of {sent}", here.reserves);
        assert!((state.ordered[1].reserves / here.reserves - 0.5).abs() < 1e-12);
    }

    #[test]
    fn guards_compare_and_can_be_turned_round_and_haste_hurries() {
        let world = World::build(fixture::spec(), 1);
        let mut state = world.state(1, 0);
        state.fields[0].crowd = 200.0;
        let above = |than: f64| Guard::Above(GuardMeasure::Crowd, than);
        let holds = |guard: Guard| holds(&world, &state, &[0], &guard);
        assert!(holds(above(100.0)) && !holds(above(300.0)));
        assert!(holds(Guard::Below(GuardMeasure::Crowd, 300.0)) && !holds(Guard::Below(GuardMeasure::Crowd, 100.0)));
        assert!(holds(Guard::Not(Box::new(above(300.0)))) && !holds(Guard::Not(Box::new(above(100.0)))));
        let given = |haste: f64| {
            let when = When::Triggered { guard: above(-1.0), text: String::new(), delay: 20.0, dwell: 0.0, undo: None };
            let mut spec = fixture::spec();
            (spec.orders, spec.mechanisms.regime.haste) = (vec![order(when, Scope::Nation)], haste);
            let world = World::build(spec, 1);
            let of = |replicate: u32| {
                let mut state = world.state(1, replicate);
                world.spec.mechanisms.regime.news(&world, &mut state);
                state.orders[0][0].given
            };
            (0..200).map(of).sum::<u32>()
        };
        let (slow, fast) = (given(0.1), given(10.0));
        assert!(fast > 5 * slow, "{fast} against {slow} of 200 in the first hour");
    }
}
