//! Reads workbooks and says how long it took: `bench_read FILE…`, or without files a workbook of our own with 5,000
//! smelter rows. Also the process that the hostile tests run with little memory.

use domain::{Declaration, Metal, Smelter, SmelterRow};
use std::time::Instant;

fn generated(rows: usize) -> Vec<u8> {
    let metal = |i: usize| Metal::ALL[i % 4];
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

/// Largest resident size so far, in MiB (Linux only).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn report(name: &str, bytes: &[u8]) {
    let mut times = Vec::new();
    let mut last = None;
    for _ in 0..7 {
        let start = Instant::now();
        last = Some(sheets::read_workbook(bytes, &mut |_| {}));
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let first = times[0];
    times.sort_by(f64::total_cmp);
    print!(
        "{name}: {} kB, first {first:.1} ms, median {:.1} ms, peak {} MiB: ",
        bytes.len() / 1000,
        times[3],
        peak()
    );
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
        }
        Some(Err(e)) => println!("refused: {e}"),
        None => println!("not read"),
    }
}

fn main() {
    let files: Vec<String> = std::env::args().skip(1).collect();
    println!("start: peak {} MiB", peak());
    if files.is_empty() {
        let bytes = generated(5_000);
        println!("written: peak {} MiB (the reader's own peak: give it the file)", peak());
        report("5,000 rows", &bytes);
        if let Some(path) = std::env::var_os("BENCH_WRITE") {
            std::fs::write(path, &bytes).expect("writable");
        }
    }
    for file in files {
        match std::fs::read(&file) {
            Ok(bytes) => report(&file, &bytes),
            Err(e) => println!("{file}: {e}"),
        }
    }
}
