//! The team.

use super::{log, mail};
use crate::tx::{Tx, first};
use crate::value::{Row, args};
use service::ports::{StoreError, Stored};
use service::records::{LogDraft, Member, NewMail, Role};

const COLUMNS: &str = "id, email, name, role, password_hash, created_at, disabled_at";

fn read(mut row: Row) -> Stored<Member> {
    Ok(Member {
        id: row.text()?,
        email: row.text()?,
        name: row.text()?,
        role: row.key(Role::parse)?,
        password_hash: row.text()?,
        created_at: row.int()?,
        disabled_at: row.opt_int()?,
    })
}

/// A member.
pub async fn get(tx: &mut dyn Tx, id: &str) -> Stored<Option<Member>> {
    let sql = format!("SELECT {COLUMNS} FROM member WHERE id = $1");
    first(tx, &sql, args![id]).await?.map(read).transpose()
}

/// A member by address, any letter case.
pub async fn by_email(tx: &mut dyn Tx, email: &str) -> Stored<Option<Member>> {
    let sql = format!("SELECT {COLUMNS} FROM member WHERE email = $1");
    first(tx, &sql, args![email.trim().to_lowercase()]).await?.map(read).transpose()
}

/// All members, by name.
pub async fn all(tx: &mut dyn Tx) -> Stored<Vec<Member>> {
    let sql = format!("SELECT {COLUMNS} FROM member");
    let mut members: Vec<Member> = tx.query(&sql, &[]).await?.into_iter().map(read).collect::<Stored<_>>()?;
    members.sort_by_cached_key(|m| (m.name.to_lowercase(), m.id.clone()));
    Ok(members)
}

/// Adds or overwrites.
pub async fn put(tx: &mut dyn Tx, m: &Member) -> Stored<()> {
    let sql = format!(
        "INSERT INTO member ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET \
         email = excluded.email, name = excluded.name, role = excluded.role, \
         password_hash = excluded.password_hash, disabled_at = excluded.disabled_at"
    );
    let email = m.email.trim().to_lowercase();
    let values = args![&m.id, email, &m.name, m.role.key(), &m.password_hash, m.created_at, m.disabled_at];
    tx.execute(&sql, values).await.map(|_| ())
}

/// Adds or overwrites, with what follows from it.
pub async fn save(tx: &mut dyn Tx, member: &Member, mails: &[NewMail], act: &LogDraft) -> Stored<()> {
    // Two administrators who demote each other at once take turns here.
    let admins = "SELECT id FROM member WHERE role = 'administrator' AND disabled_at IS NULL";
    let lock = tx.dialect().for_update("member");
    tx.query(&format!("{admins} ORDER BY id{lock}"), &[]).await?;
    let old = get(tx, &member.id).await?;
    put(tx, member).await?;
    if tx.query(admins, &[]).await?.is_empty() {
        return Err(StoreError::Conflict);
    }
    if old.is_some_and(|old| {
        old.role != member.role
            || old.password_hash != member.password_hash
            || old.disabled_at.is_some() != member.disabled_at.is_some()
    }) {
        tx.execute("DELETE FROM session WHERE member_id = $1", args![&member.id]).await?;
    }
    mail::queue(tx, mails, act.at).await?;
    log::append(tx, std::slice::from_ref(act)).await
}
