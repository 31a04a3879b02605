//! Every smelter that was reported, once: placed, counted and listed.

use super::columns::columns;
use super::keyset::From;
use super::reported;
use super::search::needle;
use crate::tx::{Statement, Tx, first, insert_many, placeholders};
use crate::value::{Value, args};
use domain::smelters::{LicenceClass, StatusClass};
use service::ports::StoreResult;
use service::records::{
    EntryChoices, EntryFacts, EntryFilter, EntrySort, Id, NOT_REPORTING, NamingRequest, Page, Placed,
    ReportedSmelter, RequestId, SmelterEntry,
};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What stands for a smelter that was placed and names none.
const NONE: &str = "-";
/// Most of them named in one statement.
const AT_ONCE: usize = 400;
/// The lock of whoever places, shared by whoever counts: "smelters" in ASCII.
const PLACING: &str = "8317415603306852979";

mod facts {
    use super::*;

    fn class(key: &str) -> Option<StatusClass> {
        StatusClass::ALL.into_iter().find(|class| class.key() == key)
    }

    fn terms_of(key: &str) -> Option<LicenceClass> {
        LicenceClass::ALL.into_iter().find(|class| class.key() == key)
    }

    columns! {
        read only EntryFacts {
            id: text;
            cid: filled;
            metal: text;
            name: text;
            country: text;
            class: opt_key(class);
            terms: opt_key(terms_of);
        }
    }
}

columns! {
    read only SmelterEntry[facts: facts] {
        suppliers: size;
        declarations: size;
    }
}

fn columns() -> String {
    [facts::READ, READ].concat().join(", ")
}

/// By which lists and decisions entries were placed last; blank where they never were.
pub async fn placed_by(tx: &mut dyn Tx) -> StoreResult<String> {
    let row = first(tx, "SELECT stamp FROM smelter_placed WHERE one = 1", &[]).await?;
    row.map_or(Ok(String::new()), |mut row| row.text())
}

/// Says by which they are placed now.
pub async fn set_placed_by(tx: &mut dyn Tx, stamp: &str) -> StoreResult<()> {
    let sql = "INSERT INTO smelter_placed (one, stamp) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET stamp = excluded.stamp";
    tx.execute(sql, args![stamp]).await.map(|_| ())
}

/// Reported smelters behind this one; only those that were not placed yet, where that is wanted.
pub async fn reported_behind(
    tx: &mut dyn Tx,
    behind: &str,
    unplaced: bool,
    limit: u32,
) -> StoreResult<Vec<ReportedSmelter>> {
    let only = if unplaced { " AND entry = ''" } else { "" };
    let sql = format!(
        "SELECT {} FROM reported_smelter WHERE id > $1{only} ORDER BY id LIMIT $2",
        reported::READ.join(", ")
    );
    tx.query(&sql, args![behind, limit]).await?.iter_mut().map(reported::read).collect()
}

/// How many there are.
pub async fn reported_size(tx: &mut dyn Tx) -> StoreResult<u64> {
    let row = first(tx, "SELECT count(*) FROM reported_smelter", &[]).await?;
    row.map_or(Ok(0), |mut row| row.size())
}

/// Places these, stores what is known of their entries, and counts who names those whose place changed: at once where that is
/// wanted, else it is noted for later.
pub async fn place(tx: &mut dyn Tx, all: &[Placed], counting: bool) -> StoreResult<()> {
    alone(tx).await?;
    let mut facts: Vec<&EntryFacts> = all.iter().filter_map(|p| p.entry.as_ref()).collect();
    facts.sort_by(|a, b| a.id.cmp(&b.id));
    facts.dedup_by(|a, b| a.id == b.id);
    let mut values: Vec<Value> = Vec::with_capacity(facts.len() * 11);
    for f in facts {
        let name = f.name.to_lowercase();
        values.extend_from_slice(args![
            &f.id,
            f.cid.as_deref().unwrap_or_default(),
            &f.metal,
            &f.name,
            &f.country,
            f.class.map_or("", StatusClass::key),
            f.terms.map_or("", LicenceClass::key),
            format!("{} {name}", f.metal),
            format!("{} {name}", f.country.to_lowercase()),
            f.search(),
            name
        ]);
    }
    let head = "INSERT INTO smelter_entry (id, cid, metal, name, country, class, terms, metal_key, country_key, \
                search, name_key, suppliers, declarations)";
    upsert(tx, head, &values).await?;
    let mut moved = Vec::new();
    for some in all.chunks(AT_ONCE) {
        let sql =
            format!("SELECT id, entry FROM reported_smelter WHERE id IN ({})", placeholders(0, some.len()));
        let ids: Vec<Value> = some.iter().map(|p| Value::from(&p.reported)).collect();
        let mut before = std::collections::HashMap::new();
        for mut row in tx.query(&sql, &ids).await? {
            before.insert(row.text()?, row.text()?);
        }
        for p in some {
            let entry = p.entry.as_ref().map_or(NONE, |f| f.id.as_str());
            if before.get(&p.reported).is_some_and(|was| was != entry) {
                let sql = "UPDATE reported_smelter SET entry = $2 WHERE id = $1";
                tx.execute(sql, args![&p.reported, entry]).await?;
                moved.push(p.reported.clone());
            }
        }
    }
    let requests = requests_of(tx, &moved).await?;
    if counting {
        return count_all(tx, &requests).await;
    }
    let rows: Vec<Value> = requests.iter().map(Value::from).collect();
    insert_many(tx, "INSERT INTO smelter_recount (request_id)", 1, &rows, "ON CONFLICT DO NOTHING").await?;
    Ok(())
}

/// Entries come in with nobody naming them; what is there keeps its counts.
async fn upsert(tx: &mut dyn Tx, head: &str, values: &[Value<'_>]) -> StoreResult<()> {
    let mut rows = Vec::with_capacity(values.len() / 11 * 13);
    for row in values.chunks(11) {
        rows.extend_from_slice(row);
        rows.extend_from_slice(args![0_i64, 0_i64]);
    }
    let kept = [
        "cid",
        "metal",
        "name",
        "country",
        "class",
        "terms",
        "metal_key",
        "country_key",
        "search",
        "name_key",
    ];
    let set: Vec<String> = kept.iter().map(|c| format!("{c} = excluded.{c}")).collect();
    let tail = format!("ON CONFLICT (id) DO UPDATE SET {}", set.join(", "));
    insert_many(tx, head, 13, &rows, &tail).await.map(|_| ())
}

/// The requests whose last submission has one of these.
async fn requests_of(tx: &mut dyn Tx, reported: &[Id]) -> StoreResult<Vec<RequestId>> {
    let mut all = BTreeSet::new();
    for some in reported.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT DISTINCT d.request_id FROM declared_row d JOIN request r ON r.id = d.request_id \
             AND r.submissions = d.number WHERE d.reported <> '' AND d.reported IN ({})",
            placeholders(0, some.len())
        );
        let ids: Vec<Value> = some.iter().map(Value::from).collect();
        for mut row in tx.query(&sql, &ids).await? {
            all.insert(row.id::<RequestId>()?);
        }
    }
    Ok(all.into_iter().collect())
}

/// Notes all requests with a submission.
pub async fn recount_all(tx: &mut dyn Tx) -> StoreResult<()> {
    let sql = "INSERT INTO smelter_recount (request_id) SELECT id FROM request WHERE submissions > 0 \
               ON CONFLICT DO NOTHING";
    tx.execute(sql, &[]).await.map(|_| ())
}

/// Counts some of those that were noted: how many, and how many are left.
pub async fn count_noted(tx: &mut dyn Tx, limit: u32) -> StoreResult<(u64, u64)> {
    alone(tx).await?;
    let sql = "SELECT request_id FROM smelter_recount ORDER BY request_id LIMIT $1";
    let some = tx.query(sql, args![limit]).await?;
    let some = some.into_iter().map(|mut row| row.id()).collect::<StoreResult<Vec<RequestId>>>()?;
    for request in &some {
        // First gone, then counted: what is noted meanwhile is counted again.
        tx.execute("DELETE FROM smelter_recount WHERE request_id = $1", args![request]).await?;
        count(tx, request).await?;
    }
    let left = first(tx, "SELECT count(*) FROM smelter_recount", &[]).await?;
    Ok((some.len() as u64, left.map_or(Ok(0), |mut row| row.size())?))
}

/// What somebody submits meanwhile would be neither placed nor counted.
async fn alone(tx: &mut dyn Tx) -> StoreResult<()> {
    if let Some(sql) = tx.dialect().alone(PLACING) {
        tx.execute(&sql, &[]).await?;
    }
    Ok(())
}

/// Counts these requests where their last submissions name something.
async fn count_all(tx: &mut dyn Tx, requests: &[RequestId]) -> StoreResult<()> {
    for request in requests {
        count(tx, request).await?;
    }
    Ok(())
}

/// Counts a request where its last submission names something, and nowhere else.
pub async fn count(tx: &mut dyn Tx, request: &RequestId) -> StoreResult<()> {
    let sql = "SELECT supplier_id, state, submissions FROM request WHERE id = $1";
    let Some(mut row) = first(tx, sql, args![request]).await? else { return Ok(()) };
    let (supplier, state, last) = (row.text()?, row.text()?, row.int()?);
    // Two of one supplier at once would each find that no other names a smelter.
    if let Some(sql) = tx.dialect().shared(PLACING) {
        tx.execute(&sql, &[]).await?;
    }
    if let Some(sql) = tx.dialect().alone("hashtextextended($1, 0)") {
        tx.execute(&sql, args![&supplier]).await?;
    }
    let mut before = BTreeSet::new();
    let sql = "SELECT entry FROM entry_request WHERE request_id = $1";
    for mut row in tx.query(sql, args![request]).await? {
        before.insert(row.text()?);
    }
    let mut now = BTreeSet::new();
    if last > 0 && !NOT_REPORTING.iter().any(|out| out.key() == state) {
        let sql = "SELECT DISTINCT s.entry FROM declared_row d JOIN reported_smelter s ON s.id = d.reported \
                   WHERE d.request_id = $1 AND d.number = $2 AND d.reported <> '' AND s.entry <> '' AND s.entry <> $3";
        for mut row in tx.query(sql, args![request, last, NONE]).await? {
            now.insert(row.text()?);
        }
    }
    let gone: Vec<&String> = before.difference(&now).collect();
    let come: Vec<&String> = now.difference(&before).collect();
    for some in gone.chunks(AT_ONCE) {
        let sql = format!(
            "DELETE FROM entry_request WHERE request_id = $1 AND entry IN ({})",
            placeholders(1, some.len())
        );
        let values: Vec<Value> = some.iter().map(|e| Value::from(*e)).collect();
        let own: &[Value] = args![request];
        tx.execute(&sql, &[own, &values].concat()).await?;
        change(tx, &supplier, &values, -1).await?;
    }
    for some in come.chunks(AT_ONCE) {
        let values: Vec<Value> = some.iter().map(|e| Value::from(*e)).collect();
        change(tx, &supplier, &values, 1).await?;
        let rows: Vec<Value> = some.iter().flat_map(|e| args![*e, request, &supplier].to_vec()).collect();
        let head = "INSERT INTO entry_request (entry, request_id, supplier_id)";
        insert_many(tx, head, 3, &rows, "").await?;
    }
    Ok(())
}

/// Counts a declaration more or fewer at these entries, and the supplier where no other request of its names them.
async fn change(tx: &mut dyn Tx, supplier: &str, entries: &[Value<'_>], by: i64) -> StoreResult<()> {
    let sql = format!(
        "UPDATE smelter_entry SET declarations = declarations + $2, suppliers = suppliers + CASE WHEN EXISTS \
         (SELECT 1 FROM entry_request e WHERE e.entry = smelter_entry.id AND e.supplier_id = $1) THEN 0 ELSE $2 END \
         WHERE id IN ({})",
        placeholders(2, entries.len())
    );
    let own: &[Value] = args![supplier, by];
    tx.execute(&sql, &[own, entries].concat()).await.map(|_| ())
}

fn demanded(tx: &dyn Tx, sql: &mut Statement<'_>, filter: &EntryFilter) {
    sql.push(" WHERE declarations > 0");
    let of = [("metal", &filter.metal), ("country", &filter.country)];
    for (column, wanted) in of {
        if let Some(wanted) = wanted {
            let value = sql.arg(wanted.clone());
            sql.push(&format!(" AND {column} = {value}"));
        }
    }
    match filter.classes.as_slice() {
        [] => {}
        // One alone has an index in the order of names.
        [one] => {
            let value = sql.arg(one.clone());
            sql.push(&format!(" AND class = {value}"));
        }
        some => {
            let list = sql.list(some.iter().cloned());
            sql.push(&format!(" AND class IN ({list})"));
        }
    }
    if let Some(needle) = needle(&filter.search) {
        let folded = domain::smelters::matching::name_key(&filter.search);
        let part = sql.arg(needle.clone());
        let as_typed = tx.dialect().contains("search", &part);
        let found = match folded.is_empty() || folded == needle {
            true => as_typed,
            false => {
                let part = sql.arg(folded);
                format!("({as_typed} OR {})", tx.dialect().contains("search", &part))
            }
        };
        sql.push(" AND ").push(&found);
    }
}

/// A page in the order that is wanted.
pub async fn page(tx: &mut dyn Tx, filter: &EntryFilter) -> StoreResult<Page<SmelterEntry>> {
    let limit = filter.limit.clamp(1, 500);
    let from = From::of(filter.after.as_deref(), filter.before.as_deref());
    let (direction, behind) = from.order(filter.reversed);
    let key = match filter.sort {
        EntrySort::Name => "name_key",
        EntrySort::Metal => "metal_key",
        EntrySort::Country => "country_key",
        EntrySort::Suppliers => "suppliers",
    };
    let mut sql = Statement::default();
    sql.push(&format!("SELECT CAST({key} AS TEXT) AS place, {} FROM smelter_entry", columns()));
    demanded(tx, &mut sql, filter);
    if let Some((id, place)) = from.place() {
        let place = match filter.sort {
            EntrySort::Suppliers => sql.arg(place.parse::<i64>().unwrap_or_default()),
            _ => sql.arg(place),
        };
        let id = sql.arg(id);
        sql.push(&format!(" AND ({key}, id) {behind} ({place}, {id})"));
    }
    let most = sql.arg(limit + 1);
    sql.push(&format!(" ORDER BY {key} {direction}, id {direction} LIMIT {most}"));
    let mut rows = Vec::new();
    for mut row in tx.query(&sql.sql, &sql.args).await? {
        rows.push((row.text()?, read(&mut row)?));
    }
    let cursor = |(key, entry): &(String, SmelterEntry)| format!("{}|{key}", entry.facts.id);
    Ok(from.page(rows, limit as usize, cursor).map(|(_, entry)| entry))
}

/// How many the list finds.
pub async fn found(tx: &mut dyn Tx, filter: &EntryFilter) -> StoreResult<u64> {
    let mut sql = Statement::default();
    sql.push("SELECT count(*) FROM smelter_entry");
    demanded(tx, &mut sql, filter);
    let row = first(tx, &sql.sql, &sql.args).await?;
    row.map_or(Ok(0), |mut row| row.size())
}

/// What there is to filter by.
pub async fn choices(tx: &mut dyn Tx) -> StoreResult<EntryChoices> {
    let mut of = [Vec::new(), Vec::new(), Vec::new()];
    for (column, values) in ["metal", "class", "country"].into_iter().zip(&mut of) {
        // From one value to the next, so that an index is jumped through and not walked.
        let next =
            format!("SELECT min({column}) FROM smelter_entry WHERE declarations > 0 AND {column} > $1");
        let none = format!("SELECT 1 FROM smelter_entry WHERE declarations > 0 AND {column} = '' LIMIT 1");
        if first(tx, &none, &[]).await?.is_some() {
            values.push(String::new());
        }
        let mut last = String::new();
        while let Some(mut row) = first(tx, &next, args![&last]).await? {
            let Some(value) = row.opt_text()? else { break };
            values.push(value.clone());
            last = value;
        }
    }
    let [metals, classes, countries] = of;
    Ok(EntryChoices { metals, classes, countries })
}

/// The entries of these smelters that somebody names.
pub async fn of_cids(tx: &mut dyn Tx, cids: &[String]) -> StoreResult<Vec<SmelterEntry>> {
    let mut all = Vec::new();
    for some in cids.chunks(AT_ONCE) {
        // What is placed has its number as its identifier.
        let sql = format!(
            "SELECT {} FROM smelter_entry WHERE declarations > 0 AND cid <> '' AND id IN ({}) ORDER BY id",
            columns(),
            placeholders(0, some.len())
        );
        let values: Vec<Value> = some.iter().map(Value::from).collect();
        for mut row in tx.query(&sql, &values).await? {
            all.push(read(&mut row)?);
        }
    }
    Ok(all)
}

/// The requests that name some of these entries.
pub async fn requests_naming(tx: &mut dyn Tx, entries: &[Id]) -> StoreResult<Vec<NamingRequest>> {
    let mut found: BTreeMap<(String, Reverse<i64>, RequestId), NamingRequest> = BTreeMap::new();
    for some in entries.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT p.name_key, c.year, e.request_id, p.id, p.name, c.name, e.named FROM \
             (SELECT request_id, count(*) AS named FROM entry_request WHERE entry IN ({}) GROUP BY request_id) e \
             JOIN request r ON r.id = e.request_id JOIN campaign c ON c.id = r.campaign_id \
             JOIN supplier p ON p.id = r.supplier_id",
            placeholders(0, some.len())
        );
        let values: Vec<Value> = some.iter().map(Value::from).collect();
        for mut row in tx.query(&sql, &values).await? {
            let (name, year, request) = (row.text()?, row.int()?, row.id::<RequestId>()?);
            let one = NamingRequest {
                request: request.clone(),
                supplier_id: row.id()?,
                supplier: row.text()?,
                campaign: row.text()?,
                smelters: 0,
            };
            let named = row.size()?;
            found.entry((name, Reverse(year), request)).or_insert(one).smelters += named;
        }
    }
    Ok(found.into_values().collect())
}

/// What was written of these entries, with the entry.
pub async fn reported_of(tx: &mut dyn Tx, entries: &[Id]) -> StoreResult<Vec<(Id, ReportedSmelter)>> {
    let mut all = Vec::new();
    for some in entries.chunks(AT_ONCE) {
        let sql = format!(
            "SELECT entry, {} FROM reported_smelter WHERE entry IN ({}) ORDER BY entry, id",
            reported::READ.join(", "),
            placeholders(0, some.len())
        );
        let values: Vec<Value> = some.iter().map(Value::from).collect();
        for mut row in tx.query(&sql, &values).await? {
            all.push((row.text()?, reported::read(&mut row)?));
        }
    }
    Ok(all)
}
