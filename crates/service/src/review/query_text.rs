//! The text of a query: how long it may be, the places in it that are filled in, and a question to many.

use crate::records::RequestId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The longest text of a query.
pub const LONGEST: usize = 2_000;
/// What a text may have a place for.
pub const PLACES: [&str; 3] = ["supplier", "smelter", "rule"];

/// What stands in the places of a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filled<'a> {
    /// The supplier's name.
    pub supplier: &'a str,
    /// The smelter as the supplier called it; blank where the query is about none.
    pub smelter: &'a str,
    /// What a rule found, in the supplier's language; blank where it found nothing.
    pub rule: &'a str,
}

/// The text with its places filled. One for which there is nothing stays, so that it is seen before it is sent.
pub fn fill(text: &str, words: &Filled) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let place =
            PLACES.iter().find(|place| rest[1..].strip_prefix(**place).is_some_and(|r| r.starts_with('}')));
        let value = match place {
            Some(&"supplier") => words.supplier,
            Some(&"smelter") => words.smelter,
            Some(_) => words.rule,
            None => "",
        };
        match place.filter(|_| !value.is_empty()) {
            Some(place) => {
                out.push_str(value);
                rest = &rest[place.len() + 2..];
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// A place of a text that nothing fills.
pub fn unfilled(text: &str) -> Option<&'static str> {
    PLACES.into_iter().find(|place| text.contains(&format!("{{{place}}}")))
}

/// What is asked, in each language that one of the recipients reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    pub texts: BTreeMap<String, String>,
    /// The smelter that it is about: its number, and the row in which each named it, where it is asked.
    #[serde(default)]
    pub smelter: Option<Naming>,
    /// Whether acceptances are taken back with it.
    #[serde(default)]
    pub accepted: bool,
}

/// Who named a smelter, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naming {
    pub cid: String,
    /// By request.
    pub rows: BTreeMap<RequestId, NamedRow>,
}

/// The row of a submission in which a smelter was named; what it was called there is read when it is asked, so that jobs keep
/// nothing that a supplier typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedRow {
    /// The submission's number.
    pub number: i64,
    /// The line that people see.
    pub line: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_and_what_is_missing_is_seen() {
        let words = Filled { supplier: "Alpha {smelter}", smelter: "Ore Works", rule: "" };
        let text = fill("{supplier}: is {smelter} yours? {rule} {other} {", &words);
        assert_eq!(text, "Alpha {smelter}: is Ore Works yours? {rule} {other} {");
        assert_eq!(unfilled("about {rule}"), Some("rule"));
        assert_eq!(unfilled("about {other}"), None);
    }

    #[test]
    fn a_job_keeps_no_name_that_a_supplier_typed() {
        let row = NamedRow { number: 1, line: 2 };
        assert_eq!(serde_json::to_string(&row).unwrap(), r#"{"number":1,"line":2}"#);
        let older = r#"{"number":1,"line":2,"name":"Ore Works"}"#;
        assert_eq!(serde_json::from_str::<NamedRow>(older).unwrap(), row);
    }
}
