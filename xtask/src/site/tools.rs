//! The tools from npm that shrink what the browser gets, at the versions that `xtask/tools/package-lock.json` pins.
//!
//! A `wasm-opt` of the system is never used: Debian's version 108 exits with success and leaves a module whose
//! tables are wrong, so that no page hydrates.

use crate::run::{Result, on_path, output, root, run, target};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The oldest binaryen that we trust with modules of today's Rust.
const OLDEST: u32 = 120;

/// What the modules may use; `--all-features` makes modules that Chromium refuses.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// What is done to the supplier's module: found by trying, for the least bytes after brotli.
const THOROUGH: [&str; 13] = [
    // Nothing lies at the lowest addresses: the stack ends there.
    "--low-memory-unused",
    // Small functions are put where they are called.
    "-aimfs=4",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    // Hints that no engine heeds.
    "--dealign",
    // Functions of a kind beside each other.
    "--reorder-functions-by-name",
    "--strip-target-features",
];

/// What is done to the desk's, which no supplier waits for: within one percent, in a third of the time.
const QUICK: [&str; 3] = ["--low-memory-unused", "-Oz", "--strip-target-features"];

/// What is done to the reader's, which is to be quick when it is there.
const FAST: [&str; 3] = ["--low-memory-unused", "-O3", "--strip-target-features"];

/// The installed tools.
pub struct Tools {
    bin: PathBuf,
    /// Says which versions these are, for stamps.
    pub version: String,
}

/// Installs the tools, unless they are there; none where Node is absent.
pub fn install() -> Result<Option<Tools>> {
    if on_path("node").is_none() || on_path("npm").is_none() {
        eprintln!("   NOTE: node or npm is absent, so the browser modules stay larger than they need to be");
        return Ok(None);
    }
    let (from, to) = (root().join("xtask/tools"), target().join("tools"));
    npm_ci(&from, &to)?;
    let bin = to.join("node_modules/.bin");
    let said = output(Command::new(bin.join("wasm-opt")).arg("--version"))?;
    let version = said.split_whitespace().find_map(|word| word.parse::<u32>().ok()).unwrap_or(0);
    if version < OLDEST {
        return Err(
            format!("wasm-opt {version} is too old, {OLDEST} or newer is needed: {}", bin.display()).into()
        );
    }
    Ok(Some(Tools {
        bin,
        version: [&[said.trim()][..], &FEATURES, &THOROUGH, &QUICK, &FAST].concat().join(" "),
    }))
}

/// Installs what a lockfile pins, unless that was done before.
pub fn npm_ci(from: &Path, to: &Path) -> Result {
    let lock = crate::files::read(&from.join("package-lock.json"))?;
    let stamp = to.join("node_modules/.installed");
    if std::fs::read_to_string(&stamp).is_ok_and(|old| old == lock) {
        return Ok(());
    }
    std::fs::create_dir_all(to)?;
    if from != to {
        for name in ["package.json", "package-lock.json"] {
            std::fs::copy(from.join(name), to.join(name))?;
        }
    }
    eprintln!("   installing npm packages into {}", to.display());
    run(Command::new("npm")
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(to))?;
    std::fs::write(stamp, lock)?;
    Ok(())
}

impl Tools {
    /// Optimises the wasm module of a bundle.
    pub fn shrink_wasm(&self, bundle: &str, from: &Path, to: &Path) -> Result {
        let mut command = Command::new(self.bin.join("wasm-opt"));
        let passes: &[&str] = match bundle {
            "supplier" => &THOROUGH,
            "reader" => &FAST,
            _ => &QUICK,
        };
        run(command.args(passes).args(FEATURES).arg(from).arg("-o").arg(to))
    }

    /// Minifies a JavaScript module.
    pub fn shrink_js(&self, from: &Path, to: &Path) -> Result {
        let mut command = Command::new(self.bin.join("esbuild"));
        command.args(["--minify", "--format=esm", "--target=es2022", "--log-level=warning"]);
        // The glue's warnings are about calls that we do not make and a type that our server does send.
        command.arg("--drop:console");
        // The glue of a module that is cut names what fetches its parts once for each of them.
        command.arg("--log-override:duplicate-object-key=silent");
        run(command.arg(from).arg(format!("--outfile={}", to.display())))
    }
}
