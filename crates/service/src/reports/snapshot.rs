//! What a snapshot holds: which revisions, lists, decisions and settings, by hash, and what was known of suppliers on that
//! day. The revisions and lists themselves stay where they are; opening a snapshot compares their hashes.

use crate::ports::during;
use crate::records::{CampaignId, Day, Id, Instant, RequestId, SupplierId};
use crate::{Result, ServiceError, secrets};
use domain::smelters::{AliasDecision, ListKind};
use domain::workflow::RequestState;
use rollup::figures::{Earlier, Facts, Kept};
use rollup::survey::Supplier;
use rollup::verdicts::{Sourcing, Verdict};
use rollup::{Own, Settings};
use serde::{Deserialize, Serialize};

/// The version of the shape.
pub const SCHEMA: u32 = 1;

/// What was frozen. Its JSON is canonical: fields in this order, lists sorted, so that equal content has an equal hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Version of this shape.
    pub schema: u32,
    /// The company that reports, as it was called.
    pub company: String,
    pub name: String,
    /// The year that is reported on.
    pub year: i64,
    pub campaigns: Vec<FrozenCampaign>,
    /// Answers count that came in before this moment.
    pub cutoff_at: Instant,
    /// The offset from UTC in which the moment was named, and in which days are counted: `+01:00`.
    pub zone: String,
    pub taken_at: Instant,
    /// The version of the rules that check.
    pub rules_version: String,
    /// The version of the template in which the roll-up answers.
    pub template_version: String,
    /// The day on which statuses of smelters are asked.
    #[serde(with = "domain::day::stored")]
    pub list_day: Day,
    pub lists: Vec<FrozenList>,
    /// What names of smelters meant.
    pub decisions: Vec<AliasDecision>,
    /// What the team decided about smelters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub verdicts: Vec<Verdict>,
    /// From where smelters were known to take their ore.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sourcing: Vec<Sourcing>,
    pub settings: Settings,
    pub own: Own,
    /// By identifier. Contacts are left out: no figure needs them.
    pub suppliers: Vec<Supplier>,
    /// By identifier.
    pub requests: Vec<FrozenRequest>,
    /// What is said of the snapshot itself.
    pub facts: Facts,
    /// The report that this one is compared with.
    pub before: Option<Before>,
    /// The figures as they came out, which stand whatever becomes of what they were counted from.
    pub figures: Vec<Kept>,
    /// The facilities, for the report after this one.
    pub smelters: Vec<Earlier>,
    /// What the rules found in the declarations that count; none of an older snapshot, which did not keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<FrozenFindings>,
    /// Days with how many reminders went out on them, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded: Option<Vec<(Day, u64)>>,
}

/// What the rules found, as it was checked last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenFindings {
    /// How many declarations count.
    pub declarations: u64,
    /// By code.
    pub rules: Vec<FrozenRule>,
}

/// How far a rule's findings reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenRule {
    pub code: String,
    /// In how many declarations.
    pub declarations: u64,
    /// How many there are.
    pub findings: u64,
}

/// An earlier snapshot, with what is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    pub id: Id,
    pub name: String,
    pub hash: String,
    pub figures: Vec<Kept>,
    pub smelters: Vec<Earlier>,
}

/// A campaign that is reported on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenCampaign {
    pub id: CampaignId,
    pub name: String,
}

/// A list that was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenList {
    pub id: Id,
    pub kind: ListKind,
    pub as_of: Day,
    pub source: String,
    /// Its terms.
    pub licence: String,
    pub hash: String,
}

/// A request as it stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenRequest {
    pub id: RequestId,
    pub campaign: CampaignId,
    pub supplier: SupplierId,
    pub state: RequestState,
    /// The day on which it went out.
    pub sent_on: Option<Day>,
    /// Reminders that went out before the cut-off.
    pub reminders: u32,
    /// How often it was sent back.
    pub sent_back: u32,
    /// How often it was called about it before the cut-off; none in an older snapshot, which did not keep it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calls: Option<u32>,
    /// Whether no mail reaches the supplier.
    pub undeliverable: bool,
    /// Whether the first answer came after the cut-off.
    pub late: bool,
    /// The last revision that came before the cut-off.
    pub revision: Option<FrozenRevision>,
}

/// A revision of a declaration, by hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrozenRevision {
    pub number: i64,
    /// SHA-256 of its document.
    pub hash: String,
    pub received_on: Day,
    /// Warnings that nobody has explained.
    pub open_warnings: u32,
    /// Warnings that were explained.
    pub explained: u32,
}

impl Snapshot {
    /// The canonical JSON and its SHA-256.
    pub fn seal(&self) -> Result<(String, String)> {
        let json = serde_json::to_string(self)
            .map_err(|e| ServiceError::Internal(during("a snapshot cannot be written", e)))?;
        let hash = secrets::sha256_hex(json.as_bytes());
        Ok((json, hash))
    }

    /// Reads a stored one.
    pub fn read(json: &str) -> Result<Snapshot> {
        serde_json::from_str(json).map_err(|e| ServiceError::Internal(during("a stored snapshot", e)))
    }
}
