//! Whether the portal is well, for whatever watches it. No secrets, no names.

use crate::portal::Portal;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;

/// Whether the database answers.
pub async fn alive(State(portal): State<Portal>) -> (StatusCode, Json<Value>) {
    answer(reachable(&portal).await)
}

/// Whether requests may be sent here: the same, since nothing else is needed to serve them.
pub async fn ready(State(portal): State<Portal>) -> (StatusCode, Json<Value>) {
    answer(reachable(&portal).await)
}

async fn reachable(portal: &Portal) -> bool {
    // A watcher must hear a no before it gives up waiting.
    match tokio::time::timeout(Duration::from_secs(3), portal.services.store.ping()).await {
        Ok(Ok(())) => true,
        Ok(Err(error)) => {
            tracing::error!(%error, "the database does not answer");
            false
        }
        Err(_) => {
            tracing::error!("the database takes longer than three seconds to answer");
            false
        }
    }
}

fn answer(well: bool) -> (StatusCode, Json<Value>) {
    let status = if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = |yes: bool| if yes { "ok" } else { "unreachable" };
    (
        status,
        Json(json!({
            "status": if well { "ok" } else { "unavailable" },
            "database": word(well),
            "version": env!("CARGO_PKG_VERSION"),
        })),
    )
}
