//! `classify`: how a recorded event ended, by the rules that also judge runs.

use crate::exit::{CommandResult, DONE};
use crate::read::remarks_on;
use crate::terminal::{say, table};
use clap::Args;
use groundswell_scenario::verdict::{EvidencePiece, HeldClass, of};
use serde_json::json;

/// `classify`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell classify kazakhstan-2022\n  groundswell classify belarus --json\n  groundswell classify egypt-2011\n  groundswell classify my-event.csv\n\nA table of facts has the columns date, place, variable, low, high, source and note; its variables are\nparticipants, reports, units_active_peak, detained_total, lethal_order, government_replaced, ruler_gone,\nforces_not_loyal_share, elite_left_share, army_holds_capital, demand_met_NAME (days for which it stayed\nmet), armed_days, council_days, adults and vehicles_burnt. What is not known is listed: a rule that needs it cannot hold. The rules: groundswell mechanism outcome."
)]
pub(crate) struct ClassifyArguments {
    /// A scenario, a table of facts (.csv), or one of those that are shipped: leipzig-1989, egypt-2011, france-2005
    #[arg(value_name = "SCENARIO|FACTS")]
    pub what: String,
    /// Print JSON instead of tables
    #[arg(long)]
    pub json: bool,
}

/// Judges a record.
pub(crate) fn run(asked: &ClassifyArguments) -> CommandResult {
    let verdict = of(&asked.what)?;
    remarks_on(&asked.what);
    let known = verdict.pieces.iter().filter_map(|piece| Some((piece, piece.found.clone()?)));
    let missing: Vec<&EvidencePiece> = verdict.pieces.iter().filter(|piece| piece.found.is_none()).collect();
    if asked.json {
        let listed = |classes: &[HeldClass]| -> Vec<serde_json::Value> {
            let one = |held: &HeldClass| json!({ "class": held.label, "name": held.name, "rule": held.rule });
            classes.iter().map(one).collect()
        };
        let found: serde_json::Map<_, _> = known.map(|(piece, found)| (piece.name.to_string(), found.into())).collect();
        let missing: Vec<&str> = missing.iter().map(|piece| piece.name).collect();
        let all = json!({ "classes": listed(&verdict.classes), "if_deaths_were_ordered": listed(&verdict.if_ordered),
            "evidence": found, "missing": missing, "not_looked_at": verdict.context });
        say(serde_json::to_string_pretty(&all).expect("texts become JSON"));
        return Ok(DONE);
    }
    let rows = verdict.classes.iter().map(|held| vec![held.label.clone(), held.name.into(), held.rule.into()]);
    say(table(&["class", "name", "rule that holds"], &[], rows));
    if !verdict.if_ordered.is_empty() {
        // A label in words says its name itself: `O3 (worn down)`.
        let named = |held: &HeldClass| {
            if held.label.contains('(') { held.label.clone() } else { format!("{} {}", held.label, held.name) }
        };
        let classes: Vec<String> = verdict.if_ordered.iter().map(named).collect();
        say(format!(
            "People were killed, and no order to use firearms is in the record: deaths alone are no order. Had they been\n\
             ordered, it would be {}. If they were, say so: a fact `repression_order`.\n",
            classes.join(", ")
        ));
    }
    let rows = known.map(|(piece, found)| vec![piece.name.to_string(), found, piece.needed_by.to_string()]);
    say(table(&["evidence", "in the record", "looked at by"], &[1], rows));
    if !missing.is_empty() {
        say("Not in the record; a rule that needs it cannot hold:");
        let rows = missing.iter().map(|piece| vec![piece.name.to_string(), piece.needed_by.to_string()]);
        say(table(&["evidence", "needed by"], &[], rows));
    }
    if !verdict.context.is_empty() {
        say(format!("No rule looks at: {}", verdict.context.join(", ")));
    }
    Ok(DONE)
}
