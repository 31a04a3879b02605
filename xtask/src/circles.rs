//! Files that need each other in a circle, by `use crate::…` or `use super::…`: none of them can be read, tested or moved
//! without the others. Tests, and modules beside what they hold, do not count.

use crate::files::{read, walk};
use crate::run::{Result, root};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A module, by the names on its way: `layers`, `headers`.
type Module = Vec<String>;
/// What each module uses.
type Uses = BTreeMap<Module, BTreeSet<Module>>;

/// Neighbours in one folder that still need each other: to be taken apart one by one, and no others are let in.
const OLD: [(&str, &[&str]); 1] = [(
    "crates/domain",
    &[
        "smelters::areas",
        "smelters::facility",
        "smelters::history",
        "smelters::kind",
        "smelters::list",
        "smelters::marks",
        "smelters::revision",
        "smelters::sanctions",
        "smelters::status",
    ],
)];

/// Looks through every crate.
pub fn check() -> Result {
    let root = root();
    let (mut wrong, mut met) = (Vec::new(), BTreeSet::new());
    let crates = std::fs::read_dir(root.join("crates"))?.flatten().map(|entry| entry.path());
    for of in crates.chain(["app", "server", "xtask"].map(|name| root.join(name))) {
        let src = of.join("src");
        let mut sources = BTreeMap::new();
        for path in walk(&src) {
            if let Some(module) = module(path.strip_prefix(&src)?) {
                sources.insert(module, read(&path)?);
            }
        }
        for circle in circles(&uses(&sources)) {
            let names: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
            let of = of.strip_prefix(&root)?.to_string_lossy();
            let is_old = |(name, old): &(&str, &[&str])| of == *name && names == *old;
            match OLD.iter().position(is_old) {
                Some(at) => _ = met.insert(at),
                None => wrong.push(format!("{of}: {} use each other in a circle", names.join(", "))),
            }
        }
    }
    let gone = OLD.iter().enumerate().filter(|(at, _)| !met.contains(at));
    wrong.extend(gone.map(|(_, (of, old))| {
        format!("{of}: {} are no circle any more: take them from the list of old ones", old.join(", "))
    }));
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

/// The module of a file below `src`; none for tests and for what is no Rust.
fn module(path: &Path) -> Option<Module> {
    let mut names: Module =
        path.with_extension("").iter().map(|n| n.to_string_lossy().into_owned()).collect();
    let rust = path.extension().is_some_and(|it| it == "rs");
    if !rust || names.iter().any(|name| name == "tests") {
        return None;
    }
    if names.last().is_some_and(|last| ["mod", "lib", "main"].contains(&last.as_str())) {
        names.pop();
    }
    Some(names)
}

fn uses(sources: &BTreeMap<Module, String>) -> Uses {
    let of = |(module, source): (&Module, &String)| {
        let code = source.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let others = paths(module, code).into_iter().filter_map(|path| {
            let longest = (1..=path.len()).rev().map(|n| path[..n].to_vec());
            longest.into_iter().find(|module| sources.contains_key(module))
        });
        // A module and what it holds are one thing in several files.
        let others = others.filter(|other| !other.starts_with(module) && !module.starts_with(other));
        (module.clone(), others.collect())
    };
    sources.iter().map(of).collect()
}

/// What stands behind `use crate::` and `use super::`, one path for each name. What a module in braces says of its own
/// parent is not looked at.
fn paths(module: &[String], code: &str) -> Vec<Module> {
    let mut out = Vec::new();
    for line in
        code.split("\nuse ").skip(1).chain(code.strip_prefix("use ")).chain(code.split(") use ").skip(1))
    {
        let Some((tree, _)) = line.split_once(';') else { continue };
        if let Some(tree) = tree.strip_prefix("crate::") {
            unfold(&[], tree, &mut out);
            continue;
        }
        let (mut above, mut tree) = (module, tree);
        while let (Some(rest), Some((_, parent))) = (tree.strip_prefix("super::"), above.split_last()) {
            (tree, above) = (rest, parent);
        }
        if above.len() < module.len() {
            unfold(above, tree, &mut out);
        }
    }
    out
}

/// Unfolds `a::{b, c::{d, self}}`.
fn unfold(above: &[String], tree: &str, out: &mut Vec<Module>) {
    let (path, inner) = match tree.split_once('{') {
        Some((path, inner)) => (path, Some(inner.rsplit_once('}').map_or(inner, |(inner, _)| inner))),
        None => (tree, None),
    };
    let path = path.split(" as ").next().unwrap_or_default();
    let names = path.split("::").map(str::trim).filter(|name| !name.is_empty() && *name != "self");
    let here: Module = above.iter().cloned().chain(names.map(str::to_owned)).collect();
    let Some(inner) = inner else { return out.push(here) };
    let (mut depth, mut begin) = (0usize, 0);
    for (at, c) in inner.char_indices().chain([(inner.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                let part = inner[begin..at].trim();
                if !part.is_empty() {
                    unfold(&here, part, out);
                }
                begin = (at + 1).min(inner.len());
            }
            _ => {}
        }
    }
}

/// The groups of modules that reach each other.
fn circles(uses: &Uses) -> Vec<BTreeSet<Module>> {
    let mut found: Vec<BTreeSet<Module>> = Vec::new();
    for module in uses.keys().filter(|m| !m.is_empty()) {
        let from_here = reached(uses, module);
        if from_here.contains(module) && !found.iter().any(|circle| circle.contains(module)) {
            found.push(from_here.into_iter().filter(|other| reached(uses, other).contains(module)).collect());
        }
    }
    found
}

/// All that a module uses, itself or through others.
fn reached(uses: &Uses, module: &Module) -> BTreeSet<Module> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![module]);
    while let Some(module) = next.pop() {
        for other in uses.get(module).into_iter().flatten() {
            if seen.insert(other.clone()) {
                next.push(other);
            }
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(of: &[(&str, &str)]) -> BTreeMap<Module, String> {
        let names = |path: &str| path.split("::").map(str::to_owned).collect();
        of.iter().map(|(path, code)| (names(path), (*code).to_owned())).collect()
    }

    #[test]
    fn a_circle_is_found_through_others_and_through_braces() {
        let all = sources(&[
            ("a", "use crate::{b::{Thing, self}, Result};"),
            ("b", "pub(crate) use crate::c::inner::{One as Two};"),
            ("c", ""),
            ("c::inner", "use crate::{\n    a::Other,\n};"),
            ("d", "use crate::a::Other;"),
        ]);
        let found = circles(&uses(&all));
        assert_eq!(found.len(), 1);
        let names: Vec<String> = found[0].iter().map(|module| module.join("::")).collect();
        assert_eq!(names, ["a", "b", "c::inner"]);
    }

    #[test]
    fn neighbours_are_found_however_they_are_named() {
        let all = sources(&[
            ("a::one", "use super::two::{Thing, self};"),
            ("a::two", "use super::super::b::Other;\npub(super) use super::Own;"),
            ("b", "//! Text.\n\nuse crate::a::one;"),
        ]);
        let found = circles(&uses(&all));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].len(), 3);
    }

    #[test]
    fn tests_and_parents_do_not_count() {
        let all = sources(&[
            ("a", "use crate::a::part::X;\n#[cfg(test)]\nmod tests {\n    use crate::b::Y;\n}"),
            ("a::part", "use crate::a::Z;"),
            ("b", "use crate::a::Z;"),
        ]);
        assert!(circles(&uses(&all)).is_empty());
        assert_eq!(module(Path::new("layers/tests.rs")), None);
        assert_eq!(module(Path::new("layers/mod.rs")), Some(vec!["layers".to_owned()]));
    }
}
