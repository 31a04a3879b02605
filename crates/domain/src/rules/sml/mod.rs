//! Rules about the smelter list.

pub mod cid_malformed;
pub mod cid_of_another_metal;
pub mod cid_removed;
pub mod cid_unknown;
pub mod duplicate_row;
pub mod metal_without_smelter;
pub mod name_in_other_letters;
pub mod name_of_another_smelter;
pub mod not_listed_country_is_region;
#[cfg(feature = "review")]
pub mod not_listed_country_is_unknown;
pub mod not_listed_name_is_no_smelter;
pub mod not_listed_without_details;
pub mod recycled_answer_not_in_list;
pub mod row_metal_not_in_list;
pub mod row_without_metal;
pub mod row_without_smelter;
pub mod smelter_for_metal_answered_no;
pub mod smelter_name_is_middleman;
pub mod smelter_name_says_nothing;
pub mod two_numbers_in_row;
pub mod unlisted_name_without_country;

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
