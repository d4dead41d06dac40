//! What this program is.
use crate::api::about::About;
use crate::api::problem::Problem;

/// What this program is and what it takes.
#[utoipa::path(get, path = "/api/about", tag = "about", responses((status = 200, body = About), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn about() {}
