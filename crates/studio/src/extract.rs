//! Requests into types, with every refusal as a [`Problem`].

use crate::api::problem::{Code, Complaint, Problem};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// Most bytes of a request that starts a job.
const MOST_JSON: usize = 256 << 10;

/// Most bytes of an upload.
pub(crate) const MOST_UPLOAD: usize = 4 << 20;

/// Most bytes of an event file.
pub(crate) const MOST_EVENTS: usize = 48 << 20;

/// Past this length nobody listens to the end.
const MOST_HEARD: usize = 64 << 20;

/// How long a body may take.
const WITHIN: Duration = Duration::from_secs(15);

/// A JSON body.
pub(crate) struct JsonBody<T>(pub T);

/// A CSV body.
pub(crate) struct CsvBody(pub String);

/// A body of any bytes: an event file, which may be an archive.
pub(crate) struct Bytes(pub Vec<u8>);

/// What stands behind the question mark.
pub(crate) struct UrlQuery<T>(pub T);

/// What stands in the path.
pub(crate) struct PathName<T>(pub T);

/// The body of a request, within its time.
async fn bytes(request: Request, kind: &str, most: usize) -> Result<Vec<u8>, Problem> {
    let late = |_| Problem::new(Code::Slow, format!("the body did not arrive within {} seconds", WITHIN.as_secs()));
    tokio::time::timeout(WITHIN, whole(request, kind, most)).await.map_err(late)?
}

async fn whole(request: Request, kind: &str, most: usize) -> Result<Vec<u8>, Problem> {
    let given = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    if !given.split(';').next().is_some_and(|given| given.trim().eq_ignore_ascii_case(kind)) {
        return Err(Problem::new(Code::Unsupported, format!("the body must be of type {kind}, this is `{given}`")));
    }
    let (mut kept, mut length) = (Vec::new(), 0);
    let mut stream = request.into_body().into_data_stream();
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|error| Problem::new(Code::Malformed, format!("the body was cut short: {error}")))?;
        length += piece.len();
        if length <= most {
            kept.extend_from_slice(&piece);
        } else if length > MOST_HEARD {
            break;
        }
        // What is too long is heard to its end and let go: a browser that is cut off hears no answer.
    }
    if length > most {
        return Err(Problem::new(Code::TooLarge, format!("the body is longer than {most} bytes")));
    }
    Ok(kept)
}

impl<T: DeserializeOwned, S: Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let bytes = bytes(request, "application/json", MOST_JSON).await?;
        serde_json::from_slice(&bytes).map(JsonBody).map_err(|error| {
            let place = (error.line() > 0).then(|| (error.line(), error.column()));
            let complaint = Complaint {
                message: error.to_string(),
                line: place.map(|place| place.0),
                character: place.map(|place| place.1),
                ..Complaint::default()
            };
            let message = format!("the request cannot be read: {error}");
            Problem { code: Code::Malformed, message, complaints: vec![complaint] }
        })
    }
}

impl<S: Sync> FromRequest<S> for CsvBody {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let bytes = bytes(request, "text/csv", MOST_UPLOAD).await?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let line =
                error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            Problem {
                code: Code::Wrong,
                message: "the file is not UTF-8 text".into(),
                complaints: vec![Complaint {
                    message: "the file is not UTF-8 text".into(),
                    line: Some(line),
                    allowed: Some("text in UTF-8".into()),
                    advice: vec!["save it as UTF-8 in your editor".into()],
                    ..Complaint::default()
                }],
            }
        })?;
        // Spreadsheets begin a file with a mark that is no part of the first column's name.
        Ok(CsvBody(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_string)))
    }
}

impl<S: Sync> FromRequest<S> for Bytes {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        bytes(request, "application/octet-stream", MOST_EVENTS).await.map(Bytes)
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for UrlQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let asked = Query::<T>::from_request_parts(parts, state).await;
        asked.map(|Query(asked)| UrlQuery(asked)).map_err(|error| Problem::new(Code::Malformed, error.body_text()))
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for PathName<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let named = Path::<T>::from_request_parts(parts, state).await;
        named.map(|Path(named)| PathName(named)).map_err(|error| Problem::new(Code::Malformed, error.body_text()))
    }
}
