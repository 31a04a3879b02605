//! Letters as texts are compared by: without case, width and marks, the same in browser and on server.
//!
//! Small enough for the supplier's page, which compares rows and finds countries with it. It knows the letters of
//! Latin, kana and hangul whole, of Greek and Cyrillic those that are in use. What knows all of Unicode is
//! [`crate::smelters::fold`].

use crate::answer::lower;

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
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\0'..='\u{7f}' => out.push(c.to_ascii_lowercase()),
            'À'..='ɏ' => based(&mut out, LATIN, c as usize - 0xc0, c),
            'Ḁ'..='\u{1eff}' => based(&mut out, MARKED, c as usize - 0x1e00, c),
            '\u{300}'..='\u{36f}' => {}
            '\u{ff01}'..='\u{ff5e}' => {
                let plain = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
                out.push(plain.to_ascii_lowercase());
            }
            '\u{ff66}'..='\u{ff9d}' => out.extend(NARROW.chars().nth(c as usize - 0xff66)),
            '\u{3099}' | '\u{ff9e}' => voiced(&mut out, 1),
            '\u{309a}' | '\u{ff9f}' => voiced(&mut out, 2),
            '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}' => syllable(&mut out, c),
            '\u{3000}' | '\u{a0}' | '\u{202f}' => out.push(' '),
            c => out.push(bare(lower(c))),
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

/// Greek and Cyrillic letters without the mark that is part of them, and what is left of Latin.
fn bare(c: char) -> char {
    match c {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'й' | 'ѝ' => 'и',
        'ё' | 'ѐ' => 'е',
        'ї' => 'і',
        'ў' => 'у',
        'ѓ' => 'г',
        'ќ' => 'к',
        // Small letters whose capitals stand in the table.
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
                assert_eq!(fold(&c.to_string()), plain, "{c}");
            }
        }
        for c in ('ぁ'..='ゖ').chain('ァ'..='ヶ').chain('가'..='힣').chain('ｦ'..='ﾝ') {
            let text = c.to_string();
            let whole: String = text.nfkc().collect();
            assert_eq!(fold(&text), whole, "{c}");
            assert_eq!(fold(&text.nfd().collect::<String>()), whole, "{c} in parts");
        }
        assert_eq!(fold("ﾀﾞﾊﾟｳﾞ"), "ダパヴ");
        for capital in 'À'..='ɏ' {
            let small: String = capital.to_lowercase().collect();
            if fold(&capital.to_string()) == capital.to_string() {
                continue;
            }
            assert_eq!(fold(&capital.to_string()), fold(&small), "{capital}");
        }
        assert_ne!(fold("が"), fold("か"));
    }
}
