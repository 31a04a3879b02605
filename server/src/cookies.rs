//! Cookies: what they are called, and how they are set and read.

use axum::http::{HeaderMap, HeaderValue, header};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// A member's session.
    Desk,
    /// The accounts that were signed in here before.
    Device,
    /// The language that somebody chose.
    Language,
}

impl Cookie {
    fn name(self, secure: bool) -> &'static str {
        match (self, secure) {
            (Cookie::Desk, true) => "__Host-desk",
            (Cookie::Desk, false) => "desk",
            (Cookie::Device, true) => "__Host-device",
            (Cookie::Device, false) => "device",
            (Cookie::Language, true) => "__Host-lang",
            (Cookie::Language, false) => "lang",
        }
    }

    /// A desk opens from a bookmark.
    fn same_site(self) -> &'static str {
        if matches!(self, Cookie::Desk | Cookie::Device) { "Strict" } else { "Lax" }
    }

    /// The header value that sets it for so many seconds.
    pub fn set(self, value: &str, seconds: i64, secure: bool) -> HeaderValue {
        line(self.name(secure), value, seconds, self.same_site(), secure)
    }

    /// The header value that removes it.
    pub fn clear(self, secure: bool) -> HeaderValue {
        self.set("", 0, secure)
    }

    /// Its value. Two of the same name are none: one of them was planted.
    pub fn read(self, headers: &HeaderMap, secure: bool) -> Option<&str> {
        only(headers, self.name(secure))
    }
}

/// The session of whoever opened a supplier's link. Its name carries the request: each request that is open in a browser
/// has one of its own, and opens nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerCookie<'a>(&'a str);

impl<'a> AnswerCookie<'a> {
    /// How many requests are open in one browser: so many that nobody misses one, so few that what a browser sends
    /// along with every call stays about a kilobyte.
    pub const MOST: usize = 12;

    /// The cookie of a request; none where no request is called like that.
    pub fn of(request: &'a str) -> Option<AnswerCookie<'a>> {
        let digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        (request.len() == 32 && request.bytes().all(digit)).then_some(AnswerCookie(request))
    }

    fn prefix(secure: bool) -> &'static str {
        if secure { "__Host-answer-" } else { "answer-" }
    }

    fn name(self, secure: bool) -> String {
        [AnswerCookie::prefix(secure), self.0].concat()
    }

    /// The header value that sets it for so many seconds. A supplier arrives from webmail, and a strict cookie would not
    /// come along.
    pub fn set(self, value: &str, seconds: i64, secure: bool) -> HeaderValue {
        line(&self.name(secure), value, seconds, "Lax", secure)
    }

    /// The header value that removes it.
    pub fn clear(self, secure: bool) -> HeaderValue {
        self.set("", 0, secure)
    }

    /// Its value.
    pub fn read(self, headers: &HeaderMap, secure: bool) -> Option<&str> {
        only(headers, &self.name(secure))
    }

    /// The requests and secrets of all that a browser sent; browsers send the oldest first.
    pub fn held(headers: &HeaderMap, secure: bool) -> Vec<(&str, &str)> {
        let pairs = pairs(headers);
        pairs
            .filter_map(|(name, value)| Some((name.strip_prefix(AnswerCookie::prefix(secure))?, value)))
            .collect()
    }
}

fn line(name: &str, value: &str, seconds: i64, site: &str, secure: bool) -> HeaderValue {
    let tail = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite={site}; Max-Age={seconds}{tail}");
    // Values are our own tokens and language codes; one that could not be a header is not set at all.
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("void=; Max-Age=0"))
}

fn pairs(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    // Another programme of the same host may set letters that no header should have; they cost only its own cookie.
    let all = headers.get_all(header::COOKIE).iter().flat_map(|v| v.as_bytes().split(|b| *b == b';'));
    all.filter_map(|pair| std::str::from_utf8(pair).ok()?.trim().split_once('='))
}

/// The value of the only cookie of a name. Two of the same name are none: one of them was planted.
fn only<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let mut ours = pairs(headers).filter(|(name, _)| *name == wanted);
    let (_, value) = ours.next()?;
    (ours.next().is_none() && !value.is_empty()).then_some(value)
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
        let answer = AnswerCookie("r1").set("x", 60, false);
        assert_eq!(answer, "answer-r1=x; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
    }

    #[test]
    fn a_cookie_that_could_be_planted_is_refused() {
        let answer = AnswerCookie("r1");
        assert_eq!(answer.read(&sent("a=b; answer-r1=x"), false), Some("x"));
        assert_eq!(answer.read(&sent("answer-r1=x; answer-r1=y"), false), None);
        assert_eq!(answer.read(&sent("answer-r1=x"), true), None);
        assert_eq!(answer.read(&sent("answer-r1="), false), None);
        let odd = HeaderValue::from_bytes(b"theme=gr\xc3\xbcn; old=\xfc; answer-r1=x").unwrap();
        assert_eq!(answer.read(&HeaderMap::from_iter([(header::COOKIE, odd)]), false), Some("x"));
    }

    /// F-D1: each request has a cookie of its own.
    #[test]
    fn f_d1_a_cookie_is_of_one_request() {
        let both = sent("answer-one=x; desk=z; answer-two=y");
        assert_eq!(AnswerCookie("one").read(&both, false), Some("x"));
        assert_eq!(AnswerCookie("two").read(&both, false), Some("y"));
        assert_eq!(AnswerCookie("three").read(&both, false), None);
        assert_eq!(AnswerCookie::held(&both, false), [("one", "x"), ("two", "y")]);
        assert!(AnswerCookie::of(&"0a".repeat(16)).is_some());
        // What could not be part of a cookie's name is no request.
        for odd in ["", "company", "smelters", "a;b=c12345", "a\r\nb12345", &"g".repeat(32), &"a".repeat(33)]
        {
            assert_eq!(AnswerCookie::of(odd), None, "{odd}");
        }
    }
}
