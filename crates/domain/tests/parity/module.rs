//! The rules as a bare wasm module: JSON in, JSON out. `tests/wasm_parity.rs` runs it in Node beside the native build.

#![allow(unsafe_code)]

use std::sync::Mutex;

static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static OUTPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Makes room for `len` bytes of input and says where.
#[unsafe(no_mangle)]
pub extern "C" fn input(len: usize) -> *mut u8 {
    let mut buffer = INPUT.lock().unwrap();
    *buffer = vec![0; len];
    buffer.as_mut_ptr()
}

/// Checks the input; says how long the report is.
#[unsafe(no_mangle)]
pub extern "C" fn run() -> usize {
    let report = case::check_json(&INPUT.lock().unwrap());
    let mut out = OUTPUT.lock().unwrap();
    *out = report;
    out.len()
}

/// Where the report is.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    OUTPUT.lock().unwrap().as_ptr()
}

#[path = "case.rs"]
mod case;
