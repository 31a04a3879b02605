//! Who is reminded when, as pure functions: nothing here reads a clock or storage.

use crate::records::{
    Campaign, CampaignState, Instant, MailKind, ReminderPlan, ReminderStates, ReminderStep, Request, Supplier,
};
use crate::survey::workdays::{after_working_days, next_working_time};
use crate::{DAY, start_of};
use domain::workflow::RequestState;

/// What a tick does about a request whose reminder is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It is reminded now.
    Send,
    /// Not now: nobody is at work there, the supplier asked for a later day, or no mail reaches it. It is looked at again
    /// then.
    Wait(Instant),
    /// It is reminded no more.
    Stop,
}

/// The first moment at which a campaign takes no answers any more: the end of its cut-off day.
pub(crate) fn end_of(campaign: &Campaign) -> Instant {
    start_of(campaign.cutoff) + DAY
}

/// Whether mail can be sent to a supplier at all.
pub(crate) fn is_reachable(supplier: &Supplier) -> bool {
    !supplier.email.is_empty() && supplier.mail_problem.is_none() && supplier.retired_at.is_none()
}

/// Whether there is anything to remind of and the plan allows another reminder.
fn is_wanted(request: &Request, campaign: &Campaign) -> bool {
    request.state.waits_for_supplier()
        && campaign.state == CampaignState::Open
        && wait(request, campaign).is_some()
}

/// How many working days its next reminder waits.
fn wait(request: &Request, campaign: &Campaign) -> Option<u32> {
    campaign.reminders.wait(request.state, request.reminders)
}

/// What to do about a request now that its reminder is due.
pub fn step(request: &Request, campaign: &Campaign, supplier: &Supplier, now: Instant) -> Step {
    if supplier.retired_at.is_some() {
        return Step::Stop;
    }
    if !is_reachable(supplier) {
        // This one is passed over. An address that is put right, or works again, gets the next.
        let days = wait(request, campaign).unwrap_or(1).max(1);
        let later = after_working_days(&supplier.country, now, days);
        let later = bounded(request, campaign, &supplier.country, later, now);
        return later.filter(|at| *at > now).map_or(Step::Stop, Step::Wait);
    }
    match bounded(request, campaign, &supplier.country, now, now) {
        Some(at) if at > now => Step::Wait(at),
        Some(_) => Step::Send,
        None => Step::Stop,
    }
}

/// When the next reminder of a request goes out; `None` when none does. Reminders go out in the supplier's working
/// hours, never after the cut-off day, never more than the cap, and not before a day the supplier asked for.
pub fn next(request: &Request, campaign: &Campaign, country: &str, now: Instant) -> Option<Instant> {
    if request.reminders == 0 {
        return first(request, campaign, country, request.state_at, now);
    }
    let due = after_working_days(country, now, wait(request, campaign)?);
    bounded(request, campaign, country, due, now)
}

/// When the first reminder goes out after a mail that goes out at `sent`.
pub(crate) fn first(
    request: &Request,
    campaign: &Campaign,
    country: &str,
    sent: Instant,
    now: Instant,
) -> Option<Instant> {
    let due = after_working_days(country, sent, wait(request, campaign)?);
    bounded(request, campaign, country, due, now)
}

/// When reminding goes on after a mail with the link that goes out at `sent`; never right behind that mail.
pub(crate) fn anew(request: &Request, campaign: &Campaign, country: &str, sent: Instant) -> Option<Instant> {
    let due = after_working_days(country, sent, wait(request, campaign)?.max(1));
    bounded(request, campaign, country, due, sent)
}

/// The next reminder after the campaign's plan or dates changed: what was planned is moved by as many working days as
/// the plan changed, never into the past; where nothing was planned any more, reminding begins anew.
pub(crate) fn replanned(
    request: &Request,
    old: &Campaign,
    new: &Campaign,
    country: &str,
    now: Instant,
) -> Option<Instant> {
    let is = wait(request, new)?;
    let planned = request.next_reminder_at.zip(wait(request, old));
    let Some((planned, was)) = planned else { return anew(request, new, country, now) };
    let due = if is >= was {
        after_working_days(country, planned, is - was)
    } else {
        // The first moment from which the days that were saved lead to the day that was planned, whatever the hour.
        let reaches = |at: &Instant| after_working_days(country, *at, was - is) > planned - DAY / 2;
        let days = (planned - now).max(0) / DAY + 1;
        let mornings = (0..days).map(|day| next_working_time(country, now + day * DAY));
        mornings.take_while(|at| *at < planned).find(reaches).unwrap_or(planned)
    };
    bounded(request, new, country, due, now)
}

/// When a reminder goes out that somebody wants now: with the working day. `None` where none is to be sent.
pub(crate) fn at_once(
    request: &Request,
    campaign: &Campaign,
    supplier: &Supplier,
    now: Instant,
) -> Option<Instant> {
    bounded(request, campaign, &supplier.country, now, now).filter(|_| is_reachable(supplier))
}

/// The moment for a reminder that is due then: never in the past, for it would be due again at once.
fn bounded(
    request: &Request,
    campaign: &Campaign,
    country: &str,
    due: Instant,
    now: Instant,
) -> Option<Instant> {
    if !is_wanted(request, campaign) {
        return None;
    }
    let due = next_working_time(country, due.max(request.snoozed_until.unwrap_or(now)).max(now));
    (due < end_of(campaign)).then_some(due)
}

/// Which reminder fits a state.
pub fn kind(state: RequestState) -> MailKind {
    match ReminderStates::of(state) {
        ReminderStates::NotFixed => MailKind::ReminderNotFixed,
        ReminderStates::Unfinished => MailKind::ReminderUnfinished,
        ReminderStates::NotOpened => MailKind::ReminderNotOpened,
    }
}

/// A plan in short, for the log: `5, 5, 7/3/–` are the working days of each reminder, by state where they differ.
pub(crate) fn told(plan: &ReminderPlan) -> String {
    let step = |step: &ReminderStep| {
        let days = ReminderStates::ALL
            .map(|states| step.of(states).map_or_else(|| "–".to_owned(), |days| days.to_string()));
        if days.iter().all(|it| *it == days[0]) { days[0].clone() } else { days.join("/") }
    };
    plan.steps.iter().map(step).collect::<Vec<_>>().join(", ")
}
