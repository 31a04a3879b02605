//! Counts what test runs print.

use crate::run::Result;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// How many tests passed, failed and were skipped.
#[derive(Default, Debug, PartialEq, Eq, Clone, Copy)]
pub struct Tally {
    /// Tests that ran and held.
    pub passed: u64,
    /// Tests that ran and did not hold.
    pub failed: u64,
    /// Tests that did not run, or said that something they need is absent.
    pub skipped: u64,
}

impl Tally {
    /// Adds another run.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Runs `cargo test …`, shows its output as it comes, and counts.
pub fn cargo_test(command: &mut Command) -> Result<Tally> {
    // With the output of passing tests shown, we hear of those that say "skipped: …" and pass.
    let mut child = command.args(["--", "--show-output"]).stdout(Stdio::piped()).spawn()?;
    let mut libtest = Libtest::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            if let Some(shown) = libtest.line(&line?) {
                println!("{shown}");
            }
        }
    }
    let status = child.wait()?;
    let mut tally = libtest.tally;
    if !status.success() && tally.failed == 0 {
        // A crate that does not compile, or a test process that died.
        tally.failed = 1;
    }
    Ok(tally)
}

/// Reads libtest's output line by line.
#[derive(Default)]
struct Libtest {
    tally: Tally,
    in_successes: bool,
    said_skipped: bool,
    skips: u64,
}

impl Libtest {
    /// Takes in a line; returns what to show of it.
    fn line(&mut self, line: &str) -> Option<String> {
        if let Some(counts) = line.strip_prefix("test result: ") {
            let count = |word: &str| -> u64 {
                let mut parts = counts.split(['.', ';']).filter_map(|part| part.trim().strip_suffix(word));
                parts.next().and_then(|number| number.trim().parse().ok()).unwrap_or(0)
            };
            self.tally.passed += count("passed").saturating_sub(self.skips);
            self.tally.failed += count("failed");
            self.tally.skipped += count("ignored") + self.skips;
            *self = Self { tally: self.tally, ..Self::default() };
            return Some(line.to_owned());
        }
        match line {
            "successes:" => self.in_successes = true,
            "failures:" => self.in_successes = false,
            _ if !self.in_successes => {}
            _ if line.starts_with("---- ") => self.said_skipped = false,
            _ if line.to_lowercase().trim_start().starts_with("skipped") => {
                if !self.said_skipped {
                    self.skips += 1;
                    self.said_skipped = true;
                }
                return Some(format!("    {}", line.trim()));
            }
            _ => {}
        }
        (!self.in_successes).then(|| line.to_owned())
    }
}

/// Counts what Playwright's JSON reporter wrote.
pub fn playwright(report: &str) -> Result<Tally> {
    let report: serde_json::Value = serde_json::from_str(report)?;
    let count = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
    // A test that passes only when tried again is no passed test.
    let failed = count("unexpected") + count("flaky");
    let errors = report["errors"].as_array().map_or(0, Vec::len) as u64;
    Ok(Tally { passed: count("expected"), failed: failed + errors, skipped: count("skipped") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn libtest_output_is_counted_and_noise_dropped() {
        let text = "running 4 tests\ntest a ... ok\n\nsuccesses:\n\n---- a stdout ----\nnoise\n---- b stdout ----\n\
                    Skipped: no samples\nskipped again\n\nsuccesses:\n    a\n    b\n\nfailures:\n\n---- c stdout ----\n\
                    boom\n\ntest result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out\n\
                    test result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";
        let mut libtest = Libtest::default();
        let shown: Vec<_> = text.lines().filter_map(|line| libtest.line(line)).collect();
        assert_eq!(libtest.tally, Tally { passed: 6, failed: 1, skipped: 2 });
        assert!(shown.iter().any(|line| line == "boom"));
        assert!(shown.iter().any(|line| line == "    Skipped: no samples"));
        assert!(!shown.iter().any(|line| line == "noise"));
    }

    #[test]
    fn playwright_report_is_counted() {
        let report = r#"{"stats":{"expected":7,"unexpected":1,"skipped":2,"flaky":1},"errors":[]}"#;
        assert_eq!(playwright(report).unwrap(), Tally { passed: 7, failed: 2, skipped: 2 });
    }
}
