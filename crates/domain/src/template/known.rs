//! The templates that are known: where a new definition is put in.

use super::{CMRT, Template, cmrt6};
use crate::Metal;
use std::sync::LazyLock;

/// Every definition.
static ALL: LazyLock<Vec<Template>> = LazyLock::new(cmrt6::versions);

/// The templates that can be answered; those of a kind oldest first.
pub fn versions() -> &'static [Template] {
    &ALL
}

/// The definition of a template's version, for example of `CMRT` and `6.5`.
pub fn find(kind: &str, version: &str) -> Option<&'static Template> {
    ALL.iter().find(|t| t.kind == kind && t.version == version)
}

/// The definition with this [`Template::name`].
pub fn named(name: &str) -> Option<&'static Template> {
    let (kind, version) = name.split_once(' ').unwrap_or((CMRT, name));
    find(kind, version)
}

/// The definition of a CMRT version, for example `6.5`.
pub fn cmrt(version: &str) -> Option<&'static Template> {
    find(CMRT, version)
}

/// The metal that a text names, if it is one that some template asks about.
pub fn metal(text: &str) -> Option<Metal> {
    ALL.iter().find_map(|t| t.metal(text))
}

/// The metals that the templates ask about.
pub fn metals() -> Vec<Metal> {
    let mut out: Vec<Metal> = Vec::new();
    for metal in ALL.iter().flat_map(|t| &t.metals) {
        if !out.contains(metal) {
            out.push(*metal);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_has_unique_keys_and_cells() {
        for t in versions() {
            let mut keys: Vec<_> = t.fields.iter().map(|f| &f.key).collect();
            let mut cells: Vec<_> = t.fields.iter().map(|f| &f.cell).collect();
            let n = keys.len();
            keys.sort();
            keys.dedup();
            cells.sort();
            cells.dedup();
            assert_eq!((keys.len(), cells.len()), (n, n), "{}", t.version);
        }
    }

    /// What a page carries is what the server judges by.
    #[test]
    fn every_version_is_read_back_as_it_was_written() {
        for t in versions() {
            let json = serde_json::to_string(t).unwrap();
            let read: Template = serde_json::from_str(&json).unwrap();
            assert_eq!(read, *t);
            assert_eq!(serde_json::to_string(&read).unwrap(), json);
        }
    }
}
