//! Threads that hash passwords and do nothing else. A hash takes 19 MiB and a core for a while: on the common pool two
//! hundred sign-ins would take hundreds of megabytes, each thread keeping its own, and every core.

use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;

type Work = Box<dyn FnOnce() + Send>;

/// Does work on few threads, first come, first served. The threads end with the last copy.
#[derive(Clone)]
pub(crate) struct Hashing(Sender<Work>);

impl Hashing {
    /// As many threads as there are cores, but one, which is left to everybody else.
    pub(crate) fn new() -> Hashing {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let (sender, receiver) = channel::<Work>();
        let receiver = Arc::new(Mutex::new(receiver));
        for _ in 0..cores.saturating_sub(1).max(1) {
            let receiver = receiver.clone();
            std::thread::spawn(move || {
                step_back();
                loop {
                    let work = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(work) = work else { return };
                    // A fault ends one piece of work, not the thread.
                    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
                }
            });
        }
        Hashing(sender)
    }

    /// Does this when its turn comes, unless whoever asked has gone by then. None if it failed.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (answer, answered) = oneshot::channel();
        let work = move || {
            if !answer.is_closed() {
                let _ = answer.send(work());
            }
        };
        self.0.send(Box::new(work)).ok()?;
        answered.await.ok()
    }
}

/// Lets every other thread go first: where there are more of them than cores, nobody's save waits for a hash. On Linux
/// this concerns the calling thread alone; elsewhere it would be the whole process, which gains nothing.
fn step_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(10) {
        tracing::debug!(%error, "password hashing runs at the common priority");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[tokio::test]
    async fn a21_a_few_run_at_once_and_whoever_has_gone_is_passed_over() {
        let hashing = Hashing::new();
        let (running, most, done) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        let counts = Arc::new((running, most, done));
        let one = |counts: Arc<(AtomicUsize, AtomicUsize, AtomicUsize)>| {
            hashing.run(move || {
                let now = counts.0.fetch_add(1, Ordering::SeqCst) + 1;
                counts.1.fetch_max(now, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(20));
                counts.0.fetch_sub(1, Ordering::SeqCst);
                counts.2.fetch_add(1, Ordering::SeqCst);
            })
        };
        let cores = std::thread::available_parallelism().unwrap().get();
        let many = (0..10 * cores).map(|_| one(counts.clone()));
        let gone = tokio::time::timeout(Duration::from_millis(1), async {
            let waiting: Vec<_> = many.map(Box::pin).collect();
            for work in waiting {
                work.await;
            }
        });
        assert!(gone.await.is_err());
        assert_eq!(one(counts.clone()).await, Some(()));
        assert!(counts.1.load(Ordering::SeqCst) <= cores);
        assert!(counts.2.load(Ordering::SeqCst) <= cores + 1, "what nobody waited for was not done");
    }

    #[tokio::test]
    async fn work_that_fails_ends_alone() {
        let hashing = Hashing::new();
        for _ in 0..50 {
            assert_eq!(hashing.run(|| -> u8 { panic!("on purpose") }).await, None);
        }
        assert_eq!(hashing.run(|| 7).await, Some(7));
    }
}
