//! What a client is told when something is wrong.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use groundswell_complaint::Complaints;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What kind of problem it is: a word for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// 400: the request cannot be read: bad JSON, an unknown field, a value of another type.
    Malformed,
    /// 403: the request comes from another page or for another host.
    Foreign,
    /// 404: nothing bears this name.
    Unknown,
    /// 405: the address does not answer this method.
    Method,
    /// 408: the body took too long to arrive.
    Slow,
    /// 409: it cannot be done in the present state.
    Conflict,
    /// 413: the body, or what was asked for, is larger than the Studio takes.
    TooLarge,
    /// 415: the body is of another type.
    Unsupported,
    /// 422: it can be read and is wrong: a setting out of range, a bad row.
    Wrong,
    /// 422: a file of a run cannot be read: it was changed, cut short, or leads elsewhere.
    Damaged,
    /// 500: a fault of the program or of the disk.
    Internal,
}

impl Code {
    /// The status that goes with it.
    pub fn status(self) -> StatusCode {
        match self {
            Code::Malformed => StatusCode::BAD_REQUEST,
            Code::Foreign => StatusCode::FORBIDDEN,
            Code::Unknown => StatusCode::NOT_FOUND,
            Code::Method => StatusCode::METHOD_NOT_ALLOWED,
            Code::Slow => StatusCode::REQUEST_TIMEOUT,
            Code::Conflict => StatusCode::CONFLICT,
            Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Code::Unsupported => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Code::Wrong | Code::Damaged => StatusCode::UNPROCESSABLE_ENTITY,
            Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Of a file with thousands of wrong rows the first are listed.
const LISTED: usize = 100;

/// The body of every answer that is no success.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// For programs.
    pub code: Code,
    /// For people, in one sentence.
    pub message: String,
    /// Each thing that is wrong, with its place; empty where there is nothing to point at.
    pub complaints: Vec<Complaint>,
}

/// One thing that is wrong, and where, and what to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Complaint {
    /// What is wrong.
    pub message: String,
    /// The file, `--set` for a setting.
    pub file: Option<String>,
    /// Its line, from 1.
    pub line: Option<usize>,
    /// Character in the line, from 1.
    pub character: Option<usize>,
    /// Column of a table, by name.
    pub column: Option<String>,
    /// The text pointed at.
    pub found: Option<String>,
    /// Words under the place.
    pub label: Option<String>,
    /// What would be right.
    pub allowed: Option<String>,
    /// The name that was perhaps meant.
    pub nearest: Option<String>,
    /// What to do.
    pub advice: Vec<String>,
}

impl From<&groundswell_complaint::Complaint> for Complaint {
    fn from(complaint: &groundswell_complaint::Complaint) -> Complaint {
        // Both are the same words; a complaint that does not fit is a bug that a test finds.
        serde_json::from_value(complaint.to_json())
            .unwrap_or_else(|_| Complaint { message: complaint.to_string(), ..Complaint::default() })
    }
}

impl Problem {
    /// A problem without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Problem {
        Problem { code, message: message.into(), complaints: Vec::new() }
    }

    /// A name that nothing bears, with the nearest of those that exist.
    pub fn unknown<'a>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Problem {
        Problem::of(Code::Unknown, &groundswell_complaint::Complaint::unknown(what, name, known).into())
    }

    /// What a reader complains about.
    pub fn of(code: Code, complaints: &Complaints) -> Problem {
        let message = match complaints.len() {
            1 => complaints.iter().next().map(|c| c.problem().to_string()).unwrap_or_default(),
            n if n > LISTED => format!("{n} things are wrong; the first {LISTED} are listed"),
            n => format!("{n} things are wrong"),
        };
        Problem { code, message, complaints: complaints.iter().take(LISTED).map(Complaint::from).collect() }
    }

    /// Of a directory in which somebody computes, or that holds what we did not write: a conflict and no fault of the disk.
    pub(crate) fn of_directory(complaints: Complaints) -> Problem {
        let code = if complaints.exit_code() == 73 { Code::Conflict } else { Code::Wrong };
        Problem::of(code, &complaints)
    }
}

/// What the readers say of a scenario or its settings: the user's to resolve.
impl From<Complaints> for Problem {
    fn from(complaints: Complaints) -> Problem {
        Problem::of(if complaints.exit_code() == 73 { Code::Internal } else { Code::Wrong }, &complaints)
    }
}

/// What goes wrong while a run is written: the disk's fault.
impl From<groundswell_complaint::Complaint> for Problem {
    fn from(complaint: groundswell_complaint::Complaint) -> Problem {
        Problem::of(Code::Internal, &complaint.into())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let text = serde_json::to_string(&self).expect("a problem becomes JSON");
        (self.code.status(), [(CONTENT_TYPE, "application/problem+json")], text).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_keeps_every_word() {
        let source = groundswell_complaint::Source::new("facts.csv", "id,date\n1,yesterday\n");
        let problem = groundswell_complaint::Problem::NotAllowed { name: "date".into(), found: "yesterday".into() };
        let told = groundswell_complaint::Complaint::new(problem)
            .at_field(&source, 2, "date", 1)
            .allowed("a date")
            .advise("write it");
        let shown = Complaint::from(&told);
        assert_eq!(serde_json::to_value(&shown).expect("JSON"), told.to_json());
        assert_eq!((shown.line, shown.found.as_deref()), (Some(2), Some("yesterday")));
    }

    #[test]
    fn a_misspelt_name_is_offered_right() {
        let problem = Problem::unknown("scenario", "kazakstan-2022", ["kazakhstan-2022", "two-towns"]);
        assert_eq!(problem.code.status(), StatusCode::NOT_FOUND);
        assert_eq!(problem.complaints[0].nearest.as_deref(), Some("kazakhstan-2022"));
    }
}
