use crate::islands::Ticked;
use leptos::prelude::*;

/// Rows that were ticked on other pages of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// What the form sends for them, as `kept`.
    pub value: String,
    /// How many they are.
    pub count: usize,
    /// The same in words.
    pub label: String,
}

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
    /// What was ticked on other pages: one box for all of it.
    #[prop(optional_no_strip)]
    kept: Option<Kept>,
    /// What means all that the list finds, whatever page is shown.
    #[prop(into)]
    all: String,
    /// Whether that is ticked.
    #[prop(optional)]
    all_ticked: bool,
    /// The acts: buttons that send the form.
    children: Children,
) -> impl IntoView {
    let elsewhere = kept.as_ref().map_or(0, |kept| kept.count);
    let kept = kept.map(|it| {
        view! {
            <div class="tick">
                <input type="checkbox" id="bulk-kept" name="kept" value=it.value checked=true />
                <label for="bulk-kept">{it.label}</label>
            </div>
        }
    });
    view! {
        <div class="bulk">
            <Ticked count page none elsewhere />
            {kept}
            <div class="tick">
                <input type="checkbox" id="bulk-all" name="all" value="1" checked=all_ticked />
                <label for="bulk-all">{all}</label>
            </div>
            <div class="row-acts">{children()}</div>
        </div>
    }
}
