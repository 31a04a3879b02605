//! What the team decided that names of smelters mean: ended, never changed.

use super::log;
use crate::tx::Tx;
use crate::value::{Row, args};
use domain::Metal;
use service::ports::{StoreError, Stored};
use service::records::{LogDraft, SmelterDecision, SmelterEnding};

const COLUMNS: &str = "id, metal, name, name_key, cid, note, decided_at, decided_by, \
                       ended_at, ended_by, ended_why, replaced_by";

fn read(mut row: Row) -> Stored<SmelterDecision> {
    let mut decision = SmelterDecision {
        id: row.text()?,
        metal: Metal::new(&row.text()?),
        name: row.text()?,
        key: row.text()?,
        cid: Some(row.text()?).filter(|cid| !cid.is_empty()),
        note: row.text()?,
        at: row.int()?,
        by: row.id()?,
        ended: None,
    };
    let at = row.opt_int()?;
    let (by, why, replaced_by) = (row.id()?, row.text()?, row.text()?);
    let replaced_by = Some(replaced_by).filter(|id| !id.is_empty());
    decision.ended = at.map(|at| SmelterEnding { at, by, why, replaced_by });
    Ok(decision)
}

/// Those that stand, by name.
pub async fn standing(tx: &mut dyn Tx) -> Stored<Vec<SmelterDecision>> {
    let sql =
        format!("SELECT {COLUMNS} FROM smelter_decision WHERE ended_at IS NULL ORDER BY name_key, metal, id");
    tx.query(&sql, &[]).await?.into_iter().map(read).collect()
}

/// The last ones that ended, the latest first.
pub async fn ended(tx: &mut dyn Tx, limit: u32) -> Stored<Vec<SmelterDecision>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM smelter_decision WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id LIMIT $1"
    );
    tx.query(&sql, args![limit]).await?.into_iter().map(read).collect()
}

/// Adds a decision in the place of the one that was seen to stand, if any. Of two at once the index lets one through.
pub async fn put(tx: &mut dyn Tx, d: &SmelterDecision, replaces: Option<&str>, act: &LogDraft) -> Stored<()> {
    if let Some(id) = replaces {
        let sql = "UPDATE smelter_decision SET ended_at = $3, ended_by = $4, replaced_by = $5 \
                   WHERE id = $1 AND metal = $2 AND name_key = $6 AND ended_at IS NULL";
        let values = args![id, d.metal.key(), d.at, &d.by, &d.id, &d.key];
        if tx.execute(sql, values).await? == 0 {
            return Err(StoreError::Conflict);
        }
    }
    let sql = "INSERT INTO smelter_decision (id, metal, name, name_key, cid, note, decided_at, decided_by) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let cid = d.cid.as_deref().unwrap_or("");
    let values = args![&d.id, d.metal.key(), &d.name, &d.key, cid, &d.note, d.at, &d.by];
    if tx.execute(sql, values).await? == 0 {
        return Err(StoreError::Conflict);
    }
    log::append(tx, std::slice::from_ref(act)).await
}

/// Revokes a decision, once.
pub async fn revoke(tx: &mut dyn Tx, id: &str, end: &SmelterEnding, act: &LogDraft) -> Stored<()> {
    let sql = "UPDATE smelter_decision SET ended_at = $2, ended_by = $3, ended_why = $4 \
               WHERE id = $1 AND ended_at IS NULL";
    if tx.execute(sql, args![id, end.at, &end.by, &end.why]).await? == 0 {
        return Err(StoreError::Conflict);
    }
    log::append(tx, std::slice::from_ref(act)).await
}
