//! The reader as a bare wasm module: a file in, JSON out. `tests/wasm.rs` runs it in Node beside the native build.

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

/// Reads the input; says how long the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn run() -> usize {
    let answer = sheets::read_workbook(&INPUT.lock().unwrap(), &mut |_| {});
    let mut out = OUTPUT.lock().unwrap();
    *out = serde_json::to_vec(&answer).unwrap();
    out.len()
}

/// Where the answer is.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    OUTPUT.lock().unwrap().as_ptr()
}
