//! What was filed or published, with the file.

use super::columns::columns;
use super::snapshot::add;
use crate::tx::{Tx, first};
use crate::value::{args, fault};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use service::ports::StoreResult;
use service::records::{LogDraft, Publication, PublicationHead};

columns! {
    PublicationHead(p, size: i64, bytes: String) {
        id: text => &p.id;
        snapshot_id as snapshot: text => &p.snapshot;
        file: text => &p.file;
        hash: text => &p.hash;
        published_on: day => p.published_on;
        address: text => &p.address;
        note: text => &p.note;
        size: size => size;
        kept_at: instant => p.kept_at;
        kept_by: id => &p.kept_by;
        report: text => &p.report;
        draft_version: int => p.draft_version;
    } and {
        bytes => bytes;
    }
}

/// Keeps what was published.
pub async fn put(tx: &mut dyn Tx, publication: &Publication, act: &LogDraft) -> StoreResult<()> {
    let size = i64::try_from(publication.head.size).map_err(|_| fault("a file of this size"))?;
    let bytes = BASE64_STANDARD.encode(&publication.bytes);
    let values = values(&publication.head, size, bytes)?;
    add(tx, "publication", WRITTEN, &values, act).await
}

/// What was published of a snapshot, without the files.
pub async fn of_snapshot(tx: &mut dyn Tx, snapshot: &str) -> StoreResult<Vec<PublicationHead>> {
    let sql = format!(
        "SELECT {} FROM publication WHERE snapshot_id = $1 ORDER BY published_on DESC, kept_at DESC, id",
        READ.join(", ")
    );
    tx.query(&sql, args![snapshot]).await?.iter_mut().map(read).collect()
}

/// One file that was published.
pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<Publication>> {
    let sql = format!("SELECT {}, bytes FROM publication WHERE id = $1", READ.join(", "));
    let Some(mut row) = first(tx, &sql, args![id]).await? else { return Ok(None) };
    let head = read(&mut row)?;
    let bytes = BASE64_STANDARD.decode(row.text()?).map_err(|_| fault("a file that is no base64"))?;
    Ok(Some(Publication { head, bytes }))
}
