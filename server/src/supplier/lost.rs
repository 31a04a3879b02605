//! Where a supplier asks for a link that was lost. Nobody learns here who is asked: the answer is the same and takes as
//! long, whatever there is to send.

use super::models::asker;
use crate::app_state::AppState;
use crate::client::Client;
use crate::http_error::HttpError;
use crate::page_context::{PageContext, html};
use app::supplier::model::{Lost as LostPage, Thanks};
use app::supplier::{SupplierPage, render};
use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::answer;
use serde::Deserialize;
use service::ServiceError;
use service::survey::lost::Lost;
use std::time::Duration;

/// How long an answer takes at least. Finding a request and queueing its mail is through long before.
const ALIKE: Duration = Duration::from_millis(400);

/// What the address may say, and what the form sends.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    request: String,
    email: String,
    said: String,
}

/// The portal's bare address: for suppliers and for the team.
pub async fn front(State(portal): State<AppState>, context: PageContext) -> Result<Response, HttpError> {
    let page = SupplierPage::Front(asker(&portal.services.company().await?));
    Ok(html(StatusCode::OK, render(page, &context.shell())))
}

/// Shows the form.
pub async fn show(
    State(portal): State<AppState>,
    context: PageContext,
    Query(asked): Query<Asked>,
) -> Result<Response, HttpError> {
    let notice = (asked.said == "left").then_some("lost.left");
    form(&portal, &context, StatusCode::OK, notice, asked.request, asked.email).await
}

/// Asks for the link.
pub async fn ask(
    State(portal): State<AppState>,
    client: Client,
    context: PageContext,
    Form(asked): Form<Asked>,
) -> Result<Response, HttpError> {
    let lost = Lost { request: asked.request.into(), email: asked.email, ..Lost::default() };
    send(&portal, &context, &client, lost).await
}

/// Sends the link, and says so whatever became of it; where too many were asked for, it says that.
pub async fn send(
    portal: &AppState,
    context: &PageContext,
    client: &Client,
    lost: Lost,
) -> Result<Response, HttpError> {
    let fault =
        |status, key| form(portal, context, status, Some(key), lost.request.to_string(), lost.email.clone());
    let by_address = lost.request.is_empty() || !lost.email.is_empty();
    if by_address && !answer::is_email(&lost.email) {
        return fault(StatusCode::UNPROCESSABLE_ENTITY, "lost.fault.email").await;
    }
    match portal.services.may_ask_for_link(&lost, &client.0).await {
        Ok(()) => {}
        Err(ServiceError::Throttled) => {
            return fault(StatusCode::TOO_MANY_REQUESTS, "lost.fault.many").await;
        }
        Err(error) => return Err(error.into()),
    }
    let services = portal.services.clone();
    let work = tokio::spawn(async move { services.send_link_again(&lost).await });
    let alike = tokio::time::sleep(ALIKE);
    // What takes longer goes on behind the answer.
    let done = tokio::time::timeout(ALIKE, work).await;
    alike.await;
    if let Ok(Ok(Err(error))) = done {
        return Err(error.into());
    }
    let asker = asker(&portal.services.company().await?);
    let page = SupplierPage::Thanks(Thanks { asker, kind: "link".to_owned(), ..Thanks::default() });
    Ok(html(StatusCode::OK, render(page, &context.shell())))
}

async fn form(
    portal: &AppState,
    context: &PageContext,
    status: StatusCode,
    notice: Option<&str>,
    request: String,
    email: String,
) -> Result<Response, HttpError> {
    let page = LostPage {
        asker: asker(&portal.services.company().await?),
        notice: notice.map(str::to_owned),
        request: request.chars().filter(char::is_ascii_alphanumeric).take(64).collect(),
        email: email.chars().take(254).collect(),
    };
    Ok(html(status, render(SupplierPage::Lost(page), &context.shell())))
}
