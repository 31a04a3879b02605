//! Snapshots, texts of reports and what was published: kept, and never changed.

use crate::bed::*;
use service::ports::StoreError;
use service::records::*;

async fn snapshot(bed: &Bed) -> StoredSnapshot {
    let head = SnapshotHead {
        id: bed.id(),
        name: format!("Report 因 {}", bed.next()),
        year: 2026,
        cutoff_at: NOW,
        zone: "+01:00".into(),
        taken_at: NOW + i64::try_from(bed.next()).unwrap(),
        taken_by: "m".into(),
        hash: bed.hash(),
    };
    let snapshot = StoredSnapshot { head, document: r#"{"name":"因"}"#.into() };
    bed.store.put_snapshot(snapshot.clone(), act("snapshot.taken")).await.unwrap();
    snapshot
}

fn text(of: &StoredSnapshot, kind: &str, version: i64) -> ReportText {
    ReportText {
        snapshot: of.head.id.clone(),
        kind: kind.into(),
        version,
        document: format!("{{\"v\":{version}}}"),
        saved_at: NOW,
        saved_by: "m".into(),
    }
}

pub async fn a_snapshot_comes_back_and_never_changes(bed: Bed) {
    let (first, second) = (snapshot(&bed).await, snapshot(&bed).await);
    assert_eq!(bed.store.snapshot(&first.head.id).await.unwrap(), Some(first.clone()));
    assert_eq!(bed.store.snapshot(&bed.id()).await.unwrap(), None);
    let heads = bed.store.snapshots().await.unwrap();
    assert_eq!(heads, vec![second.head.clone(), first.head.clone()], "the youngest first");
    let again = bed.store.put_snapshot(first.clone(), act("x")).await;
    assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
    assert!(bed.raw("UPDATE snapshot SET document = '{}'").await.is_err());
    assert!(bed.raw("DELETE FROM snapshot").await.is_err());
    let log = bed.store.log_after(0, 10).await.unwrap();
    assert_eq!(log.iter().filter(|e| e.entry.action == "snapshot.taken").count(), 2);
}

pub async fn texts_of_a_report_are_numbered_versions(bed: Bed) {
    let of = snapshot(&bed).await;
    let id = &of.head.id;
    assert_eq!(bed.store.report_text(id, "sec").await.unwrap(), None);
    for version in [1, 2] {
        bed.store.put_report_text(text(&of, "sec", version), act("x")).await.unwrap();
    }
    assert_eq!(bed.store.report_text(id, "sec").await.unwrap(), Some(text(&of, "sec", 2)));
    let all = bed.store.report_texts(id, "sec").await.unwrap();
    assert_eq!(all, vec![text(&of, "sec", 2), text(&of, "sec", 1)]);
    assert_eq!(bed.store.report_text(id, "eu").await.unwrap(), None, "another report");
    for stale in [1, 2, 4] {
        let refused = bed.store.put_report_text(text(&of, "sec", stale), act("x")).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{stale}: {refused:?}");
    }
    let nowhere = StoredSnapshot { head: SnapshotHead { id: bed.id(), ..of.head }, ..of };
    let refused = bed.store.put_report_text(text(&nowhere, "sec", 1), act("x")).await;
    assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
    assert!(bed.raw("UPDATE report_text SET document = '{}'").await.is_err());
}

pub async fn of_two_versions_of_a_text_at_once_one_goes_through(bed: Bed) {
    let of = snapshot(&bed).await;
    let put = || bed.store.put_report_text(text(&of, "sec", 1), act("text.saved"));
    let (a, b) = tokio::join!(put(), put());
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert!(matches!(a.and(b), Err(StoreError::Conflict)));
}

pub async fn what_was_published_is_kept_byte_by_byte(bed: Bed) {
    let of = snapshot(&bed).await;
    let publication = |day: &str, bytes: &[u8]| Publication {
        head: PublicationHead {
            id: bed.id(),
            snapshot: of.head.id.clone(),
            file: "ex1-01.htm".into(),
            hash: bed.hash(),
            published_on: day.into(),
            address: "https://www.example.com/filed".into(),
            note: "two words of the lawyers".into(),
            size: bytes.len() as u64,
            kept_at: NOW,
            kept_by: "m".into(),
        },
        bytes: bytes.to_vec(),
    };
    let (early, late) = (publication("2026-05-29", b"<p>\0\xff"), publication("2026-06-02", b""));
    for each in [&early, &late] {
        bed.store.put_publication(each.clone(), act("published")).await.unwrap();
    }
    assert_eq!(bed.store.publication(&early.head.id).await.unwrap(), Some(early.clone()));
    let heads = bed.store.publications(&of.head.id).await.unwrap();
    assert_eq!(heads, vec![late.head, early.head], "the youngest first");
    assert_eq!(bed.store.publications(&bed.id()).await.unwrap(), Vec::new());
    assert!(bed.raw("UPDATE publication SET note = ''").await.is_err());
}

pub async fn the_own_data_are_numbered_versions(bed: Bed) {
    let of = |version: i64| OwnDataVersion {
        version,
        document: format!("{{\"v\":{version}}}"),
        saved_at: NOW,
        saved_by: "m".into(),
    };
    assert_eq!(bed.store.own_data().await.unwrap(), None);
    for version in [1, 2] {
        bed.store.put_own_data(of(version), act("x")).await.unwrap();
    }
    assert_eq!(bed.store.own_data().await.unwrap(), Some(of(2)));
    for stale in [1, 2, 4] {
        let refused = bed.store.put_own_data(of(stale), act("x")).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{stale}: {refused:?}");
    }
    let (a, b) =
        tokio::join!(bed.store.put_own_data(of(3), act("x")), bed.store.put_own_data(of(3), act("x")));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert!(bed.raw("UPDATE own_data SET document = '{}'").await.is_err());
}
