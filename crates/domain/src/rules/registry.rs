//! The one list of rules.

use super::Rule;

macro_rules! registry {
    ($($family:ident: $($rule:ident),+;)+) => {
        /// Every rule, family by family in the template's order, by code.
        pub static RULES: &[&Rule] = &[$($(&super::$family::$rule::RULE,)+)+];

        /// The page of every rule: its code and the Markdown that stands beside its source. Not in the browser.
        #[cfg(not(target_arch = "wasm32"))]
        pub fn pages() -> Vec<(&'static str, &'static str)> {
            vec![$($((
                super::$family::$rule::RULE.code,
                include_str!(concat!(stringify!($family), "/", stringify!($rule), ".md")),
            ),)+)+]
        }
    };
}

registry! {
    ans:
        required_answer_missing,
        answer_not_in_list,
        answer_with_stray_space;
    cmp:
        email_without_at,
        email_not_well_formed,
        person_is_placeholder,
        scope_description_says_nothing,
        effective_date_unreadable,
        effective_date_in_future,
        effective_date_too_old;
    mtl:
        stale_answer_behind_no,
        survey_share_below_all,
        survey_share_half_or_less,
        smelters_not_all_identified,
        smelter_information_held_back,
        risky_origin_without_substantiation,
        covered_origin_without_mine_country,
        no_covered_origin_but_mine_country,
        no_covered_origin_unsupported,
        all_identified_without_all_answers,
        all_identified_but_row_is_not;
    pol:
        policy_address_missing,
        policy_address_not_a_web_address,
        public_policy_without_policy;
    sml:
        metal_without_smelter,
        smelter_for_metal_answered_no,
        row_without_metal,
        row_without_smelter,
        row_metal_not_in_list,
        not_listed_without_details,
        smelter_name_says_nothing,
        smelter_name_is_middleman,
        cid_malformed,
        cid_unknown,
        cid_removed,
        cid_of_another_metal,
        duplicate_row,
        recycled_answer_not_in_list;
    prd:
        product_list_empty,
        product_without_number,
        first_product_row_empty;
}
