//! Working days and hours where a supplier is. Public holidays are not known here.

use crate::records::{Campaign, Instant};
use crate::survey::reminders::end_of;
use jiff::civil::{Date, Weekday};
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

/// The time zone in which most people of a country work. Countries with several get that of their industry's middle.
const ZONES: &[(&str, &str)] = &[
    ("AE", "Asia/Dubai"),
    ("AR", "America/Argentina/Buenos_Aires"),
    ("AT", "Europe/Vienna"),
    ("AU", "Australia/Sydney"),
    ("BD", "Asia/Dhaka"),
    ("BE", "Europe/Brussels"),
    ("BG", "Europe/Sofia"),
    ("BO", "America/La_Paz"),
    ("BR", "America/Sao_Paulo"),
    ("CA", "America/Toronto"),
    ("CH", "Europe/Zurich"),
    ("CL", "America/Santiago"),
    ("CN", "Asia/Shanghai"),
    ("CO", "America/Bogota"),
    ("CR", "America/Costa_Rica"),
    ("CZ", "Europe/Prague"),
    ("DE", "Europe/Berlin"),
    ("DK", "Europe/Copenhagen"),
    ("EE", "Europe/Tallinn"),
    ("EG", "Africa/Cairo"),
    ("ES", "Europe/Madrid"),
    ("FI", "Europe/Helsinki"),
    ("FR", "Europe/Paris"),
    ("GB", "Europe/London"),
    ("GR", "Europe/Athens"),
    ("HK", "Asia/Hong_Kong"),
    ("HU", "Europe/Budapest"),
    ("ID", "Asia/Jakarta"),
    ("IE", "Europe/Dublin"),
    ("IL", "Asia/Jerusalem"),
    ("IN", "Asia/Kolkata"),
    ("IT", "Europe/Rome"),
    ("JO", "Asia/Amman"),
    ("JP", "Asia/Tokyo"),
    ("KR", "Asia/Seoul"),
    ("KW", "Asia/Kuwait"),
    ("KZ", "Asia/Almaty"),
    ("LT", "Europe/Vilnius"),
    ("LU", "Europe/Luxembourg"),
    ("LV", "Europe/Riga"),
    ("MA", "Africa/Casablanca"),
    ("MX", "America/Mexico_City"),
    ("MY", "Asia/Kuala_Lumpur"),
    ("NL", "Europe/Amsterdam"),
    ("NO", "Europe/Oslo"),
    ("NZ", "Pacific/Auckland"),
    ("PE", "America/Lima"),
    ("PH", "Asia/Manila"),
    ("PK", "Asia/Karachi"),
    ("PL", "Europe/Warsaw"),
    ("PT", "Europe/Lisbon"),
    ("RO", "Europe/Bucharest"),
    ("RS", "Europe/Belgrade"),
    ("RU", "Europe/Moscow"),
    ("RW", "Africa/Kigali"),
    ("SA", "Asia/Riyadh"),
    ("SE", "Europe/Stockholm"),
    ("SG", "Asia/Singapore"),
    ("SI", "Europe/Ljubljana"),
    ("SK", "Europe/Bratislava"),
    ("TH", "Asia/Bangkok"),
    ("TN", "Africa/Tunis"),
    ("TR", "Europe/Istanbul"),
    ("TW", "Asia/Taipei"),
    ("UA", "Europe/Kyiv"),
    ("US", "America/Chicago"),
    ("UZ", "Asia/Tashkent"),
    ("VN", "Asia/Ho_Chi_Minh"),
    ("ZA", "Africa/Johannesburg"),
];

/// Countries whose week ends on Friday and Saturday.
const FRIDAY_SATURDAY: &[&str] =
    &["BD", "BH", "DZ", "EG", "IL", "IQ", "JO", "KW", "LY", "MV", "OM", "QA", "SA", "SD", "SY", "YE"];

/// The zone of a country; UTC for one that is not known.
pub fn zone(country: &str) -> TimeZone {
    let name = ZONES.iter().find(|(code, _)| *code == country).map_or("UTC", |(_, zone)| zone);
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// Whether people work on this day there.
pub fn is_working_day(country: &str, day: Date) -> bool {
    let free = if FRIDAY_SATURDAY.contains(&country) {
        [Weekday::Friday, Weekday::Saturday]
    } else {
        [Weekday::Saturday, Weekday::Sunday]
    };
    !free.contains(&day.weekday())
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
mod tests {
    use super::*;

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
        let monday = at("2026-05-04T02:00:00Z"); // 10:00 in Shanghai
        assert_eq!(next_working_time("CN", monday), monday);
    }

    #[test]
    fn days_are_counted_over_the_weekend_and_the_clock_change() {
        // Thursday plus five working days is the next Thursday; Germany moves its clocks on 29 March.
        assert_eq!(after_working_days("DE", at("2026-03-26T12:00:00Z"), 5), at("2026-04-02T07:30:00Z"));
    }

    #[test]
    fn every_zone_is_known() {
        for (country, name) in ZONES {
            assert!(TimeZone::get(name).is_ok(), "{country} {name}");
        }
    }
}
