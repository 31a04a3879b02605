//! Countries: the covered countries of the SEC rule, and how their names are written.

use crate::answer;

/// The covered countries (the Democratic Republic of the Congo and its nine adjoining countries) by ISO 3166 code.
/// Source: Dodd-Frank Act section 1502, as named in the template's definitions.
pub const COVERED: [&str; 10] = ["AO", "BI", "CD", "CF", "CG", "RW", "SS", "TZ", "UG", "ZM"];

/// Spellings seen in workbooks and in plain writing, upper case, with the code. `CONGO` alone is the Republic: the
/// template lists it so; a text that merely contains the word is never enough.
const NAMES: &[(&str, &str)] = &[
    ("CONGO, DEMOCRATIC REPUBLIC OF THE", "CD"),
    ("CONGO, THE DEMOCRATIC REPUBLIC OF THE", "CD"),
    ("DEMOCRATIC REPUBLIC OF THE CONGO", "CD"),
    ("DEMOCRATIC REPUBLIC OF CONGO", "CD"),
    ("DR CONGO", "CD"),
    ("D.R. CONGO", "CD"),
    ("DRC", "CD"),
    ("CONGO (KINSHASA)", "CD"),
    ("CONGO", "CG"),
    ("REPUBLIC OF THE CONGO", "CG"),
    ("CONGO (BRAZZAVILLE)", "CG"),
    ("ANGOLA", "AO"),
    ("BURUNDI", "BI"),
    ("CENTRAL AFRICAN REPUBLIC", "CF"),
    ("RWANDA", "RW"),
    ("SOUTH SUDAN", "SS"),
    ("TANZANIA", "TZ"),
    ("TANZANIA, UNITED REPUBLIC OF", "TZ"),
    ("UNITED REPUBLIC OF TANZANIA", "TZ"),
    ("UGANDA", "UG"),
    ("ZAMBIA", "ZM"),
    ("刚果民主共和国", "CD"),
    ("刚果(金)", "CD"),
    ("刚果（金）", "CD"),
    ("卢旺达", "RW"),
    ("乌干达", "UG"),
    ("坦桑尼亚", "TZ"),
    ("赞比亚", "ZM"),
    ("布隆迪", "BI"),
    ("安哥拉", "AO"),
];

/// The code of a covered country written as name or code; `None` for every other text.
pub fn covered(text: &str) -> Option<&'static str> {
    // The names are ASCII or have no letter case, so nothing need be built to compare.
    let text = answer::clean(text);
    let is = |name: &str| name.eq_ignore_ascii_case(text);
    let by_code = COVERED.into_iter().find(|code| is(code));
    by_code.or_else(|| NAMES.iter().find(|(name, _)| is(name)).map(|(_, code)| *code))
}

/// The covered countries named in a cell that may list several (`Rwanda; Australia / DRC`).
pub fn covered_in(text: &str) -> Vec<&'static str> {
    let mut found: Vec<&'static str> = Vec::new();
    // The whole text first: official names contain commas themselves.
    if let Some(code) = covered(text) {
        return vec![code];
    }
    for part in text.split([';', '/', '\n', '、', '；', '+', '&']) {
        match covered(part) {
            Some(code) => found.push(code),
            None => found.extend(part.split([',', '，']).filter_map(covered)),
        }
    }
    let mut all = COVERED.to_vec();
    all.retain(|code| found.contains(code));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covered_countries_are_compared_by_code() {
        assert_eq!(covered("Congo, Democratic Republic of the"), Some("CD"));
        assert_eq!(covered("CONGO"), Some("CG"));
        assert_eq!(covered("Not from the Congo"), None);
        assert_eq!(covered_in("Australia; DRC / Rwanda"), vec!["CD", "RW"]);
        assert_eq!(covered_in("TANZANIA, UNITED REPUBLIC OF"), vec!["TZ"]);
        assert!(covered_in("recycled").is_empty());
    }
}
