//! M5 Information between places.

use crate::coupling::{Coupling, Voice};
use crate::growth::Growth;
use crate::mechanism::{Mechanism, Seen};
use crate::parameter::{choice, range};
use crate::places::Terms;
use crate::spec::{Place, Spec};
use crate::state::State;
use crate::world::World;
use crate::{columns, owns, parameters};

parameters! {
    /// # Information
    ///
    /// What is known in one place of crowds in the others.
    ///
    /// ```text
    /// dI_p/dt = ((1 − network) S_p + network · c_p · S − I_p) / delay
    /// S_p = Σ_q A_pq X_q / (X_q + 0.1 half)      near places, by word of mouth and travel
    /// S   = X / (X + half)                        the country, over the network
    /// A_pq ∝ √N_q exp(−d_pq / reach), rows sum to 1; in countries of more than 512 places
    ///                             those that are far speak as groups: decision 0150
    /// u  += weight · I_p
    /// ```
    ///
    /// With `form = "log"` news act through the logarithm of crowds and saturate after `spread`
    /// e-folds: `S(X) = min(1, ln(1 + X/notice)/spread)`, for the country and for near places
    /// alike. One e-fold of a crowd then adds `weight/spread` to the utility, whatever its size,
    /// and no size is a switch: decision 0116. With `fade_hours` what is known fades in that
    /// time where less happens than is known, and not within the `delay` of news.
    ///
    /// `c_p` is the share of network traffic that works: see the page of `shutdown`.
    /// In January 2022 distance did not order the onset (Spearman .29), which says that
    /// `network` is large; `reach` is hardly identified.
    ///
    /// *Writes:* the information level of each place.
    pub struct Information {
        weight: f64 = 0.20, range(0.0, 1.0), "utility", Assumed, "model M5, β_n; fitted", "Utility of full knowledge of a full country.";
        network: f64 = 0.60, range(0.0, 1.0), "share", Assumed, "model M5, μ", "Share of what is known that comes over the network.";
        reach: f64 = 400.0, range(10.0, 5000.0), "km", Assumed, "model M5, ℓ", "Distance over which word of mouth carries.";
        delay: f64 = 8.0, range(0.5, 100.0), "hours", Assumed, "model M5, τ_I", "Time in which news settle.";
        half: f64 = 15000.0, range(100.0, 1000000.0), "people", Assumed, "model M5, n_0", "Crowd of the country that is half of what can be known.";
        form: Growth = Growth::Share, choice(Growth::WORDS), "word", Assumed, "decision 0116", "How what is known follows a crowd.";
        notice: f64 = 100.0, range(1.0, 100000.0), "people", Assumed, "a gathering that is reported", "Under `form = \"log\"`: crowd from which news begin to count.";
        spread: f64 = 7.0, range(1.0, 20.0), "e-folds", Assumed, "a hundred to a hundred thousand people", "Under `form = \"log\"`: e-folds of a crowd from first news to all that can be known.";
        fade_hours: f64 = 0.0, range(0.0, 2000.0), "hours", Assumed, "0: as fast as news arrive", "Time in which what is known fades where less happens; 0 for the delay of news.";
    }
}

impl Information {
    /// How much of all that can be known a crowd is, in [0, 1]; `half` is that of `form = "share"`.
    pub fn heard(&self, crowd: f64, half: f64) -> f64 {
        match self.form {
            Growth::Share => crowd / (crowd + half),
            Growth::Log => (libm::log1p(crowd / self.notice) / self.spread).min(1.0),
        }
    }

    /// `A_pq`: what each place hears of each other place.
    pub fn coupling(&self, spec: &Spec) -> Coupling {
        let voice = |place: &Place| Voice {
            point: (place.latitude, place.longitude),
            pull: libm::sqrt(f64::from(place.adults)),
        };
        Coupling::new(&spec.places.iter().map(voice).collect::<Vec<Voice>>(), self.reach)
    }
}

impl Mechanism for Information {
    type Memory = ();
    const SILENT: &'static [(&'static str, f64)] = &[("weight", 0.0)];
    // `organisation` adds what branches carry.
    owns! { place: information; }
    columns! {
        place information: Number, "share", "what is known here of crowds elsewhere", |_, state, p| state.fields[p].information;
    }

    fn sense(&self, world: &World, state: &mut State) {
        let kept = 1.0 - libm::exp(-world.spec.clock.dt() / self.delay);
        let fades = match self.fade_hours {
            0.0 => kept,
            hours => 1.0 - libm::exp(-world.spec.clock.dt() / hours),
        };
        let said: Vec<f64> = state
            .fields
            .iter()
            .map(|f| if f.crowd > 0.0 { self.heard(f.crowd, 0.1 * self.half) } else { 0.0 })
            .collect();
        let country = self.heard(state.nation.crowd, self.half);
        for (field, near) in state.fields.iter_mut().zip(world.coupling.heard(&said)) {
            // Weights sum to 1 up to their digits.
            let near = near.min(1.0);
            let known = (1.0 - self.network) * near + self.network * field.connectivity * country;
            let settles = if known < field.information { fades } else { kept };
            field.information += (known - field.information) * settles;
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let known = self.weight * seen.state.fields[seen.place].information;
        terms.all += known;
        for strike in &mut terms.strike {
            *strike += known;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn every_e_fold_of_a_crowd_tells_the_same_until_there_is_no_more_to_tell() {
        let log = Information { form: Growth::Log, ..Information::default() };
        let at = |e_folds: f64| log.heard(log.notice * libm::expm1(e_folds), 1.0);
        assert_eq!(log.heard(0.0, 1.0), 0.0);
        for e_folds in [1.0, 3.0, 6.0] {
            assert!((at(e_folds + 1.0) - at(e_folds) - 1.0 / log.spread).abs() < 1e-9);
        }
        assert_eq!(at(log.spread + 3.0), 1.0);
    }

    #[test]
    fn news_arrive_within_the_delay_and_fade_in_their_own_time() {
        let world = World::build(fixture::spec(), 1);
        let information = Information { fade_hours: 100.0, ..Information::default() };
        let mut state = world.state(1, 0);
        let mut after = |crowd: f64, hours: u32| {
            state.nation.crowd = crowd;
            state.fields.iter_mut().for_each(|field| field.connectivity = 1.0);
            (0..hours).for_each(|_| information.sense(&world, &mut state));
            state.fields[1].information
        };
        let (told, faded) = (after(50_000.0, 24), after(0.0, 24));
        assert!(told > 0.4 && (faded / told - libm::exp(-0.24)).abs() < 1e-9, "{told} {faded}");
    }

    #[test]
    fn a_cut_network_leaves_word_of_mouth() {
        let world = World::build(fixture::spec(), 1);
        let known = |connectivity: f64| {
            let mut state = world.state(1, 0);
            state.fields[0].crowd = 5000.0;
            state.nation.crowd = 5000.0;
            state.fields.iter_mut().for_each(|f| f.connectivity = connectivity);
            for _ in 0..100 {
                world.spec.mechanisms.information.sense(&world, &mut state);
            }
            state.fields[1].information
        };
        let (open, cut) = (known(1.0), known(0.0));
        assert!(cut > 0.0 && cut < open, "{cut} {open}");
    }

    #[test]
    fn large_towns_and_near_ones_are_heard_more() {
        let mut spec = fixture::spec();
        // Seen from the third place, the first two lie on either side.
        (spec.places[0].latitude, spec.places[1].latitude, spec.places[2].latitude) = (50.0, 52.0, 51.0);
        let heard = |spec: &Spec, q: usize| {
            let mut said = vec![0.0; 3];
            said[q] = 1.0;
            Information::default().coupling(spec).heard(&said)[2]
        };
        assert!((heard(&spec, 0) / heard(&spec, 1) - libm::sqrt(2.0)).abs() < 1e-3, "twice the people");
        spec.places[0].latitude = 48.0;
        assert!(heard(&spec, 1) > heard(&spec, 0), "the small one is near now");
    }

    #[test]
    fn news_move_squares_and_strikes_alike() {
        let world = World::build(fixture::spec(), 1);
        let mut state = world.state(1, 0);
        state.fields[0].information = 0.5;
        let mut terms = Terms::default();
        let information = &world.spec.mechanisms.information;
        information.weigh(Seen { world: &world, state: &state, place: 0 }, &mut terms);
        assert_eq!((terms.all, terms.strike), (0.5 * information.weight, [0.5 * information.weight; 8]));
    }
}
