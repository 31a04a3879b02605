//! What a submission holds, and what changed between two.

use super::entered::Entered;
use crate::ports::during;
use crate::{Result, ServiceError, secrets};
use domain::{Declaration, Draft, FormState, Location, Report, Row, Table, Template};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The version of the rules, recorded with every report; reports of before keep the number of the program.
pub use domain::rules::VERSION as RULES_VERSION;

/// The stored document. Its JSON is canonical: fields in this order, maps sorted, so that equal content has an equal
/// hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Version of this shape.
    pub schema: u32,
    /// Kind of the template.
    pub template: String,
    pub version: String,
    /// The answers that count.
    pub declaration: Declaration,
    /// Why warnings are right as they are, by finding key.
    pub explanations: BTreeMap<String, String>,
    /// How it came, where the supplier did not enter it itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<Entered>,
}

impl Document {
    /// What the company will get of a draft: answers to questions that are not asked are left out, and so are
    /// explanations of findings that are gone.
    pub fn of(draft: &Draft, template: &Template, state: &FormState, report: &Report) -> Document {
        let mut declaration = domain::engine::sent(state, &draft.declaration);
        Table::all().into_iter().for_each(|table| declaration.remove_empty(table));
        let keys = |f: &domain::Finding| [Some(f.key()), f.group_key()];
        let kept: BTreeSet<String> = report.warnings().flat_map(keys).flatten().collect();
        let explanations = draft
            .explanations
            .iter()
            .filter(|(key, _)| kept.contains(*key) || key.starts_with("query:"))
            .map(|(key, text)| (key.clone(), text.clone()))
            .collect();
        Document {
            schema: 1,
            template: template.kind.to_owned(),
            version: template.version.to_owned(),
            declaration,
            explanations,
            entered: None,
        }
    }

    /// The definition that it answers.
    pub fn definition(&self) -> Result<&'static Template> {
        let known = domain::template::find(&self.template, &self.version);
        known.ok_or_else(|| {
            ServiceError::Internal(format!("no template {} {}", self.template, self.version).into())
        })
    }

    /// The canonical JSON and its SHA-256.
    pub fn seal(&self) -> (String, String) {
        let json = serde_json::to_string(self).unwrap_or_default();
        let hash = secrets::sha256_hex(json.as_bytes());
        (json, hash)
    }

    /// Reads a stored document.
    pub fn read(json: &str) -> Result<Document> {
        serde_json::from_str(json).map_err(|e| ServiceError::Internal(during("a stored document", e)))
    }
}

/// The text at a location ([`domain::Location::id`]): an answer, a cell, or a row in one line.
pub fn value_at(d: &Declaration, location: &str) -> String {
    match location.parse() {
        Ok(Location::Field { key }) => d.answer(&key).to_owned(),
        Ok(Location::Row { table, row, col }) => match (d.rows(table).find(row), col) {
            (Some(row), Some(col)) => table.column(&col).map_or("", |col| row.cell(col)).to_owned(),
            (Some(row), None) => line(table, row),
            (None, _) => String::new(),
        },
        _ => String::new(),
    }
}

/// A row in one line.
fn line(table: Table, row: &dyn Row) -> String {
    table.filled(row).map(|(_, text)| text).collect::<Vec<_>>().join(" · ")
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
        let of = |table: Table| {
            let place = |row: &dyn Row| (Location::row(table, row.id()).to_string(), line(table, row));
            d.rows(table).iter().map(place).collect::<Vec<_>>()
        };
        Table::all().into_iter().flat_map(of).collect()
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
    use domain::{RowId, SmelterRow};

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
