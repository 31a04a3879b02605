//! Names looked up as wholes: the same but for writing, company form, order or spacing.

use super::facility::Facility;
use super::name_words;
use super::search::alike;
use crate::Metal;
use std::collections::HashMap;

/// How two names are the same; earlier is surer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Same {
    /// But for letter case, width, accents and punctuation.
    Writing,
    /// But for the company form.
    Form,
    /// But for the order of words.
    Order,
    /// But for the spaces.
    Spacing,
}

impl Same {
    /// The code of the reason.
    pub(super) fn code(self) -> &'static str {
        match self {
            Same::Writing => "name_same",
            Same::Form => "name_form",
            Same::Order => "name_order",
            Same::Spacing => "name_spacing",
        }
    }
}

/// A name in all the ways in which it is looked up.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    pub(super) words: Vec<String>,
    pub(super) core: Vec<String>,
}

impl Folded {
    pub(super) fn new(name: &str) -> Folded {
        let words = name_words::words(name);
        let core = name_words::core(&words);
        Folded { words, core }
    }

    fn keys(&self) -> [(Same, String); 4] {
        let mut sorted = self.core.clone();
        sorted.sort();
        [
            (Same::Writing, self.words.join(" ")),
            (Same::Form, self.core.join(" ")),
            (Same::Order, sorted.join(" ")),
            (Same::Spacing, self.core.concat()),
        ]
    }

    /// Whether two names have a way of looking them up in common, in either script.
    pub(super) fn is_same(&self, other: &Folded) -> bool {
        let ways = |name: &Folded| {
            let parts = name.scripts();
            std::iter::once(name).chain(&parts).flat_map(|n| n.keys()).map(|(_, key)| key).collect::<Vec<_>>()
        };
        let own = ways(self);
        ways(other).iter().any(|key| own.contains(key))
    }

    /// The letters of the words that say which company it is.
    pub(super) fn letters(&self) -> usize {
        self.core.iter().map(|w| w.chars().count()).sum()
    }

    /// Its first letters, where there are several words of Latin letters.
    pub(super) fn initials(&self, words: &[String]) -> Option<String> {
        let latin = words.iter().all(|w| w.bytes().all(|b| b.is_ascii_alphanumeric()));
        (latin && words.len() > 1).then(|| words.iter().filter_map(|w| w.chars().next()).collect())
    }

    /// The Latin part and the Eastern part of a name that has both, each as a name of its own.
    pub(super) fn scripts(&self) -> Vec<Folded> {
        let (east, west): (Vec<String>, Vec<String>) =
            self.words.iter().cloned().partition(|w| w.starts_with(name_words::is_eastern));
        if east.is_empty() || west.is_empty() {
            return Vec::new();
        }
        [west, east].into_iter().map(|words| Folded { core: name_words::core(&words), words }).collect()
    }
}

/// All names of all facilities.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    by_key: HashMap<(Same, Metal, String), Vec<usize>>,
    /// Words of the core of each name, for finding siblings.
    pub(super) cores: Vec<(usize, Vec<String>)>,
    /// In how many facilities' names a word is.
    spread: HashMap<(Metal, String), (usize, usize)>,
    /// How many facilities a metal has.
    count: HashMap<Metal, (usize, usize)>,
    /// By the first letters of names, and names that are such letters.
    initials: HashMap<(Metal, String), Vec<usize>>,
}

impl std::hash::Hash for Same {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (*self as u8).hash(state);
    }
}

impl Names {
    pub(super) fn add(&mut self, facility: usize, metal: Metal, name: &Folded) {
        for (same, key) in name.keys() {
            let of = self.by_key.entry((same, metal, key)).or_default();
            if !of.contains(&facility) {
                of.push(facility);
            }
        }
        let mut shorts: Vec<String> =
            [&name.core, &name.words].into_iter().filter_map(|w| name.initials(w)).collect();
        // `IWSA` of Invented Works has its company form in full, `IWC` its first letter.
        if let (Some(core), Some(form)) =
            (name.initials(&name.core), name.words.iter().find(|w| !name.core.contains(w)))
        {
            shorts.push([core.as_str(), form.as_str()].concat());
            shorts.push([core.as_str(), form.get(..1).unwrap_or("")].concat());
        }
        if let [one] = name.core.as_slice()
            && one.len() <= 6
            && one.is_ascii()
        {
            shorts.push(one.clone());
        }
        for short in shorts.into_iter().filter(|s| s.len() > 1) {
            let of = self.initials.entry((metal, short)).or_default();
            if !of.contains(&facility) {
                of.push(facility);
            }
        }
        self.cores.push((facility, name.core.clone()));
        // Names of one facility come one after the other: it counts once.
        let once = |(count, last): &mut (usize, usize)| {
            if *count == 0 || *last != facility {
                (*count, *last) = (*count + 1, facility);
            }
        };
        once(self.count.entry(metal).or_default());
        name.core.iter().for_each(|w| once(self.spread.entry((metal, w.clone())).or_default()));
    }

    /// Whether two names share a word, slips apart, that few others have: trades and provinces say little.
    pub(super) fn share_rare_word(&self, metal: Metal, typed: &[String], name: &[String]) -> bool {
        let many = (self.count.get(&metal).map_or(0, |c| c.0) / 12).max(3);
        name.iter().any(|word| {
            let spread = self.spread.get(&(metal, word.clone())).map_or(0, |s| s.0);
            let short = word.is_ascii() && word.len() < 3;
            spread <= many && !short && typed.iter().any(|t| alike(t, word) >= 0.7)
        })
    }

    /// The facilities whose name is the same in the surest way that any is.
    pub(super) fn get(&self, metal: Metal, name: &Folded) -> Option<(Same, &[usize])> {
        if name.words.is_empty() {
            return None;
        }
        name.keys().into_iter().find_map(|(same, key)| {
            // Short words say too little to be moved about.
            let enough = match same {
                Same::Writing => true,
                Same::Form | Same::Order => name.letters() > 4 || !key.is_ascii(),
                Same::Spacing => name.letters() > 7,
            };
            let found = self.by_key.get(&(same, metal, key)).filter(|_| enough)?;
            Some((same, found.as_slice()))
        })
    }

    /// The facilities whose first letters these are, or whose short name are the first letters of this.
    pub(super) fn by_initials(&self, metal: Metal, name: &Folded) -> &[usize] {
        let short = match name.core.as_slice() {
            [one] => Some(one.clone()).filter(|w| w.is_ascii() && (2..=6).contains(&w.len())),
            _ => name.initials(&name.core).filter(|s| s.len() > 2),
        };
        short.and_then(|s| self.initials.get(&(metal, s))).map_or(&[], Vec::as_slice)
    }

    /// Whether another facility of the metal has all these words and more: then a name may be one cut short.
    pub(super) fn has_sibling(&self, all: &[Facility], facility: usize, name: &Folded) -> bool {
        self.cores.iter().any(|(other, core)| {
            *other != facility
                && all[*other].metal == all[facility].metal
                && core.len() > name.core.len()
                && name.core.iter().all(|w| core.contains(w))
        })
    }
}
