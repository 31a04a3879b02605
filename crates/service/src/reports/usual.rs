//! What is mostly meant: how a campaign is frozen unless somebody says otherwise, and which snapshot reports on it.

use super::freeze::Wanted;
use super::snapshot::Snapshot;
use crate::access::Viewer;
use crate::records::{Campaign, SnapshotHead};
use crate::zone::{day_in, offset_behind};
use crate::{DAY, Result};

impl Viewer {
    /// A campaign, to be frozen as of its cut-off or, before that, of yesterday, and compared with the last earlier year.
    /// What is frozen still needs a name.
    pub async fn usual_freeze(&self, campaign: Campaign) -> Result<Wanted> {
        let services = self.services();
        let zone = services.company_zone().await?;
        let yesterday = day_in(&zone, services.now() - DAY);
        let cutoff_day = campaign.cutoff.min(yesterday);
        let before = services.store.snapshots().await?.into_iter().find(|head| head.year < campaign.year);
        Ok(Wanted {
            year: campaign.year,
            campaigns: vec![campaign.id],
            zone: offset_behind(&zone, cutoff_day),
            cutoff_day: cutoff_day.to_string(),
            list_day: services.company_today().await?.to_string(),
            template_version: campaign.template_version,
            before: before.map(|head| head.id),
            ..Wanted::default()
        })
    }

    /// The youngest snapshot that reports on a campaign.
    pub async fn snapshot_of(&self, campaign: &str) -> Result<Option<SnapshotHead>> {
        let store = &self.services().store;
        for head in store.snapshots().await? {
            let Some(stored) = store.snapshot(&head.id).await? else { continue };
            if Snapshot::read(&stored.document)?.campaigns.iter().any(|c| *c.id == *campaign) {
                return Ok(Some(head));
            }
        }
        Ok(None)
    }

    /// What was frozen, as it is stored: the bytes that its hash covers.
    pub async fn frozen_document(&self, snapshot: &str) -> Result<Option<String>> {
        Ok(self.services().store.snapshot(snapshot).await?.map(|stored| stored.document))
    }
}
