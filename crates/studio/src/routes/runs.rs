//! Runs.
use crate::api::problem::Problem;
use crate::api::run::{Run, RunCard, TableFormat};

/// Every run in the folder of runs, the newest first.
#[utoipa::path(get, path = "/api/runs", tag = "runs", operation_id = "runs",
    responses((status = 200, body = Vec<RunCard>), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn list() {}

/// A run with its files.
#[utoipa::path(get, path = "/api/runs/{id}", tag = "runs", operation_id = "run",
    params(("id" = String, Path, description = "The name of its directory")),
    responses((status = 200, body = Run), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn one() {}

/// The data of its report: the same JSON as `report.html` holds, see `web/src/lib/report.ts`.
#[utoipa::path(get, path = "/api/runs/{id}/report", tag = "runs", operation_id = "run_report",
    params(("id" = String, Path, description = "The name of its directory")),
    responses((status = 200, body = Object), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn report() {}

/// A file of it, as it is; a Parquet table also as CSV or JSON. The folders `data/series` and `data/national` stand
/// for the table in all their parts.
#[utoipa::path(get, path = "/api/runs/{id}/files/{path}", tag = "runs", operation_id = "run_file",
    params(("id" = String, Path, description = "The name of its directory"),
        ("path" = String, Path, description = "The path of a file in it; slashes stand as they are"),
        ("format" = Option<TableFormat>, Query, description = "Another form of a Parquet table"),
        ("limit" = Option<u64>, Query, description = "Most rows as JSON, 1 to 100,000, 10,000 without it"),
        ("save" = Option<bool>, Query, description = "Whether the browser is to save it under its name")),
    responses((status = 200, description = "The file, the table as CSV, or a TableJson"), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn file() {}

/// Deletes a run with everything in it.
#[utoipa::path(delete, path = "/api/runs/{id}", tag = "runs", operation_id = "delete_run",
    params(("id" = String, Path, description = "The name of its directory")),
    responses((status = 204), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn delete() {}
