//! Everything that can be told without running the portal.

use crate::run::{Result, cargo, run, step};
use crate::{circles, deny, dependencies, faults, generate, guards, site};

/// Runs all checks whose title contains the word, also after one fails, and names those that did.
pub fn check(only: &str) -> Result {
    let mut failed = Vec::new();
    let mut one = |title: &str, work: &dyn Fn() -> Result| {
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
    one("documentation", &|| {
        let mut command = cargo();
        command.args(["doc", "--quiet", "--workspace", "--exclude", "xtask", "--no-deps"]);
        run(command.env("RUSTDOCFLAGS", "-D warnings"))
    });
    one("licences, banned packages, sources", &deny::tree);
    one("advisories", &deny::advisories);
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", ")).into()) }
}
