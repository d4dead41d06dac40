//! S18 Committees: the self-organisation of struck workplaces.

use crate::mechanism::{Mechanism, Seen};
use crate::mechanisms::demand::political;
use crate::mechanisms::information::Information;
use crate::mechanisms::organisation::Organisation;
use crate::parameter::range;
use crate::places::Terms;
use crate::state::{SIDE_BY_SIDE, State, Struck};
use crate::world::World;
use crate::{columns, owns, parameters};
use groundswell_chance::counts::happens;
use groundswell_chance::draw::{Purpose, unit};
use serde::{Deserialize, Serialize};

parameters! {
    /// # Committee
    ///
    /// Struck workplaces elect committees, committees of different places federate, and
    /// federated committees run services: a second power beside the state's.
    ///
    /// A workplace that has been on strike for `wait_hours` elects a committee at a rate in
    /// proportion to its strikers, so that it does not matter how people are grouped:
    ///
    /// ```text
    /// form · strikers/1,000 · (1 + encouraged · linked_p) · (with_branch if it has a branch)   per hour
    /// covered_p = adults of workplaces with a committee / adults employed in workplaces
    /// s_p       = min(1, covered_p / full)
    /// linked_p  = min(1, ((1 − network)·Σ_q A_pq s_q + (network·c_p + r_p)·S) / federation)
    /// d self_run/dt = (s_p · (alone + (1 − alone)·linked_p) · (1 − hindered·Π_p) − self_run) / services_hours
    /// ```
    ///
    /// `S` is the mean of `s` over the adults of the country, `r_p` the reach of branches,
    /// `Π_p` the odds of punishment. A committee dissolves at `1/dissolve_hours` once work
    /// is resumed, and at `arrests` per detention per 1,000 adults.
    ///
    /// Where committees run services crowds go home more slowly (`stay`) and demands become
    /// political (`demands`); committees hold strikes (`hold`), and federated ones call other
    /// workplaces out (`call`).
    ///
    /// A place with `self_run` above `run` is run by committees. The share of such places is
    /// the dual power, of which the outcome `O8` is made.
    ///
    /// No such committees are recorded for January 2022: every number here is assumed.
    ///
    /// *Writes:* share of services run by committees, demands.
    pub struct Committee {
        form: f64 = 0.02, range(0.0, 10.0), "per 1,000 strikers and hour", Assumed, "no record in 2022; councils formed within days in 1905, 1956, 1980", "Rate at which strikers elect a committee.";
        wait_hours: f64 = 24.0, range(0.0, 1000.0), "hours", Assumed, "assumed", "Length of a strike before a committee is elected.";
        with_branch: f64 = 3.0, range(1.0, 100.0), "factor", Assumed, "model M9", "Factor where an organisation has a branch.";
        encouraged: f64 = 2.0, range(0.0, 100.0), "factor", Assumed, "assumed", "How much more readily committees form where others are known.";
        full: f64 = 0.10, range(0.001, 1.0), "share of the employed", Assumed, "assumed", "Share of employees covered at which committees speak for a place.";
        federation: f64 = 0.20, range(0.001, 1.0), "share", Assumed, "assumed", "Strength of linked places at which a federation is complete.";
        alone: f64 = 0.30, range(0.0, 1.0), "share", Assumed, "assumed", "Share of services that committees can run without a federation.";
        services_hours: f64 = 72.0, range(1.0, 2000.0), "hours", Assumed, "assumed", "Time in which services are taken over, or lost.";
        hindered: f64 = 0.5, range(0.0, 1.0), "share", Assumed, "assumed", "How far certain punishment keeps committees from running services.";
        dissolve_hours: f64 = 48.0, range(1.0, 5000.0), "hours", Assumed, "assumed", "Time for which a committee outlives its strike.";
        arrests: f64 = 0.2, range(0.0, 20.0), "per detention per 1,000 adults", Assumed, "assumed", "Rate at which detentions end a committee.";
        stay: f64 = 0.3, range(0.0, 1.0), "share", Assumed, "assumed", "How much more slowly crowds go home where committees run services.";
        hold: f64 = 0.5, range(0.0, 1.0), "share", Assumed, "assumed", "How much more slowly strikes end where committees speak for a place.";
        call: f64 = 0.05, range(0.0, 1.0), "utility", Assumed, "assumed", "What a complete federation adds to putting down tools.";
        demands: f64 = 0.01, range(0.0, 1.0), "per hour", Assumed, "model M7", "Rate at which demands become political where committees run services.";
        run: f64 = 0.5, range(0.0, 1.0), "share", Assumed, "model M16, O8: branches controlling services", "Share of services at which a place is run by committees.";
    }
}

/// What committees remember.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CommitteeMemory {
    /// Workplaces with a committee, by place, in order.
    pub seats: Vec<Vec<u32>>,
    /// How far committees speak for each place, in [0, 1].
    pub strength: Vec<f64>,
    /// How far the committees of each place are federated, in [0, 1].
    pub linked: Vec<f64>,
    /// Share of places run by committees.
    pub dual: f64,
}

impl CommitteeMemory {
    /// Share of places run by committees now, in [0, 1].
    pub fn dual_power(&self) -> f64 {
        self.dual
    }

    /// Workplaces with a committee.
    pub fn committees(&self) -> usize {
        self.seats.iter().map(Vec::len).sum()
    }
}

impl Committee {
    /// Committees form and dissolve in one place.
    fn elect(&self, world: &World, state: &mut State, p: usize) {
        let dt = world.spec.clock.dt();
        let detained = 1000.0 * state.fields[p].last.detained / world.adults[p].max(1.0);
        let mut seats = std::mem::take(&mut state.memory.of_mut::<Committee>().seats[p]);
        seats.retain(|&cell| {
            let at_work = state.strikers[cell as usize] == 0;
            // Detentions are those of the whole step.
            let risk = self.arrests * detained + if at_work { dt / self.dissolve_hours } else { 0.0 };
            risk == 0.0 || state.draw(Purpose::Committee, cell).uniform(1) >= -libm::expm1(-risk)
        });
        let linked = state.memory.of::<Committee>().linked[p];
        // In the order in which they began: those who have waited stand first.
        let waited = |s: &Struck| f64::from(state.step - s.since) * dt >= self.wait_hours;
        let struck = &state.struck[p][..state.struck[p].partition_point(waited)];
        for some in struck.chunks(SIDE_BY_SIDE) {
            for (s, b) in some.iter().zip(state.blocks(Purpose::Committee, some.iter().map(|s| s.cell))) {
                let strikers = f64::from(state.strikers[s.cell as usize]) * world.scale();
                let branch = if state.branch[s.cell as usize] { self.with_branch } else { 1.0 };
                let rate = self.form * strikers / 1000.0 * (1.0 + self.encouraged * linked) * branch;
                if happens(unit(b[0], b[1]), rate * dt)
                    && let Err(at) = seats.binary_search(&s.cell)
                {
                    seats.insert(at, s.cell);
                }
            }
        }
        let covered: f64 = seats.iter().map(|&cell| f64::from(world.cells[cell as usize].size)).sum();
        let employed: u32 = world.employed[p].iter().sum();
        let share = if employed > 0 { covered / f64::from(employed) } else { 0.0 };
        state.memory.of_mut::<Committee>().strength[p] = (share / self.full).min(1.0);
        state.memory.of_mut::<Committee>().seats[p] = seats;
    }

    /// How far each place is linked with the committees of others.
    fn federate(&self, world: &World, state: &mut State) {
        let information = world.spec.mechanism::<Information>();
        let organisation = world.spec.mechanism::<Organisation>();
        let memory = state.memory.of_mut::<Committee>();
        let strong = memory.strength.iter().zip(&world.adults).filter(|(s, _)| **s > 0.0);
        let country = strong.map(|(s, adults)| s * adults).sum::<f64>() / world.adults.iter().sum::<f64>();
        let near = world.coupling.heard(&memory.strength);
        for (p, near) in near.iter().enumerate() {
            let field = &state.fields[p];
            let branches =
                if organisation.enabled && organisation.links { organisation.reach(field.organised) } else { 0.0 };
            let far = information.network * field.connectivity + branches;
            memory.linked[p] = (((1.0 - information.network) * near + far * country) / self.federation).min(1.0);
        }
    }
}

impl Mechanism for Committee {
    type Memory = CommitteeMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("form", 0.0)];
    owns! { place: self_run; }
    columns! {
        place self_run: Number, "share", "share of services that strike committees run", |_, state, p| state.fields[p].self_run;
        nation committees: Count, "workplaces", "workplaces with a strike committee",
            |_, state| state.memory.of::<Committee>().committees() as f64,
            curve("Workplaces with a strike committee");
        nation dual_power: Number, "share", "share of places that committees run",
            |_, state| state.memory.of::<Committee>().dual_power();
    }

    fn sense(&self, world: &World, state: &mut State) {
        for field in state.fields.iter_mut().filter(|f| f.self_run > 0.0) {
            let moved = -libm::expm1(-self.demands * field.self_run * world.spec.clock.dt());
            let share = political(&field.demands);
            for (d, weight) in field.demands.iter_mut().enumerate() {
                let is_political = d >= crate::mechanisms::demand::POLITICAL;
                *weight *= if !is_political { 1.0 - moved } else { 1.0 + moved * (1.0 - share) / share.max(1e-9) };
            }
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let memory = seen.state.memory.of::<Committee>();
        let (Some(&strength), Some(&linked)) = (memory.strength.get(seen.place), memory.linked.get(seen.place)) else {
            return;
        };
        terms.leave *= 1.0 - self.stay * seen.state.fields[seen.place].self_run;
        terms.resume.iter_mut().for_each(|rate| *rate *= 1.0 - self.hold * strength);
        terms.strike.iter_mut().for_each(|u| *u += self.call * linked);
    }

    fn act(&self, world: &World, state: &mut State) {
        let places = world.spans.len();
        let memory = state.memory.of_mut::<Committee>();
        memory.seats.resize(places, Vec::new());
        memory.strength.resize(places, 0.0);
        memory.linked.resize(places, 0.0);
        for p in 0..places {
            if !state.struck[p].is_empty() || !state.memory.of::<Committee>().seats[p].is_empty() {
                self.elect(world, state, p);
            }
        }
        self.federate(world, state);
        let follows = -libm::expm1(-world.spec.clock.dt() / self.services_hours);
        let memory = state.memory.of_mut::<Committee>();
        let mut run = 0;
        for (p, field) in state.fields.iter_mut().enumerate() {
            let able = self.alone + (1.0 - self.alone) * memory.linked[p];
            let towards = memory.strength[p] * able * (1.0 - self.hindered * field.deterrence);
            field.self_run += (towards - field.self_run) * follows;
            run += usize::from(field.self_run > self.run);
        }
        memory.dual = run as f64 / places.max(1) as f64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::step::step;

    /// A country on strike for ten days.
    fn run(change: impl Fn(&mut Committee, &mut crate::spec::Spec)) -> State {
        let mut spec = fixture::spec();
        spec.mechanisms.strike.cost = 0.10;
        spec.mechanisms.strike.base = 0.05;
        spec.mechanisms.strike.fund_days = 20.0;
        let mut committee = Committee { form: 1.0, services_hours: 24.0, ..Committee::default() };
        change(&mut committee, &mut spec);
        spec.mechanisms.committee = committee;
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        (0..240).for_each(|_| step(&world, &mut state));
        state
    }

    #[test]
    fn committees_form_in_struck_workplaces_federate_and_run_services() {
        let state = run(|_, _| {});
        let memory = state.memory.of::<Committee>();
        assert!(
            memory.committees() > 10 && memory.dual_power() > 0.25,
            "{} {}",
            memory.committees(),
            memory.dual_power()
        );
        assert!(state.record.councils.most > 24, "the outcome sees it: {:?}", state.record.councils);
        let apart = run(|c, _| c.federation = 1.0);
        assert!(apart.fields[1].self_run < state.fields[1].self_run, "a federation runs more");
        let none = run(|_, spec| spec.mechanisms.strike.cost = 3.0);
        assert_eq!(none.memory.of::<Committee>().committees(), 0, "no strike, no committee");
        assert_eq!(none.memory.of::<Committee>().dual_power(), 0.0);
    }

    #[test]
    fn a_cut_network_and_detentions_weaken_them_and_branches_help() {
        let seats = |detained: f64, density: f64| {
            let mut spec = fixture::spec();
            spec.mechanisms.strike.cost = 0.10;
            spec.mechanisms.strike.base = 0.05;
            spec.mechanisms.committee.form = 0.2;
            spec.mechanisms.organisation.density = density;
            // Only what branches do for committees.
            spec.mechanisms.organisation.lowers_threshold = false;
            spec.mechanisms.organisation.synchronises = false;
            spec.mechanisms.organisation.one_set_of_demands = false;
            let world = World::build(spec, 1);
            let mut state = world.state(1, 0);
            for _ in 0..96 {
                step(&world, &mut state);
                state.fields.iter_mut().for_each(|f| f.last.detained = detained);
            }
            state.memory.of::<Committee>().committees()
        };
        let plain = seats(0.0, 0.0);
        let (branches, detentions) = (seats(0.0, 1.0), seats(2000.0, 0.0));
        assert!(branches > plain, "branches help: {branches} {plain}");
        assert!(detentions < plain, "detentions end committees: {detentions} {plain}");
    }

    #[test]
    fn committees_hold_strikes_keep_squares_and_make_demands_political() {
        let world = World::build(fixture::spec(), 1);
        let committee = Committee::default();
        let weigh = |strength: f64, self_run: f64| {
            let mut state = world.state(1, 0);
            state.memory.of_mut::<Committee>().strength = vec![strength; 3];
            state.memory.of_mut::<Committee>().linked = vec![strength; 3];
            state.fields[0].self_run = self_run;
            let mut terms = Terms { leave: 1.0, resume: [1.0; 8], ..Terms::default() };
            committee.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
            (terms.leave, terms.resume[0], terms.strike[0])
        };
        assert_eq!(weigh(0.0, 0.0), (1.0, 1.0, 0.0));
        assert_eq!(weigh(1.0, 1.0), (1.0 - committee.stay, 1.0 - committee.hold, committee.call));
        let mut state = world.state(1, 0);
        let before = political(&state.fields[0].demands);
        state.fields[0].self_run = 1.0;
        committee.sense(&world, &mut state);
        assert!(political(&state.fields[0].demands) > before);
        assert!((state.fields[0].demands.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    /// The first town, all of its workplaces on strike for so many hours.
    fn struck(hours: u32, committee: &Committee) -> (World, State) {
        let mut spec = fixture::spec();
        spec.mechanisms.committee = committee.clone();
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        state.step = 200;
        committee.act(&world, &mut state);
        for &cell in &world.workplaces[0] {
            state.struck[0].push(crate::state::Struck { cell, since: 200 - hours, willing: 0 });
            state.strikers[cell as usize] = world.cells[cell as usize].size;
        }
        (world, state)
    }

    #[test]
    fn committees_wait_encourage_each_other_speak_for_the_employed_and_outlive_a_strike() {
        let committee = Committee { form: 2.0, full: 0.9, federation: 1.0, ..Committee::default() };
        let elected = |hours: u32, linked: f64, committee: &Committee| {
            let (world, mut state) = struck(hours, committee);
            state.memory.of_mut::<Committee>().linked = vec![linked; 3];
            committee.act(&world, &mut state);
            (state.memory.of::<Committee>().seats[0].len(), state.memory.of::<Committee>().strength[0])
        };
        assert_eq!(elected(10, 0.0, &committee).0, 0, "not within the first day");
        let alone = elected(30, 0.0, &committee);
        let encouraged = elected(30, 1.0, &committee);
        assert!(alone.0 > 0 && encouraged.0 > alone.0, "{alone:?} {encouraged:?}");
        let all = elected(30, 0.0, &Committee { form: 10_000.0, ..committee.clone() });
        assert!(all.1 > encouraged.1 && encouraged.1 > alone.1, "{all:?} {encouraged:?} {alone:?}");
        let after = |hours: u32| {
            let many = Committee { form: 10_000.0, ..committee.clone() };
            let (world, mut state) = struck(30, &many);
            many.act(&world, &mut state);
            let before = state.memory.of::<Committee>().seats[0].len() as f64;
            state.struck[0].clear();
            state.strikers.fill(0);
            for _ in 0..hours {
                state.step += 1;
                many.act(&world, &mut state);
            }
            state.memory.of::<Committee>().seats[0].len() as f64 / before
        };
        assert!((after(48) - libm::exp(-1.0)).abs() < 0.12, "two days at work: {}", after(48));
    }

    #[test]
    fn places_federate_with_those_near_by_over_the_network_and_by_branches() {
        let committee = Committee { federation: 1.0, ..Committee::default() };
        let linked = |connectivity: f64, organised: f64| {
            let (world, mut state) = struck(0, &committee);
            state.fields.iter_mut().for_each(|f| (f.connectivity, f.organised) = (connectivity, organised));
            state.memory.of_mut::<Committee>().strength = vec![0.5, 0.0, 0.0];
            committee.federate(&world, &mut state);
            state.memory.of::<Committee>().linked[1]
        };
        let (cut, open, branches) = (linked(0.0, 0.0), linked(1.0, 0.0), linked(0.0, 0.02));
        assert!(cut > 0.05 && open > cut + 0.1 && branches > cut + 0.1, "{cut} {open} {branches}");
    }

    #[test]
    fn services_are_taken_over_by_and_by_and_punishment_hinders_it() {
        let committee = Committee::default();
        let run = |deterrence: f64, linked: f64| {
            let world = World::build(fixture::spec(), 1);
            let mut state = world.state(1, 0);
            let memory = state.memory.of_mut::<Committee>();
            memory.strength = vec![if linked > 0.0 { 1.0 } else { 0.01 }; 3];
            state.fields[0].deterrence = deterrence;
            committee.act(&world, &mut state);
            state.fields[0].self_run
        };
        let free = run(0.0, 1.0);
        let hour = 1.0 - libm::exp(-1.0 / committee.services_hours);
        assert!((free / hour - 1.0).abs() < 0.01, "all services in the end: {free}");
        assert!((run(1.0, 1.0) / free - (1.0 - committee.hindered)).abs() < 1e-12);
    }
}
