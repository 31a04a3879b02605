//! One wasm module and its JavaScript glue: cargo, splitting, wasm-bindgen, wasm-opt, esbuild.

use super::fresh::Inputs;
use super::tools::Tools;
use super::{BUNDLES, Effort, Manifest, Source, WASM, split};
use crate::files::hex;
use crate::run::{Result, cargo, run, shown, target};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The bundles that are cut into parts that load later.
const SPLIT: [&str; 1] = ["supplier"];

/// A finished bundle.
pub struct Bundle {
    /// What its files are called.
    pub name: &'static str,
    /// The glue, an ES module whose default export takes `{ module_or_path }`.
    js: String,
    /// The module.
    wasm: Vec<u8>,
    /// The script that fetches chunks, where the bundle is cut.
    link: Option<String>,
    /// The chunks by the names under which the link fetches them.
    chunks: Vec<(String, Vec<u8>)>,
}

impl Bundle {
    /// Adds its files. Glue and link import each other, so that neither can hold the hash of the other: both carry
    /// one hash over all that the bundle is.
    pub fn add_to(self, manifest: &mut Manifest) -> Result {
        let name = self.name;
        let mut hash = Sha256::new();
        hash.update(&self.wasm);
        hash.update(&self.js);
        hash.update(self.link.as_deref().unwrap_or_default());
        let mut fetched = HashMap::new();
        for (chunk, content) in &self.chunks {
            hash.update(content);
            let path = manifest.add(&format!("{name}-{chunk}"), content)?;
            fetched.insert(chunk.clone(), path);
        }
        let hash = hex(&hash.finalize()[..5]);
        manifest.add(&format!("{name}.wasm"), &self.wasm)?;
        let mut js = self.js;
        if let Some(link) = self.link {
            let (glue, linked) = (format!("{name}.js"), format!("{name}-split.js"));
            let (glue_path, linked_path) = (format!("{name}.{hash}.js"), format!("{name}-split.{hash}.js"));
            fetched.insert(glue, glue_path);
            manifest.add_hashed(&linked, &hash, split::rename(&link, &fetched)?.as_bytes())?;
            js = split::rename(&js, &HashMap::from([(linked, linked_path)]))?;
        }
        manifest.add_hashed(&format!("{name}.js"), &hash, js.as_bytes())
    }
}

/// Builds all bundles; while one is being shrunk, the next is compiled.
pub fn build_all(effort: Effort, tools: Option<&Tools>) -> Result<Vec<Bundle>> {
    std::thread::scope(|scope| {
        let mut pending = Vec::new();
        for source in BUNDLES {
            let (name, compiled) = (source.name, compile(source, effort)?);
            let shrunk = move || shrink(name, &compiled, tools).map_err(|error| error.to_string());
            pending.push(scope.spawn(shrunk));
        }
        pending.into_iter().map(|thread| Ok(thread.join().map_err(|_| "a build thread died")??)).collect()
    })
}

/// Compiles a module and keeps a copy, since the next one of the same crate overwrites the artifact.
fn compile(source: Source, effort: Effort) -> Result<PathBuf> {
    let Source { name, package, feature } = source;
    let (work, profile) = (work(name, effort), profile(name, effort));
    let (to, inputs) = (work.join("compiled.wasm"), Inputs::kept_in(&work));
    // `cargo rustc` with this one crate type: as long as the crate is an rlib too, cargo quietly leaves out LTO.
    let mut command = cargo();
    command.args(["rustc", "--quiet", "--package", package, "--lib", "--crate-type", "cdylib"]);
    command.args(["--no-default-features", "--target", WASM, "--profile", profile]);
    command.args(feature.iter().flat_map(|feature| ["--features", feature]));
    if SPLIT.contains(&name) {
        command.arg("--").args(split::LINK_ARGS);
    }
    let shown = shown(&command);
    if to.exists() && inputs.unchanged(&shown)? {
        return Ok(to);
    }
    eprintln!("   compiling {name}");
    let begun = std::time::SystemTime::now();
    run(&mut command)?;
    std::fs::create_dir_all(&work)?;
    let built = target().join(WASM).join(profile);
    std::fs::copy(built.join(format!("{package}.wasm")), &to)?;
    inputs.keep(&built.join(format!("{package}.d")), &shown, begun)?;
    Ok(to)
}

/// In which profile: the reader is to be quick, the pages are to be small.
fn profile(name: &str, effort: Effort) -> &'static str {
    match (effort, name) {
        (Effort::Quick, _) => "wasm-serve",
        (Effort::Full, "reader") => "wasm-worker",
        (Effort::Full, _) => "wasm-release",
    }
}

/// Turns the compiler's output into what the browser gets, unless that was done before.
fn shrink(name: &'static str, compiled: &Path, tools: Option<&Tools>) -> Result<Bundle> {
    let work = compiled.parent().unwrap_or(compiled);
    let (stamp_file, out) = (work.join("stamp"), work.join("out"));
    let stamp = stamp(&std::fs::read(compiled)?, tools);
    if !std::fs::read_to_string(&stamp_file).is_ok_and(|old| old == stamp) || !out.is_dir() {
        if out.exists() {
            std::fs::remove_dir_all(&out)?;
        }
        std::fs::create_dir_all(&out)?;
        let mut parts = vec![];
        let main = if SPLIT.contains(&name) {
            let cut = split::cut(name, compiled, work)?;
            parts.extend(cut.later);
            cut.main
        } else {
            compiled.to_path_buf()
        };
        parts.extend(bind(name, &main, work, !parts.is_empty(), tools.is_some())?);
        for from in parts {
            let to = out.join(from.file_name().unwrap_or_default());
            match tools {
                Some(tools) if from.extension().is_some_and(|it| it == "wasm") => {
                    tools.shrink_wasm(name, &from, &to)?;
                }
                Some(tools) => tools.shrink_js(&from, &to)?,
                None => std::fs::copy(&from, &to).map(|_| ())?,
            }
        }
        std::fs::write(stamp_file, stamp)?;
    }
    collect(name, &out)
}

/// Reads the finished files of a bundle.
fn collect(name: &'static str, out: &Path) -> Result<Bundle> {
    let mut bundle = Bundle { name, js: String::new(), wasm: vec![], link: None, chunks: vec![] };
    let (js, wasm, link) = (format!("{name}.js"), format!("{name}.wasm"), format!("{name}-split.js"));
    for path in crate::files::walk(out) {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if file == js {
            bundle.js = crate::files::read(&path)?;
        } else if file == wasm {
            bundle.wasm = std::fs::read(&path)?;
        } else if file == link {
            bundle.link = Some(crate::files::read(&path)?);
        } else {
            bundle.chunks.push((file, std::fs::read(&path)?));
        }
    }
    if let Some(link) = &mut bundle.link {
        let (small, large): (Vec<_>, Vec<_>) =
            bundle.chunks.into_iter().partition(|(_, content)| content.len() < split::SMALL);
        for (chunk, content) in small {
            *link = split::inline(link, &chunk, &content)?;
        }
        bundle.chunks = large;
    }
    Ok(bundle)
}

/// Runs wasm-bindgen, whose version Cargo.lock ties to that of the library. The names of functions stay for the
/// optimiser, which sorts by them and drops them.
fn bind(name: &str, module: &Path, work: &Path, cut: bool, names: bool) -> Result<[PathBuf; 2]> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name(name).typescript(false);
    bindgen.web(true).map_err(|error| error.to_string())?;
    // Chunks are linked to the main module by the names that the linker gave; without any, the optimiser does better where
    // nobody else reaches memory and table.
    bindgen.keep_lld_exports(cut).demangle(false);
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
    let bound = work.join("bound");
    std::fs::create_dir_all(&bound)?;
    let (wasm, js) = (bound.join(format!("{name}.wasm")), bound.join(format!("{name}.js")));
    std::fs::write(&js, output.js())?;
    std::fs::write(&wasm, output.wasm_mut().emit_wasm())?;
    Ok([wasm, js])
}

/// Changes whenever the result could.
fn stamp(compiled: &[u8], tools: Option<&Tools>) -> String {
    let mut hash = Sha256::new();
    hash.update(include_bytes!("bundle.rs"));
    hash.update(include_bytes!("tools.rs"));
    hash.update(include_bytes!("split.rs"));
    hash.update(include_bytes!("uncalled.rs"));
    hash.update(tools.map_or("", |tools| &tools.version));
    hash.update(compiled);
    hex(&hash.finalize())
}

/// Where the steps between compiler and browser lie.
fn work(name: &str, effort: Effort) -> PathBuf {
    let folder = if effort == Effort::Quick { "site-work/quick" } else { "site-work" };
    target().join(folder).join(name)
}
