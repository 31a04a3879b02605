//! What the supplier's first view moves, against the budget in `budgets.toml`.

use crate::run::{Result, root};
use crate::site;

/// Weighs, prints, and fails where a budget is passed.
pub fn size() -> Result {
    let manifest = site::build(site::Effort::Full)?;
    let budgets: toml::Table = crate::files::read(&root().join("budgets.toml"))?.parse()?;
    let mut over = Vec::new();
    for (name, budget) in &budgets {
        let list = |key: &str| budget.get(key).and_then(toml::Value::as_array).cloned().unwrap_or_default();
        let number = |key: &str| budget.get(key).and_then(toml::Value::as_integer).unwrap_or(0);
        let (mut raw, mut brotli) = (0, 0);
        let (files, parts) = (list("files"), list("parts"));
        let mut files: Vec<&str> = files.iter().filter_map(toml::Value::as_str).collect();
        // A file of a part is named after all parts that need it.
        let is_needed = |file: &&str| {
            let needed_by = file.strip_prefix("supplier-").and_then(|it| it.strip_suffix(".wasm"));
            needed_by.is_some_and(|by| by.split('_').any(|it| parts.iter().any(|p| p.as_str() == Some(it))))
        };
        files.extend(manifest.files.keys().map(String::as_str).filter(is_needed));
        for part in files {
            let file = manifest
                .files
                .get(part)
                .ok_or_else(|| format!("budgets.toml: no file {part} in the site"))?;
            raw += i64::try_from(file.bytes)?;
            brotli += i64::try_from(file.brotli)?;
        }
        brotli += number("page");
        let limit = number("brotli");
        println!(
            "{name}: {brotli} of {limit} bytes brotli ({} % of the budget), {raw} raw",
            brotli * 100 / limit.max(1)
        );
        if brotli > limit {
            over.push(format!("{name} moves {brotli} bytes, its budget is {limit}"));
        }
    }
    if over.is_empty() { Ok(()) } else { Err(over.join("; ").into()) }
}
