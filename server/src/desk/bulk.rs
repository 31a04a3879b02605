//! Acts on many rows of a list: asked first with their number, which is counted again when the answer comes.

use super::forms::FormData;
use super::session::{Desk, PageResult, done};
use crate::http_error::HttpError;
use crate::page_context::see_other;
use app::desk::Area;
use app::desk::bulk::BulkAsk;
use app::desk::list::ListQuery;
use app::desk::parts::counted;
use app::desk::routes;
use service::ServiceError;

/// How many are named in the question.
pub const NAMED: usize = 12;

/// Most rows that stay ticked from page to page. Their identifiers stand in the address, which proxies cut at 8 kB.
const KEPT: usize = 200;

/// The rows that are ticked on this page, and those that were ticked on others.
pub fn ticked(sent: &FormData) -> Vec<String> {
    let kept = sent.get("kept").split('.').filter(|id| !id.is_empty()).map(str::to_owned);
    let mut ids: Vec<String> = sent.all("id").into_iter().chain(kept).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// To another page of the list, where one was asked for instead of an act: what is ticked stays so.
pub fn turn_page(sent: &FormData, list: &str) -> Option<PageResult> {
    let to = Some(sent.raw("go")).filter(|to| !to.is_empty())?;
    if to != list && !to.starts_with(&format!("{list}?")) {
        return Some(Err(HttpError::BAD.into()));
    }
    let ids = ticked(sent);
    let kept = ids.iter().take(KEPT).map(String::as_str).collect::<Vec<_>>().join(".");
    let to = routes::with(to, &[("kept", &kept), ("all", sent.get("all"))]);
    Some(match ids.len() > KEPT {
        true => done(&to, &format!("not_all_kept&count={KEPT}&of={}", ids.len())),
        false => Ok(see_other(&to)),
    })
}

/// The rows that are meant: those that are ticked, or all that the list finds.
pub async fn meant<I: From<String>>(
    sent: &FormData,
    all: impl Future<Output = Result<Vec<I>, ServiceError>>,
) -> Result<Vec<I>, ServiceError> {
    if !sent.get("all").is_empty() {
        return all.await;
    }
    Ok(ticked(sent).into_iter().map(I::from).collect())
}

/// Whether this number was asked about and confirmed.
pub fn is_confirmed<I>(sent: &FormData, ids: &[I]) -> bool {
    sent.number("expected") == Some(ids.len())
}

/// The question before an act: `key` is that of its texts. What was sent goes along, with the number that is asked about.
pub fn ask<I>(desk: &Desk, sent: &FormData, key: &str, ids: &[I], names: Vec<String>) -> BulkAsk {
    let texts = desk.texts();
    let count = ids.len() as u64;
    let kept = sent.unsecret().filter(|(name, _)| *name != "expected");
    let fields = kept.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let expected = ("expected".to_owned(), count.to_string());
    BulkAsk {
        title: counted(texts, &format!("desk.bulk.{key}_title"), count),
        text: texts.get(&format!("desk.bulk.{key}_text")).to_owned(),
        changed: !sent.get("expected").is_empty(),
        names,
        count,
        action: desk.path().split('?').next().unwrap_or_default().to_owned(),
        fields: fields.chain([expected]).collect(),
        act: texts.get(&format!("desk.bulk.{key}")).trim_end_matches([' ', '…']).to_owned(),
        ..BulkAsk::default()
    }
}

/// Shows the question.
pub async fn show(desk: Desk, area: Area, ask: BulkAsk) -> PageResult {
    let title = ask.title.clone();
    desk.page(&title, area, ask).await
}

/// Back to the list, saying to how many it was done.
pub fn said(query: &ListQuery, list: String, said: &str, count: u64, of: usize) -> PageResult {
    done(&query.address(list), &format!("{said}&count={count}&of={of}"))
}
