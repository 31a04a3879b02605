//! The reminders of one request: how they stand, pausing them, taking them up again, one now.

use super::forms::{FormData, problems};
use super::logs;
use super::review::{ReviewQuery, review};
use super::session::{Desk, HandlerError, InScope, PageResult, done};
use crate::routes::Route;
use app::desk::review::{Pause, Reminding};
use app::desk::{Area, routes};
use axum::extract::Path;
use service::ServiceError;
use service::records::RequestId;
use service::review::requests::Detail;
use service::survey::reminders::{WITHOUT_END, is_paused, next_reminder};

pub fn routes() -> Vec<Route> {
    vec![Route::post(routes::request_reminders::PATH, act)]
}

/// Entries of the log in which the last pause is looked for.
const BACK: u32 = 200;
/// What pauses reminders.
const PAUSES: [&str; 3] = ["request.reminders_paused", "request.unsubscribed", "request.snoozed"];

/// How the reminders of a request stand.
pub async fn of(desk: &Desk, detail: &Detail) -> Result<Reminding, HandlerError> {
    let (request, now) = (&detail.request, desk.portal.services.now());
    Ok(Reminding {
        sent: request.reminders,
        next: next_reminder(request, &detail.campaign, &detail.supplier, now),
        waits: request.state.waits_for_supplier(),
        pause: if is_paused(request, now) { Some(pause(desk, detail).await?) } else { None },
        ..Reminding::default()
    })
}

async fn pause(desk: &Desk, detail: &Detail) -> Result<Pause, HandlerError> {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let entries = viewer.log_of(&format!("request:{}", detail.request.id), BACK).await?;
    // The newest comes first.
    let last = entries.iter().find(|it| PAUSES.contains(&it.entry.action.as_str()));
    let why = match last.map(|it| &it.entry) {
        Some(entry) if entry.action == PAUSES[0] => {
            let names = logs::Names::of(&viewer, &entries).await?;
            // The log keeps the day before the reason; on the page it stands beside it.
            let why = entry.detail.split_once(" · ").map_or(entry.detail.as_str(), |(_, why)| why);
            format!("{}: {why}", names.actor(texts, &entry.actor))
        }
        Some(entry) => texts.get(&format!("desk.log.{}", entry.action)).to_owned(),
        None => String::new(),
    };
    let until = detail.request.snoozed_until.filter(|until| *until < WITHOUT_END);
    Ok(Pause { until: until.map_or(String::new(), |at| service::day_of(at).to_string()), why })
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
