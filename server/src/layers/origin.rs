//! Refuses what other sites make a browser send. Cookies alone prove nothing: they come along.

use crate::app_state::AppState;
use crate::http_error::{HttpError, is_suppliers};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Runs the rest only for requests of our own pages, and for reading also from links and bookmarks.
pub async fn check(State(portal): State<AppState>, request: Request, next: Next) -> Response {
    if is_pressed_by_mail(&request)
        || allowed(request.method(), request.headers(), portal.config.base_url.as_deref())
    {
        next.run(request).await
    } else {
        tracing::warn!(target: "http", "refused: the request came from another site");
        let fault = match is_suppliers(request.uri().path()) {
            true => HttpError::FORBIDDEN,
            false => HttpError::FORBIDDEN.text("desk.trouble.other_site"),
        };
        fault.into_response()
    }
}

/// The press by which a mail program ends reminders comes from its makers' servers, with no origin and no cookie. It can do
/// nothing else, and whoever knows its address knows the link.
fn is_pressed_by_mail(request: &Request) -> bool {
    let of_a_link = |path: &str| path.strip_prefix("/r/").is_some_and(|rest| rest.ends_with("/pause"));
    *request.method() == Method::POST && of_a_link(request.uri().path())
}

fn allowed(method: &Method, headers: &HeaderMap, base_url: Option<&str>) -> bool {
    let text = |name: &str| headers.get(name).map(|v| v.to_str().unwrap_or("?"));
    let site = text("sec-fetch-site");
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        // Another site may lead here, but not embed or fetch.
        let led = text("sec-fetch-mode") == Some("navigate") && text("sec-fetch-dest") == Some("document");
        return site != Some("cross-site") || led;
    }
    match (site, text("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => is_own(origin, headers, base_url),
        (None, None) => false,
    }
}

/// Whether an Origin is ours: the configured one, or else the one that was called.
fn is_own(origin: &str, headers: &HeaderMap, base_url: Option<&str>) -> bool {
    match base_url {
        Some(base) => origin == base,
        None => {
            let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
            let called = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
            called.is_some() && called == host
        }
    }
}
