//! The rules of the outcome classes, as a function of observed facts.

use super::Outcome;
use crate::spec::DEMAND_NAMES;
use serde::{Deserialize, Serialize};

/// Index of the demand that the government of the country resign.
pub(super) const NATIONAL_RESIGNATION: usize = 6;

/// The number of a demand of a record that orders have no word for: a law withdrawn, an officer charged.
pub const OTHER_DEMAND: usize = DEMAND_NAMES.len();

/// A demand that was met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DemandMet {
    /// Which, see [`DEMAND_NAMES`]; [`OTHER_DEMAND`] for another.
    pub demand: usize,
    /// Hour in which it was met.
    pub hour: f64,
    /// Days for which it stayed met; infinite when to the end of what is known.
    pub days: f64,
}

/// What is known of an event, from a run or from a table of recorded facts. What is not
/// known is `None`, and a rule that needs it does not hold. Hours count from any start.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutcomeEvidence {
    /// Adults of the country.
    pub adults: Option<f64>,
    /// Largest crowd of the country.
    pub peak: Option<f64>,
    /// Its hour.
    pub peak_hour: Option<f64>,
    /// Units that ever had a reportable crowd.
    pub units_active: Option<f64>,
    /// First hour after the peak from which on the crowd stayed at 10 % of it or less.
    pub fell_90: Option<f64>,
    /// The same for 95 %.
    pub fell_95: Option<f64>,
    /// Whether there was an order to use firearms.
    pub lethal: bool,
    /// Hour of the first, where it is known.
    pub lethal_hour: Option<f64>,
    /// Detentions.
    pub detained: f64,
    /// Demands met.
    pub met: Vec<DemandMet>,
    /// Whether the government or a security chief was replaced.
    pub replaced: bool,
    /// Whether the ruler was gone.
    pub ruler_gone: bool,
    /// Largest share of the forces that refused or changed sides.
    pub not_loyal: Option<f64>,
    /// Share of the elite that was out.
    pub elite_left: Option<f64>,
    /// Whether the army held the capital in the end.
    pub army_in_capital: bool,
    /// Days with two armed sides.
    pub armed_days: f64,
    /// Longest time, in days, for which committees ran more than their share of places.
    pub council_days: f64,
}

macro_rules! classes {
    ($($class:ident, $code:literal, $name:literal, $rule:literal;)*) => {
        /// A class of outcomes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum OutcomeClass {
            $(#[doc = $rule] $class,)*
        }

        impl OutcomeClass {
            /// Every class that can be given.
            pub const ALL: [OutcomeClass; [$($code),*].len()] = [$(OutcomeClass::$class),*];

            /// Its code and its name.
            pub fn name(self) -> (&'static str, &'static str) {
                match self {
                    $(OutcomeClass::$class => ($code, $name),)*
                }
            }

            /// Its rule, in words.
            pub fn rule(self) -> &'static str {
                match self {
                    $(OutcomeClass::$class => $rule,)*
                }
            }
        }
    };
}

classes! {
    O0, "O0", "no mobilisation", "The peak stays below 1 in 100,000 adults.";
    O1, "O1", "local episode", "At most two units ever have a reportable crowd.";
    O2, "O2", "conceded", "A demand is met, stays met for ten days, and the crowd falls by 90 % within seven days of that, without a lethal order.";
    O2Part, "O2p", "conceded in part", "A demand is met and the crowd falls as for O2, but under a lethal order.";
    O3, "O3", "crushed", "A lethal order or mass arrests, the crowd falls by 95 % within ten days of its peak or of a first lethal order after it, and the ruler stays.";
    O3Part, "O3p", "worn down", "A lethal order or mass arrests, the crowd falls by 90 %, but later than that, and the ruler stays.";
    O4, "O4", "leadership change inside the regime", "The ruler is gone and the institutions stand.";
    O4Part, "O4p", "leadership change in part", "The ruler stays; the government or a security chief is replaced.";
    O5, "O5", "military rule", "More than half of the forces refuse or have changed sides, and the army holds the capital.";
    O6, "O6", "regime collapse", "The ruler is gone, more than half of the forces are not loyal and more than half of the elite is out.";
    O7, "O7", "protracted armed conflict", "Two armed sides for more than fourteen days.";
    O8, "O8", "dual power", "Committees run more than a quarter of the places for seven days.";
    O9, "O9", "unresolved", "None of these.";
}

impl OutcomeClass {
    /// How a report writes it: `O3`, `O3 (worn down)`, `O2 (price only)`, `O4 (partial)`.
    pub fn label(self, evidence: &OutcomeEvidence) -> String {
        match self {
            OutcomeClass::O2Part => {
                let name = |demand: usize| DEMAND_NAMES.get(demand).copied().unwrap_or("another demand");
                let mut demands: Vec<&str> = evidence.met.iter().map(|met| name(met.demand)).collect();
                demands.sort_unstable();
                demands.dedup();
                format!("O2 ({} only)", demands.join(", "))
            }
            OutcomeClass::O3Part => "O3 (worn down)".into(),
            OutcomeClass::O4Part => "O4 (partial)".into(),
            whole => whole.name().0.into(),
        }
    }
}

impl Outcome {
    /// The classes that hold, in their order.
    pub fn judge(&self, e: &OutcomeEvidence) -> Vec<OutcomeClass> {
        if let (Some(peak), Some(adults)) = (e.peak, e.adults)
            && peak < self.nobody * adults
        {
            return vec![OutcomeClass::O0];
        }
        let over = |share: Option<f64>| share.is_some_and(|share| share > self.half);
        let collapsed = e.ruler_gone && over(e.not_loyal) && over(e.elite_left);
        let conceded = e.met.iter().any(|met| {
            met.days >= self.credible_days
                && e.fell_90.is_some_and(|fell| (0.0..=24.0 * self.conceded_days).contains(&(fell - met.hour)))
        });
        let arrests = e.peak.is_some_and(|peak| e.detained >= self.mass_arrests * peak && e.detained > 0.0);
        let days = |fell: Option<f64>| Some((fell? - e.peak_hour?) / 24.0);
        // A crowd that was past its peak when it was ended by force was crushed, however long it had lasted.
        let force = e.lethal_hour.filter(|hour| e.peak_hour.is_some_and(|peak| *hour > peak));
        let ended =
            e.fell_95.zip(force).filter(|(fell, force)| fell >= force).map(|(fell, force)| (fell - force) / 24.0);
        let quickly = days(e.fell_95).into_iter().chain(ended).any(|days| days <= self.crushed_days);
        let slowly = !quickly && days(e.fell_90).is_some_and(|days| days > self.crushed_days);
        let rules = [
            (OutcomeClass::O1, e.units_active.is_some_and(|units| units <= self.local_units)),
            (OutcomeClass::O2, conceded && !e.lethal),
            (OutcomeClass::O2Part, conceded && e.lethal),
            (OutcomeClass::O3, (e.lethal || arrests) && quickly && !e.ruler_gone),
            (OutcomeClass::O3Part, (e.lethal || arrests) && slowly && !e.ruler_gone),
            (OutcomeClass::O4, e.ruler_gone && !collapsed),
            (OutcomeClass::O4Part, e.replaced && !e.ruler_gone),
            (OutcomeClass::O5, over(e.not_loyal) && e.army_in_capital),
            (OutcomeClass::O6, collapsed),
            (OutcomeClass::O7, e.armed_days > self.conflict_days),
            (OutcomeClass::O8, e.council_days >= self.council_days),
        ];
        let mut classes: Vec<OutcomeClass> = rules.into_iter().filter(|rule| rule.1).map(|rule| rule.0).collect();
        if classes.is_empty() {
            classes.push(OutcomeClass::O9);
        }
        classes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A large, national event that faded by itself.
    fn faded() -> OutcomeEvidence {
        OutcomeEvidence {
            adults: Some(1e7),
            peak: Some(20_000.0),
            peak_hour: Some(100.0),
            units_active: Some(9.0),
            fell_90: Some(150.0),
            fell_95: Some(160.0),
            not_loyal: Some(0.0),
            elite_left: Some(0.0),
            ..OutcomeEvidence::default()
        }
    }

    fn judge(change: impl Fn(&mut OutcomeEvidence)) -> Vec<OutcomeClass> {
        let mut evidence = faded();
        change(&mut evidence);
        Outcome::default().judge(&evidence)
    }

    #[test]
    fn each_class_has_its_rule() {
        let price = DemandMet { demand: 0, hour: 90.0, days: 180.0 };
        assert_eq!(judge(|_| ()), [OutcomeClass::O9]);
        assert_eq!(judge(|e| e.peak = Some(50.0)), [OutcomeClass::O0]);
        assert_eq!(judge(|e| e.units_active = Some(2.0)), [OutcomeClass::O1]);
        assert_eq!(judge(|e| e.met = vec![price]), [OutcomeClass::O2]);
        assert_eq!(judge(|e| e.met = vec![DemandMet { days: 5.0, ..price }]), [OutcomeClass::O9]);
        assert_eq!(
            judge(|e| e.met = vec![DemandMet { hour: 155.0, ..price }]),
            [OutcomeClass::O9],
            "it had fallen before"
        );
        assert_eq!(judge(|e| (e.met, e.lethal) = (vec![price], true)), [OutcomeClass::O2Part, OutcomeClass::O3]);
        assert_eq!(judge(|e| e.detained = 1_000.0), [OutcomeClass::O3]);
        assert_eq!(
            judge(|e| (e.lethal, e.fell_95) = (true, Some(400.0))),
            [OutcomeClass::O9],
            "a tenth within ten days"
        );
        assert_eq!(judge(|e| (e.lethal, e.fell_90, e.fell_95) = (true, Some(400.0), None)), [OutcomeClass::O3Part]);
        let late = |hour: f64| {
            judge(move |e| {
                (e.lethal, e.lethal_hour, e.fell_90, e.fell_95) = (true, Some(hour), Some(700.0), Some(700.0));
            })
        };
        assert_eq!((late(690.0), late(300.0)), (vec![OutcomeClass::O3], vec![OutcomeClass::O3Part]));
        assert_eq!(late(710.0), [OutcomeClass::O3Part], "an order after the fall ended nothing");
        assert_eq!(judge(|e| (e.lethal, e.ruler_gone) = (true, true)), [OutcomeClass::O4]);
        assert_eq!(judge(|e| e.replaced = true), [OutcomeClass::O4Part]);
        assert_eq!(judge(|e| (e.not_loyal, e.army_in_capital) = (Some(0.6), true)), [OutcomeClass::O5]);
        assert_eq!(
            judge(|e| (e.ruler_gone, e.not_loyal, e.elite_left) = (true, Some(0.6), Some(0.6))),
            [OutcomeClass::O6]
        );
        assert_eq!(judge(|e| e.armed_days = 15.0), [OutcomeClass::O7]);
        assert_eq!(judge(|e| e.council_days = 7.0), [OutcomeClass::O8]);
    }

    #[test]
    fn what_is_not_known_makes_no_class() {
        assert_eq!(Outcome::default().judge(&OutcomeEvidence::default()), [OutcomeClass::O9]);
        let unknown = |e: &mut OutcomeEvidence| (e.ruler_gone, e.not_loyal, e.elite_left) = (true, Some(0.9), None);
        assert_eq!(judge(unknown), [OutcomeClass::O4]);
    }

    #[test]
    fn every_threshold_of_the_rules_decides_something() {
        let price = DemandMet { demand: 0, hour: 90.0, days: 12.0 };
        let rich = OutcomeEvidence {
            detained: 1_100.0,
            met: vec![price],
            not_loyal: Some(0.6),
            army_in_capital: true,
            armed_days: 15.0,
            council_days: 8.0,
            ..faded()
        };
        let base = Outcome::default().judge(&rich);
        let moved = |change: &dyn Fn(&mut Outcome)| {
            let mut outcome = Outcome::default();
            change(&mut outcome);
            outcome.judge(&rich) != base
        };
        let changes: [&dyn Fn(&mut Outcome); 9] = [
            &|o| o.nobody = 0.01,
            &|o| o.local_units = 10.0,
            &|o| o.mass_arrests = 0.1,
            &|o| o.credible_days = 20.0,
            &|o| o.conceded_days = 2.0,
            &|o| o.crushed_days = 2.0,
            &|o| o.half = 0.7,
            &|o| o.conflict_days = 20.0,
            &|o| o.council_days = 10.0,
        ];
        for (i, change) in changes.iter().enumerate() {
            assert!(moved(change), "change {i}");
        }
    }

    #[test]
    fn a_report_names_what_was_met() {
        let price = DemandMet { demand: 0, hour: 0.0, days: 0.0 };
        let evidence = OutcomeEvidence { met: vec![price, price], ..OutcomeEvidence::default() };
        assert_eq!(OutcomeClass::O2Part.label(&evidence), "O2 (price only)");
        assert_eq!(OutcomeClass::O4Part.label(&evidence), "O4 (partial)");
        assert_eq!(OutcomeClass::O3.label(&evidence), "O3");
        assert!(OutcomeClass::ALL.iter().all(|class| class.rule().ends_with('.') && !class.name().1.is_empty()));
    }
}
