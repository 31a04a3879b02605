//! The overview: where the present campaign stands, and what needs the team now.

use super::session::{Answer, Desk};
use crate::routes::Route;
use app::desk::Area;
use app::desk::overview::{Ahead, Brief, Overview, Todo};
use app::desk::routes;
use app::desk::tally::Tally;
use domain::workflow::RequestState;
use service::records::{Campaign, CampaignState, Counts, MailKind, RequestFilter, RequestRow, RequestSort};
use service::{ServiceError, Viewer};

/// How many names stand below a thing to do.
const NAMES: u32 = 4;

/// The overview's route.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::home::PATH, overview)]
}

/// How many declarations wait for the team.
pub fn to_review(counts: &Counts) -> u64 {
    counts.by_state.iter().filter(|(s, _)| s.waits_for_review()).map(|(_, n)| n).sum()
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

async fn overview(desk: Desk) -> Answer {
    let viewer = desk.viewer();
    let campaigns = viewer.campaigns().await?;
    let open = campaigns.iter().find(|c| c.state == CampaignState::Open);
    let mut page = Overview { suppliers: viewer.supplier_counts().await?.0, ..Overview::default() };
    page.alarm = super::shape::alarm(desk.texts(), &viewer.mail_alarm().await?);
    if let Some(c) = open.or(campaigns.first()) {
        let counts = viewer.counts(Some(&c.id)).await?;
        page.campaign = Some(brief(c));
        page.tally = tally(&counts, &c.id);
        page.todo = todo(&viewer, c, &counts).await?;
        page.ahead = ahead(&viewer, &c.id, 8).await?;
    }
    desk.page(desk.texts().get("desk.nav.overview"), Area::Overview, page).await
}

async fn rows(
    viewer: &Viewer,
    campaign: &str,
    states: Vec<RequestState>,
    sort: RequestSort,
    limit: u32,
) -> Result<Vec<RequestRow>, ServiceError> {
    let filter = RequestFilter {
        campaign: Some(campaign.to_owned()),
        states,
        sort,
        limit,
        ..RequestFilter::default()
    };
    Ok(viewer.requests(&filter).await?.rows)
}

fn names(rows: &[RequestRow]) -> Vec<(String, String)> {
    let name = |r: &RequestRow| (r.supplier_name.clone(), routes::request(&r.request.id));
    rows.iter().take(NAMES as usize).map(name).collect()
}

async fn todo(viewer: &Viewer, c: &Campaign, counts: &Counts) -> Result<Vec<Todo>, ServiceError> {
    use RequestState::{Declined, InReview, Planned, Resubmitted, Submitted};
    let queue = routes::with(routes::requests(), &[("campaign", &c.id)]);
    let with = |values: &[(&str, &str)]| routes::with(&queue, values);
    let count = |state| counts.by_state.iter().find(|(s, _)| *s == state).map_or(0, |(_, n)| *n);
    let mut out = Vec::new();
    let mut add = |kind: &str, count: u64, href: String, first: Vec<(String, String)>| {
        if count > 0 {
            out.push(Todo { kind: kind.to_owned(), count, href, first });
        }
    };
    let review = vec![Submitted, Resubmitted, InReview];
    let waiting = rows(viewer, &c.id, review, RequestSort::Waiting, NAMES).await?;
    add("review", to_review(counts), with(&[("state", "review"), ("sort", "waiting")]), names(&waiting));
    let problems = viewer.problems(&c.id, NAMES).await?;
    let links = |found: Vec<(String, String)>, at: &str| -> Vec<(String, String)> {
        found.into_iter().map(|(id, name)| (name, format!("{at}/{id}"))).collect()
    };
    let proposed = links(problems.proposed_first, &routes::requests());
    add("contact", problems.proposed, with(&[("sort", "recent")]), proposed);
    let declined = rows(viewer, &c.id, vec![Declined], RequestSort::Recent, NAMES).await?;
    add("declined", count(Declined), with(&[("state", "declined")]), names(&declined));
    let unreachable = links(problems.unreachable_first, &routes::suppliers());
    add("mail", problems.unreachable, routes::mail(), unreachable);
    if c.state != CampaignState::Closed {
        add("launch", count(Planned), routes::preview(&c.id), Vec::new());
    }
    Ok(out)
}
