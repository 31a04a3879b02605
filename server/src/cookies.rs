//! Cookies: what they are called, and how they are set and read.

use axum::http::{HeaderMap, HeaderValue, header};

/// Which cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// A member's session.
    Desk,
    /// The session of whoever opened a supplier's link, for that one request.
    Answer,
    /// The language that somebody chose.
    Language,
}

impl Cookie {
    fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Cookie::Desk, true) => "__Host-desk",
            (Cookie::Desk, false) => "desk",
            (Cookie::Answer, true) => "__Host-answer",
            (Cookie::Answer, false) => "answer",
            (Cookie::Language, true) => "__Host-lang",
            (Cookie::Language, false) => "lang",
        }
    }

    /// A desk opens from a bookmark; a supplier arrives from webmail, and a strict cookie would not come along.
    fn same_site(self) -> &'static str {
        if self == Cookie::Desk { "Strict" } else { "Lax" }
    }

    /// The header value that sets it for so many seconds.
    pub fn set(self, value: &str, seconds: i64, secure: bool) -> HeaderValue {
        let (name, site) = (self.name(secure), self.same_site());
        let tail = if secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite={site}; Max-Age={seconds}{tail}");
        // Values are our own tokens and language codes; one that could not be a header is not set at all.
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("void=; Max-Age=0"))
    }

    /// The header value that removes it.
    pub fn clear(self, secure: bool) -> HeaderValue {
        self.set("", 0, secure)
    }

    /// Its value. Two of the same name are none: one of them was planted.
    pub fn read(self, headers: &HeaderMap, secure: bool) -> Option<&str> {
        let all = headers.get_all(header::COOKIE).iter().filter_map(|v| v.to_str().ok());
        let mut ours = all
            .flat_map(|v| v.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .filter(|(name, _)| *name == self.name(secure));
        let (_, value) = ours.next()?;
        (ours.next().is_none() && !value.is_empty()).then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(cookie: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_static(cookie))])
    }

    #[test]
    fn flags_follow_what_the_cookie_is_for() {
        let desk = Cookie::Desk.set("x", 60, true);
        assert_eq!(desk, "__Host-desk=x; Path=/; HttpOnly; SameSite=Strict; Max-Age=60; Secure");
        let answer = Cookie::Answer.set("x", 60, false);
        assert_eq!(answer, "answer=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
    }

    #[test]
    fn a_cookie_that_could_be_planted_is_refused() {
        assert_eq!(Cookie::Answer.read(&sent("a=b; answer=x"), false), Some("x"));
        assert_eq!(Cookie::Answer.read(&sent("answer=x; answer=y"), false), None);
        assert_eq!(Cookie::Answer.read(&sent("answer=x"), true), None);
        assert_eq!(Cookie::Answer.read(&sent("answer="), false), None);
    }
}
