//! `classify`: how a recorded event ended, by the rules that also judge runs.

use crate::exit::{DONE, Done, alone};
use crate::terminal::{exact, say, table};
use clap::Args;
use groundswell_complaint::Complaints;
use groundswell_engine::mechanisms::outcome::{Class, Evidence, Outcome};
use groundswell_scenario::evidence::{of_record, of_table};
use groundswell_scenario::files::read_text;
use groundswell_scenario::scenario::Scenario;
use serde_json::json;
use std::path::Path;

/// `classify`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell classify kazakhstan-2022\n  groundswell classify belarus --json\n  groundswell classify leipzig-1989.csv\n\nA table of facts has the columns date, place, variable, low, high, source and note. What is not\nknown is listed: a rule that needs it cannot hold. The rules: groundswell mechanism outcome."
)]
pub(crate) struct Classify {
    /// A scenario, or a table of facts (.csv)
    #[arg(value_name = "SCENARIO|FACTS")]
    pub what: String,
    /// Print JSON instead of tables
    #[arg(long)]
    pub json: bool,
}

/// What one piece of evidence says.
struct Piece {
    name: &'static str,
    found: Option<String>,
    /// Classes whose rule looks at it.
    needed_by: &'static str,
}

fn pieces(e: &Evidence) -> Vec<Piece> {
    let number = |x: Option<f64>| {
        x.map(|x| if x.abs() < 10.0 && x.fract() != 0.0 { format!("{x:.2}") } else { exact(x.round()) })
    };
    let yes = |x: bool| x.then(|| "yes".to_string());
    let piece = |name, found, needed_by| Piece { name, found, needed_by };
    vec![
        piece("adults", number(e.adults), "O0"),
        piece("largest crowd", number(e.peak), "O0 O2 O3"),
        piece("hours from the start to the largest crowd", number(e.peak_hour), "O2 O3"),
        piece("units active", number(e.units_active), "O1"),
        piece("hours to the fall by 90 %", number(e.fell_90), "O2"),
        piece("hours to the fall by 95 %", number(e.fell_95), "O3"),
        piece("order to use firearms", yes(e.lethal), "O2 O3"),
        piece("detained", number(Some(e.detained).filter(|n| *n > 0.0)), "O3"),
        piece("demands met", (!e.met.is_empty()).then(|| exact(e.met.len() as f64)), "O2"),
        piece("government or security chief replaced", yes(e.replaced), "O4"),
        piece("ruler gone", yes(e.ruler_gone), "O4 O6"),
        piece("share of the forces not loyal", number(e.not_loyal), "O5 O6"),
        piece("share of the elite out", number(e.elite_left), "O6"),
        piece("army holds the capital", yes(e.army_in_capital), "O5"),
        piece("days with two armed sides", number(Some(e.armed_days).filter(|n| *n > 0.0)), "O7"),
        piece("days of committees", number(Some(e.council_days).filter(|n| *n > 0.0)), "O8"),
    ]
}

fn evidence(asked: &Classify) -> Result<(Outcome, Evidence), Complaints> {
    let path = Path::new(&asked.what);
    if path.is_file() && path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("csv")) {
        let text = read_text(path, 64 << 20).map_err(alone)?;
        return Ok((Outcome::default(), of_table(&asked.what, &text)?));
    }
    let scenario = Scenario::load(&asked.what, &[])?;
    Ok((scenario.mechanisms.outcome.clone(), of_record(&scenario)))
}

/// Judges a record.
pub(crate) fn run(asked: &Classify) -> Done {
    let (rules, evidence) = evidence(asked)?;
    let classes = rules.judge(&evidence);
    let pieces = pieces(&evidence);
    let label = |class: &Class| class.label(&evidence);
    if asked.json {
        let held =
            classes.iter().map(|class| json!({ "class": label(class), "name": class.name().1, "rule": class.rule() }));
        let found: serde_json::Map<_, _> =
            pieces.iter().filter_map(|p| Some((p.name.to_string(), p.found.clone()?.into()))).collect();
        let missing: Vec<&str> = pieces.iter().filter(|p| p.found.is_none()).map(|p| p.name).collect();
        let all = json!({ "classes": held.collect::<Vec<_>>(), "evidence": found, "missing": missing });
        say(serde_json::to_string_pretty(&all).expect("texts become JSON"));
        return Ok(DONE);
    }
    let rows = classes.iter().map(|class| vec![label(class), class.name().1.to_string(), class.rule().to_string()]);
    say(table(&["class", "name", "rule that holds"], &[], rows));
    let known = pieces.iter().filter_map(|p| Some(vec![p.name.to_string(), p.found.clone()?, p.needed_by.to_string()]));
    say(table(&["evidence", "in the record", "looked at by"], &[1], known));
    let missing =
        pieces.iter().filter(|p| p.found.is_none()).map(|p| vec![p.name.to_string(), p.needed_by.to_string()]);
    let missing: Vec<Vec<String>> = missing.collect();
    if !missing.is_empty() {
        say("Not in the record; a rule that needs it cannot hold:");
        say(table(&["evidence", "needed by"], &[], missing));
    }
    Ok(DONE)
}
