//! The clock and the randomness of the machine, as the use cases want them.

use service::ports::{Clock, Random};
use service::records::{Instant, Millis};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// How far the demonstration let time run ahead. Forgotten when the process ends.
static AHEAD: AtomicI64 = AtomicI64::new(0);

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = i64::try_from(since.as_millis()).unwrap_or(i64::MAX);
        Instant::from_millis(now) + AHEAD.load(Ordering::Relaxed)
    }
}

/// Lets time pass; for demonstrations only.
pub fn run_ahead(by: Millis) {
    AHEAD.fetch_add(by.max(0), Ordering::Relaxed);
}

/// The machine's random source.
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness nothing is safe; whoever asked fails, and the panic layer answers 500.
        getrandom::fill(bytes).expect("the system's random source");
    }
}
