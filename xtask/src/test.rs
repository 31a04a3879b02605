//! Every test.

use crate::run::{Result, cargo, step};
use crate::tally::{self, Tally};
use crate::{asvs, deny, dependencies, e2e, faults, generate, guards, office, postgres, site, size};

/// Runs everything, prints one closing line, and fails if anything failed.
pub fn test(no_e2e: bool) -> Result {
    // The server embeds the site: built first, it is built once.
    site::build(site::Effort::Full)?;
    let mut tally = crates()?;
    tally.add(task("generated pages", || generate::generate(true)));
    tally.add(task("guards", guards::check));
    tally.add(task("catalogue of faults", faults::check));
    tally.add(task("evidence of ASVS", asvs::check));
    tally.add(task("dependency table", dependencies::check));
    tally.add(task("licences, banned packages, sources", deny::tree));
    tally.add(task("advisories", deny::advisories));
    tally.add(task("size budget", size::size));
    if no_e2e {
        println!("SKIPPED: the browser journeys, as asked");
        tally.skipped += 1;
    } else {
        tally.add(e2e::walk(&[])?);
    }
    println!("\n{} passed, {} failed, {} skipped", tally.passed, tally.failed, tally.skipped);
    if tally.failed > 0 { Err("not all tests passed".into()) } else { Ok(()) }
}

/// The tests of the crates, with both databases.
fn crates() -> Result<Tally> {
    let postgres = postgres::start()?;
    let mut command = cargo();
    command.args(["test", "--workspace", "--exclude", "xtask", "--no-fail-fast"]);
    let mut tally = Tally::default();
    match &postgres {
        Some(postgres) => {
            command.env("TOUCHSTONE_TEST_POSTGRES", &postgres.url);
        }
        None => {
            println!(
                "SKIPPED: storage on PostgreSQL, which is not installed (Debian's package is postgresql)"
            );
            tally.skipped += 1;
        }
    }
    if !office::present()? {
        tally.skipped += 1;
    }
    if std::env::var_os("TOUCHSTONE_SAMPLES").is_none() {
        println!("NOTE: TOUCHSTONE_SAMPLES names no folder, so tests on real workbooks skip themselves");
    }
    tally.add(step("tests of the crates", || tally::cargo_test(&mut command))?);
    // By itself, since it is compiled already with just these features.
    tally.add(tally::cargo_test(cargo().args(["test", "--quiet", "--package", "xtask"]))?);
    Ok(tally)
}

/// Counts a task of ours as one test.
fn task(title: &str, work: impl FnOnce() -> Result) -> Tally {
    match step(title, work) {
        Ok(()) => Tally { passed: 1, ..Tally::default() },
        Err(error) => {
            eprintln!("{title}: {error}");
            Tally { failed: 1, ..Tally::default() }
        }
    }
}
