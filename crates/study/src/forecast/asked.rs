//! What a forecast is asked in words, and what must be said of its answer.

use super::ForecastRequest;
use super::prior::ParameterSource;
use super::run::Orders;
use crate::condition::SYNTHETIC;
use crate::observe::Observation;
use chrono::{NaiveDate, NaiveDateTime};
use groundswell_complaint::{Complaint, Complaints, Problem};
use groundswell_engine::parameter::Parameters as _;
use groundswell_scenario::parameters::{self, allowed};
use groundswell_scenario::scenario::Scenario;

/// Origins and horizons in hours.
///
/// # Errors
/// Origins that are no hour of the scenario, horizons that are none or too far.
pub fn times(origins: &[String], horizons: &[String], scenario: &Scenario) -> Result<(Vec<f64>, Vec<f64>), Complaints> {
    let mut complaints = Complaints::default();
    let last = f64::from(scenario.hours);
    let default = [72.0, 96.0].map(|hour: f64| hour.min(last / 2.0)).to_vec();
    let mut from: Vec<f64> = origins.iter().filter_map(|text| complaints.note(origin(text, scenario))).collect();
    let mut upto: Vec<f64> = horizons.iter().filter_map(|text| complaints.note(horizon(text))).collect();
    if origins.is_empty() {
        from = default;
    }
    for times in [&mut from, &mut upto] {
        times.sort_by(f64::total_cmp);
        times.dedup();
    }
    complaints.or((from, upto))
}

fn origin(text: &str, scenario: &Scenario) -> Result<f64, Complaint> {
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"];
    let time = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let midnight = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(chrono::NaiveTime::MIN));
    let example = scenario.time(96.0).format("%Y-%m-%dT%H:%M").to_string();
    let time = time.or_else(midnight).ok_or_else(|| {
        Complaint::new(Problem::Unreadable { found: text.into(), what: "a time" })
            .in_file("--origin")
            .allowed(format!("a day or a time of the scenario's clock, as {example}"))
    })?;
    let hour = scenario.calendar().hours(time);
    if hour.fract() != 0.0 || hour < 24.0 || hour >= f64::from(scenario.hours) {
        let problem = Problem::NotAllowed { name: "--origin".into(), found: text.into() };
        return Err(Complaint::new(problem).allowed(format!(
            "a whole hour from {} to {}, a day after the start and before the end of the scenario",
            scenario.time(24.0).format("%Y-%m-%dT%H:%M"),
            scenario.time(f64::from(scenario.hours) - 1.0).format("%Y-%m-%dT%H:%M"),
        )));
    }
    Ok(hour)
}

fn horizon(text: &str) -> Result<f64, Complaint> {
    let (digits, unit) = match text.trim().strip_suffix('d') {
        Some(days) => (days, 24.0),
        None => (text.trim().trim_end_matches('h'), 1.0),
    };
    match digits.parse::<u32>().map(|n| f64::from(n) * unit) {
        Ok(hours) if (1.0..=720.0).contains(&hours) => Ok(hours),
        _ => Err(Complaint::new(Problem::NotAllowed { name: "--horizon".into(), found: text.into() })
            .allowed("from 1h to 720h, or 1d to 30d")),
    }
}

/// The observation layer with what was set.
///
/// # Errors
/// A parameter that there is not, a value that it cannot have.
pub fn observation(settings: &[String]) -> Result<Observation, Complaints> {
    let (mut observation, mut complaints) = (Observation::default(), Complaints::default());
    for setting in settings {
        let (name, value) = setting.split_once('=').unwrap_or((setting, ""));
        let name = name.trim().trim_start_matches("observation.");
        let Some(row) = Observation::TABLE.iter().find(|row| row.name == name) else {
            let known = Observation::TABLE.iter().map(|row| row.name);
            let complaint = Complaint::unknown("parameter of observation", name, known);
            complaints.push(complaint.advise("`groundswell mechanism observation` names them all"));
            continue;
        };
        if !parameters::value(row, value).is_some_and(|value| observation.set(name, value)) {
            let problem = Problem::NotAllowed { name: format!("observation.{name}"), found: value.into() };
            complaints.push(Complaint::new(problem).in_file("--observe").allowed(allowed(row)));
        }
    }
    complaints.or(observation)
}

/// What a reader must know before any number.
pub fn caveats(plan: &ForecastRequest) -> Vec<String> {
    let mut caveats = vec![
        "Score history: none. This is one event, forecast after the fact; nobody has scored this model on another one \
         before it happened. With one event no claim of skill in probabilities (Brier) is possible, and none is made."
            .to_string(),
        "In this model, under these parameters, the numbers below are quantiles of what would be reported; they are \
         not what will happen."
            .to_string(),
    ];
    caveats.push(match &plan.parameters {
        ParameterSource::Prior => {
            "Parameters are drawn around the defaults of their tables, not from the scenario's fitted \
             values, and weighted by what had been published before the origin. Some defaults marked [D] or «fitted» \
             were themselves set with the whole event in view."
                .to_string()
        }
        ParameterSource::Scenario => "Parameters are the scenario's own: if they were fitted to facts published after the \
             origin, this is a fit and not a forecast, and its skill means nothing."
            .to_string(),
        ParameterSource::Posterior { from, posterior } => format!(
            "Parameters are {} draws from {from}, not weighed again: if they were learned from facts published after the \
             origin, this is a fit and not a forecast, and its skill means nothing.",
            posterior.points.len(),
        ),
    });
    caveats.push(match plan.orders {
        Orders::None => "Orders dated before the origin hold on; after it nothing is ordered.".to_string(),
        Orders::Endogenous => {
            "Orders dated before the origin hold on; after it the scenario's triggered orders can be \
             given, whose guards and delays were written with the whole event in view."
                .to_string()
        }
    });
    caveats.push(
        "Tables of the country (population, pay, fuel) are not dated in the scenario and are used as they are, whenever \
         they were published."
            .to_string(),
    );
    caveats.push(SYNTHETIC.words());
    caveats
}
