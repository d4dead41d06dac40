//! Classic models.

use crate::api::classic::Classic;
use crate::api::film::{Film, FilmRequest};
use crate::api::problem::Problem;
use crate::extract::{JsonBody, PathName};
use crate::studio::Studio;
use crate::work::classic;
use axum::Json;
use axum::extract::State;
use std::sync::Arc;

/// Every classic model.
#[utoipa::path(get, path = "/api/classics", tag = "classics", operation_id = "classics",
    responses((status = 200, body = Vec<Classic>), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list() -> Json<Vec<Classic>> {
    Json(classic::list())
}

/// One replicate of a classic, person by person: what a picture that moves is drawn from.
#[utoipa::path(post, path = "/api/classics/{name}/film", tag = "classics", operation_id = "film",
    params(("name" = String, Path, description = "A name of the list")), request_body = FilmRequest,
    responses((status = 200, body = Film), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn film(
    State(studio): State<Arc<Studio>>,
    PathName(name): PathName<String>,
    JsonBody(asked): JsonBody<FilmRequest>,
) -> Result<Json<Film>, Problem> {
    studio.aside(move |_| classic::film(&name, &asked)).await.map(Json)
}
