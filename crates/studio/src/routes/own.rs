//! Events of one's own.

use crate::api::own::{NewOwn, NewOwnTrigger, OwnAdded, OwnEvents, OwnMade, World};
use crate::api::problem::Problem;
use crate::extract::{Bytes, JsonBody, PathName, UrlQuery};
use crate::own;
use crate::studio::Studio;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use std::sync::{Arc, PoisonError};

/// Countries with their borders, kinds of triggers, datasets: what a scenario of one's own can be made of.
#[utoipa::path(get, path = "/api/world", tag = "own", operation_id = "world",
    responses((status = 200, body = World), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn world(State(studio): State<Arc<Studio>>) -> Result<Json<World>, Problem> {
    studio.aside(|_| Ok(own::world().clone())).await.map(Json)
}

/// Begins a scenario of a country, as `groundswell scenario new` does, with its triggers.
#[utoipa::path(post, path = "/api/own", tag = "own", operation_id = "begin_own", request_body = NewOwn,
    responses((status = 201, body = OwnMade), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn begin(
    State(studio): State<Arc<Studio>>,
    JsonBody(asked): JsonBody<NewOwn>,
) -> Result<(StatusCode, Json<OwnMade>), Problem> {
    let made = studio.aside(move |studio| {
        let _held = studio.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let (made, files) = own::begin(&studio.own, &asked)?;
        if let Err(problem) = studio.scenarios.add(&made.card.name, files) {
            let _ = std::fs::remove_dir_all(&made.folder);
            return Err(problem);
        }
        Ok(made)
    });
    made.await.map(|made| (StatusCode::CREATED, Json(made)))
}

/// Adds a trigger or a call to a scenario that was begun here, as `groundswell scenario shock` and `scenario call` do.
#[utoipa::path(post, path = "/api/own/{name}/triggers", tag = "own", operation_id = "add_trigger", request_body = NewOwnTrigger,
    params(("name" = String, Path, description = "The scenario")),
    responses((status = 201, body = OwnAdded), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn triggers(
    State(studio): State<Arc<Studio>>,
    PathName(name): PathName<String>,
    JsonBody(asked): JsonBody<NewOwnTrigger>,
) -> Result<(StatusCode, Json<OwnAdded>), Problem> {
    let added = studio.aside(move |studio| {
        let file = studio.scenarios.own(&name)?;
        let _held = studio.changing.lock().unwrap_or_else(PoisonError::into_inner);
        own::add(&file, &asked)
    });
    added.await.map(|added| (StatusCode::CREATED, Json(added)))
}

/// What is said of an event file.
#[derive(Deserialize)]
pub(crate) struct AboutQuery {
    /// The name that it has.
    #[serde(default)]
    file: String,
    /// The dataset, by its word.
    dataset: Option<String>,
    /// Which column is what, of a table of one's own.
    #[serde(default)]
    columns: String,
}

/// Reads an event file into the record of a scenario that was begun here, as `groundswell import`, `record`, `check` and
/// `classify` do. A record that is there is replaced.
#[utoipa::path(post, path = "/api/own/{name}/events", tag = "own", operation_id = "take_events",
    params(("name" = String, Path, description = "The scenario"),
        ("file" = Option<String>, Query, description = "The name of the file, whose ending says how it is packed"),
        ("dataset" = Option<String>, Query, description = "The dataset, by its word; it is recognised without"),
        ("columns" = Option<String>, Query, description = "Of a table of one's own: which column is what, as date=Day,place=Town")),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = OwnEvents), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn events(
    State(studio): State<Arc<Studio>>,
    PathName(name): PathName<String>,
    UrlQuery(about): UrlQuery<AboutQuery>,
    Bytes(bytes): Bytes,
) -> Result<Json<OwnEvents>, Problem> {
    let taken = studio.aside(move |studio| {
        let file = studio.scenarios.own(&name)?;
        let _held = studio.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let (dataset, columns) = (about.dataset.as_deref(), about.columns.as_str());
        own::take(&file, &own::OwnUpload { name: &about.file, dataset, columns, bytes: &bytes })
    });
    taken.await.map(Json)
}
