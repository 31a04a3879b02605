//! Work that takes long, done on threads that do nothing else and step back for everybody: a hash of a password takes
//! 19 MiB and a core for a while, a page with thousands of rows takes more. On the common pool two hundred of them would
//! take every core, and nobody's save would come through.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

type Work = Box<dyn FnOnce() + Send>;

/// Who goes first. Within a priority: first come, first served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priority {
    /// Whoever is known already.
    Known,
    /// Whoever is not, and has done nothing wrong.
    Fresh,
    /// Everybody else.
    Last,
}

#[derive(Default)]
struct Lines {
    by_priority: [VecDeque<Work>; 3],
    over: bool,
}

#[derive(Default)]
struct Shared {
    lines: Mutex<Lines>,
    came: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next piece of work; none when nobody is left who could ask for any.
    fn next(&self) -> Option<Work> {
        let mut lines = self.lock();
        loop {
            if let Some(work) = lines.by_priority.iter_mut().find_map(VecDeque::pop_front) {
                return Some(work);
            }
            if lines.over {
                return None;
            }
            lines = self.came.wait(lines).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Ends the threads with the last copy.
struct Owner(Arc<Shared>);

impl Drop for Owner {
    fn drop(&mut self) {
        self.0.lock().over = true;
        self.0.came.notify_all();
    }
}

/// Does work on few threads.
#[derive(Clone)]
pub struct WorkerPool(Arc<Owner>);

impl Default for WorkerPool {
    fn default() -> WorkerPool {
        WorkerPool::new()
    }
}

impl WorkerPool {
    /// As many threads as there are cores, but one, which is left to everybody else.
    pub fn new() -> WorkerPool {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let shared = Arc::new(Shared::default());
        for _ in 0..cores.saturating_sub(1).max(1) {
            let shared = shared.clone();
            std::thread::spawn(move || {
                step_back();
                while let Some(work) = shared.next() {
                    // A fault ends one piece of work, not the thread.
                    let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
                }
            });
        }
        WorkerPool(Arc::new(Owner(shared)))
    }

    /// Does this when its turn comes, unless whoever asked has gone by then. None if it failed.
    pub async fn run<T: Send + 'static>(
        &self,
        priority: Priority,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let (answer, answered) = oneshot::channel();
        let work = move || {
            if !answer.is_closed() {
                let _ = answer.send(work());
            }
        };
        let shared = &self.0.0;
        shared.lock().by_priority[priority as usize].push_back(Box::new(work));
        shared.came.notify_one();
        answered.await.ok()
    }
}

/// Lets every other thread go first: where there are more of them than cores, nobody's save waits for this. On Linux
/// it concerns the calling thread alone; elsewhere it would be the whole process, which gains nothing.
fn step_back() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(10) {
        tracing::debug!(%error, "long work runs at the common priority");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[tokio::test]
    async fn a21_a_few_run_at_once_and_whoever_has_gone_is_passed_over() {
        let pool = WorkerPool::new();
        let (running, most, done) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
        let counts = Arc::new((running, most, done));
        let one = |counts: Arc<(AtomicUsize, AtomicUsize, AtomicUsize)>| {
            pool.run(Priority::Fresh, move || {
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
        let pool = WorkerPool::new();
        for _ in 0..50 {
            assert_eq!(pool.run(Priority::Last, || -> u8 { panic!("on purpose") }).await, None);
        }
        assert_eq!(pool.run(Priority::Last, || 7).await, Some(7));
    }

    #[tokio::test]
    async fn f_d4_whoever_is_known_waits_for_no_stranger() {
        let pool = WorkerPool::new();
        let order = Arc::new(Mutex::new(Vec::new()));
        let slow = |priority: Priority| {
            let (pool, order) = (pool.clone(), order.clone());
            tokio::spawn(async move {
                let work = move || {
                    std::thread::sleep(Duration::from_millis(30));
                    order.lock().unwrap().push(priority);
                };
                pool.run(priority, work).await
            })
        };
        let strangers: Vec<_> = (0..40).map(|_| slow(Priority::Last)).collect();
        tokio::time::sleep(Duration::from_millis(10)).await;
        let (fresh, known) = (slow(Priority::Fresh), slow(Priority::Known));
        known.await.unwrap();
        fresh.await.unwrap();
        let before = order.lock().unwrap().clone();
        assert!(before.len() < 40, "{before:?}");
        drop(strangers);
    }
}
