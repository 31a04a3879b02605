//! The sentences of the report: English, since that is what is filed; short, with one claim each.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static ALL: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../texts/sentences.json"))
        .unwrap_or_else(|error| panic!("sentences: {error}"))
});

/// A sentence with its slots; the key itself where it is missing, so that a gap is seen.
pub fn get(key: &str) -> &str {
    ALL.get(key).map_or(key, String::as_str)
}

/// Every key.
pub fn keys() -> impl Iterator<Item = &'static str> {
    ALL.keys().map(String::as_str)
}
