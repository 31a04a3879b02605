//! Rules about the questions per metal. They say one thing once: where the answer to Q3 or Q7 contradicts the
//! survey, that is the finding, and the gap in the survey itself is asked about when the contradiction is mended.

pub mod all_identified_but_row_is_not;
pub mod all_identified_without_all_answers;
pub mod covered_origin_without_mine_country;
pub mod no_covered_origin_but_mine_country;
pub mod no_covered_origin_unsupported;
pub mod risky_origin_without_substantiation;
pub mod smelter_information_held_back;
pub mod smelters_not_all_identified;
pub mod stale_answer_behind_no;
pub mod survey_share_below_all;
pub mod survey_share_half_or_less;

use super::Ctx;
use crate::{Metal, template};

/// The printed number of a question: `Q3`.
pub(super) fn number(question: u8) -> String {
    String::from_iter(['Q', char::from(b'0' + question)])
}

/// The question whose No means that nothing more is asked about the metal. Q2 counts only once Q1 is Yes.
pub(super) fn closing_no(ctx: &Ctx, metal: Metal) -> Option<u8> {
    match (ctx.metal_choice(1, metal), ctx.metal_choice(2, metal)) {
        (Some("No"), _) => Some(1),
        (Some("Yes"), Some("No")) => Some(2),
        _ => None,
    }
}

/// The argument that shows an allowed value.
fn option_arg(value: Option<&str>) -> String {
    value.map_or(String::new(), |v| ["text:", &template::option_text(v)].concat())
}

/// Whether some relevant supplier has not answered (Q6).
fn survey_is_incomplete(ctx: &Ctx, metal: Metal) -> bool {
    ctx.metal_choice(6, metal).is_some_and(|share| share != "100%")
}

/// Whether Q3 says a firm No although suppliers or smelters are still missing: MTL009.
fn is_claimed_without_knowing(ctx: &Ctx, metal: Metal) -> bool {
    ctx.metal_choice(3, metal) == Some("No")
        && (survey_is_incomplete(ctx, metal) || ctx.metal_choice(7, metal) == Some("No"))
}

/// Whether the gap in the survey is denied by another answer, which MTL009 or MTL010 reports.
fn is_claimed_complete(ctx: &Ctx, metal: Metal) -> bool {
    is_claimed_without_knowing(ctx, metal)
        || (ctx.metal_choice(7, metal) == Some("Yes") && survey_is_incomplete(ctx, metal))
}
