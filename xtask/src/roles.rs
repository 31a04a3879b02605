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

A member also has a scope: everything, some campaigns, or some groups of suppliers. It is chosen on the page *What … may do* of the
team (Settings, Team). What is outside of it is not there for the member: in no list, no count, no file and no mail, and its
address answers as if there were no such thing. Storage asks for a scope wherever it reads for the team (`Scope` in
`crates/service/src/records/scope.rs`), so that a query without one does not compile. Who works on campaigns reads their
suppliers and does not change them, because other campaigns use them too. Administrators work on everything.
";

const SCOPED: &str = "
## With a scope

Whoever does not work on everything is refused at the desk, but here, where lists are without what is outside of the scope and
addresses of it lead nowhere (the role still decides):

";

#[derive(Deserialize)]
struct Matrix {
    scoped: BTreeMap<String, String>,
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
    out += SCOPED;
    let mut open: Vec<_> = matrix.scoped.keys().collect();
    open.sort_by_key(|call| call.split(' ').rev().collect::<Vec<_>>().join(" "));
    for call in open {
        writeln!(out, "- `{call}`")?;
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
