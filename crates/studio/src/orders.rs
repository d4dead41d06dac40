//! Orders of the authorities as parameters: each can be left out, or come earlier or later, by
//! kind and by name. They are set by the same paths as on the command line.

use crate::api::schema::{Kind, Mark, Parameter, SettingValue};
use groundswell_engine::spec::{Order, When};
use groundswell_scenario::orders::settings::KINDS;
use groundswell_scenario::scenario::Scenario;

/// What the group of these parameters is called in the place of a mechanism.
pub(crate) const GROUP: &str = "orders";

/// Whether a branch of the page and of the command line can hold this name: both part settings by commas.
/// An order with another name is set by its kind.
fn can_be_set(name: &str) -> bool {
    !name.contains(['=', ':', ','])
}

/// The parameters: first those of each kind of which the scenario has an order, then those of each order of its form.
pub(crate) fn parameters(scenario: &Scenario) -> Vec<Parameter> {
    let of_form = || scenario.orders.iter().filter(|row| row.form == scenario.form);
    let mut parameters = Vec::new();
    for (kind, is) in KINDS {
        let mut those = of_form().filter(|row| is(&row.order)).peekable();
        if those.peek().is_none() {
            continue;
        }
        let count = those.clone().count();
        let given = those.all(|row| row.order.enabled);
        let what = format!("every order that is a {kind}: {count}");
        parameters.extend(pair(scenario, &format!("orders.{kind}"), &what, given, "the scenario's orders"));
    }
    let mut seen: Vec<&str> = Vec::new();
    for row in of_form().filter(|row| can_be_set(&row.order.name)) {
        if seen.contains(&row.order.name.as_str()) {
            continue;
        }
        seen.push(&row.order.name);
        let what = when(scenario, &row.order);
        let path = format!("order.{}", row.order.name);
        parameters.extend(pair(scenario, &path, &what, row.order.enabled, &row.source));
    }
    parameters
}

fn when(scenario: &Scenario, order: &Order) -> String {
    let time = |hour: f64| scenario.time(hour).format("%Y-%m-%dT%H:%M").to_string();
    match &order.when {
        When::Dated { from, until } if until.is_finite() => format!("from {} to {}", time(*from), time(*until)),
        When::Dated { from, .. } => format!("from {}", time(*from)),
        When::Triggered { text, .. } => format!("once {text}"),
    }
}

fn pair(scenario: &Scenario, path: &str, what: &str, given: bool, source: &str) -> [Parameter; 2] {
    let parameter = |key: &str, meaning: String, unit: &str, kind: Kind, value: SettingValue| {
        let most = (kind == Kind::Whole).then_some(f64::from(scenario.hours));
        Parameter {
            path: format!("{path}.{key}"),
            mechanism: GROUP.into(),
            meaning,
            unit: unit.into(),
            kind,
            low: most.map(|most| -most),
            high: most,
            prior: None,
            influence: None,
            choices: vec![],
            default: value.clone(),
            value,
            mark: Mark::D,
            source: source.into(),
        }
    };
    [
        parameter("enabled", format!("given at all ({what})"), "", Kind::Switch, SettingValue::Switch(given)),
        parameter(
            "shift_hours",
            format!("hours by which it comes later, earlier below 0 ({what})"),
            "hours",
            Kind::Whole,
            SettingValue::Number(0.0),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_can_be_left_out_and_moved_by_its_path() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).expect("built in");
        let all = parameters(&scenario);
        let names: std::collections::BTreeSet<&str> =
            scenario.orders.iter().filter(|row| row.form == scenario.form).map(|row| row.order.name.as_str()).collect();
        let by_name = all.iter().filter(|parameter| parameter.path.starts_with("order.")).count();
        let can = names.iter().filter(|name| can_be_set(name)).count();
        assert_eq!(by_name, 2 * can);
        assert!(names.len() - can <= 2, "names with commas can be set by kind only");
        let settings = ["orders.shutdown.shift_hours=-24".to_string(), "orders.concession.enabled=false".into()];
        for setting in &settings {
            let path = setting.split('=').next();
            assert!(all.iter().any(|parameter| Some(parameter.path.as_str()) == path), "{setting}");
        }
        let changed = Scenario::load("kazakhstan-2022", &settings).expect("they can be set");
        assert_ne!(changed.orders, scenario.orders);
    }
}
