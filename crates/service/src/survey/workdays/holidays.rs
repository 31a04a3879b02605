//! Public holidays by country, as far as they are known in advance.

use jiff::civil::Date;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A line for each country and year, `CN 2026 0101 0102`: months and days on which people would work otherwise.
const TABLE: &str = include_str!("../holidays.txt");

static DAYS: LazyLock<HashMap<&str, HashSet<Date>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, HashSet<Date>> = HashMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let (Some(country), Some(year)) = (words.next(), words.next()) else { continue };
        all.entry(country).or_default().extend(words.filter_map(|day| date(year, day)));
    }
    all
});

fn date(year: &str, day: &str) -> Option<Date> {
    let (month, day) = day.split_at_checked(2)?;
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Whether it is one there. Years and countries that the table does not know have none.
pub fn is_holiday(country: &str, day: Date) -> bool {
    DAYS.get(country).is_some_and(|days| days.contains(&day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::workdays::is_free;
    use crate::survey::workdays::tests::countries;

    #[test]
    fn every_country_has_its_days_in_every_year_and_none_on_a_free_one() {
        let lines: Vec<&str> = TABLE.lines().filter(|line| !line.starts_with('#')).collect();
        let read: usize = DAYS.values().map(HashSet::len).sum();
        let written: usize = lines.iter().map(|line| line.split(' ').count() - 2).sum();
        assert_eq!(read, written, "a day of the table cannot be read");
        for country in countries() {
            let days = &DAYS[country];
            for year in 2026..=2030 {
                // Ukraine has none while its martial law lasts.
                let least = if country == "UA" { 0 } else { 2 };
                assert!(days.iter().filter(|day| day.year() == year).count() >= least, "{country} {year}");
            }
            assert!(days.iter().all(|day| !is_free(country, *day)), "{country}");
        }
    }
}
