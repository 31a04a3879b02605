//! Smelter lists: kept beside each other, retired but never overwritten.

use super::log;
use crate::tx::{Tx, first};
use crate::value::{Row, args, json};
use domain::Smelter;
use domain::smelters::list::About;
use domain::smelters::{LicenceClass, ListKind, SmelterList};
use serde::Deserialize;
use service::ports::{StoreError, Stored};
use service::records::{ListHead, LogDraft, Millis, StoredList};

const HEAD: &str = "id, kind, as_of, source, licence, imported_at, imported_by, size, noise, hash, retired_at, retired_why, \
     licence_class";

/// A list as it is stored. The first version of the portal stored smelters alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Body {
    Smelters(Vec<Smelter>),
    List(Box<SmelterList>),
}

fn head(row: &mut Row) -> Stored<ListHead> {
    let (id, kind) = (row.text()?, row.text()?);
    Ok(ListHead {
        id,
        kind: ListKind::ALL.into_iter().find(|k| k.key() == kind).unwrap_or_default(),
        as_of: row.text()?,
        source: row.text()?,
        licence: row.text()?,
        imported_at: row.int()?,
        imported_by: row.id()?,
        size: row.int()?.unsigned_abs(),
        noise: row.int()?.unsigned_abs(),
        hash: row.text()?,
        retired_at: row.opt_int()?,
        retired_why: row.text()?,
        class: LicenceClass::of(&row.text()?),
    })
}

fn whole(mut row: Row) -> Stored<StoredList> {
    let head = head(&mut row)?;
    let about = About {
        kind: head.kind,
        as_of: head.as_of.clone(),
        source: head.source.clone(),
        licence: head.licence.clone(),
        class: head.class,
    };
    let mut list = match row.json()? {
        Body::Smelters(smelters) => SmelterList::of_smelters(about, &smelters),
        Body::List(list) => *list,
    };
    list.id.clone_from(&head.id);
    list.class = head.class;
    Ok(StoredList { head, list })
}

/// Stores a list, once.
pub async fn put(tx: &mut dyn Tx, list: &StoredList, act: &LogDraft) -> Stored<()> {
    let h = &list.head;
    let sql = format!(
        "INSERT INTO reference_list ({HEAD}, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         ON CONFLICT (id) DO NOTHING"
    );
    let values = args![
        &h.id,
        h.kind.key(),
        &h.as_of,
        &h.source,
        &h.licence,
        h.imported_at,
        &h.imported_by,
        h.size as i64,
        h.noise as i64,
        &h.hash,
        h.retired_at,
        &h.retired_why,
        h.class.key(),
        json(&list.list)?
    ];
    if tx.execute(&sql, values).await? == 0 {
        return Err(StoreError::Conflict);
    }
    log::append(tx, std::slice::from_ref(act)).await
}

/// All lists without their rows, the youngest first.
pub async fn heads(tx: &mut dyn Tx) -> Stored<Vec<ListHead>> {
    let sql = format!("SELECT {HEAD} FROM reference_list ORDER BY as_of DESC, imported_at DESC, id");
    tx.query(&sql, &[]).await?.into_iter().map(|mut row| head(&mut row)).collect()
}

/// A list whole.
pub async fn get(tx: &mut dyn Tx, id: &str) -> Stored<Option<StoredList>> {
    let sql = format!("SELECT {HEAD}, body FROM reference_list WHERE id = $1");
    first(tx, &sql, args![id]).await?.map(whole).transpose()
}

/// The lists that count, oldest first; of one day, the one imported last comes last.
pub async fn in_use(tx: &mut dyn Tx) -> Stored<Vec<StoredList>> {
    let sql = format!(
        "SELECT {HEAD}, body FROM reference_list WHERE retired_at IS NULL ORDER BY as_of, imported_at, id"
    );
    tx.query(&sql, &[]).await?.into_iter().map(whole).collect()
}

/// Retires a list, once.
pub async fn retire(tx: &mut dyn Tx, id: &str, at: Millis, why: &str, act: &LogDraft) -> Stored<()> {
    let sql =
        "UPDATE reference_list SET retired_at = $2, retired_why = $3 WHERE id = $1 AND retired_at IS NULL";
    if tx.execute(sql, args![id, at, why]).await? == 0 {
        return Err(StoreError::Conflict);
    }
    log::append(tx, std::slice::from_ref(act)).await
}
