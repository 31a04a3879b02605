//! One wasm module and its JavaScript glue: cargo, wasm-bindgen, wasm-opt, esbuild.

use super::fresh::Inputs;
use super::tools::Tools;
use super::{BUNDLES, WASM, slim};
use crate::run::{Result, cargo, run, shown, target};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// A finished bundle.
pub struct Bundle {
    /// The feature of `app` that it was built with.
    pub name: &'static str,
    /// The glue, an ES module whose default export takes `{ module_or_path }`.
    pub js: Vec<u8>,
    /// The module.
    pub wasm: Vec<u8>,
}

/// Builds all bundles; while one is being shrunk, the next is compiled.
pub fn build_all(tools: Option<&Tools>) -> Result<Vec<Bundle>> {
    std::thread::scope(|scope| {
        let mut pending = Vec::new();
        for name in BUNDLES {
            let compiled = compile(name)?;
            pending
                .push(scope.spawn(move || shrink(name, &compiled, tools).map_err(|error| error.to_string())));
        }
        pending.into_iter().map(|thread| Ok(thread.join().map_err(|_| "a build thread died")??)).collect()
    })
}

/// Compiles `app` with one feature and keeps a copy, since the next bundle overwrites the artifact.
fn compile(name: &str) -> Result<PathBuf> {
    let (to, inputs) = (work(name).join("compiled.wasm"), Inputs::kept_in(&work(name)));
    // `cargo rustc` with this one crate type: as long as the crate is an rlib too, cargo quietly leaves out LTO.
    let mut command = cargo();
    command.args(["rustc", "--quiet", "--package", "app", "--lib", "--crate-type", "cdylib"]);
    command.args(["--no-default-features", "--features", name, "--target", WASM, "--profile", profile(name)]);
    let shown = shown(&command);
    if to.exists() && inputs.unchanged(&shown)? {
        return Ok(to);
    }
    eprintln!("   compiling {name}");
    let begun = std::time::SystemTime::now();
    run(&mut command)?;
    std::fs::create_dir_all(work(name))?;
    let built = target().join(WASM).join(profile(name));
    std::fs::copy(built.join("app.wasm"), &to)?;
    inputs.keep(&built.join("app.d"), &shown, begun)?;
    Ok(to)
}

/// In which profile: the worker is to be quick, the pages are to be small.
fn profile(name: &str) -> &'static str {
    if name == "worker" { "wasm-worker" } else { "wasm-release" }
}

/// Turns the compiler's output into what the browser gets, unless that was done before.
fn shrink(name: &'static str, compiled: &Path, tools: Option<&Tools>) -> Result<Bundle> {
    let work = work(name);
    let stamp_file = work.join("stamp");
    let stamp = stamp(&std::fs::read(compiled)?, tools);
    let (wasm, js) = (work.join("out.wasm"), work.join("out.js"));
    if !std::fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) || !wasm.exists() || !js.exists() {
        let (bound_wasm, bound_js) = bind(name, compiled, &work, tools.is_some())?;
        match tools {
            Some(tools) => {
                tools.shrink_wasm(name, &bound_wasm, &wasm)?;
                tools.shrink_js(&bound_js, &js)?;
            }
            None => {
                std::fs::copy(bound_wasm, &wasm)?;
                std::fs::copy(bound_js, &js)?;
            }
        }
        std::fs::write(stamp_file, stamp)?;
    }
    Ok(Bundle { name, js: std::fs::read(js)?, wasm: std::fs::read(wasm)? })
}

/// Runs wasm-bindgen, whose version Cargo.lock ties to that of the library. The names of functions stay for the
/// optimiser, which sorts by them and drops them.
fn bind(name: &str, compiled: &Path, work: &Path, names: bool) -> Result<(PathBuf, PathBuf)> {
    // The worker says what is wrong with a file in the words of the libraries that read it, so it keeps all of them.
    let module = slim::without_panics(compiled, name != "worker")?;
    let mut bindgen = Bindgen::new();
    bindgen.input_module(name, module).out_name(name).typescript(false);
    bindgen.web(true).map_err(|error| error.to_string())?;
    // The page names the module, whose file name holds a hash that the glue cannot know.
    bindgen.omit_default_module_path(true).remove_name_section(!names).remove_producers_section(true);
    let mut output =
        bindgen.generate_output().map_err(|error| format!("wasm-bindgen on {name}: {error:#}"))?;
    let inline = output.snippets().values().any(|snippets| !snippets.is_empty());
    if inline || !output.local_modules().is_empty() {
        return Err(format!(
            "{name}: a crate brings its own JavaScript snippets, which the site build does not carry"
        )
        .into());
    }
    let (wasm, js) = (work.join("bound.wasm"), work.join("bound.js"));
    let glue = output.js().to_owned();
    std::fs::write(&js, slim::short_names(output.wasm_mut(), &glue))?;
    std::fs::write(&wasm, output.wasm_mut().emit_wasm())?;
    Ok((wasm, js))
}

/// Changes whenever the result could.
fn stamp(compiled: &[u8], tools: Option<&Tools>) -> String {
    let mut hash = Sha256::new();
    hash.update(include_bytes!("bundle.rs"));
    hash.update(include_bytes!("tools.rs"));
    hash.update(include_bytes!("slim.rs"));
    hash.update(tools.map_or("", |tools| &tools.version));
    hash.update(compiled);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn work(name: &str) -> PathBuf {
    target().join("site-work").join(name)
}
