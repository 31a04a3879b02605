//! The one list of rules.

use super::Rule;

macro_rules! registry {
    ($(#[$about:meta])* $name:ident, $pages:ident; $($family:ident: $($rule:ident),+;)+) => {
        $(#[$about])*
        pub static $name: &[&Rule] = &[$($(&super::$family::$rule::RULE,)+)+];

        #[cfg(feature = "review")]
        fn $pages() -> Vec<(&'static str, &'static str)> {
            vec![$($((
                super::$family::$rule::RULE.code,
                include_str!(concat!(stringify!($family), "/", stringify!($rule), ".md")),
            ),)+)+]
        }
    };
}

/// The page of every rule: its code and the Markdown that stands beside its source. Not in the browser.
#[cfg(feature = "review")]
pub fn pages() -> Vec<(&'static str, &'static str)> {
    [form_pages(), review_pages()].concat()
}

registry! {
    /// The rules that browser and server share, family by family in the template's order, by code.
    RULES, form_pages;
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
        effective_date_too_old,
        company_name_is_placeholder,
        telephone_is_placeholder;
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
        all_identified_but_row_is_not,
        recycled_only_but_mined,
        covered_origin_without_high_risk,
        mine_country_may_be_covered,
        recycled_row_with_covered_origin,
        recycled_only_but_risky_origin,
        firm_answer_while_smelters_missing,
        share_unlike_comment,
        comment_names_cid_of_another_metal;
    pol:
        policy_address_missing,
        policy_address_not_a_web_address,
        public_policy_without_policy,
        other_survey_not_described,
        all_answered_without_survey,
        correction_without_review,
        disclosure_without_programme;
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
        recycled_answer_not_in_list,
        name_of_another_smelter,
        two_numbers_in_row,
        not_listed_name_is_no_smelter,
        not_listed_country_is_region,
        unlisted_name_without_country,
        name_in_other_letters;
    prd:
        product_list_empty,
        product_without_number,
        first_product_row_empty;
}

#[cfg(feature = "review")]
registry! {
    /// The rules that only a reviewer sees: they need what no supplier's browser has, or tell of a risk. One that
    /// moves up to [`RULES`] keeps its code.
    REVIEW, review_pages;
    sml:
        not_listed_country_is_unknown;
    rev:
        origin_unknown_though_all_known,
        every_metal_denied,
        metal_denied_but_bought,
        programme_element_missing,
        company_name_unlike_supplier,
        free_text_not_english,
        smelter_not_conformant,
        conformance_claim_contradicted,
        list_copied_from_reference,
        list_same_as_other_supplier,
        metal_denied_unlike_before,
        smelters_dropped_since_before,
        smelter_name_unlike_list,
        smelter_country_unlike_list,
        recycled_rows_but_not_only,
        not_listed_but_known,
        text_unfit_for_cell,
        smelter_stands_in_covered_country,
        foreign_name_like_listed;
}
