//! What runs by itself: mail delivery, reminders, housekeeping. All state is in the database, so that any number of
//! instances may run them.

use crate::portal::Portal;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Starts the jobs; they end when told.
pub fn start(_portal: &Portal, _stopped: watch::Receiver<bool>) -> Vec<JoinHandle<()>> {
    Vec::new()
}
