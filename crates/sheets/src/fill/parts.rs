//! The parts of the package around the sheets: the list of formulas, the wish to compute, and the zip file itself.

use crate::ReadError;
use crate::xml::{Scanner, Token, attr, attr_text};
use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Size against time: the best compression takes three times as long and saves a tenth.
const LEVEL: i64 = 4;

/// The number by which the list of formulas knows a sheet.
pub(super) fn sheet_id(workbook: &str, part: &str, sheet: &str) -> Result<Option<String>, ReadError> {
    let mut scanner = Scanner::new(workbook, part);
    while let Some(token) = scanner.next()? {
        let Token::Start { name: "sheet", attrs, .. } = token else { continue };
        if attr_text(attrs, "name").is_some_and(|n| domain::answer::same(&n, sheet)) {
            return Ok(attr(attrs, "sheetId").map(str::to_owned));
        }
    }
    Ok(None)
}

/// The workbook's main part with the wish that everything be computed when it is opened.
pub(super) fn compute_on_load(workbook: &str, part: &str) -> Result<String, ReadError> {
    let mut scanner = Scanner::new(workbook, part);
    // Where settings for computing go if there are none: behind the names, or else behind the sheets.
    let mut behind = None;
    while let Some(token) = scanner.next()? {
        match token {
            Token::Start { name: "calcPr", attrs, at, .. } => {
                if matches!(attr(attrs, "fullCalcOnLoad"), Some("1" | "true")) {
                    return Ok(workbook.to_owned());
                }
                let tag = &workbook[at.clone()];
                let tag = match attr(attrs, "fullCalcOnLoad") {
                    Some(old) => {
                        tag.replacen(&format!("fullCalcOnLoad=\"{old}\""), "fullCalcOnLoad=\"1\"", 1)
                    }
                    None => tag.replacen("calcPr", "calcPr fullCalcOnLoad=\"1\"", 1),
                };
                return Ok([&workbook[..at.start], &tag, &workbook[at.end..]].concat());
            }
            Token::End { name: "sheets" | "externalReferences" | "definedNames", at } => {
                behind = Some(at.end)
            }
            _ => {}
        }
    }
    let at = behind.ok_or_else(|| ReadError::damaged(part))?;
    Ok([&workbook[..at], "<calcPr fullCalcOnLoad=\"1\"/>", &workbook[at..]].concat())
}

/// The list of formulas without cells that have none any more: a list that names one makes Excel repair the file.
pub(super) fn without(chain: &str, part: &str, sheet: &str, lost: &[String]) -> Result<String, ReadError> {
    let lost: HashSet<&str> = lost.iter().map(String::as_str).collect();
    let mut scanner = Scanner::new(chain, part);
    let (mut out, mut copied) = (String::with_capacity(chain.len()), 0);
    // An entry without a sheet belongs to that of the entry before it.
    let (mut current, mut written) = (String::new(), String::new());
    while let Some(token) = scanner.next()? {
        let Token::Start { name: "c", attrs, at, empty } = token else { continue };
        let own = attr(attrs, "i");
        if let Some(own) = own {
            own.clone_into(&mut current);
        }
        let gone = current == sheet && attr(attrs, "r").is_some_and(|r| lost.contains(r));
        if gone {
            out.push_str(&chain[copied..at.start]);
            if !empty {
                scanner.skip_element()?;
            }
            copied = scanner.pos();
        } else if own.is_none() && written != current {
            out.push_str(&chain[copied..at.start]);
            out.push_str(&format!("<c i=\"{current}\""));
            copied = at.start + "<c".len();
        }
        if !gone {
            written.clone_from(&current);
        }
    }
    out.push_str(&chain[copied..]);
    Ok(out)
}

/// The package with these parts in place of its own, in the same order; all others are copied as they lie, without
/// being unpacked.
pub(super) fn repack(bytes: &[u8], mut changed: HashMap<String, String>) -> Result<Vec<u8>, ReadError> {
    let failed = |_: ZipError| ReadError::damaged("zip");
    let mut from = ZipArchive::new(Cursor::new(bytes)).map_err(failed)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + bytes.len() / 4)));
    for i in 0..from.len() {
        let file = from.by_index_raw(i).map_err(failed)?;
        let name = file.name().map_err(failed)?.into_owned();
        match changed.remove(&crate::package::normal_name(&name)) {
            None => out.raw_copy_file(file).map_err(failed)?,
            Some(text) => {
                // No clock: the part keeps the date that it had.
                let options = file.options().compression_method(CompressionMethod::Deflated);
                drop(file);
                out.start_file(name, options.compression_level(Some(LEVEL))).map_err(failed)?;
                out.write_all(text.as_bytes()).map_err(|_| ReadError::damaged("zip"))?;
            }
        }
    }
    match changed.keys().next() {
        Some(part) => Err(ReadError::damaged(part.as_str())),
        None => Ok(out.finish().map_err(failed)?.into_inner()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wish_to_compute_is_written_once() {
        let book = |calc: &str| {
            format!("<workbook><sheets><sheet/></sheets><definedNames/>{calc}<extLst/></workbook>")
        };
        for (before, after) in [
            ("<calcPr calcId=\"1\"/>", "<calcPr fullCalcOnLoad=\"1\" calcId=\"1\"/>"),
            ("<calcPr fullCalcOnLoad=\"0\"/>", "<calcPr fullCalcOnLoad=\"1\"/>"),
            ("<calcPr fullCalcOnLoad=\"1\"/>", "<calcPr fullCalcOnLoad=\"1\"/>"),
        ] {
            assert_eq!(compute_on_load(&book(before), "p").unwrap(), book(after));
        }
        let added = compute_on_load("<workbook><sheets></sheets><x/></workbook>", "p").unwrap();
        assert_eq!(added, "<workbook><sheets></sheets><calcPr fullCalcOnLoad=\"1\"/><x/></workbook>");
    }

    #[test]
    fn lost_formulas_leave_the_list_and_their_neighbours_keep_their_sheet() {
        let chain = "<calcChain><c r=\"B5\" i=\"5\" l=\"1\"/><c r=\"C5\"/><c r=\"B5\" i=\"6\"/><c r=\"B6\" i=\"5\"/><c r=\"D1\"/></calcChain>";
        let lost = ["B5".to_owned(), "B6".to_owned()];
        let want = "<calcChain><c i=\"5\" r=\"C5\"/><c r=\"B5\" i=\"6\"/><c i=\"5\" r=\"D1\"/></calcChain>";
        assert_eq!(without(chain, "p", "5", &lost).unwrap(), want);
    }
}
