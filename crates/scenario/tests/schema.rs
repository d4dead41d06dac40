//! The schema against the scenarios: a small validator of our own in every run, and
//! Python's `jsonschema`, which also checks the schema itself, in the full gate.
//!
//! The second is skipped, with a notice, where `python3` (or `$GROUNDSWELL_PYTHON`)
//! cannot import it; `GROUNDSWELL_PEERS=1` makes that a failure.

use groundswell_scenario::files::{BUILT_IN, Files};
use groundswell_scenario::{schema, template};
use serde_json::{Map, Value, json};
use std::io::Write;
use std::process::Command;

/// TOML as schema tools see it: dates are texts.
fn json_of(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(x) => json!(x),
        toml::Value::Float(x) => json!(x),
        toml::Value::Boolean(on) => json!(on),
        toml::Value::Datetime(time) => json!(time.to_string()),
        toml::Value::Array(list) => list.iter().map(json_of).collect(),
        toml::Value::Table(table) => json!(table.iter().map(|(k, v)| (k.clone(), json_of(v))).collect::<Map<_, _>>()),
    }
}

/// What is wrong with a value by a schema of the words that ours uses, patterns apart.
fn faults(schema: &Value, value: &Value, path: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if *schema == json!(false) {
        return vec![format!("{path} has no place here")];
    }
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        other => panic!("the schema has the type {other}"),
    };
    if schema["type"].as_str().is_some_and(|name| !is(name)) {
        faults.push(format!("{path} is no {}", schema["type"]));
    }
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value))
        || schema.get("const").is_some_and(|c| c != value)
    {
        faults.push(format!("{path} is none of the words"));
    }
    if let Some(x) = value.as_f64() {
        let low = schema["minimum"].as_f64().is_some_and(|low| x < low);
        if low || schema["maximum"].as_f64().is_some_and(|high| x > high) {
            faults.push(format!("{path} is out of range"));
        }
    }
    if let Some(any) = schema["anyOf"].as_array()
        && any.iter().all(|one| !self::faults(one, value, path).is_empty())
    {
        faults.push(format!("{path} is nothing of what it may be"));
    }
    if let Some(list) = value.as_array() {
        faults.extend(
            list.iter().enumerate().flat_map(|(i, item)| self::faults(&schema["items"], item, &format!("{path}[{i}]"))),
        );
    }
    if let Some(table) = value.as_object() {
        for key in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !table.contains_key(key) {
                faults.push(format!("{path} has no {key}"));
            }
        }
        for (key, value) in table {
            match schema["properties"].get(key) {
                Some(schema) => faults.extend(self::faults(schema, value, &format!("{path}.{key}"))),
                None if schema["additionalProperties"] == json!(false) => {
                    faults.push(format!("{path}.{key} is unknown"))
                }
                None => {}
            }
        }
    }
    if let Some(condition) = schema.get("if") {
        let branch = if self::faults(condition, value, path).is_empty() { "then" } else { "else" };
        faults.extend(self::faults(&schema[branch], value, path));
    }
    faults
}

/// The built-in scenarios and the template of a new one, as JSON.
fn scenarios() -> Vec<(String, Value)> {
    let folder = tempfile::tempdir().expect("a folder");
    let new = template::write("new", &folder.path().join("new")).expect("a template");
    let built_in = BUILT_IN.iter().map(|b| (b.name.to_string(), Files::BuiltIn(b.name).main().expect("a file")));
    let new = ("new".to_string(), std::fs::read_to_string(new).expect("a file"));
    let read = |text: &str| json_of(&toml::Value::Table(text.parse().expect("TOML")));
    built_in.chain([new]).map(|(name, text)| (name, read(&text))).collect()
}

#[test]
fn the_schema_accepts_what_the_reader_accepts() {
    for (name, scenario) in scenarios() {
        assert_eq!(faults(&schema::schema(), &scenario, &name), Vec::<String>::new());
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let (_, good) = scenarios().swap_remove(1);
    let spoil = |pointer: &str, value: Value| {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).expect("a value") = value;
        bad
    };
    let cases = [
        spoil("/people", json!({ "thresold": 0.5 })),
        spoil("/people/threshold", json!("high")),
        spoil("/people/threshold", json!(-1)),
        spoil("/people", json!({ "response": "tresholds" })),
        spoil("/scenario/hours", json!(0)),
        spoil("/scenario/capital", json!(7)),
        spoil("/order/0/form", json!("endogenous")),
        spoil("/order/1/posture", json!("mild")),
        spoil("/order/0/offers/0/demand", json!("prices")),
        json!({ "people": {} }),
    ];
    for bad in cases {
        assert!(!faults(&schema::schema(), &bad, "").is_empty(), "{bad}");
    }
}

const SCRIPT: &str = r#"
import json, sys
from jsonschema import Draft202012Validator as V
schema, scenarios = json.load(sys.stdin)
V.check_schema(schema)
wrong = [f"{name}: {e.json_path}: {e.message}" for name, s in scenarios for e in V(schema).iter_errors(s)]
print("\n".join(wrong))
"#;

#[test]
fn python_s_jsonschema_agrees() {
    let python = std::env::var("GROUNDSWELL_PYTHON").unwrap_or_else(|_| "python3".into());
    let has =
        Command::new(&python).args(["-c", "import jsonschema"]).output().is_ok_and(|output| output.status.success());
    if !has {
        assert!(
            !std::env::var("GROUNDSWELL_PEERS").is_ok_and(|value| value == "1"),
            "{python} cannot import jsonschema"
        );
        let _ = writeln!(std::io::stderr(), "skipped: {python} cannot import jsonschema");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let (script, input) = (folder.path().join("check.py"), folder.path().join("input.json"));
    std::fs::write(&script, SCRIPT).expect("a script");
    std::fs::write(&input, json!([schema::schema(), scenarios()]).to_string()).expect("an input");
    let input = std::fs::File::open(&input).expect("an input");
    let output = Command::new(&python).arg(&script).stdin(input).output().expect("python");
    let (said, failed) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.trim().is_empty(), "{said}{failed}");
}
