//! Whom nobody may trade with, and whose name is the same. That names are the same is a signal, never a verdict: both
//! spellings are shown, and a person says whether the same company is meant.

use super::history::History;
use super::kind::ListKind;
use super::name_words;
use super::row::{ListColumn, ListRow};
use crate::Day;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};

/// A name in a list of sanctions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sanctioned {
    /// The list's own number; other names have that of whom they mean.
    pub number: String,
    pub name: String,
    /// Whether it is another name of one that stands elsewhere in the list, or in its first file.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub alias: bool,
    /// Under which programme.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub programme: String,
}

/// A name of ours that is also a name in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// As we have it.
    pub ours: String,
    /// As the list has it.
    pub theirs: String,
    /// The list's number of whom that means.
    pub number: String,
    pub programme: String,
    /// The list's day.
    pub as_of: Day,
    /// Where the list came from.
    pub source: String,
}

/// Reads a row: whoever it lists, nobody where it is no company; otherwise the column that is wrong.
pub(super) fn sanctioned(row: &ListRow) -> Result<Option<Sanctioned>, (&'static str, ListColumn)> {
    use ListColumn::*;
    let filled = |column| Some(row.get(column)).filter(|text| !matches!(*text, "" | "-0-")).unwrap_or("");
    let (alias, name) = match (filled(Alias), filled(Name)) {
        ("", name) => (false, name),
        (alias, _) => (true, alias),
    };
    if filled(Number).is_empty() {
        return Err(("number", Number));
    }
    if name.is_empty() {
        return Err(("name_missing", Name));
    }
    let kind = filled(Type).to_ascii_lowercase();
    if !alias && ["individual", "vessel", "aircraft"].contains(&kind.as_str()) {
        return Ok(None);
    }
    let (number, programme) = (filled(Number).to_owned(), filled(Programme).to_owned());
    Ok(Some(Sanctioned { number, name: name.to_owned(), alias, programme }))
}

/// The lists of sanctions of a day, ready to be asked.
pub struct Screen<'a> {
    by_key: HashMap<String, Vec<(&'a Sanctioned, Day, &'a str)>>,
}

impl History {
    /// The lists of sanctions that hold on a day: the youngest of each source.
    pub fn screen(&self, day: Day) -> Screen<'_> {
        let until = self.lists().iter().rev();
        let until = until.filter(|l| l.kind == ListKind::Sanctions && l.as_of <= day);
        let mut sources = HashSet::new();
        let lists: Vec<_> = until.filter(|l| sources.insert((l.source.as_str(), is_of_aliases(l)))).collect();
        let all = || lists.iter().flat_map(|l| l.sanctioned.iter().map(move |s| (s, *l)));
        let companies: HashMap<&str, &Sanctioned> =
            all().filter(|(s, _)| !s.alias).map(|(s, _)| (s.number.as_str(), s)).collect();
        let mut by_key: HashMap<String, Vec<_>> = HashMap::new();
        for (listed, list) in all().filter(|(s, _)| companies.contains_key(s.number.as_str())) {
            let place = (listed, list.as_of, list.source.as_str());
            by_key.entry(key(&listed.name)).or_default().push(place);
        }
        by_key.remove("");
        Screen { by_key }
    }
}

impl Screen<'_> {
    /// Which of these names are the same but for case, width, accents, company form and the order of words.
    pub fn signals<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Vec<Signal> {
        let mut all: Vec<Signal> = Vec::new();
        for name in names {
            for (listed, as_of, source) in self.by_key.get(&key(name)).into_iter().flatten() {
                let signal = Signal {
                    ours: name.to_owned(),
                    theirs: listed.name.clone(),
                    number: listed.number.clone(),
                    programme: listed.programme.clone(),
                    as_of: *as_of,
                    source: (*source).to_owned(),
                };
                if !all.contains(&signal) {
                    all.push(signal);
                }
            }
        }
        all
    }
}

/// A file of other names stands beside the one that says who is meant.
fn is_of_aliases(list: &super::SmelterList) -> bool {
    list.sanctioned.iter().all(|s| s.alias)
}

/// What names that are the same have in common; empty for what is too little to be a name.
fn key(name: &str) -> String {
    let mut words = name_words::core(&name_words::words(name));
    words.sort();
    let key = words.join(" ");
    if key.chars().count() < 4 && !key.chars().any(name_words::is_eastern) { String::new() } else { key }
}
