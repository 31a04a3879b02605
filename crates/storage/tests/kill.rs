//! kill -9 at any moment loses nothing that was acknowledged. A child process saves and submits and says what was
//! acknowledged; it is killed at a random moment, and what it said is held against the file. 50 rounds, or
//! `TOUCHSTONE_KILL_ROUNDS`.

use domain::draft::Change;
use domain::workflow::RequestState;
use service::records::*;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const WRITERS: usize = 8;

fn act(action: &str, request: &str) -> LogDraft {
    let object = format!("request:{request}");
    LogDraft {
        actor: "test".into(),
        action: action.into(),
        object,
        detail: "{}".into(),
        at: Instant::from_millis(1),
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Tells the parent in one piece.
fn say(line: String) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(format!("{line}\n").as_bytes()).and_then(|()| out.flush());
}

/// Not a test of its own: what the killed process does.
#[test]
#[ignore = "run by the test below"]
fn child() {
    let Ok(place) = std::env::var("TOUCHSTONE_KILL_CHILD") else { return };
    runtime().block_on(async {
        let store = storage::open(&place).await.unwrap();
        let writers: Vec<_> = (0..WRITERS)
            .map(|n| {
                let store = store.clone();
                tokio::spawn(async move {
                    let id = RequestId::from(format!("request{n}"));
                    let request = store.request(&Scope::Everything, &id).await.unwrap().unwrap();
                    if !request.state.is_writable() {
                        send_back(&*store, request).await;
                    }
                    let draft = store.draft(&id).await.unwrap();
                    let mut count: u64 = draft.entries.get("f:count").map_or(0, |v| v.parse().unwrap());
                    let mut revision = draft.revision;
                    loop {
                        count += 1;
                        let changes = vec![Change { path: "f:count".into(), value: Some(count.to_string()) }];
                        let (request, section) = (id.clone(), String::new());
                        let origin = "one".to_owned();
                        let save = SaveDraft {
                            request,
                            base_revision: revision,
                            origin,
                            changes,
                            section,
                            writer: None,
                            now: Instant::from_millis(1),
                        };
                        revision = store.save_draft(save).await.unwrap().revision;
                        say(format!("saved {id} {count}"));
                        if count.is_multiple_of(4) {
                            submit(&*store, &id, revision).await;
                        }
                    }
                })
            })
            .collect();
        futures::future::join_all(writers).await;
    });
}

/// Submits, then sends back, so that it goes on.
async fn submit(store: &dyn service::ports::Store, id: &RequestId, revision: i64) {
    let request = store.request(&Scope::Everything, id).await.unwrap().unwrap();
    let number = request.submissions + 1;
    let next = if request.state == RequestState::SentBack {
        RequestState::Resubmitted
    } else {
        RequestState::Submitted
    };
    let mut commit = RequestCommit::of(Request { state: next, submissions: number, ..request });
    commit.draft_revision = Some(revision);
    let document = format!("{{\"revision\":{revision}}}");
    let mut submitted = act("request.submitted", id);
    let hash = service::secrets::sha256_hex(document.as_bytes());
    submitted.detail = format!("{{\"number\":{number},\"hash\":\"{hash}\"}}");
    commit.submission = Some(Submission {
        request: id.clone(),
        number,
        hash: service::secrets::sha256_hex(document.as_bytes()),
        document,
        report: domain::Report::default(),
        rules_version: "1".into(),
        review: ReviewResult::default(),
        submitted_at: Instant::from_millis(1),
    });
    commit.mails = vec![NewMail {
        id: format!("{id}.{number}"),
        key: format!("receipt:{id}:{number}"),
        kind: MailKind::Receipt,
        request: Some(id.clone()),
        supplier: None,
        link: None,
        to: "a@example.com".into(),
        language: "en".into(),
        values: BTreeMap::new(),
        send_at: Instant::from_millis(1),
    }];
    commit.log = vec![submitted];
    let stored = store.commit(commit).await.unwrap();
    say(format!("submitted {id} {number}"));
    send_back(store, stored).await;
}

async fn send_back(store: &dyn service::ports::Store, request: Request) {
    let log = vec![act("request.sent_back", &request.id)];
    let request = Request { state: RequestState::SentBack, ..request };
    store.commit(RequestCommit { log, ..RequestCommit::of(request) }).await.unwrap();
}

async fn prepare(place: &str) {
    let store = storage::open(place).await.unwrap();
    let campaign =
        Campaign { id: "campaign".into(), due: "2026-05-31".parse().unwrap(), ..Default::default() };
    store.save_campaign(campaign, act("campaign.added", "")).await.unwrap();
    for n in 0..WRITERS {
        let supplier =
            Supplier { id: format!("supplier{n}").into(), name: format!("S{n}"), ..Default::default() };
        store.save_supplier(supplier, act("supplier.added", "")).await.unwrap();
        let request = Request {
            id: format!("request{n}").into(),
            version: 0,
            campaign: "campaign".into(),
            supplier: format!("supplier{n}").into(),
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
        store
            .set_recipients(&"campaign".into(), vec![request.clone()], vec![], act("recipients", ""))
            .await
            .unwrap();
        let log = vec![act("request.invited", &request.id), act("request.opened", &request.id)];
        let opened = Request { state: RequestState::Opened, version: 1, ..request };
        store.commit(RequestCommit { log, ..RequestCommit::of(opened) }).await.unwrap();
    }
}

/// Starts the child, kills it after a while; what it said.
fn run_and_kill(place: &str, after: Duration) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env("TOUCHSTONE_KILL_CHILD", place)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || BufReader::new(out).lines().map_while(Result::ok).collect());
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap()
}

async fn verify(place: &str, said: &[String]) -> (usize, usize) {
    let check: String = rusqlite::Connection::open(place)
        .unwrap()
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(check, "ok");
    let store = storage::open(place).await.unwrap();
    let (mut saves, mut submits) = (0, 0);
    for line in said {
        let words: Vec<&str> = line.split(' ').collect();
        let [what, request, number] = words[..] else { continue };
        let request = &RequestId::from(request);
        match what {
            "saved" => {
                saves += 1;
                let stored = &store.draft(request).await.unwrap().entries["f:count"];
                assert!(
                    stored.parse::<u64>().unwrap() >= number.parse().unwrap(),
                    "{line}, but {stored} is stored"
                );
            }
            "submitted" => {
                submits += 1;
                let stored = store.submission(request, number.parse().unwrap()).await.unwrap();
                assert!(stored.is_some(), "{line}, but it is not stored");
            }
            _ => {}
        }
    }
    // No half of a unit of work: each submission has its receipt and its act, and nothing else has one.
    let mut all = 0;
    for n in 0..WRITERS {
        let id = RequestId::from(format!("request{n}"));
        let submissions = store.submissions(&id).await.unwrap();
        let numbers: Vec<i64> = submissions.iter().map(|s| s.number).collect();
        assert_eq!(numbers, (1..=numbers.len() as i64).collect::<Vec<_>>());
        assert_eq!(
            store.request(&Scope::Everything, &id).await.unwrap().unwrap().submissions,
            numbers.len() as i64
        );
        let acts = store.log_of(&format!("request:{id}"), 1_000_000).await.unwrap();
        assert_eq!(acts.iter().filter(|e| e.entry.action == "request.submitted").count(), numbers.len());
        all += numbers.len();
    }
    assert_eq!(store.mails(&Scope::Everything, None, 1_000_000).await.unwrap().len(), all);
    let mut previous = String::new();
    for entry in store.log_after(0, 1_000_000).await.unwrap() {
        assert_eq!(entry.previous, previous);
        assert_eq!(entry.hash, LogEntry::compute_hash(entry.seq, &entry.previous, &entry.entry));
        previous = entry.hash;
    }
    // The seal is part of the same commits.
    let report = storage::verify(place, Some(storage::SealKey::none()), Vec::new()).await.unwrap();
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    (saves, submits)
}

#[test]
fn d01_kill_at_any_moment_loses_nothing_acknowledged() {
    let rounds: u32 = std::env::var("TOUCHSTONE_KILL_ROUNDS").map_or(50, |n| n.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("touchstone.db").display().to_string();
    runtime().block_on(prepare(&place));
    let (mut saves, mut submits, mut worked) = (0, 0, 0);
    for round in 0..rounds {
        // From before the file is open to well into the work.
        let after = Duration::from_millis(10 + u64::from(round * 37 % 120));
        let said = run_and_kill(&place, after);
        let (s, t) = runtime().block_on(verify(&place, &said));
        (saves, submits, worked) = (saves + s, submits + t, worked + u32::from(s > 0));
        // A fresh file now and then, so that rounds stay short.
        if round % 25 == 24 {
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(Path::new(&format!("{place}{end}")));
            }
            runtime().block_on(prepare(&place));
        }
    }
    println!(
        "{rounds} kills ({worked} while it was saving): {saves} saves and {submits} submissions acknowledged, all there"
    );
    assert!(worked > rounds / 3, "the child was hardly ever killed at work");
}
