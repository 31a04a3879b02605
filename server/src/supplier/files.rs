//! What a supplier can look up and download.

use super::models::Case;
use super::session::Answering;
use crate::app_state::AppState;
use crate::file_out;
use crate::http_error::HttpError;
use crate::page_context::{html, see_other};
use app::supplier::model::ReferenceFile;
use app::supplier::{SupplierPage, paths, render};
use axum::Json;
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use service::SupplierDesk;
use service::declarations::submission::Document;

/// Which submission; none for the draft.
#[derive(Deserialize)]
pub struct Which {
    n: Option<i64>,
}

/// The receipt of the last submission.
pub async fn receipt(answering: Answering) -> Result<Response, HttpError> {
    let Answering { desk, context } = &answering;
    let number = desk.request().submissions;
    if number == 0 {
        return Ok(see_other(&answering.at(paths::ANSWER)));
    }
    let submission = desk.submission(number).await?;
    let company = desk.company().await?;
    let case = Case {
        company: &company,
        campaign: desk.campaign(),
        supplier: desk.supplier(),
        request: desk.request(),
        queries: &[],
        team: String::new(),
    };
    let downloads =
        [paths::DOWNLOAD, paths::WORKBOOK].map(|path| format!("{}?n={number}", answering.at(path)));
    let entered = desk.entered(number).await?.map(|it| {
        let channel = file_out::channel(context.texts(), it.channel);
        [it.sender, it.on.map_or_else(String::new, |day| day.to_string()), channel]
    });
    let receipt = case.receipt(&submission, downloads, entered);
    Ok(html(StatusCode::OK, render(SupplierPage::Receipt(Box::new(receipt)), &context.shell())))
}

/// The supplier's own answers as JSON: byte for byte what was submitted, or what would be now.
pub async fn download(
    State(portal): State<AppState>,
    answering: Answering,
    Query(which): Query<Which>,
) -> Result<Response, HttpError> {
    let _turn = portal.locks.lock(&answering.desk.request().id).await;
    let (name, document) = answers(&answering.desk, which.n).await?;
    Ok(attachment("application/json", &format!("{name}.json"), document.into_bytes()))
}

/// The same as a workbook.
pub async fn workbook(
    State(portal): State<AppState>,
    answering: Answering,
    Query(which): Query<Which>,
) -> Result<Response, HttpError> {
    let _turn = portal.locks.lock(&answering.desk.request().id).await;
    let desk = &answering.desk;
    let (name, document) = answers(desk, which.n).await?;
    let document = Document::read(&document)?;
    let bytes = desk.workbook(document, answering.context.texts().language()).await?;
    Ok(attachment(WORKBOOK, &format!("{name}.xlsx"), bytes))
}

async fn answers(desk: &SupplierDesk, number: Option<i64>) -> Result<(String, String), HttpError> {
    if let Some(number) = number {
        return Ok((name(desk, &number.to_string()), desk.submission(number).await?.document));
    }
    let template = desk.template()?;
    let stored = desk.draft().await?;
    let draft = desk.read(&stored).await?;
    let state = domain::evaluate(template, &draft.declaration);
    let report = desk.check(&draft).await?;
    Ok((name(desk, "draft"), Document::of(&draft, template, &state, &report).seal().0))
}

/// What a file is called: whose it is, for which year, and which revision.
fn name(desk: &SupplierDesk, which: &str) -> String {
    format!("{} {} {which}", desk.supplier().name, desk.campaign().year)
}

/// The type of a workbook.
pub const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A file to be kept, never shown: it holds what others wrote.
pub fn attachment(kind: &'static str, name: &str, bytes: impl IntoResponse) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, file_out::disposition(name)),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox; frame-ancestors 'none'".to_owned()),
    ];
    (headers, bytes).into_response()
}

/// The reference list, for the rules in the browser.
pub async fn references(Answering { desk, .. }: Answering) -> Result<Response, HttpError> {
    let list = desk.references().await?;
    let file =
        ReferenceFile { source: list.source.clone(), as_of: list.as_of, smelters: list.smelters().to_vec() };
    // The address names the state of the lists: a new list has a new address.
    Ok(([(header::CACHE_CONTROL, "private, max-age=3600")], Json(file)).into_response())
}

/// The same list as a compact table, for suggestions as one types.
pub async fn suggestions(Answering { desk, .. }: Answering) -> Result<Response, HttpError> {
    let headers = [
        (header::CACHE_CONTROL, "private, max-age=3600"),
        // A type of its own, so that it is compressed: the one for any bytes is not.
        (header::CONTENT_TYPE, "application/x-smelter-table"),
    ];
    Ok((headers, desk.suggestions().await?).into_response())
}
