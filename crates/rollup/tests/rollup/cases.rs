//! The cases of `cases.txt`: what goes in, and what must come out.

use crate::scene::{Scene, spaced, template};
use domain::{Declaration, Severity, SmelterRow, check_official};
use rollup::{LeftOut, Rollup, Rule, Survey};
use std::collections::BTreeSet;

const CASES: &str = include_str!("cases.txt");

/// The cases of a file, each with its name and its lines.
pub fn cases_of(text: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut all: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.strip_prefix("case ") {
            Some(name) => all.push((name, Vec::new())),
            None => all.last_mut().expect("a case").1.push(line),
        }
    }
    all
}

/// What is wrong with a case; nothing where it is right.
fn wrong(lines: &[&str]) -> Vec<String> {
    let mut scene = Scene::new();
    let wanted: Vec<&&str> = lines.iter().filter(|line| !scene.read(line)).collect();
    let (survey, rolled) = scene.rolled_up();
    let mut wrong = Vec::new();
    let mut compare = |what: &str, wanted: String, got: String| {
        if wanted != got {
            wrong.push(format!("{what}: wanted {wanted:?}, got {got:?}"));
        }
    };
    let mut writes = Vec::new();
    for line in wanted {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            [key, "=", value, rule] => {
                let value = if value == "-" { String::new() } else { spaced(value) };
                let cell = rolled.cell(key).unwrap_or_else(|| panic!("no cell {key}"));
                compare(key, value.clone(), rolled.declaration.answer(key).to_owned());
                compare(key, value, cell.value.clone());
                compare(&format!("rule of {key}"), rule.to_owned(), cell.rule.code().to_owned());
            }
            ["writes", "nothing"] => writes.push(String::new()),
            ["writes", ..] => writes.push(spaced(&words[1..].join(" "))),
            ["left", reason, n] => {
                let got = rolled.left_out.iter().filter(|l| l.reason.key() == reason).count();
                assert!(LeftOut::ALL.iter().any(|r| r.key() == reason), "no reason {reason}");
                compare(line, n.to_owned(), got.to_string());
            }
            ["counts", ids] => compare(line, ids.replace('-', ""), counted(&survey, &rolled)),
            ["trace", key, ..] => {
                let cell = rolled.cell(key).expect("a cell");
                for part in &words[2..] {
                    let (side, ids) = part.split_once('=').expect("side=ids");
                    let got = match side {
                        "pro" => names(&survey, &cell.pro),
                        "contra" => names(&survey, &cell.contra),
                        "silent" => names(&survey, &cell.silent),
                        "lines" => cell.lines.join(","),
                        _ => cell.rows.iter().map(|r| row_name(&survey, *r)).collect::<Vec<_>>().join(","),
                    };
                    compare(&format!("{side} of {key}"), ids.to_owned(), got);
                }
            }
            ["comment", key, _] => {
                let text = rolled.declaration.answer(&format!("{key}.comment")).to_owned();
                let wanted = spaced(words[2]);
                compare(line, wanted.clone(), if text.contains(&wanted) { wanted } else { text });
            }
            ["says", key, text] => compare(line, spaced(text), rolled.declaration.answer(key).to_owned()),
            ["single", cids] => {
                let single = rolled.smelters.iter().filter(|s| s.could_reveal());
                compare(
                    line,
                    cids.replace('-', ""),
                    single.map(|s| s.name.replace(' ', "_")).collect::<Vec<_>>().join(","),
                );
            }
            ["to_be_chosen", n] => {
                compare(
                    line,
                    n.to_owned(),
                    rolled.smelters.iter().filter(|s| s.is_to_be_chosen).count().to_string(),
                );
            }
            ["products", n] => compare(line, n.to_owned(), rolled.declaration.products.len().to_string()),
            ["checker", n] => {
                let checked = check_official(&rolled.declaration, template(), &scene.lists.references);
                compare(line, n.to_owned(), checked.remaining.map_or("#N/A".into(), |n| n.to_string()));
            }
            ["errors", codes] => {
                let report = domain::check(
                    &rolled.declaration,
                    template(),
                    &scene.lists.references,
                    domain::Settings::default(),
                );
                let errors = report.findings.iter().filter(|f| f.severity == Severity::Error);
                let found: BTreeSet<&str> = errors.map(|f| f.code.as_str()).collect();
                compare(line, codes.replace('-', ""), found.into_iter().collect::<Vec<_>>().join(","));
            }
            ["leaks", n] => compare(line, n.to_owned(), rolled.leaks.len().to_string()),
            _ => panic!("not understood: {line}"),
        }
    }
    if !writes.is_empty() {
        let got: Vec<String> = rolled.declaration.smelters.iter().map(written).collect();
        compare(
            "rows",
            writes.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join("\n"),
            got.join("\n"),
        );
    }
    wrong
}

fn written(row: &SmelterRow) -> String {
    let who = match () {
        () if !row.cid.is_empty() => row.cid.clone(),
        () if row.is_not_identified() => "?".into(),
        () => format!("name={} country={} id={}", row.name, row.country, row.identification),
    };
    let mut out = format!("{} {who}", row.metal);
    for (key, text) in [("mine", &row.mine), ("origin", &row.mine_country), ("p", &row.recycled)] {
        if !text.is_empty() {
            out.push_str(&format!(" {key}={text}"));
        }
    }
    out
}

fn names(survey: &Survey, suppliers: &[u32]) -> String {
    let ids: Vec<&str> = suppliers.iter().map(|s| survey.suppliers[*s as usize].id.as_str()).collect();
    ids.join(",")
}

fn row_name(survey: &Survey, row: u32) -> String {
    let row = survey.rows()[row as usize];
    format!("{}{}", survey.supplier_of(row.request).id, row.line)
}

fn counted(survey: &Survey, rolled: &Rollup) -> String {
    let requests = rolled.inclusion.counted(survey);
    let ids: Vec<&str> = requests.iter().map(|r| survey.requests[*r as usize].id.as_str()).collect();
    ids.join(",")
}

#[test]
fn every_case_comes_out_as_it_says() {
    let cases = cases_of(CASES);
    let failed: Vec<String> = cases
        .iter()
        .filter_map(|(name, lines)| Some((name, wrong(lines))).filter(|(_, wrong)| !wrong.is_empty()))
        .map(|(name, wrong)| format!("{name}\n  {}", wrong.join("\n  ")))
        .collect();
    assert!(failed.is_empty(), "{} of {} cases:\n{}", failed.len(), cases.len(), failed.join("\n"));
    assert!(cases.len() >= 60, "{} cases", cases.len());
    let names: BTreeSet<&str> = cases.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
}

#[test]
fn every_rule_and_every_reason_has_a_case() {
    for rule in Rule::ALL.iter().filter(|rule| !rule.code().starts_with("RU95")) {
        assert!(CASES.contains(&format!(" {}\n", rule.code())), "{} has no case", rule.code());
    }
    for reason in LeftOut::ALL {
        assert!(CASES.contains(&format!("left {} ", reason.key())), "{} has no case", reason.key());
    }
}

/// What is written is a declaration that the rules can look at: nothing in it is unknown to the template.
#[test]
fn what_leaves_is_a_declaration_of_the_template() {
    for (name, lines) in cases_of(CASES) {
        let mut scene = Scene::new();
        lines.iter().for_each(|line| _ = scene.read(line));
        let declaration: Declaration = scene.rolled_up().1.declaration;
        for (key, text) in &declaration.answers {
            let field = template().field(key).unwrap_or_else(|| panic!("{name}: no field {key}"));
            assert!(field.options().is_empty() || field.option(text).is_some(), "{name}: {key} is {text:?}");
        }
    }
}
