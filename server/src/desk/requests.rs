//! The review queue.

use super::overview::to_review;
use super::session::{Answer, Desk};
use super::shape;
use super::suppliers::ROWS;
use crate::routes::Route;
use app::desk::Area;
use app::desk::queue::{Queue, QueueRow};
use app::desk::routes;
use axum::extract::Query;
use domain::workflow::RequestState;
use serde::Deserialize;
use service::records::{RequestFilter, RequestRow, RequestSort};

/// The queue's route.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::requests::PATH, queue)]
}

/// How the queue is looked through.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Look {
    campaign: String,
    state: String,
    q: String,
    sort: String,
    after: Option<String>,
}

async fn queue(desk: Desk, Query(look): Query<Look>) -> Answer {
    let (viewer, today) = (desk.viewer(), desk.portal.services.today());
    let campaign = Some(look.campaign.clone()).filter(|c| !c.is_empty());
    let states = match look.state.as_str() {
        "review" => RequestState::ALL.into_iter().filter(|s| s.waits_for_review()).collect(),
        key => RequestState::parse(key).into_iter().collect(),
    };
    let filter = RequestFilter {
        campaign: campaign.clone(),
        states,
        overdue_on: (look.state == "overdue").then(|| today.clone()),
        search: look.q.trim().to_owned(),
        sort: match look.sort.as_str() {
            "waiting" => RequestSort::Waiting,
            "recent" => RequestSort::Recent,
            _ => RequestSort::Name,
        },
        after: look.after.clone(),
        limit: ROWS,
        ..RequestFilter::default()
    };
    let page = viewer.requests(&filter).await?;
    let found = viewer.counts(campaign.as_deref()).await?;
    let all = found.by_state.iter().map(|(_, n)| n).sum();
    let mut counts =
        vec![(String::new(), all), ("review".into(), to_review(&found)), ("overdue".into(), found.overdue)];
    counts.extend(found.by_state.iter().map(|(s, n)| (s.key().to_owned(), *n)));
    let base = routes::with(
        routes::requests(),
        &[("campaign", &look.campaign), ("state", &look.state), ("q", &filter.search), ("sort", &look.sort)],
    );
    let campaigns = viewer.campaigns().await?;
    let body = Queue {
        campaigns: campaigns.into_iter().map(|c| (c.id, c.name)).collect(),
        counts,
        rows: page.rows.iter().map(|r| row(r, &today)).collect(),
        paging: shape::paging(&base, look.after.as_deref(), page.next.as_deref()),
        campaign: look.campaign,
        state: look.state,
        search: filter.search,
        sort: look.sort,
    };
    desk.page(desk.texts().get("desk.queue.title"), Area::Requests, body).await
}

fn row(r: &RequestRow, today: &str) -> QueueRow {
    let request = &r.request;
    QueueRow {
        id: request.id.clone(),
        supplier: r.supplier_name.clone(),
        reference: r.supplier_reference.clone(),
        country: r.country.clone(),
        campaign: r.campaign_name.clone(),
        state: request.state.key().to_owned(),
        since: request.state_at,
        overdue: request.state.waits_for_supplier() && !r.due.is_empty() && r.due.as_str() < today,
        submissions: request.submissions,
        findings: r.findings,
        proposed: !request.proposed_contact.is_empty(),
        mail_problem: r.mail_problem.is_some(),
    }
}
