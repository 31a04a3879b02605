//! `cargo deny`: licences, banned packages, sources and advisories, as `deny.toml` says.

use crate::run::{Result, cargo, output, run, target};
use std::path::PathBuf;
use std::process::Command;

/// The version that reads our `deny.toml`.
const VERSION: &str = "0.20.2";

/// What needs nothing but the tree and the registry.
pub fn tree() -> Result {
    run(deny()?.args(["--log-level", "error", "check", "licenses", "bans", "sources"]))
}

/// Known weaknesses. Their database comes from the network; where it cannot be reached, that is said.
pub fn advisories() -> Result {
    if let Err(error) = output(deny()?.args(["--log-level", "error", "fetch", "db"])) {
        let why = error.to_string();
        println!(
            "SKIPPED: advisories, whose database cannot be reached: {}",
            why.lines().last().unwrap_or(&why)
        );
        return Ok(());
    }
    run(deny()?.args(["--log-level", "error", "check", "--disable-fetch", "advisories"]))
}

/// The installed tool; compiled on first use, which takes a minute.
fn deny() -> Result<Command> {
    let folder = target().join("tools/cargo-deny");
    let program = folder.join("bin/cargo-deny");
    let right = program.exists()
        && output(Command::new(&program).arg("--version"))?.ends_with(&format!(" {VERSION}\n"));
    if !right {
        eprintln!("   installing cargo-deny {VERSION} into {}", folder.display());
        let mut install = cargo();
        install.args([
            "install",
            "--quiet",
            "--locked",
            "--debug",
            "cargo-deny",
            "--version",
            VERSION,
            "--root",
        ]);
        run(install.arg(&folder).env("CARGO_TARGET_DIR", build_folder()))?;
    }
    let mut command = Command::new(program);
    command.current_dir(crate::run::root());
    Ok(command)
}

/// Apart from our own artefacts, whose profiles and flags are others.
fn build_folder() -> PathBuf {
    target().join("tools/build")
}
