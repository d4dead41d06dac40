//! `scenario order`: what the state does in a scenario, listed and added.

use super::trigger::{places, tell};
use crate::exit::{CommandResult, DONE};
use crate::read;
use crate::terminal::{say, table};
use clap::Args;
use groundswell_complaint::Complaints;
use groundswell_engine::spec::{DEMAND_NAMES, Order, POSTURES, When};
use groundswell_scenario::orders::FORMS;
use groundswell_scenario::orders::write::{NewOffer, NewOrder, add_order};
use groundswell_scenario::scenario::Scenario;
use serde_json::json;

/// `scenario order`.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  groundswell scenario order belarus\n  groundswell scenario order belarus \"network cut\" --from 2020-08-09T20:00 --until 2020-08-12T08:00 --connectivity 0.2\n  groundswell scenario order belarus \"dispersed in Minsk\" --from 2020-08-09T22:00 --until 2020-08-13T12:00 --where Minsk --posture disperse\n  groundswell scenario order france \"tax given up\" --from 2018-12-05T20:00 --offer price=1:0.6\n  groundswell scenario order belarus emergency --when \"crowd > 5000\" --where \"each unit\" --posture emergency --delay 12\n\nAn order with --from is what happened (`history`), one with --when is what would happen (`endogenous`); a scenario\nfollows one of the two, and `--set form=endogenous` follows the other. The row is written at the end of\nscenario.toml; what stands there stays as it is, comments too."
)]
pub(crate) struct OrderArguments {
    /// A folder with a scenario of your own; to list, also a built-in one
    pub scenario: String,
    /// Its name; without it those that there are are listed
    pub name: Option<String>,
    /// From when it stands, by the scenario's clock or with an offset from UTC
    #[arg(long, value_name = "TIME", requires = "name", conflicts_with = "when")]
    pub from: Option<String>,
    /// The guard that brings it about, as "crowd > 1000 and killed > 0"
    #[arg(long, value_name = "GUARD", requires = "name")]
    pub when: Option<String>,
    /// When it is taken back: a time, or with --when a guard; at the end of the run if nothing is said
    #[arg(long, value_name = "TIME", requires = "name")]
    pub until: Option<String>,
    /// Mean hours from the guard to the order
    #[arg(long, value_name = "HOURS", requires = "when")]
    pub delay: Option<f64>,
    /// Hours for which it stands at least
    #[arg(long, value_name = "HOURS", requires = "when")]
    pub dwell: Option<f64>,
    /// Mean hours from the guard of --until to the end of the order
    #[arg(long, value_name = "HOURS", requires = "when")]
    pub undo: Option<f64>,
    /// Units and places for which it is given, or "each unit"; the whole country if nothing is said
    #[arg(long = "where", value_name = "NAME,…", value_delimiter = ',', requires = "name")]
    pub places: Vec<String>,
    /// What the police are ordered to do
    #[arg(long, requires = "name", value_parser = POSTURES)]
    pub posture: Option<String>,
    /// Nobody may be out by night
    #[arg(long, requires = "name")]
    pub curfew: bool,
    /// Share of the network that works: 0 is a cut
    #[arg(long, value_name = "SHARE", requires = "name")]
    pub connectivity: Option<f64>,
    /// Share of the ready reserves that are sent
    #[arg(long, value_name = "SHARE", requires = "name")]
    pub reserves: Option<f64>,
    /// A demand that is met (price, wage, jobs, …: `groundswell mechanism demand`), how much of it and how far that is
    /// believed, from 0 to 1; 1 and 1 if nothing is said
    #[arg(long = "offer", value_name = "DEMAND=MUCH:BELIEVED", requires = "name")]
    pub offers: Vec<String>,
    /// Members of the elite who are dismissed
    #[arg(long, value_name = "N", requires = "name")]
    pub dismiss: Option<u32>,
    /// Members of the elite who are arrested
    #[arg(long, value_name = "N", requires = "name")]
    pub arrest: Option<u32>,
    /// Allies are asked for troops
    #[arg(long, requires = "name")]
    pub request_help: bool,
    /// Foreign troops are sent home
    #[arg(long, requires = "name")]
    pub withdraw: bool,
    /// Where that is from
    #[arg(long, value_name = "TEXT", requires = "name")]
    pub source: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// Lists the orders of a scenario, or adds one.
pub(crate) fn order(asked: &OrderArguments) -> CommandResult {
    let Some(name) = &asked.name else { return list(&asked.scenario, asked.json) };
    let offers: Result<Vec<NewOffer>, Complaints> = asked.offers.iter().map(|text| NewOffer::typed(text)).collect();
    let new = NewOrder {
        name: name.clone(),
        from: asked.from.clone(),
        when: asked.when.clone(),
        until: asked.until.clone(),
        hours: [asked.delay, asked.dwell, asked.undo],
        places: asked.places.clone(),
        posture: asked.posture.clone(),
        curfew: asked.curfew,
        connectivity: asked.connectivity,
        reserves: asked.reserves,
        offers: offers?,
        elite: [asked.dismiss, asked.arrest],
        request_help: asked.request_help,
        withdraw: asked.withdraw,
        source: asked.source.clone(),
    };
    tell(&add_order(&asked.scenario, &new)?, asked.json)
}

/// When an order stands.
fn when(s: &Scenario, when: &When) -> String {
    let time = |hour: f64| s.time(hour).format("%Y-%m-%d %H:%M").to_string();
    match when {
        When::Dated { from, until } if until.is_finite() => format!("{} to {}", time(*from), time(*until)),
        When::Dated { from, .. } => format!("from {}", time(*from)),
        When::Triggered { text, delay, .. } if *delay > 0.0 => format!("{text}, after {delay} hours"),
        When::Triggered { text, .. } => text.clone(),
    }
}

/// What an order says.
fn what(order: &Order) -> Vec<String> {
    let percent = |share: f64| format!("{} %", (100.0 * share).round());
    let offer = |o: &groundswell_engine::spec::Offer| {
        format!(
            "offers {} of {}, believed by {}",
            percent(o.generosity),
            DEMAND_NAMES[o.demand],
            percent(o.credibility)
        )
    };
    let said = |yes: bool, text: &str| yes.then(|| text.to_string());
    let number = |n: u32, text: &str| (n > 0).then(|| format!("{text} {n} of the elite"));
    let posture = order.posture.map(|posture| format!("police: {}", POSTURES[posture as usize]));
    let some = [
        posture,
        said(order.curfew, "curfew"),
        order.connectivity.map(|share| format!("network at {}", percent(share))),
        (order.reserves > 0.0).then(|| format!("sends {} of the reserves", percent(order.reserves))),
        number(order.dismiss_elite, "dismisses"),
        number(order.arrest_elite, "arrests"),
        said(order.request_help, "asks allies for troops"),
        said(order.withdraw, "sends foreign troops home"),
    ];
    some.into_iter().flatten().chain(order.offers.iter().map(offer)).collect()
}

fn list(name: &str, json: bool) -> CommandResult {
    let s = read::scenario(name, &[])?;
    if json {
        let rows = s.orders.iter().map(|row| {
            let order = &row.order;
            json!({ "name": order.name, "form": FORMS[row.form], "when": when(&s, &order.when), "where": places(&s, &order.scope),
                "what": what(order), "enabled": order.enabled, "followed": row.form == s.form, "source": row.source })
        });
        say(serde_json::to_string_pretty(&rows.collect::<Vec<_>>()).expect("texts become JSON"));
        return Ok(DONE);
    }
    if s.orders.is_empty() {
        say(format!("no order yet: groundswell scenario order {name} NAME --from TIME --connectivity 0.2"));
        return Ok(DONE);
    }
    let rows = s.orders.iter().map(|row| {
        let order = &row.order;
        let on = if order.enabled && row.form == s.form { "yes" } else { "no" };
        let (when, places) = (when(&s, &order.when), places(&s, &order.scope));
        vec![order.name.clone(), FORMS[row.form].into(), when, places, what(order).join("; "), on.into()]
    });
    say(table(&["order", "form", "when", "where", "what", "on"], &[], rows));
    Ok(DONE)
}
