//! L-04, A-11, A-21: many at once, slow, wrong or silent. Everybody else is answered as before.

use crate::process::{Process, call};
use crate::running::left;
use crate::test_survey::{Asked, PASSWORD, TestSurvey, percent};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::routing::get;
use serde_json::json;
use server::listen::Limits;
use service::records::Role;
use std::collections::HashSet;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::sync::watch;

/// Rushes one after the other: what they measure is the portal, not each other.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// A connection that begins a request and never ends it.
fn half_open(addr: SocketAddr) -> TcpStream {
    let mut line = TcpStream::connect(addr).unwrap();
    line.write_all(b"GET /healthz HTTP/1.1\r\nHost: portal.example\r\nX-Slow: ").unwrap();
    line
}

/// Whether the portal closed the connection, without asking for longer than the time given.
fn closed(line: &mut TcpStream, within: Duration) -> bool {
    line.set_read_timeout(Some(within)).unwrap();
    let mut rest = Vec::new();
    match line.read_to_end(&mut rest) {
        Ok(_) => true,
        Err(error) => error.kind() == std::io::ErrorKind::ConnectionReset,
    }
}

/// The slowest of some calls, each of which must succeed.
fn slowest(portal: &Process, path: &str, headers: &[(&str, &str)], times: usize) -> Duration {
    let once = |_| {
        let begun = Instant::now();
        assert_eq!(portal.call("GET", path, headers, "").expect("an answer").status, 200, "{path}");
        begun.elapsed()
    };
    (0..times).map(once).max().unwrap()
}

#[tokio::test]
async fn l04_half_open_connections_keep_nobody_out() {
    let _alone = ALONE.lock().await;
    // With room for all of them, and with room for far fewer.
    for files in [4_096, 256] {
        let data = tempfile::tempdir().unwrap();
        let mut portal = Process::start_with_files(files, data.path(), &[]);
        slowest(&portal, "/signin", &[], 3);
        let before = portal.peak();
        let lines: Vec<TcpStream> = (0..500).map(|_| half_open(portal.addr)).collect();
        let answer = slowest(&portal, "/healthz", &[], 20).max(slowest(&portal, "/signin", &[], 20));
        let grown = (portal.peak() - before) >> 10;
        println!("{files} files, 500 half-open: slowest answer {answer:?}, {grown} MiB more");
        assert!(answer < Duration::from_millis(500), "{answer:?}");
        assert!(grown < 64, "{grown} MiB");
        // Nor do they hold up its end.
        let begun = Instant::now();
        assert!(portal.end(Duration::from_secs(8)), "{:?}", begun.elapsed());
        drop(lines);
    }
}

/// Room for so many connections.
fn room(connections: usize, head: Duration, farewell: Duration) -> Limits {
    Limits { connections, per_client: 64, proxies: Vec::new(), head, farewell }
}

/// A small portal with these limits, and what stops it.
async fn small(limits: Limits) -> (SocketAddr, watch::Sender<bool>, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let slow = || async {
        tokio::time::sleep(Duration::from_millis(600)).await;
        "late"
    };
    let router = Router::new().route("/", get(|| async { "here" })).route("/slow", get(slow));
    let (stop, stopped) = watch::channel(false);
    (addr, stop, tokio::spawn(server::listen::serve(listener, router, limits, stopped)))
}

#[tokio::test(flavor = "multi_thread")]
async fn l04_a_head_that_does_not_come_ends_the_connection() {
    let limits = room(50, Duration::from_millis(300), Duration::from_secs(9));
    let (addr, _stop, _) = small(limits).await;
    let mut line = half_open(addr);
    assert!(!closed(&mut line, Duration::from_millis(100)));
    assert!(closed(&mut line, Duration::from_secs(2)));
    // Also one that dribbles, and one that asked once and then nothing more.
    let mut dribbling = half_open(addr);
    for _ in 0..8 {
        let _ = dribbling.write_all(b"x");
        std::thread::sleep(Duration::from_millis(60));
    }
    assert!(closed(&mut dribbling, Duration::from_secs(1)));
    let mut idle = TcpStream::connect(addr).unwrap();
    idle.write_all(b"GET / HTTP/1.1\r\nHost: portal.example\r\n\r\n").unwrap();
    assert!(closed(&mut idle, Duration::from_secs(2)));
    // What takes long to answer is no head.
    assert_eq!(call(addr, "GET", "/slow", &[], "").unwrap().body, "late");
}

#[tokio::test(flavor = "multi_thread")]
async fn l04_who_waits_longest_makes_room_and_who_works_does_not() {
    let long = Duration::from_secs(60);
    let (addr, stop, ended) = small(room(4, long, Duration::from_millis(100))).await;
    let working = std::thread::spawn(move || call(addr, "GET", "/slow", &[], ""));
    std::thread::sleep(Duration::from_millis(100));
    let mut lines: Vec<TcpStream> = (0..3)
        .map(|_| {
            std::thread::sleep(Duration::from_millis(20));
            half_open(addr)
        })
        .collect();
    assert_eq!(call(addr, "GET", "/", &[], "").unwrap().body, "here");
    assert!(closed(&mut lines[0], Duration::from_millis(500)), "the first in line left");
    assert!(!closed(&mut lines[2], Duration::from_millis(50)), "the last did not");
    assert_eq!(working.join().unwrap().unwrap().body, "late");
    // When all work, a new caller is turned away at once instead of waiting.
    drop(lines);
    std::thread::sleep(Duration::from_millis(50));
    let busy: Vec<_> =
        (0..4).map(|_| std::thread::spawn(move || call(addr, "GET", "/slow", &[], ""))).collect();
    std::thread::sleep(Duration::from_millis(150));
    let begun = Instant::now();
    assert!(call(addr, "GET", "/", &[], "").is_none());
    assert!(begun.elapsed() < Duration::from_millis(300));
    // Told to stop, it finishes what runs and waits for no head.
    stop.send(true).unwrap();
    for line in busy {
        assert_eq!(line.join().unwrap().unwrap().body, "late");
    }
    tokio::time::timeout(Duration::from_secs(2), ended).await.expect("it ends").unwrap();
}

/// One thread does all, so that the new connection and the request come up in the same breath.
#[tokio::test]
async fn l04_a_request_that_comes_as_its_connection_must_leave_is_answered() {
    let limits = room(1, Duration::from_secs(60), Duration::from_millis(100));
    let (addr, _stop, _) = small(limits).await;
    let settle = || tokio::time::sleep(Duration::from_millis(15));
    for round in 0..25 {
        let mut first = TcpStream::connect(addr).unwrap();
        settle().await;
        let second = TcpStream::connect(addr).unwrap();
        first.write_all(b"GET / HTTP/1.1\r\nHost: portal.example\r\n\r\n").unwrap();
        settle().await;
        first.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
        let mut answer = [0; 512];
        let read = std::io::Read::read(&mut first, &mut answer).unwrap_or(0);
        assert!(answer[..read].ends_with(b"here"), "cut in round {round}");
        drop((first, second));
        settle().await;
    }
}

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");
const SAME: (&str, &str) = ("Sec-Fetch-Site", "same-origin");

fn sign_in(addr: SocketAddr, client: &str, email: &str, password: &str) -> u16 {
    let form = format!("email={}&password={}", percent(email), percent(password));
    let headers = [SAME, FORM, ("X-Forwarded-For", client)];
    call(addr, "POST", "/signin", &headers, form).expect("an answer").status
}

/// Times of autosaves, one after the other, shortest first, until told to stop or so many.
fn autosaves(portal: SocketAddr, asked: &Asked, times: usize, over: &AtomicBool) -> Vec<Duration> {
    let (cookie, path) = (asked.cookie(), asked.at("/save"));
    let mut taken = Vec::new();
    while taken.len() < times && !over.load(Ordering::Relaxed) {
        let change = json!([{ "path": "f:company.name", "value": taken.len().to_string() }]);
        let body = json!({ "base_revision": 1_000_000, "tab": "t", "section": "company", "changes": change });
        let begun = Instant::now();
        let reply = call(portal, "POST", &path, &[SAME, ("Cookie", &cookie)], body.to_string());
        assert_eq!(reply.expect("an answer").status, 200);
        taken.push(begun.elapsed());
    }
    taken.sort();
    taken
}

#[tokio::test]
async fn a21_two_hundred_sign_ins_at_once_leave_the_suppliers_alone() {
    let _alone = ALONE.lock().await;
    let (data, survey) = left().await;
    let portal = Process::start(data.path(), &["--trusted-proxies", "127.0.0.1"]);
    let (addr, asked) = (portal.addr, &survey.a);
    let over = AtomicBool::new(false);
    let quiet = autosaves(addr, asked, 200, &over);
    let before = portal.peak();
    let rushed = std::thread::scope(|scope| {
        let saving = scope.spawn(|| autosaves(addr, asked, usize::MAX, &over));
        let signing: Vec<_> = (0..200)
            .map(|i| {
                let (client, email) = (format!("203.0.113.{i}"), format!("nobody{i}@asker.example"));
                scope.spawn(move || sign_in(addr, &client, &email, "wrong but long enough"))
            })
            .collect();
        for tried in signing {
            assert_eq!(tried.join().unwrap(), 422);
        }
        over.store(true, Ordering::Relaxed);
        saving.join().unwrap()
    });
    let p99 = |times: &[Duration]| times[times.len() * 99 / 100];
    let (quiet, during) = (p99(&quiet), p99(&rushed));
    let grown = (portal.peak() - before) >> 10;
    println!(
        "autosave p99 {quiet:?}, during 200 sign-ins {during:?} ({} saves), {grown} MiB more",
        rushed.len()
    );
    // Each hash takes 19 MiB; two hundred of them would take four gigabytes.
    assert!(grown < 200, "{grown} MiB");
    assert!(during < (quiet * 2).max(Duration::from_millis(50)), "{quiet:?} became {during:?}");
}

#[tokio::test]
async fn a11_guessing_by_one_client_keeps_nobody_else_out() {
    let _alone = ALONE.lock().await;
    let (data, _world) = left().await;
    let portal = Process::start(data.path(), &["--trusted-proxies", "127.0.0.1"]);
    let addr = portal.addr;
    slowest(&portal, "/signin", &[], 3);
    let over = AtomicBool::new(false);
    let (answers, slowest) = std::thread::scope(|scope| {
        let guessing: Vec<_> = (0..50)
            .map(|i| {
                let guess = move |n| {
                    sign_in(addr, "203.0.113.9", &format!("m{i}.{n}@asker.example"), "a wrong guess")
                };
                scope.spawn(move || (0..8).map(guess).collect::<Vec<u16>>())
            })
            .collect();
        let others = scope.spawn(|| {
            let mut worst = Duration::ZERO;
            while !over.load(Ordering::Relaxed) {
                worst = worst.max(slowest(&portal, "/signin", &[], 1));
            }
            worst
        });
        let answers: Vec<u16> = guessing.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
        over.store(true, Ordering::Relaxed);
        (answers, others.join().unwrap())
    });
    let count = |status: u16| answers.iter().filter(|answer| **answer == status).count();
    println!(
        "of 400 guesses {} were tried and {} throttled; slowest page {slowest:?}",
        count(422),
        count(429)
    );
    assert_eq!((count(422), count(429)), (30, 370));
    assert!(slowest < Duration::from_millis(500), "{slowest:?}");
    // The refused guesses used up the guesser's budget and nobody else's.
    assert_eq!(sign_in(addr, "198.51.100.7", "ada@asker.example", PASSWORD), 303);
    // The budget is in the database: another process knows of it.
    drop(portal);
    let again = Process::start(data.path(), &["--trusted-proxies", "127.0.0.1"]);
    assert_eq!(sign_in(again.addr, "203.0.113.9", "ada@asker.example", PASSWORD), 429);
}

#[tokio::test]
async fn a10_neither_words_nor_time_tell_who_is_a_member() {
    let _alone = ALONE.lock().await;
    let survey = TestSurvey::new().await;
    let administrator = survey.administrator().await;
    // Ten tries are allowed for each account.
    let mut members = Vec::new();
    for i in 0..8 {
        let email = format!("member{i}@asker.example");
        let member = administrator.invite_member("M", &email, Role::Viewer, "en").await.unwrap();
        let token = survey.app.portal.services.member_token(&member.id, &member.password_hash);
        survey.app.portal.services.choose_password(&member.id, &token, PASSWORD).await.unwrap();
        members.push(email);
    }
    let mut times = [Vec::new(), Vec::new()];
    let mut pages = HashSet::new();
    for i in 0..80 {
        // Now the one first, now the other.
        for known in [i % 2, 1 - i % 2] {
            let email =
                if known == 1 { members[i % 8].clone() } else { format!("nobod{}@asker.example", i % 8) };
            let begun = Instant::now();
            let form = format!("email={}&password=not+the+right+one", percent(&email));
            let request = Request::post("/signin")
                .header("content-type", FORM.1)
                .header("sec-fetch-site", "same-origin")
                .extension(ConnectInfo(SocketAddr::from(([203, 0, 113, i as u8], 9))));
            let answer = survey.app.send(request.body(Body::from(form)).unwrap()).await;
            times[known].push(begun.elapsed());
            let policy = answer.header("content-security-policy");
            let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
            let page = answer.body.replace(nonce, "").replace(&email, "");
            pages.insert((answer.status, page));
        }
    }
    assert_eq!(pages.len(), 1, "the same bytes");
    let [nobody, member] = times.map(|mut times| {
        times.sort();
        times[times.len() / 2].as_secs_f64() * 1000.0
    });
    println!("unknown {nobody:.1} ms, wrong password {member:.1} ms (medians of 80)");
    assert!((nobody - member).abs() < 0.15 * member, "{nobody:.1} ms and {member:.1} ms");
}
