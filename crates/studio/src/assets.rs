//! The page: files that `make web` has built and the binary carries.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

/// The built page. A build without it works, and says how to get it.
#[derive(RustEmbed)]
#[folder = "../../web/dist/studio"]
#[allow_missing = true]
struct Page;

/// What a build without the page shows.
const NO_PAGE: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Groundswell</title>\n\
<h1>This build of Groundswell carries no Studio page</h1>\n\
<p>Its interface works: see <a href=\"/api/about\">/api/about</a>. To see the page here, install Node 20.19 or later, then run\n\
<code>make web</code>, build again, and <code>groundswell studio</code>.</p></html>\n";

/// The page itself.
const INDEX: &str = "index.html";

/// Whether this build carries the page.
pub fn carried() -> bool {
    Page::get(INDEX).is_some()
}

/// A file of the page; the page itself for every address that names no file.
pub(crate) async fn asset(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if let Some(file) = Page::get(path) {
        return answer(path, &file, &headers);
    }
    let names_a_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if names_a_file && path != INDEX {
        return (StatusCode::NOT_FOUND, "There is no such file.\n").into_response();
    }
    match Page::get(INDEX) {
        Some(file) => answer(INDEX, &file, &headers),
        None => ([(CONTENT_TYPE, "text/html; charset=utf-8")], NO_PAGE).into_response(),
    }
}

fn answer(path: &str, file: &rust_embed::EmbeddedFile, headers: &HeaderMap) -> Response {
    let hash: String = file.metadata.sha256_hash()[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    let tag = format!("\"{hash}\"");
    // Names under `assets/` hold a hash of their content; the page itself is asked for again each time.
    let keep = if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let about = [(CACHE_CONTROL, keep.to_string()), (ETAG, tag.clone()), (CONTENT_TYPE, kind(path).to_string())];
    // A proxy or a compressing layer may have weakened it.
    let known = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    if known.flat_map(|value| value.split(',')).any(|value| value.trim().trim_start_matches("W/") == tag) {
        return (StatusCode::NOT_MODIFIED, about).into_response();
    }
    (about, file.data.clone()).into_response()
}

/// The media type in which a file of a run is shown; `None` for what a browser is only to save. A file that
/// a page could load as a script, a style or another page is none of those that are shown; a report is shown in a sandbox.
pub(crate) fn shown_as(path: &str) -> Option<&'static str> {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" | "json" | "jsonl" | "png" | "csv" | "parquet" | "toml" | "md" | "txt" | "cff" => Some(kind(path)),
        _ => None,
    }
}

/// The media type of a file by its ending.
pub(crate) fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "jsonl" => "application/jsonl; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "csv" => "text/csv; charset=utf-8",
        "parquet" => "application/vnd.apache.parquet",
        "toml" | "md" | "txt" | "cff" | "ftl" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
