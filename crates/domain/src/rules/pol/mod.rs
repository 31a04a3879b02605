//! Rules about the company's policy and checks.

pub mod all_answered_without_survey;
pub mod correction_without_review;
pub mod disclosure_without_programme;
pub mod other_survey_not_described;
pub mod policy_address_missing;
pub mod policy_address_not_a_web_address;
pub mod public_policy_without_policy;
