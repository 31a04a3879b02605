//! The driver for PostgreSQL.

use super::stored;
use crate::error::from_postgres;
use crate::tx::{Dialect, Tx};
use crate::value::{Cell, Row, Value};
use async_trait::async_trait;
use service::ports::{StoreError, StoreResult};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::{AssertSqlSafe, Column, PgConnection, PgPool, Postgres, Row as _, Transaction, TypeInfo};

/// A transaction, or a connection that only reads. Dropped half-way, the transaction is rolled back.
pub(crate) struct PgTx {
    inner: Inner,
    lost_a_race: bool,
}

enum Inner {
    Writing(Transaction<'static, Postgres>),
    Reading(PoolConnection<Postgres>),
}

impl PgTx {
    pub(crate) async fn begin(pool: &PgPool) -> StoreResult<PgTx> {
        Ok(PgTx { inner: Inner::Writing(stored(pool.begin().await)?), lost_a_race: false })
    }

    pub(crate) async fn reading(pool: &PgPool) -> StoreResult<PgTx> {
        Ok(PgTx { inner: Inner::Reading(stored(pool.acquire().await)?), lost_a_race: false })
    }

    fn connection(&mut self) -> &mut PgConnection {
        match &mut self.inner {
            Inner::Writing(tx) => tx,
            Inner::Reading(connection) => connection,
        }
    }

    /// Ends the transaction: commits when the work went well. An error comes with whether another try makes sense.
    pub(crate) async fn end<T>(self, result: StoreResult<T>) -> Result<T, (StoreError, bool)> {
        let PgTx { inner, lost_a_race } = self;
        match (inner, result) {
            (Inner::Writing(tx), Ok(value)) => match tx.commit().await {
                Ok(()) => Ok(value),
                Err(error) => Err((from_postgres(&error), is_race(&error))),
            },
            (Inner::Writing(tx), Err(error)) => {
                // Should that fail too, the connection is broken and the server rolls back by itself.
                let _ = tx.rollback().await;
                Err((error, lost_a_race))
            }
            (Inner::Reading(_), result) => result.map_err(|e| (e, false)),
        }
    }

    fn note(&mut self, error: &sqlx::Error) -> StoreError {
        self.lost_a_race |= is_race(error);
        from_postgres(error)
    }
}

/// Whether the database asks to try again: serialisation failure or deadlock.
fn is_race(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|e| e.code());
    matches!(code.as_deref(), Some("40001" | "40P01"))
}

fn bound<'q>(sql: &str, args: &[Value<'q>]) -> Query<'q, Postgres, PgArguments> {
    // Long lists of values make statements that hardly come again: they would push the others out of the cache.
    let mut query = sqlx::query(AssertSqlSafe(sql.to_owned())).persistent(args.len() < 64);
    for arg in args {
        query = match arg {
            Value::Text(text) => query.bind(text.clone().into_owned()),
            Value::Int(number) => query.bind(*number),
            Value::NullText => query.bind(None::<String>),
            Value::NullInt => query.bind(None::<i64>),
        };
    }
    query
}

fn cells(row: &PgRow) -> StoreResult<Row> {
    let cell = |column: usize| -> sqlx::Result<Cell> {
        Ok(match row.column(column).type_info().name() {
            "INT8" => row.try_get::<Option<i64>, _>(column)?.map_or(Cell::Null, Cell::Int),
            "INT4" => row.try_get::<Option<i32>, _>(column)?.map_or(Cell::Null, |n| Cell::Int(n.into())),
            _ => row.try_get::<Option<String>, _>(column)?.map_or(Cell::Null, Cell::Text),
        })
    };
    let all: sqlx::Result<Vec<Cell>> = (0..row.len()).map(cell).collect();
    Ok(Row::new(stored(all)?))
}

#[async_trait]
impl Tx for PgTx {
    fn dialect(&self) -> Dialect {
        Dialect::Postgres
    }

    async fn execute(&mut self, sql: &str, args: &[Value<'_>]) -> StoreResult<u64> {
        let done = bound(sql, args).execute(self.connection()).await;
        done.map(|r| r.rows_affected()).map_err(|e| self.note(&e))
    }

    async fn query(&mut self, sql: &str, args: &[Value<'_>]) -> StoreResult<Vec<Row>> {
        let found = bound(sql, args).fetch_all(self.connection()).await;
        found.map_err(|e| self.note(&e))?.iter().map(cells).collect()
    }
}
