//! Languages as lists of suppliers write them: by code or by name, in the ten languages of the template.

use domain::text::TEMPLATE_LANGUAGES;

/// What each language is called, in lower case, beside its own name, and the letter that SAP has for it: in English, Chinese, Japanese, Korean, French,
/// Portuguese, German, Spanish, Italian and Turkish, and the codes that are not its own.
const NAMES: [(&str, &[&str]); 11] = [
    (
        "en",
        &[
            "e",
            "english",
            "英语",
            "英文",
            "英語",
            "영어",
            "anglais",
            "inglês",
            "ingles",
            "englisch",
            "inglés",
            "inglese",
            "ingilizce",
            "eng",
            "gb",
            "uk",
            "us",
        ],
    ),
    (
        "zh",
        &[
            "chinese",
            "mandarin",
            "simplified chinese",
            "chinese (simplified)",
            "chinese simplified",
            "中文",
            "汉语",
            "漢語",
            "简体中文",
            "普通话",
            "中国語",
            "중국어",
            "chinois",
            "chinês",
            "chines",
            "chinesisch",
            "chino",
            "cinese",
            "çince",
            "cince",
            "cn",
            "chi",
            "zho",
            "zh-cn",
            "zh-hans",
            "简中",
            "简体",
            "簡體",
            "簡中",
            "简",
            "simplified",
            "putonghua",
        ],
    ),
    (
        "zh-Hant",
        &[
            "traditional chinese",
            "chinese (traditional)",
            "chinese traditional",
            "繁體中文",
            "繁体中文",
            "正體中文",
            "繁中",
            "繁体",
            "繁體",
            "繁",
            "traditional",
            "taiwanese",
            "zh-tw",
            "zh-hk",
            "zh-mo",
            "zh-hant",
            "tw",
        ],
    ),
    (
        "ja",
        &[
            "j",
            "japanese",
            "日语",
            "日文",
            "日語",
            "日本語",
            "일본어",
            "japonais",
            "japonês",
            "japones",
            "japanisch",
            "japonés",
            "giapponese",
            "japonca",
            "jp",
            "jpn",
        ],
    ),
    (
        "ko",
        &[
            "korean",
            "韩语",
            "韩文",
            "朝鲜语",
            "韓語",
            "韓国語",
            "韓文",
            "한국어",
            "coréen",
            "coreen",
            "coreano",
            "koreanisch",
            "korece",
            "kr",
            "kor",
        ],
    ),
    (
        "fr",
        &[
            "f",
            "french",
            "法语",
            "法文",
            "法語",
            "フランス語",
            "프랑스어",
            "français",
            "francais",
            "francês",
            "frances",
            "französisch",
            "franzoesisch",
            "francés",
            "francese",
            "fransızca",
            "fransizca",
            "fra",
            "fre",
        ],
    ),
    (
        "pt",
        &[
            "p",
            "portuguese",
            "brazilian portuguese",
            "葡萄牙语",
            "葡萄牙文",
            "葡萄牙語",
            "ポルトガル語",
            "포르투갈어",
            "portugais",
            "português",
            "portugues",
            "portugiesisch",
            "portugués",
            "portoghese",
            "portekizce",
            "por",
            "br",
        ],
    ),
    (
        "de",
        &[
            "d",
            "german",
            "德语",
            "德文",
            "德語",
            "ドイツ語",
            "독일어",
            "allemand",
            "alemão",
            "alemao",
            "deutsch",
            "alemán",
            "aleman",
            "tedesco",
            "almanca",
            "deu",
            "ger",
        ],
    ),
    (
        "es",
        &[
            "s",
            "spanish",
            "西班牙语",
            "西班牙文",
            "西班牙語",
            "スペイン語",
            "스페인어",
            "espagnol",
            "espanhol",
            "spanisch",
            "español",
            "espanol",
            "castellano",
            "spagnolo",
            "ispanyolca",
            "i̇spanyolca",
            "spa",
        ],
    ),
    (
        "it",
        &[
            "i",
            "italian",
            "意大利语",
            "意大利文",
            "義大利語",
            "イタリア語",
            "이탈리아어",
            "italien",
            "italiano",
            "italienisch",
            "italyanca",
            "i̇talyanca",
            "ita",
        ],
    ),
    (
        "tr",
        &[
            "t",
            "turkish",
            "土耳其语",
            "土耳其文",
            "土耳其語",
            "トルコ語",
            "터키어",
            "튀르키예어",
            "turc",
            "turco",
            "türkisch",
            "tuerkisch",
            "turkisch",
            "türkçe",
            "turkce",
            "tur",
        ],
    ),
];

/// The code of the language that is meant; a blank means English. None where it is no language of the template.
pub fn language(text: &str) -> Option<&'static str> {
    let lower = text.trim().to_lowercase().replace('_', "-");
    if lower.is_empty() {
        return Some("en");
    }
    let own = |word: &str| {
        let is = |(code, names): &&(&'static str, &[&str])| {
            names.contains(&word)
                || code.to_lowercase() == word
                || TEMPLATE_LANGUAGES.iter().any(|(c, name)| c == code && name.to_lowercase() == word)
        };
        NAMES.iter().find(is).map(|(code, _)| *code)
    };
    // `English (US)`, `Deutsch/German`, `pt-BR`, `en-GB`, `zh-Hant-TW`, `Spanish - Mexico`.
    let parts = || {
        lower.split(['(', ')', '（', '）', '/', ',', ';', '-', ' ']).map(str::trim).filter(|p| !p.is_empty())
    };
    own(&lower)
        .or_else(|| lower.starts_with("zh-").then(|| traditional(&lower)))
        .or_else(|| {
            let first = parts().next()?;
            let found = own(first)?;
            (found != "zh" || !lower.contains("trad")).then_some(found).or(Some("zh-Hant"))
        })
        .or_else(|| parts().filter(|part| part.chars().count() > 2).find_map(own))
}

/// Which Chinese a tag means.
fn traditional(tag: &str) -> &'static str {
    if ["hant", "tw", "hk", "mo"].iter().any(|part| tag.split('-').any(|p| p == *part)) {
        "zh-Hant"
    } else {
        "zh"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_7_languages_by_code_and_by_name() {
        for (text, want) in [
            ("", "en"),
            ("EN", "en"),
            ("English (US)", "en"),
            ("en_GB", "en"),
            ("German", "de"),
            ("Deutsch", "de"),
            ("DE", "de"),
            ("日本語", "ja"),
            ("Japanese", "ja"),
            ("jp", "ja"),
            ("繁體中文", "zh-Hant"),
            ("zh-TW", "zh-Hant"),
            ("zh-Hant-HK", "zh-Hant"),
            ("cn", "zh"),
            ("zh-CN", "zh"),
            ("Chinese (Traditional)", "zh-Hant"),
            ("Chinese, simplified", "zh"),
            ("中文", "zh"),
            ("简体中文", "zh"),
            ("Français", "fr"),
            ("Französisch", "fr"),
            ("pt-BR", "pt"),
            ("Português (Brasil)", "pt"),
            ("Türkçe", "tr"),
            ("한국어", "ko"),
            ("Korean", "ko"),
            ("Español", "es"),
            ("Spanish - Mexico", "es"),
            ("ITALIANO", "it"),
            ("Deutsch/German", "de"),
            ("İtalyanca", "it"),
        ] {
            assert_eq!(language(text), Some(want), "{text}");
        }
        for (text, want) in [
            ("D", "de"),
            ("E", "en"),
            ("简中", "zh"),
            ("繁中", "zh-Hant"),
            ("Simplified", "zh"),
            ("Traditional", "zh-Hant"),
            ("Taiwanese Mandarin", "zh-Hant"),
            ("Brazilian Portuguese", "pt"),
            ("English, Chinese", "en"),
        ] {
            assert_eq!(language(text), Some(want), "{text}");
        }
        for text in ["Vietnamese", "xx", "42", "Klingon", "no"] {
            assert_eq!(language(text), None, "{text}");
        }
    }

    #[test]
    fn every_language_of_the_template_is_known_by_its_own_name() {
        for (code, name) in TEMPLATE_LANGUAGES {
            assert_eq!(language(name), Some(*code), "{name}");
        }
    }
}
