//! Public holidays of the countries whose time zone the portal knows, from the Python package `holidays` (MIT).
//!
//! `cargo xtask gen` installs the version that `xtask/holidays/requirements.txt` pins, where the table is made of something
//! else than it was; `gen --check` needs no network: it compares the digest of what the table was made from.

use crate::files::{read, write_if_changed};
use crate::run::{Result, output, root, run, target};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The years of the table. Governments decree the days of each year late: a release raises both, and makes the table anew.
const YEARS: [u16; 2] = [2026, 2030];

fn table() -> PathBuf {
    root().join("crates/service/src/survey/holidays.txt")
}

/// Writes the table, or compares what it was made from.
pub fn generate(check: bool) -> Result {
    let from = root().join("xtask/holidays");
    let (script, pins) = (from.join("table.py"), from.join("requirements.txt"));
    // `CN Asia/Shanghai 56` asks for `CN=56`.
    let zones = read(&root().join("crates/service/src/survey/zones.txt"))?;
    let asked = zones.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut words = line.split(' ');
        Some(format!("{}={}", words.next()?, words.nth(1)?))
    });
    let asked: Vec<String> = asked.collect();
    let years = YEARS.map(|year| year.to_string());
    let digest = Sha256::digest([read(&script)?, read(&pins)?, years.concat(), asked.concat()].concat());
    let head = format!(
        "# Written by `cargo xtask gen` from the Python package holidays (MIT); inputs {}.\n",
        crate::files::hex(&digest[..8])
    );
    if std::fs::read_to_string(table()).is_ok_and(|text| text.starts_with(&head)) {
        return Ok(());
    }
    if check {
        return Err("run `cargo xtask gen`; stale: crates/service/src/survey/holidays.txt".into());
    }
    let days = output(Command::new(python(&pins)?).arg(&script).args(years).args(asked))?;
    write_if_changed(&table(), [&head, days.trim(), "\n"].concat().as_bytes())?;
    Ok(())
}

/// A Python with the pinned packages, of our own under `target`.
fn python(pins: &Path) -> Result<PathBuf> {
    let place = target().join("holidays");
    let python = place.join("bin/python");
    run(Command::new("python3").args(["-m", "venv"]).arg(&place))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    run(Command::new(&python).args(pip).arg(pins))?;
    Ok(python)
}
