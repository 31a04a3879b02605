//! By place: smelters in the city, and in a country where there are few.

use super::{CandidateDraft, MatchQuery, weights};
use crate::smelters::name_words;
use crate::smelters::reason::Reason;

impl MatchQuery<'_> {
    /// Smelters of the metal in the city that is given, or that the name names.
    pub(super) fn by_place(&mut self, names: &[&String]) {
        let Some(metal) = self.metal else { return };
        let city = name_words::words(&self.typed.city).concat();
        let words: Vec<String> = names.iter().flat_map(|n| name_words::words(n)).collect();
        for of in 0..self.matcher.facilities.len() {
            let facility = &self.matcher.facilities[of];
            let own = name_words::words(&facility.city).concat();
            if facility.metal != Some(metal) || own.len() < 3 || self.contradicts(of) {
                continue;
            }
            let in_city = own == city;
            let (shown, named) = (facility.city.clone(), words.contains(&own));
            if in_city || named {
                let likely = self.found.iter().find(|f| f.of == of).map_or(0.0, |f| f.score);
                let score = if in_city {
                    (likely + weights::IN_CITY).clamp(weights::IN_CITY_LEAST, weights::ALIKE_MOST)
                } else {
                    weights::CITY_IN_NAME
                };
                self.add(CandidateDraft {
                    of,
                    score,
                    reasons: vec![Reason::pro("place", &[("city", &shown)])],
                });
            }
        }
        let here: Vec<usize> = (0..self.matcher.facilities.len())
            .filter(|of| self.facility(*of).metal == Some(metal) && self.same_country(*of))
            .collect();
        if !names.is_empty() && here.len() <= weights::FEW {
            for of in here {
                self.add(CandidateDraft {
                    of,
                    score: weights::FEW_THERE,
                    reasons: vec![Reason::pro("few_there", &[])],
                });
            }
        }
    }
}
