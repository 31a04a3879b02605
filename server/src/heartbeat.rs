//! What was last seen of the portal's parts.

use service::MINUTE;
use service::records::{Instant, Millis};
use std::sync::atomic::{AtomicI64, Ordering};

/// How long a round of mails may take, however slow the mail server is.
const MAIL: Millis = 15 * MINUTE;
/// How long a round of reminders may take, and the pause after it.
const REMINDERS: Millis = 5 * MINUTE;

/// When the jobs last finished a round, and what the disk was last seen to do.
#[derive(Debug)]
pub struct JobHeartbeat {
    /// Mail delivery.
    pub mail: AtomicI64,
    pub reminders: AtomicI64,
    /// Whether the data folder took a file, and when that was tried.
    pub disk: tokio::sync::Mutex<Option<(Instant, bool)>>,
    /// Whether the database answered, and when it was asked.
    pub database: tokio::sync::Mutex<Option<(std::time::Instant, bool)>>,
    /// Whether the database still belonged to our secret, and when that was looked at.
    pub secret: tokio::sync::Mutex<Option<(std::time::Instant, bool)>>,
}

impl JobHeartbeat {
    /// Jobs that are about to start.
    pub fn new(now: Instant) -> JobHeartbeat {
        JobHeartbeat {
            mail: AtomicI64::new(now.millis()),
            reminders: AtomicI64::new(now.millis()),
            disk: Default::default(),
            database: Default::default(),
            secret: Default::default(),
        }
    }

    /// Whether the jobs come round.
    pub fn steady(&self, now: Instant) -> bool {
        let within =
            |last: &AtomicI64, most| now - Instant::from_millis(last.load(Ordering::Relaxed)) <= most;
        within(&self.mail, MAIL) && within(&self.reminders, REMINDERS)
    }
}
