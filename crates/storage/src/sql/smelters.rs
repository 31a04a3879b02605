//! Smelter lists: kept beside each other, retired but never overwritten.

use super::columns::columns;
use super::log;
use super::snapshot::add;
use crate::tx::{Tx, first};
use crate::value::{Row, args, json};
use domain::Smelter;
use domain::smelters::list::About;
use domain::smelters::{LicenceClass, ListKind, SmelterList};
use serde::Deserialize;
use service::ports::{StoreError, StoreResult};
use service::records::{Instant, ListHead, LogDraft, StoredList};

columns! {
    ListHead(h, body: String) {
        id: text => &h.id;
        kind: key(kind) => h.kind.key();
        as_of: day => h.as_of;
        source: text => &h.source;
        licence: text => &h.licence;
        imported_at: instant => h.imported_at;
        imported_by: id => &h.imported_by;
        size: size => h.size as i64;
        noise: size => h.noise as i64;
        hash: text => &h.hash;
        retired_at: opt_instant => h.retired_at;
        retired_why: text => &h.retired_why;
        licence_class as class: key(|key| Some(LicenceClass::of(key))) => h.class.key();
    } and {
        body => body;
    }
}

/// The kind of a list; one that is not known any more is of the usual kind.
pub(super) fn kind(key: &str) -> Option<ListKind> {
    Some(ListKind::ALL.into_iter().find(|kind| kind.key() == key).unwrap_or_default())
}

/// A list as it is stored. The first version of the portal stored smelters alone.
#[derive(Deserialize)]
#[serde(untagged)]
enum Body {
    Smelters(Vec<Smelter>),
    List(Box<SmelterList>),
}

fn whole(row: &mut Row) -> StoreResult<StoredList> {
    let head = read(row)?;
    let about = About {
        kind: head.kind,
        as_of: Some(head.as_of),
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
pub async fn put(tx: &mut dyn Tx, list: &StoredList, act: &LogDraft) -> StoreResult<()> {
    add(tx, "reference_list", WRITTEN, &values(&list.head, json(&list.list)?)?, act).await
}

/// All lists without their rows, the youngest first.
pub async fn heads(tx: &mut dyn Tx) -> StoreResult<Vec<ListHead>> {
    let sql =
        format!("SELECT {} FROM reference_list ORDER BY as_of DESC, imported_at DESC, id", READ.join(", "));
    tx.query(&sql, &[]).await?.iter_mut().map(read).collect()
}

/// A list whole.
pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<StoredList>> {
    let sql = format!("SELECT {}, body FROM reference_list WHERE id = $1", READ.join(", "));
    first(tx, &sql, args![id]).await?.as_mut().map(whole).transpose()
}

/// The lists that count, oldest first; of one day, the one imported last comes last.
pub async fn in_use(tx: &mut dyn Tx) -> StoreResult<Vec<StoredList>> {
    let sql = format!(
        "SELECT {}, body FROM reference_list WHERE retired_at IS NULL ORDER BY as_of, imported_at, id",
        READ.join(", ")
    );
    tx.query(&sql, &[]).await?.iter_mut().map(whole).collect()
}

/// Retires a list, once.
pub async fn retire(tx: &mut dyn Tx, id: &str, at: Instant, why: &str, act: &LogDraft) -> StoreResult<()> {
    let sql =
        "UPDATE reference_list SET retired_at = $2, retired_why = $3 WHERE id = $1 AND retired_at IS NULL";
    if tx.execute(sql, args![id, at, why]).await? == 0 {
        return Err(StoreError::Conflict);
    }
    log::append(tx, std::slice::from_ref(act)).await
}
