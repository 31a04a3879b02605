//! D-01: the process is killed at any moment, again and again, while suppliers save and submit. Nothing that was
//! acknowledged may be missing afterwards.
//!
//! Fifty rounds on SQLite; `TOUCHSTONE_KILL_ROUNDS` asks for more. A fifth of them on PostgreSQL, where there is one.

use crate::process::{Process, call};
use crate::test_app::store_of;
use crate::test_survey::{complete_draft, percent};
use server::config::Options;
use service::RequestKey;
use service::records::{Campaign, Company, RequestId, Scope, Supplier};
use service::survey::campaigns::Choice;
use service::team::setup::SetupForm;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Suppliers that type at the same time.
const TYPING: usize = 6;
/// Suppliers that submit, a few in each round.
const PER_ROUND: usize = 3;

/// What one client was told. `sent` may be there, `acknowledged` must.
#[derive(Clone, Default)]
struct Ledger {
    session: RequestKey,
    request: RequestId,
    sent: u64,
    acknowledged: u64,
    submitting: bool,
    submitted: bool,
}

/// Where a portal keeps its data: in the folder, or in a database beside it.
struct Place<'a> {
    dir: &'a Path,
    postgres: Option<&'a str>,
}

impl Place<'_> {
    fn database(&self) -> String {
        let file = || format!("sqlite:{}", self.dir.join("touchstone.db").display());
        self.postgres.map_or_else(file, str::to_owned)
    }
}

async fn seed(place: &Place<'_>, requests: usize) -> Vec<Ledger> {
    let database_url = place.postgres.map(str::to_owned);
    let options = Options { data: Some(place.dir.to_owned()), database_url, ..Options::default() };
    let portal = server::serve::open(options.complete().unwrap()).await.unwrap();
    let services = &portal.services;
    let token = services.setup_token().await.unwrap().unwrap();
    let company = Company {
        name: "Asker".into(),
        why: "law".into(),
        contact_email: "ada@asker.example".into(),
        retention_months: 72,
        ..Company::default()
    };
    let email = "ada@asker.example".to_owned();
    let form =
        SetupForm { company, name: "Ada".into(), email, password: crate::test_survey::PASSWORD.into() };
    let secret = services.complete_setup(&token, form).await.unwrap();
    let desk = services.actor(&secret).await.unwrap().as_manager().unwrap();
    for i in 0..requests {
        let supplier = Supplier {
            name: format!("Supplier {i}"),
            email: format!("s{i}@supplier.example"),
            language: "en".into(),
            country: "DE".into(),
            ..Supplier::default()
        };
        desk.save_supplier(supplier).await.unwrap();
    }
    let day = |days| service::day_of(services.now() + days * service::DAY);
    let campaign = Campaign {
        name: "Minerals".into(),
        year: 2026,
        template_version: "6.5".into(),
        due: day(60),
        cutoff: day(90),
        ..Campaign::default()
    };
    let campaign = desk.save_campaign(campaign).await.unwrap().id;
    desk.choose_recipients(&campaign, &Choice::All).await.unwrap();
    assert_eq!(desk.launch(&campaign).await.unwrap(), requests as u64);
    let mut out = Vec::new();
    let store = store_of(&portal).await;
    for supplier in store.all_suppliers(&Scope::Everything).await.unwrap() {
        let request = desk.requests_of(&supplier.id).await.unwrap()[0].request.id.clone();
        let link = store.links(&request).await.unwrap()[0].id.clone();
        let session = services.start(&services.link_token(&link)).await.unwrap();
        out.push(Ledger { session, request, ..Ledger::default() });
    }
    out
}

fn save(addr: SocketAddr, session: &RequestKey, changes: &serde_json::Value) -> Option<u16> {
    let body = serde_json::json!({ "base_revision": 1_000_000, "tab": "t", "section": "company", "changes": changes });
    let cookie = format!("answer-{}={}", session.request, session.secret);
    let headers = [("Sec-Fetch-Site", "same-origin"), ("Cookie", cookie.as_str())];
    call(addr, "POST", &format!("/answer/{}/save", session.request), &headers, body.to_string())
        .map(|reply| reply.status)
}

/// Types until the portal is gone: each save counts one up.
fn keep_typing(addr: SocketAddr, ledger: &Mutex<Ledger>, over: &AtomicBool) {
    while !over.load(Ordering::Relaxed) {
        let (session, n) = {
            let mut ledger = ledger.lock().unwrap();
            ledger.sent += 1;
            (ledger.session.clone(), ledger.sent)
        };
        let change = serde_json::json!([{ "path": "f:company.name", "value": n.to_string() }]);
        match save(addr, &session, &change) {
            Some(200) => ledger.lock().unwrap().acknowledged = n,
            Some(other) => assert_eq!(other, 503, "a save was refused"),
            None => return,
        }
    }
}

/// Fills in a whole draft and submits it.
fn submit_once(addr: SocketAddr, ledger: &Mutex<Ledger>, draft: &serde_json::Value) {
    let session = ledger.lock().unwrap().session.clone();
    if save(addr, &session, draft) != Some(200) {
        return;
    }
    ledger.lock().unwrap().submitting = true;
    let cookie = format!("answer-{}={}", session.request, session.secret);
    let headers = [
        ("Sec-Fetch-Site", "same-origin"),
        ("Cookie", cookie.as_str()),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    let form = format!("revision=1000000&then={}", percent("next"));
    if let Some(reply) = call(addr, "POST", &format!("/answer/{}/submit", session.request), &headers, &form) {
        assert!(matches!(reply.status, 303 | 503), "{}: {}", reply.status, reply.body);
        ledger.lock().unwrap().submitted |= reply.status == 303;
    }
}

/// Looks at the database while nobody else does.
async fn inspect(place: &Place<'_>, typing: &[Mutex<Ledger>], submitting: &[Mutex<Ledger>]) {
    if place.postgres.is_some() {
        // A database of its own may still be at the last commit that the dead portal sent.
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let store = storage::open(&place.database()).await.unwrap();
    for ledger in typing {
        let ledger = ledger.lock().unwrap().clone();
        let draft = store.draft(&ledger.request).await.unwrap();
        let stored: u64 = draft.entries.get("f:company.name").map_or(0, |text| text.parse().unwrap());
        assert!(
            (ledger.acknowledged..=ledger.sent).contains(&stored),
            "stored {stored}, acknowledged {}, sent {}",
            ledger.acknowledged,
            ledger.sent
        );
    }
    for ledger in submitting {
        let ledger = ledger.lock().unwrap().clone();
        let found = store.submissions(&ledger.request).await.unwrap();
        let request = store.request(&Scope::Everything, &ledger.request).await.unwrap().unwrap();
        assert_eq!(request.submissions as usize, found.len());
        assert!(!ledger.submitted || found.len() == 1, "an acknowledged submission is missing");
        assert!(ledger.submitting || found.is_empty(), "a submission came from nowhere");
        // D-02: whole or not at all: the submission, its receipt and its entry in the log.
        let mails = store.mails(&Scope::Everything, Some(&request.supplier), 50).await.unwrap();
        let receipts = mails.iter().filter(|m| m.mail.kind == service::records::MailKind::Receipt).count();
        let log = store.log_of(&format!("request:{}", request.id), 50).await.unwrap();
        let entries = log.iter().filter(|e| e.entry.action == "request.submitted").count();
        assert_eq!((receipts, entries), (found.len(), found.len()));
    }
    let verdict = service::audit::log::verify(store.as_ref()).await.unwrap();
    assert!(matches!(verdict, service::audit::log::Verdict::Whole { .. }), "{verdict:?}");
}

/// SQLite's own opinion of the file.
fn integrity(dir: &Path) {
    let script = "import sqlite3,sys\nprint(sqlite3.connect(sys.argv[1]).execute('pragma integrity_check').fetchall())";
    let db = dir.join("touchstone.db");
    match std::process::Command::new("python3").args(["-c", script]).arg(db).output() {
        Ok(done) => assert_eq!(String::from_utf8_lossy(&done.stdout).trim(), "[('ok',)]", "{done:?}"),
        Err(_) => {
            assert!(std::env::var_os("CI").is_none(), "this test needs python3: install it");
            println!("SKIPPED: integrity_check, since python3 is not installed");
        }
    }
}

/// How often the process is killed.
fn rounds() -> usize {
    std::env::var("TOUCHSTONE_KILL_ROUNDS").ok().and_then(|n| n.parse().ok()).unwrap_or(50)
}

#[test]
fn d01_nothing_acknowledged_is_lost_when_the_process_is_killed() {
    let dir = tempfile::tempdir().unwrap();
    kill_and_look(&Place { dir: dir.path(), postgres: None }, rounds());
    integrity(dir.path());
}

#[test]
fn d01_nor_on_postgresql() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let Some(url) = runtime.block_on(crate::postgres::database()) else { return };
    let dir = tempfile::tempdir().unwrap();
    kill_and_look(&Place { dir: dir.path(), postgres: Some(&url) }, rounds() / 5);
}

fn wait_for_a_submission(ledgers: &[Mutex<Ledger>]) {
    // Not for ever, and without a panic: whoever types does so until told to stop.
    let until = Instant::now() + Duration::from_secs(20);
    while !ledgers.iter().any(|ledger| ledger.lock().unwrap().submitted) && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn kill_and_look(place: &Place, rounds: usize) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut ledgers = runtime.block_on(seed(place, TYPING + rounds * PER_ROUND));
    let submitting: Vec<Mutex<Ledger>> = ledgers.split_off(TYPING).into_iter().map(Mutex::new).collect();
    let typing: Vec<Mutex<Ledger>> = ledgers.into_iter().map(Mutex::new).collect();
    let draft = {
        let options = Options { data: Some(place.dir.join("other")), ..Options::default() };
        let portal = runtime.block_on(server::serve::open(options.complete().unwrap())).unwrap();
        crate::test_survey::changes(&complete_draft(&portal.services))
    };
    for round in 0..rounds {
        let mut args = vec!["--log", "warn"];
        args.extend(place.postgres.iter().flat_map(|url| ["--database-url", url]));
        let mut portal = Process::start(place.dir, &args);
        let addr = portal.addr;
        let over = Arc::new(AtomicBool::new(false));
        std::thread::scope(|scope| {
            for ledger in &typing {
                let over = over.clone();
                scope.spawn(move || keep_typing(addr, ledger, &over));
            }
            for ledger in &submitting[round * PER_ROUND..(round + 1) * PER_ROUND] {
                let draft = &draft;
                scope.spawn(move || submit_once(addr, ledger, draft));
            }
            // Every other kill comes soon after a submission was acknowledged, however slow the machine is: a kill
            // before there is anything to lose proves nothing.
            if round % 2 == 1 {
                wait_for_a_submission(&submitting[round * PER_ROUND..(round + 1) * PER_ROUND]);
            }
            let mut random = [0u8; 1];
            getrandom::fill(&mut random).unwrap();
            let at_most = if round % 2 == 1 { 64 } else { 256 };
            std::thread::sleep(Duration::from_millis(10 + u64::from(random[0]) % at_most));
            portal.kill();
            over.store(true, Ordering::Relaxed);
        });
        runtime.block_on(inspect(place, &typing, &submitting));
    }
    let saves: u64 = typing.iter().map(|ledger| ledger.lock().unwrap().acknowledged).sum();
    let done = submitting.iter().filter(|ledger| ledger.lock().unwrap().submitted).count();
    println!("{rounds} kills, {saves} saves and {done} submissions acknowledged, none lost");
    assert!(
        saves > rounds as u64 && done > rounds / 4,
        "the kills came too early to mean anything: {saves} {done}"
    );
}
