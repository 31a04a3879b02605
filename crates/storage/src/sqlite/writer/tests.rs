//! What the writer does when things go wrong.

use super::super::Sqlite;
use super::*;
use crate::tx::Tx;
use crate::value::args;
use futures::future::BoxFuture;
use rusqlite::ffi;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

struct TestDb {
    _folder: tempfile::TempDir,
    path: PathBuf,
    options: Options,
    db: Arc<Sqlite>,
}

fn test() -> TestDb {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("touchstone.db");
    let options = Options::default();
    let db = Arc::new(Sqlite::open(&path, crate::seal::Sealer::new(), options.clone()).unwrap());
    TestDb { _folder: folder, path, options, db }
}

fn put<'a>(tx: &'a mut dyn Tx, name: &'a String) -> BoxFuture<'a, StoreResult<()>> {
    Box::pin(async move {
        let sql = "INSERT INTO setting (name, document) VALUES ($1, '{}')";
        tx.execute(sql, args![name]).await.map(|_| ())
    })
}

/// Writes, then fails in its own way.
fn put_and<'a>(
    tx: &'a mut dyn Tx,
    (name, way): &'a (String, &'static str),
) -> BoxFuture<'a, StoreResult<()>> {
    Box::pin(async move {
        put(tx, name).await?;
        match *way {
            "panic" => panic!("a job panics"),
            "wait" => std::future::pending().await,
            "sleep" => std::thread::sleep(Duration::from_millis(200)),
            _ => return Err(StoreError::Conflict),
        }
        Ok(())
    })
}

fn names(path: &Path) -> Vec<String> {
    let connection = Connection::open(path).unwrap();
    let mut statement = connection.prepare("SELECT name FROM setting ORDER BY name").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

/// Queues the jobs behind one that sleeps, so that they come into one batch.
async fn in_one_batch(test: &TestDb, ways: &[(&str, &'static str)]) -> Vec<StoreResult<()>> {
    let db = test.db.clone();
    let sleeper = tokio::spawn(async move { db.writer.write(("sleeper".into(), "sleep"), put_and).await });
    tokio::time::sleep(Duration::from_millis(50)).await;
    let jobs = ways.iter().map(|(name, way)| test.db.writer.write(((*name).to_owned(), *way), put_and));
    let results = futures::future::join_all(jobs).await;
    sleeper.await.unwrap().unwrap();
    results
}

fn io_error() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(ffi::Error::new(ffi::SQLITE_IOERR_FSYNC), Some("disk I/O error".into()))
}

#[tokio::test]
async fn one_failing_job_does_not_sink_its_batch() {
    let test = test();
    let ways =
        [("a", "sleep"), ("b", "conflict"), ("c", "panic"), ("a", "sleep"), ("d", "wait"), ("e", "sleep")];
    let results = in_one_batch(&test, &ways).await;
    assert!(results[0].is_ok() && results[5].is_ok());
    assert!(matches!(results[1], Err(StoreError::Conflict)));
    assert!(matches!(&results[2], Err(StoreError::Fault(why)) if why.to_string().contains("panicked")));
    assert!(matches!(results[3], Err(StoreError::Duplicate(_))));
    assert!(matches!(&results[4], Err(StoreError::Fault(why)) if why.to_string().contains("waited")));
    assert_eq!(names(&test.path), ["a", "e", "sleeper"]);
}

#[tokio::test]
async fn d04_a_failed_sync_says_saved_to_nobody_and_stops_writing() {
    let test = test();
    test.db.writer.write("before".to_owned(), put).await.unwrap();
    *test.options.commit_fault.lock().unwrap() = Some(io_error());
    let jobs = (0..20).map(|n| test.db.writer.write(format!("lost {n}"), put));
    for result in futures::future::join_all(jobs).await {
        assert!(
            matches!(&result, Err(StoreError::Unavailable(why)) if why.to_string().contains("disk")),
            "{result:?}"
        );
    }
    let later = test.db.writer.write("later".to_owned(), put).await;
    assert!(
        matches!(&later, Err(StoreError::Unavailable(why)) if why.to_string().contains("restart")),
        "{later:?}"
    );
    assert_eq!(names(&test.path), ["before"]);
    let again = Sqlite::open(&test.path, crate::seal::Sealer::new(), Options::default()).unwrap();
    again.writer.write("after".to_owned(), put).await.unwrap();
    assert_eq!(names(&test.path), ["after", "before"]);
}

#[tokio::test]
async fn d05_a_full_disk_is_said_and_overcome_without_a_restart() {
    fn limit<'a>(tx: &'a mut dyn Tx, pages: &'a i64) -> BoxFuture<'a, StoreResult<()>> {
        Box::pin(async move { tx.query(&format!("PRAGMA max_page_count = {pages}"), &[]).await.map(|_| ()) })
    }
    let test = test();
    test.db.writer.write(1, limit).await.unwrap(); // As many pages as there are.
    let mut saved = Vec::new();
    let full = loop {
        let name = format!("{:04}{}", saved.len(), "x".repeat(2_000));
        match test.db.writer.write(name.clone(), put).await {
            Ok(()) => saved.push(name),
            Err(error) => break error,
        }
    };
    assert!(matches!(&full, StoreError::Unavailable(why) if why.to_string().contains("full")), "{full:?}");
    assert_eq!(names(&test.path), saved);
    test.db.writer.write(1_000_000, limit).await.unwrap();
    test.db.writer.write("room again".to_owned(), put).await.unwrap();
}

#[tokio::test]
async fn d06_a_busy_database_is_waited_for_but_not_for_ever() {
    let test = test();
    let other = Connection::open(&test.path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let begin = Instant::now();
    let refused = test.db.writer.write("a".to_owned(), put).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    assert!((4..8).contains(&begin.elapsed().as_secs()), "{:?}", begin.elapsed());
    let waiting = test.db.clone();
    let second = tokio::spawn(async move { waiting.writer.write("b".to_owned(), put).await });
    tokio::time::sleep(Duration::from_millis(500)).await;
    other.execute_batch("ROLLBACK").unwrap();
    second.await.unwrap().unwrap();
    assert_eq!(names(&test.path), ["b"]);
}

#[tokio::test]
async fn a_dropped_store_finishes_what_is_waiting() {
    let test = test();
    let db = test.db.clone();
    let jobs: Vec<_> = (0..50)
        .map(|n| {
            let db = db.clone();
            tokio::spawn(async move { db.writer.write(format!("{n:02}"), put).await })
        })
        .collect();
    for job in jobs {
        job.await.unwrap().unwrap();
    }
    let TestDb { _folder, path, db: last, .. } = test;
    drop(db);
    drop(last);
    assert_eq!(names(&path).len(), 50);
    assert!(!path.with_extension("db-wal").exists(), "the file stands alone");
}

#[tokio::test]
async fn readers_cannot_write_and_survive_panics() {
    let test = test();
    let refused = test.db.readers.read("a".to_owned(), put).await;
    assert!(refused.is_err());
    for _ in 0..20 {
        assert!(
            test.db
                .readers
                .read(("a".to_owned(), "panic"), |_, _| panic!("a reader panics"))
                .await
                .map(|_: ()| ())
                .is_err()
        );
    }
    test.db
        .readers
        .read((), |tx, ()| Box::pin(async { tx.query("SELECT 1", &[]).await.map(|_| ()) }))
        .await
        .unwrap();
}
