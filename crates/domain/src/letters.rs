//! Letters as texts are compared by: without case, width and marks, the same in browser and on server.
//!
//! Small enough for the supplier's page, which compares rows and finds countries with it. It knows the letters of Latin,
//! Greek, Cyrillic, Arabic, kana, hangul and India whole, composed or in parts; characters that stand twice in Korean and
//! Japanese standards; and the signs that are met in names of companies: `㈱`, `②`, `Ⅳ`, `ﬁ`. What stays as it is:
//! letters of mathematics, and Arabic letters in the forms of a printing press.

mod tables;

use crate::answer::lower;
use tables::{BARE, IN_PARTS, MARKED as WITH_MARK, TWICE};

/// The base letters of U+00C0 to U+024F; a capital stands for two ([`pair`]), a dot for what has none.
const LATIN: &str = "aaaaaaAceeeeiiiidnooooo.ouuuuyTSaaaaaaAceeeeiiiidnooooo.ouuuuyTyaaaaaaccccccccddddeeeeeeeeeegggggggg\
hhhhiiiiiiiiiiIIjjkkkllllllllllnnnnnnnnnooooooOOrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsbbbb..occdddd.eeeffggHiikkl.\
unnoooQQpp...s.ttttuuuvyyzzz............DDDLLLNNNaaiioouuuuuuuuuueaaaaAAggggkkoooozzjDDDggH.nnaaAAooaaaaeeeeiiiioooorrrr\
uuuusstt..hhndUUzzaaeeooooooooyylntjBP.ccl.sz..bu.eejjqqrryy";
/// The same of U+1E00 to U+1EFF.
const MARKED: &str = "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssss\
ssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas..S.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooo\
oooooooouuuuuuuuuuuuuuyyyyyyyy......";
/// Half-width kana, U+FF66 to U+FF9D, as they are otherwise written.
const NARROW: &str = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

/// The text in lower case, without marks and width: `Ｓｔｒａßｅ` and `ISTANBUL ALTIN RAFİNERİSİ` are `strasse` and
/// `istanbul altin rafinerisi`, composed or not. `が` stays apart from `か`.
pub fn normalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\u{7f}' => out.push(c.to_ascii_lowercase()),
            'À'..='ɏ' => based(&mut out, LATIN, c as usize - 0xc0, c),
            'Ḁ'..='\u{1eff}' => based(&mut out, MARKED, c as usize - 0x1e00, c),
            '\u{300}'..='\u{36f}' => {}
            // Hamza and madda of Arabic, the dot of India: marks that stand apart.
            '\u{653}'..='\u{655}' | '\u{93c}' | '\u{9bc}' | '\u{a3c}' | '\u{b3c}' => {}
            '\u{f900}'..='\u{fad9}' => out.extend(TWICE.chars().nth(c as usize - 0xf900)),
            '\u{ff01}'..='\u{ff5e}' => {
                let plain = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
                out.push(plain.to_ascii_lowercase());
            }
            '\u{ff66}'..='\u{ff9d}' => out.extend(NARROW.chars().nth(c as usize - 0xff66)),
            '\u{3099}' | '\u{ff9e}' => voiced(&mut out, 1),
            '\u{309a}' | '\u{ff9f}' => voiced(&mut out, 2),
            '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}' => syllable(&mut out, c),
            '\u{3000}' | '\u{a0}' | '\u{202f}' => out.push(' '),
            // Marks of Greek that stand alone; with a diaeresis that is left.
            '\u{384}'
            | '\u{1fbd}'
            | '\u{1fbf}'
            | '\u{1fc0}'
            | '\u{1fcd}'..='\u{1fcf}'
            | '\u{1fdd}'..='\u{1fdf}'
            | '\u{1fef}'
            | '\u{1ffd}'
            | '\u{1ffe}' => {}
            '\u{385}' | '\u{1fc1}' | '\u{1fed}' | '\u{1fee}' => out.push('¨'),
            '\u{370}'..='\u{1fff}' => marked(&mut out, lower(c)),
            c => match sign(c) {
                Some(text) => out.push_str(&text),
                None => out.push(small(lower(c))),
            },
        }
    }
    out
}

fn based(out: &mut String, table: &str, at: usize, c: char) {
    match table.as_bytes().get(at) {
        Some(b @ b'a'..=b'z') => out.push(char::from(*b)),
        Some(b @ b'A'..=b'Z') => out.push_str(pair(*b)),
        _ => out.push(lower(c)),
    }
}

fn pair(letter: u8) -> &'static str {
    match letter {
        b'A' => "ae",
        b'B' => "db",
        b'D' => "dz",
        b'H' => "hv",
        b'I' => "ij",
        b'L' => "lj",
        b'N' => "nj",
        b'O' => "oe",
        b'P' => "qp",
        b'Q' => "oi",
        b'S' => "ss",
        b'T' => "th",
        _ => "ou",
    }
}

/// A letter of the other alphabets without its mark, or in parts.
fn marked(out: &mut String, c: char) {
    if let Some(at) = WITH_MARK.chars().position(|known| known == c) {
        return out.extend(BARE.chars().nth(at));
    }
    match IN_PARTS.split(' ').find_map(|whole| whole.strip_prefix(c).filter(|parts| !parts.is_empty())) {
        Some(parts) => out.push_str(parts),
        None => out.push(c),
    }
}

/// A sign as the letters and digits that it stands for.
fn sign(c: char) -> Option<String> {
    const NUMERALS: &str = "i ii iii iv v vi vii viii ix x xi xii l c d m";
    const LIGATURES: &str = "ff fi fl ffi ffl st st";
    let nth = |list: &str, at: u32| list.split(' ').nth(at as usize).map(str::to_owned);
    let (n, digit) = (c as u32, |n: u32| Some(n.to_string()));
    match c {
        '①'..='⑳' => digit(n - 0x2460 + 1),
        'Ⅰ'..='Ⅿ' => nth(NUMERALS, n - 0x2160),
        'ⅰ'..='ⅿ' => nth(NUMERALS, n - 0x2170),
        'ﬀ'..='ﬆ' => nth(LIGATURES, n - 0xfb00),
        '⁰' | '⁴'..='⁹' => digit(n - 0x2070),
        '₀'..='₉' => digit(n - 0x2080),
        '¹' => digit(1),
        '²' | '³' => digit(n - 0xb0),
        '㈱' => Some("(株)".to_owned()),
        '㈲' => Some("(有)".to_owned()),
        '㈜' => Some("(주)".to_owned()),
        '㍿' => Some("株式会社".to_owned()),
        '№' => Some("no".to_owned()),
        'ª' => Some("a".to_owned()),
        'º' => Some("o".to_owned()),
        // Micro, ohm, kelvin, ångström: letters under another number.
        '\u{b5}' => Some("\u{3bc}".to_owned()),
        '\u{2126}' => Some("\u{3c9}".to_owned()),
        '\u{212a}' => Some("k".to_owned()),
        '\u{212b}' => Some("a".to_owned()),
        _ => None,
    }
}

/// Small letters whose capitals stand in the table.
fn small(c: char) -> char {
    match c {
        'ɓ' => 'b',
        'ɖ' | 'ɗ' => 'd',
        'ə' | 'ɛ' => 'e',
        'ɠ' | 'ɣ' => 'g',
        'ɨ' | 'ɩ' => 'i',
        'ɲ' => 'n',
        'ɔ' | 'ɵ' => 'o',
        'ʃ' => 's',
        'ʈ' => 't',
        'ɯ' | 'ʉ' | 'ʊ' => 'u',
        'ʋ' => 'v',
        'ʒ' => 'z',
        c => c,
    }
}

/// Puts a mark of voice on the kana before it.
fn voiced(out: &mut String, by: u32) {
    let Some(last) = out.pop() else { return };
    let with = match (last, by) {
        ('ウ', 1) => 'ヴ',
        ('う', 1) => 'ゔ',
        ('ゝ', 1) => 'ゞ',
        ('ヽ', 1) => 'ヾ',
        ('ワ', 1) => 'ヷ',
        ('ヰ', 1) => 'ヸ',
        ('ヱ', 1) => 'ヹ',
        ('ヲ', 1) => 'ヺ',
        ('か'..='と' | 'カ'..='ト', 1) | ('は'..='ほ' | 'ハ'..='ホ', 1 | 2) => {
            char::from_u32(last as u32 + by).unwrap_or(last)
        }
        _ => last,
    };
    out.push(with);
}

/// Puts a vowel or an ending to the hangul before it.
fn syllable(out: &mut String, c: char) {
    let last = out.pop();
    let n = last.map_or(0, u32::from);
    let with = match (n, c as u32) {
        (0x1100..=0x1112, v @ 0x1161..=0x1175) => Some(0xac00 + ((n - 0x1100) * 21 + v - 0x1161) * 28),
        (0xac00..=0xd7a3, t @ 0x11a8..) if (n - 0xac00).is_multiple_of(28) => Some(n + t - 0x11a7),
        _ => None,
    };
    match with.and_then(char::from_u32) {
        Some(with) => out.push(with),
        None => {
            out.extend(last);
            out.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    /// Every letter, sign and number of these, by Unicode's own tables.
    #[test]
    fn l_d1_the_small_tables_are_those_of_unicode() {
        let by_unicode = |text: &str| {
            let bare: String = text.nfkd().filter(|m| !('\u{300}'..='\u{36f}').contains(m)).collect();
            normalize(&bare.nfc().collect::<String>())
        };
        let greek_to_tibetan =
            ('\u{370}'..'\u{1e00}').chain('\u{1f00}'..='\u{1fff}').filter(|c| c.is_alphabetic());
        for c in greek_to_tibetan.chain('\u{f900}'..='\u{fad9}') {
            let text = c.to_string();
            let (nfc, nfd): (String, String) = (text.nfc().collect(), text.nfd().collect());
            assert_eq!(normalize(&text), normalize(&nfc), "{c} {:x}", c as u32);
            assert_eq!(normalize(&text), normalize(&nfd), "{c} {:x} in parts", c as u32);
        }
        for c in "①⑳ⅠⅯⅰⅿﬀﬆ⁰⁹₀₉¹²³㈱㈲㈜㍿№ªº\u{b5}\u{2126}\u{212a}\u{212b}".chars()
        {
            assert_eq!(normalize(&c.to_string()), by_unicode(&c.to_string()), "{c}");
        }
    }

    #[test]
    fn l_d1_the_small_table_is_that_of_unicode_for_latin_letters_kana_and_hangul() {
        for c in ('À'..='ɏ').chain('Ḁ'..='\u{1eff}') {
            let plain: String = c
                .nfkd()
                .filter(|m| !('\u{300}'..='\u{36f}').contains(m))
                .flat_map(char::to_lowercase)
                .nfd()
                .filter(|m| !('\u{300}'..='\u{36f}').contains(m) && !matches!(m, 'ʼ' | 'ʾ' | '·'))
                .collect();
            if plain.bytes().all(|b| b.is_ascii_lowercase()) {
                assert_eq!(normalize(&c.to_string()), plain, "{c}");
            }
        }
        for c in ('ぁ'..='ゖ').chain('ァ'..='ヶ').chain('가'..='힣').chain('ｦ'..='ﾝ') {
            let text = c.to_string();
            let whole: String = text.nfkc().collect();
            assert_eq!(normalize(&text), whole, "{c}");
            assert_eq!(normalize(&text.nfd().collect::<String>()), whole, "{c} in parts");
        }
        assert_eq!(normalize("ﾀﾞﾊﾟｳﾞ"), "ダパヴ");
        for capital in 'À'..='ɏ' {
            let small: String = capital.to_lowercase().collect();
            if normalize(&capital.to_string()) == capital.to_string() {
                continue;
            }
            assert_eq!(normalize(&capital.to_string()), normalize(&small), "{capital}");
        }
        assert_ne!(normalize("が"), normalize("か"));
    }
}
