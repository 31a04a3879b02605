//! Rules about the company's policy and checks.

mod all_answered_without_survey;
mod correction_without_review;
mod disclosure_without_programme;
mod other_survey_not_described;
mod policy_address_missing;
mod policy_address_not_a_web_address;
mod public_policy_without_policy;

super::registry::family! {
    form:
        policy_address_missing,
        policy_address_not_a_web_address,
        public_policy_without_policy,
        other_survey_not_described,
        all_answered_without_survey,
        correction_without_review,
        disclosure_without_programme;
}
