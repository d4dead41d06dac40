//! Shocks and calls of a scenario: as bars of the timeline, and as parameters under the paths that the command line has.

use crate::api::country::{Bar, BarKind};
use crate::api::schema::{Kind, Mark, Parameter, Prior, SettingValue};
use groundswell_engine::parameter::{Allowed, Parameter as Row};
use groundswell_engine::spec::{CALL_TO, Call, CallTo, Recurrence, SHOCK_KINDS, Shock};
use groundswell_scenario::scenario::Scenario;
use groundswell_scenario::triggers::settings::{OF_CALL, OF_SHOCK, number_of, prior};

/// Most times of a call that are drawn.
const MOST_TIMES: usize = 60;

/// The mechanisms that these parameters belong to.
const GROUPS: [&str; 2] = ["shocks", "calls"];

/// Bars of the timeline, in the order of the scenario file.
pub(crate) fn bars(scenario: &Scenario) -> Vec<Bar> {
    let shocks = scenario.shocks.iter().map(|row| shock(&row.shock));
    shocks.chain(scenario.calls.iter().map(|row| call(scenario, &row.call))).collect()
}

fn shock(shock: &Shock) -> Bar {
    Bar {
        path: format!("shock.{}", shock.name),
        name: shock.name.clone(),
        kind: BarKind::Shock,
        what: SHOCK_KINDS[shock.kind].into(),
        enabled: shock.enabled,
        times: vec![shock.hour],
        lasts: shock.rise + shock.decay,
        stretches: "decay_hours".into(),
        fixed: shock.rise,
        earliest: None,
        latest: None,
    }
}

fn call(scenario: &Scenario, call: &Call) -> Bar {
    // What is made every week moves within its day.
    let (times, moves) = match call.when {
        Recurrence::Once(hour) => (vec![hour], None),
        Recurrence::Weekly { hour, .. } => (times(scenario, call), Some((-hour, 23.0 - hour))),
    };
    Bar {
        path: format!("call.{}", call.name),
        name: call.name.clone(),
        kind: BarKind::Call,
        what: if call.to == CallTo::Gather { "call" } else { CALL_TO[1] }.into(),
        enabled: call.enabled,
        times,
        lasts: call.hours,
        stretches: "hours".into(),
        fixed: 0.0,
        earliest: moves.map(|moves| moves.0),
        latest: moves.map(|moves| moves.1),
    }
}

/// Hours since the start at which a repeated call begins, by the scenario's clock.
fn times(scenario: &Scenario, call: &Call) -> Vec<f64> {
    let Recurrence::Weekly { days, hour, from, until } = call.when else { return vec![] };
    use chrono::{Datelike, Timelike};
    let midnight = -f64::from(scenario.start.hour());
    let of_day = |day: u32| {
        let at = midnight + f64::from(day) * 24.0 + hour;
        let weekday = scenario.time(midnight + f64::from(day) * 24.0).weekday().num_days_from_monday();
        (days[weekday as usize] && (from..until).contains(&at) && at >= 0.0).then_some(at)
    };
    (0..=scenario.hours / 24).filter_map(of_day).take(MOST_TIMES).collect()
}

/// Whether a path can stand in an address and in a branch, which part settings by these signs.
fn can_be_set(name: &str) -> bool {
    !name.contains(['=', ':', ','])
}

/// Whether each shock and call happens, and its numbers.
pub(crate) fn parameters(scenario: &Scenario) -> Vec<Parameter> {
    let mut found = Vec::new();
    for row in scenario.shocks.iter().filter(|row| can_be_set(&row.shock.name)) {
        let path = format!("shock.{}", row.shock.name);
        found.extend(of(scenario, GROUPS[0], &path, row.shock.enabled, &row.source, OF_SHOCK));
    }
    for row in scenario.calls.iter().filter(|row| can_be_set(&row.call.name)) {
        let path = format!("call.{}", row.call.name);
        let mut own = of(scenario, GROUPS[1], &path, row.call.enabled, &row.source, OF_CALL);
        if let Recurrence::Weekly { hour, .. } = row.call.when {
            // It wraps within its day: beyond that it would come on a day before or after.
            own.iter_mut().filter(|p| p.path.ends_with(".shift_hours")).for_each(|p| {
                (p.low, p.high) = (Some(-hour), Some(23.0 - hour));
            });
        }
        found.extend(own);
    }
    found
}

fn of(scenario: &Scenario, group: &str, path: &str, on: bool, source: &str, rows: &[Row]) -> Vec<Parameter> {
    let blank = Parameter {
        path: format!("{path}.enabled"),
        mechanism: group.into(),
        meaning: "whether it happens at all".into(),
        unit: String::new(),
        kind: Kind::Switch,
        low: None,
        high: None,
        prior: None,
        influence: None,
        choices: vec![],
        value: SettingValue::Switch(on),
        default: SettingValue::Switch(on),
        mark: Mark::A,
        source: source.into(),
    };
    let number = |row: &Row| {
        let path = format!("{path}.{}", row.name);
        let value = SettingValue::Number(number_of(&scenario.shocks, &scenario.calls, &path)?);
        let Allowed::Number { low, high } = row.kind else { return None };
        let prior =
            prior(&scenario.shocks, &scenario.calls, &path).map(|prior| Prior { low: prior.low, high: prior.high });
        let (meaning, unit) = (row.meaning.trim_end_matches('.').to_string(), row.unit.to_string());
        let (low, high, default) = (Some(low), Some(high), value.clone());
        Some(Parameter { path, meaning, unit, kind: Kind::Number, low, high, prior, value, default, ..blank.clone() })
    };
    let numbers: Vec<Parameter> = rows.iter().filter_map(number).collect();
    std::iter::once(blank.clone()).chain(numbers).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shock_and_call_is_a_bar_and_can_be_set() {
        for name in ["france-2005", "east-germany-1989", "yellow-vests-2018"] {
            let scenario = Scenario::load(name, &[]).expect("built in");
            let (bars, parameters) = (bars(&scenario), parameters(&scenario));
            assert_eq!(bars.len(), scenario.shocks.len() + scenario.calls.len());
            assert!(bars.iter().all(|bar| bar.lasts > 0.0 && !bar.times.is_empty()), "{name}: {bars:?}");
            let settings: Vec<String> =
                parameters.iter().map(|row| format!("{}={}", row.path, row.value.text())).collect();
            let again = Scenario::load(name, &settings).unwrap_or_else(|complaints| panic!("{name}: {complaints}"));
            assert_eq!(again.resolved(), scenario.resolved(), "{name}: every value is that of the scenario");
        }
        let autumn = Scenario::load("east-germany-1989", &[]).expect("built in");
        let mondays = bars(&autumn).into_iter().find(|bar| bar.kind == BarKind::Call).expect("a call");
        let first = autumn.time(mondays.times[0]);
        assert_eq!(first.format("%A %H").to_string(), "Monday 17");
        assert!(mondays.times.windows(2).all(|pair| pair[1] - pair[0] == 168.0));
        let later = Scenario::load("east-germany-1989", &[format!("{}.hours=6", mondays.path)]).expect("it can be set");
        assert_eq!(bars(&later).iter().find(|bar| bar.kind == BarKind::Call).expect("a call").lasts, 6.0);
    }
}
