//! What whoever opened a supplier's link can do: with one request, and with nothing else.

use crate::declarations::submission::{Document, RULES_VERSION, value_at};
use crate::mail::letter::day_in_words;
use crate::mail::messages::request_values;
use crate::records::{
    Campaign, Company, Declared, KeptFile, MailKind, NewMail, Query, QueryState, Refused, Request,
    RequestCommit, RequestId, SaveDraft, Saved, Scope, StoredDraft, Submission, Supplier,
};
use crate::review::profiles::review_result;
use crate::survey::links::supplier_did;
use crate::survey::reminders;
use crate::worker_pool::Priority;
use crate::{DAY, Result, ServiceError, Services};
use domain::draft::{Change, MAX_ROWS};
use domain::rules::{Profile, check_for_review};
use domain::workflow::{RequestState, Transition};
use domain::{Draft, References, Report, Template};
use std::sync::Arc;

/// Most changes that one save may carry: a workbook of the largest size, read in one go.
const MAX_CHANGES: usize = 2 * MAX_ROWS + 500;

/// From so many rows on, a check takes long enough to be done aside.
const MANY_ROWS: usize = 200;

/// A declaration that the team enters for the supplier.
pub(crate) struct Entry {
    /// The file from which it was read.
    pub file: KeptFile,
    /// The draft that it becomes, whole.
    pub draft: Draft,
    /// As the log calls whoever enters it.
    pub actor: String,
}

/// A capability for one request.
#[derive(Clone)]
pub struct SupplierDesk {
    services: Services,
    request: Request,
    campaign: Campaign,
    supplier: Supplier,
}

impl SupplierDesk {
    pub(crate) async fn open(services: &Services, request: &RequestId) -> Result<SupplierDesk> {
        let request = services
            .store
            .request(&Scope::Everything, request)
            .await?
            .ok_or(ServiceError::Unauthenticated)?;
        if request.state == RequestState::Withdrawn {
            return Err(ServiceError::Unauthenticated);
        }
        let (campaign, supplier) = services.parties(&request).await?;
        Ok(SupplierDesk { services: services.clone(), request, campaign, supplier })
    }

    pub(crate) fn services(&self) -> &Services {
        &self.services
    }

    pub fn request(&self) -> &Request {
        &self.request
    }

    /// The campaign that asks.
    pub fn campaign(&self) -> &Campaign {
        &self.campaign
    }

    /// The supplier that is asked.
    pub fn supplier(&self) -> &Supplier {
        &self.supplier
    }

    /// The company that asks.
    pub async fn company(&self) -> Result<Company> {
        self.services.company().await
    }

    /// The template that is answered.
    pub fn template(&self) -> Result<&'static Template> {
        domain::template::named(&self.campaign.template_version)
            .ok_or_else(|| ServiceError::Internal("the campaign's template version is unknown".into()))
    }

    /// Whether answers are taken now: the request waits for the supplier and the campaign has not ended.
    pub fn is_writable(&self) -> bool {
        self.request.state.is_writable() && self.is_open()
    }

    /// Whether the campaign has not ended.
    pub fn is_open(&self) -> bool {
        self.services.takes_answers(&self.campaign)
    }

    /// The draft as stored.
    pub async fn draft(&self) -> Result<StoredDraft> {
        Ok(self.services.store.draft(&self.request.id).await?)
    }

    /// The draft as it is checked, shown and sent: with what its smelters' numbers say about them.
    pub async fn read(&self, stored: &StoredDraft) -> Result<Draft> {
        let mut draft = Draft::from_entries(stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        let references = self.references().await?;
        domain::complete(&mut draft.declaration, self.template()?, &references);
        Ok(draft)
    }

    /// The queries that the supplier may see: sent ones.
    pub async fn queries(&self) -> Result<Vec<Query>> {
        let all = self.services.store.queries(&self.request.id).await?;
        let sent = |q: &Query| q.state != QueryState::Draft && q.was != Some(QueryState::Draft);
        Ok(all.into_iter().filter(sent).collect())
    }

    /// The reference list against which names and CIDs are checked.
    pub async fn references(&self) -> Result<Arc<References>> {
        self.services.references().await
    }

    /// The smelters in force as a table for suggestions; empty bytes where there is no list.
    pub async fn suggestions(&self) -> Result<Vec<u8>> {
        Ok(self.services.smelters_in_force().await?.table().to_vec())
    }

    /// The rule profile that holds in the campaign, with its version.
    pub async fn profile(&self) -> Result<(i64, Profile)> {
        self.services.profile_of(&self.campaign.id).await
    }

    /// What the rules say about a draft now.
    pub async fn check(&self, draft: &Draft) -> Result<Report> {
        let (_, profile) = self.profile().await?;
        self.services.check_by(draft, self.template()?, profile).await
    }

    /// Answers as a workbook: the official template filled, where the company uploaded it.
    pub async fn workbook(
        &self,
        document: crate::declarations::submission::Document,
        language: &str,
    ) -> Result<Vec<u8>> {
        let template = document.definition()?.name();
        self.services.workbook(document.declaration, &template, language).await
    }

    /// Saves entries. What does not fit the template is refused, path by path; what others changed meanwhile comes
    /// back.
    pub async fn save(
        &self,
        base_revision: i64,
        origin: &str,
        changes: Vec<Change>,
        section: &str,
    ) -> Result<Saved> {
        if !self.is_writable() {
            return Err(ServiceError::NotNow("not_writable"));
        }
        let template = self.template()?;
        if changes.len() > MAX_CHANGES || origin.len() > 64 || section.len() > 64 {
            return Err(ServiceError::field("changes", "problem.too_many_changes"));
        }
        // One bad path does not keep the others from being saved.
        let mut refused = Vec::new();
        let mut good = Vec::with_capacity(changes.len());
        for change in changes {
            match change.validate(template) {
                Ok(()) => good.push(change),
                Err(why) => refused.push(Refused { path: change.path.chars().take(200).collect(), why }),
            }
        }
        let save = SaveDraft {
            request: self.request.id.clone(),
            base_revision,
            origin: origin.to_owned(),
            changes: good,
            section: section.to_owned(),
            now: self.services.now(),
        };
        let mut saved = self.services.store.save_draft(save).await?;
        saved.refused.extend(refused);
        Ok(saved)
    }

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
        SupplierDesk::open(&self.services, &self.request.id).await?.submit_now(revision).await
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
        let document = Document::of(&draft, template, &state, &report);
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
        let received = entry.as_ref().map(|(entry, _)| &entry.file);
        commit.mails.push(self.receipt_mail(&submission, &link.id, received).await?);
        if fresh {
            commit.links.push(link);
        }
        let detail = format!("{{\"number\":{},\"hash\":\"{hash}\"}}", submission.number);
        let mut log = supplier_did(services, &self.request.id, "request.submitted", &detail);
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
        entered: Option<&KeptFile>,
    ) -> Result<NewMail> {
        let company = self.company().await?;
        let mut values = request_values(&company, &self.campaign, &self.supplier);
        if let Some(file) = entered {
            let words = domain::text::embedded::texts(self.supplier.spoken());
            let channel = file.channel.map(|it| words.get(&format!("channel.{}", it.key())).to_owned());
            values.insert("channel".into(), channel.unwrap_or_default());
            values.insert("sender".into(), file.sender.clone());
            let on = file.received_on.map_or_else(String::new, String::from);
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

    /// All submissions, oldest first: the supplier may always look up what it said.
    pub async fn submissions(&self) -> Result<Vec<Submission>> {
        Ok(self.services.store.submissions(&self.request.id).await?)
    }

    pub async fn submission(&self, number: i64) -> Result<Submission> {
        self.services.store.submission(&self.request.id, number).await?.ok_or(ServiceError::NotFound)
    }

    /// "Remind me later": no reminder for so many days, 1 to 14.
    pub async fn snooze(&self, days: i64) -> Result<()> {
        if !(1..=14).contains(&days) {
            return Err(ServiceError::field("days", "problem.snooze"));
        }
        if !self.is_writable() {
            return Err(ServiceError::NotNow("not_writable"));
        }
        let now = self.services.now();
        let request = self
            .services
            .store
            .request(&Scope::Everything, &self.request.id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        let mut commit = RequestCommit::of(request);
        commit.request.snoozed_until = Some(now + days * DAY);
        commit.request.next_reminder_at =
            reminders::next(&commit.request, &self.campaign, &self.supplier.country, now);
        let detail = days.to_string();
        commit.log.push(supplier_did(&self.services, &self.request.id, "request.snoozed", &detail));
        self.services.store.commit(commit).await?;
        Ok(())
    }

    /// Remembers the language for pages and mails.
    pub async fn set_language(&self, language: &str) -> Result<()> {
        let language = domain::text::pick_language(language).to_owned();
        // Whoever wished for one that the portal does not speak yet reads what it is shown in; the wish stays.
        if language == self.supplier.spoken() {
            return Ok(());
        }
        let supplier = Supplier { language, ..self.supplier.clone() };
        let log =
            supplier_did(&self.services, &self.request.id, "request.language_changed", supplier.spoken());
        self.services.store.save_supplier(supplier, log).await?;
        Ok(())
    }

    /// Takes a decline back: the request is where it was before, and is reminded of again.
    pub async fn take_back(&self) -> Result<()> {
        let (services, now) = (&self.services, self.services.now());
        let request = services
            .store
            .request(&Scope::Everything, &self.request.id)
            .await?
            .ok_or(ServiceError::NotFound)?;
        if request.state.is_writable() {
            return Ok(());
        }
        if request.state != RequestState::Declined || !self.is_open() {
            return Err(ServiceError::NotNow("take_back"));
        }
        let saved = self.draft().await?.revision > 0;
        let happened = [
            (true, Transition::Undo),
            (request.opened_at.is_some(), Transition::Open),
            (saved, Transition::Save),
        ];
        let acts = happened.into_iter().filter(|(did, _)| *did);
        let state = acts.fold(request.state, |state, (_, act)| state.after(act).unwrap_or(state));
        let mut commit = RequestCommit::of(request);
        commit.request.state = state;
        commit.request.state_at = now;
        commit.request.reason = String::new();
        commit.request.next_reminder_at =
            reminders::anew(&commit.request, &self.campaign, &self.supplier.country, now);
        // Where that leads hangs on more than the log tells, so that the entry says it.
        commit.log.push(supplier_did(services, &self.request.id, "request.decline_taken_back", state.key()));
        services.store.commit(commit).await?;
        Ok(())
    }
}

impl Services {
    /// Runs the rules as the server does, by the built-in profile: with today's date and the latest reference list.
    pub async fn check(&self, draft: &Draft, template: &'static Template) -> Result<Report> {
        self.check_by(draft, template, Profile::default()).await
    }

    async fn check_by(&self, draft: &Draft, template: &'static Template, profile: Profile) -> Result<Report> {
        let references = self.references().await?;
        let (mut d, services) = (draft.declaration.clone(), self.clone());
        let many = d.smelters.len() + d.products.len() >= MANY_ROWS;
        let mut check = move || {
            domain::complete(&mut d, template, &references);
            domain::check_draft(&d, template, &references, services.settings(&profile))
        };
        if !many {
            return Ok(check());
        }
        let checked = self.workers.run(Priority::Last, check).await;
        checked.ok_or_else(|| ServiceError::Internal("checking the answers failed".into()))
    }
}
