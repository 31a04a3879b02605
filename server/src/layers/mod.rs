//! What stands in front of every route, outermost first: identification and log, headers, compression, error pages,
//! origin check, time limit, whether the secret is still ours, panics.

pub mod bodies;
pub mod headers;
pub mod origin;
mod panics;
pub mod secret;
mod timeout;
pub mod trace;

use crate::app_state::AppState;
use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// Puts the layers in front of the routes.
pub fn wrap(router: Router<AppState>, portal: AppState) -> Router {
    // Assets come compressed already, and a wasm module that is not is too large to be compressed each time.
    // Level 5: a quarter fewer bytes than the fastest, for a millisecond a page.
    let worth = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/wasm"))
        .and(NotForContentType::const_new("application/octet-stream"));
    router
        .layer(CatchPanicLayer::custom(panics::answer))
        .layer(from_fn_with_state(portal.clone(), secret::check))
        .layer(from_fn(timeout::limit))
        .layer(from_fn_with_state(portal.clone(), origin::check))
        .layer(from_fn_with_state(portal.clone(), crate::http_error::draw))
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(5)).compress_when(worth))
        .layer(from_fn_with_state(portal.clone(), headers::secure))
        .layer(from_fn_with_state(portal.clone(), trace::log))
        .with_state(portal)
}
