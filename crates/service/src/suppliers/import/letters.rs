//! Texts that came out of a file in the wrong letters, and cells that swallowed their neighbours.

/// Why a cell's text is not taken as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Odd {
    /// Read in the wrong letters, or with characters that no text has.
    Letters,
    /// Several lines of the file: a quotation mark is missing.
    Lines,
}

/// Takes out what nobody sees and what makes two equal names differ: marks without width, of direction, of a break that
/// may come. Those that join letters stay, since some scripts need them.
pub fn leave_seen(text: &mut String) {
    let unseen = |c: char| {
        matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    if !text.is_ascii() {
        text.retain(|c| !unseen(c));
    }
}

/// Looks at one cell. `separator`: what the file's cells are separated by, for text files.
pub fn odd(text: &str, separator: Option<char>) -> Option<Odd> {
    if let Some(separator) = separator {
        // An address of several lines has no separators in them; whole rows have some in every line.
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let is_row = |line: &&str| {
            let cells = line.matches(separator).count();
            cells >= 2 || (cells == 1 && line.contains('@'))
        };
        let rows = lines.filter(is_row).count();
        if rows > 0 && text.trim().contains('\n') {
            return Some(Odd::Lines);
        }
    }
    is_garbled(text).then_some(Odd::Letters)
}

fn is_garbled(text: &str) -> bool {
    // Most cells: nothing in them can be wrong.
    if text.bytes().all(|b| (0x20..0x7f).contains(&b)) {
        return false;
    }
    let chars: Vec<char> = text.chars().collect();
    let has = |c: &char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || *c == '\u{fffd}';
    chars.iter().any(has)
        || chars.windows(2).any(|w| two_alphabets(w[0], w[1]) || two_alphabets(w[1], w[0]))
        || chars.windows(3).any(|w| sign_in_word(w[0], w[1], w[2]))
        || utf8_twice(&chars)
}

/// `Bв`: one word in two alphabets, as a guess at the wrong code page gives.
fn two_alphabets(a: char, b: char) -> bool {
    a.is_ascii_alphabetic() && matches!(b, 'А'..='я' | 'ё' | 'Ё')
}

/// `S”hne`, `B„r`, `CITROâN`-like: signs of the Windows code page where letters belong.
fn sign_in_word(before: char, c: char, next: char) -> bool {
    let sign = matches!(
        c,
        '„' | '”'
            | '“'
            | '‚'
            | '…'
            | '†'
            | '‡'
            | 'ˆ'
            | '‰'
            | '‹'
            | '›'
            | '•'
            | '˜'
            | '™'
            | '¤'
            | '¢'
            | '£'
            | '¥'
            | '¦'
            | '§'
            | '¨'
            | '©'
            | '¬'
            | '®'
            | '¯'
            | '±'
            | '¶'
            | '¸'
            | '¿'
            | '¡'
            | '÷'
            | '×'
            | 'ƒ'
            | '〈'..='〟'
    );
    let capital = matches!(c, 'Ÿ' | 'Š' | 'Ž' | 'Œ');
    let inside = before.is_ascii_alphabetic() && next.is_ascii_alphabetic();
    inside && (sign || (capital && next.is_lowercase()))
}

/// `MÃ¼ller`, `â€“`: bytes of UTF-8 read as letters of Windows.
fn utf8_twice(chars: &[char]) -> bool {
    let low = |c: char| ('\u{80}'..='\u{bf}').contains(&c) || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".contains(c);
    chars.windows(2).any(|w| {
        matches!(w[0], 'Ã' | 'Â' | 'Ä' | 'Å') && low(w[1]) && !w[1].is_alphabetic()
            || w[0] == 'Ã' && low(w[1])
    }) || chars.windows(3).any(|w| {
        matches!(w[0], 'â' | 'ã' | 'ä' | 'å' | 'æ' | 'ç' | 'è' | 'é' | 'ï') && low(w[1]) && low(w[2])
    })
}

/// What a text read twice over was, where that can be told.
pub fn repaired(text: &str) -> Option<String> {
    let high = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let byte = |c: char| match c as u32 {
        n @ (0..=0x7f | 0xa0..=0xff) => Some(n as u8),
        _ => high.chars().position(|h| h == c).map(|i| 0x80 + i as u8),
    };
    let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
    let fixed = String::from_utf8(bytes?).ok()?;
    (fixed != text && !is_garbled(&fixed)).then_some(fixed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_8_wrong_letters_are_never_taken_silently() {
        for text in [
            "M\u{81}ller",
            "S”hne",
            "B„r GmbH",
            "MÃ¼ller & SÃ¶hne",
            "Caf‚s",
            "M\u{fffd}ller",
            "a\u{7}b",
            "MŸller",
            "BŠrlin",
            "æ±\u{9f}è\u{8b}\u{8f}",
            "SociÃ©tÃ©s",
            "Foo â€“ Bar",
            "Bв GmbH",
            "M〕ler",
            "Mƒller",
        ] {
            assert_eq!(odd(text, Some(';')), Some(Odd::Letters), "{text:?}");
        }
        for text in [
            "Müller & Söhne",
            "„Zitat“",
            "O’Brien",
            "Ångström Ä",
            "Señor ¿Qué?",
            "Škoda",
            "Œuvre",
            "ÇELİK",
            "江苏精密",
            "L’Été — Café",
            "São João",
            "Å",
            "MÜNCHEN",
            "PÃO LDA",
            "A™",
            "Łódź",
            "ПАО Норникель (Nornickel)",
            "JX金属",
            "ABC「工場」",
        ] {
            assert_eq!(odd(text, Some(';')), None, "{text:?}");
        }
        assert_eq!(repaired("MÃ¼ller & SÃ¶hne").as_deref(), Some("Müller & Söhne"));
        assert_eq!(repaired("Foo â€“ Bar").as_deref(), Some("Foo – Bar"));
        assert_eq!(repaired("M\u{81}ller"), None);
    }

    #[test]
    fn case_3_suppliers_in_one_quote_are_seen() {
        assert_eq!(
            odd("Alpha;direct;a@a.example\nS-2;Beta;direct;b@b.example\n", Some(';')),
            Some(Odd::Lines)
        );
        assert_eq!(odd("A,a@a.example\nB,b@b.example\n", Some(',')), Some(Odd::Lines), "not closed at all");
        assert_eq!(odd("Main Street 5\n12345 Town, Province", Some(',')), None);
        assert_eq!(odd("Alpha;direct;a@a.example", Some(';')), None);
        assert_eq!(odd("two\nlines", None), None);
    }
}
