//! Lists the steps of the schema: the files of `migrations/`, by the number with which their names begin.

use std::fmt::Write;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=build.rs");
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("migrations");
    let mut steps = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !name.ends_with(".sql") {
            continue;
        }
        let number = name.split_once('_').and_then(|(number, _)| number.parse::<i64>().ok());
        steps.push((number.ok_or_else(|| format!("migrations/{name} does not begin with a number"))?, path));
    }
    steps.sort();
    if let Some(two) = steps.windows(2).find(|two| two[0].0 == two[1].0) {
        return Err(format!("{} and {} have one number", two[0].1.display(), two[1].1.display()).into());
    }
    let mut out = String::from("&[\n");
    for (version, path) in steps {
        writeln!(out, "Migration {{ version: {version}, source: include_str!({path:?}) }},")?;
    }
    out.push(']');
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("migrations.rs"), out)?;
    Ok(())
}
