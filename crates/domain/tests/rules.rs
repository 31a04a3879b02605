//! Walks every rule: its code, name, page, texts and fixtures.

mod support;

use domain::rules::{
    RETIRED, Source, any_rule, every_rule, form_rules, is_only_in_review, pages, review_rules,
};
use domain::text::{LANGUAGES, embedded};
use domain::{Severity, Texts};
use std::collections::{BTreeMap, BTreeSet};
use support::{codes, fixture, fixtures};

#[test]
fn codes_and_names_are_well_formed_and_unique() {
    let mut seen = BTreeSet::new();
    for rule in every_rule() {
        let (family, number) = rule.code.split_at(3);
        assert!(family.bytes().all(|b| b.is_ascii_uppercase()), "{}", rule.code);
        assert!(number.len() == 3 && number.bytes().all(|b| b.is_ascii_digit()), "{}", rule.code);
        let kebab = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
        assert!(rule.name.split('-').all(kebab), "{} {}", rule.code, rule.name);
        assert!(seen.insert(rule.code) && seen.insert(rule.name), "{} {} twice", rule.code, rule.name);
        assert!(!RETIRED.iter().any(|(code, _)| *code == rule.code), "{} is retired", rule.code);
        let (Source::Same(how) | Source::Differs(how) | Source::Ours(how)) = rule.source;
        assert!(!how.is_empty(), "{} does not say where it comes from", rule.code);
    }
}

#[test]
fn every_rule_has_a_page_with_the_same_headings() {
    let pages: BTreeMap<_, _> = pages().collect();
    assert_eq!(pages.len(), every_rule().count());
    for rule in every_rule() {
        let page = pages[rule.code];
        let headings: Vec<&str> = page.lines().filter(|l| l.starts_with('#')).collect();
        let title = format!("# {}: {}", rule.code, rule.name);
        let wanted = [
            title.as_str(),
            "## What it does",
            "## Why it matters",
            "## What to do",
            "## Example",
            "## Source",
        ];
        assert_eq!(headings, wanted, "{}", rule.code);
        for part in page.split("\n## ").skip(1) {
            let text = part.split_once('\n').map_or("", |(_, text)| text.trim());
            assert!(!text.is_empty(), "{}: nothing under {part:?}", rule.code);
        }
        let bound = match rule.source {
            Source::Same(_) => "Same as the official checker",
            Source::Differs(_) => "Differs from the official checker",
            Source::Ours(_) => "Ours",
        };
        let (_, source) = page.split_once("## Source").expect("a source");
        assert!(
            source.trim().starts_with(bound),
            "{}: the page says otherwise where it comes from",
            rule.code
        );
    }
}

#[test]
fn every_rule_has_texts_in_every_language() {
    for (language, _) in LANGUAGES {
        let texts = own_texts(language);
        for rule in every_rule() {
            for part in ["what", "why", "todo"] {
                let key = format!("rule.{}.{part}", rule.code);
                assert!(texts.has(&key) && !texts.get(&key).trim().is_empty(), "{language} lacks {key}");
            }
        }
        for key in texts.keys().filter(|k| k.starts_with("rule.")) {
            let code = key.split('.').nth(1).expect("a code");
            assert!(any_rule(code).is_some(), "{language}: {key} belongs to no rule");
        }
    }
}

/// A language without what it borrows from English.
fn own_texts(language: &str) -> Texts {
    let (_, files) = embedded::FILES.iter().find(|(l, _)| *l == language).expect("files");
    let (_, json) = files.iter().find(|(file, _)| *file == "rules").expect("rules.json");
    Texts::parse(language, json).expect("JSON")
}

#[test]
fn the_base_declaration_is_in_order() {
    let report = support::base().check();
    assert_eq!((report.findings, report.checker.remaining), (vec![], Some(0)));
    assert_eq!(support::base().check_for_review().findings, []);
}

#[test]
fn a_valid_fixture_is_clean_and_an_invalid_one_triggers_its_rule_alone() {
    for rule in every_rule() {
        let valid = fixture(rule.code, "valid").judged_as(rule.code);
        assert_eq!(codes(&valid), Vec::<&str>::new(), "{} valid", rule.code);
        let invalid = fixture(rule.code, "invalid").judged_as(rule.code);
        assert_eq!(codes(&invalid), [rule.code], "{} invalid", rule.code);
        for f in &invalid.findings {
            assert_eq!((f.class, f.severity), (rule.class, rule.built_in()), "{}", rule.code);
        }
    }
    for entry in std::fs::read_dir(fixtures()).expect("fixtures").flatten().filter(|e| e.path().is_dir()) {
        let code = entry.file_name().into_string().expect("a code");
        assert!(any_rule(&code).is_some(), "{code} is no rule");
    }
}

#[test]
fn every_message_is_rendered_whole() {
    for (language, _) in LANGUAGES {
        let texts = embedded::texts(language);
        for rule in every_rule() {
            for f in fixture(rule.code, "invalid").judged_as(rule.code).findings {
                for said in [f.what(texts), f.why(texts), f.todo(texts)] {
                    let bare = [
                        "{", "}", "text:", "texts:", "rule.", ".label", "column.", "option.", "metal.t",
                        "metal.g",
                    ];
                    let left = bare.iter().find(|b| said.contains(**b));
                    assert_eq!(left, None, "{language}: {said}");
                }
                let message = [f.what(texts), f.why(texts), f.todo(texts)].concat();
                for (name, _) in &f.args {
                    let used = ["what", "why", "todo"].iter().any(|part| {
                        texts.get(&format!("rule.{}.{part}", rule.code)).contains(&format!("{{{name}}}"))
                    });
                    assert!(used, "{language} {}: argument {name} is never said ({message})", rule.code);
                }
            }
        }
    }
}

#[test]
fn a_finding_points_at_a_cell_of_the_workbook() {
    for rule in every_rule() {
        let case = fixture(rule.code, "invalid");
        let d = case.declaration();
        for f in case.judged_as(rule.code).findings {
            assert!(f.location.cell(case.template(), &d).is_some(), "{}: {:?}", rule.code, f.location);
        }
    }
}

#[test]
fn a_profile_turns_a_rule_down_and_off() {
    for rule in every_rule() {
        for (level, severity) in [("note", Some(Severity::Note)), ("off", None)] {
            let mut case = fixture(rule.code, "invalid");
            case.profile.0.insert(rule.code.to_owned(), level.to_owned());
            let said: Vec<Severity> = case.judged_as(rule.code).findings.iter().map(|f| f.severity).collect();
            let wanted = severity.into_iter().cycle().take(said.len()).collect::<Vec<_>>();
            assert_eq!((said.is_empty(), said), (severity.is_none(), wanted), "{} {level}", rule.code);
        }
    }
}

#[test]
fn a_profile_moves_what_rules_measure_by() {
    let found = |code: &str, limit: &str, number: &str| {
        let mut case = fixture(code, "invalid");
        case.profile.0.insert(limit.to_owned(), number.to_owned());
        codes(&case.judged_as(code)).join(" ")
    };
    assert_eq!(found("CMP007", "months", "13"), "");
    assert_eq!(found("MTL002", "whole", "75"), "");
    assert_eq!(found("MTL002", "low", "90"), "MTL003");
    assert_eq!(found("REV009", "dump_rows", "56"), "");
    assert_eq!(found("REV010", "same_rows", "26"), "");
    assert_eq!(found("REV012", "dropped_share", "60"), "");
}

#[test]
fn review_practice_names_every_rule_and_no_other() {
    let page = include_str!("../../../docs/review-practice.md");
    for n in 1..=46 {
        assert!(page.contains(&format!("\n| R{n:02} |")), "R{n:02}");
    }
    let is_code = |w: &&str| {
        w.len() == 6 && w[..3].bytes().all(|b| b.is_ascii_uppercase()) && w[3..].parse::<u16>().is_ok()
    };
    let named: BTreeSet<&str> = page.split(|c: char| !c.is_alphanumeric()).filter(is_code).collect();
    // These repair what others look at; no practice speaks of them.
    let own = ["CMP005"];
    let ours: BTreeSet<&str> =
        every_rule().map(|rule| rule.code).filter(|code| !own.contains(code)).collect();
    assert_eq!(named, ours);
}

#[test]
fn what_only_the_review_finds_is_told_by_its_code() {
    assert!(form_rules().all(|rule| !is_only_in_review(rule.code)));
    assert!(review_rules().all(|rule| is_only_in_review(rule.code)));
}

#[test]
fn there_are_rules_of_every_severity() {
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        assert!(form_rules().any(|r| r.severity == severity));
    }
}

#[test]
fn rule_16_a_yes_to_question_4_is_what_the_template_itself_asks_for() {
    let cited = every_rule().filter(|rule| {
        let Source::Ours(page) = rule.source else { return false };
        format!("{page:?}").contains("the template's own instructions: question 4")
    });
    assert_eq!(cited.count(), 1);
}

#[test]
fn rule_3_an_unlisted_name_without_anything_else_is_asked_about() {
    // What triggers it, and what does not, are its fixtures; here that it is a rule of the form.
    let rule = form_rules().find(|rule| rule.name == "unlisted-name-without-country").expect("the rule");
    assert_eq!(rule.code, "SML020");
}

#[test]
fn desk_27_nothing_is_claimed_about_audits_that_no_list_says() {
    for (language, _) in LANGUAGES {
        let texts = embedded::texts(language);
        let why = texts.get("rule.REV007.why");
        assert!(why.contains("{lists}"), "{language}: the lists and their days are named: {why}");
        assert!(!why.contains("audited"), "{why}");
    }
}
