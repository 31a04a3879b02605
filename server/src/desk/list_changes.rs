//! What an uploaded list would change, in words.

use super::smelters::status_words;
use app::desk::smelter_lists::{AffectedDeclaration, Change, ChangeGroup, ListChanges};
use domain::Texts;
use domain::smelters::Difference;
use domain::smelters::difference::{self, What};
use service::records::ReportedRow;
use std::collections::BTreeMap;

/// How many lines of each sort, and how many declarations, a page shows.
const LINES: usize = 50;

/// What changes, and whom that touches.
pub fn changes(texts: &Texts, difference: &Difference, touches: &[ReportedRow]) -> ListChanges {
    let against = match &difference.against {
        Some(day) => texts.fmt("desk.refs.against", &[("day", day)]),
        None => texts.get("desk.refs.against_none").to_owned(),
    };
    let mut sorts: BTreeMap<u8, (&str, Vec<&difference::Change>)> = BTreeMap::new();
    for change in &difference.changes {
        let (rank, key) = match change.what {
            What::Status { .. } => (0, "desk.refs.change.status"),
            What::Removed { .. } => (1, "desk.refs.change.removed"),
            What::Renamed { .. } => (2, "desk.refs.change.renamed"),
            What::Recast { .. } => (3, "desk.refs.change.recast"),
            What::Added => (4, "desk.refs.change.added"),
        };
        sorts.entry(rank).or_insert((key, Vec::new())).1.push(change);
    }
    let group = |(key, all): (&str, Vec<&difference::Change>)| ChangeGroup {
        title: texts.fmt(key, &[("n", &all.len().to_string())]),
        lines: all.iter().take(LINES).map(|c| line(texts, c)).collect(),
        more: all.len().saturating_sub(LINES) as u64,
    };
    // Rows come by supplier and request.
    let mut affected: Vec<(&ReportedRow, usize)> = Vec::new();
    for row in touches {
        match affected.last_mut() {
            Some((last, n)) if last.request == row.request => *n += 1,
            _ => affected.push((row, 1)),
        }
    }
    let declaration = |(row, n): &(&ReportedRow, usize)| AffectedDeclaration {
        request: row.request.to_string(),
        supplier: row.supplier.clone(),
        campaign: row.campaign.clone(),
        rows: texts.fmt("desk.refs.affected_rows", &[("n", &n.to_string())]),
    };
    ListChanges {
        against,
        groups: sorts.into_values().map(group).collect(),
        touches: affected.iter().take(LINES).map(declaration).collect(),
        more_touches: affected.len().saturating_sub(LINES) as u64,
    }
}

fn line(texts: &Texts, change: &difference::Change) -> Change {
    let text = match &change.what {
        What::Added => String::new(),
        What::Renamed { from } => texts.fmt("desk.refs.change_from", &[("from", from)]),
        What::Removed { successors } if successors.is_empty() => String::new(),
        What::Removed { successors } => {
            format!("{} {}", texts.get("desk.refs.successors"), successors.join(", "))
        }
        What::Status { from, to } => {
            format!("{} → {}", status_words(texts, Some(*from)), status_words(texts, Some(*to)))
        }
        What::Recast { from, to } => format!("{from} → {to}"),
    };
    Change { cid: change.cid.clone(), name: change.name.clone(), text }
}
