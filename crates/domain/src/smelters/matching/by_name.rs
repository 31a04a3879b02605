//! By name: as a whole, by likeness, by how it sounds, and among the smelters of other metals.

use super::{CandidateDraft, MatchQuery, NameLookup, weights};
use crate::Metal;
use crate::references::normal_cid;
use crate::smelters::names::{Folded, Same};
use crate::smelters::reason::Reason;
use crate::smelters::search::{Query, SearchBuffer};
#[cfg(feature = "review")]
use crate::smelters::{name_words, romanise, search::Hit};

impl MatchQuery<'_> {
    /// No number: names are all there is.
    pub(super) fn by_names(&mut self, names: &[&String]) {
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
                    NameLookup::Same(same) => {
                        whole = true;
                        same.into_iter().for_each(|f| self.add(f));
                    }
                    NameLookup::None(learnt) => {
                        let when = learnt.when.to_string();
                        let args = [("who", learnt.who.as_str()), ("when", when.as_str())];
                        self.notes.push(Reason::contra("learnt_none", &args));
                        return;
                    }
                    NameLookup::Nothing => {}
                }
            }
        }
        if whole && self.metal.is_none() {
            self.notes.push(Reason::contra("metal_missing", &[]));
        }
        // A whole name with something against it may yet be another's.
        let doubtful = |f: &CandidateDraft| self.contradicts(f.of) || f.reasons.iter().any(|r| r.against);
        if !whole || self.found.iter().all(doubtful) {
            self.doubt = true;
            names.iter().for_each(|name| self.likely(name));
            names.iter().for_each(|name| self.other_metals(name));
            names.iter().for_each(|name| self.romanised(name));
            self.by_place(names);
        }
    }

    /// Who has this name as a whole, within a metal.
    pub(super) fn whole(&self, metal: Metal, name: &str, folded: &Folded) -> NameLookup {
        if let Some(learnt) = self.matcher.learnt.get(&(metal, folded.words.join(" "))) {
            let Some(cid) = &learnt.cid else { return NameLookup::None(learnt.clone()) };
            if let Some(of) = self.matcher.by_cid.get(&normal_cid(cid)) {
                let when = learnt.when.to_string();
                let args = [("who", learnt.who.as_str()), ("when", when.as_str())];
                return NameLookup::Same(vec![CandidateDraft {
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
            CandidateDraft { of, score: 1.0 - weights::LESS_EXACT * same as u8 as f32, reasons }
        };
        if let Some((same, found)) = self.matcher.names.get(metal, folded) {
            return NameLookup::Same(found.iter().map(|of| of_name(same, *of)).collect());
        }
        // Two scripts beside each other: what either says, and both where they differ.
        let mut parts: Vec<CandidateDraft> = Vec::new();
        for part in folded.scripts() {
            if let Some((same, found)) = self.matcher.names.get(metal, &part) {
                for of in found {
                    if !parts.iter().any(|p| p.of == *of) {
                        parts.push(of_name(same, *of));
                    }
                }
            }
        }
        if parts.is_empty() { NameLookup::Nothing } else { NameLookup::Same(parts) }
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
        let mut buffer = SearchBuffer::default();
        for words in queries {
            for hit in
                self.matcher.search.find(&Query::of(&words), self.metal, weights::LOOKED_AT, &mut buffer)
            {
                let says = |metal| {
                    let name = Folded::new(&self.matcher.shown[hit.name]).core;
                    self.matcher.names.share_rare_word(metal, &words, &name)
                };
                let like = hit.score >= weights::LIKE[usize::from(self.same_country(hit.of))];
                if like && (hit.score >= weights::VERY_LIKE || self.facility(hit.of).metal.is_some_and(says))
                {
                    self.like(hit.of, hit.score, hit.name);
                }
            }
        }
        if let Some(metal) = self.metal {
            for of in self.matcher.names.by_initials(metal, &folded) {
                // A name that is alike says more than its first letters do.
                if !self.found.iter().any(|f| f.of == *of && f.score >= weights::INITIALS) {
                    let reasons = vec![Reason::pro("initials", &[("name", name)])];
                    self.add(CandidateDraft { of: *of, score: weights::INITIALS, reasons });
                }
            }
        }
    }

    /// A name in Chinese or Japanese letters by how it sounds or what it means. It is asked about, however poor: silence
    /// would say that the list lacks it.
    #[cfg(feature = "review")]
    fn romanised(&mut self, name: &str) {
        let mut hits: Vec<Hit> = Vec::new();
        let mut buffer = SearchBuffer::default();
        for words in romanise::readings().read(name) {
            hits.extend(self.matcher.search.find(
                &Query::of(&words),
                self.metal,
                weights::LOOKED_AT,
                &mut buffer,
            ));
        }
        hits.retain(|hit| !self.contradicts(hit.of));
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.of.cmp(&b.of)));
        let known = |found: &[CandidateDraft], of: usize| found.iter().any(|f| f.of == of);
        for (i, hit) in hits.iter().take(weights::OFFERED).enumerate() {
            let least =
                if i < 3 { weights::FAINT } else { weights::LIKE[usize::from(self.same_country(hit.of))] };
            if hit.score >= least && !known(&self.found, hit.of) {
                let shown = self.matcher.shown[hit.name].clone();
                let reasons = vec![Reason::contra("sounds_like", &[("name", &shown)])];
                self.found.push(CandidateDraft {
                    of: hit.of,
                    score: (hit.score * weights::ROMANISED).min(weights::ROMANISED_MOST),
                    reasons,
                });
            }
        }
        if romanise::has_signs(name) || name_words::is_foreign(name) {
            self.notes.push(Reason::contra("other_script", &[("name", name)]));
        }
    }

    /// What the server alone reads.
    #[cfg(not(feature = "review"))]
    fn romanised(&mut self, _: &str) {}

    /// The name as a whole, but of a smelter of another metal.
    pub(super) fn other_metals(&mut self, name: &str) {
        let folded = Folded::new(name);
        let typed = self.metal;
        let metals = self.matcher.metals.iter().copied();
        for metal in metals.filter(|m| Some(*m) != typed) {
            let NameLookup::Same(same) = self.whole(metal, name, &folded) else { continue };
            for mut found in same {
                let theirs = self.metal.map_or("", Metal::name);
                let args = [("theirs", theirs), ("ours", metal.name())];
                found.reasons.push(Reason::contra("metal_differs", &args));
                // The exact name is offered before what is merely like it.
                found.score = weights::ELSEWHERE;
                self.add(found);
            }
        }
    }
}
