//! Jobs.

use crate::api::event::Sent;
use crate::api::job::{BranchRequest, ClassicRequest, Job, ResumeRequest, RunRequest};
use crate::api::problem::{Code, Problem};
use crate::extract::{JsonBody, PathName, UrlQuery};
use crate::log::{JobLog, LogEvent};
use crate::queue::QueueEntry;
use crate::studio::Studio;
use crate::work;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{self, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// The answer to a request that starts a job.
type Started = Result<(StatusCode, Json<Job>), Problem>;

async fn started(
    studio: &Arc<Studio>,
    ask: impl FnOnce(&Arc<Studio>) -> Result<Job, Problem> + Send + 'static,
) -> Started {
    Ok((StatusCode::CREATED, Json(studio.aside(ask).await?)))
}

/// Asks for an ensemble of a scenario.
#[utoipa::path(post, path = "/api/jobs/run", tag = "jobs", operation_id = "start_run", request_body = RunRequest,
    responses((status = 201, body = Job), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn run(State(studio): State<Arc<Studio>>, JsonBody(asked): JsonBody<RunRequest>) -> Started {
    started(&studio, move |studio| work::run::ask(studio, &asked)).await
}

/// Asks for an ensemble that branches.
#[utoipa::path(post, path = "/api/jobs/branch", tag = "jobs", operation_id = "start_branch", request_body = BranchRequest,
    responses((status = 201, body = Job), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn branch(State(studio): State<Arc<Studio>>, JsonBody(asked): JsonBody<BranchRequest>) -> Started {
    started(&studio, move |studio| work::branch::ask(studio, &asked)).await
}

/// Asks for an ensemble of a classic.
#[utoipa::path(post, path = "/api/jobs/classic", tag = "jobs", operation_id = "start_classic", request_body = ClassicRequest,
    responses((status = 201, body = Job), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn classic(State(studio): State<Arc<Studio>>, JsonBody(asked): JsonBody<ClassicRequest>) -> Started {
    started(&studio, move |studio| work::classic::ask(studio, &asked)).await
}

/// Takes up a run that was stopped.
#[utoipa::path(post, path = "/api/jobs/resume", tag = "jobs", operation_id = "start_resume", request_body = ResumeRequest,
    responses((status = 201, body = Job), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn resume(State(studio): State<Arc<Studio>>, JsonBody(asked): JsonBody<ResumeRequest>) -> Started {
    started(&studio, move |studio| work::run::ask_resume(studio, &asked)).await
}

/// Every job since the Studio began, the newest first.
#[utoipa::path(get, path = "/api/jobs", tag = "jobs", operation_id = "jobs",
    responses((status = 200, body = Vec<Job>), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list(State(studio): State<Arc<Studio>>) -> Json<Vec<Job>> {
    Json(studio.queue.list())
}

/// A job.
#[utoipa::path(get, path = "/api/jobs/{id}", tag = "jobs", operation_id = "job",
    params(("id" = u64, Path, description = "Its number")),
    responses((status = 200, body = Job), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn one(State(studio): State<Arc<Studio>>, PathName(id): PathName<u64>) -> Result<Json<Job>, Problem> {
    studio.queue.get(id).map(|entry| Json(entry.job()))
}

/// Cancels a job. What is finished is kept; a job that is over stays as it is.
#[utoipa::path(delete, path = "/api/jobs/{id}", tag = "jobs", operation_id = "cancel_job",
    params(("id" = u64, Path, description = "Its number")),
    responses((status = 200, body = Job), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn cancel(
    State(studio): State<Arc<Studio>>,
    PathName(id): PathName<u64>,
) -> Result<Json<Job>, Problem> {
    studio.queue.cancel(id).map(Json)
}

/// What happens, as server-sent events from the beginning, or from the event after `Last-Event-ID`.
#[utoipa::path(get, path = "/api/jobs/{id}/events", tag = "jobs", operation_id = "events",
    params(("id" = u64, Path, description = "Its number"),
        ("after" = Option<u64>, Query, description = "As the header Last-Event-ID, which counts where both are given"),
        ("Last-Event-ID" = Option<u64>, Header, description = "The last event that was received")),
    responses((status = 200, description = "Events; each is named after a field of Happening, whose value is its data",
        body = Sent, content_type = "text/event-stream"),
        (status = 204, description = "The job is over and there is nothing after this event: do not come back"), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn events(
    State(studio): State<Arc<Studio>>,
    PathName(id): PathName<u64>,
    UrlQuery(AfterQuery { after }): UrlQuery<AfterQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let entry = studio.queue.get(id)?;
    let after = match headers.get("last-event-id") {
        None => after.unwrap_or(0),
        Some(last) => last
            .to_str()
            .ok()
            .and_then(|last| last.trim().parse().ok())
            .ok_or_else(|| Problem::new(Code::Malformed, "Last-Event-ID must be the number of an event"))?,
    };
    let (left, over) = entry.log.after(after, 1);
    if over && left.is_empty() {
        // A browser that was told the last event and comes back by itself is asked to stop that.
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    // Comments in quiet times let a browser notice that the Studio has ended.
    Ok(Sse::new(following(entry, after)).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response())
}

/// The query of the events.
#[derive(Deserialize)]
pub(crate) struct AfterQuery {
    /// The last event that was received.
    after: Option<u64>,
}

/// Events that are fetched from the log at once.
const AT_ONCE: usize = 32;

/// One who listens.
struct Listener {
    entry: Arc<QueueEntry>,
    news: watch::Receiver<u64>,
    fetched: VecDeque<Arc<LogEvent>>,
    last: u64,
    over: bool,
}

/// The events after this one, those to come among them, until the job is over.
fn following(entry: Arc<QueueEntry>, after: u64) -> impl Stream<Item = Result<sse::Event, Infallible>> {
    let news = entry.log.listen();
    let listener = Listener { entry, news, fetched: VecDeque::new(), last: after, over: false };
    stream::unfold(listener, |mut listener| async move {
        loop {
            if let Some(event) = listener.fetched.pop_front() {
                listener.last = event.id;
                let event = sse::Event::default().id(event.id.to_string()).event(event.name).data(&event.data);
                return Some((Ok(event), listener));
            }
            if listener.over {
                return None;
            }
            listener.news.borrow_and_update();
            let (events, over) = listener.log().after(listener.last, AT_ONCE);
            (listener.fetched, listener.over) = (events.into(), over);
            if listener.fetched.is_empty() && !over && listener.news.changed().await.is_err() {
                return None;
            }
        }
    })
}

impl Listener {
    fn log(&self) -> &JobLog {
        &self.entry.log
    }
}
