//! The review queue.

use super::bulk;
use super::forms::FormData;
use super::list::{self, Asked, FILE_ROWS, ROWS};
use super::list_file::Kind;
use super::session::{Desk, PageResult, done};
use crate::http_error::HttpError;
use crate::routes::Route;
use app::desk::Area;
use app::desk::queue::{COLUMNS, PICKED, Queue, QueueCount, QueueRow, QueueView};
use app::desk::routes;
use app::ui::{Link, SelectOption};
use axum::extract::Query;
use domain::workflow::RequestState;
use service::DAY;
use service::records::{CampaignId, Having, RequestFilter, RequestRow, RequestSort};

/// The queue's routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::requests::PATH, queue),
        Route::get(routes::requests_csv::PATH, csv),
        Route::get(routes::requests_xlsx::PATH, xlsx),
        Route::post(routes::requests_bulk::PATH, act_on_many),
    ]
}

fn asked(sent: &FormData) -> Asked {
    let mut names = vec!["campaign", "state", "q"];
    names.extend(PICKED.map(|(name, _)| name));
    Asked::of(sent, &names, &COLUMNS)
}

/// What pictures filter by. Findings, scopes and metals are of declarations that count.
fn having(asked: &Asked) -> (Vec<Having>, bool) {
    let get = |name: &str| Some(asked.query.get(name).to_owned()).filter(|value| !value.is_empty());
    let of_declaration =
        [get("rule").map(Having::Finding), get("scope").map(Having::Scope), get("metal").map(Having::Metal)];
    let mut having: Vec<Having> = of_declaration.into_iter().flatten().collect();
    let of_declarations = !having.is_empty();
    having.extend(get("country").map(Having::Country));
    let day = get("answered").and_then(|day| service::start_of(&day));
    having.extend(day.map(|at| Having::FirstAnswer(at, at + DAY)));
    (having, of_declarations)
}

/// A page of the queue as the address asks for it.
fn filter(asked: &Asked, today: &str) -> RequestFilter {
    let query = &asked.query;
    let (sort, reversed) = match query.get("sort") {
        "waiting" => (RequestSort::Waiting, false),
        "recent" => (RequestSort::Waiting, true),
        sort => (RequestSort::Name, sort == "-name"),
    };
    let view = QueueView::parse(query.get("state"));
    let (having, of_declarations) = having(asked);
    let those =
        |is: &dyn Fn(RequestState) -> bool| RequestState::ALL.into_iter().filter(|s| is(*s)).collect();
    RequestFilter {
        campaign: Some(query.get("campaign")).filter(|c| !c.is_empty()).map(CampaignId::from),
        states: match view {
            QueueView::Review => those(&RequestState::waits_for_review),
            QueueView::In(state) => vec![state],
            QueueView::At(stage) => those(&|state| stage.holds(state)),
            QueueView::All if of_declarations => those(&RequestState::has_declaration),
            QueueView::All | QueueView::Overdue => Vec::new(),
        },
        having,
        overdue_on: (view == QueueView::Overdue).then(|| today.to_owned()),
        search: query.get("q").to_owned(),
        sort,
        reversed,
        after: asked.after.clone(),
        before: asked.before.clone(),
        limit: ROWS,
        ..RequestFilter::default()
    }
}

async fn queue(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let (viewer, today) = (desk.viewer(), desk.portal.services.today());
    let asked = asked(&FormData::from(query));
    let filter = filter(&asked, &today);
    let page = viewer.requests(&filter).await?;
    let of = viewer.requests_found(&filter).await?;
    let found = viewer.counts(filter.campaign.as_ref()).await?;
    let all = found.by_state.iter().map(|(_, n)| n).sum();
    let together =
        [(QueueView::All, all), (QueueView::Review, found.to_review()), (QueueView::Overdue, found.overdue)];
    let by_state = found.by_state.iter().map(|(state, n)| (QueueView::In(*state), *n));
    let counts = together.into_iter().chain(by_state).map(|(view, count)| QueueCount { view, count });
    let campaigns = viewer.campaigns().await?.into_iter();
    let now = desk.portal.services.now();
    let body = Queue {
        campaigns: campaigns.map(|c| SelectOption { value: c.id.into(), label: c.name }).collect(),
        counts: counts.collect(),
        list: asked.listed(routes::requests(), [routes::requests_csv(), routes::requests_xlsx()], &page, of),
        rows: page.rows.iter().map(|r| row(r, &today, now)).collect(),
    };
    desk.page(desk.texts().get("desk.queue.title"), Area::Requests, body).await
}

async fn csv(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Csv).await
}

async fn xlsx(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Xlsx).await
}

/// All that the queue finds, in the columns that it shows.
async fn file(desk: Desk, sent: &FormData, kind: Kind) -> PageResult {
    let services = &desk.portal.services;
    let (viewer, asked, today, now) = (desk.viewer(), asked(sent), services.today(), services.now());
    let mut filter = RequestFilter { after: None, before: None, limit: FILE_ROWS, ..filter(&asked, &today) };
    let mut rows = Vec::new();
    loop {
        let page = viewer.requests(&filter).await?;
        rows.extend(page.rows.iter().map(|r| row(r, &today, now)));
        filter.after = page.next;
        if filter.after.is_none() {
            break;
        }
    }
    list::file(kind, "requests", desk.texts(), &COLUMNS, &asked.query, &rows).await
}

/// Does something to those that are ticked, or to all that the queue finds, after a question.
async fn act_on_many(desk: Desk, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    if let Some(turned) = bulk::turn_page(&sent, &routes::requests()) {
        return turned;
    }
    if sent.get("act") != "remind" {
        return Err(HttpError::BAD.into());
    }
    let asked = asked(&sent);
    let filter = filter(&asked, &desk.portal.services.today());
    let ids = bulk::meant(&sent, reviewer.request_ids(&filter)).await?;
    if ids.is_empty() {
        return done(&asked.query.address(routes::requests()), "not_ticked");
    }
    if !bulk::is_confirmed(&sent, &ids) {
        let mut names = Vec::new();
        for id in ids.iter().take(bulk::NAMED) {
            names.push(reviewer.request(id).await?.supplier.name);
        }
        let mut ask = bulk::ask(&desk, &sent, "remind", &ids, names);
        ask.list = Link::new(asked.query.address(routes::requests()), desk.texts().get("desk.queue.title"));
        return bulk::show(desk, Area::Requests, ask).await;
    }
    let of = ids.len();
    let count = reviewer.remind_now(ids).await?;
    bulk::said(&asked.query, routes::requests(), "bulk_reminded", count, of)
}

fn row(r: &RequestRow, today: &str, now: i64) -> QueueRow {
    let request = &r.request;
    QueueRow {
        id: request.id.to_string(),
        supplier: r.supplier_name.clone(),
        reference: r.supplier_reference.clone(),
        country: r.country.clone(),
        campaign: r.campaign_name.clone(),
        state: request.state,
        since: request.state_at,
        days: (now - request.state_at).max(0) / DAY,
        due: r.due.clone(),
        contact: r.contact_name.clone(),
        email: r.email.clone(),
        overdue: request.state.waits_for_supplier() && !r.due.is_empty() && r.due.as_str() < today,
        submissions: request.submissions,
        findings: r.findings,
        proposed: !request.proposed_contact.is_empty(),
        mail_problem: r.mail_problem.is_some(),
    }
}
