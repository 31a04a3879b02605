//! Long work, done in pieces: by whichever process holds the lease, from where the last piece ended, so that a process that is
//! killed loses no more than the piece it was at, and a page may be left and come back to.
//!
//! To give work to a job:
//!
//! 1. Add a [`JobKind`]. Say in its `argument` what is to be done (text of its own choosing, such as JSON: who wants it, which
//!    requests), and start it with `Services::start_job`, which also puts the act into the log. Of one `key` only one job is
//!    open: who presses twice gets the first one.
//! 2. Answer for it in `Services::piece`: do the next few things from `progress.position` on (blank at the beginning), each in
//!    its own transaction, and say how far it is. A piece takes a second or less. **It may be done twice**, where a process dies
//!    between the work and the note of it, or loses its lease: each thing must be one that is passed over when it is done already
//!    (as a decision is that meets a request in another state). What does not fit any more is passed over, not an error; counts
//!    of what was done and what was passed over belong into the position. An error means that the work could not be done: the
//!    piece is tried again later, and the page says why.
//! 3. Where a small amount is to be done before the answer, follow with `Services::do_job_now`.
//! 4. Show it: [`Viewer::job`], [`Viewer::last_job`].

use crate::access::Viewer;
use crate::records::{Job, JobKind, LogDraft, Millis, NewJob, Progress};
use crate::{MINUTE, Result, Services};
use std::time::Duration;

/// How long a piece may take before somebody else takes the job: many times as long as it does.
const LEASE: Millis = 20_000;
/// How long one job has its turn while others wait.
const TURN: Millis = 1_000;
/// How long whoever stops a job waits for the piece that is under way, looking at it this often.
const STOPPED: Duration = Duration::from_secs(3);
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// The longest pause behind pieces that failed.
const PAUSE: Millis = 10 * MINUTE;

/// What came of a piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// It goes on from there.
    Next(Progress),
    /// It was the last.
    Last(Progress),
}

/// What a job is to do, for [`Services::start_job`].
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub kind: JobKind,
    pub key: String,
    pub argument: String,
    pub total: u64,
    /// The member; blank where nobody asked.
    pub by: String,
}

impl Viewer {
    /// A job, by its identifier.
    pub async fn job(&self, id: &str) -> Result<Option<Job>> {
        Ok(self.services().store.job(id).await?)
    }

    /// The last job of a kind.
    pub async fn last_job(&self, kind: JobKind) -> Result<Option<Job>> {
        Ok(self.services().store.jobs(kind, 1).await?.pop())
    }
}

impl Services {
    /// Has a job done; where one with this key is open, that one.
    pub(crate) async fn start_job(&self, wanted: Wanted, act: Option<LogDraft>) -> Result<Job> {
        let job = NewJob {
            id: self.new_id(),
            kind: wanted.kind,
            key: wanted.key,
            argument: wanted.argument,
            total: wanted.total,
            created_at: self.now(),
            created_by: wanted.by,
        };
        Ok(self.store.put_job(job, act).await?)
    }

    /// Ends an open job behind the piece that is under way; says whether it was open. Waits for that a while: where the job is
    /// open on return, it ends soon.
    pub(crate) async fn stop_job(&self, id: &str) -> Result<bool> {
        if !self.store.stop_job(id, self.now()).await? {
            return Ok(false);
        }
        let begun = std::time::Instant::now();
        loop {
            // Where nobody is at it, it ends here.
            self.do_job_now(id, 1).await?;
            let over = self.store.job(id).await?.is_none_or(|job| job.finished_at.is_some());
            if over || begun.elapsed() > STOPPED {
                return Ok(true);
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Ends a job where it is, if that is wanted.
    async fn stopped(&self, job: &Job) -> Result<bool> {
        let stopping = self.store.job(&job.job.id).await?.is_some_and(|it| it.stopping);
        if stopping {
            self.store.job_is_over(&job.job.id, job.lease, job.progress.clone(), self.now()).await?;
        }
        Ok(stopping)
    }

    /// The next piece of a job.
    async fn piece(&self, job: &Job) -> Result<Piece> {
        match job.job.kind {
            JobKind::PlaceSmelters => self.placing_piece(&job.progress).await,
            JobKind::JudgeAnew => self.judging_piece(&job.progress).await,
            JobKind::AcceptRequests | JobKind::UndoAcceptances | JobKind::AskRequests => {
                self.together_piece(job).await
            }
            JobKind::Retention => self.retention_piece(job).await,
        }
    }

    /// Works at the job that waits longest, as long as its turn lasts; says whether there was one.
    pub async fn work_at_jobs(&self) -> Result<bool> {
        let now = self.now();
        let Some(job) = self.store.take_job(None, now, now + LEASE).await? else { return Ok(false) };
        self.work_at(job, |_, spent| spent < TURN).await?;
        Ok(true)
    }

    /// Does the next pieces of a job at once, at most so many. Does nothing where somebody else is at it.
    pub(crate) async fn do_job_now(&self, id: &str, pieces: usize) -> Result<()> {
        let now = self.now();
        let Some(job) = self.store.take_job(Some(id), now, now + LEASE).await? else { return Ok(()) };
        self.work_at(job, |done, _| done < pieces).await
    }

    /// Does pieces as long as `goes_on` says so of their number and the time; then gives the job back.
    async fn work_at(&self, mut job: Job, goes_on: impl Fn(usize, Millis) -> bool) -> Result<()> {
        let (id, began) = (job.job.id.clone(), self.now());
        let mut done = 0;
        loop {
            // A piece that failed, or at which somebody died, may be done by half: it is done before the job stops.
            let half_done = done == 0 && job.attempts > 1;
            if !half_done && self.stopped(&job).await? {
                return Ok(());
            }
            if !goes_on(done, self.now() - began) {
                break;
            }
            match self.piece(&job).await {
                Ok(Piece::Next(progress)) => {
                    let until = self.now() + LEASE;
                    if !self.store.job_went_on(&id, job.lease, progress.clone(), until).await? {
                        // Somebody else has it.
                        return Ok(());
                    }
                    (job.progress, job.attempts) = (progress, 1);
                }
                Ok(Piece::Last(progress)) => {
                    self.store.job_is_over(&id, job.lease, progress, self.now()).await?;
                    return Ok(());
                }
                Err(error) => {
                    if self.stopped(&job).await? {
                        return Err(error);
                    }
                    let again = self.now() + pause(job.attempts);
                    self.store.give_job_back(&id, job.lease, &error.to_string(), again).await?;
                    return Err(error);
                }
            }
            done += 1;
        }
        self.store.give_job_back(&id, job.lease, "", self.now()).await?;
        Ok(())
    }
}

/// How long to wait after so many tries.
fn pause(attempts: i64) -> Millis {
    let doubled = u32::try_from(attempts).unwrap_or_default().min(16);
    (1_000 << doubled).min(PAUSE)
}
