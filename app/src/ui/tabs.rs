use leptos::prelude::*;

/// One of several views of the same thing.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Its address.
    pub href: String,
    /// Its name.
    pub label: String,
    /// How many are in it.
    pub count: Option<String>,
    /// Whether it is open.
    pub current: bool,
}

/// Links between views of the same thing, each with how many it shows.
#[component]
pub fn Tabs(
    /// What they are views of.
    #[prop(into)]
    label: String,
    /// The views.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let tabs: Vec<_> = tabs
        .into_iter()
        .map(|tab| {
            let current = tab.current.then_some("page");
            let count = tab.count.map(|n| view! { <span class="tab-count">{n}</span> });
            view! { <a class="tab" href=tab.href aria-current=current>{tab.label}" "{count}</a> }
        })
        .collect();
    view! { <nav class="tabs" aria-label=label>{tabs}</nav> }
}
