//! M7 Demands.

use crate::mechanism::{Mechanism, Seen};
use crate::parameter::range;
use crate::places::{Disposition, Terms};
use crate::spec::{DEMANDS, Place, Spec};
use crate::state::State;
use crate::world::World;
use crate::{columns, owns, parameters};

parameters! {
    /// # Demand
    ///
    /// What is asked for, and how it radicalises.
    ///
    /// Every place weighs eight demands — price, wage, jobs and price control, pension,
    /// release of detainees, local resignation, national resignation, regime — with weights
    /// that sum to 1. They start from the mix of 88 protests in Kazakhstan 1990–2020 (Mass
    /// Mobilization: 31 labour, 22 political process, 13 police, 8 price, 7 removal), with
    /// the price first where the shock is felt. The share of the four political ones grows:
    ///
    /// ```text
    /// dδ_pol/dt = (by_outrage · O + by_crowd · s(X_p/(0.02 N_p)) + by_waiting · unmet) (1 − δ_pol)
    ///             − by_concession · credible offers · δ_pol
    /// u        += weight · (δ_pol − δ_pol at the start)
    /// ```
    ///
    /// The less the price weighs, the less a price concession relieves: see `concession`.
    ///
    /// *Writes:* weights of demands.
    pub struct Demand {
        weight: f64 = 0.05, range(0.0, 1.0), "utility", Assumed, "model M7", "Utility that a wholly political set of demands adds.";
        by_outrage: f64 = 0.02, range(0.0, 1.0), "per hour", Assumed, "model M7, r_1", "Radicalisation by outrage.";
        by_crowd: f64 = 0.02, range(0.0, 1.0), "per hour", Assumed, "model M7, r_3", "Radicalisation by a full square.";
        by_waiting: f64 = 0.001, range(0.0, 1.0), "per hour", Assumed, "model M7, r_2", "Radicalisation while people are out and nothing is offered.";
        by_concession: f64 = 0.005, range(0.0, 1.0), "per hour", Assumed, "model M7, r_4", "Moderation by credible concessions.";
        price_share: f64 = 0.5, range(0.0, 1.0), "share", Assumed, "first rallies asked for 50 to 60 tenge", "Weight of the price where everybody depends on the fuel.";
    }
}

/// The mix of demands in 88 protests in Kazakhstan 1990–2020 (Mass Mobilization),
/// spread over the eight of the model: price, wage, jobs, pension, release, local,
/// national, regime.
const MIX: [f64; DEMANDS] = [8.0, 24.0, 7.0, 7.0, 13.0, 11.0, 11.0, 7.0];

/// First of the political demands.
pub const POLITICAL: usize = 4;

/// Share of the political demands.
pub fn political(demands: &[f64; DEMANDS]) -> f64 {
    demands[POLITICAL..].iter().sum()
}

impl Mechanism for Demand {
    type Memory = ();
    const SILENT: &'static [(&'static str, f64)] =
        &[("weight", 0.0), ("by_outrage", 0.0), ("by_crowd", 0.0), ("by_waiting", 0.0), ("by_concession", 0.0)];
    // `organisation` and `committee` move the weights too.
    owns! { place: demands; }
    columns! {
        place political: Number, "share", "weight of political demands", |_, state, p| political(&state.fields[p].demands);
    }

    fn settle(&self, _: &Spec, place: &Place, people: &mut Disposition) {
        let total: f64 = MIX.iter().sum();
        let price = self.price_share * place.fuel_share;
        people.demands = MIX.map(|m| m / total * (1.0 - price));
        people.demands[0] += price;
    }

    fn sense(&self, world: &World, state: &mut State) {
        let dt = world.spec.clock.dt();
        for (p, field) in state.fields.iter_mut().enumerate() {
            if field.crowd == 0.0 && field.outrage == 0.0 {
                continue;
            }
            let met: f64 = field.satisfied.iter().zip(field.demands).map(|(s, d)| s * d).sum();
            let full = (field.crowd / (0.02 * world.adults[p].max(1.0))).min(1.0);
            let share = political(&field.demands);
            let grows = self.by_outrage * field.outrage.min(1.0)
                + self.by_crowd * full
                + self.by_waiting * f64::from(u8::from(field.crowd > 0.0)) * (1.0 - met);
            let change = grows * (1.0 - share) - self.by_concession * met * share;
            let next = (share + change * dt).clamp(0.0, 1.0);
            for (d, weight) in field.demands.iter_mut().enumerate() {
                *weight *= match d {
                    POLITICAL.. if share > 0.0 => next / share,
                    0..POLITICAL if share < 1.0 => (1.0 - next) / (1.0 - share),
                    _ => 1.0,
                };
            }
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let now = political(&seen.state.fields[seen.place].demands);
        let start = political(&seen.world.dispositions[seen.place].demands);
        terms.all += self.weight * (now - start);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn weights_sum_to_one_and_a_full_square_radicalises_while_concessions_moderate() {
        let world = World::build(fixture::spec(), 1);
        let after = |crowd: f64, met: f64| {
            let mut state = world.state(1, 0);
            state.fields[0].crowd = crowd;
            state.fields[0].satisfied = [met; DEMANDS];
            for _ in 0..48 {
                world.spec.mechanisms.demand.sense(&world, &mut state);
            }
            let demands = state.fields[0].demands;
            assert!((demands.iter().sum::<f64>() - 1.0).abs() < 1e-9);
            political(&demands)
        };
        let start = political(&world.dispositions[0].demands);
        assert!(after(5000.0, 0.0) > start + 0.1);
        assert!(after(5000.0, 1.0) < after(5000.0, 0.0));
        assert_eq!(after(0.0, 0.0), start);
    }

    #[test]
    fn fuel_makes_the_price_a_demand_and_an_offer_ends_the_waiting() {
        let spec = fixture::spec();
        let price = |fuel_share: f64| {
            let (place, mut people) = (Place { fuel_share, ..spec.places[0].clone() }, Disposition::default());
            Demand::default().settle(&spec, &place, &mut people);
            people.demands[0]
        };
        assert!(price(0.8) > price(0.2) && price(0.2) > price(0.0));
        let world = World::build(spec.clone(), 1);
        let demand = Demand { by_crowd: 0.0, by_concession: 0.0, by_waiting: 0.01, ..Demand::default() };
        let grown = |crowd: f64, met: f64, demand: &Demand| {
            let mut state = world.state(1, 0);
            (state.fields[0].crowd, state.fields[0].satisfied) = (crowd, [met; DEMANDS]);
            let start = political(&state.fields[0].demands);
            demand.sense(&world, &mut state);
            political(&state.fields[0].demands) - start
        };
        assert!(grown(100.0, 0.0, &demand) > 0.0);
        assert!(grown(100.0, 1.0, &demand).abs() < 1e-12, "who has an offer does not wait");
        let full = Demand { by_waiting: 0.0, by_crowd: 0.02, ..demand };
        assert!(grown(400.0, 0.0, &full) > 3.0 * grown(100.0, 0.0, &full), "a fuller square");
    }
}
