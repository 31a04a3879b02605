//! The portal's pages. One crate, built five times: `ssr` into the server, `supplier` and `desk` into two small
//! browser modules that hydrate the same views, `worker` and `suggest` into modules that read workbooks and suggest
//! smelters off the main thread.

#[cfg(any(feature = "ssr", feature = "desk"))]
pub mod desk;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod kit;
#[cfg(any(feature = "ssr", feature = "suggest"))]
pub mod suggest;
#[cfg(any(feature = "ssr", feature = "supplier"))]
pub mod supplier;
#[cfg(any(feature = "ssr", feature = "supplier", feature = "worker"))]
pub mod workbook;
#[cfg(any(feature = "ssr", feature = "worker"))]
pub mod worker;

/// Starts the supplier's page: reads what the server embedded and takes over the form that it rendered.
#[cfg(feature = "supplier")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn start_supplier() {
    supplier::client::start();
}

/// Starts a page of the desk: reads what the server embedded and takes over what it drew.
#[cfg(feature = "desk")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn start_desk() {
    desk::start();
}
