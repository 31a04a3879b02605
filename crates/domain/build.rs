//! The version of the rules: a hash over everything that decides what they find. A submission keeps it, so that a later
//! judgement of the same answers can be told from the first by what judged, not by a number that somebody forgot to
//! raise.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What finds nothing: texts, the states of requests, how a draft is kept.
const OTHER: [&str; 3] = ["text.rs", "workflow.rs", "draft.rs"];

fn main() {
    println!("cargo::rerun-if-changed=src");
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = Vec::new();
    collect(Path::new("src"), &mut files);
    files.sort();
    let mut hasher = Sha256::new();
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        // The same on every machine: names with slashes, lines without the ends that a checkout may give them.
        hasher.update(file.to_string_lossy().replace('\\', "/").as_bytes());
        for line in behaviour(&source) {
            hasher.update([0]);
            hasher.update(line.as_bytes());
        }
        hasher.update([1]);
    }
    let hash = hasher.finalize().iter().take(16).fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    });
    println!("cargo::rustc-env=TOUCHSTONE_RULES={hash}");
}

/// What a source says apart from comments, blank lines, and tests at its end.
fn behaviour(source: &str) -> impl Iterator<Item = &str> {
    let tests = source.find("#[cfg(test)]\nmod tests {").unwrap_or(source.len());
    let lines = source[..tests].lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//"))
}

/// Sources and tables; rule pages (`.md`) are words about rules.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if path.is_dir() {
            if name != "tests" {
                collect(&path, files);
            }
        } else if !name.ends_with(".md") && name != "tests.rs" && !OTHER.contains(&&*name) {
            files.push(path);
        }
    }
}
