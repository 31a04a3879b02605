//! The driver: what both databases can do, so that every statement is written once.

use crate::value::{Row, Value};
use async_trait::async_trait;
use futures::future::BoxFuture;
use service::ports::StoreResult;

/// Which database it is, for the few words that differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

impl Dialect {
    /// Locks the rows read until the end of the transaction. SQLite has one writer and needs no lock.
    pub fn for_update(self, table: &str) -> String {
        match self {
            Dialect::Sqlite => String::new(),
            Dialect::Postgres => format!(" FOR UPDATE OF {table}"),
        }
    }

    /// Waits, until the end of the transaction, for everybody else who takes a lock of this number alone. SQLite has one
    /// writer and needs no lock.
    pub fn alone(self, number: &str) -> Option<String> {
        (self == Dialect::Postgres).then(|| format!("SELECT pg_advisory_xact_lock({number})"))
    }

    /// Waits for whoever holds the lock alone, and for nobody who shares it.
    pub fn shared(self, number: &str) -> Option<String> {
        (self == Dialect::Postgres).then(|| format!("SELECT pg_advisory_xact_lock_shared({number})"))
    }

    /// Locks the rows read and passes over those that somebody else has locked.
    pub fn skip_locked(self) -> &'static str {
        match self {
            Dialect::Sqlite => "",
            Dialect::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// A condition: the text `part` occurs in the text `whole`. No pattern, so nothing has to be escaped.
    pub fn contains(self, whole: &str, part: &str) -> String {
        match self {
            Dialect::Sqlite => format!("instr({whole}, {part}) > 0"),
            Dialect::Postgres => format!("strpos({whole}, {part}) > 0"),
        }
    }
}

/// A transaction (or, for reads, a connection). Placeholders are `$1`, `$2`, …; `$` stands for nothing else.
#[async_trait]
pub trait Tx: Send {
    /// Which database it is.
    fn dialect(&self) -> Dialect;
    /// Runs a statement; says how many rows it touched.
    async fn execute(&mut self, sql: &str, args: &[Value<'_>]) -> StoreResult<u64>;
    /// Runs a statement that gives rows.
    async fn query(&mut self, sql: &str, args: &[Value<'_>]) -> StoreResult<Vec<Row>>;
}

/// Work inside a transaction: statements over a driver, with arguments that are kept apart so that the work can be
/// done on another thread, and again where the database asks for it.
pub type Work<A, T> = for<'a> fn(&'a mut dyn Tx, &'a A) -> BoxFuture<'a, StoreResult<T>>;

/// The first row of an answer.
pub async fn first(tx: &mut dyn Tx, sql: &str, args: &[Value<'_>]) -> StoreResult<Option<Row>> {
    Ok(tx.query(sql, args).await?.into_iter().next())
}

/// Most parameters of one statement; PostgreSQL allows 65,535, SQLite 32,766.
const MAX_ARGS: usize = 16_000;

/// Inserts many rows of `width` values each: `{head} VALUES (…), … {tail}`. PostgreSQL gets few large statements, which
/// saves round trips; SQLite gets one prepared statement many times, which saves parsing. Of middling size: what a
/// transaction has to remember of the pages before is gone through at the end of each statement that gives rows, so
/// that a statement for each of ten thousand rows takes a minute.
pub async fn insert_many(
    tx: &mut dyn Tx,
    head: &str,
    width: usize,
    values: &[Value<'_>],
    tail: &str,
) -> StoreResult<u64> {
    let per_statement = match tx.dialect() {
        Dialect::Sqlite => 64,
        Dialect::Postgres => MAX_ARGS / width,
    };
    let (mut touched, mut rest) = (0, values);
    while !rest.is_empty() {
        // SQLite gets statements of two sizes only, and so knows them already.
        let whole = rest.len() / width;
        let few = tx.dialect() == Dialect::Sqlite && whole < per_statement;
        let take = if few { 1 } else { per_statement.min(whole) };
        let (chunk, behind) = rest.split_at(take * width);
        rest = behind;
        let rows: Vec<String> =
            (0..chunk.len() / width).map(|row| format!("({})", placeholders(row * width, width))).collect();
        touched += tx.execute(&format!("{head} VALUES {} {tail}", rows.join(", ")), chunk).await?;
    }
    Ok(touched)
}

/// `$4, $5, $6` for three values behind three others.
pub fn placeholders(behind: usize, count: usize) -> String {
    (1..=count).map(|n| format!("${}", behind + n)).collect::<Vec<_>>().join(", ")
}

/// A statement that is put together from parts, with its parameters.
#[derive(Default)]
pub struct Statement<'a> {
    /// The text so far.
    pub sql: String,
    /// The parameters so far.
    pub args: Vec<Value<'a>>,
}

impl<'a> Statement<'a> {
    /// Adds text.
    pub fn push(&mut self, sql: &str) -> &mut Self {
        self.sql.push_str(sql);
        self
    }

    /// Adds a parameter; gives its placeholder.
    pub fn arg(&mut self, value: impl Into<Value<'a>>) -> String {
        self.args.push(value.into());
        format!("${}", self.args.len())
    }

    /// Adds many parameters; gives their placeholders, separated by commas.
    pub fn list<V: Into<Value<'a>>>(&mut self, values: impl IntoIterator<Item = V>) -> String {
        values.into_iter().map(|v| self.arg(v)).collect::<Vec<_>>().join(", ")
    }
}
