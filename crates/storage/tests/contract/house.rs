//! Log, reference lists, heartbeat.

use crate::bed::*;
use domain::Smelter;
use service::records::*;

/// Checks the chain; names the first entry that does not fit.
pub async fn verify(bed: &Bed) -> Result<i64, i64> {
    let (mut seq, mut previous) = (0, String::new());
    loop {
        let entries = bed.store.log_after(seq, 100).await.unwrap();
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

pub async fn the_database_answers(bed: Bed) {
    bed.store.ping().await.unwrap();
}

pub async fn the_log_is_a_chain_without_gaps(bed: Bed) {
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let store = bed.store.clone();
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
    assert_eq!(verify(&bed).await, Ok(200));
}

pub async fn the_log_is_found_by_object(bed: Bed) {
    for n in 0..5 {
        let object = format!("request:{}", n % 2);
        bed.store.log(LogDraft { object, ..act(&format!("a{n}")) }).await.unwrap();
    }
    let found = bed.store.log_of("request:0", 2).await.unwrap();
    assert_eq!(found.iter().map(|e| e.entry.action.as_str()).collect::<Vec<_>>(), vec!["a4", "a2"]);
    assert_eq!(found[0].entry.at, NOW);
    assert_eq!(
        bed.store.log_after(3, 10).await.unwrap().iter().map(|e| e.seq).collect::<Vec<_>>(),
        vec![4, 5]
    );
}

pub async fn the_log_takes_no_changes(bed: Bed) {
    bed.store.log(act("a")).await.unwrap();
    for sql in ["UPDATE log_entry SET detail = 'x'", "DELETE FROM log_entry"] {
        let refused = bed.raw(sql).await.unwrap_err();
        assert!(refused.contains("append-only"), "{refused}");
    }
    if bed.is_postgres() {
        assert!(bed.raw("TRUNCATE log_entry").await.unwrap_err().contains("append-only"));
    }
    assert_eq!(verify(&bed).await, Ok(1));
}

pub async fn d20_tampering_is_found(bed: Bed) {
    for n in 0..10 {
        bed.store.log(act(&format!("a{n}"))).await.unwrap();
    }
    assert_eq!(verify(&bed).await, Ok(10));
    // Somebody with the rights of the database's owner takes the guard away.
    let unguard = if bed.is_postgres() {
        "DROP TRIGGER log_entry_no_change ON log_entry"
    } else {
        "DROP TRIGGER log_entry_no_update; DROP TRIGGER log_entry_no_delete"
    };
    bed.raw(unguard).await.unwrap();
    bed.raw("UPDATE log_entry SET detail = '{ }' WHERE seq = 4").await.unwrap();
    assert_eq!(verify(&bed).await, Err(4));
    bed.raw("UPDATE log_entry SET detail = '{}' WHERE seq = 4").await.unwrap();
    assert_eq!(verify(&bed).await, Ok(10));
    bed.raw("DELETE FROM log_entry WHERE seq = 7").await.unwrap();
    assert_eq!(verify(&bed).await, Err(7));
    bed.raw("UPDATE log_entry SET seq = seq - 1 WHERE seq = 8").await.unwrap();
    assert_eq!(verify(&bed).await, Err(7));
}

pub async fn the_latest_reference_list_wins(bed: Bed) {
    assert_eq!(bed.store.latest_reference_list().await.unwrap(), None);
    let list = |id: &str, as_of: &str, imported_at| ReferenceList {
        id: id.into(),
        source: "Example list, for tests".into(),
        as_of: as_of.into(),
        imported_at,
        smelters: vec![Smelter {
            cid: "CID900001".into(),
            name: "Example Smelter".into(),
            ..Default::default()
        }],
    };
    for (id, as_of, at) in [("a", "2026-03-01", 3), ("b", "2026-04-01", 1), ("c", "2026-04-01", 2)] {
        bed.store.put_reference_list(list(id, as_of, at), act("x")).await.unwrap();
    }
    assert_eq!(bed.store.latest_reference_list().await.unwrap(), Some(list("c", "2026-04-01", 2)));
}
