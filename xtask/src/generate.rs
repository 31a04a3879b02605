//! What is generated under `docs`: a page for each rule and their list, the table of the roll-up, the list of figures, and the
//! schema of a declaration as a file.

use crate::files::{walk, write_if_changed};
use crate::run::{Result, root};
use domain::rules::{RETIRED, Rule, Source, any_rule, pages, rule};
use domain::{Class, Severity};
use std::fmt::Write;
use std::path::PathBuf;

#[path = "../../crates/domain/tests/support/mod.rs"]
mod fixtures;

const NOTE: &str = "<!-- Written by `cargo xtask gen` from crates/domain/src/rules; change it there. -->\n";

/// Writes them, or compares them with what is there.
pub fn generate(check: bool) -> Result {
    one("docs/declaration.schema.json", &domain::document::schema(), check)?;
    one("docs/rollup.md", &rollup::docs::rollup(), check)?;
    one("docs/figures-of-a-report.md", &rollup::docs::figures(), check)?;
    one("docs/roles.md", &crate::roles::page()?, check)?;
    let dir = root().join("docs/rules");
    let mut wanted: Vec<(PathBuf, String)> = vec![(dir.join("README.md"), list()?)];
    for (code, text) in pages() {
        wanted
            .push((dir.join(format!("{code}.md")), page(any_rule(code).ok_or("a page has no rule")?, text)?));
    }
    let mut stale: Vec<PathBuf> =
        walk(&dir).into_iter().filter(|path| !wanted.iter().any(|(wanted, _)| wanted == path)).collect();
    if check {
        let differs =
            |(path, text): &&(PathBuf, String)| std::fs::read_to_string(path).ok().as_ref() != Some(text);
        stale.extend(wanted.iter().filter(differs).map(|(path, _)| path.clone()));
        let names: Vec<_> = stale.iter().filter_map(|path| path.file_name()?.to_str()).collect();
        return match names.len() {
            0 => crate::countries::generate(check).and_then(|()| crate::holidays::generate(check)),
            _ => Err(format!("run `cargo xtask gen`; stale in docs/rules: {}", names.join(", ")).into()),
        };
    }
    for path in stale {
        std::fs::remove_file(path)?;
    }
    for (path, text) in wanted {
        write_if_changed(&path, text.as_bytes())?;
    }
    crate::countries::generate(check)?;
    crate::holidays::generate(check)
}

/// One file that is written whole.
fn one(name: &str, text: &str, check: bool) -> Result {
    let path = root().join(name);
    if check && std::fs::read_to_string(&path).ok().as_deref() != Some(text) {
        return Err(format!("run `cargo xtask gen`; stale: {name}").into());
    }
    if !check {
        write_if_changed(&path, text.as_bytes())?;
    }
    Ok(())
}

/// A rule's page: what stands beside its source, and what it says to people.
fn page(rule: &Rule, text: &str) -> Result<String> {
    let (title, rest) = text.split_once('\n').ok_or_else(|| format!("{}: its page is empty", rule.code))?;
    // What it says of its invalid fixture: a message without its values is no sentence.
    let texts = domain::text::embedded::texts("en");
    let report = fixtures::fixture(rule.code, "invalid").judged_as(rule.code);
    let said = report.findings.first().ok_or_else(|| format!("{}: its fixture finds nothing", rule.code))?;
    let mut out = format!("{NOTE}{title}\n\n");
    let (class, severity, source) = (class(rule.class), severity(rule.built_in()), source(rule.source));
    writeln!(out, "{class}, {severity}; seen by {}. {source}.", audience(rule.code))?;
    let message = [said.why(texts), said.todo(texts)].join(" ");
    writeln!(out, "\n> **{}** {}\n{rest}", said.what(texts), message.trim_end())?;
    Ok(format!("{}\n", out.trim_end()))
}

/// The list of all rules.
fn list() -> Result<String> {
    let mut out = format!("{NOTE}# Rules\n\n");
    writeln!(
        out,
        "An error blocks submission, a warning needs an explanation, a note informs. Rules for the reviewer alone are \
         never told to the supplier and never block. What a campaign may change about them: \
         [rule profiles](../how-to/rule-profiles.md); which practice each answers: \
         [review practice](../review-practice.md). Codes are never reused.\n"
    )?;
    writeln!(
        out,
        "| Code | Name | Class | Severity | Seen by | Official checker |\n|---|---|---|---|---|---|"
    )?;
    for (code, _) in pages() {
        let rule = any_rule(code).ok_or("a page has no rule")?;
        let official = match rule.source {
            Source::Same(_) => "same",
            Source::Differs(_) => "differs",
            Source::Ours(_) => "silent",
        };
        let (class, severity) = (class(rule.class), severity(rule.built_in()));
        writeln!(
            out,
            "| [{code}]({code}.md) | {} | {class} | {severity} | {} | {official} |",
            rule.name,
            audience(code)
        )?;
    }
    if !RETIRED.is_empty() {
        let retired: Vec<_> = RETIRED.iter().map(|(code, why)| format!("{code} ({why})")).collect();
        writeln!(out, "\nRetired: {}.", retired.join(", "))?;
    }
    Ok(out)
}

/// Who sees what the rule says.
fn audience(code: &str) -> &'static str {
    if rule(code).is_some() { "supplier and reviewer" } else { "reviewer" }
}

fn class(class: Class) -> &'static str {
    match class {
        Class::Incomplete => "Incomplete",
        Class::Inconsistent => "Inconsistent",
        Class::Inaccurate => "Inaccurate",
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn source(source: Source) -> String {
    match source {
        Source::Same(text) => format!("The official checker says the same: {text}"),
        Source::Differs(text) => format!("The official checker differs: {text}"),
        Source::Ours(text) => format!("The official checker is silent: {text}"),
    }
}
