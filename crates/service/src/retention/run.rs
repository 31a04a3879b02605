//! Runs of the rule: a job in pieces, each request in a transaction of its own, so that a process that is killed leaves none
//! half removed, and the next one goes on.

use crate::access::Administrator;
use crate::jobs::{Piece, Wanted};
use crate::records::{
    CampaignId, Instant, Job, JobKind, LogDraft, NewJob, Progress, RemovedCounts, RetentionDue, RetentionRun,
};
use crate::team::recover::Operator;
use crate::upkeep::UNNAMED;
use crate::{DAY, Result, ServiceError, Services};
use serde::{Deserialize, Serialize};

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

/// What somebody was shown before it is removed at once: the rule, and the campaigns of which something goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreed {
    pub months: u32,
    pub campaigns: Vec<CampaignId>,
}

/// What a job may remove: what was due when it was planned. Nothing where an older version planned it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Planned {
    months: u32,
    campaigns: Vec<CampaignId>,
    before: Instant,
}

impl Planned {
    fn of(job: &NewJob) -> Planned {
        serde_json::from_str(&job.argument).unwrap_or_default()
    }

    fn argument(&self) -> String {
        serde_json::json!(self).to_string()
    }

    /// What was planned and is due today too, and by which rule: the longer one, since it is due under both.
    fn still(mut self, months: u32, today: &RetentionDue) -> (u32, RetentionDue) {
        self.campaigns.retain(|campaign| today.campaigns.contains(campaign));
        let due = RetentionDue { campaigns: self.campaigns, before: self.before.min(today.before) };
        (self.months.max(months), due)
    }
}

impl Services {
    /// What is due now, as a job is told.
    async fn planned_now(&self) -> Result<Planned> {
        let (months, due) = self.retention_due().await?;
        Ok(Planned { months, campaigns: due.campaigns, before: due.before })
    }

    /// Plans a run for tomorrow where something is due: whoever changed the rule by mistake, or has to place a hold, has a day.
    /// Any number of instances may call this; one run is planned.
    pub async fn keep_retention(&self) -> Result<()> {
        let open = self.store.jobs(JobKind::Retention, 1).await?;
        if open.iter().any(|job| job.finished_at.is_none()) {
            return Ok(());
        }
        let planned = self.planned_now().await?;
        let due = RetentionDue { campaigns: planned.campaigns.clone(), before: planned.before };
        let forgotten = self.store.would_forget(due.before).await?;
        if forgotten == RemovedCounts::default() && self.store.requests_to_remove(&due, 1).await?.is_empty() {
            return Ok(());
        }
        let job = NewJob {
            id: self.new_id(),
            kind: JobKind::Retention,
            key: BY_ITSELF.to_owned(),
            argument: planned.argument(),
            total: self.retention_plan().await?.total().requests,
            // Nobody takes it before.
            created_at: self.now() + DAY,
            created_by: "system".to_owned(),
        };
        self.store.put_job(job, None).await?;
        Ok(())
    }

    async fn start_retention(&self, agreed: &Agreed, by: &str) -> Result<Job> {
        let plan = self.retention_plan().await?;
        if plan.agreed() != *agreed {
            return Err(ServiceError::Conflict);
        }
        let Planned { months, before, .. } = self.planned_now().await?;
        // What a hold kept that is lifted just now was not shown.
        let planned = Planned { months, campaigns: agreed.campaigns.clone(), before };
        let wanted = Wanted {
            kind: JobKind::Retention,
            key: AT_WISH.to_owned(),
            argument: planned.argument(),
            total: plan.total().requests,
            by: by.to_owned(),
        };
        let log = LogDraft { actor: by.to_owned(), ..self.system_did("retention.started", "company", "") };
        self.start_job(wanted, Some(log)).await
    }

    /// Removes the next few of what was planned. Whether it is due is asked anew for each piece: a hold or a longer rule stops a
    /// run under way. What became due since, as by a shorter rule, waits for the next job, and so has its day.
    pub(crate) async fn retention_piece(&self, job: &Job) -> Result<Piece> {
        let (months, today) = self.retention_due().await?;
        let (months, due) = Planned::of(&job.job).still(months, &today);
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
    /// Runs the rule at once; what takes longer goes on by itself. A conflict where what would go is not what was agreed to.
    pub async fn run_retention(&self, agreed: &Agreed) -> Result<Job> {
        let services = self.services();
        let by = self.did("", "", "").actor;
        let open = services.store.open_jobs(JobKind::Retention).await?;
        // Who presses twice gets the first one, of which a part may be done.
        let job = match open.into_iter().find(|job| job.job.key == AT_WISH) {
            Some(job) => job,
            None => services.start_retention(agreed, &by).await?,
        };
        services.do_job_now(&job.job.id, AT_ONCE).await?;
        Ok(services.store.job(&job.job.id).await?.unwrap_or(job))
    }
}

impl Operator {
    /// What a run would remove now.
    pub async fn retention_plan(&self) -> Result<super::RetentionPlan> {
        self.0.retention_plan().await
    }

    /// Runs the rule to its end; `told` hears how many requests are done. It stands among the jobs, so that the portal, or
    /// whoever runs this next, goes on with it where this process is killed. It needs no lease: whatever else removes
    /// meanwhile, each request is removed once.
    pub async fn run_retention(&self, told: impl Fn(u64)) -> Result<Option<RetentionRun>> {
        let services = &self.0;
        let open = services.store.open_jobs(JobKind::Retention).await?;
        let mut job = match open.into_iter().find(|job| job.job.key == AT_WISH) {
            Some(job) => job,
            None => services.start_retention(&services.retention_plan().await?.agreed(), "operator").await?,
        };
        while let Piece::Next(progress) = services.retention_piece(&job).await? {
            told(progress.done);
            job.progress = progress;
        }
        // Nothing is left, which ends the job too.
        services.do_job_now(&job.job.id, 1).await?;
        let runs = services.store.retention_runs(20).await?;
        Ok(runs.into_iter().find(|run| run.id == job.job.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_removes_what_was_planned_and_is_due_still() {
        let due = |campaigns: &[&str], before| RetentionDue {
            campaigns: campaigns.iter().map(|id| CampaignId::from(*id)).collect(),
            before: Instant::from_millis(before),
        };
        let RetentionDue { campaigns, before } = due(&["a", "b"], 10);
        let job = |argument| NewJob {
            id: "j".into(),
            kind: JobKind::Retention,
            key: String::new(),
            argument,
            total: 0,
            created_at: Instant::from_millis(0),
            created_by: String::new(),
        };
        let job = |argument| Planned::of(&job(argument));
        let planned = job(Planned { months: 60, campaigns, before }.argument());
        let still = |months, today: RetentionDue| planned.clone().still(months, &today);
        assert_eq!(still(48, due(&["a", "b", "c"], 20)), (60, due(&["a", "b"], 10)), "a shorter rule");
        assert_eq!(still(72, due(&["a"], 5)), (72, due(&["a"], 5)), "a longer rule");
        assert_eq!(job(String::new()).still(60, &due(&["a"], 5)).1, due(&[], 0), "of an older version");
    }
}
