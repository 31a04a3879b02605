//! Acceptance by exception: the list, and the press that accepts what is ticked in it.

use super::forms::FormData;
use super::requests;
use super::session::{Desk, HandlerError, PageResult, done};
use super::way;
use crate::http_error::HttpError;
use crate::routes::Route;
use app::desk::Area;
use app::desk::accept::{AcceptClear, ClearRow};
use app::desk::parts::number;
use app::desk::routes;
use app::ui::Link;
use axum::extract::RawQuery;
use domain::Texts;
use service::records::RequestId;
use service::review::bar::{AT_ONCE, Clear};
use service::review::questions::concerns;

/// The routes.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::accept_clear::PATH, show), Route::post(routes::accept_clear::PATH, accept)]
}

async fn show(desk: Desk, RawQuery(query): RawQuery) -> PageResult {
    desk.reviewer()?;
    // Reading some hundred declarations takes a while: whoever asks for many such pages waits for himself alone.
    let _turn = desk.portal.turns.take(&format!("desk:{}", desk.actor.member().id)).await;
    let (texts, from) = (desk.texts(), way::tidy(&query.unwrap_or_default()));
    let filter = requests::filter_of(&desk, &way::read(&from)?);
    let found = desk.viewer().clear_of(&filter).await?;
    let body = AcceptClear {
        list: Link::new(way::list(&from), texts.get("desk.queue.title")),
        needs_second: found.clear.iter().any(|clear| clear.needs_second),
        rows: found.clear.iter().map(|clear| row(texts, clear)).collect(),
        held: found.held as u64,
        more: found.more,
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

async fn accept(desk: Desk, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let list = way::list(&way::tidy(sent.get("list")));
    let mut ticked = sent.all("id");
    ticked.sort();
    ticked.dedup();
    if ticked.is_empty() {
        return done(&list, "not_ticked");
    }
    if ticked.len() > AT_ONCE {
        return Err(HttpError::BAD.into());
    }
    let of = ticked.len();
    let ticked = ticked.iter().map(|it| looked_at(it)).collect::<Result<Vec<_>, _>>()?;
    let count = reviewer.accept_clear(ticked).await?;
    done(&list, &format!("accepted_clear&count={count}&of={of}"))
}
