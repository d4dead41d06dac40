//! Classic models.
use crate::api::classic::Classic;
use crate::api::problem::Problem;

/// Every classic model.
#[utoipa::path(get, path = "/api/classics", tag = "classics", operation_id = "classics",
    responses((status = 200, body = Vec<Classic>), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn list() {}
