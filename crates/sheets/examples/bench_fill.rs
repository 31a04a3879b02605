//! Fills a blank official template with 2,500 smelters and says how long it took, beside openpyxl doing the same:
//! `bench_fill [BLANK.xlsx]`. openpyxl is run by the Python that `TOUCHSTONE_PYTHON` names (else `python3`), if it has
//! it.

#[path = "../../domain/examples/limit/mod.rs"]
mod limit;

use domain::{Declaration, Smelter, SmelterRow};
use limit::limit;
use std::process::Command;
use std::time::Instant;

const RUNS: usize = 9;

/// Writes the same cells. openpyxl drops extended conditional formats and stored results when it saves.
const OPENPYXL: &str = r#"
import io, sys, time
import openpyxl
path, cids, runs = sys.argv[1], sys.argv[2].split(","), int(sys.argv[3])
blank = open(path, "rb").read()
times = []
for _ in range(runs):
    start = time.perf_counter()
    book = openpyxl.load_workbook(io.BytesIO(blank))
    sheet = book["Declaration"]
    for row in range(8, 90):
        if row in (8, 15, 16, 17, 18, 20) or row >= 26:
            cell = sheet.cell(row, 4)
            if not isinstance(cell, openpyxl.cell.cell.MergedCell):
                cell.value = "Yes"
    sheet = book["Smelter List"]
    for i, cid in enumerate(cids):
        sheet.cell(5 + i, 1).value = cid
        sheet.cell(5 + i, 14).value = "Mine %d" % i
        sheet.cell(5 + i, 17).value = "Note %d" % i
    book.save(io.BytesIO())
    times.append((time.perf_counter() - start) * 1e3)
print("openpyxl %s: first %.0f ms, median %.0f ms" % (openpyxl.__version__, times[0], sorted(times)[runs // 2]))
"#;

/// An official blank is filled in its package. Without one a workbook of our own is written, which is less work.
fn main() {
    let official = std::env::args().nth(1);
    let own = std::env::temp_dir().join(format!("touchstone-bench-{}.xlsx", std::process::id()));
    let path = match &official {
        Some(path) => path.into(),
        None => {
            println!(
                "NOTE: no official blank (TOUCHSTONE_SAMPLES names no folder): a workbook of our own instead"
            );
            let blank = sheets::write_own_with_lookup(&Declaration::default(), "6.5", "en", &invented());
            std::fs::write(&own, blank.expect("fits")).expect("writable");
            own.clone()
        }
    };
    let blank = std::fs::read(&path).expect("readable");
    let workbook = sheets::read_workbook(&blank, &mut |_| {}).expect("a blank template");
    let template = workbook.template().expect("a version that can be filled");
    let mut d = Declaration::default();
    for field in &template.fields {
        d.set(&field.key, field.options().first().map_or("Example Ltd", String::as_str));
    }
    let cids: Vec<&str> = workbook.lookup.iter().map(|s| s.cid.as_str()).cycle().take(2_500).collect();
    for (i, cid) in cids.iter().enumerate() {
        d.smelters.push(SmelterRow {
            cid: (*cid).to_owned(),
            mine: format!("Mine {i}"),
            comment: format!("Note {i}"),
            ..SmelterRow::default()
        });
    }
    let mut times = Vec::new();
    let mut size = 0;
    for _ in 0..RUNS {
        let start = Instant::now();
        let filled = match official {
            Some(_) => sheets::fill(&blank, &d),
            None => sheets::write_own_with_lookup(&d, "6.5", "en", &workbook.lookup),
        };
        size = filled.expect("fits").len();
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let first = times[0];
    times.sort_by(f64::total_cmp);
    let median = times[RUNS / 2];
    println!(
        "CMRT {} with {} smelters: first {first:.0} ms, median {median:.0} ms, {} kB",
        template.version,
        cids.len(),
        size / 1000
    );
    let python = std::env::var("TOUCHSTONE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let args = ["-c", OPENPYXL, &path.display().to_string(), &cids.join(","), "3"];
    match Command::new(&python).args(args).output() {
        Ok(out) if out.status.success() => print!("{}", String::from_utf8_lossy(&out.stdout)),
        _ => println!("SKIPPED: openpyxl, which {python} does not have"),
    }
    limit("filling a blank with 2,500 smelters", median, 150.0, "ms");
    let _ = std::fs::remove_file(own);
}

fn invented() -> Vec<Smelter> {
    let smelter = |i: usize| Smelter {
        cid: format!("CID9{i:05}"),
        metal: Some(domain::template::CMRT_METALS[i % 4]),
        name: format!("Example Works {i}"),
        country: "NORWAY".into(),
        ..Smelter::default()
    };
    (0..350).map(smelter).collect()
}
