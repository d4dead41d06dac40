//! The JSON Schema of a scenario file, made from the tables that the reader reads.
//!
//! Editors complete and check by it: put `#:schema ./scenario.schema.json` on the first
//! line of a scenario (Even Better TOML, Taplo) and write the schema beside it with
//! `groundswell scenario schema`. Unit, source and mark of every parameter are in its
//! description, and for programs under `x-groundswell`.

use crate::guard;
use crate::parameters::{allowed, sections};
use crate::shell::{ALLY, CALL, FileKey, HEAD, MESSAGE, NEIGHBOUR, OFFER, ORDER, SHOCK, ValueShape};
use groundswell_engine::parameter::{Allowed, Parameter, SourceMark, Value as Setting};
use groundswell_engine::register::REGISTER;
use serde_json::{Map, Value, json};

/// What the words of a guard are made of; that it reads as one, only the reader can say.
const GUARD: &str = r"^[\sa-z_0-9().<>-]+$";

/// A date, or a date and time: TOML's own type, which schema tools hand on as text.
const TIME: &str = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?";

/// What may follow it where an hour may have an offset from UTC of its own.
const OFFSET: &str = r"([Zz]|[+-]\d{2}:\d{2})?";

/// The schema, JSON Schema 2020-12.
pub fn schema() -> Value {
    let mut properties = Map::new();
    properties.insert("scenario".into(), shell("What is simulated, where and for how long.", HEAD));
    for (name, table) in sections() {
        properties.insert(name.into(), section(name, table));
    }
    let orders = json!({
        "type": "array",
        "description": "The regime's table: dated orders (form history) and triggered ones (form endogenous).",
        "items": order(),
    });
    properties.insert("order".into(), orders);
    for (name, all, one, keys) in [
        ("shock", "Events that make people readier to go out.", "A dated shock.", SHOCK),
        ("call", "Appointments for which people go out.", "A call, dated or recurring.", CALL),
        ("message", "Texts that are published.", "A text that is published.", MESSAGE),
        ("ally", "States that can be asked for troops.", "A state that can be asked for troops.", ALLY),
        ("neighbour", "Other countries in which there can be rallies.", "Another country.", NEIGHBOUR),
    ] {
        let list = json!({ "type": "array", "description": all, "items": shell(one, keys) });
        properties.insert(name.into(), list);
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Groundswell scenario",
        "description": "Settings of a simulation of collective action. Tables of the country lie beside this file.",
        "type": "object",
        "required": ["scenario"],
        "additionalProperties": false,
        "properties": properties,
    })
}

/// The schema as text, ending with a line break.
pub fn text() -> String {
    format!("{:#}\n", schema())
}

fn section(name: &str, table: &[Parameter]) -> Value {
    let title = REGISTER.iter().find(|entry| entry.name == name).map_or("Synthesis", |entry| entry.title);
    let properties: Map<String, Value> = table.iter().map(|row| (row.name.into(), parameter(row))).collect();
    json!({ "type": "object", "title": title, "additionalProperties": false, "properties": properties })
}

fn parameter(row: &Parameter) -> Value {
    let mark = match row.mark {
        SourceMark::Literature => "from literature",
        SourceMark::Data => "from data",
        SourceMark::Assumed => "assumed",
    };
    let mut schema = match row.kind {
        Allowed::Number { low, high } => json!({ "type": "number", "minimum": low, "maximum": high }),
        Allowed::Switch => json!({ "type": "boolean" }),
        Allowed::Choice(words) => json!({ "enum": words }),
    };
    schema["default"] = match row.default {
        Setting::Number(x) => json!(x),
        Setting::Switch(on) => json!(on),
        Setting::Choice(_) => json!(row.show(row.default)),
    };
    schema["description"] =
        json!(format!("{} Allowed: {}. Default {mark}: {}.", row.meaning, allowed(row), row.source));
    schema["x-groundswell"] = json!({ "unit": row.unit, "mark": row.mark.letter(), "source": row.source });
    schema
}

fn shell(description: &str, keys: &[FileKey]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| (key.name.into(), shape(key))).collect();
    let needed: Vec<&str> = keys.iter().filter(|key| key.needed).map(|key| key.name).collect();
    json!({
        "type": "object", "description": description, "required": needed,
        "additionalProperties": false, "properties": properties,
    })
}

fn shape(key: &FileKey) -> Value {
    let text = json!({ "type": "string" });
    let time = json!({ "type": "string", "pattern": TIME });
    let guard = json!({ "type": "string", "pattern": GUARD });
    let mut schema = match key.shape {
        ValueShape::Text | ValueShape::Language => text,
        ValueShape::Time => time,
        ValueShape::Moment => json!({ "type": "string", "pattern": format!("{TIME}{OFFSET}$") }),
        ValueShape::Zone => {
            json!({ "anyOf": [{ "type": "number", "minimum": -12, "maximum": 14, "multipleOf": 0.25 }, text] })
        }
        ValueShape::Times => json!({ "type": "array", "items": time }),
        ValueShape::Texts(n) => json!({ "type": "array", "items": text, "minItems": 1, "maxItems": n }),
        ValueShape::Names => json!({ "type": "array", "items": text }),
        ValueShape::Some(words) => json!({ "type": "array", "items": { "enum": words } }),
        ValueShape::Weights(names) => {
            let weight = json!({ "type": "number", "minimum": 0.0, "maximum": 1.0 });
            let weights: Map<String, Value> = names.iter().map(|name| (name.to_string(), weight.clone())).collect();
            json!({ "type": "object", "additionalProperties": false, "properties": weights })
        }
        ValueShape::Whole(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        ValueShape::Number(low, high) => json!({ "type": "number", "minimum": low, "maximum": high }),
        ValueShape::Switch => json!({ "type": "boolean" }),
        ValueShape::Word(words) => json!({ "enum": words }),
        ValueShape::Guard => guard,
        ValueShape::MomentOrGuard => {
            json!({ "anyOf": [{ "type": "string", "pattern": format!("{TIME}{OFFSET}$") }, guard] })
        }
        ValueShape::Where => {
            json!({ "anyOf": [{ "enum": ["nation", "each unit"] }, { "type": "array", "items": text }] })
        }
        ValueShape::Offers => json!({ "type": "array", "items": shell("A concession.", OFFER) }),
    };
    let of_guard = if matches!(key.shape, ValueShape::Guard | ValueShape::MomentOrGuard) {
        format!(" A guard compares {} with numbers by > and <, joined by and, or, not and brackets.", guard::measures())
    } else {
        String::new()
    };
    schema["description"] = json!(format!("{} Allowed: {}.{of_guard}", key.meaning, key.shape.allowed()));
    schema
}

/// An order is dated or triggered, and has the keys of one or the other.
fn order() -> Value {
    let triggered = ["when", "delay_hours", "dwell_hours", "undo_hours"];
    let none_of = |keys: &[&str]| keys.iter().map(|key| (key.to_string(), json!(false))).collect::<Map<_, _>>();
    let mut schema = shell("An order of the government.", ORDER);
    schema["if"] = json!({ "properties": { "form": { "const": "history" } } });
    schema["then"] = json!({ "required": ["from"], "properties": none_of(&triggered) });
    schema["else"] = json!({ "required": ["when"], "properties": none_of(&["from"]) });
    schema
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Files;
    use crate::parameters::paths;
    use crate::scenario::Scenario;
    use crate::shell::names;

    #[test]
    fn every_parameter_says_what_it_is() {
        let schema = schema();
        for (section, row) in paths() {
            let found = &schema["properties"][section]["properties"][row.name];
            let description = found["description"].as_str().expect("a description");
            assert!(description.contains(row.meaning) && description.contains(row.source), "{section}.{}", row.name);
            assert_eq!(found["x-groundswell"]["unit"], row.unit);
            assert!(!found["default"].is_null());
        }
    }

    /// The keys that a reader offers when it meets one that it does not know.
    fn offered(tail: &str) -> Vec<String> {
        let head = Files::BuiltIn("two-towns").main().expect("a built-in file");
        let head = if tail.is_empty() { head.replace("[people]", "nonsense = 1\n[people]") } else { head + tail };
        let complaints = Scenario::read(Files::BuiltIn("two-towns"), head, &[]).err().expect("complaints");
        let json = complaints.iter().find(|c| c.found() == Some("nonsense")).expect("about nonsense").to_json();
        json["allowed"].as_str().expect("a list").split(", ").map(String::from).collect()
    }

    #[test]
    fn the_readers_accept_the_keys_of_the_shell_and_no_others() {
        let sorted = |keys: Vec<&str>| {
            let mut keys: Vec<String> = keys.into_iter().map(String::from).collect();
            keys.sort();
            keys
        };
        assert_eq!(offered(""), sorted(names(HEAD)));
        let order = |form: &str, rest: &str| {
            format!("[[order]]\nname = \"x\"\nform = \"{form}\"\nwhere = \"nation\"\n{rest}\n")
        };
        let dated = order("history", "from = 2001-03-06\nnonsense = 1");
        let triggered = order("endogenous", "when = \"crowd > 1\"\nnonsense = 1");
        let mut both: Vec<String> = offered(&dated).into_iter().chain(offered(&triggered)).collect();
        both.sort();
        both.dedup();
        assert_eq!(both, sorted(names(ORDER)));
        let offer = order("history", "from = 2001-03-06\noffers = [{ demand = \"price\", nonsense = 1 }]");
        assert_eq!(offered(&offer), sorted(names(OFFER)));
        let recurring = offered("[[call]]\nevery = [\"Monday\"]\nnonsense = 1\n");
        let mut both: Vec<String> = offered("[[call]]\nnonsense = 1\n").into_iter().chain(recurring).collect();
        both.sort();
        both.dedup();
        assert_eq!(both, sorted(names(CALL)));
        for (name, keys) in [("shock", SHOCK), ("message", MESSAGE), ("ally", ALLY), ("neighbour", NEIGHBOUR)] {
            assert_eq!(offered(&format!("[[{name}]]\nnonsense = 1\n")), sorted(names(keys)), "{name}");
        }
    }
}
