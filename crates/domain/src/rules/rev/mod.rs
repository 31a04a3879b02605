//! Rules of the review: what only a reviewer sees, once a declaration is in. They look at what no supplier's browser
//! has (dated lists, last year, other suppliers) or tell of a risk that is no fault. They never stop a supplier
//! (docs/decisions/0007).

pub mod company_name_unlike_supplier;
pub mod conformance_claim_contradicted;
pub mod every_metal_denied;
pub mod foreign_name_like_listed;
pub mod free_text_not_english;
pub mod list_copied_from_reference;
pub mod list_same_as_other_supplier;
mod materials;
pub mod metal_denied_but_bought;
pub mod metal_denied_unlike_before;
pub mod not_listed_but_known;
pub mod origin_unknown_though_all_known;
pub mod programme_element_missing;
pub mod recycled_rows_but_not_only;
pub mod smelter_country_unlike_list;
pub mod smelter_name_unlike_list;
pub mod smelter_not_conformant;
pub mod smelter_stands_in_covered_country;
pub mod smelters_dropped_since_before;
pub mod text_unfit_for_cell;

pub use list_copied_from_reference::DUMP_ROWS;
pub use list_same_as_other_supplier::SAME_ROWS;
pub use smelters_dropped_since_before::DROPPED_SHARE;

use super::RuleContext;
use crate::references::{is_cid, normal_cid};
use crate::smelters::{ListKind, StatusAsOf};
use crate::{Declaration, answer};
use std::collections::BTreeSet;

/// The CIDs that a declaration names, each once, as they would be printed: what makes two lists the same.
pub fn smelter_set(d: &Declaration) -> BTreeSet<String> {
    d.smelters.iter().filter(|row| is_cid(&row.cid)).map(|row| normal_cid(&row.cid)).collect()
}

/// The day on which lists are asked: that of the answers, else today.
fn effective_day(ctx: &RuleContext) -> String {
    let said = answer::parse_date(ctx.text("company.effective_date"));
    said.or(ctx.settings.today).map_or_else(|| "9999-12-31".to_owned(), answer::format_date)
}

/// The audit lists that a status rests on: `conformant 2026-04-17 (…)`.
fn lists_said(standing: &StatusAsOf) -> String {
    let audits =
        standing.evidence.iter().filter(|e| matches!(e.kind, ListKind::Conformant | ListKind::Active));
    let said = audits.map(|e| format!("{} ({})", e.as_of, super::context::quoted(&e.source)));
    said.collect::<Vec<_>>().join(", ")
}
