//! Measurements, each with what it is measured against in the same run.

use crate::run::{Result, cargo, root, run, target};
use crate::{browser, fill, postgres, serve, site};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Benches in Rust: name, package, example, what it measures.
const EXAMPLES: [(&str, &str, &str, &str); 3] = [
    ("read", "sheets", "bench_read", "reading workbooks: those given, or how it grows with their rows"),
    ("saves", "storage", "bench_saves", "acknowledged saves per second, beside the disk's fdatasync"),
    ("lists", "storage", "bench_lists", "lists, searches and counts over 100,000 requests"),
];

/// Benches that are more than one example run: name, what it measures.
const OTHERS: [(&str, &str); 7] = [
    ("page", "the supplier's page on a slow line and processor, beside the same form in SurveyJS"),
    ("rules", "checks of declarations with many smelter rows, natively and in wasm"),
    ("match", "finding smelters by name, natively and in wasm, beside fuse.js"),
    ("workbook", "reading 5,000 smelter rows, natively beside openpyxl and in the browser beside SheetJS"),
    (
        "report",
        "from freeze to a draft's files, 210 and 2,000 suppliers, on each database, beside the rows in calamine",
    ),
    (
        "desk",
        "pages of the desk with 1,000 and with 100,000 suppliers; two folders that are filled already may be named",
    ),
    ("fill", "filling a blank official template with 2,500 smelters, beside openpyxl"),
];

/// Runs the named benches one after the other, or lists them all. What follows `--` goes to the bench, which is
/// then the only one.
pub fn bench(args: &[String]) -> Result {
    if args.is_empty() {
        for (name, what) in names() {
            println!("{name:<9}{what}");
        }
        return Ok(());
    }
    let (chosen, rest) = split(args)?;
    for name in chosen {
        println!("\n── bench {name}");
        one(name, rest)?;
    }
    Ok(())
}

fn names() -> impl Iterator<Item = (&'static str, &'static str)> {
    OTHERS.into_iter().chain(EXAMPLES.into_iter().map(|(name, _, _, what)| (name, what)))
}

/// The benches that are meant, and what the only one is told. A name that is not known stops everything, before an
/// hour of measuring has gone by.
fn split(args: &[String]) -> Result<(&[String], &[String])> {
    let known = |arg: &String| names().any(|(name, _)| name == arg);
    let count = args.iter().take_while(|arg| known(arg)).count();
    let (chosen, rest) = args.split_at(count);
    let told = match rest.split_first() {
        Some((first, told)) if first == "--" => told,
        _ => rest,
    };
    match (chosen.len(), rest.first()) {
        (0, Some(name)) => Err(format!("no bench is called {name}").into()),
        (2.., Some(other)) => {
            Err(format!("no bench is called {other}; only a single bench can be told more").into())
        }
        _ => Ok((chosen, told)),
    }
}

fn one(name: &str, rest: &[String]) -> Result {
    match name {
        "page" => return page(rest),
        "match" => return matching(),
        "rules" => return rules(),
        "workbook" => return workbook(rest),
        "fill" => return fill(rest),
        "report" => return report(),
        "desk" => return desk(rest),
        _ => {}
    }
    let known = EXAMPLES.iter().find(|(known, ..)| *known == name);
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
    let dir = bench_dir();
    site::npm_ci(&dir, &dir)?;
    run(Command::new("node").current_dir(dir).arg("match/run.mjs").arg(data).arg(module))
}

fn rules() -> Result {
    run(cargo().args(["run", "--release", "--package", "domain", "--example", "bench_rules"]))?;
    let module = module("many_rows")?;
    run(Command::new("node").current_dir(bench_dir()).arg("rules/run.mjs").arg(module))
}

/// Builds a bare wasm module of the domain crate as the browser's are built.
fn module(example: &str) -> Result<PathBuf> {
    let target_is = ["--profile", "wasm-release", "--target", "wasm32-unknown-unknown"];
    run(cargo().arg("build").args(target_is).args([
        "--package",
        "domain",
        "--no-default-features",
        "--features",
        "templates",
        "--example",
        example,
    ]))?;
    Ok(target().join(format!("wasm32-unknown-unknown/wasm-release/examples/{example}.wasm")))
}

/// Natively by an example, in a process that does nothing else; then the same file in a browser.
fn workbook(args: &[String]) -> Result {
    serve::build()?;
    let data = target().join("bench-workbook");
    std::fs::create_dir_all(&data)?;
    let file = data.join("5000.xlsx");
    let example = || {
        let mut command = cargo();
        command.args(["run", "--release", "--package", "sheets", "--example", "bench_read", "--"]);
        command
    };
    run(example().args(["--write", "5000"]).arg(&file))?;
    run(example().arg(&file))?;
    match python()? {
        Some(python) => {
            run(Command::new(python).current_dir(bench_dir()).arg("workbook/openpyxl_read.py").arg(&file))?
        }
        None => println!("{NO_OPENPYXL}"),
    }
    let Some(chromium) = browser::chromium()? else {
        println!("SKIPPED: the browser, since no Chromium is installed (or named in TOUCHSTONE_CHROMIUM)");
        return Ok(());
    };
    site::npm_ci(&bench_dir(), &bench_dir())?;
    let mut command = Command::new("node");
    command
        .current_dir(bench_dir())
        .arg("workbook/run.mjs")
        .arg(target().join("release/touchstone"))
        .arg(file);
    run(command.arg(site::dir()).args(args).env("TOUCHSTONE_CHROMIUM", chromium))
}

/// A small survey and a large one, each in a process that does nothing else, on SQLite and on a PostgreSQL of their own.
/// Then the large one's rows as a spreadsheet library reads and counts them.
fn report() -> Result {
    let data = target().join("bench-report");
    std::fs::create_dir_all(&data)?;
    let sheet = data.join("rows.xlsx");
    let example = |args: &[&str]| {
        let mut command = cargo();
        command
            .args(["run", "--release", "--package", "service", "--example", "bench_report", "--"])
            .args(args);
        command
    };
    run(&mut example(&["210", "20"]))?;
    run(example(&["2000", "500", "--rows"]).arg(&sheet))?;
    for [suppliers, rows] in [["210", "20"], ["2000", "500"]] {
        match postgres::start()? {
            Some(server) => run(&mut example(&[suppliers, rows, &server.url]))?,
            None => println!("SKIPPED: PostgreSQL, which is not installed"),
        }
    }
    run(cargo()
        .args(["run", "--release", "--package", "sheets", "--example", "bench_count", "--"])
        .arg(&sheet))
}

/// A small portal and a large one, filled first unless they are named.
fn desk(args: &[String]) -> Result {
    serve::build()?;
    let mut places = args.to_vec();
    if places.is_empty() {
        for (suppliers, rows) in [("1000", "10000"), ("100000", "1000000")] {
            let data = target().join("bench-desk").join(suppliers);
            let place = data.display().to_string();
            if !data.exists() {
                fill::fill(&["--suppliers", suppliers, "--rows", rows, "--data", &place].map(str::to_owned))?;
            }
            places.push(place);
        }
    }
    let mut command = Command::new("node");
    run(command
        .current_dir(bench_dir().join("desk"))
        .arg("run.mjs")
        .arg(target().join("release/touchstone"))
        .args(places))
}

/// With the blank that is given, else one of the samples, else a workbook of our own.
fn fill(args: &[String]) -> Result {
    let sample =
        std::env::var_os("TOUCHSTONE_SAMPLES").map(|dir| PathBuf::from(dir).join("cmrt/6.5-blank.xlsx"));
    let mut command = cargo();
    command.args(["run", "--release", "--package", "sheets", "--example", "bench_fill", "--"]);
    match sample.filter(|file| args.is_empty() && file.exists()) {
        Some(sample) => command.arg(sample),
        None => command.args(args),
    };
    match python()? {
        Some(python) => command.env("TOUCHSTONE_PYTHON", python),
        None => command.env_remove("TOUCHSTONE_PYTHON"),
    };
    run(&mut command)
}

const NO_OPENPYXL: &str = "SKIPPED: openpyxl, which could not be installed (python3 with venv and pip)";

/// A Python that has openpyxl: the one named in `TOUCHSTONE_PYTHON`, else one of our own under `target`.
fn python() -> Result<Option<PathBuf>> {
    if let Some(named) = std::env::var_os("TOUCHSTONE_PYTHON") {
        return Ok(Some(named.into()));
    }
    let venv = target().join("bench-venv");
    let python = venv.join("bin/python");
    let has = |python: &Path| {
        Command::new(python).args(["-c", "import openpyxl"]).status().is_ok_and(|status| status.success())
    };
    if python.exists() && has(&python) {
        return Ok(Some(python));
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "openpyxl==3.1.5"];
    let made = run(Command::new("python3").args(["-m", "venv"]).arg(&venv))
        .and_then(|()| run(Command::new(&python).args(pip)));
    Ok(made.is_ok().then_some(python))
}

fn bench_dir() -> PathBuf {
    root().join("end2end/bench")
}

fn page(args: &[String]) -> Result {
    serve::build()?;
    let dir = bench_dir();
    site::npm_ci(&dir, &dir)?;
    let chromium = browser::chromium()?
        .ok_or("the bench needs Chromium: install it, or name it in TOUCHSTONE_CHROMIUM")?;
    let mut command = Command::new("node");
    command.current_dir(dir).arg("run.mjs").arg(target().join("release/touchstone")).args(args);
    run(command.env("TOUCHSTONE_CHROMIUM", chromium))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &[&str]) -> std::result::Result<(Vec<String>, Vec<String>), String> {
        let args: Vec<String> = words.iter().map(|w| (*w).to_owned()).collect();
        split(&args).map(|(a, b)| (a.to_vec(), b.to_vec())).map_err(|e| e.to_string())
    }

    #[test]
    fn every_bench_that_is_listed_runs() {
        assert_eq!(of(&["rules", "match", "fill"]).unwrap().0, ["rules", "match", "fill"]);
        assert_eq!(of(&["fill", "blank.xlsx"]).unwrap(), (vec!["fill".into()], vec!["blank.xlsx".into()]));
        assert_eq!(of(&["read", "--", "rules"]).unwrap(), (vec!["read".into()], vec!["rules".into()]));
        assert!(of(&["rules", "match", "nonsense"]).unwrap_err().contains("nonsense"));
        assert!(of(&["nonsense", "rules"]).unwrap_err().contains("nonsense"));
    }
}
