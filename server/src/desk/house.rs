//! Settings: the log.

use super::session::{Answer, Desk};
use super::shape;
use crate::routes::Route;
use app::desk::parts::Paging;
use app::desk::settings::LogPage;
use app::desk::{Area, Body};
use axum::extract::Query;
use serde::Deserialize;
use service::log::Verdict;
use service::{ServiceError, Viewer};

/// Log entries of a page.
const ENTRIES: i64 = 100;

/// The routes of the log.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/desk/settings/log", show_log)]
}

/// What of the log is shown.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Look {
    after: Option<i64>,
    check: Option<String>,
}

/// The number of the newest entry. Entries have no gaps, so that doubling and halving find it in a few steps.
async fn newest(viewer: &Viewer) -> Result<i64, ServiceError> {
    let (mut low, mut high) = (0, 1);
    while !viewer.log_after(high - 1, 1).await?.is_empty() {
        (low, high) = (high, high * 2);
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if viewer.log_after(middle - 1, 1).await?.is_empty() { high = middle } else { low = middle }
    }
    Ok(low)
}

async fn show_log(desk: Desk, Query(look): Query<Look>) -> Answer {
    let viewer = desk.viewer();
    let newest = newest(&viewer).await?;
    // Pages go from the newest back: a page ends at `end` and begins a hundred entries before it.
    let end = look.after.unwrap_or(newest).clamp(0, newest);
    let start = (end - ENTRIES).max(0);
    let mut entries = viewer.log_after(start, (end - start) as u32).await?;
    entries.reverse();
    let checked = match look.check {
        None => None,
        Some(_) => Some(match viewer.verify_log().await? {
            Verdict::Whole { entries, .. } => (entries as u64, None),
            Verdict::Broken { seq, .. } => (newest as u64, Some(seq)),
        }),
    };
    let body = Body::Log(LogPage {
        lines: shape::log(desk.texts(), &entries, &viewer.members().await?, ""),
        checked,
        paging: Paging {
            first: (end < newest).then(|| "/desk/settings/log".to_owned()),
            next: (start > 0).then(|| format!("/desk/settings/log?after={start}")),
        },
    });
    desk.page(desk.texts().get("desk.settings.log"), Area::Settings, body).await
}
