//! Words that stand where an answer should be.

mod lists;

use crate::answer;
use lists::{DEPARTMENTS, EMPTY_SCOPES, FILES, MIDDLEMEN, OFFICE_ENDS, OFFICES, PLACEHOLDERS};

/// The letters and digits alone, in lower case. Only as much as a placeholder can be long.
fn bare(text: &str) -> String {
    text.chars().filter(|c| answer::is_word(*c)).map(answer::lower).take(40).collect()
}

/// Whether the text stands for no answer (`n/a`, `same`, `-`). A blank text is no placeholder.
pub fn is_placeholder(text: &str) -> bool {
    let bare = bare(text);
    !answer::is_blank(text)
        && (bare.is_empty() || bare.starts_with("sameas") || PLACEHOLDERS.contains(&bare.as_str()))
}

/// Whether there is a letter of any script in the text.
pub fn has_letter(text: &str) -> bool {
    text.chars().any(|c| answer::is_word(c) && !c.is_ascii_digit() && !matches!(c, '０'..='９'))
}

/// Whether the text names a department and nobody in it (`Purchasing Dept.`, `采购部`).
pub fn is_department(text: &str) -> bool {
    let lower: String = text.chars().map(answer::lower).collect();
    let mut words = lower.split(|c: char| !answer::is_word(c)).filter(|w| !w.is_empty()).peekable();
    let named = words.peek().is_some() && words.all(|word| DEPARTMENTS.contains(&word));
    let bare = bare(text);
    named || (OFFICES.iter().any(|o| bare.contains(o)) && OFFICE_ENDS.iter().any(|end| bare.ends_with(end)))
}

/// Whether the text can be a telephone number: five digits or more, and not one of them again and again.
pub fn is_telephone(text: &str) -> bool {
    let digit = |c: char| match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        c => c.to_digit(10),
    };
    let digits: Vec<u32> = text.chars().filter_map(digit).collect();
    digits.len() >= 5 && digits.iter().any(|d| *d != digits[0])
}

/// The percentages that a text names: `88 %`, `87,5%`, `90 percent`.
pub fn percentages(text: &str) -> Vec<f64> {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
            '％' => '%',
            '．' => '.',
            c => c,
        })
        .collect();
    let mut out = Vec::new();
    let mut rest = plain.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let from = &rest[start..];
        let end = from.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(from.len());
        let after = from[end..].trim_start();
        let marked = ["%", "percent", "per cent", "prozent", "pct"]
            .iter()
            .any(|m| after.get(..m.len()).is_some_and(|a| a.eq_ignore_ascii_case(m)));
        let number = from[..end].trim_end_matches(['.', ',']).replace(',', ".").parse();
        if let (true, Ok(number)) = (marked, number) {
            out.push(number);
        }
        rest = &from[end..];
    }
    out
}

/// The CIDs that a text names.
pub fn cids(text: &str) -> Vec<String> {
    let upper: String = text.to_ascii_uppercase();
    let mut out = Vec::new();
    for (at, _) in upper.match_indices("CID") {
        let digits: String = upper[at + 3..]
            .chars()
            .skip_while(|c| matches!(c, ' ' | '-' | ':' | '#'))
            .take_while(char::is_ascii_digit)
            .collect();
        if digits.len() == 6 {
            out.push(format!("CID{digits}"));
        }
    }
    out
}

/// Whether the text describes no scope. A blank text is not meant.
pub fn is_empty_scope(text: &str) -> bool {
    is_placeholder(text) || EMPTY_SCOPES.contains(&bare(text).as_str())
}

/// Whether the text names somebody who trades in metal and does not smelt it.
pub fn is_middleman(text: &str) -> bool {
    let lower: String = text.chars().map(answer::lower).collect();
    lower.contains("贸易") || lower.contains("经销") || {
        lower.split(|c: char| !answer::is_word(c)).any(|word| MIDDLEMEN.contains(&word))
    }
}

/// Whether the text contains a web address: with `http://` or `https://`, or at least a host with a dot.
pub fn has_web_address(text: &str) -> bool {
    text.split(|c: char| {
        c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"' | ',' | ';' | '，' | '；')
    })
    .any(is_web_address)
}

fn is_web_address(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ':', '!', '?', '。']);
    let scheme =
        |s: &str| word.get(..s.len()).filter(|start| start.eq_ignore_ascii_case(s)).map(|_| &word[s.len()..]);
    let rest = scheme("https://").or_else(|| scheme("http://")).unwrap_or(word);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or("");
    let label = |l: &str| !l.is_empty() && l.chars().all(|c| answer::is_word(c) || c == '-');
    let Some((_, top)) = host.rsplit_once('.') else { return false };
    // `policy.pdf` alone is the name of a file.
    let is_file =
        rest.len() == word.len() && FILES.iter().any(|f| f.eq_ignore_ascii_case(top)) && host == word;
    host.split('.').all(label)
        && top.chars().count() >= 2
        && !top.bytes().any(|b| b.is_ascii_digit())
        && !is_file
}

#[cfg(test)]
mod tests;
