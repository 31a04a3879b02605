//! What the columns about mines say: countries of origin, or that it is scrap.

use crate::lists::Lists;
use crate::survey::{Survey, Text};
use domain::country;
use domain::smelters::country::country_code;
use std::collections::BTreeSet;

/// What a text says about where ore was mined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// ISO 3166 codes.
    pub countries: BTreeSet<String>,
    /// Whether it names a covered country for certain.
    pub covered: bool,
    /// Whether a covered country may be meant, so that nobody can say that none is.
    pub may_be_covered: bool,
    /// Whether it names a country that is conflict-affected or high-risk as a whole.
    pub high_risk: bool,
    /// Whether it names one of which a region is, or may be.
    pub may_be_high_risk: bool,
    /// Whether it says recycled or scrap.
    pub is_scrap: bool,
}

impl Origin {
    pub fn of(text: &str, lists: &Lists) -> Origin {
        let mut origin = Origin::default();
        if text.is_empty() {
            return origin;
        }
        let folded = domain::letters::normalize(text);
        origin.is_scrap = ["recycle", "scrap", "回收", "废"].iter().any(|word| folded.contains(word));
        let named = country::named(text);
        origin.covered = !named.certain.is_empty();
        origin.may_be_covered = !named.likely.is_empty();
        origin.countries.extend(named.certain.iter().map(|code| (*code).to_owned()));
        match country_code(text) {
            Some(code) => _ = origin.countries.insert(code.to_owned()),
            None => {
                let parts = text.split([',', ';', '/', '&', '，', '；', '、', '\n', '|']);
                let long = parts.filter(|part| part.trim().chars().count() > 2 || !part.is_ascii());
                origin.countries.extend(long.filter_map(country_code).map(str::to_owned));
            }
        }
        let is_in = |set: &BTreeSet<String>| origin.countries.iter().any(|code| set.contains(code));
        origin.high_risk = origin.covered || is_in(&lists.high_risk);
        origin.may_be_high_risk = origin.may_be_covered || is_in(&lists.high_risk_in_part);
        origin
    }
}

/// The same of every text that stands in a column about mines, each read once. Of very many mines the name alone says
/// nothing: all of these are one.
pub(crate) struct Origins {
    /// By text, which of [`Origins::all`].
    places: Vec<u32>,
    /// The first says nothing.
    all: Vec<Origin>,
}

/// The place of a text that was not read yet.
const UNREAD: u32 = u32::MAX;

impl Origins {
    pub(crate) fn new(survey: &Survey, lists: &Lists) -> Origins {
        let places = vec![UNREAD; survey.pool().texts().count()];
        let mut out = Origins { places, all: vec![Origin::default()] };
        for row in survey.rows() {
            for text in [row.mine, row.mine_country] {
                out.read(text, survey, lists);
            }
        }
        out
    }

    fn read(&mut self, text: Text, survey: &Survey, lists: &Lists) {
        if self.places[text.index()] != UNREAD {
            return;
        }
        let origin = Origin::of(survey.text(text), lists);
        let says_something = origin != self.all[0];
        self.places[text.index()] = if says_something { self.all.len() as u32 } else { 0 };
        self.all.extend(says_something.then_some(origin));
    }

    pub(crate) fn of(&self, text: Text) -> &Origin {
        self.all.get(self.places[text.index()] as usize).unwrap_or(&self.all[0])
    }
}
