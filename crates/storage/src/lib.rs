//! The Store ports on SQLite and on PostgreSQL.
//!
//! Every statement is written once (`sql`), over a small driver (`tx::Tx`); the two drivers live in `sqlite` and
//! `postgres`. See `docs/decisions/0002-one-sql-two-databases.md`.

mod error;
mod files;
mod migrate;
mod ports;
mod postgres;
mod seal;
mod sql;
mod sqlite;
mod store;
mod tx;
mod value;

pub use error::OpenError;
pub use seal::{Kept, Problem, Report, SealKey, Unchecked, verify};

use service::ports::{Store, during};
use std::path::Path;
use std::sync::Arc;
use store::SqlStore;

/// Opens a database and brings its schema up to date: `postgres://…` (or `postgresql://…`), `sqlite:PATH`, or a path.
/// Until it is told a key ([`service::ports::LogStore::seal_with`]), what is written is sealed without a secret.
pub async fn open(place: &str) -> Result<Arc<dyn Store>, OpenError> {
    open_batched(place, 0).await
}

/// Opens as [`open`] does, with at most `batch` saves in one commit (0 for the usual number). SQLite only; benches use
/// it to show what groups are worth.
#[doc(hidden)]
pub async fn open_batched(place: &str, batch: usize) -> Result<Arc<dyn Store>, OpenError> {
    Ok(Arc::new(connect(place, batch).await?))
}

async fn connect(place: &str, batch: usize) -> Result<SqlStore, OpenError> {
    if place.starts_with("postgres://") || place.starts_with("postgresql://") {
        return Ok(SqlStore::Postgres(postgres::Postgres::open(place, seal::Sealer::new()).await?));
    }
    if let Some((scheme, _)) = place.split_once("://") {
        let why = format!("`{scheme}` is no known kind of database (postgres://… or a path)");
        return Err(OpenError::Failed(why.into()));
    }
    let path = place.strip_prefix("sqlite:").unwrap_or(place).to_owned();
    let options = sqlite::Options { batch, ..Default::default() };
    let opened = tokio::task::spawn_blocking(move || {
        sqlite::Sqlite::open(Path::new(&path), seal::Sealer::new(), options)
    })
    .await;
    let opened = opened.map_err(|e| OpenError::Failed(during("opening panicked", e)))?;
    Ok(SqlStore::Sqlite(opened?))
}
