//! Other countries: the `[[ally]]` and `[[neighbour]]` rows of a scenario.

use crate::reader::{Item, Section};
use groundswell_complaint::Complaint;
use groundswell_engine::spec::{Ally, Neighbour};

/// A row with its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Sourced<T> {
    /// What the engine is given.
    pub row: T,
    /// Where the row is from.
    pub source: String,
}

/// Reads both tables; rows with complaints are left out.
pub fn read(root: &Section<'_>, languages: &[String]) -> (Vec<Sourced<Ally>>, Vec<Sourced<Neighbour>>) {
    let allies = rows(root, "ally", |section| ally(section, languages));
    let names: Vec<String> = allies.iter().map(|ally| ally.row.name.clone()).collect();
    let neighbours = rows(root, "neighbour", |section| neighbour(section, &names));
    (allies, neighbours)
}

fn rows<T>(root: &Section<'_>, key: &'static str, read: impl Fn(&Section<'_>) -> Option<T>) -> Vec<Sourced<T>> {
    let items = root.read(key, "a list of sections", Item::list).unwrap_or_default();
    let mut rows = Vec::new();
    for item in items {
        let Some(section) = item.section(key.into()) else {
            item.wrong_type(key, "a section");
            continue;
        };
        let row = read(&section);
        let source = section.read("source", "a text", Item::text).unwrap_or("").to_string();
        section.close(if key == "ally" { "key of an ally" } else { "key of a neighbour" });
        rows.extend(row.map(|row| Sourced { row, source }));
    }
    rows
}

/// A number that must be there.
fn need(section: &Section<'_>, key: &str, low: f64, high: f64) -> Option<f64> {
    section.need(key, &format!("a number from {low} to {high}"))?;
    section.number(key, low, high)
}

/// The index of a name in a list; complains with the nearest when it is not there.
fn index(section: &Section<'_>, key: &str, what: &'static str, names: &[String]) -> Option<u32> {
    let name = section.read(key, "a name", Item::text)?;
    let found = names.iter().position(|known| known == name);
    if found.is_none() {
        let complaint = Complaint::unknown(what, name, names.iter().map(String::as_str));
        section.reader().complain(complaint.at(section.reader().source(), section.get(key)?.span()));
    }
    found.map(|i| i as u32)
}

fn ally(section: &Section<'_>, languages: &[String]) -> Option<Ally> {
    let name = section.must("name", "a text", Item::text).map(str::to_string);
    let size = need(section, "size", 0.0, 1e7);
    let (latitude, longitude) = (need(section, "lat", -90.0, 90.0), need(section, "lon", -180.0, 180.0));
    let alliance = need(section, "alliance", 0.0, 1.0);
    let opposition = section.number("opposition", 0.0, 1.0).unwrap_or(0.0);
    let parliament = section.read("parliament", "true or false", Item::switch).unwrap_or(false);
    let language = index(section, "language", "language", languages);
    Some(Ally {
        name: name?,
        size: size?,
        parliament,
        alliance: alliance?,
        opposition,
        language,
        latitude: latitude?,
        longitude: longitude?,
    })
}

fn neighbour(section: &Section<'_>, allies: &[String]) -> Option<Neighbour> {
    let name = section.must("name", "a text", Item::text).map(str::to_string);
    let rate = need(section, "rate_per_day", 0.0, 24.0);
    let border = section.read("border", "true or false", Item::switch).unwrap_or(false);
    let (language, migrants) = (section.number("language", 0.0, 1.0), section.number("migrants", 0.0, 1.0));
    let ally = index(section, "ally", "ally", allies);
    Some(Neighbour {
        name: name?,
        rate: rate?,
        border: f64::from(u8::from(border)),
        language: language.unwrap_or(0.0),
        migrants: migrants.unwrap_or(0.0),
        ally,
    })
}

#[cfg(test)]
mod tests {
    use crate::scenario::Scenario;

    fn complaints(old: &str, new: &str) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        let built_in = crate::files::BUILT_IN.iter().find(|b| b.name == "kazakhstan-2022").expect("built in");
        for (name, text) in built_in.files() {
            let text = if *name == "scenario.toml" { text.replacen(old, new, 1) } else { text.to_string() };
            std::fs::write(folder.path().join(name), text).expect("written");
        }
        match Scenario::load(&folder.path().display().to_string(), &[]) {
            Ok(_) => String::new(),
            Err(complaints) => complaints.render(false),
        }
    }

    #[test]
    fn the_tables_of_the_flagship_are_read_and_wrong_rows_complained_about() {
        let scenario = Scenario::load("kazakhstan-2022", &[]).expect("built in");
        let spec = scenario.spec(&crate::scenario::Making { scale: 1000, ..Default::default() });
        let announced: f64 = spec.allies.iter().map(|ally| ally.size).sum();
        assert_eq!((spec.allies.len(), announced), (5, 3950.0));
        assert_eq!(spec.neighbours.len(), 14);
        assert_eq!(spec.neighbours.iter().filter(|n| n.ally.is_some()).count(), 5);
        assert!(spec.orders.iter().any(|o| o.request_help) && spec.orders.iter().any(|o| o.withdraw));
        assert!(complaints("ally = \"Russia\"", "ally = \"Rusia\"").contains("Russia"));
        assert!(complaints("parliament = true", "parlament = true").contains("parlament"));
        assert!(complaints("alliance = 1.0", "alliance = 7.0").contains("ally.alliance"));
        assert!(complaints("request_help = true", "request_help = 1").contains("request_help"));
    }
}
