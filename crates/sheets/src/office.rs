//! What an office file is, whatever its name says.

use crate::package::Package;

/// What an office package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    Document,
    Workbook,
}

/// What a package is whose directory makes sense; nothing where it is neither of the two, or carries macros.
pub fn office_kind(bytes: &[u8]) -> Option<Office> {
    let package = Package::any(bytes).ok()?;
    if ["word/vbaProject.bin", "xl/vbaProject.bin"].iter().any(|part| package.has(part)) {
        return None;
    }
    match (package.has("word/document.xml"), package.has("xl/workbook.xml")) {
        (true, false) => Some(Office::Document),
        (false, true) => Some(Office::Workbook),
        _ => None,
    }
}
