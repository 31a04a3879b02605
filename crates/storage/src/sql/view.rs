//! Views of lists under a name.

use super::columns::columns;
use super::log;
use crate::tx::{Tx, first, placeholders};
use crate::value::args;
use service::ports::{StoreError, StoreResult};
use service::records::{LogDraft, MemberId, SavedView};

columns! {
    SavedView(v) {
        id: text => &v.id;
        list: text => &v.list;
        name: text => &v.name;
        query: text => &v.query;
        owner: opt_id => &v.owner;
        saved_at: instant => v.saved_at;
        saved_by: id => &v.saved_by;
    } and {}
}

/// A member's own and the team's.
pub async fn seen_by(tx: &mut dyn Tx, member: &MemberId) -> StoreResult<Vec<SavedView>> {
    let sql = format!(
        "SELECT {} FROM saved_view WHERE owner = $1 OR owner IS NULL ORDER BY lower(name), id",
        READ.join(", ")
    );
    tx.query(&sql, args![member]).await?.iter_mut().map(read).collect()
}

/// Adds one, unless its owner has as many as may be.
pub async fn add(tx: &mut dyn Tx, view: &SavedView, most: u32, act: &LogDraft) -> StoreResult<()> {
    let sql = "SELECT count(*) FROM saved_view WHERE coalesce(owner, '') = coalesce($1, '')";
    let row = first(tx, sql, args![&view.owner]).await?;
    if row.map_or(Ok(0), |mut row| row.int())? >= i64::from(most) {
        return Err(StoreError::Conflict);
    }
    let sql = format!("INSERT INTO saved_view ({}) VALUES ({})", WRITTEN.join(", "), placeholders(0, WIDTH));
    tx.execute(&sql, &values(view)?).await?;
    log::append(tx, std::slice::from_ref(act)).await
}

/// Another name.
pub async fn rename(
    tx: &mut dyn Tx,
    id: &str,
    owner: &Option<MemberId>,
    name: &str,
    act: &LogDraft,
) -> StoreResult<()> {
    let sql = "UPDATE saved_view SET name = $3 WHERE id = $1 AND coalesce(owner, '') = coalesce($2, '')";
    done(tx.execute(sql, args![id, owner, name]).await?)?;
    log::append(tx, std::slice::from_ref(act)).await
}

pub async fn remove(tx: &mut dyn Tx, id: &str, owner: &Option<MemberId>, act: &LogDraft) -> StoreResult<()> {
    let sql = "DELETE FROM saved_view WHERE id = $1 AND coalesce(owner, '') = coalesce($2, '')";
    done(tx.execute(sql, args![id, owner]).await?)?;
    log::append(tx, std::slice::from_ref(act)).await
}

fn done(rows: u64) -> StoreResult<()> {
    if rows == 0 { Err(StoreError::NotFound) } else { Ok(()) }
}
