//! The inbox: the review queue, and what is done to many requests at once.

use super::forms::FormData;
use super::list::{self, FILE_ROWS};
use super::list_file::Kind;
use super::queue_filter::{self, NOBODY, Now, asked, filter};
use super::session::{Desk, HandlerError, InScope, PageResult, done};
use super::together;
use super::views::with_views;
use super::{ask_many, bulk};
use crate::http_error::HttpError;
use crate::routes::Route;
use app::desk::Area;
use app::desk::queue::{COLUMNS, Queue, QueueCount, QueueRow, QueueView};
use app::desk::routes;
use app::desk::together::TogetherLine;
use app::ui::{Link, SelectOption};
use axum::extract::Query;
use domain::Texts;
use domain::smelters::country::country_name_in;
use service::records::{CampaignId, Member, MemberId, RequestFilter, RequestId, RequestRow};
use service::review::owner::may_own;
use service::suppliers::values::percent;
use service::{DAY, ServiceError, Viewer};
use std::sync::Arc;

/// The queue's routes.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::requests::PATH, queue),
        Route::get(routes::requests_csv::PATH, csv),
        Route::get(routes::requests_xlsx::PATH, xlsx),
        Route::post(routes::requests_bulk::PATH, act_on_many),
    ]
}

/// How many requests the views above the list have, of the campaign that is looked at.
async fn counts(
    viewer: &Viewer,
    campaign: Option<&CampaignId>,
    now: &Now,
) -> Result<Vec<QueueCount>, ServiceError> {
    let found = viewer.counts(campaign).await?;
    let mut counts = Vec::new();
    for view in QueueView::TABS {
        let count = match view {
            QueueView::Us => found.for_us(),
            QueueView::All => found.by_state.iter().map(|(_, n)| n).sum(),
            view => viewer.requests_found(&queue_filter::of_view(view, campaign, now)).await?,
        };
        counts.push(QueueCount { view, count });
    }
    Ok(counts)
}

/// A country by its code, for a choice.
pub fn country_choice(texts: &Texts, code: String) -> SelectOption {
    let name = country_name_in(texts.language(), &code);
    SelectOption { label: name.map_or(code.clone(), |name| format!("{name} ({code})")), value: code }
}

async fn queue(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let (viewer, now) = (desk.viewer(), Now::of(&desk));
    let campaigns = viewer.campaigns().await?;
    let (members, countries) = (viewer.members().await?, viewer.supplier_countries().await?);
    let mut asked = asked(&FormData::from(query));
    asked.only("campaign", |id| campaigns.iter().any(|c| c.id.as_str() == id));
    asked.only("owner", |id| id == NOBODY || members.iter().any(|m| m.id.as_str() == id));
    queue_filter::only_known(&mut asked);
    asked.query.without = QueueView::of(&asked.query).without();
    let filter = filter(&asked, &now);
    let page = viewer.requests(&filter).await?;
    let of = viewer.requests_found(&filter).await?;
    let option = |m: &Member| SelectOption { value: m.id.to_string(), label: m.name.clone() };
    let nobody =
        SelectOption { value: NOBODY.to_owned(), label: desk.texts().get("desk.queue.no_owner").to_owned() };
    let list = asked.listed(routes::requests(), [routes::requests_csv(), routes::requests_xlsx()], &page, of);
    let body = Queue {
        campaigns: campaigns
            .into_iter()
            .map(|c| SelectOption { value: c.id.into(), label: c.name })
            .collect(),
        people: members.iter().map(option).chain([nobody]).collect(),
        owners: members.iter().filter(|m| may_own(m)).map(option).collect(),
        countries: countries.into_iter().map(|code| country_choice(desk.texts(), code)).collect(),
        counts: counts(&viewer, filter.campaign.as_ref(), &now).await?,
        list: with_views(&desk, list).await?,
        rows: page.rows.iter().map(|r| row(r, &members, &now)).collect(),
        together: open_jobs(&desk).await?,
    };
    desk.page(desk.texts().get("desk.queue.title"), Area::Requests, body).await
}

/// What is being done to many requests now.
async fn open_jobs(desk: &Desk) -> Result<Vec<TogetherLine>, HandlerError> {
    together::lines(desk, &desk.viewer().open_together().await?).await
}

async fn csv(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Csv).await
}

async fn xlsx(InScope(desk): InScope, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Xlsx).await
}

/// All that the queue finds, in the columns that it shows.
async fn file(desk: Desk, sent: &FormData, kind: Kind) -> PageResult {
    let (viewer, mut asked, now) = (desk.viewer(), asked(sent), Now::of(&desk));
    asked.query.without = QueueView::of(&asked.query).without();
    let filter = RequestFilter { before: None, limit: FILE_ROWS, ..filter(&asked, &now) };
    let known = Arc::new((viewer.members().await?, now));
    let read = move |after| {
        let (viewer, known) = (viewer.clone(), known.clone());
        let filter = RequestFilter { after, ..filter.clone() };
        async move { Ok(viewer.requests(&filter).await?.map(|r| row(&r, &known.0, &known.1))) }
    };
    list::file_of_pages(kind, "requests", desk.texts(), &COLUMNS, &asked.query, read).await
}

/// Does something to those that are ticked, or to all that the queue finds, after a question.
async fn act_on_many(InScope(desk): InScope, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    if let Some(turned) = bulk::turn_page(&sent, &routes::requests()) {
        return turned;
    }
    let (act, now) = (sent.get("act"), Now::of(&desk));
    if act == "ask" {
        return ask_many::begin(desk, sent).await;
    }
    let (key, said) = match act {
        "remind" => {
            desk.manager()?;
            ("remind", "bulk_reminded")
        }
        "mine" | "assign" => ("assign", "bulk_assigned"),
        _ => return Err(HttpError::BAD.into()),
    };
    let asked = asked(&sent);
    let filter = filter(&asked, &now);
    let ids: Vec<RequestId> = bulk::meant(&sent, reviewer.request_ids(&filter)).await?;
    if ids.is_empty() {
        return done(&asked.query.address(routes::requests()), "not_ticked");
    }
    // Who looks after what is changed back as easily: it is asked about only where rows are meant that nobody ticked.
    let at_once = key == "assign" && sent.get("all").is_empty();
    if !at_once && !bulk::is_confirmed(&sent, &ids) {
        let mut names = Vec::new();
        for id in ids.iter().take(bulk::NAMED) {
            names.push(reviewer.request(id).await?.supplier.name);
        }
        let mut ask = bulk::ask(&desk, &sent, key, &ids, names);
        ask.list = Link::new(asked.query.address(routes::requests()), desk.texts().get("desk.queue.title"));
        return bulk::show(desk, Area::Requests, ask).await;
    }
    let of = ids.len();
    let to = Some(sent.get("to")).filter(|to| !to.is_empty()).map(MemberId::from);
    let count = match act {
        "remind" => desk.manager()?.remind_now(ids).await?,
        "mine" => reviewer.assign(ids, Some(&now.me)).await?,
        _ => reviewer.assign(ids, to.as_ref()).await?,
    };
    bulk::said(&asked.query, routes::requests(), said, count, of)
}

fn row(r: &RequestRow, members: &[Member], now: &Now) -> QueueRow {
    let request = &r.request;
    let owner = members.iter().find(|member| request.owner.as_ref() == Some(&member.id));
    QueueRow {
        id: request.id.to_string(),
        supplier: r.supplier_name.clone(),
        reference: r.supplier_reference.clone(),
        country: r.country.clone(),
        spend: r.spend_share.map_or(String::new(), |share| format!("{} %", percent(share))),
        campaign: r.campaign_name.clone(),
        state: request.state,
        since: request.waits_since(),
        days: (now.at - request.waits_since()).max(0) / DAY,
        due: r.due.to_string(),
        contact: r.contact_name.clone(),
        email: r.email.clone(),
        overdue: request.state.waits_for_supplier() && r.due < now.today,
        submissions: request.submissions,
        findings: r.findings,
        classes: r.classes,
        scope: r.scope.clone(),
        metals: r.metals.clone(),
        owner: owner.map_or(String::new(), |member| member.name.clone()),
        proposed: !request.proposed_contact.is_empty(),
        mail_problem: r.mail_problem.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::embedded::texts;

    #[test]
    fn a_country_is_called_in_the_language_of_its_reader() {
        let label = |language: &str| country_choice(texts(language), "CN".into()).label;
        assert_eq!((label("en"), label("zh")), ("China (CN)".into(), "中国 (CN)".into()));
    }
}
