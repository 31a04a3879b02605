//! Who answers: whoever holds the cookie of the request that stands in the address.

use super::entering;
use super::expired::{self, FormFields, Held};
use crate::app_state::AppState;
use crate::cookies::{AnswerCookie, Cookie};
use crate::http_error::HttpError;
use crate::page_context::{PageContext, known, see_other};
use crate::routes::FORM;
use app::supplier::paths;
use axum::RequestPartsExt;
use axum::body::Body;
use axum::extract::{Form, FromRequest, FromRequestParts, Path, RawPathParams, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use service::records::RequestId;
use service::{RequestKey, Reviewer, ServiceError, SupplierDesk};

/// A chosen language is remembered for a year.
const YEAR: i64 = 365 * 24 * 3600;

/// The supplier's desk that address and cookie open, and what its pages are drawn with.
pub struct Answering {
    /// The one request.
    pub desk: SupplierDesk,
    /// In the language that the person chose, or else the one on file.
    pub context: PageContext,
}

impl Answering {
    /// One of the supplier's addresses for this request.
    pub fn at(&self, address: &str) -> String {
        paths::of(address, &self.desk.request().id)
    }
}

impl FromRequestParts<AppState> for Answering {
    type Rejection = HttpError;

    async fn from_request_parts(parts: &mut Parts, portal: &AppState) -> Result<Answering, HttpError> {
        let request = request_of(parts).await;
        let Ok(context) = PageContext::from_request_parts(parts, portal).await;
        if let Some(reviewer) = reviewer(&parts.headers, portal).await?
            && let Some((desk, context)) = entering::open(&reviewer, &request, &context).await?
        {
            return Ok(Answering { desk, context });
        }
        let desk = desk(&parts.headers, &request, portal).await?;
        Ok(Answering { context: context.prefer(&desk.supplier().language), desk })
    }
}

async fn request_of(parts: &mut Parts) -> RequestId {
    let params = parts.extract::<RawPathParams>().await;
    let found =
        params.iter().flatten().find(|(name, _)| *name == "request").map(|(_, id)| RequestId::from(id));
    found.unwrap_or_default()
}

/// The member of the team who is signed in here and may enter what a supplier told.
async fn reviewer(headers: &HeaderMap, portal: &AppState) -> Result<Option<Reviewer>, HttpError> {
    let Some(secret) = Cookie::Desk.read(headers, portal.config.secure()) else { return Ok(None) };
    match portal.services.actor(secret).await {
        Ok(actor) => Ok(actor.as_reviewer().ok()),
        Err(
            ServiceError::Unauthenticated | ServiceError::CodeAwaited | ServiceError::SecondFactorDemanded,
        ) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The key that a caller holds for a request.
pub fn key(headers: &HeaderMap, request: &RequestId, portal: &AppState) -> Option<RequestKey> {
    let secret = AnswerCookie::of(request)?.read(headers, portal.config.secure())?;
    Some(RequestKey { request: request.clone(), secret: secret.to_owned() })
}

async fn desk(
    headers: &HeaderMap,
    request: &RequestId,
    portal: &AppState,
) -> Result<SupplierDesk, HttpError> {
    let key = key(headers, request, portal).ok_or(HttpError::from(ServiceError::Unauthenticated))?;
    Ok(portal.services.supplier_desk(&key).await?)
}

/// A form that was posted to a request. Where nobody is signed in, what was typed is shown once more.
pub struct Posted(pub Answering, pub FormFields);

impl FromRequest<AppState> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, portal: &AppState) -> Result<Posted, Response> {
        let (mut parts, body) = request.into_parts();
        match Answering::from_request_parts(&mut parts, portal).await {
            Ok(answering) => {
                let form = Form::from_request(Request::from_parts(parts, body), portal).await;
                let Form(pairs) = form.map_err(IntoResponse::into_response)?;
                Ok(Posted(answering, pairs))
            }
            Err(fault) if fault.status == StatusCode::UNAUTHORIZED => {
                let id = request_of(&mut parts).await;
                Err(refused(Request::from_parts(parts, body), id, fault, portal).await)
            }
            Err(fault) => Err(fault.into_response()),
        }
    }
}

/// A post that nobody may make: forms get their text back, unless it is much; everything else just hears so.
pub async fn refused(request: Request, id: RequestId, fault: HttpError, portal: &AppState) -> Response {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("");
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return fault.into_response();
    }
    let again = request.uri().path().to_owned();
    let held = Held::of(request.headers(), &id, portal);
    let (mut parts, body) = request.into_parts();
    let Ok(context) = PageContext::from_request_parts(&mut parts, portal).await;
    let Ok(body) = axum::body::to_bytes(body, FORM).await else { return fault.into_response() };
    let read = Form::from_request(Request::from_parts(parts, Body::from(body)), portal).await;
    let Ok(Form(typed)) = read else { return fault.into_response() };
    expired::expired(portal, &context, held, typed, again).await.into_response()
}

/// What the choice of a language sends.
#[derive(Deserialize)]
pub struct Choice {
    language: String,
    #[serde(default)]
    back: String,
}

/// Remembers the language in a cookie, and for the supplier's mails.
pub async fn choose_language(
    State(portal): State<AppState>,
    answering: Answering,
    Form(choice): Form<Choice>,
) -> Result<Response, HttpError> {
    let language = known(&choice.language).ok_or(HttpError::BAD)?;
    answering.desk.set_language(language).await?;
    let mut response = see_other(&choice.back);
    let cookie = Cookie::Language.set(language, YEAR, portal.config.secure());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Signs out of this one request, whatever else is open in the browser.
pub async fn leave(
    State(portal): State<AppState>,
    Path(request): Path<RequestId>,
    headers: HeaderMap,
) -> Result<Response, HttpError> {
    if let Some(reviewer) = reviewer(&headers, &portal).await?
        && let Some(place) = entering::leave(&reviewer, &request).await?
    {
        return Ok(place);
    }
    if let Some(key) = key(&headers, &request, &portal) {
        portal.services.leave(&key).await?;
    }
    let mut response = see_other(&[paths::LINK, "?said=left"].concat());
    if let Some(cookie) = AnswerCookie::of(&request) {
        response.headers_mut().append(header::SET_COOKIE, cookie.clear(portal.config.secure()));
    }
    Ok(response)
}
