//! The year before: everybody was asked, nearly all answered, and the report is frozen, written, signed and filed. What
//! was declared came in as it comes in from suppliers; the suppliers of one day answer side by side, each at its own time.

use super::declarations::{Kind, corrected, draft, in_short};
use super::this_year::{Fate, Step, fate, happen, place, submit};
use super::time::{SetClock, pass_until, tick};
use super::{SUPPLIERS, people, report};
use crate::access::Administrator;
use crate::records::{Campaign, Id, Instant, Millis, ReminderPlan, RequestId};
use crate::survey::campaigns::Choice;
use crate::survey::workdays::Delivery;
use crate::{DAY, HOUR, MINUTE, Result, ServiceError, Services, SupplierDesk, day_of};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use tokio::task::JoinSet;

/// So many days before the survey of this year: the same day of the week.
pub(super) const EARLIER: Millis = 364 * DAY;
/// Who said nothing at all, by place; they say nothing this year either, yet.
const SILENT: Range<usize> = 12..16;
/// Days between the invitation and the last answer.
const DAYS: i64 = 30;

/// How a supplier answered, if it did. Most spoke of the whole company and could not say from where their ore comes.
pub(super) fn kind(supplier: usize) -> Option<Kind> {
    if SILENT.contains(&place(supplier)) {
        return None;
    }
    Some(match fate(supplier) {
        // It turned out later that nothing of theirs has any metal in it.
        Fate::Declined | Fate::OutOfScope => Kind::NoMetal,
        _ => match supplier % 14 {
            0 | 7 => Kind::NoMetal,
            5 => Kind::Products,
            2 | 9 => Kind::Known,
            _ => Kind::Partly,
        },
    })
}

/// Whether the reviewer had questions about the first answer.
fn is_sent_back(supplier: usize) -> bool {
    supplier % 14 == 3
}

pub(super) fn campaign(year: i64, begin: Instant) -> Campaign {
    Campaign {
        name: format!("Minerals {year}"),
        year,
        products: super::PRODUCTS.into(),
        template_version: "6.5".into(),
        due: day_of(begin + 42 * DAY),
        cutoff: day_of(begin + 60 * DAY),
        reminders: ReminderPlan::even(5, 7, 6),
        ..Campaign::default()
    }
}

/// Goes through the year: asks, answers, accepts, freezes and files.
pub(super) async fn pass(
    past: &Services,
    clock: &SetClock,
    administrator: &Administrator,
    year: i64,
) -> Result<Id> {
    let begin = clock.at();
    let campaign = administrator.save_campaign(campaign(year, begin)).await?;
    administrator.choose_recipients(&campaign.id, &Choice::All).await?;
    administrator.launch_by(&campaign.id, Delivery::WorkingHours).await?;
    tick(past).await?;
    let requests = super::requests(administrator, &campaign).await?;
    for (day, acts) in calendar() {
        let morning = begin + day * DAY;
        pass_until(past, clock, morning).await?;
        let mut side_by_side = JoinSet::new();
        for (supplier, acts) in acts {
            let Some(request) = requests.get(&people::reference(supplier)).cloned() else { continue };
            let (at, past) = (morning + MINUTE * (supplier as i64 * 7 % 420), past.clone());
            let member = administrator.member().clone();
            side_by_side.spawn(async move {
                let past = Services { clock: Arc::new(SetClock::new(at)), ..past };
                let administrator = past.actor_for(member).as_administrator()?;
                for act in acts {
                    done(&past, &administrator, &request, supplier, *act).await.map_err(|e| {
                        let what = format!("the year before: supplier {supplier}, {act:?}: {e}");
                        ServiceError::Internal(what.into())
                    })?;
                }
                Ok::<(), ServiceError>(())
            });
        }
        while let Some(done) = side_by_side.join_next().await {
            done.map_err(|e| ServiceError::Internal(e.into()))??;
        }
        pass_until(past, clock, morning + 8 * HOUR).await?;
        tick(past).await?;
    }
    pass_until(past, clock, begin + 62 * DAY).await?;
    administrator.close_campaign(&campaign.id).await?;
    report::last_year(administrator, clock, &campaign).await
}

/// What is done on which day, by supplier.
fn calendar() -> BTreeMap<i64, Vec<(usize, &'static [Step])>> {
    use Step::*;
    let mut days: BTreeMap<i64, Vec<(usize, &'static [Step])>> = BTreeMap::new();
    for supplier in (0..SUPPLIERS).filter(|s| kind(*s).is_some()) {
        let mut day = 1 + (supplier as i64 * 13) % DAYS;
        let steps: &[&'static [Step]] = match is_sent_back(supplier) {
            true => &[&[Open, Submit], &[TakeUp, SendBack], &[Correct], &[Accept]],
            false => &[&[Open, Submit], &[Accept]],
        };
        for step in steps {
            days.entry(day).or_default().push((supplier, step));
            day += 2;
        }
    }
    days
}

async fn done(
    past: &Services,
    administrator: &Administrator,
    request: &RequestId,
    supplier: usize,
    step: Step,
) -> Result<()> {
    let Some(kind) = kind(supplier) else { return Ok(()) };
    let desk = || SupplierDesk::open(past, request);
    match step {
        Step::Submit => submit(&desk().await?, in_short(draft(supplier, kind, past.now()))).await,
        Step::Correct => submit(&desk().await?, in_short(corrected(supplier, kind, past.now()))).await,
        other => happen(past, administrator, request, supplier, other).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_all_answered_and_most_for_the_whole_company() {
        let answered: Vec<Kind> = (0..SUPPLIERS).filter_map(kind).collect();
        assert_eq!(SUPPLIERS - answered.len(), SILENT.len());
        let products = answered.iter().filter(|k| **k == Kind::Products).count();
        assert!(products > 0 && products * 4 < answered.len(), "{products}");
    }
}
