//! One case of the parity test: what both builds are given, and what they do with it.

use domain::rules::Profile;
use domain::{Declaration, References, Settings, Smelter, check, template};
use serde::{Deserialize, Serialize};

/// What a check depends on.
#[derive(Debug, Serialize, Deserialize)]
pub struct Case {
    /// Template version.
    pub version: String,
    /// The answers.
    pub declaration: Declaration,
    /// The reference list.
    pub smelters: Vec<Smelter>,
    /// The day of the check.
    pub today: Option<String>,
    /// What the campaign wants otherwise.
    pub profile: Profile,
}

/// The report of a case, as JSON.
pub fn check_json(case: &[u8]) -> Vec<u8> {
    let case: Case = serde_json::from_slice(case).expect("a case");
    let template = template::cmrt(&case.version).expect("a known version");
    let references = References::new("test", domain::Day::EPOCH, case.smelters);
    let today = case.today.as_deref().and_then(domain::answer::parse_date);
    let settings = Settings { today, profile: &case.profile };
    serde_json::to_vec(&check(&case.declaration, template, &references, settings)).expect("JSON")
}
