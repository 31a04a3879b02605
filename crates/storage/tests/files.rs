//! Files under our feet: what becomes of the database file while the store is open.

use service::ports::{Store, StoreError};
use service::records::{LogDraft, Supplier};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

struct TestDb {
    folder: tempfile::TempDir,
    store: Arc<dyn Store>,
}

fn file(folder: &Path, end: &str) -> PathBuf {
    folder.join(format!("touchstone.db{end}"))
}

async fn db() -> TestDb {
    let folder = tempfile::tempdir().unwrap();
    let store = storage::open(&file(folder.path(), "").display().to_string()).await.unwrap();
    for n in 0..200 {
        put(store.as_ref(), &format!("before{n}")).await.unwrap();
    }
    TestDb { folder, store }
}

async fn put(store: &dyn Store, id: &str) -> Result<(), StoreError> {
    let supplier =
        Supplier { id: id.into(), name: format!("{id} {}", "x".repeat(500)), ..Default::default() };
    let act = LogDraft {
        actor: "test".into(),
        action: "supplier.added".into(),
        object: format!("supplier:{id}"),
        detail: "{}".into(),
        at: Default::default(),
    };
    store.save_supplier(supplier, act).await.map(|_| ())
}

/// Refused at once, and by whoever asks how the database is.
async fn refused(db: &TestDb, word: &str) {
    for n in 0..3 {
        let saved = put(db.store.as_ref(), &format!("after{n}")).await;
        assert!(
            matches!(&saved, Err(StoreError::Unavailable(why)) if why.to_string().contains(word)),
            "{saved:?}"
        );
        let ping = db.store.ping().await;
        assert!(
            matches!(&ping, Err(StoreError::Unavailable(why)) if why.to_string().contains(word)),
            "{ping:?}"
        );
    }
}

#[tokio::test]
async fn f_d9_nothing_is_acknowledged_into_a_deleted_file() {
    let db = db().await;
    std::fs::remove_file(file(db.folder.path(), "")).unwrap();
    refused(&db, "exchanged or deleted").await;
}

#[tokio::test]
async fn f_d9_a_file_put_in_its_place_is_noticed_and_left_whole() {
    let db = db().await;
    let path = file(db.folder.path(), "");
    let backup = db.folder.path().join("backup.db");
    let sqlite = rusqlite::Connection::open(&path).unwrap();
    sqlite.execute("VACUUM INTO ?1", [backup.display().to_string()]).unwrap();
    drop(sqlite);
    put(db.store.as_ref(), "in between").await.unwrap();
    std::fs::rename(&backup, &path).unwrap();
    refused(&db, "exchanged or deleted").await;
    assert_eq!(std::fs::metadata(file(db.folder.path(), "-wal")).unwrap().len(), 0, "it is the old file's");
    let TestDb { folder, store } = db;
    drop(store);
    let again = storage::open(&file(folder.path(), "").display().to_string()).await.unwrap();
    assert_eq!(
        again.supplier_counts(&service::records::Scope::Everything).await.unwrap(),
        (200, 0),
        "what was restored, and nothing else"
    );
    put(again.as_ref(), "later").await.unwrap();
}

#[tokio::test]
async fn f_d9_put_back_it_goes_on() {
    let db = db().await;
    let (path, aside) = (file(db.folder.path(), ""), db.folder.path().join("aside.db"));
    std::fs::rename(&path, &aside).unwrap();
    refused(&db, "exchanged or deleted").await;
    std::fs::rename(&aside, &path).unwrap();
    put(db.store.as_ref(), "later").await.unwrap();
}

#[tokio::test]
async fn f_d9_a_deleted_wal_is_noticed_and_its_contents_are_saved_at_the_end() {
    let db = db().await;
    std::fs::remove_file(file(db.folder.path(), "-wal")).unwrap();
    refused(&db, "-wal").await;
    let TestDb { folder, store } = db;
    drop(store);
    let again = storage::open(&file(folder.path(), "").display().to_string()).await.unwrap();
    // The save in whose commit it was noticed may be there: it was acknowledged to nobody.
    assert!(again.supplier_counts(&service::records::Scope::Everything).await.unwrap().0 >= 200);
}

#[tokio::test]
async fn f_d9_damaged_pages_are_noticed_though_everybody_remembers_them() {
    use std::os::unix::fs::FileExt;
    for (name, from) in [("its beginning", 0u64), ("the middle", 4096 * 20)] {
        let db = db().await;
        let path = file(db.folder.path(), "");
        rusqlite::Connection::open(&path).unwrap().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
        let length = std::fs::metadata(&path).unwrap().len();
        let disk = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
        disk.write_all_at(&vec![0x5a; (length - from) as usize], from).unwrap();
        // Kept open: closing it would take SQLite's locks away with it.
        std::mem::forget(disk);
        let begun = Instant::now();
        while db.store.ping().await.is_ok() {
            assert!(begun.elapsed() < Duration::from_millis(1500), "{name}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        refused(&db, "damaged").await;
    }
}

#[tokio::test]
async fn f_d9_what_is_no_database_is_called_so() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in
        [("garbage", vec![0xa5; 9000]), ("text", b"not a database at all, but a text".repeat(40))]
    {
        let path = folder.path().join(name);
        std::fs::write(&path, &bytes).unwrap();
        let error = storage::open(&path.display().to_string()).await.map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("is not a SQLite database") && error.contains(name), "{error}");
        assert!(!error.contains("another program"), "{error}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "left as it was");
    }
}
