//! The page behind a link. Opening it changes nothing, since mail scanners open every link; only its buttons act.

use super::models::{Case, asker};
use crate::client::Client;
use crate::cookies::Cookie;
use crate::fault::Fault;
use crate::look::{Look, html, see_other};
use crate::portal::Portal;
use app::supplier::model::{DeadLink, Thanks};
use app::supplier::{SupplierPage, paths, render};
use axum::extract::{Form, Path, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use service::access::SUPPLIER_SESSION;
use service::links::Landing;
use service::{ServiceError, Services};

/// What the buttons send.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Act {
    act: String,
    name: String,
    email: String,
    note: String,
    reason: String,
    days: i64,
}

/// Shows who asks for what; for a link that opens nothing, how to get a new one.
pub async fn show(
    State(portal): State<Portal>,
    Path(token): Path<String>,
    client: Client,
    look: Look,
) -> Result<Response, Fault> {
    match portal.services.landing(&token, &client.0).await {
        Ok(found) => landing(&portal.services, &look, found, &token, None).await,
        Err(error) => dead(&portal.services, &look, &token, error).await,
    }
}

/// Start, another person, no concern, later, a new link.
pub async fn act(
    State(portal): State<Portal>,
    Path(token): Path<String>,
    client: Client,
    look: Look,
    Form(form): Form<Act>,
) -> Result<Response, Fault> {
    let services = &portal.services;
    if form.act == "link" {
        services.ask_new_link(&token, &form.email, &client.0).await?;
        return thanks(services, &look, "link").await;
    }
    let found = match services.landing(&token, &client.0).await {
        Ok(found) => found,
        Err(error) => return dead(services, &look, &token, error).await,
    };
    let look = look.prefer(&found.supplier.language);
    let done = match form.act.as_str() {
        "start" => return start(&portal, &token).await,
        "other" => services.name_other_person(&token, &form.name, &form.email, &form.note).await,
        "decline" => services.decline(&token, &form.reason).await,
        "later" => services.snooze(&token, form.days).await,
        _ => return Err(Fault::BAD),
    };
    match done {
        Ok(()) => {
            let kind = if form.act == "decline" { "declined" } else { &form.act };
            thanks(services, &look, kind).await
        }
        Err(ServiceError::Invalid(problems)) => {
            let fault = match problems.first().map(|p| p.field.as_str()) {
                Some("email") => "landing.fault.email",
                Some("name") => "landing.fault.name",
                Some("reason") => "landing.fault.reason",
                _ => return Err(Fault::BAD),
            };
            landing(services, &look, found, &token, Some(fault)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Says how to tell a genuine request.
pub async fn verify(State(portal): State<Portal>, look: Look) -> Result<Response, Fault> {
    let page = SupplierPage::Verify(asker(&portal.services.company().await?));
    Ok(html(StatusCode::OK, render(&page, &look.shell())))
}

/// Begins a session and leaves the token behind: it is in no address from here on.
async fn start(portal: &Portal, token: &str) -> Result<Response, Fault> {
    let secret = portal.services.start(token).await?;
    let mut response = see_other(paths::ANSWER);
    let cookie = Cookie::Answer.set(&secret, SUPPLIER_SESSION / 1000, portal.config.secure());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

async fn landing(
    services: &Services,
    look: &Look,
    found: Landing,
    token: &str,
    fault: Option<&str>,
) -> Result<Response, Fault> {
    let queries = services.store.queries(&found.request.id).await?;
    let case = Case {
        company: &found.company,
        campaign: &found.campaign,
        supplier: &found.supplier,
        request: &found.request,
        queries: &queries,
    };
    let page = SupplierPage::Landing(Box::new(case.landing(format!("/r/{token}"), fault)));
    let look = look.clone().prefer(&found.supplier.language);
    let status = if fault.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(html(status, render(&page, &look.shell())))
}

/// Unknown, expired, revoked and withdrawn look alike.
async fn dead(services: &Services, look: &Look, token: &str, error: ServiceError) -> Result<Response, Fault> {
    if !matches!(error, ServiceError::NotFound) {
        return Err(error.into());
    }
    let asker = asker(&services.company().await?);
    // A token is one path segment; whatever else somebody typed is not repeated.
    let usual = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let token: String = token.chars().filter(|c| usual(*c)).take(64).collect();
    let page = SupplierPage::DeadLink(DeadLink { asker, path: format!("/r/{token}") });
    Ok(html(StatusCode::NOT_FOUND, render(&page, &look.shell())))
}

async fn thanks(services: &Services, look: &Look, kind: &str) -> Result<Response, Fault> {
    let asker = asker(&services.company().await?);
    let page = SupplierPage::Thanks(Thanks { asker, kind: kind.to_owned() });
    Ok(html(StatusCode::OK, render(&page, &look.shell())))
}
