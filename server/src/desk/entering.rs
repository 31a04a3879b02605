//! Whoever signs in: where it comes from, and the session that its browser gets.

use super::session::PageResult;
use crate::app_state::AppState;
use crate::client::Address;
use crate::cookies::Cookie;
use crate::page_context::{PageContext, see_other};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use service::access::MEMBER_SESSION;
use service::team::sign_in::{DEVICE, Place};

/// Where whoever signs in comes from, and what the browser holds of earlier visits.
pub struct Comer {
    pub place: Place,
    /// The session that the browser had until now.
    pub session: Option<String>,
}

impl FromRequestParts<AppState> for Comer {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, portal: &AppState) -> Result<Comer, Self::Rejection> {
        let Ok(address) = Address::from_request_parts(parts, portal).await;
        let Ok(context) = PageContext::from_request_parts(parts, portal).await;
        let cookie = |cookie: Cookie| cookie.read(&parts.headers, portal.config.secure()).map(str::to_owned);
        let place = Place {
            address: address.to_string(),
            client: address.client(),
            wide: address.wide(),
            devices: cookie(Cookie::Device).unwrap_or_default(),
            browser: browser(&parts.headers),
            language: context.language().to_owned(),
        };
        Ok(Comer { place, session: cookie(Cookie::Desk) })
    }
}

/// Browser and system as people call them, as far as the browser says so; none is told apart that does not.
fn browser(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|it| it.to_str().ok()).unwrap_or("");
    let first = |known: &[(&str, &'static str)]| {
        known.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name)
    };
    // Whoever is built on another names that one too.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = first(&[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iOS"),
        ("iPad", "iPadOS"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    browser.into_iter().chain(system).collect::<Vec<_>>().join(", ")
}

/// Gives the browser a session in place of the one it had, makes it known to the account, and leads on.
pub async fn enter(portal: &AppState, comer: &Comer, secret: &str, path: &str) -> PageResult {
    entering(portal, comer, secret, see_other(path)).await
}

/// The same with an answer that is there already.
pub async fn entering(portal: &AppState, comer: &Comer, secret: &str, mut response: Response) -> PageResult {
    if let Some(old) = &comer.session {
        portal.services.end_session(old).await?;
    }
    let devices = portal.services.mark_device(secret, &comer.place).await?;
    let secure = portal.config.secure();
    for cookie in [
        Cookie::Desk.set(secret, MEMBER_SESSION / 1000, secure),
        Cookie::Device.set(&devices, DEVICE / 1000, secure),
    ] {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
