//! Suppliers.

use super::columns::{columns, overwrite};
use super::keyset::From;
use super::search::needle;
use super::{changes, scope, supplier_group};
use crate::tx::{Statement, Tx, first, insert_many};
use crate::value::{Value, args};
use service::ports::{StoreError, StoreResult};
use service::records::{
    FieldChange, Page, Relationship, Scope, Supplier, SupplierFilter, SupplierId, SupplierSort,
};
use std::collections::HashMap;

columns! {
    Supplier(s, version: i64) {
        id: id => &s.id;
        version: int => version;
        reference: text => &s.reference;
        name: text => &s.name;
        relationship: key(Relationship::parse) => s.relationship.key();
        via: text => &s.via;
        contact_name: text => &s.contact_name;
        email: text => s.email.to_lowercase();
        language: text => &s.language;
        country: text => &s.country;
        spend_share: opt_int => s.spend_share;
        parts: text => &s.parts;
        important: text => &s.important;
        excluded: text => &s.excluded;
        groups: text => &s.groups;
        phone: text => &s.phone;
        second_name: text => &s.second_name;
        second_email: text => s.second_email.to_lowercase();
        second_phone: text => &s.second_phone;
        second_language: text => &s.second_language;
        buyer_name: text => &s.buyer_name;
        buyer_email: text => s.buyer_email.to_lowercase();
        buyer_phone: text => &s.buyer_phone;
        buyer_language: text => &s.buyer_language;
        retired_at: opt_instant => s.retired_at;
        mail_problem: opt_text => &s.mail_problem;
        created_at: instant => s.created_at;
    } and {
        name_key => name_key(&s.name);
        search => search_text(s);
    }
}

fn select() -> String {
    format!("SELECT {} FROM supplier", READ.join(", "))
}

/// The name as lists are ordered by it.
pub fn name_key(name: &str) -> String {
    name.trim().to_lowercase()
}

fn search_text(s: &Supplier) -> String {
    format!("{}\n{}\n{}", s.name, s.reference, s.email).to_lowercase()
}

/// One supplier.
pub async fn get(tx: &mut dyn Tx, id: &str) -> StoreResult<Option<Supplier>> {
    let sql = select() + " WHERE id = $1";
    first(tx, &sql, args![id]).await?.map(|mut row| read(&mut row)).transpose()
}

/// One supplier, where it is in scope.
pub async fn get_in(tx: &mut dyn Tx, scope: &Scope, id: &str) -> StoreResult<Option<Supplier>> {
    let mut sql = Statement::default();
    let id = sql.arg(id);
    let within = scope::of_suppliers(&mut sql, scope, "id");
    sql.push(&select()).push(&format!(" WHERE id = {id}{within}"));
    first(tx, &sql.sql, &sql.args).await?.map(|mut row| read(&mut row)).transpose()
}

/// Every supplier in scope.
pub async fn all(tx: &mut dyn Tx, scope: &Scope) -> StoreResult<Vec<Supplier>> {
    let mut sql = Statement::default();
    let within = scope::of_suppliers(&mut sql, scope, "id");
    sql.push(&select()).push(&format!(" WHERE 1 = 1{within} ORDER BY name_key, id"));
    tx.query(&sql.sql, &sql.args).await?.iter_mut().map(read).collect()
}

/// How many there are: active, retired.
pub async fn counts(tx: &mut dyn Tx, scope: &Scope) -> StoreResult<(u64, u64)> {
    let mut sql = Statement::default();
    let within = scope::of_suppliers(&mut sql, scope, "id");
    let count =
        |retired: &str| format!("(SELECT count(*) FROM supplier WHERE retired_at IS {retired}{within})");
    sql.push(&format!("SELECT {}, {}", count("NULL"), count("NOT NULL")));
    let mut row = first(tx, &sql.sql, &sql.args).await?.ok_or(StoreError::NotFound)?;
    Ok((row.int()? as u64, row.int()? as u64))
}

/// In which countries they are.
pub async fn countries(tx: &mut dyn Tx, scope: &Scope) -> StoreResult<Vec<String>> {
    // From one to the next, so that an index is jumped through and not walked.
    let (mut all, mut last) = (Vec::new(), String::new());
    loop {
        let mut sql = Statement::default();
        let behind = sql.arg(last.as_str());
        let within = scope::of_suppliers(&mut sql, scope, "id");
        sql.push(&format!("SELECT min(country) FROM supplier WHERE country > {behind}{within}"));
        let found = first(tx, &sql.sql, &sql.args).await?.map(|mut row| row.opt_text()).transpose()?;
        let Some(country) = found.flatten() else { return Ok(all) };
        all.push(country.clone());
        last = country;
    }
}

/// Adds suppliers that are new.
pub async fn insert(tx: &mut dyn Tx, suppliers: &[&Supplier]) -> StoreResult<()> {
    let mut rows: Vec<Value<'_>> = Vec::with_capacity(suppliers.len() * WIDTH);
    for supplier in suppliers {
        rows.extend(values(supplier, 1)?);
    }
    let head = format!("INSERT INTO supplier ({})", WRITTEN.join(", "));
    insert_many(tx, &head, WIDTH, &rows, "").await?;
    supplier_group::put(tx, suppliers).await
}

/// Overwrites a supplier at the version that was read; what its requests copy follows, its groups do not.
pub async fn update(tx: &mut dyn Tx, s: &Supplier) -> StoreResult<Supplier> {
    if !overwrite(tx, "supplier", WRITTEN, &values(s, s.version + 1)?, &["id"], s.version).await? {
        return Err(if get(tx, &s.id).await?.is_some() {
            StoreError::Conflict
        } else {
            StoreError::NotFound
        });
    }
    let sql = "UPDATE request SET name_key = $2, search = $3 \
               WHERE supplier_id = $1 AND (name_key <> $2 OR search <> $3)";
    tx.execute(sql, args![&s.id, name_key(&s.name), search_text(s)]).await?;
    Ok(Supplier { version: s.version + 1, ..s.clone() })
}

/// What people see change in a supplier.
pub fn changed(old: Option<&Supplier>, new: &Supplier) -> StoreResult<Vec<FieldChange>> {
    let skip = ["id", "version", "retired_at", "mail_problem", "created_at"];
    let before = old.map(|old| values(old, 0)).transpose()?;
    Ok(changes::between(READ, before.as_ref().map(<[_; WIDTH]>::as_slice), &values(new, 0)?, &skip))
}

/// Overwrites suppliers at the versions that were read; says of each what that changed.
pub async fn update_noting(
    tx: &mut dyn Tx,
    suppliers: &[&Supplier],
) -> StoreResult<Vec<(Supplier, Vec<FieldChange>)>> {
    let (mut done, mut moved) = (Vec::with_capacity(suppliers.len()), Vec::new());
    for s in suppliers {
        let old = get(tx, &s.id).await?;
        let saved = update(tx, s).await?;
        let what = old.as_ref().map_or_else(|| Ok(Vec::new()), |old| changed(Some(old), s))?;
        moved.extend(old.is_some_and(|old| old.groups != s.groups).then_some(*s));
        done.push((saved, what));
    }
    supplier_group::replace(tx, &moved).await?;
    Ok(done)
}

/// Most suppliers that a search names one by one; a wider one walks the list instead.
const FEW: u32 = 1_000;

/// The suppliers that a search finds, or nothing when they are too many to name.
pub async fn matching(tx: &mut dyn Tx, search: &str) -> StoreResult<Option<Vec<SupplierId>>> {
    let sql = format!("SELECT id FROM supplier WHERE {} LIMIT $2", tx.dialect().contains("search", "$1"));
    let rows = tx.query(&sql, args![search, FEW + 1]).await?;
    if rows.len() > FEW as usize {
        return Ok(None);
    }
    rows.into_iter().map(|mut row| row.id()).collect::<StoreResult<Vec<SupplierId>>>().map(Some)
}

/// What a list of suppliers demands of each; false where none can fit.
async fn demanded<'a>(
    tx: &mut dyn Tx,
    sql: &mut Statement<'a>,
    scope: &'a Scope,
    filter: &SupplierFilter,
) -> StoreResult<bool> {
    sql.push(" WHERE retired_at IS ").push(if filter.retired { "NOT NULL" } else { "NULL" });
    let within = scope::of_suppliers(sql, scope, "id");
    sql.push(&within);
    if let Some(relationship) = filter.relationship {
        let key = sql.arg(relationship.key());
        sql.push(&format!(" AND relationship = {key}"));
    }
    if let Some(country) = &filter.country {
        let country = sql.arg(country.clone());
        sql.push(&format!(" AND country = {country}"));
    }
    if let Some(group) = &filter.group {
        let group = sql.arg(group.clone());
        sql.push(&format!(" AND id IN ({} = {group})", scope::MEMBERS));
    }
    if let Some(least) = filter.spend {
        let least = sql.arg(least);
        sql.push(&format!(" AND spend_share >= {least}"));
    }
    if let Some(needle) = needle(&filter.search) {
        match matching(tx, &needle).await? {
            Some(ids) if ids.is_empty() => return Ok(false),
            Some(ids) => {
                let list = sql.list(ids);
                sql.push(&format!(" AND id IN ({list})"));
            }
            None => {
                let part = sql.arg(needle);
                sql.push(" AND ").push(&tx.dialect().contains("search", &part));
            }
        }
    }
    Ok(true)
}

/// What a list is ordered by before the name; nothing where the name is all. What nobody gave comes first.
fn sort_key(sort: SupplierSort) -> Option<&'static str> {
    Some(match sort {
        SupplierSort::Name => return None,
        SupplierSort::Reference => "lower(reference)",
        SupplierSort::Relationship => "relationship",
        SupplierSort::Via => "lower(via)",
        SupplierSort::ContactName => "lower(contact_name)",
        SupplierSort::Email => "email",
        SupplierSort::Language => "language",
        SupplierSort::Country => "country",
        SupplierSort::SpendShare => "coalesce(spend_share, -1)",
        SupplierSort::Parts => "lower(parts)",
    })
}

/// Between the two keys of a place in a list; in no text that anybody types.
const BETWEEN: char = '\u{1f}';

/// A page in the order that is asked for.
pub async fn page(tx: &mut dyn Tx, scope: &Scope, filter: &SupplierFilter) -> StoreResult<Page<Supplier>> {
    let limit = filter.limit.clamp(1, 500);
    let from = From::of(filter.after.as_deref(), filter.before.as_deref());
    let (direction, behind) = from.order(filter.reversed);
    let key = sort_key(filter.sort);
    let order: Vec<&str> = key.into_iter().chain(["name_key", "id"]).collect();
    let mut sql = Statement::default();
    sql.push(&format!("SELECT CAST({} AS TEXT), name_key, ", key.unwrap_or("''")));
    sql.push(&READ.join(", ")).push(" FROM supplier");
    if !demanded(tx, &mut sql, scope, filter).await? {
        return Ok(Page { rows: Vec::new(), next: None, previous: None });
    }
    if let Some((id, place)) = from.place() {
        let (first, name) = place.split_once(BETWEEN).unwrap_or(("", place));
        let mut at = match (key, filter.sort) {
            (None, _) => vec![],
            (_, SupplierSort::SpendShare) => vec![sql.arg(first.parse::<i64>().unwrap_or(-1))],
            _ => vec![sql.arg(first)],
        };
        at.extend([sql.arg(name), sql.arg(id)]);
        sql.push(&format!(" AND ({}) {behind} ({})", order.join(", "), at.join(", ")));
    }
    let most = sql.arg(limit + 1);
    let order: Vec<String> = order.iter().map(|key| format!("{key} {direction}")).collect();
    sql.push(&format!(" ORDER BY {} LIMIT {most}", order.join(", ")));
    let mut rows = Vec::new();
    for mut row in tx.query(&sql.sql, &sql.args).await? {
        rows.push((row.text()?, row.text()?, read(&mut row)?));
    }
    let cursor: fn(&(String, String, Supplier)) -> String = match key {
        Some(_) => |(key, name, s)| format!("{}|{key}{BETWEEN}{name}", s.id),
        None => |(_, name, s)| format!("{}|{name}", s.id),
    };
    let page = from.page(rows, limit as usize, cursor);
    Ok(page.map(|(_, _, supplier)| supplier))
}

/// How many a list of suppliers finds.
pub async fn found(tx: &mut dyn Tx, scope: &Scope, filter: &SupplierFilter) -> StoreResult<u64> {
    let mut sql = Statement::default();
    sql.push("SELECT count(*) FROM supplier");
    if !demanded(tx, &mut sql, scope, filter).await? {
        return Ok(0);
    }
    let row = first(tx, &sql.sql, &sql.args).await?;
    row.map_or(Ok(0), |mut row| row.int().map(i64::unsigned_abs))
}

/// What requests copy from their suppliers: name key and search text, by supplier.
pub async fn copies(tx: &mut dyn Tx, ids: &[&str]) -> StoreResult<HashMap<SupplierId, (String, String)>> {
    let mut out = HashMap::with_capacity(ids.len());
    for chunk in ids.chunks(500) {
        let mut sql = Statement::default();
        let list = sql.list(chunk.iter().copied());
        sql.push(&format!("SELECT id, name_key, search FROM supplier WHERE id IN ({list})"));
        for mut row in tx.query(&sql.sql, &sql.args).await? {
            out.insert(row.id()?, (row.text()?, row.text()?));
        }
    }
    Ok(out)
}
