//! Declarations to test with: one that is in order, and what a fixture changes in it.

#![allow(dead_code, reason = "each test uses its part")]

use domain::rules::{Earlier, Other, Profile, ReviewContext, check_for_review};
use domain::smelters::list::Entry;
use domain::smelters::{History, ListKind, SmelterList};
use domain::{
    Day, Declaration, ProductRow, References, Report, Settings, Smelter, SmelterRow, check, template,
};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a check is given. A fixture of a rule holds only what differs from `base.json`.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Case {
    pub version: Option<String>,
    pub today: Option<String>,
    pub references: Option<Vec<Smelter>>,
    /// An empty text removes an answer.
    pub answers: BTreeMap<String, String>,
    pub smelters: Option<Vec<SmelterRow>>,
    pub products: Option<Vec<ProductRow>>,
    pub profile: Profile,
    pub beside: BesideCase,
}

/// What is known besides, as a fixture writes it.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BesideCase {
    pub supplier: String,
    pub parts: String,
    pub earlier: Option<EarlierCase>,
    pub others: Vec<OtherCase>,
    pub lists: Vec<ListCase>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EarlierCase {
    pub campaign: String,
    pub on: Day,
    pub answers: BTreeMap<String, String>,
    pub smelters: Vec<SmelterRow>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherCase {
    pub supplier: String,
    pub cids: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListCase {
    pub kind: ListKind,
    pub as_of: Day,
    pub source: String,
    pub entries: Vec<Entry>,
}

impl BesideCase {
    fn known(&self) -> ReviewContext {
        let earlier = |e: &EarlierCase| Earlier {
            campaign: e.campaign.clone(),
            on: e.on,
            declaration: Declaration {
                answers: e.answers.iter().map(|(k, v)| (k.clone(), v.clone())).collect(),
                smelters: e.smelters.clone(),
                ..Declaration::default()
            },
        };
        let other = |o: &OtherCase| Other { supplier: o.supplier.clone(), cids: o.cids.clone() };
        let list = |l: &ListCase| SmelterList {
            kind: l.kind,
            as_of: l.as_of,
            source: l.source.clone(),
            entries: l.entries.clone(),
            ..SmelterList::default()
        };
        ReviewContext {
            supplier: self.supplier.clone(),
            parts: self.parts.clone(),
            earlier: self.earlier.as_ref().map(earlier),
            others: self.others.iter().map(other).collect(),
            lists: History::new(self.lists.iter().map(list).collect()).into(),
        }
    }
}

/// Where they are, for whichever crate of the workspace asks.
pub fn fixtures() -> PathBuf {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|dir| dir.join("fixtures/rules"));
    above.find(|dir| dir.is_dir()).expect("the fixtures of the rules")
}

fn read(path: &Path) -> Case {
    let json = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&json).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The declaration that is in order: tin is in the products, the other metals are not.
pub fn base() -> Case {
    read(&fixtures().join("base.json"))
}

/// A fixture of a rule, laid over the base.
pub fn fixture(code: &str, which: &str) -> Case {
    let change = read(&fixtures().join(code).join(format!("{which}.json")));
    let mut case = base();
    case.answers.extend(change.answers);
    case.version = change.version.or(case.version);
    case.today = change.today.or(case.today);
    case.references = change.references.or(case.references);
    case.smelters = change.smelters.or(case.smelters);
    case.products = change.products.or(case.products);
    case.profile = change.profile;
    case.beside = change.beside;
    case
}

impl Case {
    pub fn declaration(&self) -> Declaration {
        let mut d = Declaration::default();
        for (key, value) in &self.answers {
            d.set(key, value.as_str());
        }
        d.smelters = self.smelters.clone().unwrap_or_default();
        d.products = self.products.clone().unwrap_or_default();
        d
    }

    pub fn references(&self) -> References {
        References::new("invented", Day::EPOCH, self.references.clone().unwrap_or_default())
    }

    pub fn template(&self) -> &'static domain::Template {
        template::cmrt(self.version.as_deref().unwrap_or("6.5")).expect("a known version")
    }

    pub fn settings(&self) -> Settings<'_> {
        let today = self.today.as_deref().and_then(domain::answer::parse_date);
        Settings { today, profile: &self.profile }
    }

    /// What a reviewer is told besides.
    pub fn check_for_review(&self) -> Report {
        let beside = self.beside.known();
        let findings = check_for_review(
            &self.declaration(),
            self.template(),
            &self.references(),
            self.settings(),
            &beside,
        );
        Report { findings, ..Report::default() }
    }

    /// What the rules of a rule's kind say: those of the form, or those of the review.
    pub fn judged_as(&self, code: &str) -> Report {
        if domain::rules::rule(code).is_some() { self.check() } else { self.check_for_review() }
    }

    pub fn check(&self) -> Report {
        check(&self.declaration(), self.template(), &self.references(), self.settings())
    }
}

/// The codes of a report's findings, each once, in order.
pub fn codes(report: &Report) -> Vec<&str> {
    let mut codes: Vec<&str> = report.findings.iter().map(|f| f.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
