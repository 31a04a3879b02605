//! The same campaigns are rolled up and counted alike by the native build and by the browser's: byte for byte.
//!
//! A hash map has another order in each native run and always the same in wasm, so that whatever leans on one is found too.
//! Skipped with a clear line where there is no Node; `CI` makes that a failure.

use crate::campaigns::campaign;
use crate::random::Random;
use crate::rolled_up::rolled_up;
use crate::wasm::Wasm;

const CAMPAIGNS: u64 = 200;

#[test]
fn wasm_and_native_roll_up_alike() {
    let Some(mut wasm) = Wasm::start("rollup", "rollup_parity", &[]) else { return };
    let mut written = 0;
    for seed in 0..CAMPAIGNS {
        let lines = serde_json::to_string(&campaign(&mut Random::new(seed + 1))).expect("JSON");
        let native = String::from_utf8(rolled_up(lines.as_bytes())).expect("UTF-8");
        written += usize::from(native.contains("Alpha Refinery"));
        assert_eq!(wasm.run(&lines), native, "campaign {seed}: {lines}");
    }
    assert!(written > 20, "campaigns without smelters would prove little: {written}");
}
