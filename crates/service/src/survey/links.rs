//! A supplier's link: what opening it shows, and what its buttons do. Opening changes nothing.

use crate::access::{RequestKey, SUPPLIER_SESSION};
use crate::mail::messages::request_values;
use crate::records::{
    Campaign, CampaignState, Company, Instant, Link, LogDraft, MailKind, Millis, NewMail, Query, Request,
    RequestCommit, RequestId, Scope, SessionOwner, Supplier,
};
use crate::survey::reminders::{self, end_of};
use crate::team::setup::normal_email;
use crate::{DAY, HOUR, Result, ServiceError, Services, SupplierDesk, secrets, start_of};
use domain::answer;
use domain::workflow::{RequestState, Transition};

/// How long a link outlives the campaign's cut-off day, so that a supplier can look up what it said.
const GRACE: Millis = 30 * DAY;

/// Whether the token that is mailed for this link is the one that opens it: not where it was made with another secret.
pub(crate) fn fits(services: &Services, link: &Link) -> bool {
    link.hash == secrets::hash_secret(&services.link_token(&link.id))
}

/// What the page behind a link shows.
#[derive(Clone, Debug)]
pub struct Landing {
    /// Who asks.
    pub company: Company,
    /// The survey.
    pub campaign: Campaign,
    /// Who is asked.
    pub supplier: Supplier,
    /// Where it stands.
    pub request: Request,
    pub queries: Vec<Query>,
}

impl Landing {
    /// Whether the campaign still takes answers.
    pub fn is_open(&self, services: &Services) -> bool {
        services.takes_answers(&self.campaign)
    }
}

impl Services {
    /// Whether a campaign takes answers: it is open, and its last day is not over.
    pub(crate) fn takes_answers(&self, campaign: &Campaign) -> bool {
        let over = self.now() >= end_of(campaign);
        campaign.state == CampaignState::Open && !over
    }

    /// When a campaign's links stop working.
    pub(crate) fn link_end(&self, campaign: &Campaign) -> Instant {
        start_of(campaign.cutoff).max(self.now()) + DAY + GRACE
    }

    /// A new link to a request, with its token.
    pub(crate) fn new_link(&self, request: &RequestId, campaign: &Campaign) -> Link {
        let id = self.new_id();
        Link {
            hash: secrets::hash_secret(&self.link_token(&id)),
            id,
            request: request.to_owned(),
            created_at: self.now(),
            expires_at: self.link_end(campaign),
            revoked_at: None,
        }
    }

    /// The request's newest link that works, or a new one (`true`: it has to be stored).
    pub(crate) async fn usable_link(&self, request: &Request, campaign: &Campaign) -> Result<(Link, bool)> {
        let now = self.now();
        let links = self.store.links(&request.id).await?;
        let usable = |l: &Link| l.revoked_at.is_none() && l.expires_at > now + DAY && fits(self, l);
        match links.into_iter().find(usable) {
            Some(link) => Ok((link, false)),
            None => Ok((self.new_link(&request.id, campaign), true)),
        }
    }

    /// The campaign and the supplier of a request, whoever asks: for what the portal does by itself, and for the supplier.
    pub(crate) async fn parties(&self, request: &Request) -> Result<(Campaign, Supplier)> {
        let campaign = self
            .store
            .campaign(&Scope::Everything, &request.campaign)
            .await?
            .ok_or(ServiceError::NotFound)?;
        let supplier = self
            .store
            .supplier(&Scope::Everything, &request.supplier)
            .await?
            .ok_or(ServiceError::NotFound)?;
        Ok((campaign, supplier))
    }

    pub(crate) async fn by_token(&self, token: &str) -> Result<Landing> {
        // Unknown, expired, revoked and withdrawn look alike.
        let link = self.store.link_by_hash(&secrets::hash_secret(token)).await?;
        let link = link.filter(|l| l.revoked_at.is_none() && l.expires_at > self.now());
        let link = link.ok_or(ServiceError::NotFound)?;
        let request =
            self.store.request(&Scope::Everything, &link.request).await?.ok_or(ServiceError::NotFound)?;
        if matches!(request.state, RequestState::Withdrawn | RequestState::Planned) {
            return Err(ServiceError::NotFound);
        }
        let (campaign, supplier) = self.parties(&request).await?;
        let queries = self.store.queries(&request.id).await?;
        Ok(Landing { company: self.company().await?, campaign, supplier, request, queries })
    }

    /// What the link's page shows. `client` identifies where from, for throttling; nothing else is written.
    pub async fn landing(&self, token: &str, client: &str) -> Result<Landing> {
        let found = self.by_token(token).await;
        if matches!(found, Err(ServiceError::NotFound)) {
            let key = format!("link:miss:{client}");
            if !self.store.throttle(&key, 60, HOUR, self.now()).await? {
                return Err(ServiceError::Throttled);
            }
        }
        found
    }

    /// Start: begins a session for this request alone; the answer is its key.
    pub async fn start(&self, token: &str) -> Result<RequestKey> {
        let landing = self.by_token(token).await?;
        let request = landing.request;
        let id = request.id.clone();
        if let Some(next) = request.state.after(Transition::Open).filter(|next| *next != request.state) {
            let mut commit = RequestCommit::of(request);
            commit.request.state = next;
            commit.request.state_at = self.now();
            commit.request.opened_at = Some(self.now());
            commit.request.next_reminder_at =
                reminders::next(&commit.request, &landing.campaign, &landing.supplier.country, self.now());
            commit.log.push(supplier_did(self, &id, "request.opened", ""));
            match self.store.commit(commit).await {
                // Two tabs at once: the other one moved it on.
                Ok(_) | Err(crate::ports::StoreError::Conflict) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let secret = self.begin_session(SessionOwner::Request(id.clone()), SUPPLIER_SESSION).await?;
        Ok(RequestKey { request: id, secret })
    }

    /// "Not the right person": names another; the team decides.
    pub async fn name_other_person(&self, token: &str, name: &str, email: &str, note: &str) -> Result<()> {
        let landing = self.by_token(token).await?;
        if !answer::is_email(email) {
            return Err(ServiceError::field("email", "problem.email"));
        }
        let cut = |text: &str| answer::clean(text).chars().take(300).collect::<String>();
        let proposal = OtherPerson { name: cut(name), email: normal_email(email), note: cut(note) };
        let mut commit = RequestCommit::of(landing.request);
        commit.request.proposed_contact = serde_json::to_string(&proposal).unwrap_or_default();
        commit.log.push(supplier_did(self, &commit.request.id, "request.other_person_named", ""));
        self.store.commit(commit).await?;
        Ok(())
    }

    /// "This does not concern us", with a reason.
    pub async fn decline(&self, token: &str, reason: &str) -> Result<()> {
        let landing = self.by_token(token).await?;
        if answer::is_blank(reason) {
            return Err(ServiceError::field("reason", "problem.required"));
        }
        let next = landing.request.state.after(Transition::Decline);
        if matches!(landing.request.state, RequestState::Declined | RequestState::OutOfScope) {
            return Ok(());
        }
        let mut commit = RequestCommit::of(landing.request);
        commit.request.state = next.ok_or(ServiceError::NotNow("decline"))?;
        commit.request.state_at = self.now();
        commit.request.reason = answer::clean(reason).chars().take(2_000).collect();
        commit.request.next_reminder_at = None;
        commit.log.push(supplier_did(self, &commit.request.id, "request.declined", ""));
        self.store.commit(commit).await?;
        Ok(())
    }

    /// "Remind me later": no reminder for so many days, 1 to 14.
    pub async fn snooze(&self, token: &str, days: i64) -> Result<()> {
        let landing = self.by_token(token).await?;
        SupplierDesk::open(self, &landing.request.id).await?.snooze(days).await
    }

    /// Takes back "This does not concern us".
    pub async fn take_back(&self, token: &str) -> Result<()> {
        let landing = self.by_token(token).await?;
        SupplierDesk::open(self, &landing.request.id).await?.take_back().await
    }

    /// Puts a new link in the place of the old ones and mails it.
    pub(crate) async fn send_new_link(
        &self,
        request: Request,
        campaign: &Campaign,
        supplier: &Supplier,
        log: LogDraft,
    ) -> Result<()> {
        let link = self.new_link(&request.id, campaign);
        let mut commit = RequestCommit::of(request);
        commit.revoke_access = true;
        commit.links.push(link.clone());
        self.mail_link(commit, &link, campaign, supplier, log).await
    }

    /// Mails a link, and takes up reminding again where it had stopped because mail could not be delivered.
    pub(crate) async fn mail_link(
        &self,
        mut commit: RequestCommit,
        link: &Link,
        campaign: &Campaign,
        supplier: &Supplier,
        log: LogDraft,
    ) -> Result<()> {
        let (request, now) = (&commit.request, self.now());
        let company = self.company().await?;
        commit.mails.push(NewMail {
            id: self.new_id(),
            key: format!("new_link:{}:{}", link.id, request.version),
            kind: MailKind::NewLink,
            request: Some(request.id.clone()),
            supplier: Some(supplier.id.clone()),
            link: Some(link.id.clone()),
            to: supplier.email.clone(),
            language: supplier.spoken().to_owned(),
            values: request_values(&company, campaign, supplier),
            send_at: now,
        });
        if request.next_reminder_at.is_none() {
            commit.request.next_reminder_at = reminders::anew(request, campaign, &supplier.country, now);
        }
        commit.log.push(log);
        self.store.commit(commit).await?;
        Ok(())
    }
}

/// Another person, as named by whoever got the link.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct OtherPerson {
    pub name: String,
    pub email: String,
    /// Anything else.
    pub note: String,
}

impl OtherPerson {
    /// The person named at a request, if any.
    pub fn of(request: &Request) -> Option<OtherPerson> {
        serde_json::from_str(&request.proposed_contact).ok()
    }
}

/// An entry for the log about something the supplier of a request did.
pub(crate) fn supplier_did(services: &Services, request: &RequestId, action: &str, detail: &str) -> LogDraft {
    LogDraft {
        actor: format!("supplier:{request}"),
        action: action.to_owned(),
        object: format!("request:{request}"),
        detail: detail.to_owned(),
        at: services.now(),
    }
}
