//! Roll-ups and figures of invented campaigns.

mod campaigns;
mod cases;
mod figures;
mod lists;
mod parity;
mod random;
#[path = "../parity/rolled_up.rs"]
mod rolled_up;
mod scene;
#[cfg(target_os = "linux")]
mod speed;
mod terms;
#[path = "../../../domain/tests/parity/wasm.rs"]
mod wasm;
