//! Checks of many rows as a bare wasm module, for measuring in Node: `cargo xtask bench rules`.

#![allow(unsafe_code)]

use domain::rules::check_place;
use domain::{Declaration, Location, References, Settings, Table, check, template};
use std::sync::Mutex;

static CASE: Mutex<Option<(Declaration, References)>> = Mutex::new(None);

/// Makes the declaration that is measured.
#[unsafe(no_mangle)]
pub extern "C" fn prepare(kind: usize, rows: u32) {
    *CASE.lock().unwrap() = Some(many_rows::case(kind, rows));
}

/// Checks it whole; says how many findings there are.
#[unsafe(no_mangle)]
pub extern "C" fn whole() -> usize {
    let case = CASE.lock().unwrap();
    let ((d, list), Some(template)) = (case.as_ref().unwrap(), template::cmrt("6.5")) else { return 0 };
    check(d, template, list, Settings::default()).findings.len()
}

/// Changes a cell of the row with this index and checks that row; says how many findings there are.
#[unsafe(no_mangle)]
pub extern "C" fn cell(row: usize, letter: u32) -> usize {
    let mut case = CASE.lock().unwrap();
    let ((d, list), Some(template)) = (case.as_mut().unwrap(), template::cmrt("6.5")) else { return 0 };
    d.smelters[row].name.push(char::from_u32(97 + letter % 26).unwrap_or('x'));
    let place = Location::Row { table: Table::SMELTERS, row: d.smelters[row].id, col: None };
    check_place(d, &place, template, list, Settings::default()).len()
}

#[path = "mod.rs"]
mod many_rows;
