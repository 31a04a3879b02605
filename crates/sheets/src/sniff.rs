//! What a file is by its first bytes, whatever its name says.

use crate::limits;
use crate::{Found, Limit, ReadError};
use memchr::memmem;

const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// Lets a zip file through and names everything else. No parser runs on what is refused here.
pub(crate) fn must_be_zip(bytes: &[u8]) -> Result<(), ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() > limits::FILE_BYTES {
        return Err(ReadError::too_large(Limit::File, ""));
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(());
    }
    if bytes.starts_with(OLE) {
        return Err(ole(bytes));
    }
    let found = other(bytes);
    Err(match found {
        Found::Xml | Found::Text => ReadError::OtherSpreadsheet { found },
        _ => ReadError::NotWorkbook { found },
    })
}

/// The old container: names of its streams are UTF-16, so plain search tells them apart without a parser.
fn ole(bytes: &[u8]) -> ReadError {
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &wide).is_some()
    };
    if has("EncryptedPackage") {
        ReadError::Encrypted
    } else if has("WordDocument") {
        ReadError::NotWorkbook { found: Found::Document }
    } else if has("PowerPoint Document") {
        ReadError::NotWorkbook { found: Found::Slides }
    } else if has("Workbook") || has("Book\0") {
        ReadError::OldXls
    } else {
        ReadError::OldOrProtected
    }
}

fn other(bytes: &[u8]) -> Found {
    const IMAGES: &[&[u8]] =
        &[b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"\0\0\0\x18ftyphei"];
    const ARCHIVES: &[&[u8]] =
        &[b"PK", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd"];
    let head = &bytes[..bytes.len().min(4096)];
    let starts = |magics: &[&[u8]]| magics.iter().any(|m| head.starts_with(m));
    if memmem::find(&head[..head.len().min(1024)], b"%PDF-").is_some() {
        return Found::Pdf;
    }
    if head.starts_with(b"{\\rtf") {
        return Found::Document;
    }
    if starts(IMAGES) {
        return Found::Image;
    }
    if starts(ARCHIVES) {
        return Found::Archive;
    }
    let lower = String::from_utf8_lossy(head).to_ascii_lowercase();
    let lower = lower.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Found::Xml;
    }
    if lower.starts_with('<') && (lower.contains("<html") || lower.contains("<table")) {
        return Found::Html;
    }
    if looks_like_text(head) { Found::Text } else { Found::Unknown }
}

/// Whether the bytes are a text in some encoding: hardly any control characters, or UTF-16 by its mark.
pub(crate) fn looks_like_text(head: &[u8]) -> bool {
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    let controls = head.iter().filter(|b| **b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')).count();
    let lines = head.iter().any(|b| matches!(b, b',' | b';' | b'\t' | b'\n'));
    lines && controls == 0 && !head.is_empty()
}
