//! P5: what the real programme takes for every hostile and odd file, measured: at most 96 MB of memory and two
//! seconds, on the command line as in the process that reads uploads, and an answer in the end.
//!
//! By itself, since a process only learns what all of those that it started took at most.

#[path = "../../crates/sheets/tests/common/mod.rs"]
mod workbooks;

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;
use workbooks::corpus::{Outcome, corpus, tables};

/// Peak of what was resident, in kB of 1,000 bytes.
const MEMORY: u64 = 96_000;
/// Milliseconds; four times as many where the code is not optimised.
const TIME: u128 = if cfg!(debug_assertions) { 8_000 } else { 2_000 };

const FILE: &str = "TOUCHSTONE_CEILING_FILE";
const ARGS: &str = "TOUCHSTONE_CEILING_ARGS";

/// What a process took and said.
struct Took {
    code: Option<i32>,
    ms: u128,
    kb: u64,
    out: String,
}

/// Not a test of its own: starts the one process that is measured, from one that is small itself (what a process
/// starts from counts as its own).
#[test]
#[ignore = "run by the tests below, in a process of its own"]
fn between() {
    let file = std::env::var(FILE).expect("run by the other tests");
    let args = std::env::var(ARGS).expect("run by the other tests");
    let upload = args.starts_with("read-upload");
    let mut command = Command::new(env!("CARGO_BIN_EXE_touchstone"));
    command.args(args.split(' ')).stderr(Stdio::null()).stdout(Stdio::null());
    match upload {
        true => {
            command.stdin(File::open(&file).unwrap()).stdout(File::create(format!("{file}.out")).unwrap())
        }
        false => command.arg(&file).stdout(File::create(format!("{file}.out")).unwrap()),
    };
    let begun = Instant::now();
    let status = command.status().unwrap();
    let ms = begun.elapsed().as_millis();
    let usage = nix::sys::resource::getrusage(nix::sys::resource::UsageWho::RUSAGE_CHILDREN).unwrap();
    // The system counts in KiB.
    let kb = usage.max_rss() as u64 * 1024 / 1000;
    println!("TOOK|{}|{ms}|{kb}", status.code().map_or(String::new(), |c| c.to_string()));
}

fn measured(args: &str, file: &Path) -> Took {
    let this = std::env::current_exe().unwrap();
    let mut command = Command::new(this);
    command.args(["--exact", "between", "--ignored", "--nocapture", "--test-threads=1"]);
    let done = command.env(FILE, file).env(ARGS, args).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let line = said.lines().find_map(|l| l.split_once("TOOK|").map(|(_, rest)| rest.to_owned()));
    let line = line.unwrap_or_else(|| panic!("{said} {}", String::from_utf8_lossy(&done.stderr)));
    let parts: Vec<&str> = line.split('|').collect();
    let out = std::fs::read(format!("{}.out", file.display())).unwrap();
    Took {
        code: parts[0].parse().ok(),
        ms: parts[1].parse().unwrap(),
        kb: parts[2].parse().unwrap(),
        out: String::from_utf8(out).expect("UTF-8"),
    }
}

/// Collects what was too much, so that one run names all of it.
#[derive(Default)]
struct Bill {
    wrong: Vec<String>,
    most: (u64, u128, String),
}

impl Bill {
    fn add(&mut self, id: &str, args: &str, took: &Took, fits: bool) {
        println!("{:>6} kB {:>5} ms  {:?}  {args}: {id}", took.kb, took.ms, took.code);
        if !fits || took.kb > MEMORY || took.ms > TIME {
            let said: String = took.out.chars().take(200).collect();
            let line = format!("{id}, {args}: {} kB, {} ms, {:?} {said}", took.kb, took.ms, took.code);
            self.wrong.push(line);
        }
        if took.kb > self.most.0 {
            self.most = (took.kb, took.ms, format!("{args}: {id}"));
        }
    }

    fn settle(self) {
        println!("the most: {:?}", self.most);
        assert!(self.wrong.is_empty(), "{}:\n{}", self.wrong.len(), self.wrong.join("\n"));
    }
}

fn written(dir: &Path, name: &str, bytes: &[u8]) -> std::path::PathBuf {
    let file = dir.join(name);
    std::fs::write(&file, bytes).unwrap();
    file
}

#[test]
fn every_workbook_is_answered_within_the_ceiling() {
    let dir = tempfile::tempdir().unwrap();
    let mut bill = Bill::default();
    for case in corpus() {
        let bytes = case.bytes();
        let file = written(dir.path(), "a.xlsx", &bytes);
        let upload = written(dir.path(), "upload", &[b"a.xlsx\n", bytes.as_slice()].concat());
        drop(bytes);
        let took = measured("check --format json", &file);
        let report: serde_json::Value = serde_json::from_str(&took.out).unwrap_or_default();
        let fits = match &case.outcome {
            Outcome::Read(notices) => {
                let said = |code: &&str| report["notices"].to_string().contains(*code);
                matches!(took.code, Some(0 | 1)) && notices.iter().all(said)
            }
            // A CMRT from before 6.0 is taken over by the command line.
            Outcome::Refused("old_version", words) if took.code != Some(2) => {
                matches!(took.code, Some(0 | 1)) && report["template"]["version"] == *words
            }
            Outcome::Refused(code, words) => {
                let message = report["error"]["message"].as_str().unwrap_or_default();
                took.code == Some(2) && report["error"]["code"] == *code && message.contains(words)
            }
        };
        bill.add(case.id, "check", &took, fits);
        let took = measured("read", &file);
        let fits = match (&case.outcome, took.code) {
            (Outcome::Read(_), code) => code == Some(0),
            // The same here.
            (Outcome::Refused("old_version", _), code) => matches!(code, Some(0 | 2)),
            (Outcome::Refused(..), code) => code == Some(2),
        };
        bill.add(case.id, "read", &took, fits);
        for args in ["read-upload table", "read-upload list"] {
            let took = measured(args, &upload);
            let answer = serde_json::from_str::<serde_json::Value>(&took.out);
            bill.add(case.id, args, &took, took.code == Some(0) && answer.is_ok());
        }
    }
    bill.settle();
}

#[test]
fn every_text_file_is_answered_within_the_ceiling() {
    let dir = tempfile::tempdir().unwrap();
    let mut bill = Bill::default();
    for case in tables() {
        let upload = written(dir.path(), "upload", &[b"a.csv\n", case.bytes().as_slice()].concat());
        for args in ["read-upload table", "read-upload list"] {
            let took = measured(args, &upload);
            let answer = serde_json::from_str::<serde_json::Value>(&took.out);
            bill.add(case.id, args, &took, took.code == Some(0) && answer.is_ok());
        }
    }
    bill.settle();
}
