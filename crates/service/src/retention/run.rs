//! Runs of the rule: a job in pieces, each request in a transaction of its own, so that a process that is killed leaves none
//! half removed, and the next one goes on.

use crate::access::Administrator;
use crate::jobs::{Piece, Wanted};
use crate::records::{Job, JobKind, LogDraft, NewJob, Progress, RemovedCounts, RetentionRun};
use crate::team::recover::Operator;
use crate::upkeep::UNNAMED;
use crate::{DAY, Result, Services};

/// How many requests one piece removes.
const REQUESTS: u32 = 10;
/// How many suppliers, and entries of the log.
const SUPPLIERS: u32 = 50;
const ENTRIES: u32 = 400;
/// How many pieces are done before whoever pressed has an answer.
const AT_ONCE: usize = 3;
/// The job that runs by itself, and the one that somebody wants at once.
const BY_ITSELF: &str = "retention";
const AT_WISH: &str = "retention:now";

impl Services {
    /// Plans a run for tomorrow where something is due: whoever changed the rule by mistake, or has to place a hold, has a day.
    /// Any number of instances may call this; one run is planned.
    pub async fn keep_retention(&self) -> Result<()> {
        let open = self.store.jobs(JobKind::Retention, 1).await?;
        if open.iter().any(|job| job.finished_at.is_none()) {
            return Ok(());
        }
        let (_, due) = self.retention_due().await?;
        let forgotten = self.store.would_forget(due.before).await?;
        if forgotten == RemovedCounts::default()
            && self.store.requests_to_remove(&due, 1).await?.is_empty()
        {
            return Ok(());
        }
        let job = NewJob {
            id: self.new_id(),
            kind: JobKind::Retention,
            key: BY_ITSELF.to_owned(),
            argument: String::new(),
            total: self.retention_plan().await?.total().requests,
            // Nobody takes it before.
            created_at: self.now() + DAY,
            created_by: "system".to_owned(),
        };
        self.store.put_job(job, None).await?;
        Ok(())
    }

    async fn start_retention(&self, by: &str) -> Result<Job> {
        let wanted = Wanted {
            kind: JobKind::Retention,
            key: AT_WISH.to_owned(),
            argument: String::new(),
            total: self.retention_plan().await?.total().requests,
            by: by.to_owned(),
        };
        let log = LogDraft { actor: by.to_owned(), ..self.system_did("retention.started", "company", "") };
        self.start_job(wanted, Some(log)).await
    }

    /// Removes the next few. What is due is asked anew for each piece: a hold or a longer rule stops a run under way.
    pub(crate) async fn retention_piece(&self, job: &Job) -> Result<Piece> {
        let (months, due) = self.retention_due().await?;
        let run = RetentionRun {
            id: job.job.id.clone(),
            months: months.into(),
            started_at: self.now(),
            started_by: job.job.created_by.clone(),
            counts: Default::default(),
            finished_at: None,
        };
        let did = |action: &str, object: String| LogDraft {
            actor: run.started_by.clone(),
            ..self.system_did(action, object, "")
        };
        let requests = self.store.requests_to_remove(&due, REQUESTS).await?;
        if !requests.is_empty() {
            self.store.begin_run(run.clone()).await?;
            let mut progress = job.progress.clone();
            for request in requests {
                let act = did("request.removed", format!("request:{request}"));
                let removed = self.store.remove_request(&request, &run, act).await?;
                progress.done += u64::from(removed.is_some());
            }
            progress.total = progress.total.max(progress.done);
            return Ok(Piece::Next(progress));
        }
        let forgotten = self.store.would_forget(due.before).await?;
        if forgotten.contacts + forgotten.notes > 0 {
            self.store.begin_run(run.clone()).await?;
            let act = did("supplier.contact_removed", String::new());
            self.store.forget_contacts(due.before, &run, act, SUPPLIERS).await?;
            return Ok(Piece::Next(job.progress.clone()));
        }
        if forgotten.log_entries > 0 {
            self.store.begin_run(run.clone()).await?;
            self.store.clear_log(due.before, &run, ENTRIES).await?;
            return Ok(Piece::Next(job.progress.clone()));
        }
        // Bytes that no file names any more; what was put within the hour goes with the housekeeping.
        self.store.drop_unnamed(UNNAMED).await?;
        self.store.end_run(&run.id, did("retention.run", "company".to_owned())).await?;
        let progress = Progress { total: job.progress.done, ..job.progress.clone() };
        Ok(Piece::Last(progress))
    }
}

impl Administrator {
    /// Runs the rule at once; what takes longer goes on by itself.
    pub async fn run_retention(&self) -> Result<Job> {
        let services = self.services();
        let by = self.did("", "", "").actor;
        let job = services.start_retention(&by).await?;
        services.do_job_now(&job.job.id, AT_ONCE).await?;
        Ok(services.store.job(&job.job.id).await?.unwrap_or(job))
    }
}

impl Operator {
    /// What a run would remove now.
    pub async fn retention_plan(&self) -> Result<super::RetentionPlan> {
        self.0.retention_plan().await
    }

    /// Runs the rule to its end; `told` hears how many requests are done. Needs no lease: whatever else removes meanwhile, each
    /// request is removed once.
    pub async fn run_retention(&self, told: impl Fn(u64)) -> Result<Option<RetentionRun>> {
        let services = &self.0;
        let by = "operator".to_owned();
        let log = LogDraft { actor: by.clone(), ..services.system_did("retention.started", "company", "") };
        services.store.log(log).await?;
        let mut job = Job {
            job: NewJob {
                id: services.new_id(),
                kind: JobKind::Retention,
                key: String::new(),
                argument: String::new(),
                total: 0,
                created_at: services.now(),
                created_by: by,
            },
            progress: Progress::default(),
            lease: 0,
            attempts: 0,
            error: String::new(),
            finished_at: None,
        };
        while let Piece::Next(progress) = services.retention_piece(&job).await? {
            told(progress.done);
            job.progress = progress;
        }
        let runs = services.store.retention_runs(20).await?;
        Ok(runs.into_iter().find(|run| run.id == job.job.id))
    }
}
