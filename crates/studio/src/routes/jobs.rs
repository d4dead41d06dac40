//! Jobs.
use crate::api::event::Happening;
use crate::api::job::{BranchRequest, ClassicRequest, Job, ResumeRequest, RunRequest};
use crate::api::problem::Problem;

/// Asks for an ensemble of a scenario.
#[utoipa::path(post, path = "/api/jobs/run", tag = "jobs", operation_id = "start_run", request_body = RunRequest,
    responses((status = 201, body = Job), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn run() {}

/// Asks for an ensemble that branches.
#[utoipa::path(post, path = "/api/jobs/branch", tag = "jobs", operation_id = "start_branch", request_body = BranchRequest,
    responses((status = 201, body = Job), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn branch() {}

/// Asks for an ensemble of a classic.
#[utoipa::path(post, path = "/api/jobs/classic", tag = "jobs", operation_id = "start_classic", request_body = ClassicRequest,
    responses((status = 201, body = Job), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn classic() {}

/// Takes up a run that was stopped.
#[utoipa::path(post, path = "/api/jobs/resume", tag = "jobs", operation_id = "start_resume", request_body = ResumeRequest,
    responses((status = 201, body = Job), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn resume() {}

/// Every job since the Studio began, the newest first.
#[utoipa::path(get, path = "/api/jobs", tag = "jobs", operation_id = "jobs",
    responses((status = 200, body = Vec<Job>), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn list() {}

/// A job.
#[utoipa::path(get, path = "/api/jobs/{id}", tag = "jobs", operation_id = "job",
    params(("id" = u64, Path, description = "Its number")),
    responses((status = 200, body = Job), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn one() {}

/// Cancels a job. What is finished is kept; a job that is over stays as it is.
#[utoipa::path(delete, path = "/api/jobs/{id}", tag = "jobs", operation_id = "cancel_job",
    params(("id" = u64, Path, description = "Its number")),
    responses((status = 200, body = Job), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn cancel() {}

/// What happens, as server-sent events from the beginning, or from the event after `Last-Event-ID`.
#[utoipa::path(get, path = "/api/jobs/{id}/events", tag = "jobs", operation_id = "events",
    params(("id" = u64, Path, description = "Its number"),
        ("after" = Option<u64>, Query, description = "As the header Last-Event-ID, which counts where both are given"),
        ("Last-Event-ID" = Option<u64>, Header, description = "The last event that was received")),
    responses((status = 200, description = "Events; each is named after a field of Happening, whose value is its data",
        body = Happening, content_type = "text/event-stream"), (status = "default", description = "What is wrong", body = Problem)))]
pub async fn events() {}
