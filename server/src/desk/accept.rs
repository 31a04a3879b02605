//! Acceptance by exception: the list, and the press that accepts what is ticked in it.

use super::forms::FormData;
use super::session::{Desk, HandlerError, InScope, PageResult, done};
use super::{bulk, queue_filter, together, way};
use crate::http_error::HttpError;
use crate::page_context::see_other;
use crate::routes::Route;
use app::desk::Area;
use app::desk::accept::{AcceptClear, ClearRow};
use app::desk::parts::number;
use app::desk::routes;
use app::ui::Link;
use axum::extract::{Query, RawQuery};
use domain::Texts;
use serde::Deserialize;
use service::records::RequestId;
use service::review::bar::{self, Clear};
use service::review::questions::concerns;

/// How many earlier jobs are listed.
const LAST: u32 = 5;

/// The routes.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::accept_clear::PATH, show), Route::post(routes::accept_clear::PATH, accept)]
}

/// Behind which request the page goes on.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Behind {
    behind: String,
}

async fn show(
    InScope(desk): InScope,
    RawQuery(query): RawQuery,
    Query(Behind { behind }): Query<Behind>,
) -> PageResult {
    desk.reviewer()?;
    // Reading some hundred declarations takes a while: whoever asks for many such pages waits for himself alone.
    let _turn = desk.portal.locks.lock(&format!("desk:{}", desk.actor.member().id)).await;
    let (texts, from) = (desk.texts(), way::tidy(&query.unwrap_or_default()));
    let filter = queue_filter::filter_of(&desk, &way::read(&from)?);
    let (viewer, behind) = (desk.viewer(), Some(behind).filter(|id| !id.is_empty()));
    let is_first = behind.is_none();
    let found = viewer.clear_of(&filter, behind.map(RequestId::from)).await?;
    let waiting = match is_first && found.more.is_some() {
        true => Some(viewer.requests_found(&bar::waiting(&filter)).await?),
        false => None,
    };
    let own = format!("{}?{from}", routes::accept_clear());
    let last = viewer.last_together(LAST).await?;
    let next = found.more.map(|last| routes::with(own.as_str(), &[("behind", &last)]));
    let body = AcceptClear {
        list: Link::new(way::list(&from), texts.get("desk.queue.title")),
        needs_second: found.clear.iter().any(|clear| clear.needs_second),
        rows: found.clear.iter().map(|clear| row(texts, clear)).collect(),
        held: found.held as u64,
        next,
        waiting,
        earlier: together::lines(&desk, &last).await?,
        fields: vec![("list".to_owned(), from)],
    };
    desk.page(texts.get("desk.clear.act"), Area::Requests, body).await
}

fn row(texts: &Texts, clear: &Clear) -> ClearRow {
    let since = clear.since.as_ref().map(|since| {
        let of = &since.smelters;
        let counts = [
            ("desk.since.new", of.new.len()),
            ("desk.since.gone", of.gone.len()),
            ("desk.since.renamed", of.renamed.len()),
            ("desk.since.moved", of.moved.len()),
            ("desk.since.answers", since.answers.len()),
        ];
        let said = counts.into_iter().filter(|(_, n)| *n > 0);
        let said: Vec<String> = said.map(|(key, n)| texts.fmt(key, &[("n", &number(n as u64))])).collect();
        if said.is_empty() { texts.get("desk.since.same").to_owned() } else { said.join(" · ") }
    });
    ClearRow {
        id: clear.request.to_string(),
        version: clear.version,
        supplier: clear.supplier.clone(),
        campaign: clear.campaign.clone(),
        number: clear.number,
        left: concerns(&clear.left).iter().map(|concern| concern.what(texts)).collect(),
        since,
    }
}

/// A request and the version that was looked at.
fn looked_at(ticked: &str) -> Result<(RequestId, i64), HandlerError> {
    let (id, version) = ticked.split_once(':').ok_or(HttpError::BAD)?;
    Ok((id.into(), version.parse().map_err(|_| HttpError::BAD)?))
}

/// What is meant: what is ticked; or all that waits in the list but what was shown and is not ticked.
async fn meant(desk: &Desk, sent: &FormData) -> Result<Vec<(RequestId, i64)>, HandlerError> {
    let mut ticked = sent.all("id");
    ticked.sort();
    ticked.dedup();
    let mut items = ticked.iter().map(|it| looked_at(it)).collect::<Result<Vec<_>, _>>()?;
    if sent.get("all").is_empty() {
        return Ok(items);
    }
    let filter = queue_filter::filter_of(desk, &way::read(&way::tidy(sent.get("list")))?);
    let shown = sent.all("shown");
    let all = desk.viewer().request_versions(&bar::waiting(&filter)).await?;
    items.extend(all.into_iter().filter(|(id, _)| !shown.iter().any(|shown| *shown == **id)));
    Ok(items)
}

async fn accept(InScope(desk): InScope, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let from = way::tidy(sent.get("list"));
    let (list, items) = (way::list(&from), meant(&desk, &sent).await?);
    if items.is_empty() {
        return done(&list, "not_ticked");
    }
    // What nobody has seen is asked about first.
    if !sent.get("all").is_empty() && !bulk::is_confirmed(&sent, &items) {
        let mut names = Vec::new();
        for (id, _) in items.iter().take(bulk::NAMED) {
            names.push(reviewer.request(id).await?.supplier.name);
        }
        let mut ask = bulk::ask(&desk, &sent, "accept", &items, names);
        ask.list = Link::new(list, desk.texts().get("desk.queue.title"));
        return bulk::show(desk, Area::Requests, ask).await;
    }
    let of = items.len();
    let job = reviewer.accept_together(items, &from).await?;
    let accepted = job.standing.done + job.standing.first;
    match job.is_open() || accepted < of as u64 {
        true => Ok(see_other(&routes::together(&job.job.job.id))),
        false => {
            let undo = &job.job.job.id;
            done(&list, &format!("accepted_clear&count={accepted}&of={of}&undo_all={undo}"))
        }
    }
}
