//! Snapshots, texts of reports and what was published: kept, and never changed.

use crate::test_db::*;
use domain::workflow::RequestState;
use domain::{Class, Finding, Location, Report, Severity};
use service::ports::StoreError;
use service::records::*;

async fn snapshot(db: &TestDb) -> StoredSnapshot {
    let head = SnapshotHead {
        id: db.id(),
        name: format!("Report 因 {}", db.next()),
        year: 2026,
        cutoff_at: NOW,
        zone: "+01:00".into(),
        taken_at: NOW + i64::try_from(db.next()).unwrap(),
        taken_by: "m".into(),
        hash: db.hash(),
    };
    let snapshot = StoredSnapshot { head, document: r#"{"name":"因"}"#.into() };
    db.store.put_snapshot(snapshot.clone(), act("snapshot.taken")).await.unwrap();
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

pub async fn a_snapshot_comes_back_and_never_changes(db: TestDb) {
    let (first, second) = (snapshot(&db).await, snapshot(&db).await);
    assert_eq!(db.store.snapshot(&first.head.id).await.unwrap(), Some(first.clone()));
    assert_eq!(db.store.snapshot(&db.id()).await.unwrap(), None);
    let heads = db.store.snapshots().await.unwrap();
    assert_eq!(heads, vec![second.head.clone(), first.head.clone()], "the youngest first");
    let again = db.store.put_snapshot(first.clone(), act("x")).await;
    assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
    assert!(db.raw("UPDATE snapshot SET document = '{}'").await.is_err());
    assert!(db.raw("DELETE FROM snapshot").await.is_err());
    let log = db.store.log_after(0, 10).await.unwrap();
    assert_eq!(log.iter().filter(|e| e.entry.action == "snapshot.taken").count(), 2);
}

pub async fn texts_of_a_report_are_numbered_versions(db: TestDb) {
    let of = snapshot(&db).await;
    let id = &of.head.id;
    assert_eq!(db.store.report_text(id, "sec").await.unwrap(), None);
    for version in [1, 2] {
        db.store.put_report_text(text(&of, "sec", version), act("x")).await.unwrap();
    }
    assert_eq!(db.store.report_text(id, "sec").await.unwrap(), Some(text(&of, "sec", 2)));
    let all = db.store.report_texts(id, "sec").await.unwrap();
    assert_eq!(all, vec![text(&of, "sec", 2), text(&of, "sec", 1)]);
    assert_eq!(db.store.report_text(id, "eu").await.unwrap(), None, "another report");
    for stale in [1, 2, 4] {
        let refused = db.store.put_report_text(text(&of, "sec", stale), act("x")).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{stale}: {refused:?}");
    }
    let nowhere = StoredSnapshot { head: SnapshotHead { id: db.id(), ..of.head }, ..of };
    let refused = db.store.put_report_text(text(&nowhere, "sec", 1), act("x")).await;
    assert!(matches!(refused, Err(StoreError::NotFound)), "{refused:?}");
    assert!(db.raw("UPDATE report_text SET document = '{}'").await.is_err());
}

pub async fn of_two_versions_of_a_text_at_once_one_goes_through(db: TestDb) {
    let of = snapshot(&db).await;
    let put = || db.store.put_report_text(text(&of, "sec", 1), act("text.saved"));
    let (a, b) = tokio::join!(put(), put());
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    assert!(matches!(a.and(b), Err(StoreError::Conflict)));
}

pub async fn what_was_published_is_kept_byte_by_byte(db: TestDb) {
    let of = snapshot(&db).await;
    let publication = |day: &str, bytes: &[u8]| Publication {
        head: PublicationHead {
            id: db.id(),
            snapshot: of.head.id.clone(),
            file: "ex1-01.htm".into(),
            hash: db.hash(),
            published_on: day.parse().unwrap(),
            address: "https://www.example.com/filed".into(),
            note: "two words of the lawyers".into(),
            size: bytes.len() as u64,
            kept_at: NOW,
            kept_by: "m".into(),
            report: "sec".into(),
            draft_version: 3,
        },
        bytes: bytes.to_vec(),
    };
    let (early, late) = (publication("2026-05-29", b"<p>\0\xff"), publication("2026-06-02", b""));
    for each in [&early, &late] {
        db.store.put_publication(each.clone(), act("published")).await.unwrap();
    }
    assert_eq!(db.store.publication(&early.head.id).await.unwrap(), Some(early.clone()));
    let heads = db.store.publications(&of.head.id).await.unwrap();
    assert_eq!(heads, vec![late.head, early.head], "the youngest first");
    assert_eq!(db.store.publications(&db.id()).await.unwrap(), Vec::new());
    assert!(db.raw("UPDATE publication SET note = ''").await.is_err());
    assert!(db.raw("DELETE FROM publication").await.is_err());
}

pub async fn the_own_data_are_numbered_versions(db: TestDb) {
    let of = |version: i64| OwnDataVersion {
        version,
        document: format!("{{\"v\":{version}}}"),
        whole: ![2, 5].contains(&version),
        saved_at: NOW,
        saved_by: "m".into(),
    };
    assert_eq!(db.store.own_data().await.unwrap(), []);
    for version in [1, 2] {
        db.store.put_own_data(of(version), act("x")).await.unwrap();
    }
    assert_eq!(
        db.store.own_data().await.unwrap(),
        [of(1), of(2)],
        "the second says what changed in the first"
    );
    for stale in [1, 2, 4] {
        let refused = db.store.put_own_data(of(stale), act("x")).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{stale}: {refused:?}");
    }
    let (a, b) = tokio::join!(db.store.put_own_data(of(3), act("x")), db.store.put_own_data(of(3), act("x")));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    for version in [4, 5] {
        db.store.put_own_data(of(version), act("x")).await.unwrap();
    }
    assert_eq!(
        db.store.own_data().await.unwrap(),
        [of(4), of(5)],
        "what stands before a whole one is not read"
    );
    assert!(db.raw("UPDATE own_data SET document = '{}'").await.is_err());
}

pub async fn what_left_is_kept_and_never_changes(db: TestDb) {
    let of = snapshot(&db).await;
    let sent = |day: &str| StoredSent {
        head: SentHead {
            id: db.id(),
            snapshot: of.head.id.clone(),
            recipient: "客户 & Sons".into(),
            sent_on: day.parse().unwrap(),
            file: "xlsx".into(),
            hash: db.hash(),
            noted_at: NOW,
            noted_by: "m".into(),
        },
        document: r#"{"answers":{}}"#.into(),
    };
    let (early, late) = (sent("2026-05-01"), sent("2026-06-01"));
    for each in [&late, &early] {
        db.store.put_declaration_sent(each.clone(), act("declaration.sent")).await.unwrap();
    }
    let heads = db.store.declarations_sent().await.unwrap();
    assert_eq!(heads, vec![late.head.clone(), early.head.clone()], "the last that left first");
    assert_eq!(db.store.declaration_sent(&late.head.id).await.unwrap(), Some(late.clone()));
    assert_eq!(db.store.declaration_sent(&db.id()).await.unwrap(), None);
    let again = db.store.put_declaration_sent(late, act("x")).await;
    assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
    assert!(db.raw("UPDATE declaration_sent SET recipient = ''").await.is_err());
    assert!(db.raw("DELETE FROM declaration_sent").await.is_err());
}

fn finding(code: &str) -> Finding {
    Finding {
        code: code.into(),
        class: Class::Incomplete,
        severity: Severity::Note,
        location: Location::field("q3.tin"),
        args: Vec::new(),
        rows: Vec::new(),
    }
}

pub async fn what_thousands_of_requests_hold_is_read_together(db: TestDb) {
    let request = db.request(RequestState::Started).await;
    let object = format!("request:{}", request.id);
    let mut last = request.clone();
    for number in [1, 2] {
        let mut commit = RequestCommit::of(Request { submissions: number, ..last });
        let at = NOW + number;
        commit.submission = Some(Submission { submitted_at: at, ..db.submission(&request.id, number) });
        commit.log.push(LogDraft { object: object.clone(), ..act_at("request.submitted", at) });
        last = db.store.commit(commit).await.unwrap();
    }
    let all = db.store.submissions(&request.id).await.unwrap();
    let heads = db.store.arrivals(&request.campaign).await.unwrap();
    let of = |s: &Submission| (s.number, s.hash.clone(), s.submitted_at);
    assert_eq!(
        heads.iter().map(|h| (h.number, h.hash.clone(), h.submitted_at)).collect::<Vec<_>>(),
        all.iter().map(of).collect::<Vec<_>>()
    );
    assert!(db.store.arrivals(&db.id()).await.unwrap().is_empty());
    let places = vec![(request.id.clone(), 2), (request.id.clone(), 3), (db.id().into(), 1)];
    let texts = db.store.documents(places.clone()).await.unwrap();
    let [only] = &texts[..] else { panic!("{texts:?}") };
    assert_eq!((only.number, &only.document, &only.hash), (2, &all[1].document, &all[1].hash));
    assert_eq!(db.store.documents(Vec::new()).await.unwrap(), Vec::new());
    // Each as it had been checked last at the moment.
    let judged = |code: &str| Report { findings: vec![finding(code)], ..Report::default() };
    let mut before = String::new();
    for (at, form, review) in [(NOW + 5, "SML901", "REV901"), (NOW + 9, "SML902", "REV902")] {
        let recheck = Recheck {
            request: request.id.clone(),
            number: 2,
            at,
            cause: "list:x".into(),
            report: judged(form),
            review: vec![finding(review)],
            rules_version: "r".into(),
            more: 2,
            fewer: 0,
        };
        let by = format!("by {form}");
        let commit = RecheckCommit {
            request: request.id.clone(),
            number: 2,
            before: std::mem::replace(&mut before, by.clone()),
            by,
            findings: [(form.to_owned(), 1)].into(),
            recheck: Some(recheck),
            log: Vec::new(),
        };
        assert!(db.store.put_recheck(commit).await.unwrap());
    }
    for (at, codes) in
        [(NOW + 5, ["SML901", "REV901"]), (NOW + 8, ["SML901", "REV901"]), (NOW + 9, ["SML902", "REV902"])]
    {
        let found = db.store.findings_of(places.clone(), at).await.unwrap();
        let [(of, found)] = &found[..] else { panic!("{found:?}") };
        assert_eq!(
            (of, found.iter().map(|f| f.code.as_str()).collect::<Vec<_>>()),
            (&request.id, codes.to_vec())
        );
    }
    let first = db.store.findings_of(places.clone(), NOW + 4).await.unwrap();
    let whole: Vec<_> = all[1].report.findings.iter().chain(&all[1].review.findings).cloned().collect();
    assert_eq!(first, vec![(request.id.clone(), whole)], "before it was checked again, as it came");
    let reports = db.store.reports_of(places).await.unwrap();
    assert_eq!(reports, vec![(request.id.clone(), all[1].report.clone())]);
    let acts = async |before| db.store.acts_on(vec![object.clone(), "test:1".into()], before).await.unwrap();
    let submitted = |acts: Vec<LogDraft>| acts.iter().filter(|a| a.action == "request.submitted").count();
    assert_eq!(submitted(acts(NOW + 2).await), 1, "before the moment, not at it");
    assert_eq!(submitted(acts(NOW + 3).await), 2);
    assert!(acts(NOW + 3).await.is_sorted_by_key(|act| act.at));
}
