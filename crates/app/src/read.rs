//! Reading what the user names, and saying what must be said of it.

use crate::terminal::note;
use groundswell_complaint::Complaints;
use groundswell_scenario::files::Files;
use groundswell_scenario::remarks::encoding_of;
use groundswell_scenario::scenario::Scenario;
use std::path::Path;

/// A scenario, with remarks on its files.
pub(crate) fn scenario(name: &str, settings: &[String]) -> Result<Scenario, Complaints> {
    let scenario = Scenario::load(name, settings)?;
    remarks(&scenario);
    Ok(scenario)
}

/// Says what must be said of the files of a scenario that was read.
pub(crate) fn remarks(scenario: &Scenario) {
    say(scenario.remarks());
}

/// The same of what a name stands for: a scenario, or a table. What is wrong with it is said by whoever reads it.
pub(crate) fn remarks_on(name: &str) {
    let path = Path::new(name);
    if path.is_file() && path.extension().is_none_or(|kind| !kind.eq_ignore_ascii_case("toml")) {
        return say(encoding_of(path, name));
    }
    say(Files::find(name).map(|files| files.remarks()).unwrap_or_default());
}

fn say(remarks: impl IntoIterator<Item = String>) {
    remarks.into_iter().for_each(|said| note(format!("note: {said}")));
}
