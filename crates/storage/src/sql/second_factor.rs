//! What members sign in with besides their password.

use super::{log, mail};
use crate::tx::{Tx, first};
use crate::value::{args, json};
use service::ports::StoreResult;
use service::records::{LogDraft, MemberId, NewMail, SecondFactor};

/// A member's, if there is one.
pub async fn get(tx: &mut dyn Tx, member: &str) -> StoreResult<Option<SecondFactor>> {
    let sql = "SELECT nonce, since, codes, last_step FROM second_factor WHERE member_id = $1 AND nonce <> ''";
    let Some(mut row) = first(tx, sql, args![member]).await? else { return Ok(None) };
    let (nonce, since) = (row.text()?, row.instant()?);
    Ok(Some(SecondFactor { nonce, since, codes: row.json()?, last_step: row.int()? }))
}

/// Who has one.
pub async fn members(tx: &mut dyn Tx) -> StoreResult<Vec<MemberId>> {
    let sql = "SELECT member_id FROM second_factor WHERE nonce <> ''";
    tx.query(sql, &[]).await?.iter_mut().map(|row| row.id()).collect()
}

/// Puts another in its place, or none. Whoever is signed in somewhere signs in anew.
pub async fn set(
    tx: &mut dyn Tx,
    member: &str,
    factor: Option<&SecondFactor>,
    mails: &[NewMail],
    act: &LogDraft,
) -> StoreResult<()> {
    let none = SecondFactor::default();
    let factor = factor.unwrap_or(&none);
    let sql = "INSERT INTO second_factor (member_id, nonce, since, codes, last_step) VALUES ($1, $2, $3, $4, $5) \
               ON CONFLICT (member_id) DO UPDATE SET nonce = excluded.nonce, since = excluded.since, \
               codes = excluded.codes, last_step = excluded.last_step";
    let values = args![member, &factor.nonce, factor.since, json(&factor.codes)?, factor.last_step];
    tx.execute(sql, values).await?;
    tx.execute("DELETE FROM session WHERE member_id = $1", args![member]).await?;
    mail::queue(tx, mails, act.at).await?;
    log::append(tx, std::slice::from_ref(act)).await
}

/// Uses a step's code up, unless it or a later one was used: of two who send the same code at once one gets in.
pub async fn use_step(tx: &mut dyn Tx, member: &str, step: i64) -> StoreResult<bool> {
    let sql =
        "UPDATE second_factor SET last_step = $2 WHERE member_id = $1 AND nonce <> '' AND last_step < $2";
    Ok(tx.execute(sql, args![member, step]).await? == 1)
}

/// Uses a recovery code up.
pub async fn use_recovery(tx: &mut dyn Tx, member: &str, hash: &str) -> StoreResult<bool> {
    let lock = tx.dialect().for_update("second_factor");
    let sql = format!("SELECT codes FROM second_factor WHERE member_id = $1 AND nonce <> ''{lock}");
    let Some(mut row) = first(tx, &sql, args![member]).await? else { return Ok(false) };
    let mut codes: Vec<String> = row.json()?;
    let Some(at) = codes.iter().position(|code| code == hash) else { return Ok(false) };
    codes.remove(at);
    let sql = "UPDATE second_factor SET codes = $2 WHERE member_id = $1";
    tx.execute(sql, args![member, json(&codes)?]).await?;
    Ok(true)
}

/// Whether every member must have one.
pub async fn is_demanded(tx: &mut dyn Tx) -> StoreResult<bool> {
    let row = first(tx, "SELECT document FROM setting WHERE name = 'second_factor'", &[]).await?;
    row.map_or(Ok(false), |mut row| row.json())
}

/// Whether every member must have one from now on.
pub async fn demand(tx: &mut dyn Tx, demanded: bool, act: &LogDraft) -> StoreResult<()> {
    let sql = "INSERT INTO setting (name, document) VALUES ('second_factor', $1) \
               ON CONFLICT (name) DO UPDATE SET document = excluded.document";
    tx.execute(sql, args![json(&demanded)?]).await?;
    log::append(tx, std::slice::from_ref(act)).await
}
