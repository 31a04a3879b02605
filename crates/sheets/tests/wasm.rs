//! the browser's reader, compiled to wasm, says of every hostile and odd file what the native one says, in at
//! most 96 MB of pages and two seconds, and never ends in a trap.
//!
//! Run by Node; skipped with a clear line where there is none, which `CI` makes a failure.

mod common;
use common::corpus::corpus;
use common::read;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// In bytes of 64-kiB pages.
const MEMORY: usize = 96_000_000;
/// Milliseconds; ten times as many where the code is not optimised.
const TIME: u64 = if cfg!(debug_assertions) { 20_000 } else { 2_000 };

fn module() -> Option<String> {
    if !Command::new("node").arg("--version").output().is_ok_and(|o| o.status.success()) {
        assert!(std::env::var_os("CI").is_none(), "Node is needed to run the reader's wasm module");
        println!("SKIPPED: Node is not installed, the reader's wasm module was not run");
        return None;
    }
    let target = std::env::var("CARGO_TARGET_DIR")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../target").to_owned());
    let profile: &[&str] = if cfg!(debug_assertions) { &[] } else { &["--profile", "wasm-release"] };
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "sheets", "--example", "reader"])
        .args(["--target", "wasm32-unknown-unknown", "--target-dir", &target])
        .args(profile)
        .status()
        .expect("cargo runs");
    assert!(built.success(), "the wasm module must build");
    let folder = profile.last().copied().unwrap_or("debug");
    Some(format!("{target}/wasm32-unknown-unknown/{folder}/examples/reader.wasm"))
}

#[test]
fn the_wasm_module_says_the_same_of_every_file_within_the_ceiling() {
    let Some(module) = module() else { return };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wasm/run.mjs");
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("a.xlsx");
    let mut node = Command::new("node")
        .args([script, &module])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node starts");
    let mut to = node.stdin.take().unwrap();
    let mut from = BufReader::new(node.stdout.take().unwrap());
    let (mut wrong, mut most) = (Vec::new(), (0, 0, ""));
    for case in corpus() {
        let bytes = case.bytes();
        std::fs::write(&file, &bytes).unwrap();
        let native = serde_json::to_string(&read(&bytes)).unwrap();
        drop(bytes);
        writeln!(to, "{}", file.display()).unwrap();
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        let mut parts = line.trim_end_matches('\n').splitn(3, ' ');
        let memory: usize = parts.next().unwrap().parse().unwrap();
        let ms: u64 = parts.next().unwrap().parse().unwrap();
        let answer = parts.next().unwrap_or_default();
        println!("{:>6} kB {ms:>5} ms  {}", memory / 1000, case.id);
        if answer != native {
            let short: String = answer.chars().take(200).collect();
            wrong.push(format!("{}: it says {short}", case.id));
        }
        if memory > MEMORY || ms > TIME {
            wrong.push(format!("{}: {} kB, {ms} ms", case.id, memory / 1000));
        }
        most = most.max((memory, ms, case.id));
    }
    drop(to);
    node.wait().unwrap();
    println!("the most: {most:?}");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
