//! The seal: a chain of records over what the database holds, each with a code that needs the portal's secret.
//!
//! Whatever a piece of work writes to a sealed table is noted on the way (`driver`), and sealed at its end, in the same
//! transaction: no statement has to think of it. `verify` reads the chain and the rows and says where they differ.

mod driver;
mod evidence;
mod files;
mod follows;
mod report;
mod rows;
mod tables;
mod verify;

#[cfg(test)]
mod tests;

pub(crate) use driver::sealed;
pub use evidence::verify;
pub use report::{Kept, Problem, Report, Unchecked};

use crate::tx::{Tx, first};
use crate::value::{Cell, args, fault};
use hmac::{Hmac, KeyInit, Mac};
use service::ports::{StoreError, StoreResult};
use service::records::Instant;
use sha2::{Digest, Sha256};
use std::sync::{Arc, PoisonError, RwLock};
use tables::Sealed;

/// The first schema with a seal.
pub const FIRST_SHAPE: i64 = 11;
/// What stands for the digest of a row that was removed by the program: its absence is as it should be.
const GONE: &str = "-";
/// Most rows of one record when everything is sealed at once.
const MANY: usize = 1_000;

/// What codes are made with.
#[derive(Clone)]
pub struct SealKey {
    bytes: [u8; 32],
    /// Tells keys apart without showing them.
    name: String,
}

impl SealKey {
    /// From bytes that only the portal can know.
    pub fn new(bytes: [u8; 32]) -> SealKey {
        let digest = Sha256::new().chain_update(b"touchstone seal key").chain_update(bytes).finalize();
        SealKey { bytes, name: hex(&digest[..4]) }
    }

    /// The key of whoever has none: it shows slips, not forgery.
    pub fn none() -> SealKey {
        SealKey::new([0; 32])
    }
}

/// The key that a store seals with; the portal learns its secret after the database is open.
#[derive(Clone)]
pub(crate) struct Sealer(Arc<RwLock<Arc<SealKey>>>);

impl Sealer {
    /// Begins without a secret.
    pub(crate) fn new() -> Sealer {
        Sealer(Arc::new(RwLock::new(Arc::new(SealKey::none()))))
    }

    /// What to seal with now.
    pub(crate) fn key(&self) -> Arc<SealKey> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What to seal with from now on.
    pub(crate) fn set(&self, key: SealKey) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(key);
    }
}

/// A sealed row: its table, its key, its digest.
type Object = (String, String, String);

/// A record of the chain.
struct Record {
    seq: i64,
    at: Instant,
    shape: i64,
    key_name: String,
    kind: String,
    body: String,
    previous: String,
    code: String,
}

impl Record {
    /// The code that it must have.
    fn code(&self, key: &SealKey) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&key.bytes).expect("any length of key will do");
        let (seq, at, shape) = (self.seq.to_string(), self.at.millis().to_string(), self.shape.to_string());
        for part in [&seq, &at, &shape, &self.key_name, &self.kind, &self.body, &self.previous] {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        hex(&mac.finalize().into_bytes())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// The digest of a row: its columns by name, each with its kind and length, so that no two rows read the same.
fn digest(table: &str, columns: &[&str], cells: &[Cell]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(table.as_bytes());
    for (column, cell) in columns.iter().zip(cells) {
        hasher.update([0]);
        hasher.update(column.as_bytes());
        let (kind, text) = match cell {
            Cell::Null => (b'n', String::new()),
            Cell::Int(number) => (b'i', number.to_string()),
            Cell::Text(text) => (b't', text.clone()),
        };
        hasher.update([0, kind]);
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text.as_bytes());
    }
    hex(&hasher.finalize()[..16])
}

/// The key of a row in one text.
fn key_text(cells: &[Cell]) -> String {
    let part = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Int(number) => number.to_string(),
        Cell::Null => String::new(),
    };
    cells.iter().map(part).collect::<Vec<_>>().join("/")
}

/// The statement that reads key and digested columns of a table.
fn select(sealed: &Sealed, columns: &[&str]) -> String {
    let read: Vec<String> = sealed
        .key
        .iter()
        .map(|k| (*k).to_owned())
        .chain(columns.iter().map(|c| sealed.expression(c)))
        .collect();
    format!("SELECT {} FROM {}", read.join(", "), sealed.table)
}

/// The schema of this program.
fn shape() -> i64 {
    crate::migrate::MIGRATIONS.last().map_or(0, |m| m.version)
}

/// Adds records to the chain. The head of the log stays locked until the end of the transaction.
async fn append(tx: &mut dyn Tx, key: &SealKey, kind: &str, objects: &[Object]) -> StoreResult<()> {
    let lock = tx.dialect().for_update("log_head");
    let sql = format!(
        "SELECT seal_seq, seal_code, (SELECT key_name FROM seal WHERE seq = seal_seq) FROM log_head WHERE id = 1{lock}"
    );
    let mut head = first(tx, &sql, &[]).await?.ok_or_else(|| fault("the log has no head"))?;
    let (mut seq, mut previous) = (head.int()?, head.text()?);
    // Whoever goes on with a key that was renewed meanwhile would break the chain for whoever has the new one.
    let none = SealKey::none().name;
    let last = head.opt_text()?.filter(|name| *name != none && key.name != none);
    if kind == "work" && last.is_some_and(|name| name != key.name) {
        return Err(StoreError::Unavailable(
            "the secret was renewed while this instance runs: start it anew, with the new secret".into(),
        ));
    }
    let most = if kind == "work" { usize::MAX } else { MANY };
    for chunk in objects.chunks(most.min(objects.len().max(1))) {
        seq += 1;
        let mut record = Record {
            seq,
            at: now(),
            shape: shape(),
            key_name: key.name.clone(),
            kind: kind.to_owned(),
            body: crate::value::json(&chunk)?,
            previous,
            code: String::new(),
        };
        record.code = record.code(key);
        let sql = "INSERT INTO seal (seq, sealed_at, shape, key_name, kind, body, previous, code) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = args![
            record.seq,
            record.at,
            record.shape,
            &record.key_name,
            &record.kind,
            &record.body,
            &record.previous,
            &record.code
        ];
        tx.execute(sql, values).await?;
        previous = record.code;
    }
    let sql = "UPDATE log_head SET seal_seq = $1, seal_code = $2 WHERE id = 1";
    tx.execute(sql, args![seq, &previous]).await.map(|_| ())
}

/// Where the chain ends.
pub(crate) async fn head(tx: &mut dyn Tx) -> StoreResult<Option<(i64, String)>> {
    let head =
        first(tx, "SELECT seal_seq, seal_code FROM log_head WHERE id = 1 AND seal_seq > 0", &[]).await?;
    head.map(|mut row| Ok((row.int()?, row.text()?))).transpose()
}

/// The time by the machine's clock: records say when they were written, whatever time a demonstration plays.
fn now() -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let millis = since.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX));
    Instant::from_millis(millis)
}

/// Seals every row there is, where that is due: rows from before there was a seal (`adopted`), or all of them under a
/// new key (`renewed`). Says whether it did.
pub(crate) async fn seal_everything(tx: &mut dyn Tx, key: &SealKey) -> StoreResult<bool> {
    let lock = tx.dialect().for_update("log_head");
    tx.query(&format!("SELECT id FROM log_head WHERE id = 1{lock}"), &[]).await?;
    // Under which key everything was sealed last: by the first record, or by one that sealed everything anew.
    let sql = "SELECT key_name FROM seal WHERE seq = 1 OR kind <> 'work' ORDER BY seq DESC LIMIT 1";
    let last = first(tx, sql, &[]).await?;
    let kind = match last.map(|mut row| row.text()).transpose()? {
        None => "adopted",
        // Written before the portal knew its secret.
        Some(name) if name == SealKey::none().name && name != key.name => "adopted",
        Some(name) if name != key.name => "renewed",
        Some(_) => return Ok(false),
    };
    let mut objects = Vec::new();
    for sealed in tables::SEALED {
        let columns = sealed.digested(shape());
        if sealed.table == "log_entry" {
            let sql = format!("{} ORDER BY seq DESC LIMIT 1", select(sealed, &columns));
            objects.extend(
                tx.query(&sql, &[]).await?.into_iter().map(|row| object(sealed, &columns, row.cells())),
            );
            continue;
        }
        driver::each(tx, sealed, &columns, |cells| objects.push(object(sealed, &columns, cells))).await?;
    }
    if objects.is_empty() && kind == "adopted" {
        return Ok(false);
    }
    append(tx, key, kind, &objects).await?;
    Ok(true)
}

/// A row from [`select`], as it is sealed.
fn object(sealed: &Sealed, columns: &[&str], cells: Vec<Cell>) -> Object {
    let (key, rest) = cells.split_at(sealed.key.len());
    (sealed.table.to_owned(), key_text(key), digest(sealed.table, columns, rest))
}
