//! Refuses acts once the database belongs to another secret: somebody renewed it while this instance runs.

use crate::app_state::AppState;
use crate::http_error::{HttpError, is_suppliers};
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::{Duration, Instant};

/// How long the last look holds.
const HOLDS: Duration = Duration::from_secs(1);

/// Runs the rest for reading, and for acts as long as our secret is the database's own. What is sealed in between is
/// refused by the database itself.
pub async fn check(State(portal): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if reads || is_ours(&portal).await {
        return next.run(request).await;
    }
    let suppliers = is_suppliers(request.uri().path());
    HttpError::BUSY.text(if suppliers { "error.renewed" } else { "desk.trouble.renewed" }).into_response()
}

/// Whether the database still belongs to our secret, as far as it can be asked.
pub async fn is_ours(portal: &AppState) -> bool {
    let mut seen = portal.heartbeat.secret.lock().await;
    if let Some((at, ours)) = *seen
        && at.elapsed() < HOLDS
    {
        return ours;
    }
    // A database that does not answer says so by itself.
    let ours = portal.services.secret_is_current().await.unwrap_or(true);
    if !ours {
        tracing::error!(
            "the secret was renewed while this instance runs, so that nothing is saved: start it anew, with the new secret"
        );
    }
    *seen = Some((Instant::now(), ours));
    ours
}
