//! The overview: where the present campaign stands, and what needs the team now.

use super::session::{Desk, PageResult};
use crate::routes::Route;
use app::desk::Area;
use app::desk::overview::{Ahead, Brief, Overview, Todo};
use app::desk::routes;
use app::desk::tally::Tally;
use service::records::{Campaign, CampaignState, Counts, MailKind};
use service::survey::to_do::{Need, ToDo};
use service::{ServiceError, Viewer};

/// The overview's route.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::home::PATH, overview)]
}

/// A campaign in short.
pub fn brief(c: &Campaign) -> Brief {
    Brief {
        id: c.id.clone(),
        name: c.name.clone(),
        year: c.year,
        state: c.state.key().to_owned(),
        due: c.due.clone(),
        cutoff: c.cutoff.clone(),
    }
}

/// Counts as pages show them.
pub fn tally(counts: &Counts, campaign: &str) -> Tally {
    Tally {
        states: counts.by_state.iter().map(|(s, n)| (s.key().to_owned(), *n)).collect(),
        overdue: counts.overdue,
        queue: routes::with(routes::requests(), &[("campaign", campaign)]),
    }
}

/// The next reminders.
pub async fn ahead(viewer: &Viewer, campaign: &str, limit: u32) -> Result<Vec<Ahead>, ServiceError> {
    let rows = viewer.reminders_ahead(Some(campaign), limit).await?;
    Ok(rows
        .into_iter()
        .filter_map(|(row, kind)| {
            let kind = match kind {
                MailKind::ReminderNotOpened => "not_opened",
                MailKind::ReminderUnfinished => "unfinished",
                _ => "not_mended",
            };
            Some(Ahead {
                at: row.request.next_reminder_at?,
                request: row.request.id,
                supplier: row.supplier_name,
                kind: kind.to_owned(),
            })
        })
        .collect())
}

async fn overview(desk: Desk) -> PageResult {
    let viewer = desk.viewer();
    let campaigns = viewer.campaigns().await?;
    let open = campaigns.iter().find(|c| c.state == CampaignState::Open);
    let mut page = Overview { suppliers: viewer.supplier_counts().await?.0, ..Overview::default() };
    page.alarm = super::view_models::alarm(desk.texts(), &viewer.mail_alarm().await?);
    if let Some(c) = open.or(campaigns.first()) {
        let counts = viewer.counts(Some(&c.id)).await?;
        page.campaign = Some(brief(c));
        page.tally = tally(&counts, &c.id);
        let needed = viewer.to_do(c, &counts).await?;
        page.todo = needed.into_iter().map(|needed| to_do(&c.id, needed)).collect();
        page.ahead = ahead(&viewer, &c.id, 8).await?;
    }
    desk.page(desk.texts().get("desk.nav.overview"), Area::Overview, page).await
}

/// Something to do, with where it is listed.
fn to_do(campaign: &str, to_do: ToDo) -> Todo {
    let queue = routes::with(routes::requests(), &[("campaign", campaign)]);
    let with = |values: &[(&str, &str)]| routes::with(&queue, values);
    let (kind, href) = match to_do.need {
        Need::Review => ("review", with(&[("state", "review"), ("sort", "waiting")])),
        Need::ProposedContact => ("contact", with(&[("sort", "recent")])),
        Need::Declined => ("declined", with(&[("state", "declined")])),
        Need::Unreachable => ("mail", routes::mail()),
        Need::Launch => ("launch", routes::preview(campaign)),
    };
    let page =
        |id: &str| if to_do.need == Need::Unreachable { routes::supplier(id) } else { routes::request(id) };
    let first = to_do.first.into_iter().map(|(id, name)| (name, page(&id))).collect();
    Todo { kind: kind.to_owned(), count: to_do.count, href, first }
}
