//! Drafts: a declaration in the making, as a set of entries that change one by one.
//!
//! An entry is a path ([`EntryPath`]) and a text: an answer, a row as JSON, or the supplier's explanation of a warning.
//! Storing entries apart is what lets two people edit one draft: changes to different paths merge, changes to the same
//! path are a conflict that is shown.

use crate::location::{EntryPath, Explained};
use crate::table::{Declaration, RowId, Table};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// One edit: the new text of a path, or its removal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Which entry.
    pub path: String,
    /// Its new text; `None` removes it.
    pub value: Option<String>,
}

/// A declaration in the making with the supplier's explanations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The answers so far.
    pub declaration: Declaration,
    /// Explanations of warnings, by [`crate::Finding::key`].
    pub explanations: BTreeMap<String, String>,
}

/// Longest text that one answer or one cell may have: a spreadsheet cell's own limit.
pub const MAX_TEXT: usize = 32_767;
/// Most rows that a table may have: what the official smelter list holds, doubled.
pub const MAX_ROWS: usize = 5_000;

/// Most bytes that all paths and texts of one draft may have together: thrice what the largest tables need.
pub const MAX_BYTES: i64 = 8 << 20;
/// Most entries that one draft may have, removed ones included: full tables, each row with two explanations, and as
/// many entries removed again.
pub const MAX_ENTRIES: i64 = 12 * MAX_ROWS as i64;

/// The path of an answer.
pub fn field_path(key: &str) -> String {
    EntryPath::Field(key.to_owned()).to_string()
}

/// The path of a row.
pub fn row_path(table: Table, id: RowId) -> String {
    EntryPath::Row(table, id).to_string()
}

/// The path of the explanation of what has this key.
pub fn why_path(key: &str) -> String {
    format!("why:{key}")
}

/// Why a change cannot be part of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadChange {
    /// The path names nothing that a draft has.
    UnknownPath,
    /// The text is longer than [`MAX_TEXT`] characters.
    TooLong,
    /// The row's JSON cannot be read.
    BadRow,
    /// The table would pass [`MAX_ROWS`].
    TooManyRows,
    /// The whole draft would pass [`MAX_BYTES`] or [`MAX_ENTRIES`].
    Full,
}

impl BadChange {
    /// Key of the text that tells the supplier.
    pub fn text(self) -> &'static str {
        match self {
            BadChange::UnknownPath => "answer.refused.unknown",
            BadChange::TooLong => "answer.refused.too_long",
            BadChange::BadRow => "answer.refused.bad_row",
            BadChange::TooManyRows => "answer.refused.too_many_rows",
            BadChange::Full => "answer.refused.full",
        }
    }

    /// Values for the text.
    pub fn args(self) -> Vec<(&'static str, String)> {
        match self {
            BadChange::TooLong => vec![("most", MAX_TEXT.to_string())],
            BadChange::TooManyRows => vec![("most", MAX_ROWS.to_string())],
            _ => Vec::new(),
        }
    }
}

impl Change {
    /// Checks that the change could belong to a draft of `template`: known path, readable row, sane length.
    pub fn validate(&self, template: &crate::Template) -> Result<(), BadChange> {
        let too_long = |text: &str| text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT;
        let value = self.value.as_deref().unwrap_or("");
        match self.path.parse().map_err(|_| BadChange::UnknownPath)? {
            EntryPath::Row(table, _) => {
                if template.table(table).is_none() {
                    return Err(BadChange::UnknownPath);
                }
                if self.value.is_none() {
                    return Ok(());
                }
                let row = table.parse_row(value).ok_or(BadChange::BadRow)?;
                let longest = (0..table.columns().len()).any(|col| too_long(row.cell(col)));
                return if longest { Err(BadChange::TooLong) } else { Ok(()) };
            }
            EntryPath::Field(key) if template.field(&key).is_some() => {}
            EntryPath::Why(what) if explains(&what, template) => {}
            _ => return Err(BadChange::UnknownPath),
        }
        if too_long(value) { Err(BadChange::TooLong) } else { Ok(()) }
    }
}

/// Whether this is explained: a finding of one of the rules at a place that a declaration of this template has, or a
/// query.
fn explains(what: &Explained, template: &crate::Template) -> bool {
    match what {
        Explained::Query(_) => true,
        Explained::Finding(key) => crate::rules::rule(&key.code).is_some() && key.location.is_of(template),
    }
}

/// Room left between the order numbers of two rows, so that one can be put between them without moving the others.
pub const GAP: u64 = 1 << 16;

impl Draft {
    /// Builds a draft from stored entries. Entries that cannot be understood are left out.
    pub fn from_entries<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> Draft {
        let mut draft = Draft::default();
        for (path, value) in entries {
            match path.parse() {
                Ok(EntryPath::Field(key)) => draft.declaration.set(&key, value),
                Ok(EntryPath::Why(what)) if !value.is_empty() => {
                    draft.explanations.insert(what.to_string(), value.to_owned());
                }
                Ok(EntryPath::Row(table, id)) => draft.declaration.read_row(table, id, value),
                _ => {}
            }
        }
        draft.declaration.sort_rows();
        draft
    }

    /// The entries that make up this draft.
    pub fn entries(&self) -> BTreeMap<String, String> {
        self.entry_list().into_iter().collect()
    }

    /// The same in no particular order.
    pub fn entry_list(&self) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for (key, value) in &self.declaration.answers {
            out.push((field_path(key), value.clone()));
        }
        for (key, value) in &self.explanations {
            out.push((why_path(key), value.clone()));
        }
        for table in Table::all() {
            for row in self.declaration.rows(table).iter() {
                out.push((row_path(table, row.id()), table.row_json(row)));
            }
        }
        out
    }

    /// The text at a path.
    pub fn entry(&self, path: &str) -> Option<String> {
        match path.parse().ok()? {
            EntryPath::Field(key) => self.declaration.answers.get(&key).cloned(),
            EntryPath::Why(what) => self.explanations.get(&what.to_string()).cloned(),
            EntryPath::Row(table, id) => self.declaration.rows(table).find(id).map(|row| table.row_json(row)),
        }
    }

    /// The change that stores the row at `index` of `table` as it stands now.
    pub fn row_change(&self, table: Table, index: usize) -> Option<Change> {
        let row = self.declaration.rows(table).row(index)?;
        Some(Change { path: row_path(table, row.id()), value: Some(table.row_json(row)) })
    }

    /// The order number for a row that goes behind all others of `table`.
    pub fn next_order(&self, table: Table) -> u64 {
        let rows = self.declaration.rows(table);
        let last = rows.count().checked_sub(1).and_then(|i| rows.row(i));
        last.map_or(GAP, |row| row.order().saturating_add(GAP))
    }

    /// What has to change to get from `self` to `target`.
    pub fn changes_to(&self, target: &Draft) -> Vec<Change> {
        let (old, new) = (self.entries(), target.entries());
        let mut out: Vec<Change> = old
            .keys()
            .filter(|path| !new.contains_key(*path))
            .map(|path| Change { path: path.clone(), value: None })
            .collect();
        for (path, value) in new {
            if old.get(&path) != Some(&value) {
                out.push(Change { path, value: Some(value) });
            }
        }
        out
    }

    /// Applies changes in order.
    pub fn apply(&mut self, changes: &[Change]) {
        let newest: HashMap<&str, Option<&str>> =
            changes.iter().map(|change| (change.path.as_str(), change.value.as_deref())).collect();
        let stored = self.entry_list();
        let kept = stored.iter().map(|(path, value)| (path.as_str(), value.as_str()));
        let kept = kept.filter(|(path, _)| !newest.contains_key(path));
        let changed = newest.iter().filter_map(|(path, value)| Some((*path, (*value)?)));
        *self = Draft::from_entries(kept.chain(changed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SmelterRow;

    fn sample() -> Draft {
        let mut d = Draft::default();
        d.declaration.set("company.name", "Example");
        d.declaration.smelters.push(SmelterRow {
            id: RowId(9),
            order: 1,
            cid: "CID900001".into(),
            ..Default::default()
        });
        d.declaration.smelters.push(SmelterRow {
            id: RowId(2),
            order: 2,
            metal: "Tin".into(),
            ..Default::default()
        });
        d.explanations.insert("RSP014@q6.tin".into(), "because".into());
        d
    }

    #[test]
    fn entries_round_trip_and_keep_row_order() {
        let d = sample();
        let entries = d.entries();
        assert_eq!(Draft::from_entries(entries.iter().map(|(k, v)| (k.as_str(), v.as_str()))), d);
    }

    #[test]
    fn changes_to_lead_to_the_target() {
        let mut d = sample();
        let mut target = sample();
        target.declaration.set("company.name", "");
        target.declaration.set("q1.tin", "Yes");
        target.declaration.smelters.remove(0);
        let changes = d.changes_to(&target);
        d.apply(&changes);
        assert_eq!(d, target);
    }

    #[test]
    fn of_two_changes_of_one_place_the_later_counts() {
        let change =
            |path: &str, value: Option<&str>| Change { path: path.into(), value: value.map(str::to_owned) };
        let mut d = sample();
        d.apply(&[
            change("f:company.name", None),
            change("smelter:2", Some("{\"order\":3}")),
            change("f:company.name", Some("Other")),
            change("smelter:2", None),
            change("why:RSP014@q6.tin", Some("indeed")),
        ]);
        assert_eq!(d.declaration.answer("company.name"), "Other");
        assert_eq!(d.declaration.smelters.iter().map(|r| r.id).collect::<Vec<_>>(), [RowId(9)]);
        assert_eq!(d.entry("why:RSP014@q6.tin").as_deref(), Some("indeed"));
        assert_eq!(d.entries().keys().filter(|path| d.entry(path).is_none()).count(), 0);
    }

    #[test]
    fn a_change_must_fit_the_template() {
        let template = crate::template::cmrt("6.5").unwrap();
        let change = |path: &str, value: &str| Change { path: path.into(), value: Some(value.into()) };
        assert!(change("f:company.name", "x").validate(template).is_ok());
        assert!(change("f:status", "accepted").validate(template).is_err());
        assert!(change("smelter:1", "[]").validate(template).is_err());
        let long = change("f:company.name", &"x".repeat(MAX_TEXT + 1));
        assert_eq!(long.validate(template), Err(BadChange::TooLong));
        for twin in ["smelter:01", "smelter:+1", "product: 1"] {
            assert_eq!(change(twin, "{}").validate(template), Err(BadChange::UnknownPath), "{twin}");
        }
    }

    #[test]
    fn only_what_can_be_found_can_be_explained() {
        let template = crate::template::cmrt("6.5").unwrap();
        let why = |key: &str| Change { path: why_path(key), value: Some("x".into()) }.validate(template);
        for known in ["MTL004@q7.tin", "SML011@smelter.17.cid", "SML008@smelter.17", "SML011@smelters"] {
            assert_eq!(why(known), Ok(()), "{known}");
        }
        assert_eq!(why("query:0f0f0f0f"), Ok(()));
        let unknown = [
            "",
            "x",
            "@",
            "ZZZ999@q7.tin",
            "MTL004@q99.tin",
            "SML011@smelter.x.cid",
            "SML011@smelter.1.name2",
        ];
        for key in unknown.into_iter().chain(["SML011@smelter.01.cid", "query:", "query:a b", "MTL004@"]) {
            assert_eq!(why(key), Err(BadChange::UnknownPath), "{key}");
        }
    }
}
