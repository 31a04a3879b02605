//! What the retention rule removes, and what is kept all the same.

use super::{CampaignId, Id, Instant, MemberId, RequestId, SupplierId};
use serde::{Deserialize, Serialize};

/// How much of each kind goes, or went.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RemovedCounts {
    #[serde(skip_serializing_if = "is_zero")]
    pub requests: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub submissions: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub drafts: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub queries: u64,
    /// Notes of the team.
    #[serde(skip_serializing_if = "is_zero")]
    pub notes: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub files: u64,
    #[serde(skip_serializing_if = "is_zero")]
    pub mails: u64,
    /// Links that still worked.
    #[serde(skip_serializing_if = "is_zero")]
    pub links: u64,
    /// Entries of the log whose text goes.
    #[serde(skip_serializing_if = "is_zero")]
    pub log_entries: u64,
    /// Telephone calls that were noted.
    #[serde(skip_serializing_if = "is_zero")]
    pub calls: u64,
    /// Suppliers whose contact goes.
    #[serde(skip_serializing_if = "is_zero")]
    pub contacts: u64,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

impl RemovedCounts {
    /// Each kind by its key, in the order in which they are shown.
    pub fn each(&self) -> [(&'static str, u64); 11] {
        [
            ("requests", self.requests),
            ("submissions", self.submissions),
            ("drafts", self.drafts),
            ("queries", self.queries),
            ("notes", self.notes),
            ("calls", self.calls),
            ("files", self.files),
            ("mails", self.mails),
            ("links", self.links),
            ("log_entries", self.log_entries),
            ("contacts", self.contacts),
        ]
    }

    /// Adds others.
    pub fn add(&mut self, more: &RemovedCounts) {
        self.requests += more.requests;
        self.submissions += more.submissions;
        self.drafts += more.drafts;
        self.queries += more.queries;
        self.notes += more.notes;
        self.calls += more.calls;
        self.files += more.files;
        self.mails += more.mails;
        self.links += more.links;
        self.log_entries += more.log_entries;
        self.contacts += more.contacts;
    }
}

/// What a legal hold keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldScope {
    All,
    Campaign(CampaignId),
    Supplier(SupplierId),
}

impl HoldScope {
    /// The key used in storage and texts.
    pub fn key(&self) -> &'static str {
        match self {
            HoldScope::All => "all",
            HoldScope::Campaign(_) => "campaign",
            HoldScope::Supplier(_) => "supplier",
        }
    }

    /// What is kept; blank where it is everything.
    pub fn object(&self) -> &str {
        match self {
            HoldScope::All => "",
            HoldScope::Campaign(id) => id,
            HoldScope::Supplier(id) => id,
        }
    }

    pub fn parse(key: &str, object: &str) -> Option<HoldScope> {
        match key {
            "all" => Some(HoldScope::All),
            "campaign" => Some(HoldScope::Campaign(object.to_owned().into())),
            "supplier" => Some(HoldScope::Supplier(object.to_owned().into())),
            _ => None,
        }
    }
}

/// A legal hold: what it covers is kept until it is lifted, whatever the rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalHold {
    pub id: Id,
    pub scope: HoldScope,
    pub reason: String,
    pub placed_at: Instant,
    pub placed_by: MemberId,
    pub lifted_at: Option<Instant>,
    /// Blank while it stands.
    pub lifted_by: MemberId,
}

/// What the rule asks for on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RetentionDue {
    /// The campaigns whose reporting year is so long ago.
    pub campaigns: Vec<CampaignId>,
    /// What was written of suppliers, and who was retired, before this moment.
    pub before: Instant,
}

/// A run of the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionRun {
    pub id: Id,
    /// The rule: months after the reporting year.
    pub months: i64,
    pub started_at: Instant,
    /// As the log calls it.
    pub started_by: String,
    pub counts: RemovedCounts,
    pub finished_at: Option<Instant>,
}

/// The tombstone of a request: what stood behind it was removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    pub request: RequestId,
    pub run: Id,
    pub removed_at: Instant,
    /// The rule: months after the reporting year.
    pub months: i64,
    pub counts: RemovedCounts,
}
