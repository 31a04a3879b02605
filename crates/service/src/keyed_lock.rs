//! Locks by key: one at a time for each, the others in the order in which they came. Whoever asks for much waits for himself
//! and for nobody else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::OwnedMutexGuard;

type Lock = Arc<tokio::sync::Mutex<()>>;
type Locks = Mutex<HashMap<String, Lock>>;

/// A lock for each key that somebody holds or waits for.
#[derive(Clone, Default)]
pub struct KeyedLock {
    locks: Arc<Locks>,
}

/// Holds the lock of a key until it is dropped.
pub struct KeyedGuard {
    // In this order: the lock is free before it is looked whether anybody waits for it.
    guard: Option<OwnedMutexGuard<()>>,
    lock: Option<Lock>,
    locks: Arc<Locks>,
    key: String,
}

fn all(locks: &Locks) -> MutexGuard<'_, HashMap<String, Lock>> {
    locks.lock().unwrap_or_else(PoisonError::into_inner)
}

impl KeyedLock {
    /// Waits until nobody who came before holds the lock of this key.
    pub async fn lock(&self, key: &str) -> KeyedGuard {
        let lock = all(&self.locks).entry(key.to_owned()).or_default().clone();
        // Made before the wait, so that whoever gives up waiting leaves nothing behind.
        let locks = self.locks.clone();
        let mut guard = KeyedGuard { guard: None, lock: Some(lock.clone()), locks, key: key.to_owned() };
        guard.guard = Some(lock.lock_owned().await);
        guard
    }
}

impl Drop for KeyedGuard {
    fn drop(&mut self) {
        drop(self.guard.take());
        let mut locks = all(&self.locks);
        drop(self.lock.take());
        if locks.get(&self.key).is_some_and(|lock| Arc::strong_count(lock) == 1) {
            locks.remove(&self.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn each_key_has_a_lock_of_its_own_and_leaves_nothing_behind() {
        let locks = KeyedLock::default();
        let first = locks.lock("a").await;
        let soon = Duration::from_millis(20);
        assert!(tokio::time::timeout(soon, locks.lock("a")).await.is_err(), "one at a time");
        drop(tokio::time::timeout(soon, locks.lock("b")).await.expect("another key"));
        let waiting = tokio::spawn({
            let locks = locks.clone();
            async move { drop(locks.lock("a").await) }
        });
        tokio::task::yield_now().await;
        drop(first);
        waiting.await.unwrap();
        assert!(all(&locks.locks).is_empty());
    }
}
