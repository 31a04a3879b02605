//! What a member fills in for a supplier that told it: on the supplier's own form, by its rules, and in the member's name.

use super::entered::{Entered, Writer};
use super::supplier_desk::SupplierDesk;
use crate::access::{MEMBER_SESSION, Reviewer, Viewer};
use crate::files::Received;
use crate::records::{LogDraft, RequestId, TeamEntry};
use crate::{Result, ServiceError};
use domain::workflow::RequestState;

impl Viewer {
    /// By number, the submissions of a request that the team entered.
    pub async fn entered(&self, request: &RequestId) -> Result<Vec<(i64, Entered)>> {
        self.in_scope(request).await?;
        self.services().entered(request).await
    }
}

impl crate::Services {
    pub(crate) async fn entered(&self, request: &RequestId) -> Result<Vec<(i64, Entered)>> {
        let files = self.store.files(request).await?;
        let told = self.store.team_entries(request).await?;
        let files = files.iter().filter_map(|file| Some((file.submission, Entered::from_file(file)?)));
        let told = told.iter().map(|entry| (entry.submission, Entered::told(entry)));
        Ok(files.chain(told).filter(|(number, _)| *number > 0).collect())
    }
}

impl Reviewer {
    /// Whether what a supplier told can be filled in now.
    pub async fn takes_entry(&self, request: &RequestId) -> Result<bool> {
        let found = self.in_scope(request).await?;
        if matches!(found.state, RequestState::Planned | RequestState::Withdrawn) {
            return Ok(false);
        }
        Ok(SupplierDesk::open(self.services(), request).await?.is_writable())
    }

    /// Begins to fill in what a supplier told.
    pub async fn begin_entry(&self, request: &RequestId, told: Received) -> Result<()> {
        if !self.takes_entry(request).await? {
            return Err(ServiceError::NotNow("not_writable"));
        }
        let services = self.services();
        let received_on = told.checked(services.company_today().await?, ["told_sender", "told_on"])?;
        let detail = serde_json::json!({
            "channel": told.channel.key(), "sender": told.sender, "received_on": received_on,
        });
        let entry = TeamEntry {
            id: services.new_id(),
            request: request.clone(),
            member: self.member().id.clone(),
            channel: told.channel,
            sender: told.sender,
            received_on,
            begun_at: services.now(),
            saved_at: None,
            ended_at: None,
            submission: 0,
        };
        services
            .store
            .begin_entry(entry, self.entry_log("request.entry_begun", request, &detail.to_string()))
            .await?;
        Ok(())
    }

    /// What this member is filling in for a request. It is for one day's work, as a session is.
    pub async fn entry(&self, request: &RequestId) -> Result<Option<TeamEntry>> {
        self.in_scope(request).await?;
        let since = self.services().now() - MEMBER_SESSION;
        Ok(self.services().store.open_entry(request, &self.member().id, since).await?)
    }

    /// The supplier's desk on which this member fills in what it was told.
    pub async fn entering(&self, request: &RequestId) -> Result<SupplierDesk> {
        let entry = self.entry(request).await?.ok_or(ServiceError::Unauthenticated)?;
        let desk = SupplierDesk::open(self.services(), request).await?;
        let actor = self.did("", "", "").actor;
        Ok(desk.written_by(Writer { entry, actor }))
    }

    /// Stops filling in. What was saved stays in the draft.
    pub async fn leave_entry(&self, request: &RequestId) -> Result<()> {
        if let Some(entry) = self.entry(request).await? {
            let log = self.entry_log("request.entry_ended", request, "");
            self.services().store.end_entry(&entry.id, log).await?;
        }
        Ok(())
    }

    fn entry_log(&self, action: &str, request: &RequestId, detail: &str) -> LogDraft {
        self.did(action, format!("request:{request}"), detail)
    }
}
