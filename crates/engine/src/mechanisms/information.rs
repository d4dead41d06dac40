//! M5 Information between places.

use crate::coupling::{Coupling, Voice};
use crate::growth::Growth;
use crate::mechanism::{Mechanism, Seen};
use crate::parameter::{choice, range};
use crate::places::Terms;
use crate::spec::{LANGUAGES, Place, Spec};
use crate::state::State;
use crate::world::World;
use crate::{columns, owns, parameters};
use serde::{Deserialize, Serialize};

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
    /// With `language` news travel within a language: a community knows less of crowds of the
    /// others. Crowds speak as their place does, and near places hear each other in full:
    ///
    /// ```text
    /// S_l = S(Σ_q X_q (1 − language · (1 − share_ql)))     the country over the network, heard in language l
    /// u_l += weight · (I_pl − I_p)                         I_pl as I_p, with S_l for S
    /// ```
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
        language: f64 = 0.0, range(0.0, 1.0), "share", Assumed, "0: everybody hears of every crowd; decision 0311", "Share of the news of a crowd that stays within the languages of its place.";
    }
}

/// What each community of each place lacks of what is known there, at most 0; empty where news
/// travel across languages.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InformationMemory {
    lacks: Vec<[f64; LANGUAGES]>,
}

impl Information {
    /// How much of all that can be known a crowd is, in [0, 1]; `half` is that of `form = "share"`.
    pub fn heard(&self, crowd: f64, half: f64) -> f64 {
        match self.form {
            Growth::Share => crowd / (crowd + half),
            Growth::Log => (libm::log1p(crowd / self.notice) / self.spread).min(1.0),
        }
    }

    /// How much of the country's crowds each language community hears over the network, where the
    /// whole is `country`; none where news travel across languages.
    fn communities(&self, world: &World, state: &mut State, country: f64) -> Option<[f64; LANGUAGES]> {
        let lacks = &mut state.memory.of_mut::<Information>().lacks;
        if self.language == 0.0 {
            // A branch may have let news cross languages.
            lacks.clear();
            return None;
        }
        lacks.resize(world.spans.len(), [0.0; LANGUAGES]);
        let mut crowds = [0.0; LANGUAGES];
        for (field, place) in state.fields.iter().zip(&world.spec.places) {
            for (crowd, share) in crowds.iter_mut().zip(place.languages) {
                *crowd += field.crowd * (1.0 - self.language * (1.0 - share));
            }
        }
        // Shares of a place sum to 1 up to their digits.
        Some(crowds.map(|crowd| self.heard(crowd, self.half).min(country)))
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
    type Memory = InformationMemory;
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
        let communities = self.communities(world, state, country);
        for (p, near) in world.coupling.heard(&said).into_iter().enumerate() {
            let field = &mut state.fields[p];
            // Weights sum to 1 up to their digits.
            let near = near.min(1.0);
            let known = (1.0 - self.network) * near + self.network * field.connectivity * country;
            let settle = |known: f64, before: f64| (known - before) * if known < before { fades } else { kept };
            let before = field.information;
            field.information += settle(known, before);
            if let (Some(communities), Some(lacks)) =
                (&communities, state.memory.of_mut::<Information>().lacks.get_mut(p))
            {
                for (lack, heard) in lacks.iter_mut().zip(communities) {
                    let known = known + self.network * field.connectivity * (heard - country);
                    let own = before + *lack;
                    *lack = own + settle(known, own) - field.information;
                }
            }
        }
    }

    fn weigh(&self, seen: Seen, terms: &mut Terms) {
        let known = self.weight * seen.state.fields[seen.place].information;
        terms.all += known;
        let mut at_work = known;
        if let Some(lacks) = seen.state.memory.of::<Information>().lacks.get(seen.place) {
            let shares = &seen.world.spec.places[seen.place].languages;
            for ((term, lack), share) in terms.language.iter_mut().zip(lacks).zip(shares) {
                *term += self.weight * lack;
                at_work += self.weight * share * lack;
            }
        }
        for strike in &mut terms.strike {
            *strike += at_work;
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
    fn a_community_hears_least_of_crowds_of_other_languages() {
        let mut spec = fixture::spec();
        for (place, first) in spec.places.iter_mut().zip([1.0, 0.5, 0.0]) {
            place.languages = [0.0; LANGUAGES];
            (place.languages[0], place.languages[1]) = (first, 1.0 - first);
        }
        let world = World::build(spec, 1);
        let terms = |language: f64, crowds: [f64; 3]| {
            let information = Information { language, form: Growth::Log, ..Information::default() };
            let mut state = world.state(1, 0);
            state.nation.crowd = crowds.iter().sum();
            for (field, crowd) in state.fields.iter_mut().zip(crowds) {
                (field.crowd, field.connectivity) = (crowd, 1.0);
            }
            (0..48).for_each(|_| information.sense(&world, &mut state));
            let mut terms = Terms::default();
            information.weigh(Seen { world: &world, state: &state, place: 1 }, &mut terms);
            Information { language: 0.0, ..information }.sense(&world, &mut state);
            assert!(state.memory.of::<Information>().lacks.is_empty(), "nothing is lacked where news cross languages");
            terms
        };
        let none = terms(0.0, [1000.0, 0.0, 0.0]);
        assert_eq!(none.language, [0.0; LANGUAGES]);
        let (half, all) = (terms(0.5, [1000.0, 0.0, 0.0]), terms(1.0, [1000.0, 0.0, 0.0]));
        assert!(all.language[0].abs() < 1e-12, "the language of the crowd: {:?}", all.language);
        assert!(all.language[1] < half.language[1] && half.language[1] < 0.0, "{:?}", half.language);
        assert!(all.all == none.all && all.strike[0] < half.strike[0] && half.strike[0] < none.strike[0]);
        let mixed = terms(1.0, [0.0, 1000.0, 0.0]);
        assert!((mixed.language[0] - mixed.language[1]).abs() < 1e-12 && mixed.language[0] < 0.0);
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
