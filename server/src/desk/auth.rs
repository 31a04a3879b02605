//! Set-up, signing in and out, the own account, choosing a language.

use super::entering::{Comer, enter};
use super::forms::{FormData, problems};
use super::second_factor::to_code;
use super::session::{Desk, HandlerError, InScope, PageResult, auth_page};
use crate::app_state::AppState;
use crate::cookies::Cookie;
use crate::http_error::HttpError;
use crate::page_context::{PageContext, own_path, see_other};
use crate::routes::Route;
use app::desk::auth::{Account, Forgot, Join, SessionRow, Setup, SignIn};
use app::desk::routes;
use app::desk::{Area, BoundForm};
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use service::records::{Company, Member, MemberId};
use service::team::setup::SetupForm;
use service::{FieldProblem, ServiceError};

/// Signing in and out, joining, setting up.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::setup::PATH, setup),
        Route::post(routes::setup::PATH, complete_setup),
        Route::get(routes::sign_in::PATH, sign_in),
        Route::post(routes::sign_in::PATH, signed_in),
        Route::get(routes::forgot::PATH, forgot),
        Route::post(routes::forgot::PATH, forgotten),
        Route::post(routes::sign_out::PATH, sign_out),
        Route::post(routes::sign_out_everywhere::PATH, sign_out_everywhere),
        Route::get(routes::account::PATH, account),
        Route::post(routes::account::PATH, change_password),
        Route::get(routes::join::PATH, join),
        Route::post(routes::join::PATH, joined),
        Route::post(routes::language::PATH, language),
    ]
}

/// After the password: in, or to the second step where there is one.
async fn after_password(portal: &AppState, comer: &Comer, secret: &str, path: &str) -> PageResult {
    match portal.services.enrolling(secret).await {
        Err(ServiceError::CodeAwaited) => Ok(to_code(secret, path, portal.config.secure())),
        _ => enter(portal, comer, secret, path).await,
    }
}

/// Takes the session out of the browser.
fn leave(portal: &AppState) -> Response {
    let mut response = see_other(&routes::with(routes::sign_in(), &[("said", "signed_out")]));
    let cookie = Cookie::Desk.clear(portal.config.secure());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

/// The company as a form says it.
pub fn company(sent: &FormData) -> Company {
    let text = |name: &str| sent.get(name).to_owned();
    Company {
        name: text("company_name"),
        domain: text("domain"),
        why: text("why").replace("\r\n", "\n"),
        contact_name: text("contact_name"),
        contact_email: text("contact_email"),
        policy_url: text("policy_url"),
        grievance: text("grievance"),
        retention_months: sent.number("retention_months").unwrap_or(0),
        zone: text("zone").trim().to_owned(),
    }
}

fn setup_page(context: &PageContext, status: StatusCode, token: &str, form: BoundForm) -> Response {
    let action = routes::setup(token);
    let body = Setup { action: action.clone(), form };
    auth_page(context, status, context.texts().get("desk.setup.title"), &action, body)
}

async fn setup(
    State(portal): State<AppState>,
    context: PageContext,
    Path(token): Path<String>,
) -> PageResult {
    if !portal.services.setup_token_valid(&token).await? {
        return Err(HttpError::NOT_FOUND.into());
    }
    let form = BoundForm::of([("retention_months", "60")]);
    Ok(setup_page(&context, StatusCode::OK, &token, form))
}

async fn complete_setup(
    State(portal): State<AppState>,
    context: PageContext,
    comer: Comer,
    Path(token): Path<String>,
    sent: FormData,
) -> PageResult {
    let form = SetupForm {
        company: company(&sent),
        name: sent.get("name").to_owned(),
        email: sent.get("email").to_owned(),
        password: sent.raw("password").to_owned(),
    };
    match portal.services.complete_setup(&token, form).await {
        Ok(secret) => enter(&portal, &comer, &secret, &routes::home()).await,
        Err(error) => {
            let form = sent.again(context.texts(), &problems(error)?);
            Ok(setup_page(&context, StatusCode::UNPROCESSABLE_ENTITY, &token, form))
        }
    }
}

/// Where to go after signing in.
#[derive(Default, Deserialize)]
struct Next {
    #[serde(default)]
    next: String,
    #[serde(default)]
    said: String,
}

async fn sign_in_page(
    portal: &AppState,
    context: &PageContext,
    status: StatusCode,
    next: &Next,
    form: BoundForm,
) -> PageResult {
    let company = portal.services.company().await?.name;
    let body = SignIn { company, next: next.next.clone(), form };
    let path = routes::with(routes::sign_in(), &[("next", &next.next), ("said", &next.said)]);
    Ok(auth_page(context, status, context.texts().get("desk.signin.title"), &path, body))
}

async fn sign_in(
    State(portal): State<AppState>,
    context: PageContext,
    Query(next): Query<Next>,
) -> PageResult {
    sign_in_page(&portal, &context, StatusCode::OK, &next, BoundForm::default()).await
}

async fn signed_in(
    State(portal): State<AppState>,
    comer: Comer,
    context: PageContext,
    sent: FormData,
) -> PageResult {
    let next = Next { next: sent.get("next").to_owned(), said: String::new() };
    let (status, text) =
        match portal.services.sign_in(sent.get("email"), sent.raw("password"), comer.place.clone()).await {
            Ok(secret) => {
                let to = own_path(&next.next).unwrap_or(routes::home::PATH);
                return after_password(&portal, &comer, &secret, to).await;
            }
            Err(ServiceError::Unauthenticated) => (StatusCode::UNPROCESSABLE_ENTITY, "desk.signin.wrong"),
            Err(ServiceError::Throttled) => (StatusCode::TOO_MANY_REQUESTS, "desk.signin.throttled"),
            Err(other) => return Err(HandlerError::from(other)),
        };
    let mut form = sent.again(context.texts(), &[]);
    form.wrong("", context.texts().get(text));
    sign_in_page(&portal, &context, status, &next, form).await
}

fn forgot_page(context: &PageContext, status: StatusCode, page: Forgot) -> Response {
    auth_page(context, status, context.texts().get("desk.forgot.title"), &routes::forgot(), page)
}

async fn forgot(context: PageContext) -> Response {
    forgot_page(&context, StatusCode::OK, Forgot::default())
}

async fn forgotten(
    State(portal): State<AppState>,
    comer: Comer,
    context: PageContext,
    sent: FormData,
) -> PageResult {
    let asked = portal.services.forgot_password(sent.get("email"), context.language(), &comer.place).await;
    let (status, form) = match asked {
        Ok(()) => {
            return Ok(forgot_page(&context, StatusCode::OK, Forgot { sent: true, ..Forgot::default() }));
        }
        Err(ServiceError::Throttled) => {
            let mut form = sent.again(context.texts(), &[]);
            form.wrong("", context.texts().get("desk.forgot.throttled"));
            (StatusCode::TOO_MANY_REQUESTS, form)
        }
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, sent.again(context.texts(), &problems(error)?)),
    };
    Ok(forgot_page(&context, status, Forgot { sent: false, form }))
}

async fn sign_out(State(portal): State<AppState>, comer: Comer) -> PageResult {
    if let Some(secret) = &comer.session {
        portal.services.end_session(secret).await?;
    }
    Ok(leave(&portal))
}

async fn sign_out_everywhere(InScope(desk): InScope) -> PageResult {
    desk.actor.sign_out_everywhere().await?;
    Ok(leave(&desk.portal))
}

async fn account(InScope(desk): InScope) -> PageResult {
    let title = desk.texts().get("desk.account.title");
    let page = own_account(&desk, BoundForm::default()).await?;
    desk.page(title, Area::Account, page).await
}

async fn own_account(desk: &Desk, form: BoundForm) -> Result<Account, HandlerError> {
    let sessions = desk.actor.sessions().await?.into_iter().map(|it| SessionRow {
        id: it.id,
        browser: it.place.browser,
        address: it.place.address,
        begun: it.created_at,
        seen: it.seen_at,
        this: it.this,
    });
    Ok(Account {
        form,
        factor: desk.actor.second_factor().await?.map(|it| (it.since, it.codes)),
        demanded: desk.viewer().demands_second_factor().await?,
        sessions: sessions.collect(),
    })
}

/// The two passwords must be the same.
fn repeated(sent: &FormData) -> Result<(), ServiceError> {
    if sent.raw("password") == sent.raw("again") {
        return Ok(());
    }
    Err(ServiceError::Invalid(vec![FieldProblem::new("again", "desk.password.differ")]))
}

async fn change_password(InScope(desk): InScope, comer: Comer, sent: FormData) -> PageResult {
    let changed = match repeated(&sent) {
        Ok(()) => desk.actor.change_password(sent.raw("old_password"), sent.raw("password")).await,
        Err(error) => Err(error),
    };
    match changed {
        Ok(secret) => {
            enter(
                &desk.portal,
                &comer,
                &secret,
                &routes::with(routes::account(), &[("said", "password_changed")]),
            )
            .await
        }
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let title = desk.texts().get("desk.account.title");
            let page = own_account(&desk, form).await?;
            desk.refused(title, Area::Account, page).await
        }
    }
}

/// The page on which a member chooses a password, the first or another.
async fn join_page(
    portal: &AppState,
    context: &PageContext,
    member: &Member,
    action: String,
    form: BoundForm,
) -> PageResult {
    let company = portal.services.company().await?.name;
    let again = has_password(member);
    let status = if form.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let title = context.texts().get(if again { "desk.reset.title" } else { "desk.join.title" });
    let body = Join { action: action.clone(), company, again, form };
    Ok(auth_page(context, status, title, &action, body))
}

fn has_password(member: &Member) -> bool {
    member.password_hash.starts_with('$')
}

async fn join(
    State(portal): State<AppState>,
    context: PageContext,
    Path((id, token)): Path<(MemberId, String)>,
) -> PageResult {
    let member = portal.services.member_by_token(&id, &token).await?.ok_or(HttpError::NOT_FOUND)?;
    join_page(&portal, &context, &member, routes::join(&id, &token), BoundForm::default()).await
}

async fn joined(
    State(portal): State<AppState>,
    context: PageContext,
    comer: Comer,
    Path((id, token)): Path<(MemberId, String)>,
    sent: FormData,
) -> PageResult {
    let member = portal.services.member_by_token(&id, &token).await?.ok_or(HttpError::NOT_FOUND)?;
    let password = sent.raw("password");
    let chosen = match repeated(&sent) {
        // Whoever had a password shows that the new one is known.
        Ok(()) if has_password(&member) => {
            portal.services.reset_password(&id, &token, password).await.map(|()| None)
        }
        Ok(()) => portal.services.choose_password(&id, &token, password).await.map(Some),
        Err(error) => Err(error),
    };
    match chosen {
        Ok(Some(secret)) => after_password(&portal, &comer, &secret, &routes::home()).await,
        Ok(None) => Ok(see_other(&routes::with(routes::sign_in(), &[("said", "password_chosen")]))),
        Err(error) => {
            let form = sent.again(context.texts(), &problems(error)?);
            join_page(&portal, &context, &member, routes::join(&id, &token), form).await
        }
    }
}

/// Keeps the language that was chosen, for a year.
async fn language(State(portal): State<AppState>, sent: FormData) -> Response {
    let Some(language) = crate::page_context::known(sent.get("language")) else {
        return HttpError::BAD.into_response();
    };
    let mut response = see_other(own_path(sent.get("back")).unwrap_or(routes::home::PATH));
    let cookie = Cookie::Language.set(language, 365 * 24 * 60 * 60, portal.config.secure());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}
