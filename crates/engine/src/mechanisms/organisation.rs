//! M9 Organisation.

mod branches;

use crate::cells::CellSeen;
use crate::column::mean_over_adults;
use crate::crowd;
use crate::mechanism::Mechanism;
use crate::mechanisms::information::Information;
use crate::mechanisms::messages::Messages;
use crate::parameter::{range, switch};
use crate::state::State;
use crate::world::World;
use crate::{columns, owns, parameters};
use groundswell_chance::draw::{Key, Purpose};
use serde::{Deserialize, Serialize};

parameters! {
    /// # Organisation
    ///
    /// A party, a union or a network of committees that exists beforehand, as branches in a
    /// share `density` of all workplaces and blocks, and eight effects it may have, each with
    /// its own switch.
    ///
    /// With `o_p` the share of cells of a place with a branch, branches reach
    /// `r_p = min(1, o_p / full)` of it, and act as one as far as they have `cohesion`.
    ///
    /// | switch | effect |
    /// |---|---|
    /// | `lowers_threshold` | `u += threshold` for members of a cell with a branch; the same for putting down tools |
    /// | `synchronises` | `u += cohesion · call` for them in the `call_length` hours from `call_hour`, once `S_o` is above `call_news` |
    /// | `stamina` | they go home at `stay` times the rate |
    /// | `links` | `dI_p/dt += cohesion · r_p · (S_o − I_p)⁺ / delay of news`, whatever the network: with `S_o = X_o/(X_o + half of information)`, `X_o` the crowds of all places with a branch |
    /// | `one_set_of_demands` | struck workplaces with a branch go back at `hold` times the rate until the offer on wages or jobs meets `reservation`, then at `settle` times; demands of organised places approach their mean at `cohesion · pooling · r_p` per hour |
    /// | `discipline` | clashes with the forces fall by `restraint · r_p`, and the violence of a crowd stays below what is left |
    /// | `appeals` | soldiers are appealed to: towards `r_p` where crowds are out, towards `force_tie · r_p` elsewhere, at `appeal_rate` |
    /// | `vulnerable` | a branch is lost with its leaders, at `leaders` per detention per 1,000 adults of its place, and at `preventive` per day where all is quiet while crowds are out elsewhere |
    ///
    /// In January 2022 organisation was near zero everywhere, so nothing here is identified
    /// by that event (model §5): a run says what would follow *in this model*. Comparators:
    /// Poland 1980, Tunisia 2011, Belarus 2020, Sudan 2019.
    ///
    /// *Reads:* offers, crowds, detentions. *Writes:* branches, information, demands,
    /// discipline, appeals.
    pub struct Organisation {
        density: f64 = 0.0, range(0.0, 1.0), "share of cells", Assumed, "model M9, ω: near 0 in Kazakhstan 2022, and 0 while the rest is fitted", "Share of workplaces and blocks with a branch.";
        cohesion: f64 = 0.5, range(0.0, 1.0), "share", Assumed, "model M9, χ", "How far branches act as one.";
        full: f64 = 0.02, range(0.0001, 1.0), "share of cells", Assumed, "assumed: one branch for fifty cells; in proportion, so that grouping agents matters little", "Share of cells with a branch at which branches reach the whole place.";
        lowers_threshold: bool = true, switch(), "switch", Assumed, "model M9 (a)", "Whether members of a cell with a branch go out and strike more easily.";
        threshold: f64 = 0.10, range(0.0, 1.0), "utility", Assumed, "model M9 (a), β_g", "What a branch adds for the members of its cell.";
        synchronises: bool = true, switch(), "switch", Assumed, "model M9 (b)", "Whether branches call people out at a set hour.";
        call: f64 = 0.10, range(0.0, 1.0), "utility", Assumed, "model M9 (b)", "What a call-out adds for the members of a cell with a branch.";
        call_hour: f64 = 14.0, range(0.0, 23.0), "hour of the day", Assumed, "assumed", "Hour for which branches call people out.";
        call_length: f64 = 3.0, range(1.0, 24.0), "hours", Assumed, "assumed", "For how long a call-out works.";
        call_news: f64 = 0.10, range(0.0, 1.0), "information", Assumed, "assumed", "What must be known of crowds before branches call people out.";
        stamina: bool = true, switch(), "switch", Assumed, "model M9 (c)", "Whether members of a cell with a branch stay longer.";
        stay: f64 = 0.5, range(0.0, 1.0), "factor", Assumed, "model M9 (c): halves μ_0", "Factor of their rate of going home.";
        links: bool = true, switch(), "switch", Assumed, "model M9 (d)", "Whether branches carry news between places without the network.";
        one_set_of_demands: bool = true, switch(), "switch", Assumed, "model M9 (e)", "Whether branches hold one set of demands together.";
        reservation: f64 = 0.2, range(0.0, 1.0), "share of the demand", Assumed, "model M9 (e), M8: shared reservation", "Offer on wages or jobs at which branches settle.";
        hold: f64 = 0.5, range(0.0, 1.0), "factor", Assumed, "model M9 (e)", "Factor of going back to work while less is offered.";
        settle: f64 = 3.0, range(1.0, 100.0), "factor", Assumed, "model M9 (e): faster bargaining", "Factor of going back to work once enough is offered.";
        pooling: f64 = 0.02, range(0.0, 1.0), "per hour", Assumed, "model M9 (e)", "Rate at which organised places agree on their demands.";
        discipline: bool = true, switch(), "switch", Assumed, "model M9 (f)", "Whether branches hold crowds back from violence.";
        restraint: f64 = 0.8, range(0.0, 1.0), "share", Assumed, "model M9 (f)", "Share of violence that branches prevent where they reach everybody.";
        appeals: bool = true, switch(), "switch", Assumed, "model M9 (g), M10", "Whether branches appeal to soldiers.";
        appeal_rate: f64 = 0.05, range(0.0, 1.0), "per hour", Assumed, "assumed", "Rate at which such appeals reach soldiers.";
        force_tie: f64 = 0.1, range(0.0, 1.0), "share", Assumed, "model M9: prior tie with force units", "How far soldiers are reached before crowds are out.";
        vulnerable: bool = true, switch(), "switch", Assumed, "model M9 (h)", "Whether arrests of leaders remove branches.";
        leaders: f64 = 0.5, range(0.0, 20.0), "per detention per 1,000 adults", Assumed, "assumed", "Rate at which detentions take the leaders of a branch.";
        preventive: f64 = 0.02, range(0.0, 5.0), "per day", Data, "preventive arrests in Oskemen and Almaty; the rate is assumed", "Rate at which leaders are arrested where all is quiet while crowds are out elsewhere.";
    }
}

/// What organisations remember.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OrganisationMemory {
    /// Cells whose branch is lost, by place.
    pub lost: Vec<Vec<u32>>,
    /// How far branches have reached the soldiers of each place, in [0, 1].
    pub appeal: Vec<f64>,
}

impl OrganisationMemory {
    /// Takes the lost branches out of those that a world has at the start.
    pub(crate) fn restore(&self, branch: &mut [bool]) {
        self.lost.iter().flatten().for_each(|&cell| branch[cell as usize] = false);
    }
}

/// How far appeals have reached the soldiers of a place, by branches and by texts, in [0, 1].
pub fn appeal(state: &State, place: usize) -> f64 {
    let of = |all: &[f64]| all.get(place).copied().unwrap_or(0.0);
    let (branches, texts) = (state.memory.of::<Organisation>(), state.memory.of::<Messages>());
    1.0 - (1.0 - of(&branches.appeal)) * (1.0 - of(&texts.appeal))
}

impl Organisation {
    /// The cells with a branch, by place.
    pub(crate) fn branches(&self, world: &World, key: Key) -> Vec<Vec<u32>> {
        branches::of_density(world, key, if self.enabled { self.density } else { 0.0 })
    }

    /// What a branch adds to the utility of its cell's members.
    #[inline]
    pub fn lift(&self, called: bool) -> f64 {
        let own = if self.lowers_threshold { self.threshold } else { 0.0 };
        own + if called && self.synchronises { self.cohesion * self.call } else { 0.0 }
    }

    /// Factor of the rate of going home of a branch's members.
    pub fn leaves(&self) -> f64 {
        if self.stamina { self.stay } else { 1.0 }
    }

    /// Factor of the rate of going back to work when the offer meets this share of the demand.
    pub fn settles(&self, met: f64) -> f64 {
        match (self.one_set_of_demands, met >= self.reservation) {
            (false, _) => 1.0,
            (true, true) => self.settle,
            (true, false) => self.hold,
        }
    }

    /// Share of a place that its branches reach.
    pub fn reach(&self, organised: f64) -> f64 {
        (organised / self.full).min(1.0)
    }

    /// Whether branches call people out in a place in this hour.
    fn calls_out(&self, world: &World, state: &State, p: usize) -> bool {
        let hour = world.spec.clock.hour_of_day(state.step, &world.spec.places[p].ahead);
        let since = (f64::from(hour) - self.call_hour).rem_euclid(24.0);
        self.synchronises && since < self.call_length
    }

    /// What branches know of crowds: those of all places with a branch.
    fn known(world: &World, state: &State) -> f64 {
        let crowd: f64 = state.fields.iter().filter(|f| f.organised > 0.0).map(|f| f.crowd).sum();
        crowd / (crowd + world.spec.mechanism::<Information>().half)
    }
}

impl Mechanism for Organisation {
    type Memory = OrganisationMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("density", 0.0)];
    owns! { place: organised, discipline; }
    columns! {
        place organised: Number, "share", "share of workplaces and blocks with a branch of an organisation",
            |_, state, p| state.fields[p].organised;
        place appeal: Number, "share", "how far appeals have reached soldiers here, by branches and by texts",
            |_, state, p| appeal(state, p);
        nation organised: Number, "share", "share of workplaces and blocks with a branch of an organisation, mean over adults",
            |world, state| mean_over_adults(world, |p| state.fields[p].organised);
        nation appeal: Number, "share", "how far appeals have reached soldiers, mean over adults",
            |world, state| mean_over_adults(world, |p| appeal(state, p));
    }

    fn news(&self, world: &World, state: &mut State) {
        let places = world.spans.len();
        let memory = state.memory.of_mut::<Organisation>();
        memory.lost.resize(places, Vec::new());
        memory.appeal.resize(places, 0.0);
        let known = Self::known(world, state) > self.call_news;
        let mut touched = crowd::Touched::default();
        for p in 0..places {
            let cells = (world.spans[p].cells.1 - world.spans[p].cells.0).max(1);
            let remaining = branches::remaining(&world.branches[p], &state.memory.of::<Organisation>().lost[p]);
            state.fields[p].organised = remaining as f64 / f64::from(cells);
            let calls = known && remaining > 0 && self.calls_out(world, state, p);
            if calls != state.called[p] {
                state.called[p] = calls;
                let branches = world.branches[p].iter().filter(|&&cell| state.branch[cell as usize]);
                branches.for_each(|&cell| touched.cell(world, cell));
            }
        }
        crowd::refresh(world, state, touched);
    }

    fn sense(&self, world: &World, state: &mut State) {
        let reach: Vec<f64> = state.fields.iter().map(|f| self.reach(f.organised)).collect();
        let any = reach.iter().any(|&r| r > 0.0);
        if any && self.links && world.spec.mechanism::<Information>().enabled {
            let known = Self::known(world, state);
            let kept = -libm::expm1(-world.spec.clock.dt() / world.spec.mechanism::<Information>().delay);
            branches::carry_news(&mut state.fields, &reach, self.cohesion, known, kept);
        }
        if any && self.one_set_of_demands {
            let rate = self.cohesion * self.pooling;
            branches::pool_demands(&mut state.fields, &world.adults, &reach, rate, world.spec.clock.dt());
        }
        let approaches = -libm::expm1(-self.appeal_rate * world.spec.clock.dt());
        for (p, r) in reach.iter().enumerate() {
            let field = &mut state.fields[p];
            field.discipline = if self.discipline { self.restraint * r } else { 0.0 };
            field.violence = field.violence.min(1.0 - field.discipline);
            let out = if field.crowd > 0.0 { 1.0 } else { self.force_tie };
            let towards = if self.appeals { r * out } else { 0.0 };
            let appeal = &mut state.memory.of_mut::<Organisation>().appeal[p];
            *appeal += (towards - *appeal) * approaches;
        }
    }

    fn tie(&self, cell: CellSeen) -> f64 {
        if cell.branch { self.lift(cell.called) } else { 0.0 }
    }

    fn tie_most(&self) -> f64 {
        if self.density > 0.0 { self.lift(true) } else { 0.0 }
    }

    fn act(&self, world: &World, state: &mut State) {
        if !self.vulnerable {
            return;
        }
        let (dt, reportable) = (world.spec.clock.dt(), world.reportable);
        let mut touched = crowd::Touched::default();
        for p in 0..world.spans.len() {
            let branches = &world.branches[p];
            if branches.is_empty() {
                continue;
            }
            let field = &state.fields[p];
            let detained = 1000.0 * field.last.detained / world.adults[p].max(1.0);
            let quiet = field.crowd < reportable && state.nation.units_active > 0;
            // Detentions are those of the whole step; the preventive rate is per day.
            let risk = self.leaders * detained + if quiet { self.preventive / 24.0 * dt } else { 0.0 };
            if risk == 0.0 {
                continue;
            }
            let draws = [Purpose::Leaders, Purpose::LeadersPick].map(|purpose| state.draw(purpose, p as u32));
            for cell in branches::picked(branches, risk, draws) {
                if std::mem::replace(&mut state.branch[cell as usize], false) {
                    state.memory.of_mut::<Organisation>().lost[p].push(cell);
                    touched.cell(world, cell);
                }
            }
        }
        crowd::refresh(world, state, touched);
    }

    /// No branch works any more, and nobody is called out.
    fn leave(&self, _: &World, state: &mut State) {
        state.branch.fill(false);
        state.called.fill(false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::places::Toll;
    use crate::spec::Posture;
    use crate::step::step;

    /// The lively towns with branches in a tenth of all cells and one effect alone.
    fn only(effect: &str, change: impl Fn(&mut crate::spec::Spec)) -> (World, State) {
        let mut spec = fixture::lively();
        spec.mechanisms.people.threshold = 0.36;
        spec.mechanisms.strike.cost = 0.32;
        let organisation = &mut spec.mechanisms.organisation;
        organisation.density = 0.1;
        organisation.lowers_threshold = effect == "lowers_threshold";
        organisation.synchronises = effect == "synchronises";
        organisation.stamina = effect == "stamina";
        organisation.links = effect == "links";
        organisation.one_set_of_demands = effect == "one_set_of_demands";
        organisation.discipline = effect == "discipline";
        organisation.appeals = effect == "appeals";
        organisation.vulnerable = effect == "vulnerable";
        change(&mut spec);
        let world = World::build(spec, 1);
        let state = world.state(1, 0);
        (world, state)
    }

    /// Person-hours in the street and on strike over three days.
    fn turnout(effect: &str) -> (f64, f64) {
        let (world, mut state) = only(effect, |_| {});
        let mut sum = (0.0, 0.0);
        for _ in 0..72 {
            step(&world, &mut state);
            sum = (sum.0 + state.nation.crowd, sum.1 + state.nation.strikers);
        }
        sum
    }

    #[test]
    fn branches_are_a_share_of_cells_and_nested_between_densities() {
        let branches = |density: f64| {
            let (world, _) = only("", |spec| spec.mechanisms.organisation.density = density);
            world.branches.concat()
        };
        let (few, many) = (branches(0.02), branches(0.2));
        assert!(few.iter().all(|cell| many.contains(cell)) && !few.is_empty());
        let (world, _) = only("", |_| {});
        let share = many.len() as f64 / world.cells.len() as f64;
        assert!((share - 0.2).abs() < 0.05, "{share}");
        assert!(branches(0.0).is_empty());
    }

    #[test]
    fn a_lower_threshold_calls_and_stamina_bring_more_people_out_for_longer() {
        let nothing = turnout("");
        let lower = turnout("lowers_threshold");
        assert!(lower.0 > 1.02 * nothing.0 && lower.1 > nothing.1, "{lower:?} {nothing:?}");
        assert!(turnout("synchronises").0 > nothing.0);
        assert!(turnout("stamina").0 > nothing.0);
    }

    #[test]
    fn members_go_home_at_half_the_rate() {
        let (world, state) = only("stamina", |spec| spec.mechanisms.organisation.density = 1.0);
        let leave = 0.3;
        let p = crowd::branch::leave(&world, &state, 0, world.spans[0].leaves.0, leave).expect("a branch");
        assert!((p - (1.0 - 0.7f64.sqrt())).abs() < 1e-12, "{p}");
    }

    #[test]
    fn links_carry_news_through_a_cut_network() {
        let known = |effect: &str| {
            let (world, mut state) = only(effect, |spec| spec.mechanisms.information.network = 1.0);
            for _ in 0..24 {
                state.fields[0].crowd = 6000.0;
                state.fields.iter_mut().for_each(|f| f.connectivity = 0.0);
                world.spec.mechanisms.information.sense(&world, &mut state);
                world.spec.mechanisms.organisation.news(&world, &mut state);
                world.spec.mechanisms.organisation.sense(&world, &mut state);
            }
            state.fields[1].information
        };
        assert_eq!(known(""), 0.0);
        assert!(known("links") > 0.05, "{}", known("links"));
    }

    #[test]
    fn one_set_of_demands_holds_strikes_until_enough_is_offered_and_settles_them_then() {
        let organisation = Organisation::default();
        assert_eq!((organisation.settles(0.0), organisation.settles(0.5)), (organisation.hold, organisation.settle));
        let (world, mut state) = only("one_set_of_demands", |_| {});
        state.fields[0].demands = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        state.fields[1].demands = [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0];
        organisation.news(&world, &mut state);
        for _ in 0..200 {
            world.spec.mechanisms.organisation.sense(&world, &mut state);
        }
        assert!((state.fields[0].demands[0] - state.fields[1].demands[0]).abs() < 0.3);
        assert!((state.fields[0].demands.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn discipline_keeps_clashes_down_and_appeals_reach_soldiers_where_crowds_are_out() {
        let after = |effect: &str| {
            let (world, mut state) = only(effect, |_| {});
            for _ in 0..60 {
                state.ordered[0].posture = Posture::Emergency;
                state.ordered[0].reserves = 500.0;
                state.fields[0].violence = 1.0;
                step(&world, &mut state);
            }
            (state.fields[0].forces_injured, state.fields[0].violence, appeal(&state, 0))
        };
        let (nothing, discipline, appeals) = (after(""), after("discipline"), after("appeals"));
        assert!(discipline.0 < 0.7 * nothing.0 && discipline.1 < nothing.1, "{discipline:?} {nothing:?}");
        assert!(nothing.2 == 0.0 && appeals.2 > 0.2, "{appeals:?}");
    }

    #[test]
    fn detentions_and_preventive_arrests_remove_branches_for_good() {
        let left = |effect: &str, detained: f64, quiet: bool| {
            let (world, mut state) = only(effect, |_| {});
            let organisation = &world.spec.mechanisms.organisation;
            organisation.news(&world, &mut state);
            for _ in 0..48 {
                state.fields[0].last = Toll { detained, killed: 0.0 };
                state.fields[0].crowd = if quiet { 0.0 } else { 500.0 };
                state.nation.units_active = 1;
                organisation.act(&world, &mut state);
                state.step += 1;
            }
            organisation.news(&world, &mut state);
            let mut again = world.state(1, 0).branch;
            state.memory.of::<Organisation>().restore(&mut again);
            assert!(again == state.branch, "a checkpoint knows which branches are left");
            state.fields[0].organised
        };
        let all = left("", 50.0, true);
        assert_eq!(left("vulnerable", 0.0, false), all);
        assert!(left("vulnerable", 50.0, false) < 0.5 * all);
        let prevented = left("vulnerable", 0.0, true);
        assert!(prevented < all && prevented > 0.8 * all, "{prevented} of {all}");
    }

    #[test]
    fn branches_reach_by_their_share_and_call_out_on_news_for_a_while() {
        let organisation = Organisation::default();
        assert_eq!([0.0, 0.01, 0.5].map(|share| organisation.reach(share)), [0.0, 0.5, 1.0]);
        let (world, mut state) = only("synchronises", |_| {});
        let mut called = |crowd: f64, hour: u32| {
            (state.fields[0].crowd, state.step) = (crowd, hour);
            // What is known in an hour is of branches that were there the hour before.
            (0..2).for_each(|_| world.spec.mechanisms.organisation.news(&world, &mut state));
            state.called[0]
        };
        assert!(!called(0.0, 14) && !called(500.0, 14) && called(5_000.0, 14) && called(5_000.0, 16));
        assert!(!called(5_000.0, 13) && !called(5_000.0, 17), "from two to five");
    }

    #[test]
    fn appeals_add_up_and_spread_by_and_by_and_violence_is_held_down_at_once() {
        let (world, mut state) = only("appeals", |spec| spec.mechanisms.organisation.discipline = true);
        let organisation = &world.spec.mechanisms.organisation;
        organisation.news(&world, &mut state);
        (state.fields[0].crowd, state.fields[0].violence) = (100.0, 1.0);
        organisation.sense(&world, &mut state);
        assert!((appeal(&state, 0) - (1.0 - libm::exp(-organisation.appeal_rate))).abs() < 1e-12);
        assert!((state.fields[0].violence - (1.0 - organisation.restraint)).abs() < 1e-12);
        state.memory.of_mut::<Organisation>().appeal = vec![0.2; 3];
        state.memory.of_mut::<Messages>().appeal = vec![0.5; 3];
        assert!((appeal(&state, 0) - 0.6).abs() < 1e-12);
    }
}
