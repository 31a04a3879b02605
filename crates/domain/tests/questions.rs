//! Every field, value, column, section and state of the templates has its words in every language.

use domain::template::{option_text, versions};
use domain::text::{LANGUAGES, embedded};
use domain::workflow::RequestState;
use domain::{Template, Texts};
use std::collections::BTreeSet;

fn keys() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for field in versions().iter().flat_map(|t| &t.fields) {
        keys.insert(format!("field.{}.label", field.text));
        keys.extend(field.options().iter().map(|o| option_text(o)));
    }
    keys.extend(domain::template::metals().iter().map(|m| format!("metal.{}", m.key())));
    for def in versions().iter().flat_map(|t| &t.tables) {
        keys.extend(def.keys().map(|c| format!("column.{}.{c}", def.table.key())));
    }
    for section in versions().iter().flat_map(Template::sections) {
        keys.insert(format!("section.{}", section.key()));
        keys.insert(format!("section.{}.intro", section.key()));
    }
    keys.extend(RequestState::ALL.iter().map(|s| format!("state.{}", s.key())));
    for class in ["incomplete", "inconsistent", "inaccurate"] {
        keys.insert(format!("class.{class}"));
    }
    for severity in ["error", "warning", "note"] {
        keys.insert(format!("severity.{severity}"));
    }
    keys.extend(
        ["state.overdue", "option.smelter_not_listed", "option.smelter_not_yet_identified", "list.separator"]
            .map(str::to_owned),
    );
    keys.extend(domain::country::COVERED.iter().map(|code| format!("country.{code}")));
    keys
}

fn files(language: &str) -> Vec<Texts> {
    let (_, files) = embedded::FILES.iter().find(|(l, _)| *l == language).expect("files");
    let ours = files.iter().filter(|(file, _)| ["questions", "rules"].contains(file));
    ours.map(|(_, json)| Texts::parse(language, json).expect("JSON")).collect()
}

#[test]
fn every_thing_of_the_template_has_its_words() {
    for (language, _) in LANGUAGES {
        let files = files(language);
        for key in keys() {
            let text = files.iter().find(|t| t.has(&key)).map(|t| t.get(&key));
            assert!(text.is_some_and(|t| !t.trim().is_empty()), "{language} lacks {key}");
        }
    }
}

#[test]
fn no_words_are_left_over() {
    let known = keys();
    for texts in files("en") {
        let of_findings = |key: &str| ["rule.", "list.", "finding."].iter().any(|it| key.starts_with(it));
        for key in texts.keys().filter(|key| !of_findings(key)) {
            let thing = key.strip_suffix(".help").or(key.strip_suffix(".fill")).unwrap_or(key);
            let label = format!("{thing}.label");
            assert!(known.contains(thing) || known.contains(&label), "{key} belongs to nothing");
        }
    }
}
