//! Where the request takes no answers. What was typed is never dropped.

use super::expired::{FormFields, once_more, without_buttons};
use super::models::{about, asker};
use super::session::{Answering, refused};
use crate::app_state::AppState;
use crate::http_error::HttpError;
use crate::page_context::{html, see_other};
use app::supplier::model::Stopped;
use app::supplier::{SupplierPage, paths, render};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::workflow::RequestState;
use service::records::RequestId;
use service::{ServiceError, SupplierDesk};

/// The addresses of old, which did not name the request: they act on nothing.
pub async fn old(State(portal): State<AppState>, request: Request) -> Response {
    refused(request, RequestId::default(), ServiceError::Unauthenticated.into(), &portal).await
}

/// The bare address of old.
pub async fn nowhere() -> HttpError {
    ServiceError::Unauthenticated.into()
}

/// Where to go when no answers are taken: the receipt, or a word about why.
pub async fn closed(answering: &Answering) -> Result<Option<Response>, HttpError> {
    match why(&answering.desk) {
        None => Ok(None),
        Some("submitted") => Ok(Some(see_other(&answering.at(paths::RECEIPT)))),
        Some(kind) => {
            let settled = matches!(kind, "declined" | "out_of_scope");
            let status = if settled { StatusCode::OK } else { StatusCode::GONE };
            Ok(Some(page(answering, kind, Vec::new(), String::new(), status).await?))
        }
    }
}

/// The same behind a form: what was typed stands there, and can be sent `again`.
pub async fn closed_form(
    answering: &Answering,
    typed: FormFields,
    again: String,
) -> Result<Option<Response>, HttpError> {
    let Some(kind) = why(&answering.desk) else { return Ok(None) };
    let status = status(kind);
    Ok(Some(page(answering, kind, typed, again, status).await?))
}

/// The same as a status, for saves as one types.
pub fn closed_save(desk: &SupplierDesk) -> Option<HttpError> {
    why(desk).map(|kind| HttpError::of(status(kind)))
}

fn status(kind: &str) -> StatusCode {
    if kind == "submitted" { StatusCode::CONFLICT } else { StatusCode::GONE }
}

/// Why no answers are taken, if so.
fn why(desk: &SupplierDesk) -> Option<&'static str> {
    match desk.request().state {
        _ if desk.is_writable() => None,
        RequestState::Declined => Some("declined"),
        RequestState::OutOfScope => Some("out_of_scope"),
        _ if desk.request().submissions > 0 => Some("submitted"),
        _ => Some("over"),
    }
}

async fn page(
    answering: &Answering,
    kind: &str,
    typed: FormFields,
    again: String,
    status: StatusCode,
) -> Result<Response, HttpError> {
    let desk = &answering.desk;
    // What was submitted or is over is not saved by trying again.
    let again = if kind == "declined" { once_more(&again) } else { String::new() };
    let page = Stopped {
        asker: asker(&desk.company().await?),
        kind: kind.to_owned(),
        request: desk.request().id.to_string(),
        about: Some(about(desk.request(), desk.supplier(), desk.campaign())),
        typed: without_buttons(typed),
        again,
    };
    Ok(html(status, render(SupplierPage::Stopped(Box::new(page)), &answering.context.shell())))
}
