//! Telephone calls about requests.

use super::columns::{columns, of};
use super::{log, removal, scope};
use crate::tx::{Statement, Tx, first, placeholders};
use crate::value::args;
use service::ports::{StoreError, StoreResult};
use service::records::{Call, CallOutcome, CampaignId, LogDraft, RequestId, Scope, SupplierId};

columns! {
    Call(c) {
        id: text => &c.id;
        supplier_id as supplier: id => &c.supplier;
        request_id as request: id => &c.request;
        called_on as on: day => c.on;
        person: text => &c.person;
        outcome: key(CallOutcome::parse) => c.outcome.key();
        until: opt_day => c.until;
        words: text => &c.words;
        noted_by as by: id => &c.by;
        noted_at as at: instant => c.at;
    } and {}
}

/// Most requests asked for in one statement.
const AT_ONCE: usize = 400;

/// The youngest first, as one counts the days on which they were; of one day, as they were noted.
const YOUNGEST: &str = "ORDER BY c.called_on DESC, c.noted_at DESC, c.id";

fn within<'a>(sql: &mut Statement<'a>, scope: &'a Scope) -> String {
    let (within, args) = scope::rows_of_requests(scope, "c.request_id", sql.args.len() + 1);
    sql.args.extend(args);
    within
}

/// About a supplier's requests.
pub async fn of_supplier(tx: &mut dyn Tx, scope: &Scope, supplier: &SupplierId) -> StoreResult<Vec<Call>> {
    let mut sql = Statement::default();
    let (supplier, within) = (sql.arg(supplier), within(&mut sql, scope));
    let columns = of("c", READ);
    sql.push(&format!(
        "SELECT {columns} FROM phone_call c WHERE c.supplier_id = {supplier}{within} {YOUNGEST}"
    ));
    tx.query(&sql.sql, &sql.args).await?.iter_mut().map(read).collect()
}

/// About these requests.
pub async fn about(tx: &mut dyn Tx, scope: &Scope, requests: &[RequestId]) -> StoreResult<Vec<Call>> {
    let mut all = Vec::new();
    for some in requests.chunks(AT_ONCE) {
        let mut sql = Statement::default();
        let (list, within) = (sql.list(some), within(&mut sql, scope));
        let columns = of("c", READ);
        sql.push(&format!(
            "SELECT {columns} FROM phone_call c WHERE c.request_id IN ({list}){within} {YOUNGEST}"
        ));
        for mut row in tx.query(&sql.sql, &sql.args).await? {
            all.push(read(&mut row)?);
        }
    }
    Ok(all)
}

/// How many there were about a campaign's requests.
pub async fn counted(tx: &mut dyn Tx, scope: &Scope, campaign: &CampaignId) -> StoreResult<u64> {
    let mut sql = Statement::default();
    let (campaign, within) = (sql.arg(campaign), within(&mut sql, scope));
    sql.push(&format!(
        "SELECT count(*) FROM phone_call c JOIN request r ON r.id = c.request_id \
         WHERE r.campaign_id = {campaign}{within}"
    ));
    first(tx, &sql.sql, &sql.args).await?.map_or(Ok(0), |mut row| row.size())
}

/// Keeps one, once. Behind a removal none is kept any more.
pub async fn put(tx: &mut dyn Tx, call: &Call, act: &LogDraft) -> StoreResult<bool> {
    let lock = tx.dialect().for_update("request");
    first(tx, &format!("SELECT id FROM request WHERE id = $1{lock}"), args![&call.request]).await?;
    if removal::of_request(tx, &call.request).await?.is_some() {
        return Err(StoreError::NotWritable);
    }
    let sql = format!(
        "INSERT INTO phone_call ({}) VALUES ({}) ON CONFLICT (id) DO NOTHING",
        WRITTEN.join(", "),
        placeholders(0, WIDTH)
    );
    let kept = tx.execute(&sql, &values(call)?).await? > 0;
    if kept {
        log::append(tx, std::slice::from_ref(act)).await?;
    }
    Ok(kept)
}
