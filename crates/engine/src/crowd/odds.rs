//! What a place makes of its people's rates, and who of them moves.

use crate::cells::STRATA;
use crate::forest::KINDS;
use crate::mechanisms::participation::Participation;
use crate::memo::Memo;
use crate::places::Terms;
use crate::world::World;

/// The rates of a place in this step, before what a person and a cell bring.
#[derive(Clone, Debug)]
pub struct Odds {
    /// Rate per hour of somebody at the top of the scale, uncapped, by stratum and kind.
    pub rate: [[f64; KINDS]; STRATA],
    /// How lively the hour is.
    pub activity: f64,
}

impl Odds {
    /// Multiplies out what the mechanisms added up.
    pub fn of(world: &World, terms: &Terms) -> Odds {
        let law = world.spec.mechanism::<Participation>().law();
        let parts = [terms.all + world.top, terms.at_work, terms.fuel];
        let all = parts.iter().chain(&terms.language).chain(&terms.risk).map(|u| u.abs()).fold(0.0, f64::max);
        if all > 100.0 * law.noise {
            return Odds::of_extremes(world, terms);
        }
        let e = |u: f64| libm::exp(u / law.noise);
        let base = law.base * e(terms.all + world.top);
        let (fuel, at_work) = (e(terms.fuel), e(terms.at_work));
        let risk = terms.risk.map(e);
        let (mut rate, mut speak) = ([[0.0; KINDS]; STRATA], Memo::new());
        for (stratum, rate) in rate.iter_mut().enumerate() {
            let mut common = base * speak.of(terms.language[stratum / 2], e);
            if stratum % 2 == 1 {
                common *= at_work;
            }
            for (kind, rate) in rate.iter_mut().enumerate() {
                *rate = common * risk[kind & 3] * if kind & 4 != 0 { fuel } else { 1.0 };
            }
        }
        Odds { rate, activity: terms.activity }
    }

    /// The same where factors could overflow one by one: utilities are summed first.
    fn of_extremes(world: &World, terms: &Terms) -> Odds {
        let law = world.spec.mechanism::<Participation>().law();
        let rate = std::array::from_fn(|stratum| {
            std::array::from_fn(|kind| {
                let fuel = if kind & 4 != 0 { terms.fuel } else { 0.0 };
                let at_work = if stratum % 2 == 1 { terms.at_work } else { 0.0 };
                let u = terms.all + world.top + terms.language[stratum / 2] + at_work + terms.risk[kind & 3] + fuel;
                law.base * libm::exp((u / law.noise).clamp(-600.0, 600.0))
            })
        });
        Odds { rate, activity: terms.activity }
    }
}

/// Who of a leaf moves in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeafTurn {
    /// The leaf.
    pub leaf: u32,
    /// Those who go out.
    pub out: u64,
    /// Those who go home.
    pub home: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn extreme_terms_give_finite_odds_that_agree_with_the_product() {
        let world = World::build(fixture::spec(), 1);
        let terms = Terms {
            all: -0.9,
            fuel: 0.3,
            at_work: -0.1,
            language: [0.0, 0.1, 0.2, 0.3],
            risk: [-0.1, -0.2, -0.3, -0.4],
            activity: 1.0,
            ..Terms::default()
        };
        let (product, sum) = (Odds::of(&world, &terms), Odds::of_extremes(&world, &terms));
        for (a, b) in product.rate.iter().flatten().zip(sum.rate.iter().flatten()) {
            assert!((a / b - 1.0).abs() < 1e-12);
        }
        let mut wild = fixture::spec();
        wild.mechanisms.people.noise = 0.005;
        let world = World::build(wild, 1);
        let odds =
            Odds::of(&world, &Terms { all: 5.0, fuel: 500.0, risk: [-400.0; 4], activity: 1.0, ..Terms::default() });
        assert!(odds.rate.iter().flatten().all(|rate| rate.is_finite()));
    }
}
