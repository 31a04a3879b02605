//! How long a check takes, natively: `cargo xtask bench rules`, which then runs the same in wasm.

mod limit;
#[path = "../tests/many_rows/mod.rs"]
mod many_rows;

use domain::rules::check_place;
use domain::{Location, Settings, Table, check, template};
use limit::{growth, limit};
use std::time::{Duration, Instant};

fn main() {
    let template = template::cmrt("6.5").unwrap_or_else(|| unreachable!("6.5 is known"));
    println!(
        "{:<44} {:>7} {:>9} {:>9} {:>9} {:>9}",
        "native", "rows", "findings", "best ms", "p50 ms", "p95 ms"
    );
    for (kind, name) in many_rows::KINDS.into_iter().enumerate() {
        let (d, list) = many_rows::case(kind, 5_000);
        let mut findings = 0;
        let times =
            measure(100, |_| findings = check(&d, template, &list, Settings::default()).findings.len());
        print(name, 5_000, findings, &times);
        limit("all rules over 5,000 rows, native", median(&times), 6.0, "ms");
    }
    let (mut d, list) = many_rows::case(1, 5_000);
    let mut findings = 0;
    let times = measure(1_000, |i| {
        let row = i * 7 % 5_000;
        d.smelters[row].name.push('x');
        let place = Location::Row { table: Table::SMELTERS, row: d.smelters[row].id, col: None };
        findings = check_place(&d, &place, template, &list, Settings::default()).len();
    });
    print("one changed cell", 5_000, findings, &times);
    limit("one changed cell, native", median(&times), 0.1, "ms");
    let points = [100, 1_000, 10_000, 100_000].map(|rows| {
        let (d, list) = many_rows::case(1, rows);
        let times =
            measure(20, |_| findings = check(&d, template, &list, Settings::default()).findings.len());
        (rows, times[0].as_secs_f64() * 1e3)
    });
    growth("rules, half of the rows at fault", &points);
}

fn median(times: &[Duration]) -> f64 {
    times[(times.len() - 1) / 2].as_secs_f64() * 1e3
}

fn measure(times: usize, mut run: impl FnMut(usize)) -> Vec<Duration> {
    let mut taken: Vec<Duration> = (0..times)
        .map(|i| {
            let begun = Instant::now();
            run(i);
            begun.elapsed()
        })
        .collect();
    taken.sort_unstable();
    taken
}

fn print(name: &str, rows: u32, findings: usize, times: &[Duration]) {
    let ms = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
    println!("{name:<44} {rows:>7} {findings:>9} {:>9.3} {:>9.3} {:>9.3}", ms(0), ms(50), ms(95));
}
