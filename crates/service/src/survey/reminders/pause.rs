//! Pausing the reminders of one request, and taking them up again: by the team with a reason, or by whoever got one.

use super::anew;
use crate::access::Manager;
use crate::records::{Day, Instant, LogDraft, Request, RequestCommit, RequestId};
use crate::survey::links::supplier_did;
use crate::{Result, ServiceError, Services, start_of};
use domain::answer;

/// Until when a request is left alone that is paused until somebody takes it up again: far behind every cut-off day.
pub const WITHOUT_END: Instant = Instant::from_millis(221_845_392_000_000);

/// The longest pause that ends by itself, in days.
const LONGEST: i64 = 366;

/// Whether reminders of a request are paused now.
pub fn is_paused(request: &Request, now: Instant) -> bool {
    request.state.waits_for_supplier() && request.snoozed_until.is_some_and(|until| until > now)
}

impl Services {
    /// Leaves a request alone until then.
    async fn pause(&self, request: Request, until: Instant, log: LogDraft) -> Result<()> {
        let (campaign, supplier) = self.parties(&request).await?;
        let now = self.now();
        let mut commit = RequestCommit::of(request);
        commit.quiet = true;
        commit.request.snoozed_until = Some(until);
        // A pause that ends before the cut-off day is followed by the next reminder.
        commit.request.next_reminder_at = anew(&commit.request, &campaign, &supplier.country, now);
        commit.log.push(log);
        self.store.commit(commit).await?;
        Ok(())
    }

    /// Reminds again as the campaign's plan has it, counted from now.
    async fn resume(&self, request: Request, log: LogDraft) -> Result<()> {
        let (campaign, supplier) = self.parties(&request).await?;
        let mut commit = RequestCommit::of(request);
        commit.quiet = true;
        commit.request.snoozed_until = None;
        commit.request.next_reminder_at = anew(&commit.request, &campaign, &supplier.country, self.now());
        commit.log.push(log);
        self.store.commit(commit).await?;
        Ok(())
    }

    /// "Unsubscribe" in a mail program: no more reminders of this request, until the team or the supplier takes them up
    /// again. Pressing twice is one act; what waits for no answer is left as it is.
    pub async fn unsubscribe(&self, token: &str) -> Result<()> {
        let request = self.by_token(token).await?.request;
        if !request.state.waits_for_supplier() || request.snoozed_until == Some(WITHOUT_END) {
            return Ok(());
        }
        let log = supplier_did(self, &request.id, "request.unsubscribed", "");
        self.pause(request, WITHOUT_END, log).await
    }

    /// The supplier wants reminders again.
    pub async fn remind_again(&self, token: &str) -> Result<()> {
        let request = self.by_token(token).await?.request;
        if !is_paused(&request, self.now()) {
            return Ok(());
        }
        let log = supplier_did(self, &request.id, "request.reminders_resumed", "");
        self.resume(request, log).await
    }
}

impl Manager {
    /// Sends no reminders of a request until a day, or until they are taken up again, for a reason.
    pub async fn pause_reminders(&self, id: &RequestId, until: Option<Day>, why: &str) -> Result<()> {
        let services = self.services();
        if answer::is_blank(why) {
            return Err(ServiceError::field("pause_why", "problem.required"));
        }
        let until = match until {
            None => WITHOUT_END,
            Some(day) if (1..=LONGEST).contains(&services.today().days_until(day)) => start_of(day),
            Some(_) => return Err(ServiceError::field("pause_until", "problem.pause_until")),
        };
        let request = self.waiting(id).await?;
        let why: String = answer::clean(why).chars().take(300).collect();
        let detail = if until == WITHOUT_END { why } else { format!("{} · {why}", crate::day_of(until)) };
        let log = self.did("request.reminders_paused", format!("request:{id}"), detail);
        services.pause(request, until, log).await
    }

    /// Takes them up again, whoever had paused them.
    pub async fn resume_reminders(&self, id: &RequestId) -> Result<()> {
        let request = self.waiting(id).await?;
        if !is_paused(&request, self.services().now()) {
            return Ok(());
        }
        let log = self.did("request.reminders_resumed", format!("request:{id}"), "");
        self.services().resume(request, log).await
    }

    async fn waiting(&self, id: &RequestId) -> Result<Request> {
        let found = self.services().store.request(self.scope(), id).await?.ok_or(ServiceError::NotFound)?;
        if !found.state.waits_for_supplier() {
            return Err(ServiceError::NotNow("reminders"));
        }
        Ok(found)
    }
}
