//! A supplier's address changes: whoever had the old one loses access, and whoever has the new one is invited.

use crate::access::{Manager, Viewer};
use crate::mail::messages::request_values;
use crate::mail::own_words::add_own_words;
use crate::records::{
    Campaign, CampaignId, CampaignState, Instant, MailKind, NewMail, Request, RequestCommit, RequestId,
    RequestRow, Supplier, SupplierId,
};
use crate::survey::reminders::{self, end_of};
use crate::survey::workdays::Delivery;
use crate::team::setup::normal_email;
use crate::{Result, ServiceError};
use domain::workflow::RequestState;
use std::collections::HashMap;

/// How often a change is built anew when a request moves on meanwhile.
pub(crate) const TRIES: u32 = 5;

/// What a changed address means to one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handover {
    /// The request, whose old links and sessions end.
    pub request: RequestId,
    /// The campaign's name.
    pub campaign: String,
    /// Where the request stands.
    pub state: RequestState,
    /// When the invitation to the new address goes out; unset where nobody is invited, because there is nothing to
    /// answer now or no address.
    pub invited_at: Option<Instant>,
}

/// Whether two addresses are one: letter case and space around them do not count.
pub fn same_address(a: &str, b: &str) -> bool {
    normal_email(a) == normal_email(b)
}

/// Whether anybody can have access to a request in this state.
fn has_access(state: RequestState) -> bool {
    !matches!(state, RequestState::Planned | RequestState::Withdrawn)
}

/// Whether there is something to answer and somebody to ask.
fn invites(request: &Request, campaign: &Campaign, supplier: &Supplier, now: Instant) -> bool {
    let open = campaign.state == CampaignState::Open && now < end_of(campaign);
    open && request.state.waits_for_supplier() && reminders::is_reachable(supplier)
}

impl Viewer {
    /// What it would mean to a supplier's requests if its address became that of `supplier`. Nothing is written.
    pub async fn handovers(&self, supplier: &Supplier, delivery: Delivery) -> Result<Vec<Handover>> {
        let mut campaigns = HashMap::new();
        let now = self.services().now();
        let mut out = Vec::new();
        for row in self.with_access(&supplier.id).await? {
            let campaign = self.campaign_once(&mut campaigns, &row.request.campaign).await?;
            let invited = invites(&row.request, campaign, supplier, now);
            out.push(Handover {
                request: row.request.id,
                campaign: row.campaign_name,
                state: row.request.state,
                invited_at: invited.then(|| delivery.moment(&supplier.country, campaign, now)),
            });
        }
        Ok(out)
    }

    async fn with_access(&self, supplier: &SupplierId) -> Result<Vec<RequestRow>> {
        let mut rows = self.requests_of(supplier).await?;
        rows.retain(|row| has_access(row.request.state));
        let mut left = Vec::with_capacity(rows.len());
        for row in rows {
            // Behind a tombstone there is no access any more.
            if self.removal(&row.request.id).await?.is_none() {
                left.push(row);
            }
        }
        Ok(left)
    }

    async fn campaign_once<'a>(
        &self,
        known: &'a mut HashMap<CampaignId, Campaign>,
        id: &CampaignId,
    ) -> Result<&'a Campaign> {
        if !known.contains_key(id) {
            known.insert(id.to_owned(), self.campaign(id).await?);
        }
        known.get(id).ok_or(ServiceError::NotFound)
    }
}

impl Manager {
    /// The units of work by which a supplier's requests go over to the address of `supplier`. Drafts stay.
    pub(crate) async fn hand_over(
        &self,
        supplier: &Supplier,
        old_email: &str,
        delivery: Delivery,
    ) -> Result<Vec<RequestCommit>> {
        let mut campaigns = HashMap::new();
        let mut commits = Vec::new();
        for row in self.with_access(&supplier.id).await? {
            let campaign = self.campaign_once(&mut campaigns, &row.request.campaign).await?;
            commits.push(self.hand_over_one(row.request, campaign, supplier, old_email, delivery).await?);
        }
        Ok(commits)
    }

    async fn hand_over_one(
        &self,
        request: Request,
        campaign: &Campaign,
        supplier: &Supplier,
        old_email: &str,
        delivery: Delivery,
    ) -> Result<RequestCommit> {
        let (services, now) = (self.services(), self.services().now());
        let invited = invites(&request, campaign, supplier, now);
        let mut commit = RequestCommit::of(request);
        commit.revoke_access = true;
        // Whom somebody proposed, and who is now the contact, waits for no decision.
        let proposed = crate::survey::links::OtherPerson::of(&commit.request);
        if proposed.is_some_and(|person| same_address(&person.email, &supplier.email)) {
            commit.request.proposed_contact.clear();
        }
        // Somebody new begins at the beginning: no reminder right behind the invitation.
        commit.request.snoozed_until = None;
        commit.request.next_reminder_at = None;
        if invited {
            let sent = delivery.moment(&supplier.country, campaign, now);
            commit.request.reminders = 0;
            commit.request.next_reminder_at =
                reminders::anew(&commit.request, campaign, &supplier.country, sent);
            let link = services.new_link(&commit.request.id, campaign);
            let mut values = request_values(&services.company().await?, campaign, supplier);
            add_own_words(&mut values, campaign, supplier.spoken());
            commit.mails.push(NewMail {
                id: services.new_id(),
                key: format!("invitation:{}:{}", commit.request.id, commit.request.version),
                kind: MailKind::Invitation,
                request: Some(commit.request.id.clone()),
                supplier: Some(supplier.id.clone()),
                link: Some(link.id.clone()),
                to: supplier.email.clone(),
                language: supplier.spoken().to_owned(),
                values,
                send_at: sent,
            });
            commit.links.push(link);
        }
        let object = format!("request:{}", commit.request.id);
        let detail = serde_json::json!({ "old": old_email, "new": supplier.email, "invited": invited });
        commit.log.push(self.did("request.handed_over", object, detail.to_string()));
        Ok(commit)
    }
}
