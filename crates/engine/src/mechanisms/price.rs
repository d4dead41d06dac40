//! M1 Price.

use crate::mechanism::{Mechanism, Seen};
use crate::parameter::range;
use crate::places::Terms;
use crate::state::State;
use crate::world::World;
use crate::{columns, owns, parameters};
use groundswell_chance::draw::Purpose;

parameters! {
    /// # Price
    ///
    /// A dated jump of the fuel price, felt by those whose household depends on the fuel.
    ///
    /// What counts is not the level of the price but its excess over what people are
    /// used to (McCulloch et al. 2022: fuel riots follow jumps, mainly where prices had
    /// been fixed). With `p` the price and `p0` the price before the event,
    ///
    /// ```text
    /// π     = p / p0 − 1                       relative jump
    /// dπr/dt = (π − πr) / habituation          what people are used to
    /// u     += weight · b_u · max(0, π − πr) · (1 − relief)   for the fuel-dependent
    /// ln b_u = spread · z_u                    z standard normal, drawn for each unit and replicate, or numbered
    /// ```
    ///
    /// `b_u` holds what no table says of a unit before the event: what was paid there, and how many
    /// households depend on the fuel.
    ///
    /// A rise is felt as people meet it, when they fill the tank again: where `rise_hours` is not 0, what is felt
    /// nears `max(0, π − πr)` from below with that time. A cut is announced and felt at once.
    ///
    /// A jump therefore weighs more than a ramp to the same price over a month.
    /// `relief` comes from concessions that meet the demand for a lower price.
    ///
    /// *Reads:* dated prices of the scenario, fuel dependence of each place.
    /// *Writes:* the place's price excess. *Test:* a jump outweighs a ramp; no shock, no effect.
    pub struct Price {
        weight: f64 = 0.04, range(0.0, 1.0), "utility per doubling of the price", Assumed, "fitted to the first rallies in Mangystau; only the product with fuel dependence is identified (model M1)", "Utility that a doubling of the price adds for those who depend on the fuel.";
        habituation_days: f64 = 60.0, range(1.0, 1000.0), "days", Assumed, "model M1; McCulloch et al. 2022 for the form", "Time in which people get used to a price.";
        burden_low: f64 = 0.5, range(0.0, 1.0), "share", Assumed, "poorer households spend a larger share on fuel", "How much of the burden is scaled by the inverse of the local wage: 0 not at all, 1 fully.";
        rise_hours: f64 = 0.0, range(0.0, 720.0), "hours", Assumed, "0: at once; a tank of vehicle gas lasts for days", "Time in which a rise of the price comes to be felt.";
        spread: f64 = 0.0, range(0.0, 2.0), "log", Assumed, "0: the tables of prices and fuel shares are taken as they are", "Standard deviation between units of the logarithm of what the price weighs.";
    }
}

impl Price {
    /// What the price weighs in a unit against what the tables say.
    fn of_unit(&self, world: &World, state: &State, unit: u32) -> f64 {
        if self.spread == 0.0 {
            return 1.0;
        }
        libm::exp(self.spread * world.spec.unit_key(unit, state.key).draw(Purpose::PriceEffect, unit, 0).normal(0))
    }
}

impl Mechanism for Price {
    type Memory = ();
    const SILENT: &'static [(&'static str, f64)] = &[("weight", 0.0)];
    owns! { place: price_excess, price_reference; }
    columns! {
        place price_excess: Number, "1", "relative excess of the fuel price, net of relief", |_, state, p| state.fields[p].price_excess;
    }

    fn news(&self, world: &World, state: &mut State) {
        let now = world.spec.clock.hours(state.step);
        let kept = 1.0 - libm::exp(-world.spec.clock.dt() / (24.0 * self.habituation_days));
        let met = if self.rise_hours > 0.0 { 1.0 - libm::exp(-world.spec.clock.dt() / self.rise_hours) } else { 1.0 };
        // The last dated price of each place that is not in the future.
        let mut price: Vec<f64> = world.spec.places.iter().map(|place| place.price).collect();
        for change in world.spec.prices.iter().filter(|change| change.hour <= now) {
            for &p in &change.places {
                price[p as usize] = change.price;
            }
        }
        for (p, field) in state.fields.iter_mut().enumerate() {
            let before = world.spec.places[p].price;
            let jump = if before > 0.0 { price[p] / before - 1.0 } else { 0.0 };
            field.price_reference += (jump - field.price_reference) * kept;
            let excess = (jump - field.price_reference).max(0.0);
            let to_come = (excess - field.price_excess).max(0.0);
            field.price_excess = excess - (1.0 - met) * to_come;
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let (place, field) = (&seen.world.spec.places[seen.place], &seen.state.fields[seen.place]);
        if field.price_excess == 0.0 {
            return;
        }
        let burden = 1.0 - self.burden_low + self.burden_low / place.wage.max(0.1);
        terms.fuel += self.weight
            * self.of_unit(seen.world, seen.state, place.unit)
            * burden
            * field.price_excess
            * (1.0 - field.satisfied[0]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::spec::DatedPrice;

    /// The excess felt after `hours` under these dated prices.
    fn excess(prices: Vec<DatedPrice>, hours: u32) -> f64 {
        felt(prices, hours, 0.0)
    }

    /// The same where a rise comes to be felt in a time.
    fn felt(prices: Vec<DatedPrice>, hours: u32, rise_hours: f64) -> f64 {
        let mut spec = fixture::spec();
        spec.prices = prices;
        spec.mechanisms.price.rise_hours = rise_hours;
        let world = World::build(spec, 1);
        let mut state = world.state(1, 0);
        for step in 0..hours {
            state.step = step;
            world.spec.mechanisms.price.news(&world, &mut state);
        }
        state.fields[0].price_excess
    }

    #[test]
    fn a_jump_outweighs_a_ramp_to_the_same_price() {
        let at = |hour: f64, price: f64| DatedPrice { hour, places: vec![0], price };
        let jump = excess(vec![at(0.0, 120.0)], 720);
        let ramp = excess((0..30).map(|day| at(f64::from(day) * 24.0, 60.0 + 2.0 * f64::from(day + 1))).collect(), 720);
        assert!(jump > 0.5, "{jump}");
        assert!(ramp < 0.99 && ramp > jump, "what has just risen is felt more at the end: {ramp} {jump}");
        let early = excess(vec![at(0.0, 120.0)], 24);
        assert!(early > ramp, "the jump is felt in full at once: {early} against {ramp}");
    }

    #[test]
    fn a_rise_is_met_in_its_time_and_a_cut_at_once() {
        let at = |hour: f64, price: f64| DatedPrice { hour, places: vec![0], price };
        let of = |hours| felt(vec![at(0.0, 120.0)], hours, 24.0) / excess(vec![at(0.0, 120.0)], hours);
        for (hours, share) in [(24, 0.632), (48, 0.865), (240, 1.0)] {
            assert!((of(hours) - share).abs() < 0.01, "{hours}: {}", of(hours));
        }
        let cut = vec![at(0.0, 120.0), at(200.0, 60.0)];
        assert_eq!(felt(cut, 202, 24.0), 0.0);
    }

    #[test]
    fn units_differ_by_what_the_price_weighs_there_and_places_of_a_unit_do_not() {
        let price = super::Price { spread: 0.5, ..Default::default() };
        let world = World::build(fixture::spec(), 1);
        let logs: Vec<f64> =
            (0..2000).map(|replicate| libm::log(price.of_unit(&world, &world.state(1, replicate), 1))).collect();
        let mean = logs.iter().sum::<f64>() / 2000.0;
        let sd = libm::sqrt(logs.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 2000.0);
        assert!(mean.abs() < 0.04 && (sd - 0.5).abs() < 0.03, "{mean} {sd}");
        let state = world.state(1, 0);
        assert!(price.of_unit(&world, &state, 0) != price.of_unit(&world, &state, 1));
        assert_eq!(super::Price::default().of_unit(&world, &state, 1), 1.0);
    }

    #[test]
    fn no_shock_no_excess() {
        assert_eq!(excess(vec![], 48), 0.0);
    }

    #[test]
    fn the_poor_bear_more_and_a_met_demand_relieves() {
        let mut spec = fixture::spec();
        spec.places[1].wage = 2.0;
        let world = World::build(spec, 1);
        let price = super::Price::default();
        let felt = |place: usize, met: f64| {
            let mut state = world.state(1, 0);
            (state.fields[place].price_excess, state.fields[place].satisfied[0]) = (1.0, met);
            let mut terms = Terms::default();
            price.weigh(Seen { world: &world, state: &state, place }, &mut terms);
            terms.fuel
        };
        assert_eq!(felt(0, 0.0), price.weight, "a doubling at the mean wage");
        assert!((felt(1, 0.0) - 0.75 * price.weight).abs() < 1e-12, "half of the burden halves with twice the wage");
        assert!((felt(0, 0.4) - 0.6 * price.weight).abs() < 1e-12);
    }
}
