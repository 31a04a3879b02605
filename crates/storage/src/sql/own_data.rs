//! The company's own data, version by version.

use super::columns::columns;
use super::snapshot::add;
use crate::tx::{Tx, first};
use service::ports::{StoreError, StoreResult};
use service::records::{LogDraft, OwnDataVersion};

columns! {
    OwnDataVersion(d) {
        version: int => d.version;
        document: text => &d.document;
        saved_at: int => d.saved_at;
        saved_by: id => &d.saved_by;
    } and {}
}

/// The last version.
pub async fn last(tx: &mut dyn Tx) -> StoreResult<Option<OwnDataVersion>> {
    let sql = format!("SELECT {} FROM own_data ORDER BY version DESC LIMIT 1", READ.join(", "));
    first(tx, &sql, &[]).await?.map(|mut row| read(&mut row)).transpose()
}

/// Adds the next version. Of two at once the key lets one through.
pub async fn put(tx: &mut dyn Tx, data: &OwnDataVersion, act: &LogDraft) -> StoreResult<()> {
    if data.version != last(tx).await?.map_or(0, |d| d.version) + 1 {
        return Err(StoreError::Conflict);
    }
    add(tx, "own_data", WRITTEN, &values(data)?, act).await
}
