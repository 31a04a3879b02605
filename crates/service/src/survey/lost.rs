//! A link that was lost: sent once more to the address on file, to whoever asks, who learns nothing by it.

use crate::records::{CampaignState, Request, RequestCommit, RequestFilter, RequestId, Scope};
use crate::survey::links::supplier_did;
use crate::team::setup::normal_email;
use crate::{HOUR, Result, ServiceError, Services, secrets};
use domain::answer;
use domain::workflow::RequestState;

/// How often the links of one address may be asked for within an hour.
const LINKS_OF_ADDRESS: i64 = 3;
/// How often one client may ask within an hour: a whole company may sit behind it.
const LINKS_OF_CLIENT: i64 = 30;

/// What somebody has left of a link that was lost: any of these, the rest empty.
#[derive(Clone, Debug, Default)]
pub struct Lost {
    /// The token of a link, which may be dead.
    pub token: String,
    /// The request, from an address of the form.
    pub request: RequestId,
    /// The address that was written to, as typed.
    pub email: String,
}

impl Services {
    /// Counts that somebody asks for a link: [`ServiceError::Throttled`] where too many were asked for, for one address
    /// or by one client. An address is counted whether anybody is asked there or not, so that the answer tells nothing.
    pub async fn may_ask_for_link(&self, lost: &Lost, client: &str) -> Result<()> {
        let now = self.now();
        let known = match self.lost_request(lost).await? {
            Some(request) => {
                self.store.supplier(&Scope::Everything, &request.supplier).await?.map(|s| s.email)
            }
            None => None,
        };
        let address = secrets::hash_secret(&known.unwrap_or_else(|| normal_email(&lost.email)));
        for (key, most) in [
            (format!("new_link:client:{client}"), LINKS_OF_CLIENT),
            (format!("new_link:address:{address}"), LINKS_OF_ADDRESS),
        ] {
            if !self.store.throttle(&key, most, HOUR, now).await? {
                return Err(ServiceError::Throttled);
            }
        }
        Ok(())
    }

    /// The request that a lost link or an address of the form names.
    async fn lost_request(&self, lost: &Lost) -> Result<Option<Request>> {
        let link = self.store.link_by_hash(&secrets::hash_secret(&lost.token)).await?;
        let id = link.map_or_else(|| lost.request.clone(), |link| link.request);
        Ok(self.store.request(&Scope::Everything, &id).await?)
    }

    /// Sends the link to the address on file: one mail for each request that is open. Says nothing of what was found,
    /// so that nobody learns who is asked.
    pub async fn send_link_again(&self, lost: &Lost) -> Result<()> {
        let mut wanted: Vec<Request> = self.lost_request(lost).await?.into_iter().collect();
        if wanted.is_empty() && answer::is_email(&lost.email) {
            let email = normal_email(&lost.email);
            let filter = RequestFilter { search: email.clone(), limit: 500, ..Default::default() };
            let rows = self.store.requests(&Scope::Everything, &filter).await?.rows;
            wanted.extend(rows.into_iter().filter(|r| r.email == email).map(|r| r.request));
        }
        for request in wanted {
            let Some(campaign) = self.store.campaign(&Scope::Everything, &request.campaign).await? else {
                continue;
            };
            let Some(supplier) = self.store.supplier(&Scope::Everything, &request.supplier).await? else {
                continue;
            };
            let dead = matches!(request.state, RequestState::Withdrawn | RequestState::Planned)
                || self.store.removal(&request.id).await?.is_some();
            if dead || campaign.state != CampaignState::Open || supplier.email.is_empty() {
                continue;
            }
            let log = supplier_did(self, &request.id, "request.new_link_asked", "");
            // Anybody who knows the address can ask: the link that works goes out once more, and nobody at work is
            // thrown out. Only the team puts a new link in its place.
            let (link, fresh) = self.usable_link(&request, &campaign).await?;
            let mut commit = RequestCommit::of(request);
            commit.links.extend(fresh.then(|| link.clone()));
            match self.mail_link(commit, &link, &campaign, &supplier, log).await {
                Ok(()) | Err(ServiceError::Conflict) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
