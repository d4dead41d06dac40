//! Who may ask, and what a browser may do with the answers.
//!
//! Any page that somebody has open can send requests to a port of this machine, and a
//! name that its owner points at 127.0.0.1 makes that page "the same origin". So the host
//! must be a name of the loopback with our port, and an origin, where a browser sends one,
//! must be ours too. See docs/adr/0050-the-studio.md.

use crate::api::problem::{Code, Problem};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::uri::Authority;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// What the page may load: its own files and nothing else, no script or style in the text.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                           font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What any file of a run may do when it is opened here: nothing. Its directory may come from a stranger, and an SVG or an
/// XML file is a page with scripts as much as an HTML file.
pub(crate) const FILE_POLICY: &str =
    "sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What a report may do when it is opened here: show itself. Its scripts are part of the
/// file, so they are let run, but as those of a stranger: they reach nothing of the Studio.
pub(crate) const REPORT_POLICY: &str = "sandbox allow-scripts allow-popups; default-src 'none'; script-src 'unsafe-inline'; \
                                 style-src 'unsafe-inline'; img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'";

/// Refuses whoever comes from elsewhere, and says on every answer what may be done with it.
pub(crate) async fn guard(State(port): State<u16>, request: Request, next: Next) -> Response {
    let mut response = match admitted(&request, port) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        // What a handler has said of its own answer stands.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

fn admitted(request: &Request, port: u16) -> Result<(), Problem> {
    let headers = request.headers();
    let host = one(headers, header::HOST).filter(|host| is_ours(host, port));
    // A request for a whole address names the host twice; the address counts.
    let addressed = request.uri().authority().is_none_or(|authority| is_ours(authority.as_str(), port));
    if host.is_none() || !addressed {
        return Err(Problem::new(
            Code::Foreign,
            "the Studio answers to localhost, 127.0.0.1 and [::1] with its own port only",
        ));
    }
    if headers.contains_key(header::ORIGIN) {
        let origin = one(headers, header::ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
        if !origin.is_some_and(|origin| is_ours(origin, port)) {
            return Err(Problem::new(Code::Foreign, "another page's requests are not answered"));
        }
    }
    // Browsers say so when a page of another site asks, with or without an origin. Links to the page itself are fine.
    let site = one(headers, HeaderName::from_static("sec-fetch-site"));
    if request.uri().path().starts_with("/api/") && site.is_some_and(|site| site == "cross-site" || site == "same-site")
    {
        return Err(Problem::new(Code::Foreign, "another page's requests are not answered"));
    }
    Ok(())
}

/// The only value of a header; `None` where there is none, or more than one.
fn one(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?.to_str().ok();
    if values.next().is_some() { None } else { first }
}

/// Whether this is a name of the loopback with our port.
fn is_ours(authority: &str, port: u16) -> bool {
    let Ok(parsed) = authority.parse::<Authority>() else { return false };
    let host = parsed.host();
    // `user@localhost` is a trick, `localhost.` the same name written out.
    let local = ["127.0.0.1", "localhost", "localhost.", "[::1]"].iter().any(|name| host.eq_ignore_ascii_case(name));
    local && !authority.contains('@') && parsed.port_u16().unwrap_or(80) == port
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn status(headers: &[(&str, &str)], path: &str) -> Option<Code> {
        let mut request = Request::builder().uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        admitted(&request.body(Body::empty()).expect("a request"), 7878).err().map(|problem| problem.code)
    }

    #[test]
    fn every_spelling_of_the_loopback_is_admitted() {
        for host in ["127.0.0.1:7878", "localhost:7878", "LOCALHOST:7878", "localhost.:7878", "[::1]:7878"] {
            assert_eq!(status(&[("host", host)], "/"), None, "{host}");
            let origin = format!("http://{host}");
            assert_eq!(status(&[("host", host), ("origin", &origin)], "/api/jobs"), None, "{host}");
        }
    }

    #[test]
    fn whatever_is_foreign_is_refused() {
        let ours = ("host", "localhost:7878");
        for host in [
            "evil.example",
            "evil.example:7878",
            "localhost",
            "localhost:80",
            "localhost.evil.example:7878",
            "127.0.0.1.evil.example:7878",
            "user@localhost:7878",
            "0.0.0.0:7878",
            "127.0.0.2:7878",
            "[::]:7878",
            "",
            "localhost:7878:1",
        ] {
            assert_eq!(status(&[("host", host)], "/"), Some(Code::Foreign), "{host}");
        }
        assert_eq!(status(&[], "/"), Some(Code::Foreign));
        assert_eq!(status(&[ours, ("host", "evil.example")], "/"), Some(Code::Foreign));
        for origin in [
            "null",
            "https://localhost:7878",
            "http://evil.example",
            "http://localhost:7879",
            "http://localhost",
            "file://",
        ] {
            assert_eq!(status(&[ours, ("origin", origin)], "/api/jobs"), Some(Code::Foreign), "{origin}");
        }
        assert_eq!(status(&[ours], "http://evil.example/"), Some(Code::Foreign));
        assert_eq!(status(&[ours, ("sec-fetch-site", "cross-site")], "/api/runs"), Some(Code::Foreign));
        assert_eq!(status(&[ours, ("sec-fetch-site", "cross-site")], "/"), None);
        assert_eq!(status(&[ours, ("sec-fetch-site", "same-origin")], "/api/runs"), None);
    }
}
