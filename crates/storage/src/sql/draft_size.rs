//! How large a draft is: counted as it is saved, so that no number of small saves makes it larger than it may be.

use crate::tx::Tx;
use crate::value::{Row, args};
use domain::EntryPath;
use domain::draft::{BadChange, Change, MAX_BYTES, MAX_ENTRIES, MAX_ROWS};
use service::ports::StoreResult;
use std::collections::BTreeMap;

/// The columns of [`Size`], in the order in which it is read.
pub const COLUMNS: &str = "bytes, entries, row_counts";

/// What is counted of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Bytes of all paths and texts.
    pub bytes: i64,
    /// Entries, those that were removed included: they are stored so that others learn of it.
    pub entries: i64,
    /// Rows, by the key of their table.
    pub rows: BTreeMap<String, i64>,
}

impl Size {
    /// From [`COLUMNS`].
    pub fn read(row: &mut Row) -> StoreResult<Size> {
        Ok(Size { bytes: row.int()?, entries: row.int()?, rows: row.json()? })
    }

    /// Counts a change in; `old` is the stored entry, where there is one. What makes the draft larger than it may be
    /// is not counted. What makes it smaller is welcome, whatever the draft's size.
    pub fn count(&mut self, change: &Change, old: Option<&Option<String>>) -> Result<(), BadChange> {
        let text = |value: &Option<String>| value.as_ref().map_or(0, String::len) as i64;
        let mut next = self.clone();
        next.bytes += text(&change.value) - old.map_or(0, text);
        if old.is_none() {
            next.entries += 1;
            next.bytes += change.path.len() as i64;
        }
        if let Ok(EntryPath::Row(table, _)) = change.path.parse() {
            let was = old.is_some_and(Option::is_some);
            let step = i64::from(change.value.is_some()) - i64::from(was);
            let rows = next.rows.entry(table.key().to_owned()).or_default();
            *rows += step;
            if step > 0 && *rows > MAX_ROWS as i64 {
                return Err(BadChange::TooManyRows);
            }
        }
        let grows = |now: i64, then: i64, most: i64| then > now && then > most;
        if change.value.is_some()
            && (grows(self.bytes, next.bytes, MAX_BYTES) || grows(self.entries, next.entries, MAX_ENTRIES))
        {
            return Err(BadChange::Full);
        }
        *self = next;
        Ok(())
    }
}

/// Forgets what was removed from a draft, once there is too much of it. A tab that was open all the while keeps showing
/// such an entry until it is loaded again; that is better than a draft that takes no more answers.
pub async fn forget_removed(tx: &mut dyn Tx, request: &str, size: &mut Size) -> StoreResult<()> {
    let sql = "DELETE FROM draft_entry WHERE request_id = $1 AND value IS NULL RETURNING path";
    for mut row in tx.query(sql, args![request]).await? {
        size.entries -= 1;
        size.bytes -= row.text()?.len() as i64;
    }
    let sql = "UPDATE draft SET bytes = $2, entries = $3 WHERE request_id = $1";
    tx.execute(sql, args![request, size.bytes, size.entries]).await.map(|_| ())
}
