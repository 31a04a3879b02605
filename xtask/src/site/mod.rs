//! The browser side: wasm modules, their glue, style sheets and static files, each under a name that holds the
//! hash of its content, compressed ahead, and listed in `target/site/manifest.json` for the server to embed.

use crate::run::{Result, output, run, step, target};
use domain::text::LANGUAGES;
use domain::text::embedded::texts;
use std::path::PathBuf;
use std::process::Command;

mod bundle;
mod css;
mod fresh;
mod manifest;
mod split;
pub mod tools;
mod uncalled;

pub use manifest::Manifest;
pub use tools::npm_ci;

/// One of the browser's modules: its name, and what it is built from.
#[derive(Clone, Copy)]
pub struct Source {
    /// What its files are called.
    pub name: &'static str,
    /// The crate.
    pub package: &'static str,
    /// The feature of the crate that makes it this module, where there is more to the crate.
    pub feature: Option<&'static str>,
}

/// The browser's modules.
pub const BUNDLES: [Source; 4] = [
    Source { name: "supplier", package: "app", feature: Some("supplier") },
    Source { name: "desk", package: "app", feature: Some("desk") },
    Source { name: "reader", package: "reader", feature: Some("worker") },
    Source { name: "suggest", package: "suggest", feature: None },
];

/// What the workers say, by the beginnings of the keys: what the page's own texts lack.
const WORKERS: [(&str, &[&str]); 2] = [("reader", &["import.", "migration."]), ("suggest", &["suggest."])];

const WASM: &str = "wasm32-unknown-unknown";

/// Where the finished site lies.
pub fn dir() -> PathBuf {
    target().join("site")
}

/// How much time is spent on the browser's modules.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// The least time from a fresh clone to a page: modules several times as large, for who looks at them from the
    /// same machine. Needs no Node.
    Quick,
    /// The least bytes: what is handed out, tested and weighed.
    Full,
}

/// Builds the whole site; what did not change is not built again.
pub fn build(effort: Effort) -> Result<Manifest> {
    step("browser side", || {
        wasm_target()?;
        let tools = if effort == Effort::Full { tools::install()? } else { None };
        let bundles = bundle::build_all(effort, tools.as_ref())?;
        let mut manifest = Manifest::new(dir())?;
        manifest.add_public()?;
        for name in ["supplier", "desk"] {
            let sheet = css::bundle(name, |url| manifest.path_of(url))?;
            manifest.add(&format!("{name}.css"), sheet.as_bytes())?;
        }
        // A file for each language: the page hands over the address of its own.
        for (worker, prefixes) in WORKERS {
            for (language, _) in LANGUAGES {
                let catalogue = texts(language).subset(prefixes);
                manifest.add(&format!("{worker}.{language}.json"), catalogue.as_bytes())?;
            }
        }
        for bundle in bundles {
            bundle.add_to(&mut manifest)?;
        }
        manifest.finish()?;
        manifest.print();
        Ok(manifest)
    })
}

/// Sees to it that rustc can build for the browser.
fn wasm_target() -> Result {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    if PathBuf::from(sysroot.trim()).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(());
    }
    eprintln!("   the target {WASM} is missing; asking rustup for it");
    run(Command::new("rustup").args(["target", "add", WASM])).map_err(|error| {
        format!("{error}. The browser side needs Rust's target {WASM}: install it by hand and try again.")
            .into()
    })
}
