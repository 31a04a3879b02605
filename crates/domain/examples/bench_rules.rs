//! How long a check takes: `cargo run --release -p domain --example bench_rules [ROWS]`. Prints rows and milliseconds.

use domain::{Declaration, Metal, References, RowId, Settings, Smelter, SmelterRow, check, template};
use std::time::{Duration, Instant};

fn main() {
    let rows = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(5_000u32);
    let template = template::cmrt("6.5").unwrap_or_else(|| unreachable!("6.5 is known"));
    let smelters = (0..400).map(|n| Smelter {
        cid: format!("CID{}", 900_000 + n),
        metal: Some(Metal::ALL[n as usize % 4]),
        name: format!("Invented Works {n}"),
        ..Smelter::default()
    });
    let references = References::new("invented", "2026-01-01", smelters.collect());
    println!("{:<28} {:>6} {:>9} {:>9} {:>9}", "list", "rows", "findings", "best ms", "median ms");
    let clean = |n: u32| row(n, 900_000 + n % 400);
    // Half of the rows with a fault of some kind: as many findings as a bad upload has.
    let faulty = |n: u32| match n % 6 {
        0 => row(n, 999_999),
        2 => SmelterRow { metal: "Copper".into(), ..clean(n) },
        4 => SmelterRow { cid: "CID 9".into(), ..clean(n) },
        _ => clean(n),
    };
    let empty = References::default();
    run("in order", declaration(rows, clean), &references, template);
    run("half of the rows at fault", declaration(rows, faulty), &references, template);
    run("without reference list", declaration(rows, clean), &empty, template);
}

fn row(n: u32, cid: u32) -> SmelterRow {
    SmelterRow {
        id: RowId(u64::from(n) + 1),
        cid: format!("CID{cid}"),
        metal: Metal::ALL[cid as usize % 4].name().into(),
        lookup: format!("Invented Works {}", cid % 400),
        mine: format!("Mine {n}"),
        mine_country: "Australia; Rwanda".into(),
        recycled: "No".into(),
        ..SmelterRow::default()
    }
}

fn declaration(rows: u32, of: impl Fn(u32) -> SmelterRow) -> Declaration {
    let mut d = Declaration::default();
    for metal in Metal::ALL {
        for (n, answer) in ["Yes", "Yes", "No", "No", "No", "100%", "Yes", "Yes"].into_iter().enumerate() {
            d.set(&format!("q{}.{}", n + 1, metal.key()), answer);
        }
    }
    d.smelters = (0..rows).map(of).collect();
    d
}

fn run(name: &str, d: Declaration, references: &References, template: &domain::Template) {
    let mut times: Vec<Duration> = Vec::new();
    let mut findings = 0;
    for _ in 0..100 {
        let start = Instant::now();
        findings = check(&d, template, references, Settings::default()).findings.len();
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let ms = |t: Duration| t.as_secs_f64() * 1e3;
    let (best, median) = (ms(times[0]), ms(times[times.len() / 2]));
    println!("{name:<28} {:>6} {findings:>9} {best:>9.2} {median:>9.2}", d.smelters.len());
}
