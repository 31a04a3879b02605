//! The call list: requests that no mail gets an answer to any more.

use super::calls::line;
use super::forms::FormData;
use super::list::{self, Asked, FILE_ROWS, ROWS};
use super::list_file::Kind;
use super::queue_filter::Now;
use super::session::{Desk, InScope, PageResult};
use crate::routes::Route;
use app::desk::call_list::{COLUMNS, CallList, CallRow};
use app::desk::{Area, routes};
use app::ui::SelectOption;
use axum::extract::Query;
use domain::workflow::RequestState;
use service::records::{Call, CampaignId, Having, Member, Page, RequestFilter, RequestRow, RequestSort};
use service::review::owner::may_own;
use service::suppliers::values::percent;
use service::survey::reminders::is_paused;
use service::{DAY, ServiceError, Viewer};
use std::sync::Arc;

/// The routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::call_list::PATH, show),
        Route::get(routes::call_list_csv::PATH, csv),
        Route::get(routes::call_list_xlsx::PATH, xlsx),
    ]
}

/// What the list is filtered by.
const FILTERS: [&str; 4] = ["q", "campaign", "owner", "called"];

fn filter(asked: &Asked) -> RequestFilter {
    let query = &asked.query;
    let get = |name: &str| Some(query.get(name).to_owned()).filter(|value| !value.is_empty());
    let sort = query.get("sort");
    let mut having = vec![Having::OpenCampaign, Having::ToCall];
    having.extend(get("owner").map(|id| Having::Owner(Some(id.into()))));
    having.extend(get("called").map(|_| Having::NotCalled));
    RequestFilter {
        campaign: get("campaign").map(CampaignId::from),
        states: RequestState::ALL.into_iter().filter(|state| state.waits_for_supplier()).collect(),
        search: query.get("q").to_owned(),
        having,
        sort: match sort.trim_start_matches('-') {
            "name" => RequestSort::Name,
            "spend" => RequestSort::Spend,
            "state" => RequestSort::State,
            "country" => RequestSort::Country,
            "owner" => RequestSort::Owner,
            _ => RequestSort::Waiting,
        },
        reversed: sort.starts_with('-'),
        after: asked.after.clone(),
        before: asked.before.clone(),
        limit: ROWS,
        ..RequestFilter::default()
    }
}

/// A page of the list with the calls about it.
async fn rows(
    viewer: &Viewer,
    filter: &RequestFilter,
    members: &[Member],
    now: &Now,
) -> Result<Page<CallRow>, ServiceError> {
    let page = viewer.requests(filter).await?;
    let ids = page.rows.iter().map(|row| row.request.id.clone()).collect();
    let calls = viewer.calls_about(ids).await?;
    Ok(page.map(|found| row(&found, &calls, members, now)))
}

fn row(r: &RequestRow, calls: &[Call], members: &[Member], now: &Now) -> CallRow {
    let request = &r.request;
    let of_it = || calls.iter().filter(|call| call.request == request.id);
    let owner = members.iter().find(|member| request.owner.as_ref() == Some(&member.id));
    CallRow {
        id: request.id.to_string(),
        supplier: r.supplier_name.clone(),
        reference: r.supplier_reference.clone(),
        country: r.country.clone(),
        spend: r.spend_share.map_or(String::new(), |share| format!("{} %", percent(share))),
        campaign: r.campaign_name.clone(),
        state: request.state,
        overdue: r.due < now.today,
        due: r.due.to_string(),
        unreachable: r.mail_problem.is_some() || r.email.is_empty(),
        paused: is_paused(request, now.at),
        days: (now.at - r.silent_since()).max(0) / DAY,
        contact: r.contact_name.clone(),
        phone: r.phone.clone(),
        second: r.second_name.clone(),
        second_phone: r.second_phone.clone(),
        buyer: r.buyer_name.clone(),
        buyer_phone: r.buyer_phone.clone(),
        calls: of_it().count(),
        last: of_it().next().map(|call| line(call.clone(), members)),
        owner: owner.map_or(String::new(), |member| member.name.clone()),
    }
}

async fn show(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let (viewer, now) = (desk.viewer(), Now::of(&desk));
    let (campaigns, members) = (viewer.campaigns().await?, viewer.members().await?);
    let mut asked = Asked::of(&FormData::from(query), &FILTERS, &COLUMNS);
    asked.only("campaign", |id| campaigns.iter().any(|c| c.id.as_str() == id));
    asked.only("owner", |id| members.iter().any(|m| m.id.as_str() == id));
    asked.only("called", |value| value == "no");
    let filter = filter(&asked);
    let page = rows(&viewer, &filter, &members, &now).await?;
    let of = viewer.requests_found(&filter).await?;
    let owner = |m: &Member| SelectOption { value: m.id.to_string(), label: m.name.clone() };
    let body = CallList {
        list: asked.listed(
            routes::call_list(),
            [routes::call_list_csv(), routes::call_list_xlsx()],
            &page,
            of,
        ),
        campaigns: campaigns
            .into_iter()
            .map(|c| SelectOption { value: c.id.into(), label: c.name })
            .collect(),
        owners: members.iter().filter(|m| may_own(m)).map(owner).collect(),
        rows: page.rows,
    };
    desk.page(desk.texts().get("desk.call_list.title"), Area::Requests, body).await
}

async fn csv(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Csv).await
}

async fn xlsx(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Xlsx).await
}

/// All that the list finds, in the columns that it shows.
async fn file(desk: Desk, sent: &FormData, kind: Kind) -> PageResult {
    let (viewer, asked) = (desk.viewer(), Asked::of(sent, &FILTERS, &COLUMNS));
    let filter = RequestFilter { before: None, limit: FILE_ROWS, ..filter(&asked) };
    let known = Arc::new((viewer.members().await?, Now::of(&desk)));
    let read = move |after| {
        let (viewer, known) = (viewer.clone(), known.clone());
        let filter = RequestFilter { after, ..filter.clone() };
        async move { rows(&viewer, &filter, &known.0, &known.1).await }
    };
    list::file_of_pages(kind, "calls", desk.texts(), &COLUMNS, &asked.query, read).await
}
