//! How a recorded event ended: the classes that hold, the evidence for each, and what is not known.

use crate::evidence::{COMPARATORS, CourseBasis, JudgedRecord, TABLE_VARIABLES, of_record, of_table};
use crate::files::read_text;
use crate::scenario::Scenario;
use groundswell_complaint::{Complaints, did_you_mean};
use groundswell_engine::mechanisms::outcome::{Outcome, OutcomeEvidence};
use std::path::Path;

/// A class that holds.
#[derive(Clone, Debug, PartialEq)]
pub struct HeldClass {
    /// As a report writes it: `O3`, `O4 (partial)`.
    pub label: String,
    /// Its name.
    pub name: &'static str,
    /// Its rule.
    pub rule: &'static str,
}

/// What one piece of evidence says.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidencePiece {
    /// What it is.
    pub name: &'static str,
    /// What the record says; nothing where it says nothing.
    pub found: Option<String>,
    /// Classes whose rule looks at it.
    pub needed_by: &'static str,
}

/// A judged record.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordVerdict {
    /// The classes that hold.
    pub classes: Vec<HeldClass>,
    /// The classes that would hold if the people who were killed had been killed by order: nothing where nobody was, where
    /// an order is recorded, or where it would change nothing.
    pub if_ordered: Vec<HeldClass>,
    /// All evidence, also what is missing.
    pub pieces: Vec<EvidencePiece>,
    /// Variables of a table of facts that no rule looks at, with the name that may be meant.
    pub context: Vec<String>,
}

/// Judges the record of a scenario, a table of facts, or one of the shipped tables by its name.
///
/// # Errors
/// No such scenario or table, or one that cannot be read.
pub fn of(what: &str) -> Result<RecordVerdict, Complaints> {
    let path = Path::new(what);
    if path.is_file() && path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("csv")) {
        let text = read_text(path, 64 << 20).map_err(Complaints::from)?;
        return Ok(verdict(&Outcome::default(), &of_table(what, &text)?));
    }
    if let Some(known) = COMPARATORS.iter().find(|known| known.name == what && !path.exists()) {
        return Ok(verdict(&Outcome::default(), &of_table(known.name, known.text)?));
    }
    Ok(of_scenario(&Scenario::load(what, &[])?))
}

/// Judges the record of a scenario.
pub fn of_scenario(scenario: &Scenario) -> RecordVerdict {
    verdict(&scenario.mechanisms.outcome, &of_record(scenario))
}

fn verdict(rules: &Outcome, judged: &JudgedRecord) -> RecordVerdict {
    let classes = held(rules, &judged.evidence);
    let ordered = judged.killed.filter(|_| !judged.evidence.lethal).map(|killed| {
        held(rules, &OutcomeEvidence { lethal: true, lethal_hour: Some(killed.hour), ..judged.evidence.clone() })
    });
    let if_ordered = ordered.filter(|ordered| *ordered != classes).unwrap_or_default();
    let meant = |name: &String| match did_you_mean(name, TABLE_VARIABLES) {
        Some(known) => format!("{name} (did you mean {known}?)"),
        None => name.clone(),
    };
    let context = judged.context.iter().map(meant).collect();
    RecordVerdict { classes, if_ordered, pieces: pieces(judged), context }
}

/// The classes that hold by some evidence.
fn held(rules: &Outcome, evidence: &OutcomeEvidence) -> Vec<HeldClass> {
    let classes = rules.judge(evidence).into_iter();
    classes.map(|class| HeldClass { label: class.label(evidence), name: class.name().1, rule: class.rule() }).collect()
}

/// Whole from ten on, thousands set apart.
fn shown(x: f64) -> String {
    if x.abs() < 10.0 && x.fract() != 0.0 {
        return format!("{x:.2}");
    }
    let digits = format!("{:.0}", x.abs());
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if x < 0.0 { format!("-{text}") } else { text }
}

fn pieces(judged: &JudgedRecord) -> Vec<EvidencePiece> {
    let e = &judged.evidence;
    let basis = match judged.basis {
        CourseBasis::Nothing => None,
        CourseBasis::Sizes => Some("sizes of crowds".to_string()),
        CourseBasis::Reports => Some("places with a report a day, as too few have a size".to_string()),
        CourseBasis::Proxy => Some("a count of something else".to_string()),
    };
    let number = |x: Option<f64>| x.map(shown);
    let some = |x: f64| (x > 0.0).then(|| shown(x));
    let yes = |x: bool| x.then(|| "yes".to_string());
    let piece = |name, found, needed_by| EvidencePiece { name, found, needed_by };
    let mut pieces = vec![
        piece("adults", number(e.adults), "O0"),
        piece("largest crowd", number(e.peak), "O0 O2 O3"),
        piece("course read from", basis, "O2 O3"),
        piece("hours from the start to the largest crowd", number(e.peak_hour), "O2 O3"),
        piece("units active", number(e.units_active), "O1"),
        piece("hours to the fall by 90 %", number(e.fell_90), "O2"),
        piece("hours to the fall by 95 %", number(e.fell_95), "O3"),
        piece("days from the largest crowd to a tenth", number(judged.days_of_fall()), "O3"),
        piece("an order to use firearms", yes(e.lethal), "O2 O3"),
        piece("hours to the first such order", number(e.lethal_hour), "O3"),
        piece("detained", some(e.detained), "O3"),
        piece("demands met", some(e.met.len() as f64), "O2"),
        piece("government or security chief replaced", yes(e.replaced), "O4"),
        piece("ruler gone", yes(e.ruler_gone), "O4 O6"),
        piece("share of the forces not loyal", number(e.not_loyal), "O5 O6"),
        piece("share of the elite out", number(e.elite_left), "O6"),
        piece("army holds the capital", yes(e.army_in_capital), "O5"),
        piece("days with two armed sides", some(e.armed_days), "O7"),
        piece("days of committees", some(e.council_days), "O8"),
    ];
    // Not missing where nobody says it: no rule looks at it.
    let killed = judged.killed.map(|killed| some(killed.people).unwrap_or_else(|| "yes".into()));
    pieces.extend(killed.map(|killed| piece("people killed (no order by itself)", Some(killed), "no rule")));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_what_history_was() {
        let classes = |what: &str| {
            let verdict = of(what).unwrap_or_else(|complaints| panic!("{complaints}"));
            verdict.classes.iter().map(|held| held.label.clone()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(classes("kazakhstan-2022"), "O2 (price only) O3 O4 (partial)");
        assert_eq!(classes("east-germany-1989"), "O6");
        assert_eq!(classes("leipzig-1989"), "O6");
        assert_eq!(classes("egypt-2011"), "O4 O5");
        assert_eq!(classes("france-2005"), "O9");
        assert!(of("egypt-2012").is_err());
    }

    /// A record of deaths says what it would be had they been ordered; one with an order of its own says it once.
    #[test]
    fn what_an_order_would_change_is_said() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).expect("built in");
        let whole = of_scenario(&scenario);
        let piece = |verdict: &RecordVerdict, name: &str| {
            verdict.pieces.iter().find(|piece| piece.name == name).and_then(|piece| piece.found.clone())
        };
        assert!(whole.if_ordered.is_empty() && piece(&whole, "an order to use firearms").is_some());
        assert_eq!(piece(&whole, "hours to the first such order").as_deref(), Some("144"));
        let mut without = scenario.clone();
        without.facts.retain(|fact| fact.kind != "repression_order");
        let verdict = of_scenario(&without);
        assert!(piece(&verdict, "people killed (no order by itself)").is_some());
        let labels =
            |classes: &[HeldClass]| classes.iter().map(|held| held.label.clone()).collect::<Vec<_>>().join(" ");
        // Mass arrests alone make it crushed; the price was conceded, by an order or without.
        assert_eq!(labels(&verdict.classes), "O2 O3 O4 (partial)");
        assert_eq!(labels(&verdict.if_ordered), "O2 (price only) O3 O4 (partial)");
    }

    #[test]
    fn what_is_not_known_is_listed() {
        let verdict = of("egypt-2011").expect("shipped");
        let missing: Vec<&str> = verdict.pieces.iter().filter(|p| p.found.is_none()).map(|p| p.name).collect();
        assert!(missing.contains(&"largest crowd") && !missing.contains(&"ruler gone"), "{missing:?}");
        assert_eq!(
            (shown(1234567.0), shown(0.256), shown(-1200.0)),
            ("1,234,567".into(), "0.26".into(), "-1,200".into())
        );
    }
}
