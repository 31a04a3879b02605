//! Two declarations with the very same smelters, side by side: the evidence behind a copied list.

use super::session::{InScope, PageResult};
use crate::http_error::HttpError;
use crate::routes::Route;
use app::desk::Area;
use app::desk::parts::Paging;
use app::desk::review::{TwinRow, Twins};
use app::desk::routes;
use app::ui::Link;
use axum::extract::{Path, Query};
use domain::SmelterRow;
use domain::references::normal_cid;
use serde::Deserialize;
use service::declarations::compare::smelter_name;
use service::declarations::submission::Document;
use service::records::RequestId;
use service::review::compared::Twin;
use std::collections::HashMap;

/// The rule that finds them.
pub const RULE: &str = "REV010";
/// Rows of a page.
const ROWS: usize = 100;

/// The route of the page.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::twins::PATH, show)]
}

/// The ways to the evidence, by the other suppliers' names.
pub fn links(request: &RequestId, twins: &[Twin]) -> Vec<Link> {
    twins.iter().map(|twin| Link::new(routes::twins(request, &twin.request), &twin.supplier)).collect()
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct TwinsQuery {
    page: usize,
}

async fn show(
    InScope(desk): InScope,
    Path((id, other)): Path<(RequestId, RequestId)>,
    Query(query): Query<TwinsQuery>,
) -> PageResult {
    let viewer = desk.viewer();
    let detail = viewer.request(&id).await?;
    let (_, document) = detail.latest()?.ok_or(HttpError::NOT_FOUND)?;
    let all = viewer.twins(&detail, &document.declaration).await?;
    let here = document.declaration.smelters;
    // Only what names the very same smelters is laid beside it.
    let twin = all.into_iter().find(|twin| twin.request == other).ok_or(HttpError::NOT_FOUND)?;
    let there = Document::read(&twin.document)?.declaration.smelters;
    let mut places: HashMap<(String, String), (usize, &SmelterRow)> = HashMap::new();
    for (at, row) in there.iter().enumerate() {
        places.entry(identity(row)).or_insert((at + 1, row));
    }
    let pairs = here.iter().enumerate().filter_map(|(at, row)| {
        let (other_at, other) = places.get(&identity(row))?;
        Some(((at + 1, row), (*other_at, *other)))
    });
    let pairs: Vec<_> = pairs.collect();
    let count = |alike: &dyn Fn(&SmelterRow, &SmelterRow) -> bool| {
        pairs.iter().filter(|((_, a), (_, b))| alike(a, b)).count() as u64
    };
    let own = routes::twins(&id, &other);
    let at = query.page.max(1);
    let (range, paging) = Paging::numbered(&own, at, ROWS, pairs.len());
    let skipped = (range.from.max(1) - 1) as usize;
    let side =
        |(at, row): (usize, &SmelterRow)| [at.to_string(), smelter_name(row).to_owned(), row.comment.clone()];
    let rows = pairs.iter().skip(skipped).take(ROWS).map(|(a, b)| TwinRow {
        cid: normal_cid(&a.1.cid),
        metal: a.1.metal.clone(),
        here: side(*a),
        there: side(*b),
    });
    let page = Twins {
        here: Link::new(routes::request(&id), &detail.supplier.name),
        there: Link::new(routes::request(&other), &twin.supplier),
        of: pairs.len() as u64,
        in_order: pairs.iter().filter(|((a, _), (b, _))| a == b).count() as u64,
        names: count(&|a, b| smelter_name(a) == smelter_name(b)),
        comments: count(&|a, b| !a.comment.is_empty() && a.comment == b.comment),
        rows: rows.collect(),
        range,
        paging,
    };
    desk.page(desk.texts().get("desk.twins.title"), Area::Requests, page).await
}

/// By what a row of one list is found in the other.
fn identity(row: &SmelterRow) -> (String, String) {
    (row.metal.to_lowercase(), normal_cid(&row.cid))
}
