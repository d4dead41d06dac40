//! What must be said of files that are read, but perhaps not as they were meant: an assumed encoding, a table whose name
//! is written in another way, a folder that has the name of a built-in scenario, a time that clocks showed twice.

use crate::delimited::encoding::decode;
use crate::files::{Files, TABLES};
use crate::outlines;
use crate::scenario::Scenario;
use groundswell_complaint::did_you_mean;
use std::ffi::OsStr;
use std::path::Path;

/// How many remarks about names are made: a folder may hold anything.
const MOST: usize = 20;

/// What must be said of a table that is not UTF-8: which encoding it is read in. Nothing of other files.
pub fn encoding_of(path: &Path, shown: &str) -> Option<String> {
    if !path.is_file() {
        return None;
    }
    let encoding = decode(std::fs::read(path).ok()?).ok()?.1?;
    Some(format!("`{shown}` is not UTF-8 and was read as {encoding}; if names look wrong, save it as UTF-8"))
}

impl Files {
    /// What must be said of these files.
    pub fn remarks(&self) -> Vec<String> {
        match self {
            Files::BuiltIn(name) => shadowed(name).into_iter().collect(),
            Files::Folder(path) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                let encoding = |file: &str| encoding_of(&folder.join(file), &self.shown(file));
                TABLES.into_iter().filter_map(encoding).chain(misnamed(folder)).collect()
            }
            Files::With(files, texts) => {
                let replaced =
                    |said: &String| texts.keys().any(|name| said.contains(&format!("`{}`", files.shown(name))));
                files.remarks().into_iter().filter(|said| !replaced(said)).collect()
            }
        }
    }
}

/// A folder here that has the name of a built-in scenario is not what is read.
fn shadowed(name: &str) -> Option<String> {
    let there = !name.is_empty() && Path::new(name).join("scenario.toml").is_file();
    there.then(|| format!("`{name}` is the scenario that comes with the program; the folder here is `./{name}`"))
}

/// Files that are not read, though their names are nearly those of tables.
fn misnamed(folder: &Path) -> Vec<String> {
    let place = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = std::fs::read_dir(place).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let known = || TABLES.into_iter().chain([outlines::FILE]);
    let near = |name: &String| {
        let table = Path::new(name).extension().and_then(OsStr::to_str).map(str::to_lowercase);
        if !table.is_some_and(|end| ["csv", "json"].contains(&&*end)) || known().any(|known| known == name) {
            return None;
        }
        let meant = did_you_mean(name, known())?;
        // On a disk that does not tell capitals apart it is the file that is read.
        let (this, that) = (folder.join(name), folder.join(meant));
        if same_file::is_same_file(this, that).unwrap_or(false) {
            return None;
        }
        Some(format!("`{}` is not read; a table of nearly this name is `{meant}`", folder.join(name).display()))
    };
    names.iter().filter_map(near).take(MOST).collect()
}

/// What must be said of recorded times at which clocks were changed.
pub(crate) fn of_clocks(scenario: &Scenario) -> Vec<String> {
    let times = scenario.facts.iter().filter_map(|fact| {
        let zone = fact.zone.unwrap_or_else(|| scenario.zone_of(&fact.unit));
        Some((zone, fact.time?, format!("fact {} of facts.csv", fact.id)))
    });
    let prices =
        scenario.country.prices.iter().map(|price| (scenario.zone, price.time, "a price of prices.csv".into()));
    let (mut never, mut twice) = (Vec::new(), Vec::new());
    for (zone, time, what) in times.chain(prices) {
        let said = || format!("{what}, {} in {}", time.format("%Y-%m-%d %H:%M"), zone.written());
        match zone.times_shown(time) {
            0 => never.push(said()),
            2 => twice.push(said()),
            _ => {}
        }
    }
    let say = |list: Vec<String>, how: &str| {
        let more = list.len().saturating_sub(1);
        let more = if more > 0 { format!(" (and {more} more)") } else { String::new() };
        list.first().map(|first| format!("{first}{more}: {how}"))
    };
    let never =
        say(never, "no clock showed this time, which is skipped in spring: it is counted from the offset before it");
    let twice =
        say(twice, "clocks showed this time twice: the earlier is taken; `utc_offset_hours` of the row says which");
    never.into_iter().chain(twice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_at_which_clocks_were_changed_are_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        let head = "[scenario]\nstart = 2019-03-30\ntime_zone = \"Europe/Berlin\"\nhours = 6000\n";
        put("scenario.toml", head);
        put("places.csv", "place,population\nA,100000\n");
        let columns = "id,date,precision,time,utc_offset_hours,place,unit,geo_precision,kind,low,high,unit_of_value,source_type,complete_url,source,note\n";
        let fact = |id: u32, day: &str, time: &str, offset: &str| {
            format!("{id},{day},day,{time},{offset},A,,1,protest,200,300,persons,fictional,0,invented,\n")
        };
        for (day, time, offset, word) in [
            ("2019-03-31", "02:30", "", Some("no clock showed this time")),
            ("2019-03-31", "03:00", "", None),
            ("2019-03-31", "02:30", "1", None),
            ("2019-10-27", "02:30", "", Some("clocks showed this time twice")),
            ("2019-10-27", "02:30", "2", None),
            ("2019-10-27", "03:00", "", None),
        ] {
            put("facts.csv", &format!("{columns}{}", fact(7, day, time, offset)));
            let scenario = Scenario::load(&folder.path().display().to_string(), &[]).unwrap_or_else(|c| panic!("{c}"));
            let said = scenario.remarks();
            assert_eq!(said.len(), usize::from(word.is_some()), "{day} {time} {offset}: {said:?}");
            assert!(word.is_none_or(|word| said[0].contains(word) && said[0].contains("fact 7")), "{said:?}");
        }
        put("facts.csv", columns);
        put(
            "scenario.toml",
            &format!(
                "{head}[[order]]\nname = \"x\"\nform = \"history\"\nwhere = \"nation\"\nfrom = 2019-03-31T02:30:00\ncurfew = true\n"
            ),
        );
        let wrong = Scenario::load(&folder.path().display().to_string(), &[]).err().expect("refused").render(false);
        assert!(wrong.contains("no clock in Europe/Berlin showed 2019-03-31T02:30"), "{wrong}");
    }

    #[test]
    fn what_is_not_read_as_it_was_meant_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let put = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("written");
        for (name, bytes) in [
            ("scenario.toml", &b""[..]),
            ("places.csv", b"place,population\nBesan\xe7on,100000\n"),
            ("Facts.csv", b""),
            ("target.csv", b""),
            ("facts.csv", b""),
            ("reports.csv", b""),
            ("holiday.csv", b""),
            ("Units.txt", b""),
        ] {
            put(name, bytes);
        }
        let files = Files::Folder(folder.path().join("scenario.toml"));
        let said = files.remarks();
        let words = [
            "places.csv` is not UTF-8 and was read as windows-1252",
            "Facts.csv` is not read",
            "target.csv` is not read",
        ];
        assert_eq!(said.len(), words.len(), "{said:#?}");
        for (said, words) in said.iter().zip(words) {
            assert!(said.contains(words), "{said}");
        }
    }
}
