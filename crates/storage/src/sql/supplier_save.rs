//! Saving a supplier with what follows for its requests.

use super::{changes, commit, log, supplier};
use crate::tx::Tx;
use service::ports::{StoreError, StoreResult};
use service::records::{LogDraft, RequestCommit, Supplier};

/// Adds (version 0) or overwrites (version as read), with what follows for its requests. Those come first, as in a unit
/// of work on one request.
pub async fn save(
    tx: &mut dyn Tx,
    saved: &Supplier,
    requests: &[RequestCommit],
    act: &LogDraft,
) -> StoreResult<Supplier> {
    let followed = commit::put_all(tx, requests).await?;
    let (stored, what) = if saved.version == 0 {
        supplier::insert(tx, &[saved]).await?;
        (Supplier { version: 1, ..saved.clone() }, supplier::changed(None, saved)?)
    } else {
        supplier::update_noting(tx, &[saved]).await?.pop().ok_or(StoreError::NotFound)?
    };
    let mut acts = vec![changes::noted(act, what)?];
    acts.extend(followed);
    log::append(tx, &acts).await?;
    Ok(stored)
}
