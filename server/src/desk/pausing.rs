//! Pausing the reminders of one request, taking them up again, and one now.

use super::forms::{FormData, problems};
use super::review::{ReviewQuery, review};
use super::session::{InScope, PageResult, done};
use crate::routes::Route;
use app::desk::{Area, routes};
use axum::extract::Path;
use service::ServiceError;
use service::records::RequestId;

pub fn routes() -> Vec<Route> {
    vec![Route::post(routes::request_reminders::PATH, act)]
}

async fn act(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let (manager, here) = (desk.manager()?, routes::request(&id));
    let told = match sent.get("act") {
        "resume" => manager.resume_reminders(&id).await.map(|()| "reminders_resumed"),
        "now" => {
            let said = |count| if count == 1 { "reminder_soon" } else { "not_now" };
            manager.remind_now(vec![id.clone()]).await.map(said)
        }
        _ => match (sent.get("pause_until"), sent.day("pause_until")) {
            ("", _) => manager.pause_reminders(&id, None, sent.get("pause_why")).await,
            (_, None) => Err(ServiceError::field("pause_until", "problem.date")),
            (_, day) => manager.pause_reminders(&id, day, sent.get("pause_why")).await,
        }
        .map(|()| "reminders_paused"),
    };
    match told {
        Ok(said) => done(&here, said),
        Err(ServiceError::NotNow(_) | ServiceError::Conflict) => done(&here, "not_now"),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let detail = manager.request(&id).await?;
            let mut page = review(&desk, &detail, ReviewQuery::default(), None).await?;
            page.reminding.refused = form;
            desk.refused(&detail.supplier.name, Area::Requests, page).await
        }
    }
}
