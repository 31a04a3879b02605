//! Markup in pieces, with the place of each; what is broken is a piece too.

use std::ops::Range;

/// A piece of markup.
pub enum Piece {
    Text(Range<usize>),
    Tag(Tag),
    /// Whether it has an end.
    Comment(usize, bool),
    /// `<!DOCTYPE …>`.
    Doctype,
    /// `<?…>`, `<![…>` and other things that begin with `<!`.
    Other(Range<usize>),
    /// A `<` that begins nothing.
    Less(usize),
    /// A tag that has no end.
    Open(Range<usize>),
}

pub struct Tag {
    /// In small letters.
    pub name: String,
    pub at: usize,
    pub end: usize,
    pub closes: bool,
    pub attributes: Vec<Attribute>,
}

pub struct Attribute {
    /// In small letters.
    pub name: String,
    pub value: String,
    pub at: usize,
}

impl Tag {
    pub fn get(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|it| it.name == name)
    }
}

/// Where a word stands from here on, in small or capital letters.
pub fn find(bytes: &[u8], from: usize, word: &str) -> Option<usize> {
    let word = word.as_bytes();
    let first = *word.first()?;
    let here = |at: &usize| {
        bytes[*at].eq_ignore_ascii_case(&first)
            && bytes.get(*at..at + word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word))
    };
    (from..bytes.len()).find(here)
}

/// Takes the markup apart.
pub fn pieces(bytes: &[u8], body: Range<usize>) -> Vec<Piece> {
    let all = &bytes[..body.end];
    let mut out = Vec::new();
    let mut at = body.start;
    while at < all.len() {
        if all[at] != b'<' {
            let end = all[at..].iter().position(|byte| *byte == b'<').map_or(all.len(), |len| at + len);
            out.push(Piece::Text(at..end));
            at = end;
            continue;
        }
        let (piece, end) = match all.get(at + 1) {
            Some(b'!') => marked(all, at),
            Some(b'?') => until(all, at, Piece::Other),
            Some(b'/') if all.get(at + 2).is_some_and(u8::is_ascii_alphabetic) => tag(all, at),
            Some(byte) if byte.is_ascii_alphabetic() => tag(all, at),
            _ => (Piece::Less(at), at + 1),
        };
        at = end;
        // What stands in these is no markup.
        if let Piece::Tag(tag) = &piece
            && !tag.closes
            && ["script", "style"].contains(&tag.name.as_str())
        {
            at = find(all, end, &format!("</{}", tag.name)).unwrap_or(all.len());
        }
        out.push(piece);
    }
    out
}

fn marked(all: &[u8], at: usize) -> (Piece, usize) {
    if all[at..].starts_with(b"<!--") {
        return match find(all, at + 4, "-->") {
            Some(end) => (Piece::Comment(at, true), end + 3),
            None => (Piece::Comment(at, false), all.len()),
        };
    }
    let doctype = find(&all[..all.len().min(at + 9)], at, "<!doctype").is_some();
    until(all, at, |range| if doctype { Piece::Doctype } else { Piece::Other(range) })
}

fn until(all: &[u8], at: usize, piece: impl Fn(Range<usize>) -> Piece) -> (Piece, usize) {
    let end = all[at..].iter().position(|byte| *byte == b'>').map_or(all.len(), |len| at + len + 1);
    (piece(at..end), end)
}

/// A tag with its attributes. A quotation mark that is never closed, or a `<` before the end, leaves it open.
fn tag(all: &[u8], at: usize) -> (Piece, usize) {
    let closes = all[at + 1] == b'/';
    let mut here = at + 1 + usize::from(closes);
    let name = word(all, &mut here);
    let mut attributes = Vec::new();
    loop {
        skip(all, &mut here, |byte| byte.is_ascii_whitespace() || byte == b'/');
        match all.get(here) {
            Some(b'>') => {
                let tag = Tag { name, at, end: here + 1, closes, attributes };
                return (Piece::Tag(tag), here + 1);
            }
            None | Some(b'<') => return (Piece::Open(at..here), here.max(at + 1)),
            Some(_) => {}
        }
        let begin = here;
        let name = word(all, &mut here);
        if name.is_empty() {
            here += 1;
            continue;
        }
        let behind = here;
        skip(all, &mut here, |byte| byte.is_ascii_whitespace());
        let mut attribute = Attribute { name, value: String::new(), at: begin };
        if all.get(here) != Some(&b'=') {
            here = behind;
            attributes.push(attribute);
            continue;
        }
        here += 1;
        skip(all, &mut here, |byte| byte.is_ascii_whitespace());
        let range = match all.get(here) {
            Some(mark @ (b'"' | b'\'')) => {
                let Some(len) = all[here + 1..].iter().position(|byte| byte == mark) else {
                    return (Piece::Open(at..all.len()), all.len());
                };
                let range = here + 1..here + 1 + len;
                here = range.end + 1;
                range
            }
            _ => {
                let begin = here;
                skip(all, &mut here, |byte| !byte.is_ascii_whitespace() && byte != b'>');
                begin..here
            }
        };
        // A value that holds a tag swallowed it: its quotation mark is missing.
        if all[range.clone()].contains(&b'<') {
            return (Piece::Open(at..range.start), range.end);
        }
        attribute.value = String::from_utf8_lossy(&all[range]).into_owned();
        attributes.push(attribute);
    }
}

fn word(all: &[u8], here: &mut usize) -> String {
    let begin = *here;
    skip(all, here, |byte| !byte.is_ascii_whitespace() && !b"/>=<\"'".contains(&byte));
    String::from_utf8_lossy(&all[begin..*here]).to_ascii_lowercase()
}

fn skip(all: &[u8], here: &mut usize, wanted: impl Fn(u8) -> bool) {
    while all.get(*here).is_some_and(|byte| wanted(*byte)) {
        *here += 1;
    }
}
