//! From what was found to the answer: what place and history add, the order, and how sure it is.

use super::{CandidateDraft, MatchQuery, weights};
use crate::references::normal_cid;
use crate::smelters::outcome::{Candidate, Confidence, Outcome};
use crate::smelters::reason::Reason;

impl MatchQuery<'_> {
    pub(super) fn finish(mut self) -> Outcome {
        let mut taken_over: Vec<(f32, String)> = Vec::new();
        for i in 0..self.found.len() {
            let of = self.found[i].of;
            let (theirs, ours) = (self.typed.country.clone(), self.facility(of).country.clone());
            if self.contradicts(of) {
                let args = [("theirs", theirs.as_str()), ("ours", ours.as_str())];
                self.found[i].reasons.push(Reason::contra("country_differs", &args));
                self.found[i].score *= weights::OTHER_COUNTRY;
            } else if self.same_country(of) {
                self.found[i].reasons.push(Reason::pro("country_same", &[("country", &ours)]));
                self.found[i].score = (self.found[i].score + weights::SAME_COUNTRY).min(1.0);
            }
            if let Some(removal) = self.facility(of).removed.clone() {
                let on = removal.on.map_or_else(String::new, |on| on.to_string());
                let args = [("on", on.as_str()), ("why", removal.why.as_str())];
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
                self.add(CandidateDraft {
                    of,
                    score: (score - weights::SUCCESSOR).max(0.0),
                    reasons: vec![Reason::pro("takes_over", &[])],
                });
            }
        }
        self.found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.of.cmp(&b.of)));
        self.found.truncate(weights::OFFERED);
        let against = self.found.first().is_some_and(|f| f.reasons.iter().any(|r| r.against));
        if self.found.len() > 1 && !self.doubt {
            let n = self.found.len().to_string();
            self.notes.push(Reason::contra("tie", &[("n", &n)]));
        }
        let confidence = match self.found.len() {
            // That nothing is like a name that cannot be read says nothing: somebody has to ask.
            0 if self.notes.iter().any(|n| n.code == "other_script") => Confidence::Ambiguous,
            0 => Confidence::None,
            1 if !self.doubt && !against => Confidence::Certain,
            _ => Confidence::Ambiguous,
        };
        let facilities = &self.matcher.facilities;
        let candidate = |f: CandidateDraft| Candidate {
            cid: facilities[f.of].cid.clone(),
            score: f.score,
            reasons: f.reasons,
        };
        Outcome { confidence, candidates: self.found.into_iter().map(candidate).collect(), notes: self.notes }
    }
}
