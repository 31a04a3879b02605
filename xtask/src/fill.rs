//! A portal with many suppliers, to click through and to measure.

use crate::run::{Result, cargo, run, target};
use crate::site;

/// Fills one, by an example of the server; in a folder of its own unless one is named.
pub fn fill(args: &[String]) -> Result {
    // The server is built with its site.
    site::build(site::Effort::Full)?;
    let mut command = cargo();
    command.args(["run", "--release", "--package", "server", "--example", "fill", "--"]).args(args);
    if !args.iter().any(|arg| arg == "--data" || arg.starts_with("--data=")) {
        let data = target().join("filled");
        if data.exists() {
            return Err(format!(
                "{} is there already: remove it, or name another with --data",
                data.display()
            )
            .into());
        }
        command.arg("--data").arg(data);
    }
    run(&mut command)
}
