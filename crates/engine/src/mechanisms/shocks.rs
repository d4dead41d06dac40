//! M1b Shocks of any kind.

use crate::mechanism::{Mechanism, Seen};
use crate::parameter::{choice, range};
use crate::places::Terms;
use crate::spec::{LANGUAGES, Shock, Whom};
use crate::state::State;
use crate::world::World;
use crate::{columns, parameters, words};
use serde::{Deserialize, Serialize};

parameters! {
    /// # Shocks
    ///
    /// Dated events that make people readier to go out: a price, an election, a killing, a
    /// ruling, a law, an arrest, a disaster, an announcement, or something else.
    ///
    /// Each `[[shock]]` of the scenario has a time, the places that it touches, whom it
    /// touches, an exposure, and three numbers: its size in utility, and the hours in which
    /// it rises and decays. With `a` hours since the shock,
    ///
    /// ```text
    /// φ(a)  = (1 − exp(−a/rise)) · exp(−a/decay), divided by its largest value
    /// u    += weight · Σ_k size_k · exposure_kp · φ_k(t − t_k) · (1 − relief_kp)
    /// ```
    ///
    /// so `size` is what the shock adds at its height where the exposure is 1. A `rise` of 0
    /// is a jump. The exposure is a column of the tables of
    /// units or places, such as a share of votes; without one it is 1. `relief` comes from
    /// concessions that meet the demand of the shock, if it names one: see `concession`.
    ///
    /// Whom: everybody, those employed in workplaces, or those who depend on the shocked fuel;
    /// of everybody, some language communities only. Sectors say whose strikes it moves. Classes
    /// cannot be crossed: utilities add up, see decision 0115.
    ///
    /// The size is the part of an event that is known least. A size that a scenario does not give
    /// is the middle of its kind's prior, and `weight` has one prior for all shocks of an event:
    /// see decision 0170. Every size can be set and varied by its path, `shock.NAME.size`.
    ///
    /// A cause that is renewed has a row for each time: people leave a country in jumps, and each
    /// jump is in the news. With `of_one_demand = "strongest"`, of the shocks that name one demand
    /// and touch the same people only the one that is felt most counts, so that a cause weighs the
    /// same however finely its course is written down (decision 0291). Those below 0, and those
    /// that name no demand, add up as ever.
    ///
    /// *Reads:* `[[shock]]` rows, satisfied demands. *Test:* a larger shock never lowers the
    /// utility; none, or one of size 0, changes nothing.
    pub struct Shocks, enabled = false {
        weight: f64 = 1.0, range(0.0, 5.0), "factor", Assumed, "1: sizes are in utility", "Factor of the sizes of all shocks together.";
        of_one_demand: OfOneDemand = OfOneDemand::Sum, choice(OfOneDemand::WORDS), "word", Assumed, "decision 0291", "How shocks that name one demand and touch the same people act together.";
    }
}

words! {
    /// How shocks that name one demand and touch the same people act together.
    pub enum OfOneDemand {
        /// They add up.
        Sum = "sum",
        /// The one that is felt most counts.
        Strongest = "strongest",
    }
}

/// How far each shock is felt in this hour.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShocksMemory {
    /// By shock, from 0 to 1.
    pub now: Vec<f64>,
}

impl Shocks {
    /// Utility that each shock adds in a place to those whom it touches.
    fn terms<'a>(&'a self, world: &'a World, state: &'a State, p: usize) -> impl Iterator<Item = (&'a Shock, f64)> {
        let (shocks, now) = (&world.spec.shocks, &state.memory.of::<Shocks>().now);
        let of = move |k: usize| {
            let shock = &shocks[k];
            let relief = shock.demand.map_or(0.0, |demand| state.fields[p].satisfied[demand]);
            self.weight * shock.size * shock.exposure[p] * now[k] * (1.0 - relief)
        };
        let counts = move |k: usize, utility: f64| {
            let stronger = |other: usize| {
                let felt = of(other);
                is_renewed(&shocks[k], &shocks[other]) && (felt > utility || felt == utility && other < k)
            };
            self.of_one_demand == OfOneDemand::Sum || utility <= 0.0 || !(0..now.len()).any(stronger)
        };
        (0..now.len()).map(move |k| (k, of(k))).filter(move |&(k, u)| counts(k, u)).map(move |(k, u)| (&shocks[k], u))
    }
}

/// Whether two shocks are times of one cause: they name one demand and touch the same people.
fn is_renewed(one: &Shock, other: &Shock) -> bool {
    one.demand.is_some() && (one.demand, one.whom, one.sectors) == (other.demand, other.whom, other.sectors)
}

impl Mechanism for Shocks {
    type Memory = ShocksMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("weight", 0.0)];
    columns! {
        place shock: Number, "utility", "what shocks add at present for those whom they touch",
            |world, state, p| world.spec.mechanism::<Shocks>().terms(world, state, p).map(|(_, u)| u).sum();
    }

    fn news(&self, world: &World, state: &mut State) {
        let hour = world.spec.clock.hours(state.step);
        state.memory.of_mut::<Shocks>().now = world.spec.shocks.iter().map(|shock| shock.felt(hour)).collect();
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        for (shock, utility) in self.terms(seen.world, seen.state, seen.place).filter(|(_, u)| *u != 0.0) {
            match shock.whom {
                Whom::Languages(touched) if touched == [true; LANGUAGES] => terms.all += utility,
                Whom::Languages(touched) => {
                    for (term, _) in terms.language.iter_mut().zip(touched).filter(|(_, touched)| *touched) {
                        *term += utility;
                    }
                }
                Whom::Workers => terms.at_work += utility,
                Whom::Fuel => terms.fuel += utility,
            }
            for (term, _) in terms.strike.iter_mut().zip(shock.sectors).filter(|(_, moved)| *moved) {
                *term += utility;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::spec::{SECTORS, SHOCK_PRIORS};

    fn shock(size: f64) -> Shock {
        Shock {
            name: "shooting".into(),
            kind: 2,
            enabled: true,
            hour: 10.0,
            exposure: vec![1.0, 0.5, 0.0],
            whom: Whom::Languages([true; LANGUAGES]),
            sectors: [false; SECTORS],
            demand: None,
            size,
            rise: 6.0,
            decay: 100.0,
        }
    }

    /// The terms of a place at an hour under this shock.
    fn terms(shock: Shock, hour: u32, place: usize) -> Terms {
        let mut spec = fixture::spec();
        spec.shocks = vec![shock];
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        state.step = hour;
        let shocks = Shocks { enabled: true, ..Shocks::default() };
        shocks.news(&world, &mut state);
        let mut terms = Terms::default();
        shocks.weigh(Seen { world: &world, state: &state, place }, &mut terms);
        terms
    }

    #[test]
    fn a_shock_rises_to_its_size_once_and_decays() {
        let course: Vec<f64> = (0..400).map(|hour| terms(shock(0.2), hour, 0).all).collect();
        assert_eq!(course[..10], [0.0; 10]);
        let peak = course.iter().copied().fold(0.0, f64::max);
        assert!((peak - 0.2).abs() < 1e-3, "{peak}");
        let at = course.iter().position(|u| *u == peak).expect("a peak");
        assert!(course[..at].is_sorted() && course[at..].is_sorted_by(|a, b| a >= b));
        assert!(course[399] < 0.01);
        let jump = Shock { rise: 0.0, decay: 1e9, ..shock(0.2) };
        assert_eq!((terms(jump.clone(), 9, 0).all, terms(jump.clone(), 10, 0).all), (0.0, 0.2));
        assert!(terms(jump, 239, 0).all > 0.199_999, "it stays");
    }

    #[test]
    fn a_shock_touches_those_it_names_in_proportion_to_their_exposure() {
        let jump = Shock { rise: 0.0, ..shock(0.2) };
        assert_eq!(terms(jump.clone(), 10, 1).all, 0.1);
        assert_eq!(terms(jump.clone(), 10, 2).all, 0.0);
        let first = Whom::Languages([true, false, false, false]);
        let some = terms(Shock { whom: first, ..jump.clone() }, 10, 0);
        assert_eq!((some.all, some.language), (0.0, [0.2, 0.0, 0.0, 0.0]));
        assert_eq!(terms(Shock { whom: Whom::Workers, ..jump.clone() }, 10, 0).at_work, 0.2);
        assert_eq!(terms(Shock { whom: Whom::Fuel, ..jump.clone() }, 10, 0).fuel, 0.2);
        let miners = std::array::from_fn(|sector| sector == 2);
        let strikes = terms(Shock { sectors: miners, ..jump.clone() }, 10, 0).strike;
        assert_eq!((strikes[2], strikes[3]), (0.2, 0.0));
        assert_eq!(terms(Shock { enabled: false, ..jump }, 10, 0).all, 0.0);
    }

    #[test]
    fn every_kind_has_a_prior_that_can_be_drawn_from() {
        for prior in SHOCK_PRIORS {
            assert!(0.0 < prior.size.0 && prior.size.0 < prior.size.1 && prior.rise >= 0.0 && prior.decay > 0.0);
        }
    }

    #[test]
    fn a_demand_that_is_met_takes_its_share_of_the_shock() {
        let mut spec = fixture::spec();
        spec.shocks = vec![Shock { rise: 0.0, demand: Some(4), ..shock(0.2) }];
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        state.step = 10;
        state.fields[0].satisfied[4] = 0.75;
        let shocks = Shocks { enabled: true, ..Shocks::default() };
        shocks.news(&world, &mut state);
        let mut terms = Terms::default();
        shocks.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
        assert!((terms.all - 0.05).abs() < 1e-12, "{}", terms.all);
    }

    #[test]
    fn of_one_demand_the_strongest_counts_where_that_is_asked_for() {
        let jump = |size: f64, hour: f64, demand| Shock { rise: 0.0, decay: 1e9, hour, demand, ..shock(size) };
        let both = |shocks: Vec<Shock>, of_one_demand| {
            let mut spec = fixture::spec();
            spec.shocks = shocks;
            let shocks = Shocks { enabled: true, of_one_demand, ..Shocks::default() };
            spec.mechanisms.shocks = shocks.clone();
            let world = World::build(spec, 1);
            let mut state = world.state(1, 0);
            state.step = 30;
            shocks.news(&world, &mut state);
            let mut terms = Terms::default();
            shocks.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
            (terms.all * 1e6).round() / 1e6
        };
        let renewed = || vec![jump(0.25, 10.0, Some(4)), jump(0.125, 20.0, Some(4))];
        assert_eq!(both(renewed(), OfOneDemand::Sum), 0.375);
        assert_eq!(both(renewed(), OfOneDemand::Strongest), 0.25);
        let twice = || vec![jump(0.25, 10.0, Some(4)), jump(0.25, 10.0, Some(4))];
        assert_eq!(both(twice(), OfOneDemand::Strongest), 0.25, "one of two alike");
        let others = vec![jump(0.25, 10.0, Some(4)), jump(0.125, 10.0, Some(7)), jump(0.125, 10.0, None)];
        assert_eq!(both(others, OfOneDemand::Strongest), 0.5, "of other demands and of none");
        let against = vec![jump(0.25, 10.0, Some(4)), jump(-0.125, 20.0, Some(4))];
        assert_eq!(both(against, OfOneDemand::Strongest), 0.125, "what calms is no cause");
        let workers = vec![jump(0.25, 10.0, Some(4)), Shock { whom: Whom::Workers, ..jump(0.5, 10.0, Some(4)) }];
        assert_eq!(both(workers, OfOneDemand::Strongest), 0.25, "others are touched by it");
    }
}
