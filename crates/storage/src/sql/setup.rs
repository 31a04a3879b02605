//! The company and the first start.

use super::{changes, log, member};
use crate::tx::{Tx, first};
use crate::value::{args, json};
use service::ports::{StoreError, StoreResult};
use service::records::{Company, FieldChange, Instant, LogDraft, Member, Role};

/// The company, once set up.
pub async fn company(tx: &mut dyn Tx) -> StoreResult<Option<Company>> {
    let row = first(tx, "SELECT document FROM setting WHERE name = 'company'", &[]).await?;
    row.map(|mut row| row.json()).transpose()
}

/// Stores the company.
pub async fn save_company(tx: &mut dyn Tx, company: &Company, act: &LogDraft) -> StoreResult<()> {
    let before = super::setup::company(tx).await?;
    put_company(tx, company).await?;
    log::append(tx, &[changes::noted(act, changed(before.as_ref(), company))?]).await
}

/// What changes in the company's facts.
fn changed(old: Option<&Company>, new: &Company) -> Vec<FieldChange> {
    let facts = |company: &Company| match serde_json::to_value(company) {
        Ok(serde_json::Value::Object(facts)) => facts,
        _ => serde_json::Map::new(),
    };
    let text = |value: Option<&serde_json::Value>| match value {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    let (before, after) = (old.map(facts).unwrap_or_default(), facts(new));
    let each = after.iter().map(|(field, to)| (field, text(before.get(field)), text(Some(to))));
    let changed = each.filter(|(_, from, to)| from != to);
    changed.map(|(field, from, to)| FieldChange { field: field.clone(), from, to }).collect()
}

async fn put_company(tx: &mut dyn Tx, company: &Company) -> StoreResult<()> {
    let sql = "INSERT INTO setting (name, document) VALUES ('company', $1) \
               ON CONFLICT (name) DO UPDATE SET document = excluded.document";
    tx.execute(sql, args![json(company)?]).await.map(|_| ())
}

/// Stores the hash of the set-up token in place of an older one, unless the company is set up.
pub async fn put_token(tx: &mut dyn Tx, hash: &str, now: Instant) -> StoreResult<()> {
    if is_set_up(tx).await? {
        return Ok(());
    }
    tx.execute("DELETE FROM setup_token", &[]).await?;
    tx.execute("INSERT INTO setup_token (hash, created_at) VALUES ($1, $2)", args![hash, now]).await?;
    Ok(())
}

/// Whether this is the present token and nobody has used it.
pub async fn token_valid(tx: &mut dyn Tx, hash: &str) -> StoreResult<bool> {
    let found = first(tx, "SELECT created_at FROM setup_token WHERE hash = $1", args![hash]).await?;
    Ok(found.is_some() && !is_set_up(tx).await?)
}

/// Whether there is an administrator.
pub async fn is_set_up(tx: &mut dyn Tx) -> StoreResult<bool> {
    Ok(first(tx, "SELECT id FROM member WHERE duty = 'administrator' LIMIT 1", &[]).await?.is_some())
}

/// Stores company and first administrator and burns the token. Whoever deletes the token's row has won.
pub async fn complete(
    tx: &mut dyn Tx,
    hash: &str,
    company: &Company,
    first_member: &Member,
    act: &LogDraft,
) -> StoreResult<()> {
    let burnt = tx.execute("DELETE FROM setup_token WHERE hash = $1", args![hash]).await?;
    if burnt != 1 || is_set_up(tx).await? {
        return Err(StoreError::Conflict);
    }
    if first_member.role != Role::Administrator || first_member.disabled_at.is_some() {
        return Err(StoreError::Conflict);
    }
    put_company(tx, company).await?;
    member::insert(tx, first_member).await?;
    log::append(tx, std::slice::from_ref(act)).await
}
