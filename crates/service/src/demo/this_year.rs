//! This year: the survey is in its seventh week, with suppliers in every state.

use super::declarations::{self, Kind, draft, partial};
use super::time::{SetClock, TICK, pass_until, tick};
use super::{PRODUCTS, SUPPLIERS, people};
use crate::access::Administrator;
use crate::records::{CallOutcome, Campaign, Instant, ReminderPlan, RequestId};
use crate::survey::calls::Called;
use crate::survey::campaigns;
use crate::survey::workdays::Delivery;
use crate::{DAY, HOUR, Result, ServiceError, Services, SupplierDesk, day_of};
use domain::Draft;
use std::collections::BTreeMap;

/// What becomes of a supplier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Silent,
    Unreachable,
    Opened,
    Started,
    Submitted,
    InReview,
    SentBack,
    Resubmitted,
    Accepted,
    AcceptedCorrected,
    Rejected,
    Declined,
    OutOfScope,
    OtherPerson,
    Withdrawn,
}

/// How many of each; together [`SUPPLIERS`].
const FATES: [(Fate, usize); 15] = [
    (Fate::Silent, 30),
    (Fate::Unreachable, 3),
    (Fate::Opened, 18),
    (Fate::Started, 31),
    (Fate::Submitted, 24),
    (Fate::InReview, 10),
    (Fate::SentBack, 14),
    (Fate::Resubmitted, 8),
    (Fate::Accepted, 52),
    (Fate::AcceptedCorrected, 8),
    (Fate::Rejected, 2),
    (Fate::Declined, 4),
    (Fate::OutOfScope, 2),
    (Fate::OtherPerson, 3),
    (Fate::Withdrawn, 1),
];

/// The place of a supplier in a fixed shuffle: 67 and 210 have no common factor.
pub(super) fn place(supplier: usize) -> usize {
    (supplier * 67 + 11) % SUPPLIERS
}

pub(super) fn fate(supplier: usize) -> Fate {
    let mut place = place(supplier);
    for (fate, count) in FATES {
        if place < count {
            return fate;
        }
        place -= count;
    }
    Fate::Silent
}

/// One thing that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Open,
    Begin,
    Fill,
    Submit,
    TakeUp,
    SendBack,
    Correct,
    Accept,
    Reject,
    Decline,
    Agree,
    NameOther,
    Withdraw,
    Call,
    CallAgain,
}

fn steps(fate: Fate) -> &'static [Step] {
    use Step::*;
    match fate {
        Fate::Silent => &[],
        // Mail does not reach it: somebody takes up the telephone.
        Fate::Unreachable => &[Call, CallAgain],
        Fate::Opened => &[Open],
        Fate::Started => &[Open, Begin],
        Fate::Submitted => &[Open, Fill, Submit],
        Fate::InReview => &[Open, Fill, Submit, TakeUp],
        Fate::SentBack => &[Open, Fill, Submit, TakeUp, SendBack],
        Fate::Resubmitted => &[Open, Begin, Fill, Submit, TakeUp, SendBack, Correct],
        Fate::Accepted => &[Open, Fill, Submit, Accept],
        Fate::AcceptedCorrected => &[Open, Fill, Submit, TakeUp, SendBack, Correct, Accept],
        Fate::Rejected => &[Open, Fill, Submit, TakeUp, Reject],
        Fate::Declined => &[Decline],
        Fate::OutOfScope => &[Decline, Agree],
        Fate::OtherPerson => &[NameOther],
        Fate::Withdrawn => &[Withdraw],
    }
}

/// Goes through the seven weeks: asks, and lets each supplier and the team do what they do.
pub(super) async fn pass(
    past: &Services,
    clock: &SetClock,
    administrator: &Administrator,
    year: i64,
    now: Instant,
) -> Result<Campaign> {
    let campaign = launch(past, administrator, year, now).await?;
    let requests = super::requests(administrator, &campaign).await?;
    let begin = clock.at();
    // On the first day invitations go out wherever work begins; later on, mail leaves when something happens or is due.
    let first_day = (1..=DAY / TICK).map(|n| begin + n * TICK);
    let ends_of_days = (2..).map(|n| begin + n * DAY).take_while(|at| *at < now);
    let quiet = first_day.chain(ends_of_days).map(|at| (at, None));
    let mut events: Vec<(Instant, Option<(usize, Step)>)> = quiet.collect();
    for supplier in 0..SUPPLIERS {
        let mut at = begin + DAY * (1 + (supplier as i64 * 13) % 24) + HOUR * ((supplier as i64 * 7) % 9);
        for step in steps(fate(supplier)) {
            events.push((at.min(now - HOUR), Some((supplier, *step))));
            at += match step {
                Step::Open | Step::Begin => 20 * 60_000,
                Step::Fill => HOUR / 2,
                Step::Submit => DAY * (1 + (supplier as i64 % 4)),
                Step::SendBack => DAY * (2 + (supplier as i64 % 5)),
                _ => DAY,
            };
        }
    }
    // By time; what happens at one time to one supplier keeps its order.
    events.sort_by_key(|e| e.0);
    for (at, event) in events {
        pass_until(past, clock, at).await?;
        let Some((supplier, step)) = event else {
            tick(past).await?;
            continue;
        };
        let Some(request) = requests.get(&people::reference(supplier)) else { continue };
        happen(past, administrator, request, supplier, step).await.map_err(|e| {
            ServiceError::Internal(format!("demonstration: supplier {supplier}, {step:?}: {e}").into())
        })?;
    }
    Ok(campaign)
}

async fn launch(past: &Services, administrator: &Administrator, year: i64, now: Instant) -> Result<Campaign> {
    let campaign = Campaign {
        name: format!("Minerals {year}"),
        year,
        products: PRODUCTS.into(),
        template_version: "6.5".into(),
        due: day_of(now - 4 * DAY),
        cutoff: day_of(now + 26 * DAY),
        words: BTreeMap::new(),
        // Seven weeks on, the silent have had several and have some ahead.
        reminders: ReminderPlan::even(5, 7, 6),
        ..Campaign::default()
    };
    let campaign = administrator.save_campaign(campaign).await?;
    administrator.choose_recipients(&campaign.id, &campaigns::Choice::All).await?;
    administrator.launch_by(&campaign.id, Delivery::WorkingHours).await?;
    tick(past).await?;
    administrator.campaign(&campaign.id).await
}

pub(super) async fn happen(
    past: &Services,
    administrator: &Administrator,
    request: &RequestId,
    supplier: usize,
    step: Step,
) -> Result<()> {
    let token = || async {
        let links = past.store.links(request).await?;
        let link = links.iter().find(|l| l.revoked_at.is_none()).ok_or(ServiceError::NotFound)?;
        Ok::<String, ServiceError>(past.link_token(&link.id))
    };
    let desk = || SupplierDesk::open(past, request);
    let kind = Kind::of(supplier);
    match step {
        Step::Open => {
            past.start(&token().await?).await?;
        }
        Step::Begin => write(&desk().await?, &partial(supplier, kind)).await?,
        Step::Fill => write(&desk().await?, &draft(supplier, kind, past.now())).await?,
        Step::Submit => submit(&desk().await?, draft(supplier, kind, past.now())).await?,
        Step::TakeUp => {
            administrator.take_up(request).await?;
        }
        Step::SendBack => {
            let detail = administrator.request(request).await?;
            let (submission, _) = detail.latest()?.ok_or(ServiceError::NotFound)?;
            match submission.report.warnings().next() {
                Some(finding) => {
                    let text = administrator.propose_query_text(request, &finding.key()).await?;
                    let place = finding.location.id();
                    administrator.raise_query(request, &place, &finding.key(), &text).await?;
                }
                None => {
                    let text = people::question(supplier);
                    administrator.raise_query(request, "company.address", "", text).await?;
                }
            }
            administrator.send_back(request).await?;
        }
        Step::Correct => submit(&desk().await?, declarations::corrected(supplier, kind, past.now())).await?,
        Step::Accept => {
            administrator.accept(request).await?;
        }
        Step::Reject => {
            let reason = "The smelter list is that of another company.";
            administrator.reject(request, reason).await?;
        }
        Step::Decline => past.decline(&token().await?, people::decline(supplier)).await?,
        Step::Agree => {
            let reason = "It supplies services only, nothing that contains a metal.";
            administrator.agree_out_of_scope(request, reason).await?;
        }
        Step::NameOther => {
            let (name, email) = ("Mei Song", "mei.song@other.example");
            past.name_other_person(&token().await?, name, email, "She looks after material compliance.")
                .await?;
        }
        Step::Withdraw => {
            administrator.withdraw(request, "Asked twice under two names.").await?;
        }
        Step::Call | Step::CallAgain => {
            administrator.record_call(request, call(past.now(), supplier, step == Step::CallAgain)).await?;
        }
    }
    Ok(())
}

/// Nobody is there; a day later somebody is.
fn call(at: Instant, supplier: usize, again: bool) -> Called {
    let on = day_of(at);
    if !again {
        let outcome = Some(CallOutcome::NotReached);
        return Called { on: on.to_string(), outcome, ..Called::default() };
    }
    Called {
        on: on.to_string(),
        person: people::contact(supplier).to_owned(),
        outcome: Some(CallOutcome::WillAnswer),
        until: on.plus(7).to_string(),
        words: "The mailbox is closed. A new address comes by the end of the week.".to_owned(),
        ..Called::default()
    }
}

async fn write(desk: &SupplierDesk, target: &Draft) -> Result<()> {
    let stored = desk.draft().await?;
    let before = Draft::from_entries(stored.entries.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    let changes = before.changes_to(target);
    if !changes.is_empty() {
        desk.save(stored.revision, "demonstration", changes, "metals").await?;
    }
    Ok(())
}

/// Submits, with an explanation for every warning.
pub(super) async fn submit(desk: &SupplierDesk, mut target: Draft) -> Result<()> {
    write(desk, &target).await?;
    // As it is read: with what the list says of each smelter's number.
    let report = desk.check(&desk.read(&desk.draft().await?).await?).await?;
    if let Some(error) = report.errors().next() {
        return Err(ServiceError::Internal(format!("{} blocks", error.key()).into()));
    }
    for warning in report.warnings() {
        let why =
            "We asked again; two of our own suppliers have not answered yet. We expect them next month.";
        target.explanations.insert(warning.key(), why.to_owned());
    }
    if !target.explanations.is_empty() {
        write(desk, &target).await?;
    }
    desk.submit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_supplier_has_a_fate_and_every_fate_its_suppliers() {
        assert_eq!(FATES.iter().map(|f| f.1).sum::<usize>(), SUPPLIERS);
        for (wanted, count) in FATES {
            assert_eq!((0..SUPPLIERS).filter(|s| fate(*s) == wanted).count(), count, "{wanted:?}");
        }
    }
}
