//! Licences of everything in the tree against the list in `deny.toml`, for when cargo-deny is not installed.

use crate::cargo_metadata;
use crate::run::{Result, root};

/// Names each package whose licence is not on the list.
pub fn check() -> Result {
    let deny: toml::Table = crate::files::read(&root().join("deny.toml"))?.parse()?;
    let allowed = deny["licenses"]["allow"].as_array().ok_or("deny.toml has no list of licences")?;
    let allowed: Vec<&str> = allowed.iter().filter_map(toml::Value::as_str).collect();
    let metadata = cargo_metadata::read()?;
    let wrong: Vec<String> = metadata
        .packages()
        .filter(|package| !satisfied(package.license(), &allowed))
        .map(|package| format!("{} {}: licence {:?}", package.name(), package.version(), package.license()))
        .collect();
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// Whether a licence expression can be met with licences from the list.
fn satisfied(expression: &str, allowed: &[&str]) -> bool {
    // Old manifests write a slash where they mean OR.
    let spaced =
        expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ").replace(" WITH ", "+WITH+");
    let mut words = spaced.split_whitespace().peekable();
    let met = either(&mut words, allowed);
    met && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn either(words: &mut Words, allowed: &[&str]) -> bool {
    let mut met = both(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= both(words, allowed);
    }
    met
}

fn both(words: &mut Words, allowed: &[&str]) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Words, allowed: &[&str]) -> bool {
    match words.next() {
        Some("(") => {
            let met = either(words, allowed);
            words.next_if_eq(&")").is_some() && met
        }
        Some(licence) => allowed.contains(&licence.replace("+WITH+", " WITH ").as_str()),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::satisfied;

    #[test]
    fn expressions_are_understood() {
        let allowed = ["MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "ISC"];
        assert!(satisfied("MIT/GPL-3.0", &allowed));
        assert!(satisfied("(GPL-2.0 OR MIT) AND ISC", &allowed));
        assert!(satisfied("Apache-2.0 WITH LLVM-exception", &allowed));
        assert!(!satisfied("MIT AND GPL-3.0", &allowed));
        assert!(!satisfied("GPL-3.0 OR (MIT AND LGPL-3.0)", &allowed));
        assert!(!satisfied("", &allowed));
    }
}
