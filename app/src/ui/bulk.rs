use crate::islands::Ticked;
use leptos::prelude::*;

/// What can be done to the rows that are ticked, at the foot of the window as soon as one is. It stands in a form around
/// the table.
#[component]
pub fn Bulk(
    /// How many are ticked, with `{n}`.
    #[prop(into)]
    count: String,
    /// What ticks all on the page.
    #[prop(into)]
    page: String,
    /// What ticks none.
    #[prop(into)]
    none: String,
    /// What means all that the list finds, whatever page is shown.
    #[prop(into)]
    all: String,
    /// The acts: buttons that send the form.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="bulk">
            <Ticked count page none />
            <div class="tick">
                <input type="checkbox" id="bulk-all" name="all" value="1" />
                <label for="bulk-all">{all}</label>
            </div>
            <div class="row-acts">{children()}</div>
        </div>
    }
}
