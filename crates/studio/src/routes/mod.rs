//! The addresses, by subject.

pub(crate) mod about;
pub(crate) mod classics;
pub(crate) mod facts;
pub(crate) mod jobs;
pub(crate) mod own;
pub(crate) mod runs;
pub(crate) mod scenarios;

use crate::api::problem::{Code, Problem};
use crate::assets;
use crate::guard::guard;
use crate::studio::Studio;
use axum::Router;
use axum::extract::OriginalUri;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, post, put};
use std::sync::Arc;
use tower_http::compression::CompressionLayer;

/// Everything that is answered, on this port.
pub(crate) fn router(studio: Arc<Studio>, port: u16) -> Router {
    let api = Router::new()
        .route("/about", get(about::about))
        .route("/scenarios", get(scenarios::list))
        .route("/scenarios/{name}", get(scenarios::one))
        .route("/schema/{name}", get(scenarios::schema))
        .route("/questions/{name}", get(scenarios::questions))
        .route("/answers/{name}", get(scenarios::answers))
        .route("/classics", get(classics::list))
        .route("/classics/{name}/film", post(classics::film))
        .route("/world", get(own::world))
        .route("/own", post(own::begin))
        .route("/own/{name}/events", post(own::events))
        .route("/own/{name}/triggers", post(own::triggers))
        .route("/facts", get(facts::list).post(facts::upload))
        .route("/facts/{id}", delete(facts::delete))
        .route("/bars", post(facts::add_bar))
        .route("/jobs", get(jobs::list))
        .route("/jobs/run", post(jobs::run))
        .route("/jobs/branch", post(jobs::branch))
        .route("/jobs/classic", post(jobs::classic))
        .route("/jobs/resume", post(jobs::resume))
        .route("/jobs/{id}", get(jobs::one).delete(jobs::cancel))
        .route("/jobs/{id}/events", get(jobs::events))
        .route("/runs", get(runs::list))
        .route("/runs/{id}", get(runs::one).delete(runs::delete))
        .route("/runs/{id}/report", get(runs::report))
        .route("/runs/{id}/note", put(runs::note))
        .route("/runs/{id}/files/{*path}", get(runs::file))
        .method_not_allowed_fallback(wrong_method)
        .fallback(no_address)
        .with_state(studio);
    // Events are left as they are: a compressor would hold them back.
    Router::new()
        .nest("/api", api)
        .fallback_service(get(assets::asset).fallback(wrong_method))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(port, guard))
}

async fn no_address(OriginalUri(uri): OriginalUri) -> Problem {
    Problem::new(Code::Unknown, format!("there is no address {}", uri.path()))
}

async fn wrong_method() -> Problem {
    Problem::new(Code::Method, "this address does not answer this method")
}
