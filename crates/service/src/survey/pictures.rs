//! What pictures of a campaign are drawn of, as it stands.

use crate::Result;
use crate::access::Viewer;
use crate::records::{ByDay, Campaign, CampaignCounts, CampaignId, CampaignState, Counts, Day, Instant};
use domain::workflow::Stage;

/// A campaign as it stands, with the one of the year before.
pub struct Pictured {
    pub campaign: Campaign,
    pub counts: Counts,
    pub counted: CampaignCounts,
    /// The day in UTC on which it was launched; none before.
    pub launched: Option<Day>,
    /// Today, in UTC.
    pub today: Day,
    pub before: Option<PicturedBefore>,
}

/// The campaign of an earlier year that stands beside it.
pub struct PicturedBefore {
    pub campaign: Campaign,
    pub counts: Counts,
    pub answers: ByDay,
    pub launched: Day,
}

impl Counts {
    /// How many requests have come so far.
    pub fn at(&self, stage: Stage) -> u64 {
        self.by_state.iter().filter(|(state, _)| stage.holds(*state)).map(|(_, n)| n).sum()
    }
}

impl PicturedBefore {
    /// How many answers had come by the end of the day that is so many days behind the launch.
    pub fn answered_by(&self, days: i64) -> u64 {
        self.answers.iter().filter(|(day, _)| self.launched.days_until(*day) <= days).map(|(_, n)| n).sum()
    }
}

impl Viewer {
    /// What a campaign's pictures are drawn of.
    pub async fn pictured(&self, campaign: &CampaignId) -> Result<Pictured> {
        let services = self.services();
        let counted = services.store.campaign_counts(self.scope(), campaign, services.now()).await?;
        let counts = self.counts(Some(campaign)).await?;
        self.pictured_of(campaign, counts, counted).await
    }

    /// The same in short, for a page that is opened all day and has counted where requests stand: states and days of
    /// answers.
    pub async fn pictured_in_short(&self, campaign: &CampaignId, counts: Counts) -> Result<Pictured> {
        let services = self.services();
        let answers = services.store.answer_days(self.scope(), campaign, services.now()).await?;
        self.pictured_of(campaign, counts, CampaignCounts { answers, ..CampaignCounts::default() }).await
    }

    /// In how many of its declarations something is incomplete, inconsistent, inaccurate.
    pub async fn class_counts(&self, campaign: &CampaignId) -> Result<[u64; 3]> {
        Ok(self.services().store.class_counts(self.scope(), campaign).await?)
    }

    async fn pictured_of(
        &self,
        campaign: &CampaignId,
        counts: Counts,
        counted: CampaignCounts,
    ) -> Result<Pictured> {
        let services = self.services();
        let now = services.now();
        let of = self.campaign(campaign).await?;
        let before = match self.campaign_before(&of).await? {
            Some((earlier, launched)) => Some(PicturedBefore {
                counts: self.counts(Some(&earlier.id)).await?,
                answers: services.store.answer_days(self.scope(), &earlier.id, now).await?,
                launched,
                campaign: earlier,
            }),
            None => None,
        };
        Ok(Pictured {
            counts,
            counted,
            launched: of.launched_at.map(Instant::day),
            today: now.day(),
            before,
            campaign: of,
        })
    }

    /// The last campaign that was launched for an earlier year, with the day of its launch.
    async fn campaign_before(&self, of: &Campaign) -> Result<Option<(Campaign, Day)>> {
        let all = self.campaigns().await?.into_iter();
        let earlier = all.filter(|c| c.year < of.year && c.state != CampaignState::Planned);
        let last = earlier.max_by_key(|c| (c.year, c.launched_at));
        Ok(last.and_then(|c| c.launched_at.map(|at| (c, at.day()))))
    }
}
