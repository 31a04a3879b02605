//! Updates to senior management, version by version.

use super::columns::columns;
use super::snapshot::add;
use crate::tx::{Tx, first};
use crate::value::args;
use service::ports::{StoreError, StoreResult};
use service::records::{LogDraft, UpdateVersion};

columns! {
    UpdateVersion(u) {
        id: text => &u.id;
        version: int => u.version;
        campaign_id as campaign: id => &u.campaign;
        snapshot_id as snapshot: opt_text => &u.snapshot;
        document: text => &u.document;
        saved_at: instant => u.saved_at;
        saved_by: id => &u.saved_by;
        signed_at: opt_instant => u.signed_at;
    } and {}
}

/// Adds the next version, unless the one before it is signed. Of two at once the key lets one through.
pub async fn put(tx: &mut dyn Tx, version: &UpdateVersion, act: &LogDraft) -> StoreResult<()> {
    let last = get(tx, &version.id).await?;
    let (before, signed) = last.map_or((0, false), |last| (last.version, last.signed_at.is_some()));
    if signed || version.version != before + 1 {
        return Err(StoreError::Conflict);
    }
    add(tx, "management_update", READ, &values(version)?, act).await
}

/// The last version.
pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<UpdateVersion>> {
    let sql = format!(
        "SELECT {} FROM management_update WHERE id = $1 ORDER BY version DESC LIMIT 1",
        READ.join(", ")
    );
    first(tx, &sql, args![id]).await?.map(|mut row| read(&mut row)).transpose()
}

/// The last versions of a campaign's updates, the youngest first.
pub async fn of_campaign(tx: &mut dyn Tx, campaign: &str) -> StoreResult<Vec<UpdateVersion>> {
    let sql = format!(
        "SELECT {} FROM management_update u WHERE campaign_id = $1 \
         AND version = (SELECT max(v.version) FROM management_update v WHERE v.id = u.id) \
         ORDER BY saved_at DESC, id",
        READ.join(", ")
    );
    tx.query(&sql, args![campaign]).await?.iter_mut().map(read).collect()
}
