//! What `groundswell scenario check` says besides what no run accepts.

use crate::files::Files;
use crate::scenario::Scenario;
use crate::{facts, priors};
use groundswell_complaint::Complaints;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A scenario that is right in every way that is known, with its record and its priors.
///
/// # Errors
/// Everything that is wrong at once: what no run accepts, and what is right for a run and still cannot be meant.
pub fn checked(name: &str, settings: &[String]) -> Result<Scenario, Complaints> {
    match Scenario::load(name, settings) {
        Ok(scenario) => questionable(&scenario).or(scenario),
        Err(mut complaints) => {
            if let Some(scenario) = without_record(name) {
                complaints.extend(after(&scenario));
            }
            Err(complaints)
        }
    }
}

/// What is right for a run and still cannot be meant: recorded figures of hours that the scenario does not have, and
/// priors that are none. A run that is cut short has the first too, so they are no reason to refuse it.
pub fn questionable(scenario: &Scenario) -> Complaints {
    let mut complaints = after(scenario);
    if let Err(wrong) = priors::of(scenario) {
        complaints.extend(wrong);
    }
    complaints
}

fn after(scenario: &Scenario) -> Complaints {
    facts::after(&scenario.files, scenario.time(f64::from(scenario.hours) - 1.0).date())
}

/// The scenario of a record that cannot be read: its days are known if the rest is right. Its files are the real ones.
fn without_record(name: &str) -> Option<Scenario> {
    let files = Files::find(name).ok()?;
    let head = |file: &str| {
        let text = files.optional(file).ok()??;
        Some((file.to_string(), text.lines().next()?.to_string() + "\n"))
    };
    let empty: BTreeMap<String, String> = ["facts.csv", "targets.csv"].into_iter().filter_map(head).collect();
    let text = files.main().ok()?;
    let read = Files::With(Box::new(files.clone()), Arc::new(empty));
    let scenario = Scenario::read(read, text, &[]).ok()?;
    Some(Scenario { files, ..scenario })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_record_is_complained_about_all_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        put("scenario.toml", "[scenario]\nstart = 2020-08-08\ndays = 50\ncountry = \"BLR\"\n");
        put(
            "targets.csv",
            "target,variable,date,hour_from,hour_to,place_or_unit,low,best,high,scored,held_out,lag_hours,source,note\n\
            a,participants_natonal_peak,2020-08-16,0,24,,1,2,3,1,0,24,x,\n\
            b,participants_peak,2020-08-16,0,24,Minks,1,2,3,1,0,24,x,\n\
            c,units_active,2021-08-16,0,24,,1,2,3,1,0,24,x,\n",
        );
        let wrong = checked(&folder.path().display().to_string(), &[]).err().expect("wrong");
        let nearest: Vec<_> = wrong.iter().map(|complaint| complaint.nearest()).collect();
        assert_eq!(nearest, [Some("participants_national_peak"), Some("Minsk"), Some("2020-08-16")], "{wrong}");
        assert!(wrong.render(false).contains("2020-09-26"), "{wrong}");
    }
}
