//! The store: work on transactions, handed to whichever database is open.

use crate::postgres::Postgres;
use crate::seal::{self, SealKey};
use crate::sqlite::Sqlite;
use crate::tx::Work;
use service::ports::StoreResult;

/// A store on SQL.
pub enum SqlStore {
    Sqlite(Sqlite),
    /// PostgreSQL.
    Postgres(Postgres),
}

impl SqlStore {
    /// Does the work in one transaction; answers when it is durable.
    pub(crate) async fn write<A, T>(&self, args: A, work: Work<A, T>) -> StoreResult<T>
    where
        A: Send + Sync + 'static,
        T: Send + 'static,
    {
        match self {
            SqlStore::Sqlite(db) => db.writer.write(args, work).await,
            SqlStore::Postgres(db) => db.write(args, work).await,
        }
    }

    /// Does work that only reads.
    pub(crate) async fn read<A, T>(&self, args: A, work: Work<A, T>) -> StoreResult<T>
    where
        A: Send + Sync + 'static,
        T: Send + 'static,
    {
        match self {
            SqlStore::Sqlite(db) => db.readers.read(args, work).await,
            SqlStore::Postgres(db) => db.read(args, work).await,
        }
    }

    /// Seals with this key from now on. What was never sealed, or under another key, is sealed now; says whether that
    /// was so.
    pub(crate) async fn seal_with(&self, key: SealKey) -> StoreResult<bool> {
        match self {
            SqlStore::Sqlite(db) => db.sealer.set(key.clone()),
            SqlStore::Postgres(db) => db.sealer.set(key.clone()),
        }
        self.write(key, |tx, key| Box::pin(seal::seal_everything(tx, key))).await
    }
}
