//! Links by which suppliers come in.

use super::columns::columns;
use crate::tx::{Tx, first, insert_many};
use crate::value::args;
use service::ports::StoreResult;
use service::records::Link;

columns! {
    Link(l) {
        id: text => &l.id;
        hash: text => &l.hash;
        request_id as request: id => &l.request;
        created_at: instant => l.created_at;
        expires_at: instant => l.expires_at;
        revoked_at: opt_instant => l.revoked_at;
    } and {}
}

fn select() -> String {
    format!("SELECT {} FROM access_link", READ.join(", "))
}

/// Adds links.
pub async fn insert(tx: &mut dyn Tx, links: &[&Link]) -> StoreResult<()> {
    let mut rows = Vec::with_capacity(links.len() * WIDTH);
    for link in links {
        rows.extend(values(link)?);
    }
    let head = format!("INSERT INTO access_link ({})", WRITTEN.join(", "));
    insert_many(tx, &head, WIDTH, &rows, "").await.map(|_| ())
}

/// The newest links of all.
pub async fn newest(tx: &mut dyn Tx, limit: u32) -> StoreResult<Vec<Link>> {
    let sql = select() + " ORDER BY created_at DESC, id LIMIT $1";
    tx.query(&sql, args![limit]).await?.iter_mut().map(read).collect()
}

/// The link with this hash.
pub async fn by_hash(tx: &mut dyn Tx, hash: &str) -> StoreResult<Option<Link>> {
    let sql = select() + " WHERE hash = $1";
    first(tx, &sql, args![hash]).await?.map(|mut row| read(&mut row)).transpose()
}

/// The links of a request, newest first.
pub async fn of_request(tx: &mut dyn Tx, request: &str) -> StoreResult<Vec<Link>> {
    let sql = select() + " WHERE request_id = $1 ORDER BY created_at DESC, id";
    tx.query(&sql, args![request]).await?.iter_mut().map(read).collect()
}
