//! Which role may do what, as a page: written from the matrix with which every route is tested.

use crate::run::{Result, root};
use domain::terms::Role;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write;

const HEAD: &str = "\
<!-- Written by `cargo xtask gen` from server/tests/it/matrix.toml and the texts of the roles; change it there. -->

# Roles

A member of the team has one role. An act needs a capability, which is a type that only the right role can get
(`crates/service/src/access.rs`): without it there is no method to call. A test calls every route as everybody.
";

#[derive(Deserialize)]
struct Matrix {
    route: Vec<BTreeMap<String, String>>,
}

/// `docs/roles.md`.
pub fn page() -> Result<String> {
    let matrix = std::fs::read_to_string(root().join("server/tests/it/matrix.toml"))?;
    let matrix: Matrix = toml::from_str(&matrix)?;
    let texts = domain::text::embedded::texts("en");
    let mut out = HEAD.to_owned();
    out += "\n| Role | |\n|---|---|\n";
    for role in Role::ALL {
        writeln!(out, "| {} | {} |", texts.get(role.text_key()), texts.get(&role.about_key()))?;
    }
    out += "\n## Role by route\n\nPages of the desk that are not listed are read by the whole team.\n\n| Route |";
    Role::ALL.iter().for_each(|role| out += &format!(" {} |", texts.get(role.text_key())));
    out += &format!("\n|---|{}\n", "---|".repeat(Role::ALL.len()));
    let mut routes: Vec<_> =
        matrix.route.iter().filter_map(|route| Some((route.get("call")?, route))).collect();
    routes.retain(|(call, _)| call.split(' ').nth(1).is_some_and(|path| path.starts_with("/desk")));
    routes.sort_by_key(|(call, _)| call.split(' ').rev().collect::<Vec<_>>().join(" "));
    for (call, route) in routes {
        write!(out, "| `{call}` |")?;
        for role in Role::ALL {
            let may = answer(route, *role).ok_or_else(|| format!("{call} says nothing of {}", role.key()))?
                != "403";
            out += if may { " yes |" } else { " – |" };
        }
        out.push('\n');
    }
    Ok(out)
}

/// What a role gets; two are like others where nothing else is said.
fn answer(route: &BTreeMap<String, String>, role: Role) -> Option<&String> {
    let (own, like) = match role {
        Role::Administrator => ("administrator", "administrator"),
        Role::CampaignManager => ("manager", "administrator"),
        Role::Reviewer => ("reviewer", "reviewer"),
        Role::Viewer => ("viewer", "viewer"),
        Role::Auditor => ("auditor", "viewer"),
    };
    route.get(own).or_else(|| route.get(like))
}
