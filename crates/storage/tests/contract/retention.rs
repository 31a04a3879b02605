//! What the retention rule removes: nothing is left of it, and the rest still proves what it proved.

use crate::test_db::*;
use domain::smelters::TypedSmelter;
use domain::workflow::RequestState;
use service::ports::StoreError;
use service::records::*;
use service::secrets::sha256_hex;
use std::collections::BTreeMap;
use storage::SealKey;

const KEY: [u8; 32] = [9; 32];
/// What answers, mails, files and acts say here, and what must not be found anywhere behind a removal.
const SECRET: &str = "zinnwerk-geheim";

fn about(action: &str, request: &RequestId, detail: &str) -> LogDraft {
    LogDraft { object: format!("request:{request}"), detail: detail.into(), ..act(action) }
}

fn declared(request: &RequestId) -> Declared {
    let typed = TypedSmelter { metal: "Tin".into(), name: SECRET.into(), ..TypedSmelter::default() };
    let reported =
        ReportedSmelter { id: format!("id-{SECRET}"), metal: "tin".into(), name_key: SECRET.into(), typed };
    let cells = BTreeMap::from([("name".to_owned(), SECRET.to_owned())]);
    let row =
        DeclaredRow { kind: "smelter".into(), line: 1, id: "1".into(), cells, reported: Some(reported) };
    let answers = BTreeMap::from([("company.name".to_owned(), SECRET.to_owned())]);
    Declared { request: request.clone(), number: 1, shape: 1, answers, rows: vec![row] }
}

fn file(db: &TestDb, request: &RequestId, hash: String) -> KeptFile {
    KeptFile {
        id: db.id(),
        hash,
        size: SECRET.len() as u64,
        name: format!("{SECRET}.pdf"),
        media: "pdf".into(),
        kind: FileKind::Declaration,
        request: request.clone(),
        side: Side::Team,
        put_by: "m".into(),
        put_at: NOW,
        shared: true,
        channel: Some(Channel::Post),
        sender: SECRET.into(),
        received_on: "2026-11-30".parse().ok(),
        submission: 0,
        scanner: String::new(),
        scanned_at: None,
        removed_at: None,
        removed_by: String::new(),
    }
}

fn note(db: &TestDb, supplier: &SupplierId, request: Option<RequestId>) -> NoteVersion {
    NoteVersion {
        id: db.id(),
        version: 1,
        supplier: supplier.clone(),
        request,
        text: SECRET.into(),
        by: "m".into(),
        at: NOW,
        removed: false,
    }
}

/// What the log says of a note.
fn written(note: &NoteVersion) -> LogDraft {
    let hash = sha256_hex(format!("{}:{}:{}", note.id, note.version, note.text).as_bytes());
    let supplier = format!("supplier:{}", note.supplier);
    let object = note.request.as_ref().map_or(supplier, |request| format!("request:{request}"));
    LogDraft { object, detail: format!("{{\"hash\":\"{hash}\"}}"), ..act("note.written") }
}

/// A request that was submitted from a workbook, with all that can stand behind one.
async fn answered(db: &TestDb, campaign: &Campaign, state: RequestState) -> Request {
    let request = db.request_of(campaign, "Example Castings", RequestState::Opened, NOW).await;
    let id = request.id.clone();
    db.store.save_draft(save(&id, 0, "tab", "f:company.name", Some(SECRET))).await.unwrap();
    let hash = db.store.put_bytes(SECRET.as_bytes().to_vec()).await.unwrap();
    let book = file(db, &id, hash);
    db.store.add_file(book.clone(), about("file.added", &id, SECRET)).await.unwrap();
    let now = db.store.request(&Scope::Everything, &id).await.unwrap().unwrap();
    let mut commit = RequestCommit::of(Request {
        state,
        submissions: 1,
        reason: SECRET.into(),
        scope_reason: SECRET.into(),
        proposed_contact: SECRET.into(),
        ..now
    });
    let document = format!("{{\"company\":\"{SECRET}\"}}");
    let hash = service::secrets::sha256_hex(document.as_bytes());
    let said = format!("{{\"number\":1,\"hash\":\"{hash}\"}}");
    commit.submission = Some(Submission { document, hash, ..db.submission(&id, 1) });
    commit.declared = Some(declared(&id));
    commit.file = Some(book.id);
    commit.links = vec![db.link(&id, NOW)];
    let mail = NewMail {
        request: Some(id.clone()),
        to: format!("{SECRET}@supplier.example"),
        values: BTreeMap::from([("contact".into(), SECRET.into())]),
        ..db.mail(&db.id())
    };
    commit.mails = vec![mail];
    commit.queries = vec![Query {
        id: db.id(),
        request: id.clone(),
        submission: 1,
        location: "q1.tin".into(),
        finding: String::new(),
        text: SECRET.into(),
        old_value: SECRET.into(),
        reply: SECRET.into(),
        state: QueryState::Open,
        member: "m".into(),
        created_at: NOW,
        was: None,
    }];
    commit.log = vec![about("request.submitted", &id, &said), about("request.handed_over", &id, SECRET)];
    let request = db.store.commit(commit).await.unwrap();
    let placed = EntryFacts {
        id: format!("tin {SECRET}"),
        cid: None,
        metal: "tin".into(),
        name: SECRET.into(),
        country: String::new(),
        class: None,
        terms: None,
    };
    let placed = Placed { reported: format!("id-{SECRET}"), entry: Some(placed) };
    db.store.place_smelters(vec![placed], true).await.unwrap();
    let noted = note(db, &request.supplier, Some(id.clone()));
    db.store.put_note(noted.clone(), vec!["m".into()], vec![], written(&noted)).await.unwrap();
    let changed = NoteVersion { version: 2, ..noted };
    db.store.put_note(changed.clone(), vec![], vec![], written(&changed)).await.unwrap();
    let call = Call {
        id: db.id(),
        supplier: request.supplier.clone(),
        request: id.clone(),
        on: "2026-10-05".parse().unwrap(),
        person: SECRET.into(),
        outcome: CallOutcome::Other,
        until: None,
        words: SECRET.into(),
        by: "m".into(),
        at: NOW,
    };
    db.store.put_call(call, about("request.called", &id, "{\"outcome\":\"other\"}")).await.unwrap();
    let session = Session {
        hash: db.hash(),
        owner: SessionOwner::Request(id),
        place: SessionPlace::default(),
        created_at: NOW,
        seen_at: NOW,
        expires_at: NOW + 1000 * MINUTE,
    };
    db.store.create_session(session).await.unwrap();
    request
}

fn run(db: &TestDb) -> RetentionRun {
    RetentionRun {
        id: db.id(),
        months: 60,
        started_at: NOW,
        started_by: "system".into(),
        counts: RemovedCounts::default(),
        finished_at: None,
    }
}

fn hold(db: &TestDb, scope: HoldScope) -> LegalHold {
    LegalHold {
        id: db.id(),
        scope,
        reason: "a lawsuit".into(),
        placed_at: NOW,
        placed_by: "m".into(),
        lifted_at: None,
        lifted_by: Default::default(),
    }
}

fn removed(request: &RequestId) -> LogDraft {
    about("request.removed", request, "")
}

async fn problems(db: &TestDb) -> Vec<String> {
    let report = storage::verify(&db.place, Some(SealKey::new(KEY)), vec![]).await.unwrap();
    report.problems.into_iter().map(|p| p.what).collect()
}

/// Every text of the database that has this word in it, as `table.column`.
fn found(db: &TestDb, word: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open(&db.place).unwrap();
    let sql =
        "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table'";
    let mut columns = connection.prepare(sql).unwrap();
    let columns =
        columns.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    let columns: Vec<(String, String)> = columns.map(Result::unwrap).collect();
    let has = |(table, column): &(String, String)| {
        let sql = format!("SELECT count(*) FROM {table} WHERE instr(CAST({column} AS TEXT), ?1) > 0");
        connection.query_row(&sql, [word], |row| row.get::<_, i64>(0)).unwrap() > 0
    };
    columns.into_iter().filter(has).map(|(table, column)| format!("{table}.{column}")).collect()
}

pub async fn nothing_is_left_behind_a_tombstone_and_the_seal_accepts_it(db: TestDb) {
    db.store.seal_with(KEY).await.unwrap();
    let campaign = db.campaign().await;
    let request = answered(&db, &campaign, RequestState::Accepted).await;
    let id = request.id.clone();
    if !db.is_postgres() {
        assert!(found(&db, SECRET).len() > 15, "{:?}", found(&db, SECRET));
    }
    assert_eq!(problems(&db).await, [""; 0]);
    let (going, held) = db.store.would_remove(&campaign.id).await.unwrap();
    let run = run(&db);
    db.store.begin_run(run.clone()).await.unwrap();
    let went = db.store.remove_request(&id, &run, removed(&id)).await.unwrap().unwrap();
    assert_eq!((&went, held), (&going, 0), "what the dry run said");
    let expected = RemovedCounts {
        requests: 1,
        submissions: 1,
        drafts: 1,
        queries: 1,
        notes: 1,
        calls: 1,
        files: 1,
        mails: 1,
        links: 1,
        log_entries: 5,
        contacts: 0,
    };
    assert_eq!(went, expected);
    assert_eq!(db.store.drop_unnamed(std::time::Duration::ZERO).await.unwrap(), 1, "the bytes of the file");
    if !db.is_postgres() {
        assert_eq!(found(&db, SECRET), [""; 0]);
        // Nor in pages of the file that nobody uses any more.
        db.raw("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
        let bytes = std::fs::read(&db.place).unwrap();
        assert!(!bytes.windows(SECRET.len()).any(|at| at == SECRET.as_bytes()), "in the file");
    }
    for table in [
        "submission",
        "declared_row",
        "reported_smelter",
        "smelter_entry",
        "entry_request",
        "session",
        "outbox",
        "note",
        "note_mention",
        "phone_call",
    ] {
        assert_eq!(db.number(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
    }
    let report = storage::verify(&db.place, Some(SealKey::new(KEY)), vec![]).await.unwrap();
    assert_eq!((report.problems, report.cleared), (vec![], 5));
    let after = db.store.request(&Scope::Everything, &id).await.unwrap().unwrap();
    assert_eq!((after.state, after.submissions), (RequestState::Accepted, 0), "a decision stays");
    let tombstone = db.store.removal(&id).await.unwrap().unwrap();
    assert_eq!((tombstone.removed_at, tombstone.months, tombstone.counts), (NOW, 60, went.clone()));
    // A second time there is nothing to do, and it is counted once.
    assert_eq!(db.store.remove_request(&id, &run, removed(&id)).await.unwrap(), None);
    let ended = db.store.end_run(&run.id, act_at("retention.run", NOW + 1)).await.unwrap().unwrap();
    db.store.end_run(&run.id, act_at("retention.run", NOW + 2)).await.unwrap();
    assert_eq!((ended.counts, ended.finished_at), (went, Some(NOW + 1)));
    assert_eq!(db.number("SELECT count(*) FROM log_entry WHERE action = 'retention.run'").await, 1);
    assert_eq!(problems(&db).await, [""; 0]);
    // Whoever takes away the tombstone, or what it does not cover, is found out.
    db.raw("DELETE FROM removal").await.unwrap();
    let said = problems(&db).await.join("; ");
    assert!(
        said.contains("removed without a tombstone") && said.contains("the tombstone of request"),
        "{said}"
    );
}

pub async fn the_text_of_an_entry_is_removed_by_the_portal_alone(db: TestDb) {
    db.store.seal_with(KEY).await.unwrap();
    for n in 0..4 {
        db.store.log(about("file.added", &"r".into(), &format!("{n}"))).await.unwrap();
    }
    for sql in [
        "UPDATE log_entry SET detail = '{\"removed\":\"retention\"}', actor = 'member:x' WHERE seq = 2",
        "UPDATE log_entry SET detail = 'x' WHERE seq = 2",
        "DELETE FROM log_entry WHERE seq = 2",
    ] {
        let refused = db.raw(sql).await.unwrap_err();
        assert!(refused.contains("append-only"), "{refused}");
    }
    assert_eq!(problems(&db).await, [""; 0]);
    // What the guard lets pass the seal does not.
    let sql = "UPDATE log_entry SET detail = '{\"removed\":\"retention\"}' WHERE seq IN (2, 4)";
    db.raw(sql).await.unwrap();
    assert_eq!(problems(&db).await.len(), 2, "{:?}", problems(&db).await);
}

pub async fn a_hold_keeps_what_it_covers_until_it_is_lifted(db: TestDb) {
    let (campaign, other) = (db.campaign().await, db.campaign().await);
    let mut ids = Vec::new();
    for (of, name) in [(&campaign, "One"), (&campaign, "Two"), (&other, "Three")] {
        ids.push(db.request_of(of, name, RequestState::Invited, NOW).await);
    }
    let due = RetentionDue { campaigns: vec![campaign.id.clone(), other.id.clone()], before: NOW };
    let wanted = async || db.store.requests_to_remove(&due, 10).await.unwrap().len();
    assert_eq!(wanted().await, 3);
    let run = run(&db);
    db.store.begin_run(run.clone()).await.unwrap();
    for (scope, left) in [
        (HoldScope::All, 0),
        (HoldScope::Campaign(campaign.id.clone()), 1),
        (HoldScope::Supplier(ids[0].supplier.clone()), 2),
    ] {
        let hold = hold(&db, scope.clone());
        db.store.place_hold(hold.clone(), act("retention.held")).await.unwrap();
        assert_eq!(wanted().await, left, "{scope:?}");
        let covered = db.store.remove_request(&ids[0].id, &run, removed(&ids[0].id)).await.unwrap();
        assert_eq!(covered, None, "{scope:?}: also where somebody asked before the hold was placed");
        let holds = db.store.legal_holds().await.unwrap();
        assert_eq!(holds.iter().find(|it| it.id == hold.id).unwrap().lifted_at, None);
        db.store.lift_hold(&hold.id, &"n".into(), act_at("retention.released", NOW + 1)).await.unwrap();
        let again = db.store.lift_hold(&hold.id, &"n".into(), act("retention.released")).await;
        assert!(matches!(again, Err(StoreError::Conflict)), "{again:?}");
        assert_eq!(wanted().await, 3);
    }
    let lost = LegalHold {
        id: db.id(),
        scope: HoldScope::Supplier("nobody".into()),
        ..db.store.legal_holds().await.unwrap()[0].clone()
    };
    let lost = db.store.place_hold(lost, act("retention.held")).await;
    assert!(matches!(lost, Err(StoreError::NotFound)), "{lost:?}");
    db.store.remove_request(&ids[0].id, &run, removed(&ids[0].id)).await.unwrap().unwrap();
    assert_eq!(wanted().await, 2);
    // Who waited for an answer does so no more.
    let state = db.store.request(&Scope::Everything, &ids[0].id).await.unwrap().unwrap().state;
    assert_eq!(state, RequestState::Withdrawn);
}

pub async fn four_at_once_remove_each_request_once(db: TestDb) {
    db.store.seal_with(KEY).await.unwrap();
    let campaign = db.campaign().await;
    let mut ids = Vec::new();
    for n in 0..12 {
        ids.push(db.request_of(&campaign, &format!("S{n}"), RequestState::Planned, NOW).await.id);
    }
    let run = run(&db);
    db.store.begin_run(run.clone()).await.unwrap();
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let (store, run, ids) = (db.store.clone(), run.clone(), ids.clone());
            tokio::spawn(async move {
                let mut done = 0;
                for id in &ids {
                    let went = store.remove_request(id, &run, removed(id)).await.unwrap();
                    done += u64::from(went.is_some());
                }
                done
            })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += task.await.unwrap();
    }
    let runs = db.store.retention_runs(5).await.unwrap();
    assert_eq!((done, runs[0].counts.requests, db.store.removals().await.unwrap()), (12, 12, 12));
    assert_eq!(problems(&db).await, [""; 0]);
}

pub async fn nothing_comes_back_behind_a_tombstone(db: TestDb) {
    let campaign = db.campaign().await;
    let request = answered(&db, &campaign, RequestState::Accepted).await;
    let id = request.id.clone();
    let seen = db.store.submissions_behind(&(RequestId::default(), 0), None, 10).await.unwrap();
    assert_eq!(seen.len(), 1);
    let run = run(&db);
    db.store.begin_run(run.clone()).await.unwrap();
    db.store.remove_request(&id, &run, removed(&id)).await.unwrap().unwrap();
    // Whoever makes rows anew had read the document before.
    db.store.put_declared(vec![declared(&id)]).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM declared").await, 0);
    assert_eq!(db.number("SELECT count(*) FROM reported_smelter").await, 0);
    let now = db.store.request(&Scope::Everything, &id).await.unwrap().unwrap();
    let undone = Request { state: RequestState::InReview, ..now };
    let undone = db.store.commit(RequestCommit::of(undone)).await;
    assert!(matches!(undone, Err(StoreError::NotWritable)), "{undone:?}");
    let hash = db.store.put_bytes(b"late".to_vec()).await.unwrap();
    let late = db.store.add_file(file(&db, &id, hash), act("file.added")).await;
    assert!(matches!(late, Err(StoreError::NotWritable)), "{late:?}");
    let late = db.store.save_draft(save(&id, 0, "tab", "f:company.name", Some("x"))).await;
    assert!(matches!(late, Err(StoreError::NotWritable)), "{late:?}");
    assert_eq!(db.number("SELECT count(*) FROM draft").await, 0);
    let late = note(&db, &request.supplier, Some(id));
    let told = written(&late);
    let late = db.store.put_note(late, vec![], vec![], told).await;
    assert!(matches!(late, Err(StoreError::NotWritable)), "{late:?}");
    assert_eq!(db.number("SELECT count(*) FROM note").await, 0);
}

pub async fn answers_by_day_do_not_grow_behind_a_removal(db: TestDb) {
    let campaign = db.campaign().await;
    let answers = async || {
        db.store.campaign_counts(&Scope::Everything, &campaign.id, Instant::MAX).await.unwrap().answers
    };
    let run = run(&db);
    db.store.begin_run(run.clone()).await.unwrap();
    // A decision that counts as an answer goes on doing so; who declined after all never did.
    for (state, of_all) in [(RequestState::Accepted, 1), (RequestState::Declined, 1)] {
        let id = answered(&db, &campaign, state).await.id;
        let before = answers().await;
        assert_eq!(before.iter().map(|(_, n)| n).sum::<u64>(), of_all, "{state:?}");
        db.store.remove_request(&id, &run, removed(&id)).await.unwrap().unwrap();
        assert_eq!(answers().await, before, "{state:?}");
    }
}

pub async fn what_others_say_too_stays(db: TestDb) {
    db.store.seal_with(KEY).await.unwrap();
    let campaign = db.campaign().await;
    let one = answered(&db, &campaign, RequestState::Accepted).await;
    let other = answered(&db, &campaign, RequestState::Accepted).await;
    let run = run(&db);
    db.store.begin_run(run.clone()).await.unwrap();
    db.store.remove_request(&one.id, &run, removed(&one.id)).await.unwrap().unwrap();
    let left = db.store.declared(&other.id, 1).await.unwrap().unwrap();
    assert!(left.rows[0].reported.is_some());
    assert_eq!(db.number("SELECT declarations FROM smelter_entry").await, 1);
    assert_eq!(db.number("SELECT count(*) FROM kept_file").await, 1);
    assert_eq!(db.store.drop_unnamed(std::time::Duration::ZERO).await.unwrap(), 0, "the same bytes");
    assert_eq!(problems(&db).await, [""; 0]);
}

pub async fn contacts_go_with_the_last_of_a_retired_supplier(db: TestDb) {
    db.store.seal_with(KEY).await.unwrap();
    let campaign = db.campaign().await;
    let request = db.request_of(&campaign, "Old", RequestState::Planned, NOW).await;
    let mut old = db.store.supplier(&Scope::Everything, &request.supplier).await.unwrap().unwrap();
    (old.contact_name, old.email, old.retired_at) = (SECRET.into(), format!("{SECRET}@x.example"), Some(NOW));
    (old.second_name, old.buyer_email) = (SECRET.into(), format!("{SECRET}@y.example"));
    let phone = || "+44 1632 960 117".to_owned();
    (old.phone, old.second_phone, old.buyer_phone) = (phone(), phone(), phone());
    let object = format!("supplier:{}", old.id);
    let changed = LogDraft { object: object.clone(), detail: String::new(), ..act("supplier.changed") };
    db.store.save_supplier(old.clone(), changed.clone()).await.unwrap();
    let active = db.supplier("Active").await;
    let now = LogDraft { object: format!("supplier:{}", active.id), ..changed };
    let renamed = Supplier { contact_name: "before".into(), ..active.clone() };
    db.store.save_supplier(renamed, now.clone()).await.unwrap();
    for supplier in [&old.id, &active.id] {
        let noted = note(&db, supplier, None);
        let noted = NoteVersion { text: if *supplier == old.id { SECRET } else { "kept" }.into(), ..noted };
        db.store.put_note(noted.clone(), vec!["m".into()], vec![], written(&noted)).await.unwrap();
    }
    // Why each was held once stays readable.
    for supplier in [&old.id, &active.id] {
        let hold = hold(&db, HoldScope::Supplier(supplier.clone()));
        let object = format!("supplier:{supplier}");
        let held = LogDraft { object, detail: "a lawsuit".into(), ..act("retention.held") };
        db.store.place_hold(hold.clone(), held).await.unwrap();
        db.store.lift_hold(&hold.id, &"n".into(), act("retention.released")).await.unwrap();
    }
    let (before, run) = (NOW + 1, run(&db));
    db.store.begin_run(run.clone()).await.unwrap();
    let forgotten = act_at("supplier.contact_removed", NOW + 2);
    let forgotten = LogDraft { detail: String::new(), ..forgotten };
    let forget = async || db.store.forget_contacts(before, &run, forgotten.clone(), 10).await.unwrap();
    assert_eq!(db.store.would_forget(before).await.unwrap().contacts, 0, "something of it is left");
    assert_eq!(forget().await, 0);
    db.store.remove_request(&request.id, &run, removed(&request.id)).await.unwrap().unwrap();
    assert_eq!(db.store.would_forget(NOW).await.unwrap().contacts, 0, "not so long ago");
    let would = db.store.would_forget(before).await.unwrap();
    assert_eq!((would.contacts, would.notes), (1, 1));
    assert_eq!((forget().await, forget().await), (1, 0));
    assert_eq!(db.number("SELECT count(*) FROM note_mention").await, 1, "who is still a supplier");
    // What is noted later goes when it is as old.
    let late = NoteVersion { at: before, ..note(&db, &old.id, None) };
    db.store.put_note(late.clone(), vec![], vec![], written(&late)).await.unwrap();
    assert_eq!(db.store.would_forget(before).await.unwrap().notes, 0);
    let would = db.store.would_forget(before + 1).await.unwrap();
    assert_eq!((would.contacts, would.notes), (0, 1));
    db.store.forget_contacts(before + 1, &run, forgotten.clone(), 10).await.unwrap();
    assert_eq!(db.store.would_forget(before + 1).await.unwrap().notes, 0);
    let after = db.store.supplier(&Scope::Everything, &old.id).await.unwrap().unwrap();
    assert_eq!((after.contact_name.as_str(), after.email.as_str(), after.name.as_str()), ("", "", "Old"));
    let left = [after.second_name, after.buyer_email, after.phone, after.second_phone, after.buyer_phone];
    assert_eq!(left.concat(), "");
    // One of whom only the buyer is known is one too.
    let of_buyer = Supplier { buyer_name: SECRET.into(), retired_at: Some(NOW), ..db.new_supplier("Bought") };
    let of_buyer = Supplier { email: String::new(), contact_name: String::new(), ..of_buyer };
    let object = format!("supplier:{}", of_buyer.id);
    let added = LogDraft { object, detail: String::new(), ..act("supplier.added") };
    let of_buyer = db.store.save_supplier(of_buyer, added).await.unwrap();
    assert_eq!(db.store.would_forget(before).await.unwrap().contacts, 1);
    assert_eq!(forget().await, 1);
    let of_buyer = db.store.supplier(&Scope::Everything, &of_buyer.id).await.unwrap().unwrap();
    assert_eq!(of_buyer.buyer_name, "");
    if !db.is_postgres() {
        assert_eq!(found(&db, SECRET), [""; 0]);
        assert_eq!(found(&db, "960 117"), [""; 0]);
    }
    // Of who is still a supplier, what old entries say goes, of contacts and of notes; the contact of today stays.
    let entries = db.store.would_forget(before).await.unwrap().log_entries;
    assert_eq!((entries, db.store.clear_log(before, &run, 10).await.unwrap()), (3, 3));
    assert_eq!(db.store.would_forget(before).await.unwrap(), RemovedCounts::default());
    assert_eq!(
        db.store.supplier(&Scope::Everything, &active.id).await.unwrap().unwrap().contact_name,
        "before"
    );
    let counts = db.store.retention_runs(1).await.unwrap()[0].counts.clone();
    assert_eq!((counts.requests, counts.contacts, counts.notes), (1, 2, 2));
    let reasons = "SELECT count(*) FROM log_entry WHERE action = 'retention.held' AND detail = 'a lawsuit'";
    assert_eq!(db.number(reasons).await, 2);
    assert_eq!(problems(&db).await, [""; 0]);
}
