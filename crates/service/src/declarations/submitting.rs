//! Submitting a draft: what must hold, what it becomes, and the receipt.

use super::entered::Entered;
use super::supplier_desk::{Entry, SupplierDesk};
use crate::declarations::submission::{Document, RULES_VERSION, value_at};
use crate::mail::letter::day_in_words;
use crate::mail::messages::request_values;
use crate::records::{
    Declared, MailKind, NewMail, Query, QueryState, RequestCommit, SaveDraft, Scope, StoredDraft, Submission,
};
use crate::review::profiles::review_result;
use crate::{Result, ServiceError};
use domain::rules::check_for_review;
use domain::workflow::Transition;
use domain::{Draft, Report};

impl SupplierDesk {
    /// Submits the draft as stored. The rules decide: what blocks must be fixed, what warns must be explained;
    /// and nothing that was asked may be passed over ([`ServiceError::Unanswered`]).
    /// Submitting once more what was just submitted gives the same receipt.
    pub async fn submit(&self) -> Result<Submission> {
        self.submit_seen(None).await
    }

    /// Submits what was shown: [`ServiceError::Conflict`] when the draft has moved on from the revision that the
    /// person had before the eyes, so that nobody signs a colleague's answers unseen.
    pub async fn submit_seen(&self, revision: Option<i64>) -> Result<Submission> {
        // Saving moves the request on, so what this desk read when it was opened may be old.
        self.again().await?.submit_now(revision).await
    }

    async fn submit_now(&self, seen: Option<i64>) -> Result<Submission> {
        let stored = self.draft().await?;
        self.submit_stored(stored, seen, None).await
    }

    /// Submits what the team enters for the supplier, upon the draft's revision that it saw: by the same rules, and its
    /// draft is stored with it.
    pub(crate) async fn submit_entry(&self, entry: Entry, seen: i64) -> Result<Submission> {
        let (before, template) = (self.draft().await?, self.template()?);
        if before.revision != seen {
            return Err(ServiceError::Conflict);
        }
        let old = Draft::from_entries(before.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        let changes = old.changes_to(&entry.draft);
        if changes.iter().any(|change| change.validate(template).is_err()) {
            return Err(ServiceError::field("file", "problem.bad_change"));
        }
        let save = SaveDraft {
            request: self.request.id.clone(),
            base_revision: seen,
            origin: self.services.new_id(),
            changes,
            section: String::new(),
            writer: None,
            now: self.services.now(),
        };
        let stored = StoredDraft { entries: entry.draft.entries(), ..before };
        self.submit_stored(stored, Some(seen), Some((entry, save))).await
    }

    async fn submit_stored(
        &self,
        stored: StoredDraft,
        seen: Option<i64>,
        entry: Option<(Entry, SaveDraft)>,
    ) -> Result<Submission> {
        let services = &self.services;
        let template = self.template()?;
        let draft = self.read(&stored).await?;
        let (version, profile) = self.profile().await?;
        let report = services.check_by(&draft, template, profile.clone()).await?;
        let state = domain::evaluate(template, &draft.declaration);
        let received = entry.as_ref().and_then(|(entry, _)| Entered::from_file(&entry.file));
        let entered = received.or(self.entry().map(Entered::told));
        let document = Document { entered, ..Document::of(&draft, template, &state, &report) };
        let (json, hash) = document.seal();
        if let Some(same) = self.already_submitted(&hash).await? {
            return Ok(same);
        }
        if !self.is_writable() {
            return Err(ServiceError::NotNow("not_writable"));
        }
        if seen.is_some_and(|seen| seen < stored.revision) {
            return Err(ServiceError::Conflict);
        }
        let explained = |f: &domain::Finding| f.explanation(|key| draft.explanations.get(key)).is_some();
        if !report.is_clean() || report.warnings().any(|f| !explained(f)) {
            return Err(ServiceError::Rejected(Box::new(report)));
        }
        let queries = self.answered_queries(&document, &report).await?;
        let d = &document.declaration;
        let beside = services.review_context(&self.campaign, &self.supplier, &self.request.id, d).await?;
        let references = self.references().await?;
        let review = check_for_review(d, template, &references, services.settings(&profile), &beside);
        let next = self.request.state.after(Transition::Submit).ok_or(ServiceError::NotNow("submit"))?;
        let now = services.now();
        let submission = Submission {
            request: self.request.id.clone(),
            number: self.request.submissions + 1,
            document: json,
            hash: hash.clone(),
            report,
            rules_version: RULES_VERSION.to_owned(),
            review: review_result(version, review, d),
            submitted_at: now,
        };
        let mut commit = RequestCommit::of(self.request.clone());
        commit.basis = services.basis_of(version).await?;
        commit.request.state = next;
        commit.request.state_at = now;
        commit.request.submitted_at = Some(now);
        commit.request.submissions = submission.number;
        commit.request.errors = 0;
        commit.request.warnings = submission.report.warnings().count() as i64;
        commit.request.next_reminder_at = None;
        commit.request.snoozed_until = None;
        commit.request.reminders = 0;
        commit.draft_revision = Some(stored.revision);
        commit.queries = queries;
        let (link, fresh) = services.usable_link(&self.request, &self.campaign).await?;
        commit.mails.push(self.receipt_mail(&submission, &link.id, document.entered.as_ref()).await?);
        if fresh {
            commit.links.push(link);
        }
        let mut detail = serde_json::json!({ "number": submission.number, "hash": hash });
        if let Some(entered) = &document.entered {
            detail["channel"] = entered.channel.key().into();
        }
        let mut log = self.did("request.submitted", &detail.to_string());
        commit.entry = self.entry().map(|entry| entry.id.clone());
        if let Some((entry, save)) = entry {
            log.actor = entry.actor;
            commit.file = Some(entry.file.id);
            commit.draft = Some(save);
        }
        commit.log.push(log);
        commit.declared = Some(Declared::of(&submission.request, submission.number, &document));
        commit.submission = Some(submission.clone());
        match services.store.commit(commit).await {
            Ok(_) => {
                // Names that nobody wrote before. The submission stands whatever becomes of that: it is tried again.
                if let Err(error) = services.place_new_smelters().await {
                    tracing::warn!(%error, "reported smelters were not placed");
                }
                Ok(submission)
            }
            // A second press at the same moment: the first one's receipt is ours.
            Err(crate::ports::StoreError::Conflict) => {
                self.already_submitted(&hash).await?.ok_or(ServiceError::Conflict)
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn already_submitted(&self, hash: &str) -> Result<Option<Submission>> {
        let Some(request) = self.services.store.request(&Scope::Everything, &self.request.id).await? else {
            return Ok(None);
        };
        if request.state.is_writable() || request.submissions == 0 {
            return Ok(None);
        }
        let last = self.services.store.submission(&request.id, request.submissions).await?;
        Ok(last.filter(|s| s.hash == hash))
    }

    /// The open queries as this submission leaves them: answered where the answer changed or there is a reply, closed
    /// where what they were about is gone too. One that was passed over would only come back again.
    async fn answered_queries(&self, document: &Document, report: &Report) -> Result<Vec<Query>> {
        let (mut out, mut open) = (Vec::new(), 0);
        for query in self.services.store.queries(&self.request.id).await? {
            if query.state != QueryState::Open {
                continue;
            }
            let reply =
                document.explanations.get(&format!("query:{}", query.id)).cloned().unwrap_or_default();
            let replied = !domain::answer::is_blank(&reply);
            let changed = value_at(&document.declaration, &query.location) != query.old_value;
            let gone = report.lacks(&query.finding);
            let state = match (gone, changed || replied) {
                (true, true) => QueryState::Closed,
                (true, false) | (false, true) => QueryState::Answered,
                (false, false) => {
                    open += 1;
                    continue;
                }
            };
            out.push(Query { state, reply, ..query });
        }
        if open > 0 { Err(ServiceError::Unanswered(open)) } else { Ok(out) }
    }

    /// The receipt. Where the company entered what it got otherwise, it says so first: the supplier did not press the button.
    async fn receipt_mail(
        &self,
        submission: &Submission,
        link: &str,
        entered: Option<&Entered>,
    ) -> Result<NewMail> {
        let company = self.company().await?;
        let mut values = request_values(&company, &self.campaign, &self.supplier);
        if let Some(entered) = entered {
            let words = domain::text::embedded::texts(self.supplier.spoken());
            let channel = words.get(&format!("channel.{}", entered.channel.key())).to_owned();
            values.insert("channel".into(), channel);
            values.insert("sender".into(), entered.sender.clone());
            let on = entered.on.map_or_else(String::new, String::from);
            values.insert("day".into(), day_in_words(&on, words.language()));
            let body = ["mail.receipt.entered", "mail.receipt.body"].map(|key| words.get(key));
            values.insert("own_body".into(), body.join("\n\n"));
        }
        values.insert("number".into(), submission.number.to_string());
        values.insert("hash".into(), submission.hash.clone());
        values.insert("time".into(), submission.submitted_at.utc());
        Ok(NewMail {
            id: self.services.new_id(),
            key: format!("receipt:{}:{}", submission.request, submission.number),
            kind: MailKind::Receipt,
            request: Some(self.request.id.clone()),
            supplier: Some(self.supplier.id.clone()),
            link: Some(link.to_owned()),
            to: self.supplier.email.clone(),
            language: self.supplier.spoken().to_owned(),
            values,
            send_at: self.services.now(),
        })
    }
}
