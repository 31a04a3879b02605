//! Which smelter somebody means: by identification number, by name within its metal, by likeness. The confidence is
//! certain, ambiguous or none. Whatever leaves two possibilities is asked; whatever contradicts is said.

use super::country::country_code;
use super::facility::Facility;
use super::names::{Folded, Names};
use super::outcome::{AliasDecision, Outcome, TypedSmelter};
use super::reason::Reason;
use super::search::Search;
use crate::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use crate::references::{is_cid, normal_cid};
use crate::{Metal, answer};
use std::collections::HashMap;

mod by_id;
mod by_name;
mod by_place;
mod ranking;
mod weights;

pub use weights::OFFERED;

/// A name as decisions about names are kept by: two names with one key are one name. Blank where nothing is left.
pub fn name_key(text: &str) -> String {
    Folded::new(text).words.join(" ")
}

/// What a row calls its smelter: what was chosen from the list, or else typed. Numbers and the two choices that name
/// no smelter are no names.
pub fn named(typed: &TypedSmelter) -> Option<&str> {
    [&typed.lookup, &typed.name].into_iter().find(|n| is_name(n)).map(String::as_str)
}

/// An index over smelters, for matching.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    facilities: Vec<Facility>,
    by_cid: HashMap<String, usize>,
    by_old_id: HashMap<String, Vec<usize>>,
    names: Names,
    search: Search,
    /// The text of each name of the search.
    shown: Vec<String>,
    learnt: HashMap<(Metal, String), AliasDecision>,
    /// The metals of which there are smelters.
    metals: Vec<Metal>,
    /// What rows may state besides.
    stated: Vec<Metal>,
}

/// A candidate in the making.
struct CandidateDraft {
    of: usize,
    score: f32,
    reasons: Vec<Reason>,
}

impl Matcher {
    /// Builds the index. A facility without metal is only found by its number.
    pub fn new(facilities: Vec<Facility>, learnt: &[AliasDecision]) -> Matcher {
        let mut matcher = Matcher::default();
        let mut folded = Vec::new();
        for (i, facility) in facilities.iter().enumerate() {
            matcher.by_cid.insert(normal_cid(&facility.cid), i);
            for id in facility.old_ids.iter().filter_map(|id| super::old_id(id)) {
                matcher.by_old_id.entry(id.0).or_default().push(i);
            }
            let Some(metal) = facility.metal else { continue };
            if !matcher.metals.contains(&metal) {
                matcher.metals.push(metal);
            }
            for name in facility.names().filter(|n| !answer::is_blank(n)) {
                let name_folded = Folded::new(name);
                matcher.names.add(i, metal, &name_folded);
                // Each script is also a name of its own.
                for part in name_folded.scripts() {
                    matcher.shown.push(name.clone());
                    folded.push((part.core, i, metal));
                }
                matcher.shown.push(name.clone());
                folded.push((name_folded.core, i, metal));
            }
        }
        matcher.search =
            Search::new(folded.iter().map(|(words, of, metal)| (words.as_slice(), *of, Some(*metal))));
        for decision in learnt {
            let key = (decision.metal, name_key(&decision.text));
            let later = matcher.learnt.get(&key).is_none_or(|before| before.when <= decision.when);
            if later {
                matcher.learnt.insert(key, decision.clone());
            }
        }
        matcher.facilities = facilities;
        matcher.metals.sort();
        matcher
    }

    /// Rows may state these metals, too, even where no smelter of theirs is known.
    pub fn knowing(mut self, metals: impl IntoIterator<Item = Metal>) -> Matcher {
        self.stated = metals.into_iter().collect();
        self
    }

    /// The facilities that it knows.
    pub fn facilities(&self) -> &[Facility] {
        &self.facilities
    }

    /// The facility of a number.
    pub fn by_cid(&self, cid: &str) -> Option<&Facility> {
        self.by_cid.get(&normal_cid(cid)).map(|i| &self.facilities[*i])
    }

    /// Which smelter is meant.
    pub fn find(&self, typed: &TypedSmelter) -> Outcome {
        let metal = Metal::among(self.metals.iter().chain(&self.stated).copied(), &typed.metal);
        let mut ask =
            MatchQuery { matcher: self, typed, metal, found: Vec::new(), notes: Vec::new(), doubt: false };
        let by_id = ask.by_id();
        let names: Vec<&String> = [&typed.lookup, &typed.name].into_iter().filter(|n| is_name(n)).collect();
        match by_id {
            Some(of) => ask.check_names(of, &names),
            None => ask.by_names(&names),
        }
        ask.finish()
    }
}

/// A number in the place of a name is no name.
fn is_name(text: &str) -> bool {
    !answer::is_blank(text) && !is_special(text) && !is_cid(text) && super::old_id(text).is_none()
}

fn is_special(name: &str) -> bool {
    [NOT_LISTED, NOT_IDENTIFIED].iter().any(|s| answer::clean(name).eq_ignore_ascii_case(s))
}

/// One question on its way to the answer.
struct MatchQuery<'a> {
    matcher: &'a Matcher,
    typed: &'a TypedSmelter,
    metal: Option<Metal>,
    found: Vec<CandidateDraft>,
    notes: Vec<Reason>,
    /// Whether something forbids to be sure.
    doubt: bool,
}

/// What a whole name says.
enum NameLookup {
    /// These facilities have it; the first is the only one that can be meant, unless there is a tie.
    Same(Vec<CandidateDraft>),
    /// The team decided that it is none.
    None(AliasDecision),
    /// Nobody has it.
    Nothing,
}

impl MatchQuery<'_> {
    fn facility(&self, of: usize) -> &Facility {
        &self.matcher.facilities[of]
    }

    fn add(&mut self, found: CandidateDraft) {
        match self.found.iter_mut().find(|f| f.of == found.of) {
            Some(known) => {
                known.score = known.score.max(found.score);
                known.reasons.extend(found.reasons);
            }
            None => self.found.push(found),
        }
    }

    fn same_country(&self, of: usize) -> bool {
        let (theirs, ours) = (country_code(&self.typed.country), country_code(&self.facility(of).country));
        theirs.is_some() && theirs == ours
    }

    fn like(&mut self, of: usize, score: f32, name: usize) {
        let shown = self.matcher.shown[name].clone();
        let reason = Reason::pro("name_like", &[("name", &shown), ("percent", &percent(score))]);
        self.add(CandidateDraft { of, score: score.min(weights::ALIKE_MOST), reasons: vec![reason] });
    }

    fn contradicts(&self, of: usize) -> bool {
        let (theirs, ours) = (country_code(&self.typed.country), country_code(&self.facility(of).country));
        let (Some(theirs), Some(ours)) = (theirs, ours) else { return false };
        // Written either way by many who mean the same place.
        let greater = |c: &str| matches!(c, "CN" | "HK" | "MO" | "TW");
        theirs != ours && !(greater(theirs) && greater(ours))
    }

    fn against(&mut self, of: usize, reason: Reason) {
        self.doubt = true;
        self.add(CandidateDraft { of, score: 0.0, reasons: vec![reason] });
    }
}

fn percent(score: f32) -> String {
    format!("{:.0}", score * 100.0)
}
