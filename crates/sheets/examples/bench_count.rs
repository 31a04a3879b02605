//! What the plainest figures cost in a spreadsheet library: reads the first sheet of a workbook as calamine gives it, and
//! counts rows, smelters by metal, who named each, and countries of mines: `bench_count FILE.xlsx`.

use calamine::{Reader, Xlsx, open_workbook};
use std::collections::{HashMap, HashSet};
use std::time::Instant;

fn megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn main() {
    let file = std::env::args().nth(1).expect("a workbook");
    let began = Instant::now();
    let mut book: Xlsx<_> = open_workbook(&file).expect("a workbook");
    let sheet = book.worksheet_range_at(0).expect("a sheet").expect("readable");
    let read = began.elapsed();
    let mut named: HashMap<(String, String), HashSet<String>> = HashMap::new();
    let mut countries: HashMap<String, u64> = HashMap::new();
    let mut rows = 0;
    for row in sheet.rows().skip(1) {
        let text = |at: usize| row.get(at).map_or(String::new(), ToString::to_string);
        let smelter = if text(2).is_empty() { text(3) } else { text(2) };
        named.entry((text(1), smelter)).or_default().insert(text(0));
        *countries.entry(text(5)).or_default() += 1;
        rows += 1;
    }
    println!(
        "calamine: {rows} rows, {} smelters, {} countries; read in {read:.2?}, counted after {:.2?}, {} MB at most; no \
         status, no scope, no checks, no draft",
        named.len(),
        countries.len() - 1,
        began.elapsed(),
        megabytes()
    );
}
