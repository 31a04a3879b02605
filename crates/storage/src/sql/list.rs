//! Lists of requests: filter, search, order, pages, counts.
//!
//! A list is the merge of one ordered index walk per state, so that a page costs about its own length whatever the
//! filter. A search first looks among the suppliers: where it finds few, their requests are taken one by one; where it
//! finds many, the walk meets them soon. Conditions written `column || ''` are not meant for an index: without that,
//! SQLite would pick an index that fits the condition and sort everything.

use super::columns::joined;
use super::keyset::From;
use super::list_facts;
use super::list_order::{self, is_text};
use super::search::needle;
use super::{campaign, pictures, request, scope, supplier};
use crate::tx::{Statement, Tx, first};
use crate::value::{Value, args};
use domain::workflow::RequestState;
use service::ports::StoreResult;
use service::records::{
    CampaignId, CampaignState, Counts, Day, Having, Page, Problems, RequestFilter, RequestId, RequestRow,
    RequestSort, Scope, SupplierId,
};

/// The place of a row in its order: identifier and key.
struct Place {
    id: RequestId,
    key: Value<'static>,
}

impl Place {
    fn cursor(&self) -> String {
        match &self.key {
            Value::Text(key) => format!("{}|{key}", self.id),
            Value::Int(key) => format!("{}|{key}", self.id),
            Value::NullText | Value::NullInt => self.id.to_string(),
        }
    }
}

/// A place that cannot be read is the beginning.
fn place(filter: &RequestFilter, from: &From<'_>) -> Option<Place> {
    let (id, key) = from.place()?;
    let key = match is_text(filter.sort) {
        true => Value::from(key.to_owned()),
        false => key.parse::<i64>().ok()?.into(),
    };
    Some(Place { id: id.into(), key })
}

pub async fn page(tx: &mut dyn Tx, scope: &Scope, filter: &RequestFilter) -> StoreResult<Page<RequestRow>> {
    let limit = filter.limit.clamp(1, 500) as usize;
    let behind = match &filter.behind {
        Some(id) => place_of(tx, filter, id).await?.map(|place| place.cursor()),
        None => None,
    };
    let from = From::of(behind.as_deref().or(filter.after.as_deref()), filter.before.as_deref());
    let found = match demanded(tx, filter).await? {
        Some(demanded) => places(tx, scope, filter, demanded, &from, limit + 1).await?,
        None => Vec::new(),
    };
    let page = from.page(found, limit, Place::cursor);
    let ids: Vec<RequestId> = page.rows.into_iter().map(|place| place.id).collect();
    Ok(Page { rows: rows(tx, scope, &ids).await?, next: page.next, previous: page.previous })
}

/// Where a request stands in the order.
async fn place_of(tx: &mut dyn Tx, filter: &RequestFilter, id: &RequestId) -> StoreResult<Option<Place>> {
    let sql = format!("SELECT {} FROM request WHERE id = $1", list_order::key(filter.sort, None));
    let Some(mut row) = first(tx, &sql, args![id]).await? else { return Ok(None) };
    let key = match is_text(filter.sort) {
        true => row.text()?.into(),
        false => row.int()?.into(),
    };
    Ok(Some(Place { id: id.clone(), key }))
}

/// How many requests a filter finds.
pub async fn found(tx: &mut dyn Tx, scope: &Scope, filter: &RequestFilter) -> StoreResult<u64> {
    let Some(demanded) = demanded(tx, filter).await? else { return Ok(0) };
    // How long one waits is asked state by state, where it has an index.
    let waits = filter.having.iter().any(|having| matches!(having, Having::Waits(..)));
    if waits && demanded.states.len() > 1 {
        let mut all = 0;
        for state in demanded.states {
            let one = RequestFilter { states: vec![state], ..filter.clone() };
            all += Box::pin(found(tx, scope, &one)).await?;
        }
        return Ok(all);
    }
    let mut sql = Statement::default();
    let states = sql.list(demanded.states.iter().map(|s| s.key()));
    let state = Some(demanded.states[0]).filter(|_| demanded.states.len() == 1);
    let within = scope::of_requests(&mut sql, scope, "request");
    sql.push(&format!("SELECT count(*) FROM request WHERE state IN ({states}){within}"));
    let campaigns = demanded.campaigns.map(|ids| sql.list(ids));
    let suppliers = demanded.suppliers.map(|ids| sql.list(ids));
    let campaign = if waits { "campaign_id || ''" } else { "campaign_id" };
    for (column, list) in [(campaign, campaigns), ("supplier_id", suppliers)] {
        if let Some(list) = list {
            sql.push(&format!(" AND {column} IN ({list})"));
        }
    }
    if let Some(part) = demanded.needle {
        let part = sql.arg(part);
        sql.push(" AND ").push(&tx.dialect().contains("search", &part));
    }
    for having in &filter.having {
        let condition = pictures::condition(&mut sql, having, state);
        sql.push(&condition);
    }
    let row = first(tx, &sql.sql, &sql.args).await?;
    row.map_or(Ok(0), |mut row| row.int().map(i64::unsigned_abs))
}

/// What a filter demands of each request.
struct Demanded {
    states: Vec<RequestState>,
    campaigns: Option<Vec<CampaignId>>,
    suppliers: Option<Vec<SupplierId>>,
    needle: Option<String>,
}

/// Nothing where no request can fit.
async fn demanded(tx: &mut dyn Tx, filter: &RequestFilter) -> StoreResult<Option<Demanded>> {
    let mut states: Vec<RequestState> = RequestState::ALL
        .into_iter()
        .filter(|s| filter.states.is_empty() || filter.states.contains(s))
        .collect();
    let mut campaigns = filter.campaign.clone().map(|id| vec![id]);
    if let Some(today) = filter.overdue_on {
        states.retain(|s| s.waits_for_supplier());
        let late = overdue_campaigns(tx, today).await?;
        campaigns =
            Some(late.into_iter().filter(|id| filter.campaign.as_ref().is_none_or(|c| c == id)).collect());
    }
    let mut suppliers = filter.supplier.clone().map(|id| vec![id]);
    let mut needle = needle(&filter.search);
    if let Some(part) = &needle
        && suppliers.is_none()
    {
        suppliers = supplier::matching(tx, part).await?;
        if suppliers.is_some() {
            needle = None;
        }
    }
    let nothing = states.is_empty()
        || campaigns.as_ref().is_some_and(Vec::is_empty)
        || suppliers.as_ref().is_some_and(Vec::is_empty);
    Ok((!nothing).then_some(Demanded { states, campaigns, suppliers, needle }))
}

/// The first `most` places of the list from there.
async fn places(
    tx: &mut dyn Tx,
    scope: &Scope,
    filter: &RequestFilter,
    Demanded { states, campaigns, suppliers, needle }: Demanded,
    from: &From<'_>,
    most: usize,
) -> StoreResult<Vec<Place>> {
    let descending = (filter.sort == RequestSort::Recent) != filter.reversed;
    let (direction, behind) = from.order(descending);
    let mut sql = Statement::default();
    // What every branch demands besides its state.
    let mut common = scope::of_requests(&mut sql, scope, "request");
    if let Some(campaigns) = campaigns {
        common.push_str(&format!(" AND campaign_id || '' IN ({})", sql.list(campaigns)));
    }
    let place = place(filter, from).map(|place| (sql.arg(place.key), sql.arg(place.id)));
    let beyond = |key: &str| match &place {
        Some((k, id)) => format!(" AND ({key}, id) {behind} ({k}, {id})"),
        None => String::new(),
    };
    if let Some(part) = needle {
        let part = sql.arg(part);
        common.push_str(&format!(" AND {}", tx.dialect().contains("search", &part)));
    }
    for having in &filter.having {
        common.push_str(&pictures::condition(&mut sql, having, None));
    }
    let limit = sql.arg(most as i64);
    let tail = format!("ORDER BY 2 {direction}, 1 {direction} LIMIT {limit}");
    if let Some(suppliers) = suppliers {
        let (states, suppliers) = (sql.list(states.iter().map(|s| s.key())), sql.list(suppliers));
        let key = list_order::key(filter.sort, None);
        let beyond = beyond(&key);
        sql.push(&format!(
            "SELECT id, {key} FROM request \
             WHERE supplier_id IN ({suppliers}) AND state || '' IN ({states}){common}{beyond} {tail}"
        ));
    } else {
        let branches: Vec<String> = states
            .iter()
            .enumerate()
            .map(|(n, state)| {
                let key = list_order::key(filter.sort, Some(*state));
                let (state, beyond) = (sql.arg(state.key()), beyond(&key));
                format!(
                    "SELECT * FROM (SELECT id, {key} FROM request WHERE state = {state}{common}{beyond} {tail}) b{n}"
                )
            })
            .collect();
        sql.push(&branches.join(" UNION ALL ")).push(&format!(" {tail}"));
    }
    let found = tx.query(&sql.sql, &sql.args).await?;
    found
        .into_iter()
        .map(|mut row| {
            let id = row.id()?;
            let key = match is_text(filter.sort) {
                true => row.text()?.into(),
                false => row.int()?.into(),
            };
            Ok(Place { id, key })
        })
        .collect()
}

/// The campaigns whose due day is past.
async fn overdue_campaigns(tx: &mut dyn Tx, today: Day) -> StoreResult<Vec<CampaignId>> {
    let sql = "SELECT id FROM campaign WHERE due < $1 AND state <> 'planned'";
    tx.query(sql, args![today]).await?.into_iter().map(|mut row| row.id()).collect()
}

joined! {
    RequestRow[request: request] (row) {
        s.name as supplier_name: text;
        s.reference as supplier_reference: text;
        s.country: text;
        s.language: text;
        s.contact_name: text;
        s.email: text;
        s.mail_problem: opt_text;
        s.spend_share: opt_int;
        s.phone: text;
        s.second_name: text;
        s.second_phone: text;
        s.buyer_name: text;
        s.buyer_phone: text;
        c.name as campaign_name: text;
        c.due: day;
    } and {
        findings = row.opt_int()?.unwrap_or(0);
        saved_at = row.opt_instant()?;
        // Of the page that is shown, by `list_facts`.
        classes = [0; 3];
        scope = String::new();
        metals = Vec::new();
    }
}

/// When a draft was saved last.
const SAVED: &str = "(SELECT d.saved_at FROM draft d WHERE d.request_id = r.id)";

/// How many findings the last submission has.
const FINDINGS: &str =
    "(SELECT j.findings FROM judged j WHERE j.request_id = r.id AND j.number = r.submissions)";

/// Those of these requests that the scope has, in their order.
pub async fn these(tx: &mut dyn Tx, scope: &Scope, ids: &[RequestId]) -> StoreResult<Vec<RequestRow>> {
    let mut all = Vec::with_capacity(ids.len());
    for some in ids.chunks(AT_ONCE) {
        all.extend(rows(tx, scope, some).await?);
    }
    Ok(all)
}

/// Few enough for one statement.
const AT_ONCE: usize = 500;

async fn rows(tx: &mut dyn Tx, scope: &Scope, ids: &[RequestId]) -> StoreResult<Vec<RequestRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Statement::default();
    let list = sql.list(ids);
    let within = scope::of_requests(&mut sql, scope, "r");
    sql.push(&format!(
        "SELECT {}, {}, {FINDINGS}, {SAVED} FROM request r JOIN supplier s ON s.id = r.supplier_id \
         JOIN campaign c ON c.id = r.campaign_id WHERE r.id IN ({list}){within}",
        request::columns(),
        JOINED.join(", ")
    ));
    let found = tx.query(&sql.sql, &sql.args).await?;
    let mut rows = found.into_iter().map(joined).collect::<StoreResult<Vec<RequestRow>>>()?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.request.id));
    list_facts::add(tx, &mut rows).await?;
    Ok(rows)
}

/// How many requests stand where.
pub async fn counts(
    tx: &mut dyn Tx,
    scope: &Scope,
    campaign: Option<&str>,
    today: Day,
) -> StoreResult<Counts> {
    let late = overdue_campaigns(tx, today).await?;
    let mut sql = Statement::default();
    let within = scope::of_requests(&mut sql, scope, "request");
    sql.push(&format!("SELECT campaign_id, state, count(*) FROM request WHERE 1 = 1{within}"));
    if let Some(campaign) = campaign {
        let id = sql.arg(campaign);
        sql.push(&format!(" AND campaign_id = {id}"));
    }
    sql.push(" GROUP BY campaign_id, state");
    let mut counts = Counts { by_state: RequestState::ALL.map(|s| (s, 0)).to_vec(), overdue: 0 };
    for mut row in tx.query(&sql.sql, &sql.args).await? {
        let (campaign, state, n) = (row.id()?, row.key(RequestState::parse)?, row.int()? as u64);
        if let Some(count) = counts.by_state.iter_mut().find(|(s, _)| *s == state) {
            count.1 += n;
        }
        if state.waits_for_supplier() && late.contains(&campaign) {
            counts.overdue += n;
        }
    }
    Ok(counts)
}

/// Requests with a reminder ahead, soonest first: those to whom one will be sent. Whom no mail reaches, who had as many
/// as the plan allows, and what would come after the cut-off day, is left out.
pub async fn reminders_ahead(
    tx: &mut dyn Tx,
    scope: &Scope,
    campaign: Option<&str>,
    limit: u32,
) -> StoreResult<Vec<RequestRow>> {
    let mut sql = Statement::default();
    let mut allowed = Vec::new();
    for c in campaign::all(tx).await? {
        if c.state != CampaignState::Open || campaign.is_some_and(|id| id != c.id.as_str()) {
            continue;
        }
        let end = service::start_of(c.cutoff) + service::DAY;
        let waiting = RequestState::ALL.into_iter().filter(|state| state.waits_for_supplier());
        let caps: Vec<String> = waiting
            .map(|state| format!("WHEN '{}' THEN {}", state.key(), sql.arg(c.reminders.cap(state) as i64)))
            .collect();
        let (id, end) = (sql.arg(c.id), sql.arg(end));
        allowed.push(format!(
            "(r.campaign_id || '' = {id} AND r.next_reminder_at < {end} \
              AND r.reminders < CASE r.state {} ELSE 0 END)",
            caps.join(" ")
        ));
    }
    if allowed.is_empty() {
        return Ok(Vec::new());
    }
    let most = sql.arg(limit);
    let within = scope::of_requests(&mut sql, scope, "r");
    sql.push(&format!(
        "SELECT r.id FROM request r JOIN supplier s ON s.id = r.supplier_id \
         WHERE r.next_reminder_at IS NOT NULL AND s.email <> '' AND s.mail_problem IS NULL AND s.retired_at IS NULL \
         AND r.state || '' IN ('invited', 'opened', 'started', 'sent_back') AND ({}){within} \
         ORDER BY r.next_reminder_at, r.id LIMIT {most}",
        allowed.join(" OR ")
    ));
    let found = tx.query(&sql.sql, &sql.args).await?;
    let ids = found.into_iter().map(|mut row| row.id()).collect::<StoreResult<Vec<RequestId>>>()?;
    rows(tx, scope, &ids).await
}

/// What needs the team besides declarations.
pub async fn problems(tx: &mut dyn Tx, scope: &Scope, campaign: &str, names: u32) -> StoreResult<Problems> {
    let waits = RequestState::ALL.into_iter().filter(|s| s.waits_for_supplier());
    let waits: Vec<String> = waits.map(|s| format!("'{}'", s.key())).collect();
    let mut out = Problems::default();
    let mut sql = Statement::default();
    let campaign = sql.arg(campaign);
    let within = scope::of_requests(&mut sql, scope, "r");
    let proposed = format!(
        "FROM request r JOIN supplier s ON s.id = r.supplier_id \
         WHERE r.campaign_id = {campaign} AND r.proposed_contact <> '' AND r.state IN ({}){within}",
        waits.join(", ")
    );
    if let Some(mut row) = first(tx, &format!("SELECT count(*) {proposed}"), &sql.args).await? {
        out.proposed = row.int()?.unsigned_abs();
    }
    let most = sql.arg(names);
    let named = format!("SELECT r.id, s.name {proposed} ORDER BY r.changed_at DESC, r.id LIMIT {most}");
    for mut row in tx.query(&named, &sql.args).await? {
        out.proposed_first.push((row.id()?, row.text()?));
    }
    let mut sql = Statement::default();
    let within = scope::of_suppliers(&mut sql, scope, "id");
    let unreachable = format!("FROM supplier WHERE mail_problem IS NOT NULL AND retired_at IS NULL{within}");
    if let Some(mut row) = first(tx, &format!("SELECT count(*) {unreachable}"), &sql.args).await? {
        out.unreachable = row.int()?.unsigned_abs();
    }
    let most = sql.arg(names);
    let named = format!("SELECT id, name {unreachable} ORDER BY name_key, id LIMIT {most}");
    for mut row in tx.query(&named, &sql.args).await? {
        out.unreachable_first.push((row.id()?, row.text()?));
    }
    Ok(out)
}
