//! The portal's pages. One crate, built three times: `ssr` into the server, `supplier` into a browser module that takes
//! over the form, `desk` into one that brings the desk's islands to life. What works off the main thread is elsewhere:
//! the crates `reader` and `suggest`.

// The types of views nest deeply.
#![recursion_limit = "256"]

#[cfg(all(feature = "leptos", not(any(erase_components, doc))))]
compile_error!(
    "pages need `--cfg erase_components` on server and in browser: `.cargo/config.toml` sets it, and RUSTFLAGS in the environment takes its place and must repeat it"
);

#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(any(feature = "ssr", feature = "desk"))]
#[path = "desk/islands/mod.rs"]
pub mod islands;
#[cfg(any(feature = "ssr", feature = "supplier"))]
pub mod kit;
#[cfg(any(feature = "ssr", feature = "supplier"))]
pub mod supplier;
#[cfg(feature = "ssr")]
pub mod ui;

/// Starts the supplier's page: reads what the server embedded and takes over the form that it rendered. The promise is
/// broken where that cannot be.
#[cfg(feature = "supplier")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn start_supplier() -> js_sys::Promise {
    js_sys::futures::future_to_promise(async {
        supplier::client::start().await.map(|()| wasm_bindgen::JsValue::UNDEFINED)
    })
}

/// Makes ready for the islands of the desk's pages, which the page then brings to life one by one.
#[cfg(feature = "desk")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn start_desk() {
    leptos::mount::hydrate_islands();
}
