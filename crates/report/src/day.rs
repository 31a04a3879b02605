//! A day of the calendar, as people sign with it.

use serde::{Deserialize, Serialize};

/// `2026-05-29`; nothing else is read as one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(String);

impl Day {
    pub fn parse(text: &str) -> Option<Day> {
        let shape =
            |(n, byte): (usize, u8)| if n == 4 || n == 7 { byte == b'-' } else { byte.is_ascii_digit() };
        let plain = text.len() == 10 && text.bytes().enumerate().all(shape);
        (plain && domain::answer::parse_date(text).is_some()).then(|| Day(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As a report has it: `May 29, 2026`.
    pub fn written(&self) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let number = |range: std::ops::Range<usize>| self.0[range].parse::<usize>().unwrap_or(1);
        let month = MONTHS[(number(5..7) - 1) % 12];
        format!("{month} {}, {}", number(8..10), &self.0[..4])
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Day, String> {
        Day::parse(&text).ok_or_else(|| format!("`{text}` is no day: write it as 2026-05-29"))
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.0
    }
}
