//! The one writer: a thread that takes what is waiting, does it in one transaction, and answers after the commit.

use super::SqliteTx;
use super::file::DatabaseFile;
use crate::error::{OpenError, from_sqlite};
use crate::seal::{self, SealKey, Sealer};
use crate::tx::Work;
use futures::FutureExt;
use rusqlite::Connection;
use service::ports::{StoreError, StoreResult, during};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{mpsc, oneshot};

/// Jobs that may wait; more make their callers wait.
const QUEUE: usize = 8_192;

/// How the writer works.
#[derive(Clone, Default)]
pub(crate) struct Options {
    /// Most jobs of one commit; 0 for the usual 512.
    pub batch: usize,
    /// Tests: what the disk says to the next commit.
    pub commit_fault: Arc<Mutex<Option<rusqlite::Error>>>,
}

/// A job: its statements, and the answer that waits for the commit.
trait Job: Send {
    /// Does it; an error, in words, takes back what it wrote.
    fn run(&mut self, tx: &mut SqliteTx<'_>, key: &SealKey) -> Result<(), String>;
    /// Answers: with the job's own result, or with what befell the whole batch.
    fn answer(self: Box<Self>, unavailable: Option<&str>);
}

struct JobOf<A, T> {
    args: A,
    work: Work<A, T>,
    result: StoreResult<T>,
    reply: oneshot::Sender<StoreResult<T>>,
}

impl<A: Send + Sync, T: Send> Job for JobOf<A, T> {
    fn run(&mut self, tx: &mut SqliteTx<'_>, key: &SealKey) -> Result<(), String> {
        // A panicking job must not take the writer with it: its savepoint is rolled back like any failure's.
        let done =
            catch_unwind(AssertUnwindSafe(|| seal::sealed(tx, key, &self.args, self.work).now_or_never()));
        self.result = match done {
            Ok(Some(result)) => result,
            Ok(None) => {
                Err(StoreError::Fault("a storage job waited for something other than the database".into()))
            }
            Err(_) => Err(StoreError::Fault("a storage job panicked".into())),
        };
        self.result.as_ref().map(|_| ()).map_err(|e| e.to_string())
    }

    fn answer(self: Box<Self>, unavailable: Option<&str>) {
        let answer = match unavailable {
            Some(why) => Err(StoreError::Unavailable(why.into())),
            None => self.result,
        };
        // Whoever asked may have gone away; what was committed stays committed.
        let _ = self.reply.send(answer);
    }
}

/// Hands jobs to the writer thread; ends it when dropped, after it has done what is waiting.
pub struct Writer {
    jobs: Option<mpsc::Sender<Box<dyn Job>>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Writer {
    pub(crate) fn start(
        connection: Connection,
        file: Arc<DatabaseFile>,
        sealer: Sealer,
        options: Options,
    ) -> Result<Writer, OpenError> {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new()
            .name("storage-writer".into())
            .spawn(move || Loop { connection, file, sealer, options, broken: None }.run(receiver))
            .map_err(|e| OpenError::Failed(during("no thread for the writer", e)))?;
        Ok(Writer { jobs: Some(sender), thread: Some(thread) })
    }

    /// Does the work in a transaction; answers when it is on the disk.
    pub(crate) async fn write<A, T>(&self, args: A, work: Work<A, T>) -> StoreResult<T>
    where
        A: Send + Sync + 'static,
        T: Send + 'static,
    {
        let gone = || StoreError::Unavailable("the writer has ended".into());
        let (reply, answer) = oneshot::channel();
        let result = Err(StoreError::Fault("the job was not run".into()));
        let job = Box::new(JobOf { args, work, result, reply });
        self.jobs.as_ref().ok_or_else(gone)?.send(job).await.map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Loop {
    connection: Connection,
    file: Arc<DatabaseFile>,
    sealer: Sealer,
    options: Options,
    /// Set when the disk failed to make a commit durable. What the file holds then is uncertain, and asking again
    /// could answer wrongly (the kernel reports a lost write once): nothing is written until a restart.
    broken: Option<String>,
}

impl Loop {
    fn run(mut self, mut jobs: mpsc::Receiver<Box<dyn Job>>) {
        let most = if self.options.batch == 0 { 512 } else { self.options.batch };
        let mut batch = Vec::with_capacity(most);
        while jobs.blocking_recv_many(&mut batch, most) > 0 {
            let failure = match self.broken.clone().or_else(|| self.file.fault()) {
                Some(why) => Some(why),
                // Looked at behind the commit once more: what went into a file that is not there any more is not saved.
                None => self.commit(&mut batch).err().or_else(|| self.file.fault()),
            };
            if self.file.only_the_wal_is_left() {
                // It belongs to the file that is gone. Beside another one it would be taken for that one's at the next
                // start, and damage it.
                let _ = self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            if let Some(why) = &failure {
                tracing::error!(jobs = batch.len(), "nothing was saved: {why}");
            }
            for job in batch.drain(..) {
                job.answer(failure.as_deref());
            }
        }
        // On the way out, so that the file stands alone for a backup.
        let _ = self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// Does the jobs in one transaction. An error befalls all of them.
    fn commit(&mut self, batch: &mut [Box<dyn Job>]) -> Result<(), String> {
        let done = self.try_commit(batch);
        if let Err(error) = &done {
            self.file.note(error);
            if !self.connection.is_autocommit() {
                let _ = self.connection.execute_batch("ROLLBACK");
            }
            if error.sqlite_error_code() == Some(rusqlite::ErrorCode::SystemIoFailure) {
                self.broken = Some(format!("the disk failed ({error}); check it, then restart the program"));
            }
        }
        done.map_err(|e| match from_sqlite(&e) {
            StoreError::Unavailable(why) | StoreError::Fault(why) => why.to_string(),
            other => other.to_string(),
        })
    }

    fn try_commit(&mut self, batch: &mut [Box<dyn Job>]) -> rusqlite::Result<()> {
        let key = self.sealer.key();
        self.statement("BEGIN IMMEDIATE")?;
        // Alone, a job is the whole transaction. Within a savepoint, SQLite goes through all pages that it remembers for it
        // at the end of each statement: ten thousand invitations would take ten times as long.
        let alone = batch.len() == 1;
        for job in batch {
            if !alone {
                self.statement("SAVEPOINT job")?;
            }
            let mut tx = SqliteTx { connection: &mut self.connection, file: &self.file };
            if let Err(why) = job.run(&mut tx, &key) {
                if self.connection.is_autocommit() {
                    // A full disk or a failing one made SQLite take back the whole transaction.
                    let full = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL);
                    return Err(rusqlite::Error::SqliteFailure(full, Some(why)));
                }
                if alone {
                    return self.statement("ROLLBACK");
                }
                self.statement("ROLLBACK TO job")?;
            }
            if !alone {
                self.statement("RELEASE job")?;
            }
        }
        if let Some(fault) = self.options.commit_fault.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(fault);
        }
        self.statement("COMMIT")
    }

    fn statement(&self, sql: &str) -> rusqlite::Result<()> {
        self.connection.prepare_cached(sql)?.execute([]).map(|_| ())
    }
}

#[cfg(test)]
mod tests;
