//! Working days and hours where a supplier is.

mod holidays;

use crate::records::{Campaign, Instant};
use crate::survey::reminders::end_of;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// When an invitation goes out. Pages propose working hours and let people choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// When people are at work where it goes.
    WorkingHours,
    /// At once, whatever time it is there.
    AtOnce,
}

impl Delivery {
    /// When that is. What would only arrive behind the campaign's cut-off day is of no use then: it does not wait.
    pub fn moment(self, country: &str, campaign: &Campaign, now: Instant) -> Instant {
        match self {
            Delivery::WorkingHours => {
                Some(next_working_time(country, now)).filter(|at| *at < end_of(campaign)).unwrap_or(now)
            }
            Delivery::AtOnce => now,
        }
    }
}

/// A country's code, its time zone and the free days of its week.
const ZONES: &str = include_str!("zones.txt");

/// The line of a country: its zone and its free days.
fn known(country: &str) -> Option<(&'static str, &'static str)> {
    ZONES.lines().find_map(|line| line.strip_prefix(country)?.strip_prefix(' ')?.split_once(' '))
}

/// The zone of a country; UTC for one that is not known.
pub fn zone(country: &str) -> TimeZone {
    TimeZone::get(known(country).map_or("UTC", |(zone, _)| zone)).unwrap_or(TimeZone::UTC)
}

/// Whether a day is one of the free days of a country's week; Saturday and Sunday where it is not known.
fn is_free(country: &str, day: Date) -> bool {
    let weekday = day.weekday().to_monday_zero_offset().to_string();
    known(country).map_or("56", |(_, free)| free).contains(&weekday)
}

/// Whether people work on this day there: no free day of the week, and no public holiday as far as the table knows.
pub fn is_working_day(country: &str, day: Date) -> bool {
    !is_free(country, day) && !holidays::is_holiday(country, day)
}

/// The first moment at or after `at` at which people there are at work (9 to 17 o'clock on a working day).
pub fn next_working_time(country: &str, at: Instant) -> Instant {
    let zone = zone(country);
    let Ok(stamp) = Timestamp::from_millisecond(at.millis()) else { return at };
    let local = stamp.to_zoned_datetime(zone.clone());
    if is_working_day(country, local.date()) && (9..17).contains(&local.hour()) {
        return at;
    }
    let mut day = local.date();
    if local.hour() >= 9 {
        day = day.saturating_add(1.day());
    }
    while !is_working_day(country, day) {
        day = day.saturating_add(1.day());
    }
    morning(day, &zone).unwrap_or(at)
}

/// The morning of the `days`-th working day after `at`.
pub fn after_working_days(country: &str, at: Instant, days: u32) -> Instant {
    let zone = zone(country);
    let Ok(stamp) = Timestamp::from_millisecond(at.millis()) else { return at };
    let mut day = stamp.to_zoned_datetime(zone.clone()).date();
    let mut left = days.min(366);
    while left > 0 {
        day = day.saturating_add(1.day());
        left -= u32::from(is_working_day(country, day));
    }
    next_working_time(country, morning(day, &zone).unwrap_or(at).max(at))
}

fn morning(day: Date, zone: &TimeZone) -> Option<Instant> {
    let at = day.at(9, 30, 0, 0).to_zoned_datetime(zone.clone()).ok()?;
    Some(Instant::from_millis(at.timestamp().as_millisecond()))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(super) fn countries() -> impl Iterator<Item = &'static str> {
        ZONES.lines().filter(|line| !line.starts_with('#')).map(|line| &line[..2])
    }

    fn at(text: &str) -> Instant {
        Instant::from_millis(text.parse::<Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn weekends_are_those_of_the_country() {
        // 2026-05-01 is a Friday.
        let friday_evening = at("2026-05-01T20:00:00Z");
        assert_eq!(next_working_time("DE", friday_evening), at("2026-05-04T07:30:00Z"));
        assert_eq!(next_working_time("SA", at("2026-05-01T08:00:00Z")), at("2026-05-03T06:30:00Z"));
    }

    #[test]
    fn working_hours_are_left_alone() {
        let monday = at("2026-05-11T02:00:00Z"); // 10:00 in Shanghai
        assert_eq!(next_working_time("CN", monday), monday);
    }

    #[test]
    fn days_are_counted_over_the_weekend_and_the_clock_change() {
        // Thursday plus five working days is the next Thursday; Germany moves its clocks on 29 March.
        assert_eq!(after_working_days("DE", at("2026-03-26T12:00:00Z"), 5), at("2026-04-02T07:30:00Z"));
    }

    #[test]
    fn public_holidays_are_no_working_days() {
        // The Chinese New Year of 2026 is free from 16 to 23 February, and so is the first of May.
        assert_eq!(next_working_time("CN", at("2026-02-13T12:00:00Z")), at("2026-02-24T01:30:00Z"));
        assert_eq!(next_working_time("DE", at("2026-05-01T08:00:00Z")), at("2026-05-04T07:30:00Z"));
        // Nobody knows the holidays of a country that is not named, or of 2050.
        assert_eq!(next_working_time("", at("2026-05-01T09:00:00Z")), at("2026-05-01T09:00:00Z"));
        assert_eq!(next_working_time("DE", at("2050-01-01T20:00:00Z")), at("2050-01-03T08:30:00Z"));
    }

    #[test]
    fn every_zone_is_known() {
        for country in countries() {
            let (name, free) = known(country).unwrap();
            assert!(TimeZone::get(name).is_ok(), "{country} {name}");
            assert!(matches!(free, "45" | "56"), "{country} {free}");
        }
    }
}
