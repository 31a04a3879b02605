//! Acts on many at once: what somebody has ticked in a list, or all that a list finds. Each is looked at anew when its
//! turn comes; what the act does not fit any more is passed over, and the answer says how many it was done to.

use crate::access::{Manager, Viewer};
use crate::records::{
    CampaignId, CampaignState, Id, MailFilter, MailsWanted, Request, RequestCommit, RequestFilter, RequestId,
    SupplierFilter, SupplierId,
};
use crate::survey::reminders;
use crate::{Result, ServiceError};
use std::collections::HashSet;

/// Rows that are read at a time.
const BATCH: u32 = 500;

impl Viewer {
    /// How many suppliers a list finds.
    pub async fn suppliers_found(&self, filter: &SupplierFilter) -> Result<u64> {
        Ok(self.services().store.suppliers_found(self.scope(), filter).await?)
    }

    /// How many requests a list finds.
    pub async fn requests_found(&self, filter: &RequestFilter) -> Result<u64> {
        Ok(self.services().store.requests_found(self.scope(), filter).await?)
    }

    /// How many mails a list finds.
    pub async fn mails_found(&self, filter: &MailFilter) -> Result<u64> {
        Ok(self.services().store.mails_found(self.scope(), filter).await?)
    }

    /// All suppliers that a list finds.
    pub async fn supplier_ids(&self, filter: &SupplierFilter) -> Result<Vec<SupplierId>> {
        let mut filter = SupplierFilter { after: None, before: None, limit: BATCH, ..filter.clone() };
        let mut ids = Vec::new();
        loop {
            let page = self.services().store.suppliers(self.scope(), &filter).await?;
            ids.extend(page.rows.into_iter().map(|supplier| supplier.id));
            filter.after = page.next;
            if filter.after.is_none() {
                return Ok(ids);
            }
        }
    }

    /// All requests that a list finds.
    pub async fn request_ids(&self, filter: &RequestFilter) -> Result<Vec<RequestId>> {
        let mut filter = RequestFilter { after: None, before: None, limit: BATCH, ..filter.clone() };
        let mut ids = Vec::new();
        loop {
            let page = self.services().store.requests(self.scope(), &filter).await?;
            ids.extend(page.rows.into_iter().map(|row| row.request.id));
            filter.after = page.next;
            if filter.after.is_none() {
                return Ok(ids);
            }
        }
    }

    /// All mails that a list finds.
    pub async fn mail_ids(&self, filter: &MailFilter) -> Result<Vec<Id>> {
        let mut filter = MailFilter { after: None, before: None, limit: BATCH, ..filter.clone() };
        let mut ids = Vec::new();
        loop {
            let page = self.services().store.mail_page(self.scope(), &filter).await?;
            ids.extend(page.rows.into_iter().map(|mail| mail.mail.id));
            filter.after = page.next;
            if filter.after.is_none() {
                return Ok(ids);
            }
        }
    }
}

/// Whether it was done to this one; passed over where it does not fit it any more or somebody was faster.
fn counted(done: Result<bool>) -> Result<u64> {
    match done {
        Ok(done) => Ok(u64::from(done)),
        Err(ServiceError::NotFound | ServiceError::Conflict | ServiceError::NotNow(_)) => Ok(0),
        Err(error) => Err(error),
    }
}

impl Manager {
    /// Retires those of these suppliers that are active; says how many.
    pub async fn retire_suppliers(&self, ids: Vec<SupplierId>) -> Result<u64> {
        each(self, ids, |desk: Manager, id| async move {
            let active = desk.supplier(&id).await?.retired_at.is_none();
            if active {
                desk.retire_supplier(&id).await?;
            }
            Ok(active)
        })
        .await
    }

    /// Brings those of these suppliers back that are retired; says how many.
    pub async fn restore_suppliers(&self, ids: Vec<SupplierId>) -> Result<u64> {
        each(self, ids, |desk: Manager, id| async move {
            let retired = desk.supplier(&id).await?.retired_at.is_some();
            if retired {
                desk.restore_supplier(&id).await?;
            }
            Ok(retired)
        })
        .await
    }

    /// Has a campaign ask those of these suppliers, too, that are active, not excluded and not
    /// asked yet; says how many.
    pub async fn add_recipients(&self, campaign: &CampaignId, ids: Vec<SupplierId>) -> Result<u64> {
        if self.campaign(campaign).await?.state == CampaignState::Closed {
            return Err(ServiceError::NotNow("closed"));
        }
        let store = &self.services().store;
        let asked: HashSet<SupplierId> =
            self.all_requests(campaign).await?.into_iter().map(|row| row.request.supplier).collect();
        let wanted: HashSet<SupplierId> = ids.into_iter().filter(|id| !asked.contains(id)).collect();
        let all = store.all_suppliers(self.scope()).await?;
        let add: Vec<Request> = all
            .iter()
            .filter(|s| s.retired_at.is_none() && s.excluded.is_empty() && wanted.contains(&s.id))
            .map(|s| self.planned(campaign, &s.id))
            .collect();
        let count = add.len() as u64;
        if count > 0 {
            let object = format!("campaign:{campaign}");
            let log = self.did("campaign.recipients_added", object, count.to_string());
            store.set_recipients(campaign, add, Vec::new(), log).await?;
        }
        Ok(count)
    }

    /// Brings the next reminder of these requests forward to now, or to the beginning of the recipient's working hours;
    /// says how many. Passed over is who owes no answer, cannot be reached, asked for a later day, or has had as many as
    /// the campaign allows.
    pub async fn remind_now(&self, ids: Vec<RequestId>) -> Result<u64> {
        each(self, ids, |desk: Manager, id| async move { desk.remind_one_now(&id).await }).await
    }

    async fn remind_one_now(&self, id: &RequestId) -> Result<bool> {
        let services = self.services();
        let now = services.now();
        let request = services.store.request(self.scope(), id).await?.ok_or(ServiceError::NotFound)?;
        let campaign = self.campaign(&request.campaign).await?;
        let supplier = self.supplier(&request.supplier).await?;
        let snoozed = request.snoozed_until.is_some_and(|until| until > now);
        let Some(at) = reminders::at_once(&request, &campaign, &supplier, now).filter(|_| !snoozed) else {
            return Ok(false);
        };
        // What is due by then goes out by then.
        if request.next_reminder_at.is_some_and(|planned| planned <= at) {
            return Ok(false);
        }
        let mut commit = RequestCommit::of(request);
        commit.quiet = true;
        commit.request.next_reminder_at = Some(at);
        commit.log.push(self.did("request.reminder_brought_forward", format!("request:{id}"), ""));
        services.store.commit(commit).await?;
        Ok(true)
    }

    /// Tries those of these mails again that wait or were given up; says how many.
    pub async fn retry_these(&self, mut ids: Vec<Id>) -> Result<u64> {
        if !self.scope().is_everything() {
            let mut own = Vec::new();
            for id in ids {
                match self.as_viewer().mail(&id).await {
                    Ok(_) => own.push(id),
                    Err(ServiceError::NotFound) => {}
                    Err(error) => return Err(error),
                }
            }
            ids = own;
        }
        let mut again = 0;
        for some in ids.chunks(BATCH as usize) {
            let log = self.did("mail.tried_again", "mail", some.len().to_string());
            again += self.try_again(MailsWanted::These(some.to_vec()), log).await?;
        }
        Ok(again)
    }
}

/// Does something to each. Whoever closes the page does not stop it.
pub(crate) async fn each<D, I, F>(desk: &D, ids: Vec<I>, act: fn(D, I) -> F) -> Result<u64>
where
    D: Clone + Send + 'static,
    I: Send + 'static,
    F: Future<Output = Result<bool>> + Send + 'static,
{
    let desk = desk.clone();
    let all = tokio::spawn(async move {
        let mut count = 0;
        for id in ids {
            count += counted(act(desk.clone(), id).await)?;
        }
        Ok(count)
    });
    all.await.map_err(|e| ServiceError::Unavailable(e.into()))?
}
