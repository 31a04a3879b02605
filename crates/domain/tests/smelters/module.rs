//! Suggestions as a bare wasm module, for measuring in Node: the generated names go in as a table and each
//! query as text.

#![allow(unsafe_code)]

use domain::smelters::suggest::Suggester;
use domain::smelters::table::Table;
use std::sync::Mutex;

static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static SUGGESTER: Mutex<Option<Suggester>> = Mutex::new(None);

/// Makes room for `len` bytes of input and says where.
#[unsafe(no_mangle)]
pub extern "C" fn input(len: usize) -> *mut u8 {
    let mut buffer = INPUT.lock().unwrap();
    *buffer = vec![0; len];
    buffer.as_mut_ptr()
}

/// Takes the input as a table; says how many smelters it has.
#[unsafe(no_mangle)]
pub extern "C" fn load() -> usize {
    let suggester = Table::decode(&INPUT.lock().unwrap()).map(Suggester::new).unwrap_or_default();
    let len = suggester.table().len();
    *SUGGESTER.lock().unwrap() = Some(suggester);
    len
}

/// Takes the input as a query; says at which place of ten the smelter with this number is, 10 where it is
/// not.
#[unsafe(no_mangle)]
pub extern "C" fn suggest(right: u32) -> u32 {
    let input = INPUT.lock().unwrap();
    let Ok(text) = std::str::from_utf8(&input) else { return 10 };
    let mut suggester = SUGGESTER.lock().unwrap();
    let Some(suggester) = suggester.as_mut() else { return 10 };
    let found = suggester.suggest(text, None, 10);
    found.iter().position(|s| s.smelter.number() == right).map_or(10, |at| at as u32)
}
