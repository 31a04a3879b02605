//! A time limit for every request, so that a slow sender or a stuck handler holds nothing for long.

use crate::http_error::HttpError;
use axum::extract::Request;
use axum::http::header;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::time::Duration;

const USUAL: Duration = Duration::from_secs(30);
/// Files take long over slow lines.
const UPLOAD: Duration = Duration::from_secs(180);

/// Answers 503 when the limit has passed; whatever was not acknowledged can be sent again.
pub async fn limit(request: Request, next: Next) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    let limit = if kind.starts_with("multipart/form-data") { UPLOAD } else { USUAL };
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => HttpError::BUSY.into_response(),
    }
}
