//! F-D3: a database knows its secret. A foreign or missing one is refused; a lost one costs a mail.

use crate::running::copy_of;
use crate::test_app::{TestApp, config, store_of};
use crate::test_survey::{Caller, TestSurvey, complete_draft};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use mail::Memory;
use server::app_state::AppState;
use server::config::Config;
use server::system::SystemClock;
use service::ports::Message;
use service::records::{RequestId, Role};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

fn touchstone(args: &[&str], data: &Path) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_touchstone"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TOUCHSTONE_")) {
        command.env_remove(name);
    }
    let done = command.args(args).arg("--data").arg(data).current_dir(data).output().unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.code(), String::from_utf8(said).unwrap())
}

/// A portal on this folder, with what it sends.
async fn open(dir: &TempDir) -> Result<(AppState, Arc<Memory>), String> {
    open_as(config(dir, |_| {})).await
}

async fn open_as(config: Config) -> Result<(AppState, Arc<Memory>), String> {
    let mailer = Arc::new(Memory::default());
    let portal = server::serve::open_with(config, mailer.clone(), Arc::new(SystemClock)).await;
    let portal = portal.map_err(|e| server::failure::told(e.as_ref()))?;
    Ok((portal, mailer))
}

async fn refusal(opened: Result<(AppState, Arc<Memory>), String>) -> String {
    opened.err().expect("a refusal")
}

/// Everything that waits, sent.
async fn sent(portal: &AppState, mailer: &Memory) -> Vec<Message> {
    while portal.services.deliver(10).await.unwrap() > 0 {}
    mailer.sent()
}

fn token(mail: &Message) -> Option<String> {
    let at = mail.text.find("/r/")? + 3;
    mail.text[at..].split_whitespace().next().map(str::to_owned)
}

async fn opens(portal: &AppState, token: &str) -> bool {
    portal.services.landing(token, "c").await.is_ok()
}

#[tokio::test]
async fn f_d3_a_database_refuses_a_missing_or_foreign_secret_and_says_what_to_do() {
    let survey = TestSurvey::new().await;
    let data = copy_of(&survey);
    let key = data.path().join("secret.key");
    std::fs::remove_file(&key).unwrap();
    let (code, said) = touchstone(&["serve", "--addr", "127.0.0.1:0"], data.path());
    assert_eq!(code, Some(2), "{said}");
    for told in ["missing", "secret.key", "backup", "TOUCHSTONE_SECRET", "touchstone secret renew"] {
        assert!(said.contains(told), "{told} is not in: {said}");
    }
    assert!(!key.exists(), "none is made");
    std::fs::write(&key, [7; 32]).unwrap();
    let said = refusal(open(&data).await).await;
    assert!(said.contains("another secret") && said.contains("touchstone secret renew"), "{said}");
    let foreign = config(&data, |o| o.secret = Some("0f".repeat(32)));
    assert!(refusal(open_as(foreign).await).await.contains("TOUCHSTONE_SECRET"));
}

#[tokio::test]
async fn f_d3_of_two_instances_with_secrets_of_their_own_the_second_is_refused() {
    let Some(database) = crate::postgres::database().await else { return };
    let [one, two] = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let on = |dir: &TempDir, secret: Option<&str>| {
        config(dir, |o| {
            o.database_url = Some(database.clone());
            o.secret = secret.map(|s| s.repeat(32));
        })
    };
    open_as(on(&one, Some("aa"))).await.unwrap();
    assert!(refusal(open_as(on(&two, Some("bb"))).await).await.contains("another secret"));
    assert!(refusal(open_as(on(&two, None)).await).await.contains("missing"));
    open_as(on(&two, Some("aa"))).await.unwrap();
}

#[tokio::test]
async fn f_d9_a_secret_never_meets_a_fresh_database_silently() {
    let data = tempfile::tempdir().unwrap();
    open(&data).await.unwrap().0.services.setup_token().await.unwrap().unwrap();
    open(&data).await.unwrap();
    for file in ["touchstone.db", "touchstone.db-wal", "touchstone.db-shm"] {
        let _ = std::fs::remove_file(data.path().join(file));
    }
    for _ in 0..2 {
        let said = refusal(open(&data).await).await;
        assert!(said.contains("--new") && said.contains("backup"), "{said}");
        assert!(!data.path().join("touchstone.db").exists(), "nothing is made that hides it");
    }
    let fresh = Config { anew: true, ..config(&data, |_| {}) };
    open_as(fresh).await.unwrap();
    open(&data).await.unwrap();
}

#[tokio::test]
async fn f_d3_a_lost_secret_costs_a_mail_and_not_the_programme() {
    let survey = TestSurvey::new().await;
    let invited = survey.administrator().await;
    invited.invite_member("Ivo", "ivo@asker.example", Role::Viewer, "zh").await.unwrap();
    let data = copy_of(&survey);
    let key = data.path().join("secret.key");
    std::fs::remove_file(&key).unwrap();
    let (code, said) = touchstone(&["secret", "renew"], data.path());
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("New links: 2"), "{said}");
    let (code, said) = touchstone(&["verify"], data.path());
    assert_eq!(code, Some(0), "the evidence stays whole: {said}");
    let (portal, mailer) = open(&data).await.unwrap();
    let mails = sent(&portal, &mailer).await;
    for to in ["a@alpha.example", "b@beta.example"] {
        let links: Vec<String> = mails.iter().filter(|m| m.to == to).filter_map(token).collect();
        assert!(!links.is_empty(), "{to} gets a mail");
        for link in links {
            assert!(opens(&portal, &link).await, "{to}: every link opens");
        }
    }
    assert!(opens(&portal, &survey.a.token).await, "nobody knows the lost one: its links go on");
    assert!(portal.services.supplier_desk(&survey.a.session).await.is_ok(), "nobody at work is thrown out");
    let mail = mails.iter().rfind(|m| m.to == "ivo@asker.example").expect("who was invited");
    assert!(
        mail.subject.contains('请') || mail.text.contains('请'),
        "in the language of the first: {}",
        mail.text
    );
    let at = mail.text.find("/member/").unwrap();
    let link: Vec<&str> = mail.text[at..].split_whitespace().next().unwrap().split('/').collect();
    assert!(portal.services.member_by_token(&link[2].into(), link[3]).await.unwrap().is_some());
    let log = store_of(&portal).await.log_of("secret", 5).await.unwrap();
    assert_eq!(log[0].entry.action, "secret.renewed");
    // What runs with the old secret sends nothing any more.
    drop(portal);
}

#[tokio::test]
async fn f_d3_a_secret_that_somebody_knows_is_renewed_and_its_links_end() {
    let survey = TestSurvey::new().await;
    let data = copy_of(&survey);
    let before = std::fs::read(data.path().join("secret.key")).unwrap();
    let (running, _) = open(&data).await.unwrap();
    let (code, said) = touchstone(&["secret", "renew"], data.path());
    assert_eq!(code, Some(0), "{said}");
    let after = std::fs::read(data.path().join("secret.key")).unwrap();
    assert_ne!(before, after);
    let old = std::fs::read_dir(data.path()).unwrap().map(|f| f.unwrap().path());
    let old: Vec<_> = old.filter(|f| f.display().to_string().contains("secret.key.old-")).collect();
    assert_eq!(std::fs::read(&old[0]).unwrap(), before, "what was sealed with it can still be checked");
    let unaware = running.services.deliver(10).await.unwrap_err().to_string();
    assert!(unaware.contains("renewed"), "an instance that does not know sends nothing: {unaware}");
    // Nor does it save, seal or say that it is well.
    let router = server::routes::router(running.clone());
    let call = async |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
        let request = request.body(Body::empty()).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        (status, String::from_utf8_lossy(&body).into_owned())
    };
    let (status, page) = call("POST", &survey.a.at("/save")).await;
    assert!(status == StatusCode::SERVICE_UNAVAILABLE && page.contains("being given a new key"), "{page}");
    let (status, page) = call("POST", "/desk/suppliers/new").await;
    assert!(status == StatusCode::SERVICE_UNAVAILABLE && page.contains("The secret was renewed"), "{page}");
    for path in ["/healthz", "/readyz"] {
        let (status, said) = call("GET", path).await;
        assert!(
            status == StatusCode::SERVICE_UNAVAILABLE && said.contains("\"secret\":\"failing\""),
            "{path}: {said}"
        );
    }
    let lost = service::survey::lost::Lost { email: "a@alpha.example".into(), ..Default::default() };
    let unaware = running.services.send_link_again(&lost).await.unwrap_err().to_string();
    assert!(unaware.contains("renewed"), "nothing more is sealed with the old key: {unaware}");
    assert_eq!(touchstone(&["verify"], data.path()).0, Some(0), "the evidence stays whole");
    let (portal, mailer) = open(&data).await.unwrap();
    assert!(!opens(&portal, &survey.a.token).await);
    let mails = sent(&portal, &mailer).await;
    let link = mails.iter().filter(|m| m.to == "a@alpha.example").filter_map(token).next().unwrap();
    assert!(opens(&portal, &link).await);
}

#[tokio::test]
async fn f_d3_a_configured_secret_is_renewed_by_another_one() {
    let dir = tempfile::tempdir().unwrap();
    let settings = config(&dir, |o| o.secret = Some("aa".repeat(32)));
    let app = TestApp::start(settings, Arc::default(), dir).await;
    let survey = TestSurvey::in_app(app, "Alpha Parts", "Beta Castings").await;
    let data = copy_of(&survey);
    let old = "aa".repeat(32);
    let (code, said) = touchstone(&["secret", "renew", "--secret", &old], data.path());
    assert!(code == Some(2) && said.contains("Set a new one"), "{said}");
    let new = "bb".repeat(32);
    let (code, said) = touchstone(&["secret", "renew", "--secret", &new], data.path());
    assert_eq!(code, Some(0), "{said}");
    assert!(!data.path().join("secret.key").exists());
    open_as(config(&data, |o| o.secret = Some(new.clone()))).await.unwrap();
    assert!(
        refusal(open_as(config(&data, |o| o.secret = Some(old.clone()))).await)
            .await
            .contains("another secret")
    );
}

#[tokio::test]
async fn rows_of_declarations_are_made_anew_at_the_start_and_by_command() {
    let survey = TestSurvey::new().await;
    survey.submit(Caller::SupplierA, complete_draft(&survey.app.portal.services)).await;
    let data = copy_of(&survey);
    let (portal, _) = open(&data).await.unwrap();
    let store = store_of(&portal).await;
    let (all, none) = ((RequestId::default(), 0), Some(service::declarations::declared::SHAPE));
    let submission = store.submissions_behind(&all, None, 1).await.unwrap().remove(0);
    let rows = || store.declared(&submission.request, submission.number);
    let written = rows().await.unwrap().expect("they came in with the submission");
    assert!(written.rows.iter().any(|row| row.reported.is_some()), "{written:?}");
    let of_before =
        service::records::Declared { shape: 0, answers: Default::default(), rows: vec![], ..written.clone() };
    store.put_declared(vec![of_before]).await.unwrap();
    assert_eq!(store.submissions_behind(&all, none, 9).await.unwrap().len(), 1);
    assert_eq!(portal.services.rebuild(false, |_| ()).await.unwrap().submissions, 1);
    assert_eq!(rows().await.unwrap(), Some(written.clone()));
    // Wrong rows of the right shape: only the command does not believe them.
    let wrong = service::records::Declared { rows: vec![], ..written.clone() };
    store.put_declared(vec![wrong]).await.unwrap();
    assert_eq!(portal.services.rebuild(false, |_| ()).await.unwrap().submissions, 0);
    drop(portal);
    assert_eq!(touchstone(&["verify"], data.path()).0, Some(1));
    let (code, said) = touchstone(&["rebuild"], data.path());
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("made anew"), "{said}");
    assert_eq!(rows().await.unwrap(), Some(written));
    assert_eq!(touchstone(&["verify"], data.path()).0, Some(0));
    let nowhere = tempfile::tempdir().unwrap();
    let (code, said) = touchstone(&["rebuild"], nowhere.path());
    assert!(code == Some(2) && said.contains("no database"), "{said}");
}
