//! Reading TOML with its spans kept, so that every complaint points into the file.
//!
//! A [`Section`] hands out its keys one by one and complains about those that nobody
//! asked for. No `untagged`, no `flatten`, no derive: they lose the spans.

use crate::calendar::{ScenarioClock, Zone};
use crate::delimited::numbers::unsigned_zero;
use crate::names::{code, unreadable};
use chrono::{NaiveDate, NaiveDateTime};
use groundswell_complaint::{Complaint, Complaints, Problem, Source};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::{Datetime, Offset};

/// A TOML file being read: its text and what is wrong with it so far.
pub struct Reader {
    source: Source,
    complaints: RefCell<Complaints>,
}

/// A value with its place in the file.
#[derive(Clone, Copy)]
pub struct Item<'a> {
    value: &'a Spanned<DeValue<'a>>,
    reader: &'a Reader,
}

/// What to do about a decimal comma.
pub(crate) const DECIMAL_POINT: &str = "write numbers with a decimal point, as 0.5";

/// Whether the comma at this byte stands between two digits, as in `0,5`.
pub(crate) fn decimal_comma(text: &str, at: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_digit);
    text.as_bytes().get(at) == Some(&b',') && digit(at.checked_sub(1)) && digit(at.checked_add(1))
}

/// A table of the file.
pub struct Section<'a> {
    /// Its name, as a path.
    pub name: String,
    table: &'a DeTable<'a>,
    span: Range<usize>,
    reader: &'a Reader,
    asked: RefCell<BTreeSet<String>>,
}

impl Reader {
    /// A reader of this text; `name` is the file as the user knows it.
    pub fn new(name: &str, text: &str) -> Reader {
        Reader { source: Source::new(name, text), complaints: RefCell::default() }
    }

    /// The text and its name.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Parses the text; what breaks TOML's rules is complained about.
    pub fn parse(&self) -> Spanned<DeTable<'_>> {
        let (table, errors) = DeTable::parse_recoverable(self.source.text());
        self.look(table.get_ref());
        for error in errors {
            let span = error.span().unwrap_or_default();
            let comma = decimal_comma(self.source.text(), span.start);
            let complaint = Complaint::syntax(error.message()).at(&self.source, span);
            self.complain(if comma { complaint.advise(DECIMAL_POINT) } else { complaint });
        }
        table
    }

    /// Complains of texts with characters that nobody sees: names would look like others and be none.
    fn look(&self, table: &DeTable<'_>) {
        for (key, value) in table {
            self.look_at(key.get_ref(), key.span());
            self.look_into(value);
        }
    }

    fn look_into(&self, value: &Spanned<DeValue<'_>>) {
        match value.get_ref() {
            DeValue::String(text) => self.look_at(text, value.span()),
            DeValue::Array(array) => array.iter().for_each(|item| self.look_into(item)),
            DeValue::Table(table) => self.look(table),
            _ => {}
        }
    }

    fn look_at(&self, text: &str, span: Range<usize>) {
        let Some(c) = text.chars().find(|&c| unreadable(c)) else { return };
        let problem = Problem::NotAllowed { name: "a text".into(), found: format!("one with {}", code(c)) };
        let complaint = Complaint::new(problem).at(&self.source, span);
        self.complain(complaint.allowed("text without control characters and marks that turn its direction"));
    }

    /// The whole file as a section.
    pub fn root<'a>(&'a self, table: &'a Spanned<DeTable<'a>>) -> Section<'a> {
        Section { name: String::new(), table: table.get_ref(), span: 0..0, reader: self, asked: RefCell::default() }
    }

    /// Notes a complaint; reading goes on.
    pub fn complain(&self, complaint: Complaint) {
        self.complaints.borrow_mut().push(complaint);
    }

    /// Whether anything was wrong so far.
    pub fn is_wrong(&self) -> bool {
        !self.complaints.borrow().is_empty()
    }

    /// What was wrong, in the order of the file.
    pub fn finish(self) -> Complaints {
        let mut list: Vec<Complaint> = self.complaints.into_inner().into_iter().collect();
        list.sort_by_key(|complaint| (complaint.line(), complaint.character()));
        let mut complaints = Complaints::default();
        complaints.extend(list);
        complaints
    }
}

impl<'a> Item<'a> {
    /// Its place in the file.
    pub fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// A complaint about this value.
    pub fn wrong(&self, problem: Problem, allowed: impl Into<String>) -> Complaint {
        Complaint::new(problem).at(&self.reader.source, self.span()).allowed(allowed)
    }

    /// Notes that the value is of the wrong type.
    pub fn wrong_type(&self, key: &str, expected: &str) {
        let name = key.to_string();
        self.reader.complain(
            self.wrong(Problem::WrongType { name, found: self.kind().into(), expected: expected.into() }, expected),
        );
    }

    /// Its type, in words.
    pub fn kind(&self) -> &'static str {
        match self.value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(Datetime { date: None, .. }) => "a time of day",
            DeValue::Datetime(Datetime { offset: Some(_), .. }) => "a time with a zone",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a section",
        }
    }

    /// As a number, whole or not.
    pub fn number(&self) -> Option<f64> {
        match self.value.get_ref() {
            DeValue::Integer(i) => i64::from_str_radix(i.as_str(), i.radix()).ok().map(|i| i as f64),
            DeValue::Float(f) => f.as_str().parse().ok().map(unsigned_zero),
            _ => None,
        }
    }

    /// As a text.
    pub fn text(&self) -> Option<&'a str> {
        match self.value.get_ref() {
            DeValue::String(s) => Some(s.as_ref()),
            _ => None,
        }
    }

    /// As a switch.
    pub fn switch(&self) -> Option<bool> {
        if let DeValue::Boolean(b) = self.value.get_ref() { Some(*b) } else { None }
    }

    /// As a date, or a date and time, without a zone.
    pub fn time(&self) -> Option<NaiveDateTime> {
        let DeValue::Datetime(Datetime { date: Some(date), time, offset: None }) = self.value.get_ref() else {
            return None;
        };
        let day = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))?;
        match time {
            // Nothing here is known to a part of a second: it would be left out.
            Some(t) if t.nanosecond.is_some_and(|part| part > 0) => None,
            Some(t) => day.and_hms_opt(u32::from(t.hour), u32::from(t.minute), u32::from(t.second.unwrap_or(0))),
            None => day.and_hms_opt(0, 0, 0),
        }
    }

    /// As a date and time with an offset, and the minutes that it is ahead of UTC.
    pub fn time_with_offset(&self) -> Option<(NaiveDateTime, i32)> {
        let DeValue::Datetime(Datetime { date: Some(date), time: Some(t), offset: Some(offset) }) =
            self.value.get_ref()
        else {
            return None;
        };
        let day = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))?;
        let time = day.and_hms_opt(u32::from(t.hour), u32::from(t.minute), u32::from(t.second.unwrap_or(0)))?;
        match offset {
            Offset::Z => Some((time, 0)),
            Offset::Custom { minutes } => Some((time, i32::from(*minutes))),
        }
    }

    /// As hours since the start of a scenario: of a time by its clock, or one with an offset of its own.
    pub fn hours(&self, calendar: &ScenarioClock) -> Option<f64> {
        // The midnight of a day is meant even where it is skipped.
        let to_the_minute = matches!(self.value.get_ref(), DeValue::Datetime(Datetime { time: Some(_), .. }));
        if let Some(time) = self.time().filter(|time| to_the_minute && calendar.zone.times_shown(*time) == 0) {
            let what = format!(
                "no clock in {} showed {}: the hour is skipped there",
                calendar.zone.written(),
                time.format("%Y-%m-%dT%H:%M")
            );
            let complaint = Complaint::inconsistent(what).at(&self.reader.source, self.span());
            self.reader
                .complain(complaint.allowed("a time that clocks showed, or one with its offset from UTC at the end"));
        }
        let own = || self.time_with_offset().map(|(time, minutes)| calendar.hours_in(time, Zone::Fixed(minutes)));
        self.time().map(|time| calendar.hours(time)).or_else(own)
    }

    /// As a time zone: hours ahead of UTC, or a name.
    pub fn zone(&self) -> Option<Zone> {
        self.number().map_or_else(|| Zone::parse(self.text()?), Zone::of_hours)
    }

    /// As a list.
    pub fn list(&self) -> Option<Vec<Item<'a>>> {
        let DeValue::Array(array) = self.value.get_ref() else { return None };
        Some(array.iter().map(|value| Item { value, reader: self.reader }).collect())
    }

    /// As a section.
    pub fn section(&self, name: String) -> Option<Section<'a>> {
        let DeValue::Table(table) = self.value.get_ref() else { return None };
        Some(Section { name, table, span: self.span(), reader: self.reader, asked: RefCell::default() })
    }
}

impl<'a> Section<'a> {
    /// The reader, for complaints.
    pub fn reader(&self) -> &'a Reader {
        self.reader
    }

    /// The value of a key, if it is there.
    pub fn get(&self, key: &str) -> Option<Item<'a>> {
        self.asked.borrow_mut().insert(key.to_string());
        self.table.get(key).map(|value| Item { value, reader: self.reader })
    }

    /// The full path of a key.
    pub fn path(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_string() } else { format!("{}.{key}", self.name) }
    }

    /// The value of a key that must be there, and be `expected`.
    pub fn need(&self, key: &str, expected: &str) -> Option<Item<'a>> {
        let item = self.get(key);
        if item.is_none() {
            let problem = Problem::Missing { what: "key", name: self.path(key) };
            let complaint = Complaint::new(problem).at(&self.reader.source, self.span.clone());
            let label =
                if self.name.is_empty() { format!("add a section [{key}]") } else { format!("add `{key}` here") };
            self.reader.complain(complaint.label(label).allowed(expected));
        }
        item
    }

    /// A value through `read`; complains that it is not `expected` when that gives nothing.
    pub fn read<T>(&self, key: &str, expected: &str, read: impl Fn(&Item<'a>) -> Option<T>) -> Option<T> {
        let item = self.get(key)?;
        let value = read(&item);
        if value.is_none() {
            item.wrong_type(&self.path(key), expected);
        }
        value
    }

    /// The same for a key that must be there.
    pub fn must<T>(&self, key: &str, expected: &str, read: impl Fn(&Item<'a>) -> Option<T>) -> Option<T> {
        self.need(key, expected)?;
        self.read(key, expected, read)
    }

    /// A number within a range; out of range is complained about.
    pub fn number(&self, key: &str, low: f64, high: f64) -> Option<f64> {
        self.number_as(key, low, high, &format!("a number from {low} to {high}"))
    }

    /// The same with other words for what is allowed, such as its unit.
    pub fn number_as(&self, key: &str, low: f64, high: f64, allowed: &str) -> Option<f64> {
        let x = self.read(key, allowed, Item::number)?;
        if !(low..=high).contains(&x) {
            self.not_allowed(key, x, allowed);
            return None;
        }
        Some(x)
    }

    /// A whole number within a range.
    pub fn whole(&self, key: &str, low: i64, high: i64) -> Option<i64> {
        let allowed = format!("a whole number from {low} to {high}");
        let x = self.read(key, &allowed, Item::number)?;
        if x.fract() != 0.0 || !(low as f64..=high as f64).contains(&x) {
            self.not_allowed(key, x, &allowed);
            return None;
        }
        Some(x as i64)
    }

    fn not_allowed(&self, key: &str, found: impl ToString, allowed: &str) {
        if let Some(item) = self.get(key) {
            let problem = Problem::NotAllowed { name: self.path(key), found: found.to_string() };
            self.reader.complain(item.wrong(problem, allowed));
        }
    }

    /// One of some words, as its index.
    pub fn choice(&self, key: &str, words: &[&str]) -> Option<usize> {
        let list = words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(", ");
        let word = self.read(key, &format!("one of {list}"), Item::text)?;
        let found = words.iter().position(|w| *w == word);
        if found.is_none() {
            let item = self.get(key)?;
            let problem = Problem::NotAllowed { name: self.path(key), found: word.to_string() };
            self.reader.complain(item.wrong(problem, format!("one of {list}")).nearest_of(word, words.iter().copied()));
        }
        found
    }

    /// A list of texts.
    pub fn texts(&self, key: &str) -> Option<Vec<(String, Range<usize>)>> {
        let list = self.read(key, "a list of texts", Item::list)?;
        let mut texts = Vec::new();
        for item in list {
            match item.text() {
                Some(text) => texts.push((text.to_string(), item.span())),
                None => item.wrong_type(&self.path(key), "a list of texts"),
            }
        }
        Some(texts)
    }

    /// The keys of the section, with their places.
    pub fn keys(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        self.table.iter().map(|(key, _)| (key.get_ref().as_ref(), key.span()))
    }

    /// Complains about keys that nobody asked for.
    pub fn close(self, what: &'static str) {
        self.close_with(what, |_| None);
    }

    /// The same with advice on a key that was not asked for.
    pub fn close_with(self, what: &'static str, advice: impl Fn(&str) -> Option<String>) {
        let asked = self.asked.borrow();
        for (key, span) in self.keys().filter(|(key, _)| !asked.contains(*key)) {
            let paths: Vec<String> = asked.iter().map(|key| self.path(key)).collect();
            let complaint = Complaint::unknown(what, &self.path(key), paths.iter().map(String::as_str));
            let allowed = asked.iter().cloned().collect::<Vec<_>>().join(", ");
            let complaint = complaint.at(&self.reader.source, span).allowed(allowed);
            self.reader.complain(match advice(key) {
                Some(advice) => complaint.advise(advice),
                None => complaint,
            });
        }
    }
}
