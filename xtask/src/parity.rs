//! The checker's parity on as many fillings as one likes; every test run compares a few of them.

use crate::office;
use crate::run::{Result, cargo, run};

/// Fills the official blank of `TOUCHSTONE_SAMPLES` at random, recalculates and compares.
pub fn parity(fillings: u32, seed: u64) -> Result {
    if std::env::var_os("TOUCHSTONE_SAMPLES").is_none() {
        return Err(
            "TOUCHSTONE_SAMPLES must name a folder with cmrt/6.5-blank.xlsx, the official blank".into()
        );
    }
    if !office::recalculates() {
        return Err("LibreOffice is not installed (Debian's package is libreoffice-calc-nogui)".into());
    }
    let mut command = cargo();
    command.args([
        "test",
        "--package",
        "sheets",
        "--test",
        "parity",
        "--test",
        "parity_older",
        "--",
        "--nocapture",
    ]);
    command.env("TOUCHSTONE_PARITY", fillings.to_string());
    run(command.env("TOUCHSTONE_PARITY_SEED", seed.to_string()))
}
