//! An ally's contingent, step by step, from the decision to the withdrawal.

use crate::happening::AllyAnswer;
use crate::spec::Ally;
use serde::{Deserialize, Serialize};

/// Where an ally stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stance {
    /// Not asked, or without an answer.
    #[default]
    Undecided,
    /// The government agrees; the parliament must approve.
    BeforeParliament,
    /// Troops get ready or fly.
    Agreed,
    /// Troops are there.
    Present,
    /// Troops are leaving.
    Leaving,
    /// Troops have been there, or were recalled before they landed.
    Home,
    /// No troops.
    Refused,
}

/// An ally's contingent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contingent {
    /// Where the ally stands.
    pub stance: Stance,
    /// Step in which the ally agreed to send troops.
    pub agreed: Option<u32>,
    /// Step of the next sitting, or of the landing.
    pub due: u32,
    /// Troops present.
    pub present: f64,
}

/// All contingents, and what their presence says: what the mechanism remembers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InterventionMemory {
    /// One for each ally of the scenario.
    pub allies: Vec<Contingent>,
    /// Step of the first request.
    pub asked: Option<u32>,
    /// Step of the first landing.
    pub landed: Option<u32>,
    /// Steps since the landing in which it has been calm without a break.
    pub calm: u32,
    /// Sites guarded.
    pub guarded: f64,
    /// What the presence says, in [0, 1].
    pub signal: f64,
    /// The largest signal so far: legitimacy is lost once.
    pub paid: f64,
}

impl InterventionMemory {
    /// What the presence says, in [0, 1], whatever is switched off.
    pub fn signal(&self) -> f64 {
        self.signal
    }

    /// Of the troops that all allies could announce, the share of those who have agreed; and of those
    /// that would then be there, the share of those that are there and obey.
    pub(super) fn shares(&self, allies: &[Ally], obeying: f64, deployed: f64) -> (f64, f64) {
        let announced: f64 = allies.iter().map(|ally| ally.size).sum();
        let committed = |c: &Contingent| matches!(c.stance, Stance::Agreed | Stance::Present);
        let agreed: f64 = self.allies.iter().zip(allies).filter(|(c, _)| committed(c)).map(|(_, ally)| ally.size).sum();
        let share = |part: f64, whole: f64| if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 };
        (share(agreed, announced), share(obeying, deployed * announced))
    }
}

/// What an ally's step depends on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Circumstances {
    /// The step.
    pub step: u32,
    /// Whether help is asked for and the government agrees in this step.
    pub consents: bool,
    /// Whether opposition at home prevents consent.
    pub refuses: bool,
    /// Whether a parliament must approve.
    pub parliament: bool,
    /// Whether a sitting in this step has a quorum.
    pub quorum: bool,
    /// Step of the first sitting after an agreement in this step.
    pub first_sitting: u32,
    /// Step of the next sitting after one in this step.
    pub next_sitting: u32,
    /// Step in which troops land that are agreed to in this step.
    pub landing: u32,
    /// Whether every contingent is recalled.
    pub recalled: bool,
    /// Whether opposition at home has this one recalled.
    pub recalls: bool,
    /// Troops of a contingent that is complete.
    pub full: f64,
    /// Troops that arrive in a step.
    pub arriving: f64,
    /// Troops that leave in a step.
    pub leaving: f64,
}

impl Contingent {
    /// One step; gives what the ally says, if it says something.
    pub(super) fn pass(&mut self, now: &Circumstances) -> Option<AllyAnswer> {
        match self.stance {
            Stance::Undecided | Stance::BeforeParliament if now.refuses => {
                self.stance = Stance::Refused;
                Some(AllyAnswer::Refuses)
            }
            Stance::Undecided if now.consents && now.parliament => {
                (self.stance, self.due) = (Stance::BeforeParliament, now.first_sitting);
                Some(AllyAnswer::AgreesSubjectToParliament)
            }
            Stance::Undecided if now.consents => Some(self.agree(now, AllyAnswer::Agrees)),
            Stance::BeforeParliament if now.recalled => {
                self.stance = Stance::Home;
                None
            }
            Stance::BeforeParliament if now.step >= self.due && now.quorum => {
                Some(self.agree(now, AllyAnswer::ParliamentApproves))
            }
            Stance::BeforeParliament if now.step >= self.due => {
                self.due = now.next_sitting;
                Some(AllyAnswer::NoQuorum)
            }
            Stance::Agreed if now.recalled || now.recalls => {
                self.stance = Stance::Home;
                Some(AllyAnswer::RecalledBeforeLanding)
            }
            Stance::Agreed if now.step >= self.due => {
                self.stance = Stance::Present;
                Some(AllyAnswer::Landed)
            }
            Stance::Present if now.recalled || now.recalls => {
                self.stance = Stance::Leaving;
                Some(if now.recalls { AllyAnswer::RecalledFromHome } else { AllyAnswer::Leaving })
            }
            Stance::Present => {
                self.present = (self.present + now.arriving).min(now.full);
                None
            }
            Stance::Leaving => self.withdraw(now.leaving),
            _ => None,
        }
    }

    fn agree(&mut self, now: &Circumstances, answer: AllyAnswer) -> AllyAnswer {
        (self.stance, self.agreed, self.due) = (Stance::Agreed, Some(now.step), now.landing);
        answer
    }

    /// A number of the troops leave, or the last of them.
    fn withdraw(&mut self, number: f64) -> Option<AllyAnswer> {
        self.present -= number;
        (self.present <= 0.0).then(|| {
            (self.present, self.stance) = (0.0, Stance::Home);
            AllyAnswer::Left
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contingent_passes_from_the_request_to_its_return() {
        let mut troops = Contingent::default();
        let plain = Circumstances { full: 10.0, arriving: 6.0, leaving: 7.0, ..Circumstances::default() };
        let mut at = |step: u32, change: &dyn Fn(&mut Circumstances)| {
            let mut now =
                Circumstances { step, first_sitting: step + 5, next_sitting: step + 10, landing: step + 3, ..plain };
            change(&mut now);
            let answer = troops.pass(&now);
            (answer, troops.stance, troops.present)
        };
        let asked = |now: &mut Circumstances| (now.consents, now.parliament) = (true, true);
        assert_eq!(at(0, &|_| ()), (None, Stance::Undecided, 0.0));
        assert_eq!(at(1, &asked).0, Some(AllyAnswer::AgreesSubjectToParliament));
        assert_eq!(at(5, &|now| now.quorum = true).0, None, "no sitting yet");
        assert_eq!(at(6, &|_| ()).0, Some(AllyAnswer::NoQuorum));
        assert_eq!(at(16, &|now| now.quorum = true).0, Some(AllyAnswer::ParliamentApproves));
        assert_eq!(at(18, &|_| ()).1, Stance::Agreed);
        assert_eq!(at(19, &|_| ()), (Some(AllyAnswer::Landed), Stance::Present, 0.0));
        assert_eq!([at(20, &|_| ()).2, at(21, &|_| ()).2], [6.0, 10.0]);
        assert_eq!(at(22, &|now| now.recalled = true).0, Some(AllyAnswer::Leaving));
        assert_eq!(at(23, &|_| ()), (None, Stance::Leaving, 3.0));
        assert_eq!(at(24, &|_| ()), (Some(AllyAnswer::Left), Stance::Home, 0.0));
        assert_eq!(at(25, &asked).0, None, "who has been there does not come back");
    }

    #[test]
    fn each_ally_that_agrees_and_each_soldier_that_comes_says_more() {
        let allies = crate::fixture::allied().allies;
        let announced: f64 = allies.iter().map(|ally| ally.size).sum();
        let shares = |agreeing: usize, obeying: f64| {
            let stance = |m: usize| if m < agreeing { Stance::Agreed } else { Stance::Undecided };
            let of = |m: usize| Contingent { stance: stance(m), ..Contingent::default() };
            let memory = InterventionMemory { allies: (0..allies.len()).map(of).collect(), ..Default::default() };
            memory.shares(&allies, obeying, 0.5)
        };
        let agreed: Vec<f64> = (0..=allies.len()).map(|n| shares(n, 0.0).0).collect();
        assert!(agreed.windows(2).all(|w| w[1] > w[0] + 0.02) && (agreed[0], agreed[allies.len()]) == (0.0, 1.0));
        assert!((agreed[1] - allies[0].size / announced).abs() < 1e-12, "{agreed:?}");
        let landed = [0.0, 0.1, 0.25, 0.5].map(|part| shares(allies.len(), part * announced).1);
        assert!(landed.iter().zip([0.0, 0.2, 0.5, 1.0]).all(|(a, b)| (a - b).abs() < 1e-12), "{landed:?}");
    }

    #[test]
    fn opposition_at_home_prevents_consent_and_has_troops_recalled() {
        let of = |stance: Stance, change: &dyn Fn(&mut Circumstances)| {
            let mut now = Circumstances::default();
            change(&mut now);
            Contingent { stance, present: 1.0, ..Contingent::default() }.pass(&now)
        };
        assert_eq!(of(Stance::Undecided, &|now| (now.consents, now.refuses) = (true, true)), Some(AllyAnswer::Refuses));
        assert_eq!(of(Stance::BeforeParliament, &|now| now.refuses = true), Some(AllyAnswer::Refuses));
        assert_eq!(of(Stance::Agreed, &|now| now.recalls = true), Some(AllyAnswer::RecalledBeforeLanding));
        assert_eq!(of(Stance::Present, &|now| now.recalls = true), Some(AllyAnswer::RecalledFromHome));
        assert_eq!(of(Stance::Refused, &|now| now.consents = true), None);
    }
}
