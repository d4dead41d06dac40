//! One's own facts.
use crate::api::country::{Facts, FactsTable};
use crate::api::problem::Problem;

/// Uploads a table of one's own in the place of a scenario's. It is kept until the Studio ends.
#[utoipa::path(post, path = "/api/facts", tag = "facts", operation_id = "upload_facts",
    params(("scenario" = String, Query, description = "The scenario"),
        ("table" = FactsTable, Query, description = "Which table")),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 201, body = Facts), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn upload() {}

/// What was uploaded.
#[utoipa::path(get, path = "/api/facts", tag = "facts", operation_id = "facts",
    responses((status = 200, body = Vec<Facts>), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn list() {}

/// Forgets what was uploaded; runs that used it keep their copy.
#[utoipa::path(delete, path = "/api/facts/{id}", tag = "facts", operation_id = "delete_facts",
    params(("id" = String, Path, description = "What the upload gave")),
    responses((status = 204), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn delete() {}
