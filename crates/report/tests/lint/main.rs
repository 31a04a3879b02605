//! Exhibits that were filed pass; forty ways of spoiling one are each told for what they are.

mod spoiled;

use report::lint::{Issue, Problem, lint, lint_file};
use spoiled::SPOILED;
use std::path::PathBuf;

/// A small exhibit with one of each thing that may be in one.
const SMALL: &str = include_str!("small.htm");

/// The exhibits that were really filed, where they are at hand.
fn filed() -> Vec<(String, String)> {
    let Some(folder) = std::env::var_os("TOUCHSTONE_SAMPLES").map(|it| PathBuf::from(it).join("filings"))
    else {
        eprintln!("SKIPPED: TOUCHSTONE_SAMPLES is not set; the small exhibit alone is looked at");
        return Vec::new();
    };
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    all.sort();
    assert!(all.len() >= 8, "{}", all.len());
    all
}

fn told(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|it| format!("{}:{} {:?} {}", it.line, it.column, it.issue, it.seen)).collect()
}

#[test]
fn what_was_filed_passes() {
    for (name, exhibit) in filed().into_iter().chain([("small".to_owned(), SMALL.to_owned())]) {
        assert_eq!(told(&lint(exhibit.as_bytes())), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn each_spoiled_exhibit_fails_for_its_reason() {
    assert!(SPOILED.len() >= 40, "{}", SPOILED.len());
    let exhibits: Vec<_> = filed().into_iter().chain([("small".to_owned(), SMALL.to_owned())]).collect();
    for (what, issue, spoil) in SPOILED {
        let mut used = 0;
        for (name, exhibit) in &exhibits {
            let bytes = spoil(exhibit);
            // Not each exhibit has what is to be spoiled; the small one has.
            if bytes == exhibit.as_bytes() {
                continue;
            }
            used += 1;
            let problems = lint(&bytes);
            assert_eq!(
                problems.first().map(|it| it.issue),
                Some(*issue),
                "{what}, {name}: {:?}",
                told(&problems)
            );
            assert!(problems.len() <= 2, "{what}, {name}: {:?}", told(&problems));
        }
        assert!(used > 0, "{what} changed nothing");
    }
    let tried = |issue: &Issue| SPOILED.iter().any(|(_, tried, _)| tried == issue);
    let never: Vec<_> = Issue::ALL.iter().filter(|issue| !tried(issue)).collect();
    assert!(never.is_empty(), "no spoiled exhibit has {never:?}");
}

#[test]
fn a_problem_says_line_column_and_how_often() {
    let page = SMALL.replace("</body>", "<p>\u{201c}a\u{201d} \u{201c}</p>\n</body>");
    let line = SMALL.lines().position(|line| line.starts_with("</body>")).unwrap() + 1;
    let places: Vec<_> = lint(page.as_bytes()).iter().map(|it| (it.line, it.column, it.times)).collect();
    assert_eq!(places, [(line, 4, 2), (line, 8, 1)]);
}

#[test]
fn names_that_edgar_refuses_are_told() {
    let named = |name: &str| lint_file(name, SMALL.as_bytes()).iter().any(|it| it.issue == Issue::FileName);
    for good in ["ex1-01.htm", "d102558dex101.htm", "exhibit101-cmr2025.htm", "1.txt", "A_b.HTM"] {
        assert!(!named(good), "{good}");
    }
    let long = format!("{}.htm", "a".repeat(29));
    for bad in ["ex 1.htm", "-ex1.htm", "ex1.html", "ex1.docx", ".htm", "é.htm", &long, "a/b.htm", ""] {
        assert!(named(bad), "{bad}");
    }
}

#[test]
fn every_fault_has_its_words_in_every_language() {
    for (language, _) in domain::text::LANGUAGES {
        let texts = domain::text::embedded::texts(language);
        for issue in Issue::ALL {
            for key in [
                format!("report.lint.{}.what", issue.key()),
                format!("report.lint.{}.todo", issue.key()),
                format!("report.lint.why.{}", issue.why()),
            ] {
                assert!(texts.has(&key), "{language}: {key}");
            }
        }
    }
}

/// A copy that broke off must not pass for the exhibit.
#[test]
fn a_file_cut_anywhere_is_told() {
    for end in "<!DOCTYPE".len()..SMALL.rfind('>').unwrap() {
        assert!(!lint(&SMALL.as_bytes()[..end]).is_empty(), "cut at {end}");
    }
}
