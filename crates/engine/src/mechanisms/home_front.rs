//! Home front: opposition inside the countries that send troops.

use crate::column::mean;
use crate::happening::ActorEvent;
use crate::mechanism::Mechanism;
use crate::mechanisms::intervention::Intervention;
use crate::mechanisms::intervention::contingent::Stance;
use crate::mechanisms::loyalty::Loyalty;
use crate::mechanisms::loyalty::obedience::{UnitPressures, share_refusing, status_of, strength_left};
use crate::mechanisms::messages::Messages;
use crate::parameter::range;
use crate::spec::Ally;
use crate::state::State;
use crate::world::World;
use crate::{columns, parameters};
use groundswell_chance::draw::Purpose;
use serde::{Deserialize, Serialize};

parameters! {
    /// # Home front
    ///
    /// Opposition inside a country that is asked for troops, or has sent them.
    ///
    /// Each ally begins with the opposition of its row in the scenario. It grows with the
    /// days since the ally agreed, with the deaths in the country that asked since then,
    /// and with the share `M` of publics abroad whom texts of the other side have persuaded:
    ///
    /// ```text
    /// B_m = clamp(start_m + by_day · days + by_killed · killed/100 + by_texts · M)
    /// consent is lowered by the factor exp(−hesitation · B_m)
    /// refuses at the rate refusal · B_m       per hour, while asked
    /// recalls at the rate recall · B_m        per hour, once it has agreed
    /// ```
    ///
    /// The contingent itself is a unit without ties to the crowd, under the law of `loyalty`:
    ///
    /// ```text
    /// P = appeals · appeal_m + contagion · c · refusing at home + unrest · B_m − pay
    /// φ → Φ((P − disposition)/within)           share of its troops who refuse, within deliberation
    /// ```
    ///
    /// with `appeals`, `contagion`, `pay`, `within` and `deliberation` of `loyalty`, `c` the
    /// share of the network that works, and `appeal_m` what appeals reach of soldiers abroad
    /// and of those of the ally's language in the country. What refuses neither guards nor
    /// signals anything: see `intervention`.
    ///
    /// None of the six effects of `intervention` sends foreign troops into clashes, so none
    /// of them dies: what counts is that people die where they are. In January 2022 two
    /// rallies of a few dozen took place in Bishkek (6 and 7 January) and a parliament
    /// lacked a quorum once; no contingent was refused or recalled, which bounds the rates
    /// from above and says nothing else.
    ///
    /// *Reads:* contingents, deaths, texts and appeals abroad, refusing forces. *Writes:*
    /// opposition, refusals, recalls, share of each contingent that refuses.
    pub struct HomeFront {
        hesitation: f64 = 2.0, range(0.0, 20.0), "log rate", Assumed, "model M13, b_3", "How much full opposition delays consent.";
        by_day: f64 = 0.01, range(0.0, 1.0), "opposition per day", Assumed, "no dose data", "Opposition that every day since consent adds.";
        by_killed: f64 = 0.02, range(0.0, 1.0), "opposition per 100 deaths", Assumed, "no dose data", "Opposition that deaths in the country that asked add.";
        by_texts: f64 = 0.1, range(0.0, 1.0), "opposition", Assumed, "no dose data (H10)", "Opposition that texts which persuaded everybody abroad add.";
        unrest: f64 = 0.2, range(0.0, 5.0), "disposition", Assumed, "no data", "What full opposition at home adds for the troops abroad.";
        disposition: f64 = 1.1, range(0.0, 5.0), "disposition", Assumed, "as the guard's in loyalty", "Mean disposition of contingents to obey.";
        refusal: f64 = 0.003, range(0.0, 1.0), "per hour", Assumed, "no ally refused: an upper bound", "Rate at which full opposition makes an ally refuse.";
        recall: f64 = 0.0005, range(0.0, 1.0), "per hour", Assumed, "no contingent was recalled: an upper bound", "Rate at which full opposition has troops recalled.";
    }
}

/// A sending country's home front.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SendingCountry {
    /// Opposition to sending troops, in [0, 1].
    pub opposition: f64,
    /// Share of its contingent that refuses, in [0, 1].
    pub refusing: f64,
    /// Deaths in the country that asked when this one agreed.
    pub killed_before: f64,
    /// Whether it refuses.
    pub refuses: bool,
    /// Whether it recalls its troops.
    pub recalls: bool,
}

/// What the mechanism remembers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HomeFrontMemory {
    /// One for each ally of the scenario.
    pub countries: Vec<SendingCountry>,
}

impl HomeFront {
    /// How much opposition delays an ally's consent, on the scale of a logarithmic rate.
    pub fn hesitation(&self, state: &State, ally: usize) -> f64 {
        self.hesitation * state.memory.of::<HomeFront>().countries.get(ally).map_or(0.0, |home| home.opposition)
    }
}

impl HomeFront {
    /// Share of the strength of an ally's contingent that obeys.
    pub fn obeying(&self, world: &World, state: &State, ally: usize) -> f64 {
        let home =
            state.memory.of::<HomeFront>().countries.get(ally).filter(|_| world.spec.mechanism::<Loyalty>().enabled);
        home.map_or(1.0, |home| strength_left(status_of(home.refusing), home.refusing))
    }

    /// What an ally's troops make of it.
    fn press(&self, world: &World, state: &State, ally: &Ally, home: &mut SendingCountry) {
        let units = world.spec.mechanism::<Loyalty>();
        let spoken_to = ally.language.map_or(0.0, |language| state.memory.of::<Messages>().soldiers[language as usize]);
        let adults: f64 = world.adults.iter().sum();
        let open: f64 = state.fields.iter().zip(&world.adults).map(|(field, n)| field.connectivity * n).sum();
        let pressure = units.pressure(&UnitPressures {
            appeal: 1.0 - (1.0 - spoken_to) * (1.0 - state.memory.of::<Messages>().appeal_abroad()),
            refusals: state.nation.refusing * open / adults.max(1.0),
            split: 1.0,
            ..UnitPressures::default()
        });
        let towards = share_refusing(pressure + self.unrest * home.opposition, self.disposition, units.within);
        let follows = -libm::expm1(-world.spec.clock.dt() / units.deliberation);
        home.refusing += (towards - home.refusing) * follows;
    }
}

impl Mechanism for HomeFront {
    type Memory = HomeFrontMemory;
    const SILENT: &'static [(&'static str, f64)] = &[("hesitation", 0.0), ("refusal", 0.0), ("recall", 0.0)];
    columns! {
        nation opposition_abroad: Number, "share", "opposition to sending troops, mean over allies",
            |_, state| mean(state.memory.of::<HomeFront>().countries.iter().map(|home| home.opposition));
    }

    fn sense(&self, world: &World, state: &mut State) {
        let clock = &world.spec.clock;
        let killed = state.nation.killed + state.nation.forces_killed;
        state.memory.of_mut::<HomeFront>().countries.resize(world.spec.allies.len(), SendingCountry::default());
        for (m, ally) in world.spec.allies.iter().enumerate() {
            let agreed = state.memory.of::<Intervention>().allies.get(m).and_then(|troops| troops.agreed);
            let mut home = state.memory.of::<HomeFront>().countries[m];
            let mut opposition = ally.opposition + self.by_texts * state.memory.of::<Messages>().abroad();
            match agreed {
                None => home.killed_before = killed,
                Some(step) => {
                    opposition += self.by_day * f64::from(state.step - step) * clock.dt() / 24.0;
                    opposition += self.by_killed * (killed - home.killed_before) / 100.0;
                }
            }
            home.opposition = opposition.clamp(0.0, 1.0);
            if world.spec.mechanism::<Loyalty>().enabled {
                self.press(world, state, ally, &mut home);
            }
            state.memory.of_mut::<HomeFront>().countries[m] = home;
        }
    }

    fn act(&self, world: &World, state: &mut State) {
        let Some(asked) = state.memory.of::<Intervention>().asked else { return };
        let dt = world.spec.clock.dt();
        for m in 0..world.spec.allies.len() {
            let stance = state.memory.of::<Intervention>().allies.get(m).map(|troops| troops.stance);
            let agreed = match stance {
                Some(Stance::Undecided | Stance::BeforeParliament) => false,
                Some(Stance::Agreed | Stance::Present) => true,
                _ => continue,
            };
            let home = state.memory.of::<HomeFront>().countries[m];
            let rate = if agreed { self.recall } else { self.refusal } * home.opposition;
            let u = state.draw(Purpose::HomeFront, m as u32).uniform(0);
            if home.refuses || home.recalls || asked >= state.step || u >= -libm::expm1(-rate * dt) {
                continue;
            }
            let home = &mut state.memory.of_mut::<HomeFront>().countries[m];
            (home.refuses, home.recalls) = (!agreed, agreed);
            state.tell(None, ActorEvent::Opposition { ally: m as u32, recalls: agreed });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::mechanisms::intervention::contingent::Contingent;

    /// The first ally after `hours` hours with these settings.
    fn home(
        agreed: Option<u32>,
        hours: u32,
        replicate: u32,
        change: impl Fn(&mut HomeFront, &mut State),
    ) -> SendingCountry {
        let mut spec = fixture::allied();
        let mut front = HomeFront::default();
        let mut state = World::build(spec.clone(), 1).state(1, replicate);
        change(&mut front, &mut state);
        spec.mechanisms.home_front = front;
        let world = World::build(spec, 1);
        state.memory.of_mut::<Intervention>().asked = Some(0);
        let stance = if agreed.is_some() { Stance::Present } else { Stance::Undecided };
        state.memory.of_mut::<Intervention>().allies = vec![Contingent { stance, agreed, ..Contingent::default() }; 3];
        for step in 0..hours {
            state.step = step;
            world.spec.mechanisms.home_front.sense(&world, &mut state);
            world.spec.mechanisms.home_front.act(&world, &mut state);
        }
        state.memory.of::<HomeFront>().countries[0]
    }

    #[test]
    fn opposition_grows_with_time_deaths_and_messages() {
        let plain = home(None, 49, 0, |_, _| ()).opposition;
        let after = home(Some(0), 49, 0, |_, _| ()).opposition;
        assert!((after - plain - 0.02).abs() < 1e-9, "two days");
        let killed = home(Some(0), 49, 0, |_, state| state.nation.killed = 300.0).opposition;
        assert!((killed - after - 0.06).abs() < 1e-9);
        let heard = home(Some(0), 49, 0, |_, state| state.memory.of_mut::<Messages>().publics = 0.5);
        assert!((heard.opposition - after - 0.05).abs() < 1e-9);
    }

    #[test]
    fn appeals_and_opposition_at_home_make_a_contingent_refuse() {
        let refusing = |change: &dyn Fn(&mut HomeFront, &mut State)| home(Some(0), 48, 0, change).refusing;
        let plain = refusing(&|front, _| front.disposition = 0.2);
        let appealed = refusing(&|front, state| {
            front.disposition = 0.2;
            state.memory.of_mut::<Messages>().soldiers_abroad = 1.0;
        });
        let opposed = refusing(&|front, _| (front.disposition, front.unrest) = (0.2, 1.0));
        assert!(plain > 0.0 && appealed > 1.5 * plain && opposed > plain, "{plain} {appealed} {opposed}");
        assert!(refusing(&|_, _| ()) < 1e-5, "by the defaults they obey, as they did");
    }

    #[test]
    fn opposition_makes_allies_refuse_and_recall() {
        let share = |agreed, refusal: f64, recall: f64| {
            let count = (0..200).filter(|&replicate| {
                let home = home(agreed, 100, replicate, |front, _| (front.refusal, front.recall) = (refusal, recall));
                home.refuses || home.recalls
            });
            count.count() as f64 / 200.0
        };
        assert_eq!(share(None, 0.0, 1.0), 0.0);
        assert_eq!(share(Some(0), 1.0, 0.0), 0.0);
        // Opposition of .2 for 99 hours at a rate of .02 is one chance in three.
        assert!((share(None, 0.02, 0.0) - 0.327).abs() < 0.1);
        assert!(share(Some(0), 0.0, 0.02) > 0.25);
    }

    #[test]
    fn opposition_makes_hesitant_and_what_troops_hear_presses_on_them_by_and_by() {
        let world = World::build(fixture::allied(), 1);
        let front = HomeFront { disposition: 0.2, ..HomeFront::default() };
        let mut state = world.state(1, 0);
        let country = SendingCountry { opposition: 0.5, ..SendingCountry::default() };
        state.memory.of_mut::<HomeFront>().countries = vec![country; 3];
        assert_eq!(front.hesitation(&state, 0), 0.5 * front.hesitation);
        let after = |hours: u32, change: &dyn Fn(&mut State)| {
            let mut state = world.state(1, 0);
            change(&mut state);
            let mut home = SendingCountry::default();
            (0..hours).for_each(|_| front.press(&world, &state, &world.spec.allies[0], &mut home));
            home.refusing
        };
        let refusing = |change: &dyn Fn(&mut State)| after(1, change);
        let plain = refusing(&|_| ());
        let hour = 1.0 - libm::exp(-1.0 / world.spec.mechanisms.loyalty.deliberation);
        assert!(plain > 0.0 && (plain / after(500, &|_| ()) - hour).abs() < 1e-9, "an hour of six: {plain}");
        assert!(refusing(&|state| state.memory.of_mut::<Messages>().soldiers[1] = 1.0) > plain, "in their language");
        assert!(refusing(&|state| state.memory.of_mut::<Messages>().soldiers_abroad = 1.0) > plain);
        let others = |connectivity: f64| {
            refusing(&|state| {
                state.nation.refusing = 0.5;
                state.fields.iter_mut().for_each(|field| field.connectivity = connectivity);
            })
        };
        assert!(others(1.0) > plain && others(0.0) == plain, "refusals that are heard of");
    }
}
