//! One request: the page, and what the team does with it.

use super::forms::{FormData, problems, say};
use super::names::of_row;
use super::overview::summary;
use super::session::{Desk, HandlerError, PageResult, done};
use super::submission_view::{ROWS, SubmissionView, nothing};
use super::{logs, view_models};
use crate::http_error::HttpError;
use crate::routes::Route;
use crate::supplier::files::{WORKBOOK, attachment};
use app::desk::letter::ShownMail;
use app::desk::parts::Paging;
use app::desk::review::{
    Ask, CONTACT_EMAIL, CONTACT_NAME, Can, LaterCheck, Proposal, QueryView, Review, ReviewAt, ReviewView,
    RowPage, SendBack, SubmissionHead, TableSize,
};
use app::desk::routes;
use app::desk::{Area, BoundForm};
use axum::extract::{Path, Query};
use domain::text::embedded;
use domain::workflow::{RequestState, Transition};
use domain::{Report, SmelterRow, Table, Texts};
use serde::Deserialize;
use service::declarations::submission::{Difference, Document};
use service::records::{QueryState, RequestId, Submission};
use service::review::recheck;
use service::review::requests::Detail;
use service::{FieldProblem, ServiceError};
use std::collections::{BTreeSet, HashMap};

/// How many findings and differences a page lists.
const LISTED: usize = 200;

/// The routes of a request.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::request::PATH, show),
        Route::get(routes::submission::PATH, download),
        Route::post(routes::take_up::PATH, take_up),
        Route::post(routes::queries::PATH, raise),
        Route::post(routes::query::PATH, edit_query),
        Route::post(routes::drop_query::PATH, drop_query),
        Route::post(routes::close_query::PATH, close_query),
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

/// What the page is to show.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ReviewQuery {
    view: String,
    n: i64,
    page: usize,
    q: String,
    only: String,
    ask: String,
    finding: String,
    /// A row, and the number that was typed there and is no smelter's.
    row: String,
    cid: String,
}

async fn show(desk: Desk, Path(id): Path<RequestId>, Query(query): Query<ReviewQuery>) -> PageResult {
    // Thousands of rows take a while: whoever asks for many such pages waits for himself alone.
    let _turn = desk.portal.turns.take(&format!("desk:{}", desk.actor.member().id)).await;
    let detail = desk.viewer().request(&id).await?;
    let page = review(&desk, &detail, query, None).await?;
    let title = format!("{} · {}", detail.supplier.name, detail.campaign.name);
    desk.page(&title, Area::Requests, page).await
}

/// The differences of a submission to the one before.
fn changes(
    detail: &Detail,
    shown: Option<(&Submission, &Document)>,
) -> Result<Vec<Difference>, ServiceError> {
    let Some((submission, document)) = shown else { return Ok(Vec::new()) };
    match detail.submissions.iter().find(|s| s.number == submission.number - 1) {
        Some(before) => {
            let before = Document::read(&before.document)?;
            Ok(service::declarations::submission::difference(&before.declaration, &document.declaration))
        }
        None => Ok(Vec::new()),
    }
}

async fn review(
    desk: &Desk,
    detail: &Detail,
    query: ReviewQuery,
    ask: Option<Ask>,
) -> Result<Review, HandlerError> {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let (request, supplier) = (&detail.request, &detail.supplier);
    let wanted = detail.submissions.iter().find(|s| s.number == query.n);
    let submission = wanted.or(detail.submissions.last());
    let document = match submission {
        Some(s) => Document::read(&s.document)?,
        None => nothing(),
    };
    let template = match submission {
        Some(_) => document.definition()?,
        None => domain::template::named(&detail.campaign.template_version).ok_or(HttpError::OURS)?,
    };
    let differences = changes(detail, submission.map(|s| (s, &document)))?;
    let mut declared = SubmissionView::new(texts, template, &document, &differences);
    let live = detail.queries.iter().filter(|q| q.state != QueryState::Closed);
    let asked: BTreeSet<String> = live.clone().map(|q| q.finding.clone()).collect();
    let theirs = embedded::texts(supplier.spoken());
    let mut findings = submission
        .map(|s| declared.with_report(&latest_report(detail, s), theirs, &asked))
        .unwrap_or_default();
    declared.with_queries(live.map(|q| (q.location.as_str(), q.text.as_str())));

    let size = |table| TableSize { table, rows: document.declaration.rows(table).count() as u64 };
    let view = match (submission, ReviewView::parse(&query.view).unwrap_or_default()) {
        (None, _) => ReviewView::History,
        (_, ReviewView::Rows(table)) if template.table(table).is_none() => ReviewView::Answers,
        (_, known) => known,
    };
    let ask = ask.unwrap_or_else(|| {
        let place = if query.ask.is_empty() { String::new() } else { declared.place(&query.ask) };
        let text = findings.iter().find(|f| f.key == query.finding).map(|f| f.proposal.clone());
        Ask {
            location: query.ask.clone(),
            place,
            finding: query.finding.clone(),
            text: text.unwrap_or_default(),
            error: None,
        }
    });
    let mut page = Review {
        at: ReviewAt {
            request: request.id.to_string(),
            view,
            number: submission.map_or(0, |s| s.number),
            can_ask: request.state.waits_for_review(),
        },
        version: request.version,
        state: request.state,
        since: request.state_at,
        overdue: request.state.waits_for_supplier() && detail.campaign.due < desk.portal.services.today(),
        supplier: view_models::supplier(supplier),
        campaign: summary(&detail.campaign),
        reason: request.reason.clone(),
        scope_reason: request.scope_reason.clone(),
        proposed: detail.other_person.as_ref().map(|person| Proposal {
            note: person.note.clone(),
            form: BoundForm::of([(CONTACT_NAME, &person.name), (CONTACT_EMAIL, &person.email)]),
        }),
        next_reminder: service::survey::reminders::next_reminder(
            request,
            &detail.campaign,
            supplier,
            desk.portal.services.now(),
        ),
        reminders: request.reminders,
        submissions: detail.submissions.iter().rev().map(|s| head(detail, s)).collect(),
        tables: template.tables.iter().map(|def| size(def.table)).collect(),
        changed: differences.len() as u64,
        queries: detail
            .queries
            .iter()
            .rev()
            .filter(|q| !set_aside(q))
            .map(|q| query_view(&declared, q))
            .collect(),
        ask,
        can: can(detail),
        ..Review::default()
    };
    match view {
        ReviewView::Answers => page.groups = declared.groups(),
        ReviewView::Rows(table) => {
            page.rows = declared.table(table, query.q.trim(), query.only == "findings", query.page);
            (page.rows.here, page.rows.paging) = row_paging(&page, &query);
            if table == Table::SMELTERS {
                name_smelters(desk, &document, &mut page.rows).await?;
                let at_row = page.rows.rows.iter_mut().find(|r| r.location == query.row);
                if let Some(name_match) = at_row.and_then(|r| r.name_match.as_mut()) {
                    name_match.typed = query.cid.clone();
                }
            }
        }
        ReviewView::Changes => {
            page.changes = declared.changes(&differences, LISTED);
            page.more_changes = differences.len().saturating_sub(LISTED) as u64;
        }
        ReviewView::History => {
            let own = format!("request:{}", request.id);
            let entries = viewer.log_of(&own, 200).await?;
            page.log = logs::lines(texts, &entries, &logs::Names::of(&viewer, &entries).await?, &own);
            let mails = viewer.mails(Some(&supplier.id), 100).await?;
            let ours = mails.iter().filter(|m| m.mail.request.as_ref() == Some(&request.id));
            page.mails = ours.map(|m| view_models::mail(texts, m)).collect();
        }
    }
    page.checked_later = submission.map(|s| checked_later(texts, detail, s)).unwrap_or_default();
    page.more_findings = findings.len().saturating_sub(LISTED) as u64;
    findings.truncate(LISTED);
    page.findings = findings;
    Ok(page)
}

/// What the rules say of a submission, as it was checked last.
fn latest_report(detail: &Detail, submission: &Submission) -> Report {
    Report {
        findings: recheck::findings(submission, detail.checked_later(submission.number)),
        ..Report::default()
    }
}

/// How the submission that is shown was checked later: when, why, how many findings came and went.
fn checked_later(texts: &Texts, detail: &Detail, s: &Submission) -> Vec<LaterCheck> {
    let count = recheck::findings(s, None).len().to_string();
    let what = texts.fmt("desk.review.checked_first", &[("n", &count)]);
    let first = LaterCheck { at: s.submitted_at, what };
    let of_it: Vec<_> = detail.rechecks.iter().filter(|j| j.number == s.number).collect();
    let first = (!of_it.is_empty()).then_some(first);
    let later = of_it.into_iter().map(|j| {
        let kind = j.cause.split(':').next().unwrap_or_default();
        let args = [("more", j.more.to_string()), ("fewer", j.fewer.to_string())];
        let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
        LaterCheck { at: j.at, what: texts.fmt(&format!("desk.review.rechecked.{kind}"), &args) }
    });
    first.into_iter().chain(later).collect()
}

/// Says of the rows that are shown which smelter they mean, where the lists do not say so for sure.
async fn name_smelters(desk: &Desk, document: &Document, shown: &mut RowPage) -> Result<(), HandlerError> {
    let of: HashMap<String, &SmelterRow> =
        document.declaration.smelters.iter().map(|r| (format!("smelter.{}", r.id.0), r)).collect();
    let rows = shown.rows.iter().filter_map(|r| of.get(&r.location).map(|row| (*row).clone())).collect();
    let matched = desk.viewer().match_rows(rows).await?;
    let named = shown.rows.iter_mut().filter(|r| of.contains_key(&r.location));
    for (row, matched) in named.zip(matched) {
        row.name_match = matched.map(|m| of_row(desk.texts(), &row.location.replace('.', "-"), &m));
    }
    Ok(())
}

/// The address of this page of rows, and the way on.
fn row_paging(page: &Review, query: &ReviewQuery) -> (String, Paging) {
    let only = if page.rows.only_findings { "findings" } else { "" };
    let base = routes::with(page.at.href(page.at.view), &[("q", &page.rows.search), ("only", only)]);
    let at = query.page.max(1);
    let (_, paging) = Paging::numbered(&base, at, ROWS, page.rows.range.of.unwrap_or_default() as usize);
    (routes::with(&base, &[("page", &at.to_string())]), paging)
}

fn head(detail: &Detail, s: &Submission) -> SubmissionHead {
    let report = latest_report(detail, s);
    SubmissionHead {
        number: s.number,
        at: s.submitted_at,
        hash: s.hash.clone(),
        errors: report.errors().count() as u64,
        warnings: report.warnings().count() as u64,
    }
}

/// Whether a query was never sent, and a decision put it away.
fn set_aside(q: &service::records::Query) -> bool {
    q.state == QueryState::Closed && q.was == Some(QueryState::Draft)
}

fn query_view(declared: &SubmissionView, q: &service::records::Query) -> QueryView {
    let now = declared.value(&q.location);
    let sent = !matches!(q.state, QueryState::Draft | QueryState::Open);
    QueryView {
        id: q.id.clone(),
        state: q.state,
        location: q.location.clone(),
        place: declared.place(&q.location),
        text: q.text.clone(),
        old_value: q.old_value.clone(),
        new_value: (sent && now != q.old_value).then_some(now),
        reply: q.reply.clone(),
        submission: q.submission,
    }
}

fn can(detail: &Detail) -> Can {
    let state = detail.request.state;
    let possible = |act: Transition| state.after(act).is_some();
    Can {
        take_up: possible(Transition::TakeUp) && state != RequestState::InReview,
        send_back: possible(Transition::SendBack),
        accept: possible(Transition::Accept),
        reject: possible(Transition::Reject),
        agree: possible(Transition::Agree),
        undo: possible(Transition::Undo),
        withdraw: possible(Transition::Withdraw),
        new_link: state.waits_for_supplier() && !detail.supplier.email.is_empty(),
    }
}

async fn download(desk: Desk, Path((id, file)): Path<(RequestId, String)>) -> PageResult {
    let (number, kind) = file.split_once('.').ok_or(HttpError::NOT_FOUND)?;
    let number: i64 = number.parse().map_err(|_| HttpError::NOT_FOUND)?;
    let (kind, bytes) = match kind {
        "json" => {
            let detail = desk.viewer().request(&id).await?;
            let found = detail.submissions.into_iter().find(|s| s.number == number);
            ("application/json", found.ok_or(HttpError::NOT_FOUND)?.document.into_bytes())
        }
        "xlsx" => {
            let language = desk.texts().language();
            (WORKBOOK, desk.viewer().submission_workbook(&id, number, language).await?)
        }
        _ => return Err(HttpError::NOT_FOUND.into()),
    };
    let detail = desk.viewer().request(&id).await?;
    let name = format!("{} {} {file}", detail.supplier.name, detail.campaign.year);
    Ok(attachment(kind, &name, bytes))
}

/// After an act on a request: its page, saying what became of it.
fn after<T>(id: &RequestId, result: Result<T, ServiceError>, said: &str) -> PageResult {
    let path = routes::request(id);
    match result {
        Ok(_) => done(&path, said),
        Err(ServiceError::Conflict) => done(&path, "not_changed"),
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
    Err(done(&routes::request(id), "not_changed")?.into())
}

async fn take_up(desk: Desk, Path(id): Path<RequestId>) -> PageResult {
    after(&id, desk.reviewer()?.take_up(&id).await, "taken_up")
}

async fn raise(desk: Desk, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let (location, finding, text) = (sent.get("location"), sent.get("finding"), sent.get("ask-text"));
    let location = if location.is_empty() { "declaration" } else { location };
    let text = text.replace("\r\n", "\n");
    match reviewer.raise_query(&id, location, finding, &text).await {
        Ok(_) => done(&routes::with(routes::request(&id), &[("view", sent.get("view"))]), "query_added"),
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
            let query = ReviewQuery { view: sent.get("view").to_owned(), ..ReviewQuery::default() };
            let page = review(&desk, &detail, query, Some(ask)).await?;
            desk.refused(&detail.supplier.name, Area::Requests, page).await
        }
        Err(other) => after(&id, Err::<(), _>(other), ""),
    }
}

async fn edit_query(desk: Desk, Path((id, query)): Path<(RequestId, String)>, sent: FormData) -> PageResult {
    let text = sent.get(sent.get("field")).replace("\r\n", "\n");
    after(&id, desk.reviewer()?.edit_query(&id, &query, &text).await, "saved")
}

async fn drop_query(desk: Desk, Path((id, query)): Path<(RequestId, String)>) -> PageResult {
    after(&id, desk.reviewer()?.drop_query(&id, &query).await, "query_dropped")
}

async fn close_query(desk: Desk, Path((id, query)): Path<(RequestId, String)>) -> PageResult {
    after(&id, desk.reviewer()?.close_query(&id, &query).await, "query_closed")
}

async fn before_send_back(desk: Desk, Path(id): Path<RequestId>) -> PageResult {
    let reviewer = desk.reviewer()?;
    let detail = reviewer.request(&id).await?;
    let query = ReviewQuery { view: ReviewView::History.key().to_owned(), ..ReviewQuery::default() };
    let all = review(&desk, &detail, query, None).await?;
    let unsent = |q: &QueryView| matches!(q.state, QueryState::Draft | QueryState::Open);
    let queries: Vec<_> = all.queries.into_iter().filter(unsent).collect();
    if queries.is_empty() || !all.can.send_back {
        return done(&routes::request(&id), "not_now");
    }
    let mail = reviewer.preview_send_back(&id).await?;
    let body = SendBack {
        version: detail.request.version,
        supplier: detail.supplier.name.clone(),
        queries,
        mail: ShownMail {
            id: String::new(),
            to: detail.supplier.email.clone(),
            subject: mail.subject,
            text: mail.text,
            language: detail.supplier.spoken().to_owned(),
        },
        id: id.into(),
    };
    desk.page(desk.texts().get("desk.back.title"), Area::Requests, body).await
}

async fn send_back(desk: Desk, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    after(&id, seen(&desk, &id, &sent).await?.send_back(&id).await, "sent_back")
}

async fn accept(desk: Desk, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    after(&id, seen(&desk, &id, &sent).await?.accept(&id).await, "accepted")
}

/// After an act that needs a reason: where that is missing or too long, the page again with the field marked.
async fn after_reason<T>(
    desk: &Desk,
    id: &RequestId,
    sent: &FormData,
    field: &str,
    result: Result<T, ServiceError>,
    said: &str,
) -> PageResult {
    let Err(error @ ServiceError::Invalid(_)) = result else { return after(id, result, said) };
    let found: Vec<_> =
        problems(error)?.into_iter().map(|p| FieldProblem { field: field.into(), ..p }).collect();
    let detail = desk.viewer().request(id).await?;
    let mut page = review(desk, &detail, ReviewQuery::default(), None).await?;
    page.refused = sent.again(desk.texts(), &found);
    desk.refused(&detail.supplier.name, Area::Requests, page).await
}

async fn reject(desk: Desk, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reason = sent.get("reason-reject").replace("\r\n", "\n");
    let result = seen(&desk, &id, &sent).await?.reject(&id, &reason).await;
    after_reason(&desk, &id, &sent, "reason-reject", result, "rejected").await
}

async fn out_of_scope(desk: Desk, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reason = sent.get("reason-out-of-scope").replace("\r\n", "\n");
    let result = seen(&desk, &id, &sent).await?.agree_out_of_scope(&id, &reason).await;
    after_reason(&desk, &id, &sent, "reason-out-of-scope", result, "out_of_scope").await
}

async fn undo(desk: Desk, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reviewer = seen(&desk, &id, &sent).await?;
    let request = reviewer.request(&id).await?.request;
    let said = match request.state {
        RequestState::Withdrawn if request.submissions > 0 => "withdrawal_undone",
        RequestState::Declined | RequestState::Withdrawn => "asked_again",
        RequestState::OutOfScope => "scope_undone",
        _ => "undone",
    };
    after(&id, reviewer.undo(&id).await, said)
}

async fn withdraw(desk: Desk, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let reason = sent.get("reason-withdraw").replace("\r\n", "\n");
    let result = seen_by_manager(&desk, &id, &sent).await?.withdraw(&id, &reason).await;
    after_reason(&desk, &id, &sent, "reason-withdraw", result, "withdrawn").await
}

async fn new_link(desk: Desk, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    after(&id, seen_by_manager(&desk, &id, &sent).await?.resend_link(&id).await, "link_sent")
}

async fn contact(desk: Desk, Path(id): Path<RequestId>, sent: FormData) -> PageResult {
    let manager = seen_by_manager(&desk, &id, &sent).await?;
    if sent.get("take") != "yes" {
        return after(&id, manager.dismiss_other_person(&id).await, "contact_kept");
    }
    let accepted = manager.accept_other_person(&id, sent.get(CONTACT_NAME), sent.get(CONTACT_EMAIL)).await;
    let Err(error @ ServiceError::Invalid(_)) = accepted else {
        return after(&id, accepted, "contact_taken");
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
