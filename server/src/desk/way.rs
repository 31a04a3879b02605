//! The way through what waits: from a list to a declaration, and after a decision to the next.

use super::forms::FormData;
use super::queue_filter;
use super::session::{Desk, HandlerError, PageResult, done};
use crate::http_error::HttpError;
use app::desk::routes;
use axum::extract::{FromRequestParts, Query};
use axum::http::header::REFERER;
use axum::http::request::Parts;
use service::records::{Page, RequestFilter, RequestId, RequestRow, RequestSort};
use service::review::bar;
use std::convert::Infallible;

/// Longest filter that goes along.
const LONGEST: usize = 1_000;

/// The filter of the list by whose link somebody came; blank where that was another page.
pub struct CameFrom(pub String);

impl<S: Send + Sync> FromRequestParts<S> for CameFrom {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<CameFrom, Infallible> {
        let referer = parts.headers.get(REFERER).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let own = referer.split_once("://").and_then(|(_, rest)| rest.find('/').map(|at| &rest[at..]));
        let list = own.and_then(|path| path.split_once('?'));
        let query = list.filter(|(path, _)| *path == routes::requests()).map_or("", |(_, query)| query);
        Ok(CameFrom(tidy(query)))
    }
}

/// The filter as it goes along: without what a list was told once.
pub fn tidy(query: &str) -> String {
    let told =
        ["said", "count", "of", "undo", "undo_all", "after", "before", "behind", "kept", "all", "from"];
    let keep = |pair: &&str| !told.contains(&pair.split('=').next().unwrap_or_default());
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~%=&+".contains(&b);
    if query.len() > LONGEST || !query.bytes().all(plain) {
        return String::new();
    }
    query.split('&').filter(|pair| !pair.is_empty()).filter(keep).collect::<Vec<_>>().join("&")
}

/// A filter as a list reads it.
pub fn read(from: &str) -> Result<FormData, HandlerError> {
    let address = format!("/?{from}").parse().map_err(|_| HttpError::BAD)?;
    let Query(query) = Query::<Vec<(String, String)>>::try_from_uri(&address).map_err(|_| HttpError::BAD)?;
    Ok(FormData::from(query))
}

/// The list as it was filtered, but only what waits for a decision; without a filter what waits longest comes first.
fn waiting(desk: &Desk, from: &str) -> Result<RequestFilter, HandlerError> {
    let mut filter = queue_filter::filter_of(desk, &read(from)?);
    if from.is_empty() {
        filter.sort = RequestSort::Waiting;
    }
    Ok(bar::waiting(&filter))
}

/// The request that waits behind this one in the list that one came from; from its end, the first.
pub async fn next(desk: &Desk, from: &str, id: &RequestId) -> Result<Option<RequestId>, HandlerError> {
    let viewer = desk.viewer();
    let filter = RequestFilter { limit: 2, ..waiting(desk, from)? };
    let other =
        |page: Page<RequestRow>| page.rows.into_iter().map(|row| row.request.id).find(|other| other != id);
    let behind = RequestFilter { behind: Some(id.clone()), ..filter.clone() };
    match other(viewer.requests(&behind).await?) {
        Some(next) => Ok(Some(next)),
        None => Ok(other(viewer.requests(&filter).await?)),
    }
}

/// The address of a request in its list.
pub fn request(id: &RequestId, from: &str) -> String {
    routes::with(routes::request(id), &[("from", from)])
}

/// The list that one came from.
pub fn list(from: &str) -> String {
    match from {
        "" => routes::requests(),
        from => format!("{}?{from}", routes::requests()),
    }
}

/// After a decision: the next that waits, else the list, saying what was done to which request, and how to undo it.
pub fn decided(id: &RequestId, next: Option<&RequestId>, from: &str, said: &str) -> PageResult {
    match next {
        Some(next) => done(&request(next, from), &format!("{said}&undo={id}")),
        None => done(&list(from), &format!("{said}&undo={id}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_goes_along_and_nothing_else_does() {
        assert_eq!(tidy("state=review&said=accepted&undo=r1&q=a%20b"), "state=review&q=a%20b");
        for odd in ["q=\"><script>", "q=a b", &format!("q={}", "a".repeat(2_000))] {
            assert_eq!(tidy(odd), "", "{odd}");
        }
    }
}
