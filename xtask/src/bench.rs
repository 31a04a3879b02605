//! Measurements, each with what it is measured against in the same run.

use crate::run::{Result, cargo, root, run, target};
use crate::{browser, serve, site};
use std::process::Command;

/// Benches in Rust: name, package, example, what it measures.
const EXAMPLES: [(&str, &str, &str, &str); 4] = [
    ("rules", "domain", "bench_rules", "one check of a declaration with many smelter rows"),
    ("read", "sheets", "bench_read", "reading workbooks"),
    ("saves", "storage", "bench_saves", "acknowledged saves per second, beside the disk's fdatasync"),
    ("lists", "storage", "bench_lists", "lists, searches and counts over 100,000 requests"),
];

/// Runs a bench, or lists them.
pub fn bench(args: &[String]) -> Result {
    let Some((name, rest)) = args.split_first() else {
        println!(
            "page    the supplier's page on a slow line and processor, beside the same form in SurveyJS"
        );
        for (name, _, _, what) in EXAMPLES {
            println!("{name:<8}{what}");
        }
        return Ok(());
    };
    if name == "page" {
        return page(rest);
    }
    let known = EXAMPLES.iter().find(|(known, ..)| known == name);
    let (_, package, example, _) = known.ok_or_else(|| format!("no bench is called {name}"))?;
    let mut command = cargo();
    command.args(["run", "--release", "--package", package, "--example", example, "--"]);
    run(command.args(rest))
}

fn page(args: &[String]) -> Result {
    serve::build()?;
    let dir = root().join("end2end/bench");
    site::npm_ci(&dir, &dir)?;
    let chromium = browser::chromium()?
        .ok_or("the bench needs Chromium: install it, or name it in TOUCHSTONE_CHROMIUM")?;
    let mut command = Command::new("node");
    command.current_dir(dir).arg("run.mjs").arg(target().join("release/touchstone")).args(args);
    run(command.env("TOUCHSTONE_CHROMIUM", chromium))
}
