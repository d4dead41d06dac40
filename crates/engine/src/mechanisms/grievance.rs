//! M2 Grievance.

use crate::column::mean_over_adults;
use crate::mechanism::{Mechanism, Seen};
use crate::parameter::range;
use crate::places::{Disposition, Terms};
use crate::spec::{Place, Spec};
use crate::state::State;
use crate::world::World;
use crate::{columns, owns, parameters};

parameters! {
    /// # Grievance
    ///
    /// What everybody carries before anything happens, and what killings add to it.
    ///
    /// Grievance is hardship times the illegitimacy of the government, `G = h (1 − L)`
    /// (Epstein 2002). Hardship differs between places, sectors, workplaces or blocks,
    /// and people:
    ///
    /// ```text
    /// h = clamp(base + a_u (u − ū) + a_q q + a_w ln(w/w̄) + a_s[sector or group] + ε_cell + ε_person)
    /// ```
    ///
    /// with `u` unemployment in points, `q` the excess share of industry and `w` the wage.
    /// The sign of `a_w` is free: in January 2022 the richer oil regions rose first.
    /// `h (1 − L₀)` is drawn once for everybody; a loss of legitimacy since then acts on
    /// all people of a place alike, by `base · (L₀ − L)`.
    ///
    /// ```text
    /// dL/dt = −legitimacy_loss · known killings per million + (L₀ − L)/legitimacy_days
    /// dO/dt = −O/outrage_hours + killings per 100,000 + detentions per 1,000 · outrage_detention
    /// u    += outrage · min(1, O)
    /// ```
    ///
    /// Killings become known elsewhere through the network: a shutdown hides them.
    ///
    /// *Writes:* own grievance, legitimacy and outrage of each place.
    pub struct Grievance {
        base: f64 = 0.40, range(0.0, 1.0), "hardship", Assumed, "model M2; enters one constant with the threshold", "Mean hardship.";
        legitimacy: f64 = 0.60, range(0.0, 1.0), "legitimacy", Assumed, "model M2: 0.4–0.8", "Legitimacy of the government at the start.";
        unemployment: f64 = 0.01, range(-0.1, 0.1), "hardship per point", Assumed, "model M2", "Effect of a point of unemployment above the mean.";
        industry: f64 = 0.10, range(-0.5, 0.5), "hardship per unit share", Assumed, "Butcher & Svensson 2016; Dahlum, Knutsen & Wig 2019 for the sign", "Effect of the excess share of industry.";
        wage: f64 = 0.0, range(-0.5, 0.5), "hardship per log wage", Assumed, "sign free: richer units rose first (Spearman −.62 with onset)", "Effect of a higher local wage.";
        sector_pay: f64 = -0.03, range(-0.3, 0.3), "hardship per log wage", Assumed, "model M2, a_s", "Effect of the pay of one's sector against the mean of the place.";
        idle: f64 = 0.03, range(-0.2, 0.2), "hardship", Assumed, "model M2, a_s", "Additional hardship of the unemployed and informal.";
        within: f64 = 0.126, range(0.0, 0.5), "hardship", Assumed, "model M2: total .14, correlation within cells .19", "Standard deviation between the people of a cell.";
        between: f64 = 0.061, range(0.0, 0.5), "hardship", Assumed, "model M2: total .14, correlation within cells .19", "Standard deviation between cells.";
        outrage: f64 = 0.05, range(0.0, 0.5), "utility", Assumed, "model M2, β_o", "Utility of full outrage.";
        outrage_hours: f64 = 33.0, range(1.0, 1000.0), "hours", Assumed, "model M2, τ_o", "Time in which outrage decays.";
        outrage_detention: f64 = 0.05, range(0.0, 2.0), "outrage per detention per 1,000", Assumed, "model M2, b_2", "Outrage over detentions, against killings per 100,000.";
        legitimacy_loss: f64 = 0.002, range(0.0, 0.1), "legitimacy per killing per million", Assumed, "model M2, l_k", "Legitimacy lost with every known killing.";
        legitimacy_days: f64 = 30.0, range(1.0, 1000.0), "days", Assumed, "model M2, τ_L", "Time in which legitimacy returns.";
    }
}

impl Mechanism for Grievance {
    type Memory = ();
    // `intervention` takes from legitimacy too.
    owns! { place: outrage, legitimacy; }
    columns! {
        place outrage: Number, "1", "outrage over killings and detentions, decaying", |_, state, p| state.fields[p].outrage;
        place legitimacy: Number, "share", "legitimacy of the authorities", |_, state, p| state.fields[p].legitimacy;
        nation legitimacy: Number, "share", "legitimacy of the authorities, mean over adults",
            |world, state| mean_over_adults(world, |p| state.fields[p].legitimacy),
            curve("Legitimacy of the authorities");
    }

    fn settle(&self, _: &Spec, place: &Place, people: &mut Disposition) {
        let local = self.base
            + self.unemployment * place.unemployment
            + self.industry * place.industry
            + self.wage * libm::log(place.wage.max(1e-3));
        people.hardship = place.sector_wage.map(|wage| local + self.sector_pay * libm::log(wage.max(1e-3)));
        people.hardship_others = [local + self.idle, local + self.idle, local, local];
        people.within_cells = self.within;
        people.between_cells = self.between;
        people.legitimacy = self.legitimacy;
    }

    fn sense(&self, world: &World, state: &mut State) {
        let dt = world.spec.clock.dt();
        let adults: f64 = world.adults.iter().sum();
        let everywhere: f64 = state.fields.iter().map(|f| f.last.killed).sum::<f64>() / adults * 1e6;
        let (fades, returns) =
            (libm::exp(-dt / self.outrage_hours), 1.0 - libm::exp(-dt / (24.0 * self.legitimacy_days)));
        for (p, field) in state.fields.iter_mut().enumerate() {
            let here = world.adults[p].max(1.0);
            field.outrage = field.outrage * fades
                + field.last.killed / here * 1e5
                + self.outrage_detention * field.last.detained / here * 1e3;
            field.legitimacy +=
                (self.legitimacy - field.legitimacy) * returns - self.legitimacy_loss * everywhere * field.connectivity;
            field.legitimacy = field.legitimacy.clamp(0.0, 1.0);
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let field = &seen.state.fields[seen.place];
        let feeling = self.outrage * field.outrage.min(1.0) + self.base * (self.legitimacy - field.legitimacy);
        terms.all += feeling;
        for strike in &mut terms.strike {
            *strike += feeling;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::places::Toll;

    #[test]
    fn killings_outrage_here_and_cost_legitimacy_everywhere() {
        let world = World::build(fixture::spec(), 1);
        let mut state = world.state(1, 0);
        state.fields[0].last = Toll { detained: 0.0, killed: 1.0 };
        state.fields[1].connectivity = 0.05;
        world.spec.mechanisms.grievance.sense(&world, &mut state);
        assert!(state.fields[0].outrage > 0.0 && state.fields[1].outrage == 0.0);
        let lost = |p: usize| world.spec.mechanisms.grievance.legitimacy - state.fields[p].legitimacy;
        assert!(lost(0) > 0.0);
        assert!((lost(1) / lost(0) - 0.05).abs() < 1e-9, "a shutdown hides nineteen in twenty");
    }

    #[test]
    fn people_carry_the_spread_that_was_asked_for() {
        let world = World::build(fixture::spec(), 1);
        let g = &world.spec.mechanisms.grievance;
        let n = world.people.own.len() as f64;
        let own = |i: usize| f64::from(world.people.own[i]) / 255.0 * world.top / (1.0 - g.legitimacy);
        let mean: f64 = (0..n as usize).map(own).sum::<f64>() / n;
        let sd = ((0..n as usize).map(|i| (own(i) - mean).powi(2)).sum::<f64>() / n).sqrt();
        assert!((mean - g.base).abs() < 0.03, "{mean}");
        // Differences between sectors and groups add a little to .14.
        assert!((sd - 0.14).abs() < 0.012, "{sd}");
    }

    #[test]
    fn each_part_of_hardship_has_its_sign() {
        let (grievance, spec) = (Grievance { wage: 0.05, ..Grievance::default() }, fixture::spec());
        let of = |change: &dyn Fn(&mut Place)| {
            let (mut place, mut people) = (spec.places[0].clone(), Disposition::default());
            change(&mut place);
            grievance.settle(&spec, &place, &mut people);
            people
        };
        let plain = of(&|_| ());
        // The fourth sector pays the mean wage, the first less, the second more.
        let mean = plain.hardship[3];
        assert_eq!(mean, grievance.base);
        assert!(plain.hardship[0] > mean && plain.hardship[1] < mean, "good pay comforts: {:?}", plain.hardship);
        assert!(plain.hardship_others[0] > mean && plain.hardship_others[1] > mean, "without work");
        assert!(of(&|place| place.unemployment = 5.0).hardship[3] > mean);
        assert!(of(&|place| place.industry = 0.3).hardship[3] > mean);
        assert!(of(&|place| place.wage = 2.0).hardship[3] > mean);
    }

    #[test]
    fn outrage_and_lost_legitimacy_pass_and_move_squares_and_strikes_alike() {
        let world = World::build(fixture::spec(), 1);
        let grievance = &world.spec.mechanisms.grievance;
        let mut state = world.state(1, 0);
        let feeling = |state: &State| {
            let mut terms = Terms::default();
            grievance.weigh(Seen { world: &world, state, place: 0 }, &mut terms);
            assert_eq!(terms.strike, [terms.all; 8]);
            terms.all
        };
        assert_eq!(feeling(&state), 0.0);
        state.fields[0].last = Toll { detained: 100.0, killed: 0.0 };
        grievance.sense(&world, &mut state);
        let outraged = feeling(&state);
        assert!(outraged > 0.0, "over detentions");
        state.fields[0].last = Toll::default();
        let before = state.fields[0].outrage;
        (0..33).for_each(|_| grievance.sense(&world, &mut state));
        assert!((state.fields[0].outrage / before - libm::exp(-1.0)).abs() < 1e-9);
        state.fields[0].legitimacy = grievance.legitimacy - 0.3;
        assert!((feeling(&state) - grievance.outrage * state.fields[0].outrage - 0.3 * grievance.base).abs() < 1e-12);
        (0..720).for_each(|_| grievance.sense(&world, &mut state));
        let lost = grievance.legitimacy - state.fields[0].legitimacy;
        assert!((lost / 0.3 - libm::exp(-1.0)).abs() < 1e-9, "thirty days: {lost}");
    }
}
