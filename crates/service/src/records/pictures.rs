//! What pictures of a campaign are drawn of: counts, by day, rule, answer, country, spend.

use super::Day;

/// Days in UTC, with how often something happened on them.
pub type ByDay = Vec<(Day, u64)>;

/// How far a rule's findings reach in the last submissions of a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleCount {
    /// The rule's code.
    pub code: String,
    /// In how many declarations.
    pub declarations: u64,
    /// How many there are.
    pub findings: u64,
}

/// The requests of a campaign to suppliers of one country.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountryCount {
    /// As it is kept with suppliers.
    pub country: String,
    pub asked: u64,
    pub answered: u64,
}

/// Shares of the spend, in hundredths of a percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spend {
    /// How many of the suppliers that were asked have one stated.
    pub stated: u64,
    pub asked: u64,
    pub answered: u64,
    pub accepted: u64,
}

/// What is counted of a campaign as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CampaignCounts {
    /// First submissions of requests that have an answer.
    pub answers: ByDay,
    /// Reminders that were sent.
    pub reminders: ByDay,
    /// By code.
    pub rules: Vec<RuleCount>,
    /// Declarations that count: those that are in and neither rejected nor taken back.
    pub declarations: u64,
    /// Of these, by scope: `a`, `b`, `c`.
    pub scopes: Vec<(String, u64)>,
    /// Of these, with Yes in Q1 and Q2, by the metal's key.
    pub metals: Vec<(String, u64)>,
    /// By country.
    pub countries: Vec<CountryCount>,
    pub spend: Spend,
}
