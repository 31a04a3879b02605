//! What people said of names that are also in lists of sanctions.

use super::log;
use crate::tx::Tx;
use crate::value::args;
use service::ports::Stored;
use service::records::{LogDraft, Screening};

const COLUMNS: &str = "id, number, ours, theirs, meant, note, decided_at, decided_by";

/// The last word on each name and number.
pub async fn all(tx: &mut dyn Tx) -> Stored<Vec<Screening>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM screening s WHERE NOT EXISTS (SELECT 1 FROM screening l WHERE l.ours = s.ours \
         AND l.number = s.number AND (l.decided_at, l.id) > (s.decided_at, s.id)) ORDER BY ours, number"
    );
    let rows = tx.query(&sql, &[]).await?;
    let read = |mut row: crate::value::Row| {
        Ok(Screening {
            id: row.text()?,
            number: row.text()?,
            ours: row.text()?,
            theirs: row.text()?,
            meant: row.int()? == 1,
            note: row.text()?,
            at: row.int()?,
            by: row.id()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Adds one; once.
pub async fn put(tx: &mut dyn Tx, said: &Screening, act: &LogDraft) -> Stored<()> {
    let sql = format!(
        "INSERT INTO screening ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING"
    );
    let meant = i64::from(said.meant);
    let values =
        args![&said.id, &said.number, &said.ours, &said.theirs, meant, &said.note, said.at, &said.by];
    if tx.execute(&sql, values).await? == 0 {
        return Ok(());
    }
    log::append(tx, std::slice::from_ref(act)).await
}
