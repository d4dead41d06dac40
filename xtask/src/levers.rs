//! What moves results, for the first levers of the Studio: read from the directories of `groundswell sensitivity`.

use groundswell_studio::levers::{Influence, Screening, read};
use groundswell_tables::table::Table;
use std::path::{Path, PathBuf};

/// The quantity that levers move.
const STATISTIC: &str = "peak";

/// Most levers that are kept of a scenario.
const MOST: usize = 40;

/// Writes `crates/studio/levers.json` from the directories of screenings: `cargo xtask levers DIR…`, each made by
/// `groundswell sensitivity SCENARIO --method morris --out DIR`.
pub(crate) fn levers(folders: &[String]) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/studio/levers.json");
    let mut all = std::fs::read_to_string(&file).ok().and_then(|text| read(&text).ok()).unwrap_or_default();
    for folder in folders {
        let screening = of(&PathBuf::from(folder)).unwrap_or_else(|why| panic!("{folder}: {why}"));
        all.retain(|known| known.scenario != screening.scenario);
        all.push(screening);
    }
    all.sort_by(|a, b| a.scenario.cmp(&b.scenario));
    let text = serde_json::to_string_pretty(&all).expect("levers become JSON");
    std::fs::write(&file, format!("{text}\n")).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    println!("{}", file.display());
}

/// A screening as its directory has it.
fn of(folder: &Path) -> Result<Screening, String> {
    let table = Table::read_parquet(&folder.join("data/sensitivity.parquet")).map_err(|error| error.to_string())?;
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).map_err(|error| error.to_string())?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest).map_err(|error| error.to_string())?;
    let words: Vec<&str> =
        manifest["command"].as_array().into_iter().flatten().filter_map(|word| word.as_str()).collect();
    let scenario =
        words.iter().skip_while(|word| **word != "sensitivity").nth(1).ok_or("its command names no scenario")?;
    let column = |name: &str| table.column(name).ok_or_else(|| format!("it has no column `{name}`"));
    let (statistic, parameter) = (column("statistic")?, column("parameter")?);
    let effect = column("mu_star")?.to_f64();
    let rows = (0..table.rows()).filter(|row| statistic.text(*row).is_some_and(|name| name == STATISTIC));
    let mut levers: Vec<Influence> = rows
        .filter_map(|row| Some(Influence { path: parameter.text(row)?.into(), effect: effect[row] }))
        .filter(|lever| lever.effect.is_finite() && lever.effect > 0.0)
        .collect();
    levers.sort_by(|a, b| b.effect.total_cmp(&a.effect).then_with(|| a.path.cmp(&b.path)));
    levers.truncate(MOST);
    let text = |key: &str| manifest[key].as_str().unwrap_or_default().to_string();
    Ok(Screening {
        scenario: (*scenario).into(),
        command: command(&words),
        version: env!("CARGO_PKG_VERSION").into(),
        made: text("started").get(..10).unwrap_or_default().into(),
        statistic: STATISTIC.into(),
        levers,
    })
}

/// The command that makes it again: without where its files went, and how it said how far it was.
fn command(words: &[&str]) -> String {
    let mut kept = vec!["groundswell"];
    let mut words = words.iter().skip_while(|word| **word != "sensitivity").copied();
    while let Some(word) = words.next() {
        if matches!(word, "--out" | "--progress" | "--threads") {
            words.next();
        } else if !word.starts_with("--out=") && !word.starts_with("--progress=") {
            kept.push(word);
        }
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn a_command_names_no_folder_of_a_machine() {
        let words =
            ["/here/groundswell", "sensitivity", "hills", "--progress", "plain", "--out", "/here/x", "--scale", "20"];
        assert_eq!(command(&words), "groundswell sensitivity hills --scale 20");
    }
}
