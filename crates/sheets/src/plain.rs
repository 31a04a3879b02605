//! Texts for a terminal, which obeys control characters wherever they come from.

use std::fmt::Write;

/// The text on one line, with everything that a terminal obeys, or that turns the order of a line around, written
/// out: what a file says can neither colour the report nor add lines to it.
pub fn plain(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if is_obeyed(c) {
            out.extend(c.escape_default())
        } else {
            out.push(c)
        }
        out
    })
}

/// The same for JSON, which means the same afterwards: outside its strings there are no such characters but line
/// ends.
pub fn plain_json(json: &str) -> String {
    json.chars().fold(String::with_capacity(json.len()), |mut out, c| {
        if c != '\n' && is_obeyed(c) {
            let _ = write!(out, "\\u{:04x}", c as u32);
        } else {
            out.push(c);
        }
        out
    })
}

fn is_obeyed(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_that_a_terminal_obeys() {
        let told = plain("a\u{1b}[31mred\r\nb\u{9b}2J\u{202e}c\u{7f}");
        assert_eq!(told, "a\\u{1b}[31mred\\r\\nb\\u{9b}2J\\u{202e}c\\u{7f}");
        for text in ["Müller & Söhne", "שלום", "江苏", "👩‍👩‍👧", "<b>"] {
            assert_eq!(plain(text), text);
        }
    }

    #[test]
    fn json_means_the_same() {
        let value = serde_json::json!({ "a": "\u{9b}\u{202e}\u{7f}é\u{1b}" });
        let told = plain_json(&serde_json::to_string_pretty(&value).unwrap());
        assert!(told.contains("\\u009b\\u202e\\u007fé"), "{told}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&told).unwrap(), value);
    }
}
