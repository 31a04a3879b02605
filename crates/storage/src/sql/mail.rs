//! The outbox.

use super::log;
use crate::tx::{Statement, Tx, first, insert_many};
use crate::value::{Row, Value, args, json};
use service::ports::{StoreError, Stored};
use service::records::{LogDraft, Mail, MailKind, MailState, Millis, NewMail};

const COLUMNS: &str = "id, mail_key, kind, request_id, supplier_id, link_id, recipient, language, fields, send_at, \
                       state, attempts, in_doubt, error, created_at, sent_at";

fn read(mut row: Row) -> Stored<Mail> {
    Ok(Mail {
        mail: NewMail {
            id: row.text()?,
            key: row.text()?,
            kind: row.key(MailKind::parse)?,
            request: row.opt_text()?,
            supplier: row.opt_text()?,
            link: row.opt_text()?,
            to: row.text()?,
            language: row.text()?,
            values: row.json()?,
            send_at: row.int()?,
        },
        state: row.key(MailState::parse)?,
        attempts: row.int()?,
        in_doubt: row.int()?,
        error: row.opt_text()?,
        created_at: row.int()?,
        sent_at: row.opt_int()?,
    })
}

/// Queues mails; those whose key is known already are left out.
pub async fn queue(tx: &mut dyn Tx, mails: &[NewMail], at: Millis) -> Stored<()> {
    let mut rows = Vec::with_capacity(mails.len() * 17);
    for m in mails {
        rows.extend([Value::from(&m.id), (&m.key).into(), m.kind.key().into(), (&m.request).into()]);
        rows.extend([Value::from(&m.supplier), (&m.link).into(), (&m.to).into(), (&m.language).into()]);
        rows.extend([Value::from(json(&m.values)?), m.send_at.into(), MailState::Queued.key().into()]);
        rows.extend([
            Value::Int(0),
            Value::Int(0),
            Value::NullText,
            at.into(),
            Value::NullInt,
            m.send_at.into(),
        ]);
    }
    let head = format!("INSERT INTO outbox ({COLUMNS}, due_at)");
    insert_many(tx, &head, 17, &rows, "ON CONFLICT (mail_key) DO NOTHING").await.map(|_| ())
}

/// Queues mails that belong to no other unit of work.
pub async fn queue_alone(tx: &mut dyn Tx, mails: &[NewMail], act: &Option<LogDraft>) -> Stored<()> {
    let at = act.as_ref().map(|a| a.at).or(mails.iter().map(|m| m.send_at).min()).unwrap_or_default();
    queue(tx, mails, at).await?;
    log::append(tx, act.as_slice()).await
}

/// Takes mails that are due. The lease of a taker that died runs out, and its mails are due again.
pub async fn claim(tx: &mut dyn Tx, now: Millis, lease_until: Millis, limit: u32) -> Stored<Vec<Mail>> {
    let sql = format!(
        "SELECT id FROM outbox WHERE due_at <= $1 ORDER BY due_at, id LIMIT $2{}",
        tx.dialect().skip_locked()
    );
    let due = tx.query(&sql, args![now, limit]).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let ids = due.into_iter().map(|mut row| row.text()).collect::<Stored<Vec<String>>>()?;
    let mut sql = Statement::default();
    let lease = sql.arg(lease_until);
    let list = sql.list(&ids);
    sql.push(&format!(
        "UPDATE outbox SET state = 'sending', attempts = attempts + 1, \
         in_doubt = in_doubt + CASE WHEN state = 'sending' THEN 1 ELSE 0 END, due_at = {lease} \
         WHERE id IN ({list}) RETURNING {COLUMNS}"
    ));
    let taken = tx.query(&sql.sql, &sql.args).await?;
    let mut mails = taken.into_iter().map(read).collect::<Stored<Vec<Mail>>>()?;
    mails.sort_by_key(|mail| ids.iter().position(|id| *id == mail.mail.id));
    Ok(mails)
}

/// The server took it. A problem that was noted for the address is over.
pub async fn sent(tx: &mut dyn Tx, id: &str, now: Millis) -> Stored<()> {
    let sql = "UPDATE outbox SET state = 'sent', sent_at = $2, error = NULL, due_at = NULL \
               WHERE id = $1 AND state <> 'sent'";
    if tx.execute(sql, args![id, now]).await? == 0 {
        return match get(tx, id).await? {
            Some(_) => Ok(()),
            None => Err(StoreError::NotFound),
        };
    }
    let sql = "UPDATE supplier SET mail_problem = NULL, version = version + 1 WHERE mail_problem IS NOT NULL \
               AND id = (SELECT supplier_id FROM outbox WHERE id = $1) \
               AND email = (SELECT recipient FROM outbox WHERE id = $1)";
    tx.execute(sql, args![id]).await.map(|_| ())
}

/// It failed: for now, or for good, and then the supplier shows it, unless its address has changed since.
pub async fn failed(tx: &mut dyn Tx, id: &str, error: &str, retry_at: Option<Millis>) -> Stored<()> {
    let state = if retry_at.is_some() { MailState::Queued } else { MailState::Failed };
    // Only while it is being sent: a late failure of an earlier taker does not undo what a later one achieved.
    let sql = "UPDATE outbox SET state = $2, error = $3, due_at = $4 WHERE id = $1 AND state = 'sending'";
    let changed = tx.execute(sql, args![id, state.key(), error, retry_at]).await?;
    if changed == 0 && get(tx, id).await?.is_none() {
        return Err(StoreError::NotFound);
    }
    if changed == 1 && state == MailState::Failed {
        let sql = "UPDATE supplier SET mail_problem = $2, version = version + 1 \
                   WHERE id = (SELECT supplier_id FROM outbox WHERE id = $1) \
                   AND email = (SELECT recipient FROM outbox WHERE id = $1)";
        tx.execute(sql, args![id, error]).await?;
    }
    Ok(())
}

/// It is not wanted any more. Only while it is being sent: what was sent stays sent.
pub async fn dropped(tx: &mut dyn Tx, id: &str, why: &str) -> Stored<()> {
    let sql = "UPDATE outbox SET state = $2, error = $3, due_at = NULL WHERE id = $1 AND state = 'sending'";
    let changed = tx.execute(sql, args![id, MailState::Dropped.key(), why]).await?;
    if changed == 0 && get(tx, id).await?.is_none() {
        return Err(StoreError::NotFound);
    }
    Ok(())
}

/// One mail.
pub async fn get(tx: &mut dyn Tx, id: &str) -> Stored<Option<Mail>> {
    let sql = format!("SELECT {COLUMNS} FROM outbox WHERE id = $1");
    first(tx, &sql, args![id]).await?.map(read).transpose()
}

/// The newest mails.
pub async fn newest(tx: &mut dyn Tx, supplier: Option<&str>, limit: u32) -> Stored<Vec<Mail>> {
    let mut sql = Statement::default();
    sql.push("SELECT ").push(COLUMNS).push(" FROM outbox");
    if let Some(supplier) = supplier {
        let id = sql.arg(supplier);
        sql.push(&format!(" WHERE supplier_id = {id}"));
    }
    let most = sql.arg(limit);
    sql.push(&format!(" ORDER BY created_at DESC, id DESC LIMIT {most}"));
    tx.query(&sql.sql, &sql.args).await?.into_iter().map(read).collect()
}
