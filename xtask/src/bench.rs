//! Measurements, each with what it is measured against in the same run.

use crate::run::{Result, cargo, root, run, target};
use crate::{browser, serve, site};
use std::path::PathBuf;
use std::process::Command;

/// Benches in Rust: name, package, example, what it measures.
const EXAMPLES: [(&str, &str, &str, &str); 4] = [
    (
        "fill",
        "sheets",
        "bench_fill",
        "filling a blank official template, beside openpyxl (give the blank's file)",
    ),
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
        println!("rules   checks of declarations with many smelter rows, natively and in wasm");
        println!("match   finding smelters by name, natively and in wasm, beside fuse.js");
        for (name, _, _, what) in EXAMPLES {
            println!("{name:<8}{what}");
        }
        return Ok(());
    };
    match name.as_str() {
        "page" => return page(rest),
        "match" => return matching(),
        "rules" => return rules(),
        _ => {}
    }
    let known = EXAMPLES.iter().find(|(known, ..)| known == name);
    let (_, package, example, _) = known.ok_or_else(|| format!("no bench is called {name}"))?;
    let mut command = cargo();
    command.args(["run", "--release", "--package", package, "--example", example, "--"]);
    run(command.args(rest))
}

/// The native bench leaves its names, queries and tables where Node then takes them from.
fn matching() -> Result {
    let data = target().join("bench-match");
    std::fs::create_dir_all(&data).map_err(|e| format!("{}: {e}", data.display()))?;
    run(cargo()
        .args(["run", "--release", "--package", "domain", "--example", "bench_match", "--"])
        .arg(&data))?;
    let module = module("suggest")?;
    let dir = root().join("end2end/bench");
    site::npm_ci(&dir, &dir)?;
    run(Command::new("node").current_dir(dir).arg("match/run.mjs").arg(data).arg(module))
}

fn rules() -> Result {
    run(cargo().args(["run", "--release", "--package", "domain", "--example", "bench_rules"]))?;
    let module = module("many_rows")?;
    run(Command::new("node").current_dir(root().join("end2end/bench")).arg("rules/run.mjs").arg(module))
}

/// Builds a bare wasm module of the domain crate as the browser's are built.
fn module(example: &str) -> Result<PathBuf> {
    let target_is = ["--profile", "wasm-release", "--target", "wasm32-unknown-unknown"];
    run(cargo().arg("build").args(target_is).args(["--package", "domain", "--example", example]))?;
    Ok(target().join(format!("wasm32-unknown-unknown/wasm-release/examples/{example}.wasm")))
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
