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
    let sheet = book.sheet_names().first().cloned().expect("a sheet");
    let mut named: HashMap<(String, String), HashSet<String>> = HashMap::new();
    let mut countries: HashMap<String, u64> = HashMap::new();
    let mut rows = 0;
    let mut count = |row: &[String]| {
        let text = |at: usize| row.get(at).cloned().unwrap_or_default();
        let smelter = if text(2).is_empty() { text(3) } else { text(2) };
        named.entry((text(1), smelter)).or_default().insert(text(0));
        *countries.entry(text(5)).or_default() += 1;
        rows += 1;
    };
    // Cell by cell: a range is allocated as large as the file claims to be.
    let mut cells = book.worksheet_cells_reader(&sheet).expect("readable");
    let (mut at, mut row) = (0, vec![String::new(); 6]);
    while let Some(cell) = cells.next_cell().expect("readable") {
        let (line, column) = cell.get_position();
        if line != at {
            if at > 0 {
                count(&row);
            }
            (at, row) = (line, vec![String::new(); 6]);
        }
        if let Some(place) = row.get_mut(column as usize) {
            *place = calamine::Data::from(cell.get_value().clone()).to_string();
        }
    }
    count(&row);
    println!(
        "calamine: {rows} rows, {} smelters, {} countries; counted after {:.2?}, {} MB at most; no \
         status, no scope, no checks, no draft",
        named.len(),
        countries.len() - 1,
        began.elapsed(),
        megabytes()
    );
}
