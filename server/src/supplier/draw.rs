//! Drawing pages without holding up others.

use crate::app_state::AppState;
use crate::http_error::HttpError;
use service::worker_pool::Priority;

/// Draws a page where nobody else waits for it: a large one on threads that let everybody else go first.
pub async fn draw(
    portal: &AppState,
    large: bool,
    drawing: impl FnOnce() -> String + Send + 'static,
) -> Result<String, HttpError> {
    match large {
        true => portal.services.workers.run(Priority::Last, drawing).await.ok_or(HttpError::OURS),
        false => tokio::task::spawn_blocking(drawing).await.map_err(|_| HttpError::OURS),
    }
}
