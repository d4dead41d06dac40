//! What a user is told when a scenario, a data file or a path is wrong.
//!
//! A [`Complaint`] carries the file, line, column and text it is about, what was found, what is allowed, the nearest
//! name, and what to do; [`Complaints`] collects several, because a user wants to correct a file once. They are shown
//! in the manner of rustc and cargo:
//!
//! ```text
//! error: unknown parameter `people.treshold`
//!  --> scenario.toml:3:1
//!   |
//! 3 | treshold = 0.6
//!   | ^^^^^^^^ no such parameter
//!   |
//!   = help: did you mean `people.threshold`?
//! ```
//!
//! Invariant: a complaint is the user's to resolve. A bug of ours panics and never comes this way.
//! annotate-snippets was preferred to ariadne: it draws what rustc and cargo draw, in plain ASCII, at the same small cost.

mod nearest;
mod problem;
mod show;
mod source;

use std::ops::Range;
use std::path::Path;

pub use nearest::did_you_mean;
pub use problem::Problem;
pub use show::Complaints;
pub use source::Source;

/// One thing that is wrong, and where, and what to do. Built up from a [`Problem`]:
///
/// ```
/// use groundswell_complaint::{Complaint, Problem, Source};
/// let source = Source::new("scenario.toml", "[people]\nscale = -5\n");
/// let problem = Problem::NotAllowed { name: "people.scale".into(), found: "-5".into() };
/// let complaint = Complaint::new(problem).at(&source, 17..19).allowed("a whole number from 1 to 10000");
/// assert_eq!(complaint.to_string(), "scenario.toml:2:9: `people.scale` cannot be -5 (allowed: a whole number from 1 to 10000)");
/// assert_eq!(complaint.exit_code(), 65);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    // Boxed: readers return Result<_, Complaint> everywhere, and the good case should stay small.
    body: Box<Body>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Body {
    problem: Problem,
    file: Option<String>,
    /// Line and column, both from 1. The column is a number in TOML; for tables see `column`.
    line: Option<usize>,
    character: Option<usize>,
    column: Option<String>,
    pointed: Option<(Source, Range<usize>)>,
    label: Option<String>,
    allowed: Option<String>,
    nearest: Option<String>,
    advice: Vec<String>,
}

impl Complaint {
    /// A complaint that does not yet say where.
    pub fn new(problem: Problem) -> Self {
        let (file, line, character, column, pointed) = (None, None, None, None, None);
        let (label, allowed, nearest, advice) = (None, None, None, vec![]);
        let body = Body { problem, file, line, character, column, pointed, label, allowed, nearest, advice };
        Self { body: body.into() }
    }

    /// A name that nothing bears, with the nearest of those that exist.
    pub fn unknown<'a>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let nearest = did_you_mean(name, known).map(str::to_owned);
        let mut complaint = Self::new(Problem::Unknown { what, name: name.into() });
        complaint.body.label = Some(format!("no such {what}"));
        complaint.body.nearest = nearest;
        complaint
    }

    /// The file breaks the rules of its format.
    pub fn syntax(message: impl Into<String>) -> Self {
        Self::new(Problem::Syntax(message.into()))
    }

    /// Values that do not go together.
    pub fn inconsistent(message: impl Into<String>) -> Self {
        Self::new(Problem::Inconsistent(message.into()))
    }

    /// An output that is there already.
    pub fn exists(path: &Path) -> Self {
        Self::new(Problem::Output { path: path.to_owned(), reason: "it exists already".into() })
            .advise("choose another name with `--out`, or replace it with `--force`")
    }

    /// Points at bytes of a text, as the spans of the TOML reader do.
    pub fn at(mut self, source: &Source, span: Range<usize>) -> Self {
        let start = source.boundary(span.start);
        let span = start..source.boundary(span.end).max(start);
        let (line, character) = source.line_column(start);
        self.body.file = Some(source.name().to_owned());
        (self.body.line, self.body.character) = (Some(line), Some(character));
        self.body.pointed = Some((source.clone(), span));
        self
    }

    /// Points at the word that begins at a line and column, both from 1.
    pub fn at_line(self, source: &Source, line: usize, column: usize) -> Self {
        match source.word(line, column) {
            Some(span) => self.at(source, span),
            None => self.in_file(source.name()).on_line(line),
        }
    }

    /// Points at a field of a CSV record: line from 1, the column by name and by its place from 0.
    pub fn at_field(mut self, source: &Source, line: usize, column: &str, index: usize) -> Self {
        self = match source.field(line, index) {
            Some(span) => self.at(source, span),
            None => self.in_file(source.name()).on_line(line),
        };
        self.body.column = Some(column.to_owned());
        self
    }

    /// Names the file alone.
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.body.file = Some(file.into());
        self
    }

    /// Names the line (from 1) when the text is not at hand.
    pub fn on_line(mut self, line: usize) -> Self {
        self.body.line = Some(line);
        self
    }

    /// Words under the caret.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.body.label = Some(label.into());
        self
    }

    /// What would be right: a range with its unit, or a list.
    pub fn allowed(mut self, allowed: impl Into<String>) -> Self {
        self.body.allowed = Some(allowed.into());
        self
    }

    /// Offers the nearest of these names, if one is near.
    pub fn nearest_of<'a>(mut self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        self.body.nearest = did_you_mean(name, known).map(str::to_owned);
        self
    }

    /// What to do. May be called more than once.
    pub fn advise(mut self, advice: impl Into<String>) -> Self {
        self.body.advice.push(advice.into());
        self
    }

    /// What is wrong.
    pub fn problem(&self) -> &Problem {
        &self.body.problem
    }

    /// The file it is about, as the user knows it.
    pub fn file(&self) -> Option<&str> {
        self.body.file.as_deref()
    }

    /// Line, from 1.
    pub fn line(&self) -> Option<usize> {
        self.body.line
    }

    /// Character in the line, from 1.
    pub fn character(&self) -> Option<usize> {
        self.body.character
    }

    /// Column of a table, by name.
    pub fn column(&self) -> Option<&str> {
        self.body.column.as_deref()
    }

    /// The text pointed at.
    pub fn found(&self) -> Option<&str> {
        self.body.pointed.as_ref().map(|(source, span)| &source.text()[span.clone()])
    }

    /// The name offered instead.
    pub fn nearest(&self) -> Option<&str> {
        self.body.nearest.as_deref()
    }

    /// As sysexits.h has it: 66 an input is missing, 71 the system refuses, 73 an output cannot be made, 65 anything else
    /// in scenario or data.
    pub fn exit_code(&self) -> u8 {
        match self.body.problem {
            Problem::Input { .. } => 66,
            Problem::System(_) => 71,
            Problem::Output { .. } => 73,
            _ => 65,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_are_those_of_sysexits() {
        let input = Problem::Input { action: "read", path: "x".into(), reason: "no such file".into() };
        assert_eq!(Complaint::new(input).exit_code(), 66);
        assert_eq!(Complaint::exists(Path::new("runs/a")).exit_code(), 73);
        assert_eq!(Complaint::new(Problem::System("no thread".into())).exit_code(), 71);
        assert_eq!(Complaint::syntax("bad").exit_code(), 65);
    }

    #[test]
    fn a_place_outside_the_text_still_has_its_line() {
        let source = Source::new("a.csv", "hour\n");
        let complaint = Complaint::syntax("bad").at_field(&source, 7, "hour", 3);
        assert_eq!((complaint.line(), complaint.column(), complaint.found()), (Some(7), Some("hour"), None));
        let past = Complaint::syntax("cut short").at(&source, 900..901);
        assert_eq!((past.line(), past.character(), past.found()), (Some(2), Some(1), Some("")));
    }

    #[test]
    fn the_good_case_stays_small() {
        assert_eq!(size_of::<Complaint>(), size_of::<usize>());
    }
}
