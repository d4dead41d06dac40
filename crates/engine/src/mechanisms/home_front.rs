//! Home front: opposition inside the countries that send troops.

use crate::draw::Purpose;
use crate::mechanism::Mechanism;
use crate::mechanisms::intervention::Stance;
use crate::parameter::range;
use crate::parameters;
use crate::state::{Happening, State};
use crate::world::World;
use serde::{Deserialize, Serialize};

parameters! {
    /// # Home front
    ///
    /// Opposition inside a country that is asked for troops, or has sent them.
    ///
    /// Each ally begins with the opposition of its row in the scenario. It grows with the
    /// days since the ally agreed, with the deaths in the country that asked since then,
    /// and with what messages that argue against sending troops have added there:
    ///
    /// ```text
    /// B_m = clamp(start_m + by_day · days + by_killed · killed/100 + heard_m)
    /// consent is lowered by the factor exp(−hesitation · B_m)
    /// refuses at the rate refusal · B_m       per hour, while asked
    /// recalls at the rate recall · B_m        per hour, once it has agreed
    /// ```
    ///
    /// None of the six effects of `intervention` sends foreign troops into clashes, so none
    /// of them dies: what counts is that people die where they are. In January 2022 two
    /// rallies of a few dozen took place in Bishkek (6 and 7 January) and a parliament
    /// lacked a quorum once; no contingent was refused or recalled, which bounds the rates
    /// from above and says nothing else.
    ///
    /// *Reads:* contingents, deaths, messages abroad. *Writes:* opposition, refusals, recalls.
    pub struct HomeFront {
        hesitation: f64 = 2.0, range(0.0, 20.0), "log rate", Assumed, "model M13, b_3", "How much full opposition delays consent.";
        by_day: f64 = 0.01, range(0.0, 1.0), "opposition per day", Assumed, "no dose data", "Opposition that every day since consent adds.";
        by_killed: f64 = 0.02, range(0.0, 1.0), "opposition per 100 deaths", Assumed, "no dose data", "Opposition that deaths in the country that asked add.";
        refusal: f64 = 0.003, range(0.0, 1.0), "per hour", Assumed, "no ally refused: an upper bound", "Rate at which full opposition makes an ally refuse.";
        recall: f64 = 0.0005, range(0.0, 1.0), "per hour", Assumed, "no contingent was recalled: an upper bound", "Rate at which full opposition has troops recalled.";
    }
}

/// A sending country's home front.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Home {
    /// Opposition to sending troops, in [0, 1].
    pub opposition: f64,
    /// Opposition that messages heard there have added, in [0, 1]. For `message` to set;
    /// nothing else does.
    pub heard: f64,
    /// Deaths in the country that asked when this one agreed.
    pub killed_before: f64,
    /// Whether it refuses.
    pub refuses: bool,
    /// Whether it recalls its troops.
    pub recalls: bool,
}

/// What the mechanism remembers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HomeFronts {
    /// One for each ally of the scenario.
    pub countries: Vec<Home>,
}

impl HomeFront {
    /// How much opposition delays an ally's consent, on the scale of a logarithmic rate.
    pub fn hesitation(&self, state: &State, ally: usize) -> f64 {
        self.hesitation * state.actors.home_front.countries.get(ally).map_or(0.0, |home| home.opposition)
    }
}

impl Mechanism for HomeFront {
    fn sense(&self, world: &World, state: &mut State) {
        let clock = &world.spec.clock;
        let killed = state.nation.killed + state.nation.forces_killed;
        state.actors.home_front.countries.resize(world.spec.allies.len(), Home::default());
        for (m, ally) in world.spec.allies.iter().enumerate() {
            let agreed = state.actors.intervention.allies.get(m).and_then(|troops| troops.agreed);
            let home = &mut state.actors.home_front.countries[m];
            let mut opposition = ally.opposition + home.heard;
            match agreed {
                None => home.killed_before = killed,
                Some(step) => {
                    opposition += self.by_day * f64::from(state.step - step) * clock.dt() / 24.0;
                    opposition += self.by_killed * (killed - home.killed_before) / 100.0;
                }
            }
            home.opposition = opposition.clamp(0.0, 1.0);
        }
    }

    fn act(&self, world: &World, state: &mut State) {
        let Some(asked) = state.actors.intervention.asked else { return };
        let dt = world.spec.clock.dt();
        for (m, ally) in world.spec.allies.iter().enumerate() {
            let stance = state.actors.intervention.allies.get(m).map(|troops| troops.stance);
            let agreed = match stance {
                Some(Stance::Undecided | Stance::BeforeParliament) => false,
                Some(Stance::Agreed | Stance::Present) => true,
                _ => continue,
            };
            let home = state.actors.home_front.countries[m];
            let rate = if agreed { self.recall } else { self.refusal } * home.opposition;
            let u = state.draw(Purpose::HomeFront, m as u32).uniform(0);
            if home.refuses || home.recalls || asked >= state.step || u >= -libm::expm1(-rate * dt) {
                continue;
            }
            let home = &mut state.actors.home_front.countries[m];
            (home.refuses, home.recalls) = (!agreed, agreed);
            let text = if agreed {
                "opposition at home has the troops recalled"
            } else {
                "opposition at home prevents consent"
            };
            state.happenings.push(Happening {
                step: state.step,
                mechanism: "home_front".into(),
                what: ally.name.clone(),
                unit: None,
                text: text.into(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::mechanisms::intervention::Contingent;

    /// The first ally after `hours` hours with these settings.
    fn home(agreed: Option<u32>, hours: u32, replicate: u32, change: impl Fn(&mut HomeFront, &mut State)) -> Home {
        let mut spec = fixture::allied();
        let mut front = HomeFront::default();
        let mut state = World::build(spec.clone(), 1).state(1, replicate);
        change(&mut front, &mut state);
        spec.mechanisms.home_front = front;
        let world = World::build(spec, 1);
        state.actors.intervention.asked = Some(0);
        let stance = if agreed.is_some() { Stance::Present } else { Stance::Undecided };
        state.actors.intervention.allies = vec![Contingent { stance, agreed, ..Contingent::default() }; 3];
        for step in 0..hours {
            state.step = step;
            world.spec.mechanisms.home_front.sense(&world, &mut state);
            world.spec.mechanisms.home_front.act(&world, &mut state);
        }
        state.actors.home_front.countries[0]
    }

    #[test]
    fn opposition_grows_with_time_deaths_and_messages() {
        let plain = home(None, 49, 0, |_, _| ()).opposition;
        let after = home(Some(0), 49, 0, |_, _| ()).opposition;
        assert!((after - plain - 0.02).abs() < 1e-9, "two days");
        let killed = home(Some(0), 49, 0, |_, state| state.nation.killed = 300.0).opposition;
        assert!((killed - after - 0.06).abs() < 1e-9);
        let heard = home(Some(0), 49, 0, |_, state| {
            state.actors.home_front.countries = vec![Home { heard: 0.1, ..Home::default() }; 3];
        });
        assert!((heard.opposition - after - 0.1).abs() < 1e-9);
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
}
