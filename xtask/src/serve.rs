//! Building the portal and running it.

use crate::ServeArgs;
use crate::run::{Result, cargo, run, step, target};
use crate::site;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

/// Builds everything, then becomes the portal.
pub fn serve(args: &ServeArgs) -> Result {
    let binary = built()?;
    eprintln!("── starting {}", binary.display());
    // Replaces this process, so that signals reach the portal.
    Err(format!("cannot start {}: {}", binary.display(), command(&binary, args).exec()).into())
}

/// Builds the browser side and the portal, the quickest way from nothing to a served page.
pub fn built() -> Result<PathBuf> {
    site::build(site::Effort::Quick)?;
    step("portal", portal)
}

/// Builds the portal as the tests do, with the features that the tests of the workspace unify to: whoever serves first
/// and tests then, or the other way round, compiles nothing twice.
pub fn portal() -> Result<PathBuf> {
    run(cargo().args(["build", "--workspace", "--exclude", "xtask", "--bin", "touchstone"]))?;
    Ok(target().join("debug/touchstone"))
}

/// Builds the binary that is handed out.
pub fn build() -> Result {
    site::build(site::Effort::Full)?;
    step("portal, release", || run(cargo().args(["build", "--package", "server", "--release"])))?;
    println!("{}", target().join("release/touchstone").display());
    Ok(())
}

/// The call of the portal that these arguments ask for.
pub fn command(binary: &std::path::Path, args: &ServeArgs) -> Command {
    let mut command = Command::new(binary);
    command.arg("serve");
    if args.demo {
        command.arg("--demo");
    }
    if let Some(addr) = &args.addr {
        command.args(["--addr", addr]);
    }
    if let Some(data) = &args.data {
        command.arg("--data").arg(data);
    }
    command.args(&args.rest);
    command
}
