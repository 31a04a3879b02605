//! `docs/asvs.md`: whatever it names as evidence is there.

use crate::files::{read, walk};
use crate::run::{Result, root};

/// Where tests are.
const TESTED: [&str; 5] = ["app", "crates", "server", "end2end", "xtask"];

/// Looks for every path and test that stands in it between backticks.
pub fn check() -> Result {
    let text = read(&root().join("docs/asvs.md"))?;
    let mut sources = String::new();
    for path in TESTED.iter().flat_map(|dir| walk(&root().join(dir))) {
        if path.extension().is_some_and(|it| it == "rs") {
            sources.push_str(&read(&path)?);
        }
    }
    let mut wrong = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if says_met_without_evidence(line) {
            wrong.push(format!("docs/asvs.md:{number}: it says that something is met, and not by what"));
        }
        for named in named(line) {
            let there = match named {
                Named::Path(path) => root().join(path).exists(),
                Named::Test(name) => sources.contains(&format!("fn {name}(")),
            };
            if !there {
                wrong.push(format!("docs/asvs.md:{number}: {named:?} is not there"));
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// Something that a line points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named<'a> {
    Path(&'a str),
    Test(&'a str),
}

/// A row of a table whose state is `met` and that names nothing.
fn says_met_without_evidence(line: &str) -> bool {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let is_met = cells.iter().skip(1).any(|cell| *cell == "met" || cell.starts_with("in part"));
    is_met && named(line).next().is_none()
}

/// What stands between backticks and is a path of the repository or a test's name: words with two low lines at least.
fn named(line: &str) -> impl Iterator<Item = Named<'_>> {
    line.split('`').skip(1).step_by(2).filter_map(|text| {
        let is_name = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        let is_path = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-/".contains(&b));
        let ends = [".rs", ".md", ".toml", ".lock"].iter().any(|ending| text.ends_with(ending));
        match () {
            () if is_name && text.matches('_').count() >= 2 => Some(Named::Test(text)),
            () if is_path && !text.starts_with('/') && ends => Some(Named::Path(text)),
            () => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_tests_are_told_from_other_words() {
        let line =
            "| 1.2.1 | x | met | `a_test_of_it` in `server/src/x.rs`, `base_url`, `/healthz`, `Strict` |";
        assert_eq!(
            named(line).collect::<Vec<_>>(),
            [Named::Test("a_test_of_it"), Named::Path("server/src/x.rs")]
        );
        assert!(!says_met_without_evidence(line));
        assert!(says_met_without_evidence("| 1.2.1 | x | met | of course |"));
        assert!(!says_met_without_evidence("| 1.2.6 | x | not ours | there is no LDAP |"));
    }
}
