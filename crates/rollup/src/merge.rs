//! Rows of many declarations as one list of smelters: each once, with who named it and in which rows.

use crate::left_out::LeftOut;
use crate::lists::Lists;
use crate::origin::Origins;
use crate::resolve::{Meant, Resolver, SmelterKey, Who};
use crate::survey::{Pool, Recycled, Survey, Text};
use domain::Template;
use domain::smelters::name_words::words;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A smelter as the declarations that count name it.
#[derive(Clone, Debug)]
pub struct Smelter {
    pub key: SmelterKey,
    /// Who named it, each once, in ascending order.
    pub suppliers: Vec<u32>,
    /// In which rows.
    pub rows: Vec<u32>,
    /// The names that rows give it, and how many give each.
    pub names: BTreeMap<Text, u32>,
    /// Where it stands, likewise.
    pub countries: BTreeMap<Text, u32>,
    /// The mines with their countries, each once, as in [`Merged::mines`].
    pub mines: BTreeSet<u32>,
    /// What rows answer about scrap.
    pub recycled: BTreeSet<Recycled>,
    /// Rows that name a covered country as the origin.
    pub covered: Vec<u32>,
    /// Rows that may name one.
    pub may_be_covered: Vec<u32>,
    /// Rows that name a high-risk area.
    pub high_risk: Vec<u32>,
    pub may_be_high_risk: Vec<u32>,
    /// Rows that say that ore is mined for it.
    pub mined: Vec<u32>,
    /// Countries of origin by ISO 3166 code, from rows and lists.
    pub origins: BTreeSet<String>,
    /// Those that rows declare.
    pub declared_origins: BTreeSet<String>,
    /// The numbers in whose place it stands.
    pub instead_of: BTreeSet<String>,
    /// Whether it is one of several successors, of which a reviewer has to choose.
    pub is_to_be_chosen: bool,
}

impl Smelter {
    fn new(key: SmelterKey) -> Smelter {
        Smelter {
            key,
            suppliers: Vec::new(),
            rows: Vec::new(),
            names: BTreeMap::new(),
            countries: BTreeMap::new(),
            mines: BTreeSet::new(),
            recycled: BTreeSet::new(),
            covered: Vec::new(),
            may_be_covered: Vec::new(),
            high_risk: Vec::new(),
            may_be_high_risk: Vec::new(),
            mined: Vec::new(),
            origins: BTreeSet::new(),
            declared_origins: BTreeSet::new(),
            instead_of: BTreeSet::new(),
            is_to_be_chosen: false,
        }
    }

    /// Puts in what a row says of it.
    fn add(&mut self, survey: &Survey, at: u32, supplier: u32, origins: &Origins) {
        let row = survey.rows()[at as usize];
        let called = &survey.called()[row.called as usize];
        self.rows.push(at);
        if self.suppliers.last() != Some(&supplier) {
            self.suppliers.push(supplier);
        }
        self.recycled.insert(row.recycled);
        *self.names.entry(called.named).or_default() += 1;
        *self.countries.entry(called.country).or_default() += 1;
        let (mine, country) = (origins.of(row.mine), origins.of(row.mine_country));
        let names_country = !country.countries.is_empty() && !mine.is_scrap && !country.is_scrap;
        for (says, list) in [
            (country.covered, &mut self.covered),
            (country.may_be_covered, &mut self.may_be_covered),
            (country.high_risk, &mut self.high_risk),
            (country.may_be_high_risk, &mut self.may_be_high_risk),
            (row.recycled == Recycled::No || names_country, &mut self.mined),
        ] {
            if says {
                list.push(at);
            }
        }
        if names_country && !country.countries.is_subset(&self.declared_origins) {
            self.declared_origins.extend(country.countries.iter().cloned());
        }
    }

    /// What its rows say together: what they contradict each other about is unknown, what none says is blank.
    pub fn recycled(&self) -> Recycled {
        let mut said = self.recycled.iter().copied().filter(|r| *r != Recycled::Blank);
        match (said.next(), said.next()) {
            (None, _) => Recycled::Blank,
            (Some(one), None) => one,
            _ => Recycled::Unknown,
        }
    }

    /// Whether every row says that it takes scrap alone.
    pub fn is_recycled_by_all(&self) -> bool {
        self.recycled.iter().eq([&Recycled::Yes])
    }
}

/// A row that is not in what leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOutRow {
    pub row: u32,
    pub reason: LeftOut,
    /// Its metal as in [`Template::metals`], where it names one.
    pub metal: Option<u8>,
}

/// A mine and its country as rows write them: of spellings with the same words the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mine {
    /// Its words without marks and cases, in [`Merged::folded`].
    folded: (Text, Text),
    pub mine: Text,
    pub country: Text,
}

/// What rows come to.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// In the order of their keys.
    pub smelters: Vec<Smelter>,
    pub left_out: Vec<LeftOutRow>,
    pub mines: Vec<Mine>,
    folded: Pool,
    /// The metal of whatever rows call a smelter, counted as in [`Template::metals`].
    pub metals: Vec<Option<u8>>,
    /// How many rows the declarations that count have.
    pub rows: usize,
}

impl Merged {
    /// In this order mines are written.
    pub fn order(&self, mine: &Mine) -> (&str, &str) {
        (self.folded.get(mine.folded.0), self.folded.get(mine.folded.1))
    }
}

/// Puts the rows of these requests together; `gated` says of a supplier that it answers No for a metal.
pub(crate) fn merge(
    survey: &Survey,
    counted: &[u32],
    gated: &dyn Fn(u32, usize) -> bool,
    (template, lists, resolver): (&Template, &Lists, &Resolver),
    origins: &Origins,
) -> Merged {
    let meant: Vec<Option<Meant>> = survey.called().iter().map(|called| resolver.meant(called)).collect();
    let metals =
        meant.iter().map(|m| m.as_ref().and_then(|m| m.keys.first()).map(|key| key.metal as u8)).collect();
    let mut out = Merged { metals, ..Merged::default() };
    let mut places: HashMap<&SmelterKey, usize> = HashMap::new();
    let mut seen = HashSet::new();
    let mut mines = Mines::default();
    for request in counted {
        let Some(answer) = &survey.requests[*request as usize].answer else { continue };
        let supplier = survey.requests[*request as usize].supplier;
        let gates: Vec<bool> = (0..template.metals.len()).map(|m| gated(supplier, m)).collect();
        seen.clear();
        out.rows += answer.rows.len();
        for at in answer.rows.clone() {
            let row = survey.rows()[at as usize];
            let metal = out.metals[row.called as usize];
            let mut leave = |reason| out.left_out.push(LeftOutRow { row: at, reason, metal });
            let Some(meant) = &meant[row.called as usize] else {
                leave(LeftOut::NoMetal);
                continue;
            };
            if metal.is_some_and(|metal| gates[usize::from(metal)]) {
                leave(LeftOut::MetalGatedNo);
                continue;
            }
            if meant.instead_of.is_some() {
                leave(LeftOut::Succeeded);
            }
            let mine = mines.of(survey, row.mine, row.mine_country);
            for key in &meant.keys {
                let place = *places.entry(key).or_insert_with(|| {
                    out.smelters.push(Smelter::new(key.clone()));
                    out.smelters.len() - 1
                });
                if !seen.insert((place, mine, row.recycled)) && meant.keys.len() == 1 {
                    out.left_out.push(LeftOutRow { row: at, reason: LeftOut::Duplicate, metal });
                }
                let smelter = &mut out.smelters[place];
                smelter.mines.insert(mine);
                smelter.instead_of.extend(meant.instead_of.clone());
                smelter.is_to_be_chosen |= meant.keys.len() > 1;
                smelter.add(survey, at, supplier, origins);
            }
        }
    }
    for smelter in &mut out.smelters {
        smelter.suppliers.sort_unstable();
        smelter.origins.clone_from(&smelter.declared_origins);
        if let Who::Cid(cid) = &smelter.key.who {
            smelter.origins.extend(known_origins(lists, cid));
        }
    }
    out.smelters.sort_by(|a, b| a.key.cmp(&b.key));
    (out.mines, out.folded) = (mines.all, mines.words);
    out
}

/// Countries from which a list says that a smelter takes its ore.
pub(crate) fn known_origins(lists: &Lists, cid: &str) -> impl Iterator<Item = String> {
    lists.sourcing_of(cid).flat_map(|s| s.countries.iter().cloned())
}

/// Mines with their countries, each folded once.
#[derive(Default)]
struct Mines {
    places: HashMap<(Text, Text), u32>,
    by_words: HashMap<(Text, Text), u32>,
    words: Pool,
    all: Vec<Mine>,
}

impl Mines {
    fn of(&mut self, survey: &Survey, mine: Text, country: Text) -> u32 {
        if let Some(place) = self.places.get(&(mine, country)) {
            return *place;
        }
        let mut key = |text: Text| self.words.add(&words(survey.text(text)).join(" "));
        let keys = (key(mine), key(country));
        let place = *self.by_words.entry(keys).or_insert_with(|| {
            self.all.push(Mine { folded: keys, mine, country });
            self.all.len() as u32 - 1
        });
        self.places.insert((mine, country), place);
        place
    }
}
