//! Time in the demonstration: the seven weeks before it, and what is let pass afterwards, tick for tick as for a portal.

use crate::ports::Clock;
use crate::records::{Instant, Millis, Scope};
use crate::survey::workdays::next_working_time;
use crate::{DAY, HOUR, Result, ServiceError, Services};
use std::sync::atomic::{AtomicI64, Ordering};

/// How often the demonstration does what a portal does by itself: everywhere in the world, working hours begin at a
/// multiple of it.
pub(super) const TICK: Millis = HOUR / 2;

/// A clock that stands where it was put.
pub(super) struct SetClock(AtomicI64);

impl SetClock {
    pub(super) fn new(at: Instant) -> SetClock {
        SetClock(AtomicI64::new(at.millis()))
    }

    pub(super) fn at(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::Relaxed))
    }

    pub(super) fn set(&self, at: Instant) {
        self.0.store(at.millis(), Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Instant {
        self.at()
    }
}

/// Seven weeks ago, in the morning of a day from Monday to Wednesday: whoever is invited then has read it before the
/// week ends.
pub(super) fn beginning(now: Instant) -> Instant {
    let early = |at: &Instant| {
        let day = jiff::Timestamp::from_millisecond(at.millis()).unwrap_or_default();
        let day = day.to_zoned_datetime(jiff::tz::TimeZone::UTC).weekday().to_monday_zero_offset();
        day < 3
    };
    let day = (46..).map(|days| now - days * DAY).find(early).unwrap_or(now);
    next_working_time("GB", day - day.past(DAY))
}

/// What a portal does by itself.
pub(super) async fn tick(services: &Services) -> Result<()> {
    services.remind().await?;
    while services.deliver(500).await? > 0 {}
    Ok(())
}

/// Lets a portal of the past do what it does by itself until then: each reminder goes out when it is due.
pub(super) async fn pass_until(services: &Services, clock: &SetClock, then: Instant) -> Result<()> {
    let mut last = None;
    loop {
        let next = services.store.reminders_ahead(&Scope::Everything, None, 1).await?;
        let next = next.into_iter().next().map(|row| row.request);
        let due = next.filter(|r| r.next_reminder_at.is_some_and(|at| at < then));
        // What stands there again cannot be sent: whoever waits for it waits for good.
        if due.is_none() || due == last {
            break;
        }
        let at = due.as_ref().and_then(|r| r.next_reminder_at).unwrap_or(then);
        clock.set(at.max(clock.at()));
        tick(services).await?;
        last = due;
    }
    clock.set(then);
    Ok(())
}

/// How far the clock was put forward; nothing where the portal is no demonstration.
pub async fn ahead(services: &Services) -> Result<Option<Millis>> {
    Ok(services.store.demo().await?)
}

/// Lets time pass as it passes for a portal: tick for tick, so that each reminder goes out in its own hour. `forward`
/// puts the clock forward; whoever is signed in stays so.
pub async fn let_pass(services: &Services, by: Millis, forward: impl Fn(Millis)) -> Result<()> {
    let before = ahead(services).await?.ok_or(ServiceError::NotFound)?;
    services.store.put_demo(before + by).await?;
    services.store.shift_sessions(by).await?;
    let mut left = by;
    while left > 0 {
        // To the next multiple, so that no hour is missed.
        let step = left.min(TICK - services.now().past(TICK));
        forward(step);
        tick(services).await?;
        left -= step;
    }
    Ok(())
}
