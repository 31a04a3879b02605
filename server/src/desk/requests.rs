//! The review queue.

use super::list_file::{Kind, list_file};
use super::session::{Answer, Desk};
use super::shape::{self, Place};
use super::suppliers::{FILE_ROWS, ROWS};
use crate::routes::Route;
use app::desk::Area;
use app::desk::parts;
use app::desk::queue::{Queue, QueueRow};
use app::desk::routes;
use axum::extract::Query;
use domain::Texts;
use domain::workflow::RequestState;
use serde::Deserialize;
use service::records::{RequestFilter, RequestRow, RequestSort};

/// The queue's route.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::requests::PATH, queue),
        Route::get(routes::requests_csv::PATH, csv),
        Route::get(routes::requests_xlsx::PATH, xlsx),
    ]
}

/// How the queue is looked through.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Look {
    campaign: String,
    state: String,
    q: String,
    sort: String,
}

impl Look {
    fn filter(&self, today: &str, after: Option<String>, limit: u32) -> RequestFilter {
        RequestFilter {
            campaign: Some(self.campaign.clone()).filter(|c| !c.is_empty()),
            states: match self.state.as_str() {
                "review" => RequestState::ALL.into_iter().filter(|s| s.waits_for_review()).collect(),
                key => RequestState::parse(key).into_iter().collect(),
            },
            overdue_on: (self.state == "overdue").then(|| today.to_owned()),
            search: self.q.trim().to_owned(),
            sort: match self.sort.as_str() {
                "waiting" => RequestSort::Waiting,
                "recent" => RequestSort::Recent,
                _ => RequestSort::Name,
            },
            after,
            limit,
            ..RequestFilter::default()
        }
    }

    fn address(&self, list: String) -> String {
        let values =
            [("campaign", &self.campaign), ("state", &self.state), ("q", &self.q), ("sort", &self.sort)];
        routes::with(list, &values.map(|(name, value)| (name, value.trim())))
    }
}

async fn queue(desk: Desk, Query(look): Query<Look>, Query(place): Query<Place>) -> Answer {
    let (viewer, today) = (desk.viewer(), desk.portal.services.today());
    let filter = look.filter(&today, place.after.clone(), ROWS);
    let page = viewer.requests(&filter).await?;
    let found = viewer.counts(filter.campaign.as_deref()).await?;
    let all = found.by_state.iter().map(|(_, n)| n).sum();
    let mut counts =
        vec![(String::new(), all), ("review".into(), found.to_review()), ("overdue".into(), found.overdue)];
    counts.extend(found.by_state.iter().map(|(s, n)| (s.key().to_owned(), *n)));
    let counted = counts.iter().find(|(key, _)| *key == look.state).map(|(_, n)| *n);
    let of = counted.filter(|_| filter.search.is_empty());
    let base = look.address(routes::requests());
    let (paging, range) = shape::listed(&base, &place, page.rows.len(), page.next.as_deref(), of);
    let campaigns = viewer.campaigns().await?;
    let body = Queue {
        campaigns: campaigns.into_iter().map(|c| (c.id, c.name)).collect(),
        counts,
        rows: page.rows.iter().map(|r| row(r, &today)).collect(),
        range,
        paging,
        csv: look.address(routes::requests_csv()),
        xlsx: look.address(routes::requests_xlsx()),
        campaign: look.campaign,
        state: look.state,
        search: filter.search,
        sort: look.sort,
    };
    desk.page(desk.texts().get("desk.queue.title"), Area::Requests, body).await
}

async fn csv(desk: Desk, Query(look): Query<Look>) -> Answer {
    file(desk, look, Kind::Csv).await
}

async fn xlsx(desk: Desk, Query(look): Query<Look>) -> Answer {
    file(desk, look, Kind::Xlsx).await
}

/// What the queue shows as a file, all of it.
async fn file(desk: Desk, look: Look, kind: Kind) -> Answer {
    let (viewer, texts, today) = (desk.viewer(), desk.texts(), desk.portal.services.today());
    let headers = [
        "desk.queue.supplier",
        "desk.supplier.reference",
        "desk.supplier.country",
        "desk.queue.campaign",
        "desk.queue.state",
        "state.overdue",
        "desk.queue.since",
        "desk.queue.last",
        "desk.queue.findings",
    ];
    let mut rows = vec![headers.map(|key| texts.get(key).to_owned()).to_vec()];
    let mut after = None;
    loop {
        let page = viewer.requests(&look.filter(&today, after, FILE_ROWS)).await?;
        rows.extend(page.rows.iter().map(|r| cells(texts, row(r, &today))));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    list_file(kind, "requests", rows).await
}

fn cells(texts: &'static Texts, r: QueueRow) -> Vec<String> {
    vec![
        r.supplier,
        r.reference,
        r.country,
        r.campaign,
        texts.get(parts::state_key(&r.state)).to_owned(),
        if r.overdue { "1" } else { "" }.to_owned(),
        service::time_of(r.since),
        r.submissions.to_string(),
        r.findings.to_string(),
    ]
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
