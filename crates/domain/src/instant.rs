//! A moment in time.

use crate::Day;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// A span of time in milliseconds; before it where it is below nothing.
pub type Millis = i64;

pub const MINUTE: Millis = 60 * 1000;
pub const HOUR: Millis = 60 * MINUTE;
pub const DAY: Millis = 24 * HOUR;

/// A moment, to the millisecond, of no place. Outside it is the number of milliseconds since 1970 in UTC.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(Millis);

impl Instant {
    /// The moment from which others are counted.
    pub const EPOCH: Instant = Instant(0);
    /// Before and behind all that happens.
    pub const MIN: Instant = Instant(Millis::MIN);
    pub const MAX: Instant = Instant(Millis::MAX);

    pub const fn from_millis(since_1970: Millis) -> Instant {
        Instant(since_1970)
    }

    /// Since 1970.
    pub const fn millis(self) -> Millis {
        self.0
    }

    /// The first moment of a day in UTC.
    pub fn start_of(day: Day) -> Instant {
        Instant(Day::EPOCH.days_until(day) * DAY)
    }

    /// The day in UTC.
    pub fn day(self) -> Day {
        Day::EPOCH.plus(self.slot(DAY))
    }

    /// The number of the span into which it falls, where time since 1970 is cut into spans of this length.
    pub const fn slot(self, span: Millis) -> i64 {
        self.0.div_euclid(span)
    }

    /// How long ago the last multiple of a span was: of a [`DAY`], how long the day in UTC lasts already.
    pub const fn past(self, span: Millis) -> Millis {
        self.0.rem_euclid(span)
    }

    /// Hour, minute and second in UTC.
    fn clock(self) -> [Millis; 3] {
        let of_day = self.past(DAY);
        [of_day / HOUR, of_day % HOUR / MINUTE, of_day % MINUTE / 1000]
    }

    /// To the second, in UTC, as programmes read it: `2026-05-31T09:30:00Z`.
    pub fn rfc3339(self) -> String {
        let [hour, minute, second] = self.clock();
        format!("{}T{hour:02}:{minute:02}:{second:02}Z", self.day())
    }

    /// To the minute, in UTC, as people read it: `2026-05-31 09:30 UTC`.
    pub fn utc(self) -> String {
        let [hour, minute, _] = self.clock();
        format!("{} {hour:02}:{minute:02} UTC", self.day())
    }
}

/// Printed for whoever looks for a fault: `2026-05-31T09:30:00.000Z`.
impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [hour, minute, second] = self.clock();
        write!(f, "{}T{hour:02}:{minute:02}:{second:02}.{:03}Z", self.day(), self.past(1000))
    }
}

impl Add<Millis> for Instant {
    type Output = Instant;

    fn add(self, span: Millis) -> Instant {
        Instant(self.0.saturating_add(span))
    }
}

impl AddAssign<Millis> for Instant {
    fn add_assign(&mut self, span: Millis) {
        *self = *self + span;
    }
}

impl Sub<Millis> for Instant {
    type Output = Instant;

    fn sub(self, span: Millis) -> Instant {
        Instant(self.0.saturating_sub(span))
    }
}

/// How long after the other it is.
impl Sub for Instant {
    type Output = Millis;

    fn sub(self, other: Instant) -> Millis {
        self.0.saturating_sub(other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT: Instant = Instant::from_millis(1_709_209_530_007);

    #[test]
    fn moments_are_printed_by_the_calendar() {
        assert_eq!(AT.utc(), "2024-02-29 12:25 UTC");
        assert_eq!(AT.rfc3339(), "2024-02-29T12:25:30Z");
        assert_eq!(format!("{AT:?}"), "2024-02-29T12:25:30.007Z");
        assert_eq!(Instant::EPOCH.utc(), "1970-01-01 00:00 UTC");
        assert_eq!((Instant::EPOCH - MINUTE).utc(), "1969-12-31 23:59 UTC");
        assert_eq!(Instant::MAX.day(), Day::LAST);
        assert_eq!(Instant::MIN.day(), Day::FIRST);
    }

    #[test]
    fn a_day_begins_at_its_first_moment() {
        let day = AT.day();
        assert_eq!(Instant::start_of(day), AT - AT.past(DAY));
        assert_eq!(Instant::start_of(day).day(), day);
        assert_eq!((Instant::start_of(day) - 1).day(), day.plus(-1));
    }

    #[test]
    fn spans_lie_between_moments_and_stop_at_the_ends_of_time() {
        assert_eq!((AT + DAY) - AT, DAY);
        assert_eq!(AT - (AT + 5), -5);
        assert_eq!((Instant::MAX + 1, Instant::MIN - 1), (Instant::MAX, Instant::MIN));
        assert_eq!(Instant::MAX - Instant::MIN, Millis::MAX);
    }

    #[test]
    fn outside_it_is_the_number() {
        assert_eq!(serde_json::to_string(&AT).unwrap(), "1709209530007");
        assert_eq!(serde_json::from_str::<Instant>("1709209530007").unwrap(), AT);
    }
}
