//! `verify`: each way in which somebody with the rights of the database's owner could change the past, but without the
//! portal's secret. `F-D11`, `DESK-11`.

use domain::workflow::RequestState;
use service::declarations::submission::Document;
use service::ports::Store;
use service::records::*;
use service::secrets::sha256_hex;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use storage::{Kept, Report, SealKey, Unchecked};

const UNGUARD: &str = "DROP TRIGGER IF EXISTS log_entry_no_update; DROP TRIGGER IF EXISTS log_entry_no_delete; \
                       DROP TRIGGER IF EXISTS submission_no_update; DROP TRIGGER IF EXISTS rule_profile_no_update; \
                       DROP TRIGGER IF EXISTS smelter_decision_once; DROP TRIGGER IF EXISTS seal_no_update; DROP TRIGGER IF EXISTS seal_no_delete;";

const KEY: [u8; 32] = [7; 32];

fn key() -> SealKey {
    SealKey::new(KEY)
}

/// As the portal opens it.
async fn open_sealed(place: &str, key: [u8; 32]) -> Arc<dyn Store> {
    let store = storage::open(place).await.unwrap();
    store.seal_with(key).await.unwrap();
    store
}

fn act(action: &str, object: &str, detail: String) -> LogDraft {
    LogDraft {
        actor: "system".into(),
        action: action.into(),
        object: object.into(),
        detail,
        at: Instant::from_millis(1),
    }
}

fn said(action: &str, object: &str) -> LogDraft {
    act(action, object, String::new())
}

async fn step(store: &dyn Store, state: RequestState, action: &str, change: impl FnOnce(&mut RequestCommit)) {
    let mut commit =
        RequestCommit::of(store.request(&Scope::Everything, &"r".into()).await.unwrap().unwrap());
    commit.request.state = state;
    commit.log.push(said(action, "request:r"));
    change(&mut commit);
    store.commit(commit).await.unwrap();
}

fn mail(id: &str) -> NewMail {
    NewMail {
        id: id.into(),
        key: format!("key {id}"),
        kind: MailKind::Invitation,
        request: Some("r".into()),
        supplier: Some("s".into()),
        link: None,
        to: "a@supplier.example".into(),
        language: "en".into(),
        values: BTreeMap::from([("year".into(), "2026".into())]),
        send_at: Instant::from_millis(1),
    }
}

fn query() -> Query {
    Query {
        id: "q".into(),
        request: "r".into(),
        submission: 1,
        location: "q1.tin".into(),
        finding: String::new(),
        text: "Which one?".into(),
        old_value: "Yes".into(),
        reply: String::new(),
        state: QueryState::Open,
        member: "m".into(),
        created_at: Instant::from_millis(1),
        was: None,
    }
}

/// The submission that comes in with a commit, and what the log says of it.
fn submit(commit: &mut RequestCommit, number: i64) {
    let mut declaration = domain::Declaration::default();
    declaration.set("q1.tin", number.to_string());
    let (template, version) = ("CMRT".to_owned(), "6.5".to_owned());
    let document =
        Document { schema: 1, template, version, declaration, explanations: BTreeMap::new(), entered: None };
    commit.declared = Some(Declared::of(&"r".into(), number, &document));
    let (document, hash) = document.seal();
    commit.request.submissions = number;
    commit.request.submitted_at = Some(Instant::from_millis(number));
    commit.log[0].detail = format!("{{\"number\":{number},\"hash\":\"{hash}\"}}");
    commit.submission = Some(Submission {
        request: "r".into(),
        number,
        document,
        hash,
        report: domain::Report::default(),
        rules_version: "1".into(),
        review: ReviewResult::default(),
        submitted_at: Instant::from_millis(number),
    });
}

/// A database with something of every kind; the request was submitted as entries 8 and 10 of 12.
async fn fill(place: &str) -> Arc<dyn Store> {
    let store = open_sealed(place, KEY).await;
    let s = store.as_ref();
    let supplier = Supplier { id: "s".into(), name: "One".into(), ..Supplier::default() };
    s.save_supplier(supplier, said("supplier.added", "supplier:s")).await.unwrap();
    let campaign = Campaign { id: "c".into(), name: "Minerals".into(), ..Campaign::default() };
    s.save_campaign(campaign, said("campaign.added", "campaign:c")).await.unwrap();
    let member = Member {
        id: "m".into(),
        email: "m@company.example".into(),
        name: "M".into(),
        role: Role::Viewer,
        password_hash: "$argon2id$…".into(),
        created_at: Instant::from_millis(1),
        disabled_at: None,
        scope: Scope::Everything,
    };
    s.add_member(member, vec![], said("member.invited", "member:m")).await.unwrap();
    let company = Company { name: "Company".into(), ..Company::default() };
    s.save_company(company, said("company.changed", "company")).await.unwrap();
    let request = Request {
        id: "r".into(),
        version: 0,
        campaign: "c".into(),
        supplier: "s".into(),
        state: RequestState::Planned,
        state_at: Instant::from_millis(1),
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
        scope_reason: String::new(),
        owner: None,
        accepted_by: Default::default(),
        acted: 0,
    };
    let chosen = said("campaign.recipients_chosen", "campaign:c");
    s.set_recipients(&"c".into(), vec![request], vec![], chosen).await.unwrap();
    step(s, RequestState::Invited, "request.invited", |commit| {
        commit.mails = vec![mail("sent"), mail("waits")];
        commit.links = vec![Link {
            id: "l".into(),
            hash: "h".into(),
            request: "r".into(),
            created_at: Instant::from_millis(1),
            expires_at: Instant::from_millis(2),
            revoked_at: None,
        }];
    })
    .await;
    step(s, RequestState::Opened, "request.opened", |_| {}).await;
    step(s, RequestState::Submitted, "request.submitted", |commit| submit(commit, 1)).await;
    step(s, RequestState::SentBack, "request.sent_back", |commit| commit.queries = vec![query()]).await;
    step(s, RequestState::Resubmitted, "request.submitted", |commit| submit(commit, 2)).await;
    let list =
        StoredList { head: ListHead { id: "list".into(), ..Default::default() }, list: Default::default() };
    s.put_smelter_list(list, said("references.imported", "references:list")).await.unwrap();
    let decision = SmelterDecision {
        id: "d".into(),
        metal: domain::Metal::TIN,
        name: "Works".into(),
        key: "works".into(),
        cid: Some("CID900001".into()),
        note: String::new(),
        at: Instant::from_millis(1),
        by: "m".into(),
        ended: None,
    };
    s.put_smelter_decision(decision, None, said("smelter.decided", "decision:d")).await.unwrap();
    // What changes without an entry in the log is sealed too.
    for taken in s.claim_mails(Instant::from_millis(10), Instant::from_millis(20), 1).await.unwrap() {
        s.mail_sent(&taken.mail.id, taken.lease, Instant::from_millis(11)).await.unwrap();
    }
    store
}

/// A file of such a database, made once.
static FILLED: LazyLock<Vec<u8>> = LazyLock::new(|| {
    std::thread::spawn(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.db");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        drop(runtime.block_on(fill(&path.display().to_string())));
        std::fs::read(path).unwrap()
    })
    .join()
    .unwrap()
});

struct TestDb {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl TestDb {
    fn new() -> TestDb {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.db");
        std::fs::write(&path, &*FILLED).unwrap();
        TestDb { _folder: folder, path }
    }

    /// Changes the file past the portal.
    fn tamper(self, sql: &str) -> TestDb {
        sqlite(&self.path).execute_batch(&format!("{UNGUARD}{sql}")).unwrap();
        self
    }

    async fn verify(&self) -> Report {
        self.verify_with(Some(key()), vec![]).await
    }

    async fn verify_with(&self, key: Option<SealKey>, heads: Vec<Kept>) -> Report {
        storage::verify(&self.path.display().to_string(), key, heads).await.unwrap()
    }
}

/// The file, so that closing leaves it alone: as one file.
fn sqlite(path: &Path) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(path).unwrap();
    connection.execute_batch("PRAGMA journal_mode = DELETE").unwrap();
    connection
}

async fn after(sql: &str) -> Report {
    TestDb::new().tamper(sql).verify().await
}

#[tokio::test]
async fn f_d11_what_nobody_touched_is_whole() {
    let report = after("").await;
    assert_eq!(report.problems, []);
    assert_eq!((report.entries, report.submissions), (12, 2));
    assert!(report.rows > 10 && report.head.is_some() && report.unchecked.is_empty());
    assert_eq!(report.adopted, None, "it was sealed from the beginning");
}

#[tokio::test]
async fn f_d11_every_tampering_is_found() {
    // DESK-11
    for (sql, word) in [
        ("UPDATE submission SET submitted_at = 0 WHERE number = 1", "submission r/1 is not as"),
        ("UPDATE submission SET report = '{\"findings\":[]} ' WHERE number = 2", "submission r/2 is not as"),
        ("UPDATE submission SET review = '[ ]' WHERE number = 2", "submission r/2 is not as"),
        ("UPDATE submission SET rules_version = '2'", "submission r/1 is not as"),
        ("UPDATE submission SET profile_version = 3", "submission r/1 is not as"),
        ("UPDATE request SET state = 'accepted'", "request r is not as"),
        ("UPDATE request SET state = 'accepted'", "lead to resubmitted"),
        ("UPDATE request SET reason = 'another'", "request r is not as"),
        ("UPDATE request SET submitted_at = 1", "request r is not as"),
        ("UPDATE review_query SET question = 'Something else?'", "query q is not as"),
        ("UPDATE review_query SET reply = 'We never said so'", "query q is not as"),
        ("UPDATE review_query SET state = 'closed'", "query q is not as"),
        ("DELETE FROM review_query", "query q is missing"),
        ("UPDATE smelter_decision SET cid = 'CID900002'", "smelter's name d is not as"),
        ("UPDATE smelter_decision SET ended_at = 5", "smelter's name d is not as"),
        ("DELETE FROM smelter_decision", "smelter's name d is missing"),
        ("UPDATE reference_list SET body = '[]'", "smelter list list is not as"),
        ("UPDATE reference_list SET retired_at = 5", "smelter list list is not as"),
        ("UPDATE supplier SET email = 'other@x.example'", "supplier s is not as"),
        ("UPDATE supplier SET mail_problem = 'unknown'", "supplier s is not as"),
        ("UPDATE member SET role = 'administrator'", "member m is not as"),
        ("UPDATE member SET password_hash = 'known'", "member m is not as"),
        (
            "INSERT INTO member (id, email, name, role, password_hash, created_at) \
             VALUES ('n', 'n@x.example', 'N', 'administrator', 'known', 1)",
            "member n was not written by the portal",
        ),
        ("DELETE FROM outbox WHERE id = 'sent'", "mail sent is missing"),
        ("UPDATE outbox SET fields = '{}' WHERE id = 'sent'", "mail sent is not as"),
        ("UPDATE outbox SET sent_at = 1 WHERE id = 'sent'", "mail sent is not as"),
        ("UPDATE outbox SET state = 'sent', sent_at = 3 WHERE id = 'waits'", "mail waits is not as"),
        ("UPDATE outbox SET recipient = 'b@x.example'", "mail sent is not as"),
        ("UPDATE access_link SET hash = 'known'", "link l is not as"),
        ("UPDATE campaign SET due = '2020-01-01'", "campaign c is not as"),
        ("UPDATE setting SET document = '{}'", "setting company is not as"),
        (
            "INSERT INTO submission (request_id, number, document, hash, report, rules_version, submitted_at) \
             SELECT request_id, 3, document, hash, report, rules_version, 1 FROM submission WHERE number = 2",
            "submission r/3 was not written by the portal",
        ),
        ("DELETE FROM submission WHERE number = 1", "submission r/1 is missing"),
        ("DELETE FROM seal; UPDATE log_head SET seal_seq = 0, seal_code = ''", "it was removed"),
        ("UPDATE seal SET body = replace(body, 'supplier', 'suppliex') WHERE seq = 1", "was changed"),
        ("DELETE FROM seal WHERE seq = 4", "a record before it is missing"),
    ] {
        let report = after(sql).await;
        assert!(report.problems.iter().any(|p| p.what.contains(word)), "{sql}: {:?}", report.problems);
        // A row named by its digest is found without the secret too; only a forged seal is not.
        let careless = TestDb::new().tamper(sql).verify_with(None, vec![]).await;
        assert!(!careless.problems.is_empty() || sql.contains(" seal "), "{sql}");
        assert_eq!(careless.unchecked, [Unchecked::NoKey]);
    }
}

async fn entry_found(sql: &str) -> (i64, String) {
    let report = after(sql).await;
    let first = report.problems.into_iter().find(|p| p.entry.is_some()).unwrap_or_else(|| panic!("{sql}"));
    (first.entry.unwrap(), first.what)
}

#[tokio::test]
async fn f_d11_a_changed_log_is_found() {
    for column in ["detail = 'x'", "actor = 'member:1'", "action = 'x'", "object = 'x'", "happened_at = 2"] {
        let (seq, why) = entry_found(&format!("UPDATE log_entry SET {column} WHERE seq = 4")).await;
        assert_eq!((seq, why.as_str()), (4, "its text was changed"), "{column}");
    }
    let missing = "an entry before it is missing";
    assert_eq!(entry_found("DELETE FROM log_entry WHERE seq = 4").await, (5, missing.into()));
    assert_eq!(entry_found("DELETE FROM log_entry WHERE seq = 1").await, (2, missing.into()));
    let cut = "it and all behind it were cut off";
    assert_eq!(entry_found("DELETE FROM log_entry WHERE seq = 12").await, (12, cut.into()));
    assert_eq!(entry_found("DELETE FROM log_entry").await, (1, cut.into()));
    let changed = "the submission of which it tells was changed";
    let sql =
        format!("UPDATE submission SET document = '{{}}', hash = '{}' WHERE number = 1", sha256_hex(b"{}"));
    assert_eq!(entry_found(&sql).await, (8, changed.into()));
}

/// Writes the chain of the log anew from an entry on, with hashes that fit.
fn rewrite(path: &Path, from: i64, change: &str) {
    let sqlite = sqlite(path);
    sqlite.execute_batch(&format!("{UNGUARD}{change}")).unwrap();
    let sql =
        "SELECT seq, actor, action, object, detail, happened_at FROM log_entry WHERE seq >= ?1 ORDER BY seq";
    let mut statement = sqlite.prepare(sql).unwrap();
    let entries: Vec<(i64, LogDraft)> = statement
        .query_map([from], |row| {
            let (actor, action, object) = (row.get(1)?, row.get(2)?, row.get(3)?);
            Ok((
                row.get(0)?,
                LogDraft {
                    actor,
                    action,
                    object,
                    detail: row.get(4)?,
                    at: Instant::from_millis(row.get(5)?),
                },
            ))
        })
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut previous: String = sqlite
        .query_row("SELECT coalesce((SELECT hash FROM log_entry WHERE seq = ?1), '')", [from - 1], |row| {
            row.get(0)
        })
        .unwrap();
    for (seq, entry) in entries {
        let hash = LogEntry::compute_hash(seq, &previous, &entry);
        let sql = "UPDATE log_entry SET previous = ?2, hash = ?3 WHERE seq = ?1";
        sqlite.execute(sql, (seq, &previous, &hash)).unwrap();
        sqlite.execute("UPDATE log_head SET hash = ?1", [&hash]).unwrap();
        previous = hash;
    }
}

#[tokio::test]
async fn f_d11_a_chain_written_anew_with_another_decision_is_found() {
    let db = TestDb::new();
    rewrite(&db.path, 9, "UPDATE log_entry SET action = 'request.rejected' WHERE seq = 9");
    let report = db.verify().await;
    assert!(
        report.problems.iter().any(|p| p.entry == Some(9) && p.what.contains("sealed")),
        "{:?}",
        report.problems
    );
}

/// Takes everything back to a record of the seal, so that all of it fits.
const CUT: &str = "DELETE FROM log_entry WHERE seq > 10; DELETE FROM seal WHERE seq > 10; \
                   DELETE FROM reference_list; DELETE FROM smelter_decision; \
                   UPDATE outbox SET state = 'queued', sent_at = NULL; \
                   UPDATE log_head SET seq = 10, hash = (SELECT hash FROM log_entry WHERE seq = 10), \
                   seal_seq = 10, seal_code = (SELECT code FROM seal WHERE seq = 10);";

#[tokio::test]
async fn f_d11_a_cut_tail_is_found_by_a_head_that_was_kept() {
    let head = TestDb::new().verify().await.head.unwrap();
    let kept = || vec![head.clone()];
    let whole = TestDb::new().verify_with(Some(key()), kept()).await;
    assert!(whole.problems.is_empty() && whole.kept == 1);
    // By itself it looks like a database of before.
    let cut = TestDb::new().tamper(CUT);
    assert_eq!(cut.verify().await.problems, []);
    let found = cut.verify_with(Some(key()), kept()).await;
    assert!(found.problems.iter().any(|p| p.what.contains("its tail was cut off")), "{:?}", found.problems);
    // Somebody who has the secret goes on from there up to the same number: only the kept head shows it.
    let store = open_sealed(&cut.path.display().to_string(), KEY).await;
    for _ in 0..5 {
        store.log(said("test", "test:1")).await.unwrap();
    }
    drop(store);
    assert_eq!(cut.verify().await.problems, []);
    let found = cut.verify_with(Some(key()), kept()).await;
    assert!(found.problems.iter().any(|p| p.what.contains("whose head was kept")), "{:?}", found.problems);
}

#[tokio::test]
async fn f_d11_a_seal_made_with_another_secret_is_found() {
    let db = TestDb::new().tamper("UPDATE submission SET report = '{}'");
    // Without a secret at all, as some other program would.
    let store = storage::open(&db.path.display().to_string()).await.unwrap();
    store.log(said("test", "test:1")).await.unwrap();
    let again = db.verify().await;
    assert!(again.problems.iter().any(|p| p.what.contains("with another secret")), "{:?}", again.problems);
    // Everything sealed anew by a stranger: the secret of the portal tells.
    assert!(store.seal_with([8; 32]).await.unwrap());
    drop(store);
    let again = db.verify().await;
    assert!(again.problems.iter().any(|p| p.what.contains("with another secret")), "{:?}", again.problems);
}

#[tokio::test]
async fn f_d11_a_new_secret_is_told_and_holds_from_then_on() {
    let db = TestDb::new();
    let place = db.path.display().to_string();
    let new = SealKey::new([9; 32]);
    let store = storage::open(&place).await.unwrap();
    assert!(store.seal_with([9; 32]).await.unwrap());
    assert!(!store.seal_with([9; 32]).await.unwrap(), "once");
    store.log(said("test", "test:1")).await.unwrap();
    drop(store);
    let report = db.verify_with(Some(new.clone()), vec![]).await;
    assert_eq!(report.problems, []);
    assert!(matches!(report.renewed, Some((12, at)) if at > Instant::EPOCH));
    let db = db.tamper("UPDATE supplier SET name = 'Two'");
    assert_eq!(db.verify_with(Some(new), vec![]).await.problems.len(), 1);
}

#[tokio::test]
async fn rows_that_are_not_those_of_their_document_are_told_of() {
    let db = TestDb::new().tamper("UPDATE declared_answer SET value = 'No' WHERE number = 2");
    let [problem] = db.verify().await.problems.try_into().unwrap();
    assert!(problem.what.contains("r/2") && problem.what.contains("touchstone rebuild"), "{}", problem.what);
    // Rows that are to be made anew anyway are nobody's fault.
    let db = db.tamper("UPDATE declared SET shape = 0");
    assert_eq!(db.verify().await.problems, []);
    let db = TestDb::new().tamper("INSERT INTO declared_row VALUES ('r', 1, 'smelter', 1, '1', '', '{')");
    assert_eq!(db.verify().await.problems.len(), 1, "cells that cannot be read");
}

#[tokio::test]
async fn f_d11_what_follows_from_sealed_rows_is_worked_out_anew() {
    for (sql, word) in [
        ("UPDATE judged SET findings = 3", "counts of findings of request r"),
        ("UPDATE judged SET classes = 1", "counts of findings of request r"),
        ("UPDATE judged SET campaign_id = 'd'", "are those of another"),
        ("INSERT INTO judged_finding VALUES ('r', 'SML001', 1)", "counts of findings of request r"),
        ("UPDATE first_answer SET at = 0", "first answer to request r"),
        ("DELETE FROM first_answer", "first answer to request r"),
        ("INSERT INTO first_answer VALUES ('x', 'c', 1)", "first answer to request x"),
        ("INSERT INTO supplier_group VALUES ('all', 's', 'All')", "groups of supplier s"),
        (
            "INSERT INTO smelter_entry VALUES ('e', '', '', '', '', '', '', '', '', '', '', 3, 2)",
            "counts of smelter e",
        ),
        (
            "INSERT INTO note VALUES ('n', 1, 's', NULL, 'They said it.', 'm', 1, 0)",
            "version 1 of the note n",
        ),
    ] {
        let report = after(sql).await;
        assert!(report.problems.iter().any(|p| p.what.contains(word)), "{sql}: {:?}", report.problems);
    }
}

#[tokio::test]
async fn f_d11_notes_are_compared_with_the_log() {
    let db = TestDb::new();
    let store = open_sealed(&db.path.display().to_string(), KEY).await;
    let note = NoteVersion {
        id: "n".into(),
        version: 1,
        supplier: "s".into(),
        request: None,
        text: "Rang, nobody there".into(),
        by: "m".into(),
        at: Instant::from_millis(1),
        removed: false,
    };
    let hash = sha256_hex(b"n:1:Rang, nobody there");
    let log = act("note.written", "supplier:s", format!("{{\"hash\":\"{hash}\"}}"));
    store.put_note(note, vec![], vec![], log).await.unwrap();
    drop(store);
    let report = db.verify().await;
    assert_eq!((report.problems.as_slice(), report.followed), (&[][..], 2));
    let db = db.tamper("UPDATE note SET text = 'Rang, somebody there'");
    assert!(db.verify().await.problems.iter().any(|p| p.what.contains("version 1 of the note n")));
    let db = db.tamper("DELETE FROM note");
    let [problem] = db.verify().await.problems.try_into().unwrap();
    assert!(problem.what.contains("are missing: 1"), "{}", problem.what);
}

/// The database as the release before the seal left it.
/// What takes a database back to before the seal: each later step undone, the last first.
fn before_the_seal() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut steps: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    steps.retain(|step| step.file_name().unwrap().to_str().unwrap() >= "0011");
    steps.sort();
    let mut out = String::new();
    for step in steps.iter().rev() {
        for line in std::fs::read_to_string(step).unwrap().lines().rev() {
            let words: Vec<&str> = line.trim_end_matches(';').split_whitespace().collect();
            match words[..] {
                ["CREATE", kind @ ("TABLE" | "INDEX" | "TRIGGER"), name, ..]
                | ["CREATE", "UNIQUE", kind, name, ..] => {
                    out += &format!("DROP {kind} IF EXISTS {name};\n");
                }
                ["ALTER", "TABLE", table, "ADD", "COLUMN", column, ..] => {
                    out += &format!("ALTER TABLE {table} DROP COLUMN {column};\n");
                }
                ["ALTER", "TABLE", table, "DROP", "COLUMN", column] => {
                    out += &format!("ALTER TABLE {table} ADD COLUMN {column} INTEGER NOT NULL DEFAULT 0;\n");
                }
                _ => {}
            }
        }
    }
    out + "DELETE FROM schema_version WHERE version >= 11;"
}

#[tokio::test]
async fn f_d11_an_older_database_is_looked_at_as_it_is_and_adopted_honestly() {
    let db = TestDb::new().tamper(&before_the_seal());
    let bytes = std::fs::read(&db.path).unwrap();
    let report = db.verify().await;
    assert_eq!(
        (report.problems.as_slice(), report.unchecked.as_slice()),
        (&[][..], &[Unchecked::NoSeal][..])
    );
    assert_eq!((report.entries, report.submissions), (12, 2));
    assert_eq!(std::fs::read(&db.path).unwrap(), bytes, "never brought up to date by looking");
    let place = db.path.display().to_string();
    let store = open_sealed(&place, KEY).await;
    store.log(said("test", "test:1")).await.unwrap();
    drop(store);
    let report = db.verify().await;
    assert_eq!(report.problems, []);
    assert!(matches!(report.adopted, Some((12, at)) if at > Instant::EPOCH), "{:?}", report.adopted);
    let db = db.tamper("UPDATE submission SET rules_version = '9' WHERE number = 1");
    assert_eq!(db.verify().await.problems.len(), 1);
    let newer = TestDb::new().tamper("INSERT INTO schema_version VALUES (999)");
    let place = newer.path.display().to_string();
    let error = storage::verify(&place, Some(key()), vec![]).await.unwrap_err().to_string();
    assert!(error.contains("999") && error.contains("newer"), "{error}");
}

#[tokio::test]
async fn f_d11_looking_makes_nothing_and_changes_nothing() {
    let db = TestDb::new();
    let folder = db.path.parent().unwrap();
    let names = || {
        let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name()).collect();
        names.sort();
        names
    };
    use std::os::unix::fs::PermissionsExt;
    let allow = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(&db.path, 0o444);
    allow(folder, 0o555);
    let before = std::fs::metadata(&db.path).unwrap().modified().unwrap();
    assert_eq!(db.verify().await.problems, []);
    assert_eq!(names(), ["t.db"]);
    assert_eq!(std::fs::metadata(&db.path).unwrap().modified().unwrap(), before);
    allow(folder, 0o755);
    allow(&db.path, 0o644);
    // Beside a running portal, and of a copy that was made in the middle of its work.
    let store = open_sealed(&db.path.display().to_string(), KEY).await;
    store.log(said("test", "test:1")).await.unwrap();
    assert_eq!(db.verify().await.entries, 13);
    let copy = folder.join("copy.db");
    for end in ["", "-wal"] {
        std::fs::copy(format!("{}{end}", db.path.display()), format!("{}{end}", copy.display())).unwrap();
    }
    let report = storage::verify(&copy.display().to_string(), Some(key()), vec![]).await.unwrap();
    assert_eq!((report.entries, report.problems.len()), (13, 0));
    assert!(!folder.join("copy.db-shm").exists());
    drop(store);
    let nowhere = folder.join("nothing.db").display().to_string();
    assert!(
        storage::verify(&nowhere, None, vec![]).await.unwrap_err().to_string().contains("no database at")
    );
}

#[tokio::test]
async fn f_d11_what_the_portal_removes_is_no_tampering() {
    let db = TestDb::new();
    let store = open_sealed(&db.path.display().to_string(), KEY).await;
    let taken_up = |action| said(action, "request:r");
    let draft = Query { id: "draft".into(), state: QueryState::Draft, ..query() };
    for (queries, dropped, action) in
        [(vec![draft], vec![], "query.raised"), (vec![], vec!["draft".to_owned()], "query.dropped")]
    {
        let mut commit =
            RequestCommit::of(store.request(&Scope::Everything, &"r".into()).await.unwrap().unwrap());
        commit.request.state = RequestState::InReview;
        (commit.queries, commit.dropped_queries, commit.log) = (queries, dropped, vec![taken_up(action)]);
        store.commit(commit).await.unwrap();
    }
    drop(store);
    let report = db.verify().await;
    assert_eq!((report.problems.as_slice(), report.removed), (&[][..], 1));
    let back = "INSERT INTO review_query SELECT 'draft', request_id, submission, location, finding, question, \
                old_value, reply, state, member_id, created_at, was FROM review_query";
    let report = db.tamper(back).verify().await;
    assert!(report.problems[0].what.contains("is there again"), "{:?}", report.problems);
}

#[test]
fn f_d11_heads_are_found_in_whatever_text_keeps_them() {
    let code = "0f".repeat(32);
    let text =
        format!("2026-11-29T00:00:00Z INFO head of the seal 812:{code} (entry 1301)\n> *7:{code}*,\n1:2 3");
    let found: Vec<i64> = Kept::all_in(&text).into_iter().map(|k| k.seq).collect();
    assert_eq!(found, [812, 7]);
    for wrong in ["", "812", "812:xyz", &format!("x:{code}"), &format!("1:{}", "g".repeat(64))] {
        assert_eq!(Kept::parse(wrong), None, "{wrong}");
    }
}
