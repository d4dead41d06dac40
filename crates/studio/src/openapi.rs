//! The description of the interface, made from the handlers and the types they exchange.

use crate::api;
use crate::routes;
use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Groundswell Studio",
        description = "What the Studio's page and its server say to each other. Loopback only; the host and the origin of every request are checked.",
        license(name = "MIT")
    ),
    paths(
        routes::about::about,
        routes::scenarios::list,
        routes::scenarios::one,
        routes::scenarios::schema,
        routes::scenarios::questions,
        routes::scenarios::answers,
        routes::classics::list,
        routes::classics::film,
        routes::own::world,
        routes::own::begin,
        routes::own::events,
        routes::own::triggers,
        routes::facts::upload,
        routes::facts::list,
        routes::facts::delete,
        routes::facts::add_bar,
        routes::jobs::run,
        routes::jobs::branch,
        routes::jobs::classic,
        routes::jobs::resume,
        routes::jobs::list,
        routes::jobs::one,
        routes::jobs::cancel,
        routes::jobs::events,
        routes::runs::list,
        routes::runs::one,
        routes::runs::report,
        routes::runs::file,
        routes::runs::note,
        routes::runs::delete,
    ),
    components(schemas(api::event::Happening, api::run::TableFormat, api::run::TableJson, api::problem::Problem))
)]
struct Description;

/// `openapi.json`, ending with a line break.
pub fn text() -> String {
    let mut description = Description::openapi();
    // The contract has no version of its own: page and server are built together.
    description.info.version = "1".into();
    format!("{:#}\n", serde_json::to_value(description).expect("a description becomes JSON"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_made_from_this_description() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/openapi.json");
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == text(),
            "web/openapi.json is old: `groundswell studio --openapi > web/openapi.json`, then `npm run api`"
        );
    }

    #[test]
    fn every_address_has_a_name_of_its_own() {
        let description: serde_json::Value = serde_json::from_str(&text()).expect("JSON");
        let paths = description["paths"].as_object().expect("paths");
        let operations = paths.values().flat_map(|path| path.as_object().expect("methods").values());
        let mut names: Vec<&str> = operations.filter_map(|operation| operation["operationId"].as_str()).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!((names.len(), all), (30, 30));
    }
}
