//! Everything that can be told without running the portal.

use crate::run::{Result, cargo, run, step};
use crate::{asvs, circles, deny, dependencies, faults, generate, guards, site};

/// Runs all checks whose title contains the word, also after one fails, and names those that did.
pub fn check(only: &str) -> Result {
    let (mut titles, mut failed) = (Vec::new(), Vec::new());
    let mut one = |title: &str, work: &dyn Fn() -> Result| {
        titles.push(title.to_owned());
        if !title.contains(only) {
            return;
        }
        if let Err(error) = step(title, work) {
            eprintln!("{title}: {error}");
            failed.push(title.to_owned());
        }
    };
    one("formatting", &|| run(cargo().args(["fmt", "--all", "--check"])));
    one("guards", &guards::check);
    one("circles of modules", &circles::check);
    one("catalogue of faults", &faults::check);
    one("evidence of ASVS", &asvs::check);
    one("dependency table", &dependencies::check);
    one("generated pages", &|| generate::generate(true));
    one("lints", &|| {
        let args = [
            "clippy",
            "--quiet",
            "--workspace",
            "--exclude",
            "xtask",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ];
        run(cargo().args(args))?;
        run(cargo().args([
            "clippy",
            "--quiet",
            "--package",
            "xtask",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    });
    for site::Source { name, package, feature } in site::BUNDLES {
        one(&format!("lints in the browser: {name}"), &|| {
            let mut command = cargo();
            command.args([
                "clippy",
                "--quiet",
                "--package",
                package,
                "--lib",
                "--target",
                "wasm32-unknown-unknown",
            ]);
            command.arg("--no-default-features").args(feature.iter().flat_map(|it| ["--features", it]));
            command.args(["--", "-D", "warnings"]);
            run(&mut command)
        });
    }
    // The roll-up is the same code wherever it runs; no page runs it in the browser yet.
    one("lints in the browser: rollup", &|| {
        let target = ["--lib", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"];
        run(cargo().args(["clippy", "--quiet", "--package", "rollup"]).args(target))
    });
    one("documentation", &|| {
        let mut command = cargo();
        command.args(["doc", "--quiet", "--workspace", "--exclude", "xtask", "--no-deps"]);
        run(command.env("RUSTDOCFLAGS", "-D warnings"))
    });
    one("licences, banned packages, sources", &deny::tree);
    one("advisories", &deny::advisories);
    known(only, &titles)?;
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", ")).into()) }
}

/// A word that names no check would else pass for one that found nothing wrong.
fn known(only: &str, titles: &[String]) -> Result {
    if titles.iter().any(|title| title.contains(only)) {
        return Ok(());
    }
    Err(format!("there is no check `{only}`; there are: {}", titles.join(", ")).into())
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn a_word_that_names_no_check_is_refused_with_those_that_exist() {
        let titles = ["guards", "lints"].map(str::to_owned);
        assert!(known("", &titles).is_ok() && known("lint", &titles).is_ok());
        let refused = known("gaurds", &titles).unwrap_err().to_string();
        assert_eq!(refused, "there is no check `gaurds`; there are: guards, lints");
    }
}
