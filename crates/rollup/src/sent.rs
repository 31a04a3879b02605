//! What changed between a declaration that left and the one that would leave now. Both were searched for names of suppliers,
//! so that the difference may leave as well.

use domain::references::{is_cid, normal_cid};
use domain::smelters::name_words;
use domain::{Declaration, SmelterRow, answer};
use std::collections::{BTreeMap, BTreeSet};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// An answer, by its key.
    Answer {
        key: String,
        from: String,
        to: String,
    },
    /// A smelter is reported now.
    Added(Named),
    /// It is reported no more.
    Gone(Named),
    /// It has the same number and another name, or stands in another country.
    Renamed {
        from: Named,
        to: Named,
    },
    /// A product of the list of products: its number.
    ProductAdded(String),
    ProductGone(String),
}

/// A smelter as a declaration writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    pub metal: String,
    /// Its number; blank where it has none.
    pub cid: String,
    pub name: String,
    pub country: String,
}

/// The day of a declaration changes each time and says nothing.
const DAY: &str = "company.effective_date";

/// Everything that changed: answers by key, then smelters by metal and number or name, then products.
pub fn changes(then: &Declaration, now: &Declaration) -> Vec<Change> {
    let mut out = Vec::new();
    let keys: BTreeSet<&String> = then.answers.keys().chain(now.answers.keys()).collect();
    for key in keys.into_iter().filter(|key| *key != DAY) {
        let (from, to) = (then.answer(key), now.answer(key));
        if from != to {
            out.push(Change::Answer { key: key.clone(), from: from.to_owned(), to: to.to_owned() });
        }
    }
    let (before, after) = (smelters(then), smelters(now));
    let keys: BTreeSet<&Key> = before.keys().chain(after.keys()).collect();
    for key in keys {
        out.extend(match (before.get(key), after.get(key)) {
            (None, Some(one)) => Some(Change::Added(one.clone())),
            (Some(one), None) => Some(Change::Gone(one.clone())),
            (Some(from), Some(to)) if from != to => {
                Some(Change::Renamed { from: from.clone(), to: to.clone() })
            }
            _ => None,
        });
    }
    let numbers = |d: &Declaration| -> BTreeSet<String> {
        d.products.iter().map(|p| p.number.clone()).filter(|n| !answer::is_blank(n)).collect()
    };
    let (before, after) = (numbers(then), numbers(now));
    out.extend(after.difference(&before).cloned().map(Change::ProductAdded));
    out.extend(before.difference(&after).cloned().map(Change::ProductGone));
    out
}

/// Metal, and number or folded name with country.
type Key = (String, String);

fn smelters(d: &Declaration) -> BTreeMap<Key, Named> {
    d.smelters.iter().filter(|row| !row.is_empty()).map(|row| (key(row), named(row))).collect()
}

fn number(row: &SmelterRow) -> Option<String> {
    [&row.cid, &row.identification].into_iter().find(|text| is_cid(text)).map(|text| normal_cid(text))
}

fn key(row: &SmelterRow) -> Key {
    let named =
        || format!("{} {}", name_words::words(name(row)).concat(), name_words::words(&row.country).concat());
    (row.metal.clone(), number(row).unwrap_or_else(named))
}

/// What it is called: what was typed, else what was chosen.
fn name(row: &SmelterRow) -> &str {
    if answer::is_blank(&row.name) { &row.lookup } else { &row.name }
}

fn named(row: &SmelterRow) -> Named {
    Named {
        metal: row.metal.clone(),
        cid: number(row).unwrap_or_default(),
        name: name(row).to_owned(),
        country: row.country.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cid: &str, name: &str, mine: &str) -> SmelterRow {
        SmelterRow {
            metal: "Gold".into(),
            cid: cid.into(),
            name: name.into(),
            country: "PERU".into(),
            mine: mine.into(),
            ..SmelterRow::default()
        }
    }

    fn declaration(answers: &[(&str, &str)], smelters: Vec<SmelterRow>) -> Declaration {
        let mut out = Declaration { smelters, ..Declaration::default() };
        answers.iter().for_each(|(key, text)| out.set(key, *text));
        out
    }

    #[test]
    fn answers_smelters_and_names_are_told_apart() {
        let then = declaration(
            &[("q3.gold", "No"), ("a", "Yes"), (DAY, "2026-01-01")],
            vec![row("CID900001", "Alpha", "x"), row("CID900002", "Beta", ""), row("", "Named Co", "")],
        );
        let now = declaration(
            &[("q3.gold", "Yes"), ("a", "Yes"), (DAY, "2026-02-01")],
            // Another mine of the same smelter, or another spelling of a name, is no change of smelters.
            vec![
                row("CID900001", "Alpha", "y"),
                row("CID900001", "Alpha", "z"),
                row("cid900002", "Beta Works", ""),
                row("CID900003", "Gamma", ""),
                row("", "NAMED  co", ""),
            ],
        );
        let changed = changes(&then, &now);
        let names = |c: &Change| match c {
            Change::Answer { key, from, to } => format!("{key} {from} {to}"),
            Change::Added(s) => format!("+ {}", s.name),
            Change::Gone(s) => format!("- {}", s.name),
            Change::Renamed { from, to } => format!("{} > {}", from.name, to.name),
            Change::ProductAdded(n) | Change::ProductGone(n) => n.clone(),
        };
        let said: Vec<String> = changed.iter().map(names).collect();
        assert_eq!(said[..3], ["q3.gold No Yes", "Beta > Beta Works", "+ Gamma"]);
        // Another spelling is the same smelter, called otherwise.
        assert_eq!(said[3..], ["Named Co > NAMED  co"]);
        assert_eq!(changes(&now, &now), []);
        let back: Vec<String> = changes(&now, &then).iter().map(names).collect();
        assert_eq!(back[2], "- Gamma");
    }
}
