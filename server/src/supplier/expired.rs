//! Where nobody is signed in: how to get in, and what was typed.

use super::models::asker;
use crate::app_state::AppState;
use crate::cookies::{AnswerCookie, Cookie};
use crate::page_context::{PageContext, html};
use app::supplier::model::Stopped;
use app::supplier::{SupplierPage, render};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

/// What a form sent, in order: names and texts.
pub type FormFields = Vec<(String, String)>;

/// What a browser holds where nobody is signed in: which request it asked for, and as whom it came.
pub struct Held {
    /// Empty where the address names none.
    pub request: String,
    /// Whether it is a browser of the team, without a link of the supplier.
    team: bool,
}

impl Held {
    pub fn of(headers: &HeaderMap, request: &str, portal: &AppState) -> Held {
        let secure = portal.config.secure();
        let cookie = AnswerCookie::of(request);
        let link = cookie.is_some_and(|cookie| cookie.read(headers, secure).is_some());
        Held {
            request: cookie.map_or("", |_| request).to_owned(),
            team: cookie.is_some() && !link && Cookie::Desk.read(headers, secure).is_some(),
        }
    }
}

/// Nobody is signed in here, or for another request: how to get in, and what was typed.
pub async fn expired(
    portal: &AppState,
    context: &PageContext,
    held: Held,
    typed: FormFields,
    again: String,
) -> Response {
    // Without the company's name where the database is away: the way in is what matters.
    let asker = portal.services.company().await.map(|company| asker(&company)).unwrap_or_default();
    let Held { request, team } = held;
    let page = Stopped {
        asker,
        kind: if team { "entry_over" } else { "expired" }.to_owned(),
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
