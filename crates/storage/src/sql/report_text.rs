//! The texts of reports, version by version.

use super::columns::columns;
use super::snapshot::add;
use crate::tx::{Tx, first};
use crate::value::{args, fault};
use service::ports::{StoreError, StoreResult};
use service::records::{LogDraft, ReportText};

columns! {
    ReportText(t) {
        snapshot_id as snapshot: text => &t.snapshot;
        kind: text => &t.kind;
        version: int => t.version;
        document: text => &t.document;
        saved_at: instant => t.saved_at;
        saved_by: id => &t.saved_by;
    } and {}
}

/// Adds the next version of a report's texts. Of two at once the key lets one through.
pub async fn put(tx: &mut dyn Tx, text: &ReportText, act: &LogDraft) -> StoreResult<()> {
    let sql = "SELECT COALESCE(MAX(version), 0) FROM report_text WHERE snapshot_id = $1 AND kind = $2";
    let row = first(tx, sql, args![&text.snapshot, &text.kind]).await?;
    let before = row.ok_or_else(|| fault("a count without a row"))?.int()?;
    if text.version != before + 1 {
        return Err(StoreError::Conflict);
    }
    add(tx, "report_text", READ, &values(text)?, act).await
}

/// All versions of a report's texts, the last first.
pub async fn all(tx: &mut dyn Tx, snapshot: &str, kind: &str) -> StoreResult<Vec<ReportText>> {
    let sql = format!(
        "SELECT {} FROM report_text WHERE snapshot_id = $1 AND kind = $2 ORDER BY version DESC",
        READ.join(", ")
    );
    tx.query(&sql, args![snapshot, kind]).await?.iter_mut().map(read).collect()
}
