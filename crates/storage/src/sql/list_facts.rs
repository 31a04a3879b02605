//! What lists of requests say of each declaration: findings by class, scope, metals. Read for the rows of a page.

use super::answered::scope_of;
use crate::tx::{Statement, Tx};
use domain::Class;
use service::ports::StoreResult;
use service::records::{RequestId, RequestRow};
use std::collections::{HashMap, HashSet};

/// Adds it to rows.
pub async fn add(tx: &mut dyn Tx, rows: &mut [RequestRow]) -> StoreResult<()> {
    let with_one: Vec<RequestId> =
        rows.iter().filter(|row| row.request.submissions > 0).map(|row| row.request.id.clone()).collect();
    if with_one.is_empty() {
        return Ok(());
    }
    let mut at: HashMap<RequestId, &mut RequestRow> =
        rows.iter_mut().map(|row| (row.request.id.clone(), row)).collect();
    classes(tx, &with_one, &mut at).await?;
    answers(tx, &with_one, &mut at).await
}

async fn classes(
    tx: &mut dyn Tx,
    ids: &[RequestId],
    rows: &mut HashMap<RequestId, &mut RequestRow>,
) -> StoreResult<()> {
    let mut sql = Statement::default();
    let list = sql.list(ids);
    sql.push(&format!("SELECT request_id, code, findings FROM judged_finding WHERE request_id IN ({list})"));
    for mut found in tx.query(&sql.sql, &sql.args).await? {
        let (request, code, n): (RequestId, String, i64) = (found.id()?, found.text()?, found.int()?);
        let class = domain::rules::any_rule(&code).map(|rule| match rule.class {
            Class::Incomplete => 0,
            Class::Inconsistent => 1,
            Class::Inaccurate => 2,
        });
        if let (Some(row), Some(class)) = (rows.get_mut(&request), class) {
            row.classes[class] += n;
        }
    }
    Ok(())
}

async fn answers(
    tx: &mut dyn Tx,
    ids: &[RequestId],
    rows: &mut HashMap<RequestId, &mut RequestRow>,
) -> StoreResult<()> {
    let mut sql = Statement::default();
    let list = sql.list(ids);
    sql.push(&format!(
        "SELECT r.id, a.field, CASE WHEN a.field = 'company.scope' THEN {} ELSE a.value END FROM request r \
         JOIN declared_answer a ON a.request_id = r.id AND a.number = r.submissions \
         WHERE r.id IN ({list}) AND a.value <> '' \
         AND (a.field = 'company.scope' OR a.field LIKE 'q1.%' OR a.field LIKE 'q2.%')",
        scope_of("a.value")
    ));
    let mut yes: HashSet<(RequestId, String)> = HashSet::new();
    for mut found in tx.query(&sql.sql, &sql.args).await? {
        let (request, field, value): (RequestId, String, String) =
            (found.id()?, found.text()?, found.text()?);
        if field == "company.scope" {
            if let Some(row) = rows.get_mut(&request) {
                row.scope = value;
            }
        } else if value == "Yes" {
            yes.insert((request, field));
        }
    }
    for (id, row) in rows.iter_mut() {
        let said = |question: &str, metal: &str| yes.contains(&(id.clone(), format!("{question}.{metal}")));
        let used = domain::template::metals().into_iter().map(|metal| metal.key());
        row.metals = used.filter(|key| said("q1", key) && said("q2", key)).map(str::to_owned).collect();
    }
    Ok(())
}
