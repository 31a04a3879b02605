//! Which secret the database belongs to.

use super::{link, log, mail};
use crate::tx::{Tx, first};
use crate::value::{args, json};
use service::ports::StoreResult;
use service::records::{RequestId, SecretRenewal, SecretState};
use std::collections::BTreeSet;

/// Links that are looked at to tell whose a database is that does not know it.
const LOOKED_AT: u32 = 100;

/// By which the database knows its secret.
pub async fn check(tx: &mut dyn Tx) -> StoreResult<Option<String>> {
    let row = first(tx, "SELECT document FROM setting WHERE name = 'secret'", &[]).await?;
    row.map(|mut row| row.json()).transpose()
}

/// What the database knows of its secret.
pub async fn state(tx: &mut dyn Tx) -> StoreResult<SecretState> {
    let check = check(tx).await?;
    let mut fresh = check.is_none();
    for table in ["setup_token", "member", "access_link", "log_entry"] {
        fresh = fresh && first(tx, &format!("SELECT 1 FROM {table} LIMIT 1"), &[]).await?.is_none();
    }
    Ok(SecretState { check, fresh, links: link::newest(tx, LOOKED_AT).await? })
}

/// Makes a secret the database's own if it has none yet.
pub async fn adopt(tx: &mut dyn Tx, value: &String) -> StoreResult<String> {
    let sql = "INSERT INTO setting (name, document) VALUES ('secret', $1) ON CONFLICT (name) DO NOTHING";
    tx.execute(sql, args![json(value)?]).await?;
    Ok(check(tx).await?.unwrap_or_default())
}

/// Puts another secret in its place, with what follows from it.
pub async fn renew(tx: &mut dyn Tx, renewal: &SecretRenewal) -> StoreResult<()> {
    let sql = "INSERT INTO setting (name, document) VALUES ('secret', $1) \
               ON CONFLICT (name) DO UPDATE SET document = excluded.document";
    tx.execute(sql, args![json(&renewal.check)?]).await?;
    if renewal.revoke {
        tx.execute("UPDATE access_link SET revoked_at = $1 WHERE revoked_at IS NULL", args![renewal.at])
            .await?;
    }
    // Their codes follow from the secret that is gone.
    tx.execute("UPDATE second_factor SET nonce = '', codes = '[]' WHERE nonce <> ''", &[]).await?;
    link::insert(tx, &renewal.links.iter().collect::<Vec<_>>()).await?;
    let mut served = BTreeSet::new();
    for link in &renewal.links {
        let sql = "UPDATE outbox SET link_id = $2 WHERE request_id = $1 AND link_id IS NOT NULL \
                   AND state IN ('queued', 'sending', 'failed')";
        tx.execute(sql, args![&link.request, &link.id]).await?;
        let waits = "SELECT 1 FROM outbox WHERE request_id = $1 AND link_id IS NOT NULL \
                     AND state IN ('queued', 'sending') LIMIT 1";
        if first(tx, waits, args![&link.request]).await?.is_some() {
            served.insert(&link.request);
        }
    }
    let unserved = |request: &Option<RequestId>| request.as_ref().is_none_or(|id| !served.contains(id));
    let mails: Vec<_> = renewal.mails.iter().filter(|m| unserved(&m.request)).cloned().collect();
    mail::queue(tx, &mails, renewal.at).await?;
    log::append(tx, std::slice::from_ref(&renewal.log)).await
}
