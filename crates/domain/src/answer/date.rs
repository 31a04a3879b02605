//! Dates as people write them. What can mean one day only is read, everything else is refused.

use super::{clean, weekday};
use crate::Day;

/// What a text says about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateText {
    Day(Day),
    /// One of two, and nothing tells which: `03/04/2026`. The one that begins with the day comes first.
    Either(Day, Day),
    /// None.
    Unreadable,
}

/// The day that a text means, where it can mean one only: `2026-06-01`, `2026年6月1日`, `2026. 6. 1.`, `20260601`,
/// `01.06.2026`, `1 Jun 2026`, `1. Juni 2026`, `31/03/2026`, in full-width digits and with a time behind them too.
/// Between slashes and hyphens the day must give itself away: `06/01/2026` is two days. Two digits are a year only
/// behind a month that is named, as spreadsheets show days: `31-Mar-26`.
pub fn parse_date(raw: &str) -> Option<Day> {
    match read_date(raw) {
        DateText::Day(day) => Some(day),
        DateText::Either(..) | DateText::Unreadable => None,
    }
}

/// The same, telling a text that may be two days from one that is none.
pub fn read_date(raw: &str) -> DateText {
    let text: String = plain(&weekday::without(clean(raw)));
    let Some(parts) = without_time(&text).and_then(parts) else { return DateText::Unreadable };
    let day = |year: u32, month: u32, day: u32| {
        Day::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    };
    let one = |date: Option<Day>| date.map_or(DateText::Unreadable, DateText::Day);
    match *parts.items.as_slice() {
        [Part::Number(n, 8)] if n > 19_000_000 => one(day(n / 10_000, n / 100 % 100, n % 100)),
        [Part::Number(y, 4), Part::Number(m, 1..=2), Part::Number(d, 1..=2)] => one(day(y, m, d)),
        [Part::Number(y, 4), Part::Month(m), Part::Number(d, 1..=2)]
        | [Part::Number(d, 1..=2), Part::Month(m), Part::Number(y, 4)]
        | [Part::Month(m), Part::Number(d, 1..=2), Part::Number(y, 4)] => one(day(y, m, d)),
        // No declaration is older than its template, of 2010.
        [Part::Number(d, 1..=2), Part::Month(m), Part::Number(y @ 10..=39, 2)]
        | [Part::Month(m), Part::Number(d, 1..=2), Part::Number(y @ 10..=39, 2)] => one(day(2000 + y, m, d)),
        [Part::Number(a, 1..=2), Part::Number(b, 1..=2), Part::Number(y, 4)] if !parts.by_name => {
            match (day(y, b, a), day(y, a, b)) {
                (Some(date), None) | (None, Some(date)) => DateText::Day(date),
                // With dots the day comes first, wherever dates are written so.
                (Some(date), Some(_)) if parts.dots => DateText::Day(date),
                (Some(date), Some(other)) if date == other => DateText::Day(date),
                (Some(date), Some(other)) => DateText::Either(date, other),
                (None, None) => DateText::Unreadable,
            }
        }
        _ => DateText::Unreadable,
    }
}

/// What a date is made of.
#[derive(Clone, Copy)]
enum Part {
    /// A number and how many digits it has.
    Number(u32, usize),
    /// A month by its name.
    Month(u32),
}

struct Parts {
    items: Vec<Part>,
    /// Whether dots and nothing else stand between the numbers.
    dots: bool,
    /// Whether signs such as 年 say what the numbers are.
    by_name: bool,
}

/// Letters without marks and in lower case, full-width and Chinese digits as plain ones.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut numeral: Vec<u32> = Vec::new();
    for c in text.chars() {
        if let Some(digit) = "〇一二三四五六七八九十".chars().position(|n| n == c || (c == '零' && n == '〇'))
        {
            numeral.push(digit as u32);
            continue;
        }
        push_numeral(&mut numeral, &mut out);
        let c = match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '\u{300}'..='\u{36f}' | '\u{200b}' | '\u{200e}' | '\u{200f}' => continue,
            c if c.is_whitespace() => ' ',
            '‐' | '‑' | '–' | '−' => '-',
            '。' => '.',
            c => c,
        };
        out.push(match super::lower(c) {
            'à' | 'á' | 'â' | 'ã' | 'ä' => 'a',
            'ç' => 'c',
            'è' | 'é' | 'ê' => 'e',
            'ğ' => 'g',
            'ı' | 'İ' | 'í' | 'ì' | 'î' => 'i',
            'ó' | 'ô' | 'õ' | 'ö' => 'o',
            'ş' => 's',
            'ù' | 'ú' | 'û' | 'ü' => 'u',
            c => c,
        });
    }
    push_numeral(&mut numeral, &mut out);
    out
}

/// `二〇二六` digit by digit, `三十一` by tens.
fn push_numeral(numeral: &mut Vec<u32>, out: &mut String) {
    match numeral.iter().position(|n| *n == 10) {
        Some(ten) => {
            let tens = numeral[..ten].last().copied().unwrap_or(1);
            let ones = numeral.get(ten + 1).copied().unwrap_or(0);
            out.push_str(&(tens * 10 + ones).to_string());
        }
        None => out.extend(numeral.iter().filter_map(|n| char::from_digit(*n, 10))),
    }
    numeral.clear();
}

/// The text before a time of day; none where something else stands behind it.
fn without_time(text: &str) -> Option<&str> {
    let Some(colon) = text.find(':') else { return Some(text) };
    let date = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
    let is_time = |c: char| {
        c.is_ascii_digit()
            || matches!(c, ':' | '.' | '+' | '-' | ' ' | 'z' | 'a' | 'p' | 'm' | 'u' | 't' | 'c' | 'g')
    };
    let at_end = date.ends_with(' ') || date.ends_with('t') || date.ends_with('日');
    (at_end && text[colon..].chars().all(is_time)).then(|| date.trim_end_matches(['t', ' ']))
}

/// Words between the numbers that say nothing: `31 de marzo de 2026`, `the 1st of June`.
const FILLERS: [&str; 22] = [
    "de", "del", "of", "the", "le", "el", "il", "den", "am", "st", "nd", "rd", "th", "er", "º", "°", "上午",
    "下午", "午前", "午後", "오전", "오후",
];

/// What stands between the parts of a date.
fn is_between(c: char) -> bool {
    matches!(c, ' ' | '-' | '/' | '\\' | '_' | '.' | ',' | '、' | '，' | '(' | ')' | '\'')
}

fn parts(text: &str) -> Option<Parts> {
    let mut out = Parts { items: Vec::new(), dots: true, by_name: false };
    // The year before the first of a count of years that was named.
    let mut era = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let of_kind = |f: &dyn Fn(char) -> bool| rest.find(|c| !f(c)).unwrap_or(rest.len());
        let is_mark = |c: char| matches!(c, '年' | '月' | '日' | '号' | '號' | '년' | '월' | '일');
        if c.is_ascii_digit() {
            let (digits, after) = rest.split_at(of_kind(&|c| c.is_ascii_digit()));
            let number: u32 = digits.parse().ok()?;
            out.items.push(match era.take() {
                Some(before) if digits.len() < 4 => Part::Number(number + before, 4),
                _ => Part::Number(number, digits.len()),
            });
            rest = after;
        } else if is_mark(c) {
            out.by_name = true;
            rest = &rest[c.len_utf8()..];
        } else if is_between(c) {
            // What stands behind the last number separates nothing.
            let between = !out.items.is_empty() && rest.contains(|c: char| c.is_ascii_digit());
            out.dots &= !between || matches!(c, '.' | ' ');
            rest = &rest[c.len_utf8()..];
        } else {
            let (word, after) =
                rest.split_at(of_kind(&|c| !c.is_ascii_digit() && !is_mark(c) && !is_between(c)));
            match word {
                "令和" => era = Some(2018),
                "平成" => era = Some(1988),
                "民国" | "民國" => era = Some(1911),
                "令和元" => out.items.push(Part::Number(2019, 4)),
                word if FILLERS.contains(&word) || weekday::is_one(word) => {}
                word => out.items.push(Part::Month(month_named(word)?)),
            }
            rest = after;
        }
    }
    // Spaces alone are no dots.
    out.dots &= text.contains('.');
    Some(out)
}

/// The months in the template's languages, without marks: English, German, French, Spanish, Italian, Portuguese,
/// Turkish. Chinese, Japanese and Korean number theirs.
const MONTHS: [&str; 12] = [
    "january januar janvier enero gennaio janeiro ocak",
    "february februar fevrier febrero febbraio fevereiro subat",
    "march marz maerz mars marzo marco mart",
    "april avril abril aprile nisan",
    "may mai mayo maggio maio mayis",
    "june juni juin junio giugno junho haziran",
    "july juli juillet julio luglio julho temmuz",
    "august aout agosto agustos",
    "september septembre septiembre setiembre settembre setembro eylul",
    "october oktober octobre octubre ottobre outubro ekim",
    "november novembre noviembre novembro kasim",
    "december dezember decembre diciembre dicembre dezembro aralik",
];

/// The month of this name, or of this beginning of one where all names that begin so are the same month.
fn month_named(word: &str) -> Option<u32> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    if let Some(at) = ROMAN.iter().position(|numeral| *numeral == word) {
        return Some(at as u32 + 1);
    }
    if word.len() < 3 {
        return None;
    }
    let mut hits = MONTHS.iter().zip(1..).filter(|(names, _)| names.split(' ').any(|n| n.starts_with(word)));
    let (first, more) = (hits.next(), hits.next());
    if more.is_some() {
        let mut whole = MONTHS.iter().zip(1..).filter(|(names, _)| names.split(' ').any(|n| n == word));
        return whole.next().map(|(_, month)| month);
    }
    first.map(|(_, month)| month)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        parse_date(text).map(|day| day.to_string())
    }

    #[test]
    fn dates_are_read_as_suppliers_write_them() {
        for text in
            ["2026-06-01", "2026/6/1", "01-Jun-2026", "1 June 2026", "Jun 1, 2026", "2026-06-01 00:00:00"]
        {
            assert_eq!(iso(text).as_deref(), Some("2026-06-01"), "{text}");
        }
    }

    #[test]
    fn case_13_a_date_that_means_one_day_is_read() {
        for text in [
            "2026年3月31日",
            "2026 年 3 月 31 日",
            "２０２６年３月３１日",
            "二〇二六年三月三十一日",
            "令和8年3月31日",
            "2026년 3월 31일",
            "2026. 3. 31.",
            "2026.03.31",
            "２０２６－０３－３１",
            "20260331",
            "31.03.2026",
            "31.3.2026",
            "31. 3. 2026",
            "31/03/2026",
            "03/31/2026",
            "31-03-2026",
            "31. März 2026",
            "31. Maerz 2026",
            "31. Ma\u{308}rz 2026",
            "31 mars 2026",
            "31 de marzo de 2026",
            "31 marzo 2026",
            "31 de março de 2026",
            "31 Mart 2026",
            "MAR 31, 2026",
            "March 31st, 2026",
            "31st of March 2026",
            "2026-Mar-31",
            "31‑Mar‑2026",
            "2026-03-31T09:30:00Z",
            "2026-03-31T00:00:00.000+09:00",
            "31.03.2026 10:15",
            "3/31/2026 12:00:00 AM",
            "2026\u{a0}03\u{a0}31",
            "31MAR2026",
            "31-Mar-26",
            "31 Mar 26",
            "Mar 31, 26",
            "31-märz-26",
            "Tue, 31-Mar-26",
            "Tuesday, March 31, 2026",
            "Tue 31 Mar 2026",
            "Dienstag, 31. März 2026",
            "Di., 31.03.2026",
            "mardi 31 mars 2026",
            "martes, 31 de marzo de 2026",
            "martedì 31 marzo 2026",
            "terça-feira, 31 de março de 2026",
            "31 Mart 2026 Salı",
            "2026年3月31日 星期二",
            "2026年3月31日（周二）",
            "2026年3月31日(火)",
            "2026年3月31日火曜日",
            "2026년 3월 31일 화요일",
            "2026/3/31 上午 12:00:00",
            "2026. 3. 31. 오전 12:00",
            "民國115年3月31日",
            "31.III.2026",
            "2026_03_31",
            "'31.03.2026",
            "2026-03-31 (Tue)",
            "2026-03-31 00:00:00 UTC",
            "Tue, 31 Mar 2026 00:00:00 GMT",
        ] {
            assert_eq!(iso(text).as_deref(), Some("2026-03-31"), "{text}");
        }
        assert_eq!(iso("01.06.2026").as_deref(), Some("2026-06-01"));
        assert_eq!(iso("2026. 6. 1.").as_deref(), Some("2026-06-01"));
        assert_eq!(iso("06/06/2026").as_deref(), Some("2026-06-06"));
        assert_eq!(iso("令和元年6月1日").as_deref(), Some("2019-06-01"));
    }

    #[test]
    fn case_13_months_have_their_names_in_every_language() {
        for (month, names) in [
            (1, "Jan Januar janvier enero gennaio janeiro Ocak"),
            (2, "Feb Februar février febrero febbraio fevereiro Şubat"),
            (5, "May Mai mai mayo maggio maio Mayıs MAYIS"),
            (6, "June Juni juin junio giugno junho Haziran"),
            (7, "July Juli juillet juil julio luglio julho Temmuz"),
            (8, "Aug August août agosto Ağustos"),
            (9, "Sept September septembre septiembre settembre setembro Eylül"),
            (10, "Oct Oktober octobre octubre ottobre outubro Ekim"),
            (12, "Dec Dezember décembre diciembre dicembre dezembro Aralık"),
        ] {
            for name in names.split(' ') {
                assert_eq!(iso(&format!("7 {name} 2026")), Some(format!("2026-{month:02}-07")), "{name}");
            }
        }
        assert_eq!(iso("7 Jui 2026"), None, "juin or juillet");
    }

    #[test]
    fn case_13_an_ambiguous_date_is_no_date() {
        for text in [
            "06/01/2026",
            "06-01-2026",
            "1.6.26",
            "31/03/26",
            "31-Mar-99",
            "soon",
            "",
            "2026-13-01",
            "31-Feb-2026",
            "29.02.2026",
            "31032026",
            "46112",
            "2026",
            "March 2026",
            "Q1 2026",
            "31.03.2026 or later",
            "31.12",
            "1.2.3.2026",
            "3月4日2026年",
            "2026-03-31: done",
            "Tuesday",
            "星期二",
            "2026年3月（火）",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
        let day = |text| parse_date(text).unwrap();
        assert_eq!(read_date("03/04/2026"), DateText::Either(day("2026-04-03"), day("2026-03-04")));
    }
}
