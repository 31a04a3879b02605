//! What the team decided that names of smelters mean: ended, never changed.

use super::columns::columns;
use super::log;
use super::snapshot::add;
use crate::tx::Tx;
use crate::value::args;
use domain::Metal;
use service::ports::{StoreError, StoreResult};
use service::records::{LogDraft, SmelterDecision, SmelterEnding};

/// How a decision ended; nothing while it stands.
mod ended {
    use crate::value::Row;
    use service::ports::StoreResult;
    use service::records::SmelterEnding;

    mod ending {
        use crate::sql::columns::columns;
        use service::records::SmelterEnding;

        columns! {
            read only SmelterEnding {
                ended_at as at: instant;
                ended_by as by: id;
                ended_why as why: text;
                replaced_by: filled;
            }
        }
    }
    pub const READ: &[&str] = ending::READ;

    pub fn read(row: &mut Row) -> StoreResult<Option<SmelterEnding>> {
        row.unless_null(READ.len(), ending::read)
    }
}

columns! {
    SmelterDecision[ended: ended](d) {
        id: text => &d.id;
        metal: key(|key| Some(Metal::new(key))) => d.metal.key();
        name: text => &d.name;
        name_key as key: text => &d.key;
        cid: filled => d.cid.as_deref().unwrap_or("");
        note: text => &d.note;
        decided_at as at: instant => d.at;
        decided_by as by: id => &d.by;
    } and {}
}

fn select() -> String {
    format!("SELECT {} FROM smelter_decision", [ended::READ, READ].concat().join(", "))
}

/// Those that stand, by name.
pub async fn standing(tx: &mut dyn Tx) -> StoreResult<Vec<SmelterDecision>> {
    let sql = select() + " WHERE ended_at IS NULL ORDER BY name_key, metal, id";
    tx.query(&sql, &[]).await?.iter_mut().map(read).collect()
}

/// The last ones that ended, the latest first.
pub async fn ended(tx: &mut dyn Tx, limit: u32) -> StoreResult<Vec<SmelterDecision>> {
    let sql = select() + " WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id LIMIT $1";
    tx.query(&sql, args![limit]).await?.iter_mut().map(read).collect()
}

/// Adds a decision in the place of the one that was seen to stand, if any. Of two at once the index lets one through.
pub async fn put(
    tx: &mut dyn Tx,
    d: &SmelterDecision,
    replaces: Option<&str>,
    act: &LogDraft,
) -> StoreResult<()> {
    if let Some(id) = replaces {
        let sql = "UPDATE smelter_decision SET ended_at = $3, ended_by = $4, replaced_by = $5 \
                   WHERE id = $1 AND metal = $2 AND name_key = $6 AND ended_at IS NULL";
        let values = args![id, d.metal.key(), d.at, &d.by, &d.id, &d.key];
        if tx.execute(sql, values).await? == 0 {
            return Err(StoreError::Conflict);
        }
    }
    add(tx, "smelter_decision", WRITTEN, &values(d)?, act).await
}

/// Revokes a decision, once.
pub async fn revoke(tx: &mut dyn Tx, id: &str, end: &SmelterEnding, act: &LogDraft) -> StoreResult<()> {
    let sql = "UPDATE smelter_decision SET ended_at = $2, ended_by = $3, ended_why = $4 \
               WHERE id = $1 AND ended_at IS NULL";
    if tx.execute(sql, args![id, end.at, &end.by, &end.why]).await? == 0 {
        return Err(StoreError::Conflict);
    }
    log::append(tx, std::slice::from_ref(act)).await
}
