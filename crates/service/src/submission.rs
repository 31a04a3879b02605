//! What a submission holds, and what changed between two.

use crate::{Result, ServiceError, secrets};
use domain::engine::table_counts;
use domain::{
    Declaration, Draft, FormState, ProductCol, ProductRow, Report, SmelterCol, SmelterRow, Table, Template,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the rules, recorded with every report.
pub const RULES_VERSION: &str = env!("CARGO_PKG_VERSION");

/// The stored document. Its JSON is canonical: fields in this order, maps sorted, so that equal content has an equal
/// hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Version of this shape.
    pub schema: u32,
    /// Kind of the template.
    pub template: String,
    /// Its version.
    pub version: String,
    /// The answers that count.
    pub declaration: Declaration,
    /// Why warnings are right as they are, by finding key.
    pub explanations: BTreeMap<String, String>,
}

impl Document {
    /// What the company will get of a draft: answers to questions that are not asked are left out, and so are
    /// explanations of findings that are gone.
    pub fn of(draft: &Draft, template: &Template, state: &FormState, report: &Report) -> Document {
        let mut declaration = draft.declaration.clone();
        declaration.answers.retain(|key, _| state.field(key).visible);
        declaration.smelters.retain(|row| !row.is_empty());
        declaration.products.retain(|row| !row.is_empty());
        if !table_counts(state, Table::Products) {
            declaration.products.clear();
        }
        let kept: Vec<String> = report.warnings().map(domain::Finding::key).collect();
        let explanations = draft
            .explanations
            .iter()
            .filter(|(key, _)| kept.contains(key) || key.starts_with("query:"))
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect();
        Document {
            schema: 1,
            template: "CMRT".to_owned(),
            version: template.version.to_owned(),
            declaration,
            explanations,
        }
    }

    /// The canonical JSON and its SHA-256.
    pub fn seal(&self) -> (String, String) {
        let json = serde_json::to_string(self).unwrap_or_default();
        let hash = secrets::sha256_hex(json.as_bytes());
        (json, hash)
    }

    /// Reads a stored document.
    pub fn read(json: &str) -> Result<Document> {
        serde_json::from_str(json).map_err(|e| ServiceError::Internal(format!("a stored document: {e}")))
    }
}

/// The text at a location ([`domain::Location::id`]): an answer, a cell, or a row in one line.
pub fn value_at(d: &Declaration, location: &str) -> String {
    let mut parts = location.split('.');
    let table = match parts.next() {
        Some("smelter") => Table::Smelters,
        Some("product") => Table::Products,
        _ => return d.answer(location).to_owned(),
    };
    let id = parts.next().and_then(|id| id.parse().ok()).map(domain::RowId);
    let Some(id) = id else { return String::new() };
    let col = parts.next();
    match table {
        Table::Smelters => {
            d.smelters.iter().find(|r| r.id == id).map(|r| match col.and_then(SmelterCol::parse) {
                Some(col) => r.get(col).to_owned(),
                None => smelter_line(r),
            })
        }
        Table::Products => {
            d.products.iter().find(|r| r.id == id).map(|r| match col.and_then(ProductCol::parse) {
                Some(col) => r.get(col).to_owned(),
                None => product_line(r),
            })
        }
    }
    .unwrap_or_default()
}

fn smelter_line(row: &SmelterRow) -> String {
    join(SmelterCol::ALL.iter().map(|c| row.get(*c)))
}

fn product_line(row: &ProductRow) -> String {
    join(ProductCol::ALL.iter().map(|c| row.get(*c)))
}

fn join<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    cells.filter(|c| !c.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// One difference between two submissions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Location id: a field key, or `smelter.<row>` / `product.<row>`.
    pub location: String,
    /// Before; empty for a new answer or row.
    pub old: String,
    /// After; empty where it was taken away.
    pub new: String,
}

/// What changed from one declaration to the next: fields first, then rows.
pub fn difference(old: &Declaration, new: &Declaration) -> Vec<Difference> {
    let mut out = Vec::new();
    let mut keys: Vec<&String> = old.answers.keys().chain(new.answers.keys()).collect();
    keys.sort();
    keys.dedup();
    for key in keys {
        let (a, b) = (old.answer(key), new.answer(key));
        if a != b {
            out.push(Difference { location: key.clone(), old: a.to_owned(), new: b.to_owned() });
        }
    }
    // Each row is written once: two full tables are compared in one walk.
    let rows = |d: &Declaration| -> BTreeMap<String, String> {
        let smelters = d.smelters.iter().map(|r| (format!("smelter.{}", r.id.0), smelter_line(r)));
        let products = d.products.iter().map(|r| (format!("product.{}", r.id.0), product_line(r)));
        smelters.chain(products).collect()
    };
    let (before, after) = (rows(old), rows(new));
    let mut locations: Vec<&String> = before.keys().chain(after.keys()).collect();
    locations.sort();
    locations.dedup();
    for location in locations {
        let text = |side: &BTreeMap<String, String>| side.get(location).cloned().unwrap_or_default();
        let (a, b) = (text(&before), text(&after));
        if a != b {
            out.push(Difference { location: location.clone(), old: a, new: b });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::RowId;

    #[test]
    fn differences_name_fields_and_rows() {
        let mut a = Declaration::default();
        a.set("q1.tin", "Yes");
        a.smelters.push(SmelterRow { id: RowId(1), cid: "CID900001".into(), ..Default::default() });
        let mut b = a.clone();
        b.set("q1.tin", "No");
        b.smelters[0].cid = "CID900002".into();
        b.smelters.push(SmelterRow { id: RowId(2), name: "New Works".into(), ..Default::default() });
        let d = difference(&a, &b);
        let places: Vec<&str> = d.iter().map(|d| d.location.as_str()).collect();
        assert_eq!(places, ["q1.tin", "smelter.1", "smelter.2"]);
        assert_eq!((d[2].old.as_str(), d[2].new.as_str()), ("", "New Works"));
        assert!(difference(&a, &a).is_empty());
    }

    #[test]
    fn two_full_tables_are_compared_at_once() {
        let of = |name: &str| {
            let mut d = Declaration::default();
            d.smelters.extend((0..20_000).map(|n| SmelterRow {
                id: RowId(n),
                name: format!("{name} {n}"),
                ..Default::default()
            }));
            d
        };
        let (a, b) = (of("Old"), of("New"));
        let begun = std::time::Instant::now();
        assert_eq!(difference(&a, &b).len(), 20_000);
        // Looking each row up among the others takes minutes here, one walk takes milliseconds.
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    }
}
