//! Which smelter somebody means: by identification number, by name within its metal, by likeness. Three
//! bands: sure, ask, no. Whatever leaves two possibilities is asked; whatever contradicts is said.

use super::country::country_code;
use super::facility::Facility;
use super::fold;
use super::names::{Folded, Names, Same};
use super::outcome::{Band, Candidate, Learnt, Outcome, Typed};
use super::reason::Reason;
#[cfg(feature = "review")]
use super::search::Hit;
use super::search::{Query, Room, Search};
use crate::declaration::{NOT_IDENTIFIED, NOT_LISTED};
use crate::references::{is_cid, normal_cid};
use crate::{Metal, answer};
use std::collections::HashMap;

/// How many candidates are offered.
pub const OFFERED: usize = 8;
/// Likeness below which nobody is asked, and the same where the country agrees.
const LIKE: [f32; 2] = [0.58, 0.48];
/// Likeness at which it does not matter of which words it is.
const VERY_LIKE: f32 = 0.8;
/// Likeness at which a name that was read from other letters is offered at all, the first three.
#[cfg(feature = "review")]
const FAINT: f32 = 0.3;
/// How many alike names are looked at.
const LOOKED_AT: usize = 32;
/// The score of a smelter whose name begins its words with the letters that are given.
const INITIALS: f32 = 0.7;
/// The score of a smelter of another metal that has the very name.
const ELSEWHERE: f32 = 0.96;
/// So many smelters of a metal in a country are few enough to be offered for that alone: no more than are offered.
const FEW: usize = OFFERED;
/// Likeness at which a name supports an identification number.
const SUPPORTS: f32 = 0.72;

/// A name as decisions about names are kept by: two names with one key are one name. Blank where nothing is left.
pub fn name_key(text: &str) -> String {
    Folded::new(text).words.join(" ")
}

/// What a row calls its smelter: what was chosen from the list, or else typed. Numbers and the two choices that name
/// no smelter are no names.
pub fn named(typed: &Typed) -> Option<&str> {
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
    learnt: HashMap<(Metal, String), Learnt>,
    /// The metals of which there are smelters.
    metals: Vec<Metal>,
}

/// A candidate in the making.
struct Found {
    of: usize,
    score: f32,
    reasons: Vec<Reason>,
}

impl Matcher {
    /// Builds the index. A facility without metal is only found by its number.
    pub fn new(facilities: Vec<Facility>, learnt: &[Learnt]) -> Matcher {
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

    /// The facilities that it knows.
    pub fn facilities(&self) -> &[Facility] {
        &self.facilities
    }

    /// The facility of a number.
    pub fn by_cid(&self, cid: &str) -> Option<&Facility> {
        self.by_cid.get(&normal_cid(cid)).map(|i| &self.facilities[*i])
    }

    /// Which smelter is meant.
    pub fn find(&self, typed: &Typed) -> Outcome {
        let metal = Metal::parse(&typed.metal);
        let mut ask =
            Asking { matcher: self, typed, metal, found: Vec::new(), notes: Vec::new(), doubt: false };
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
struct Asking<'a> {
    matcher: &'a Matcher,
    typed: &'a Typed,
    metal: Option<Metal>,
    found: Vec<Found>,
    notes: Vec<Reason>,
    /// Whether something forbids to be sure.
    doubt: bool,
}

/// What a whole name says.
enum Said {
    /// These facilities have it; the first is the only one that can be meant, unless there is a tie.
    Same(Vec<Found>),
    /// The team decided that it is none.
    None(Learnt),
    /// Nobody has it.
    Nothing,
}

impl Asking<'_> {
    fn facility(&self, of: usize) -> &Facility {
        &self.matcher.facilities[of]
    }

    fn add(&mut self, found: Found) {
        match self.found.iter_mut().find(|f| f.of == found.of) {
            Some(known) => {
                known.score = known.score.max(found.score);
                known.reasons.extend(found.reasons);
            }
            None => self.found.push(found),
        }
    }

    /// The facility that a number names; what is wrong with the numbers becomes a note.
    fn by_id(&mut self) -> Option<usize> {
        let typed = self.typed;
        let mut first = None;
        for text in [&typed.cid, &typed.identification, &typed.lookup, &typed.name] {
            let Some((of, reason)) = self.one_id(text) else { continue };
            match first {
                Some(before) if before != of => {
                    self.against(before, Reason::contra("cid_other", &[("cid", answer::clean(text))]));
                }
                _ => first = Some(of),
            }
            self.add(Found { of, score: 1.0, reasons: vec![reason] });
        }
        if first.is_none() {
            for text in [&typed.cid, &typed.identification] {
                if !answer::is_blank(text) && !is_cid(text) && super::old_id(text).is_none() {
                    self.notes.push(Reason::contra("cid_shape", &[("cid", answer::clean(text))]));
                    self.repaired(text);
                }
            }
        }
        first
    }

    /// The one facility that a text is the number of.
    fn one_id(&mut self, text: &str) -> Option<(usize, Reason)> {
        if is_cid(text) {
            let cid = normal_cid(text);
            if let Some(of) = self.matcher.by_cid.get(&cid) {
                return Some((*of, Reason::pro("cid", &[("cid", &cid)])));
            }
            self.notes.push(Reason::contra("cid_unknown", &[("cid", &cid)]));
            self.doubt = true;
            return None;
        }
        let (id, _) = super::old_id(text)?;
        let reason = Reason::pro("old_id", &[("id", &id)]);
        match self.matcher.by_old_id.get(&id).map_or(&[][..], Vec::as_slice) {
            [one] => return Some((*one, reason)),
            [] => self.notes.push(Reason::contra("old_id_unknown", &[("id", &id)])),
            several => {
                for of in several {
                    self.add(Found { of: *of, score: 0.9, reasons: vec![reason.clone()] });
                }
                self.doubt = true;
            }
        }
        None
    }

    /// A number with a slip: the letter O for a zero, zeros left out, the three letters left out.
    fn repaired(&mut self, text: &str) {
        let raw = normal_cid(text);
        let digits = raw.trim_start_matches("CID").trim_start_matches(['-', ':', '#', '_', '.']);
        let digits: String = digits
            .chars()
            .map(|c| {
                if c == 'O' {
                    '0'
                } else if matches!(c, 'I' | 'L') {
                    '1'
                } else {
                    c
                }
            })
            .collect();
        if digits.is_empty() || digits.len() > 6 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return;
        }
        let cid = format!("CID{digits:0>6}");
        if let Some(of) = self.matcher.by_cid.get(&cid).copied() {
            self.doubt = true;
            self.add(Found { of, score: 0.85, reasons: vec![Reason::pro("cid_repaired", &[("cid", &cid)])] });
        }
    }

    /// The row has the number of a facility: do the names agree with it?
    fn check_names(&mut self, of: usize, names: &[&String]) {
        let own_metal = self.facility(of).metal;
        if let (Some(metal), Some(own)) = (self.metal, own_metal)
            && metal != own
        {
            let reason = Reason::contra("metal_differs", &[("theirs", metal.name()), ("ours", own.name())]);
            self.against(of, reason);
        }
        for name in names {
            let folded = Folded::new(name);
            if folded.core.is_empty() {
                continue;
            }
            match own_metal.map_or(Said::Nothing, |m| self.whole(m, name, &folded)) {
                Said::Same(same) if same.iter().any(|f| f.of == of) => {
                    for found in same.into_iter().filter(|f| f.of == of) {
                        self.add(found);
                    }
                }
                Said::Same(same) => {
                    self.against(of, Reason::contra("name_other", &[("name", name)]));
                    same.into_iter().for_each(|f| self.add(f));
                }
                _ => self.check_likeness(of, name, &folded),
            }
        }
    }

    fn check_likeness(&mut self, of: usize, name: &str, folded: &Folded) {
        let mut room = Room::default();
        let hits =
            self.matcher.search.find(&Query::of(&folded.core), self.facility(of).metal, OFFERED, &mut room);
        let best = hits.first().map_or(0.0, |h| h.score);
        match hits.iter().find(|h| h.of == of) {
            Some(own) if own.score >= SUPPORTS && own.score >= best => {
                let shown = self.matcher.shown[own.name].clone();
                let reason = Reason::pro("name_like", &[("name", &shown), ("percent", &percent(own.score))]);
                self.add(Found { of, score: 1.0, reasons: vec![reason] });
            }
            _ => {
                self.against(of, Reason::contra("name_unlike", &[("name", name)]));
                self.other_metals(name);
                for hit in hits.iter().filter(|h| h.of != of && h.score >= SUPPORTS).take(3) {
                    self.like(hit.of, hit.score, hit.name);
                }
            }
        }
    }

    /// No number: names are all there is.
    fn by_names(&mut self, names: &[&String]) {
        let metals = self.metal.map_or(self.matcher.metals.clone(), |m| vec![m]);
        if self.metal.is_none() {
            self.doubt = true;
        }
        let mut whole = false;
        for name in names {
            let folded = Folded::new(name);
            if folded.core.is_empty() {
                continue;
            }
            for metal in &metals {
                match self.whole(*metal, name, &folded) {
                    Said::Same(same) => {
                        whole = true;
                        same.into_iter().for_each(|f| self.add(f));
                    }
                    Said::None(learnt) => {
                        let args = [("who", learnt.who.as_str()), ("when", learnt.when.as_str())];
                        self.notes.push(Reason::contra("learnt_none", &args));
                        return;
                    }
                    Said::Nothing => {}
                }
            }
        }
        if whole && self.metal.is_none() {
            self.notes.push(Reason::contra("metal_missing", &[]));
        }
        // A whole name with something against it may yet be another's.
        let doubtful = |f: &Found| self.contradicts(f.of) || f.reasons.iter().any(|r| r.against);
        if !whole || self.found.iter().all(doubtful) {
            self.doubt = true;
            names.iter().for_each(|name| self.likely(name));
            names.iter().for_each(|name| self.other_metals(name));
            names.iter().for_each(|name| self.romanised(name));
            self.by_place(names);
        }
    }

    /// Who has this name as a whole, within a metal.
    fn whole(&self, metal: Metal, name: &str, folded: &Folded) -> Said {
        if let Some(learnt) = self.matcher.learnt.get(&(metal, folded.words.join(" "))) {
            let Some(cid) = &learnt.cid else { return Said::None(learnt.clone()) };
            if let Some(of) = self.matcher.by_cid.get(&normal_cid(cid)) {
                let args = [("who", learnt.who.as_str()), ("when", learnt.when.as_str())];
                return Said::Same(vec![Found {
                    of: *of,
                    score: 1.0,
                    reasons: vec![Reason::pro("learnt", &args)],
                }]);
            }
        }
        let of_name = |same: Same, of: usize| {
            let mut reasons = vec![Reason::pro(same.code(), &[("name", name)])];
            let short =
                same != Same::Writing && self.matcher.names.has_sibling(&self.matcher.facilities, of, folded);
            if short && !self.same_country(of) {
                reasons.push(Reason::contra("siblings", &[]));
            }
            // What was renamed and then removed may live on elsewhere under the old name.
            let facility = &self.matcher.facilities[of];
            if facility.removed.is_some() && !Folded::new(&facility.name).is_same(folded) {
                reasons.push(Reason::contra("former_name", &[("name", &facility.name)]));
            }
            Found { of, score: 1.0 - 0.02 * same as u8 as f32, reasons }
        };
        if let Some((same, found)) = self.matcher.names.get(metal, folded) {
            return Said::Same(found.iter().map(|of| of_name(same, *of)).collect());
        }
        // Two scripts beside each other: what either says, and both where they differ.
        let mut parts: Vec<Found> = Vec::new();
        for part in folded.scripts() {
            if let Some((same, found)) = self.matcher.names.get(metal, &part) {
                for of in found {
                    if !parts.iter().any(|p| p.of == *of) {
                        parts.push(of_name(same, *of));
                    }
                }
            }
        }
        if parts.is_empty() { Said::Nothing } else { Said::Same(parts) }
    }

    fn same_country(&self, of: usize) -> bool {
        let (theirs, ours) = (country_code(&self.typed.country), country_code(&self.facility(of).country));
        theirs.is_some() && theirs == ours
    }

    fn like(&mut self, of: usize, score: f32, name: usize) {
        let shown = self.matcher.shown[name].clone();
        let reason = Reason::pro("name_like", &[("name", &shown), ("percent", &percent(score))]);
        self.add(Found { of, score: score.min(0.95), reasons: vec![reason] });
    }

    /// Names that are alike, or whose first letters these are.
    fn likely(&mut self, name: &str) {
        let folded = Folded::new(name);
        let mut queries = vec![folded.core.clone()];
        queries.extend(folded.scripts().into_iter().map(|p| p.core));
        // What stands in brackets is often another name, and what stands before them the name.
        if let Some((before, rest)) = name.split_once(['(', '（', '/']) {
            queries.push(Folded::new(before).core);
            queries.push(Folded::new(rest).core);
        }
        let mut room = Room::default();
        for words in queries {
            for hit in self.matcher.search.find(&Query::of(&words), self.metal, LOOKED_AT, &mut room) {
                let says = |metal| {
                    let name = Folded::new(&self.matcher.shown[hit.name]).core;
                    self.matcher.names.share_rare_word(metal, &words, &name)
                };
                let like = hit.score >= LIKE[usize::from(self.same_country(hit.of))];
                if like && (hit.score >= VERY_LIKE || self.facility(hit.of).metal.is_some_and(says)) {
                    self.like(hit.of, hit.score, hit.name);
                }
            }
        }
        if let Some(metal) = self.metal {
            for of in self.matcher.names.by_initials(metal, &folded) {
                // A name that is alike says more than its first letters do.
                if !self.found.iter().any(|f| f.of == *of && f.score >= INITIALS) {
                    let reasons = vec![Reason::pro("initials", &[("name", name)])];
                    self.add(Found { of: *of, score: INITIALS, reasons });
                }
            }
        }
    }

    /// A name in Chinese or Japanese letters by how it sounds or what it means. It is asked about, however poor: silence
    /// would say that the list lacks it.
    #[cfg(feature = "review")]
    fn romanised(&mut self, name: &str) {
        let mut hits: Vec<Hit> = Vec::new();
        let mut room = Room::default();
        for words in super::romanise::readings().read(name) {
            hits.extend(self.matcher.search.find(&Query::of(&words), self.metal, LOOKED_AT, &mut room));
        }
        hits.retain(|hit| !self.contradicts(hit.of));
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.of.cmp(&b.of)));
        let known = |found: &[Found], of: usize| found.iter().any(|f| f.of == of);
        for (i, hit) in hits.iter().take(OFFERED).enumerate() {
            let least = if i < 3 { FAINT } else { LIKE[usize::from(self.same_country(hit.of))] };
            if hit.score >= least && !known(&self.found, hit.of) {
                let shown = self.matcher.shown[hit.name].clone();
                let reasons = vec![Reason::contra("sounds_like", &[("name", &shown)])];
                self.found.push(Found { of: hit.of, score: (hit.score * 0.9).min(0.85), reasons });
            }
        }
        if super::romanise::has_signs(name) || fold::is_foreign(name) {
            self.notes.push(Reason::contra("other_script", &[("name", name)]));
        }
    }

    /// What the server alone reads.
    #[cfg(not(feature = "review"))]
    fn romanised(&mut self, _: &str) {}

    /// The name as a whole, but of a smelter of another metal.
    fn other_metals(&mut self, name: &str) {
        let folded = Folded::new(name);
        let typed = self.metal;
        let metals = self.matcher.metals.iter().copied();
        for metal in metals.filter(|m| Some(*m) != typed) {
            let Said::Same(same) = self.whole(metal, name, &folded) else { continue };
            for mut found in same {
                let theirs = self.metal.map_or("", Metal::name);
                let args = [("theirs", theirs), ("ours", metal.name())];
                found.reasons.push(Reason::contra("metal_differs", &args));
                // The exact name is offered before what is merely like it.
                found.score = ELSEWHERE;
                self.add(found);
            }
        }
    }

    /// Smelters of the metal in the city that is given, or that the name names.
    fn by_place(&mut self, names: &[&String]) {
        let Some(metal) = self.metal else { return };
        let city = fold::words(&self.typed.city).concat();
        let words: Vec<String> = names.iter().flat_map(|n| fold::words(n)).collect();
        for of in 0..self.matcher.facilities.len() {
            let facility = &self.matcher.facilities[of];
            let own = fold::words(&facility.city).concat();
            if facility.metal != Some(metal) || own.len() < 3 || self.contradicts(of) {
                continue;
            }
            let in_city = own == city;
            let (shown, named) = (facility.city.clone(), words.contains(&own));
            if in_city || named {
                let likely = self.found.iter().find(|f| f.of == of).map_or(0.0, |f| f.score);
                let score = if in_city { (likely + 0.1).clamp(0.62, 0.95) } else { 0.5 };
                self.add(Found { of, score, reasons: vec![Reason::pro("place", &[("city", &shown)])] });
            }
        }
        let here: Vec<usize> = (0..self.matcher.facilities.len())
            .filter(|of| self.facility(*of).metal == Some(metal) && self.same_country(*of))
            .collect();
        if !names.is_empty() && here.len() <= FEW {
            for of in here {
                self.add(Found { of, score: 0.4, reasons: vec![Reason::pro("few_there", &[])] });
            }
        }
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
        self.add(Found { of, score: 0.0, reasons: vec![reason] });
    }

    fn finish(mut self) -> Outcome {
        let mut taken_over: Vec<(f32, String)> = Vec::new();
        for i in 0..self.found.len() {
            let of = self.found[i].of;
            let (theirs, ours) = (self.typed.country.clone(), self.facility(of).country.clone());
            if self.contradicts(of) {
                let args = [("theirs", theirs.as_str()), ("ours", ours.as_str())];
                self.found[i].reasons.push(Reason::contra("country_differs", &args));
                self.found[i].score *= 0.75;
            } else if self.same_country(of) {
                self.found[i].reasons.push(Reason::pro("country_same", &[("country", &ours)]));
                self.found[i].score = (self.found[i].score + 0.03).min(1.0);
            }
            if let Some(removal) = self.facility(of).removed.clone() {
                let args = [("on", removal.on.as_str()), ("why", removal.why.as_str())];
                // No doubt about who it is: it is said, and a rule will have its own word.
                let code = if removal.why.is_empty() { "removed_unsaid" } else { "removed" };
                self.found[i].reasons.push(Reason::pro(code, &args));
                for cid in &removal.successors {
                    self.found[i].reasons.push(Reason::pro("successor", &[("cid", cid)]));
                }
                if removal.successors.len() > 1 {
                    let n = removal.successors.len().to_string();
                    self.found[i].reasons.push(Reason::contra("successors", &[("n", &n)]));
                    taken_over
                        .extend(removal.successors.iter().map(|cid| (self.found[i].score, cid.clone())));
                }
            }
        }
        // Which of them goes on with it, only the supplier can say.
        for (score, cid) in taken_over {
            let of = self.matcher.by_cid.get(&normal_cid(&cid)).copied();
            let metal = |of: &usize| self.metal.is_none() || self.facility(*of).metal == self.metal;
            if let Some(of) = of.filter(metal) {
                self.add(Found {
                    of,
                    score: (score - 0.01).max(0.0),
                    reasons: vec![Reason::pro("takes_over", &[])],
                });
            }
        }
        self.found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.of.cmp(&b.of)));
        self.found.truncate(OFFERED);
        let against = self.found.first().is_some_and(|f| f.reasons.iter().any(|r| r.against));
        if self.found.len() > 1 && !self.doubt {
            let n = self.found.len().to_string();
            self.notes.push(Reason::contra("tie", &[("n", &n)]));
        }
        let band = match self.found.len() {
            // That nothing is like a name that cannot be read says nothing: somebody has to ask.
            0 if self.notes.iter().any(|n| n.code == "other_script") => Band::Ask,
            0 => Band::No,
            1 if !self.doubt && !against => Band::Sure,
            _ => Band::Ask,
        };
        let facilities = &self.matcher.facilities;
        let candidate =
            |f: Found| Candidate { cid: facilities[f.of].cid.clone(), score: f.score, reasons: f.reasons };
        Outcome { band, candidates: self.found.into_iter().map(candidate).collect(), notes: self.notes }
    }
}

fn percent(score: f32) -> String {
    format!("{:.0}", score * 100.0)
}
