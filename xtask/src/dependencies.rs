//! Who may depend on whom: dependencies point inward, and this table is the wall.

use crate::cargo_metadata;
use crate::run::Result;

/// For each member: the members that it may use.
const INNER: [(&str, &[&str]); 12] = [
    ("domain", &[]),
    ("rollup", &["domain"]),
    ("sheets", &["domain"]),
    ("service", &["domain", "report", "rollup", "sheets"]),
    ("storage", &["domain", "service"]),
    ("mail", &["domain", "service"]),
    ("reader", &["domain", "sheets"]),
    ("suggest", &["domain"]),
    ("report", &["domain"]),
    ("app", &["domain", "reader"]),
    ("server", &["app", "domain", "mail", "reader", "report", "service", "sheets", "storage"]),
    ("xtask", &["domain", "rollup"]),
];

/// Members that may use these packages of the registry and no others.
const OUTER: [(&str, &[&str]); 2] =
    [("domain", &["serde", "serde_json", "time"]), ("rollup", &["serde", "serde_json"])];

/// Packages that belong to one side, and the members that may name them.
const RESERVED: [(&str, &[&str]); 9] = [
    ("axum", &["server"]),
    ("tower-http", &["server"]),
    ("sqlx", &["storage"]),
    ("rusqlite", &["storage"]),
    ("lettre", &["mail"]),
    ("calamine", &["sheets"]),
    ("leptos", &["app", "server"]),
    ("web-sys", &["app"]),
    ("wasm-bindgen-cli-support", &["xtask"]),
];

/// Packages that must not be in the tree at all, and why.
const BANNED: [(&str, &str); 5] = [
    ("openssl-sys", "rustls is what we speak TLS with"),
    ("native-tls", "rustls is what we speak TLS with"),
    ("leptos_router", "a page is one document; the router alone outweighs the form"),
    ("leptos_meta", "the server writes the head itself"),
    ("leptos_axum", "there are no server functions: they check neither origin nor session"),
];

/// Packages of which one copy can be linked, or must be.
const SINGLE: [&str; 4] = ["libsqlite3-sys", "wasm-bindgen", "leptos", "rustls"];

/// Compares the workspace with the table.
pub fn check() -> Result {
    let metadata = cargo_metadata::read()?;
    let mut wrong = Vec::new();
    for member in metadata.members() {
        let name = member.name();
        let Some(inner) = of(&INNER, name) else {
            wrong.push(format!("{name} is not in the table of xtask/src/dependencies.rs"));
            continue;
        };
        for (dependency, local) in member.dependencies() {
            if local && !inner.contains(&dependency) {
                wrong.push(format!("{name} may not depend on {dependency}"));
            }
            if !local && of(&OUTER, name).is_some_and(|allowed| !allowed.contains(&dependency)) {
                wrong.push(format!("{name} is pure and may not depend on {dependency}"));
            }
            if of(&RESERVED, dependency).is_some_and(|members| !members.contains(&name)) {
                wrong.push(format!("{name} may not name {dependency}, which another crate wraps"));
            }
        }
    }
    for (name, why) in BANNED {
        if metadata.packages().any(|package| package.name() == name) {
            wrong.push(format!("{name} is in the tree: {why}"));
        }
    }
    for name in SINGLE {
        let versions: Vec<_> =
            metadata.packages().filter(|it| it.name() == name).map(|it| it.version()).collect();
        if versions.len() > 1 {
            wrong.push(format!("{name} is in the tree more than once: {}", versions.join(", ")));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

fn of<'a>(table: &[(&str, &'a [&'a str])], name: &str) -> Option<&'a [&'a str]> {
    table.iter().find(|(key, _)| *key == name).map(|(_, value)| *value)
}
