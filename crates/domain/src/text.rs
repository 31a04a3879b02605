//! Texts: catalogues of messages by key, one per language, rendered with named arguments.
//!
//! The catalogues are flat JSON files in `texts/<language>/`. The server embeds them all; a browser module embeds
//! none and is handed the page's one. A key that a language lacks falls back to English, and then to the key.

use std::collections::BTreeMap;

/// One file of a language.
macro_rules! file {
    ($language:literal, $($name:literal),+) => {
        include_str!(concat!("../texts/", $language, "/", $($name),+))
    };
}

/// The catalogues of a language: (file, JSON).
#[cfg(feature = "review")]
macro_rules! catalogues {
    ($language:literal) => {
        catalogues!($language: "questions", "rules", "supplier", "suggest", "desk", "mail", "smelters", "report", "evidence", "pictures", "files", "retention")
    };
    ($language:literal: $($file:literal),+) => {
        &[$(($file, file!($language, $file, ".json"))),+]
    };
}

macro_rules! languages {
    ($english:literal $own:literal; $($language:literal $name:literal,)+) => {
        /// The languages that a person can choose, as BCP 47 tags with the name that its speakers use.
        pub const LANGUAGES: &[(&str, &str)] = &[($english, $own), $(($language, $name)),+];

        #[cfg(feature = "review")]
        const FILES: &[(&str, &[(&str, &str)])] =
            &[($english, catalogues!($english)), $(($language, catalogues!($language))),+];

        /// How countries are called on pages, one a line by their ISO 3166 code. In English they have the names of the lists. No
        /// browser links it.
        pub(crate) const COUNTRIES: &[(&str, &str)] = &[$(($language, file!($language, "countries.txt"))),+];
    };
}

// A further language is a line here, and its catalogues in `texts/`. What it lacks is said in the first.
languages! {
    "en" "English";
    "zh" "中文",
}

/// The languages of the template itself, with the name that their speakers use: what a supplier may wish for. A wish
/// that the portal does not speak yet is kept and met by [`pick_language`].
pub const TEMPLATE_LANGUAGES: &[(&str, &str)] = &[
    ("en", "English"),
    ("zh", "中文"),
    ("zh-Hant", "繁體中文"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("fr", "Français"),
    ("pt", "Português"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("tr", "Türkçe"),
];

/// The language to use for a wish such as `zh-CN` or an `Accept-Language` header; English where nothing fits.
pub fn pick_language(wish: &str) -> &'static str {
    let spoken: Vec<&'static str> = LANGUAGES.iter().map(|(code, _)| *code).collect();
    wished(wish).into_iter().find_map(|tag| look_up(&tag, &spoken)).unwrap_or("en")
}

/// The tags of a wish, the dearest first (RFC 9110, 12.5.4); what is refused by `q=0` is not among them.
fn wished(wish: &str) -> Vec<String> {
    let read = |part: &str| {
        let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
        let weight =
            parameters.split(';').find_map(|it| it.trim().strip_prefix("q=")?.trim().parse::<f32>().ok());
        // As POSIX writes them, too.
        (tag.trim().replace('_', "-"), weight.unwrap_or(1.0))
    };
    let mut tags: Vec<(String, f32)> =
        wish.split(',').map(read).filter(|(_, weight)| *weight > 0.0).collect();
    tags.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    tags.into_iter().map(|(tag, _)| tag).collect()
}

/// BCP 47's look-up (RFC 4647, 3.4): the tag itself, and else what is left when it is cut from its end. So who wishes for
/// `zh-TW` gets `zh-TW` where there is such a catalogue, and `zh` rather than English where there is none.
fn look_up<'a>(tag: &str, spoken: &[&'a str]) -> Option<&'a str> {
    let mut tag = tag;
    loop {
        if let Some(found) = spoken.iter().find(|code| code.eq_ignore_ascii_case(tag)) {
            return Some(found);
        }
        tag = tag.rsplit_once('-')?.0;
        // What a single letter began went with the cut.
        if tag.len() > 1 && tag.as_bytes()[tag.len() - 2] == b'-' {
            tag = &tag[..tag.len() - 2];
        }
    }
}

/// One language's messages.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    language: String,
    messages: BTreeMap<String, String>,
}

impl Texts {
    /// Reads a catalogue: a flat JSON object of strings.
    pub fn parse(language: &str, json: &str) -> Result<Texts, String> {
        let messages = serde_json::from_str(json).map_err(|error| error.to_string())?;
        Ok(Texts { language: language.to_owned(), messages })
    }

    /// The BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether the catalogue has the key.
    pub fn has(&self, key: &str) -> bool {
        self.messages.contains_key(key)
    }

    /// The message of a key; the key itself where it is missing, so that a gap is seen and not silent.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.messages.get(key).map_or(key, String::as_str)
    }

    /// The message with `{name}` replaced by the argument of that name.
    pub fn fmt(&self, key: &str, args: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.get(key);
        while let Some(start) = rest.find('{') {
            let Some(len) = rest[start..].find('}') else { break };
            let name = &rest[start + 1..start + len];
            out.push_str(&rest[..start]);
            match args.iter().find(|(n, _)| *n == name) {
                Some((_, value)) => out.push_str(value),
                None => out.push_str(&rest[start..=start + len]),
            }
            rest = behind(&out, &rest[start + len + 1..]);
        }
        out.push_str(rest);
        out
    }

    /// Every key, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.messages.keys().map(String::as_str)
    }

    /// Only the messages whose key begins with one of the prefixes, as JSON for a browser module.
    pub fn subset(&self, prefixes: &[&str]) -> String {
        let mut picked = self.messages.clone();
        picked.retain(|key, _| prefixes.iter().any(|p| key.starts_with(p)));
        serde_json::to_string(&picked).unwrap_or_default()
    }
}

/// The catalogues built into the server.
#[cfg(feature = "review")]
pub mod embedded {
    use super::{LANGUAGES, Texts};
    use std::sync::LazyLock;

    /// Every file of every language: (language, (file, JSON)).
    pub const FILES: &[(&str, &[(&str, &str)])] = super::FILES;

    static ALL: LazyLock<Vec<Texts>> = LazyLock::new(|| {
        let load = |language: &str| {
            let mut texts = Texts { language: language.to_owned(), ..Texts::default() };
            for (_, files) in FILES.iter().filter(|(l, _)| *l == language) {
                for (file, json) in *files {
                    let part = Texts::parse(language, json);
                    let part = part.unwrap_or_else(|e| panic!("texts/{language}/{file}.json: {e}"));
                    texts.messages.extend(part.messages);
                }
            }
            texts
        };
        let english = load("en");
        LANGUAGES
            .iter()
            .map(|(language, _)| {
                let mut texts =
                    Texts { language: (*language).to_owned(), messages: english.messages.clone() };
                texts.messages.extend(load(language).messages);
                texts
            })
            .collect()
    });

    /// The texts of a language; English for one that we do not have.
    pub fn texts(language: &str) -> &'static Texts {
        ALL.iter().find(|t| t.language == language).unwrap_or(&ALL[0])
    }
}

/// A text that is safe inside an element or a quoted attribute of HTML: for pages and mails alike.
pub fn html(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len() + 8);
    for c in raw.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Two sentences in a row: a space between them, but for the wide stops of Chinese, which bring their own.
pub fn joined(first: &str, second: &str) -> String {
    let close = first.is_empty() || second.is_empty() || first.ends_with(['。', '！', '？', '：']);
    format!("{first}{}{second}", if close { "" } else { " " })
}

/// What stands behind a value: one stop ends the sentence, where the value ends with one itself (`Inc.`).
pub fn behind<'a>(value: &str, rest: &'a str) -> &'a str {
    match value.ends_with('.') && !value.ends_with("..") {
        true => rest.strip_prefix('.').filter(|rest| !rest.starts_with('.')).unwrap_or(rest),
        false => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_stand_apart_as_their_language_writes() {
        assert_eq!(joined("Wrong day.", "Write another."), "Wrong day. Write another.");
        assert_eq!(joined("日期有误。", "请更正。"), "日期有误。请更正。");
        assert_eq!((joined("", "One."), joined("One.", "")), ("One.".into(), "One.".into()));
    }

    #[test]
    fn desk_26_one_stop_ends_a_sentence() {
        let t = Texts::parse("en", r#"{"a":"Ask {who}. Then {who}… and {who}, {who}..."}"#).unwrap();
        assert_eq!(
            t.fmt("a", &[("who", "Foo Inc.")]),
            "Ask Foo Inc. Then Foo Inc.… and Foo Inc., Foo Inc...."
        );
        assert_eq!(t.fmt("a", &[("who", "Foo")]), "Ask Foo. Then Foo… and Foo, Foo...");
    }

    /// Behind a number stands no word that fits many alone, but where it never is one, or one has words of its own.
    #[test]
    fn desk_26_words_behind_a_number_fit_one_too() {
        let verbs = [
            "agrees", "as", "asks", "becomes", "belongs", "concerns", "does", "gets", "has", "holds", "is",
            "knows", "looks", "loses", "names", "repeats", "says", "sees", "sends", "stands", "surveys",
            "takes", "was",
        ];
        let never_one = [
            "answer.keep.all",
            "answer.refused.too_long",
            "answer.refused.too_many_rows",
            "desk.count",
            "desk.said.not_all_kept",
            "fill.error.no_room.what",
            "import.notice.text_cut",
            "landing.later.days",
            "page.retention_months",
            "rule.CMP007.what",
            "rule.REV009.what",
            "smelters.reason.successors",
            "smelters.reason.tie",
            "suggest.count",
        ];
        for (file, json) in embedded::FILES[0].1 {
            let t = Texts::parse("en", json).unwrap();
            for key in t.keys().filter(|key| !never_one.contains(key) && !t.has(&format!("{key}_one"))) {
                for behind in t.get(key).split('}').skip(1) {
                    let Some(words) = behind.strip_prefix(' ') else { continue };
                    let words = words.strip_prefix("more ").unwrap_or(words);
                    let word: String = words.chars().take_while(char::is_ascii_alphabetic).collect();
                    let many = word.ends_with('s') && word.starts_with(|c: char| c.is_ascii_lowercase());
                    assert!(!many || verbs.contains(&word.as_str()), "{file}: {key}: … {word}");
                }
            }
        }
    }

    #[test]
    fn arguments_are_put_in_by_name() {
        let t = Texts::parse("en", r#"{"a":"{n} of {m}, {x}"}"#).unwrap();
        assert_eq!(t.fmt("a", &[("m", "4"), ("n", "{m}")]), "{m} of 4, {x}");
        assert_eq!(t.get("missing"), "missing");
    }

    #[test]
    fn every_language_has_every_key_and_the_same_arguments() {
        let names = |s: &str| {
            let mut v: Vec<String> =
                s.split('{').skip(1).filter_map(|p| p.split_once('}').map(|x| x.0.to_owned())).collect();
            v.sort();
            v.dedup();
            v
        };
        let english = &embedded::FILES[0].1;
        for (language, files) in embedded::FILES {
            for ((file, json), (_, en)) in files.iter().zip(english.iter()) {
                let t = Texts::parse(language, json).unwrap();
                let e = Texts::parse("en", en).unwrap();
                for key in e.keys() {
                    assert!(t.has(key), "{language}/{file}.json lacks {key}");
                    assert_eq!(names(t.get(key)), names(e.get(key)), "{language}/{file}.json {key}");
                }
                assert_eq!(
                    t.keys().count(),
                    e.keys().count(),
                    "{language}/{file}.json has keys English lacks"
                );
            }
        }
    }

    #[test]
    fn language_is_picked_from_a_wish() {
        assert_eq!(pick_language("zh-Hans-CN"), "zh");
        assert_eq!(pick_language("xx,zh;q=0.8"), "zh");
        assert_eq!(pick_language("zh-TW,zh;q=0.9,en;q=0.8"), "zh");
        assert_eq!(pick_language("zh_CN"), "zh");
        assert_eq!(pick_language("en;q=0.5, zh"), "zh", "the dearest, not the first");
        assert_eq!(pick_language("zh;q=0, en"), "en");
        assert_eq!(pick_language("de, *;q=0.1"), "en");
        assert_eq!(pick_language(""), "en");
    }

    /// A catalogue of its own is met before that of the language, and that before another language.
    #[test]
    fn a_tag_is_looked_up_from_its_end() {
        let spoken = ["en", "zh", "zh-Hant", "pt-BR"];
        for (wish, found) in [
            ("zh-Hant-TW", Some("zh-Hant")),
            ("ZH-hant", Some("zh-Hant")),
            ("zh-TW", Some("zh")),
            ("zh-Hans-CN", Some("zh")),
            ("en-x-corp", Some("en")),
            ("pt-BR", Some("pt-BR")),
            ("pt", None),
            ("zhx", None),
            ("", None),
        ] {
            assert_eq!(look_up(wish, &spoken), found, "{wish}");
        }
    }
}
