//! The page of a bundle: one file that loads nothing and asks nobody, opened from wherever it lies.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::text::LANGUAGES;
use domain::text::embedded::texts;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The keys of its texts begin so.
const TEXTS: &str = "evidence.";

/// The page, the same in every bundle that this program writes.
pub fn html() -> &'static str {
    static PAGE: LazyLock<String> = LazyLock::new(|| {
        let (css, script) = (include_str!("page.css"), include_str!("page.js"));
        let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        // Its own style and script and nothing else: no word of a supplier becomes either, and nothing goes anywhere.
        let policy = format!("default-src 'none'; style-src {}; script-src {}", hash(css), hash(script));
        let parts =
            [("{policy}", policy.as_str()), ("{css}", css), ("{texts}", &words()), ("{script}", script)];
        let page = include_str!("page.html").to_owned();
        // Each stands once, the script last, so that nothing in it is taken for a place.
        parts.iter().fold(page, |page, (place, text)| page.replacen(place, text, 1))
    });
    &PAGE
}

/// Its texts in every language, as JSON that can stand in a page.
fn words() -> String {
    let of = |language: &str| {
        let texts = texts(language);
        let keys = texts.keys().filter(|key| key.starts_with(TEXTS));
        keys.map(|key| (key.to_owned(), texts.get(key).to_owned())).collect::<BTreeMap<_, _>>()
    };
    let all: BTreeMap<&str, _> = LANGUAGES.iter().map(|(language, _)| (*language, of(language))).collect();
    serde_json::to_string(&all).unwrap_or_default().replace('<', "\\u003c")
}
