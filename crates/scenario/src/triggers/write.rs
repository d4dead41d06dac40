//! `[[shock]]` and `[[call]]` rows to put into a scenario file.

use crate::added::{AddedRow, OwnScenario, RowText, moment};
use crate::files::Files;
use crate::resolved::quote;
use crate::scenario::Scenario;
use crate::triggers::exposure::ExposureScale;
use crate::triggers::settings::middle_strength;
use groundswell_complaint::{Complaint, Complaints};
use groundswell_engine::spec::{CALL_TO, CallTo, SECTORS, SHOCK_KINDS};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// A `[[shock]]` to add. Times are as they are typed: `2020-08-09T20:00`, with or without an offset from UTC.
#[derive(Clone, Debug, Default)]
pub struct NewShock {
    /// One of the kinds.
    pub kind: String,
    /// Its name; its kind without, with the day where that is taken.
    pub name: Option<String>,
    /// When.
    pub at: String,
    /// The column that is its exposure, and a table to take it from.
    pub exposure: Option<(String, Option<PathBuf>)>,
    /// How that column is taken; relative to its mean without.
    pub scale: Option<ExposureScale>,
    /// Units and places; the whole country without.
    pub places: Vec<String>,
    /// Whom it touches.
    pub whom: Option<String>,
    /// Language communities that it touches.
    pub languages: Vec<String>,
    /// Sectors whose strikes it moves.
    pub sectors: Vec<String>,
    /// The demand whose granting ends it.
    pub demand: Option<String>,
    /// Size, hours of its rise and of its decay; those of its kind without.
    pub numbers: [Option<f64>; 3],
    /// Where it is from.
    pub source: Option<String>,
}

/// A `[[call]]` to add.
#[derive(Clone, Debug, Default)]
pub struct NewCall {
    /// Its name.
    pub name: String,
    /// To what it calls: to come out without.
    pub to: Option<String>,
    /// Sectors that a call to strike is for; all without.
    pub sectors: Vec<String>,
    /// Share of their workplaces that it reaches; 1 without.
    pub share: Option<f64>,
    /// When, if it is once.
    pub at: Option<String>,
    /// Days of the week, if it is not.
    pub every: Vec<String>,
    /// The hour of those days.
    pub hour: Option<f64>,
    /// From and until when it recurs.
    pub between: [Option<String>; 2],
    /// From when people know of it.
    pub announced: Option<String>,
    /// How long, in hours.
    pub hours: Option<f64>,
    /// Utility that it adds, or the part of a strike's cost that it takes away; the middle of its prior without.
    pub strength: Option<f64>,
    /// Units and places; the whole country without.
    pub places: Vec<String>,
    /// Where it is from.
    pub source: Option<String>,
}

/// Adds a shock to the scenario in a folder.
///
/// # Errors
/// A built-in scenario; whatever is wrong with the row; a file that cannot be written.
pub fn add_shock(scenario: &str, new: &NewShock) -> Result<AddedRow, Complaints> {
    let own = OwnScenario::open(scenario)?;
    let row = shock_row(&own.scenario, new)?;
    let remark = |scenario: &Scenario| scenario.shocks.last()?.remark(&scenario.country, &scenario.mechanisms);
    let Some((column, table)) = &new.exposure else { return own.add(row, BTreeMap::new(), remark) };
    let (tables, assumed) = own.exposed(column, table.as_deref())?;
    Ok(AddedRow { assumed, ..own.add(row, tables, remark)? })
}

fn shock_row(scenario: &Scenario, new: &NewShock) -> Result<RowText, Complaints> {
    let at = moment("at", &new.at)?;
    if !SHOCK_KINDS.contains(&new.kind.as_str()) {
        let complaint = Complaint::unknown("kind of shock", &new.kind, SHOCK_KINDS);
        return Err(complaint.allowed(SHOCK_KINDS.join(", ")).into());
    }
    let taken = |name: &str| scenario.shocks.iter().any(|row| row.shock.name == name);
    let dated = || format!("{} of {}", new.kind, at.get(..10).unwrap_or(&at));
    let name = new.name.clone().unwrap_or_else(|| if taken(&new.kind) { dated() } else { new.kind.clone() });
    let mut row = RowText::new("shock", Some("shocks"), &name);
    row.key("kind", quote(&new.kind));
    row.key("at", at);
    row.some("exposure", new.exposure.as_ref().map(|(column, _)| quote(column)));
    row.some("exposure_scale", new.exposure.as_ref().map(|_| scale(new.scale)));
    row.list("where", &new.places);
    row.some("whom", new.whom.as_deref().map(quote));
    row.list("languages", &new.languages);
    row.list("sectors", &new.sectors);
    row.some("demand", new.demand.as_deref().map(quote));
    for (key, number) in ["size", "rise_hours", "decay_hours"].into_iter().zip(new.numbers) {
        row.some(key, number.map(|x| x.to_string()));
    }
    row.some("source", new.source.as_deref().map(quote));
    Ok(row)
}

/// How a column is taken, as a row says it. A new row is relative to the mean: any column can be one then, and the prior of
/// the kind holds for the average adult.
fn scale(asked: Option<ExposureScale>) -> String {
    match asked.unwrap_or(ExposureScale::Mean) {
        ExposureScale::Mean => "\"mean\" # the size is that of the average adult".into(),
        ExposureScale::Column => "\"column\"".into(),
    }
}

/// Adds a call to the scenario in a folder.
///
/// # Errors
/// As of [`add_shock`].
pub fn add_call(scenario: &str, new: &NewCall) -> Result<AddedRow, Complaints> {
    OwnScenario::open(scenario)?.add(call_row(new)?, BTreeMap::new(), |_| None)
}

fn call_row(new: &NewCall) -> Result<RowText, Complaints> {
    let mut row = RowText::new("call", Some("calls"), &new.name);
    let to = match new.to.as_deref().unwrap_or(CALL_TO[0]) {
        to if to == CALL_TO[0] => CallTo::Gather,
        to if to == CALL_TO[1] => CallTo::Strike { sectors: [true; SECTORS], share: 1.0 },
        to => {
            let complaint = Complaint::unknown("purpose of a call", to, CALL_TO);
            return Err(complaint.allowed(CALL_TO.join(", ")).into());
        }
    };
    row.some("to", new.to.as_deref().map(quote));
    row.list("sectors", &new.sectors);
    row.some("share", new.share.map(|x| x.to_string()));
    row.some("at", new.at.as_deref().map(|at| moment("at", at)).transpose()?);
    row.list("every", &new.every);
    row.some("hour", new.hour.map(|x| x.to_string()));
    for (key, time) in ["from", "until"].into_iter().zip(&new.between) {
        row.some(key, time.as_deref().map(|time| moment(key, time)).transpose()?);
    }
    row.some("announced", new.announced.as_deref().map(|time| moment("announced", time)).transpose()?);
    row.some("hours", new.hours.map(|x| x.to_string()));
    row.list("where", &new.places);
    let everywhere = new.places.is_empty() || new.places == ["nation"];
    let middle = || format!("{:.3} # the middle of its prior [A]", middle_strength(to, everywhere));
    row.key("strength", new.strength.map_or_else(middle, |x| x.to_string()));
    row.some("source", new.source.as_deref().map(quote));
    Ok(row)
}

/// A shock or a call to add.
pub enum NewTrigger {
    /// A shock.
    Shock(NewShock),
    /// A call.
    Call(NewCall),
}

/// The files of a scenario, built in or not, with a row more in its scenario file, which is off until a setting
/// switches it on. Nothing is written.
///
/// # Errors
/// As of [`add_shock`], and a scenario that cannot be read with the row.
pub fn with_trigger(files: Files, new: &NewTrigger) -> Result<Files, Complaints> {
    let scenario = Scenario::read(files.clone(), files.main()?, &[])?;
    let mut row = match new {
        NewTrigger::Shock(shock) => shock_row(&scenario, shock)?,
        NewTrigger::Call(call) => call_row(call)?,
    };
    row.key("enabled", "false".into());
    let (text, _) = row.below(&scenario.text);
    let files = Files::With(Box::new(files), Arc::new(BTreeMap::from([("scenario.toml".to_string(), text.clone())])));
    Scenario::read(files.clone(), text, &[])?;
    Ok(files)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A scenario of two units in a folder.
    /// A small country with one comment.
    pub(crate) fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        put("scenario.toml", "# mine\n[scenario]\nstart = 2020-08-08\ndays = 5 # short\n\n[shocks]\nweight = 1.0\n");
        put("places.csv", "place,unit,population\nHill,North,9000\nDale,South,4000\n");
        put("units.csv", "unit,population\nNorth,9000\nSouth,4000\n");
        folder
    }

    fn election() -> NewShock {
        NewShock { kind: "election".into(), at: "2020-08-09T20:00".into(), ..NewShock::default() }
    }

    #[test]
    fn a_row_is_added_and_comments_stay() {
        let folder = folder();
        let path = folder.path().display().to_string();
        let shares = folder.path().join("shares.csv");
        std::fs::write(&shares, "unit,vote_share\nSouth,0.25\n").expect("written");
        let exposure = Some(("vote_share".to_string(), Some(shares)));
        let added = add_shock(&path, &NewShock { exposure, ..election() }).unwrap_or_else(|c| panic!("{c}"));
        assert_eq!(added.tables, ["units.csv"]);
        add_shock(&path, &NewShock { places: vec!["Dale".into()], ..election() }).unwrap_or_else(|c| panic!("{c}"));
        let call =
            NewCall { name: "Sundays".into(), every: vec!["Sunday".into()], hour: Some(12.0), ..NewCall::default() };
        add_call(&path, &call).unwrap_or_else(|c| panic!("{c}"));
        let again = Scenario::load(&path, &[]).unwrap_or_else(|c| panic!("{c}"));
        assert!(again.text.starts_with("# mine\n") && again.text.contains("days = 5 # short"), "{}", again.text);
        let names: Vec<&str> = again.shocks.iter().map(|row| row.shock.name.as_str()).collect();
        assert_eq!(names, ["election", "election of 2020-08-09"]);
        // Relative to its mean over adults, so that the size is that of the average adult.
        let adults = again.country.places.iter().map(|place| f64::from(place.adults)).collect::<Vec<_>>();
        let exposed = &again.shocks[0].shock.exposure;
        let mean = exposed.iter().zip(&adults).map(|(e, n)| e * n).sum::<f64>() / adults.iter().sum::<f64>();
        assert!(exposed[0] == 0.0 && (mean - 1.0).abs() < 1e-12, "{exposed:?}");
        assert_eq!(added.remark, None);
        let as_it_stands = NewShock {
            exposure: Some(("vote_share".into(), None)),
            scale: Some(ExposureScale::Column),
            name: Some("as it stands".into()),
            ..election()
        };
        let added = add_shock(&path, &as_it_stands).unwrap_or_else(|c| panic!("{c}"));
        assert!(added.remark.is_some_and(|said| said.contains("e-folds") && said.contains("as it stands")));
        assert_eq!((again.shocks[0].shock.hour, again.calls.len()), (44.0, 1));
        assert!(again.mechanisms.shocks.enabled && again.mechanisms.calls.enabled);
    }

    #[test]
    fn an_exposure_without_a_table_is_the_same_everywhere_and_that_is_said() {
        let folder = folder();
        let path = folder.path().display().to_string();
        let shock = NewShock { exposure: Some(("vote_share".into(), None)), ..election() };
        let added = add_shock(&path, &shock).unwrap_or_else(|c| panic!("{c}"));
        assert!(
            added.assumed.is_some_and(|said| said.contains("1 in every unit [A]")) && added.tables == ["units.csv"]
        );
        let again = Scenario::load(&path, &[]).unwrap_or_else(|c| panic!("{c}"));
        assert_eq!(again.shocks[0].shock.exposure, [1.0, 1.0]);
        let assumed = &again.country.assumed;
        assert!(assumed.iter().any(|(what, value)| what == "units.csv: vote_share" && value.contains("everywhere")));
        // Of a column that is there nothing is assumed.
        let again = add_shock(&path, &shock).unwrap_or_else(|c| panic!("{c}"));
        assert!(again.assumed.is_none() && again.tables.is_empty());
        for typed in ["vote_shar", "vote share", "shares.csv"] {
            let shock = NewShock { exposure: Some((typed.into(), None)), ..election() };
            assert!(add_shock(&path, &shock).expect_err(typed).render(false).contains("=FILE"), "{typed}");
        }
    }

    #[test]
    fn a_row_that_is_off_changes_no_number_of_a_built_in_scenario() {
        let files = || Files::BuiltIn("two-towns");
        let plain = Scenario::read(files(), files().main().expect("there"), &[]).unwrap_or_else(|c| panic!("{c}"));
        let at = plain.start.format("%Y-%m-%dT%H:%M").to_string();
        let shock =
            NewShock { name: Some("a ruling".into()), kind: "election".into(), at: at.clone(), ..NewShock::default() };
        let with = with_trigger(files(), &NewTrigger::Shock(shock)).unwrap_or_else(|c| panic!("{c}"));
        let call = NewCall { name: "to the square".into(), at: Some(at), hours: Some(3.0), ..NewCall::default() };
        let with = with_trigger(with, &NewTrigger::Call(call)).unwrap_or_else(|c| panic!("{c}"));
        let read = |settings: &[String]| {
            Scenario::read(with.clone(), with.main().expect("there"), settings).unwrap_or_else(|c| panic!("{c}"))
        };
        let off = read(&[]);
        assert_eq!(off.shocks.len() + off.calls.len(), plain.shocks.len() + plain.calls.len() + 2);
        assert!(
            off.shocks.last().is_some_and(|row| !row.shock.enabled)
                && off.calls.last().is_some_and(|row| !row.call.enabled)
        );
        let on = read(&["shock.a ruling.enabled=true".into(), "call.to the square.hours=5".into()]);
        assert!(on.shocks.last().is_some_and(|row| row.shock.enabled));
        let again = NewCall { name: "to the square".into(), at: Some("2031-01-01T12:00".into()), ..NewCall::default() };
        assert!(with_trigger(with, &NewTrigger::Call(again)).is_err(), "taken, and after the end");
    }

    #[test]
    fn what_is_wrong_is_said_and_nothing_is_written() {
        let folder = folder();
        let path = folder.path().display().to_string();
        let before = std::fs::read_to_string(folder.path().join("scenario.toml")).expect("there");
        let wrong = [
            (NewShock { kind: "elction".into(), ..election() }, "election"),
            (NewShock { at: "on Sunday".into(), ..election() }, "2020-08-09T20:00"),
            (NewShock { exposure: Some(("wag".into(), None)), ..election() }, "did you mean `wage`"),
            (NewShock { places: vec!["Norht".into()], ..election() }, "did you mean `North`"),
            (NewShock { numbers: [Some(7.0), None, None], ..election() }, "nothing was written"),
        ];
        for (shock, word) in wrong {
            let said = add_shock(&path, &shock).expect_err(word).render(false);
            assert!(said.contains(word), "{said}");
        }
        let call = NewCall { name: "never".into(), ..NewCall::default() };
        assert!(add_call(&path, &call).expect_err("no time").render(false).contains("every"));
        assert!(add_shock("two-towns", &election()).expect_err("built in").render(false).contains("built in"));
        assert_eq!(std::fs::read_to_string(folder.path().join("scenario.toml")).expect("there"), before);
    }
}
