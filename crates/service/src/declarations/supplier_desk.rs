//! What whoever opened a supplier's link can do: with one request, and with nothing else.

use super::entered::{Entered, Writer};
use crate::records::{
    Campaign, Company, KeptFile, LogDraft, Query, QueryState, Refused, Request, RequestCommit, RequestId,
    SaveDraft, Saved, Scope, StoredDraft, Submission, Supplier, TeamEntry,
};
use crate::survey::links::supplier_did;
use crate::survey::reminders;
use crate::worker_pool::Priority;
use crate::{DAY, Result, ServiceError, Services};
use domain::draft::{Change, MAX_ROWS};
use domain::rules::Profile;
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
    pub(super) services: Services,
    pub(super) request: Request,
    pub(super) campaign: Campaign,
    pub(super) supplier: Supplier,
    /// The member who fills it in for the supplier; none where the supplier does.
    writer: Option<Writer>,
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
        Ok(SupplierDesk { services: services.clone(), request, campaign, supplier, writer: None })
    }

    /// The same, where a member fills in what the supplier told.
    pub(super) fn written_by(self, writer: Writer) -> SupplierDesk {
        SupplierDesk { writer: Some(writer), ..self }
    }

    /// The same as it stands now.
    pub(super) async fn again(&self) -> Result<SupplierDesk> {
        let now = SupplierDesk::open(&self.services, &self.request.id).await?;
        Ok(SupplierDesk { writer: self.writer.clone(), ..now })
    }

    pub(crate) fn writer(&self) -> Option<&Writer> {
        self.writer.as_ref()
    }

    /// What a member fills in here for the supplier; none where the supplier does.
    pub fn entry(&self) -> Option<&TeamEntry> {
        self.writer.as_ref().map(|writer| &writer.entry)
    }

    /// An entry for the log, in the name of whoever fills it in.
    pub(crate) fn did(&self, action: &str, detail: &str) -> LogDraft {
        let did = supplier_did(&self.services, &self.request.id, action, detail);
        match &self.writer {
            Some(writer) => LogDraft { actor: writer.actor.clone(), ..did },
            None => did,
        }
    }

    /// How a submission came, where the supplier did not enter it itself.
    pub async fn entered(&self, number: i64) -> Result<Option<Entered>> {
        let all = self.services.entered(&self.request.id).await?;
        Ok(all.into_iter().find(|(n, _)| *n == number).map(|(_, entered)| entered))
    }

    /// What the team has filled in since the last submission, or is filling in.
    pub async fn told_since(&self) -> Result<Vec<TeamEntry>> {
        let since = self.request.submitted_at;
        let all = self.services.store.team_entries(&self.request.id).await?;
        let counts = |e: &TeamEntry| e.submission == 0 && e.saved_at.is_some_and(|at| Some(at) > since);
        Ok(all.into_iter().filter(counts).collect())
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
            writer: self.writer.as_ref().map(Writer::mark),
            now: self.services.now(),
        };
        let mut saved = self.services.store.save_draft(save).await?;
        saved.refused.extend(refused);
        Ok(saved)
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
        // A member chooses for its own eyes; the supplier's language is the supplier's.
        if self.writer.is_some() {
            return Ok(());
        }
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
        // Only the supplier can say so.
        if self.writer.is_some() {
            return Err(ServiceError::NotNow("take_back"));
        }
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

    pub(super) async fn check_by(
        &self,
        draft: &Draft,
        template: &'static Template,
        profile: Profile,
    ) -> Result<Report> {
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
