//! M12 Internet shutdown: two opposite channels.

use crate::column::mean_over_adults;
use crate::mechanism::{Mechanism, Seen};
use crate::parameter::range;
use crate::places::Terms;
use crate::state::State;
use crate::world::World;
use crate::{columns, owns, parameters};

parameters! {
    /// # Shutdown
    ///
    /// The network cut, with its two opposite channels.
    ///
    /// Orders of the regime's table set the share of network traffic that works in a
    /// place (about 5 % from 17:00 on 5 January to 08:00 on the 10th; NetBlocks). That
    /// has two effects, so that the *sign of the net effect is an output*:
    ///
    /// 1. less is known of crowds elsewhere and of killings (`information`, `grievance`);
    /// 2. people leave home to learn what is going on (Hassanpour 2014 on 28 January 2011
    ///    in Egypt): `u += go_and_see · (1 − c_p)`, which may also be negative.
    ///
    /// *Writes:* connectivity. With this mechanism off the network never fails.
    pub struct Shutdown {
        go_and_see: f64 = 0.01, range(-0.05, 0.10), "utility", Assumed, "model M12, β_s in [−.02, .05]; Hassanpour 2014 for the channel", "Utility that a complete cut adds for everybody.";
        gdp_loss: f64 = 0.004, range(0.0, 0.05), "share of daily output", Assumed, "model M12: .3–.5 % of GDP per day", "Output that a complete cut of the whole country costs.";
    }
}

impl Mechanism for Shutdown {
    type Memory = ();
    const SILENT: &'static [(&'static str, f64)] = &[("go_and_see", 0.0), ("gdp_loss", 0.0)];
    owns! { place: connectivity; }
    columns! {
        place connectivity: Number, "share", "share of network traffic that works", |_, state, p| state.fields[p].connectivity;
        nation connectivity: Number, "share", "share of network traffic that works, mean over adults",
            |world, state| mean_over_adults(world, |p| state.fields[p].connectivity),
            curve("Network traffic that works").recorded("connectivity_percent", 0.01);
    }

    fn news(&self, _: &World, state: &mut State) {
        // The regime has already set what it orders; recovery is immediate, as recorded.
        for (field, ordered) in state.fields.iter_mut().zip(&state.ordered) {
            field.connectivity = ordered.connectivity;
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        terms.all += self.go_and_see * (1.0 - seen.state.fields[seen.place].connectivity);
    }

    fn costs(&self, world: &World, state: &State) -> f64 {
        let adults: f64 = world.adults.iter().sum();
        let cut: f64 = state.fields.iter().zip(&world.adults).map(|(f, n)| (1.0 - f.connectivity) * n).sum();
        self.gdp_loss * cut / adults
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn a_cut_acts_on_going_out_with_either_sign() {
        for go_and_see in [-0.02, 0.05] {
            let mut spec = fixture::spec();
            spec.mechanisms.shutdown.go_and_see = go_and_see;
            let world = World::build(spec, 1);
            let mut state = world.state(1, 0);
            state.ordered[0].connectivity = 0.05;
            world.spec.mechanisms.shutdown.news(&world, &mut state);
            let mut terms = Terms::default();
            world.spec.mechanisms.shutdown.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
            assert!((terms.all - go_and_see * 0.95).abs() < 1e-12);
        }
    }

    #[test]
    fn a_cut_costs_output_by_what_it_cuts() {
        let world = World::build(fixture::spec(), 1);
        let costs = |connectivity: f64| {
            let mut state = world.state(1, 0);
            state.fields.iter_mut().for_each(|field| field.connectivity = connectivity);
            world.spec.mechanisms.shutdown.costs(&world, &state)
        };
        let whole = world.spec.mechanisms.shutdown.gdp_loss;
        assert_eq!((costs(1.0), costs(0.0)), (0.0, whole));
        assert!((costs(0.25) - 0.75 * whole).abs() < 1e-12);
    }
}
