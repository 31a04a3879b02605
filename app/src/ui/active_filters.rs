use leptos::prelude::*;

/// A filter that is on.
#[derive(Clone, Debug)]
pub struct Filter {
    /// What is filtered by.
    pub name: String,
    /// For what.
    pub value: String,
    /// The address of the same list without it.
    pub without: String,
}

/// The filters that are on, each with a link that takes it off. They stand in the address, so a list can be kept and
/// sent as it is.
#[component]
pub fn ActiveFilters(
    /// What takes a filter off, for those who do not see the cross.
    #[prop(into)]
    remove: String,
    /// The filters.
    filters: Vec<Filter>,
) -> impl IntoView {
    let items: Vec<_> = filters
        .into_iter()
        .map(|filter| {
            view! {
                <li>
                    <a class="active-filter" href=filter.without>
                        <span class="unseen">{remove.clone()}" "</span>
                        {filter.name}": "<strong>{filter.value}</strong>
                        <span aria-hidden="true">" ×"</span>
                    </a>
                </li>
            }
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ul class="active-filters">{items}</ul> })
}
