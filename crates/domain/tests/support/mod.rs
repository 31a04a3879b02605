//! Declarations to test with: one that is in order, and what a fixture changes in it.

#![allow(dead_code, reason = "each test uses its part")]

use domain::{Declaration, ProductRow, References, Report, Settings, Smelter, SmelterRow, check, template};
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
}

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/rules")
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
        References::new("invented", "2026-01-01", self.references.clone().unwrap_or_default())
    }

    pub fn template(&self) -> &'static domain::Template {
        template::cmrt(self.version.as_deref().unwrap_or("6.5")).expect("a known version")
    }

    pub fn settings(&self) -> Settings {
        let today = self.today.as_deref().and_then(domain::answer::parse_date);
        Settings { today, ..Settings::default() }
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
