//! Looking for suppliers: in their list, and among those that a campaign may ask.

use crate::desk::list::{ListFilter, ListFilters, ListMore, ListSearch, Listed, MoreFilter};
use crate::desk::texts;
use crate::ui::{FilterChoice, SelectOption};
use domain::terms::Relationship;
use leptos::prelude::*;

const RELATIONSHIP: &str = "relationship";
/// What the form sets where countries are known.
const SETS: [&str; 4] = [RELATIONSHIP, "country", "group", "spend"];

/// Whether anything is looked for.
pub fn is_filtered(list: &Listed) -> bool {
    list.searched().is_some() || SETS.iter().any(|name| !list.query.get(name).is_empty())
}

/// The search, with the choice of relationship.
#[component]
pub fn SupplierSearch(
    /// The list, whose address has `q` and `relationship`, and with countries `country`, `group` and `spend`.
    list: Listed,
    /// In which countries suppliers are, where the list is filtered by that too.
    #[prop(optional)]
    countries: Vec<SelectOption>,
    /// The groups that suppliers belong to, likewise.
    #[prop(optional)]
    groups: Vec<SelectOption>,
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
            let group =
                (!groups.is_empty()).then(|| MoreFilter::choice("group", "desk.filter.group", groups));
            let spend = MoreFilter::number("spend", "desk.filter.spend");
            (&SETS[..], Some([Some(country), group, Some(spend)].into_iter().flatten().collect::<Vec<_>>()))
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
    /// The groups that suppliers belong to.
    #[prop(optional)]
    groups: Vec<SelectOption>,
) -> impl IntoView {
    let related = Relationship::parse(list.query.get(RELATIONSHIP));
    let related = related.map(|it| texts().get(it.text_key()).to_owned());
    let named = |options: Vec<SelectOption>, set: &str| {
        options.into_iter().find(|it| it.value == list.query.get(set)).map(|it| it.label)
    };
    let (country, group) = (named(countries, "country"), named(groups, "group"));
    let spend = Some(list.query.get("spend")).filter(|it| !it.is_empty()).map(|it| format!("{it} %"));
    let filters = vec![
        ListFilter::new(RELATIONSHIP, "desk.supplier.relationship", related),
        ListFilter::new("country", "desk.supplier.country", country),
        ListFilter::new("group", "desk.filter.group", group),
        ListFilter::new("spend", "desk.filter.spend", spend),
    ];
    view! { <ListFilters list filters /> }
}
