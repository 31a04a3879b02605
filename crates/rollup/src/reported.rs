//! The smelters that leave: what becomes of each that was named, and the rows that are written.

use crate::leak::Needles;
use crate::left_out::LeftOut;
use crate::lists::{Known, Lists, Sourcing, VerdictKind};
use crate::merge::{LeftOutRow, Merged, Smelter, known_origins};
use crate::resolve::{Resolver, SmelterKey, Who, name_key};
use crate::rules::Rule;
use crate::survey::{Recycled, Survey, Text};
use crate::terms::{Allowed, Use};
use domain::references::{is_cid, normal_cid};
use domain::smelters::{LicenceClass, StatusClass};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A smelter as it leaves, with what it rests on, which does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    pub key: SmelterKey,
    pub rule: Rule,
    pub name: String,
    /// Where it stands.
    pub country: String,
    pub status: Option<StatusClass>,
    /// Whether the lists know it; not so where nobody knows yet which it is.
    pub is_matched: bool,
    /// Whether the reference list of the day has it, so that its number can be written.
    pub is_listed: bool,
    /// Who named it, in ascending order.
    pub suppliers: Vec<u32>,
    pub rows: Vec<u32>,
    pub recycled: Recycled,
    /// Every different answer about scrap.
    pub said_recycled: BTreeSet<Recycled>,
    /// The mines and their countries, each pair once.
    pub mines: Vec<(String, String)>,
    /// The numbers in whose place it stands.
    pub instead_of: BTreeSet<String>,
    /// Whether it is one of several successors, of which a reviewer has to choose.
    pub is_to_be_chosen: bool,
    /// Whether its name in the list is that of a supplier.
    pub has_name_of_supplier: bool,
    /// The terms of the only list that has its number and name, where they may not leave.
    pub held_by: Option<LicenceClass>,
    /// Whether it is known to source from a covered country, whether that may be said, and the rows that say so.
    pub covered: bool,
    pub covered_may_be_said: bool,
    pub covered_rows: Vec<u32>,
    pub may_be_covered: Vec<u32>,
    pub high_risk: bool,
    pub high_risk_rows: Vec<u32>,
    pub may_be_high_risk: Vec<u32>,
    pub mined_rows: Vec<u32>,
}

impl Reported {
    /// Whether one supplier alone named it: a customer who knows that supplier may guess who it was.
    pub fn could_reveal(&self) -> bool {
        self.suppliers.len() == 1 && self.key.who != Who::NotIdentified
    }
}

pub(crate) struct Reporting<'a> {
    pub(crate) survey: &'a Survey,
    pub(crate) lists: &'a Lists,
    pub(crate) resolver: &'a Resolver<'a>,
    pub(crate) needles: &'a Needles<'a>,
}

impl Reporting<'_> {
    /// Decides about each smelter, and notes the rows that are left out.
    pub(crate) fn all(&self, merged: &mut Merged) -> Vec<Reported> {
        let mut out: BTreeMap<SmelterKey, Reported> = BTreeMap::new();
        let mut left_out = Vec::new();
        let texts = merged.mines.iter().flat_map(|mine| [mine.mine, mine.country]);
        let texts: BTreeSet<Text> = texts.collect();
        let goes: HashMap<Text, bool> =
            texts.into_iter().map(|text| (text, self.needles.may_leave(self.survey.text(text)))).collect();
        for smelter in &merged.smelters {
            let metal = Some(smelter.key.metal as u8);
            let mut leave = |reason, rows: &[u32]| {
                left_out.extend(rows.iter().map(|row| LeftOutRow { row: *row, reason, metal }));
            };
            if let Some(reason) = self.leaves(&smelter.key) {
                leave(reason, &smelter.rows);
                continue;
            }
            let (key, name, country) = self.named(smelter);
            if key.who == Who::NotIdentified && self.is_withheld(smelter) {
                leave(LeftOut::NamesSupplier, &smelter.rows);
            }
            let one = out.entry(key.clone()).or_insert_with(|| self.blank(key, name, country));
            leave(LeftOut::NamesSupplier, &self.add(one, smelter, merged, &goes));
        }
        merged.left_out.extend(left_out);
        out.into_values().collect()
    }

    /// Why a smelter is not written; none where it is.
    fn leaves(&self, key: &SmelterKey) -> Option<LeftOut> {
        match self.resolver.verdict(key) {
            Some(VerdictKind::Held) => return Some(LeftOut::SanctionsHold),
            Some(VerdictKind::Rejected) => return Some(LeftOut::Rejected),
            Some(VerdictKind::NotASmelter) => return Some(LeftOut::NotASmelter),
            Some(VerdictKind::Ceased) => return Some(LeftOut::Inoperative),
            Some(VerdictKind::Smelter) => return None,
            Some(VerdictKind::Successor(_) | VerdictKind::Same(_) | VerdictKind::Reviewed) | None => {}
        }
        match self.lists.known(key.cid()?)?.status {
            StatusClass::Inoperative => Some(LeftOut::Inoperative),
            StatusClass::NotSmelter => Some(LeftOut::NotASmelter),
            _ => None,
        }
    }

    /// The name and the country that are written; without a name that may leave it is not identified.
    fn named(&self, smelter: &Smelter) -> (SmelterKey, String, String) {
        let key = smelter.key.clone();
        if let Some(known) = key.cid().and_then(|cid| self.lists.known(cid)) {
            let (name, country) = (known.name.clone(), known.country.clone());
            return (key, name, country);
        }
        let country = self.said(&smelter.countries);
        let country = if self.needles.may_leave(&country) { country } else { String::new() };
        let name = self.said(&smelter.names);
        // Without a list every number is as good as another, and no name is needed beside it.
        let by_number = matches!(key.who, Who::Cid(_)) && self.lists.references.is_empty();
        match (name.is_empty(), self.needles.may_leave(&name)) {
            (false, true) if key.who != Who::NotIdentified => (key, name, country),
            _ if by_number => (key, String::new(), country),
            _ => (SmelterKey { who: Who::NotIdentified, ..key }, String::new(), String::new()),
        }
    }

    fn is_withheld(&self, smelter: &Smelter) -> bool {
        !self.needles.may_leave(&self.said(&smelter.names))
    }

    /// Whether a supplier itself wrote number and name, so that nothing is taken from a list.
    fn is_said_by_a_row(&self, one: &Reported, smelter: &Smelter) -> bool {
        let name = name_key(&one.name);
        let says = |row: &u32| {
            let called = &self.survey.called()[self.survey.rows()[*row as usize].called as usize];
            let text = |t| self.survey.text(t);
            let cid = [called.cid, called.identification].map(text).into_iter().find(|cid| is_cid(cid));
            cid.map(normal_cid).as_deref() == one.key.cid() && name_key(text(called.named)) == name
        };
        smelter.rows.iter().any(says)
    }

    /// What most rows say; of what is said equally often the first in the alphabet.
    fn said(&self, texts: &BTreeMap<Text, u32>) -> String {
        let given = texts.iter().filter(|(text, _)| !text.is_blank());
        let given = given.map(|(text, n)| (*n, self.survey.text(*text)));
        let most = given.max_by(|(a, one), (b, other)| a.cmp(b).then_with(|| other.cmp(one)));
        most.map_or_else(String::new, |(_, text)| text.to_owned())
    }

    fn blank(&self, key: SmelterKey, name: String, country: String) -> Reported {
        let known = key.cid().and_then(|cid| self.lists.known(cid));
        let no_list = self.lists.references.is_empty();
        let rule = match &key.who {
            Who::NotIdentified => Rule::SmelterNotIdentified,
            Who::Cid(_) if no_list || known.is_some_and(|k| k.is_listed) => Rule::SmelterListed,
            Who::Cid(_) | Who::Named(..) => Rule::SmelterUnlisted,
        };
        let sources =
            key.cid().map(|cid| known_origins(self.lists, cid).collect::<Vec<_>>()).unwrap_or_default();
        let covered = key.cid().is_some_and(|cid| self.lists.sourcing_of(cid).any(Sourcing::is_covered));
        Reported {
            rule,
            is_matched: matches!(key.who, Who::Cid(_)) && (no_list || known.is_some()),
            is_listed: no_list || known.is_some_and(|k| k.is_listed),
            status: known.map(|k| k.status),
            has_name_of_supplier: known.is_some() && self.needles.names_supplier(&name),
            covered,
            covered_may_be_said: key.cid().is_some_and(|cid| {
                let may = |s: &&Sourcing| Use::Answer.under(s.class) == Allowed::Leaves;
                self.lists.sourcing_of(cid).filter(may).any(Sourcing::is_covered)
            }),
            held_by: known
                .map(|k: &Known| k.name_terms)
                .filter(|terms| Use::Name.under(*terms) == Allowed::WhereSaidElsewhere),
            high_risk: covered || sources.iter().any(|code| self.lists.high_risk.contains(code)),
            key,
            name,
            country,
            suppliers: Vec::new(),
            rows: Vec::new(),
            recycled: Recycled::Blank,
            said_recycled: BTreeSet::new(),
            mines: Vec::new(),
            instead_of: BTreeSet::new(),
            is_to_be_chosen: false,
            covered_rows: Vec::new(),
            may_be_covered: Vec::new(),
            high_risk_rows: Vec::new(),
            may_be_high_risk: Vec::new(),
            mined_rows: Vec::new(),
        }
    }

    /// Puts in what rows say of it, and tells the rows whose mine may not leave.
    fn add(
        &self,
        one: &mut Reported,
        smelter: &Smelter,
        merged: &Merged,
        goes: &HashMap<Text, bool>,
    ) -> Vec<u32> {
        if !smelter.instead_of.is_empty() {
            one.rule = Rule::SmelterSuccessor;
            one.instead_of.extend(smelter.instead_of.iter().cloned());
            one.is_to_be_chosen |= smelter.is_to_be_chosen;
        }
        one.suppliers.extend(&smelter.suppliers);
        one.suppliers.sort_unstable();
        one.suppliers.dedup();
        one.rows.extend(&smelter.rows);
        one.said_recycled.extend(&smelter.recycled);
        let said: BTreeSet<Recycled> =
            one.said_recycled.iter().copied().filter(|r| *r != Recycled::Blank).collect();
        one.recycled = match said.first() {
            None => Recycled::Blank,
            Some(only) if said.len() == 1 => *only,
            Some(_) => Recycled::Unknown,
        };
        if one.held_by.is_some() && self.is_said_by_a_row(one, smelter) {
            one.held_by = None;
        }
        one.covered |= !smelter.covered.is_empty();
        one.covered_may_be_said |= !smelter.covered.is_empty();
        one.high_risk |= !smelter.high_risk.is_empty();
        for (to, from) in [
            (&mut one.covered_rows, &smelter.covered),
            (&mut one.may_be_covered, &smelter.may_be_covered),
            (&mut one.high_risk_rows, &smelter.high_risk),
            (&mut one.may_be_high_risk, &smelter.may_be_high_risk),
            (&mut one.mined_rows, &smelter.mined),
        ] {
            to.extend(from);
        }
        if one.key.who == Who::NotIdentified {
            return Vec::new();
        }
        let mut mines: Vec<_> = smelter.mines.iter().map(|m| &merged.mines[*m as usize]).collect();
        mines.sort_by_key(|mine| merged.order(mine));
        let text = |text: Text| Some(self.survey.text(text)).filter(|_| goes[&text]);
        let mut is_withheld = false;
        let mut pairs = BTreeSet::new();
        for mine in mines {
            let pair = (text(mine.mine), text(mine.country));
            is_withheld |= pair.0.is_none() || pair.1.is_none();
            let pair = (pair.0.unwrap_or_default(), pair.1.unwrap_or_default());
            if pair != ("", "") && pairs.insert(pair) {
                one.mines.push((pair.0.to_owned(), pair.1.to_owned()));
            }
        }
        let row = |r: &u32| self.survey.rows()[*r as usize];
        // Rows may spell it otherwise than the mine that stands for them.
        let leaves =
            |t: Text| goes.get(&t).copied().unwrap_or_else(|| self.needles.may_leave(self.survey.text(t)));
        let is_held = |r: &u32| !(leaves(row(r).mine) && leaves(row(r).mine_country));
        if is_withheld { smelter.rows.iter().copied().filter(is_held).collect() } else { Vec::new() }
    }
}
