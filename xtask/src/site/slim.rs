//! Leaves out of a module what nobody ever sees: what it does on its way to a panic, and long names.
//!
//! A panic in the browser ends in a trap, and no message is ever shown: the module has no standard error. Yet the
//! messages, what formats them, and the names of source files are a tenth of it. So whatever never returns is made to
//! trap at once, which is the same to whoever looks on; the optimiser then drops what led there.

use crate::run::Result;
use rustc_demangle::demangle;
use std::collections::HashMap;
use std::path::Path;
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, FunctionBuilder, FunctionId, FunctionKind, Module, ModuleConfig};

/// Functions that never return but to panic, by how their names begin.
const NEVER_RETURN: [&str; 16] = [
    "core::panicking::",
    "core::option::unwrap_failed",
    "core::option::expect_failed",
    "core::result::unwrap_failed",
    "core::cell::panic_already",
    "core::slice::index::slice_",
    "core::slice::copy_from_slice_impl::len_mismatch_fail",
    "core::slice::<impl [T]>::copy_from_slice::len_mismatch_fail",
    "core::str::slice_error_fail",
    "alloc::raw_vec::capacity_overflow",
    "alloc::raw_vec::handle_error",
    "alloc::alloc::handle_alloc_error",
    "std::panicking::",
    "std::thread::local::panic_access_error",
    "__rustc::rust_begin_unwind",
    "__rustc::rust_panic",
];

/// Counts panics, and says how many there were: called on the way to one, or once there was one.
const COUNTS: &str = "std::panicking::panic_count::";

/// Reads a module, makes the functions trap that nobody comes back from, and blanks the names of source files that only
/// they would read.
///
/// `debug` tells that `{:?}` is written nowhere but in panics, so that it goes as well; a guard of `cargo xtask check`
/// holds our own code to that.
pub fn without_panics(compiled: &Path, debug: bool) -> Result<Module> {
    let mut config = ModuleConfig::new();
    // What LLVM writes is sound; wasm-bindgen does not have it checked either.
    let parsed = config.strict_validate(false).generate_producers_section(false).parse_file(compiled);
    let mut module = parsed.map_err(|error| format!("{}: {error:#}", compiled.display()))?;
    let doomed: Vec<FunctionId> = module
        .funcs
        .iter_local()
        .filter(|(id, _)| {
            let name = module.funcs.get(*id).name.as_deref().unwrap_or_default();
            let name = format!("{:#}", demangle(name));
            never_returns(&name) || (debug && is_debug(&name))
        })
        .map(|(id, _)| id)
        .collect();
    for id in doomed {
        let name = module.funcs.get(id).name.as_deref().unwrap_or_default();
        let name = format!("{:#}", demangle(name));
        let results = module.types.get(module.funcs.get(id).ty()).results().len();
        if comes_back(&name, results) {
            // A new release of Rust may put something of use under such a name. Then the module would trap there.
            return Err(format!(
                "{}: {name} is listed as never returning, yet it has a result",
                compiled.display()
            )
            .into());
        }
        trap(&mut module, id);
    }
    let segments: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in segments {
        let data = module.data.get_mut(id);
        if let DataKind::Active { offset: ConstExpr::Value(Value::I32(base)), .. } = data.kind {
            blank_places(&mut data.value, base.unsigned_abs() as usize);
        }
    }
    Ok(module)
}

fn never_returns(name: &str) -> bool {
    NEVER_RETURN.iter().any(|begin| name.starts_with(begin))
}

/// Whether a function that is listed as never returning gives its caller something.
fn comes_back(name: &str, results: usize) -> bool {
    never_returns(name) && results > 0 && !name.starts_with(COUNTS)
}

fn is_debug(name: &str) -> bool {
    name.ends_with(" as core::fmt::Debug>::fmt")
        || name.starts_with("core::fmt::builders::")
        || name.starts_with("<core::fmt::builders::")
}

fn trap(module: &mut Module, id: FunctionId) {
    let ty = module.types.get(module.funcs.get(id).ty());
    let (params, results) = (ty.params().to_vec(), ty.results().to_vec());
    let args = params.iter().map(|param| module.locals.add(*param)).collect();
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    builder.func_body().unreachable();
    let local = builder.local_func(args);
    module.funcs.get_mut(id).kind = FunctionKind::Local(local);
}

/// Blanks every place in a source file: the record (address and length of the file's name, line, column) and the name.
fn blank_places(bytes: &mut [u8], base: usize) {
    let word = |bytes: &[u8], at: usize| {
        bytes[at..at + 4].iter().rev().fold(0_usize, |all, byte| all << 8 | usize::from(*byte))
    };
    let mut names = Vec::new();
    for at in (0..bytes.len().saturating_sub(15)).step_by(4) {
        let [from, len, line, column] = [0, 4, 8, 12].map(|i| word(bytes, at + i));
        let Some(from) = from.checked_sub(base) else { continue };
        let Some(name) = bytes.get(from..from.saturating_add(len)) else { continue };
        let file = name.ends_with(b".rs") && name.iter().all(u8::is_ascii_graphic);
        if file && (1..100_000).contains(&line) && (1..1_000).contains(&column) {
            bytes[at..at + 16].fill(0);
            names.push(from..from + len);
        }
    }
    for name in names {
        bytes[name].fill(0);
    }
}

/// Gives what the module and its glue call each other short names. wasm-bindgen's hold a hash each, which nothing
/// compresses.
pub fn short_names(module: &mut Module, glue: &str) -> String {
    let mut short = HashMap::new();
    let mut rename = |name: &mut String| {
        if name.starts_with("__wb") || name.starts_with("wasm_bindgen__") {
            let next = short.len();
            name.clone_from(short.entry(name.clone()).or_insert_with(|| format!("${next}")));
        }
    };
    module.imports.iter_mut().for_each(|import| rename(&mut import.name));
    module.exports.iter_mut().for_each(|export| rename(&mut export.name));
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let mut out = String::with_capacity(glue.len());
    let mut rest = glue;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        out.push_str(short.get(word).map_or(word, String::as_str));
        let other = behind.find(is_name).unwrap_or(behind.len());
        out.push_str(&behind[..other]);
        rest = &behind[other..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_blanked_and_nothing_else_is() {
        let base = 1000_u32;
        let mut bytes = b"app/src/lib.rs..keep.rs.".to_vec();
        for word in [base, 14, 12, 5, base + 16, 7, 12, 5000] {
            bytes.extend(word.to_le_bytes());
        }
        blank_places(&mut bytes, 1000);
        assert_eq!(&bytes[..24], b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0..keep.rs.");
        assert_eq!(&bytes[24..40], [0; 16]);
        assert_ne!(&bytes[40..], [0; 16], "a column that no source has: not a place");
    }

    #[test]
    fn panics_and_debug_are_told_from_the_rest() {
        assert!(never_returns("core::panicking::panic_fmt"));
        assert!(!never_returns("core::str::count::do_count_chars"));
        assert!(comes_back("std::panicking::catch_unwind", 1));
        assert!(!comes_back("std::panicking::rust_panic_with_hook", 0));
        assert!(!comes_back("std::panicking::panic_count::increase", 1));
        assert!(!comes_back("<u8 as core::fmt::Debug>::fmt", 1), "left out for another reason");
        assert!(is_debug("<alloc::string::String as core::fmt::Debug>::fmt"));
        assert!(!is_debug("<alloc::string::String as core::fmt::Display>::fmt"));
    }
}
