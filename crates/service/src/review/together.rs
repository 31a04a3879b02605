//! One act on many requests, as a job: each is looked at anew when its turn comes, and what does not fit any more is left and
//! named. Whoever started it may leave; it goes on where a process dies, and what was done by it already is known by the log.

use crate::access::{Reviewer, Viewer};
use crate::jobs::{Piece, Wanted};
use crate::records::{Id, Job, JobKind, MemberId, Progress, RequestFilter, RequestId};
use crate::review::query_text::Question;
use crate::{Result, ServiceError, Services, secrets};
use domain::workflow::RequestState;
use serde::{Deserialize, Serialize};

/// How many are done in one piece.
const ROUND: usize = 20;
/// How many pieces are done before whoever pressed has an answer.
const AT_ONCE: usize = 4;
/// Most that are named of those that were left.
const NAMED: usize = 500;

/// The kinds of these jobs.
const KINDS: [JobKind; 3] = [JobKind::AcceptRequests, JobKind::UndoAcceptances, JobKind::AskRequests];

/// What a job is to do.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Task {
    /// The requests, with the version that was looked at.
    items: Vec<(RequestId, i64)>,
    /// The list that they were chosen from, as its address says.
    list: String,
    /// The job whose acts are taken back.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    of: Id,
    /// What is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    question: Option<Question>,
    /// The list of smelters about which is asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    about: Id,
}

/// Why one was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Left {
    /// It is not as it was looked at any more.
    Changed,
    /// It shows something above the bar, or was asked something.
    Above,
    /// Another member has to confirm.
    OwnFirst,
    /// It has questions to answer already.
    Owes,
    /// No declaration came in yet.
    Nothing,
    /// It was accepted.
    Accepted,
    /// It was rejected, taken back, or does not concern the supplier.
    Settled,
    /// Its supplier has no address.
    Unreachable,
    /// Its campaign has ended.
    Ended,
    /// Its last declaration does not name the smelter any more.
    NotNamed,
    /// It was asked about this list before.
    Asked,
    /// The portal could not do it; its log says why.
    Failed,
}

impl Left {
    /// The key used in texts.
    pub fn key(self) -> &'static str {
        match self {
            Left::Changed => "changed",
            Left::Above => "above",
            Left::OwnFirst => "own_first",
            Left::Owes => "owes",
            Left::Nothing => "nothing",
            Left::Accepted => "accepted",
            Left::Settled => "settled",
            Left::Unreachable => "unreachable",
            Left::Ended => "ended",
            Left::NotNamed => "not_named",
            Left::Asked => "asked",
            Left::Failed => "failed",
        }
    }
}

/// How far such a job is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    at: usize,
    /// To how many it was done.
    pub done: u64,
    /// Of how many another member has to confirm the acceptance.
    pub first: u64,
    /// Those that were left because they had changed, or wait for another: the first of them.
    pub named: Vec<(RequestId, Left)>,
    /// How many more there are.
    pub more: u64,
    /// How many show something above the bar.
    pub above: u64,
    /// Whether it ended since whoever started it may not do it any more.
    pub forbidden: bool,
}

/// A job of this kind.
#[derive(Clone, Debug)]
pub struct Together {
    pub job: Job,
    pub standing: Standing,
    /// The list that they were chosen from, as its address says.
    pub list: String,
    /// The job whose acts it takes back.
    pub of: Id,
    /// What is asked.
    pub question: Option<Question>,
    /// The list of smelters about which is asked; blank where it is about none.
    pub about: Id,
    /// How many are to be looked at.
    pub total: u64,
}

impl Together {
    fn of(job: Job) -> Option<Together> {
        KINDS.contains(&job.job.kind).then_some(())?;
        let task: Task = serde_json::from_str(&job.job.argument).ok()?;
        let standing = serde_json::from_str(&job.progress.position).unwrap_or_default();
        let total = task.items.len() as u64;
        let Task { list, of, question, about, .. } = task;
        Some(Together { standing, list, of, question, about, total, job })
    }

    pub fn is_open(&self) -> bool {
        self.job.finished_at.is_none()
    }

    /// Whether it ends behind what is under way.
    pub fn is_stopping(&self) -> bool {
        self.is_open() && self.job.stopping
    }

    /// How many acceptances of it can be taken back, where it is over.
    pub fn undoable(&self) -> Option<u64> {
        let count = self.standing.done + self.standing.first;
        (self.job.job.kind == JobKind::AcceptRequests && !self.is_open() && count > 0).then_some(count)
    }

    /// Whether it ended before all had their turn.
    pub fn was_stopped(&self) -> bool {
        !self.is_open() && (self.standing.at as u64) < self.total
    }
}

/// What came of one.
enum Outcome {
    Done,
    First,
    Left(Left),
    /// There was nothing to do.
    Nothing,
}

impl Viewer {
    /// A job that does something to many requests.
    pub async fn together(&self, id: &str) -> Result<Together> {
        let found = self.job(id).await?.and_then(Together::of).filter(|it| self.may_see(it));
        found.ok_or(ServiceError::NotFound)
    }

    /// Whoever works on a part of the survey sees the jobs that he started: others count what is outside of it.
    fn may_see(&self, it: &Together) -> bool {
        self.scope().is_everything() || it.job.job.created_by == self.member().id.as_str()
    }

    /// The last of them, the youngest first.
    pub async fn last_together(&self, limit: u32) -> Result<Vec<Together>> {
        let store = &self.services().store;
        let mut all = Vec::new();
        for kind in KINDS {
            all.extend(store.jobs(kind, limit).await?);
        }
        let mut last = self.seen(all);
        last.truncate(limit as usize);
        Ok(last)
    }

    /// Those that are not over, the youngest first. What is over may name thousands of requests, and is not read for it.
    pub async fn open_together(&self) -> Result<Vec<Together>> {
        let store = &self.services().store;
        let mut all = Vec::new();
        for kind in KINDS {
            all.extend(store.open_jobs(kind).await?);
        }
        Ok(self.seen(all))
    }

    fn seen(&self, mut jobs: Vec<Job>) -> Vec<Together> {
        jobs.sort_by_key(|job| std::cmp::Reverse(job.job.created_at));
        jobs.into_iter().filter_map(Together::of).filter(|it| self.may_see(it)).collect()
    }

    /// All requests that a list finds, with their versions.
    pub async fn request_versions(&self, filter: &RequestFilter) -> Result<Vec<(RequestId, i64)>> {
        let mut filter = RequestFilter { after: None, before: None, limit: 500, ..filter.clone() };
        let mut all = Vec::new();
        loop {
            let page = self.services().store.requests(self.scope(), &filter).await?;
            all.extend(page.rows.into_iter().map(|row| (row.request.id, row.request.version)));
            filter.after = page.next;
            if filter.after.is_none() {
                return Ok(all);
            }
        }
    }
}

impl Reviewer {
    /// Accepts those of these that are still as they were looked at and show nothing above the bar: by a job, of which a little
    /// is done on return.
    pub async fn accept_together(&self, items: Vec<(RequestId, i64)>, list: &str) -> Result<Together> {
        let task = Task { items, list: list.to_owned(), ..Task::default() };
        self.start_together(JobKind::AcceptRequests, task).await
    }

    /// Takes back what such a job accepted, where nothing was done about it since.
    pub async fn undo_together(&self, id: &str) -> Result<Together> {
        let job = self.together(id).await?.job;
        if job.job.kind != JobKind::AcceptRequests {
            return Err(ServiceError::NotFound);
        }
        if job.finished_at.is_none() {
            return Err(ServiceError::NotNow("job_open"));
        }
        let task = serde_json::from_str(&job.job.argument).map_err(|e| ServiceError::Internal(e.into()))?;
        self.start_together(JobKind::UndoAcceptances, Task { of: id.to_owned(), ..task }).await
    }

    pub(crate) async fn start_asking(
        &self,
        items: Vec<(RequestId, i64)>,
        question: Question,
        list: &str,
    ) -> Result<Together> {
        let task = Task { items, list: list.to_owned(), question: Some(question), ..Task::default() };
        self.start_together(JobKind::AskRequests, task).await
    }

    /// Asks the suppliers of these requests about what a list changed, row by row in their language, and sends their
    /// declarations back in one mail each: by a job, of which a little is done on return. An acceptance is taken back with it.
    pub async fn ask_about_list(&self, list: &str, ids: Vec<RequestId>) -> Result<Together> {
        self.everything()?;
        // Else some would not be asked.
        self.placed().await?;
        if self.told_by(list).await?.told.is_none() {
            return Err(ServiceError::NotFound);
        }
        // Whatever version they have: each is asked about its last declaration.
        let items = ids.into_iter().map(|id| (id, 0)).collect();
        let task = Task { items, about: list.to_owned(), ..Task::default() };
        self.start_together(JobKind::AskRequests, task).await
    }

    /// Ends such a job behind what is under way; what it did stays.
    pub async fn stop_together(&self, id: &str) -> Result<Option<Together>> {
        self.together(id).await?;
        let stopped = self.services().stop_job(id).await?;
        Ok(if stopped { Some(self.together(id).await?) } else { None })
    }

    async fn start_together(&self, kind: JobKind, task: Task) -> Result<Together> {
        let argument = serde_json::to_string(&task).map_err(|e| ServiceError::Internal(e.into()))?;
        let by = self.member().id.to_string();
        let services = self.services();
        let wanted = Wanted {
            kind,
            // Who presses twice gets the first one.
            key: format!("{}:{by}:{}", kind.key(), secrets::sha256_hex(argument.as_bytes())),
            argument,
            total: task.items.len() as u64,
            by,
        };
        let id = services.start_job(wanted, None).await?.job.id;
        services.do_job_now(&id, AT_ONCE).await?;
        self.together(&id).await
    }

    /// Accepts one, if it is as it was looked at.
    async fn accept_one_of(&self, (id, version): &(RequestId, i64), job: &str) -> Result<Outcome> {
        let detail = match self.request(id).await {
            Err(ServiceError::NotFound) => return Ok(Outcome::Left(Left::Changed)),
            other => other?,
        };
        if !detail.request.state.waits_for_review() || !detail.request.was_seen_at(*version) {
            return self.done_already(id, job).await;
        }
        if detail.below_bar()?.is_none() {
            return Ok(Outcome::Left(Left::Above));
        }
        match self.accept_noting(detail, &note(job)).await {
            Ok(request) if request.state == RequestState::Accepted => Ok(Outcome::Done),
            Ok(_) => Ok(Outcome::First),
            Err(ServiceError::NotNow("second_person")) => Ok(Outcome::Left(Left::OwnFirst)),
            Err(ServiceError::NotNow(_) | ServiceError::Conflict) => self.done_already(id, job).await,
            Err(error) => Err(error),
        }
    }

    /// Whether the job did it before its process died.
    async fn done_already(&self, id: &RequestId, job: &str) -> Result<Outcome> {
        Ok(match self.last_decision(id).await? {
            Some((action, detail)) if detail == note(job) => match action.as_str() {
                "request.accepted_first" => Outcome::First,
                _ => Outcome::Done,
            },
            _ => Outcome::Left(Left::Changed),
        })
    }

    /// The last act that decided about a request, with what the log notes of it.
    async fn last_decision(&self, id: &RequestId) -> Result<Option<(String, String)>> {
        const DECISIONS: [&str; 8] = [
            "request.accepted",
            "request.accepted_first",
            "request.accepted_first_undone",
            "request.rejected",
            "request.sent_back",
            "request.sent_back_undone",
            "request.decision_undone",
            "request.withdrawn",
        ];
        let acts = self.log_of(&format!("request:{id}"), 100).await?;
        let last = acts.into_iter().filter(|it| DECISIONS.contains(&it.entry.action.as_str()));
        Ok(last.max_by_key(|it| it.seq).map(|it| (it.entry.action, it.entry.detail)))
    }

    /// Takes one acceptance back, if it is that of the job.
    async fn undo_one_of(&self, id: &RequestId, of: &str, job: &str) -> Result<Outcome> {
        let detail = match self.request(id).await {
            Err(ServiceError::NotFound) => return Ok(Outcome::Left(Left::Changed)),
            other => other?,
        };
        let decided = self.last_decision(id).await?;
        let is = |action: &str, by: &str| decided == Some((action.to_owned(), note(by)));
        if is("request.decision_undone", job) || is("request.accepted_first_undone", job) {
            return Ok(Outcome::Done);
        }
        let stands = match detail.request.state {
            RequestState::Accepted => is("request.accepted", of),
            _ => is("request.accepted_first", of) && !detail.request.accepted_by.is_empty(),
        };
        if !stands {
            // What the job never accepted needs no word; what was decided since stays so.
            let store = &self.services().store;
            let acts = store.log_of(&format!("request:{id}"), 100).await?;
            let accepts = |action: &str| matches!(action, "request.accepted" | "request.accepted_first");
            let accepted = acts.iter().any(|it| accepts(&it.entry.action) && it.entry.detail == note(of));
            return Ok(if accepted { Outcome::Left(Left::Changed) } else { Outcome::Nothing });
        }
        match self.undo_noting(detail, &note(job)).await {
            Ok(_) => Ok(Outcome::Done),
            Err(ServiceError::NotNow(_) | ServiceError::Conflict) => Ok(Outcome::Left(Left::Changed)),
            Err(error) => Err(error),
        }
    }
}

/// What the log notes of an act that a job did.
fn note(job: &str) -> String {
    serde_json::json!({ "together": job }).to_string()
}

impl Services {
    /// The next piece of one act on many, with the rights that whoever started it has now.
    pub(crate) async fn together_piece(&self, job: &Job) -> Result<Piece> {
        let broken = |e: serde_json::Error| ServiceError::Internal(e.into());
        let task: Task = serde_json::from_str(&job.job.argument).map_err(broken)?;
        let mut at: Standing = serde_json::from_str(&job.progress.position).unwrap_or_default();
        let member = self.store.member(&MemberId::from(job.job.created_by.clone())).await?;
        let member = member.filter(|m| m.disabled_at.is_none());
        let reviewer = member.and_then(|member| self.actor_for(member).as_reviewer().ok());
        // Of a list the whole survey is asked.
        let reviewer = reviewer.filter(|r| task.about.is_empty() || r.everything().is_ok());
        at.forbidden = reviewer.is_none();
        if let Some(reviewer) = &reviewer {
            let touches = match task.about.as_str() {
                "" => None,
                list => Some(reviewer.told_by(list).await?),
            };
            for item in task.items.iter().skip(at.at).take(ROUND) {
                let asked = |left: Option<Left>| left.map_or(Outcome::Done, Outcome::Left);
                let outcome = match (job.job.kind, &task.question) {
                    (JobKind::AskRequests, None) => match &touches {
                        Some(touches) => reviewer.ask_of_list(touches, &item.0, &job.job.id).await.map(asked),
                        None => Ok(Outcome::Nothing),
                    },
                    (_, Some(question)) => {
                        let left = reviewer.ask_one_of(&item.0, question, &job.job.id).await;
                        left.map(asked)
                    }
                    (JobKind::UndoAcceptances, _) => {
                        reviewer.undo_one_of(&item.0, &task.of, &job.job.id).await
                    }
                    _ => reviewer.accept_one_of(item, &job.job.id).await,
                };
                // One that cannot be done does not stop the others.
                let outcome = outcome.or_else(|error| match error {
                    ServiceError::Internal(source) => {
                        tracing::error!(request = %item.0, ?source, "left out of a job");
                        Ok(Outcome::Left(Left::Failed))
                    }
                    other => Err(other),
                })?;
                at.count(&item.0, outcome);
            }
        }
        let over = at.forbidden || at.at >= task.items.len();
        let position = serde_json::to_string(&at).map_err(broken)?;
        let progress = Progress { position, done: at.at as u64, total: task.items.len() as u64 };
        Ok(if over { Piece::Last(progress) } else { Piece::Next(progress) })
    }
}

impl Standing {
    fn count(&mut self, id: &RequestId, outcome: Outcome) {
        self.at += 1;
        match outcome {
            Outcome::Done => self.done += 1,
            Outcome::First => self.first += 1,
            Outcome::Nothing => {}
            Outcome::Left(Left::Above) => self.above += 1,
            Outcome::Left(_) if self.named.len() == NAMED => self.more += 1,
            Outcome::Left(why) => self.named.push((id.clone(), why)),
        }
    }
}
