//! Campaigns: the list, one campaign, its making, whom it asks, what they will get, and by which rules they are checked.

mod edit;
mod list;
mod page;
mod preview;
mod recipients;
mod rules;

pub use edit::EditCampaign;
pub use list::{CampaignWithCounts, Campaigns};
pub use page::{CampaignPage, ReminderPlan};
pub use preview::{LaunchDay, Preview, PreviewRow, Skipped};
pub use recipients::{COLUMNS as RECIPIENT_COLUMNS, Recipient, Recipients};
pub use rules::{Affected, LimitRow, ProfileEntry, ProfileVersion, RuleDiff, RuleRow, Rules, Trial};

use domain::terms::CampaignState;

/// A campaign in short.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CampaignSummary {
    pub id: String,
    pub name: String,
    /// Reporting year.
    pub year: i64,
    pub state: CampaignState,
    /// Due day.
    pub due: String,
    /// Cut-off day.
    pub cutoff: String,
}
