//! The real binary.

use crate::process::Process;
use crate::test_survey::{Caller, TestSurvey};
use std::process::Command;
use std::time::{Duration, Instant};

const SAME: (&str, &str) = ("Sec-Fetch-Site", "same-origin");
const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

/// The survey's data with nobody in them, and its secrets.
pub async fn left() -> (tempfile::TempDir, TestSurvey) {
    let survey = TestSurvey::new().await;
    (copy_of(&survey), survey)
}

/// A copy of a survey's data, so that no two processes share a database file.
pub fn copy_of(survey: &TestSurvey) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for name in ["secret.key", "touchstone.db", "touchstone.db-wal"] {
        let from = survey.app.dir().join(name);
        if from.exists() {
            std::fs::copy(from, copy.path().join(name)).unwrap();
        }
    }
    copy
}

#[tokio::test]
async fn a07_no_token_cookie_or_address_is_in_the_log() {
    for format in ["text", "json"] {
        let (data, survey) = left().await;
        let mut portal =
            Process::start(data.path(), &["--log-format", format, "--log", "info,http=debug,server=debug"]);
        let link = format!("/r/{}", survey.a.token);
        let dead = format!("/r/{}", "B".repeat(43));
        assert_eq!(portal.call("GET", &link, &[], "").unwrap().status, 200);
        assert_eq!(portal.call("GET", &dead, &[], "").unwrap().status, 404);
        let start = portal.call("POST", &link, &[SAME, FORM], "act=start").unwrap();
        assert_eq!(start.status, 303);
        let cookie = start.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let session = cookie.split_once('=').unwrap().1.to_owned();
        let call = [SAME, ("Cookie", cookie.as_str()), ("Referer", "http://portal.example/r/referred-token")];
        assert_eq!(portal.call("GET", &survey.a.at("?token=asked-token"), &call, "").unwrap().status, 200);
        let bad = "{\"base_revision\":0,\"tab\":\"t\",\"section\":\"company\",\
                   \"changes\":[{\"path\":\"f:nope\",\"value\":\"personal-answer\"}]}";
        let refused = portal.call("POST", &survey.a.at("/save"), &call, bad).unwrap();
        assert!(refused.status == 200 && refused.body.contains("\"path\":\"f:nope\""), "{}", refused.body);
        let sign_in = "email=ada%40asker.example&password=personal-password";
        assert_eq!(portal.call("POST", "/signin", &[SAME, FORM], sign_in).unwrap().status, 422);
        assert_eq!(
            portal.call("POST", &dead, &[SAME, FORM], "act=link&email=a%40alpha.example").unwrap().status,
            200
        );
        assert!(portal.end(Duration::from_secs(10)));
        let said = portal.said();
        assert!(
            said.contains("/r/{token}") && said.contains("/answer/{request}/save"),
            "the log names the routes:\n{said}"
        );
        for secret in [
            survey.a.token.as_str(),
            &"B".repeat(43),
            &session,
            "referred-token",
            "asked-token",
            "personal-",
            "asker.example",
            "alpha.example",
        ] {
            assert!(!said.contains(secret), "{secret} is in the log:\n{said}");
        }
        // The portal names the address at which it listens, and no other: none of whoever calls.
        let own = portal.addr.to_string();
        for named in said.split("127.0.0.1:").skip(1) {
            let port: String = named.chars().take_while(char::is_ascii_digit).collect();
            assert_eq!(format!("127.0.0.1:{port}"), own, "{said}");
        }
        if format == "json" {
            for line in said.lines().filter(|line| line.starts_with('{')) {
                let event: serde_json::Value = serde_json::from_str(line).unwrap();
                assert!(event["timestamp"].is_string() && event["level"].is_string(), "{line}");
            }
            assert!(said.lines().filter(|line| line.starts_with('{')).count() > 5);
        }
    }
}

#[tokio::test]
async fn d17_told_to_end_it_finishes_and_ends_within_ten_seconds() {
    let (data, survey) = left().await;
    let mut portal = Process::start(data.path(), &[]);
    let begun = Instant::now();
    // A request whose body comes slowly is under way when the signal arrives.
    let addr = portal.addr;
    let (cookie, path) = (survey.cookie(Caller::SupplierA), survey.a.at("/save"));
    let slow = std::thread::spawn(move || {
        use std::io::{Read, Write};
        let body = "{\"base_revision\":0,\"tab\":\"t\",\"section\":\"company\",\
                    \"changes\":[{\"path\":\"f:company.name\",\"value\":\"in flight\"}]}";
        let mut line = std::net::TcpStream::connect(addr).unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {addr}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\n\
             Connection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        line.write_all(head.as_bytes()).unwrap();
        line.write_all(&body.as_bytes()[..20]).unwrap();
        std::thread::sleep(Duration::from_millis(700));
        line.write_all(&body.as_bytes()[20..]).unwrap();
        let mut answer = String::new();
        line.read_to_string(&mut answer).unwrap();
        answer
    });
    std::thread::sleep(Duration::from_millis(300));
    assert!(portal.end(Duration::from_secs(11)), "{}", portal.said());
    assert!(begun.elapsed() < Duration::from_secs(11));
    let answer = slow.join().unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(portal.call("GET", "/healthz", &[], "").is_none());
}

#[tokio::test]
async fn the_first_start_prints_a_link_that_works_and_the_log_does_not_hold_it() {
    let data = tempfile::tempdir().unwrap();
    let portal = Process::start(data.path(), &[]);
    let said = portal.said();
    let link = said.split_whitespace().find(|word| word.contains("/setup/")).expect("a set-up link");
    let path = &link[link.find("/setup/").unwrap()..];
    assert_eq!(portal.call("GET", path, &[], "").unwrap().status, 200);
    let lines: Vec<&str> = said.lines().filter(|line| line.contains("/setup/")).collect();
    assert_eq!(lines.len(), 1);
    assert!(!lines[0].contains("INFO"), "{lines:?}");
}

#[test]
fn settings_that_cannot_work_are_refused_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_touchstone"));
        let done = command.args(args).current_dir(dir.path()).output().unwrap();
        (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    std::fs::write(dir.path().join("touchstone.toml"), "adress = 1\n").unwrap();
    let (code, said) = run(&["serve"]);
    assert!(code == Some(2) && said.contains("adress") && said.contains("touchstone.toml"), "{said}");
    std::fs::remove_file(dir.path().join("touchstone.toml")).unwrap();
    for (args, word) in [
        (vec!["serve", "--base-url", "minerals.example.com"], "https://"),
        (vec!["serve", "--smtp-url", "smtp://mail.example"], "mail_from"),
        (vec!["serve", "--smtp-url", "mail.example", "--mail-from", "a@b.example"], "smtps://"),
        (vec!["serve", "--smtp-url", "smtp://mail.example", "--mail-from", "a@b.example"], "base_url"),
        (vec!["serve", "--trusted-proxies", "ten"], "10.0.0.0/8"),
        (vec!["serve", "--log", "no=such=filter"], "filter"),
        (vec!["verify", "--data", "nowhere"], "no database"),
    ] {
        let (code, said) = run(&args);
        assert!(code == Some(2) && said.contains(word), "{args:?}: {code:?} {said}");
    }
}

#[tokio::test]
async fn d20_verify_says_whether_the_log_is_whole() {
    let (data, _) = left().await;
    let run = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_touchstone"));
        let done = command.args(["verify", "--data"]).arg(data.path()).output().unwrap();
        (done.status.code(), String::from_utf8_lossy(&done.stdout).into_owned())
    };
    let (code, said) = run();
    assert!(code == Some(0) && said.contains("whole"), "{said}");
}

#[tokio::test]
async fn f_d11_verify_takes_the_secret_and_kept_heads_and_says_what_it_proves() {
    let (data, _) = left().await;
    let db = data.path().join("touchstone.db");
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_touchstone"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("TOUCHSTONE_")) {
            command.env_remove(name);
        }
        let done = command.args(["verify", "--data"]).arg(data.path()).args(args).output().unwrap();
        let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        (done.status.code(), said)
    };
    let (code, said) = run(&[]);
    assert!(
        code == Some(0) && said.contains("That proves") && said.contains("the secret and the database"),
        "{said}"
    );
    assert!(!said.contains("Not checked") && !said.contains("were sealed on"), "{said}");
    let head = said.lines().next().unwrap().rsplit(' ').next().unwrap().to_owned();
    let (code, said) = run(&["--head", &head]);
    assert!(code == Some(0) && said.contains("kept elsewhere and fit: 1"), "{said}");
    let list = data.path().join("heads.txt");
    std::fs::write(&list, format!("Subject: end of the log\n\n{head}\n9999999:{}\n", "a".repeat(64)))
        .unwrap();
    let (code, said) = run(&["--heads", &list.display().to_string()]);
    assert!(code == Some(1) && said.contains("its tail was cut off"), "{said}");
    assert_eq!(run(&["--head", "nonsense"]).0, Some(2));
    // Without the secret it says what it could not check; it makes none.
    let key = data.path().join("secret.key");
    std::fs::rename(&key, data.path().join("elsewhere")).unwrap();
    let (code, said) = run(&[]);
    assert!(code == Some(0) && said.contains("Not checked") && said.contains("secret"), "{said}");
    assert!(!key.exists());
    std::fs::write(&key, [1; 32]).unwrap();
    let (code, said) = run(&[]);
    assert!(code == Some(1) && said.contains("another secret"), "{said}");
    std::fs::rename(data.path().join("elsewhere"), &key).unwrap();
    // Somebody with the database's rights makes an administrator.
    let sql = "insert into member (id, email, name, role, password_hash, created_at) \
               values ('n', 'n@x.example', 'N', 'administrator', 'known', 1)";
    let script = "import sqlite3,sys\nc=sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()";
    let made = Command::new("python3").args(["-c", script]).arg(&db).arg(sql).status().unwrap();
    assert!(made.success());
    let (code, said) = run(&[]);
    assert!(code == Some(1) && said.contains("member n was not written by the portal"), "{said}");
}

#[test]
fn check_reads_a_workbook_or_says_why_not() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("not.xlsx");
    std::fs::write(&file, "%PDF-1.7").unwrap();
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_touchstone"));
        let done = command.arg("check").args(args).output().unwrap();
        (done.status.code(), String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap())
    };
    let (code, out, _) = run(&[file.to_str().unwrap(), "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert!(code == Some(2) && report["error"]["message"].as_str().unwrap().contains("PDF"), "{report}");
    let (code, _, said) = run(&["/nowhere.xlsx"]);
    assert!(code == Some(2) && said.contains("/nowhere.xlsx"), "{said}");

    let Some(samples) = std::env::var_os("TOUCHSTONE_SAMPLES") else {
        println!("SKIPPED: checking official workbooks, since TOUCHSTONE_SAMPLES names no folder");
        return;
    };
    let sample = |name: &str| std::path::Path::new(&samples).join("cmrt").join(name).display().to_string();
    for (name, expected) in
        [("6.5-filled.xlsx", 0), ("6.4-filled-contradictory.xlsx", 1), ("3.01-filled.xlsx", 1)]
    {
        let (code, out, _) = run(&[&sample(name), "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(code, Some(expected), "{name}: {report}");
        for key in ["template", "checker", "findings", "smelters"] {
            assert!(!report[key].is_null(), "{name} lacks {key}");
        }
        assert!(name.starts_with(report["template"]["version"].as_str().unwrap()), "{name}");
    }
}
