//! Scenarios.

use crate::answers as kept;
use crate::api::answer::Answers;
use crate::api::country::{Country, ScenarioCard};
use crate::api::problem::Problem;
use crate::api::question::Question;
use crate::api::schema::Schema;
use crate::extract::{PathName, UrlQuery};
use crate::questions::of as asked_of;
use crate::scenarios::{country, read, schema as described};
use crate::studio::Studio;
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use std::sync::Arc;

/// Every scenario.
#[utoipa::path(get, path = "/api/scenarios", tag = "scenarios", operation_id = "scenarios",
    responses((status = 200, body = Vec<ScenarioCard>), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn list(State(studio): State<Arc<Studio>>) -> Result<Json<Vec<ScenarioCard>>, Problem> {
    studio.aside(|studio| studio.scenarios.cards()).await.map(Json)
}

/// The query of a scenario.
#[derive(Deserialize)]
pub(crate) struct WithFacts {
    /// Ids, apart by commas.
    #[serde(default)]
    facts: String,
}

/// A scenario: geography, record, dated events. With one's own facts in their place, if their ids are given.
#[utoipa::path(get, path = "/api/scenarios/{name}", tag = "scenarios", operation_id = "scenario",
    params(("name" = String, Path, description = "A name of the list"),
        ("facts" = Option<String>, Query, description = "Ids of one's own facts, apart by commas")),
    responses((status = 200, body = Country), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn one(
    State(studio): State<Arc<Studio>>,
    PathName(name): PathName<String>,
    UrlQuery(WithFacts { facts }): UrlQuery<WithFacts>,
) -> Result<Json<Country>, Problem> {
    let ids = ids(&facts);
    let shown = studio.aside(move |studio| country(&name, &read(&studio.files(&name, &ids)?, &[])?));
    shown.await.map(Json)
}

/// Ids, apart by commas.
fn ids(text: &str) -> Vec<String> {
    text.split(',').filter(|id| !id.is_empty()).map(String::from).collect()
}

/// Every parameter and mechanism of a scenario. With one's own shocks and calls, if their ids are given.
#[utoipa::path(get, path = "/api/schema/{name}", tag = "scenarios", operation_id = "schema",
    params(("name" = String, Path, description = "A name of the list"),
        ("facts" = Option<String>, Query, description = "Ids of one's own facts, apart by commas")),
    responses((status = 200, body = Schema), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn schema(
    State(studio): State<Arc<Studio>>,
    PathName(name): PathName<String>,
    UrlQuery(WithFacts { facts }): UrlQuery<WithFacts>,
) -> Result<Json<Schema>, Problem> {
    let shown = studio.aside(move |studio| Ok(described(&name, &read(&studio.files(&name, &ids(&facts))?, &[])?)));
    shown.await.map(Json)
}

/// What can be said of the scenario of which questions are asked.
#[derive(Deserialize)]
pub(crate) struct InForm {
    /// The form of the orders.
    form: Option<String>,
}

/// The built-in questions of a scenario, each as the branches that answer it.
#[utoipa::path(get, path = "/api/questions/{name}", tag = "scenarios", operation_id = "questions",
    params(("name" = String, Path, description = "A name of the list"),
        ("form" = Option<String>, Query, description = "The form of the orders, if it is not the scenario's own")),
    responses((status = 200, body = Vec<Question>), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn questions(
    State(studio): State<Arc<Studio>>,
    PathName(name): PathName<String>,
    UrlQuery(InForm { form }): UrlQuery<InForm>,
) -> Result<Json<Vec<Question>>, Problem> {
    let settings: Vec<String> = form.into_iter().map(|form| format!("form={form}")).collect();
    let shown = studio.aside(move |studio| Ok(asked_of(&read(&studio.scenarios.files(&name)?, &settings)?)));
    shown.await.map(Json)
}

/// The full-scale answers of a scenario's questions that come with the program; none of a scenario that was changed since.
#[utoipa::path(get, path = "/api/answers/{name}", tag = "scenarios", operation_id = "answers",
    params(("name" = String, Path, description = "A name of the list")),
    responses((status = 200, body = Vec<Answers>, description = "One for each structure of the model"), (status = "default", description = "What is wrong", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn answers(
    State(studio): State<Arc<Studio>>,
    PathName(name): PathName<String>,
) -> Result<Json<Vec<Answers>>, Problem> {
    let found = studio.aside(move |studio| {
        let answers = kept::of(&read(&studio.scenarios.files(&name)?, &[])?);
        Ok(answers.into_iter().cloned().collect())
    });
    found.await.map(Json)
}
