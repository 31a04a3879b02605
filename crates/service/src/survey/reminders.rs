//! Who is reminded when: a pure plan, and the tick that carries it out.

mod escalation;
mod pause;
mod plan;

use crate::access::Viewer;
use crate::mail::messages::request_values;
use crate::mail::own_words::add_reminder_words;
use crate::records::{
    Campaign, CampaignId, Instant, MailKind, NewMail, Request, RequestCommit, RequestId, RequestRow, Supplier,
};
use crate::{HOUR, Result, ServiceError, Services};
pub use pause::{WITHOUT_END, is_paused};
pub use plan::{Step, kind, next, step};
pub(crate) use plan::{anew, at_once, end_of, first, is_reachable, replanned, told};

/// Requests that a tick takes at once.
const BATCH: u32 = 500;

/// How a section of a campaign's template is called in a language; an unknown one is the first.
pub(crate) fn section_title(campaign: &Campaign, section: &str, language: &str) -> String {
    let words = domain::text::embedded::texts(language);
    let template = domain::template::named(&campaign.template_version);
    let section = template.and_then(|t| t.find_section(section).or(t.sections().first().copied()));
    section.map_or_else(String::new, |section| words.get(&format!("section.{}", section.key())).to_owned())
}

impl Services {
    /// Queues every reminder that is due; says how many. Safe to run anywhere at any time: each reminder has one key,
    /// and a request that moved on in the meantime is left alone. Afterwards nothing is due that was due before.
    pub async fn remind(&self) -> Result<u32> {
        let (mut queued, now) = (0, self.now());
        loop {
            let due = self.store.reminders_due(now, BATCH).await?;
            let (count, mut settled) = (due.len(), 0);
            for request in due {
                match self.remind_one(request.clone(), now).await {
                    Ok(sent) => {
                        queued += u32::from(sent);
                        settled += 1;
                    }
                    // Somebody else was faster; that is what the version is for.
                    Err(ServiceError::Conflict) => {}
                    Err(error @ ServiceError::Unavailable(_)) => return Err(error),
                    // One request that cannot be reminded stands in no other's way, nor is it tried without end.
                    Err(error) => {
                        tracing::error!(%error, "a reminder could not be queued; it is tried again in an hour");
                        settled += usize::from(self.put_off(request, now + HOUR).await);
                    }
                }
            }
            if count < BATCH as usize || settled == 0 {
                return Ok(queued);
            }
        }
    }

    async fn put_off(&self, request: Request, until: Instant) -> bool {
        let mut commit = RequestCommit::of(request);
        commit.quiet = true;
        commit.request.next_reminder_at = Some(until);
        self.store.commit(commit).await.is_ok()
    }

    async fn remind_one(&self, request: Request, now: Instant) -> Result<bool> {
        let (campaign, supplier) = self.parties(&request).await?;
        let step = step(&request, &campaign, &supplier, now);
        let mut commit = RequestCommit::of(request);
        // A reminder is nothing that a reviewer's decision depends on.
        commit.quiet = true;
        commit.request.next_reminder_at = match step {
            Step::Wait(until) => Some(until),
            Step::Stop => None,
            Step::Send => {
                self.add_reminder(&mut commit, &campaign, &supplier).await?;
                commit.request.reminders += 1;
                commit.request.snoozed_until = None;
                next(&commit.request, &campaign, &supplier.country, now)
            }
        };
        self.store.commit(commit).await?;
        Ok(step == Step::Send)
    }

    async fn add_reminder(
        &self,
        commit: &mut RequestCommit,
        campaign: &Campaign,
        supplier: &Supplier,
    ) -> Result<()> {
        let request = &commit.request;
        let link = self.usable_link(request, campaign).await?;
        let (link, fresh) = link;
        let company = self.company().await?;
        let kind = kind(request.state);
        let id = self.new_id();
        let mut values = request_values(&company, campaign, supplier);
        add_reminder_words(&mut values, campaign, request.reminders, supplier.spoken());
        if kind == MailKind::ReminderUnfinished {
            let state = self.form_state_of(&request.id, campaign).await?;
            values
                .insert("section".into(), section_title(campaign, &request.last_section, supplier.spoken()));
            values.insert("done".into(), state.0.to_string());
            values.insert("required".into(), state.1.to_string());
        }
        let mail = NewMail {
            id,
            // One per version: whoever sends twice for one version meets this key, and nobody else does.
            key: format!("reminder:{}:{}", request.id, request.version),
            kind,
            request: Some(request.id.clone()),
            supplier: Some(supplier.id.clone()),
            link: Some(link.id.clone()),
            to: supplier.email.clone(),
            language: supplier.spoken().to_owned(),
            values,
            send_at: self.now(),
        };
        let others = escalation::others(campaign, request, supplier, &mail);
        commit.mails.push(mail);
        commit.mails.extend(others.into_iter().map(|other| NewMail { id: self.new_id(), ..other }));
        let object = format!("request:{}", request.id);
        commit.log.push(self.system_did("request.reminded", object, kind.key()));
        if fresh {
            commit.links.push(link);
        }
        Ok(())
    }

    async fn form_state_of(&self, request: &RequestId, campaign: &Campaign) -> Result<(u32, u32)> {
        let Some(template) = domain::template::named(&campaign.template_version) else { return Ok((0, 0)) };
        let stored = self.store.draft(request).await?;
        let draft = domain::Draft::from_entries(stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        let total = domain::evaluate(template, &draft.declaration).total();
        Ok((total.done, total.required))
    }
}

impl Viewer {
    /// Who gets which reminder next, soonest first: only what will be sent as things stand.
    pub async fn reminders_ahead(
        &self,
        campaign: Option<&CampaignId>,
        limit: u32,
    ) -> Result<Vec<(RequestRow, MailKind)>> {
        let store = &self.services().store;
        let now = self.services().now();
        let over: Vec<CampaignId> = store
            .campaigns(self.scope())
            .await?
            .into_iter()
            .filter(|c| end_of(c) <= now)
            .map(|c| c.id)
            .collect();
        let mut rows = store.reminders_ahead(self.scope(), campaign, limit).await?;
        rows.retain(|row| !over.contains(&row.request.campaign));
        Ok(rows
            .into_iter()
            .map(|row| (kind(row.request.state), row))
            .map(|(kind, row)| (row, kind))
            .collect())
    }
}

/// When a request is reminded next, as things stand; none where nothing will be sent.
pub fn next_reminder(
    request: &Request,
    campaign: &Campaign,
    supplier: &Supplier,
    now: Instant,
) -> Option<Instant> {
    let planned = request.next_reminder_at.filter(|_| is_reachable(supplier))?;
    match step(request, campaign, supplier, planned.max(now)) {
        Step::Send => Some(planned.max(now)),
        Step::Wait(until) => Some(until),
        Step::Stop => None,
    }
}
