//! PostgreSQL: a pool; every piece of work is one transaction, tried again when the database asks for it.

mod open;
mod tx;

#[cfg(test)]
pub(crate) use open::migrate;
pub(crate) use tx::PgTx;

use crate::error::from_postgres;
use crate::seal::{self, Sealer};
use crate::tx::Work;
use service::ports::{StoreError, StoreResult};
use sqlx::PgPool;

/// Most tries of one transaction that loses against others.
const TRIES: u32 = 8;

/// A PostgreSQL database.
pub struct Postgres {
    pool: PgPool,
    pub(crate) sealer: Sealer,
}

impl Postgres {
    /// Its connections.
    pub(crate) fn pool(&self) -> &PgPool {
        &self.pool
    }

    pub(crate) async fn write<A, T>(&self, args: A, work: Work<A, T>) -> StoreResult<T>
    where
        A: Send + Sync + 'static,
        T: Send + 'static,
    {
        let mut attempt = 0;
        loop {
            attempt += 1;
            let mut tx = PgTx::begin(&self.pool).await?;
            let result = seal::sealed(&mut tx, &self.sealer.key(), &args, work).await;
            let result = tx.end(result).await;
            match result {
                Ok(value) => return Ok(value),
                Err((_, true)) if attempt < TRIES => {
                    tokio::time::sleep(std::time::Duration::from_millis(5 << attempt)).await;
                }
                Err((error, _)) => return Err(error),
            }
        }
    }

    pub(crate) async fn read<A, T>(&self, args: A, work: Work<A, T>) -> StoreResult<T>
    where
        A: Send + Sync + 'static,
        T: Send + 'static,
    {
        let mut tx = PgTx::reading(&self.pool).await?;
        work(&mut tx, &args).await
    }
}

fn stored<T>(result: sqlx::Result<T>) -> Result<T, StoreError> {
    result.map_err(|e| from_postgres(&e))
}
