//! Figures in the reader's language. What is frozen, filed or taken along says them in English, as the rule does.

use domain::Texts;
use service::reports::Figure;

/// What a figure is called: its own name, and what of it is meant.
pub fn name(texts: &Texts, figure: &Figure) -> String {
    let key = format!("desk.report.figure.{}", figure.family());
    let own = if texts.has(&key) { texts.get(&key) } else { figure.name() };
    match figure.part() {
        None => own.to_owned(),
        Some(part) => {
            let words: Vec<String> =
                part.split(['/', '.']).map(|word| part_words(texts, figure.family(), word)).collect();
            format!("{own}{}{}", texts.get("desk.report.printed.part"), words.join(", "))
        }
    }
}

fn part_words(texts: &Texts, family: &str, word: &str) -> String {
    // The same word is a status of a smelter here and an answer there.
    let mut keys = ["metal", "smelters.class", "desk.relationship", "desk.report.part"];
    if family != "S4" {
        keys.swap(1, 3);
    }
    let keys = keys.map(|of| format!("{of}.{word}"));
    let known = keys.iter().find(|key| texts.has(key));
    known.map_or_else(|| word.replace('_', " "), |key| texts.get(key).to_owned())
}

/// What stands where there is no number.
const WORDS: [(&str, &str); 5] = [
    ("none", "none"),
    ("not recorded", "not_recorded"),
    ("no change", "no_change"),
    ("defined otherwise", "otherwise"),
    ("not reported then", "not_then"),
];

/// A figure or a difference as it was printed when it was frozen, for a reader of another language.
pub fn said(texts: &Texts, printed: &str) -> String {
    let text = |key: &str| texts.get(&format!("desk.report.printed.{key}")).to_owned();
    if let Some((_, key)) = WORDS.iter().find(|(words, _)| *words == printed) {
        return text(key);
    }
    let share = || {
        let (n, rest) = printed.strip_suffix(')')?.split_once(" of ")?;
        let (of, percent) = rest.split_once(" (")?;
        let percent = if percent == "under 1 %" { text("under") } else { percent.to_owned() };
        Some(texts.fmt("desk.report.printed.share", &[("n", n), ("of", of), ("p", &percent)]))
    };
    let spread = || {
        let (n, max) = printed.strip_prefix("median ")?.split_once(", at most ")?;
        Some(texts.fmt("desk.report.printed.spread", &[("n", n), ("max", max)]))
    };
    share().or_else(spread).unwrap_or_else(|| printed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::embedded::texts;
    use service::reports::DEFINITIONS;

    #[test]
    fn rep_e11_every_figure_has_its_name_in_the_readers_language() {
        let (en, zh) = (texts("en"), texts("zh"));
        for definition in DEFINITIONS {
            let key = format!("desk.report.figure.{}", definition.id);
            assert_eq!(en.get(&key), definition.name, "{}", definition.id);
            assert!(zh.has(&key) && zh.get(&key) != definition.name, "{}", definition.id);
        }
    }

    #[test]
    fn rep_e11_what_is_printed_is_said_in_the_readers_language() {
        let (en, zh) = (texts("en"), texts("zh"));
        for (printed, chinese) in [
            ("206 of 210 (98 %)", "206 / 210（98 %）"),
            ("1 of 420 (under 1 %)", "1 / 420（低于 1 %）"),
            ("median 2.5, at most 6", "中位数 2.5，最多 6"),
            ("not recorded", "未记录"),
            ("none", "无"),
            ("+3", "+3"),
            ("17", "17"),
            ("list: a of b", "list: a of b"),
        ] {
            assert_eq!(said(en, printed), printed);
            assert_eq!(said(zh, printed), chinese);
        }
    }
}
