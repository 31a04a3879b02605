//! Home: what needs whom in the present campaign, and how it goes.

use super::queue_filter::waits;
use super::session::{InScope, PageResult};
use super::{notes, pictures, view_models};
use crate::routes::Route;
use app::desk::Area;
use app::desk::campaigns::CampaignSummary;
use app::desk::overview::{Overview, Todo};
use app::desk::queue::{AGES, QueueView};
use app::desk::reminders::{ReminderKind, UpcomingReminder};
use app::desk::routes;
use app::desk::status_counts::{StatusCount, StatusCounts};
use app::ui::Link;
use domain::terms::Need;
use service::records::{Campaign, CampaignId, CampaignState, Counts, Instant, MailKind, RequestFilter};
use service::survey::to_do::{ToDo, Waiting};
use service::{ServiceError, Viewer};

/// The overview's route.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::home::PATH, overview)]
}

/// A campaign in short.
pub fn summary(c: &Campaign) -> CampaignSummary {
    CampaignSummary {
        id: c.id.to_string(),
        name: c.name.clone(),
        year: c.year,
        state: c.state,
        due: c.due.to_string(),
        cutoff: c.cutoff.to_string(),
    }
}

/// Counts as pages show them.
pub fn status_counts(counts: &Counts, campaign: &str) -> StatusCounts {
    let states = counts.by_state.iter().map(|(state, n)| StatusCount { state: *state, count: *n });
    StatusCounts {
        states: states.collect(),
        overdue: counts.overdue,
        queue: routes::with(routes::requests(), &[("campaign", campaign)]),
    }
}

/// The next reminders.
pub async fn upcoming_reminders(
    viewer: &Viewer,
    campaign: &CampaignId,
    limit: u32,
) -> Result<Vec<UpcomingReminder>, ServiceError> {
    let rows = viewer.reminders_ahead(Some(campaign), limit).await?;
    Ok(rows
        .into_iter()
        .filter_map(|(row, kind)| {
            let kind = match kind {
                MailKind::ReminderNotOpened => ReminderKind::NotOpened,
                MailKind::ReminderUnfinished => ReminderKind::Unfinished,
                _ => ReminderKind::NotFixed,
            };
            Some(UpcomingReminder {
                at: row.request.next_reminder_at?,
                request: row.request.id.into(),
                supplier: row.supplier_name,
                kind,
            })
        })
        .collect())
}

async fn overview(InScope(desk): InScope) -> PageResult {
    let viewer = desk.viewer();
    let campaigns = viewer.campaigns().await?;
    let open = campaigns.iter().find(|c| c.state == CampaignState::Open);
    let mut page = Overview { suppliers: viewer.supplier_counts().await?.0, ..Overview::default() };
    page.mentions = notes::mentions(&desk).await?;
    // What is wrong with the mail concerns the whole company.
    let whole = desk.actor.everything().is_ok();
    if whole {
        page.alarm = view_models::alarm(desk.texts(), &viewer.mail_alarm().await?);
    }
    if let Some(c) = open.or(campaigns.first()) {
        let counts = viewer.counts(Some(&c.id)).await?;
        page.campaign = Some(summary(c));
        page.counts = status_counts(&counts, &c.id);
        let needed = viewer.to_do(c, &counts).await?;
        page.todo = needed
            .into_iter()
            .filter(|needed| whole || needed.need != Need::Launch)
            .map(|needed| to_do(&c.id, needed, whole))
            .collect();
        let of = viewer.pictured_in_short(&c.id, counts).await?;
        let texts = desk.texts();
        page.beside = vec![
            pictures::age(texts, &of, ages(&viewer, &c.id, desk.portal.services.now()).await?),
            pictures::by_class(texts, &of, viewer.class_counts(&c.id).await?),
        ];
        page.pictures = vec![pictures::live(texts, &of), pictures::funnel(texts, &of)];
        page.upcoming = upcoming_reminders(&viewer, &c.id, 8).await?;
    }
    desk.page(desk.texts().get("desk.nav.home"), Area::Overview, page).await
}

/// How many requests wait for the team, by how long they do.
async fn ages(viewer: &Viewer, campaign: &CampaignId, now: Instant) -> Result<[u64; 5], ServiceError> {
    let mut counts = [0; 5];
    for (count, age) in counts.iter_mut().zip(AGES) {
        let filter = RequestFilter {
            campaign: Some(campaign.clone()),
            states: QueueView::Us.states(),
            having: vec![waits(age, now)],
            ..RequestFilter::default()
        };
        *count = viewer.requests_found(&filter).await?;
    }
    Ok(counts)
}

/// Something to do, with where it is listed.
fn to_do(campaign: &str, to_do: ToDo, whole: bool) -> Todo {
    let queue = routes::with(routes::requests(), &[("campaign", campaign)]);
    let with = |values: &[(&str, &str)]| routes::with(&queue, values);
    let href = match to_do.need {
        Need::Review => with(&[("state", QueueView::Review.key())]),
        Need::ProposedContact => with(&[("state", QueueView::Suppliers.key()), ("other", "1")]),
        Need::Declined => with(&[("state", "declined")]),
        Need::Unreachable if whole => routes::mail(),
        Need::Unreachable => routes::suppliers(),
        Need::Launch => routes::preview(campaign),
    };
    let page = |of: &Waiting| match of {
        Waiting::Request(id) => routes::request(id),
        Waiting::Supplier(id) => routes::supplier(id),
    };
    let first = to_do.first.iter().map(|(of, name)| Link::new(page(of), name.clone())).collect();
    Todo { need: to_do.need, count: to_do.count, href, first }
}
