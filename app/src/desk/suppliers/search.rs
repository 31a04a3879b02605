//! Looking for suppliers: in their list, and among those that a campaign may ask.

use crate::desk::list::{ListFilter, ListFilters, ListSearch, Listed};
use crate::desk::texts;
use crate::ui::{FilterChoice, SelectOption};
use domain::terms::Relationship;
use leptos::prelude::*;

const RELATIONSHIP: &str = "relationship";

/// Whether anything is looked for.
pub fn is_filtered(list: &Listed) -> bool {
    list.searched().is_some() || !list.query.get(RELATIONSHIP).is_empty()
}

/// The search, with the choice of relationship.
#[component]
pub fn SupplierSearch(
    /// The list, whose address has `q` and `relationship`.
    list: Listed,
) -> impl IntoView {
    let t = texts();
    let chosen = list.query.get(RELATIONSHIP).to_owned();
    let value =
        |it: &Relationship| SelectOption { value: it.key().into(), label: t.get(it.text_key()).into() };
    let values = Relationship::ALL.iter().map(value).collect::<Vec<_>>();
    view! {
        <ListSearch list label=t.get("desk.suppliers.search") sets=&[RELATIONSHIP]>
            <FilterChoice
                name=RELATIONSHIP
                label=t.get("desk.supplier.relationship")
                every=t.get("desk.suppliers.every_relationship")
                values
                chosen
            />
        </ListSearch>
    }
}

/// The filters that are on.
#[component]
pub fn SupplierFilters(
    /// The list.
    list: Listed,
) -> impl IntoView {
    let related = Relationship::parse(list.query.get(RELATIONSHIP));
    let related = related.map(|it| texts().get(it.text_key()).to_owned());
    let filters = vec![ListFilter::new(RELATIONSHIP, "desk.supplier.relationship", related)];
    view! { <ListFilters list filters /> }
}
