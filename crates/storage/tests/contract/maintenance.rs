//! Log, reference lists, heartbeat.

use crate::test_db::*;
use domain::smelters::list::{About, ListColumn};
use domain::smelters::{LicenceClass, ListKind, SmelterList};
use domain::workflow::RequestState;
use domain::{Metal, Smelter};
use service::ports::StoreError;
use service::records::*;

/// Checks the chain; names the first entry that does not fit.
pub async fn verify(db: &TestDb) -> Result<i64, i64> {
    let (mut seq, mut previous) = (0, String::new());
    loop {
        let entries = db.store.log_after(seq, 100).await.unwrap();
        if entries.is_empty() {
            return Ok(seq);
        }
        for entry in entries {
            let hash = LogEntry::compute_hash(entry.seq, &entry.previous, &entry.entry);
            if entry.seq != seq + 1 || entry.previous != previous || entry.hash != hash {
                return Err(seq + 1);
            }
            (seq, previous) = (entry.seq, entry.hash);
        }
    }
}

pub async fn the_database_answers(db: TestDb) {
    db.store.ping().await.unwrap();
}

/// F-D7: a database says whether the demonstration made it, and time that is put forward signs nobody out.
pub async fn f_d7_a_demonstration_is_marked(db: TestDb) {
    assert_eq!(db.store.demo().await.unwrap(), None);
    db.store.put_demo(0).await.unwrap();
    assert_eq!(db.store.demo().await.unwrap(), Some(0));
    db.store.put_demo(7 * service::DAY).await.unwrap();
    assert_eq!(db.store.demo().await.unwrap(), Some(7 * service::DAY));
    let request = db.request(RequestState::Opened).await;
    let session = Session {
        hash: "h".into(),
        owner: SessionOwner::Request(request.id),
        place: SessionPlace::default(),
        created_at: NOW,
        seen_at: NOW,
        expires_at: NOW + 10 * MINUTE,
    };
    db.store.create_session(session).await.unwrap();
    let week = 7 * service::DAY;
    let later = NOW + week + MINUTE;
    assert!(db.store.session("h", later, later - 2 * MINUTE).await.unwrap().is_none());
    db.store.shift_sessions(week).await.unwrap();
    assert!(db.store.session("h", later, later - 2 * MINUTE).await.unwrap().is_some());
    let over = later + 10 * MINUTE;
    assert!(db.store.session("h", over, Instant::EPOCH).await.unwrap().is_none(), "and yet it ends");
}

pub async fn the_log_is_a_chain_without_gaps(db: TestDb) {
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let store = db.store.clone();
            tokio::spawn(async move {
                for _ in 0..10 {
                    store.log(act(&format!("test.{n}"))).await.unwrap();
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(verify(&db).await, Ok(200));
}

pub async fn the_log_is_found_by_object(db: TestDb) {
    for n in 0..5 {
        let object = format!("request:{}", n % 2);
        db.store.log(LogDraft { object, ..act(&format!("a{n}")) }).await.unwrap();
    }
    let found = db.store.log_of("request:0", 2).await.unwrap();
    assert_eq!(found.iter().map(|e| e.entry.action.as_str()).collect::<Vec<_>>(), vec!["a4", "a2"]);
    assert_eq!(found[0].entry.at, NOW);
    assert_eq!(
        db.store.log_after(3, 10).await.unwrap().iter().map(|e| e.seq).collect::<Vec<_>>(),
        vec![4, 5]
    );
}

pub async fn the_log_takes_no_changes(db: TestDb) {
    db.store.log(act("a")).await.unwrap();
    for sql in ["UPDATE log_entry SET detail = 'x'", "DELETE FROM log_entry"] {
        let refused = db.raw(sql).await.unwrap_err();
        assert!(refused.contains("append-only"), "{refused}");
    }
    if db.is_postgres() {
        assert!(db.raw("TRUNCATE log_entry").await.unwrap_err().contains("append-only"));
    }
    assert_eq!(verify(&db).await, Ok(1));
}

pub async fn d20_tampering_is_found(db: TestDb) {
    for n in 0..10 {
        db.store.log(act(&format!("a{n}"))).await.unwrap();
    }
    assert_eq!(verify(&db).await, Ok(10));
    // Somebody with the rights of the database's owner takes the guard away.
    let unguard = if db.is_postgres() {
        "DROP TRIGGER log_entry_no_update ON log_entry; DROP TRIGGER log_entry_no_delete ON log_entry"
    } else {
        "DROP TRIGGER log_entry_no_update; DROP TRIGGER log_entry_no_delete"
    };
    db.raw(unguard).await.unwrap();
    db.raw("UPDATE log_entry SET detail = '{ }' WHERE seq = 4").await.unwrap();
    assert_eq!(verify(&db).await, Err(4));
    db.raw("UPDATE log_entry SET detail = '{}' WHERE seq = 4").await.unwrap();
    assert_eq!(verify(&db).await, Ok(10));
    db.raw("DELETE FROM log_entry WHERE seq = 7").await.unwrap();
    assert_eq!(verify(&db).await, Err(7));
    db.raw("UPDATE log_entry SET seq = seq - 1 WHERE seq = 8").await.unwrap();
    assert_eq!(verify(&db).await, Err(7));
}

pub async fn f_d11_the_seal_finds_what_was_changed_past_the_store(db: TestDb) {
    let key = [3; 32];
    let supplier = db.supplier("Example Castings").await;
    // What was written without a secret is sealed with it now, and that is told.
    assert!(db.store.seal_with(key).await.unwrap());
    assert!(!db.store.seal_with(key).await.unwrap());
    let request = db.request(RequestState::Planned).await;
    db.store.queue_mails(vec![db.mail("a"), db.mail("b")], None).await.unwrap();
    let taken = db.store.claim_mails(NOW + 1, NOW + 2, 1).await.unwrap();
    let look = async || storage::verify(&db.place, Some(storage::SealKey::new(key)), vec![]).await.unwrap();
    let report = look().await;
    assert_eq!(report.problems, [], "also while a mail is being sent");
    assert!(report.adopted.is_some() && report.rows >= 5 && report.head.is_some());
    db.store.mail_sent(&taken[0].mail.id, taken[0].lease, NOW + 3).await.unwrap();
    assert_eq!(look().await.problems, []);
    for (harm, undo, word) in [
        ("UPDATE supplier SET parts = 'x'", "UPDATE supplier SET parts = ''", supplier.id.as_str()),
        (
            "UPDATE request SET state = 'accepted'",
            "UPDATE request SET state = 'planned'",
            request.id.as_str(),
        ),
        ("UPDATE outbox SET recipient = 'x'", "", "mail"),
        ("DELETE FROM outbox", "", "is missing"),
    ] {
        db.raw(harm).await.unwrap();
        let problems = look().await.problems;
        assert!(problems.iter().any(|p| p.what.contains(word)), "{harm}: {problems:?}");
        if !undo.is_empty() {
            db.raw(undo).await.unwrap();
            assert_eq!(look().await.problems, [], "{undo}");
        }
    }
    let guard = if db.is_postgres() { "DELETE FROM seal" } else { "UPDATE seal SET kind = 'x'" };
    assert!(db.raw(guard).await.unwrap_err().contains("append-only"));
}

fn smelter_list(id: &str, as_of: &str, imported_at: i64) -> StoredList {
    let about = About {
        as_of: as_of.parse().ok(),
        source: "Example".into(),
        licence: "ours".into(),
        ..About::default()
    };
    let smelter = Smelter {
        cid: "CID900001".into(),
        name: "Example Smelter".into(),
        metal: Some(Metal::TIN),
        ..Smelter::default()
    };
    let gone = Smelter { cid: "CID900002".into(), removed: Some("closed".into()), ..smelter.clone() };
    let list = SmelterList::of_smelters(about, &[smelter, gone]);
    let head = ListHead {
        id: id.into(),
        as_of: as_of.parse().unwrap(),
        source: "Example".into(),
        licence: "ours".into(),
        imported_at: Instant::from_millis(imported_at),
        imported_by: "m".into(),
        size: 2,
        hash: format!("hash of {id}"),
        class: LicenceClass::Public,
        ..ListHead::default()
    };
    let list = SmelterList { id: id.into(), class: head.class, ..list };
    StoredList { head, list }
}

pub async fn smelter_lists_stand_beside_each_other(db: TestDb) {
    assert!(db.store.smelter_lists_in_use().await.unwrap().is_empty());
    let lists = [("a", "2026-03-01", 3), ("b", "2026-04-01", 1), ("c", "2026-04-01", 2)];
    let lists = lists.map(|(id, as_of, at)| smelter_list(id, as_of, at));
    for list in &lists {
        db.store.put_smelter_list(list.clone(), act("x")).await.unwrap();
    }
    let again = db.store.put_smelter_list(lists[0].clone(), act("x")).await;
    assert!(matches!(again, Err(StoreError::Conflict)), "one list for one confirmation");
    assert_eq!(db.store.smelter_lists_in_use().await.unwrap(), lists);
    assert_eq!(db.store.smelter_list("b").await.unwrap().as_ref(), Some(&lists[1]));
    assert_eq!(db.store.smelter_list("z").await.unwrap(), None);
    let ids = |heads: Vec<ListHead>| heads.into_iter().map(|h| h.id).collect::<Vec<_>>();
    assert_eq!(ids(db.store.smelter_list_heads().await.unwrap()), ["c", "b", "a"]);
}

pub async fn how_a_source_was_read_is_remembered(db: TestDb) {
    let mapping = |source: &str, saved_at| ListMapping {
        source: source.into(),
        kind: ListKind::Own,
        licence: "paid by the year".into(),
        class: LicenceClass::Paid,
        header: vec!["Werk".into(), "编号".into()],
        columns: vec![(ListColumn::Name, 0), (ListColumn::Cid, 1)],
        saved_at: Instant::from_millis(saved_at),
    };
    for (source, at) in [("first", 1), ("second", 2), ("first", 3)] {
        db.store.put_list_mapping(mapping(source, at)).await.unwrap();
    }
    assert_eq!(db.store.list_mappings().await.unwrap(), [mapping("first", 3), mapping("second", 2)]);
}

pub async fn of_a_name_and_a_number_the_last_word_counts(db: TestDb) {
    let said = |id: &str, number: &str, meant, at| Screening {
        id: id.into(),
        number: number.into(),
        ours: "Kestrel Refining".into(),
        theirs: "KESTREL REFINING COMPANY".into(),
        meant,
        note: "asked".into(),
        at: Instant::from_millis(at),
        by: "m".into(),
    };
    let all = [said("a", "36", true, 1), said("b", "36", false, 2), said("c", "37", true, 1)];
    for one in &all {
        db.store.put_screening(one.clone(), act("screening.decided")).await.unwrap();
    }
    db.store.put_screening(all[0].clone(), act("screening.decided")).await.unwrap();
    assert_eq!(db.store.screenings().await.unwrap(), [all[1].clone(), all[2].clone()]);
    assert_eq!(verify(&db).await, Ok(3), "pressing twice says it once");
}

pub async fn a_retired_smelter_list_stays_on_record(db: TestDb) {
    for (id, at) in [("a", 1), ("b", 2)] {
        db.store.put_smelter_list(smelter_list(id, "2026-03-01", at), act("x")).await.unwrap();
    }
    db.store.retire_smelter_list("b", Instant::from_millis(77), "wrong file", act("y")).await.unwrap();
    let again = db.store.retire_smelter_list("b", Instant::from_millis(78), "other", act("y")).await;
    assert!(matches!(again, Err(StoreError::Conflict)));
    assert!(db.store.retire_smelter_list("z", Instant::from_millis(78), "other", act("y")).await.is_err());
    let in_use = db.store.smelter_lists_in_use().await.unwrap();
    assert_eq!(in_use.iter().map(|l| l.head.id.as_str()).collect::<Vec<_>>(), ["a"]);
    let head = db.store.smelter_list("b").await.unwrap().unwrap().head;
    assert_eq!((head.retired_at, head.retired_why.as_str()), (Some(Instant::from_millis(77)), "wrong file"));
}

/// What the first version of the portal stored: smelters alone, some of them removed.
pub async fn a_list_of_the_first_version_is_still_read(db: TestDb) {
    db.raw(
        "INSERT INTO reference_list (id, source, as_of, imported_at, body) VALUES ('old', 'Example', '2026-03-01', 5, \
         '[{\"cid\":\"CID900001\",\"metal\":\"tin\",\"name\":\"Example Smelter\"},\
         {\"cid\":\"CID900002\",\"metal\":\"tin\",\"name\":\"Gone\",\"removed\":\"closed\"}]')",
    )
    .await
    .unwrap();
    let lists = db.store.smelter_lists_in_use().await.unwrap();
    let list = &lists[0].list;
    assert_eq!((list.as_of.to_string().as_str(), list.entries[0].cid.as_str()), ("2026-03-01", "CID900001"));
    assert_eq!((list.revisions[0].cid.as_str(), list.revisions[0].details.as_str()), ("CID900002", "closed"));
}

pub async fn templates_are_kept_by_their_hash(db: TestDb) {
    let blank = |id: &str, version: &str, at| StoredBlank {
        head: BlankHead {
            id: id.into(),
            version: version.into(),
            file: "blank.xlsx".into(),
            size: 4,
            uploaded_at: Instant::from_millis(at),
            uploaded_by: "m".into(),
            ..BlankHead::default()
        },
        bytes: vec![0, 255, 10, at as u8],
    };
    for (id, version, at) in [("a", "6.5", 1), ("b", "6.5", 2), ("c", "6.4", 3)] {
        db.store.put_blank(blank(id, version, at), act("x")).await.unwrap();
    }
    assert!(matches!(db.store.put_blank(blank("a", "6.5", 9), act("x")).await, Err(StoreError::Conflict)));
    assert_eq!(db.store.blank_of("6.5").await.unwrap(), Some(blank("b", "6.5", 2)));
    assert_eq!(db.store.blank_of("6.6").await.unwrap(), None);
    let ids: Vec<_> = db.store.blanks().await.unwrap().into_iter().map(|b| b.id).collect();
    assert_eq!(ids, ["b", "a", "c"]);
    db.store.remove_blank("b", act("y")).await.unwrap();
    assert!(matches!(db.store.remove_blank("b", act("y")).await, Err(StoreError::Conflict)));
    assert_eq!(db.store.blank_of("6.5").await.unwrap(), Some(blank("a", "6.5", 1)));
}
