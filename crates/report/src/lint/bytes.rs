//! Bytes that EDGAR does not take anywhere.

use super::issue::{Found, Issue};

/// Looks at every byte.
pub fn look(bytes: &[u8], found: &mut Found) {
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let len = if byte >= 0x80 { letter(&bytes[at..]) } else { 1 };
        match byte {
            0x80.. => match std::str::from_utf8(&bytes[at..at + len]) {
                Ok(text) => found.add(at, Issue::NonAscii, &named(text)),
                Err(_) => found.add(at, Issue::NonAscii, &format!("0x{byte:02X}")),
            },
            b'\n' | b'\r' | b'\t' => {}
            ..0x20 | 0x7f => found.add(at, Issue::Control, &format!("0x{byte:02X}")),
            _ => {}
        }
        at += len;
    }
}

/// How many bytes the letter takes that begins here; one where it is no letter of UTF-8.
fn letter(bytes: &[u8]) -> usize {
    (2..=4).find(|len| bytes.get(..*len).is_some_and(|it| std::str::from_utf8(it).is_ok())).unwrap_or(1)
}

/// A letter with what is to be written for it. A mark that nobody sees has no other name.
fn named(text: &str) -> String {
    let c = text.chars().next().unwrap_or_default();
    match c.is_whitespace() || c.is_control() || c == '\u{feff}' || c == '\u{200b}' {
        true => format!("&#{};", c as u32),
        false => format!("{c} = &#{};", c as u32),
    }
}
