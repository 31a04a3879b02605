//! The catalogue of faults and the tests that name them: neither may know one that the other does not.

use crate::files::{read, walk};
use crate::run::{Result, root};
use std::collections::BTreeSet;

/// What stands before the number of an identifier, longest first.
const KINDS: [&str; 22] = [
    "REP-E", "SUP-B", "SUP-M", "RULE-", "DESK-", "CASE-", "F-D", "L-D", "A-", "D-", "E-", "I-", "L-", "O-",
    "R-", "S-", "T-", "V-", "W-", "X-", "Z-", "P-",
];

/// Where tests are.
const TESTED: [&str; 5] = ["app", "crates", "server", "end2end", "xtask"];

/// Compares the catalogue with the tests.
pub fn check() -> Result {
    let listed = listed(&read(&root().join("docs/faults.md"))?);
    let mut named = BTreeSet::new();
    for path in TESTED.iter().flat_map(|dir| walk(&root().join(dir))) {
        let kind = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
        if ["rs", "ts", "mjs"].contains(&kind) && !path.ends_with("xtask/src/faults.rs") {
            find(&read(&path)?, &mut named);
        }
    }
    let mut wrong = Vec::new();
    for id in listed.difference(&named) {
        wrong.push(format!("{id} stands in docs/faults.md, and no test names it"));
    }
    for id in named.difference(&listed) {
        wrong.push(format!("{id} is named by a test, and docs/faults.md does not list it"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// The first cell of every line of a table.
fn listed(catalogue: &str) -> BTreeSet<String> {
    let cells = catalogue.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" |"));
    cells
        .map(|(id, _)| id.to_owned())
        .filter(|id| id.starts_with(|c: char| c.is_ascii_uppercase()) && id.contains('-'))
        .collect()
}

/// Adds the identifiers in a text: `F-D8` anywhere, `fn f_d8_…` as a function's name.
fn find(text: &str, named: &mut BTreeSet<String>) {
    for kind in KINDS {
        for (at, _) in text.match_indices(kind) {
            let before = text[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '-' || c == '_') {
                continue;
            }
            let number: String = text[at + kind.len()..].chars().take_while(char::is_ascii_digit).collect();
            let two = kind.len() > 2 || number.len() == 2;
            if !number.is_empty() && two {
                named.insert(format!("{kind}{number}"));
            }
        }
        // `A-07` is `fn a07_…`; `F-D8` is `fn f_d8_…`.
        let short = kind.len() == 2;
        let name = kind.to_lowercase().replace('-', if short { "" } else { "_" });
        for (at, found) in text.match_indices(&format!("fn {name}")) {
            let rest = &text[at + found.len()..];
            let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
            let whole = rest[number.len()..].starts_with('_') && (!short || number.len() == 2);
            if !number.is_empty() && whole {
                named.insert(format!("{kind}{number}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_text(text: &str) -> Vec<String> {
        let mut named = BTreeSet::new();
        find(text, &mut named);
        named.into_iter().collect()
    }

    #[test]
    fn identifiers_are_found_in_names_and_in_comments() {
        assert_eq!(in_text("async fn f_d15_leases_outlast() {}"), ["F-D15"]);
        assert_eq!(in_text("fn a07_no_token() {}\nfn rule_8_zero_is_open() {}"), ["A-07", "RULE-8"]);
        assert_eq!(in_text("// DESK-4, SUP-M3: x"), ["DESK-4", "SUP-M3"]);
        assert_eq!(in_text("test('CASE-17 back in WebKit', …"), ["CASE-17"]);
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        assert!(
            in_text("UTF-8 SHA-256 RUSTSEC-2026-0194 X-Forwarded-For W-3 fn a1_b() fn rule_of_thumb()")
                .is_empty()
        );
    }

    #[test]
    fn the_catalogue_lists_by_the_first_cell() {
        let catalogue = "| Fault | What |\n|---|---|\n| F-D1 | x, as in F-D2 |\n| — | y |\n";
        assert_eq!(listed(catalogue).into_iter().collect::<Vec<_>>(), ["F-D1"]);
    }
}
