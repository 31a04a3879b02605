//! Acknowledged saves per second: 256 clients over 5,000 drafts, one commit per save and commits in groups, beside what
//! the disk needs for one `fdatasync`, without which such a figure says nothing.
//!
//! `cargo run --release -p storage --example bench_saves [-- FOLDER|postgres://… [SECONDS]]`

mod seed;

use domain::draft::Change;
use domain::workflow::RequestState;
use service::ports::Store;
use service::records::*;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const CLIENTS: usize = 256;
const DRAFTS: usize = 5_000;

/// Median and 99th percentile of writing 4 kB and making them durable.
fn fdatasync(folder: &Path) -> (Duration, Duration) {
    let mut file = tempfile::tempfile_in(folder).unwrap();
    let mut times: Vec<Duration> = (0..500)
        .map(|_| {
            let begin = Instant::now();
            file.write_all(&[7; 4096]).unwrap();
            file.sync_data().unwrap();
            begin.elapsed()
        })
        .collect();
    times.sort();
    (times[250], times[495])
}

struct Figures {
    saves: usize,
    median: Duration,
    late: Duration,
}

async fn drive(store: Arc<dyn Store>, requests: Arc<Vec<RequestId>>, seconds: u64) -> Figures {
    let end = Instant::now() + Duration::from_secs(seconds);
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (store, requests) = (store.clone(), requests.clone());
            tokio::spawn(async move {
                let mine: Vec<&RequestId> = requests.iter().skip(client).step_by(CLIENTS).collect();
                let mut revisions = vec![0; mine.len()];
                let mut times = Vec::new();
                for n in 0.. {
                    let now = Instant::now();
                    if now >= end {
                        break;
                    }
                    let at = n % mine.len();
                    let value = Some(format!("An answer of ordinary length, number {n}"));
                    let save = SaveDraft {
                        request: mine[at].clone(),
                        base_revision: revisions[at],
                        origin: client.to_string(),
                        changes: vec![Change { path: format!("f:q{}.tin", n / mine.len() % 40), value }],
                        section: "questions".into(),
                        writer: None,
                        now: domain::Instant::from_millis(n as i64),
                    };
                    let saved = store.save_draft(save).await.unwrap();
                    assert!(saved.conflicts.is_empty());
                    revisions[at] = saved.revision;
                    times.push(now.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for client in clients {
        times.extend(client.await.unwrap());
    }
    times.sort();
    Figures { saves: times.len(), median: times[times.len() / 2], late: times[times.len() * 99 / 100] }
}

#[tokio::main]
async fn main() {
    let place = std::env::args().nth(1).unwrap_or_else(|| ".".into());
    let seconds: u64 = std::env::args().nth(2).map_or(5, |s| s.parse().unwrap());
    let postgres = place.starts_with("postgres");
    let folder = tempfile::tempdir_in(if postgres { "." } else { &place }).unwrap();
    for (name, batch) in [("one save per commit", 1), ("commits in groups", 0)] {
        if postgres && batch == 1 {
            continue;
        }
        let file = folder.path().join(format!("{batch}.db")).display().to_string();
        let target = if postgres { place.clone() } else { file };
        let store = storage::open_batched(&target, batch).await.unwrap();
        let requests = seed::requests(&store, DRAFTS, |_| RequestState::Started).await;
        let (median, late) = fdatasync(folder.path());
        println!("fdatasync of 4 kB: median {median:.3?}, 99th percentile {late:.3?}");
        let f = drive(store, Arc::new(requests), seconds).await;
        println!(
            "{name}: {} acknowledged saves/s ({CLIENTS} clients, {DRAFTS} drafts); median {:.2?}, 99th percentile {:.2?}",
            f.saves as u64 / seconds,
            f.median,
            f.late
        );
    }
}
