//! How complaints look: in full on a terminal or in a log, in one line where there is only one, as JSON for the Studio.

use std::fmt;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use super::{Complaint, Source};

/// Of a file with a thousand wrong rows the first tell the story.
const SHOWN: usize = 20;
/// How many are kept; the others are counted.
const KEPT: usize = 1000;
/// How many bytes of a line are shown before the place that is pointed at, and after its beginning.
const AROUND: (usize, usize) = (200, 300);

impl Complaint {
    /// The complaint in full; with colours when `colour`, which is for the caller to decide (terminal, `NO_COLOR`).
    /// Ends without a line break.
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[self.group()])
    }

    fn group(&self) -> Group<'_> {
        let body = &*self.body;
        let mut group = Level::ERROR.primary_title(body.problem.to_string()).elements(None::<Origin<'_>>);
        let label = match (&body.label, &body.column) {
            (Some(label), Some(column)) => Some(format!("{label} (column `{column}`)")),
            (None, Some(column)) => Some(format!("column `{column}`")),
            (label, None) => label.clone(),
        };
        if let Some((source, span)) = &body.pointed {
            // Only the line where it begins: a complaint about a whole table needs its heading, not its body.
            let line = body.line.and_then(|line| source.line(line)).unwrap_or(span.clone());
            let line = around(source, &line, span.start);
            let at = span.start.clamp(line.start, line.end) - line.start;
            let end = (span.end.clamp(line.start, line.end) - line.start).max(at);
            let text = &source.text()[line];
            let snippet = Snippet::source(text).path(source.name()).line_start(body.line.unwrap_or(1));
            group = group.element(snippet.annotation(AnnotationKind::Primary.span(at..end).label(label)));
        } else {
            if let Some(file) = &body.file {
                let origin = Origin::path(file.as_str());
                group = group.element(if let Some(line) = body.line { origin.line(line) } else { origin });
            }
            group =
                group.elements(body.column.as_ref().map(|column| Level::NOTE.message(format!("column `{column}`"))));
        }
        group = group.elements(body.allowed.as_ref().map(|allowed| Level::NOTE.message(format!("allowed: {allowed}"))));
        group =
            group.elements(body.nearest.as_ref().map(|name| Level::HELP.message(format!("did you mean `{name}`?"))));
        group.elements(body.advice.iter().map(|advice| Level::HELP.message(advice.as_str())))
    }

    /// The complaint for a program: the Studio marks the place, `--json` prints it.
    pub fn to_json(&self) -> Value {
        let body = &*self.body;
        json!({
            "message": body.problem.to_string(),
            "file": body.file,
            "line": body.line,
            "character": body.character,
            "column": body.column,
            "found": self.found(),
            "label": body.label,
            "allowed": body.allowed,
            "nearest": body.nearest,
            "advice": body.advice,
        })
    }
}

/// The part of a line around a place: a line of a megabyte does not fit on any screen.
fn around(source: &Source, line: &Range<usize>, at: usize) -> Range<usize> {
    if line.len() <= AROUND.0 + AROUND.1 {
        return line.clone();
    }
    let at = at.clamp(line.start, line.end);
    let start = source.boundary(at.saturating_sub(AROUND.0)).max(line.start);
    start..source.boundary(at + AROUND.1).min(line.end)
}

/// In one line: `FILE:LINE:CHARACTER: MESSAGE (…)`.
impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = &*self.body;
        if let Some(file) = &body.file {
            write!(f, "{file}")?;
            let numbers = [body.line, body.character];
            numbers.iter().flatten().try_for_each(|number| write!(f, ":{number}"))?;
            write!(f, ": ")?;
        }
        write!(f, "{}", body.problem)?;
        if let Some(column) = &body.column {
            write!(f, " in column `{column}`")?;
        }
        if let Some(allowed) = &body.allowed {
            write!(f, " (allowed: {allowed})")?;
        }
        if let Some(nearest) = &body.nearest {
            write!(f, "; did you mean `{nearest}`?")?;
        }
        Ok(())
    }
}

impl std::error::Error for Complaint {}

/// Everything that is wrong, so that a file is corrected once and not twenty times.
///
/// ```
/// use groundswell_complaint::{Complaint, Complaints};
/// fn read(text: &str) -> Result<usize, Complaints> {
///     let mut complaints = Complaints::default();
///     if text.is_empty() {
///         complaints.push(Complaint::syntax("the file is empty").in_file("scenario.toml"));
///     }
///     complaints.or(text.len())
/// }
/// assert_eq!(read("").unwrap_err().exit_code(), 65);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Complaints {
    list: Vec<Complaint>,
    /// How many more there are than are kept.
    more: usize,
}

impl Complaints {
    /// Adds one. Of a file that is wrong throughout the first thousand are kept and the others counted.
    pub fn push(&mut self, complaint: impl Into<Complaint>) {
        if self.are_many() {
            self.count_one();
        } else {
            self.list.push(complaint.into());
        }
    }

    /// Whether one more would only be counted: it need not be made then, which takes longer than finding it.
    pub fn are_many(&self) -> bool {
        self.list.len() >= KEPT
    }

    /// Counts one that is not kept.
    pub fn count_one(&mut self) {
        self.more += 1;
    }

    /// Adds the complaint of a failed step and lets the reading go on.
    pub fn note<T>(&mut self, result: Result<T, Complaint>) -> Option<T> {
        result.map_err(|complaint| self.push(complaint)).ok()
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many, also those that are not kept.
    pub fn len(&self) -> usize {
        self.list.len() + self.more
    }

    /// Each that is kept, in the order found.
    pub fn iter(&self) -> std::slice::Iter<'_, Complaint> {
        self.list.iter()
    }

    /// The value if nothing is wrong, otherwise the complaints.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.list.is_empty() { Ok(value) } else { Err(self) }
    }

    /// The exit code of all if they agree; 65 (bad scenario or data) if they do not.
    pub fn exit_code(&self) -> u8 {
        let first = self.list.first().map_or(65, Complaint::exit_code);
        if self.list.iter().all(|complaint| complaint.exit_code() == first) { first } else { 65 }
    }

    /// The first twenty in full, then how many there are. Ends with a line break.
    pub fn render(&self, colour: bool) -> String {
        let mut text = String::new();
        for complaint in self.list.iter().take(SHOWN) {
            text += &complaint.render(colour);
            text += "\n\n";
        }
        if self.len() == 1 {
            text.pop();
        } else if self.len() > SHOWN {
            text += &format!("{} problems, of which the first {SHOWN} are shown\n", self.len());
        } else {
            text += &format!("{} problems\n", self.len());
        }
        text
    }
}

impl fmt::Display for Complaints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Complaints {}

impl From<Complaint> for Complaints {
    fn from(complaint: Complaint) -> Self {
        Self { list: vec![complaint], more: 0 }
    }
}

impl Extend<Complaint> for Complaints {
    fn extend<I: IntoIterator<Item = Complaint>>(&mut self, more: I) {
        more.into_iter().for_each(|complaint| self.push(complaint));
    }
}

impl IntoIterator for Complaints {
    type Item = Complaint;
    type IntoIter = std::vec::IntoIter<Complaint>;

    /// Each that is kept, and one that says how many are not.
    fn into_iter(mut self) -> Self::IntoIter {
        if self.more > 0 {
            self.list.push(Complaint::inconsistent(format!("{} more problems like these", self.more)));
        }
        self.list.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Problem, Source};
    use super::*;

    fn toml() -> Source {
        Source::new("scenario.toml", "[people]\ntreshold = 0.6\nscale = -5 # adults\n")
    }

    fn unknown() -> Complaint {
        let known = ["people.scale", "people.threshold"];
        Complaint::unknown("parameter", "people.treshold", known).at(&toml(), 9..17)
    }

    #[test]
    fn an_unknown_name() {
        let want = "\
error: unknown parameter `people.treshold`
 --> scenario.toml:2:1
  |
2 | treshold = 0.6
  | ^^^^^^^^ no such parameter
  |
  = help: did you mean `people.threshold`?";
        assert_eq!(unknown().render(false), want);
    }

    #[test]
    fn several_are_shown_together() {
        let mut complaints = Complaints::from(unknown());
        let problem = Problem::NotAllowed { name: "people.scale".into(), found: "-5".into() };
        let complaint = Complaint::new(problem).at_line(&toml(), 3, 9).label("below the range");
        complaints.push(complaint.allowed("a whole number from 1 to 10000, adults per agent"));
        let want = "\
error: `people.scale` cannot be -5
 --> scenario.toml:3:9
  |
3 | scale = -5 # adults
  |         ^^ below the range
  |
  = note: allowed: a whole number from 1 to 10000, adults per agent

2 problems
";
        assert!(complaints.render(false).ends_with(want), "{complaints}");
    }

    #[test]
    fn a_field_of_an_event_file() {
        let source = Source::excerpt("events.csv", 812, "2022-01-05,\"Aktau, sea\",many");
        let problem = Problem::Unreadable { found: "many".into(), what: "a whole number" };
        let complaint =
            Complaint::new(problem).at_field(&source, 812, "fatalities", 2).allowed("0, 1, 2, … or nothing");
        let want = "\
error: cannot read `many` as a whole number
   --> events.csv:812:25
    |
812 | 2022-01-05,\"Aktau, sea\",many
    |                         ^^^^ column `fatalities`
    |
    = note: allowed: 0, 1, 2, … or nothing";
        assert_eq!(complaint.render(false), want);
        let line = "events.csv:812:25: cannot read `many` as a whole number in column `fatalities` (allowed: 0, 1, 2, … or nothing)";
        assert_eq!(complaint.to_string(), line);
        assert_eq!(complaint.to_json()["found"], "many");
    }

    #[test]
    fn without_text_the_line_is_named() {
        let complaint = Complaint::syntax("a quote is not closed").in_file("events.csv").on_line(9);
        assert_eq!(complaint.render(false), "error: a quote is not closed\n--> events.csv:9");
        let exists = Complaint::exists(std::path::Path::new("runs/a"));
        let want = "\
error: cannot write `runs/a`: it exists already
 |
 = help: choose another name with `--out`, or replace it with `--force`";
        assert_eq!(exists.render(false), want);
    }

    #[test]
    fn colour_is_asked_for() {
        assert!(unknown().render(true).contains("\u{1b}["));
        assert!(!unknown().render(false).contains('\u{1b}'));
    }

    #[test]
    fn a_thousand_complaints_do_not_fill_the_screen() {
        let many: Complaints = (0..1000).fold(Complaints::default(), |mut all, _| {
            all.push(unknown());
            all
        });
        let text = many.render(false);
        assert_eq!(text.matches("error:").count(), SHOWN);
        assert!(text.ends_with("1000 problems, of which the first 20 are shown\n"));
    }
}
