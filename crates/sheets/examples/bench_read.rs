//! Reads workbooks and says how long it took: `bench_read FILE…`; without files, how the time grows with the smelter
//! rows of workbooks of our own. `bench_read --write ROWS FILE` writes such a workbook.

#[path = "../../domain/examples/limit/mod.rs"]
mod limit;

use domain::draft::MAX_ROWS;
use domain::{Declaration, Smelter, SmelterRow};
use limit::{growth, limit};
use std::time::Instant;

fn generated(rows: usize) -> Vec<u8> {
    let metal = |i: usize| domain::template::CMRT_METALS[i % 4];
    let list: Vec<Smelter> = (0..3_000)
        .map(|i| Smelter {
            cid: format!("CID9{i:05}"),
            metal: Some(metal(i)),
            name: format!("Example Works {i}"),
            country: "NORWAY".into(),
            ..Smelter::default()
        })
        .collect();
    let mut d = Declaration::default();
    for (key, value) in [("company.name", "Example Ltd"), ("company.effective_date", "2026-03-31")] {
        d.set(key, value);
    }
    for i in 0..rows {
        let s = &list[i % list.len()];
        d.smelters.push(SmelterRow {
            cid: s.cid.clone(),
            metal: metal(i).name().into(),
            lookup: s.name.clone(),
            name: s.name.clone(),
            country: s.country.clone(),
            identification: s.cid.clone(),
            source: "RMI".into(),
            street: format!("Street {i}"),
            city: format!("Town {}", i % 300),
            state: "Region".into(),
            mine: format!("Mine {i}"),
            mine_country: "AUSTRALIA".into(),
            recycled: "No".into(),
            comment: format!("Note {i}"),
            ..SmelterRow::default()
        });
    }
    sheets::write_own_with_lookup(&d, "6.5", "en", &list).expect("fits")
}

/// Largest resident size so far, in MB (Linux only).
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) * 1024.0 / 1e6
}

/// Milliseconds of the first reading, of the median of seven, and of the best.
fn time(bytes: &[u8]) -> [f64; 3] {
    let mut times = Vec::new();
    for _ in 0..7 {
        let start = Instant::now();
        let read = sheets::read_workbook(bytes, &mut |_| {});
        times.push(start.elapsed().as_secs_f64() * 1e3);
        drop(read);
    }
    let first = times[0];
    times.sort_by(f64::total_cmp);
    [first, times[3], times[0]]
}

/// How the time grows, up to the most rows that are read; and how soon more are refused.
fn curve() {
    let points: Vec<(u32, f64)> =
        [100, 1_000, 2_500, MAX_ROWS as u32].map(|rows| (rows, time(&generated(rows as usize))[2])).to_vec();
    println!("a look-up list of 3,000 smelters is in each");
    growth("reading", &points);
    println!("reading stops at {MAX_ROWS} smelter rows: an official template has room for 2,500");
    for rows in [10_000, 100_000] {
        let bytes = generated(rows);
        let refusal = sheets::read_workbook(&bytes, &mut |_| {}).err().map(|e| e.to_string());
        println!("{rows} rows: {} after {:.1} ms", refusal.unwrap_or_else(|| "read".into()), time(&bytes)[2]);
    }
}

fn report(name: &str, bytes: &[u8]) {
    let [first, median, _] = time(bytes);
    let peak = peak();
    print!(
        "{name}: {} kB, first {first:.1} ms, median {median:.1} ms, peak {peak:.1} MB: ",
        bytes.len() / 1000
    );
    let last = Some(sheets::read_workbook(bytes, &mut |_| {}));
    match last {
        Some(Ok(w)) => {
            let template = w.template().expect("known version");
            let official = domain::check_official(&w.declaration, template, &w.references());
            println!(
                "{} {} {:?}, {} answers, {} smelters, {} products, {} listed, {} notices, open {:?} {:?}",
                w.kind,
                w.version,
                w.language.as_deref().unwrap_or(""),
                w.declaration.answers.len(),
                w.declaration.smelters.len(),
                w.declaration.products.len(),
                w.lookup.len(),
                w.notices.len(),
                official.remaining,
                official.open_rows,
            );
            for n in w.notices.iter().take(5) {
                println!("    {} {}!{} {:?}", n.code, n.sheet, n.cell, n.args);
            }
            if w.declaration.smelters.len() == MAX_ROWS {
                limit("reading 5,000 smelter rows, native (aim 40)", median, 60.0, "ms");
                limit("memory of the process that read them", peak, 24.0, "MB");
            }
        }
        Some(Err(e)) => println!("refused: {e}"),
        None => println!("not read"),
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    if let [write, rows, file] = args.as_slice()
        && write == "--write"
    {
        let rows = rows.parse().expect("a number of rows");
        std::fs::write(file, generated(rows)).expect("writable");
        return;
    }
    if args.is_empty() {
        curve();
    }
    for file in &args {
        match std::fs::read(file) {
            Ok(bytes) => report(file, &bytes),
            Err(e) => println!("{file}: {e}"),
        }
    }
}
