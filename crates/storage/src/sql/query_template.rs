//! Texts that queries begin with.

use super::columns::columns;
use super::log;
use crate::tx::{Tx, first, placeholders};
use crate::value::{args, json};
use service::ports::{StoreError, StoreResult};
use service::records::{Instant, LogDraft, QueryTemplate};

columns! {
    QueryTemplate(t) {
        id: text => &t.id;
        name: text => &t.name;
        texts: json => json(&t.texts)?;
        saved_at: instant => t.saved_at;
        saved_by: id => &t.saved_by;
    } and {}
}

/// All of them.
pub async fn all(tx: &mut dyn Tx) -> StoreResult<Vec<QueryTemplate>> {
    let sql = format!("SELECT {} FROM query_template ORDER BY lower(name), id", READ.join(", "));
    tx.query(&sql, &[]).await?.iter_mut().map(read).collect()
}

/// Adds one, or changes the one that was looked at.
pub async fn put(
    tx: &mut dyn Tx,
    template: &QueryTemplate,
    seen: Option<Instant>,
    most: u32,
    act: &LogDraft,
) -> StoreResult<()> {
    match seen {
        Some(seen) => {
            let sql = "UPDATE query_template SET name = $3, texts = $4, saved_at = $5, saved_by = $6 \
                       WHERE id = $1 AND saved_at = $2";
            let t = template;
            let values = args![&t.id, seen, &t.name, json(&t.texts)?, t.saved_at, &t.saved_by];
            if tx.execute(sql, values).await? == 0 {
                return Err(StoreError::Conflict);
            }
        }
        None => {
            let row = first(tx, "SELECT count(*) FROM query_template", &[]).await?;
            if row.map_or(Ok(0), |mut row| row.int())? >= i64::from(most) {
                return Err(StoreError::Conflict);
            }
            let sql = format!(
                "INSERT INTO query_template ({}) VALUES ({})",
                WRITTEN.join(", "),
                placeholders(0, WIDTH)
            );
            tx.execute(&sql, &values(template)?).await?;
        }
    }
    log::append(tx, std::slice::from_ref(act)).await
}

pub async fn remove(tx: &mut dyn Tx, id: &str, act: &LogDraft) -> StoreResult<()> {
    if tx.execute("DELETE FROM query_template WHERE id = $1", args![id]).await? == 0 {
        return Err(StoreError::NotFound);
    }
    log::append(tx, std::slice::from_ref(act)).await
}
