//! Who answers: whoever holds the cookie of a request.

use crate::cookies::Cookie;
use crate::fault::Fault;
use crate::look::{Look, known, see_other};
use crate::portal::Portal;
use axum::extract::{Form, FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use serde::Deserialize;
use service::{ServiceError, SupplierDesk};

/// A chosen language is remembered for a year.
const YEAR: i64 = 365 * 24 * 3600;

/// The supplier's desk that the cookie opens, and what its pages are drawn with.
pub struct Answering {
    /// The one request.
    pub desk: SupplierDesk,
    /// In the language that the person chose, or else the one on file.
    pub look: Look,
}

impl FromRequestParts<Portal> for Answering {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Answering, Fault> {
        let desk = desk(&parts.headers, portal).await?;
        let Ok(look) = Look::from_request_parts(parts, portal).await;
        Ok(Answering { look: look.prefer(&desk.supplier().language), desk })
    }
}

async fn desk(headers: &HeaderMap, portal: &Portal) -> Result<SupplierDesk, Fault> {
    let secret = Cookie::Answer.read(headers, portal.config.secure());
    let secret = secret.ok_or(Fault::from(ServiceError::Unauthenticated))?;
    Ok(portal.services.supplier_desk(secret).await?)
}

/// What the choice of a language sends.
#[derive(Deserialize)]
pub struct Choice {
    language: String,
    #[serde(default)]
    back: String,
}

/// Remembers the language in a cookie, and with a session also for mails.
pub async fn choose_language(
    State(portal): State<Portal>,
    headers: HeaderMap,
    Form(choice): Form<Choice>,
) -> Result<Response, Fault> {
    let language = known(&choice.language).ok_or(Fault::BAD)?;
    if let Ok(desk) = desk(&headers, &portal).await {
        desk.set_language(language).await?;
    }
    let mut response = see_other(&choice.back);
    let cookie = Cookie::Language.set(language, YEAR, portal.config.secure());
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}
