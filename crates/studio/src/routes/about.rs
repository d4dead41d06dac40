//! What this program is.

use crate::api::about::About;
use crate::api::problem::Problem;
use crate::studio::Studio;
use axum::Json;
use axum::extract::State;
use std::sync::Arc;

/// What this program is and what it takes.
#[utoipa::path(get, path = "/api/about", tag = "about", responses((status = 200, body = About), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn about(State(studio): State<Arc<Studio>>) -> Json<About> {
    Json(studio.about())
}
