//! Suggesting smelters as one types: what the worker beside the form answers. The table of the list and its search are
//! loaded when somebody first comes to a field that names a smelter, so the first view carries nothing of this.

pub mod worker;

use domain::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use domain::smelters::romanise::Readings;
use domain::smelters::suggest::Suggester;
use domain::smelters::table::{Table, TableSmelter};
use domain::{Metal, Texts};
use serde::Serialize;
use std::collections::BTreeMap;

/// Most smelters proposed for a text; a metal's whole list may be longer.
const MOST: usize = 8;

/// What is known of a keystroke.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keystroke<'a> {
    /// What stands in the field.
    pub text: &'a str,
    /// The row's metal; none while it has none.
    pub metal: Option<Metal>,
    /// Whether the field takes the choices for a smelter that the list lacks.
    pub special: bool,
    /// Whether the whole list of the metal is wanted.
    pub whole: bool,
}

/// A table that is asked, and the words for what it says.
pub struct Suggestions {
    suggester: Suggester,
    texts: Texts,
}

impl Suggestions {
    /// Takes a table and the words; none where there is nothing in the table to suggest.
    pub fn open(table: &[u8], texts: Texts) -> Option<Suggestions> {
        let table = Table::decode(table).filter(|table| !table.is_empty())?;
        Some(Suggestions { suggester: Suggester::new(table), texts })
    }

    /// Takes the table by which Chinese and Japanese letters are read.
    pub fn learn(&mut self, readings: &str) {
        self.suggester.learn(Readings::parse(readings));
    }

    /// What the page says by itself, as JSON.
    pub fn words(&self) -> String {
        let words = ["list", "replaced", "taken", "undo"];
        let said = |word| (word, self.texts.get(&format!("suggest.{word}")).to_owned());
        let words: BTreeMap<&str, String> = words.into_iter().map(said).collect();
        serde_json::to_string(&words).unwrap_or_default()
    }

    /// The smelters that may be meant and a sentence about them, as JSON: `{"options":[…],"say":"…","shown":true}`.
    /// What is not shown is a count, for who does not see the options.
    pub fn answer(&mut self, typed: Keystroke<'_>) -> String {
        let Suggestions { suggester, texts } = self;
        let mut out = Options::default();
        let blank = typed.text.trim().is_empty();
        if typed.special && !blank && is_special(typed.text) {
            out.special(texts);
        } else if blank || typed.whole {
            let of = |metal| move |s: &TableSmelter<'_>| s.metal == metal;
            if let Some(metal) = typed.metal.filter(|_| typed.whole) {
                let table = suggester.table();
                let all = (0..table.len()).map(|at| table.get(at));
                all.filter(of(metal)).for_each(|s| out.smelter(s, ""));
            }
            if typed.special && typed.whole {
                out.special(texts);
            }
        } else {
            // The very name of a smelter of another metal comes before what is merely like it.
            let mut shown = Vec::new();
            for smelter in suggester.exactly(typed.text, typed.metal) {
                out.smelter(smelter, &texts.fmt("suggest.exact", &[("metal", smelter.metal.name())]));
                shown.push(smelter.number());
            }
            let mut found = suggester.suggest(typed.text, typed.metal, MOST);
            let elsewhere = found.is_empty() && typed.metal.is_some();
            if elsewhere {
                found = suggester.suggest(typed.text, None, MOST);
            }
            found.retain(|hit| !shown.contains(&hit.smelter.number()));
            for hit in found {
                let known = texts.fmt("suggest.alias", &[("name", hit.name)]);
                out.smelter(hit.smelter, if hit.name == hit.smelter.name() { "" } else { &known });
            }
            if out.options.is_empty() {
                out.say = texts.get("suggest.none").to_owned();
                if typed.special {
                    out.special(texts);
                }
            } else if elsewhere {
                out.say = texts.get("suggest.elsewhere").to_owned();
            }
        }
        out.finish(texts)
    }
}

/// Whether this is the beginning of one of the choices for a smelter that the list lacks.
fn is_special(text: &str) -> bool {
    let text = text.trim_start();
    text.len() > 7
        && [NOT_LISTED, NOT_IDENTIFIED]
            .iter()
            .any(|s| s.get(..text.len()).is_some_and(|s| s.eq_ignore_ascii_case(text)))
}

/// What the page is told.
#[derive(Default, Serialize)]
struct Options {
    options: Vec<Proposal>,
    say: String,
    /// Whether the sentence is shown, or only told to who does not see the options.
    shown: bool,
}

/// Something to choose.
#[derive(Default, Serialize)]
struct Proposal {
    name: String,
    cid: String,
    metal: &'static str,
    country: String,
    city: String,
    why: String,
}

impl Options {
    fn smelter(&mut self, s: TableSmelter<'_>, why: &str) {
        self.options.push(Proposal {
            name: s.name().to_owned(),
            cid: s.cid(),
            metal: s.metal.name(),
            country: s.country.to_owned(),
            city: s.city.to_owned(),
            why: why.to_owned(),
        });
    }

    fn special(&mut self, texts: &Texts) {
        for (name, why) in [(NOT_LISTED, "suggest.not_listed"), (NOT_IDENTIFIED, "suggest.not_identified")] {
            let (name, why) = (name.to_owned(), texts.get(why).to_owned());
            self.options.push(Proposal { name, why, ..Proposal::default() });
        }
    }

    fn finish(mut self, texts: &Texts) -> String {
        self.shown = !self.say.is_empty();
        match (self.shown, self.options.len()) {
            (true, _) | (_, 0) => {}
            (_, 1) => texts.get("suggest.one").clone_into(&mut self.say),
            (_, n) => self.say = texts.fmt("suggest.count", &[("n", &n.to_string())]),
        }
        serde_json::to_string(&self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::smelters::{Facility, table::encode};
    use domain::text::embedded::texts;
    use serde_json::Value;

    fn suggestions(language: &str) -> Suggestions {
        let facility = |cid: &str, metal, name: &str, aliases: &[&str]| Facility {
            cid: cid.into(),
            metal: Some(metal),
            name: name.into(),
            country: "NORWAY".into(),
            aliases: aliases.iter().map(|a| (*a).to_owned()).collect(),
            ..Facility::default()
        };
        let all = [
            facility("CID900001", Metal::TIN, "Kestrel Tin Works", &["红隼锡业"]),
            facility("CID900002", Metal::TIN, "Aldermoor Smelting", &["Aldermoor Zinnhütte"]),
            facility("CID900003", Metal::GOLD, "Quillfeather \"Gold\" Refinery", &[]),
        ];
        Suggestions::open(&encode(domain::Day::new(2026, 4, 17), &all), texts(language).clone()).unwrap()
    }

    /// Names in order, and the sentence.
    fn ask(suggestions: &mut Suggestions, typed: Keystroke<'_>) -> (Vec<String>, String) {
        let answer: Value = serde_json::from_str(&suggestions.answer(typed)).expect("JSON");
        let name = |o: &Value| o["name"].as_str().unwrap_or_default().to_owned();
        let names = answer["options"].as_array().unwrap().iter().map(name).collect();
        (names, answer["say"].as_str().unwrap().to_owned())
    }

    #[test]
    fn a_slip_of_the_fingers_finds_it_and_another_name_says_so() {
        let mut suggestions = suggestions("en");
        let (names, said) = ask(&mut suggestions, Keystroke { text: "kestral tin", ..Keystroke::default() });
        assert_eq!(names[0], "Kestrel Tin Works");
        assert!(said.contains("suggestion"), "{said}");
        let answer =
            suggestions.answer(Keystroke { text: "红隼", metal: Some(Metal::TIN), ..Keystroke::default() });
        assert!(answer.contains("also called 红隼锡业") && answer.contains("CID900001"), "{answer}");
        // An accent that comes as a character of its own, as some keyboards and file systems write it.
        let (names, _) =
            ask(&mut suggestions, Keystroke { text: "zinnhu\u{308}tte", ..Keystroke::default() });
        assert_eq!(names, ["Aldermoor Smelting"]);
    }

    #[test]
    fn another_metal_is_said_and_nothing_found_is_no_fault() {
        let mut suggestions = suggestions("en");
        let typed = Keystroke { text: "quillfeather", metal: Some(Metal::TIN), ..Keystroke::default() };
        let (names, said) = ask(&mut suggestions, typed);
        assert_eq!((names.len(), said.contains("another metal")), (1, true));
        let nothing = Keystroke { text: "zzzzzz", ..Keystroke::default() };
        let (names, said) = ask(&mut suggestions, nothing);
        assert!(names.is_empty() && said.contains("leave it as you typed it"), "{said}");
        let (names, _) = ask(&mut suggestions, Keystroke { special: true, ..nothing });
        assert_eq!(names, [NOT_LISTED, NOT_IDENTIFIED]);
        let (names, said) = ask(&mut suggestions, Keystroke { text: " ", ..Keystroke::default() });
        assert!(names.is_empty() && said.is_empty(), "an empty field asks for nothing");
    }

    #[test]
    fn rule_4_the_exact_name_under_another_metal_comes_first() {
        let mut suggestions = suggestions("en");
        let typed = Keystroke { text: "KESTREL TIN WORKS", metal: Some(Metal::GOLD), ..Keystroke::default() };
        let answer = suggestions.answer(typed);
        assert!(answer.starts_with("{\"options\":[{\"name\":\"Kestrel Tin Works\""), "{answer}");
        assert!(answer.contains("but under Tin") && answer.matches("CID900001").count() == 1, "{answer}");
    }

    #[test]
    fn the_whole_list_is_that_of_the_metal() {
        let whole = Keystroke { metal: Some(Metal::TIN), special: true, whole: true, ..Keystroke::default() };
        let (names, _) = ask(&mut suggestions("zh"), whole);
        assert_eq!(names, ["Aldermoor Smelting", "Kestrel Tin Works", NOT_LISTED, NOT_IDENTIFIED]);
        let (names, _) = ask(
            &mut suggestions("zh"),
            Keystroke { text: "smelter no", special: true, ..Keystroke::default() },
        );
        assert_eq!(names, [NOT_LISTED, NOT_IDENTIFIED]);
    }

    #[test]
    fn no_table_or_an_empty_one_suggests_nothing() {
        for table in [b"<html>".to_vec(), encode(None, &[])] {
            assert!(Suggestions::open(&table, Texts::default()).is_none());
        }
        assert!(serde_json::from_str::<Value>(&suggestions("zh").words()).unwrap()["undo"] == "撤销");
    }
}
