use super::Listed;
use crate::desk::texts;
use crate::ui::{Options, SelectOption, Submit};
use leptos::prelude::*;

/// A filter that a list offers besides its search.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoreFilter {
    /// In the address.
    name: &'static str,
    /// What it is called, as a text key.
    label: &'static str,
    /// From what one chooses; nothing where a number is written.
    values: Option<Vec<SelectOption>>,
}

impl MoreFilter {
    /// One of these values.
    pub fn choice(name: &'static str, label: &'static str, values: Vec<SelectOption>) -> MoreFilter {
        MoreFilter { name, label, values: Some(values) }
    }

    /// A number in percent.
    pub fn number(name: &'static str, label: &'static str) -> MoreFilter {
        MoreFilter { name, label, values: None }
    }
}

/// The filters of a list, folded, in the form of its search.
#[component]
pub fn ListMore(
    /// The list.
    list: Listed,
    /// The filters.
    filters: Vec<MoreFilter>,
) -> impl IntoView {
    let t = texts();
    let control = |MoreFilter { name, label, values }: MoreFilter| {
        let id = format!("by-{name}");
        let chosen = list.query.get(name).to_owned();
        let control = match values {
            Some(values) => view! {
                <select id=id.clone() name=name>
                    <option value="">{t.get("desk.filter.any")}</option>
                    <Options options=values chosen />
                </select>
            }
            .into_any(),
            None => view! {
                <input id=id.clone() name=name value=chosen type="number" min="0" max="100" step="0.01" inputmode="decimal" />
            }
            .into_any(),
        };
        view! { <p><label for=id>{t.get(label)}</label>{control}</p> }
    };
    view! {
        <details class="more-filters">
            <summary class="button button-secondary">{t.get("desk.filter.more")}</summary>
            <div class="more-filters-box">
                {filters.into_iter().map(control).collect_view()}
                <Submit label=t.get("desk.filter.apply") />
            </div>
        </details>
    }
}
