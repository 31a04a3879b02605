//! `verify`: each way in which somebody with the rights of the database's owner could change the past. Only whoever
//! writes log and head anew together is not found; that is what a head kept elsewhere is for.

use domain::workflow::RequestState;
use service::log::{Verdict, verify};
use service::ports::Store;
use service::records::*;
use service::secrets::sha256_hex;
use std::sync::Arc;

const UNGUARD: &str = "DROP TRIGGER log_entry_no_update; DROP TRIGGER log_entry_no_delete; \
                       DROP TRIGGER submission_no_update;";

fn act(action: &str, object: &str, detail: String) -> LogDraft {
    LogDraft { actor: "system".into(), action: action.into(), object: object.into(), detail, at: 1 }
}

/// A store with a request that was submitted twice, as entries 5 and 6 of 8.
async fn filled(place: &str) -> Arc<dyn Store> {
    let store = storage::open(place).await.unwrap();
    let supplier = Supplier { id: "s".into(), name: "One".into(), ..Supplier::default() };
    store.save_supplier(supplier, act("supplier.added", "supplier:s", String::new())).await.unwrap();
    let campaign = Campaign { id: "c".into(), name: "Minerals".into(), ..Campaign::default() };
    store.save_campaign(campaign, act("campaign.added", "campaign:c", String::new())).await.unwrap();
    let request = Request {
        id: "r".into(),
        version: 0,
        campaign: "c".into(),
        supplier: "s".into(),
        state: RequestState::Planned,
        state_at: 1,
        invited_at: None,
        opened_at: None,
        submitted_at: None,
        submissions: 0,
        errors: 0,
        warnings: 0,
        reminders: 0,
        next_reminder_at: None,
        snoozed_until: None,
        last_section: String::new(),
        reason: String::new(),
        proposed_contact: String::new(),
    };
    let chosen = act("campaign.recipients_chosen", "campaign:c", String::new());
    store.set_recipients("c", vec![request], vec![], chosen).await.unwrap();
    store.log(act("test", "test:1", String::new())).await.unwrap();
    for number in [1, 2] {
        let mut commit = RequestCommit::of(store.request("r").await.unwrap().unwrap());
        let document = format!("{{\"answer\":{number}}}");
        let hash = sha256_hex(document.as_bytes());
        let detail = format!("{{\"number\":{number},\"hash\":\"{hash}\"}}");
        commit.request.submissions = number;
        commit.log.push(act("request.submitted", "request:r", detail));
        commit.submission = Some(Submission {
            request: "r".into(),
            number,
            document,
            hash,
            report: domain::Report::default(),
            rules_version: "1".into(),
            judged: Judged::default(),
            submitted_at: 1,
        });
        store.commit(commit).await.unwrap();
    }
    for _ in 0..2 {
        store.log(act("test", "test:1", String::new())).await.unwrap();
    }
    store
}

/// What is found after this SQL, on a database of its own.
async fn after(sql: &str) -> Verdict {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("t.db").display().to_string();
    let store = filled(&place).await;
    let connection = rusqlite::Connection::open(&place).unwrap();
    connection.execute_batch(&format!("{UNGUARD}{sql}")).unwrap();
    drop(connection);
    verify(store.as_ref()).await.unwrap()
}

async fn found(sql: &str) -> (i64, &'static str) {
    match after(sql).await {
        Verdict::Broken { seq, why } => (seq, why),
        whole => panic!("{whole:?} after {sql}"),
    }
}

#[tokio::test]
async fn what_nobody_touched_is_whole() {
    assert!(matches!(after("").await, Verdict::Whole { entries: 8, submissions: 2, .. }));
}

#[tokio::test]
async fn a_changed_log_is_found() {
    let text = "its text was changed";
    for column in ["detail = 'x'", "actor = 'member:1'", "action = 'x'", "object = 'x'", "happened_at = 2"] {
        assert_eq!(
            found(&format!("UPDATE log_entry SET {column} WHERE seq = 4")).await,
            (4, text),
            "{column}"
        );
    }
    let missing = "an entry before it is missing";
    assert_eq!(found("DELETE FROM log_entry WHERE seq = 4").await, (5, missing));
    let moved = "DELETE FROM log_entry WHERE seq = 4; UPDATE log_entry SET seq = 4 WHERE seq = 8";
    assert_eq!(found(moved).await, (4, "it does not follow from the entry before it"));
    assert_eq!(found("DELETE FROM log_entry WHERE seq = 1").await, (2, missing));
}

#[tokio::test]
async fn a_cut_tail_is_found() {
    let cut = "it and all behind it were cut off";
    assert_eq!(found("DELETE FROM log_entry WHERE seq = 8").await, (8, cut));
    assert_eq!(found("DELETE FROM log_entry WHERE seq > 3").await, (4, cut));
    assert_eq!(found("DELETE FROM log_entry").await, (1, cut));
    // The tail cut and written anew, with a chain that holds, up to the same number.
    let previous = "(SELECT hash FROM log_entry WHERE seq = 7)";
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("t.db").display().to_string();
    let store = filled(&place).await;
    let other = act("other", "test:1", String::new());
    let seventh = store.log_after(6, 1).await.unwrap()[0].hash.clone();
    let hash = LogEntry::compute_hash(8, &seventh, &other);
    let sql = format!(
        "{UNGUARD} UPDATE log_entry SET action = 'other', previous = {previous}, hash = '{hash}' WHERE seq = 8"
    );
    rusqlite::Connection::open(&place).unwrap().execute_batch(&sql).unwrap();
    let why = "it is not the entry that was written last";
    assert_eq!(verify(store.as_ref()).await.unwrap(), Verdict::Broken { seq: 8, why });
}

#[tokio::test]
async fn a_changed_missing_or_invented_submission_is_found() {
    let changed = "the submission of which it tells was changed";
    assert_eq!(
        found("UPDATE submission SET document = '{\"answer\":9}' WHERE number = 1").await,
        (5, changed)
    );
    // With its hash.
    let hash = sha256_hex(b"{}");
    let both = format!("UPDATE submission SET document = '{{}}', hash = '{hash}' WHERE number = 2");
    assert_eq!(found(&both).await, (6, changed));
    assert_eq!(found(&format!("UPDATE submission SET hash = '{hash}' WHERE number = 2")).await, (6, changed));
    let missing = "the submission of which it tells is missing";
    assert_eq!(found("DELETE FROM submission WHERE number = 1").await, (5, missing));
    let invented = "INSERT INTO submission SELECT request_id, 3, document, hash, report, rules_version, 1, 0, '', '' \
                    FROM submission WHERE number = 2";
    assert_eq!(found(invented).await, (8, "up to here, there are submissions of which no entry tells"));
}
