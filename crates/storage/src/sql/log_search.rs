//! The log as people look at it: filtered, searched, with the names of what it speaks of.

use super::log::{columns, read};
use super::scope;
use super::search::needle;
use crate::tx::{Statement, Tx};
use service::ports::StoreResult;
use service::records::{LogEntry, LogFilter, Scope};

/// What is demanded of the objects of entries: requests, suppliers and campaigns of the scope, and nothing that is the whole
/// company's.
fn within<'a>(sql: &mut Statement<'a>, scope: &'a Scope) {
    if scope.is_everything() {
        return;
    }
    let requests = scope::of_requests(sql, scope, "own");
    let suppliers = scope::of_suppliers(sql, scope, "s.id");
    sql.push(&format!(
        " AND (object IN (SELECT 'request:' || own.id FROM request own WHERE 1 = 1{requests}) \
         OR object IN (SELECT 'supplier:' || s.id FROM supplier s WHERE 1 = 1{suppliers})"
    ));
    if let Scope::Campaigns(ids) = scope {
        let ids: Vec<String> = ids.iter().map(|id| sql.arg(format!("campaign:{id}"))).collect();
        if !ids.is_empty() {
            sql.push(&format!(" OR object IN ({})", ids.join(", ")));
        }
    }
    sql.push(")");
}

/// Entries that fit, newest first.
pub async fn found(tx: &mut dyn Tx, scope: &Scope, filter: &LogFilter) -> StoreResult<Vec<LogEntry>> {
    let mut sql = Statement::default();
    sql.push(&format!("SELECT {} FROM log_entry WHERE seq > 0", columns()));
    for (place, compare) in [(filter.before, "<"), (filter.after, ">")] {
        if let Some(place) = place {
            let seq = sql.arg(place);
            sql.push(&format!(" AND seq {compare} {seq}"));
        }
    }
    for (moment, compare) in [(filter.from, ">="), (filter.until, "<")] {
        if let Some(at) = moment {
            let at = sql.arg(at);
            sql.push(&format!(" AND happened_at {compare} {at}"));
        }
    }
    // Beginnings are compared by their length: no pattern, so nothing has to be escaped.
    for (column, begins) in [("action", &filter.action), ("actor", &filter.actor)] {
        if !begins.is_empty() {
            let (text, length) = (sql.arg(begins.as_str()), sql.arg(begins.chars().count() as i64));
            sql.push(&format!(" AND substr({column}, 1, CAST({length} AS INTEGER)) = {text}"));
        }
    }
    within(&mut sql, scope);
    if !filter.objects.is_empty() {
        let list = sql.list(&filter.objects);
        sql.push(&format!(" AND object IN ({list})"));
    }
    if let Some(part) = needle(&filter.search) {
        let part = sql.arg(part);
        let has = |text: &str| tx.dialect().contains(text, &part);
        sql.push(&format!(
            " AND ({} OR {} OR object IN (SELECT 'supplier:' || id FROM supplier WHERE {}) \
             OR object IN (SELECT 'request:' || id FROM request WHERE {}) \
             OR object IN (SELECT 'campaign:' || id FROM campaign WHERE {}) \
             OR object IN (SELECT 'member:' || id FROM member WHERE {} OR {}) \
             OR actor IN (SELECT 'member:' || id FROM member WHERE {} OR {}) \
             OR object IN (SELECT 'references:' || id FROM reference_list WHERE {}) \
             OR object IN (SELECT 'decision:' || id FROM smelter_decision WHERE {}))",
            has("lower(detail)"),
            has("action"),
            has("search"),
            has("search"),
            has("lower(name)"),
            has("lower(name)"),
            has("email"),
            has("lower(name)"),
            has("email"),
            has("lower(source)"),
            has("name_key"),
        ));
    }
    let most = sql.arg(filter.limit.clamp(1, 20_000));
    let direction = if filter.after.is_some() { "ASC" } else { "DESC" };
    sql.push(&format!(" ORDER BY seq {direction} LIMIT {most}"));
    let mut entries =
        tx.query(&sql.sql, &sql.args).await?.iter_mut().map(read).collect::<StoreResult<Vec<LogEntry>>>()?;
    if filter.after.is_some() {
        entries.reverse();
    }
    Ok(entries)
}

/// Kinds of objects: how the name of one is read, by its identifier.
const NAMES: &[(&str, &str)] = &[
    ("supplier", "SELECT id, name FROM supplier WHERE id IN"),
    (
        "request",
        "SELECT r.id, s.name || ' · ' || c.name FROM request r JOIN supplier s ON s.id = r.supplier_id \
         JOIN campaign c ON c.id = r.campaign_id WHERE r.id IN",
    ),
    ("campaign", "SELECT id, name FROM campaign WHERE id IN"),
    ("member", "SELECT id, name FROM member WHERE id IN"),
    ("references", "SELECT id, source || ' ' || as_of FROM reference_list WHERE id IN"),
    ("decision", "SELECT id, name FROM smelter_decision WHERE id IN"),
    ("template", "SELECT id, version || ' ' || file FROM blank WHERE id IN"),
];

/// What objects are called, those that still are.
pub async fn names(tx: &mut dyn Tx, objects: &[String]) -> StoreResult<Vec<(String, String)>> {
    let mut out = Vec::new();
    for (kind, select) in NAMES {
        let of_kind = |object: &'_ String| object.strip_prefix(kind)?.strip_prefix(':').map(str::to_owned);
        let mut ids: Vec<String> = objects.iter().filter_map(of_kind).collect();
        ids.sort();
        ids.dedup();
        for chunk in ids.chunks(500) {
            let mut sql = Statement::default();
            let list = sql.list(chunk);
            sql.push(&format!("{select} ({list})"));
            for mut row in tx.query(&sql.sql, &sql.args).await? {
                out.push((format!("{kind}:{}", row.text()?), row.text()?));
            }
        }
    }
    Ok(out)
}
