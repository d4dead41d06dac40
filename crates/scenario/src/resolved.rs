//! The resolved scenario: everything that held, written out with its meaning.
//!
//! A run directory keeps the scenario as given and as resolved. Reading the resolved
//! text beside the same tables gives the same scenario, without any `--set`.

use crate::abroad::Sourced;
use crate::calendar::Zone;
use crate::guard;
use crate::head::WorldCountry;
use crate::messages::MessageRow;
use crate::orders::{FORMS, OrderRow};
use crate::parameters::sections;
use crate::scenario::Scenario;
use crate::shell::{ALLY, CALL, FileKey, HEAD, LEVELS, MESSAGE, NEIGHBOUR, ORDER, SHOCK, names};
use crate::triggers::{CallRow, DAYS, ShockRow};
use chrono::NaiveDateTime;
use groundswell_engine::parameter::{Allowed, Parameter, Value};
use groundswell_engine::register::REGISTER;
use groundswell_engine::spec::{
    Ally, CALL_TO, CHANNEL_NAMES, CONTENT_NAMES, CallTo, DEMAND_NAMES, Neighbour, Origin, POSTURES, Posture,
    Recurrence, SECTOR_NAMES, SHOCK_KINDS, Scope, WHOM, When, Whom,
};
use std::fmt::Write;

impl Scenario {
    /// The scenario as TOML with every parameter written out, each under a comment that
    /// says what it means, its unit, its range, its default and where that is from.
    pub fn resolved(&self) -> String {
        let mut text = format!("# {}: every setting that held.\n", one_line(&self.title));
        text += "# Marks of defaults: [L] literature, [D] data collected with the scenario, [A] assumed.\n";
        text += "# The tables of the country (units.csv, places.csv, ...) are read from the folder of this file.\n";
        self.write_head(&mut text);
        for (section, table) in sections() {
            let entry = REGISTER.iter().find(|entry| entry.name == section);
            let title = entry.map_or("Synthesis: how people are given work, status and language", |entry| entry.title);
            let _ = write!(text, "\n# {title}\n[{section}]\n");
            for row in table {
                if let Some(value) = self.parameters(section).and_then(|parameters| parameters.get(row.name)) {
                    let _ = write!(text, "{}{} = {}\n\n", comment(row), row.name, literal(row, value));
                }
            }
            text.pop();
        }
        if !self.shocks.is_empty() {
            explain(&mut text, "What sets people in motion. Keys of a shock:", SHOCK);
        }
        for row in &self.shocks {
            text += "\n[[shock]]\n";
            self.write_shock(&mut text, row);
        }
        if !self.calls.is_empty() {
            explain(&mut text, "Appointments for which people go out. Keys of a call:", CALL);
        }
        for row in &self.calls {
            text += "\n[[call]]\n";
            self.write_call(&mut text, row);
        }
        if !self.orders.is_empty() {
            explain(&mut text, "The regime's table. Keys of an order:", ORDER);
        }
        for row in &self.orders {
            text += "\n[[order]]\n";
            self.write_order(&mut text, row);
        }
        if !self.messages.is_empty() {
            explain(&mut text, "Texts. Keys of a message:", MESSAGE);
        }
        for row in &self.messages {
            text += "\n[[message]]\n";
            self.write_message(&mut text, row);
        }
        if !self.allies.is_empty() {
            explain(&mut text, "States that can be asked for troops. Keys of an ally:", ALLY);
        }
        for row in &self.allies {
            text += "\n[[ally]]\n";
            self.write_ally(&mut text, row);
        }
        if !self.neighbours.is_empty() {
            explain(&mut text, "Other countries. Keys of a neighbour:", NEIGHBOUR);
        }
        for row in &self.neighbours {
            text += "\n[[neighbour]]\n";
            self.write_neighbour(&mut text, row);
        }
        text
    }

    fn write_head(&self, text: &mut String) {
        let day = |d: &u32| (self.start.date() + chrono::Days::new(u64::from(*d))).to_string();
        text.push_str("\n[scenario]\n");
        for key in HEAD {
            let value = match key.name {
                "name" => quote(&self.name),
                "title" => quote(&self.title),
                "summary" => quote(&self.summary),
                "start" => time(self.start),
                "time_zone" | "utc_offset_hours" => match (key.name, self.zone) {
                    ("time_zone", Zone::Named(_)) => quote(&self.zone.written()),
                    ("utc_offset_hours", Zone::Fixed(_)) => self.zone.written(),
                    _ => continue,
                },
                "hours" => self.hours.to_string(),
                "days" => continue,
                "country" | "level" | "population_year" => match (&self.origin, key.name) {
                    (Some(origin), "country") => quote(&origin.country),
                    (Some(origin), "level") => quote(LEVELS[origin.level]),
                    (Some(WorldCountry { year: Some(year), .. }), "population_year") => year.to_string(),
                    _ => continue,
                },
                "currency" => quote(&self.currency),
                "capital" => quote(&self.country.places[self.capital].name),
                "languages" => list(self.languages.iter().map(|language| quote(language))),
                "holidays" => list(self.holidays.iter().map(day)),
                "form" => quote(FORMS[self.form]),
                other => unreachable!("no value for `scenario.{other}`; there are {:?}", names(HEAD)),
            };
            let _ = writeln!(text, "# {} ({})\n{} = {value}", key.meaning, key.shape.allowed(), key.name);
        }
    }

    fn write_shock(&self, text: &mut String, ShockRow { shock, scope, exposure, source }: &ShockRow) {
        let mut line = |key: &str, value: String| {
            let _ = writeln!(text, "{key} = {value}");
        };
        line("name", quote(&shock.name));
        line("kind", quote(SHOCK_KINDS[shock.kind]));
        line("at", self.moment(shock.hour));
        line("where", self.scope(scope));
        let whom = match shock.whom {
            Whom::Languages(_) => 0,
            Whom::Workers => 1,
            Whom::Fuel => 2,
        };
        line("whom", quote(WHOM[whom]));
        if let Whom::Languages(touched) = shock.whom {
            line("languages", those(&self.languages.each_ref().map(String::as_str), &touched));
        }
        line("sectors", those(&SECTOR_NAMES, &shock.sectors));
        if let Some(exposure) = exposure {
            line("exposure", quote(&exposure.column));
            line("exposure_scale", quote(exposure.scale.word()));
        }
        if let Some(demand) = shock.demand {
            line("demand", quote(DEMAND_NAMES[demand]));
        }
        line("size", number(shock.size));
        line("rise_hours", number(shock.rise));
        line("decay_hours", number(shock.decay));
        line("enabled", shock.enabled.to_string());
        line("source", quote(source));
    }

    fn write_call(&self, text: &mut String, CallRow { call, scope, source }: &CallRow) {
        let mut line = |key: &str, value: String| {
            let _ = writeln!(text, "{key} = {value}");
        };
        line("name", quote(&call.name));
        match call.to {
            CallTo::Gather => line("to", quote(CALL_TO[0])),
            CallTo::Strike { sectors, share } => {
                line("to", quote(CALL_TO[1]));
                line("sectors", those(&SECTOR_NAMES, &sectors));
                line("share", number(share));
            }
        }
        match call.when {
            Recurrence::Once(hour) => line("at", self.moment(hour)),
            Recurrence::Weekly { days, hour, from, until } => {
                line("every", those(&DAYS, &days));
                line("hour", number(hour));
                line("from", self.moment(from));
                if until.is_finite() {
                    line("until", self.moment(until));
                }
            }
        }
        if let Some(hour) = call.announced {
            line("announced", self.moment(hour));
        }
        line("hours", number(call.hours));
        line("where", self.scope(scope));
        line("strength", number(call.strength));
        line("enabled", call.enabled.to_string());
        line("source", quote(source));
    }

    /// An hour as a date and time of the scenario's zone; with the offset where that is needed to read back
    /// as the same hour, as in the night in which an hour comes twice.
    fn moment(&self, hour: f64) -> String {
        let (wall, minutes) = self.calendar().wall(hour);
        if self.calendar().hours(wall) == hour {
            return time(wall);
        }
        let sign = if minutes < 0 { '-' } else { '+' };
        format!("{}{sign}{:02}:{:02}", time(wall), minutes.abs() / 60, minutes.abs() % 60)
    }

    fn write_order(&self, text: &mut String, row: &OrderRow) {
        let order = &row.order;
        let mut line = |key: &str, value: String| {
            let _ = writeln!(text, "{key} = {value}");
        };
        line("name", quote(&order.name));
        line("form", quote(FORMS[row.form]));
        line("where", self.scope(&order.scope));
        line("enabled", order.enabled.to_string());
        match &order.when {
            When::Dated { from, until } => {
                line("from", self.moment(*from));
                if until.is_finite() {
                    line("until", self.moment(*until));
                }
            }
            When::Triggered { text, delay, dwell, undo, .. } => {
                line("when", quote(text));
                line("delay_hours", number(*delay));
                line("dwell_hours", number(*dwell));
                if let Some((guard, delay)) = undo {
                    line("until", quote(&guard::show(guard)));
                    line("undo_hours", number(*delay));
                }
            }
        }
        if let Some(posture) = order.posture {
            line("posture", quote(posture_name(posture)));
        }
        line("curfew", order.curfew.to_string());
        if let Some(connectivity) = order.connectivity {
            line("connectivity", number(connectivity));
        }
        line("reserves", number(order.reserves));
        let offers = order.offers.iter().map(|offer| {
            let (demand, g, c) =
                (quote(DEMAND_NAMES[offer.demand]), number(offer.generosity), number(offer.credibility));
            format!("{{ demand = {demand}, generosity = {g}, credibility = {c} }}")
        });
        line("offers", list(offers));
        line("dismiss_elite", order.dismiss_elite.to_string());
        line("arrest_elite", order.arrest_elite.to_string());
        line("request_help", order.request_help.to_string());
        line("withdraw", order.withdraw.to_string());
        line("source", quote(&row.source));
    }

    fn write_message(&self, text: &mut String, row: &MessageRow) {
        let message = &row.message;
        let mut line = |key: &str, value: String| {
            let _ = writeln!(text, "{key} = {value}");
        };
        let table = |names: &[&str], weights: &[f64]| {
            let pairs = names.iter().zip(weights).map(|(name, weight)| format!("{name} = {}", number(*weight)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        };
        line("name", quote(&message.name));
        line("at", self.moment(message.hour));
        line(
            "origin",
            quote(match message.origin {
                Origin::Abroad => "abroad",
                Origin::Nation => "nation",
                Origin::Place(p) => &self.country.places[p as usize].name,
            }),
        );
        line("channels", table(&CHANNEL_NAMES, &message.channels));
        line("languages", list(row.languages.iter().map(|language| quote(language))));
        match message.copy_of {
            Some(original) => line("copy_of", quote(&self.messages[original].message.name)),
            None => line("content", table(&CONTENT_NAMES, &message.content)),
        }
        line("audience", number(message.audience));
        line("source", quote(&row.source));
    }

    fn write_ally(&self, text: &mut String, Sourced { row: ally, source }: &Sourced<Ally>) {
        let mut line = |key: &str, value: String| {
            let _ = writeln!(text, "{key} = {value}");
        };
        line("name", quote(&ally.name));
        line("size", number(ally.size));
        line("parliament", ally.parliament.to_string());
        line("alliance", number(ally.alliance));
        line("opposition", number(ally.opposition));
        if let Some(language) = ally.language {
            line("language", quote(&self.languages[language as usize]));
        }
        line("lat", number(ally.latitude));
        line("lon", number(ally.longitude));
        line("source", quote(source));
    }

    fn write_neighbour(&self, text: &mut String, Sourced { row: neighbour, source }: &Sourced<Neighbour>) {
        let mut line = |key: &str, value: String| {
            let _ = writeln!(text, "{key} = {value}");
        };
        line("name", quote(&neighbour.name));
        line("rate_per_day", number(neighbour.rate));
        line("border", (neighbour.border > 0.0).to_string());
        line("language", number(neighbour.language));
        line("migrants", number(neighbour.migrants));
        if let Some(ally) = neighbour.ally {
            line("ally", quote(&self.allies[ally as usize].row.name));
        }
        line("source", quote(source));
    }

    /// Units whose places are all meant are named as units: a name that a unit and a
    /// place share means the unit.
    fn scope(&self, scope: &Scope) -> String {
        let Scope::Places(meant) = scope else {
            return quote(if *scope == Scope::Nation { "nation" } else { "each unit" });
        };
        let places = &self.country.places;
        let of_unit = |u: usize| (0..places.len()).filter(move |&p| places[p].unit == u);
        let whole = |u: usize| of_unit(u).all(|p| meant.contains(&(p as u32))) && of_unit(u).next().is_some();
        let units = self.country.units.iter().enumerate().filter(|(u, _)| whole(*u)).map(|(_, unit)| quote(&unit.name));
        let others =
            meant.iter().filter(|&&p| !whole(places[p as usize].unit)).map(|&p| quote(&places[p as usize].name));
        list(units.chain(others))
    }
}

/// The keys of a table of rows, as comments above the first.
fn explain(text: &mut String, title: &str, keys: &[FileKey]) {
    let _ = writeln!(text, "\n# {title}");
    for key in keys {
        let _ = writeln!(text, "#   {:<13} {} ({})", key.name, key.meaning, key.shape.allowed());
    }
}

fn posture_name(posture: Posture) -> &'static str {
    match posture {
        Posture::Tolerate => POSTURES[0],
        Posture::Disperse => POSTURES[1],
        Posture::Emergency => POSTURES[2],
        Posture::Lethal => POSTURES[3],
    }
}

/// What a parameter means, its unit, its range, its default and the source of that.
fn comment(row: &Parameter) -> String {
    let range = match row.kind {
        Allowed::Number { low, high } => format!("{}, from {low} to {high}", row.unit),
        Allowed::Switch => "true or false".into(),
        Allowed::Choice(words) => words.join(" or "),
    };
    let (default, mark) = (row.show(row.default), row.mark.letter());
    let source = one_line(row.source);
    format!("# {}\n# {range}; default {default} [{mark}] {source}\n", one_line(row.meaning))
}

/// A value as TOML has it.
pub(crate) fn literal(row: &Parameter, value: Value) -> String {
    match value {
        Value::Number(x) => number(x),
        Value::Choice(_) => quote(&row.show(value)),
        Value::Switch(_) => row.show(value),
    }
}

/// A number that reads back as the same bits: `1.0`, `0.05`, `1e-7`.
fn number(x: f64) -> String {
    format!("{x:?}")
}

fn time(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M:%S").to_string()
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// The names of those that are meant.
fn those(names: &[&str], meant: &[bool]) -> String {
    list(names.iter().zip(meant).filter(|(_, meant)| **meant).map(|(name, _)| quote(name)))
}

fn one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ")
}

/// A text as TOML's basic string.
pub(crate) fn quote(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted += "\\n",
            '\t' => quoted += "\\t",
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Files;
    use crate::parameters::paths;

    /// Everything of a scenario that its file decides.
    fn decided(s: &Scenario) -> impl PartialEq + std::fmt::Debug {
        let head = (s.name.clone(), s.title.clone(), s.summary.clone(), s.start, s.zone, s.hours);
        let rest = (s.capital, s.languages.clone(), s.holidays.clone(), s.form, s.orders.clone(), s.messages.clone());
        let rest = (rest, s.shocks.clone(), s.calls.clone());
        (head, rest, s.allies.clone(), s.neighbours.clone(), s.synthesis.clone(), s.mechanisms.clone())
    }

    #[test]
    fn the_resolved_text_reads_back_as_the_same_scenario() {
        let settings = [
            "people.threshold=0.4375",
            "people.response=threshold",
            "shutdown.enabled=false",
            "synthesis.students=0.1",
            "hours=48",
            "form=endogenous",
            "grievance.wage=-0.0625",
        ];
        for name in ["kazakhstan-2022", "two-towns", "east-germany-1989", "yellow-vests-2018"] {
            for settings in [&[][..], &settings] {
                let settings: Vec<String> = settings.iter().map(|s| s.to_string()).collect();
                let scenario = Scenario::load(name, &settings).expect("a good scenario");
                let text = scenario.resolved();
                let again = Scenario::read(Files::BuiltIn(name), text.clone(), &[]).unwrap_or_else(|c| panic!("{c}"));
                assert_eq!(decided(&scenario), decided(&again));
                assert_eq!(text, again.resolved());
            }
        }
    }

    #[test]
    fn every_parameter_stands_under_its_meaning() {
        let text = Scenario::load("two-towns", &[]).expect("a good scenario").resolved();
        for (_, row) in paths() {
            assert!(text.contains(&format!("# {}\n", row.meaning)), "{}", row.name);
            assert!(text.contains(&format!("\n{} = ", row.name)), "{}", row.name);
        }
    }

    #[test]
    fn texts_survive_quoting() {
        let text = "a \"b\" \\ c\nd\te \u{7} é \u{7f}";
        let table: toml::Table = format!("x = {}", quote(text)).parse().expect("TOML");
        assert_eq!(table["x"].as_str(), Some(text));
    }
}
