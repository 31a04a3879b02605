//! F-D5: bodies that never end, dawdle or are too many; and one supplier who asks for much at once.

use crate::process::{Process, call};
use crate::running::left;
use crate::test_survey::{Asked, changes, complete_draft};
use domain::SmelterRow;
use serde_json::json;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Measured alone: what they measure is the portal, not each other.
static ALONE: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// A request whose body of that length has only begun.
fn begun(addr: SocketAddr, path: &str, headers: &str, length: usize, sent: &[u8]) -> Option<TcpStream> {
    let mut line = TcpStream::connect(addr).ok()?;
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: portal.example\r\nSec-Fetch-Site: same-origin\r\n{headers}\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
    );
    line.write_all(head.as_bytes()).ok()?;
    line.set_write_timeout(Some(Duration::from_secs(5))).ok()?;
    let _ = line.write_all(sent);
    Some(line)
}

/// What comes back until the connection is closed or the time is over.
fn rest(line: &mut TcpStream, within: Duration) -> Option<String> {
    line.set_read_timeout(Some(within)).unwrap();
    let mut out = Vec::new();
    let mut part = [0; 4096];
    loop {
        match line.read(&mut part) {
            Ok(0) => return Some(String::from_utf8_lossy(&out).into_owned()),
            Ok(n) => out.extend_from_slice(&part[..n]),
            Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => {
                return Some(String::from_utf8_lossy(&out).into_owned());
            }
            Err(_) => return None,
        }
    }
}

fn slowest(addr: SocketAddr, headers: &[(&str, &str)]) -> Duration {
    let once = |path| {
        let begun = Instant::now();
        assert_eq!(call(addr, "GET", path, headers, "").expect("an answer").status, 200, "{path}");
        begun.elapsed()
    };
    (0..10).flat_map(|_| ["/healthz", "/signin"]).map(once).max().unwrap()
}

#[tokio::test]
async fn f_d5_bodies_that_never_end_keep_nobody_out() {
    let _alone = ALONE.lock().await;
    // With room for far fewer, and with room for all of them.
    for (files, lines) in [(512, 700), (4_096, 1_500)] {
        let (data, _world) = left().await;
        let mut portal = Process::start_with_files(files, data.path(), &[]);
        slowest(portal.addr, &[]);
        let before = portal.peak();
        let held: Vec<TcpStream> =
            (0..lines).filter_map(|_| begun(portal.addr, "/signin", "", 262_000, b"")).collect();
        let answer = slowest(portal.addr, &[]);
        let grown = (portal.peak() - before) >> 10;
        println!("{files} files, {lines} bodies that never end: slowest answer {answer:?}, {grown} MiB more");
        assert!(answer < Duration::from_millis(700), "{answer:?}");
        assert!(grown < 64, "{grown} MiB");
        // Nor do they hold up its end.
        assert!(portal.end(Duration::from_secs(6)), "{}", portal.said());
        drop(held);
    }
}

#[tokio::test]
async fn f_d5_what_is_held_of_unfinished_bodies_is_bounded() {
    let _alone = ALONE.lock().await;
    let (data, survey) = left().await;
    let portal = Process::start(data.path(), &["--trusted-proxies", "127.0.0.1"]);
    let cookie = survey.a.cookie();
    slowest(portal.addr, &[]);
    let before = portal.peak();
    let part = vec![b' '; 7 << 20];
    let held: Vec<TcpStream> = (0..60)
        .filter_map(|n| {
            let headers = format!("Cookie: {cookie}\r\nX-Forwarded-For: 203.0.113.{n}\r\n");
            begun(portal.addr, &survey.a.at("/save"), &headers, 8_000_000, &part)
        })
        .collect();
    let answer = slowest(portal.addr, &[]);
    let grown = (portal.peak() - before) >> 10;
    println!("60 half-sent saves of 7 MB: slowest answer {answer:?}, {grown} MiB more");
    // 420 MB were sent.
    assert!(grown < 200, "{grown} MiB");
    assert!(answer < Duration::from_millis(700), "{answer:?}");
    drop(held);
}

#[tokio::test]
async fn f_d5_one_client_has_so_many_unfinished_requests_and_no_more() {
    let _alone = ALONE.lock().await;
    let (data, _world) = left().await;
    let portal = Process::start(data.path(), &["--trusted-proxies", "127.0.0.1"]);
    let lines = |client: &str, count: usize| -> Vec<TcpStream> {
        let header = format!("X-Forwarded-For: {client}\r\n");
        (0..count).map(|_| begun(portal.addr, "/signin", &header, 1_000, b"email=").unwrap()).collect()
    };
    let mut other = lines("198.51.100.7", 1);
    let mut many = lines("203.0.113.9", 100);
    std::thread::sleep(Duration::from_millis(300));
    let said = rest(&mut many[0], Duration::from_secs(1)).expect("the oldest is not waited for");
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
    let open = |line: &mut TcpStream| rest(line, Duration::from_millis(2)).is_none();
    let waited_for = many.iter_mut().map(open).filter(|open| *open).count();
    assert_eq!(waited_for, 64);
    // The other client's goes on.
    other[0].write_all(&vec![b'x'; 994]).unwrap();
    let mut answer = [0; 12];
    other[0].set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    other[0].read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 422");
}

#[tokio::test]
async fn f_d5_a_body_that_dawdles_is_not_waited_for() {
    let _alone = ALONE.lock().await;
    let (data, _world) = left().await;
    let portal = Process::start(data.path(), &[]);
    let mut stalled = begun(portal.addr, "/signin", "", 1_000, b"email=").unwrap();
    let began = Instant::now();
    let said = rest(&mut stalled, Duration::from_secs(9)).expect("it is ended");
    assert!(said.starts_with("HTTP/1.1 408"), "{said}");
    assert!((4..8).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
    // A slow line is no dawdling: two kilobytes a second, for longer than nothing is expected.
    let mut slow = begun(portal.addr, "/signin", "", 14_000, b"").unwrap();
    for _ in 0..14 {
        slow.write_all(&vec![b'x'; 1_000]).unwrap();
        std::thread::sleep(Duration::from_millis(500));
    }
    slow.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let mut answer = [0; 12];
    slow.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 422");
}

#[tokio::test]
async fn f_d5_told_to_end_it_waits_for_no_stalled_body() {
    let _alone = ALONE.lock().await;
    let (data, _world) = left().await;
    let mut portal = Process::start(data.path(), &[]);
    let stalled: Vec<_> = (0..20).map(|_| begun(portal.addr, "/signin", "", 262_000, b"email=")).collect();
    std::thread::sleep(Duration::from_millis(200));
    let began = Instant::now();
    assert!(portal.end(Duration::from_secs(6)), "{}", portal.said());
    println!("ended after {:?} beside 20 stalled bodies", began.elapsed());
    drop(stalled);
}

/// What the slowest save of a hundred may take. A build for tests is many times slower, and shares its cores.
const SAVE: Duration = Duration::from_millis(if cfg!(debug_assertions) { 400 } else { 100 });

#[tokio::test]
async fn f_d5_one_supplier_with_five_thousand_rows_slows_nobody_elses_saves() {
    let _alone = ALONE.lock().await;
    let (data, survey) = left().await;
    let portal = Process::start(data.path(), &[]);
    let (addr, large, small) = (portal.addr, &survey.b, &survey.a);
    let save = |asked: &Asked, tab: &str, changes: &[serde_json::Value]| {
        let body =
            json!({ "base_revision": 1_000_000, "tab": tab, "section": "company", "changes": changes });
        let (cookie, path) = (asked.cookie(), asked.at("/save"));
        let headers = [("Sec-Fetch-Site", "same-origin"), ("Cookie", cookie.as_str())];
        let begun = Instant::now();
        let reply = call(addr, "POST", &path, &headers, body.to_string()).expect("an answer");
        assert_eq!(reply.status, 200, "{}", reply.body);
        begun.elapsed()
    };
    let mut draft = complete_draft(&survey.app.portal.services);
    draft.declaration.smelters = (1..=5_000)
        .map(|id| SmelterRow {
            id: domain::RowId(id),
            metal: "Tin".into(),
            name: format!("Smelter number {id}"),
            country: "DE".into(),
            ..SmelterRow::default()
        })
        .collect();
    for part in changes(&draft).as_array().unwrap().chunks(9_000) {
        save(large, "large", part);
    }
    let change = [json!({ "path": "f:company.name", "value": "Alpha" })];
    let over = AtomicBool::new(false);
    let before = portal.peak();
    let mut times = std::thread::scope(|scope| {
        let pages: Vec<_> = (0..30)
            .map(|_| {
                scope.spawn(|| {
                    let mut drawn = 0;
                    while !over.load(Ordering::Relaxed) {
                        let page =
                            call(addr, "GET", &large.at("/review"), &[("Cookie", &large.cookie())], "");
                        drawn += u32::from(page.is_some_and(|page| page.status == 200));
                    }
                    drawn
                })
            })
            .collect();
        std::thread::sleep(Duration::from_secs(1));
        let times: Vec<Duration> = (0..200).map(|_| save(small, "small", &change)).collect();
        over.store(true, Ordering::Relaxed);
        let drawn: u32 = pages.into_iter().map(|page| page.join().unwrap()).sum();
        println!("{drawn} review pages of 5,000 rows meanwhile");
        assert!(drawn > 0);
        times
    });
    times.sort();
    let (p50, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    let grown = (portal.peak() - before) >> 10;
    println!("saves beside 30 review pages: p50 {p50:?}, p99 {p99:?}, {grown} MiB more");
    assert!(p99 < SAVE, "{p99:?}");
}
