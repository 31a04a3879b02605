//! The words of a text in which countries are looked for.

use crate::{answer, letters};

/// A word, or a run of letters that are written without spaces.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Folded.
    pub(super) text: String,
    /// Whether it is Chinese, Japanese or Korean.
    pub(super) east: bool,
    /// What stands before it: the most telling sign of those that do; a space where there is none.
    pub(super) before: char,
}

/// Whether words of this letter are written without spaces.
fn is_east(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}')
}

/// Signs by how much they part: what ends a sentence, what makes a list, what stands beside.
fn telling(c: char) -> u8 {
    match c {
        '\n' | '\r' | ';' | '。' | '!' | '?' => 4,
        ',' | '、' | '(' | '[' | '{' | '/' | '|' | '+' | '&' | ':' | '=' => 3,
        '.' => 2,
        '-' | '–' | '—' | '~' => 1,
        _ => 0,
    }
}

/// Splits a text. `D.R.C.` and `D. R. Congo` are `drc` and `dr congo`; `刚果（金）` is one word.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let (mut before, mut open) = (' ', false);
    for c in letters::normalize(text).chars() {
        let c = match c {
            '【' | '「' | '『' => '(',
            c => c,
        };
        if !answer::is_word(c) {
            if telling(c) > telling(before) || (before == ' ' && !c.is_whitespace()) || c == '\n' {
                before = c;
            }
            open = false;
            continue;
        }
        let (east, digit) = (is_east(c), c.is_ascii_digit());
        let parts_nothing = matches!(before, ' ' | '(' | ')' | '-' | '・' | '】' | '」' | '』');
        let goes_on = out.last_mut().filter(|last| match open {
            true => last.east == east && last.text.ends_with(|l: char| l.is_ascii_digit()) == digit,
            false => last.east && east && parts_nothing,
        });
        match goes_on {
            Some(last) => last.text.push(c),
            None => out.push(Token { text: c.to_string(), east, before }),
        }
        (open, before) = (true, ' ');
    }
    abbreviations(out)
}

/// Puts letters together that were written with a dot behind each.
fn abbreviations(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut running = false;
    for mut token in tokens {
        let single = matches!(token.text.as_bytes(), [b'a'..=b'z']);
        let goes_on = running && token.before == '.';
        running = single;
        match out.last_mut().filter(|_| goes_on) {
            Some(last) if single => last.text.push_str(&token.text),
            _ => {
                // What follows an abbreviation begins no sentence.
                if goes_on {
                    token.before = ' ';
                }
                out.push(token);
            }
        }
    }
    out
}
