//! Rules about the smelter list.

mod cid_malformed;
mod cid_of_another_metal;
mod cid_removed;
mod cid_unknown;
mod duplicate_row;
mod metal_without_smelter;
mod name_in_other_letters;
mod name_of_another_smelter;
mod not_listed_country_is_region;
#[cfg(feature = "review")]
mod not_listed_country_is_unknown;
mod not_listed_name_is_no_smelter;
mod not_listed_without_details;
mod recycled_answer_not_in_list;
mod row_metal_not_in_list;
mod row_without_metal;
mod row_without_smelter;
mod smelter_for_metal_answered_no;
mod smelter_name_is_middleman;
mod smelter_name_says_nothing;
mod two_numbers_in_row;
mod unlisted_name_without_country;

super::registry::family! {
    form:
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
    review:
        not_listed_country_is_unknown;
    with a list:
        cid_unknown,
        cid_removed,
        cid_of_another_metal,
        name_of_another_smelter,
        unlisted_name_without_country;
}

use super::context::{Cid, SmelterRowFacts};
use super::{RuleContext, words};
use crate::smelters::name_words;
use crate::{SmelterCol, answer};

/// Whether the reference list lacks the CID. A row that itself says "not listed" has said so already.
fn cid_is_unknown(s: &SmelterRowFacts) -> bool {
    s.cid == Cid::Unknown && !s.row.is_not_listed()
}

/// The smelter's name where the supplier wrote it freely: beside "not listed", or in place of a choice.
fn free_name<'a>(s: &SmelterRowFacts<'a>) -> Option<(SmelterCol, &'a str)> {
    let row = s.row;
    let (col, name) = if row.is_not_listed() {
        (SmelterCol::Name, &row.name)
    } else if answer::is_blank(&row.cid) && !row.is_not_identified() {
        (SmelterCol::Lookup, &row.lookup)
    } else {
        return None;
    };
    (!answer::is_blank(name)).then_some((col, name))
}

/// The name of a row that only letters other than Latin ones give, where nothing else says which smelter is meant: no CID,
/// and nobody in the list whose name it is.
pub(super) fn foreign_name<'a>(ctx: &RuleContext, s: &SmelterRowFacts<'a>) -> Option<(SmelterCol, &'a str)> {
    let (row, metal) = (s.row, s.metal?);
    let (col, name, beside) = match row.is_not_listed() || row.is_not_identified() {
        true => (SmelterCol::Name, row.name.as_str(), ""),
        false => (SmelterCol::Lookup, row.lookup.as_str(), row.name.as_str()),
    };
    let numbered = !answer::is_blank(&row.cid) || ctx.references.by_cid(&row.identification).is_some();
    if numbered || !name_words::is_foreign(name) || words::is_placeholder(name) {
        return None;
    }
    // A name in Latin letters beside it can be read.
    let readable = !answer::is_blank(beside) && !name_words::is_foreign(beside);
    (!readable && !ctx.references.has_foreign(metal, name)).then_some((col, name))
}
