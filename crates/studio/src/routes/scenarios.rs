//! Scenarios.
use crate::api::country::{Country, ScenarioCard};
use crate::api::problem::Problem;
use crate::api::schema::Schema;

/// Every scenario.
#[utoipa::path(get, path = "/api/scenarios", tag = "scenarios", operation_id = "scenarios",
    responses((status = 200, body = Vec<ScenarioCard>), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn list() {}

/// A scenario: geography, record, dated events. With one's own facts in their place, if their ids are given.
#[utoipa::path(get, path = "/api/scenarios/{name}", tag = "scenarios", operation_id = "scenario",
    params(("name" = String, Path, description = "A name of the list"),
        ("facts" = Option<String>, Query, description = "Ids of one's own facts, apart by commas")),
    responses((status = 200, body = Country), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn one() {}

/// Every parameter and mechanism of a scenario.
#[utoipa::path(get, path = "/api/schema/{name}", tag = "scenarios", operation_id = "schema",
    params(("name" = String, Path, description = "A name of the list")),
    responses((status = 200, body = Schema), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn schema() {}
