//! Which suppliers belong to which groups: rows that follow from what stands with each supplier.

use super::scope;
use crate::tx::{Statement, Tx, insert_many};
use crate::value::{Row, Value};
use service::ports::StoreResult;
use service::records::{Group, Scope, Supplier, group_key};

/// Adds the groups of suppliers that have no rows yet.
pub async fn put(tx: &mut dyn Tx, suppliers: &[&Supplier]) -> StoreResult<()> {
    let mut rows: Vec<Value<'_>> = Vec::new();
    for supplier in suppliers {
        for name in supplier.group_names() {
            rows.extend([group_key(name).into(), (&supplier.id).into(), name.into()]);
        }
    }
    let head = "INSERT INTO supplier_group (group_key, supplier_id, name)";
    insert_many(tx, head, 3, &rows, "ON CONFLICT DO NOTHING").await.map(|_| ())
}

/// Puts the groups of these suppliers in the place of those that they had.
pub async fn replace(tx: &mut dyn Tx, suppliers: &[&Supplier]) -> StoreResult<()> {
    for chunk in suppliers.chunks(500) {
        let mut sql = Statement::default();
        let ids = sql.list(chunk.iter().map(|supplier| &supplier.id));
        sql.push(&format!("DELETE FROM supplier_group WHERE supplier_id IN ({ids})"));
        tx.execute(&sql.sql, &sql.args).await?;
    }
    put(tx, suppliers).await
}

/// The groups that any supplier belongs to, by their keys, each under one of its names.
pub async fn all(tx: &mut dyn Tx, scope: &Scope) -> StoreResult<Vec<Group>> {
    let mut sql = Statement::default();
    let within = scope::of_suppliers(&mut sql, scope, "supplier_id");
    sql.push(&format!(
        "SELECT group_key, min(name) FROM supplier_group WHERE 1 = 1{within} GROUP BY group_key ORDER BY group_key"
    ));
    let read = |mut row: Row| Ok(Group { key: row.text()?, name: row.text()? });
    tx.query(&sql.sql, &sql.args).await?.into_iter().map(read).collect()
}
