//! The team.

use super::columns::columns;
use super::{campaign, changes, log, mail, supplier_group};
use crate::tx::{Tx, first, placeholders};
use crate::value::args;
use service::ports::{StoreError, StoreResult};
use service::records::{FieldChange, LogDraft, Member, MemberChange, NewMail, Role, Scope};

columns! {
    Member(m) {
        id: id => &m.id;
        email: text => m.email.trim().to_lowercase();
        name: text => &m.name;
        duty as role: key(Role::parse) => m.role.key();
        password_hash: text => &m.password_hash;
        created_at: instant => m.created_at;
        disabled_at: opt_instant => m.disabled_at;
        scope: key(Scope::parse) => m.scope.key();
    } and {
        role => m.role.key();
    }
}

fn select() -> String {
    format!("SELECT {} FROM member", READ.join(", "))
}

/// A member.
pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<Member>> {
    let sql = select() + " WHERE id = $1";
    first(tx, &sql, args![id]).await?.map(|mut row| read(&mut row)).transpose()
}

/// A member by address, any letter case.
pub async fn by_email(tx: &mut dyn Tx, email: &str) -> StoreResult<Option<Member>> {
    let sql = select() + " WHERE email = $1";
    first(tx, &sql, args![email.trim().to_lowercase()]).await?.map(|mut row| read(&mut row)).transpose()
}

/// All members, by name.
pub async fn all(tx: &mut dyn Tx) -> StoreResult<Vec<Member>> {
    let mut members: Vec<Member> =
        tx.query(&select(), &[]).await?.iter_mut().map(read).collect::<StoreResult<_>>()?;
    members.sort_by_cached_key(|m| (m.name.to_lowercase(), m.id.clone()));
    Ok(members)
}

/// Adds a row.
pub async fn insert(tx: &mut dyn Tx, m: &Member) -> StoreResult<()> {
    let sql = format!("INSERT INTO member ({}) VALUES ({})", WRITTEN.join(", "), placeholders(0, WIDTH));
    tx.execute(&sql, &values(m)?).await.map(|_| ())
}

/// Adds a member, with what follows from it.
pub async fn add(tx: &mut dyn Tx, member: &Member, mails: &[NewMail], act: &LogDraft) -> StoreResult<()> {
    insert(tx, member).await?;
    mail::queue(tx, mails, act.at).await?;
    log::append(tx, std::slice::from_ref(act)).await
}

/// Changes the columns that are meant and no other, with what follows from it.
pub async fn change(
    tx: &mut dyn Tx,
    id: &str,
    change: &MemberChange,
    mails: &[NewMail],
    act: &LogDraft,
) -> StoreResult<()> {
    // Two administrators who demote each other at once take turns here.
    let admins = "SELECT id FROM member WHERE duty = 'administrator' AND disabled_at IS NULL";
    let lock = tx.dialect().for_update("member");
    tx.query(&format!("{admins} ORDER BY id{lock}"), &[]).await?;
    let before = get(tx, id).await?;
    // Who was invited and has chosen no password yet may never come: such an administrator is not counted on.
    let able = format!("{admins} AND password_hash <> '' AND substr(password_hash, 1, 1) <> '!'");
    let had = !tx.query(&able, &[]).await?.is_empty();
    // Who is already what was asked for is not signed out for nothing.
    if let Some(member) = &before {
        let already = match change {
            MemberChange::Role(role, scope) => member.role == *role && member.scope == *scope,
            MemberChange::Disabled(at) => member.disabled_at.is_some() == at.is_some(),
            MemberChange::Password { .. } => false,
        };
        if already {
            return Ok(());
        }
    }
    let touched = match change {
        MemberChange::Role(role, scope) => {
            let sql = "UPDATE member SET role = $2, duty = $2, scope = $3 WHERE id = $1";
            tx.execute(sql, args![id, role.key(), scope.key()]).await?
        }
        MemberChange::Disabled(at) => {
            tx.execute("UPDATE member SET disabled_at = $2 WHERE id = $1", args![id, *at]).await?
        }
        MemberChange::Password { old: None, new } => {
            tx.execute("UPDATE member SET password_hash = $2 WHERE id = $1", args![id, new]).await?
        }
        MemberChange::Password { old: Some(old), new } => {
            let sql = "UPDATE member SET password_hash = $2 WHERE id = $1 AND password_hash = $3";
            tx.execute(sql, args![id, new, old]).await?
        }
    };
    if touched == 0 {
        return Err(if get(tx, id).await?.is_some() { StoreError::Conflict } else { StoreError::NotFound });
    }
    if tx.query(admins, &[]).await?.is_empty() || (had && tx.query(&able, &[]).await?.is_empty()) {
        return Err(StoreError::Conflict);
    }
    tx.execute("DELETE FROM session WHERE member_id = $1", args![id]).await?;
    mail::queue(tx, mails, act.at).await?;
    let act = match (change, before) {
        // The detail holds what it became; the log keeps what it was as well.
        (MemberChange::Role(role, scope), Some(member)) => {
            let change = |field: &str, from: String, to: String| {
                (from != to).then(|| FieldChange { field: field.to_owned(), from, to })
            };
            let role = change("role", member.role.key().to_owned(), role.key().to_owned());
            let scope = change("scope", scoped(tx, &member.scope).await?, scoped(tx, scope).await?);
            let blank = LogDraft { detail: String::new(), ..act.clone() };
            changes::noted(&blank, role.into_iter().chain(scope).collect())?
        }
        _ => act.clone(),
    };
    log::append(tx, &[act]).await
}

/// A scope as the log tells of it: by the names that its campaigns and groups have now.
async fn scoped(tx: &mut dyn Tx, scope: &Scope) -> StoreResult<String> {
    let names: Vec<String> = match scope {
        Scope::Everything => return Ok("everything".to_owned()),
        Scope::Campaigns(ids) => {
            let all = campaign::all(tx).await?;
            all.into_iter().filter(|of| ids.contains(&of.id)).map(|of| of.name).collect()
        }
        Scope::Groups(keys) => {
            let all = supplier_group::all(tx, &Scope::Everything).await?;
            let named =
                |key: &String| all.iter().find(|of| of.key == *key).map_or(key, |of| &of.name).clone();
            keys.iter().map(named).collect()
        }
    };
    Ok(names.join("; "))
}
