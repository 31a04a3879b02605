//! Connections that read, on threads where waiting is allowed. They are opened when first needed.

use super::SqliteTx;
use super::file::DatabaseFile;
use super::open::open_reader;
use crate::error::from_sqlite;
use crate::tx::Work;
use futures::FutureExt;
use rusqlite::Connection;
use service::ports::{StoreError, StoreResult};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// The readers of one file.
pub struct Readers {
    file: Arc<DatabaseFile>,
    places: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Readers {
    pub(crate) fn new(file: Arc<DatabaseFile>) -> Readers {
        let places = std::thread::available_parallelism().map_or(4, |n| n.get() * 2).clamp(4, 16);
        Readers { file, places: Arc::new(Semaphore::new(places)), idle: Arc::default() }
    }

    /// Does the work on one consistent state of the file.
    pub(crate) async fn read<A, T>(&self, args: A, work: Work<A, T>) -> StoreResult<T>
    where
        A: Send + Sync + 'static,
        T: Send + 'static,
    {
        let closed = |_| StoreError::Unavailable("the readers are closed".into());
        let place = self.places.clone().acquire_owned().await.map_err(closed)?;
        let (idle, file) = (self.idle.clone(), self.file.clone());
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            let waiting = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut connection = match waiting {
                Some(connection) => connection,
                None => open(&file)?,
            };
            let result = in_snapshot(&mut connection, &file, &args, work);
            // A panic above leaves the connection out of the pool: it is closed, and the next reader opens another.
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
            result
        });
        done.await.map_err(|_| StoreError::Fault("a reading job panicked".into()))?
    }
}

/// Another connection to the file that was opened first; never to one that lies in its place since.
fn open(file: &DatabaseFile) -> StoreResult<Connection> {
    if let Some(why) = file.fault() {
        return Err(StoreError::Unavailable(why.into()));
    }
    open_reader(file.path()).map_err(|e| failed(file, &e))
}

fn failed(file: &DatabaseFile, error: &rusqlite::Error) -> StoreError {
    file.note(error);
    from_sqlite(error)
}

fn in_snapshot<A, T>(
    connection: &mut Connection,
    file: &DatabaseFile,
    args: &A,
    work: Work<A, T>,
) -> StoreResult<T> {
    let statement = |c: &Connection, sql: &str| {
        c.prepare_cached(sql).and_then(|mut s| s.execute([])).map_err(|e| failed(file, &e))
    };
    statement(connection, "BEGIN")?;
    let result = work(&mut SqliteTx { connection, file }, args).now_or_never();
    if !connection.is_autocommit() {
        statement(connection, "COMMIT")?;
    }
    result.unwrap_or_else(|| Err(StoreError::Fault("a reading job waited for something else".into())))
}
