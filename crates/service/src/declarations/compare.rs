//! What changed among the smelters of two declarations: which are new, gone, renamed, moved.

use domain::references::{is_cid, normal_cid};
use domain::smelters::matching::name_key;
use domain::{Declaration, SmelterRow};
use std::collections::BTreeMap;

/// What changed from one declaration to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterChanges {
    pub new: Vec<SmelterRow>,
    pub gone: Vec<SmelterRow>,
    /// Under another name now: before and after.
    pub renamed: Vec<(SmelterRow, SmelterRow)>,
    /// In another country now: before and after.
    pub moved: Vec<(SmelterRow, SmelterRow)>,
}

impl SmelterChanges {
    pub fn is_empty(&self) -> bool {
        *self == SmelterChanges::default()
    }
}

/// What a row says the smelter is called.
pub fn smelter_name(row: &SmelterRow) -> &str {
    if row.name.is_empty() { &row.lookup } else { &row.name }
}

/// What makes two rows one smelter: metal and number, without a number the name.
fn identity(row: &SmelterRow) -> (String, String) {
    let metal = row.metal.trim().to_lowercase();
    match is_cid(&row.cid) {
        true => (metal, normal_cid(&row.cid)),
        false => (metal, name_key(smelter_name(row))),
    }
}

fn by_identity(d: &Declaration) -> BTreeMap<(String, String), &SmelterRow> {
    let named = d.smelters.iter().map(|row| (identity(row), row));
    // Of two rows with the same smelter the first counts.
    let mut all = BTreeMap::new();
    for (id, row) in named.filter(|((_, name), _)| !name.is_empty()) {
        all.entry(id).or_insert(row);
    }
    all
}

/// What changed among the smelters.
pub fn smelter_changes(old: &Declaration, new: &Declaration) -> SmelterChanges {
    let (before, after) = (by_identity(old), by_identity(new));
    let mut out = SmelterChanges::default();
    for (id, row) in &after {
        let Some(was) = before.get(id) else {
            out.new.push((*row).clone());
            continue;
        };
        let pair = || ((*was).clone(), (*row).clone());
        if name_key(smelter_name(was)) != name_key(smelter_name(row)) {
            out.renamed.push(pair());
        }
        if was.country.trim().to_lowercase() != row.country.trim().to_lowercase() {
            out.moved.push(pair());
        }
    }
    out.gone =
        before.into_iter().filter(|(id, _)| !after.contains_key(id)).map(|(_, row)| row.clone()).collect();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[(&str, &str, &str)]) -> Declaration {
        let row = |&(cid, name, country): &(&str, &str, &str)| SmelterRow {
            metal: "Tin".into(),
            cid: cid.into(),
            name: name.into(),
            country: country.into(),
            ..SmelterRow::default()
        };
        Declaration { smelters: rows.iter().map(row).collect(), ..Declaration::default() }
    }

    #[test]
    fn smelters_are_new_gone_renamed_and_moved() {
        let old = of(&[
            ("CID900001", "Ore Works", "NORWAY"),
            ("CID900002", "Tin House", "PERU"),
            ("CID900003", "Stay", "PERU"),
            ("", "Unlisted  Works", "PERU"),
        ]);
        let new = of(&[
            ("cid900001", "Ore Works Nord", "NORWAY"),
            ("CID900003", "Stay", "BOLIVIA"),
            ("CID900004", "Come Lately", "PERU"),
            ("", "unlisted works", "PERU"),
        ]);
        let c = smelter_changes(&old, &new);
        let names = |rows: &[SmelterRow]| rows.iter().map(|r| r.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&c.new), ["Come Lately"]);
        assert_eq!(names(&c.gone), ["Tin House"]);
        assert_eq!((c.renamed.len(), c.renamed[0].1.name.as_str()), (1, "Ore Works Nord"));
        assert_eq!((c.moved.len(), c.moved[0].1.country.as_str()), (1, "BOLIVIA"));
        assert!(smelter_changes(&new, &new).is_empty());
    }
}
