//! The company's own data, version by version.

use super::columns::columns;
use super::snapshot::add;
use crate::tx::{Tx, first};
use crate::value::fault;
use service::ports::{StoreError, StoreResult};
use service::records::{LogDraft, OwnDataVersion};

columns! {
    OwnDataVersion(d) {
        version: int => d.version;
        document: text => &d.document;
        whole: flag => i64::from(d.whole);
        saved_at: instant => d.saved_at;
        saved_by: id => &d.saved_by;
    } and {}
}

/// The last version that is whole, and all behind it.
pub async fn from_the_last_whole(tx: &mut dyn Tx) -> StoreResult<Vec<OwnDataVersion>> {
    let sql = format!(
        "SELECT {} FROM own_data WHERE version >= (SELECT MAX(version) FROM own_data WHERE whole = 1) ORDER BY version",
        READ.join(", ")
    );
    tx.query(&sql, &[]).await?.iter_mut().map(read).collect()
}

/// Adds the next version. Of two at once the key lets one through.
pub async fn put(tx: &mut dyn Tx, data: &OwnDataVersion, act: &LogDraft) -> StoreResult<()> {
    let row = first(tx, "SELECT COALESCE(MAX(version), 0) FROM own_data", &[]).await?;
    let before = row.ok_or_else(|| fault("a count without a row"))?.int()?;
    if data.version != before + 1 {
        return Err(StoreError::Conflict);
    }
    add(tx, "own_data", WRITTEN, &values(data)?, act).await
}
