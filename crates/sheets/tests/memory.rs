//! Files made to exhaust memory or time, each read by a process of its own that may not have more than 1 GiB of
//! address space: a reader that trusts them is killed there, and the test sees it.

mod common;
use common::*;
use std::process::Command;
use std::time::Instant;

const CASE: &str = "TOUCHSTONE_HOSTILE_FILE";

/// Not a test of its own: what the processes below run.
#[test]
#[ignore = "run by the tests below in a process with little memory"]
fn child() {
    let path = std::env::var(CASE).expect("run by the other tests");
    let bytes = std::fs::read(path).unwrap();
    let start = Instant::now();
    let result = match read(&bytes) {
        Ok(w) => format!("ok {}", w.declaration.smelters.len()),
        Err(e) => e.to_string(),
    };
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|l| l.starts_with("VmHWM")).unwrap_or("VmHWM: 0");
    let peak: u64 = peak.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0);
    println!("RESULT|{result}|{}|{}", start.elapsed().as_millis(), peak / 1024);
}

/// Reads the file in a process limited to 1 GiB; returns what it said. Fails when it dies, stalls or swells.
fn judged(name: &str, bytes: &[u8]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("file.xlsx");
    std::fs::write(&path, bytes).unwrap();
    let out = Command::new("sh")
        .arg("-c")
        .arg("ulimit -v 1048576; exec \"$0\" --exact child --ignored --nocapture --test-threads=1")
        .arg(std::env::current_exe().unwrap())
        .env(CASE, &path)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&out.stdout);
    let line = text.lines().find_map(|l| l.split_once("RESULT|").map(|x| x.1));
    let line =
        line.unwrap_or_else(|| panic!("{name} killed the reader: {}", String::from_utf8_lossy(&out.stderr)));
    let parts: Vec<&str> = line.split('|').collect();
    let (ms, mib): (u64, u64) = (parts[1].parse().unwrap(), parts[2].parse().unwrap());
    println!("{name}: {} kB, {} in {ms} ms, {mib} MiB", bytes.len() / 1000, parts[0]);
    let limit = if cfg!(debug_assertions) { 8_000 } else { 2_000 };
    assert!(ms < limit, "{name} took {ms} ms");
    assert!(mib <= 256, "{name} took {mib} MiB");
    parts[0].to_owned()
}

/// The sample with one part replaced.
fn with_part(part: Part) -> Vec<u8> {
    let mut parts: Vec<Part> = sample().into_iter().filter(|p| p.name != part.name).collect();
    parts.push(part);
    zip(&parts)
}

const SHEET: &str = "<worksheet><sheetData>";
const SHEET_END: &str = "</sheetData></worksheet>";

#[test]
fn x08_declared_counts() {
    let strings = "<sst count=\"4294967295\" uniqueCount=\"4294967295\"><si><t>x</t></si></sst>";
    let mut bytes = with_part(Part::new(STRINGS, strings));
    // The other sheets' texts are gone with the strings: the point is that the process lives and says so.
    assert!(judged("X-08", &bytes).starts_with("damaged"));
    let mut parts = sample();
    edit(&mut parts, STRINGS, |t| t.replacen("uniqueCount=\"", "uniqueCount=\"99999999", 1));
    bytes = zip(&parts);
    assert_eq!(judged("X-08 readable", &bytes), "ok 1");
}

#[test]
fn x09_corner_cells() {
    let cells = "<row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(judged("X-09", &with_part(Part::new(SMELTERS, format!("{SHEET}{cells}{SHEET_END}")))), "ok 1");
}

#[test]
fn x12_every_row_filled() {
    let row = b"<row><c><v>1</v></c></row>";
    let part = repeated(SMELTERS, SHEET, row, 1_048_576, SHEET_END);
    assert!(judged("X-12", &with_part(part)).contains("rows"));
    let empty = repeated(SMELTERS, SHEET, b"<row><c s=\"4\"/></row>", 1_048_576, SHEET_END);
    assert_eq!(judged("X-12 styled", &with_part(empty)), "ok 0");
}

#[test]
fn x13_one_text_of_200_mb() {
    let text = [b'a'; 1 << 20];
    let over = repeated(STRINGS, "<sst><si><t>", &text, 200, "</t></si></sst>");
    assert!(judged("X-13 200 MB", &with_part(over)).contains("unpacked"));
    let large = repeated(STRINGS, "<sst><si><t>", &text, 100, "</t></si></sst>");
    assert!(judged("X-13 100 MB", &with_part(large)).contains("kept"));
    let under = repeated(STRINGS, "<sst><si><t>", &text, 40, "</t></si></sst>");
    assert!(judged("X-13 40 MB", &with_part(under)).contains("limit=\"text:import.limit.text\""));
    let inline = repeated(
        SMELTERS,
        &format!("{SHEET}<row r=\"5\"><c r=\"A5\" t=\"inlineStr\"><is><t>"),
        &text,
        100,
        "</t></is></c></row></sheetData></worksheet>",
    );
    assert!(judged("X-13 inline", &with_part(inline)).contains("limit=\"text:import.limit.text\""));
}

#[test]
fn x13_many_parts_that_add_up() {
    let mut parts = sample();
    for i in 0..5 {
        parts.push(repeated(&format!("xl/media/{i}.bin"), "", &[0u8; 1 << 20], 60, ""));
    }
    assert!(judged("X-13 total", &zip(&parts)).contains("unpacked"));
}

#[test]
fn x13_shared_strings_without_end() {
    let part = repeated(STRINGS, "<sst>", b"<si><t>x</t></si>", 2_500_000, "</sst>");
    assert!(judged("X-13 strings", &with_part(part)).contains("strings"));
    let part = repeated(STRINGS, "<sst>", b"<si/>", 6_000_000, "</sst>");
    assert!(judged("X-13 empty strings", &with_part(part)).contains("strings"));
}

#[test]
fn what_is_kept_in_memory_is_bounded() {
    let text = format!("<si><t>{}</t></si>", "y".repeat(100));
    let strings = |n: usize| repeated(STRINGS, "<sst>", text.as_bytes(), n, "</sst>");
    assert!(judged("many long strings", &with_part(strings(999_000))).contains("kept"));
    assert!(judged("fewer long strings", &with_part(strings(400_000))).starts_with("unknown_template"));
    let cell = format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", "y".repeat(1_000));
    let row = format!("<row>{}</row>", cell.repeat(17));
    let sheet = repeated(SMELTERS, SHEET, row.as_bytes(), 7_000, SHEET_END);
    assert!(judged("long cells", &with_part(sheet)).contains("kept"));
}

#[test]
fn x19_and_x20_in_little_memory() {
    let row = repeated(
        SMELTERS,
        &format!("{SHEET}<row "),
        b" abcdefg=\"\"",
        800_000,
        "></row></sheetData></worksheet>",
    );
    assert!(judged("X-19", &with_part(row)).starts_with("damaged"));
    let nested = repeated(SMELTERS, SHEET, b"<a>", 200_000, "");
    assert!(judged("X-20", &with_part(nested)).starts_with("damaged"));
}

#[test]
fn formulas_without_end() {
    let part = repeated(
        SMELTERS,
        SHEET,
        b"<row><c><f t=\"shared\" si=\"4294967290\" ref=\"A1:XFD9\">A1</f></c></row>",
        59_000,
        SHEET_END,
    );
    assert_eq!(judged("shared formulas", &with_part(part)), "ok 0");
}

#[test]
fn a_full_table_is_too_many_rows() {
    let row = b"<row><c/><c t=\"inlineStr\"><is><t>Tin</t></is></c><c t=\"inlineStr\"><is><t>Smelter not yet identified</t></is></c></row>";
    let head = format!("{SHEET}<row r=\"4\"/>");
    let part = |rows: usize| with_part(repeated(SMELTERS, &head, row, rows, SHEET_END));
    assert_eq!(judged("5,000 smelters", &part(5_000)), "ok 5000");
    assert!(judged("5,001 smelters", &part(5_001)).contains("table_rows"));
    assert!(judged("59,000 smelters", &part(59_000)).contains("table_rows"));
}
