//! What the team notes for itself.

use super::columns::{columns, of};
use super::{log, mail, removal, scope};
use crate::tx::{Statement, Tx, first, placeholders};
use crate::value::args;
use service::ports::{StoreError, StoreResult};
use service::records::{Instant, LogDraft, MemberId, Mention, NewMail, NoteVersion, Scope, SupplierId};

columns! {
    NoteVersion(n) {
        id: text => &n.id;
        version: int => n.version;
        supplier_id as supplier: id => &n.supplier;
        request_id as request: opt_id => &n.request;
        text: text => &n.text;
        written_by as by: id => &n.by;
        written_at as at: instant => n.at;
        removed: flag => i64::from(n.removed);
    } and {}
}

/// What a scope demands of notes, which the statement calls `n`: the supplier, and the request if it is about one.
fn within<'a>(sql: &mut Statement<'a>, scope: &'a Scope) -> String {
    if scope.is_everything() {
        return String::new();
    }
    let supplier = scope::of_suppliers(sql, scope, "n.supplier_id");
    let (request, args) = scope::rows_of_requests(scope, "n.request_id", sql.args.len() + 1);
    sql.args.extend(args);
    format!("{supplier} AND (n.request_id IS NULL OR (1 = 1{request}))")
}

/// All versions about a supplier and its requests, oldest first.
pub async fn of_supplier(
    tx: &mut dyn Tx,
    scope: &Scope,
    supplier: &SupplierId,
) -> StoreResult<Vec<NoteVersion>> {
    let mut sql = Statement::default();
    let (supplier, within) = (sql.arg(supplier), within(&mut sql, scope));
    sql.push(&format!(
        "SELECT {} FROM note n WHERE n.supplier_id = {supplier}{within} ORDER BY n.written_at, n.id, n.version",
        of("n", READ)
    ));
    tx.query(&sql.sql, &sql.args).await?.iter_mut().map(read).collect()
}

/// A note as it stands.
pub async fn last(tx: &mut dyn Tx, scope: &Scope, id: &str) -> StoreResult<Option<NoteVersion>> {
    let mut sql = Statement::default();
    let (id, within) = (sql.arg(id), within(&mut sql, scope));
    sql.push(&format!(
        "SELECT {} FROM note n WHERE n.id = {id}{within} ORDER BY n.version DESC LIMIT 1",
        of("n", READ)
    ));
    first(tx, &sql.sql, &sql.args).await?.map(|mut row| read(&mut row)).transpose()
}

/// Adds a version. Behind a removal none is written any more.
pub async fn put(
    tx: &mut dyn Tx,
    note: &NoteVersion,
    mentioned: &[MemberId],
    mails: &[NewMail],
    act: &LogDraft,
) -> StoreResult<()> {
    if let Some(request) = &note.request {
        let lock = tx.dialect().for_update("request");
        first(tx, &format!("SELECT id FROM request WHERE id = $1{lock}"), args![request]).await?;
        if removal::of_request(tx, request).await?.is_some() {
            return Err(StoreError::NotWritable);
        }
    }
    let sql = format!(
        "INSERT INTO note ({}) VALUES ({}) ON CONFLICT DO NOTHING",
        WRITTEN.join(", "),
        placeholders(0, WIDTH)
    );
    if tx.execute(&sql, &values(note)?).await? == 0 {
        return Err(StoreError::Conflict);
    }
    if note.removed {
        tx.execute("DELETE FROM note_mention WHERE note_id = $1", args![&note.id]).await?;
    }
    for member in mentioned {
        let sql = "INSERT INTO note_mention (note_id, member_id, mentioned_at, seen_at) VALUES ($1, $2, $3, NULL) \
                   ON CONFLICT DO NOTHING";
        tx.execute(sql, args![&note.id, member, note.at]).await?;
    }
    mail::queue(tx, mails, note.at).await?;
    log::append(tx, std::slice::from_ref(act)).await
}

/// Notes that name a member who has not seen that yet.
pub async fn mentions(
    tx: &mut dyn Tx,
    scope: &Scope,
    member: &MemberId,
    limit: u32,
) -> StoreResult<Vec<Mention>> {
    let mut sql = Statement::default();
    let (member, limit, within) = (sql.arg(member), sql.arg(limit), within(&mut sql, scope));
    sql.push(&format!(
        "SELECT {}, s.name, m.mentioned_at FROM note_mention m JOIN note n ON n.id = m.note_id \
         JOIN supplier s ON s.id = n.supplier_id \
         WHERE m.member_id = {member} AND m.seen_at IS NULL{within} \
         AND n.version = (SELECT max(v.version) FROM note v WHERE v.id = n.id) \
         ORDER BY m.mentioned_at DESC, m.note_id LIMIT {limit}",
        of("n", READ)
    ));
    let rows = tx.query(&sql.sql, &sql.args).await?;
    let mention = |mut row: crate::value::Row| {
        Ok(Mention { note: read(&mut row)?, supplier: row.text()?, at: row.instant()? })
    };
    rows.into_iter().map(mention).collect()
}

/// The member has seen it.
pub async fn seen(tx: &mut dyn Tx, note: &str, member: &MemberId, at: Instant) -> StoreResult<()> {
    let sql =
        "UPDATE note_mention SET seen_at = $3 WHERE note_id = $1 AND member_id = $2 AND seen_at IS NULL";
    tx.execute(sql, args![note, member, at]).await.map(|_| ())
}
