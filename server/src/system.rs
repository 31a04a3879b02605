//! The clock and the randomness of the machine, as the use cases want them.

use service::ports::{Clock, Random};
use service::records::Millis;
use std::time::{SystemTime, UNIX_EPOCH};

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Millis {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
    }
}

/// The machine's random source.
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness nothing is safe; whoever asked fails, and the panic layer answers 500.
        getrandom::fill(bytes).expect("the system's random source");
    }
}
