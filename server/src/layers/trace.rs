//! One line of log per request: method, route template, status, duration, client address, identifier. Never the raw
//! path, which may hold a token, nor anything else about the person.

use crate::app_state::AppState;
use crate::client::Address;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::fmt::Write;
use std::time::Instant;
use tracing::Instrument;

/// Identifies a request in the log and on error pages; in the request's extensions.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Names the request, runs the rest, logs.
pub async fn log(State(portal): State<AppState>, mut request: Request, next: Next) -> Response {
    let id = RequestId(draw());
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let client =
        Address::of(request.extensions(), request.headers(), &portal.config.trusted_proxies).to_string();
    // Who is at the desk is told once it is known.
    let span = tracing::info_span!("request", id = id.0, member = tracing::field::Empty);
    let begun = Instant::now();
    let mut response = next.run(request).instrument(span).await;
    let (status, ms) = (response.status().as_u16(), begun.elapsed().as_secs_f64() * 1000.0);
    let ms = (ms * 10.0).round() / 10.0;
    if status >= 500 {
        tracing::error!(target: "http", %method, route, status, ms, client, id = id.0);
    } else if route == "/assets/{*path}" || route == "/healthz" {
        tracing::debug!(target: "http", %method, route, status, ms, client, id = id.0);
    } else {
        tracing::info!(target: "http", %method, route, status, ms, client, id = id.0);
    }
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    response
}

fn draw() -> String {
    let mut bytes = [0u8; 6];
    getrandom::fill(&mut bytes).expect("the system's random source");
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
