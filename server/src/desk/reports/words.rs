//! Figures in the reader's language. What is frozen, filed or taken along says them in English, as the rule does.

use domain::Texts;
use service::reports::snapshot::Snapshot;
use service::reports::{CompanyLevel, FacilityRule, Figure, Invariant, LeftOut, Rule, Settings};

/// What a figure is called: its own name, and what of it is meant.
pub fn name(texts: &Texts, figure: &Figure) -> String {
    let own = own_name(texts, figure);
    match figure.part() {
        None => own,
        Some(part) => {
            let words: Vec<String> =
                part.split(['/', '.']).map(|word| part_words(texts, figure.family(), word)).collect();
            format!("{own}{}{}", texts.get("desk.report.printed.part"), words.join(", "))
        }
    }
}

/// What a figure is called, whatever of it is meant.
fn own_name(texts: &Texts, figure: &Figure) -> String {
    let key = format!("desk.report.figure.{}", figure.family());
    if texts.has(&key) { texts.get(&key).to_owned() } else { figure.name().to_owned() }
}

/// What the family of a figure is called, for example all answers to one question.
pub fn family(texts: &Texts, figure: &Figure) -> String {
    let id = figure.id.split(['.', '/']).next().unwrap_or_default();
    let key = format!("desk.report.figure.{id}");
    if texts.has(&key) { texts.get(&key).to_owned() } else { id.to_owned() }
}

fn part_words(texts: &Texts, family: &str, word: &str) -> String {
    // The same word is a status of a smelter here and an answer there.
    let mut keys = ["metal", "smelters.class", "desk.relationship", "desk.report.part"];
    if family != "S4" {
        keys.swap(1, 3);
    }
    // Whom a declaration is for has a letter, as the questions A to H have.
    let own = if family == "R9" { "pictures.scope" } else { keys[0] };
    let keys = [&[own], &keys[..]].concat().into_iter().map(|of| format!("{of}.{word}"));
    let known = keys.into_iter().find(|key| texts.has(key));
    known.map_or_else(|| word.replace('_', " "), |key| texts.get(&key).to_owned())
}

/// What a figure counts, in full, with what its snapshot counts otherwise than usual.
pub fn definition(texts: &Texts, figure: &Figure, snapshot: &Snapshot) -> String {
    let key = format!("desk.report.definition.{}", figure.family());
    if !texts.has(&key) {
        return figure.definition.clone();
    }
    let rule = match snapshot.facts.facilities {
        FacilityRule::OnTheDay => "desk.report.with.facilities.on_the_day",
        FacilityRule::InTheYear => "desk.report.with.facilities.in_the_year",
    };
    let percent = snapshot.facts.important.map_or(String::new(), |n| n.to_string());
    let important = |texts: &Texts| texts.fmt("desk.report.with.important", &[("n", &percent)]);
    let english = domain::text::embedded::texts("en");
    let counted = settings(texts, &snapshot.settings);
    let mut out = texts.get(&key).to_owned();
    // What stands in brackets behind the figure's own definition.
    for (has, says) in [
        (english.get(rule).to_owned(), texts.get(rule).to_owned()),
        (important(english), important(texts)),
        (snapshot.settings.definition(), texts.fmt("desk.report.with.settings", &[("settings", &counted)])),
    ] {
        if figure.definition.contains(&format!(" [{has}]")) {
            out.push_str(&format!(" [{says}]"));
        }
    }
    out
}

/// In which case a rule of the roll-up holds.
pub fn when(texts: &Texts, rule: Rule) -> String {
    texts.get(&format!("desk.rollup.when.{}", rule.code())).to_owned()
}

/// What it writes then.
pub fn gives(texts: &Texts, rule: Rule) -> String {
    texts.get(&format!("desk.rollup.gives.{}", rule.code())).to_owned()
}

/// Why a row is left out.
pub fn left_out(texts: &Texts, reason: LeftOut) -> String {
    texts.get(&format!("desk.rollup.left_out.{}", reason.key())).to_owned()
}

/// What must hold.
pub fn invariant(texts: &Texts, must_hold: Invariant) -> String {
    texts.get(&format!("desk.report.invariant.{}", must_hold.key())).to_owned()
}

/// Which answers count.
pub fn settings(texts: &Texts, settings: &Settings) -> String {
    let text = |key: &str| texts.get(&format!("desk.report.settings.{key}")).to_owned();
    let with = |key: &str, name: &str, value: &str| {
        texts.fmt(&format!("desk.report.settings.{key}"), &[(name, value)])
    };
    let states: Vec<String> =
        settings.states.iter().map(|s| texts.get(&format!("state.{}", s.key())).to_lowercase()).collect();
    let company = match settings.company_level {
        CompanyLevel::Keep => "keep",
        CompanyLevel::DropWhereProductLevel => "drop_where_product_level",
        CompanyLevel::Drop => "drop",
    };
    let rows = settings.widest.map_or(String::new(), |n| match n {
        1 => text("widest_one"),
        n => with("widest", "n", &n.to_string()),
    });
    let lines = match &settings.lines {
        Some(lines) => with("lines", "lines", &lines.join(&text("and"))),
        None => text("all_lines"),
    };
    let age = match &settings.not_before {
        Some(day) => with("since", "day", &day.to_string()),
        None => text("any_date"),
    };
    let parts = [
        ("states", states.join(&text("and"))),
        ("company", text(company)),
        ("rows", rows),
        ("lines", lines),
        ("age", age),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, said)| (*name, said.as_str())).collect();
    texts.fmt("desk.report.settings.says", &parts)
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
            let key = format!("desk.report.definition.{}", definition.id);
            assert_eq!(en.get(&key), definition.text(), "{}", definition.id);
            assert!(
                zh.get(&key).starts_with(zh.get(&format!("desk.report.figure.{}", definition.id))),
                "{key}"
            );
        }
    }

    /// Files say it in English, as the template demands; pages say the same in the reader's language.
    #[test]
    fn which_answers_count_is_said_in_english_as_in_files_and_in_chinese() {
        let (en, zh) = (texts("en"), texts("zh"));
        let usual = Settings::default();
        let all = [
            usual.clone(),
            Settings { company_level: CompanyLevel::Drop, widest: Some(40), ..usual.clone() },
            Settings {
                company_level: CompanyLevel::DropWhereProductLevel,
                widest: Some(2),
                lines: Some(vec!["L1".into(), "L2".into()]),
                not_before: Some("2025-01-01".parse().unwrap()),
                ..usual.clone()
            },
        ];
        for some in all {
            assert_eq!(settings(en, &some), some.printed());
            assert!(!settings(zh, &some).contains("answers"), "{}", settings(zh, &some));
        }
        assert_eq!(
            settings(zh, &usual),
            "计入的回答：已接受；公司级回答计入；所有产品线的供应商；不限日期。"
        );
    }

    #[test]
    fn rules_reasons_and_invariants_are_said_in_the_readers_language() {
        let (en, zh) = (texts("en"), texts("zh"));
        type Said = fn(&Texts) -> Vec<String>;
        let all: [(Vec<&str>, Said); 4] = [
            (Rule::ALL.iter().map(|r| r.when()).collect(), |t| {
                Rule::ALL.iter().map(|r| when(t, *r)).collect()
            }),
            (Rule::ALL.iter().map(|r| r.gives()).collect(), |t| {
                Rule::ALL.iter().map(|r| gives(t, *r)).collect()
            }),
            (LeftOut::ALL.iter().map(|r| r.words()).collect(), |t| {
                LeftOut::ALL.iter().map(|r| left_out(t, *r)).collect()
            }),
            (Invariant::ALL.iter().map(|i| i.words()).collect(), |t| {
                Invariant::ALL.iter().map(|i| invariant(t, *i)).collect()
            }),
        ];
        for (words, said) in all {
            assert_eq!(said(en), words);
            assert!(said(zh).iter().all(|text| !text.is_ascii()), "{:?}", said(zh));
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
