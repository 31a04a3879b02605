//! Tombstones: requests whose answers were removed by the retention rule.

use super::columns::columns;
use crate::tx::{Tx, first, placeholders};
use crate::value::{Value, args, json};
use service::ports::StoreResult;
use service::records::{Instant, Removal, RequestId};

/// Most requests asked for in one statement.
const AT_ONCE: usize = 400;

columns! {
    Removal(r) {
        request_id as request: id => &r.request;
        run_id as run: text => &r.run;
        removed_at: instant => r.removed_at;
        months: int => r.months;
        counts: json => json(&r.counts)?;
    } and {}
}

pub async fn put(tx: &mut dyn Tx, removal: &Removal) -> StoreResult<()> {
    let sql = format!("INSERT INTO removal ({}) VALUES ({})", WRITTEN.join(", "), placeholders(0, WIDTH));
    tx.execute(&sql, &values(removal)?).await.map(|_| ())
}

/// The tombstone of a request.
pub async fn of_request(tx: &mut dyn Tx, request: &str) -> StoreResult<Option<Removal>> {
    let sql = format!("SELECT {} FROM removal WHERE request_id = $1", READ.join(", "));
    first(tx, &sql, args![request]).await?.map(|mut row| read(&mut row)).transpose()
}

/// How many of these requests have one, and when the last of them got it.
pub async fn of_requests(tx: &mut dyn Tx, requests: &[RequestId]) -> StoreResult<(u64, Option<Instant>)> {
    let (mut size, mut last) = (0, None);
    for some in requests.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT count(*), max(removed_at) FROM removal WHERE request_id IN ({})",
            placeholders(0, some.len())
        );
        let ids: Vec<Value> = some.iter().map(Value::from).collect();
        if let Some(mut row) = first(tx, &sql, &ids).await? {
            size += row.size()?;
            last = last.max(row.opt_instant()?);
        }
    }
    Ok((size, last))
}
