use super::Submit;
use leptos::prelude::*;

/// A column that may be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Its key in the address.
    pub key: String,
    /// Its name.
    pub label: String,
    /// Whether it is shown now.
    pub on: bool,
    /// Whether it cannot be left out.
    pub fixed: bool,
}

/// Which columns a table shows: a form that leads to the same list with others, so that the choice stands in its
/// address.
#[component]
pub fn ColumnChoice(
    /// What opens it.
    #[prop(into)]
    label: String,
    /// Where the list is.
    #[prop(into)]
    action: String,
    /// What else stands in its address.
    fields: Vec<(String, String)>,
    /// The columns.
    columns: Vec<Shown>,
    /// What is on the button.
    #[prop(into)]
    apply: String,
) -> impl IntoView {
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    let columns: Vec<_> = columns
        .into_iter()
        .map(|it| {
            let id = format!("col-{}", it.key);
            // A box that cannot be changed is not sent, and without any the usual columns would be meant.
            let kept = it.fixed.then(|| view! { <input type="hidden" name="col" value=it.key.clone() /> });
            view! {
                <li class="tick">
                    {kept}
                    <input type="checkbox" id=id.clone() name="col" value=it.key checked=it.on disabled=it.fixed />
                    <label for=id>{it.label}</label>
                </li>
            }
        })
        .collect();
    view! {
        <details class="column-choice">
            <summary class="button button-secondary">{label}</summary>
            <form method="get" action=action>
                {fields}
                <ul>{columns}</ul>
                <Submit label=apply />
            </form>
        </details>
    }
}
