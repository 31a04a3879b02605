//! The driver for SQLite. Its futures are ready at once.

use super::file::DatabaseFile;
use crate::error::from_sqlite;
use crate::tx::{Dialect, Tx};
use crate::value::{Cell, Row, Value};
use async_trait::async_trait;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ToSql};
use service::ports::{StoreError, StoreResult};
use std::borrow::Cow;

/// A connection inside a transaction, and the file that it writes to.
pub(crate) struct SqliteTx<'c> {
    pub connection: &'c mut Connection,
    pub file: &'c DatabaseFile,
}

impl SqliteTx<'_> {
    fn failed(&self, error: &rusqlite::Error) -> StoreError {
        self.file.note(error);
        from_sqlite(error)
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Int(number) => ValueRef::Integer(*number),
            Value::NullText | Value::NullInt => ValueRef::Null,
        }))
    }
}

/// `$1` names a parameter in SQLite; `?1` numbers it.
fn numbered(sql: &str) -> Cow<'_, str> {
    if sql.contains('$') { Cow::Owned(sql.replace('$', "?")) } else { Cow::Borrowed(sql) }
}

fn cell(value: ValueRef<'_>) -> StoreResult<Cell> {
    Ok(match value {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Int(number),
        ValueRef::Text(bytes) => Cell::Text(
            String::from_utf8(bytes.to_vec())
                .map_err(|_| StoreError::Fault("a stored text is not valid UTF-8".into()))?,
        ),
        _ => return Err(StoreError::Fault("a stored value is neither text nor integer".into())),
    })
}

#[async_trait]
impl Tx for SqliteTx<'_> {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    async fn execute(&mut self, sql: &str, args: &[Value<'_>]) -> StoreResult<u64> {
        let mut statement = self.connection.prepare_cached(&numbered(sql)).map_err(|e| self.failed(&e))?;
        statement.execute(rusqlite::params_from_iter(args)).map(|n| n as u64).map_err(|e| self.failed(&e))
    }

    async fn query(&mut self, sql: &str, args: &[Value<'_>]) -> StoreResult<Vec<Row>> {
        let mut statement = self.connection.prepare_cached(&numbered(sql)).map_err(|e| self.failed(&e))?;
        let width = statement.column_count();
        let mut found = statement.query(rusqlite::params_from_iter(args)).map_err(|e| self.failed(&e))?;
        let mut rows = Vec::new();
        while let Some(row) = found.next().map_err(|e| self.failed(&e))? {
            let mut cells = Vec::with_capacity(width);
            for column in 0..width {
                cells.push(cell(row.get_ref(column).map_err(|e| self.failed(&e))?)?);
            }
            rows.push(Row::new(cells));
        }
        Ok(rows)
    }
}
