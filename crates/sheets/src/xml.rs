//! A small XML scanner: tokens with their places in the text, bounded in length and depth, no DTD.
//!
//! It understands just enough to decide what may go on to a real parser, and it allocates nothing.

use crate::{Limit, ReadError, limits};
use std::ops::Range;

/// What the scanner sees. Names are without prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// `<name attrs>` or, when `empty`, `<name attrs/>`.
    Start { name: &'a str, attrs: &'a str, empty: bool, at: Range<usize> },
    /// `</name>`.
    End { name: &'a str, at: Range<usize> },
    /// Text as it stands in the file, references and all.
    Text(&'a str),
    /// What stands inside `<![CDATA[ ]]>`.
    CData(&'a str),
}

/// Scans one part.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    pos: usize,
    depth: usize,
    part: &'a str,
}

fn local(name: &str) -> &str {
    // Names are short, and there are two in every cell: looking at each byte is the quickest.
    name.bytes().rposition(|b| b == b':').map_or(name, |colon| &name[colon + 1..])
}

impl<'a> Scanner<'a> {
    pub(crate) fn new(text: &'a str, part: &'a str) -> Scanner<'a> {
        Scanner { text, pos: 0, depth: 0, part }
    }

    fn damaged(&self) -> ReadError {
        ReadError::damaged(self.part)
    }

    /// The next token; none at the end of the text.
    pub(crate) fn next(&mut self) -> Result<Option<Token<'a>>, ReadError> {
        loop {
            let rest = &self.text[self.pos..];
            if rest.is_empty() {
                return if self.depth == 0 { Ok(None) } else { Err(self.damaged()) };
            }
            let bytes = rest.as_bytes();
            if bytes[0] != b'<' {
                let len = memchr::memchr(b'<', bytes).unwrap_or(bytes.len());
                if len > limits::TEXT_BYTES {
                    return Err(ReadError::too_large(Limit::Text, self.part));
                }
                self.pos += len;
                return Ok(Some(Token::Text(&rest[..len])));
            }
            match bytes.get(1) {
                Some(b'!') if rest.starts_with("<!--") => self.skip_to(rest, 4, "-->")?,
                Some(b'!') if rest.starts_with("<![CDATA[") => {
                    let from = self.pos + 9;
                    self.skip_to(rest, 9, "]]>")?;
                    return Ok(Some(Token::CData(&self.text[from..self.pos - 3])));
                }
                // A document type: entities, external files. No workbook has one.
                Some(b'!') => return Err(ReadError::Unsafe { part: self.part.to_owned() }),
                Some(b'?') => self.skip_to(rest, 2, "?>")?,
                Some(_) => return self.tag(rest).map(Some),
                None => return Err(self.damaged()),
            }
        }
    }

    fn skip_to(&mut self, rest: &str, from: usize, end: &str) -> Result<(), ReadError> {
        let len =
            memchr::memmem::find(&rest.as_bytes()[from..], end.as_bytes()).ok_or_else(|| self.damaged())?;
        if len > limits::TEXT_BYTES {
            return Err(ReadError::too_large(Limit::Text, self.part));
        }
        self.pos += from + len + end.len();
        Ok(())
    }

    fn tag(&mut self, rest: &'a str) -> Result<Token<'a>, ReadError> {
        let len = tag_len(rest.as_bytes()).ok_or_else(|| self.damaged())?;
        let at = self.pos..self.pos + len;
        self.pos += len;
        let inner = &rest[1..len - 1];
        if let Some(name) = inner.strip_prefix('/') {
            self.depth = self.depth.checked_sub(1).ok_or_else(|| self.damaged())?;
            return Ok(Token::End { name: local(name.trim_ascii_end()), at });
        }
        let (inner, empty) = inner.strip_suffix('/').map_or((inner, false), |i| (i, true));
        let split = inner.bytes().position(|b| b.is_ascii_whitespace()).unwrap_or(inner.len());
        let (name, attrs) = inner.split_at(split);
        if !empty {
            self.depth += 1;
            if self.depth > limits::DEPTH {
                return Err(self.damaged());
            }
        }
        Ok(Token::Start { name: local(name), attrs, empty, at })
    }

    /// Skips to behind the end tag of the element whose start tag was just read; returns where that end tag begins.
    pub(crate) fn skip_element(&mut self) -> Result<usize, ReadError> {
        let outside = self.depth - 1;
        loop {
            match self.next()? {
                Some(Token::End { at, .. }) if self.depth == outside => return Ok(at.start),
                Some(_) => {}
                None => return Err(self.damaged()),
            }
        }
    }

    /// Where the scanner stands.
    pub(crate) fn pos(&self) -> usize {
        self.pos
    }
}

/// The length of the tag that the text begins with: up to the first `>` outside quotes.
fn tag_len(bytes: &[u8]) -> Option<usize> {
    let bytes = &bytes[..bytes.len().min(limits::TAG_BYTES)];
    let mut at = 1;
    loop {
        let hit = at + memchr::memchr3(b'>', b'"', b'\'', &bytes[at..])?;
        match bytes[hit] {
            b'>' => return Some(hit + 1),
            quote => at = hit + 2 + memchr::memchr(quote, &bytes[hit + 1..])?,
        }
    }
}

/// The value of the attribute with this name (prefix ignored), as it stands in the file.
pub(crate) fn attr<'a>(attrs: &'a str, wanted: &str) -> Option<&'a str> {
    let mut rest = attrs;
    loop {
        let (name, after) = cut(rest, b'=')?;
        let after = after.trim_ascii_start();
        let quote = *after.as_bytes().first().filter(|quote| matches!(quote, b'"' | b'\''))?;
        let (value, next) = cut(&after[1..], quote)?;
        if local(name.trim_ascii()) == wanted {
            return Some(value);
        }
        rest = next;
    }
}

/// What stands before and behind the first of these bytes.
fn cut(text: &str, at: u8) -> Option<(&str, &str)> {
    let at = text.bytes().position(|b| b == at)?;
    Some((&text[..at], &text[at + 1..]))
}

/// The attribute's value with references resolved; the raw text where they cannot be.
pub(crate) fn attr_text(attrs: &str, wanted: &str) -> Option<String> {
    let raw = attr(attrs, wanted)?;
    Some(quick_xml::escape::unescape(raw).map_or_else(|_| raw.to_owned(), |t| t.into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<Vec<String>, ReadError> {
        let mut scanner = Scanner::new(text, "p");
        let mut out = Vec::new();
        while let Some(token) = scanner.next()? {
            out.push(match token {
                Token::Start { name, attrs, empty, .. } => {
                    format!("<{name}{attrs}{}", if empty { "/" } else { "" })
                }
                Token::End { name, .. } => format!("</{name}"),
                Token::Text(t) => t.to_owned(),
                Token::CData(t) => format!("[{t}]"),
            });
        }
        Ok(out)
    }

    #[test]
    fn tokens_of_an_ordinary_part() {
        let text = "<?xml version='1.0'?><!-- a > b --><x:c r=\"A>1\" ><v>1&lt;2</v><![CDATA[<]]><d/></x:c>";
        let want = ["<c r=\"A>1\" ", "<v", "1&lt;2", "</v", "[<]", "<d/", "</c"];
        assert_eq!(all(text).unwrap(), want);
    }

    #[test]
    fn what_is_not_well_formed_or_has_a_dtd_is_refused() {
        for text in ["<a>", "</a>", "<a b=\"", "<", "<!-- x", "<a><![CDATA[x</a>"] {
            assert_eq!(all(text), Err(ReadError::damaged("p")), "{text}");
        }
        let dtd = all("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>");
        assert_eq!(dtd, Err(ReadError::Unsafe { part: "p".into() }));
    }

    #[test]
    fn attributes_are_found_by_local_name() {
        assert_eq!(attr(" r = 'A1' x:id=\"7\" t=\"\"", "id"), Some("7"));
        assert_eq!(attr(" r='A1'", "r"), Some("A1"));
        assert_eq!(attr(" r=A1", "r"), None);
        assert_eq!(attr_text(" n='a &amp; b'", "n").as_deref(), Some("a & b"));
    }
}
