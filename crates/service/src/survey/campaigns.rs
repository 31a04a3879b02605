//! Campaigns: prepare, look at exactly what will go out, launch, close.

use crate::access::{Manager, Viewer};
use crate::mail::messages::{Rendered, render, request_values};
use crate::mail::own_words::{add_own_words, add_reminder_words, words_problems};
use crate::records::{
    Campaign, CampaignId, CampaignState, Counts, Instant, MailKind, NewMail, Problems, Relationship,
    ReminderPlan, ReminderStates, Replan, Request, RequestCommit, RequestFilter, RequestId, RequestRow,
    Supplier, SupplierId,
};
use crate::survey::reminders;
use crate::survey::workdays::Delivery;
use crate::{FieldProblem, Result, ServiceError};
use domain::answer;
use domain::workflow::{RequestState, Transition};
use std::collections::{HashMap, HashSet};

/// How often a launch is built anew when the campaign moves on meanwhile.
const LAUNCH_TRIES: u32 = 5;
/// How many are invited in one unit of work. Whoever saves meanwhile waits for one of them at most.
const LAUNCHED_AT_ONCE: usize = 40;

/// Why a recipient will get no mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMail {
    /// There is no address.
    NoAddress,
    /// Mail to the address failed for good before.
    AddressFails,
    /// The supplier was retired meanwhile.
    Retired,
    /// It was excluded meanwhile, for the reason that it has.
    Excluded,
}

/// A recipient of a campaign that is being prepared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The planned request.
    pub request: Request,
    /// Who is asked.
    pub supplier: Supplier,
    /// Unset where the mail will go.
    pub no_mail: Option<NoMail>,
}

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Every supplier that is neither retired nor excluded.
    All,
    /// Those of these relationships.
    Relationships(Vec<Relationship>),
    /// These.
    Suppliers(Vec<SupplierId>),
}

/// What is wrong with a campaign as somebody wants it.
pub fn problems(c: &Campaign) -> Vec<FieldProblem> {
    let mut out = Vec::new();
    let mut problem = |field: &str, text: &str| out.push(FieldProblem::new(field, text));
    if answer::is_blank(&c.name) {
        problem("name", "problem.required");
    }
    if !(2010..=2100).contains(&c.year) {
        problem("year", "problem.year");
    }
    if domain::template::named(&c.template_version).is_none() {
        problem("template_version", "problem.version");
    }
    if c.cutoff < c.due {
        problem("cutoff", "problem.cutoff_before_due");
    }
    if c.reminders.steps.len() > ReminderPlan::MOST {
        problem("reminders", "problem.reminders");
    }
    for state in ReminderStates::ALL {
        let days: Vec<Option<u32>> = c.reminders.steps.iter().map(|step| step.of(state)).collect();
        for (n, days_of) in days.iter().enumerate() {
            let field = format!("days.{}.{}", n + 1, state.key());
            match days_of {
                Some(251..) => problem(&field, "problem.reminders"),
                // What comes behind it would never go out.
                None if days[n..].iter().any(Option::is_some) => problem(&field, "problem.reminder_gap"),
                _ => {}
            }
        }
    }
    out
}

impl Viewer {
    /// All campaigns, newest first.
    pub async fn campaigns(&self) -> Result<Vec<Campaign>> {
        Ok(self.services().store.campaigns(self.scope()).await?)
    }

    pub async fn campaign(&self, id: &CampaignId) -> Result<Campaign> {
        self.services().store.campaign(self.scope(), id).await?.ok_or(ServiceError::NotFound)
    }

    /// How many requests stand where.
    pub async fn counts(&self, campaign: Option<&CampaignId>) -> Result<Counts> {
        Ok(self.services().store.counts(self.scope(), campaign, self.services().today()).await?)
    }

    /// What needs the team besides declarations, with at most `names` names each.
    pub async fn problems(&self, campaign: &CampaignId, names: u32) -> Result<Problems> {
        Ok(self.services().store.problems(self.scope(), campaign, names).await?)
    }

    pub(crate) async fn all_requests(&self, campaign: &CampaignId) -> Result<Vec<RequestRow>> {
        self.requests_in(campaign, Vec::new()).await
    }

    /// The requests of a campaign that stand in one of these states; in any, where there are none.
    async fn requests_in(&self, campaign: &CampaignId, states: Vec<RequestState>) -> Result<Vec<RequestRow>> {
        let campaign = Some(campaign.to_owned());
        let mut filter = RequestFilter { campaign, states, limit: 500, ..RequestFilter::default() };
        let mut rows = Vec::new();
        loop {
            let page = self.services().store.requests(self.scope(), &filter).await?;
            rows.extend(page.rows);
            match page.next {
                Some(next) => filter.after = Some(next),
                None => return Ok(rows),
            }
        }
    }

    /// Exactly who will be asked, and who of them gets no mail and why. Only while the campaign is not launched, or
    /// for requests added since.
    pub async fn recipients(&self, campaign: &CampaignId) -> Result<Vec<Recipient>> {
        Ok(self.asked_and_left_out(campaign).await?.0)
    }

    /// The same, and the suppliers that the campaign does not ask because they are excluded.
    pub async fn asked_and_left_out(&self, campaign: &CampaignId) -> Result<(Vec<Recipient>, Vec<Supplier>)> {
        let planned = self.requests_in(campaign, vec![RequestState::Planned]).await?;
        let suppliers = self.services().store.all_suppliers(self.scope()).await?;
        let mut by_id: HashMap<SupplierId, Supplier> =
            suppliers.into_iter().map(|s| (s.id.clone(), s)).collect();
        let recipient = |row: RequestRow| {
            let supplier = by_id.remove(&row.request.supplier)?;
            let no_mail = if supplier.retired_at.is_some() {
                Some(NoMail::Retired)
            } else if !supplier.excluded.is_empty() {
                Some(NoMail::Excluded)
            } else if supplier.email.is_empty() {
                Some(NoMail::NoAddress)
            } else {
                supplier.mail_problem.as_ref().map(|_| NoMail::AddressFails)
            };
            Some(Recipient { request: row.request, supplier, no_mail })
        };
        let recipients = planned.into_iter().filter_map(recipient).collect();
        let is_excluded = |s: &Supplier| s.retired_at.is_none() && !s.excluded.is_empty();
        let mut left_out: Vec<Supplier> = by_id.into_values().filter(is_excluded).collect();
        if !left_out.is_empty() {
            // Whoever was asked before it was excluded is not left out.
            let asked = self.all_requests(campaign).await?;
            let asked: HashSet<SupplierId> = asked.into_iter().map(|r| r.request.supplier).collect();
            left_out.retain(|s| !asked.contains(&s.id));
            left_out.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        }
        Ok((recipients, left_out))
    }

    /// Exactly what a supplier will get: the invitation, or the reminder behind `sent` others. The link shown is a stand-in:
    /// tokens exist only once mails go out.
    pub async fn preview_mail(
        &self,
        campaign: &CampaignId,
        supplier: &SupplierId,
        kind: MailKind,
        sent: i64,
    ) -> Result<Rendered> {
        let campaign = self.campaign(campaign).await?;
        let supplier = self.supplier(supplier).await?;
        let services = self.services();
        let company = services.company().await?;
        let mut values = request_values(&company, &campaign, &supplier);
        match kind {
            MailKind::Invitation => add_own_words(&mut values, &campaign, supplier.spoken()),
            _ => add_reminder_words(&mut values, &campaign, sent, supplier.spoken()),
        }
        let section = reminders::section_title(&campaign, "", supplier.spoken());
        for (key, text) in [("done", "12"), ("required", "40"), ("section", section.as_str())] {
            values.insert(key.to_owned(), text.to_owned());
        }
        let link = format!("{}/r/…", services.config.base_url);
        Ok(render(kind, supplier.spoken(), &values, &link, &services.verify_url()))
    }
}

impl Manager {
    /// Adds a campaign (`id` empty) or stores changes to one (`version` as read). What was launched keeps its year
    /// and template.
    pub async fn save_campaign(&self, campaign: Campaign) -> Result<Campaign> {
        self.everything()?;
        let mut campaign = campaign;
        campaign.name = answer::clean(&campaign.name).to_owned();
        let mut found = problems(&campaign);
        found.extend(words_problems(&campaign));
        if !found.is_empty() {
            return Err(ServiceError::Invalid(found));
        }
        let services = self.services();
        let action = if campaign.id.is_empty() {
            campaign.id = services.new_id().into();
            campaign.version = 0;
            campaign.state = CampaignState::Planned;
            campaign.created_at = services.now();
            campaign.launched_at = None;
            (campaign.launch_on, campaign.launch_by) = (None, Default::default());
            "campaign.added"
        } else {
            let old = self.campaign(&campaign.id).await?;
            if old.state != CampaignState::Planned
                && (old.year != campaign.year || old.template_version != campaign.template_version)
            {
                return Err(ServiceError::field("template_version", "problem.launched"));
            }
            campaign.state = old.state;
            campaign.created_at = old.created_at;
            campaign.launched_at = old.launched_at;
            (campaign.launch_on, campaign.launch_by) = (old.launch_on, old.launch_by.clone());
            if old.state == CampaignState::Open {
                return self.change_open(&old, campaign).await;
            }
            "campaign.changed"
        };
        let log = self.did(action, format!("campaign:{}", campaign.id), "");
        Ok(services.store.save_campaign(campaign, log).await?)
    }

    /// Stores changes to a campaign that runs: reminders that wait follow the plan and the dates, and links that work
    /// follow the cut-off day.
    async fn change_open(&self, old: &Campaign, new: Campaign) -> Result<Campaign> {
        let services = self.services();
        let now = services.now();
        let mut replan = Replan::default();
        let mut what = Vec::new();
        let mut moved = |name: &str, was: &str, is: &str| {
            if was != is {
                what.push(format!("{name} {was} → {is}"));
            }
        };
        let plan = |c: &Campaign| reminders::told(&c.reminders);
        moved("due", &old.due.to_string(), &new.due.to_string());
        moved("cutoff", &old.cutoff.to_string(), &new.cutoff.to_string());
        moved("reminders", &plan(old), &plan(&new));
        if old.cutoff != new.cutoff {
            replan.links_end = Some(services.link_end(&new));
        }
        if old.cutoff != new.cutoff || old.reminders != new.reminders {
            // Whoever cannot be reached is not reminded until there is an address that works.
            let reachable = |row: &RequestRow| row.mail_problem.is_none() && !row.email.is_empty();
            for row in self.all_requests(&new.id).await?.into_iter().filter(reachable) {
                if !row.request.state.waits_for_supplier() {
                    continue;
                }
                let next = reminders::replanned(&row.request, old, &new, &row.country, now);
                if next != row.request.next_reminder_at {
                    replan.reminders.push((row.request.id, row.request.version, next));
                }
            }
            what.push(format!("replanned {}", replan.reminders.len()));
        }
        let log = self.did("campaign.changed", format!("campaign:{}", new.id), what.join(", "));
        Ok(services.store.change_campaign(new, replan, now, log).await?)
    }

    /// Chooses whom to ask. Requests that were sent already stay.
    pub async fn choose_recipients(&self, campaign: &CampaignId, choice: &Choice) -> Result<usize> {
        self.everything()?;
        let of = self.campaign(campaign).await?;
        if of.state == CampaignState::Closed {
            return Err(ServiceError::NotNow("closed"));
        }
        let services = self.services();
        // A set: ten thousand named suppliers are looked up, not searched.
        let named: HashSet<&SupplierId> = match choice {
            Choice::Suppliers(ids) => ids.iter().collect(),
            _ => HashSet::new(),
        };
        let wanted: HashSet<SupplierId> = services
            .store
            .all_suppliers(self.scope())
            .await?
            .into_iter()
            .filter(|s| s.retired_at.is_none() && s.excluded.is_empty())
            .filter(|s| match choice {
                Choice::All => true,
                Choice::Relationships(kinds) => kinds.contains(&s.relationship),
                Choice::Suppliers(_) => named.contains(&s.id),
            })
            .map(|s| s.id)
            .collect();
        let existing = self.all_requests(campaign).await?;
        let asked: HashSet<&SupplierId> = existing.iter().map(|r| &r.request.supplier).collect();
        let drop: Vec<RequestId> = existing
            .iter()
            .filter(|r| r.request.state == RequestState::Planned && !wanted.contains(&r.request.supplier))
            .map(|r| r.request.id.clone())
            .collect();
        let mut add: Vec<&SupplierId> = wanted.iter().filter(|id| !asked.contains(id)).collect();
        add.sort();
        let add: Vec<Request> = add.into_iter().map(|s| self.planned(campaign, s)).collect();
        let count = existing.len() - drop.len() + add.len();
        let log = self.did("campaign.recipients_chosen", format!("campaign:{campaign}"), count.to_string());
        services.store.set_recipients(campaign, add, drop, log).await?;
        Ok(count)
    }

    pub(crate) fn planned(&self, campaign: &CampaignId, supplier: &SupplierId) -> Request {
        Request {
            id: self.services().new_id().into(),
            version: 0,
            campaign: campaign.to_owned(),
            supplier: supplier.to_owned(),
            state: RequestState::Planned,
            state_at: self.services().now(),
            invited_at: None,
            opened_at: None,
            submitted_at: None,
            submissions: 0,
            errors: 0,
            warnings: 0,
            reminders: 0,
            next_reminder_at: None,
            snoozed_until: None,
            last_section: String::new(),
            reason: String::new(),
            proposed_contact: String::new(),
            scope_reason: String::new(),
            owner: None,
            accepted_by: Default::default(),
            acted: 0,
        }
    }

    /// Launches: every planned recipient who can be reached is invited at once. Pressing twice, or in two windows,
    /// invites once. Says how many were invited now.
    pub async fn launch(&self, campaign: &CampaignId) -> Result<u64> {
        self.launch_by(campaign, Delivery::AtOnce).await
    }

    /// The same, and when the invitations go out: the page proposes the working hours of each recipient. Many are
    /// invited bit by bit; where that is cut off, pressing again invites the others.
    pub async fn launch_by(&self, campaign: &CampaignId, delivery: Delivery) -> Result<u64> {
        self.everything()?;
        let (desk, campaign) = (self.clone(), campaign.to_owned());
        // Whoever closes the page does not stop it.
        let launched = tokio::spawn(async move { desk.launch_all(&campaign, delivery).await });
        launched.await.map_err(|e| ServiceError::Unavailable(e.into()))?
    }

    async fn launch_all(&self, campaign: &CampaignId, delivery: Delivery) -> Result<u64> {
        // Two presses at once would each find the campaign changed by the other.
        let _turn = self.services().launches.lock(campaign).await;
        let mut invited = 0;
        for _ in 1..LAUNCH_TRIES {
            match self.try_launch(campaign, delivery, &mut invited).await {
                // It was changed, or launched, since it was read: what goes out is built anew.
                Err(ServiceError::Conflict) => {}
                done => return done.map(|()| invited),
            }
        }
        self.try_launch(campaign, delivery, &mut invited).await?;
        Ok(invited)
    }

    async fn try_launch(&self, campaign: &CampaignId, delivery: Delivery, invited: &mut u64) -> Result<()> {
        let services = self.services();
        let mut of = self.campaign(campaign).await?;
        if of.state == CampaignState::Closed {
            return Err(ServiceError::NotNow("closed"));
        }
        // Words from before they were checked.
        if !words_problems(&of).is_empty() {
            return Err(ServiceError::NotNow("words"));
        }
        let mut opens = of.state == CampaignState::Planned;
        of.state = CampaignState::Open;
        let company = services.company().await?;
        let now = services.now();
        // When the invitation and the first reminder go out, by country: nothing else of a supplier matters for it.
        let mut moments: HashMap<String, (Instant, Option<Instant>)> = HashMap::new();
        let mut invitations = Vec::new();
        for recipient in self.recipients(campaign).await?.into_iter().filter(|r| r.no_mail.is_none()) {
            let Recipient { request, supplier, .. } = &recipient;
            let mut commit = RequestCommit::of(request.clone());
            commit.request.state = request.state.after(Transition::Invite).ok_or(ServiceError::Conflict)?;
            commit.request.state_at = now;
            commit.request.invited_at = Some(now);
            let (sent, reminded) = *moments.entry(supplier.country.clone()).or_insert_with(|| {
                let sent = delivery.moment(&supplier.country, &of, now);
                (sent, reminders::first(&commit.request, &of, &supplier.country, sent, now))
            });
            commit.request.next_reminder_at = reminded;
            let link = services.new_link(&request.id, &of);
            let mut values = request_values(&company, &of, supplier);
            add_own_words(&mut values, &of, supplier.spoken());
            commit.mails.push(NewMail {
                id: services.new_id(),
                key: format!("invitation:{}", request.id),
                kind: MailKind::Invitation,
                request: Some(request.id.clone()),
                supplier: Some(supplier.id.clone()),
                link: Some(link.id.clone()),
                to: supplier.email.clone(),
                language: supplier.spoken().to_owned(),
                values,
                send_at: sent,
            });
            commit.links.push(link);
            commit.log.push(self.did("request.invited", format!("request:{}", request.id), ""));
            invitations.push(commit);
        }
        let mut invitations = invitations.into_iter();
        loop {
            let some: Vec<RequestCommit> = invitations.by_ref().take(LAUNCHED_AT_ONCE).collect();
            if some.is_empty() && !opens {
                return Ok(());
            }
            let log = self.did("campaign.launched", format!("campaign:{campaign}"), some.len().to_string());
            let now_invited = services.store.launch(campaign, of.version, some, log).await?;
            // Each piece makes a version of the campaign, and the next one is built on it.
            of.version += i64::from(opens || now_invited > 0);
            opens = false;
            *invited += now_invited;
        }
    }

    /// Closes a campaign: no more answers, no more reminders.
    pub async fn close_campaign(&self, id: &CampaignId) -> Result<()> {
        self.everything()?;
        let campaign = Campaign { state: CampaignState::Closed, ..self.campaign(id).await? };
        let log = self.did("campaign.closed", format!("campaign:{id}"), "");
        self.services().store.save_campaign(campaign, log).await?;
        Ok(())
    }
}
