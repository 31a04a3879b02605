//! The words of a file that was filed or published, block by block, whoever wrote it: for showing what differs.

use crate::lint::scan::{Piece, pieces};
use crate::lint::{envelope, is_html, issue};

/// What a file is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Html,
    Text,
    Pdf,
    Docx,
}

impl FileKind {
    /// What the bytes are; none where they are nothing that is filed or published.
    pub fn of(bytes: &[u8]) -> Option<FileKind> {
        let holds = |word: &[u8]| bytes.windows(word.len()).any(|it| it == word);
        match bytes {
            _ if bytes.starts_with(b"%PDF-") => Some(FileKind::Pdf),
            _ if bytes.starts_with(b"PK\x03\x04") => holds(b"word/document.xml").then_some(FileKind::Docx),
            _ if bytes.iter().any(|byte| *byte < b' ' && !b"\t\n\r\x0c".contains(byte)) => None,
            _ if is_html(bytes, None) => Some(FileKind::Html),
            _ if bytes.iter().all(u8::is_ascii_whitespace) => None,
            _ => Some(FileKind::Text),
        }
    }

    /// The endings that such a file has.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            FileKind::Html => &[".htm", ".html"],
            FileKind::Text => &[".txt"],
            FileKind::Pdf => &[".pdf"],
            FileKind::Docx => &[".docx"],
        }
    }

    /// Whether its words can be set beside others; of the rest only the hash is known.
    pub fn is_read(self) -> bool {
        matches!(self, FileKind::Html | FileKind::Text)
    }
}

/// The blocks of a page or of plain text: headings, paragraphs, rows of tables. None of other files.
pub fn blocks(bytes: &[u8]) -> Option<Vec<String>> {
    let blocks = match FileKind::of(bytes)? {
        FileKind::Html => html(decoded(bytes).as_bytes()),
        FileKind::Text => plain(&decoded(bytes)),
        FileKind::Pdf | FileKind::Docx => return None,
    };
    Some(folded(blocks))
}

/// Blocks as they are compared: space and marks of lists do not count, nor do empty cells.
pub fn folded(blocks: Vec<String>) -> Vec<String> {
    let fold = |block: String| {
        let cells = block.split('|').map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
        let text = cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ");
        let bare = text.trim_start_matches(['-', '\u{2022}', '\u{b7}']).trim_start();
        if bare.len() < text.len() && text.chars().nth(1) != Some(' ') { text } else { bare.to_owned() }
    };
    blocks.into_iter().map(fold).filter(|block| !block.is_empty()).collect()
}

/// Bytes as text: what is not UTF-8 is taken for the letters of Windows.
fn decoded(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => bytes.iter().map(|byte| windows(u32::from(*byte))).collect(),
    }
}

/// A character by its number; those from 128 to 159 are meant as Windows has them.
fn windows(number: u32) -> char {
    const HIGH: [char; 32] = [
        '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“',
        '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
    ];
    match number {
        128..=159 => HIGH[number as usize - 128],
        0xa0 => ' ',
        // Marks that are not seen.
        0 | 0xad | 0x200b | 0xfeff => '\u{200b}',
        _ => char::from_u32(number).unwrap_or(' '),
    }
}

/// Paragraphs are set apart by blank lines.
fn plain(text: &str) -> Vec<String> {
    let mut out = vec![String::new()];
    for line in text.lines() {
        match line.trim() {
            "" => out.push(String::new()),
            line => {
                let last = out.len() - 1;
                out[last] += " ";
                out[last] += line;
            }
        }
    }
    out
}

/// Whether a tag ends what stood before it.
fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 25] = [
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table",
        "caption", "thead", "tbody", "center", "hr", "body", "main", "section", "header", "footer",
    ];
    BLOCKS.contains(&name)
}

fn html(bytes: &[u8]) -> Vec<String> {
    let body = envelope::open(bytes, &mut issue::Found::new(bytes)).body;
    let mut out = Vec::new();
    let (mut line, mut cells, mut in_row, mut in_title) = (String::new(), Vec::new(), false, false);
    for piece in pieces(bytes, body) {
        let tag = match piece {
            Piece::Text(at) if !in_title => {
                line += &String::from_utf8_lossy(&bytes[at]);
                continue;
            }
            Piece::Less(_) => {
                line.push('<');
                continue;
            }
            Piece::Tag(tag) => tag,
            _ => continue,
        };
        match tag.name.as_str() {
            "title" => in_title = !tag.closes,
            "tr" => {
                cells.push(std::mem::take(&mut line));
                out.push(std::mem::take(&mut cells).join(" | "));
                in_row = !tag.closes;
            }
            "td" | "th" => cells.push(std::mem::take(&mut line)),
            "br" => line.push(' '),
            name if is_block(name) && in_row && name != "table" => line.push(' '),
            name if is_block(name) => {
                cells.push(std::mem::take(&mut line));
                out.push(std::mem::take(&mut cells).join(" | "));
            }
            _ => {}
        }
    }
    cells.push(line);
    out.push(cells.join(" | "));
    out.iter().map(|block| entities(block)).collect()
}

/// Names of characters that stand in such files.
const NAMED: [(&str, char); 31] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("sect", '§'),
    ("para", '¶'),
    ("reg", '®'),
    ("copy", '©'),
    ("trade", '™'),
    ("deg", '°'),
    ("dagger", '†'),
    ("eacute", 'é'),
    ("auml", 'ä'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
];

fn entities(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out += &rest[..at];
        rest = &rest[at..];
        let name =
            rest[1..].split(|c: char| !c.is_ascii_alphanumeric() && c != '#').next().unwrap_or_default();
        match character(name) {
            Some(c) => {
                out.push(c);
                rest = &rest[1 + name.len()..];
                rest = rest.strip_prefix(';').unwrap_or(rest);
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out += rest;
    out.retain(|c| windows(c as u32) != '\u{200b}');
    out
}

fn character(name: &str) -> Option<char> {
    let number = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok(),
        Some(number) => number.parse().ok(),
        None => return NAMED.iter().find(|(known, _)| *known == name).map(|(_, c)| *c),
    };
    number.map(windows)
}
