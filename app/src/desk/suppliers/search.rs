//! Looking for suppliers: in their list, and among those that a campaign may ask.

use crate::desk::list::{ListFilter, ListFilters, ListMore, ListSearch, Listed, MoreFilter};
use crate::desk::texts;
use crate::ui::{FilterChoice, SelectOption};
use domain::terms::Relationship;
use leptos::prelude::*;

const RELATIONSHIP: &str = "relationship";
/// What the form sets where countries are known.
const SETS: [&str; 3] = [RELATIONSHIP, "country", "spend"];

/// Whether anything is looked for.
pub fn is_filtered(list: &Listed) -> bool {
    list.searched().is_some() || SETS.iter().any(|name| !list.query.get(name).is_empty())
}

/// The search, with the choice of relationship.
#[component]
pub fn SupplierSearch(
    /// The list, whose address has `q` and `relationship`, and with countries `country` and `spend`.
    list: Listed,
    /// In which countries suppliers are, where the list is filtered by that too.
    #[prop(optional)]
    countries: Vec<SelectOption>,
) -> impl IntoView {
    let t = texts();
    let chosen = list.query.get(RELATIONSHIP).to_owned();
    let value =
        |it: &Relationship| SelectOption { value: it.key().into(), label: t.get(it.text_key()).into() };
    let values = Relationship::ALL.iter().map(value).collect::<Vec<_>>();
    let (sets, more): (&[&str], _) = match countries.is_empty() {
        true => (&SETS[..1], None),
        false => {
            let country = MoreFilter::choice("country", "desk.supplier.country", countries);
            (&SETS[..], Some(vec![country, MoreFilter::number("spend", "desk.filter.spend")]))
        }
    };
    view! {
        <ListSearch list=list.clone() label=t.get("desk.suppliers.search") sets>
            <FilterChoice
                name=RELATIONSHIP
                label=t.get("desk.supplier.relationship")
                every=t.get("desk.suppliers.every_relationship")
                values
                chosen
            />
            {more.map(|filters| view! { <ListMore list filters /> })}
        </ListSearch>
    }
}

/// The filters that are on.
#[component]
pub fn SupplierFilters(
    /// The list.
    list: Listed,
    /// In which countries suppliers are.
    #[prop(optional)]
    countries: Vec<SelectOption>,
) -> impl IntoView {
    let related = Relationship::parse(list.query.get(RELATIONSHIP));
    let related = related.map(|it| texts().get(it.text_key()).to_owned());
    let country = countries.into_iter().find(|it| it.value == list.query.get("country")).map(|it| it.label);
    let spend = Some(list.query.get("spend")).filter(|it| !it.is_empty()).map(|it| format!("{it} %"));
    let filters = vec![
        ListFilter::new(RELATIONSHIP, "desk.supplier.relationship", related),
        ListFilter::new("country", "desk.supplier.country", country),
        ListFilter::new("spend", "desk.filter.spend", spend),
    ];
    view! { <ListFilters list filters /> }
}
