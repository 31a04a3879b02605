//! What cargo says about the workspace.

use crate::run::{Result, cargo, output};
use serde_json::Value;

/// The output of `cargo metadata`.
pub struct Metadata(Value);

/// One package of the workspace or of the registry.
pub struct Package<'a>(&'a Value);

/// Asks cargo.
pub fn read() -> Result<Metadata> {
    let text = output(cargo().args(["metadata", "--format-version", "1", "--locked"]))?;
    Ok(Metadata(serde_json::from_str(&text)?))
}

impl Metadata {
    /// All packages in the lockfile that apply.
    pub fn packages(&self) -> impl Iterator<Item = Package<'_>> {
        self.0["packages"].as_array().into_iter().flatten().map(Package)
    }

    /// Those of the workspace.
    pub fn members(&self) -> impl Iterator<Item = Package<'_>> {
        self.packages().filter(|package| package.0["source"].is_null())
    }
}

impl<'a> Package<'a> {
    pub fn name(&self) -> &'a str {
        self.0["name"].as_str().unwrap_or_default()
    }

    pub fn version(&self) -> &'a str {
        self.0["version"].as_str().unwrap_or_default()
    }

    /// What it depends on when it runs: names, and whether each lies in the workspace.
    pub fn dependencies(&self) -> impl Iterator<Item = (&'a str, bool)> {
        let all = self.0["dependencies"].as_array().into_iter().flatten();
        all.filter(|it| it["kind"].is_null())
            .filter_map(|it| Some((it["name"].as_str()?, it["path"].is_string())))
    }
}
