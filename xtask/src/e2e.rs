//! The journeys in a real Chromium.

use crate::run::{Result, in_ci, on_path, root, run, step, target};
use crate::tally::{self, Tally};
use crate::{browser, serve, site};
use std::process::Command;

/// Builds what the journeys need and walks them.
pub fn e2e(args: &[String]) -> Result {
    site::build(site::Effort::Full)?;
    let tally = walk(args)?;
    println!("{} passed, {} failed, {} skipped", tally.passed, tally.failed, tally.skipped);
    if tally.failed > 0 { Err("a journey failed".into()) } else { Ok(()) }
}

/// Walks the journeys on a site already built.
pub fn walk(args: &[String]) -> Result<Tally> {
    let Some(chromium) = browser::chromium()? else {
        println!(
            "SKIPPED: the browser journeys, since no Chromium is installed (or named in TOUCHSTONE_CHROMIUM)"
        );
        return Ok(Tally { skipped: 1, ..Tally::default() });
    };
    if on_path("npm").is_none() {
        if in_ci() {
            return Err("the browser journeys need Node and npm: install them".into());
        }
        println!("SKIPPED: the browser journeys, since Node and npm are not installed");
        return Ok(Tally { skipped: 1, ..Tally::default() });
    }
    let webkit = browser::webkit()?;
    if webkit.is_none() {
        println!("SKIPPED: the journey in WebKit, since webkit2gtk-driver or xvfb is not installed");
    }
    let binary = step("portal for the journeys", serve::portal)?;
    let dir = root().join("end2end");
    site::npm_ci(&dir, &dir)?;
    let report = target().join("e2e-report.json");
    let _ = std::fs::remove_file(&report);
    let mut command = Command::new("node");
    command.current_dir(&dir).args(["node_modules/@playwright/test/cli.js", "test"]).args(args);
    command.env("TOUCHSTONE_CHROMIUM", chromium).env("TOUCHSTONE_BINARY", binary);
    command.envs(webkit.map(|driver| ("TOUCHSTONE_WEBKIT_DRIVER", driver)));
    command.env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report);
    let outcome = step("browser journeys", || run(&mut command));
    let mut tally = match std::fs::read_to_string(&report) {
        Ok(report) => tally::playwright(&report)?,
        Err(_) => Tally::default(),
    };
    if outcome.is_err() && tally.failed == 0 {
        tally.failed = 1;
    }
    Ok(tally)
}
