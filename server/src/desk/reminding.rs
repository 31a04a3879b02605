//! How the reminders of one request stand.

use super::logs;
use super::session::{Desk, HandlerError};
use app::desk::review::{Pause, Reminding};
use service::review::requests::Detail;
use service::survey::reminders::{WITHOUT_END, is_paused, next_reminder};

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
