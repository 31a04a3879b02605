//! Launching on a day that somebody chose: the portal does it by itself that morning, with that member's rights of then.

use crate::access::Manager;
use crate::mail::own_words::words_problems;
use crate::records::{Campaign, CampaignId, CampaignState, Day, MemberId, Scope};
use crate::survey::workdays::Delivery;
use crate::{Result, ServiceError, Services};

impl Manager {
    /// Has a campaign that is planned launch by itself on a day, or not any more. Who is asked then is who has been chosen by
    /// then; invitations go out in the working hours of that day.
    pub async fn plan_launch(&self, id: &CampaignId, day: Option<Day>) -> Result<()> {
        self.everything()?;
        let (services, campaign) = (self.services(), self.campaign(id).await?);
        if campaign.state != CampaignState::Planned {
            return Err(ServiceError::NotNow("launched"));
        }
        if let Some(day) = day {
            if day <= services.today() || day > campaign.cutoff {
                return Err(ServiceError::field("launch_on", "problem.launch_on"));
            }
            if !words_problems(&campaign).is_empty() {
                return Err(ServiceError::NotNow("words"));
            }
            if !self.recipients(id).await?.iter().any(|it| it.no_mail.is_none()) {
                return Err(ServiceError::NotNow("nobody"));
            }
        }
        let action = if day.is_some() { "campaign.launch_planned" } else { "campaign.launch_unplanned" };
        let log =
            self.did(action, format!("campaign:{id}"), day.map_or(String::new(), |day| day.to_string()));
        let launch_by = if day.is_some() { self.member().id.clone() } else { MemberId::default() };
        services.store.save_campaign(Campaign { launch_on: day, launch_by, ..campaign }, log).await?;
        Ok(())
    }
}

impl Services {
    /// Launches what is due; says how many were invited. Safe to run anywhere at any time: whoever is second finds nobody left
    /// to invite.
    pub async fn launch_due(&self) -> Result<u64> {
        let (mut invited, today) = (0, self.today());
        let due =
            |c: &Campaign| c.state == CampaignState::Planned && c.launch_on.is_some_and(|on| on <= today);
        for campaign in self.store.campaigns(&Scope::Everything).await?.into_iter().filter(due) {
            match self.launch_as_planned(&campaign).await {
                Ok(count) => invited += count,
                // Another instance was faster.
                Err(ServiceError::Conflict) => {}
                Err(error @ ServiceError::Unavailable(_)) => return Err(error),
                Err(error) => self.give_up_launch(campaign, &error.to_string()).await?,
            }
        }
        Ok(invited)
    }

    async fn launch_as_planned(&self, campaign: &Campaign) -> Result<u64> {
        let member = self.store.member(&campaign.launch_by).await?.filter(|m| m.disabled_at.is_none());
        let member = member.ok_or(ServiceError::Forbidden)?;
        let manager = self.actor_for(member).as_manager()?;
        manager.launch_by(&campaign.id, Delivery::WorkingHours).await
    }

    /// Whoever planned it has no right to it any more, or the campaign cannot be launched as it stands: it stays planned, and
    /// the log says why, so that it is not tried without end.
    async fn give_up_launch(&self, campaign: Campaign, why: &str) -> Result<()> {
        tracing::error!(campaign = %campaign.id, why, "a planned launch is given up");
        let log = self.system_did("campaign.launch_given_up", format!("campaign:{}", campaign.id), why);
        let given_up = Campaign { launch_on: None, launch_by: MemberId::default(), ..campaign };
        match self.store.save_campaign(given_up, log).await {
            Ok(_) | Err(crate::ports::StoreError::Conflict) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}
