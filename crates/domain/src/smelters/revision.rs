//! What a list of revisions says: what happened to a smelter's entry, when, and why.

use super::list::{ListColumn, ListRow};
use crate::references::is_cid;
use crate::{Day, Metal, answer};
use serde::{Deserialize, Serialize};

/// What was revised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevisionKind {
    /// It was taken out of the reference list.
    Removed,
    /// It came in, or came back.
    Added,
    /// Its name was corrected; the row has a name of that day.
    Name,
    /// Its place was corrected.
    Place,
    /// Its metal was corrected.
    Metal,
}

/// One revision of one smelter's entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    pub cid: String,
    pub metal: Metal,
    /// The name that the row gives.
    pub name: String,
    /// Country, as the list spells it.
    pub country: String,
    /// What was revised.
    pub kind: RevisionKind,
    /// Why, in the list's words.
    pub details: String,
    /// The day.
    pub on: Day,
    /// The smelters that the details send readers to instead.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub successors: Vec<String>,
}

/// Reads a row; otherwise what is wrong with it: the code of the issue, and the text.
pub(super) fn revision(row: &ListRow, cid: &str, metal: Metal) -> Result<Revision, (&'static str, String)> {
    use ListColumn::*;
    let basis = row.get(Basis).to_lowercase();
    let kinds = [
        ("removed", RevisionKind::Removed),
        ("added", RevisionKind::Added),
        ("name", RevisionKind::Name),
        ("location", RevisionKind::Place),
        ("country", RevisionKind::Place),
        ("metal", RevisionKind::Metal),
    ];
    let kind = kinds.iter().find(|(word, _)| basis.contains(word)).map(|(_, kind)| *kind);
    let kind = kind.ok_or_else(|| ("basis", row.get(Basis).to_owned()))?;
    let on = answer::parse_date(row.get(Date)).ok_or_else(|| ("date", row.get(Date).to_owned()))?;
    let name = [row.get(Standard), row.get(Name)].into_iter().find(|n| !n.is_empty()).unwrap_or("");
    Ok(Revision {
        cid: cid.to_owned(),
        metal,
        name: name.to_owned(),
        country: row.get(Country).to_owned(),
        kind,
        details: row.get(Details).to_owned(),
        on,
        successors: cids_in(row.get(Details), cid),
    })
}

/// The CIDs that a text names, each once, without the one whose row it is.
fn cids_in(text: &str, own: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
        if is_cid(word) && word != own && !found.iter().any(|f| f == word) {
            found.push(word.to_ascii_uppercase());
        }
    }
    found
}
