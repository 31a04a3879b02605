//! Lists the built site for embedding. Without one, an empty list stands in, so that the crate compiles from a fresh
//! clone; the portal then refuses to start (`server::serve`).

use std::env::var_os;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let target = var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(&var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../target"),
        PathBuf::from,
    );
    let site = target.join("site");
    let list = site.join("manifest.json");
    if !list.exists() {
        // Cargo would run this script again and again for a file that is not there.
        std::fs::create_dir_all(&site)?;
        std::fs::write(&list, "{}")?;
    }
    println!("cargo:rerun-if-changed={}", list.display());
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=CARGO_TARGET_DIR");

    let manifest: serde_json::Value = serde_json::from_slice(&std::fs::read(&list)?)?;
    let mut out = String::from("&[\n");
    for (name, entry) in manifest.as_object().ok_or("the site's manifest is no object")? {
        let path = entry["path"].as_str().ok_or("an entry of the site's manifest has no path")?;
        let file = std::fs::canonicalize(site.join(path))?;
        let packed = PathBuf::from(format!("{}.br", file.display()));
        let (embedded, is_packed) = if packed.exists() { (packed, true) } else { (file, false) };
        let content = format!("embedded: include_bytes!({embedded:?}), is_packed: {is_packed}");
        writeln!(out, "File {{ name: {name:?}, path: {path:?}, {content} }},")?;
    }
    out.push(']');
    std::fs::write(Path::new(&var_os("OUT_DIR").ok_or("no OUT_DIR")?).join("site.rs"), out)?;
    Ok(())
}
