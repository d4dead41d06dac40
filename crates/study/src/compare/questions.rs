//! The built-in questions: what is changed, from which hour, and of which scenarios it can
//! be asked. They are a table; whoever asks one gets branches as if typed.

use super::assumed;
use super::branch::{Comparison, RequestedBranch};
use crate::tables::BASE;
use groundswell_complaint::Complaint;
use groundswell_engine::spec::When;
use groundswell_scenario::orders::settings::KINDS;
use groundswell_scenario::scenario::Scenario;

/// What a scenario must have for a question to be asked of it.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Needs {
    /// Nothing.
    Nothing,
    /// Allies that are asked for troops.
    Allies,
    /// An order of this kind in its form.
    Order(&'static str),
    /// Texts that are published.
    Texts,
    /// Other countries.
    Neighbours,
}

/// The hour in which branches leave the base, if nothing else is said.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Start {
    /// From the beginning.
    Beginning,
    /// So many hours before the first dated order of this kind; from the beginning where
    /// orders are triggered, because then nobody knows when it comes.
    Before(&'static str, f64),
    /// As the first of the days asked for begins.
    Day,
}

/// Name and settings of a branch.
type Change = (&'static str, &'static [&'static str]);

/// A built-in question.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Its name.
    pub name: &'static str,
    /// What is asked, in a sentence.
    pub asks: &'static str,
    needs: Needs,
    start: Start,
    /// The branch that the others are set against.
    against: &'static str,
    /// The branches, where orders are dated.
    dated: &'static [Change],
    /// The same where they are triggered; as dated if empty.
    triggered: &'static [Change],
    /// Each branch at each of these.
    over: &'static [Change],
    /// Whether it is asked for days: `{day}` in settings stands for each of them.
    days: bool,
    /// The branches where the order that it needs is only assumed, and the one that the others are set against.
    assumed: (&'static str, &'static [Change]),
}

const PLAIN: Question = Question {
    name: "",
    asks: "",
    needs: Needs::Nothing,
    start: Start::Beginning,
    against: BASE,
    dated: &[],
    triggered: &[],
    over: &[],
    days: false,
    assumed: (BASE, &[]),
};

/// Days of a withdrawal if none is said: the second, fourth and eighth after the request.
const DAYS_AFTER: [f64; 3] = [2.0, 4.0, 8.0];

/// The effects of intervention beyond guarding.
const GUARDING_ONLY: &[&str] = &[
    "intervention.tells_units=false",
    "intervention.tells_elites=false",
    "intervention.tells_people=false",
    "intervention.costs_legitimacy=false",
    "intervention.calms_abroad=false",
];

/// The questions.
pub const QUESTIONS: &[Question] = &[
    Question {
        name: "no-intervention",
        asks: "What if no foreign troops had been asked for?",
        needs: Needs::Allies,
        start: Start::Before("request", 0.0),
        dated: &[("none", &["intervention.enabled=false"])],
        ..PLAIN
    },
    Question {
        name: "guarding-only",
        asks: "What if foreign troops only guard sites and free local personnel, and nobody reads anything into them?",
        needs: Needs::Allies,
        start: Start::Before("request", 0.0),
        against: "none",
        dated: &[("none", &["intervention.enabled=false"]), ("guarding-only", GUARDING_ONLY)],
        ..PLAIN
    },
    Question {
        name: "withdrawal",
        asks: "What if foreign troops leave as a day begins (--day 8; 1 is the first day)?",
        needs: Needs::Allies,
        start: Start::Day,
        dated: &[("day-{day}", &["intervention.withdraw_day={day}"])],
        days: true,
        ..PLAIN
    },
    Question {
        name: "organisation",
        asks: "What if there is an organisation, at four densities, with all of its effects and with each of them off?",
        dated: &[
            ("all", &[]),
            ("no-threshold", &["organisation.lowers_threshold=false"]),
            ("no-calls", &["organisation.synchronises=false"]),
            ("no-stamina", &["organisation.stamina=false"]),
            ("no-links", &["organisation.links=false"]),
            ("no-common-demands", &["organisation.one_set_of_demands=false"]),
            ("no-discipline", &["organisation.discipline=false"]),
            ("no-appeals", &["organisation.appeals=false"]),
            ("not-vulnerable", &["organisation.vulnerable=false"]),
        ],
        over: &[
            ("1-in-1000", &["organisation.density=0.001"]),
            ("3-in-1000", &["organisation.density=0.003"]),
            ("1-in-100", &["organisation.density=0.01"]),
            ("3-in-100", &["organisation.density=0.03"]),
        ],
        ..PLAIN
    },
    Question {
        name: "no-shutdown",
        asks: "What if the network is never cut?",
        needs: Needs::Order("shutdown"),
        start: Start::Before("shutdown", 0.0),
        dated: &[("open", &["shutdown.enabled=false"])],
        // The base is open then: it is set against the cut.
        assumed: ("cut", &[("cut", &["order.assumed cut of the network.enabled=true"])]),
        ..PLAIN
    },
    Question {
        name: "early-shutdown",
        asks: "What if the network is cut from the first hour?",
        needs: Needs::Order("shutdown"),
        dated: &[("from-the-start", &["orders.shutdown.from=0"])],
        triggered: &[("from-the-start", &["orders.shutdown.when=hours > -1", "orders.shutdown.delay_hours=0"])],
        assumed: (
            BASE,
            &[(
                "from-the-start",
                &["order.assumed cut of the network.enabled=true", "order.assumed cut of the network.from=0"],
            )],
        ),
        ..PLAIN
    },
    Question {
        name: "earlier-concession",
        asks: "What if every concession comes a day earlier?",
        needs: Needs::Order("concession"),
        start: Start::Before("concession", 24.0),
        dated: &[("day-earlier", &["orders.concession.shift_hours=-24"])],
        ..PLAIN
    },
    Question {
        name: "appeals",
        asks: "What if appeals do nothing to soldiers, or five times as much?",
        needs: Needs::Texts,
        dated: &[("none", &["loyalty.appeals=0"]), ("five-times", &["loyalty.appeals=1"])],
        ..PLAIN
    },
    Question {
        name: "translation",
        asks: "What if texts are never translated, or at once?",
        needs: Needs::Texts,
        dated: &[("none", &["messages.translation=false"]), ("at-once", &["messages.translation_hours=0.1"])],
        ..PLAIN
    },
    Question {
        name: "no-spill-over",
        asks: "What if other countries take no notice?",
        needs: Needs::Neighbours,
        dated: &[("no-contagion", &["spillover.chi=0"]), ("no-notice", &["spillover.enabled=false"])],
        ..PLAIN
    },
];

/// The question of a name.
///
/// # Errors
/// There is none, with the nearest.
pub fn find(name: &str) -> Result<&'static Question, Complaint> {
    QUESTIONS.iter().find(|question| question.name == name).ok_or_else(|| {
        let names: Vec<&str> = QUESTIONS.iter().map(|question| question.name).collect();
        let complaint = Complaint::unknown("question", name, names.iter().copied()).allowed(names.join(", "));
        complaint.advise("`groundswell compare --question list` says what each asks")
    })
}

/// The hour of the first enabled order of a kind in the form of a scenario: `None` if it has
/// none, `Some(None)` if it is triggered.
fn first(scenario: &Scenario, kind: &str) -> Option<Option<f64>> {
    let is = KINDS.iter().find(|known| known.0 == kind)?.1;
    let rows = scenario.orders.iter().filter(|row| row.form == scenario.form && row.order.enabled && is(&row.order));
    let hours: Vec<Option<f64>> = rows
        .map(|row| match row.order.when {
            When::Dated { from, .. } => Some(from),
            When::Triggered { .. } => None,
        })
        .collect();
    let earliest = hours.iter().flatten().copied().reduce(f64::min);
    (!hours.is_empty()).then_some(earliest)
}

impl Question {
    /// Why it cannot be asked of a scenario.
    fn refuses(&self, scenario: &Scenario) -> Option<String> {
        let asked = || first(scenario, "request").is_some();
        match self.needs {
            Needs::Allies if scenario.allies.is_empty() => Some("it has no allies that could send troops".into()),
            Needs::Allies if !asked() => Some("no order of its form asks for troops".into()),
            Needs::Order(kind) if first(scenario, kind).is_none() && !self.rests_on_assumed(scenario) => {
                let row = "[[order]] with its form, from, until, where";
                let what = match kind {
                    "shutdown" => format!("; say what was cut in scenario.toml: {row}, connectivity and source"),
                    _ => String::new(),
                };
                Some(format!("no order of its form is one of {kind}{what}"))
            }
            Needs::Texts if scenario.messages.is_empty() => Some("nothing is published in it".into()),
            Needs::Neighbours if scenario.neighbours.is_empty() => Some("it has no other countries".into()),
            _ => None,
        }
    }

    /// Whether it cannot be asked of a scenario as it is, but could with an assumed order: of a record, no rule of the
    /// model's own.
    pub fn would_assume(&self, scenario: &Scenario) -> bool {
        !self.assumed.1.is_empty() && scenario.form == 0 && self.refuses(scenario).is_some()
    }

    /// Whether it is asked with an order that is only assumed.
    fn rests_on_assumed(&self, scenario: &Scenario) -> bool {
        let lacks = matches!(self.needs, Needs::Order(kind) if first(scenario, kind).is_none());
        lacks && !self.assumed.1.is_empty() && assumed::cut_from(scenario).is_some()
    }

    /// The comparison that answers it: branches, and the hour in which they leave the base
    /// unless `at` gives another.
    ///
    /// # Errors
    /// It cannot be asked of this scenario; days were given and it has none.
    pub fn ask(
        &self,
        scenario: &Scenario,
        days: &[f64],
        at: Option<u32>,
        against: Option<&str>,
    ) -> Result<Comparison, Complaint> {
        if let Some(why) = self.refuses(scenario) {
            let complaint =
                Complaint::inconsistent(format!("`{}` cannot be asked of {}: {why}", self.name, scenario.name));
            let can = |other: &&Question| other.refuses(scenario).is_none() || other.would_assume(scenario);
            let others: Vec<&str> = QUESTIONS.iter().filter(can).map(|other| other.name).collect();
            let here = format!("a question that can be asked of it: {}; or branches of your own", others.join(", "));
            return Err(complaint.allowed(here).advise("`groundswell compare --question list` says what each asks"));
        }
        if !days.is_empty() && !self.days {
            return Err(
                Complaint::inconsistent(format!("`--day` has no meaning for `{}`", self.name)).advise("leave it out")
            );
        }
        let last = f64::from(scenario.hours) / 24.0;
        if let Some(day) = days.iter().find(|day| !(1.0..=last).contains(*day)) {
            let complaint = Complaint::inconsistent(format!("day {day} is not a day of {}", scenario.name));
            return Err(complaint.allowed(format!("a number from 1 to {last}")));
        }
        let days = if days.is_empty() && self.days { self.usual_days(scenario) } else { days.to_vec() };
        let branches = self.branches(scenario, &days);
        let at = at.unwrap_or_else(|| self.hour(scenario, &days));
        let usual = if self.rests_on_assumed(scenario) { self.assumed.0 } else { self.against };
        Comparison::of(branches, at, Some(against.unwrap_or(usual)), Some(self.name.into()))
    }

    fn usual_days(&self, scenario: &Scenario) -> Vec<f64> {
        // Triggered requests come with the first large crowds, some days in.
        let request = first(scenario, "request").flatten().unwrap_or(96.0);
        let last = (f64::from(scenario.hours) / 24.0).floor();
        let mut days: Vec<f64> = DAYS_AFTER.map(|after| ((request / 24.0).floor() + 1.0 + after).min(last)).to_vec();
        days.dedup();
        days
    }

    fn hour(&self, scenario: &Scenario, days: &[f64]) -> u32 {
        let hour = match self.start {
            Start::Beginning => 0.0,
            Start::Before(kind, lead) => {
                let assumed = || assumed::cut_from(scenario).filter(|_| self.rests_on_assumed(scenario));
                first(scenario, kind).flatten().or_else(assumed).map_or(0.0, |hour| hour - lead)
            }
            Start::Day => days.iter().copied().fold(f64::INFINITY, f64::min).mul_add(24.0, -24.0),
        };
        (hour.floor().max(0.0) as u32).min(scenario.hours - 1)
    }

    fn branches(&self, scenario: &Scenario, days: &[f64]) -> Vec<RequestedBranch> {
        let dated = scenario.form == 0 || self.triggered.is_empty();
        let plain = match (self.rests_on_assumed(scenario), dated) {
            (true, _) => self.assumed.1,
            (false, true) => self.dated,
            (false, false) => self.triggered,
        };
        let one = |(name, settings): &Change, filled: &dyn Fn(&str) -> String| RequestedBranch {
            name: filled(name),
            settings: settings.iter().map(|setting| filled(setting)).collect(),
        };
        if self.days {
            let of_day = |day: &f64| {
                let filled = move |text: &str| text.replace("{day}", &day.to_string());
                // A name holds no dot: half days are distinguished by what follows it.
                let named = |mut asked: RequestedBranch| {
                    asked.name = asked.name.replace('.', "-");
                    asked
                };
                plain.iter().map(|change| named(one(change, &filled))).collect::<Vec<_>>()
            };
            return days.iter().flat_map(of_day).collect();
        }
        let same = |text: &str| text.to_string();
        if self.over.is_empty() {
            return plain.iter().map(|change| one(change, &same)).collect();
        }
        let crossed = |over: &Change| {
            let first = one(over, &same);
            plain
                .iter()
                .map(move |change| {
                    let own = one(change, &|text: &str| text.to_string());
                    RequestedBranch {
                        name: format!("{}-{}", first.name, own.name),
                        settings: first.settings.iter().chain(&own.settings).cloned().collect(),
                    }
                })
                .collect::<Vec<_>>()
        };
        self.over.iter().flat_map(crossed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::assumed::CUT;
    use groundswell_scenario::files::Files;
    use groundswell_scenario::names::is_name;

    fn load(name: &str, settings: &[&str]) -> Scenario {
        let settings: Vec<String> = settings.iter().map(|s| s.to_string()).collect();
        Scenario::load(name, &settings).unwrap_or_else(|complaints| panic!("{complaints}"))
    }

    #[test]
    fn every_question_can_be_asked_of_the_flagship_in_both_forms() {
        for form in ["form=history", "form=endogenous"] {
            let scenario = load("kazakhstan-2022", &[form]);
            for question in QUESTIONS {
                let asked =
                    question.ask(&scenario, &[], None, None).unwrap_or_else(|c| panic!("{}: {c}", question.name));
                assert!(asked.branches.iter().all(|branch| is_name(&branch.name)), "{}", question.name);
                // Each changes the scenario: loading complains about settings that do not exist.
                let settings = [form.to_string()];
                for branch in &asked.branches[1..] {
                    let all: Vec<String> = settings.iter().chain(&branch.settings).cloned().collect();
                    let changed = Scenario::load("kazakhstan-2022", &all).unwrap_or_else(|c| panic!("{c}"));
                    assert_ne!(changed.resolved(), scenario.resolved(), "{} {}", question.name, branch.name);
                }
            }
        }
    }

    #[test]
    fn branches_leave_where_the_change_can_first_matter() {
        let scenario = load("kazakhstan-2022", &[]);
        let at =
            |name: &str, days: &[f64]| find(name).expect("known").ask(&scenario, days, None, None).expect("asked").at;
        // Troops were asked for at 23:30 on the 5th, the network first cut at 17:00 on the 4th,
        // the first price cut came at 18:00 on the 3rd.
        assert_eq!((at("no-intervention", &[]), at("no-shutdown", &[]), at("earlier-concession", &[])), (119, 89, 42));
        assert_eq!((at("early-shutdown", &[]), at("withdrawal", &[9.0, 7.0])), (0, 144));
        let endogenous = load("kazakhstan-2022", &["form=endogenous"]);
        assert_eq!(find("no-shutdown").expect("known").ask(&endogenous, &[], None, None).expect("asked").at, 0);
    }

    #[test]
    fn a_cut_is_assumed_where_a_scenario_has_none() {
        let towns = load("two-towns", &[]);
        let flagship = load("kazakhstan-2022", &[]);
        let files = assumed::with_cut(&towns, &Files::BuiltIn("two-towns"));
        let with = Scenario::read(files.clone(), files.main().expect("there"), &[]).unwrap_or_else(|c| panic!("{c}"));
        for (name, against, at) in
            [("no-shutdown", "cut", assumed::cut_from(&with)), ("early-shutdown", BASE, Some(0.0))]
        {
            let question = find(name).expect("known");
            assert!(
                question.would_assume(&towns) && !question.would_assume(&with) && !question.would_assume(&flagship)
            );
            let asked = question.ask(&with, &[], None, None).unwrap_or_else(|c| panic!("{c}"));
            assert_eq!((asked.branches.len(), Some(f64::from(asked.at))), (2, at), "{name}");
            assert_eq!(asked.against, against);
            assert!(assumed::said(&asked).is_some_and(|said| said.contains("72 hours")));
            let branches = asked.load_from(&files, &[]).unwrap_or_else(|c| panic!("{c}"));
            let on = |scenario: &Scenario| scenario.orders.iter().any(|row| row.order.name == CUT && row.order.enabled);
            assert!(!on(&branches[0].scenario) && on(&branches[1].scenario), "{name}");
        }
    }

    #[test]
    fn what_cannot_be_asked_is_said() {
        let towns = load("two-towns", &[]);
        let wrong =
            |name: &str| find(name).and_then(|q| q.ask(&towns, &[], None, None)).expect_err("refused").to_string();
        assert!(wrong("no-intervention").contains("no allies"));
        assert!(wrong("no-shutdown").contains("no order of its form is one of shutdown"));
        assert!(wrong("translation").contains("nothing is published"));
        assert!(wrong("no-intervention").contains("no-shutdown, early-shutdown"), "{}", wrong("no-intervention"));
        assert!(find("no-shutdwon").expect_err("unknown").nearest() == Some("no-shutdown"));
        assert!(find("organisation").expect("known").ask(&towns, &[], None, None).expect("asked").branches.len() == 37);
        assert!(find("organisation").expect("known").ask(&towns, &[3.0], None, None).is_err(), "no days");
    }
}
