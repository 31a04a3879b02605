//! Words that stand where an answer should be.

use crate::answer;

/// What people write instead of an answer, without space and punctuation, in lower case.
const PLACEHOLDERS: &[&str] = &[
    "na",
    "none",
    "nil",
    "null",
    "same",
    "sameasabove",
    "sameascontact",
    "sameascontactname",
    "ditto",
    "asabove",
    "seeabove",
    "tbd",
    "tba",
    "tbc",
    "unknown",
    "unavailable",
    "notavailable",
    "notapplicable",
    "notknown",
    "various",
    "several",
    "multiple",
    "misc",
    "others",
    "other",
    "test",
    "x",
    "xx",
    "xxx",
    "无",
    "不适用",
    "同上",
    "未知",
    "待定",
    "没有",
    "多家",
    "其他",
    "不详",
];

/// Scope descriptions that describe nothing.
const EMPTY_SCOPES: &[&str] = &[
    "all",
    "allproducts",
    "products",
    "product",
    "company",
    "wholecompany",
    "userdefined",
    "description",
    "scope",
    "c",
    "全部",
    "所有",
    "所有产品",
    "全部产品",
    "产品",
    "公司",
];

/// Words of those who trade in metal and do not smelt it.
const MIDDLEMEN: &[&str] = &[
    "trader",
    "traders",
    "distributor",
    "distributors",
    "broker",
    "brokers",
    "reseller",
    "resellers",
    "wholesaler",
    "wholesalers",
    "supplier",
    "suppliers",
];

/// The letters and digits alone, in lower case. Only as much as a placeholder can be long.
fn bare(text: &str) -> String {
    text.chars().filter(|c| answer::is_word(*c)).map(answer::lower).take(40).collect()
}

/// Whether the text stands for no answer (`n/a`, `same`, `-`). A blank text is no placeholder.
pub fn is_placeholder(text: &str) -> bool {
    let bare = bare(text);
    !answer::is_blank(text) && (bare.is_empty() || PLACEHOLDERS.contains(&bare.as_str()))
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
    host.split('.').all(label) && top.chars().count() >= 2 && !top.bytes().any(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_seen_through_their_punctuation() {
        for text in ["n/a", "N.A.", " same ", "Same as above", "-", "???", "无", "TBD"] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", "Nana", "A. Person", "Samesong Ltd"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn middlemen_are_whole_words() {
        assert!(is_middleman("Example Metal Traders Ltd") && is_middleman("示例贸易有限公司"));
        assert!(!is_middleman("Tradermark Refinery") && !is_middleman("Example Mining and Trading"));
    }

    #[test]
    fn web_addresses_are_found_in_a_sentence() {
        for text in [
            "https://example.com/policy",
            "See www.example.co.jp/a (English).",
            "example.com",
            "https://例子.中国/政策",
        ] {
            assert!(has_web_address(text), "{text}");
        }
        for text in
            ["", "on our website", "a@example.com", "https://", "version 6.5", "https://policy", "see p.12"]
        {
            assert!(!has_web_address(text), "{text}");
        }
    }
}
