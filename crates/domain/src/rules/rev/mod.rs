//! Rules of the review: what only a reviewer sees, once a declaration is in. They look at what no supplier's browser
//! has (dated lists, last year, other suppliers) or tell of a risk that is no fault. They never stop a supplier
//! (docs/decisions/0007).

mod company_name_unlike_supplier;
mod conformance_claim_contradicted;
mod every_metal_denied;
mod foreign_name_like_listed;
mod free_text_not_english;
mod list_copied_from_reference;
mod list_same_as_other_supplier;
mod materials;
mod metal_denied_but_bought;
mod metal_denied_unlike_before;
mod not_listed_but_known;
mod origin_unknown_though_all_known;
mod programme_element_missing;
mod recycled_rows_but_not_only;
mod smelter_country_unlike_list;
mod smelter_name_unlike_list;
mod smelter_not_conformant;
mod smelter_stands_in_covered_country;
mod smelters_dropped_since_before;
mod text_unfit_for_cell;

super::registry::family! {
    review:
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
    with a list:
        list_copied_from_reference,
        smelter_name_unlike_list,
        smelter_country_unlike_list,
        not_listed_but_known,
        foreign_name_like_listed;
}

pub use list_copied_from_reference::DUMP_ROWS;
pub use list_same_as_other_supplier::SAME_ROWS;
pub use smelters_dropped_since_before::DROPPED_SHARE;

use super::RuleContext;
use crate::references::{is_cid, normal_cid};
use crate::smelters::{ListKind, StatusAsOf};
use crate::{Day, Declaration, answer};
use std::collections::BTreeSet;

/// What a rule looks at besides the declaration and the list of smelters: its code, and what it is, as the key of a text.
/// Without it the rule is silent.
pub const NEEDS: &[(&str, &str)] = &[
    ("REV003", "parts"),
    ("REV005", "supplier"),
    ("REV007", "lists"),
    ("REV008", "lists"),
    ("REV010", "others"),
    ("REV011", "earlier"),
    ("REV012", "earlier"),
];

/// The rules whose messages name another supplier: no text for a supplier is made of them.
pub const NAME_OTHERS: &[&str] = &["REV010"];

/// The CIDs that a declaration names, each once, as they would be printed: what makes two lists the same.
pub fn smelter_set(d: &Declaration) -> BTreeSet<String> {
    d.smelters.iter().filter(|row| is_cid(&row.cid)).map(|row| normal_cid(&row.cid)).collect()
}

/// The day on which lists are asked: that of the answers, else today.
fn effective_day(ctx: &RuleContext) -> Day {
    let said = answer::parse_date(ctx.text("company.effective_date"));
    said.or(ctx.settings.today).unwrap_or(Day::LAST)
}

/// The audit lists that a status rests on: `conformant 2026-04-17 (…)`.
fn lists_said(standing: &StatusAsOf) -> String {
    let audits =
        standing.evidence.iter().filter(|e| matches!(e.kind, ListKind::Conformant | ListKind::Active));
    let said = audits.map(|e| format!("{} ({})", e.as_of, super::context::quoted(&e.source)));
    said.collect::<Vec<_>>().join(", ")
}
