//! By identification number: which smelter has it, and whether the names of the row agree.

use super::{CandidateDraft, MatchQuery, NameLookup, percent, weights};
use crate::answer;
use crate::references::{is_cid, normal_cid};
use crate::smelters::names::Folded;
use crate::smelters::old_id;
use crate::smelters::reason::Reason;
use crate::smelters::search::{Query, SearchBuffer};

impl MatchQuery<'_> {
    /// The facility that a number names; what is wrong with the numbers becomes a note.
    pub(super) fn by_id(&mut self) -> Option<usize> {
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
            self.add(CandidateDraft { of, score: 1.0, reasons: vec![reason] });
        }
        if first.is_none() {
            for text in [&typed.cid, &typed.identification] {
                if !answer::is_blank(text) && !is_cid(text) && old_id(text).is_none() {
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
        let (id, _) = old_id(text)?;
        let reason = Reason::pro("old_id", &[("id", &id)]);
        match self.matcher.by_old_id.get(&id).map_or(&[][..], Vec::as_slice) {
            [one] => return Some((*one, reason)),
            [] => self.notes.push(Reason::contra("old_id_unknown", &[("id", &id)])),
            several => {
                for of in several {
                    self.add(CandidateDraft {
                        of: *of,
                        score: weights::SHARED_OLD_ID,
                        reasons: vec![reason.clone()],
                    });
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
            self.add(CandidateDraft {
                of,
                score: weights::REPAIRED_ID,
                reasons: vec![Reason::pro("cid_repaired", &[("cid", &cid)])],
            });
        }
    }

    /// The row has the number of a facility: do the names agree with it?
    pub(super) fn check_names(&mut self, of: usize, names: &[&String]) {
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
            match own_metal.map_or(NameLookup::Nothing, |m| self.whole(m, name, &folded)) {
                NameLookup::Same(same) if same.iter().any(|f| f.of == of) => {
                    for found in same.into_iter().filter(|f| f.of == of) {
                        self.add(found);
                    }
                }
                NameLookup::Same(same) => {
                    self.against(of, Reason::contra("name_other", &[("name", name)]));
                    same.into_iter().for_each(|f| self.add(f));
                }
                _ => self.check_likeness(of, name, &folded),
            }
        }
    }

    fn check_likeness(&mut self, of: usize, name: &str, folded: &Folded) {
        let mut buffer = SearchBuffer::default();
        let hits = self.matcher.search.find(
            &Query::of(&folded.core),
            self.facility(of).metal,
            weights::OFFERED,
            &mut buffer,
        );
        let best = hits.first().map_or(0.0, |h| h.score);
        match hits.iter().find(|h| h.of == of) {
            Some(own) if own.score >= weights::SUPPORTS && own.score >= best => {
                let shown = self.matcher.shown[own.name].clone();
                let reason = Reason::pro("name_like", &[("name", &shown), ("percent", &percent(own.score))]);
                self.add(CandidateDraft { of, score: 1.0, reasons: vec![reason] });
            }
            _ => {
                self.against(of, Reason::contra("name_unlike", &[("name", name)]));
                self.other_metals(name);
                for hit in hits.iter().filter(|h| h.of != of && h.score >= weights::SUPPORTS).take(3) {
                    self.like(hit.of, hit.score, hit.name);
                }
            }
        }
    }
}
