//! The form: shown step by step, saved by plain posts or as one types, submitted.

use super::draw::draw;
use super::entering;
use super::models::{Case, View};
use super::session::{Answering, Posted};
use super::stopped::{closed, closed_form, closed_save};
use super::taking::{conflicts, page_of, read, refusal, take};
use crate::app_state::AppState;
use crate::http_error::HttpError;
use crate::page_context::{html, see_other};
use app::desk::routes;
use app::supplier::model::{SaveCall, SaveReply, Step};
use app::supplier::{SupplierPage, parse_form, paths, render};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::Template;
use serde::Deserialize;
use service::ServiceError;
use service::records::RequestId;

/// Entries of a draft from which on its page takes long to draw.
const LARGE: usize = 2_000;

/// What an address may say about the view.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    page: u32,
    row: Option<u64>,
    said: String,
}

/// Goes on where the supplier left off.
pub async fn resume(State(portal): State<AppState>, answering: Answering) -> Result<Response, HttpError> {
    let _turn = portal.locks.lock(&answering.desk.request().id).await;
    if let Some(elsewhere) = closed(&answering).await? {
        return Ok(elsewhere);
    }
    let queries = answering.desk.queries().await?;
    let company = answering.desk.company().await?;
    let step = answering.case(&company, &queries).first_step();
    form(&portal, answering, View { step, ..View::default() }, StatusCode::OK).await
}

/// Shows a step.
pub async fn show(
    State(portal): State<AppState>,
    Path((_, step)): Path<(RequestId, String)>,
    Query(wish): Query<Wish>,
    answering: Answering,
) -> Result<Response, HttpError> {
    let step = Step::find(&step, answering.desk.template()?).ok_or(HttpError::NOT_FOUND)?;
    let _turn = portal.locks.lock(&answering.desk.request().id).await;
    if let Some(elsewhere) = closed(&answering).await? {
        return Ok(elsewhere);
    }
    let notice = match wish.said.as_str() {
        "saved" => Some("answer.notice.saved"),
        "checked" => Some("answer.notice.checked"),
        "filled" => Some("answer.notice.filled"),
        "no-file" => Some("answer.notice.no_file"),
        _ => None,
    };
    let view = View {
        step,
        page: wish.page,
        row: wish.row,
        notice,
        show_missing: step == Step::Review,
        ..View::default()
    };
    form(&portal, answering, view, StatusCode::OK).await
}

/// Saves a step by a plain form post.
pub async fn save_form(
    State(portal): State<AppState>,
    Path((_, step)): Path<(RequestId, String)>,
    Posted(answering, pairs): Posted,
) -> Result<Response, HttpError> {
    let step = Step::find(&step, answering.desk.template()?).ok_or(HttpError::NOT_FOUND)?;
    let _turn = portal.locks.lock(&answering.desk.request().id).await;
    let path = step.path(&answering.desk.request().id);
    if let Some(stopped) = closed_form(&answering, pairs.clone(), path.clone()).await? {
        return Ok(stopped);
    }
    let taken = take(&portal, &answering, step, &pairs).await?;
    let stored = match taken.settled(step, &pairs) {
        Ok(stored) => stored,
        Err(shown) => return form(&portal, answering, shown.0, shown.1).await,
    };
    let sent = |name: &str| pairs.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
    if sent("then") == Some("next") && sent("delete").is_none() {
        let next = next(step, answering.desk.template()?);
        return Ok(see_other(&format!("{}?said=saved", next.path(&answering.desk.request().id))));
    }
    let draft = read(&stored);
    let report = answering.desk.check(&draft).await?;
    let template = answering.desk.template()?;
    let here = report.errors().any(|f| Step::at(&f.location, template) == step);
    let said = if here { "checked" } else { "saved" };
    let page = page_of(&pairs, &draft);
    Ok(see_other(&format!("{path}?said={said}&page={page}")))
}

/// Saves as one types.
pub async fn save(
    State(portal): State<AppState>,
    Answering { desk, context }: Answering,
    body: Bytes,
) -> Result<Response, HttpError> {
    // Not by content type: what a page sends when it is closed is always text/plain.
    let call: SaveCall = serde_json::from_slice(&body).map_err(|_| HttpError::BAD)?;
    if let Some(closed) = closed_save(&desk) {
        return Err(closed);
    }
    let only_looks = call.changes.is_empty();
    let mine = call.changes.clone();
    let section = Step::find(&call.section, desk.template()?).map_or("", Step::key);
    let saved = desk.save(call.base_revision, &call.tab, call.changes, section).await?;
    let saved_at = if only_looks { desk.draft().await?.saved_at } else { None };
    Ok(Json(SaveReply {
        revision: saved.revision,
        saved_at: saved_at.unwrap_or_else(|| portal.services.now()),
        conflicts: conflicts(&saved, &mine),
        others: saved.others,
        refused: saved.refused.into_iter().map(|r| refusal(r, context.texts())).collect(),
    })
    .into_response())
}

/// Submits, with the explanations that stand beside the button.
pub async fn submit(
    State(portal): State<AppState>,
    Posted(answering, pairs): Posted,
) -> Result<Response, HttpError> {
    let _turn = portal.locks.lock(&answering.desk.request().id).await;
    let mut seen = None;
    if !answering.desk.is_writable() {
        let draft = read(&answering.desk.draft().await?);
        if !parse_form(&pairs, &draft).is_empty() {
            let stopped = closed_form(&answering, pairs, answering.at(paths::SUBMIT)).await?;
            return stopped.ok_or(HttpError::CONFLICT);
        }
    }
    if answering.desk.is_writable() {
        let before = answering.desk.draft().await?.revision;
        let taken = take(&portal, &answering, Step::Review, &pairs).await?;
        let shown =
            pairs.iter().find(|(name, _)| name == "revision").and_then(|(_, value)| value.parse().ok());
        let after = match taken.settled(Step::Review, &pairs) {
            Ok(after) => after,
            Err(shown) => return form(&portal, answering, shown.0, shown.1).await,
        };
        // What this post itself wrote was before the person's eyes; what others wrote since was not.
        seen = shown.map(|shown: i64| if shown == before { after.revision } else { shown });
    }
    let (notice, status) = match answering.desk.submit_seen(seen).await {
        Ok(submission) if answering.desk.entry().is_some() => {
            return Ok(entering::submitted(&submission.request));
        }
        Ok(_) => return Ok(see_other(&answering.at(paths::RECEIPT))),
        Err(ServiceError::Rejected(_)) => ("answer.notice.blocked", StatusCode::UNPROCESSABLE_ENTITY),
        Err(ServiceError::Unanswered(_)) => ("answer.notice.unanswered", StatusCode::UNPROCESSABLE_ENTITY),
        // Somebody else typed at the same moment: what would be sent is shown once more.
        Err(ServiceError::Conflict) => ("answer.notice.conflicts", StatusCode::CONFLICT),
        Err(ServiceError::NotNow(_)) => {
            return closed(&answering).await?.ok_or(HttpError::CONFLICT);
        }
        Err(error) => return Err(error.into()),
    };
    let view = View { step: Step::Review, notice: Some(notice), show_missing: true, ..View::default() };
    form(&portal, answering, view, status).await
}

/// Takes a decline back, and goes on.
pub async fn take_back(answering: Answering) -> Result<Response, HttpError> {
    match answering.desk.take_back().await {
        Ok(()) => Ok(see_other(&answering.at(paths::ANSWER))),
        Err(ServiceError::NotNow(_)) => closed(&answering).await?.ok_or(HttpError::CONFLICT),
        Err(error) => Err(error.into()),
    }
}

impl Answering {
    fn case<'a>(
        &'a self,
        company: &'a service::records::Company,
        queries: &'a [service::records::Query],
    ) -> Case<'a> {
        Case {
            company,
            campaign: self.desk.campaign(),
            supplier: self.desk.supplier(),
            request: self.desk.request(),
            queries,
            team: self.desk.entry().map_or_else(String::new, |entry| routes::enter(&entry.request)),
        }
    }
}

/// Draws the form.
pub async fn form(
    portal: &AppState,
    answering: Answering,
    view: View,
    status: StatusCode,
) -> Result<Response, HttpError> {
    let desk = &answering.desk;
    let (company, queries) = (desk.company().await?, desk.queries().await?);
    let mut stored = desk.draft().await?;
    let draft = desk.read(&stored).await?;
    let report = desk.check(&draft).await?;
    stored.entries = draft.entries();
    // What could not be saved stands where it was typed, so that it can be fixed there.
    stored.entries.extend(view.unsaved.iter().cloned());
    let lists = portal.services.smelters_in_force().await?;
    let submissions = if queries.is_empty() { Vec::new() } else { desk.submissions().await? };
    let mut fresh = [0u8; 8];
    portal.services.random.fill(&mut fresh);
    let view = View {
        today: portal.services.today(),
        profile: desk.profile().await?.1,
        references: (!lists.references.is_empty())
            .then(|| format!("{}?lists={}", answering.at(paths::REFERENCES), lists.stamp)),
        fresh: u64::from_le_bytes(fresh) & ((1 << 52) - 1),
        ..view
    };
    let large = stored.entries.len() > LARGE;
    let template = desk.template()?;
    let told = desk.told_since().await?;
    let page = answering.case(&company, &queries).form(template, stored, report, view, &submissions);
    let mut context = answering.context;
    if answering.desk.entry().is_none() {
        context.banner = entering::told(context.texts(), &company.name, &told);
    }
    // Thousands of rows take a while; nobody else waits for them.
    let drawing = move || render(SupplierPage::Answer(Box::new(page)), &context.shell());
    Ok(html(status, draw(portal, large, drawing).await?))
}

fn next(step: Step, template: &Template) -> Step {
    let all = Step::all(template);
    let at = all.iter().position(|s| *s == step).unwrap_or(0);
    match step {
        Step::Corrections => Step::Review,
        _ => all.get(at + 1).copied().unwrap_or(Step::Review),
    }
}
