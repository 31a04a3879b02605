//! Which smelter a row means: by number, by a name that the list or the team knows, else by its own folded name and
//! country. Never by likeness: what is only alike waits for a person.

use crate::lists::{Lists, Verdict, VerdictKind};
use crate::survey::{Called, Survey};
use domain::declaration::NOT_IDENTIFIED;
use domain::references::{is_cid, normal_cid};
use domain::smelters::country::country_code;
use domain::smelters::{StatusClass, matching, name_words};
use domain::{Metal, Template, answer};
use std::collections::{BTreeSet, HashMap};

/// Who a smelter is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// By its CID.
    Cid(String),
    /// By its folded name and the country where it stands.
    Named(String, String),
    /// Nobody knows yet.
    NotIdentified,
}

/// A smelter of a metal, the metal counted as in [`Template::metals`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SmelterKey {
    pub metal: usize,
    pub who: Who,
}

impl SmelterKey {
    /// Its number, where it is known by one.
    pub fn cid(&self) -> Option<&str> {
        match &self.who {
            Who::Cid(cid) => Some(cid),
            Who::Named(..) | Who::NotIdentified => None,
        }
    }
}

/// What a row means.
#[derive(Clone, Debug)]
pub(crate) struct Meant {
    /// The smelter; several where one was replaced by several and nobody has chosen.
    pub(crate) keys: Vec<SmelterKey>,
    /// The number in whose place they stand.
    pub(crate) instead_of: Option<String>,
}

/// So many successors of successors are followed.
const LONGEST_CHAIN: u8 = 5;

pub(crate) struct Resolver<'a> {
    template: &'a Template,
    lists: &'a Lists,
    survey: &'a Survey,
    verdicts: HashMap<(usize, String), &'a Verdict>,
    learnt: HashMap<(usize, String), Option<String>>,
}

impl<'a> Resolver<'a> {
    pub(crate) fn new(survey: &'a Survey, lists: &'a Lists, template: &'a Template) -> Resolver<'a> {
        let metal = |m: &Metal| template.metals.iter().position(|known| known == m);
        // Of two decisions that hold on the day the later counts. One without a reason does not.
        let counts = |v: &&Verdict| !answer::is_blank(&v.note) && v.holds_on(lists.day);
        let mut said: Vec<&Verdict> = lists.verdicts.iter().filter(counts).collect();
        said.sort_by_key(|a| a.on);
        let key = |text: &str| if is_cid(text) { normal_cid(text) } else { name_key(text) };
        let verdicts = said.into_iter().filter_map(|v| Some(((metal(&v.metal)?, key(&v.smelter)), v)));
        let mut taught: Vec<_> = lists.learnt.iter().collect();
        taught.sort_by_key(|a| a.when);
        let taught = taught.into_iter();
        let learnt = taught.filter_map(|l| {
            Some(((metal(&l.metal)?, matching::name_key(&l.text)), l.cid.as_deref().map(normal_cid)))
        });
        Resolver { template, lists, survey, verdicts: verdicts.collect(), learnt: learnt.collect() }
    }

    /// The smelter that a row means, or those that took its place; none where it names no metal of the template.
    pub(crate) fn meant(&self, called: &Called) -> Option<Meant> {
        let key = self.who(called)?;
        let cids = key.cid().map(|cid| self.today(key.metal, cid, 0)).unwrap_or_default();
        if cids.is_empty() {
            return Some(Meant { keys: vec![key], instead_of: None });
        }
        let metal = |cid: &str| {
            let metal = self.lists.known(cid)?.metal?;
            self.template.metals.iter().position(|known| *known == metal)
        };
        let keys = cids
            .into_iter()
            .map(|cid| SmelterKey { metal: metal(&cid).unwrap_or(key.metal), who: Who::Cid(cid) });
        Some(Meant { keys: keys.collect(), instead_of: key.cid().map(str::to_owned) })
    }

    /// The numbers under which a smelter that was replaced is reported now; none for any other.
    fn today(&self, metal: usize, cid: &str, depth: u8) -> BTreeSet<String> {
        let decided = self.verdict(&SmelterKey { metal, who: Who::Cid(cid.to_owned()) });
        let replaced = self.lists.known(cid).filter(|known| known.status == StatusClass::Replaced);
        let successors = match (decided, replaced.and_then(|known| known.removal.as_ref())) {
            (Some(VerdictKind::Same(one)), _) => vec![normal_cid(one)],
            (Some(VerdictKind::Successor(chosen)), Some(_)) => vec![normal_cid(chosen)],
            (None | Some(VerdictKind::Reviewed), Some(removal)) => removal.successors.clone(),
            _ => Vec::new(),
        };
        let known =
            successors.into_iter().filter(|cid| depth < LONGEST_CHAIN && self.lists.known(cid).is_some());
        let later = known.flat_map(|cid| {
            let later = self.today(metal, &cid, depth + 1);
            if later.is_empty() { BTreeSet::from([cid]) } else { later }
        });
        later.collect()
    }

    fn who(&self, called: &Called) -> Option<SmelterKey> {
        let text = |t| self.survey.text(t);
        let stated = self.template.metal(text(called.metal));
        let stated = stated.and_then(|m| self.template.metals.iter().position(|known| *known == m));
        if let Some(cid) = [called.cid, called.identification].map(text).into_iter().find(|cid| is_cid(cid)) {
            let cid = normal_cid(cid);
            // A number has one metal, as in the workbook.
            let listed = self.lists.known(&cid).and_then(|known| known.metal);
            let metal = match listed {
                Some(metal) => self.template.metals.iter().position(|known| *known == metal)?,
                None => stated?,
            };
            return Some(SmelterKey { metal, who: Who::Cid(cid) });
        }
        let metal = stated?;
        let name = text(called.named);
        if name.is_empty() || answer::same(text(called.lookup), NOT_IDENTIFIED) {
            return Some(SmelterKey { metal, who: Who::NotIdentified });
        }
        let who = self.listed(metal, name, text(called.country)).map(Who::Cid);
        let who = who.unwrap_or_else(|| match name_key(name) {
            key if key.is_empty() => Who::NotIdentified,
            key => Who::Named(key, country_key(text(called.country))),
        });
        let key = SmelterKey { metal, who };
        match (&key.who, self.verdict(&key)) {
            (Who::Named(..), Some(VerdictKind::Same(cid))) => {
                Some(SmelterKey { metal, who: Who::Cid(normal_cid(cid)) })
            }
            _ => Some(key),
        }
    }

    /// The one smelter that is known under a name, and stands where the row says.
    fn listed(&self, metal: usize, name: &str, country: &str) -> Option<String> {
        if let Some(decided) = self.learnt.get(&(metal, matching::name_key(name))) {
            return decided.clone();
        }
        let found = self.lists.references.known_as(self.template.metals[metal], name);
        match found[..] {
            [one] if !contradicts(country, &one.country) => Some(normal_cid(&one.cid)),
            _ => None,
        }
    }

    /// What somebody decided about a smelter.
    pub(crate) fn verdict(&self, key: &SmelterKey) -> Option<&VerdictKind> {
        let name = match &key.who {
            Who::Cid(cid) => cid,
            Who::Named(name, _) => name,
            Who::NotIdentified => return None,
        };
        self.verdicts.get(&(key.metal, name.clone())).map(|verdict| &verdict.kind)
    }
}

/// A name without its company form: two that have the same are one.
pub(crate) fn name_key(name: &str) -> String {
    name_words::core(&name_words::words(name)).join(" ")
}

fn country_key(text: &str) -> String {
    country_code(text).map_or_else(|| name_words::words(text).concat(), str::to_owned)
}

fn contradicts(theirs: &str, ours: &str) -> bool {
    // Written either way by many who mean the same place.
    let greater = |code: &str| matches!(code, "CN" | "HK" | "MO" | "TW");
    match (country_code(theirs), country_code(ours)) {
        (Some(theirs), Some(ours)) => theirs != ours && !(greater(theirs) && greater(ours)),
        _ => false,
    }
}
