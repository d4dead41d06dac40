//! Records of many countries under the rules of `outcome`: each is what a historian would call it.

use groundswell_scenario::verdict::of;
use std::path::Path;

/// The record, its classes, and why these.
const JUDGED: [(&str, &str, &str); 15] = [
    (
        "armenia-2018",
        "O2 O4",
        "the prime minister resigns, parliament elects the opposition's candidate, the crowd goes home",
    ),
    ("belarus-2020", "O3 (worn down)", "fifteen Sundays, thirty thousand detained, the ruler stays"),
    (
        "chile-2019",
        "O4 (partial)",
        "ministers go and a plebiscite is agreed; the crowd had fallen before that, and nobody crushed it",
    ),
    ("china-1989", "O3 O4 (partial)", "ended by the army weeks after its peak; the general secretary is dismissed"),
    (
        "hong-kong-2019",
        "O9",
        "the bill is withdrawn and a million march four months later: not over by the end of the table",
    ),
    ("iran-2022", "O3 (worn down)", "told by counts of towns, as nobody knows the sizes"),
    ("myanmar-2021", "O3 (worn down) O7", "marches end under fire, war begins"),
    ("romania-1989", "O6", "army and party leave the ruler within a week"),
    ("serbia-2000", "O4", "the ruler is gone and parliament and courts stand; of the elite nothing is recorded"),
    ("sri-lanka-2022", "O4", "the president resigns, parliament elects the next"),
    ("sudan-2019", "O4 O5", "the ruler is deposed by a military council that holds the capital"),
    ("tunisia-2011", "O4", "the ruler flees, his government stays until February"),
    ("ukraine-2014", "O4", "the ruler is gone, parliament stands"),
    ("united-states-2020", "O9", "local answers, none for the country; arrests are few beside the crowds"),
    ("venezuela-2017", "O3 (worn down)", "four months, five thousand detained, the ruler stays"),
];

#[test]
fn each_record_is_what_a_historian_would_call_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/records");
    let mut wrong = Vec::new();
    for (name, classes, why) in JUDGED {
        let verdict = of(&folder.join(format!("{name}.csv")).display().to_string());
        let verdict = verdict.unwrap_or_else(|complaints| panic!("{complaints}"));
        let found: Vec<&str> = verdict.classes.iter().map(|held| held.label.as_str()).collect();
        if found.join(" ") != classes {
            let pieces: Vec<_> = verdict.pieces.iter().filter_map(|p| Some((p.name, p.found.clone()?))).collect();
            wrong.push(format!("{name}: {} and not {classes} ({why})\n{pieces:?}", found.join(" ")));
        }
        assert!(verdict.context.is_empty(), "{name}: {:?}", verdict.context);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let tables = std::fs::read_dir(&folder).expect("there").flatten();
    let tables = tables.filter(|file| file.path().extension().is_some_and(|kind| kind == "csv")).count();
    assert_eq!(tables, JUDGED.len());
}

#[test]
fn what_no_rule_looks_at_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("own.csv");
    let text = "date,place,variable,low,high,source,note\n2001-03-05,Hill,participant,10,,x,\n2001-03-05,,weather,1,,x,\n\
        2001-03-06,Hill,participants,10,20,x,\n2001-03-06,Dale,participants,5,,x,\n2001-03-06,Hill,participants,30,,x,\n";
    std::fs::write(&table, text).expect("written");
    let verdict = of(&table.display().to_string()).unwrap_or_else(|complaints| panic!("{complaints}"));
    assert_eq!(verdict.context, ["participant (did you mean participants?)", "weather"]);
    let peak = verdict.pieces.iter().find(|piece| piece.name == "largest crowd").expect("a piece");
    assert_eq!(peak.found.as_deref(), Some("35"), "the largest figure of each place, added up");
}
