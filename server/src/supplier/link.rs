//! The page behind a link. Opening it changes nothing, since mail scanners open every link; only its buttons act.

use super::lost;
use super::models::{Case, about, asker};
use crate::app_state::AppState;
use crate::client::Client;
use crate::cookies::AnswerCookie;
use crate::http_error::HttpError;
use crate::page_context::{PageContext, html, see_other};
use app::supplier::model::{DeadLink, LandingForm, Thanks};
use app::supplier::{SupplierPage, paths, render};
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use service::access::SUPPLIER_SESSION;
use service::survey::links::Landing;
use service::survey::lost::Lost;
use service::survey::reminders::is_paused;
use service::{RequestKey, ServiceError, Services};

/// What the buttons send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct LandingPost {
    act: String,
    name: String,
    email: String,
    note: String,
    reason: String,
    days: i64,
}

/// Shows who asks for what; for a link that opens nothing, how to get a new one.
pub async fn show(
    State(portal): State<AppState>,
    Path(token): Path<String>,
    client: Client,
    context: PageContext,
) -> Result<Response, HttpError> {
    match portal.services.landing(&token, &client.0).await {
        Ok(found) => landing(&portal.services, &context, found, &token, None, LandingForm::default()).await,
        Err(error) => dead(&portal.services, &context, &token, error).await,
    }
}

/// Start, another person, no concern, later, a new link.
pub async fn act(
    State(portal): State<AppState>,
    Path(token): Path<String>,
    client: Client,
    context: PageContext,
    headers: HeaderMap,
    Form(form): Form<LandingPost>,
) -> Result<Response, HttpError> {
    let services = &portal.services;
    if form.act == "link" {
        let lost = Lost { token, email: form.email, ..Lost::default() };
        return lost::send(&portal, &context, &client, lost).await;
    }
    let found = match services.landing(&token, &client.0).await {
        Ok(found) => found,
        Err(error) => return dead(services, &context, &token, error).await,
    };
    let context = context.prefer(&found.supplier.language);
    let done = match form.act.as_str() {
        "start" => return start(&portal, &headers, &token).await,
        "other" => services.name_other_person(&token, &form.name, &form.email, &form.note).await,
        "decline" => services.decline(&token, &form.reason).await,
        "take-back" => services.take_back(&token).await,
        "later" => services.snooze(&token, form.days).await,
        "remind" => services.remind_again(&token).await,
        _ => return Err(HttpError::BAD),
    };
    match done {
        Ok(()) if matches!(form.act.as_str(), "take-back" | "remind") => {
            let found = services.landing(&token, &client.0).await?;
            landing(services, &context, found, &token, None, LandingForm::default()).await
        }
        Ok(()) => {
            let declined = form.act == "decline";
            let kind = if declined { "declined" } else { &form.act };
            let page = Thanks {
                asker: asker(&found.company),
                kind: kind.to_owned(),
                about: Some(about(&found.request, &found.supplier, &found.campaign)),
                take_back: declined.then(|| paths::linked(&token)),
            };
            Ok(html(StatusCode::OK, render(SupplierPage::Thanks(page), &context.shell())))
        }
        Err(ServiceError::Invalid(problems)) => {
            let fault = match problems.first().map(|p| p.field.as_str()) {
                Some("email") => "landing.fault.email",
                Some("name") => "landing.fault.name",
                Some("reason") => "landing.fault.reason",
                _ => return Err(HttpError::BAD),
            };
            let LandingPost { act, name, email, note, reason, .. } = form;
            let sent = LandingForm { act, name, email, note, reason };
            landing(services, &context, found, &token, Some(fault), sent).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Leads a person who opened the address that is meant for mail programs to the page of the link. Nothing has happened.
pub async fn unsubscribe_page(Path(token): Path<String>) -> Response {
    see_other(&paths::linked(&token))
}

/// One press of a mail program (RFC 8058): pauses the reminders of the request. Says nothing about whether there is such a
/// link. Whoever posts anything else than that press says is told so.
pub async fn unsubscribe(
    State(portal): State<AppState>,
    Path(token): Path<String>,
    client: Client,
    pressed: String,
) -> Result<StatusCode, HttpError> {
    if !pressed.contains("One-Click") {
        return Err(HttpError::BAD);
    }
    let services = &portal.services;
    // Guessing is slowed down here as on the page.
    let pressed = match services.landing(&token, &client.0).await {
        Ok(_) => services.unsubscribe(&token).await,
        Err(error) => Err(error),
    };
    match pressed {
        Ok(()) | Err(ServiceError::NotFound) => Ok(StatusCode::OK),
        Err(error) => Err(error.into()),
    }
}

/// Says how to tell a genuine request.
pub async fn verify(State(portal): State<AppState>, context: PageContext) -> Result<Response, HttpError> {
    let page = SupplierPage::Verify(asker(&portal.services.company().await?));
    Ok(html(StatusCode::OK, render(page, &context.shell())))
}

/// Begins a session and leaves the token behind: it is in no address from here on.
///
/// The session that this browser had for the same request ends; so do the oldest of other requests, where they are too
/// many.
async fn start(portal: &AppState, headers: &HeaderMap, token: &str) -> Result<Response, HttpError> {
    let secure = portal.config.secure();
    let key = portal.services.start(token).await?;
    let mut response = see_other(&paths::of(paths::ANSWER, &key.request));
    let held = AnswerCookie::held(headers, secure);
    let (same, others): (Vec<_>, Vec<_>) = held.into_iter().partition(|(id, _)| *id == key.request.as_str());
    let too_many = &others[..others.len().saturating_sub(AnswerCookie::MOST - 1)];
    for (request, secret) in same.iter().chain(too_many) {
        let old = RequestKey { request: (*request).into(), secret: (*secret).to_owned() };
        portal.services.leave(&old).await?;
    }
    let gone = too_many.iter().filter_map(|(request, _)| AnswerCookie::of(request));
    let mut cookies: Vec<_> = gone.map(|cookie| cookie.clear(secure)).collect();
    let own = AnswerCookie::of(&key.request).ok_or(HttpError::OURS)?;
    cookies.push(own.set(&key.secret, SUPPLIER_SESSION / 1000, secure));
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

async fn landing(
    services: &Services,
    context: &PageContext,
    found: Landing,
    token: &str,
    fault: Option<&str>,
    sent: LandingForm,
) -> Result<Response, HttpError> {
    let case = Case {
        company: &found.company,
        campaign: &found.campaign,
        supplier: &found.supplier,
        request: &found.request,
        queries: &found.queries,
        team: String::new(),
    };
    let (open, paused) = (found.is_open(services), is_paused(&found.request, services.now()));
    let page = case.landing(paths::linked(token), services.today(), open, paused, fault, sent);
    let page = SupplierPage::Landing(Box::new(page));
    let context = context.clone().prefer(&found.supplier.language);
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(html(status, render(page, &context.shell())))
}

/// Unknown, expired, revoked and withdrawn look alike.
async fn dead(
    services: &Services,
    context: &PageContext,
    token: &str,
    error: ServiceError,
) -> Result<Response, HttpError> {
    if !matches!(error, ServiceError::NotFound) {
        return Err(error.into());
    }
    let asker = asker(&services.company().await?);
    // A token is one path segment; whatever else somebody typed is not repeated.
    let usual = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let token: String = token.chars().filter(|c| usual(*c)).take(64).collect();
    let page = SupplierPage::DeadLink(DeadLink { asker, path: paths::linked(&token) });
    Ok(html(StatusCode::NOT_FOUND, render(page, &context.shell())))
}
