//! M6 Strikes.

use crate::cells::CellSeen;
use crate::mechanism::{Mechanism, Seen};
use crate::mechanisms::contact::Contact;
use crate::parameter::{range, switch};
use crate::places::Terms;
use crate::spec::SECTORS;
use crate::state::State;
use crate::world::World;
use crate::{columns, owns, parameters};

parameters! {
    /// # Strike
    ///
    /// Workplaces put down tools, workers join, output is lost, wages run out, work resumes.
    ///
    /// ```text
    /// σ_c = min(cap, base · exp(v_c / noise))                   per workplace and hour
    /// v_c = mean grievance + sector · y_s + street · s(X_p / (full · N_p)) + … − cost · wage of the sector
    /// ```
    ///
    /// with `y_s` the share of the sector in the place already on strike. A strike spreads
    /// within the workplace at `join` per hour among those whose own grievance and the same
    /// terms outweigh the cost; with `vote`, it begins only if half would join. Struck
    /// workplaces send their members to the square more easily (`square`).
    ///
    /// They go back at `resume · exp((days − fund_days)/fund_spread)` per hour, faster once
    /// an offer on wages or jobs stands (see `concession`), and keep the peace for `peace_hours`.
    ///
    /// Output of a sector is lost in proportion to its strikers, after a buffer (Tengiz:
    /// unaffected on 5 January, reduced on the 6th, recovering on the 9th):
    ///
    /// ```text
    /// d lost/dt = (Σ_s value_s · y_s / Σ_s value_s − lost)/buffer_hours
    /// ```
    ///
    /// *Writes:* strikers by sector, output lost. Recorded: strikes began on 4 January, two
    /// days after the squares.
    pub struct Strike {
        base: f64 = 0.002, range(0.0, 1.0), "per hour", Assumed, "model M6, σ_0; fitted to the lag behind the squares", "Rate at which a workplace puts down tools when nothing holds it back.";
        noise: f64 = 0.03, range(0.005, 1.0), "utility", Assumed, "model M6, w", "Scale of differences between workplaces.";
        cap: f64 = 0.25, range(0.001, 2.0), "per hour", Assumed, "model M6", "Highest rate of putting down tools.";
        cost: f64 = 0.42, range(0.0, 3.0), "utility", Assumed, "model M6: threat to job and pay", "What must be outweighed before workers strike, at the mean wage.";
        sector: f64 = 0.25, range(0.0, 1.0), "utility", Assumed, "model M6, β_c", "Pull of one's sector on strike.";
        sector_full: f64 = 0.05, range(0.001, 1.0), "share", Assumed, "model M6", "Share of the sector on strike at which it pulls in full.";
        street: f64 = 0.15, range(0.0, 1.0), "utility", Assumed, "model M6, β_p", "Pull of a full square on workplaces.";
        join: f64 = 0.25, range(0.0, 5.0), "per hour", Assumed, "model M6: 1/4 h", "Rate at which the willing join a strike at their workplace.";
        vote: bool = false, switch(), "switch", Assumed, "model M6: official vote", "Whether a strike begins only if half the workplace would join.";
        square: f64 = 0.05, range(0.0, 1.0), "utility", Assumed, "about 70 % of the Aktau crowd from work collectives by one estimate", "What a wholly struck workplace adds to its members' utility of going out.";
        resume: f64 = 0.004, range(0.0, 1.0), "per hour", Assumed, "model M6, ρ_0", "Rate of going back to work while the fund lasts.";
        offer: f64 = 8.0, range(1.0, 100.0), "factor", Data, "Tengiz: ended after 5 days with up to +50 % pay", "Factor of going back once the demands of workers are met in full.";
        fund_days: f64 = 5.0, range(0.0, 365.0), "days", Assumed, "model M6, S: savings and strike fund", "Days of lost wages that a worker can bear.";
        fund_spread: f64 = 2.0, range(0.1, 100.0), "days", Assumed, "model M6, s_0", "How gradually the fund runs out.";
        peace_hours: f64 = 240.0, range(0.0, 5000.0), "hours", Assumed, "a settled workplace does not strike at once again", "Time between the end of a strike and the next.";
        buffer_hours: f64 = 36.0, range(0.1, 500.0), "hours", Data, "Tengiz 5–9 January", "Stocks: time before lost work is lost output.";
        oil_value: f64 = 6.0, range(1.0, 50.0), "factor", Assumed, "oil and gas: about a sixth of output with 1.5 % of employment", "Output per worker in oil and gas against the other sectors.";
    }
}

impl Strike {
    /// Share of each sector of a place on strike.
    fn shares(world: &World, state: &State, p: usize) -> [f64; SECTORS] {
        std::array::from_fn(|s| {
            let employed = f64::from(world.employed[p][s]) * world.scale();
            if employed > 0.0 { state.fields[p].strikers[s] / employed } else { 0.0 }
        })
    }

    /// What must be outweighed before workers of a sector strike in a place.
    pub(crate) fn cost_in(&self, world: &World, p: usize, sector: usize) -> f64 {
        self.cost * world.spec.places[p].sector_wage[sector]
    }

    /// Output of a place's workplaces when everybody works.
    fn worth(&self, world: &World, p: usize) -> f64 {
        (0..SECTORS).map(|s| f64::from(world.employed[p][s]) * world.scale() * self.value(s)).sum()
    }

    fn value(&self, sector: usize) -> f64 {
        if sector == 1 { self.oil_value } else { 1.0 }
    }
}

impl Mechanism for Strike {
    type Memory = ();
    const SILENT: &'static [(&'static str, f64)] = &[("base", 0.0)];
    owns! { place: strikers, output_lost; }
    columns! {
        place output_lost: Number, "share", "share of output lost at present", |_, state, p| state.fields[p].output_lost;
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let (world, p) = (seen.world, seen.place);
        let field = &seen.state.fields[p];
        let street = self.street * world.spec.mechanism::<Contact>().square(field.crowd, world.adults[p]);
        let shares = Self::shares(world, seen.state, p);
        let met = field.satisfied[1].max(field.satisfied[2]);
        for (s, share) in shares.into_iter().enumerate() {
            let pull = self.sector * (share / self.sector_full).min(1.0);
            terms.strike[s] += pull + street - self.cost_in(world, p, s);
            terms.resume[s] += self.resume * (1.0 + (self.offer - 1.0) * met);
        }
    }

    fn tie(&self, cell: CellSeen) -> f64 {
        if cell.strikers == 0 { 0.0 } else { self.square * f64::from(cell.strikers) / f64::from(cell.size) }
    }

    fn tie_most(&self) -> f64 {
        self.square
    }

    fn act(&self, world: &World, state: &mut State) {
        let settles = 1.0 - libm::exp(-world.spec.clock.dt() / self.buffer_hours);
        for p in 0..state.fields.len() {
            let strikers = state.on_strike[p].map(|agents| f64::from(agents) * world.scale());
            state.fields[p].strikers = strikers;
            let total = self.worth(world, p);
            let idle: f64 = (0..SECTORS).map(|s| strikers[s] * self.value(s)).sum();
            let field = &mut state.fields[p];
            if total > 0.0 {
                field.output_lost += (idle / total - field.output_lost) * settles;
            }
        }
    }

    fn costs(&self, world: &World, state: &State) -> f64 {
        let (mut lost, mut all) = (0.0, 0.0);
        for (p, field) in state.fields.iter().enumerate() {
            let total = self.worth(world, p);
            lost += field.output_lost * total;
            all += total;
        }
        if all > 0.0 { lost / all } else { 0.0 }
    }

    /// Everybody is back at work, and any workplace could strike again.
    fn leave(&self, _: &World, state: &mut State) {
        state.people.strike.clear();
        state.strikers.fill(0);
        state.on_strike.fill([0; SECTORS]);
        state.struck.iter_mut().for_each(Vec::clear);
        state.settled.fill(0);
        state.peace.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::step::step;

    /// The two-towns world with everybody ready to strike.
    fn ready(change: impl Fn(&mut Strike)) -> (World, State) {
        let mut spec = fixture::spec();
        let strike = &mut spec.mechanisms.strike;
        strike.cost = 0.10;
        strike.base = 0.05;
        strike.peace_hours = 1000.0;
        change(strike);
        let world = World::build(spec, 1);
        let state = world.state(1, 0);
        (world, state)
    }

    #[test]
    fn strikes_begin_spread_cost_output_after_a_buffer_and_end() {
        let (world, mut state) = ready(|_| {});
        let mut course = Vec::new();
        for _ in 0..24 * 20 {
            step(&world, &mut state);
            course.push((state.nation.strikers, state.nation.output_lost));
        }
        let peak = course.iter().map(|c| c.0).fold(0.0, f64::max);
        assert!(peak > 100.0, "{peak}");
        let half_way = |f: fn(&(f64, f64)) -> f64| {
            let peak = course.iter().map(f).fold(0.0, f64::max);
            course.iter().position(|c| f(c) > peak / 2.0).unwrap_or(0)
        };
        assert!(half_way(|c| c.1) > half_way(|c| c.0) + 12, "output is lost after the walk-out, not with it");
        let oldest = state.struck.iter().flatten().map(|s| state.step - s.since).max().unwrap_or(0);
        assert!(oldest < 24 * 17, "the fund of five days runs out, not after {oldest} hours");
        assert!(state.peace.len() > 10, "workplaces have gone back");
    }

    #[test]
    fn an_offer_brings_workers_back_and_a_vote_holds_strikes_up() {
        let strikers = |change: fn(&mut Strike), offer: f64| {
            let (world, mut state) = ready(change);
            let mut hours = 0.0;
            for _ in 0..24 * 6 {
                state.fields.iter_mut().for_each(|f| f.satisfied[1] = offer);
                step(&world, &mut state);
                hours += state.nation.strikers;
            }
            hours
        };
        let free = strikers(|_| {}, 0.0);
        assert!(strikers(|_| {}, 1.0) < 0.8 * free);
        assert!(strikers(|s| s.vote = true, 0.0) <= free);
        assert!(strikers(|s| s.cost = 0.6, 0.0) < 0.5 * free);
    }

    #[test]
    fn each_term_of_a_strike_has_its_sign() {
        let (world, _) = ready(|_| {});
        let strike = &world.spec.mechanisms.strike;
        let terms = |change: &dyn Fn(&mut State)| {
            let mut state = world.state(1, 0);
            change(&mut state);
            let mut terms = Terms::default();
            strike.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
            terms
        };
        let plain = terms(&|_| ());
        // The fourth sector pays the mean wage, the first less, the second more.
        assert_eq!(plain.strike[3], -strike.cost);
        assert!(plain.strike[0] > plain.strike[3] && plain.strike[1] < plain.strike[3], "who earns more risks more");
        let sector = terms(&|state| state.fields[0].strikers[3] = 14.4);
        assert!((sector.strike[3] - plain.strike[3] - 0.2 * strike.sector).abs() < 1e-9, "a hundredth of the sector");
        assert_eq!(sector.strike[4], plain.strike[4], "and of no other");
        assert!(
            (terms(&|state| state.fields[0].crowd = 1e6).strike[3] - plain.strike[3] - strike.street).abs() < 1e-12
        );
        assert!((plain.resume[3] - strike.resume).abs() < 1e-12);
        assert!(
            (terms(&|state| state.fields[0].satisfied[2] = 1.0).resume[3] - strike.resume * strike.offer).abs() < 1e-12
        );
    }

    #[test]
    fn lost_output_costs_the_country_and_oil_weighs_more() {
        let (world, mut state) = ready(|_| {});
        let strike = &world.spec.mechanisms.strike;
        assert!(strike.value(1) == strike.oil_value && strike.value(2) == 1.0);
        state.fields[0].output_lost = 0.5;
        let cost = strike.costs(&world, &state);
        assert!((cost - 0.3).abs() < 0.01, "half of what 24 of 40 thousand adults make: {cost}");
    }
}
