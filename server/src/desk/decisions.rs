//! What the team decides about a request: after a decision the next one that waits opens.

use super::forms::{FormData, problems};
use super::review::{ReviewQuery, review};
use super::session::{Desk, HandlerError, InScope, PageResult, done};
use super::way;
use crate::http_error::HttpError;
use crate::routes::Route;
use app::desk::Area;
use app::desk::letter::ShownMail;
use app::desk::review::{CONTACT_EMAIL, CONTACT_NAME, Offer, QueryView, ReviewView, SendBack};
use app::desk::routes;
use axum::extract::{Path, Query};
use domain::Severity;
use domain::text::embedded;
use domain::workflow::RequestState;
use serde::Deserialize;
use service::records::{QueryState, Request, RequestId};
use service::{FieldProblem, ServiceError};

/// The routes of decisions.
pub fn routes() -> Vec<Route> {
    vec![
        Route::post(routes::take_up::PATH, take_up),
        Route::get(routes::send_back::PATH, before_send_back),
        Route::post(routes::send_back::PATH, send_back),
        Route::post(routes::accept::PATH, accept),
        Route::post(routes::reject::PATH, reject),
        Route::post(routes::out_of_scope::PATH, out_of_scope),
        Route::post(routes::undo::PATH, undo),
        Route::post(routes::withdraw::PATH, withdraw),
        Route::post(routes::new_link::PATH, new_link),
        Route::post(routes::contact::PATH, contact),
    ]
}

/// After an act on a request: its page, saying what became of it.
pub fn after<T>(id: &RequestId, from: &str, result: Result<T, ServiceError>, said: &str) -> PageResult {
    let path = way::request(id, from);
    match result {
        Ok(_) => done(&path, said),
        Err(ServiceError::Conflict) => done(&path, "not_changed"),
        Err(ServiceError::NotNow("second_person")) => done(&path, "not_second"),
        Err(ServiceError::NotNow("supplier_acted")) => done(&path, "not_acted"),
        Err(ServiceError::NotNow(_)) => done(&path, "not_now"),
        Err(ServiceError::Invalid(_)) => done(&path, "not_reason"),
        Err(other) => Err(other.into()),
    }
}

/// What was decided must be about what was looked at: the request may not have moved on since.
async fn seen(desk: &Desk, id: &RequestId, sent: &FormData) -> Result<service::Reviewer, HandlerError> {
    let reviewer = desk.reviewer()?;
    unchanged(&reviewer, id, sent).await?;
    Ok(reviewer)
}

/// The same for whoever surveys.
async fn seen_by_manager(
    desk: &Desk,
    id: &RequestId,
    sent: &FormData,
) -> Result<service::Manager, HandlerError> {
    let manager = desk.manager()?;
    unchanged(&manager, id, sent).await?;
    Ok(manager)
}

async fn unchanged(viewer: &service::Viewer, id: &RequestId, sent: &FormData) -> Result<(), HandlerError> {
    let version: i64 = sent.number("version").ok_or(HttpError::BAD)?;
    if viewer.request(id).await?.request.was_seen_at(version) {
        return Ok(());
    }
    Err(done(&way::request(id, &way::tidy(sent.get("from"))), "not_changed")?.into())
}

async fn take_up(InScope(desk): InScope, Path(id): Path<RequestId>) -> PageResult {
    after(&id, "", desk.reviewer()?.take_up(&id).await, "taken_up")
}

/// After a decision: the next that waits.
async fn next_after<T>(
    desk: &Desk,
    id: &RequestId,
    sent: &FormData,
    decide: impl Future<Output = Result<T, ServiceError>>,
    said: impl FnOnce(&T) -> &'static str,
) -> Result<Result<PageResult, ServiceError>, HandlerError> {
    let from = way::tidy(sent.get("from"));
    // Which one is next is known by the place that this one still has.
    let next = way::next(desk, &from, id).await?;
    Ok(decide.await.map(|done| way::decided(id, next.as_ref(), &from, said(&done))))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct CameBy {
    from: String,
}

async fn before_send_back(
    InScope(desk): InScope,
    Path(id): Path<RequestId>,
    Query(CameBy { from }): Query<CameBy>,
) -> PageResult {
    desk.reviewer()?;
    show_send_back(&desk, &id, way::tidy(&from), None).await
}

/// The questions and the mail: those that are chosen, or at first what is worth asking where nothing is asked yet.
async fn show_send_back(
    desk: &Desk,
    id: &RequestId,
    from: String,
    chosen: Option<(Vec<String>, bool)>,
) -> PageResult {
    let reviewer = desk.reviewer()?;
    let detail = reviewer.request(id).await?;
    let query = ReviewQuery { view: ReviewView::History.key().to_owned(), ..ReviewQuery::default() };
    let all = review(desk, &detail, query, None).await?;
    let unsent = |q: &QueryView| matches!(q.state, QueryState::Draft | QueryState::Open);
    let queries: Vec<_> = all.queries.into_iter().filter(unsent).collect();
    let Some((concerns, document)) = detail.concerns()?.filter(|_| all.can.send_back) else {
        return done(&way::request(id, &from), "not_now");
    };
    let (asked, theirs) = (detail.asked(), embedded::texts(detail.supplier.spoken()));
    let refused = chosen.as_ref().is_some_and(|(_, refused)| *refused);
    let offers: Vec<Offer> = concerns
        .iter()
        .filter(|concern| !concern.is_asked(&asked))
        .map(|concern| {
            let key = concern.key();
            let worth = || {
                let open = concern.severity() != Severity::Note && !concern.is_explained(&document);
                queries.is_empty() && open
            };
            Offer {
                chosen: chosen.as_ref().map_or_else(worth, |(keys, _)| keys.contains(&key)),
                key,
                severity: concern.severity(),
                what: concern.what(desk.texts()),
                question: concern.question(&document.declaration, theirs),
            }
        })
        .collect();
    let keys: Vec<String> = offers.iter().filter(|it| it.chosen).map(|it| it.key.clone()).collect();
    let mail = reviewer.preview_asking(id, &keys).await?;
    let body = SendBack {
        version: detail.request.version,
        supplier: detail.supplier.name.clone(),
        from,
        language: detail.supplier.spoken().to_owned(),
        queries,
        offers,
        nothing: refused,
        mail: ShownMail {
            id: String::new(),
            to: detail.supplier.email.clone(),
            subject: mail.subject,
            text: mail.text,
            language: detail.supplier.spoken().to_owned(),
        },
        id: id.clone().into(),
    };
    let title = desk.texts().get("desk.back.title");
    match refused {
        true => desk.refused(title, Area::Requests, body).await,
        false => desk.page(title, Area::Requests, body).await,
    }
}

async fn send_back(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reviewer = seen(&desk, &id, &sent).await?;
    let (from, keys) = (way::tidy(sent.get("from")), sent.all("concern"));
    if sent.get("act") == "preview" {
        return show_send_back(&desk, &id, from, Some((keys, false))).await;
    }
    match next_after(&desk, &id, &sent, reviewer.send_back_asking(&id, &keys), |_| "sent_back").await? {
        Ok(page) => page,
        Err(ServiceError::Invalid(_)) => show_send_back(&desk, &id, from, Some((keys, true))).await,
        Err(error) => after(&id, &from, Err::<(), _>(error), ""),
    }
}

async fn accept(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reviewer = seen(&desk, &id, &sent).await?;
    // Where two are asked for, the first acceptance is none yet.
    let said = |request: &Request| match request.state {
        RequestState::Accepted => "accepted",
        _ => "accepted_first",
    };
    match next_after(&desk, &id, &sent, reviewer.accept(&id), said).await? {
        Ok(page) => page,
        Err(error) => after(&id, &way::tidy(sent.get("from")), Err::<(), _>(error), ""),
    }
}

/// After an act that needs a reason: the next that waits; where the reason is missing or too long, the page again with
/// the field marked.
async fn after_reason<T>(
    desk: &Desk,
    id: &RequestId,
    sent: &FormData,
    field: &str,
    decide: impl Future<Output = Result<T, ServiceError>>,
    said: &'static str,
) -> PageResult {
    let from = way::tidy(sent.get("from"));
    let error = match next_after(desk, id, sent, decide, |_| said).await? {
        Ok(page) => return page,
        Err(error @ ServiceError::Invalid(_)) => error,
        Err(error) => return after(id, &from, Err::<(), _>(error), ""),
    };
    let found: Vec<_> =
        problems(error)?.into_iter().map(|p| FieldProblem { field: field.into(), ..p }).collect();
    let detail = desk.viewer().request(id).await?;
    let mut page = review(desk, &detail, ReviewQuery { from, ..ReviewQuery::default() }, None).await?;
    page.refused = sent.again(desk.texts(), &found);
    desk.refused(&detail.supplier.name, Area::Requests, page).await
}

async fn reject(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reason = sent.get("reason-reject").replace("\r\n", "\n");
    let reviewer = seen(&desk, &id, &sent).await?;
    after_reason(&desk, &id, &sent, "reason-reject", reviewer.reject(&id, &reason), "rejected").await
}

async fn out_of_scope(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reason = sent.get("reason-out-of-scope").replace("\r\n", "\n");
    let reviewer = seen(&desk, &id, &sent).await?;
    let agree = reviewer.agree_out_of_scope(&id, &reason);
    after_reason(&desk, &id, &sent, "reason-out-of-scope", agree, "out_of_scope").await
}

async fn undo(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reviewer = seen(&desk, &id, &sent).await?;
    let request = reviewer.request(&id).await?.request;
    let said = match request.state {
        RequestState::Withdrawn if request.submissions > 0 => "withdrawal_undone",
        RequestState::Declined | RequestState::Withdrawn => "asked_again",
        RequestState::OutOfScope => "scope_undone",
        RequestState::SentBack => "sent_back_undone",
        state if state.waits_for_review() => "accepted_first_undone",
        _ => "undone",
    };
    after(&id, &way::tidy(sent.get("from")), reviewer.undo(&id).await, said)
}

async fn withdraw(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reason = sent.get("reason-withdraw").replace("\r\n", "\n");
    let manager = seen_by_manager(&desk, &id, &sent).await?;
    after(&id, &way::tidy(sent.get("from")), manager.withdraw(&id, &reason).await, "withdrawn")
}

async fn new_link(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    after(&id, "", seen_by_manager(&desk, &id, &sent).await?.resend_link(&id).await, "link_sent")
}

async fn contact(InScope(desk): InScope, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let manager = seen_by_manager(&desk, &id, &sent).await?;
    if sent.get("take") != "yes" {
        return after(&id, "", manager.dismiss_other_person(&id).await, "contact_kept");
    }
    let accepted = manager.accept_other_person(&id, sent.get(CONTACT_NAME), sent.get(CONTACT_EMAIL)).await;
    let Err(error @ ServiceError::Invalid(_)) = accepted else {
        return after(&id, "", accepted, "contact_taken");
    };
    let found: Vec<_> =
        problems(error)?.into_iter().map(|p| FieldProblem { field: CONTACT_EMAIL.into(), ..p }).collect();
    let detail = manager.request(&id).await?;
    let mut page = review(&desk, &detail, ReviewQuery::default(), None).await?;
    if let Some(proposal) = &mut page.proposed {
        proposal.form = sent.again(desk.texts(), &found);
    }
    desk.refused(&detail.supplier.name, Area::Requests, page).await
}
