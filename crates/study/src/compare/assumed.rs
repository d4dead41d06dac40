//! What a question needs and a scenario need not have yet: a cut of the network, assumed so that it can be asked.

use super::branch::Comparison;
use groundswell_engine::spec::Recurrence;
use groundswell_scenario::files::Files;
use groundswell_scenario::scenario::Scenario;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The order that is assumed. It is off; branches switch it on by its name.
pub(super) const CUT: &str = "assumed cut of the network";
/// How long the cut lasts, in hours [A].
const HOURS: f64 = 72.0;
/// Share of the network that works meanwhile [A].
const CONNECTIVITY: f64 = 0.2;

/// The hour of the first trigger within the run; the first hour without one.
fn begins(scenario: &Scenario) -> f64 {
    let shocks = scenario.shocks.iter().filter(|row| row.shock.enabled).map(|row| row.shock.hour);
    let calls = scenario.calls.iter().filter(|row| row.call.enabled).filter_map(|row| match row.call.when {
        Recurrence::Once(hour) => Some(hour),
        Recurrence::Weekly { .. } => None,
    });
    let last = f64::from(scenario.hours - 1);
    shocks.chain(calls).filter(|hour| (0.0..=last).contains(hour)).reduce(f64::min).map_or(0.0, f64::floor)
}

/// The files of a scenario with an order more that would cut the network and is off.
pub(crate) fn with_cut(scenario: &Scenario, files: &Files) -> Files {
    let from = begins(scenario);
    let time = |hour: f64| scenario.time(hour).format("%Y-%m-%dT%H:%M:%S").to_string();
    let row = format!(
        "\n[[order]]\nname = \"{CUT}\"\nform = \"history\"\nenabled = false\nfrom = {}\nuntil = {}\nwhere = \"nation\"\n\
        connectivity = {CONNECTIVITY}\nsource = \"assumed [A], so that a question about a cut can be asked: no order of the scenario cuts the network\"\n",
        time(from),
        time(from + HOURS),
    );
    let text = format!("{}\n{row}", scenario.text.trim_end());
    Files::With(Box::new(files.clone()), Arc::new(BTreeMap::from([("scenario.toml".to_string(), text)])))
}

/// The hour from which the cut is assumed, if one is.
pub(super) fn cut_from(scenario: &Scenario) -> Option<f64> {
    let row = scenario.orders.iter().find(|row| row.order.name == CUT && row.form == scenario.form)?;
    match row.order.when {
        groundswell_engine::spec::When::Dated { from, .. } => Some(from),
        groundswell_engine::spec::When::Triggered { .. } => None,
    }
}

/// What must be said beside a comparison that rests on it.
pub fn said(comparison: &Comparison) -> Option<String> {
    let rests = comparison.branches.iter().flat_map(|branch| &branch.settings).any(|setting| setting.contains(CUT));
    rests.then(|| {
        format!("no order of the scenario cuts the network, so that one is assumed [A]: in the whole country {CONNECTIVITY} of it works, for {HOURS} hours from the first trigger on")
    })
}
