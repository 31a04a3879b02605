//! Rules about the questions per metal. They say one thing once: where the answer to Q3 or Q7 contradicts the
//! survey, that is the finding, and the gap in the survey itself is asked about when the contradiction is corrected.

mod all_identified_but_row_is_not;
mod all_identified_without_all_answers;
mod comment_names_cid_of_another_metal;
mod covered_origin_without_high_risk;
mod covered_origin_without_mine_country;
mod firm_answer_while_smelters_missing;
mod mine_country_may_be_covered;
mod no_covered_origin_but_mine_country;
mod no_covered_origin_unsupported;
mod recycled_only_but_mined;
mod recycled_only_but_risky_origin;
mod recycled_row_with_covered_origin;
mod risky_origin_without_substantiation;
mod share_unlike_comment;
mod smelter_information_held_back;
mod smelters_not_all_identified;
mod stale_answer_behind_no;
mod survey_share_below_all;
mod survey_share_half_or_less;

super::registry::family! {
    form:
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
    with a list:
        comment_names_cid_of_another_metal;
}

use super::context::{metal_key, metal_text};
use super::profile::{LOW_SHARE, WHOLE_SHARE};
use super::{Findings, RuleContext};
use crate::{Argument, Coverage, Location, Metal, template};

/// The printed number of a question: `Q3`.
pub(super) fn number(question: u8) -> String {
    format!("Q{question}")
}

/// The question whose No means that nothing more is asked about the metal. Q2 counts only once Q1 is Yes.
pub(super) fn closing_no(ctx: &RuleContext, metal: Metal) -> Option<u8> {
    match (ctx.metal_choice(1, metal), ctx.metal_choice(2, metal)) {
        (Some("No"), _) => Some(1),
        (Some("Yes"), Some("No")) => Some(2),
        _ => None,
    }
}

/// The argument that shows an allowed value.
fn option_arg(value: Option<&str>) -> Argument {
    value.map_or_else(|| "".into(), |v| Argument::text(template::option_text(v)))
}

/// Reports metals for which too few suppliers have answered (Q6): few, or so few that it is grave.
fn report_gaps(ctx: &RuleContext, out: &mut Findings, grave: bool) {
    for &metal in &ctx.template.metals {
        let Some(share) = ctx.metal_choice(6, metal) else { continue };
        let (least, _) = Coverage::parse(share).map_or((0, 0), Coverage::percent);
        let limit = |limit| ctx.settings.profile.limit(limit);
        if u32::from(least) < limit(WHOLE_SHARE)
            && (u32::from(least) < limit(LOW_SHARE)) == grave
            && !is_claimed_complete(ctx, metal)
        {
            out.at(Location::field(metal_key(6, metal)))
                .arg("metal", metal_text(metal))
                .arg("answer", option_arg(Some(share)));
        }
    }
}

/// Whether some relevant supplier has not answered (Q6).
fn survey_is_incomplete(ctx: &RuleContext, metal: Metal) -> bool {
    ctx.metal_choice(6, metal).is_some_and(|share| Coverage::parse(share) != Some(Coverage::All))
}

/// Whether Q3 says a firm No although suppliers or smelters are still missing: MTL009.
fn is_claimed_without_knowing(ctx: &RuleContext, metal: Metal) -> bool {
    ctx.metal_says(3, metal, "No") && (survey_is_incomplete(ctx, metal) || ctx.metal_says(7, metal, "No"))
}

/// Whether the gap in the survey is denied by another answer, which MTL009 or MTL010 reports.
fn is_claimed_complete(ctx: &RuleContext, metal: Metal) -> bool {
    is_claimed_without_knowing(ctx, metal)
        || (ctx.metal_says(7, metal, "Yes") && survey_is_incomplete(ctx, metal))
}
