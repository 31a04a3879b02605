//! Country names as lists and people write them. For lists and matching on the server; no page links it.

use super::name_words;
use crate::country::is_either_congo;
use crate::text::COUNTRIES;
use std::collections::HashMap;
use std::sync::LazyLock;

/// ISO 3166 codes with the names under which a country is met, one country a line: from CLDR and trade.
const NAMES: &str = include_str!("../country/names.txt");

static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    for (code, names) in lines(NAMES) {
        all.insert(key(code), code);
        for name in names.split('|').filter(|name| !name.is_empty()) {
            all.insert(key(name), code);
        }
    }
    all
});

fn key(name: &str) -> String {
    name_words::words(name).concat()
}

/// The ISO 3166 code of a country written as name or code, alone or beside what is none (`Shenzhen, China`); none for
/// what is no country, or names two, as `Congo` does.
pub fn country_code(text: &str) -> Option<&'static str> {
    let of = |text: &str| BY_NAME.get(&key(text)).copied().filter(|_| !is_either_congo(text));
    of(text).or_else(|| {
        let parts = text.split([',', ';', '/', '(', ')', '，', '；', '（', '）', '、', '\n', '|']);
        // A code of two letters beside other words is rather a state: `Portland, OR`.
        let mut named: Vec<&str> = parts.filter(|part| part.trim().len() > 2).filter_map(of).collect();
        named.dedup();
        match named[..] {
            [one] => Some(one),
            _ => None,
        }
    })
}

/// The English name of a country by its ISO 3166 code.
pub fn country_name(code: &str) -> Option<&'static str> {
    first_name(NAMES, code)
}

/// The name of a country by its ISO 3166 code, for readers of a language: in English where there is no other.
pub fn country_name_in(language: &str, code: &str) -> Option<&'static str> {
    match COUNTRIES.iter().find(|(of, _)| *of == language) {
        Some((_, names)) => first_name(names, code),
        None => country_name(code),
    }
}

/// A country that a list or a person wrote, for readers of a language; as it was written where it is not known, or
/// where they read the language of the lists.
pub fn country_in<'a>(language: &str, written: &'a str) -> &'a str {
    let other = Some(language).filter(|language| *language != "en");
    let known = other.and_then(|language| country_name_in(language, country_code(written)?));
    known.unwrap_or(written)
}

/// The codes of all countries, in their order.
pub fn country_codes() -> impl Iterator<Item = &'static str> {
    lines(NAMES).map(|(code, _)| code)
}

/// The lines of a table: the code, and what is behind it.
fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once('|').unwrap_or((line, "")))
}

fn first_name(table: &'static str, code: &str) -> Option<&'static str> {
    lines(table).find(|(of, _)| *of == code).and_then(|(_, names)| names.split('|').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_a_name() {
        assert!(country_name("CD").is_some_and(|name| name.contains("Congo")));
        assert_eq!(country_name("RW"), Some("Rwanda"));
        assert_eq!(country_name("XX"), None);
    }

    #[test]
    fn every_country_has_a_name_in_every_language() {
        for (language, names) in COUNTRIES {
            let codes: Vec<&str> = lines(names).map(|(code, _)| code).collect();
            assert_eq!(codes, country_codes().collect::<Vec<_>>(), "{language}");
            assert!(lines(names).all(|(_, name)| !name.is_empty()), "{language}");
        }
    }

    #[test]
    fn rep_e11_every_country_has_a_chinese_name_for_those_who_read_chinese() {
        for code in country_codes() {
            let name = country_name_in("zh", code).unwrap_or_default();
            assert!(!name.is_empty() && !name.contains(|c: char| c.is_ascii_alphabetic()), "{code}: {name}");
            assert_eq!(country_code(name), Some(code), "{name}");
        }
        assert_eq!(country_in("zh", "CHINA"), "中国");
        assert_eq!(country_in("zh", "KOREA, REPUBLIC OF"), "韩国");
        assert_eq!(country_in("zh", "Congo"), "Congo", "either of two is not translated");
        assert_eq!(country_in("en", "CHINA"), "CHINA");
        assert_eq!(country_name_in("en", "CN"), country_name("CN"));
    }

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
            ("Republic of the Congo", "CG"),
            ("Congo, Democratic Republic of the", "CD"),
            ("de", "DE"),
        ] {
            assert_eq!(country_code(text), Some(code), "{text}");
        }
        for text in ["", "Atlantis", "Unknown", "China or Japan", "Congo", "Pointe-Noire, Congo", "刚果"] {
            assert_eq!(country_code(text), None, "{text}");
        }
    }

    #[test]
    fn l_d2_the_languages_of_the_template_are_known() {
        for (text, code) in [
            ("安哥拉", "AO"),
            ("布隆迪", "BI"),
            ("中非共和国", "CF"),
            ("南苏丹", "SS"),
            ("坦桑尼亚", "TZ"),
            ("赞比亚", "ZM"),
            ("臺灣", "TW"),
            ("ルワンダ", "RW"),
            ("ﾄﾞｲﾂ", "DE"),
            ("オーストラリア", "AU"),
            ("대한민국", "KR"),
            ("독일", "DE"),
            ("Allemagne", "DE"),
            ("Alemanha", "DE"),
            ("Südkorea", "KR"),
            ("Estados Unidos", "US"),
            ("Giappone", "JP"),
            ("Almanya", "DE"),
            ("DEU", "DE"),
            ("Türkiye", "TR"),
            ("Tu\u{308}rkiye", "TR"),
            ("Viet-Nam", "VN"),
            ("Hongkong", "HK"),
            ("Shenzhen, China", "CN"),
            ("Germany (Bavaria)", "DE"),
        ] {
            assert_eq!(country_code(text), Some(code), "{text}");
        }
        for text in
            ["Asia", "Romanian", "Niger / Nigeria", "Chad Miller", "Georgia, USA", "Portland, OR", "Guineas"]
        {
            assert_ne!(country_code(text), Some("TD"), "{text}");
            assert!(!matches!(country_code(text), Some("NE" | "NG" | "OM" | "GE")), "{text}");
        }
    }

    #[test]
    fn no_name_stands_for_two_countries() {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for (code, names) in lines(NAMES) {
            for name in names.split('|') {
                let before = seen.insert(key(name), code);
                assert!(
                    before.is_none_or(|b| b == code),
                    "{name}: {} and {code}",
                    before.unwrap_or_default()
                );
            }
        }
        assert!(country_codes().count() >= 249);
    }
}
