//! Who is reminded when: a pure plan, and the tick that carries it out.

use crate::access::Viewer;
use crate::messages::request_values;
use crate::own_words::add_own_words;
use crate::records::{
    Campaign, CampaignState, MailKind, Millis, NewMail, ReminderPlan, Request, RequestCommit, RequestRow,
    Supplier,
};
use crate::workdays::{after_working_days, next_working_time};
use crate::{DAY, Result, ServiceError, Services, start_of};
use domain::workflow::RequestState;

/// When the next reminder of a request goes out; `None` when none does. Reminders go out in the supplier's working
/// hours, never after the cut-off day, never more than the cap, and not before a day the supplier asked for.
pub fn next(request: &Request, campaign: &Campaign, country: &str, now: Millis) -> Option<Millis> {
    let plan: &ReminderPlan = &campaign.reminders;
    let due = if request.reminders == 0 {
        after_working_days(country, request.state_at, plan.first_after)
    } else {
        after_working_days(country, now, plan.every.max(1))
    };
    bounded(request, campaign, country, due)
}

/// When reminding goes on after a mail with the link that goes out now; never right behind that mail.
pub(crate) fn anew(request: &Request, campaign: &Campaign, country: &str, now: Millis) -> Option<Millis> {
    let due = after_working_days(country, now, campaign.reminders.first_after.max(1));
    bounded(request, campaign, country, due)
}

/// The next reminder after the campaign's plan or dates changed: what was planned is moved by as many working days as
/// the plan changed, never into the past; where nothing was planned any more, reminding begins anew.
pub(crate) fn replanned(
    request: &Request,
    old: &Campaign,
    new: &Campaign,
    country: &str,
    now: Millis,
) -> Option<Millis> {
    let wait =
        |plan: &ReminderPlan| if request.reminders == 0 { plan.first_after } else { plan.every.max(1) };
    let (was, is) = (wait(&old.reminders), wait(&new.reminders));
    let Some(planned) = request.next_reminder_at else { return anew(request, new, country, now) };
    let due = if is >= was {
        after_working_days(country, planned, is - was)
    } else {
        // The first moment from which the days that were saved lead to the day that was planned, whatever the hour.
        let reaches = |at: &Millis| after_working_days(country, *at, was - is) > planned - DAY / 2;
        let days = (planned - now).max(0) / DAY + 1;
        let mornings = (0..days).map(|day| next_working_time(country, now + day * DAY));
        mornings.take_while(|at| *at < planned).find(reaches).unwrap_or(planned)
    };
    bounded(request, new, country, due)
}

fn bounded(request: &Request, campaign: &Campaign, country: &str, due: Millis) -> Option<Millis> {
    let waits = request.state.waits_for_supplier() && campaign.state == CampaignState::Open;
    if !waits || request.reminders >= i64::from(campaign.reminders.cap) {
        return None;
    }
    let due = next_working_time(country, due.max(request.snoozed_until.unwrap_or(0)));
    let end = start_of(&campaign.cutoff).map_or(Millis::MAX, |day| day + DAY);
    (due < end).then_some(due)
}

/// Which reminder fits a state.
pub fn kind(state: RequestState) -> MailKind {
    match state {
        RequestState::SentBack => MailKind::ReminderNotMended,
        RequestState::Opened | RequestState::Started => MailKind::ReminderUnfinished,
        _ => MailKind::ReminderNotOpened,
    }
}

/// How a section is called in a language; an unknown one is the first.
pub(crate) fn section_title(section: &str, language: &str) -> String {
    let words = domain::text::embedded::texts(language);
    let known = ["company", "metals", "policy", "smelters", "products"];
    let section = known.into_iter().find(|s| *s == section).unwrap_or(known[0]);
    words.get(&format!("section.{section}")).to_owned()
}

impl Services {
    /// Queues every reminder that is due; says how many. Safe to run anywhere at any time: each reminder has one key,
    /// and a request that moved on in the meantime is left alone.
    pub async fn remind(&self) -> Result<u32> {
        let mut queued = 0;
        let now = self.now();
        for request in self.store.reminders_due(now, 500).await? {
            match self.remind_one(request, now).await {
                Ok(sent) => queued += u32::from(sent),
                // Somebody else was faster; that is what the version is for.
                Err(ServiceError::Conflict) => {}
                Err(error @ ServiceError::Unavailable(_)) => return Err(error),
                // One request that cannot be reminded stands in no other's way.
                Err(error) => tracing::error!(%error, "a reminder could not be queued"),
            }
        }
        Ok(queued)
    }

    async fn remind_one(&self, request: Request, now: Millis) -> Result<bool> {
        let Some(campaign) = self.store.campaign(&request.campaign).await? else { return Ok(false) };
        let Some(supplier) = self.store.supplier(&request.supplier).await? else { return Ok(false) };
        let mut commit = RequestCommit::of(request);
        let open = campaign.state == CampaignState::Open && commit.request.state.waits_for_supplier();
        let over = start_of(&campaign.cutoff).is_some_and(|day| now >= day + DAY);
        let reachable = !supplier.email.is_empty() && supplier.mail_problem.is_none();
        let capped = commit.request.reminders >= i64::from(campaign.reminders.cap);
        let send = open && !over && reachable && !capped;
        if send {
            let at_work = next_working_time(&supplier.country, now);
            if at_work > now {
                commit.request.next_reminder_at = Some(at_work);
                self.store.commit(commit).await?;
                return Ok(false);
            }
            self.add_reminder(&mut commit, &campaign, &supplier).await?;
            commit.request.reminders += 1;
            commit.request.snoozed_until = None;
        }
        commit.request.next_reminder_at =
            if open && reachable { next(&commit.request, &campaign, &supplier.country, now) } else { None };
        self.store.commit(commit).await?;
        Ok(send)
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
        add_own_words(&mut values, campaign, kind, supplier.spoken());
        if kind == MailKind::ReminderUnfinished {
            let state = self.form_state_of(&request.id, campaign).await?;
            values.insert("section".into(), section_title(&request.last_section, supplier.spoken()));
            values.insert("done".into(), state.0.to_string());
            values.insert("required".into(), state.1.to_string());
        }
        commit.mails.push(NewMail {
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
        });
        let object = format!("request:{}", request.id);
        commit.log.push(self.system_did("request.reminded", object, kind.key()));
        if fresh {
            commit.links.push(link);
        }
        Ok(())
    }

    async fn form_state_of(&self, request: &str, campaign: &Campaign) -> Result<(u32, u32)> {
        let Some(template) = domain::template::named(&campaign.template_version) else { return Ok((0, 0)) };
        let stored = self.store.draft(request).await?;
        let draft = domain::Draft::from_entries(stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
        let total = domain::evaluate(template, &draft.declaration).total();
        Ok((total.done, total.required))
    }
}

impl Viewer {
    /// Who gets which reminder next, soonest first.
    pub async fn reminders_ahead(
        &self,
        campaign: Option<&str>,
        limit: u32,
    ) -> Result<Vec<(RequestRow, MailKind)>> {
        let rows = self.services().store.reminders_ahead(campaign, limit).await?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let kind = kind(row.request.state);
                (row, kind)
            })
            .collect())
    }
}
