//! Time in the demonstration: the seven weeks before it, and what is let pass afterwards, tick for tick as for a portal.

use crate::records::Millis;
use crate::survey::workdays::next_working_time;
use crate::{DAY, HOUR, Result, ServiceError, Services};

/// How often the demonstration does what a portal does by itself: everywhere in the world, working hours begin at a
/// multiple of it.
pub(super) const TICK: Millis = HOUR / 2;

/// Seven weeks ago, in the morning of a day from Monday to Wednesday: whoever is invited then has read it before the
/// week ends.
pub(super) fn beginning(now: Millis) -> Millis {
    let early = |at: &Millis| {
        let day = jiff::Timestamp::from_millisecond(*at).unwrap_or_default();
        let day = day.to_zoned(jiff::tz::TimeZone::UTC).weekday().to_monday_zero_offset();
        day < 3
    };
    let day = (46..).map(|days| now - days * DAY).find(early).unwrap_or(now);
    next_working_time("GB", day - day.rem_euclid(DAY))
}

/// What a portal does by itself.
pub(super) async fn tick(services: &Services) -> Result<()> {
    services.remind().await?;
    while services.deliver(500).await? > 0 {}
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
        let step = left.min(TICK - services.now().rem_euclid(TICK));
        forward(step);
        tick(services).await?;
        left -= step;
    }
    Ok(())
}
