//! Which dataset a text is of, and how it is laid out.

use super::dataset::{DATASETS, Dataset};
use super::gdelt;
use super::request::ImportRequest;
use crate::delimited::clipped;
use crate::delimited::layout::{self, Layout, line_end};
use crate::delimited::names::plain;
use crate::delimited::records::{DelimitedRecord, Dialect, Next, Records};
use groundswell_complaint::{Complaint, Problem};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Matching names that make a first line a header.
const HEADER: usize = 4;

/// The fields of the first record, under a dialect.
fn first_record(head: &[u8], dialect: Dialect) -> Vec<String> {
    let (mut records, mut record) = (Records::new(head, dialect), DelimitedRecord::default());
    match records.next(&mut record) {
        Ok(Next::Record) => (0..record.len()).map(|i| String::from_utf8_lossy(record.field(i)).into_owned()).collect(),
        _ => Vec::new(),
    }
}

/// The columns of each dataset as they are compared. Archives may hold a hundred thousand files to recognise.
static COLUMNS: LazyLock<Vec<HashSet<String>>> = LazyLock::new(|| {
    let own = |dataset: &Dataset| *dataset != Dataset::Table;
    DATASETS.iter().filter(|d| own(d)).map(|d| d.columns().iter().map(|column| plain(column)).collect()).collect()
});

/// The most of these names that any dataset knows.
fn most(names: &[String]) -> usize {
    let names: Vec<String> = names.iter().map(|name| plain(name)).collect();
    COLUMNS.iter().map(|columns| names.iter().filter(|name| columns.contains(*name)).count()).max().unwrap_or(0)
}

/// Needed columns that are not among these names.
fn missing(dataset: Dataset, names: &[String]) -> Vec<&'static str> {
    let there: Vec<String> = names.iter().map(|name| plain(name)).collect();
    let lacks = |any: &&&[&'static str]| !any.iter().any(|column| there.contains(&plain(column)));
    dataset.needed().iter().filter(lacks).map(|any| any[0]).collect()
}

fn all_needed(dataset: Dataset) -> String {
    dataset.needed().iter().map(|any| any.join(" or ")).collect::<Vec<_>>().join(", ")
}

/// The dataset whose needed columns are all among these names.
pub(crate) fn whose(names: &[String]) -> Option<Dataset> {
    DATASETS.into_iter().find(|dataset| !dataset.needed().is_empty() && missing(*dataset, names).is_empty())
}

/// Tells the layout of a text from its beginning, `whole` if nothing follows.
///
/// # Errors
/// A text of another dataset, of none, or nothing.
pub(crate) fn recognise(
    name: &str,
    head: &[u8],
    whole: bool,
    request: &ImportRequest<'_>,
) -> Result<Layout, Complaint> {
    if head.iter().all(u8::is_ascii_whitespace) {
        return Err(Complaint::inconsistent("the file is empty").in_file(name));
    }
    let asked = request.dataset;
    if asked == Dataset::Table {
        return of_columns(name, head, whole, request);
    }
    if let Some(layout) = layout::find(head, whole, &most)
        && most(&layout.names) >= HEADER
    {
        return of_header(name, layout, asked);
    }
    // GDELT's files have no header, and no quotes either: a quote is a character like any other.
    let tabs = Dialect { delimiter: b'\t', quotes: false, end: line_end(head) };
    let fields = first_record(head, tabs);
    let digits = |field: &str, n: usize| field.len() >= n && field.bytes().all(|b| b.is_ascii_digit());
    let numbers = fields.len() >= 2 && digits(&fields[0], 1) && digits(&fields[1], 8) && fields[1].len() == 8;
    if let (true, Some(names)) = (numbers, gdelt::headerless(fields.len())) {
        return if asked == Dataset::Gdelt {
            Ok(Layout::headerless(tabs, names))
        } else {
            Err(looks_like(name, asked, Dataset::Gdelt).on_line(1))
        };
    }
    Err(of_none(name, head, fields, asked))
}

/// A table of the user's own, whose columns were named.
fn of_columns(name: &str, head: &[u8], whole: bool, request: &ImportRequest<'_>) -> Result<Layout, Complaint> {
    let wanted: Vec<String> = request.columns.iter().map(|(_, theirs)| plain(theirs)).collect();
    let found = layout::find(head, whole, &|names| names.iter().filter(|name| wanted.contains(&plain(name))).count());
    let any = || layout::find(head, whole, &|names| names.iter().filter(|name| !name.is_empty()).count());
    let layout = found.or_else(any).ok_or_else(|| Complaint::inconsistent("the file has no header").in_file(name))?;
    let there: Vec<String> = layout.names.iter().map(|name| plain(name)).collect();
    match request.columns.iter().find(|(_, theirs)| !there.contains(&plain(theirs))) {
        None => Ok(layout),
        Some((_, theirs)) => {
            let names: Vec<&str> = layout.names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
            let complaint = Complaint::unknown("column", theirs, names.iter().copied()).in_file(name);
            Err(complaint.on_line(layout.header as usize).allowed(clipped_list(&names)))
        }
    }
}

/// Names for a complaint, as many as can be read.
fn clipped_list(names: &[&str]) -> String {
    let more = if names.len() > 40 { format!(", and {} more", names.len() - 40) } else { String::new() };
    names.iter().take(40).map(|name| clipped(name)).collect::<Vec<_>>().join(", ") + &more
}

/// A text with a header of some dataset.
fn of_header(name: &str, layout: Layout, asked: Dataset) -> Result<Layout, Complaint> {
    let (names, line) = (&layout.names, layout.header as usize);
    let lacking = missing(asked, names);
    if lacking.is_empty() {
        return Ok(layout);
    }
    let there = |column: &str| names.iter().any(|name| plain(name) == column);
    if there("week") && there("events") && there("country") {
        let complaint = Complaint::inconsistent("these are ACLED's weekly aggregates: counts of events, not events");
        return Err(complaint.in_file(name).on_line(line).advise(
            "export the events themselves (ACLED's data export tool), and read them with `groundswell import acled`",
        ));
    }
    let others = DATASETS.into_iter().filter(|other| *other != asked && *other != Dataset::Table);
    let other = others.into_iter().find(|other| missing(*other, names).is_empty());
    if let Some(other) = other {
        return Err(looks_like(name, asked, other).on_line(line));
    }
    let problem = Problem::Missing { what: "column", name: lacking[0].into() };
    Err(Complaint::new(problem).in_file(name).on_line(line).allowed(format!("a header with {}", all_needed(asked))))
}

/// A text that is of no dataset.
fn of_none(name: &str, head: &[u8], fields: Vec<String>, asked: Dataset) -> Complaint {
    let comma = Dialect { delimiter: b',', quotes: true, end: line_end(head) };
    let first = if fields.len() > 1 { fields } else { first_record(head, comma) };
    let begins = first.iter().take(4).map(|field| field.chars().take(20).collect::<String>()).collect::<Vec<_>>();
    let begins = clipped(&begins.join(", "));
    let complaint =
        Complaint::inconsistent(format!("this is no {} file: its first line begins with {begins}", asked.title()));
    let allowed = if asked == Dataset::Gdelt {
        "61 fields between tabs (58 or 57 in version 1.0), or a header".to_string()
    } else {
        format!("a header with {}", all_needed(asked))
    };
    complaint.in_file(name).on_line(1).allowed(allowed)
}

fn looks_like(name: &str, asked: Dataset, other: Dataset) -> Complaint {
    Complaint::inconsistent(format!("this looks like {}, not like {}", other.title(), asked.title()))
        .in_file(name)
        .advise(format!("read it with `groundswell import {}`", other.word()))
}
