//! One's own facts, and shocks and calls of one's own.

use crate::api::country::{Facts, FactsTable, NewBar};
use crate::api::problem::Problem;
use crate::extract::{CsvBody, JsonBody, PathName, UrlQuery};
use crate::studio::Studio;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use std::sync::Arc;

/// What an upload is.
#[derive(Deserialize)]
pub(crate) struct Upload {
    /// Of which scenario.
    scenario: String,
    /// Which table of it.
    table: FactsTable,
}

/// Uploads a table of one's own in the place of a scenario's. It is kept until the Studio ends.
#[utoipa::path(post, path = "/api/facts", tag = "facts", operation_id = "upload_facts",
    params(("scenario" = String, Query, description = "The scenario"),
        ("table" = FactsTable, Query, description = "Which table")),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 201, body = Facts), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn upload(
    State(studio): State<Arc<Studio>>,
    UrlQuery(Upload { scenario, table }): UrlQuery<Upload>,
    CsvBody(text): CsvBody,
) -> Result<(StatusCode, Json<Facts>), Problem> {
    let added = studio.aside(move |studio| {
        let files = studio.scenarios.files(&scenario)?;
        studio.uploads.add(&scenario, files, table, text)
    });
    Ok((StatusCode::CREATED, Json(added.await?)))
}

/// Adds a shock or a call to a scenario's timeline, off until a setting switches it on. It is kept until the Studio ends.
#[utoipa::path(post, path = "/api/bars", tag = "facts", operation_id = "add_bar", request_body = NewBar,
    responses((status = 201, body = Facts), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn add_bar(
    State(studio): State<Arc<Studio>>,
    JsonBody(bar): JsonBody<NewBar>,
) -> Result<(StatusCode, Json<Facts>), Problem> {
    let added = studio.aside(move |studio| studio.uploads.add_bar(studio.scenarios.files(&bar.scenario)?, &bar));
    Ok((StatusCode::CREATED, Json(added.await?)))
}

/// What was uploaded.
#[utoipa::path(get, path = "/api/facts", tag = "facts", operation_id = "facts",
    responses((status = 200, body = Vec<Facts>), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list(State(studio): State<Arc<Studio>>) -> Json<Vec<Facts>> {
    Json(studio.uploads.list())
}

/// Forgets what was uploaded; runs that used it keep their copy.
#[utoipa::path(delete, path = "/api/facts/{id}", tag = "facts", operation_id = "delete_facts",
    params(("id" = String, Path, description = "What the upload gave")),
    responses((status = 204), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn delete(
    State(studio): State<Arc<Studio>>,
    PathName(id): PathName<String>,
) -> Result<StatusCode, Problem> {
    studio.uploads.remove(&id).map(|()| StatusCode::NO_CONTENT)
}
