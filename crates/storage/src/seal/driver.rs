//! A driver around the driver: notes which sealed rows a piece of work writes, and seals them at its end.

use super::tables::{self, Sealed};
use super::{GONE, Object, SealKey, append, object, select, shape};
use crate::tx::{Dialect, Tx, Work};
use crate::value::{Cell, Row, Value, fault};
use async_trait::async_trait;
use service::ports::StoreResult;
use std::collections::{BTreeMap, BTreeSet};

/// Most rows that are read by one statement.
const AT_ONCE: usize = 500;
/// Few enough rows to be read one by one, by a statement that is kept prepared.
const FEW: usize = 4;

/// Does a piece of work and seals what it wrote, within its transaction.
pub(crate) async fn sealed<A, T>(tx: &mut dyn Tx, key: &SealKey, args: &A, work: Work<A, T>) -> StoreResult<T>
where
    A: Send + Sync,
    T: Send,
{
    let mut noting = Noting { inner: tx, written: BTreeMap::new(), last_entry: None };
    let value = work(&mut noting, args).await?;
    let Noting { inner, written, .. } = noting;
    if !written.is_empty() {
        let mut objects = Vec::new();
        for (table, keys) in written {
            let sealed = tables::named(table).ok_or_else(|| fault("a table that is not sealed"))?;
            read(inner, sealed, &keys, &mut objects).await?;
        }
        append(inner, key, "work", &objects).await?;
    }
    Ok(value)
}

/// A key as text and as the values that find it.
type Keys = BTreeMap<String, Vec<Value<'static>>>;

struct Noting<'t> {
    inner: &'t mut dyn Tx,
    written: BTreeMap<&'static str, Keys>,
    /// The entry that was added to the log last.
    last_entry: Option<i64>,
}

impl Noting<'_> {
    fn note(&mut self, sealed: &Sealed, adds: bool, key: &[Cell]) -> StoreResult<()> {
        let values = key.iter().map(|cell| match cell {
            Cell::Text(text) => Ok(Value::from(text.clone())),
            Cell::Int(number) => Ok(Value::Int(*number)),
            Cell::Null => Err(fault("a stored row has no key")),
        });
        let values = values.collect::<StoreResult<Vec<_>>>()?;
        let keys = self.written.entry(sealed.table).or_default();
        if let (true, Some(Value::Int(new))) = (adds && sealed.table == "log_entry", values.first()) {
            // The last is enough: each holds the hash of the one before. Not so where the text of entries is removed.
            match self.last_entry {
                Some(last) if last > *new => return Ok(()),
                Some(last) => drop(keys.remove(&last.to_string())),
                None => {}
            }
            self.last_entry = Some(*new);
        }
        keys.insert(super::key_text(key), values);
        Ok(())
    }
}

/// The sealed table that a statement writes to; none where it leaves the digested columns alone.
fn target(sql: &str) -> Option<&'static Sealed> {
    let sql = sql.trim_start();
    let update = sql.starts_with("UPDATE ");
    let rest = ["INSERT INTO ", "UPDATE ", "DELETE FROM "].iter().find_map(|word| sql.strip_prefix(word))?;
    let sealed = tables::named(rest.split(|c: char| !is_word(c)).next()?)?;
    if update {
        // Where this reads too much, a row is sealed that did not change: that does no harm.
        let (_, set) = rest.split_once(" SET ")?;
        let set = set.split(" WHERE ").next().unwrap_or(set);
        // Whoever takes a mail to send it holds a lease: that is no change of the mail.
        if sealed.table == "outbox" && set.contains("'sending'") {
            return None;
        }
        let words: BTreeSet<&str> = set.split(|c: char| !is_word(c)).collect();
        return sealed.columns.iter().any(|column| words.contains(column)).then_some(sealed);
    }
    Some(sealed)
}

fn adds(sql: &str) -> bool {
    sql.trim_start().starts_with("INSERT ")
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[async_trait]
impl Tx for Noting<'_> {
    fn dialect(&self) -> Dialect {
        self.inner.dialect()
    }

    async fn execute(&mut self, sql: &str, args: &[Value<'_>]) -> StoreResult<u64> {
        let Some(sealed) = target(sql) else { return self.inner.execute(sql, args).await };
        let sql = format!("{} RETURNING {}", sql.trim_end(), sealed.key.join(", "));
        let rows = self.inner.query(&sql, args).await?;
        let count = rows.len() as u64;
        for row in rows {
            self.note(sealed, adds(&sql), &row.cells())?;
        }
        Ok(count)
    }

    async fn query(&mut self, sql: &str, args: &[Value<'_>]) -> StoreResult<Vec<Row>> {
        let rows = self.inner.query(sql, args).await?;
        let Some(sealed) = target(sql) else { return Ok(rows) };
        // Such a statement gives back what it wrote: its key stands first.
        let keyed = sql.rsplit_once("RETURNING ").is_some_and(|(_, columns)| {
            let mut columns = columns.split(',').map(str::trim);
            sealed.key.iter().all(|key| columns.next() == Some(key))
        });
        if !keyed {
            return Err(fault("a statement that writes sealed rows must return their keys first"));
        }
        let mut out = Vec::with_capacity(rows.len());
        for row in rows {
            let cells = row.cells();
            self.note(sealed, adds(sql), &cells[..sealed.key.len()])?;
            out.push(Row::new(cells));
        }
        Ok(out)
    }
}

/// Reads the rows with these keys as they are now.
async fn read(tx: &mut dyn Tx, sealed: &Sealed, keys: &Keys, out: &mut Vec<Object>) -> StoreResult<()> {
    let columns = sealed.digested(shape());
    let head = select(sealed, &columns);
    let mut found: BTreeSet<String> = BTreeSet::new();
    let all: Vec<&Vec<Value<'static>>> = keys.values().collect();
    let size = if sealed.key.len() == 1 && all.len() > FEW { AT_ONCE } else { 1 };
    for chunk in all.chunks(size) {
        let values: Vec<Value<'static>> = chunk.iter().flat_map(|key| key.iter().cloned()).collect();
        let condition = match size {
            1 => {
                let each = sealed.key.iter().enumerate().map(|(n, column)| format!("{column} = ${}", n + 1));
                each.collect::<Vec<_>>().join(" AND ")
            }
            _ => format!("{} IN ({})", sealed.key[0], crate::tx::placeholders(0, values.len())),
        };
        for row in tx.query(&format!("{head} WHERE {condition}"), &values).await? {
            let object = object(sealed, &columns, row.cells());
            found.insert(object.1.clone());
            out.push(object);
        }
    }
    for key in keys.keys().filter(|key| !found.contains(*key)) {
        out.push((sealed.table.to_owned(), key.clone(), GONE.to_owned()));
    }
    Ok(())
}

/// Hands every row of a table to `take`, from [`select`], a few at a time.
pub(super) async fn each(
    tx: &mut dyn Tx,
    sealed: &Sealed,
    columns: &[&str],
    mut take: impl FnMut(Vec<Cell>),
) -> StoreResult<()> {
    let head = select(sealed, columns);
    let order = sealed.key.join(", ");
    // Documents and files can be large.
    let most =
        if ["submission", "judgement", "reference_list", "blank"].contains(&sealed.table) { 8 } else { 500 };
    let mut behind: Option<Vec<Value<'static>>> = None;
    loop {
        let (condition, values) = match &behind {
            None => (String::new(), Vec::new()),
            Some(key) => {
                let places = crate::tx::placeholders(0, key.len());
                (format!(" WHERE ({order}) > ({places})"), key.clone())
            }
        };
        let rows = tx.query(&format!("{head}{condition} ORDER BY {order} LIMIT {most}"), &values).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            let cells = row.cells();
            let key = cells[..sealed.key.len()].iter().map(|cell| match cell {
                Cell::Text(text) => Value::from(text.clone()),
                Cell::Int(number) => Value::Int(*number),
                Cell::Null => Value::NullText,
            });
            behind = Some(key.collect());
            take(cells);
        }
    }
}
