//! M13 Foreign intervention.

pub mod contingent;

use self::contingent::{Circumstances, Contingent, InterventionMemory};
use crate::earth::distance;
use crate::happening::{ActorEvent, AllyAnswer};
use crate::mechanism::Mechanism;
use crate::mechanisms::home_front::HomeFront;
use crate::mechanisms::policing::Policing;
use crate::mechanisms::spillover::Spillover;
use crate::parameter::{range, switch};
use crate::spec::Order;
use crate::state::State;
use crate::world::World;
use crate::{columns, owns, parameters};
use groundswell_chance::draw::Purpose;

parameters! {
    /// # Intervention
    ///
    /// A request for help, each ally's decision, its troops, and when they leave.
    ///
    /// An order of the regime's table asks (`request_help = true`). While it stands, each
    /// ally of the scenario that has not answered agrees at the rate
    ///
    /// ```text
    /// h_m = consent · exp(by_fear · fear_m + by_alliance · alliance_m − hesitation · opposition_m)
    /// ```
    ///
    /// with `fear` from `spillover` and `hesitation · opposition` from `home_front`. An ally
    /// whose parliament must approve then waits for a sitting, every `vote_hours`, that has
    /// a quorum. Its first troops land after a lognormal `ready_hours` and the flight, and
    /// build up to `deployed` of the size announced. They leave when an order of the table
    /// says so (`withdraw = true`), when opposition at home recalls them, on `withdraw_day`,
    /// or, where the table has no such order, once the crowds have been small for
    /// `calm_days`.
    ///
    /// Six effects, each with a switch of its own, because only the first is a matter of
    /// numbers and the record cannot tell the others apart:
    ///
    /// | switch | effect |
    /// |---|---|
    /// | `guards` | troops guard sites and free local personnel: forces at hand grow by freed / police |
    /// | `tells_units` | a signal to the country's own units, read by `loyalty` |
    /// | `tells_elites` | a signal to officials and owners, read by `elites` |
    /// | `tells_people` | perceived punishment rises: Π += dread · signal · (1 − Π) |
    /// | `costs_legitimacy` | asking foreigners in costs legitimacy, once, as the signal rises |
    /// | `calms_abroad` | publics and governments abroad take the event for contained: `spillover` |
    ///
    /// ```text
    /// signal = announcement · agreed/announced + (1 − announcement) · obeying/(deployed · announced)
    /// ```
    ///
    /// `obeying` are the troops present that do not refuse (`home_front`): all of them as a rule.
    ///
    /// In January 2022 help was asked for late on the 5th, the first aircraft landed on the
    /// 6th, 2,030 of 3,950 announced were there on the 10th, guarded 14 sites and freed
    /// about 1,600 local personnel (2.2 % of the police), and left from the 13th to the
    /// 19th. Through `guards` alone the effect must be as small as that number; what the
    /// troops did, if anything, they did to expectations, and the record does not say.
    ///
    /// *Reads:* the regime's orders, fear, opposition. *Writes:* foreign troops, forces at
    /// hand, deterrence, legitimacy, its signals.
    pub struct Intervention {
        consent: f64 = 0.05, range(0.0, 5.0), "per hour", Assumed, "model M13, h_0; the alliance decided within hours (facts row 153)", "Rate at which an ally without fear and without ties would agree.";
        by_fear: f64 = 1.5, range(-5.0, 10.0), "log rate", Assumed, "model M13, b_1: the motive cannot be observed", "How much fear at home hastens consent.";
        by_alliance: f64 = 2.0, range(-5.0, 10.0), "log rate", Assumed, "model M13, b_2", "How much the strength of the alliance hastens consent.";
        vote_hours: f64 = 12.0, range(0.5, 500.0), "hours", Data, "one sitting on 6 and one on 7 January (rows 176, 183)", "Time to the first sitting of a parliament that must approve, and half the time between sittings.";
        quorum: f64 = 0.5, range(0.0, 1.0), "probability", Data, "one of two sittings had a quorum", "Chance that a sitting can approve.";
        ready_hours: f64 = 6.0, range(0.5, 500.0), "hours", Data, "first flight within twelve hours of the order (row 155); median of 9 h to landing from Moscow", "Median time from consent to take-off.";
        ready_spread: f64 = 0.3, range(0.0, 2.0), "log", Assumed, "model M13, σ", "Spread of that time (standard deviation of its logarithm).";
        air_speed: f64 = 700.0, range(50.0, 2000.0), "km/h", Literature, "cruise of an Il-76", "Speed of the flight to the capital.";
        deployed: f64 = 0.514, range(0.0, 1.0), "share", Data, "2,030 present of 3,950 announced (rows 183–187, 214)", "Share of the size announced that is sent.";
        build_up_hours: f64 = 84.0, range(1.0, 1000.0), "hours", Data, "first landing on 6, all present by 10 January", "Time from the first landing to full size.";
        guards: bool = true, switch(), "switch", Data, "rows 221, 222", "Troops guard sites and free local personnel.";
        sites: f64 = 14.0, range(0.0, 1000.0), "sites", Data, "fourteen strategic objects (row 221)", "Sites there are to guard.";
        soldiers_per_site: f64 = 145.0, range(1.0, 5000.0), "troops", Data, "2,030 troops on 14 sites", "Foreign troops that guard a site.";
        freed_per_site: f64 = 114.0, range(0.0, 5000.0), "personnel", Data, "1,600 freed by 14 sites (row 222)", "Local personnel freed by each site guarded.";
        tells_units: bool = true, switch(), "switch", Assumed, "model M13 (b)", "The country's own units take it for a sign of strength.";
        tells_elites: bool = true, switch(), "switch", Assumed, "model M13 (c)", "The elite take it for a sign of strength.";
        tells_people: bool = true, switch(), "switch", Assumed, "model M13 (d)", "People expect punishment more.";
        costs_legitimacy: bool = true, switch(), "switch", Assumed, "model M13 (e)", "Asking foreigners in costs legitimacy.";
        calms_abroad: bool = true, switch(), "switch", Assumed, "model M13 (f)", "Publics and governments abroad take the event for contained.";
        announcement: f64 = 0.3, range(0.0, 1.0), "share", Assumed, "troops that are coming act on expectations too", "Share of the signal that the announcement makes.";
        dread: f64 = 0.05, range(-0.5, 1.0), "probability", Assumed, "model M13, s_d; effect of unknown sign", "Perceived punishment that a full signal adds where none was expected.";
        legitimacy_loss: f64 = 0.02, range(0.0, 0.5), "legitimacy", Assumed, "model M13, l_f", "Legitimacy that a full signal costs.";
        calm_crowd: f64 = 500.0, range(0.0, 1000000.0), "people", Assumed, "the crowd at which restoring orders is declared", "National crowd below which it is calm.";
        calm_days: f64 = 4.0, range(0.0, 100.0), "days", Data, "crowds small from 9, withdrawal begins 13 January", "Days of calm after which troops leave, where the table has no order of withdrawal.";
        leave_days: f64 = 6.0, range(0.1, 100.0), "days", Data, "13 to 19 January (rows 220, 231)", "Time in which a contingent leaves.";
        withdraw_day: f64 = 0.0, range(0.0, 60.0), "day", Assumed, "a counterfactual's handle", "Day of the scenario (1 is the first) at whose beginning every contingent is recalled, whatever the table says; 0 leaves it to the table.";
    }
}

/// Whether an order of this kind stands.
fn stands(world: &World, state: &State, kind: impl Fn(&Order) -> bool) -> bool {
    world
        .spec
        .orders
        .iter()
        .zip(&state.orders)
        .any(|(order, instances)| kind(order) && instances.iter().any(|i| i.stands))
}

impl Intervention {
    /// The rate at which an ally agrees, per hour.
    fn hazard(&self, world: &World, state: &State, m: usize) -> f64 {
        let (abroad, home) = (world.spec.mechanism::<Spillover>(), world.spec.mechanism::<HomeFront>());
        let fear = if abroad.enabled { abroad.fear(world, state, m) } else { 0.0 };
        let hesitation = if home.enabled { home.hesitation(state, m) } else { 0.0 };
        self.consent * libm::exp(self.by_fear * fear + self.by_alliance * world.spec.allies[m].alliance - hesitation)
    }

    /// Whether an ally's government agrees in this step.
    fn consents(&self, world: &World, state: &State, m: usize) -> bool {
        let u = state.draw(Purpose::Intervention, m as u32).uniform(0);
        u < -libm::expm1(-self.hazard(world, state, m) * world.spec.clock.dt())
    }

    /// Step in which troops land that have been agreed to in this step.
    fn landing(&self, world: &World, state: &State, m: usize) -> u32 {
        let (ally, capital) = (&world.spec.allies[m], &world.spec.places[world.spec.capital as usize]);
        let flight = distance((ally.latitude, ally.longitude), (capital.latitude, capital.longitude)) / self.air_speed;
        let late = state.draw(Purpose::Intervention, m as u32).normal(2);
        let hours = self.ready_hours * libm::exp(self.ready_spread * late) + flight;
        state.step + (hours / world.spec.clock.dt() + 0.5) as u32
    }

    /// Whether every contingent is recalled in this step.
    fn recalled(&self, world: &World, state: &State) -> bool {
        let clock = &world.spec.clock;
        let day = self.withdraw_day > 0.0 && clock.hours(state.step) >= 24.0 * (self.withdraw_day - 1.0);
        let by_table = world.spec.orders.iter().any(|order| order.withdraw && order.enabled);
        let calm = f64::from(state.memory.of::<Intervention>().calm) * clock.dt() >= 24.0 * self.calm_days;
        let landed = state.memory.of::<Intervention>().landed.is_some();
        day || stands(world, state, |order| order.withdraw) || (!by_table && landed && calm)
    }

    /// What an ally's step depends on.
    fn circumstances(&self, world: &World, state: &State, m: usize, asked: bool, recalled: bool) -> Circumstances {
        let (ally, dt) = (&world.spec.allies[m], world.spec.clock.dt());
        let (refuses, recalls) = match state.memory.of::<HomeFront>().countries.get(m) {
            Some(home) if world.spec.mechanism::<HomeFront>().enabled => (home.refuses, home.recalls),
            _ => (false, false),
        };
        let full = self.deployed * ally.size;
        Circumstances {
            step: state.step,
            consents: asked && !recalled && self.consents(world, state, m),
            refuses,
            parliament: ally.parliament,
            quorum: state.draw(Purpose::Intervention, m as u32).uniform(1) < self.quorum,
            first_sitting: state.step + (self.vote_hours / dt + 0.5) as u32,
            next_sitting: state.step + (2.0 * self.vote_hours / dt + 0.5) as u32,
            landing: self.landing(world, state, m),
            recalled,
            recalls,
            full,
            arriving: full * dt / self.build_up_hours,
            leaving: full * dt / (24.0 * self.leave_days),
        }
    }

    /// What the presence says and does, once every ally has had its hour.
    fn add_up(&self, world: &World, state: &mut State) {
        let home = world.spec.mechanism::<HomeFront>();
        let obey = |m: usize| if home.enabled { home.obeying(world, state, m) } else { 1.0 };
        let troops = state.memory.of::<Intervention>().allies.iter().enumerate();
        let obeying: f64 = troops.map(|(m, troops)| troops.present * obey(m)).sum();
        let memory = state.memory.of_mut::<Intervention>();
        let present: f64 = memory.allies.iter().map(|c| c.present).sum();
        let (agreed, landed) = memory.shares(&world.spec.allies, obeying, self.deployed);
        memory.signal = self.announcement * agreed + (1.0 - self.announcement) * landed;
        memory.guarded = if self.guards { (obeying / self.soldiers_per_site).min(self.sites) } else { 0.0 };
        let told = |on: bool| if on { memory.signal } else { 0.0 };
        let nation = &mut state.nation;
        (nation.shown_to_units, nation.shown_to_elite) = (told(self.tells_units), told(self.tells_elites));
        nation.shown_abroad = told(self.calms_abroad);
        let rise = (memory.signal - memory.paid).max(0.0);
        memory.paid += rise;
        if self.costs_legitimacy && rise > 0.0 {
            for field in &mut state.fields {
                field.legitimacy = (field.legitimacy - self.legitimacy_loss * rise).max(0.0);
            }
        }
        state.nation.foreign_troops = present;
    }
}

impl Mechanism for Intervention {
    type Memory = InterventionMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("consent", 0.0)];
    owns! { nation: foreign_troops, shown_to_units, shown_to_elite, shown_abroad; }
    columns! {
        nation foreign_troops: Number, "troops", "foreign troops present", |_, state| state.nation.foreign_troops,
            curve("Foreign troops present");
    }

    fn sense(&self, world: &World, state: &mut State) {
        // Policing has counted its forces and weighed the odds a moment ago.
        let policing = world.spec.mechanism::<Policing>();
        let memory = state.memory.of::<Intervention>();
        if !policing.enabled || (memory.guarded == 0.0 && memory.signal == 0.0) {
            return;
        }
        let police: f64 = world.spec.places.iter().map(|place| place.police).sum();
        let more = 1.0 + if police > 0.0 { self.freed_per_site * memory.guarded / police } else { 0.0 };
        let dread = if self.tells_people { self.dread * memory.signal } else { 0.0 };
        for field in &mut state.fields {
            field.forces *= more;
            let odds = policing.odds(field.forces, field.crowd, policing.level(field.posture));
            field.deterrence = (odds + dread * (1.0 - odds)).max(0.0);
        }
    }

    fn act(&self, world: &World, state: &mut State) {
        let allies = world.spec.allies.len();
        if allies == 0 {
            return;
        }
        state.memory.of_mut::<Intervention>().allies.resize(allies, Contingent::default());
        let asked = stands(world, state, |order| order.request_help);
        if asked {
            state.memory.of_mut::<Intervention>().asked.get_or_insert(state.step);
        }
        let calm = state.nation.crowd < self.calm_crowd && state.memory.of::<Intervention>().landed.is_some();
        state.memory.of_mut::<Intervention>().calm = if calm { state.memory.of::<Intervention>().calm + 1 } else { 0 };
        let recalled = self.recalled(world, state);
        for m in 0..allies {
            let now = self.circumstances(world, state, m, asked, recalled);
            let memory = state.memory.of_mut::<Intervention>();
            let Some(answer) = memory.allies[m].pass(&now) else { continue };
            if answer == AllyAnswer::Landed {
                memory.landed.get_or_insert(state.step);
            }
            state.tell(None, ActorEvent::Ally { ally: m as u32, answer });
        }
        self.add_up(world, state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::spec::{Scope, Spec, When};
    use crate::step::step;

    fn order(name: &str, from: f64, until: f64) -> Order {
        Order::idle(name, Scope::Nation, When::Dated { from, until })
    }

    fn asking(from: f64) -> Spec {
        let mut spec = fixture::allied();
        spec.orders = vec![Order { request_help: true, ..order("request", from, f64::INFINITY) }];
        spec
    }

    /// Troops present at the end of each step, by the actors alone.
    fn troops(spec: Spec, replicate: u32, steps: u32) -> (World, State, Vec<f64>) {
        let world = World::build(spec, 1);
        let mut state = world.state(1, replicate);
        let model = &world.spec.mechanisms;
        let present = (0..steps)
            .map(|step| {
                state.step = step;
                model.regime.news(&world, &mut state);
                model.intervention.act(&world, &mut state);
                state.nation.foreign_troops
            })
            .collect();
        (world, state, present)
    }

    #[test]
    fn nobody_comes_unasked_and_those_asked_come_build_up_and_stay() {
        let (.., unasked) = troops(fixture::allied(), 0, 200);
        assert!(unasked.iter().all(|&n| n == 0.0));
        let mut spec = asking(10.0);
        spec.mechanisms.intervention.calm_days = 100.0;
        let (world, state, present) = troops(spec, 0, 400);
        let announced: f64 = world.spec.allies.iter().map(|ally| ally.size).sum();
        assert!(present[..16].iter().all(|&n| n == 0.0), "six hours of getting ready");
        assert!((present[399] - 0.514 * announced).abs() < 1e-9, "{}", present[399]);
        assert!(present.windows(2).all(|w| w[1] >= w[0]));
        assert!((state.memory.of::<Intervention>().signal() - 1.0).abs() < 1e-9);
        assert_eq!(state.memory.of::<Intervention>().asked, Some(10));
    }

    #[test]
    fn the_first_landing_has_the_median_lag_of_the_record() {
        let mut lags: Vec<u32> = (0..301)
            .map(|replicate| {
                let mut spec = asking(0.0);
                spec.allies.truncate(1);
                spec.mechanisms.intervention.consent = 5.0;
                spec.places[0].latitude = spec.allies[0].latitude;
                spec.places[0].longitude = spec.allies[0].longitude + 1.0;
                troops(spec, replicate, 40).1.memory.of::<Intervention>().landed.expect("within forty hours")
            })
            .collect();
        lags.sort_unstable();
        assert!((5..=7).contains(&lags[150]), "median {} of 6 h and a short flight", lags[150]);
        assert!(lags[285] <= 12, "{}", lags[285]);
    }

    #[test]
    fn a_parliament_delays_and_a_stronger_alliance_hastens() {
        let mean = |change: &dyn Fn(&mut Spec)| {
            let total: u32 = (0..60)
                .map(|replicate| {
                    let mut spec = asking(0.0);
                    spec.allies.truncate(1);
                    change(&mut spec);
                    troops(spec, replicate, 400).1.memory.of::<Intervention>().landed.unwrap_or(400)
                })
                .sum();
            f64::from(total) / 60.0
        };
        let plain = mean(&|_| ());
        // A sitting after 12 h and every 24 h from then, each with a quorum one time in two.
        assert!((mean(&|spec| spec.allies[0].parliament = true) - plain - 36.0).abs() < 12.0);
        assert!(mean(&|spec| spec.allies[0].alliance = 0.0) > plain + 5.0);
    }

    #[test]
    fn troops_leave_when_the_table_says_so_when_it_is_calm_or_on_the_day_asked_for() {
        let mut spec = asking(0.0);
        spec.orders.push(Order { withdraw: true, ..order("withdrawal", 150.0, f64::INFINITY) });
        let (.., by_table) = troops(spec.clone(), 0, 400);
        assert!(by_table[149] > 0.0 && by_table[200] < by_table[149] && by_table[399] == 0.0);
        spec.mechanisms.intervention.withdraw_day = 4.0;
        let (.., by_day) = troops(spec, 0, 400);
        assert!(by_day[80] < by_day[71] && by_day[71] > 0.0);
        // With nobody in the street it is calm from the landing on.
        let (_, state, calm) = troops(asking(0.0), 0, 400);
        let landed = state.memory.of::<Intervention>().landed.expect("landed");
        assert!(calm[landed as usize + 95] > calm[landed as usize + 90]);
        assert!(calm[landed as usize + 110] < calm[landed as usize + 95]);
    }

    /// Mean peak of the crowd with a contingent that frees 2.2 % of the police, present
    /// before the crowd gathers.
    fn peak(change: impl Fn(&mut Intervention)) -> f64 {
        let mut spec = asking(0.0);
        spec.mechanisms.people.threshold = 0.38;
        let police: f64 = spec.places.iter().map(|place| place.police).sum();
        spec.mechanisms.intervention = Intervention {
            consent: 5.0,
            ready_hours: 0.5,
            build_up_hours: 1.0,
            calm_days: 100.0,
            ..Intervention::default()
        };
        let announced: f64 = spec.allies.iter().map(|ally| ally.size).sum();
        let m = &mut spec.mechanisms.intervention;
        m.soldiers_per_site = m.deployed * announced / m.sites;
        m.freed_per_site = 0.022 * police / m.sites;
        spec.allies.iter_mut().for_each(|ally| ally.parliament = false);
        change(m);
        let world = World::build(spec, 1);
        let total: f64 = (0..6)
            .map(|replicate| {
                let mut state = world.state(1, replicate);
                for _ in 0..120 {
                    state.ordered.iter_mut().for_each(|o| o.posture = crate::spec::Posture::Emergency);
                    step(&world, &mut state);
                }
                assert!(state.record.peak > 1000.0);
                state.record.peak
            })
            .sum();
        total / 6.0
    }

    #[test]
    fn through_guarding_alone_the_effect_is_as_small_as_its_number() {
        let quiet = |m: &mut Intervention| (m.tells_people, m.costs_legitimacy) = (false, false);
        let none = peak(|m| (m.enabled, m.guards) = (false, false));
        let guarding = peak(quiet);
        assert!((guarding / none - 1.0).abs() < 0.03, "{guarding} against {none}");
        let feared = peak(|m| {
            quiet(m);
            (m.tells_people, m.dread) = (true, 0.5);
        });
        assert!(feared < 0.97 * none, "what acts is expectations: {feared} against {none}");
    }

    #[test]
    fn each_switch_silences_its_own_effect_only() {
        let signals = |change: &dyn Fn(&mut Intervention)| {
            let mut spec = asking(0.0);
            change(&mut spec.mechanisms.intervention);
            let (_, state, _) = troops(spec, 0, 100);
            let (m, n) = (state.memory.of::<Intervention>(), &state.nation);
            [m.guarded, n.shown_to_units, n.shown_to_elite, n.shown_abroad, state.fields[0].legitimacy]
        };
        let all = signals(&|_| ());
        assert!(all.iter().all(|&x| x > 0.0) && all[4] < 0.6);
        let off: [&dyn Fn(&mut Intervention); 5] = [
            &|m| m.guards = false,
            &|m| m.tells_units = false,
            &|m| m.tells_elites = false,
            &|m| m.calms_abroad = false,
            &|m| m.costs_legitimacy = false,
        ];
        for (i, change) in off.iter().enumerate() {
            let less = signals(change);
            for k in 0..5 {
                let expected = if k != i {
                    all[k]
                } else if k == 4 {
                    0.6
                } else {
                    0.0
                };
                assert_eq!(less[k], expected, "switch {i}, effect {k}");
            }
        }
    }

    #[test]
    fn fear_hastens_consent_and_opposition_at_home_delays_it() {
        let world = World::build(asking(0.0), 1);
        let m = &world.spec.mechanisms.intervention;
        let hazard = |fear: f64, opposition: f64| {
            use crate::mechanisms::home_front::SendingCountry;
            use crate::mechanisms::spillover::CountryAbroad;
            let mut state = world.state(1, 0);
            let country = CountryAbroad { fear, ..CountryAbroad::default() };
            state.memory.of_mut::<Spillover>().countries = vec![country; 2];
            let home = SendingCountry { opposition, ..SendingCountry::default() };
            state.memory.of_mut::<HomeFront>().countries = vec![home; 3];
            m.hazard(&world, &state, 0)
        };
        let plain = hazard(0.0, 0.0);
        assert!((plain - m.consent * libm::exp(m.by_alliance)).abs() < 1e-12);
        assert!((hazard(1.0, 0.0) / plain - libm::exp(m.by_fear)).abs() < 1e-9);
        assert!((hazard(0.0, 0.5) / plain - libm::exp(-1.0)).abs() < 1e-9);
        let consents = |consent: f64| {
            let m = Intervention { consent, by_alliance: 0.0, ..m.clone() };
            (0..400).filter(|&replicate| m.consents(&world, &world.state(1, replicate), 0)).count()
        };
        assert!(consents(0.5) > 5 * consents(0.02), "{} {}", consents(0.5), consents(0.02));
    }

    #[test]
    fn sittings_have_their_quorum_and_contingents_come_and_go_in_their_time() {
        let mut spec = asking(0.0);
        spec.mechanisms.intervention.quorum = 0.9;
        let world = World::build(spec, 1);
        let m = &world.spec.mechanisms.intervention;
        let now = |replicate: u32| m.circumstances(&world, &world.state(1, replicate), 0, true, false);
        assert!((0..200).filter(|&replicate| now(replicate).quorum).count() > 150);
        let full = m.deployed * world.spec.allies[0].size;
        assert_eq!((now(0).full, now(0).arriving), (full, full / m.build_up_hours));
        assert!((now(0).leaving - full / (24.0 * m.leave_days)).abs() < 1e-12);
    }

    #[test]
    fn the_announcement_and_the_troops_signal_guard_and_are_feared() {
        let world = World::build(asking(0.0), 1);
        let m = &world.spec.mechanisms.intervention;
        let with = |present: f64| {
            let mut state = world.state(1, 0);
            let ally = Contingent { stance: contingent::Stance::Agreed, present, ..Contingent::default() };
            state.memory.of_mut::<Intervention>().allies = vec![ally; 3];
            m.add_up(&world, &mut state);
            state
        };
        let (announced, come) = (with(0.0), with(10.0));
        let signal = |state: &State| state.memory.of::<Intervention>().signal();
        assert!((signal(&announced) - m.announcement).abs() < 1e-12 && signal(&come) > m.announcement + 0.1);
        assert!((come.nation.shown_to_units - signal(&come)).abs() < 1e-12);
        assert!(come.fields[0].legitimacy < announced.fields[0].legitimacy && announced.fields[0].legitimacy < 0.6);
        assert!((come.memory.of::<Intervention>().guarded - 30.0 / m.soldiers_per_site).abs() < 1e-12);
        let faced = |mut state: State| {
            (state.fields[0].forces, state.fields[0].crowd) = (10.0, 1e6);
            m.sense(&world, &mut state);
            (state.fields[0].forces, state.fields[0].deterrence)
        };
        let (before, after) = (faced(announced), faced(come));
        assert_eq!(before.0, 10.0);
        assert!(after.0 > 10.0, "local forces are freed: {after:?}");
        assert!(
            before.1 > 0.9 * m.dread * m.announcement && after.1 > before.1 + 0.1 * m.dread,
            "{before:?} {after:?}"
        );
    }
}
