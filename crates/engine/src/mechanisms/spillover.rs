//! M15 Contagion across borders.

use crate::column::mean;
use crate::happening::ActorEvent;
use crate::mechanism::Mechanism;
use crate::mechanisms::messages::Messages;
use crate::parameter::range;
use crate::spec::Neighbour;
use crate::state::State;
use crate::world::World;
use crate::{columns, parameters};
use groundswell_chance::draw::Purpose;
use serde::{Deserialize, Serialize};

parameters! {
    /// # Spill-over
    ///
    /// Other countries watch: their publics, which may rally, and their governments, which
    /// may take fright.
    ///
    /// Rallies in country j begin at the rate
    ///
    /// ```text
    /// λ_j = λ_j0 · exp(chi · K_j · S + texts · M)
    /// K_j = border · b_j + language · l_j + migrants · g_j,   scaled to a mean of 1
    /// S   = 1 for memory_days after a crowd of `large`, before it X/large
    /// ```
    ///
    /// with `M` the share of publics abroad whom texts have persuaded (`messages`; H10: untested) and
    /// `λ_j0` from thirty years of Mass Mobilization data. `chi` is the logarithm of
    /// what a large event does to the rate of new events elsewhere in the former USSR over
    /// the next 14 days: 344 such events give a ratio of 1.12, inside the band (.85–1.3)
    /// that chance alone gives, so that `chi` *must be compatible with 0*, and one event
    /// cannot tell the two apart.
    ///
    /// The fear of each government moves in `fear_hours` to
    ///
    /// ```text
    /// F_j = clamp(by_event · K_j · S · active units/units + by_rally · rallies of the last 14 days)
    /// ```
    ///
    /// and hastens the consent of those that are allies: see `intervention`. Troops that
    /// are seen to contain the event lower what publics and governments make of it by
    /// `calmed` of their signal. In January 2022 rallies of dozens were seen in Bishkek
    /// (6 and 7 January) and Kyiv (10 January).
    ///
    /// *Reads:* the crowd, the signal of foreign troops, texts abroad. *Writes:* rallies and fear abroad.
    pub struct Spillover {
        chi: f64 = 0.113, range(-1.0, 3.0), "log rate", Data, "ln 1.12; 14 states, 344 events of 2,000+, 1992–2020: ratio 1.12 (.85–1.3)", "What a large event does to the rate of rallies elsewhere.";
        texts: f64 = 0.1, range(-1.0, 3.0), "log rate", Assumed, "no dose data (H10)", "What texts that persuaded everybody abroad do to the rate of rallies there.";
        large: f64 = 2000.0, range(1.0, 1000000.0), "people", Data, "the events counted were of 2,000 and more", "Crowd that is a large event.";
        memory_days: f64 = 14.0, range(0.1, 365.0), "days", Data, "the window of the count", "For how long a large event is remembered abroad.";
        border: f64 = 0.4, range(0.0, 1.0), "weight", Assumed, "Gleditsch & Rivera 2017: mainly from neighbours; Brancati & Lucardi 2019: not at all", "Weight of a common border in the tie.";
        language: f64 = 0.3, range(0.0, 1.0), "weight", Assumed, "model M15", "Weight of a shared language in the tie.";
        migrants: f64 = 0.3, range(0.0, 1.0), "weight", Assumed, "model M15", "Weight of migrants in the tie.";
        by_event: f64 = 0.6, range(0.0, 3.0), "fear", Assumed, "H6: the motive cannot be observed", "Fear of the government of a country with the mean tie when the whole country is out.";
        by_rally: f64 = 0.05, range(0.0, 1.0), "fear per rally", Assumed, "no data", "Fear that a rally of its own adds.";
        fear_hours: f64 = 12.0, range(0.5, 500.0), "hours", Assumed, "a day's papers", "Time in which fear follows events.";
        calmed: f64 = 0.3, range(-1.0, 1.0), "share", Assumed, "model M13 (f); sign free: troops may also anger", "How far the presence of troops takes the event off others' minds.";
    }
}

/// A country abroad.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CountryAbroad {
    /// Fear of its government, in [0, 1].
    pub fear: f64,
    /// Rallies so far.
    pub rallies: u32,
    /// Rallies still fresh in its government's mind.
    pub fresh: f64,
}

/// What the mechanism remembers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SpilloverMemory {
    /// One for each neighbour of the scenario.
    pub countries: Vec<CountryAbroad>,
    /// Last step with a large crowd.
    pub large: Option<u32>,
    /// What is made of the event abroad, in [0, 1].
    pub event: f64,
}

impl SpilloverMemory {
    /// Rallies in all countries so far.
    pub fn rallies(&self) -> u32 {
        self.countries.iter().map(|country| country.rallies).sum()
    }
}

impl Spillover {
    /// The tie of each country to this one, with a mean of 1.
    pub fn ties(&self, neighbours: &[Neighbour]) -> Vec<f64> {
        let tie = |n: &Neighbour| self.border * n.border + self.language * n.language + self.migrants * n.migrants;
        let total: f64 = neighbours.iter().map(tie).sum();
        let mean = total / neighbours.len().max(1) as f64;
        neighbours.iter().map(|n| if mean > 0.0 { tie(n) / mean } else { 0.0 }).collect()
    }

    /// The fear of an ally's government, in [0, 1]; 0 where the ally is not among the countries.
    pub fn fear(&self, world: &World, state: &State, ally: usize) -> f64 {
        let found = world.spec.neighbours.iter().position(|n| n.ally == Some(ally as u32));
        found.and_then(|j| state.memory.of::<Spillover>().countries.get(j)).map_or(0.0, |country| country.fear)
    }

    /// Rate of rallies in a country, per day.
    pub fn rate(&self, base: f64, tie: f64, event: f64, persuaded: f64) -> f64 {
        base * libm::exp(self.chi * tie * event + self.texts * persuaded)
    }
}

impl Mechanism for Spillover {
    type Memory = SpilloverMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("by_event", 0.0), ("by_rally", 0.0)];
    columns! {
        nation rallies_abroad: Count, "rallies", "rallies in other countries so far",
            |_, state| f64::from(state.memory.of::<Spillover>().rallies()),
            curve("Rallies in other countries, cumulative").growing();
        nation fear_abroad: Number, "share", "fear of governments abroad, mean over countries",
            |_, state| mean(state.memory.of::<Spillover>().countries.iter().map(|country| country.fear));
    }

    fn act(&self, world: &World, state: &mut State) {
        let (neighbours, clock) = (&world.spec.neighbours, &world.spec.clock);
        if neighbours.is_empty() {
            return;
        }
        let dt = clock.dt();
        let crowd = state.nation.crowd;
        let contained = 1.0 - self.calmed * state.nation.shown_abroad;
        let active = f64::from(state.nation.units_active) / f64::from(world.spec.units.max(1));
        let memory = state.memory.of_mut::<Spillover>();
        memory.countries.resize(neighbours.len(), CountryAbroad::default());
        if crowd >= self.large {
            memory.large = Some(state.step);
        }
        let fresh = memory.large.is_some_and(|step| f64::from(state.step - step) * dt <= 24.0 * self.memory_days);
        memory.event = (if fresh { 1.0 } else { (crowd / self.large).min(1.0) } * contained).clamp(0.0, 1.0);
        let (event, persuaded) = (memory.event, state.memory.of::<Messages>().abroad());
        let (follows, fades) = (1.0 - libm::exp(-dt / self.fear_hours), libm::exp(-dt / (24.0 * self.memory_days)));
        for (j, tie) in self.ties(neighbours).into_iter().enumerate() {
            let rate = self.rate(neighbours[j].rate, tie, event, persuaded) * dt / 24.0;
            // The number is the same for every strength: one more rally, or none.
            let rallies = u32::from(state.draw(Purpose::Spillover, j as u32).uniform(0) < -libm::expm1(-rate));
            let country = &mut state.memory.of_mut::<Spillover>().countries[j];
            country.rallies += rallies;
            country.fresh = country.fresh * fades + f64::from(rallies);
            let fear = (self.by_event * tie * event * active + self.by_rally * country.fresh).clamp(0.0, 1.0);
            country.fear += (fear - country.fear) * follows;
            if rallies > 0 {
                state.tell(None, ActorEvent::Rally { neighbour: j as u32 });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    /// Fourteen countries with the mean rate of the data, after thirty days with a large
    /// crowd from the third day to the eighth.
    fn month(chi: f64, replicate: u32) -> SpilloverMemory {
        let mut spec = fixture::allied();
        spec.neighbours = (0..14)
            .map(|j| Neighbour {
                rate: 0.0081,
                ally: None,
                name: format!("country {j}"),
                ..spec.neighbours[j % 2].clone()
            })
            .collect();
        spec.mechanisms.spillover.chi = chi;
        let world = World::build(spec, 1);
        let mut state = world.state(1, replicate);
        for step in 0..720 {
            state.step = step;
            state.nation.crowd = if (72..192).contains(&step) { 30_000.0 } else { 0.0 };
            state.nation.units_active = u32::from((72..192).contains(&step)) * 3;
            world.spec.mechanisms.spillover.act(&world, &mut state);
        }
        state.memory.of::<Spillover>().clone()
    }

    #[test]
    fn no_tie_and_its_prior_cannot_be_told_apart_by_one_event() {
        let n = 400;
        let counts = |chi, from: u32| (from..from + n).map(|r| month(chi, r).rallies()).collect::<Vec<u32>>();
        let (none, prior) = (counts(0.0, 0), counts(Spillover::default().chi, n));
        // The chance that a month under the prior has more rallies than one without a tie.
        let wins: f64 = none
            .iter()
            .flat_map(|a| prior.iter().map(move |b| f64::from(u8::from(b > a)) + 0.5 * f64::from(u8::from(b == a))))
            .sum::<f64>()
            / f64::from(n * n);
        assert!((wins - 0.5).abs() < 0.08, "{wins}");
        // Whatever was counted, it speaks for neither: likelihood ratios of Poisson counts.
        let mean = |counts: &[u32]| counts.iter().sum::<u32>() as f64 / f64::from(n);
        let (a, b) = (mean(&none), mean(&prior));
        for rallies in 0..=6 {
            let ratio = (b / a).powi(rallies) * (a - b).exp();
            assert!((0.5..2.0).contains(&ratio), "{rallies} rallies: {ratio}");
        }
    }

    #[test]
    fn a_strong_tie_multiplies_rallies_by_what_it_says() {
        let total = |chi: f64| (0..60).map(|r| f64::from(month(chi, r).rallies())).sum::<f64>();
        let ratio = total(1.0) / total(0.0);
        // 19 of 30 days (five of the crowd, fourteen of memory) at e, the ties being close to 1.
        let expected = (11.0 + 19.0 * std::f64::consts::E) / 30.0;
        assert!((ratio / expected - 1.0).abs() < 0.3, "{ratio} against {expected}");
    }

    #[test]
    fn texts_that_persuade_abroad_raise_the_rate_by_what_they_say() {
        let spillover = Spillover { texts: 1.0, ..Spillover::default() };
        let ratio = spillover.rate(0.01, 1.0, 1.0, 0.5) / spillover.rate(0.01, 1.0, 1.0, 0.0);
        assert!((ratio - libm::exp(0.5)).abs() < 1e-12);
    }

    #[test]
    fn fear_rises_with_the_event_and_the_tie_and_is_calmed_by_troops() {
        let fear = |units: u32, signal: f64| {
            let world = World::build(fixture::allied(), 1);
            let mut state = world.state(1, 0);
            (state.nation.crowd, state.nation.units_active) = (30_000.0, units);
            state.nation.shown_abroad = signal;
            (0..48).for_each(|step| {
                state.step = step;
                world.spec.mechanisms.spillover.act(&world, &mut state);
            });
            [0, 1].map(|j| state.memory.of::<Spillover>().countries[j].fear)
        };
        let (local, national) = (fear(1, 0.0), fear(3, 0.0));
        assert!(national[0] > local[0] && national[0] > national[1], "{national:?}");
        assert!(fear(3, 1.0)[0] < national[0]);
    }

    #[test]
    fn ties_add_up_and_a_small_event_is_a_share_of_a_large_one() {
        let spillover = Spillover::default();
        let neighbour = |border, language, migrants| Neighbour {
            border,
            language,
            migrants,
            ..fixture::allied().neighbours[0].clone()
        };
        let mixed = [neighbour(1.0, 0.0, 0.0), neighbour(0.0, 1.0, 0.0), neighbour(0.0, 0.0, 1.0)];
        let ties = spillover.ties(&mixed);
        assert!(ties.iter().all(|tie| *tie > 0.8) && ties[0] > ties[1], "{ties:?}");
        assert!((ties.iter().sum::<f64>() - 3.0).abs() < 1e-12, "the mean is 1");
        for more in [neighbour(1.0, 0.5, 0.5), neighbour(0.5, 1.0, 0.5), neighbour(0.5, 0.5, 1.0)] {
            let ties = spillover.ties(&[neighbour(0.5, 0.5, 0.5), more]);
            assert!(ties[1] > ties[0], "{ties:?}");
        }
        let world = World::build(fixture::allied(), 1);
        let after = |crowd: f64, days: u32| {
            let mut state = world.state(1, 0);
            state.nation.crowd = crowd;
            spillover.act(&world, &mut state);
            (state.nation.crowd, state.step) = (if days > 0 { 0.0 } else { crowd }, 24 * days);
            spillover.act(&world, &mut state);
            state.memory.of::<Spillover>().event
        };
        assert_eq!([0.0, 500.0, 9_000.0].map(|crowd| after(crowd, 0)), [0.0, 0.25, 1.0]);
        assert_eq!([10, 14, 15].map(|days| after(9_000.0, days)), [1.0, 1.0, 0.0], "remembered for two weeks");
    }

    #[test]
    fn rallies_of_their_own_frighten_governments_until_they_are_forgotten() {
        let mut spec = fixture::allied();
        spec.neighbours.iter_mut().for_each(|neighbour| neighbour.rate = 0.0);
        let world = World::build(spec, 1);
        let spillover = Spillover::default();
        let after = |hours: u32| {
            let mut state = world.state(1, 0);
            let country = CountryAbroad { fresh: 4.0, ..CountryAbroad::default() };
            state.memory.of_mut::<Spillover>().countries = vec![country; 2];
            for step in 0..hours {
                state.step = step;
                spillover.act(&world, &mut state);
            }
            state.memory.of::<Spillover>().countries[0]
        };
        let hour = after(1);
        let follows = 1.0 - libm::exp(-1.0 / spillover.fear_hours);
        assert!((hour.fear / follows - 4.0 * spillover.by_rally).abs() < 0.01, "{hour:?}");
        assert!((after(24 * 14).fresh / 4.0 - libm::exp(-1.0)).abs() < 1e-9, "after two weeks");
    }
}
