//! The one-page update to senior management: what was asked, what came, what is at risk, what is done, against last time.
//! Its figures are of the day, or of a snapshot, until somebody signs it; from then on nothing of it changes.

mod lines;
mod mailed;

pub use lines::{Line, Part, Then, Value};

use super::counted::Counted;
use crate::access::{Manager, Viewer};
use crate::ports::during;
use crate::records::{CampaignId, Day, Id, UpdateVersion};
use crate::{Result, ServiceError, day_of};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Longest text, in characters: five of them and the figures fit on a page.
const LONGEST: usize = 700;

/// What the operator says: a text to each part, and one about what comes next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    pub asked: String,
    pub came: String,
    pub risk: String,
    pub done: String,
    pub next: String,
}

impl Words {
    /// Each with its name.
    pub fn all(&self) -> [(&'static str, &str); 5] {
        [
            ("asked", &self.asked),
            ("came", &self.came),
            ("risk", &self.risk),
            ("done", &self.done),
            ("next", &self.next),
        ]
    }
}

/// That somebody stands behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The name, as it was then.
    pub by: String,
    pub on: Day,
}

/// An update as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Document {
    schema: u32,
    words: Words,
    signature: Option<Signature>,
    lines: Vec<Line>,
    against: String,
}

/// An update with its figures.
#[derive(Clone, Debug)]
pub struct Update {
    pub id: Id,
    /// The version that was seen; 0 before anybody saved.
    pub version: i64,
    pub campaign: CampaignId,
    /// The campaign's name, or the snapshot's.
    pub source: String,
    pub snapshot: Option<Id>,
    /// The day of its figures.
    pub as_of: Day,
    pub words: Words,
    pub lines: Vec<Line>,
    /// With what it is compared; blank for nothing.
    pub against: String,
    pub signature: Option<Signature>,
}

/// What an update rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A campaign as it stands.
    Campaign(CampaignId),
    Snapshot(Id),
}

impl Viewer {
    /// An update as it was saved last; one that is not signed with the figures of today.
    pub async fn update(&self, id: &str) -> Result<Update> {
        let stored = self.services().store.update(id).await?.ok_or(ServiceError::NotFound)?;
        self.opened_update(stored).await
    }

    /// The updates of a campaign, the youngest first: identifier, day, and who signed it and when.
    pub async fn updates(&self, campaign: &CampaignId) -> Result<Vec<(Id, Day, Option<Signature>)>> {
        let all = self.services().store.updates(campaign).await?;
        let read = |u: UpdateVersion| Ok((u.id, day_of(u.saved_at), Document::read(&u.document)?.signature));
        all.into_iter().map(read).collect()
    }

    async fn opened_update(&self, stored: UpdateVersion) -> Result<Update> {
        let document = Document::read(&stored.document)?;
        let (source, lines, against) = match &stored.snapshot {
            Some(id) => {
                let counted = self.counted(id).await?;
                let against = counted.opened.snapshot.before.as_ref().map_or("", |before| &before.name);
                (counted.opened.head.name.clone(), lines::of_snapshot(&counted), against.to_owned())
            }
            None => {
                let (lines, against) = self.lines_of_campaign(&stored.campaign, &stored.id).await?;
                (self.campaign(&stored.campaign).await?.name, lines, against)
            }
        };
        let frozen = document.signature.is_some();
        let today = self.services().company_today().await?;
        Ok(Update {
            id: stored.id,
            version: stored.version,
            campaign: stored.campaign,
            source,
            as_of: match (&document.signature, &stored.snapshot) {
                (Some(signature), _) => signature.on,
                (None, _) => today,
            },
            snapshot: stored.snapshot,
            words: document.words,
            lines: if frozen { document.lines } else { lines },
            against: if frozen { document.against } else { against },
            signature: document.signature,
        })
    }

    /// The figures of a campaign as it stands, beside those of the last update about it that was signed.
    async fn lines_of_campaign(&self, campaign: &CampaignId, own: &str) -> Result<(Vec<Line>, String)> {
        let pictured = self.pictured(campaign).await?;
        let unreachable = self.problems(campaign, 0).await?.unreachable;
        let facilities = self.reported_facilities().await?;
        let mut lines =
            lines::of_campaign(&pictured, unreachable, &facilities, self.calls_counted(campaign).await?);
        let all = self.services().store.updates(campaign).await?;
        for earlier in all.into_iter().filter(|u| u.snapshot.is_none() && u.id != own) {
            let document = Document::read(&earlier.document)?;
            if let Some(signature) = document.signature {
                lines::compare(&mut lines, &document.lines);
                return Ok((lines, signature.on.to_string()));
            }
        }
        Ok((lines, String::new()))
    }
}

impl Document {
    fn read(json: &str) -> Result<Document> {
        serde_json::from_str(json).map_err(|e| ServiceError::Internal(during("a stored update", e)))
    }

    fn written(&self) -> Result<String> {
        serde_json::to_string(self)
            .map_err(|e| ServiceError::Internal(during("an update cannot be written", e)))
    }
}

impl Manager {
    /// Begins an update; gives its identifier.
    pub async fn begin_update(&self, source: Source) -> Result<Id> {
        self.everything()?;
        let services = self.services();
        let (campaign, snapshot) = match source {
            Source::Campaign(id) => (self.campaign(&id).await?.id, None),
            Source::Snapshot(id) => {
                let counted: Arc<Counted> = self.counted(&id).await?;
                let first = counted.opened.snapshot.campaigns.first();
                (first.map(|c| c.id.clone()).ok_or(ServiceError::NotFound)?, Some(id))
            }
        };
        let id = services.new_id();
        let version = UpdateVersion {
            id: id.clone(),
            version: 1,
            campaign,
            snapshot,
            document: Document { schema: 1, ..Document::default() }.written()?,
            saved_at: services.now(),
            saved_by: self.member().id.clone(),
            signed_at: None,
        };
        let log = self.did("update.begun", format!("campaign:{}", version.campaign), "");
        services.store.put_update(version, log).await?;
        Ok(id)
    }

    /// Saves the words, or saves and signs them: a conflict where somebody else has saved since this version.
    pub async fn save_update(&self, id: &str, version: i64, words: Words, sign: bool) -> Result<()> {
        self.everything()?;
        let services = self.services();
        let long = |(name, text): &(&'static str, &str)| (text.chars().count() > LONGEST).then_some(*name);
        if let Some(name) = words.all().iter().find_map(long) {
            return Err(ServiceError::field(name, "problem.too_long"));
        }
        let seen = self.update(id).await?;
        if seen.version != version || seen.signature.is_some() {
            return Err(ServiceError::Conflict);
        }
        if sign && seen.snapshot.is_none() {
            self.placed().await?;
        }
        let now = services.now();
        let signature = sign.then(|| Signature { by: self.member().name.clone(), on: day_of(now) });
        let document = Document {
            schema: 1,
            words,
            lines: if sign { seen.lines } else { Vec::new() },
            against: if sign { seen.against } else { String::new() },
            signature,
        };
        let next = UpdateVersion {
            id: id.to_owned(),
            version: version + 1,
            campaign: seen.campaign.clone(),
            snapshot: seen.snapshot,
            document: document.written()?,
            saved_at: now,
            saved_by: self.member().id.clone(),
            signed_at: sign.then_some(now),
        };
        let detail = serde_json::json!({ "update": id, "version": version + 1 }).to_string();
        let act = if sign { "update.signed" } else { "update.written" };
        let log = self.did(act, format!("campaign:{}", seen.campaign), detail);
        Ok(services.store.put_update(next, log).await?)
    }
}
