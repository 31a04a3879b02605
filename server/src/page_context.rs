//! The context of a page: nonce, language, texts, assets. And the answers that handlers give.

use crate::app_state::AppState;
use crate::cookies::Cookie;
use crate::layers::headers::Nonce;
use app::kit::shell::{Banner, Shell};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::text::{LANGUAGES, Texts, embedded, pick_language};
use std::convert::Infallible;

/// What a page needs from the server besides its model; an extractor.
#[derive(Clone)]
pub struct PageContext {
    nonce: String,
    portal: AppState,
    language: &'static str,
    /// Whether the person chose the language, so that nothing may overrule it.
    pub chosen: bool,
    /// What the page says above everything else.
    pub banner: Option<Banner>,
}

impl FromRequestParts<AppState> for PageContext {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, portal: &AppState) -> Result<PageContext, Infallible> {
        let nonce = parts.extensions.get::<Nonce>().cloned().unwrap_or_default();
        Ok(PageContext::new(nonce, &parts.headers, portal))
    }
}

impl PageContext {
    /// From what is known of a request.
    pub fn new(nonce: Nonce, headers: &HeaderMap, portal: &AppState) -> PageContext {
        let chosen = Cookie::Language.read(headers, portal.config.secure()).and_then(known);
        let wished = headers.get(header::ACCEPT_LANGUAGE).and_then(|v| v.to_str().ok()).unwrap_or("");
        PageContext {
            nonce: nonce.0,
            portal: portal.clone(),
            language: chosen.unwrap_or_else(|| pick_language(wished)),
            chosen: chosen.is_some(),
            banner: None,
        }
    }

    /// The language of the page.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// The same in the language on file for the reader, unless the reader chose one.
    pub fn prefer(mut self, language: &str) -> PageContext {
        if let (false, Some(language)) = (self.chosen, known(language)) {
            self.language = language;
        }
        self
    }

    /// The texts of the page's language.
    pub fn texts(&self) -> &'static Texts {
        embedded::texts(self.language)
    }

    /// What the document around a page is drawn with.
    pub fn shell(&self) -> Shell<'_> {
        Shell {
            nonce: &self.nonce,
            assets: &self.portal.assets,
            texts: self.texts(),
            language: self.language,
            banner: self.banner.as_ref(),
        }
    }
}

/// The language with this code, if we have it.
pub fn known(code: &str) -> Option<&'static str> {
    LANGUAGES.iter().map(|(known, _)| *known).find(|known| *known == code)
}

pub fn html(status: StatusCode, document: String) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], document).into_response()
}

/// After an act: look there. Only paths of our own; anything else leads to the front page.
pub fn see_other(path: &str) -> Response {
    let own = own_path(path).unwrap_or("/");
    let place = HeaderValue::from_str(own).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(header::LOCATION, place)]).into_response()
}

/// The path, if it is one of our own site: `//other.example` and `/\other.example` are not.
pub fn own_path(path: &str) -> Option<&str> {
    let inner = path.strip_prefix('/')?;
    let plain = path.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    (plain && !inner.starts_with('/')).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn w06_only_own_paths_are_led_to() {
        for wrong in
            ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", "", "/a\r\nb"]
        {
            assert_eq!(see_other(wrong).headers()[header::LOCATION], "/", "{wrong}");
        }
        assert_eq!(see_other("/answer/company?page=2").headers()[header::LOCATION], "/answer/company?page=2");
    }
}
