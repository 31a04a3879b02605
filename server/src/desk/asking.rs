//! What the team asks about a declaration.

use super::decisions::after;
use super::forms::{FormData, problems, say};
use super::review::{ReviewQuery, review};
use super::session::{Desk, PageResult, done};
use super::way;
use crate::routes::Route;
use app::desk::Area;
use app::desk::review::Ask;
use app::desk::routes;
use axum::extract::Path;
use service::ServiceError;
use service::records::RequestId;

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

async fn raise(desk: Desk, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
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
    match reviewer.raise_query(&id, location, finding, &text).await {
        Ok(_) => done(&routes::with(way::request(&id, &from), &[("view", sent.get("view"))]), "query_added"),
        Err(error @ ServiceError::Invalid(_)) => {
            let error = problems(error)?.first().map(|p| say(desk.texts(), p));
            let detail = reviewer.request(&id).await?;
            let declaration = detail.latest()?.map(|(_, d)| d.declaration).unwrap_or_default();
            let place = service::review::requests::location_label(
                location,
                &detail.campaign,
                &declaration,
                desk.texts(),
            );
            let ask = Ask { location: location.to_owned(), place, finding: finding.to_owned(), text, error };
            let query = ReviewQuery { view: sent.get("view").to_owned(), from, ..ReviewQuery::default() };
            let page = review(&desk, &detail, query, Some(ask)).await?;
            desk.refused(&detail.supplier.name, Area::Requests, page).await
        }
        Err(other) => after(&id, "", Err::<(), _>(other), ""),
    }
}

async fn edit_query(desk: Desk, Path((id, query)): Path<(RequestId, String)>, sent: FormData) -> PageResult {
    let text = sent.get(sent.get("field")).replace("\r\n", "\n");
    after(&id, "", desk.reviewer()?.edit_query(&id, &query, &text).await, "saved")
}

async fn drop_query(desk: Desk, Path((id, query)): Path<(RequestId, String)>) -> PageResult {
    after(&id, "", desk.reviewer()?.drop_query(&id, &query).await, "query_dropped")
}

async fn close_query(desk: Desk, Path((id, query)): Path<(RequestId, String)>) -> PageResult {
    after(&id, "", desk.reviewer()?.close_query(&id, &query).await, "query_closed")
}

async fn reopen_query(desk: Desk, Path((id, query)): Path<(RequestId, String)>) -> PageResult {
    after(&id, "", desk.reviewer()?.reopen_query(&id, &query).await, "query_added")
}
