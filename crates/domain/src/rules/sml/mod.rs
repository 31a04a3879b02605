//! Rules about the smelter list.

pub mod cid_malformed;
pub mod cid_of_another_metal;
pub mod cid_removed;
pub mod cid_unknown;
pub mod duplicate_row;
pub mod metal_without_smelter;
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

use super::context::{Cid, SmelterFacts};
use crate::{SmelterCol, answer};

/// Whether the reference list lacks the CID. A row that itself says "not listed" has said so already.
fn cid_is_unknown(s: &SmelterFacts) -> bool {
    s.cid == Cid::Unknown && !s.row.is_not_listed()
}

/// The smelter's name where the supplier wrote it freely: beside "not listed", or in place of a choice.
fn free_name<'a>(s: &SmelterFacts<'a>) -> Option<(SmelterCol, &'a str)> {
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
