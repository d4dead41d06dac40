//! Shocks and calls changed by settings: `shock.NAME.key=value` and `call.NAME.key=value` for
//! the row of that name, `shocks.KIND.key=value` for every shock of a kind.
//!
//! Their numbers can also be varied, as `shock.NAME.size`: see [`parameter`] and [`vary`].

use super::{CallRow, LARGEST, LEAST_SHARE, LONGEST_CALL, ShockRow};
use crate::calendar::ScenarioClock;
use crate::delimited::numbers::written;
use crate::orders::settings::{SettingFault, hour_of};
use crate::priors::{Prior, PriorLaw};
use crate::shell::LONGEST_DELAY;
use groundswell_complaint::{Complaint, Problem};
use groundswell_engine::parameter::{Allowed, Parameter, SourceMark, Value, range};
use groundswell_engine::spec::{Call, CallTo, Recurrence, SHOCK_KINDS, SHOCK_PRIORS, Shock};

const fn number(name: &'static str, low: f64, high: f64, unit: &'static str, meaning: &'static str) -> Parameter {
    Parameter {
        name,
        default: Value::Number(0.0),
        kind: range(low, high),
        unit,
        mark: SourceMark::Assumed,
        source: "a row of the scenario",
        meaning,
    }
}

/// The numbers of a shock that can be set and varied.
pub const OF_SHOCK: &[Parameter] = &[
    number("size", -LARGEST, LARGEST, "utility", "Utility that a shock adds at its height, where the exposure is 1."),
    number("rise_hours", 0.0, LONGEST_DELAY, "hours", "Hours in which a shock rises."),
    number("decay_hours", 0.1, LONGEST_DELAY, "hours", "Hours in which a shock decays."),
    number("shift_hours", -LONGEST_DELAY, LONGEST_DELAY, "hours", "Hours by which a shock comes later."),
];

/// The numbers of a call that can be set and varied.
pub const OF_CALL: &[Parameter] = &[
    number(
        "strength",
        0.0,
        LARGEST,
        "utility",
        "Utility that a call adds while it is on; of a call to strike, the part of its cost that it takes away.",
    ),
    number("share", LEAST_SHARE, 1.0, "share", "Of a call to strike: share of the workplaces that it reaches."),
    number("hours", 0.5, LONGEST_CALL, "hours", "Hours that a call lasts."),
    number("shift_hours", -LONGEST_DELAY, LONGEST_DELAY, "hours", "Hours by which a call comes later."),
];

/// A path of a row of shocks or calls, in its parts.
enum Path<'a> {
    Shock(&'a str, &'a str),
    Allowed(&'a str, &'a str),
    Call(&'a str, &'a str),
}

fn parts(path: &str) -> Option<Path<'_>> {
    let (table, rest) = path.split_once('.')?;
    let (name, key) = rest.rsplit_once('.')?;
    match table {
        "shock" => Some(Path::Shock(name, key)),
        "shocks" => Some(Path::Allowed(name, key)),
        "call" => Some(Path::Call(name, key)),
        _ => None,
    }
}

/// Whether a setting is about a shock or a call.
pub fn is(path: &str) -> bool {
    parts(path).is_some()
}

/// The row of the number that a path varies, such as `shock.NAME.size`; whether a scenario has
/// a shock of that name is another question.
pub fn parameter(path: &str) -> Option<&'static Parameter> {
    let (rows, key) = match parts(path)? {
        Path::Shock(_, key) => (OF_SHOCK, key),
        Path::Call(_, key) => (OF_CALL, key),
        Path::Allowed(..) => return None,
    };
    rows.iter().find(|row| row.name == key)
}

/// Sets a number of a shock or a call: `false` if there is none of that name.
pub fn vary(shocks: &mut [Shock], calls: &mut [Call], path: &str, value: f64) -> bool {
    match parts(path) {
        Some(Path::Shock(name, key)) => {
            let found = shocks.iter_mut().find(|shock| shock.name == name);
            found.is_some_and(|shock| number_of_shock(shock, key, value))
        }
        Some(Path::Call(name, key)) => {
            let found = calls.iter_mut().find(|call| call.name == name);
            found.is_some_and(|call| number_of_call(call, key, value))
        }
        _ => false,
    }
}

fn number_of_shock(shock: &mut Shock, key: &str, value: f64) -> bool {
    match key {
        "size" => shock.size = value,
        "rise_hours" => shock.rise = value,
        "decay_hours" => shock.decay = value,
        "shift_hours" => shock.hour += value,
        _ => return false,
    }
    true
}

fn number_of_call(call: &mut Call, key: &str, value: f64) -> bool {
    match (key, &mut call.when) {
        ("strength", _) => call.strength = value,
        ("share", _) => {
            let CallTo::Strike { share, .. } = &mut call.to else { return false };
            *share = value;
        }
        ("hours", _) => call.hours = value,
        ("shift_hours", Recurrence::Once(hour)) => *hour += value,
        ("shift_hours", Recurrence::Weekly { hour, .. }) => *hour = (*hour + value).rem_euclid(24.0),
        _ => return false,
    }
    true
}

/// The number that a path varies, as the scenario has it; 0 of what moves a row.
pub fn number_of(shocks: &[ShockRow], calls: &[CallRow], path: &str) -> Option<f64> {
    match parts(path)? {
        Path::Shock(name, key) => {
            let shock = &shocks.iter().find(|row| row.shock.name == name)?.shock;
            [("size", shock.size), ("rise_hours", shock.rise), ("decay_hours", shock.decay), ("shift_hours", 0.0)]
                .into_iter()
                .find_map(|(known, value)| (known == key).then_some(value))
        }
        Path::Call(name, key) => {
            let call = &calls.iter().find(|row| row.call.name == name)?.call;
            let share = match call.to {
                CallTo::Gather => None,
                CallTo::Strike { share, .. } => Some(("share", share)),
            };
            [("strength", call.strength), ("hours", call.hours), ("shift_hours", 0.0)]
                .into_iter()
                .chain(share)
                .find_map(|(known, value)| (known == key).then_some(value))
        }
        Path::Allowed(..) => None,
    }
}

/// What is believed of a number before anything is known: the prior of the shock's kind for its size, and of a call's
/// strength by what it is to and whether it names places.
pub fn prior(shocks: &[ShockRow], calls: &[CallRow], path: &str) -> Option<Prior> {
    let (low, high) = match parts(path)? {
        Path::Shock(name, "size") => SHOCK_PRIORS[shocks.iter().find(|row| row.shock.name == name)?.shock.kind].size,
        Path::Call(name, "strength") => {
            let Call { to, places, .. } = &calls.iter().find(|row| row.call.name == name)?.call;
            strength(*to, places.iter().all(|&here| here))
        }
        _ => return None,
    };
    Some(Prior { path: path.into(), law: PriorLaw::LogUniform, low, high })
}

/// What is believed of all shocks of an event together: how many times the middles of their kinds they are worth,
/// log-uniform. Assumed. `None` without a shock that acts.
pub fn of_all(shocks: &[ShockRow]) -> Option<Prior> {
    let acts = shocks.iter().any(|row| row.shock.enabled);
    let (low, high) = ALL_SHOCKS;
    acts.then(|| Prior { path: "shocks.weight".into(), law: PriorLaw::LogUniform, low, high })
}

/// What is believed of the share of those who take part that is out between calls and before one that was announced:
/// from a twentieth to half of what it would be, log-uniform. Assumed (decision 0308).
pub fn between_calls() -> Prior {
    Prior { path: "presence.between".into(), law: PriorLaw::LogUniform, low: 0.05, high: 0.5 }
}

/// The prior of the factor of all shocks: from half to eight fifths of what their kinds say (decision 0312).
pub const ALL_SHOCKS: (f64, f64) = (0.5, 1.6);

/// The prior of the strength of a call that is made everywhere, log-uniform: from one and a half to five times the
/// noise. Assumed (decision 0312).
pub const STRENGTH: (f64, f64) = (0.08, 0.25);

/// The prior of the strength of a call to some places, log-uniform: from two and a half to eight times the noise. Who is
/// called to one square knows where the others will be. Assumed (decision 0315).
pub const STRENGTH_OF_PLACE: (f64, f64) = (0.12, 0.4);

/// The prior of the strength of a call to strike, log-uniform: the part of what a strike costs that the call takes
/// away. Assumed (decision 0313).
pub const STRENGTH_OF_STRIKE: (f64, f64) = (0.8, 1.0);

/// The prior of the strength of a call to this, made everywhere or in some places.
pub fn strength(to: CallTo, everywhere: bool) -> (f64, f64) {
    match to {
        CallTo::Gather if everywhere => STRENGTH,
        CallTo::Gather => STRENGTH_OF_PLACE,
        CallTo::Strike { .. } => STRENGTH_OF_STRIKE,
    }
}

/// The middle of the prior of the strength of a call to this: its strength where nothing is said.
pub fn middle_strength(to: CallTo, everywhere: bool) -> f64 {
    let (low, high) = strength(to, everywhere);
    libm::sqrt(low * high)
}

/// The paths that are varied where everything is: sizes of shocks and strengths of calls.
pub fn paths<'a>(shocks: &'a [ShockRow], calls: &'a [CallRow]) -> impl Iterator<Item = String> + 'a {
    let sizes = shocks.iter().filter(|row| row.shock.enabled).map(|row| format!("shock.{}.size", row.shock.name));
    let strengths = calls.iter().filter(|row| row.call.enabled).map(|row| format!("call.{}.strength", row.call.name));
    sizes.chain(strengths)
}

/// Sets a key of shocks or of a call.
///
/// # Errors
/// A name, kind or key that is none; a value that is not allowed.
pub fn set(
    shocks: &mut [ShockRow],
    calls: &mut [CallRow],
    calendar: &ScenarioClock,
    path: &str,
    value: &str,
) -> Result<(), SettingFault> {
    let unknown = |what, name: &str, known: Vec<&str>| {
        let allowed = if known.is_empty() { "nothing: this scenario has none".into() } else { known.join("; ") };
        let complaint = Complaint::unknown(what, name, known.iter().copied()).allowed(allowed);
        Err(SettingFault(complaint, false))
    };
    let Some(parts) = parts(path) else {
        let problem = Problem::Missing { what: "key of a shock or a call", name: path.into() };
        let complaint = Complaint::new(problem).allowed("shock.NAME.key, shocks.KIND.key or call.NAME.key");
        return Err(SettingFault(complaint, false));
    };
    match parts {
        Path::Call(name, key) => {
            let names: Vec<&str> = calls.iter().map(|row| row.call.name.as_str()).collect();
            let Some(row) = names.iter().position(|known| *known == name) else { return unknown("call", name, names) };
            key_of(path, key, value, calendar, OF_CALL, &mut |key, change| match (change, &mut calls[row].call) {
                (Change::Number(x), call) => number_of_call(call, key, x),
                (Change::Enabled(on), call) => {
                    call.enabled = on;
                    true
                }
                (Change::At(hour), call) => {
                    let once = matches!(call.when, Recurrence::Once(_));
                    if once {
                        call.when = Recurrence::Once(hour);
                    }
                    once
                }
            })
        }
        Path::Shock(name, key) => {
            let names: Vec<&str> = shocks.iter().map(|row| row.shock.name.as_str()).collect();
            let Some(row) = names.iter().position(|known| *known == name) else { return unknown("shock", name, names) };
            set_shock(&mut shocks[row], path, key, value, calendar)
        }
        Path::Allowed(kind, key) => {
            let Some(kind) = SHOCK_KINDS.iter().position(|known| *known == kind) else {
                return unknown("kind of shock", kind, SHOCK_KINDS.to_vec());
            };
            let mut of_kind: Vec<&mut ShockRow> = shocks.iter_mut().filter(|row| row.shock.kind == kind).collect();
            if of_kind.is_empty() {
                let kinds: Vec<&str> = shocks.iter().map(|row| SHOCK_KINDS[row.shock.kind]).collect();
                return unknown("kind of shock in this scenario", SHOCK_KINDS[kind], kinds);
            }
            of_kind.iter_mut().try_for_each(|row| set_shock(row, path, key, value, calendar))
        }
    }
}

fn set_shock(
    row: &mut ShockRow,
    path: &str,
    key: &str,
    value: &str,
    calendar: &ScenarioClock,
) -> Result<(), SettingFault> {
    key_of(path, key, value, calendar, OF_SHOCK, &mut |key, change| {
        match change {
            Change::Number(x) => return number_of_shock(&mut row.shock, key, x),
            Change::Enabled(on) => row.shock.enabled = on,
            Change::At(hour) => row.shock.hour = hour,
        }
        true
    })
}

/// What a setting changes.
enum Change {
    Number(f64),
    Enabled(bool),
    At(f64),
}

/// Reads a value by its key, and makes the change.
fn key_of(
    path: &str,
    key: &str,
    value: &str,
    calendar: &ScenarioClock,
    rows: &[Parameter],
    make: &mut dyn FnMut(&str, Change) -> bool,
) -> Result<(), SettingFault> {
    const TIME: &str = "a date and time as 2022-01-31T17:00, or hours since the start; of what is dated once";
    let (change, allowed) = match key {
        "enabled" => (value.parse().ok().map(Change::Enabled), "true or false".to_string()),
        "at" => (hour_of(calendar, value).map(Change::At), TIME.to_string()),
        _ => {
            let Some(row) = rows.iter().find(|row| row.name == key) else {
                let known: Vec<&str> = ["enabled", "at"].into_iter().chain(rows.iter().map(|row| row.name)).collect();
                let complaint = Complaint::unknown("key of a shock or a call", key, known.iter().copied());
                return Err(SettingFault(complaint.allowed(known.join(", ")), false));
            };
            let Allowed::Number { low, high } = row.kind else { unreachable!("all rows are numbers") };
            let number = written(value).filter(|x| (low..=high).contains(x)).map(Change::Number);
            (number, crate::parameters::allowed(row))
        }
    };
    if change.is_some_and(|change| make(key, change)) {
        return Ok(());
    }
    let problem = Problem::NotAllowed { name: path.into(), found: value.into() };
    Err(SettingFault(Complaint::new(problem).allowed(allowed), true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Scenario;
    use crate::triggers::write::tests::folder;
    use crate::triggers::write::{NewCall, add_call};
    use groundswell_engine::spec::SECTORS;

    #[test]
    fn a_call_to_strike_has_sectors_a_share_and_a_strength_of_its_own() {
        let folder = folder();
        let path = folder.path().display().to_string();
        let walk_out = NewCall {
            name: "walk-out".into(),
            to: Some("strike".into()),
            sectors: vec!["public".into()],
            share: Some(0.2),
            at: Some("2020-08-10T06:00".into()),
            ..NewCall::default()
        };
        add_call(&path, &walk_out).unwrap_or_else(|c| panic!("{c}"));
        let strength = format!("{:.3}", middle_strength(CallTo::Strike { sectors: [true; SECTORS], share: 1.0 }, true));
        let load = |settings: &[&str]| {
            let settings: Vec<String> = settings.iter().map(|text| (*text).into()).collect();
            Scenario::load(&path, &settings)
        };
        let scenario = load(&[]).unwrap_or_else(|c| panic!("{c}"));
        let call = &scenario.calls[0].call;
        let mut sectors = [false; SECTORS];
        sectors[SECTORS - 1] = true;
        assert_eq!((call.to, call.hours), (CallTo::Strike { sectors, share: 0.2 }, 24.0));
        assert_eq!(format!("{:.3}", call.strength), strength);
        let fewer = load(&["call.walk-out.share=0.1"]).unwrap_or_else(|c| panic!("{c}"));
        assert_eq!(fewer.number("call.walk-out.share"), Some(0.1));
        assert!(fewer.resolved().contains("share = 0.1"), "it is kept");
        let march = NewCall { name: "march".into(), at: Some("2020-08-10T18:00".into()), ..NewCall::default() };
        let sectors = NewCall { sectors: vec!["public".into()], ..march.clone() };
        assert!(add_call(&path, &sectors).expect_err("a march").render(false).contains("to = \"strike\""));
        let wrong = NewCall { to: Some("stirke".into()), ..march.clone() };
        assert!(add_call(&path, &wrong).expect_err("no purpose").render(false).contains("did you mean `strike`"));
        add_call(&path, &march).unwrap_or_else(|c| panic!("{c}"));
        let refused = load(&["call.march.share=0.1"]).err().expect("of a march").render(false);
        assert!(refused.contains("call.march.share"), "{refused}");
    }
}
