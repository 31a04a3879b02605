//! What pictures of a campaign are drawn of. Counted where it stands: no document is read.

use super::answered::{SCOPES, scope_of};
use super::list_order::{self, codes};
use super::scope;
use crate::tx::{Statement, Tx, first};
use crate::value::{Row, Value};
use domain::workflow::{RequestState, Stage};
use service::DAY;
use service::ports::StoreResult;
use service::records::{
    ByDay, CampaignCounts, CountryCount, Day, Having, Instant, RequestSort, RuleCount, Scope, Spend,
};
use std::collections::BTreeMap;

fn states(holds: impl Fn(RequestState) -> bool) -> String {
    let all = RequestState::ALL.into_iter().filter(|state| holds(*state));
    all.map(|state| format!("'{}'", state.key())).collect::<Vec<_>>().join(", ")
}

/// A campaign's requests as a scope has them, up to a moment; what the statements call `r`.
#[derive(Clone, Copy)]
struct Within<'a> {
    scope: &'a Scope,
    campaign: &'a str,
    until: Instant,
}

impl<'a> Within<'a> {
    /// The condition and all arguments: `$1` is the campaign.
    fn all(self) -> (String, Vec<Value<'a>>) {
        let (within, more) = scope::requests(self.scope, "r", 2);
        (
            format!("r.campaign_id = $1{within}"),
            [Value::from(self.campaign)].into_iter().chain(more).collect(),
        )
    }

    /// The same of what an entry of the log tells before the moment, which is `$2`.
    fn told(self) -> (String, Vec<Value<'a>>) {
        let (within, more) = scope::requests(self.scope, "r", 3);
        let args = [Value::from(self.campaign), Value::from(self.until)].into_iter().chain(more);
        (format!("r.campaign_id = $1 AND e.happened_at < $2{within}"), args.collect())
    }

    /// The same of those whose last declaration counts.
    fn counted(self) -> (String, Vec<Value<'a>>) {
        let (within, args) = self.all();
        (
            format!(
                "{within} AND r.submissions > 0 AND r.state IN ({})",
                states(RequestState::has_declaration)
            ),
            args,
        )
    }
}

/// Everything that is counted of a campaign, of what came before this moment.
pub async fn counts(
    tx: &mut dyn Tx,
    scope: &Scope,
    campaign: &str,
    until: Instant,
) -> StoreResult<CampaignCounts> {
    let of = Within { scope, campaign, until };
    Ok(CampaignCounts {
        answers: answers(tx, scope, campaign, until).await?,
        reminders: reminders(tx, of).await?,
        rules: rules(tx, of).await?,
        declarations: declarations(tx, of).await?,
        scopes: scopes(tx, of).await?,
        metals: metals(tx, of).await?,
        countries: countries(tx, of).await?,
        spend: spend(tx, of).await?,
    })
}

async fn declarations(tx: &mut dyn Tx, of: Within<'_>) -> StoreResult<u64> {
    let (counted, args) = of.counted();
    let row = first(tx, &format!("SELECT count(*) FROM request r WHERE {counted}"), &args).await?;
    row.map_or(Ok(0), |mut row| row.int().map(i64::unsigned_abs))
}

fn by_day(rows: Vec<Row>) -> StoreResult<ByDay> {
    rows.into_iter().map(|mut row| Ok((Day::EPOCH.plus(row.int()?), row.size()?))).collect()
}

/// On which days requests that have an answer got their first one.
pub async fn answers(tx: &mut dyn Tx, scope: &Scope, campaign: &str, until: Instant) -> StoreResult<ByDay> {
    let (of_scope, more) = scope::rows_of_requests(scope, "e.request_id", 3);
    let args: Vec<Value> = [campaign.into(), until.into()].into_iter().chain(more).collect();
    let sql = format!(
        "SELECT e.at / {DAY} AS day, count(*) FROM first_answer e WHERE e.campaign_id = $1 AND e.at < $2{of_scope} \
         GROUP BY e.at / {DAY}"
    );
    let mut days: BTreeMap<Day, u64> = by_day(tx.query(&sql, &args).await?)?.into_iter().collect();
    // Few have an answer that counts no longer: they are taken off, so that the others need not be looked at.
    let (within, more) = scope::requests(scope, "r", 3);
    let gone: Vec<Value> = [campaign.into(), until.into()].into_iter().chain(more).collect();
    let sql = format!(
        "SELECT f.at / {DAY} AS day, count(*) FROM request r JOIN first_answer f ON f.request_id = r.id \
         WHERE r.campaign_id = $1 AND r.submissions > 0 AND r.state IN ({}) AND f.at < $2{within} GROUP BY f.at / {DAY}",
        states(|state| !Stage::Answered.holds(state))
    );
    for (day, gone) in by_day(tx.query(&sql, &gone).await?)? {
        let count = days.entry(day).or_default();
        *count = count.saturating_sub(gone);
    }
    Ok(days.into_iter().filter(|(_, count)| *count > 0).collect())
}

async fn reminders(tx: &mut dyn Tx, of: Within<'_>) -> StoreResult<ByDay> {
    let (told, args) = of.told();
    let sql = format!(
        "SELECT e.happened_at / {DAY} AS day, count(*) FROM request r \
         JOIN log_entry e ON e.object = 'request:' || r.id AND e.action = 'request.reminded' \
         WHERE {told} GROUP BY e.happened_at / {DAY} ORDER BY day"
    );
    by_day(tx.query(&sql, &args).await?)
}

async fn rules(tx: &mut dyn Tx, of: Within<'_>) -> StoreResult<Vec<RuleCount>> {
    let (counted, args) = of.counted();
    let sql = format!(
        "SELECT f.code, count(*), CAST(sum(f.findings) AS BIGINT) FROM request r \
         JOIN judged_finding f ON f.request_id = r.id WHERE {counted} GROUP BY f.code ORDER BY f.code"
    );
    let read = |mut row: Row| {
        Ok(RuleCount {
            code: row.text()?,
            declarations: row.int()?.unsigned_abs(),
            findings: row.int()?.unsigned_abs(),
        })
    };
    tx.query(&sql, &args).await?.into_iter().map(read).collect()
}

fn pairs(rows: Vec<Row>) -> StoreResult<Vec<(String, u64)>> {
    rows.into_iter().map(|mut row| Ok((row.text()?, row.int()?.unsigned_abs()))).collect()
}

async fn scopes(tx: &mut dyn Tx, of: Within<'_>) -> StoreResult<Vec<(String, u64)>> {
    let (counted, args) = of.counted();
    let sql = format!(
        "SELECT scope, count(*) FROM (SELECT {} AS scope FROM request r \
         JOIN declared_answer a ON a.request_id = r.id AND a.number = r.submissions AND a.field = 'company.scope' \
         WHERE {counted} AND a.value <> '') s GROUP BY scope ORDER BY scope",
        scope_of("a.value")
    );
    pairs(tx.query(&sql, &args).await?)
}

async fn metals(tx: &mut dyn Tx, of: Within<'_>) -> StoreResult<Vec<(String, u64)>> {
    let (counted, args) = of.counted();
    let sql = format!(
        "SELECT metal, count(*) FROM (SELECT substr(a.field, 4) AS metal FROM request r \
         JOIN declared_answer a ON a.request_id = r.id AND a.number = r.submissions \
         AND a.field LIKE 'q1.%' AND a.value = 'Yes' \
         JOIN declared_answer b ON b.request_id = r.id AND b.number = r.submissions \
         AND b.field = 'q2.' || substr(a.field, 4) AND b.value = 'Yes' \
         WHERE {counted}) m GROUP BY metal ORDER BY metal"
    );
    pairs(tx.query(&sql, &args).await?)
}

async fn countries(tx: &mut dyn Tx, of: Within<'_>) -> StoreResult<Vec<CountryCount>> {
    let (within, args) = of.all();
    let sql = format!(
        "SELECT s.country, count(*), CAST(sum(CASE WHEN r.state IN ({}) THEN 1 ELSE 0 END) AS BIGINT) FROM request r \
         JOIN supplier s ON s.id = r.supplier_id WHERE {within} AND r.state IN ({}) \
         GROUP BY s.country ORDER BY s.country",
        states(|state| Stage::Answered.holds(state)),
        states(|state| Stage::Asked.holds(state)),
    );
    let read = |mut row: Row| {
        Ok(CountryCount {
            country: row.text()?,
            asked: row.int()?.unsigned_abs(),
            answered: row.int()?.unsigned_abs(),
        })
    };
    tx.query(&sql, &args).await?.into_iter().map(read).collect()
}

async fn spend(tx: &mut dyn Tx, of: Within<'_>) -> StoreResult<Spend> {
    let (of_scope, args) = of.all();
    let within = |stage: Stage| {
        let states = states(|state| stage.holds(state));
        format!(
            "CAST(coalesce(sum(CASE WHEN r.state IN ({states}) THEN s.spend_share ELSE 0 END), 0) AS BIGINT)"
        )
    };
    let sql = format!(
        "SELECT count(s.spend_share), {}, {}, {} FROM request r JOIN supplier s ON s.id = r.supplier_id \
         WHERE {of_scope} AND r.state IN ({})",
        within(Stage::Asked),
        within(Stage::Answered),
        within(Stage::Accepted),
        states(|state| Stage::Asked.holds(state)),
    );
    let Some(mut row) = first(tx, &sql, &args).await? else { return Ok(Spend::default()) };
    Ok(Spend {
        stated: row.int()?.unsigned_abs(),
        asked: row.int()?.unsigned_abs(),
        answered: row.int()?.unsigned_abs(),
        accepted: row.int()?.unsigned_abs(),
    })
}

/// What a list of `request`, in one state or in any, demands so that each has this.
pub fn condition<'a>(sql: &mut Statement<'a>, having: &'a Having, state: Option<RequestState>) -> String {
    let answer = |sql: &mut Statement<'a>, field: Value<'a>, rest: &str| {
        let field = sql.arg(field);
        format!(
            " AND EXISTS (SELECT 1 FROM declared_answer a WHERE a.request_id = request.id \
             AND a.number = request.submissions AND a.field = {field} AND {rest})"
        )
    };
    match having {
        Having::Finding(code) => {
            let code = sql.arg(code);
            format!(" AND id IN (SELECT request_id FROM judged_finding WHERE code = {code})")
        }
        Having::Scope(scope) => {
            let known = SCOPES.iter().find(|(key, _)| key == scope);
            let rest = match known {
                Some((_, begins)) => format!("substr(a.value, 1, 2) = '{begins}'"),
                None => "a.value <> '' AND substr(a.value, 1, 2) NOT IN ('A.', 'B.')".to_owned(),
            };
            answer(sql, "company.scope".into(), &rest)
        }
        Having::Metal(metal) => {
            let fields = ["q1", "q2"].map(|question| Value::from(format!("{question}.{metal}")));
            fields.map(|field| answer(sql, field, "a.value = 'Yes'")).concat()
        }
        Having::Country(country) => {
            let country = sql.arg(country);
            format!(" AND supplier_id IN (SELECT id FROM supplier WHERE country = {country})")
        }
        Having::FirstAnswer(from, until) => {
            let (from, until) = (sql.arg(*from), sql.arg(*until));
            format!(" AND id IN (SELECT request_id FROM first_answer WHERE at >= {from} AND at < {until})")
        }
        Having::Class(class) => {
            format!(" AND id IN (SELECT request_id FROM judged_finding WHERE code IN ({}))", codes(*class))
        }
        Having::Owner(Some(member)) => {
            let member = sql.arg(member);
            format!(" AND owner = {member}")
        }
        Having::Owner(None) => " AND owner IS NULL".to_owned(),
        Having::Spend(least) => {
            let least = sql.arg(*least);
            format!(" AND supplier_id IN (SELECT id FROM supplier WHERE spend_share >= {least})")
        }
        Having::Waits(since, after) => {
            let (since, after) = (sql.arg(*since), sql.arg(*after));
            let waits = list_order::key(RequestSort::Waiting, state);
            format!(" AND {waits} <= {since} AND {waits} > {after}")
        }
        Having::OtherContact => " AND proposed_contact <> ''".to_owned(),
        Having::ToCall => " AND supplier_id NOT IN (SELECT id FROM supplier WHERE retired_at IS NOT NULL) \
             AND (next_reminder_at IS NULL OR supplier_id IN \
                 (SELECT id FROM supplier WHERE mail_problem IS NOT NULL OR email = ''))"
            .to_owned(),
        Having::NotCalled => {
            " AND NOT EXISTS (SELECT 1 FROM phone_call p WHERE p.request_id = request.id)".to_owned()
        }
        Having::OpenCampaign => {
            " AND campaign_id || '' IN (SELECT id FROM campaign WHERE state = 'open')".to_owned()
        }
    }
}
