//! `classify`: how a recorded event ended, by the rules that also judge runs.

use crate::exit::{DONE, Done, alone};
use crate::terminal::{exact, say, table};
use clap::Args;
use groundswell_complaint::Complaints;
use groundswell_engine::mechanisms::outcome::{Class, Evidence, Outcome};
use groundswell_scenario::evidence::{Found, of_record, of_table, pieces};
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

/// What a piece of evidence says, in figures that people read.
fn said(found: Option<Found>) -> Option<String> {
    found.map(|found| match found {
        Found::Yes => "yes".into(),
        Found::Number(x) if x.abs() < 10.0 && x.fract() != 0.0 => format!("{x:.2}"),
        Found::Number(x) => exact(x.round()),
    })
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
            pieces.iter().filter_map(|p| Some((p.name.to_string(), said(p.found)?.into()))).collect();
        let missing: Vec<&str> = pieces.iter().filter(|p| p.found.is_none()).map(|p| p.name).collect();
        let all = json!({ "classes": held.collect::<Vec<_>>(), "evidence": found, "missing": missing });
        say(serde_json::to_string_pretty(&all).expect("texts become JSON"));
        return Ok(DONE);
    }
    let rows = classes.iter().map(|class| vec![label(class), class.name().1.to_string(), class.rule().to_string()]);
    say(table(&["class", "name", "rule that holds"], &[], rows));
    let known = pieces.iter().filter_map(|p| Some(vec![p.name.to_string(), said(p.found)?, p.needed_by.to_string()]));
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
