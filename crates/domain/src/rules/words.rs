//! Words that stand where an answer should be.

mod lists;

use crate::{answer, letters};
use lists::{
    DEPARTMENTS, EMPTY_SCOPES, FILES, MIDDLEMEN, MIDDLEMEN_EAST, NOBODY, OFFICE_ENDS, OFFICES, PLACEHOLDERS,
    SAME_AS, SITES, TITLES,
};

/// The letters and digits alone, in lower case. Only as much as a placeholder can be long.
fn bare(text: &str) -> String {
    text.chars().filter(|c| answer::is_word(*c)).map(answer::lower).take(40).collect()
}

/// Whether the text stands for no answer (`n/a`, `same`, `-`). A blank text is no placeholder.
pub fn is_placeholder(text: &str) -> bool {
    let parts = || text.replace(" / ", ",");
    !answer::is_blank(text) && (stands_for_none(text) || parts().split(BETWEEN).all(stands_for_none))
}

/// What stands between two words that both say nothing: `none / n/a`, `N/A（該当なし）`.
const BETWEEN: [char; 7] = [',', ';', '(', ')', '（', '）', '、'];

fn stands_for_none(text: &str) -> bool {
    let bare = bare(text);
    let again = |c: char| bare.chars().all(|b| b == c) && bare.len() > 3;
    bare.is_empty()
        || PLACEHOLDERS.contains(&bare.as_str())
        || SAME_AS.iter().any(|start| bare.starts_with(start))
        || bare.chars().next().is_some_and(|c| c.is_ascii_alphabetic() && again(c))
}

/// Whether an address stands for none: `none@none.com`, `n.a@example.com`.
pub fn is_placeholder_email(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let site = host.split('.').next().unwrap_or("");
    let says_none = |word: &str| is_placeholder(word) || NOBODY.contains(&bare(word).as_str());
    says_none(local) && (says_none(site) || SITES.contains(&bare(site).as_str()))
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
    named
        || TITLES.contains(&bare.as_str())
        || OFFICES.contains(&bare.as_str())
        || (OFFICES.iter().any(|o| bare.contains(o)) && OFFICE_ENDS.iter().any(|end| bare.ends_with(end)))
}

/// Whether the text can be a telephone number: five digits or more, and not one of them again and again.
pub fn is_telephone(text: &str) -> bool {
    let digit = |c: char| match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        c => c.to_digit(10),
    };
    let digits: Vec<u32> = text.chars().filter_map(digit).collect();
    // `12345678` and `010-0000-0000` are typed to get on.
    let counts = |step: u32| digits.windows(2).all(|w| (w[0] + step) % 10 == w[1]);
    let longest = digits.chunk_by(|a, b| a == b).map(<[u32]>::len).max();
    digits.len() >= 5 && !counts(0) && !counts(1) && !counts(9) && longest < Some(7)
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
        let said = [
            "%",
            "percent",
            "per cent",
            "prozent",
            "pct",
            "pour cent",
            "por ciento",
            "por cento",
            "パーセント",
            "퍼센트",
        ];
        let first = ["%", "百分之", "yüzde"];
        let marked = said.iter().any(|m| after.get(..m.len()).is_some_and(|a| a.eq_ignore_ascii_case(m)))
            || first.iter().any(|m| rest[..start].trim_end().ends_with(m));
        let number = from[..end].trim_end_matches(['.', ',']).replace(',', ".").parse();
        if let (true, Ok(number)) = (marked, number) {
            out.push(number);
        }
        rest = &from[end..];
    }
    out
}

/// The CIDs that a text names: `CID001070`, `CID No. 001070`.
pub fn cids(text: &str) -> Vec<String> {
    let folded = letters::normalize(text);
    let mut out = Vec::new();
    for (at, _) in folded.match_indices("cid") {
        let is_between = |c: char| !c.is_alphanumeric() && !matches!(c, ',' | ';' | '\n');
        let rest = folded[at + 3..].trim_start_matches(is_between);
        let word = ["number", "nr", "no"].iter().find_map(|word| rest.strip_prefix(word));
        let rest = word.unwrap_or(rest).trim_start_matches(is_between);
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
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
    MIDDLEMEN_EAST.iter().any(|word| lower.contains(word)) || {
        lower.split(|c: char| !answer::is_word(c)).any(|word| MIDDLEMEN.contains(&word))
    }
}

/// Whether the text contains a web address: with `http://` or `https://`, or at least a host with a dot.
pub fn has_web_address(text: &str) -> bool {
    let plain: String = text
        .chars()
        .map(|c| match c {
            // What Chinese writes around an address, before its letters are told from those of a wide keyboard.
            '，' | '；' | '：' | '（' | '）' => ' ',
            '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '。' | '｡' => '.',
            c => c,
        })
        .collect();
    let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"' | ',' | ';');
    plain.split(ends).any(is_web_address)
}

fn is_web_address(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ':', '!', '?']);
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
