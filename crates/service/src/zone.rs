//! The company's time zone: what day it is where the company is, so that nobody there is told that today lies ahead.

use crate::records::{Day, Instant};
use crate::{Result, Services};
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// A zone by its name (`Europe/Berlin`); UTC where it is blank. None where there is no such zone.
pub fn zone(name: &str) -> Option<TimeZone> {
    match name {
        "" => Some(TimeZone::UTC),
        name => TimeZone::get(name).ok(),
    }
}

/// The day of a moment in a zone.
pub fn day_in(zone: &TimeZone, at: Instant) -> Day {
    let stamp = Timestamp::from_millisecond(at.millis()).unwrap_or_default();
    let date = stamp.to_zoned_datetime(zone.clone()).date();
    Day::new(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs()).unwrap_or_default()
}

/// How far a zone is from UTC at the end of a day, as a cut-off names it: `+01:00`, `Z`.
pub(crate) fn offset_behind(zone: &TimeZone, day: Day) -> String {
    let end = day
        .to_string()
        .parse::<jiff::civil::Date>()
        .and_then(|day| day.tomorrow()?.to_zoned_datetime(zone.clone()));
    match end.map(|end| end.offset()) {
        Ok(offset) if offset.seconds() != 0 => {
            let minutes = offset.seconds() / 60;
            let sign = if minutes < 0 { '-' } else { '+' };
            format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
        }
        _ => "Z".to_owned(),
    }
}

impl Services {
    /// The company's time zone.
    pub(crate) async fn company_zone(&self) -> Result<TimeZone> {
        let name = self.store.company().await?.map_or(String::new(), |company| company.zone);
        Ok(zone(&name).unwrap_or(TimeZone::UTC))
    }

    /// Today, where the company is.
    pub async fn company_today(&self) -> Result<Day> {
        Ok(day_in(&self.company_zone().await?, self.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_where_the_company_is() {
        // 2026-05-03 16:30 UTC.
        let at = Instant::from_millis(1_777_825_800_000);
        let day = |name: &str| day_in(&zone(name).unwrap(), at).to_string();
        assert_eq!(
            (day(""), day("Asia/Tokyo"), day("America/New_York")),
            ("2026-05-03".to_owned(), "2026-05-04".to_owned(), "2026-05-03".to_owned())
        );
        let offset = |name: &str, day: &str| offset_behind(&zone(name).unwrap(), day.parse().unwrap());
        assert_eq!(offset("", "2026-01-31"), "Z");
        assert_eq!(offset("Europe/London", "2026-01-31"), "Z");
        assert_eq!(offset("Europe/London", "2026-07-31"), "+01:00");
        assert_eq!(offset("America/St_Johns", "2026-01-31"), "-03:30");
        assert!(zone("Atlantis/Poseidonis").is_none());
    }
}
