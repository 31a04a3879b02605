//! Opening: addresses, what errors say and do not say, starting again.

use service::records::{Company, Instant, LogDraft};

fn refused(place: &str) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let line = match runtime.block_on(storage::open(place)) {
        Ok(_) => panic!("{place} was opened"),
        Err(error) => error.to_string(),
    };
    assert!(!line.contains('\n'), "{line}");
    line
}

#[test]
fn errors_never_show_passwords() {
    for place in [
        "postgres://user:secret-password@127.0.0.1:1/db",
        "postgres://user:secret-password@127.0.0.1:notaport/db",
        "mysql://user:secret-password@127.0.0.1/db",
    ] {
        let line = refused(place);
        assert!(!line.contains("secret") && !line.contains("user"), "{line}");
    }
    assert!(refused("mysql://user@127.0.0.1/db").contains("mysql"));
}

#[test]
fn d08_refusals_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing/x.db").display().to_string();
    assert!(refused(&missing).contains("Check the rights"), "{}", refused(&missing));
    let newer = folder.path().join("newer.db");
    rusqlite::Connection::open(&newer)
        .unwrap()
        .execute_batch(
            "CREATE TABLE schema_version (version INTEGER); INSERT INTO schema_version VALUES (999)",
        )
        .unwrap();
    let line = refused(&newer.display().to_string());
    assert!(line.contains("999") && line.contains("backup"), "{line}");
}

#[tokio::test]
async fn a_second_start_finds_everything() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let company = Company { name: "Example".into(), ..Default::default() };
    let act = LogDraft {
        actor: "system".into(),
        action: "company.changed".into(),
        object: "company".into(),
        detail: "{}".into(),
        at: Instant::from_millis(1),
    };
    for place in [format!("sqlite:{}", path.display()), path.display().to_string()] {
        let store = storage::open(&place).await.unwrap();
        store.save_company(company.clone(), act.clone()).await.unwrap();
    }
    let store = storage::open(&path.display().to_string()).await.unwrap();
    assert_eq!(store.company().await.unwrap(), Some(company));
    assert_eq!(store.log_after(0, 10).await.unwrap().len(), 2);
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.db");
    let store = storage::open(&path.display().to_string()).await.unwrap();
    store.ping().await.unwrap();
    for end in ["", "-wal", "-shm"] {
        let file = std::fs::metadata(format!("{}{end}", path.display())).unwrap();
        assert_eq!(file.permissions().mode() & 0o077, 0, "{end}");
    }
}
