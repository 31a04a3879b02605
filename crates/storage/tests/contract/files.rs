//! Files: their bytes and what is known of them.

use crate::test_db::*;
use domain::workflow::RequestState;
use service::ports::{PIECE, StoreError};
use service::records::*;
use service::secrets::sha256_hex;
use std::time::Duration;

async fn kept(db: &TestDb, request: &RequestId, bytes: &[u8]) -> KeptFile {
    let hash = db.store.put_bytes(bytes.to_vec()).await.unwrap();
    assert_eq!(hash, sha256_hex(bytes));
    let file = KeptFile {
        id: db.id(),
        hash,
        size: bytes.len() as u64,
        name: "Grundsätze \u{202e}fdp.pdf".into(),
        media: "pdf".into(),
        kind: FileKind::Declaration,
        request: request.clone(),
        side: Side::Team,
        put_by: "m".into(),
        put_at: NOW,
        shared: true,
        channel: Some(Channel::Post),
        sender: "Ms Example".into(),
        received_on: "2026-11-30".parse().ok(),
        submission: 0,
        scanner: "ClamAV 1.4".into(),
        scanned_at: Some(NOW),
        removed_at: None,
        removed_by: String::new(),
    };
    db.store.add_file(file.clone(), act("file.added")).await.unwrap();
    file
}

async fn all(db: &TestDb, hash: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for number in 0.. {
        match db.store.piece(hash, number).await.unwrap() {
            Some(piece) => bytes.extend(piece),
            None => return (number > 0).then_some(bytes),
        }
    }
    None
}

pub async fn a_file_comes_back_byte_by_byte(db: TestDb) {
    let request = db.request(RequestState::Opened).await.id;
    for length in [1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 7] {
        let bytes: Vec<u8> = (0..length).map(|n| (n * 31 % 251) as u8).collect();
        let file = kept(&db, &request, &bytes).await;
        assert!(all(&db, &file.hash).await.as_ref() == Some(&bytes), "{length}");
        assert_eq!(db.store.file(&file.id).await.unwrap(), Some(file));
    }
    assert_eq!(db.store.files(&request).await.unwrap().len(), 5);
    for strange in ["", "../touchstone.db", "0".repeat(64).as_str(), "/etc/passwd"] {
        assert_eq!(db.store.piece(strange, 0).await.unwrap(), None, "{strange}");
    }
}

/// DESK-90: a crash between the bytes and the row leaves bytes that no row names; the next sweep removes them, and nothing else.
pub async fn bytes_that_no_file_names_are_swept_and_no_others(db: TestDb) {
    let request = db.request(RequestState::Opened).await.id;
    let named = kept(&db, &request, b"named").await;
    let orphan = db.store.put_bytes(b"orphan".to_vec()).await.unwrap();
    let hour = Duration::from_secs(3600);
    assert_eq!(db.store.drop_unnamed(hour).await.unwrap(), 0, "its row may be on its way");
    assert_eq!(db.store.drop_unnamed(Duration::ZERO).await.unwrap(), 1);
    assert_eq!(all(&db, &orphan).await, None);
    assert_eq!(all(&db, &named.hash).await.as_deref(), Some(&b"named"[..]));
    db.store.put_bytes(b"orphan".to_vec()).await.unwrap();
    assert_eq!(all(&db, &orphan).await.as_deref(), Some(&b"orphan"[..]), "and can be put again");
}

pub async fn bytes_go_when_the_last_file_with_them_was_removed(db: TestDb) {
    let request = db.request(RequestState::Opened).await.id;
    let [one, other] = [kept(&db, &request, b"same").await, kept(&db, &request, b"same").await];
    let removed = LogDraft { actor: "member:m".into(), ..act_at("file.removed", NOW + 1) };
    db.store.remove_file(&one.id, removed.clone()).await.unwrap();
    let again = db.store.remove_file(&one.id, removed.clone()).await;
    assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
    assert_eq!(db.store.drop_unnamed(Duration::ZERO).await.unwrap(), 0);
    assert_eq!(all(&db, &other.hash).await.as_deref(), Some(&b"same"[..]));
    db.store.remove_file(&other.id, removed).await.unwrap();
    assert_eq!(db.store.drop_unnamed(Duration::ZERO).await.unwrap(), 1);
    assert_eq!(all(&db, &other.hash).await, None);
    let trace = db.store.files(&request).await.unwrap();
    assert_eq!(
        (trace.len(), trace[0].removed_at, trace[0].removed_by.as_str()),
        (2, Some(NOW + 1), "member:m")
    );
}

pub async fn twenty_at_once_put_the_same_bytes(db: TestDb) {
    let bytes: Vec<u8> = (0..2 * PIECE).map(|n| (n % 253) as u8).collect();
    let put = || {
        let (store, bytes) = (db.store.clone(), bytes.clone());
        tokio::spawn(async move { store.put_bytes(bytes).await.unwrap() })
    };
    let tasks: Vec<_> = (0..20).map(|_| put()).collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), sha256_hex(&bytes));
    }
    assert!(all(&db, &sha256_hex(&bytes)).await == Some(bytes));
    assert_eq!(db.store.drop_unnamed(Duration::ZERO).await.unwrap(), 1);
}

pub async fn a_submission_is_read_from_a_file_once(db: TestDb) {
    let request = db.request(RequestState::Opened).await;
    let file = kept(&db, &request.id, b"book").await;
    let mut commit = RequestCommit::of(Request { submissions: 1, ..request.clone() });
    commit.submission = Some(db.submission(&request.id, 1));
    commit.file = Some(file.id.clone());
    let request = db.store.commit(commit).await.unwrap();
    assert_eq!(db.store.file(&file.id).await.unwrap().unwrap().submission, 1);
    let mut commit = RequestCommit::of(Request { submissions: 2, ..request.clone() });
    commit.submission = Some(db.submission(&request.id, 2));
    commit.file = Some(file.id.clone());
    let again = db.store.commit(commit).await;
    assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
    assert_eq!(db.store.submissions(&request.id).await.unwrap().len(), 1, "nothing of it is stored");
}

/// Lost and changed bytes are named by `verify`; whole ones are counted.
pub async fn verify_finds_lost_and_changed_bytes(db: TestDb) {
    let request = db.request(RequestState::Planned).await.id;
    let [whole, changed, lost] = [
        kept(&db, &request, b"whole").await,
        kept(&db, &request, b"change").await,
        kept(&db, &request, b"lost").await,
    ];
    let look = async || storage::verify(&db.place, None, vec![]).await.unwrap();
    let report = look().await;
    assert_eq!((report.files, report.problems), (3, vec![]));
    if db.is_postgres() {
        db.raw(&format!("DELETE FROM file_piece WHERE hash = '{}'", lost.hash)).await.unwrap();
        let sql = format!("UPDATE file_piece SET bytes = 'chance' WHERE hash = '{}'", changed.hash);
        db.raw(&sql).await.unwrap();
    } else {
        let at = |file: &KeptFile| format!("{}-files/{}", db.place.trim_start_matches("sqlite:"), file.hash);
        std::fs::remove_file(at(&lost)).unwrap();
        std::fs::write(at(&changed), "chance").unwrap();
        assert!(std::fs::metadata(at(&whole)).is_ok());
    }
    let report = look().await;
    let mut said: Vec<String> = report.problems.into_iter().map(|p| p.what).collect();
    said.sort();
    let mut expected = vec![
        format!("the bytes of the file {} were changed", changed.hash),
        format!("the bytes of the file {} are missing", lost.hash),
    ];
    expected.sort();
    assert_eq!((report.files, said), (1, expected));
}

/// DESK-91: what a member fills in is open to that member until it ends, and a declaration ends all that are open.
pub async fn what_a_member_fills_in_is_open_until_it_ends(db: TestDb) {
    let request = db.request(RequestState::Opened).await;
    let entry = |id: Id, member: &str, at: Instant| TeamEntry {
        id,
        request: request.id.clone(),
        member: member.into(),
        channel: Channel::Telephone,
        sender: "Ms Example".into(),
        received_on: "2026-11-30".parse().unwrap(),
        begun_at: at,
        saved_at: None,
        ended_at: None,
        submission: 0,
    };
    let open = async |member: &str, since: Instant| {
        db.store.open_entry(&request.id, &member.into(), since).await.unwrap().map(|entry| entry.id)
    };
    let begin = async |member: &str, at: Instant| {
        let id = db.id();
        db.store.begin_entry(entry(id.clone(), member, at), act("request.entry_begun")).await.unwrap();
        id
    };
    let first = begin("m", NOW).await;
    assert_eq!(open("m", NOW - 1).await, Some(first.clone()));
    assert_eq!((open("m", NOW).await, open("other", NOW - 1).await), (None, None), "too old; another's");
    let second = begin("m", NOW + 1).await;
    assert_eq!(open("m", NOW - 1).await, Some(second.clone()), "one at a time");
    let other = begin("other", NOW + 2).await;

    // What is saved by it says so, in the member's name; by one that has ended nothing is saved.
    let writer = |id: &Id| Some(EntryWriter { entry: id.clone(), actor: "member:m".into() });
    let by =
        |id: &Id, base| SaveDraft { writer: writer(id), ..save(&request.id, base, "one", "f:a", Some("1")) };
    assert!(matches!(db.store.save_draft(by(&first, 0)).await, Err(StoreError::NotWritable)));
    assert_eq!(db.store.draft(&request.id).await.unwrap().revision, 0);
    db.store.save_draft(by(&second, 0)).await.unwrap();
    let started = db.store.log_of(&format!("request:{}", request.id), 9).await.unwrap();
    let started = started.iter().find(|e| e.entry.action == "request.started").unwrap();
    assert_eq!(started.entry.actor, "member:m");
    db.store.end_entry(&second, act_at("request.entry_ended", NOW + 5)).await.unwrap();
    db.store.end_entry(&second, act_at("request.entry_ended", NOW + 6)).await.unwrap();
    assert_eq!(open("m", NOW - 1).await, None);
    let all = db.store.team_entries(&request.id).await.unwrap();
    let ends: Vec<_> = all.iter().map(|e| (e.id.clone(), e.saved_at.is_some(), e.ended_at)).collect();
    let expected = [(first, false, Some(NOW + 1)), (second, true, Some(NOW + 5)), (other, false, None)];
    assert_eq!(ends, expected);
}
