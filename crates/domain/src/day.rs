//! A day of the calendar.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use time::{Date, Duration, Month};

/// A day of the calendar, of no hour and no place. Outside it is text, `2026-05-31`, and no other text is read as one: what
/// people write is read by [`crate::answer::parse_date`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(Date);

/// A text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoDay;

impl Day {
    /// The first and the last day that can be written.
    pub const FIRST: Day = Day::of(0, Month::January, 1);
    pub const LAST: Day = Day::of(9999, Month::December, 31);

    /// The day on which moments are counted from.
    pub const EPOCH: Day = Day::of(1970, Month::January, 1);

    const fn of(year: i32, month: Month, day: u8) -> Day {
        match Date::from_calendar_date(year, month, day) {
            Ok(date) => Day(date),
            Err(_) => Day(Date::MIN),
        }
    }

    /// None where the calendar has no such day, or its year has not four digits.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Day> {
        let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
        (0..=9999).contains(&year).then_some(Day(date))
    }

    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// 1 to 12.
    pub fn month(self) -> u8 {
        u8::from(self.0.month())
    }

    /// 1 to 31.
    pub fn of_month(self) -> u8 {
        self.0.day()
    }

    /// How many days later another one is; below nothing where it is earlier.
    pub fn days_until(self, other: Day) -> i64 {
        (other.0 - self.0).whole_days()
    }

    /// So many days later, or earlier; at most the last or the first day that can be written.
    pub fn plus(self, days: i64) -> Day {
        Day(self.0.saturating_add(Duration::days(days.clamp(-4_000_000, 4_000_000))))
            .clamp(Day::FIRST, Day::LAST)
    }

    /// The same day of a year, of a leap day the one before; none where the year has not four digits.
    pub fn in_year(self, year: i32) -> Option<Day> {
        let found = Day::new(year, self.month(), self.of_month());
        found.or_else(|| Day::new(year, self.month(), self.of_month() - 1))
    }
}

/// That of a record which nobody has filled yet, as its moments are nothing.
impl Default for Day {
    fn default() -> Day {
        Day::EPOCH
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}-{:02}", self.year(), self.month(), self.of_month()))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = NoDay;

    fn from_str(text: &str) -> Result<Day, NoDay> {
        let shaped = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return Err(NoDay);
        }
        let (year, month, day) = (text[..4].parse(), text[5..7].parse(), text[8..].parse());
        let (Ok(year), Ok(month), Ok(day)) = (year, month, day) else { return Err(NoDay) };
        Day::new(year, month, day).ok_or(NoDay)
    }
}

impl TryFrom<String> for Day {
    type Error = NoDay;

    fn try_from(text: String) -> Result<Day, NoDay> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

impl fmt::Display for NoDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no day: it is written as 2026-05-29")
    }
}

impl std::error::Error for NoDay {}

/// A day in what is stored: older programs kept some as they were written (`20270531`, `31 May 2027`).
pub mod stored {
    use super::Day;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    /// None where the text means no day.
    pub fn read(text: &str) -> Option<Day> {
        text.parse().ok().or_else(|| crate::answer::parse_date(text))
    }

    pub fn serialize<S: Serializer>(day: &Day, to: S) -> Result<S::Ok, S::Error> {
        day.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Day, D::Error> {
        let text = String::deserialize(from)?;
        read(&text).ok_or_else(|| D::Error::custom(super::NoDay))
    }
}

/// A day that may be missing, in documents that have a blank text for none.
pub mod or_blank {
    use super::Day;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(day: &Option<Day>, to: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => to.collect_str(day),
            None => to.serialize_str(""),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Day>, D::Error> {
        let text = String::deserialize(from)?;
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(D::Error::custom) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn only_a_day_of_the_calendar_in_full_is_read_and_comes_back_as_it_was() {
        for text in ["2026-06-01", "2024-02-29", "0900-12-31"] {
            assert_eq!(day(text).to_string(), text);
            assert_eq!(serde_json::to_string(&day(text)).unwrap(), format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Day>(&format!("\"{text}\"")).unwrap(), day(text));
        }
        for other in [
            "",
            "2026-6-1",
            "2026-02-29",
            "2026-13-01",
            "+026-06-01",
            "2026-06-01 ",
            "1 Jun 2026",
            "2026-06",
            "２０２６",
        ] {
            assert_eq!(other.parse::<Day>(), Err(NoDay), "{other}");
            assert!(serde_json::from_str::<Day>(&format!("\"{other}\"")).is_err(), "{other}");
        }
    }

    #[test]
    fn what_older_programs_stored_is_read_and_written_as_a_day() {
        #[derive(Serialize, Deserialize)]
        struct Kept {
            #[serde(with = "stored")]
            on: Day,
        }
        for text in ["2027-05-31", "20270531", "31 May 2027"] {
            let kept: Kept = serde_json::from_str(&format!("{{\"on\":\"{text}\"}}")).unwrap();
            assert_eq!(serde_json::to_string(&kept).unwrap(), "{\"on\":\"2027-05-31\"}");
        }
        assert!(serde_json::from_str::<Kept>("{\"on\":\"soon\"}").is_err());
    }

    #[test]
    fn days_are_counted_over_months_and_leap_days() {
        assert_eq!(day("2024-02-28").days_until(day("2024-03-01")), 2);
        assert_eq!(day("2026-01-01").days_until(day("2025-12-31")), -1);
        assert_eq!(day("2025-12-31").plus(60), day("2026-03-01"));
        assert_eq!(day("2026-03-01").plus(-1), day("2026-02-28"));
        assert_eq!(day("2026-03-01").plus(i64::MAX), day("9999-12-31"));
        assert_eq!(day("2026-03-01").plus(i64::MIN), day("0000-01-01"));
        assert!(day("2025-12-31") < day("2026-01-01"));
    }

    #[test]
    fn a_leap_day_is_the_day_before_in_other_years() {
        assert_eq!(day("2024-02-29").in_year(2026), Some(day("2026-02-28")));
        assert_eq!(day("2024-03-31").in_year(2026), Some(day("2026-03-31")));
        assert_eq!(day("2024-03-31").in_year(10_000), None);
    }
}
