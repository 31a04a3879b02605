//! Empties functions whose addresses are taken and that nothing calls, before a module is cut: the cut then leaves out
//! what only they use.
//!
//! No linker can tell them: that an address in a table of functions is never read is known by who knows what the table is
//! for. So they are named here; there must be some, and it is made sure afterwards that nothing calls one by its name.
//! Only the functions in the table are emptied: what they use may be one with what others use, where the code is the same.

use crate::run::Result;
use std::collections::HashMap;
use std::ops::Range;
use wasmparser::{
    FunctionBody, KnownCustom, Name, NameSectionReader, Operator, Parser, Payload, RelocSectionReader,
    TypeRef,
};

/// The asynchronous way of taking a page over: each `AnyView` holds it beside the other one, and our pages are never taken
/// over by it.
const UNCALLED: &str = "8into_any13hydrate_async17h";

/// What is read of a module.
#[derive(Default)]
struct Module<'a> {
    imported: usize,
    bodies: Vec<FunctionBody<'a>>,
    names: HashMap<usize, &'a str>,
    /// Where the content of the section with the code begins: relocations count from there.
    code: usize,
    /// The relocations of the code: the whole content of the section, and what it says.
    relocations: Option<(Range<usize>, RelocSectionReader<'a>)>,
}

impl<'a> Module<'a> {
    fn parse(bytes: &'a [u8]) -> Result<Module<'a>> {
        let mut module = Module::default();
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let is_function = matches!(import?.ty, TypeRef::Func(_));
                        module.imported += usize::from(is_function);
                    }
                }
                Payload::CodeSectionStart { range, .. } => module.code = place(&range).start,
                Payload::CodeSectionEntry(body) => module.bodies.push(body),
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Name(names) => module.names = functions(names)?,
                    KnownCustom::Reloc(relocations) if section.name() == "reloc.CODE" => {
                        module.relocations = Some((place(&section.range()), relocations));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Ok(module)
    }

    fn is_uncalled(&self, function: usize) -> bool {
        self.names.get(&function).is_some_and(|name| name.contains(UNCALLED))
    }
}

fn place(range: &Range<u64>) -> Range<usize> {
    range.start as usize..range.end as usize
}

fn functions(names: NameSectionReader<'_>) -> Result<HashMap<usize, &str>> {
    let mut out = HashMap::new();
    for part in names {
        // Parts that nobody here reads may be of a kind that is not known yet.
        if let Ok(Name::Function(names)) = part {
            for name in names {
                let name = name?;
                out.insert(name.index as usize, name.name);
            }
        }
    }
    Ok(out)
}

/// The module with these functions emptied: one that is called all the same ends in a trap. Nothing else is moved, and what
/// the linker noted of the functions' content is gone.
pub fn emptied(bytes: &[u8]) -> Result<Vec<u8>> {
    let module = Module::parse(bytes)?;
    let mut out = bytes.to_vec();
    let mut gone = Vec::new();
    for (i, body) in module.bodies.iter().enumerate() {
        if module.is_uncalled(module.imported + i) {
            let range = place(&body.range());
            out[range.clone()].fill(NOP);
            out[range.start..range.start + 2].copy_from_slice(&[0, UNREACHABLE]);
            out[range.end - 1] = END;
            gone.push(range);
        }
    }
    if gone.is_empty() {
        return Err(format!("the module has no {UNCALLED}: by what name does it come now?").into());
    }
    let Some((section, relocations)) = module.relocations else {
        return Err("the module has no relocations".into());
    };
    let entries = relocations.entries();
    let all = place(&entries.range());
    let ends = entries.clone().into_iter_with_offsets().skip(1).map(|entry| entry.map(|(at, _)| at as usize));
    let ends: Vec<usize> = ends.chain([Ok(all.end)]).collect::<std::result::Result<_, _>>()?;
    let (mut count, mut kept) = (0, Vec::new());
    for (entry, end) in entries.into_iter_with_offsets().zip(ends) {
        let (start, entry) = entry?;
        let at = module.code + entry.offset as usize;
        let before = &gone[..gone.partition_point(|it| it.start <= at)];
        if before.last().is_none_or(|it| it.end <= at) {
            count += 1;
            kept.extend_from_slice(&bytes[start as usize..end]);
        }
    }
    // A custom section begins with a zero and its length in bytes of seven bits, all but the last with a mark.
    let mut header = section.start - 1;
    while bytes[header - 1] & 0x80 != 0 {
        header -= 1;
    }
    let content = [&bytes[section.start..all.start], &number(count), &kept].concat();
    out.splice(header..section.end, [number(content.len()), content].concat());
    Ok(out)
}

const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;
const END: u8 = 0x0b;

/// A number in bytes of seven bits.
fn number(mut n: usize) -> Vec<u8> {
    let mut out = Vec::new();
    while n > 0x7f {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
    out
}

/// Fails where something that is left calls one of these functions.
pub fn check(cut: &[u8]) -> Result {
    let module = Module::parse(cut)?;
    for (i, body) in module.bodies.iter().enumerate() {
        let caller = module.imported + i;
        for operator in body.get_operators_reader()? {
            if let Operator::Call { function_index } = operator?
                && module.is_uncalled(function_index as usize)
                && !module.is_uncalled(caller)
            {
                let name = module.names.get(&caller).unwrap_or(&"?");
                return Err(
                    format!("{name} calls {UNCALLED}, which the site build takes for uncalled").into()
                );
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{check, emptied};

    /// A module of two functions, of which the second is called as given, with one relocation in each.
    fn module(name: &str) -> Vec<u8> {
        let mut out = b"\0asm\x01\0\0\0".to_vec();
        let mut section = |id: u8, content: &[u8]| out.extend([&[id, content.len() as u8], content].concat());
        section(1, &[1, 0x60, 0, 0]);
        section(3, &[2, 0, 0]);
        let call = |of: u8| [8, 0, 0x10, 0x80 | of, 0x80, 0x80, 0x80, 0, 0x0b];
        section(10, &[&[2][..], &call(1), &call(0)].concat());
        section(0, &[&[10][..], b"reloc.CODE", &[2, 2, 0, 4, 7, 0, 13, 8]].concat());
        let names = [&[2, 0, 1, b'a', 1, name.len() as u8][..], name.as_bytes()].concat();
        section(0, &[&[4][..], b"name", &[1, names.len() as u8], &names].concat());
        out
    }

    #[test]
    fn a_function_of_that_name_is_emptied_and_its_relocation_is_gone() {
        let before = module("_ZNx8into_any13hydrate_async17h0E");
        let after = emptied(&before).unwrap();
        assert_eq!(after.len(), before.len() - 3);
        let has = |what: &[u8]| after.windows(what.len()).any(|it| it == what);
        assert!(has(&[8, 0, 0x10, 0x81, 0x80, 0x80, 0x80, 0, 0x0b]), "the other one is as it was");
        assert!(has(&[8, 0, 0, 1, 1, 1, 1, 1, 0x0b]));
        assert!(has(&[b'E', 2, 1, 0, 4, 7]));
        assert!(emptied(&module("x::hydrate::y")).is_err());
    }

    #[test]
    fn who_calls_one_by_name_is_told() {
        assert!(check(&module("_ZNx8into_any13hydrate_async17h0E")).is_err());
        assert!(check(&module("x::hydrate::y")).is_ok());
    }
}
