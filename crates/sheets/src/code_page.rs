//! Which single-byte code page a Western text file was saved in, where the bytes alone allow several: Windows,
//! MS-DOS ("CSV (MS-DOS)") or the Macintosh.

use encoding_rs::{Encoding, MACINTOSH};

/// Code page 850 from 0x80 on: the letters of MS-DOS in Western Europe. Those of code page 437 stand at the same places.
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤\
    ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// Decodes what was taken to be in `encoding`, or in a code page whose letters make better words of it.
pub(crate) fn decode(bytes: &[u8], encoding: &'static Encoding) -> (String, &'static str) {
    let usual = encoding.decode(bytes).0.into_owned();
    let mut best = (strange(&usual), usual, encoding.name());
    if best.0 == 0 {
        return (best.1, best.2);
    }
    let others = [(dos(bytes), "cp850"), (MACINTOSH.decode(bytes).0.into_owned(), MACINTOSH.name())];
    for (text, name) in others {
        let count = strange(&text);
        if count < best.0 {
            best = (count, text, name);
        }
    }
    (best.1, best.2)
}

fn dos(bytes: &[u8]) -> String {
    let high: Vec<char> = CP850.chars().collect();
    let letter = |b: &u8| match b {
        0..=0x7f => char::from(*b),
        _ => high.get(usize::from(*b - 0x80)).copied().unwrap_or('\u{fffd}'),
    };
    bytes.iter().map(letter).collect()
}

/// How many characters stand where no writer puts them: signs inside words, capitals behind small letters,
/// characters that no text has.
pub(crate) fn strange(text: &str) -> usize {
    let mut count = 0;
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        if !c.is_ascii() && !is_at_home(before, c, next) {
            count += 1;
        }
        before = c;
    }
    count
}

fn is_at_home(before: char, c: char, next: char) -> bool {
    if c.is_control() || c == '\u{fffd}' {
        return false;
    }
    if c.is_alphabetic() {
        // `MŸller`: a capital inside a word that goes on in small letters.
        return !(c.is_uppercase() && before.is_alphabetic() && next.is_lowercase());
    }
    // `S”hne`, `B„r`; an apostrophe, a dash or a middle dot may stand inside a word.
    let inside = before.is_alphabetic() && next.is_alphabetic();
    !inside
        || matches!(
            c,
            '’' | '‘' | '–' | '—' | '·' | '\u{ad}' | '\u{a0}' | '\u{200c}' | '\u{200d}' | '‐' | '‑'
        )
        || !before.is_ascii() && !next.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;

    #[test]
    fn case_8_files_of_ms_dos_and_of_the_macintosh_are_known() {
        for (bytes, want, page) in [
            (b"name\nM\x81ller & S\x94hne;B\x84r".as_slice(), "name\nMüller & Söhne;Bär", "cp850"),
            (b"Stra\xe1e 5\nCr\x8ame Caf\x82", "Straße 5\nCrème Café", "cp850"),
            (b"M\x9fller & S\x9ahne, B\x8ar", "Müller & Söhne, Bär", "macintosh"),
            (
                b"M\xfcller \x96 S\xf6hne \x84GmbH\x93 l\x92Or\xe9al",
                "Müller – Söhne „GmbH“ l’Oréal",
                "windows-1252",
            ),
            (b"McDonald\xe9 \xc9cole", "McDonaldé École", "windows-1252"),
        ] {
            assert_eq!(decode(bytes, WINDOWS_1252), (want.to_owned(), page));
        }
    }

    #[test]
    fn the_page_has_a_character_for_every_byte() {
        assert_eq!(CP850.chars().count(), 128);
    }
}
