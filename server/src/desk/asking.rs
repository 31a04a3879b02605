//! What the team asks about a declaration.

use super::decisions::after;
use super::forms::{FormData, problems, say};
use super::review::{ReviewQuery, review};
use super::session::{Desk, InScope, PageResult, done};
use super::way;
use crate::routes::Route;
use app::desk::Area;
use app::desk::review::Ask;
use app::desk::routes;
use axum::extract::Path;
use service::ServiceError;
use service::records::RequestId;
use service::review::requests::{Detail, location_label};

/// The routes of queries.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post(routes::queries::PATH, raise),
        Route::post(routes::query::PATH, edit_query),
        Route::post(routes::drop_query::PATH, drop_query),
        Route::post(routes::close_query::PATH, close_query),
        Route::post(routes::reopen_query::PATH, reopen_query),
    ]
}

async fn raise(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let from = way::tidy(sent.get("from"));
    let concerns = sent.all("concern");
    if !concerns.is_empty() {
        return match reviewer.ask_about(&id, &concerns).await {
            Ok(0) => done(&way::request(&id, &from), "not_asked"),
            Ok(_) => done(&way::request(&id, &from), "asked"),
            Err(error) => after(&id, &from, Err::<(), _>(error), ""),
        };
    }
    let (location, finding, text) = (sent.get("location"), sent.get("finding"), sent.get("ask-text"));
    let location = if location.is_empty() { "declaration" } else { location };
    let text = text.replace("\r\n", "\n");
    if sent.get("act") == "fill" {
        let (detail, template) =
            (reviewer.request(&id).await?, reviewer.query_template(sent.get("template")).await?);
        let text = detail.filled(&template, location, finding)?;
        return again(desk, &detail, &sent, Ask { text, template: template.id, ..Ask::default() }).await;
    }
    match reviewer.raise_query(&id, location, finding, &text).await {
        Ok(_) => done(&routes::with(way::request(&id, &from), &[("view", sent.get("view"))]), "query_added"),
        Err(error @ ServiceError::Invalid(_)) => {
            let error = problems(error)?.first().map(|p| say(desk.texts(), p));
            let detail = reviewer.request(&id).await?;
            again(desk, &detail, &sent, Ask { text, error, ..Ask::default() }).await
        }
        Err(other) => after(&id, "", Err::<(), _>(other), ""),
    }
}

/// The page again with the form as it was sent, and this text in it.
async fn again(desk: Desk, detail: &Detail, sent: &FormData, ask: Ask) -> PageResult {
    let location = Some(sent.get("location")).filter(|l| !l.is_empty()).unwrap_or("declaration");
    let declaration = detail.latest()?.map(|(_, d)| d.declaration).unwrap_or_default();
    let place = location_label(location, &detail.campaign, &declaration, desk.texts());
    let finding = sent.get("finding").to_owned();
    let (location, refused) = (location.to_owned(), ask.error.is_some());
    let ask = Ask { location, place, finding, ..ask };
    let from = way::tidy(sent.get("from"));
    let query = ReviewQuery { view: sent.get("view").to_owned(), from, ..ReviewQuery::default() };
    let page = review(&desk, detail, query, Some(ask)).await?;
    match refused {
        true => desk.refused(&detail.supplier.name, Area::Requests, page).await,
        false => desk.page(&detail.supplier.name, Area::Requests, page).await,
    }
}

async fn edit_query(
    InScope(desk): InScope,
    Path((id, query)): Path<(RequestId, String)>,
    sent: FormData,
) -> PageResult {
    let text = sent.get(sent.get("field")).replace("\r\n", "\n");
    after(&id, "", desk.reviewer()?.edit_query(&id, &query, &text).await, "saved")
}

async fn drop_query(InScope(desk): InScope, Path((id, query)): Path<(RequestId, String)>) -> PageResult {
    after(&id, "", desk.reviewer()?.drop_query(&id, &query).await, "query_dropped")
}

async fn close_query(InScope(desk): InScope, Path((id, query)): Path<(RequestId, String)>) -> PageResult {
    after(&id, "", desk.reviewer()?.close_query(&id, &query).await, "query_closed")
}

async fn reopen_query(InScope(desk): InScope, Path((id, query)): Path<(RequestId, String)>) -> PageResult {
    after(&id, "", desk.reviewer()?.reopen_query(&id, &query).await, "query_added")
}
