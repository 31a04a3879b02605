//! The second step of signing in, setting a second factor up, and the own sessions.

use super::confirmed::{asks_password, password_given};
use super::entering::{Comer, enter, entering};
use super::forms::{FormData, problems};
use super::session::{HandlerError, InScope, PageResult, auth_page, done, sign_in};
use crate::app_state::AppState;
use crate::cookies::Cookie;
use crate::page_context::{PageContext, own_path, see_other};
use crate::routes::Route;
use app::desk::second_factor::{EnterCode, RecoveryCodes, SetUpFactor, Squares};
use app::desk::{Area, BoundForm, routes};
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::Response;
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Deserialize;
use service::ServiceError;
use service::access::{Enrolling, MEMBER_SESSION};
use std::fmt::Write;

/// The routes of the second factor and of the own sessions.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::code::PATH, code),
        Route::post(routes::code::PATH, give_code),
        Route::get(routes::second_factor::PATH, set_up),
        Route::post(routes::second_factor::PATH, enrol),
        Route::post(routes::give_up_second_factor::PATH, give_up),
        Route::post(routes::end_session::PATH, end_session),
    ]
}

#[derive(Default, Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
}

fn code_page(context: &PageContext, status: StatusCode, next: &str, form: BoundForm) -> Response {
    let path = routes::with(routes::code(), &[("next", next)]);
    let body = EnterCode { next: next.to_owned(), form };
    auth_page(context, status, context.texts().get("desk.code.title"), &path, body)
}

async fn code(comer: Comer, context: PageContext, Query(next): Query<Next>) -> PageResult {
    // Whoever has given no password has nothing to look for here.
    if comer.session.is_none() {
        return Ok(sign_in(&next.next));
    }
    Ok(code_page(&context, StatusCode::OK, &next.next, BoundForm::default()))
}

async fn give_code(
    State(portal): State<AppState>,
    comer: Comer,
    context: PageContext,
    sent: FormData,
) -> PageResult {
    let next = sent.get("next");
    let Some(waiting) = &comer.session else { return Ok(sign_in(next)) };
    match portal.services.give_code(waiting, sent.get("code"), &comer.place).await {
        Ok(secret) => enter(&portal, &comer, &secret, own_path(next).unwrap_or(routes::home::PATH)).await,
        Err(error) => {
            let (status, form) = refused(&context, &sent, error)?;
            Ok(code_page(&context, status, next, form))
        }
    }
}

/// The form again with what is wrong with its code.
fn refused(
    context: &PageContext,
    sent: &FormData,
    error: ServiceError,
) -> Result<(StatusCode, BoundForm), HandlerError> {
    if !matches!(error, ServiceError::Throttled) {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, sent.again(context.texts(), &problems(error)?)));
    }
    let mut form = sent.again(context.texts(), &[]);
    form.wrong("", context.texts().get("desk.code.throttled"));
    Ok((StatusCode::TOO_MANY_REQUESTS, form))
}

/// Whoever is signed in, with a second factor or before it.
struct SettingUp {
    portal: AppState,
    context: PageContext,
    enrolling: Enrolling,
}

impl FromRequestParts<AppState> for SettingUp {
    type Rejection = HandlerError;

    async fn from_request_parts(parts: &mut Parts, portal: &AppState) -> Result<SettingUp, HandlerError> {
        let Ok(context) = PageContext::from_request_parts(parts, portal).await;
        let secret = Cookie::Desk.read(&parts.headers, portal.config.secure()).ok_or_else(|| sign_in(""))?;
        let enrolling = portal.services.enrolling(secret).await?;
        Ok(SettingUp { portal: portal.clone(), context, enrolling })
    }
}

impl SettingUp {
    async fn page(&self, status: StatusCode, form: BoundForm) -> PageResult {
        let enrolment = self.enrolling.enrolment().await?;
        let body = SetUpFactor {
            picture: picture(&enrolment.address),
            secret: enrolment.secret,
            demanded: self.enrolling.is_demanded(),
            form,
        };
        let title = self.context.texts().get("desk.factor.title");
        Ok(auth_page(&self.context, status, title, &routes::second_factor(), body))
    }
}

/// A QR code as one path, a square for each dark field.
fn picture(text: &str) -> Option<Squares> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let units = code.size();
    let mut path = String::new();
    for y in 0..units {
        for x in (0..units).filter(|x| code.get_module(*x, y)) {
            write!(path, "M{x} {y}h1v1h-1z").ok()?;
        }
    }
    Some(Squares { units, path })
}

async fn set_up(setting_up: SettingUp) -> PageResult {
    setting_up.page(StatusCode::OK, BoundForm::default()).await
}

async fn enrol(setting_up: SettingUp, comer: Comer, sent: FormData) -> PageResult {
    let context = &setting_up.context;
    let (texts, path) = (context.texts(), routes::second_factor());
    if let Some(page) = asks_password(setting_up.enrolling.confirmation(), texts, &path, &sent).await? {
        let title = texts.get("desk.confirm.title");
        return Ok(auth_page(context, StatusCode::UNPROCESSABLE_ENTITY, title, &path, page));
    }
    match setting_up.enrolling.enrol(sent.get("code"), context.language()).await {
        Ok(enrolled) => {
            let body = RecoveryCodes { codes: enrolled.codes };
            let page =
                auth_page(context, StatusCode::OK, texts.get("desk.factor.on"), &routes::account(), body);
            entering(&setting_up.portal, &comer, &enrolled.session, page).await
        }
        Err(error) => {
            let (status, form) = refused(context, &sent, error)?;
            setting_up.page(status, form).await
        }
    }
}

async fn give_up(InScope(desk): InScope, comer: Comer, sent: FormData) -> PageResult {
    password_given(&desk, &sent, Area::Account).await?;
    let to = routes::with(routes::account(), &[("said", "factor_off")]);
    match desk.actor.give_up_second_factor(desk.context.language()).await? {
        Some(secret) => enter(&desk.portal, &comer, &secret, &to).await,
        None => Ok(see_other(&routes::account())),
    }
}

async fn end_session(InScope(desk): InScope, Path(id): Path<String>, sent: FormData) -> PageResult {
    password_given(&desk, &sent, Area::Account).await?;
    desk.actor.end_own_session(&id).await?;
    done(&routes::account(), "session_ended")
}

/// The way to the second step, for whoever has only done the first.
pub fn to_code(secret: &str, next: &str, secure: bool) -> Response {
    let to = match own_path(next) {
        Some(path) => routes::with(routes::code(), &[("next", path)]),
        None => routes::code(),
    };
    let mut response = see_other(&to);
    let cookie = Cookie::Desk.set(secret, MEMBER_SESSION / 1000, secure);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}
