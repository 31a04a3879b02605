//! What a supplier attaches to its declaration.

use super::models::about;
use super::session::Answering;
use crate::app_state::AppState;
use crate::file_out;
use crate::http_error::HttpError;
use crate::page_context::{html, see_other};
use crate::upload;
use app::supplier::model::{Attached, Attachments};
use app::supplier::{SupplierPage, paths, render};
use axum::extract::{FromRequest, Multipart, Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use service::ServiceError;
use service::files::GivenFile;
use service::records::{KeptFile, RequestId, Side};

/// The files of the request that the supplier may read.
pub async fn show(State(portal): State<AppState>, answering: Answering) -> Result<Response, HttpError> {
    page(&portal, &answering, String::new()).await
}

async fn page(portal: &AppState, answering: &Answering, error: String) -> Result<Response, HttpError> {
    let Answering { desk, context } = answering;
    let company = desk.company().await?.name;
    let texts = context.texts();
    let line = |file: &KeptFile| Attached {
        id: file.id.clone(),
        name: file.safe_name(),
        from: if file.side == Side::Team { company.clone() } else { desk.supplier().name.clone() },
        time: file.put_at.utc(),
        size: file.size.div_ceil(1_000),
        scanned: file_out::scanned(texts, file),
        removable: desk.may_remove(file),
    };
    let rules = portal.services.file_rules();
    let status = if error.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Attachments {
        about: about(desk.request(), desk.supplier(), desk.campaign()),
        files: desk.files().await?.iter().map(line).collect(),
        most: [rules.each, rules.together].map(|bytes| bytes / 1_000_000),
        open: desk.is_writable(),
        error,
    };
    Ok(html(status, render(SupplierPage::Attachments(page), &context.shell())))
}

/// Keeps a file.
pub async fn attach(
    State(portal): State<AppState>,
    answering: Answering,
    request: Request,
) -> Result<Response, HttpError> {
    let id = answering.desk.request().id.clone();
    // One file of a request at a time, so that nobody takes all the room there is.
    let _turn = portal.locks.lock(&[&id, "/files"].concat()).await;
    let _room = portal.reader.room().await.map_err(|_| HttpError::BUSY)?;
    let parts = Multipart::from_request(request, &portal).await.map_err(|_| HttpError::BAD)?;
    let sent = upload::read(parts).await?;
    let given = GivenFile { name: sent.name, bytes: sent.bytes, shared: false };
    match answering.desk.attach(given).await {
        Ok(_) => Ok(see_other(&answering.at(paths::FILES))),
        Err(ServiceError::Invalid(problems)) => {
            let texts = answering.context.texts();
            let said: Vec<String> = problems.iter().map(|p| crate::desk::say(texts, p)).collect();
            page(&portal, &answering, said.join(" ")).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Hands one out.
pub async fn download(
    State(portal): State<AppState>,
    Path((_, file)): Path<(RequestId, String)>,
    answering: Answering,
) -> Result<Response, HttpError> {
    let file = answering.desk.file(&file).await?;
    Ok(file_out::send(&portal, &file, &file.safe_name()))
}

/// Removes one that was not submitted with.
pub async fn remove(
    Path((_, file)): Path<(RequestId, String)>,
    answering: Answering,
) -> Result<Response, HttpError> {
    answering.desk.remove_file(&file).await?;
    Ok(see_other(&answering.at(paths::FILES)))
}
