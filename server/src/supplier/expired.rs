//! Where nobody is signed in: how to get in, and what was typed.

use super::models::asker;
use crate::app_state::AppState;
use crate::cookies::AnswerCookie;
use crate::page_context::{PageContext, html};
use app::supplier::model::Stopped;
use app::supplier::{SupplierPage, render};
use axum::http::StatusCode;
use axum::response::Response;

/// What a form sent, in order: names and texts.
pub type FormFields = Vec<(String, String)>;

/// Nobody is signed in here, or for another request: how to get in, and what was typed.
pub async fn expired(
    portal: &AppState,
    context: &PageContext,
    request: &str,
    typed: FormFields,
    again: String,
) -> Response {
    // Without the company's name where the database is away: the way in is what matters.
    let asker = portal.services.company().await.map(|company| asker(&company)).unwrap_or_default();
    let request = AnswerCookie::of(request).map_or("", |_| request).to_owned();
    let page = Stopped {
        asker,
        kind: "expired".to_owned(),
        again: if request.is_empty() { String::new() } else { once_more(&again) },
        request,
        about: None,
        typed: without_buttons(typed),
    };
    html(StatusCode::UNAUTHORIZED, render(SupplierPage::Stopped(Box::new(page)), &context.shell()))
}

/// Sent once more, a form is only saved: nobody submits from a page that does not show what is sent.
pub fn once_more(path: &str) -> String {
    match path.strip_suffix("/submit") {
        Some(form) => [form, "/review"].concat(),
        None => path.to_owned(),
    }
}

/// What was typed, without the button that sent it.
pub fn without_buttons(mut typed: FormFields) -> FormFields {
    typed.retain(|(name, _)| name != "then");
    typed
}
