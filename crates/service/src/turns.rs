//! Turns: so many at once for each key, the others in the order in which they came. Whoever asks for much waits for
//! himself and for nobody else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

type Lines = Mutex<HashMap<String, Arc<Semaphore>>>;

/// Hands out turns.
#[derive(Clone)]
pub struct Turns {
    at_once: usize,
    lines: Arc<Lines>,
}

/// A turn; it ends when this is dropped.
pub struct Turn {
    // In this order: the turn is over before it is looked whether anybody is left in the line.
    permit: Option<OwnedSemaphorePermit>,
    line: Option<Arc<Semaphore>>,
    lines: Arc<Lines>,
    key: String,
}

fn lock(lines: &Lines) -> MutexGuard<'_, HashMap<String, Arc<Semaphore>>> {
    lines.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Turns {
    /// So many at once for each key.
    pub fn new(at_once: usize) -> Turns {
        Turns { at_once, lines: Arc::default() }
    }

    /// Waits for a turn.
    pub async fn take(&self, key: &str) -> Turn {
        let line = {
            let mut lines = lock(&self.lines);
            let line = lines.entry(key.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(self.at_once)));
            line.clone()
        };
        // Made before the wait, so that whoever gives up waiting leaves nothing behind.
        let lines = self.lines.clone();
        let mut turn = Turn { permit: None, line: Some(line.clone()), lines, key: key.to_owned() };
        turn.permit = line.acquire_owned().await.ok();
        turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        drop(self.permit.take());
        let mut lines = lock(&self.lines);
        drop(self.line.take());
        if lines.get(&self.key).is_some_and(|line| Arc::strong_count(line) == 1) {
            lines.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn each_key_has_a_line_of_its_own_and_leaves_nothing_behind() {
        let turns = Turns::new(1);
        let first = turns.take("a").await;
        let soon = Duration::from_millis(20);
        assert!(tokio::time::timeout(soon, turns.take("a")).await.is_err(), "one at a time");
        drop(tokio::time::timeout(soon, turns.take("b")).await.expect("another key"));
        let waiting = tokio::spawn({
            let turns = turns.clone();
            async move { drop(turns.take("a").await) }
        });
        tokio::task::yield_now().await;
        drop(first);
        waiting.await.unwrap();
        assert!(lock(&turns.lines).is_empty());
    }
}
