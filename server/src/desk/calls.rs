//! Telephone calls about requests.

use super::forms::{FormData, problems};
use super::session::{Desk, HandlerError, InScope, PageResult, done};
use super::view_models;
use crate::routes::Route;
use app::desk::calls::{CallLine, RecordCall};
use app::desk::{Area, BoundForm, routes};
use axum::extract::{Path, Query};
use service::records::{Call, CallOutcome, Member, RequestId};
use service::survey::calls::Called;

/// The routes.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::request_calls::PATH, show), Route::post(routes::request_calls::PATH, record)]
}

/// A call as pages show it.
pub fn line(call: Call, members: &[Member]) -> CallLine {
    CallLine {
        by: members.iter().find(|m| m.id == call.by).map_or(String::new(), |m| m.name.clone()),
        on: call.on.to_string(),
        until: call.until.map_or(String::new(), |day| day.to_string()),
        person: call.person,
        outcome: call.outcome,
        words: call.words,
    }
}

/// Calls as pages show them.
pub async fn lines(desk: &Desk, calls: Vec<Call>) -> Result<Vec<CallLine>, HandlerError> {
    if calls.is_empty() {
        return Ok(Vec::new());
    }
    let members = desk.viewer().members().await?;
    Ok(calls.into_iter().map(|call| line(call, &members)).collect())
}

/// Where one came from.
fn back(id: &RequestId, from: &str) -> String {
    if from == "call-list" { routes::call_list() } else { routes::request(id) }
}

async fn page(desk: &Desk, id: &RequestId, form: BoundForm) -> Result<RecordCall, HandlerError> {
    desk.reviewer()?;
    let detail = desk.viewer().request(id).await?;
    let calls = desk.viewer().calls_about(vec![id.clone()]).await?;
    Ok(RecordCall {
        request: id.to_string(),
        campaign: detail.campaign.name,
        supplier: view_models::supplier(&detail.supplier),
        calls: lines(desk, calls).await?,
        back: back(id, form.get("from")),
        form,
    })
}

async fn show(
    InScope(desk): InScope,
    Path(id): Path<RequestId>,
    Query(query): Query<Vec<(String, String)>>,
) -> PageResult {
    let today = desk.portal.services.company_today().await?.to_string();
    let (call, from) = (desk.portal.services.new_id(), FormData::from(query).get("from").to_owned());
    let form = BoundForm::of([("id", call), ("on", today), ("from", from)]);
    let body = page(&desk, &id, form).await?;
    desk.page(desk.texts().get("desk.calls.record"), Area::Requests, body).await
}

async fn record(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let called = Called {
        id: sent.get("id").to_owned(),
        on: sent.get("on").to_owned(),
        person: sent.get("person").to_owned(),
        outcome: CallOutcome::parse(sent.get("outcome")),
        until: sent.get("until").to_owned(),
        words: sent.get("words").replace("\r\n", "\n"),
    };
    match desk.reviewer()?.record_call(&id, called).await {
        Ok(()) => done(&back(&id, sent.get("from")), "call_recorded"),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let body = page(&desk, &id, form).await?;
            desk.refused(desk.texts().get("desk.calls.record"), Area::Requests, body).await
        }
    }
}
