//! What people said of names that are also in lists of sanctions.

use super::columns::columns;
use super::log;
use crate::tx::{Tx, placeholders};
use service::ports::StoreResult;
use service::records::{LogDraft, Screening};

columns! {
    Screening(s) {
        id: text => &s.id;
        number: text => &s.number;
        ours: text => &s.ours;
        theirs: text => &s.theirs;
        meant: flag => i64::from(s.meant);
        note: text => &s.note;
        decided_at as at: instant => s.at;
        decided_by as by: id => &s.by;
    } and {}
}

/// The last word on each name and number.
pub async fn all(tx: &mut dyn Tx) -> StoreResult<Vec<Screening>> {
    let sql = format!(
        "SELECT {} FROM screening s WHERE NOT EXISTS (SELECT 1 FROM screening l WHERE l.ours = s.ours \
         AND l.number = s.number AND (l.decided_at, l.id) > (s.decided_at, s.id)) ORDER BY ours, number",
        READ.join(", ")
    );
    tx.query(&sql, &[]).await?.iter_mut().map(read).collect()
}

/// Adds one; once.
pub async fn put(tx: &mut dyn Tx, said: &Screening, act: &LogDraft) -> StoreResult<()> {
    let sql = format!(
        "INSERT INTO screening ({}) VALUES ({}) ON CONFLICT (id) DO NOTHING",
        WRITTEN.join(", "),
        placeholders(0, WIDTH)
    );
    if tx.execute(&sql, &values(said)?).await? == 0 {
        return Ok(());
    }
    log::append(tx, std::slice::from_ref(act)).await
}
