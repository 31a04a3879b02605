//! Campaigns: whom they ask what and when, and by which rules.

use super::reminder_plan::ReminderPlan;
use super::{CampaignId, Day, Instant, MemberId, RequestId, SupplierId};
use domain::rules::Profile;
use domain::terms::{Bar, CampaignState};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How declarations are accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewPlan {
    /// What may be left where many are accepted together.
    pub bar: Bar,
    /// Whether a second member confirms each acceptance.
    pub second_person: bool,
}

/// The company's own words for one kind of mail in one language. Blank parts use the built-in text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MailWords {
    pub subject: String,
    /// What stands above the link; `{supplier}`, `{contact}`, `{company}`, `{year}`, `{due}` are filled in.
    pub body: String,
}

/// One reporting year's survey.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Campaign {
    pub id: CampaignId,
    /// Counts changes; a write names the version that it saw.
    pub version: i64,
    /// Name, for example `Minerals 2026`.
    pub name: String,
    /// Reporting year.
    pub year: i64,
    /// Which products it is about, in words for the supplier.
    pub products: String,
    /// The template version that is answered in the form, for example `6.5`.
    pub template_version: String,
    /// Answers are wanted by this day.
    pub due: Day,
    /// Answers are taken until this day.
    pub cutoff: Day,
    /// Where it stands.
    pub state: CampaignState,
    /// Own words, by kind and language: `invitation.en`, `reminder.zh`; `reminder2.zh` holds for the second reminder alone.
    pub words: BTreeMap<String, MailWords>,
    /// When reminders go out.
    pub reminders: ReminderPlan,
    /// How declarations are accepted.
    pub review: ReviewPlan,
    /// When it was made.
    pub created_at: Instant,
    /// When it was launched.
    pub launched_at: Option<Instant>,
    /// The day on which it launches by itself, while it is planned.
    pub launch_on: Option<Day>,
    /// Who wants that; empty where nobody does.
    pub launch_by: MemberId,
}

/// What a change of a campaign's dates or reminders means to what was sent already.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replan {
    /// Requests with the version that was read and the next reminder as it is now. One that moved on meanwhile is left
    /// alone.
    pub reminders: Vec<(RequestId, i64, Option<Instant>)>,
    /// Links that still work stop working then; unset where they stay as they are.
    pub links_end: Option<Instant>,
}

/// What needs the team besides declarations. Counted exactly; some are named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// Requests of the campaign that wait for the supplier and at which another person is named.
    pub proposed: u64,
    /// The newest of them: request and supplier's name.
    pub proposed_first: Vec<(RequestId, String)>,
    /// Suppliers, not retired, whom mail does not reach.
    pub unreachable: u64,
    /// The first of them by name: supplier and name.
    pub unreachable_first: Vec<(SupplierId, String)>,
}

/// A version of a campaign's rule profile: what the rules do otherwise than built in. Never changed; the one with the
/// highest version holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleProfile {
    pub campaign: CampaignId,
    /// 1 for the first; before it the built-in profile holds.
    pub version: i64,
    /// What it says.
    pub profile: Profile,
    /// Who switched it on.
    pub member: MemberId,
    /// Why, in that person's words.
    pub why: String,
    pub at: Instant,
}
