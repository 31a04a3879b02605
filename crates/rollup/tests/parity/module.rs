//! The roll-up as a bare wasm module: `tests/rollup/parity.rs` runs it in Node beside the native build.

#![allow(unsafe_code)]
// Of what campaigns are made of, some is for other tests.
#![allow(dead_code, unused_imports)]

#[path = "../rollup/lists.rs"]
mod lists;
mod rolled_up;
#[path = "../rollup/scene.rs"]
mod scene;

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

/// Rolls the input up; says how long the outcome is.
#[unsafe(no_mangle)]
pub extern "C" fn run() -> usize {
    let rolled_up = rolled_up::rolled_up(&INPUT.lock().unwrap());
    let mut out = OUTPUT.lock().unwrap();
    *out = rolled_up;
    out.len()
}

/// Where the outcome is.
#[unsafe(no_mangle)]
pub extern "C" fn output() -> *const u8 {
    OUTPUT.lock().unwrap().as_ptr()
}
