//! How answers are compared and read: one place, so that browser, server and workbook agree.

mod date;
mod email;
mod weekday;

pub use date::{DateText, parse_date, read_date};
pub use email::{is_email, normal_email};

/// The answer as a person means it: white space of any kind around it is not part of it.
pub fn clean(raw: &str) -> &str {
    // This is asked of every cell, and most begin and end with a plain letter.
    if let [b'!'..=b'~', .., b'!'..=b'~'] | [] = raw.as_bytes() {
        return raw;
    }
    raw.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
}

/// Whether nothing was answered. A lone space is no answer to us, although the official checker accepts it.
pub fn is_blank(raw: &str) -> bool {
    clean(raw).is_empty()
}

/// Equal as answers: surrounding space and letter case do not matter.
pub fn same(a: &str, b: &str) -> bool {
    clean(a).eq_ignore_ascii_case(clean(b))
}

/// Equal to the spreadsheet: letter case does not matter, space does.
pub fn same_in_sheet(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// The letter in lower case, for comparing; as it is where lower case takes more than one letter (`İ`).
pub fn lower(c: char) -> char {
    let mut all = c.to_lowercase();
    match (all.next(), all.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// Whether the character belongs to a word: a letter or digit of any script, and no punctuation, symbol or space.
pub fn is_word(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphanumeric(),
        'ª' | 'µ' | 'º' => true,
        '\u{80}'..='¿' | '×' | '÷' | '\u{2000}'..='\u{2bff}' | '\u{2e00}'..='\u{2e7f}' => false,
        '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '・' => false,
        '\u{e000}'..='\u{f8ff}' | '\u{fe10}'..='\u{fe6f}' => false,
        '\u{ff00}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' => false,
        '\u{ff5b}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffff}' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_whose_lower_case_is_two_stays() {
        assert_eq!("AÉŁŐΣЖẞＡİ水".chars().map(lower).collect::<String>(), "aéłőσжßａİ水");
    }

    #[test]
    fn words_are_made_of_letters_and_digits() {
        for c in "aZ9äßµŁжω金属アｱ한가ａ９".chars() {
            assert!(is_word(c) && c.is_alphanumeric(), "{c}");
        }
        for c in " .-/&()“”—…·×，。、（）「」・￥\u{3000}€→".chars() {
            assert!(!is_word(c) && !c.is_alphanumeric(), "{c}");
        }
    }
}
