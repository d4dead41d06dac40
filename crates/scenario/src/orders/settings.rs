//! Orders changed by settings: `order.NAME.key=value` for the row of that name,
//! `orders.KIND.key=value` for every row that does a kind of thing, in whatever form.
//!
//! With these a counterfactual moves, withholds or hardens what the record dates, and a
//! question can be asked of scenarios whose rows have other names.

use super::OrderRow;
use crate::calendar::ScenarioClock;
use crate::delimited::numbers::written;
use crate::guard;
use crate::shell::LONGEST_DELAY;
use chrono::{NaiveDate, NaiveDateTime};
use groundswell_complaint::{Complaint, Problem};
use groundswell_engine::spec::{Guard, Order, Posture, When};

/// What an order does: the word after `orders.`, and which rows it means.
pub type OrderKind = (&'static str, fn(&Order) -> bool);

/// The kinds of orders.
pub const KINDS: [OrderKind; 8] = [
    ("shutdown", |order| order.connectivity.is_some_and(|share| share < 1.0)),
    ("concession", |order| !order.offers.is_empty()),
    ("dispersal", |order| order.posture == Some(Posture::Disperse)),
    ("emergency", |order| order.posture == Some(Posture::Emergency)),
    ("firearms", |order| order.posture == Some(Posture::Lethal)),
    ("purge", |order| order.dismiss_elite + order.arrest_elite > 0),
    ("request", |order| order.request_help),
    ("withdrawal", |order| order.withdraw),
];

/// The keys that can be set, with what is allowed.
const KEYS: [(&str, &str); 10] = [
    ("enabled", "true or false"),
    ("from", "a date and time as 2022-01-31T17:00, or hours since the start; of a dated order"),
    ("until", "a date and time as 2022-01-31T17:00, hours since the start, or never; of a dated order"),
    ("shift_hours", "hours by which it comes later; earlier below 0"),
    ("when", "a guard as crowd > 1000; of a triggered order"),
    ("delay_hours", "a number of hours; of a triggered order"),
    ("dwell_hours", "a number of hours; of a triggered order"),
    ("connectivity", "a number from 0 to 1"),
    ("reserves", "a number from 0 to 1"),
    ("curfew", "true or false"),
];

/// Hours since the start of a scenario, from a date and time of its clock or from a number.
pub fn hour_of(calendar: &ScenarioClock, text: &str) -> Option<f64> {
    let forms = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"];
    let time = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(NaiveDateTime::from);
    let hours = || written(text).filter(|hours| hours.abs() <= LONGEST_DELAY);
    time.or_else(day).map(|time| calendar.hours(time)).or_else(hours)
}

/// What is wrong with a setting: the complaint, and whether it is about the value.
pub struct SettingFault(pub Complaint, pub bool);

/// Changes orders. `path` begins with `order.` or `orders.`.
///
/// # Errors
/// A name, kind or key that is none; a value that is not allowed; a row that has no such key.
pub fn set(rows: &mut [OrderRow], calendar: &ScenarioClock, path: &str, value: &str) -> Result<(), SettingFault> {
    let not = |complaint: Complaint| SettingFault(complaint, false);
    let of_kind = path.starts_with("orders.");
    let rest = path.split_once('.').map_or("", |(_, rest)| rest);
    let Some((name, key)) = rest.rsplit_once('.') else {
        let complaint = Complaint::new(Problem::Missing { what: "key of an order", name: path.into() });
        return Err(not(complaint.allowed("order.NAME.key or orders.KIND.key, as orders.shutdown.enabled=false")));
    };
    let Some((key, allowed)) = KEYS.iter().find(|known| known.0 == key) else {
        let known: Vec<&str> = KEYS.iter().map(|known| known.0).collect();
        return Err(not(Complaint::unknown("key of an order", key, known.iter().copied()).allowed(known.join(", "))));
    };
    let meant: Vec<usize> = if of_kind {
        let Some((_, is)) = KINDS.iter().find(|kind| kind.0 == name) else {
            let known = KINDS.map(|kind| kind.0);
            return Err(not(Complaint::unknown("kind of order", name, known).allowed(known.join(", "))));
        };
        (0..rows.len()).filter(|&row| is(&rows[row].order)).collect()
    } else {
        (0..rows.len()).filter(|&row| rows[row].order.name == name).collect()
    };
    if meant.is_empty() {
        let names: Vec<&str> = rows.iter().map(|row| row.order.name.as_str()).collect();
        let what = if of_kind { "order of the kind" } else { "order" };
        let complaint = Complaint::unknown(what, name, names.iter().copied());
        return Err(not(complaint.allowed(format!("an order of the scenario: {}", names.join("; ")))));
    }
    let mut changed = 0;
    for &row in &meant {
        changed += usize::from(change(&mut rows[row].order, calendar, key, value).ok_or_else(|| {
            let problem = Problem::NotAllowed { name: path.into(), found: value.into() };
            SettingFault(Complaint::new(problem).allowed(*allowed), true)
        })?);
    }
    if changed == 0 {
        let form = if matches!(rows[meant[0]].order.when, When::Dated { .. }) { "dated" } else { "triggered" };
        let complaint = Complaint::inconsistent(format!("`{path}`: `{}` is a {form} order", rows[meant[0]].order.name));
        return Err(not(complaint.allowed(format!("`{key}` is {allowed}"))));
    }
    Ok(())
}

/// Sets one key of one order: `None` if the value is not allowed, `false` if an order of its
/// form has no such key.
fn change(order: &mut Order, calendar: &ScenarioClock, key: &str, value: &str) -> Option<bool> {
    let number = |low: f64, high: f64| written(value).filter(|x| (low..=high).contains(x));
    match (key, &mut order.when) {
        ("enabled", _) => order.enabled = value.parse().ok()?,
        ("curfew", _) => order.curfew = value.parse().ok()?,
        ("connectivity", _) => order.connectivity = Some(number(0.0, 1.0)?),
        ("reserves", _) => order.reserves = number(0.0, 1.0)?,
        ("from", When::Dated { from, .. }) => *from = hour_of(calendar, value)?,
        ("until", When::Dated { until, .. }) => {
            *until = if value == "never" { f64::INFINITY } else { hour_of(calendar, value)? };
        }
        ("shift_hours", When::Dated { from, until }) => {
            let by: f64 = number(-LONGEST_DELAY, LONGEST_DELAY)?;
            (*from, *until) = (*from + by, *until + by);
        }
        // What is triggered cannot come before its guard.
        ("shift_hours", When::Triggered { delay, .. }) => {
            *delay = (*delay + number(-LONGEST_DELAY, LONGEST_DELAY)?).clamp(0.0, LONGEST_DELAY);
        }
        ("when", When::Triggered { guard, text, .. }) => {
            let read: Guard = guard::parse(value).ok()?;
            (*guard, *text) = (read, value.to_string());
        }
        ("delay_hours", When::Triggered { delay, .. }) => *delay = number(0.0, LONGEST_DELAY)?,
        ("dwell_hours", When::Triggered { dwell, .. }) => *dwell = number(0.0, LONGEST_DELAY)?,
        _ => return Some(false),
    }
    Some(true)
}

/// Orders that settings have made to end before they begin.
pub fn check(rows: &[OrderRow]) -> Result<(), Complaint> {
    let ends_first = |row: &&OrderRow| matches!(row.order.when, When::Dated { from, until } if until <= from);
    match rows.iter().find(ends_first) {
        None => Ok(()),
        Some(row) => {
            let complaint =
                Complaint::inconsistent(format!("by its settings `{}` ends before it begins", row.order.name));
            Err(complaint.allowed("`until` after `from`").advise("`shift_hours` moves both"))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::Scenario;
    use groundswell_engine::spec::When;

    fn flagship(settings: &[&str]) -> Scenario {
        let settings: Vec<String> = settings.iter().map(|s| s.to_string()).collect();
        Scenario::load("kazakhstan-2022", &settings).unwrap_or_else(|complaints| panic!("{complaints}"))
    }

    /// Hours from and until of the order of a name.
    fn dates(scenario: &Scenario, name: &str) -> (f64, f64) {
        let row = scenario.orders.iter().find(|row| row.order.name == name).expect("a row");
        let When::Dated { from, until } = row.order.when else { panic!("a dated order") };
        (from, until)
    }

    #[test]
    fn an_order_is_moved_by_name_and_its_kind_by_what_it_does() {
        let name = "network cut in the whole country";
        assert_eq!(dates(&flagship(&[]), name), (113.0, 224.0));
        let moved = flagship(&["order.network cut in the whole country.from=2022-01-02T06:00"]);
        assert_eq!(dates(&moved, name), (30.0, 224.0));
        let shifted = flagship(&["orders.shutdown.shift_hours=-24"]);
        assert_eq!(dates(&shifted, name), (89.0, 200.0));
        let early = flagship(&["orders.shutdown.from=0", "orders.shutdown.until=never"]);
        assert_eq!(dates(&early, name), (0.0, f64::INFINITY));
        let off = flagship(&["orders.concession.enabled=false"]);
        assert!(off.orders.iter().all(|row| row.order.enabled == row.order.offers.is_empty()));
    }

    #[test]
    fn a_triggered_order_has_a_guard_and_a_delay_for_a_date() {
        let early = flagship(&["form=endogenous", "orders.shutdown.when=hours > -1", "orders.shutdown.delay_hours=0"]);
        let row = early.orders.iter().find(|row| row.form == 1 && row.order.connectivity.is_some()).expect("a row");
        assert!(
            matches!(&row.order.when, When::Triggered { text, delay, .. } if text == "hours > -1" && *delay == 0.0)
        );
        let sooner = flagship(&["orders.request.shift_hours=-100"]);
        let row = sooner.orders.iter().find(|row| row.form == 1 && row.order.request_help).expect("a row");
        assert!(matches!(row.order.when, When::Triggered { delay: 0.0, .. }), "not before its guard");
    }

    #[test]
    fn what_is_changed_by_settings_is_written_out_and_read_back() {
        let changed =
            flagship(&["orders.shutdown.from=5", "orders.firearms.enabled=false", "orders.shutdown.connectivity=0.5"]);
        let again = Scenario::read(crate::files::Files::BuiltIn("kazakhstan-2022"), changed.resolved(), &[]);
        assert_eq!(again.unwrap_or_else(|complaints| panic!("{complaints}")).orders, changed.orders);
    }
}
