//! Runs.

use crate::api::problem::{Code, Problem};
use crate::api::run::{Note, Run, RunCard, TableFormat};
use crate::assets::{kind, shown_as};
use crate::extract::{JsonBody, PathName, UrlQuery};
use crate::files;
use crate::guard::{FILE_POLICY, REPORT_POLICY};
use crate::studio::Studio;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;

/// Every run in the folder of runs, the newest first.
#[utoipa::path(get, path = "/api/runs", tag = "runs", operation_id = "runs",
    responses((status = 200, body = Vec<RunCard>), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list(State(studio): State<Arc<Studio>>) -> Result<Json<Vec<RunCard>>, Problem> {
    let listed = studio.aside(|studio| {
        let mut notes = studio.notes.all();
        let mut cards = studio.runs.cards(|run| studio.queue.of_run(run));
        cards.iter_mut().for_each(|card| card.note = notes.remove(&card.id).unwrap_or_default());
        Ok(cards)
    });
    listed.await.map(Json)
}

/// A run with its files.
#[utoipa::path(get, path = "/api/runs/{id}", tag = "runs", operation_id = "run",
    params(("id" = String, Path, description = "The name of its directory")),
    responses((status = 200, body = Run), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn one(
    State(studio): State<Arc<Studio>>,
    PathName(id): PathName<String>,
) -> Result<Json<Run>, Problem> {
    let found = studio.aside(move |studio| {
        let mut run = studio.runs.one(&id, |run| studio.queue.of_run(run))?;
        run.card.note = studio.notes.all().remove(&run.card.id).unwrap_or_default();
        Ok(run)
    });
    found.await.map(Json)
}

/// The data of its report: the same JSON as `report.html` holds, see `web/src/lib/report.ts`.
#[utoipa::path(get, path = "/api/runs/{id}/report", tag = "runs", operation_id = "run_report",
    params(("id" = String, Path, description = "The name of its directory")),
    responses((status = 200, body = Object), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn report(
    State(studio): State<Arc<Studio>>,
    PathName(id): PathName<String>,
) -> Result<Response, Problem> {
    let text = studio.aside(move |studio| studio.runs.report(&id)).await?;
    Ok(([(CONTENT_TYPE, "application/json")], Body::from(text.to_string())).into_response())
}

/// The query of a file.
#[derive(Deserialize)]
pub(crate) struct RunForm {
    format: Option<TableFormat>,
    limit: Option<u64>,
    /// Columns, apart by commas.
    columns: Option<String>,
    #[serde(default)]
    save: bool,
}

/// The only page in a run whose scripts are let run, in a sandbox.
const REPORT: &str = "report.html";

/// Rows of a table as JSON if nothing is said, and at most.
const ROWS: (u64, u64) = (10_000, 1_000_000);

/// A file of it, as it is; a Parquet table also as CSV or JSON. The folders `data/series` and `data/national` stand
/// for the table in all their parts.
#[utoipa::path(get, path = "/api/runs/{id}/files/{path}", tag = "runs", operation_id = "run_file",
    params(("id" = String, Path, description = "The name of its directory"),
        ("path" = String, Path, description = "The path of a file in it; slashes stand as they are"),
        ("format" = Option<TableFormat>, Query, description = "Another form of a Parquet table"),
        ("limit" = Option<u64>, Query, description = "Most rows as JSON, 1 to 1,000,000, 10,000 without it"),
        ("columns" = Option<String>, Query, description = "These columns as JSON, apart by commas; all without it"),
        ("save" = Option<bool>, Query, description = "Whether the browser is to save it under its name")),
    responses((status = 200, description = "The file, the table as CSV, or a TableJson"), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn file(
    State(studio): State<Arc<Studio>>,
    PathName((id, path)): PathName<(String, String)>,
    UrlQuery(form): UrlQuery<RunForm>,
) -> Result<Response, Problem> {
    studio.aside(move |studio| answer(&studio.runs.path(&id)?, &path, &form)).await
}

fn answer(run: &std::path::Path, path: &str, form: &RunForm) -> Result<Response, Problem> {
    let found = files::find(run, path)?;
    let name = found.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.strip_suffix(".parquet").unwrap_or(&name).to_string();
    let limit = form.limit.unwrap_or(ROWS.0);
    if !(1..=ROWS.1).contains(&limit) {
        return Err(Problem::new(Code::Wrong, format!("limit must be from 1 to {}, it is {limit}", ROWS.1)));
    }
    let (mut response, name) = match form.format {
        Some(TableFormat::Csv) => {
            let body = files::csv(files::shards(run, &found)?)?;
            (([(CONTENT_TYPE, kind("x.csv"))], body).into_response(), format!("{stem}.csv"))
        }
        Some(TableFormat::Json) => {
            let table = files::json(&files::shards(run, &found)?, limit, form.columns.as_deref())?;
            (Json(table).into_response(), format!("{stem}.json"))
        }
        None if found.is_dir() => {
            let what =
                format!("`{path}` is a folder: ask for it with ?format=csv or ?format=json, or for a file in it");
            return Err(Problem::new(Code::Wrong, what));
        }
        None => {
            let (body, length) = files::whole(&found)?;
            let kind = shown_as(&name).unwrap_or("application/octet-stream");
            let about = [(CONTENT_TYPE, kind.to_string()), (CONTENT_LENGTH, length.to_string())];
            ((about, body).into_response(), name)
        }
    };
    let policy = if name == REPORT { REPORT_POLICY } else { FILE_POLICY };
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    if form.save || shown_as(&name).is_none() {
        let plain = |c: char| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' };
        let disposition = format!("attachment; filename=\"{}\"", name.chars().map(plain).collect::<String>());
        if let Ok(value) = HeaderValue::from_str(&disposition) {
            response.headers_mut().insert(CONTENT_DISPOSITION, value);
        }
    }
    Ok(response)
}

/// Deletes a run with everything in it.
#[utoipa::path(delete, path = "/api/runs/{id}", tag = "runs", operation_id = "delete_run",
    params(("id" = String, Path, description = "The name of its directory")),
    responses((status = 204), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn delete(
    State(studio): State<Arc<Studio>>,
    PathName(id): PathName<String>,
) -> Result<StatusCode, Problem> {
    let deleted = studio.aside(move |studio| {
        let path = studio.runs.path(&id)?;
        if let Some(job) = studio.queue.of_run(&studio.runs.id(&path)) {
            return Err(Problem::new(Code::Conflict, format!("the job {job} computes it: cancel that first")));
        }
        studio.runs.remove(&id)?;
        // A note without a run is nobody's; if it cannot be forgotten, the run is gone all the same.
        let _ = studio.notes.keep(&id, Note::default());
        Ok(())
    });
    deleted.await.map(|()| StatusCode::NO_CONTENT)
}

/// Keeps a title and a note of a run; empty ones are forgotten.
#[utoipa::path(put, path = "/api/runs/{id}/note", tag = "runs", operation_id = "keep_note",
    params(("id" = String, Path, description = "The name of its directory")), request_body = Note,
    responses((status = 204), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn note(
    State(studio): State<Arc<Studio>>,
    PathName(id): PathName<String>,
    JsonBody(note): JsonBody<Note>,
) -> Result<StatusCode, Problem> {
    let kept = studio.aside(move |studio| {
        let path = studio.runs.path(&id)?;
        studio.notes.keep(&studio.runs.id(&path), note)
    });
    kept.await.map(|()| StatusCode::NO_CONTENT)
}
