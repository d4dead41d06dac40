//! `score`, `pool` and `nowcast`, as somebody types them.

mod common;

use common::{output, well};
use serde_json::Value;

const SMALL: &[&str] = &["--origins", "2", "--leads", "1,2", "--particles", "16", "--draws", "60", "-q"];

fn score(folder: &std::path::Path, more: &[&str]) -> String {
    let arguments: Vec<&str> =
        ["score", "--events", "kazakhstan-2022"].iter().chain(SMALL).chain(more).copied().collect();
    well(folder, &arguments)
}

#[test]
fn scores_are_the_same_on_any_number_of_threads_and_are_not_computed_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    score(folder.path(), &["-o", "one", "--threads", "1"]);
    score(folder.path(), &["-o", "two", "--threads", "2"]);
    let read = |dir: &str| std::fs::read(folder.path().join(dir).join("scores.csv")).expect("scores");
    let (one, two) = (read("one"), read("two"));
    assert!(one == two && one.len() > 2000);
    let text = String::from_utf8(one.clone()).expect("text");
    for method in ["conditioned", "stack", "hurdle", "persistence", "negative binomial"] {
        assert!(text.contains(&format!(",{method},")), "{method} is missing");
    }
    // What was finished is read again: a part that says something else shows that it was.
    let parts: Vec<_> = std::fs::read_dir(folder.path().join("one/checkpoints")).expect("parts").flatten().collect();
    assert_eq!(parts.len(), 2, "a part an origin");
    std::fs::copy(parts[0].path(), parts[1].path()).expect("copied");
    score(folder.path(), &["-o", "one"]);
    assert_ne!(read("one"), two);
    std::fs::remove_file(parts[1].path()).expect("removed");
    // A bit that is flipped changes a number, and the part could still be read.
    let whole = std::fs::read(parts[0].path()).expect("there");
    let mut flipped = whole.clone();
    flipped[whole.len() - 20] ^= 1;
    for damaged in [flipped, b"not a part".to_vec(), vec![]] {
        std::fs::write(parts[0].path(), damaged).expect("written");
        let arguments: Vec<&str> =
            ["score", "--events", "kazakhstan-2022"].iter().chain(SMALL).chain(&["-o", "one"]).copied().collect();
        let said = output(folder.path(), &arguments);
        let (name, text) = (parts[0].file_name(), String::from_utf8_lossy(&said.stderr).into_owned());
        assert!(said.status.success() && text.contains(&*name.to_string_lossy()), "{text}");
        assert_eq!(read("one"), two, "what is damaged is computed again");
    }
}

#[test]
fn what_cannot_be_scored_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    for (arguments, code, words) in [
        (&["score", "--events", "no-such-event"] as &[&str], 65, "no-such-event"),
        (&["score", "--events", "kazakhstan-2022", "kazakhstan-2022"], 65, "two events are called"),
        (&["score", "--events", "kazakhstan-2022", "--pool", "nothing.csv"], 66, "nothing.csv"),
        (&["score", "--leads", "0"], 2, "0"),
    ] {
        let said = output(folder.path(), arguments);
        let text = String::from_utf8_lossy(&said.stderr).into_owned();
        assert_eq!(said.status.code(), Some(code), "{arguments:?}: {text}");
        assert!(text.contains(words), "{arguments:?}: {text}");
    }
}

#[test]
fn an_event_in_a_pool_is_left_out_of_its_own_prior() {
    let folder = tempfile::tempdir().expect("a folder");
    let pooled = |event: &str, file: &str| {
        well(folder.path(), &["pool", "--events", event, "--particles", "16", "-q", "-o", file]);
    };
    pooled("kazakhstan-2022", "own.csv");
    let json = |pool: &str| {
        let arguments: Vec<&str> = ["score", "--events", "kazakhstan-2022", "--json", "--pool", pool]
            .iter()
            .chain(&SMALL[..SMALL.len() - 1])
            .copied()
            .collect();
        serde_json::from_str::<Value>(&well(folder.path(), &arguments)).expect("JSON")["events"][0].clone()
    };
    let (own, none) = (json("own.csv"), json("none"));
    assert_eq!(own["scores"], none["scores"], "nothing but the event itself is in the pool");
    let other =
        std::fs::read_to_string(folder.path().join("own.csv")).expect("a pool").replace("kazakhstan-2022", "other");
    std::fs::write(folder.path().join("other.csv"), other).expect("written");
    assert_ne!(json("other.csv")["scores"], none["scores"]);
    // A second event is added to what is there.
    pooled("east-germany-1989", "own.csv");
    let both = std::fs::read_to_string(folder.path().join("own.csv")).expect("a pool");
    assert!(both.contains("kazakhstan-2022,") && both.contains("east-germany-1989,"));
}

#[test]
fn only_a_pool_is_replaced_by_a_pool() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.csv");
    for text in [
        &b"what,else\n1,2\n"[..],
        b"notes \xff\xfe in no encoding \xc3\xa9\xc3\xa9",
        b"",
        b"event,window,parameter,mean,sd\nx,1.5,y,0,1\n",
    ] {
        std::fs::write(&file, text).expect("written");
        for force in [&[][..], &["--force"]] {
            let arguments =
                [&["pool", "--events", "kazakhstan-2022", "--particles", "16", "-q", "-o", "mine.csv"], force].concat();
            let said = output(folder.path(), &arguments);
            assert_eq!(said.status.code(), Some(73), "{}", String::from_utf8_lossy(&said.stderr));
            assert_eq!(std::fs::read(&file).expect("there"), text, "nothing was changed");
        }
    }
}

#[test]
fn a_nowcast_says_what_the_state_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = well(
        folder.path(),
        &["nowcast", "kazakhstan-2022", "--origin", "2022-01-05", "--draws", "100", "--json", "--progress", "none"],
    );
    let now: Value = serde_json::from_str(&said).expect("JSON");
    let crowds = now[0]["nowcast"]["crowds"].as_array().expect("crowds");
    assert_eq!(crowds.len(), 18);
    assert!(crowds.iter().all(|crowd| crowd["crowd"][0].as_f64() <= crowd["crowd"][2].as_f64()));
}

/// A table of reports alone is an event; one that cannot be scored is said and does not stop the others.
#[test]
fn tables_of_events_are_scored_and_what_cannot_be_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let days = |n: u32| {
        let row = |day: u32| format!("2020-05-{day:02},A,{}\n2020-05-{day:02},B,\n", 100 * day);
        format!("date,unit,size\n{}", (1..=n).map(row).collect::<String>())
    };
    std::fs::write(folder.path().join("ten-days.csv"), days(10)).expect("written");
    std::fs::write(folder.path().join("one-day.csv"), days(1)).expect("written");
    let wave = folder.path().join("wave");
    std::fs::create_dir(&wave).expect("a folder");
    std::fs::write(wave.join("events.csv"), days(8)).expect("written");
    std::fs::write(wave.join("units.csv"), "unit,population\nA,70000\nB,80000\n").expect("written");
    let bare = folder.path().join("bare");
    std::fs::create_dir(&bare).expect("a folder");
    std::fs::write(bare.join("scenario.toml"), "[scenario]\nstart = 2020-05-01\ndays = 9\n").expect("written");
    let fact = |day: u32| format!("{day},2020-05-{day:02},day,,,,North,,protest,{day}00,{day}00,persons,media,0,x,\n");
    let head = "id,date,precision,time,utc_offset_hours,place,unit,geo_precision,kind,low,high,unit_of_value,source_type,complete_url,source,note\n";
    std::fs::write(bare.join("facts.csv"), format!("{head}{}", (1..=9).map(fact).collect::<String>()))
        .expect("written");
    let said = |events: &[&str]| {
        let arguments: Vec<&str> =
            ["score", "--events"].into_iter().chain(events.iter().copied()).chain(SMALL[..8].iter().copied()).collect();
        output(folder.path(), &arguments)
    };
    let all = said(&["ten-days.csv", "wave", "bare", "one-day.csv"]);
    let (text, errors) = (String::from_utf8_lossy(&all.stdout), String::from_utf8_lossy(&all.stderr));
    assert_eq!(all.status.code(), Some(75), "{errors}");
    assert!(["ten-days", "wave", "bare"].iter().all(|name| text.contains(name)), "{text}");
    assert!(errors.contains("left out") && errors.contains("one-day") && errors.contains("no places"), "{errors}");
    assert!(!text.contains("not scored"), "{text}");
    // Far beyond the record nothing can be held against a forecast.
    let far = |more: &[&str]| {
        let arguments = ["score", "--events", "ten-days.csv", "--leads", "40", "--particles", "16", "--draws", "60"];
        output(folder.path(), &[&arguments, more].concat())
    };
    let (shown, json) = (far(&["--progress", "none"]), far(&["--json"]));
    assert_eq!((shown.status.code(), json.status.code()), (Some(75), Some(75)));
    let shown = String::from_utf8_lossy(&shown.stdout);
    assert!(
        ["not scored: `ten-days`", "on 10 days", "0 of", "shorter leads"].iter().all(|w| shown.contains(w)),
        "{shown}"
    );
    let read: Value = serde_json::from_slice(&json.stdout).expect("JSON");
    let record = &read["events"][0]["record"];
    assert_eq!((&record["days"], &record["scored"]), (&10.into(), &0.into()));
    assert!(record["unscored"].as_str().is_some_and(|why| why.contains("shorter leads")), "{record}");
    assert!(String::from_utf8_lossy(&far(&["-q"]).stderr).contains("not scored"), "quiet is not silent on this");
    let none = said(&["one-day.csv"]);
    assert_eq!(none.status.code(), Some(65));
    assert!(String::from_utf8_lossy(&none.stderr).contains("reports of its units on 1 day:"));
}
