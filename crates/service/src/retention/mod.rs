//! What suppliers are told happens: so many months after the reporting year, what stands behind a request is removed, unless a
//! legal hold keeps it. The rule is the company's ([`crate::records::Company::retention_months`]).

mod holds;
mod run;

pub use holds::WantedHold;
pub use run::Agreed;

use crate::access::{Auditor, Viewer};
use crate::records::{
    Campaign, CampaignId, CampaignState, Day, Instant, Job, JobKind, LegalHold, Removal, RemovedCounts,
    RequestId, RetentionDue, RetentionRun, Scope,
};
use crate::{Result, Services, start_of};

/// How many runs are shown.
const RUNS: u32 = 50;

/// The first day on which the answers of a reporting year are removed; none where nothing ever is.
pub fn due_on(year: i64, months: u32) -> Option<Day> {
    (months > 0).then_some(())?;
    let year = i32::try_from(year).ok()?.checked_add(1)?.checked_add_unsigned(months / 12)?;
    Day::new(year, (months % 12 + 1) as u8, 1)
}

/// The first day on which the answers of a campaign are removed: not while they are still taken.
pub fn campaign_due_on(campaign: &Campaign, months: u32) -> Option<Day> {
    let day = due_on(campaign.year, months)?;
    Some(match campaign.state {
        CampaignState::Closed => day,
        CampaignState::Planned | CampaignState::Open => day.max(campaign.cutoff.plus(1)),
    })
}

/// The beginning of the year after the last one of which the answers are due; nothing is that old where there is no rule.
fn due_before(today: Day, months: u32) -> Instant {
    let month = i64::from(today.year()) * 12 + i64::from(today.month()) - 1 - i64::from(months);
    let year = i32::try_from(month.div_euclid(12)).ok().filter(|_| months > 0);
    year.and_then(|year| Day::new(year, 1, 1)).map_or(Instant::MIN, start_of)
}

/// A campaign that is due, and what goes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedCampaign {
    pub id: CampaignId,
    pub name: String,
    pub year: i64,
    /// Since when.
    pub due_on: Day,
    pub going: RemovedCounts,
    /// Requests that a hold keeps.
    pub held: u64,
}

/// What a run would remove now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RetentionPlan {
    /// The rule: months after the reporting year.
    pub months: u32,
    /// Campaigns that are due and of which something is left, the oldest first.
    pub campaigns: Vec<PlannedCampaign>,
    /// What goes of suppliers that are no longer suppliers, and of old entries about suppliers.
    pub suppliers: RemovedCounts,
    /// The next campaign that will be due, and when.
    pub next: Option<(Day, String)>,
}

impl RetentionPlan {
    /// All that goes.
    pub fn total(&self) -> RemovedCounts {
        let mut all = self.suppliers.clone();
        self.campaigns.iter().for_each(|campaign| all.add(&campaign.going));
        all
    }

    /// What whoever is shown this agrees to.
    pub fn agreed(&self) -> Agreed {
        let going = self.campaigns.iter().filter(|campaign| campaign.going.requests > 0);
        Agreed { months: self.months, campaigns: going.map(|campaign| campaign.id.clone()).collect() }
    }

    /// Whether a run would do nothing.
    pub fn is_empty(&self) -> bool {
        self.total() == RemovedCounts::default()
    }
}

impl Services {
    async fn retention_months(&self) -> Result<u32> {
        Ok(self.store.company().await?.map_or(0, |company| company.retention_months))
    }

    fn due_of(&self, months: u32, campaigns: &[Campaign]) -> RetentionDue {
        let today = self.today();
        // Who is not asked yet has nothing to lose: a campaign about a year long ago may be planned today.
        let is_due = |c: &&Campaign| {
            c.state != CampaignState::Planned && campaign_due_on(c, months).is_some_and(|day| day <= today)
        };
        RetentionDue {
            campaigns: campaigns.iter().filter(is_due).map(|c| c.id.clone()).collect(),
            before: due_before(today, months),
        }
    }

    /// The rule as it stands, and what it asks for today.
    async fn retention_due(&self) -> Result<(u32, RetentionDue)> {
        let months = self.retention_months().await?;
        Ok((months, self.due_of(months, &self.store.campaigns(&Scope::Everything).await?)))
    }

    /// What a run would remove now. Changes nothing.
    pub(crate) async fn retention_plan(&self) -> Result<RetentionPlan> {
        let months = self.retention_months().await?;
        let mut all = self.store.campaigns(&Scope::Everything).await?;
        all.sort_by(|a, b| (a.year, &a.name, &a.id).cmp(&(b.year, &b.name, &b.id)));
        let due = self.due_of(months, &all);
        let mut plan = RetentionPlan { months, ..RetentionPlan::default() };
        for campaign in all {
            let Some(day) = campaign_due_on(&campaign, months) else { continue };
            if !due.campaigns.contains(&campaign.id) {
                let sooner = plan.next.as_ref().is_none_or(|(next, _)| day < *next);
                if sooner && campaign.state != CampaignState::Planned {
                    plan.next = Some((day, campaign.name));
                }
                continue;
            }
            let (going, held) = self.store.would_remove(&campaign.id).await?;
            if going.requests + held > 0 {
                let (id, name, year) = (campaign.id, campaign.name, campaign.year);
                plan.campaigns.push(PlannedCampaign { id, name, year, due_on: day, going, held });
            }
        }
        plan.suppliers = self.store.would_forget(due.before).await?;
        Ok(plan)
    }
}

impl Auditor {
    /// What a run would remove now.
    pub async fn retention_plan(&self) -> Result<RetentionPlan> {
        self.services().retention_plan().await
    }

    /// All legal holds, the youngest first.
    pub async fn legal_holds(&self) -> Result<Vec<LegalHold>> {
        Ok(self.services().store.legal_holds().await?)
    }

    /// The last runs, the youngest first.
    pub async fn retention_runs(&self) -> Result<Vec<RetentionRun>> {
        Ok(self.services().store.retention_runs(RUNS).await?)
    }

    /// The runs that are planned or under way.
    pub async fn retention_jobs(&self) -> Result<Vec<Job>> {
        Ok(self.services().store.open_jobs(JobKind::Retention).await?)
    }
}

impl Viewer {
    /// The tombstone of a request: when the answers behind it were removed, and by which rule.
    pub async fn removal(&self, request: &RequestId) -> Result<Option<Removal>> {
        Ok(self.services().store.removal(request).await?)
    }

    /// How many of these requests have one, and when the last of them got it.
    pub async fn removals_of(&self, requests: Vec<RequestId>) -> Result<(u64, Option<Instant>)> {
        Ok(self.services().store.removals_of(requests).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_due_so_many_months_after_their_year() {
        assert_eq!(due_on(2026, 60), Day::new(2032, 1, 1));
        assert_eq!(due_on(2026, 1), Day::new(2027, 2, 1));
        assert_eq!(due_on(2026, 23), Day::new(2028, 12, 1));
        assert_eq!((due_on(2026, 0), due_on(i64::MAX, 12)), (None, None));
    }

    #[test]
    fn a_campaign_is_due_when_answers_are_taken_no_longer() {
        let cutoff = "2032-03-31".parse().unwrap();
        let campaign = Campaign { year: 2026, cutoff, state: CampaignState::Open, ..Campaign::default() };
        assert_eq!(campaign_due_on(&campaign, 60), Day::new(2032, 4, 1));
        assert_eq!(campaign_due_on(&campaign, 72), Day::new(2033, 1, 1));
        assert_eq!(campaign_due_on(&campaign, 0), None);
        let closed = Campaign { state: CampaignState::Closed, ..campaign };
        assert_eq!(campaign_due_on(&closed, 60), Day::new(2032, 1, 1));
    }

    #[test]
    fn what_was_written_in_a_year_is_due_with_its_answers() {
        for (today, months, year) in [
            ("2031-12-31", 60, 2026),
            ("2032-01-01", 60, 2027),
            ("2027-01-31", 1, 2026),
            ("2027-02-01", 1, 2027),
        ] {
            let today: Day = today.parse().unwrap();
            assert_eq!(due_before(today, months), start_of(Day::new(year, 1, 1).unwrap()), "{today}");
            let (due, next) =
                (due_on(year as i64 - 1, months).unwrap(), due_on(year as i64, months).unwrap());
            assert!(due <= today && next > today, "{today} {due}");
        }
        assert_eq!(due_before(Day::EPOCH, 0), Instant::MIN);
    }
}
