//! From cells to texts: what a person would read in the cell, free of what no text may hold.

use crate::cell::{Cell, Value};
use crate::{limits, notice::Notices};

/// The text of a cell, with a notice for whatever had to be changed. Empty where it holds nothing that can be used.
pub(crate) fn text(sheet: &str, cell: &Cell<'_>, notices: &mut Notices) -> String {
    match &cell.value {
        Value::Text(text) => clean(sheet, cell, text, notices),
        Value::Number(n) => match number(*n) {
            Some(text) => text,
            None => {
                notices.add(sheet, cell.name(), "not_a_number", &[]);
                String::new()
            }
        },
        Value::Bool(b) => (if *b { "TRUE" } else { "FALSE" }).to_owned(),
        Value::Error(error) => {
            notices.add(sheet, cell.name(), "cell_error", &[("error", error)]);
            String::new()
        }
        Value::NotComputed => {
            notices.add(sheet, cell.name(), "recalculate", &[]);
            String::new()
        }
    }
}

/// A number as a spreadsheet shows it unformatted; nothing for what is no number.
pub(crate) fn number(n: f64) -> Option<String> {
    if !n.is_finite() {
        return None;
    }
    if n == 0.0 {
        return Some("0".to_owned());
    }
    let plain = (1e-9..1e21).contains(&n.abs());
    Some(if plain { n.to_string() } else { format!("{n:e}") })
}

/// Takes out what no text may hold, and cuts what is longer than a cell can be.
fn clean(sheet: &str, cell: &Cell<'_>, text: &str, notices: &mut Notices) -> String {
    clean_named(sheet, || cell.name(), text, notices)
}

/// The same for a cell that is no workbook's; its name is only asked for where there is something to say.
pub(crate) fn clean_named(
    sheet: &str,
    name: impl Fn() -> String,
    text: &str,
    notices: &mut Notices,
) -> String {
    let plain = text.bytes().all(|b| (0x20..0x7f).contains(&b));
    if plain && text.len() <= limits::CELL_CHARS {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let (mut dropped, mut chars) = (0usize, 0usize);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let c = match c {
            // One kind of line end, as in every form.
            '\r' => {
                if rest.peek() == Some(&'\n') {
                    continue;
                }
                '\n'
            }
            c if is_no_text(c) => {
                dropped += 1;
                continue;
            }
            c => c,
        };
        if chars == limits::CELL_CHARS {
            notices.add(sheet, name(), "text_cut", &[("max", &limits::CELL_CHARS.to_string())]);
            break;
        }
        out.push(c);
        chars += 1;
    }
    if dropped > 0 {
        notices.add(sheet, name(), "characters_dropped", &[("n", &dropped.to_string())]);
    }
    out
}

/// NUL and other controls, and code points that are no characters.
fn is_no_text(c: char) -> bool {
    let n = c as u32;
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}'))
        || n & 0xfffe == 0xfffe
        || (0xfdd0..=0xfdef).contains(&n)
}

/// The civil date of a serial number; nothing for what is no day (also the 29 February 1900 that never was).
pub(crate) fn date(serial: f64, date1904: bool) -> Option<String> {
    let day = serial.floor();
    if !(0.0..=2_958_465.0).contains(&day) {
        return None;
    }
    let day = day as i64;
    // Days since 1970-01-01.
    let days = match (date1904, day) {
        (true, _) => day - 24_107,
        (false, 0 | 60) => return None,
        (false, 1..60) => day - 25_568,
        (false, _) => day - 25_569,
    };
    let (year, month, day) = civil(days);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Year, month and day for days since 1970-01-01 (proleptic Gregorian; eras of 400 years counted from March).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x24_serial_dates_in_both_systems() {
        let in1900 = |n: f64| date(n, false);
        assert_eq!(in1900(1.0).as_deref(), Some("1900-01-01"));
        assert_eq!(in1900(59.0).as_deref(), Some("1900-02-28"));
        assert_eq!(in1900(60.0), None);
        assert_eq!(in1900(61.0).as_deref(), Some("1900-03-01"));
        assert_eq!(in1900(39_082.0).as_deref(), Some("2006-12-31"));
        assert_eq!(in1900(46_112.75).as_deref(), Some("2026-03-31"));
        assert_eq!(date(46_112.0 - 1_462.0, true).as_deref(), Some("2026-03-31"));
        assert_eq!(date(0.0, true).as_deref(), Some("1904-01-01"));
        assert_eq!(in1900(2_958_465.0).as_deref(), Some("9999-12-31"));
        for n in [-1.0, 0.0, 2_958_466.0, f64::NAN, f64::INFINITY] {
            assert_eq!(in1900(n), None, "{n}");
        }
    }

    #[test]
    fn x25_numbers_are_exact_or_none() {
        for (n, want) in [
            (1.0, "1"),
            (-0.0, "0"),
            (0.1, "0.1"),
            (1070.0, "1070"),
            (123_456_789_012_345_680.0, "123456789012345680"),
            (1e300, "1e300"),
        ] {
            assert_eq!(number(n).as_deref(), Some(want));
        }
        assert_eq!(number(f64::NAN), None);
        assert_eq!(number(f64::NEG_INFINITY), None);
    }
}
