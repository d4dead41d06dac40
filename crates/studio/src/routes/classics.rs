//! Classic models.

use crate::api::classic::Classic;
use crate::api::problem::Problem;
use crate::work::classic;
use axum::Json;

/// Every classic model.
#[utoipa::path(get, path = "/api/classics", tag = "classics", operation_id = "classics",
    responses((status = 200, body = Vec<Classic>), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list() -> Json<Vec<Classic>> {
    Json(classic::list())
}
