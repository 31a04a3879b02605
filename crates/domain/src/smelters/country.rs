//! Country names as lists and people write them. For lists and matching on the server; no page links it.

use super::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// ISO 3166 codes with the names under which a country is met, one country a line.
const NAMES: &str = include_str!("countries.txt");

static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for line in NAMES.lines() {
        let Some((code, names)) = line.split_once('|') else { continue };
        all.insert(key(code), code);
        for name in names.split('|') {
            all.insert(key(name), code);
        }
    }
    all
});

fn key(name: &str) -> String {
    fold::words(name).concat()
}

/// The ISO 3166 code of a country written as name or code; none for what is no country.
pub fn country_code(text: &str) -> Option<&'static str> {
    BY_NAME.get(&key(text)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_written() {
        for (text, code) in [
            ("KOREA, REPUBLIC OF", "KR"),
            ("South Korea", "KR"),
            ("usa", "US"),
            ("United States", "US"),
            ("ＪＡＰＡＮ", "JP"),
            ("中国", "CN"),
            ("TAIWAN, PROVINCE OF CHINA", "TW"),
            ("Côte d'Ivoire", "CI"),
            ("Congo", "CG"),
            ("Congo, Democratic Republic of the", "CD"),
            ("de", "DE"),
        ] {
            assert_eq!(country_code(text), Some(code), "{text}");
        }
        for text in ["", "Atlantis", "Unknown", "China or Japan"] {
            assert_eq!(country_code(text), None, "{text}");
        }
    }

    #[test]
    fn no_name_stands_for_two_countries() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for line in NAMES.lines() {
            let (code, names) = line.split_once('|').expect("a code");
            for name in names.split('|') {
                let before = seen.insert(key(name), code);
                assert!(
                    before.is_none_or(|b| b == code),
                    "{name}: {} and {code}",
                    before.unwrap_or_default()
                );
            }
        }
        assert_eq!(NAMES.lines().count(), 249);
    }
}
