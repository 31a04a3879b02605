//! Rules about the company's policy and checks.

pub mod policy_address_missing;
pub mod policy_address_not_a_web_address;
pub mod public_policy_without_policy;
