//! From freeze to the files of a draft: how long it takes and how much memory, for so many suppliers with so many rows each.
//!
//! `cargo run --release -p service --example bench_report -- SUPPLIERS ROWS [postgres://…] [--rows FILE.xlsx]`; the file gets
//! the same rows, for whoever counts them otherwise.

#[allow(dead_code)]
#[path = "../../tests/it/common.rs"]
mod common;
mod declared;
mod survey;

use service::reports::draft::{DraftFile, Kind, Paper};
use service::reports::freeze::Wanted;
use service::{DAY, day_of};
use std::time::{Duration, Instant};

/// What a process has in memory, in megabytes: `VmRSS` now, `VmHWM` at most.
fn megabytes(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(field)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// From here on the highest is counted anew.
fn forget_the_highest() {
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

fn limits(suppliers: usize) -> (Duration, u64) {
    if suppliers <= 210 { (Duration::from_secs(2), 300) } else { (Duration::from_secs(20), 300) }
}

#[tokio::main]
async fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let file = args.iter().position(|arg| arg == "--rows").map(|at| args.drain(at..).nth(1).expect("a file"));
    let number =
        |at: usize, otherwise: usize| args.get(at).and_then(|arg| arg.parse().ok()).unwrap_or(otherwise);
    let (suppliers, rows) = (number(0, 210), number(1, 20));
    if let Some(file) = &file {
        declared::write(file, suppliers, rows);
    }
    let folder = tempfile::tempdir_in(".").expect("a folder");
    let own = folder.path().join("bench.db").display().to_string();
    let place = args.get(2).cloned().unwrap_or(own);
    let database = if place.starts_with("postgres") { "PostgreSQL" } else { "SQLite" };
    let began = Instant::now();
    let survey = survey::filled(&place, suppliers, rows).await;
    println!(
        "{database}: {suppliers} suppliers, {} rows, filled in {:.1?}",
        suppliers * rows,
        began.elapsed()
    );

    let desk = &survey.desk;
    forget_the_highest();
    let (before, began) = (megabytes("VmRSS"), Instant::now());
    let mut since = began;
    let mut lap = |what: &str| {
        println!(
            "  {what:<24} {:>8.2?}  {:>5} MB more at most",
            since.elapsed(),
            megabytes("VmHWM").saturating_sub(before)
        );
        since = Instant::now();
    };
    let yesterday = day_of(survey.portal.services.now() - DAY).to_string();
    let wanted = Wanted {
        name: "Report".into(),
        year: 2026,
        campaigns: vec![survey.campaign.clone()],
        cutoff_day: yesterday.clone(),
        zone: "Z".into(),
        list_day: yesterday,
        template_version: "6.5".into(),
        ..Wanted::default()
    };
    let head = desk.freeze(wanted).await.expect("frozen");
    lap("frozen");
    let counted = desk.counted(&head.id).await.expect("counted");
    let figures = counted.figures_csv().len() + counted.figures_json().expect("figures").len();
    lap("figures as files");
    survey::sign(desk, &head.id).await;
    lap("written and signed");
    let drafted = desk.draft(&head.id, Kind::Sec).await.expect("a draft");
    let mut bytes = figures;
    for file in [DraftFile::Exhibit, DraftFile::Web, DraftFile::Docx] {
        bytes += drafted.file(file, Paper::A4).expect("a file").len();
    }
    lap("exhibit, page, document");
    let leaving = desk.leaving(&counted).await.expect("leaves");
    bytes += leaving.json().expect("leaves").len();
    bytes += desk.leaving_workbook(&leaving, "en").await.expect("leaves").len();
    lap("our own declaration");
    let (took, more) = (began.elapsed(), megabytes("VmHWM").saturating_sub(before));
    let (time, memory) = limits(suppliers);
    let word = if took <= time && more <= memory { "PASS" } else { "OVER" };
    println!(
        "{word}  {database}, from freeze to files: {took:.2?}, {more} MB more; at most {time:.0?} and {memory} MB; \
         {} kB of files, {}",
        bytes / 1024,
        counted.figures.printed("S1")
    );
    drop((drafted, leaving, counted));
    forget_the_highest();
    let (before, began) = (megabytes("VmRSS"), Instant::now());
    let mut evidence = desk.take_evidence(&head.id).await.expect("evidence");
    let mut size = 0;
    while let Some(piece) = evidence.pieces.recv().await {
        size += piece.expect("a piece").len();
    }
    let more = megabytes("VmHWM").saturating_sub(before);
    println!(
        "{}  evidence: {} MB in {:.2?}, {more} MB more; at most {memory} MB (what was counted is at hand and not among them)",
        if more <= memory { "PASS" } else { "OVER" },
        size >> 20,
        began.elapsed(),
    );
    let began = Instant::now();
    survey.reopened(&head.id).await;
    println!("  opened and counted anew: {:.2?}", began.elapsed());
    forget_the_highest();
    let (before, began) = (megabytes("VmRSS"), Instant::now());
    let found = survey.placed_anew().await;
    println!(
        "  {found} smelters of {} rows placed anew and counted, as behind each list and midnight: {:.2?}, {} MB more",
        suppliers * rows,
        began.elapsed(),
        megabytes("VmHWM").saturating_sub(before)
    );
}
