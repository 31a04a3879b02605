//! The store: work on transactions, handed to whichever database is open.

use crate::postgres::Postgres;
use crate::seal::{self, SealKey};
use crate::sqlite::Sqlite;
use crate::tx::Tx;
use futures::future::BoxFuture;
use service::ports::Stored;

/// Work inside a transaction: statements over a driver, with arguments that are kept apart so that the work can be
/// done on another thread, and again where the database asks for it.
pub type Work<A, T> = for<'a> fn(&'a mut dyn Tx, &'a A) -> BoxFuture<'a, Stored<T>>;

/// A store on SQL.
pub enum SqlStore {
    /// SQLite.
    Sqlite(Sqlite),
    /// PostgreSQL.
    Postgres(Postgres),
}

impl SqlStore {
    /// Does the work in one transaction; answers when it is durable.
    pub(crate) async fn write<A, T>(&self, args: A, work: Work<A, T>) -> Stored<T>
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
    pub(crate) async fn read<A, T>(&self, args: A, work: Work<A, T>) -> Stored<T>
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
    pub(crate) async fn seal_with(&self, key: SealKey) -> Stored<bool> {
        match self {
            SqlStore::Sqlite(db) => db.sealer.set(key.clone()),
            SqlStore::Postgres(db) => db.sealer.set(key.clone()),
        }
        self.write(key, |tx, key| Box::pin(seal::seal_everything(tx, key))).await
    }
}
