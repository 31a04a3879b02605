//! The last resort: a handler that panicked answers 500, and the portal lives on.

use crate::http_error::HttpError;
use axum::response::{IntoResponse, Response};
use std::any::Any;

/// What is answered. Where it happened, the panic hook has logged.
pub fn answer(_: Box<dyn Any + Send>) -> Response {
    HttpError::OURS.into_response()
}
