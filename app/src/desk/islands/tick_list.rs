use super::all;
use leptos::html;
use leptos::prelude::*;
use web_sys::{HtmlElement, HtmlInputElement};

/// A list of boxes to tick, with a filter, a count, and all or none at once. What is ticked is what the boxes say: ticks
/// that came before the scripts count as well.
#[island]
pub fn TickList(
    /// What the filter is called.
    filter: String,
    /// How many are ticked, with `{n}` and `{of}`.
    count: String,
    /// What ticks all.
    every: String,
    /// What ticks none.
    none: String,
    /// The list: an item each with one box.
    children: Children,
) -> impl IntoView {
    let list: NodeRef<html::Div> = NodeRef::new();
    let boxes = move || -> Vec<HtmlInputElement> {
        list.get_untracked().map_or(Vec::new(), |list| all(&list, "input[type=checkbox]"))
    };
    let counted = RwSignal::new((0, 0));
    let recount = move || {
        let boxes = boxes();
        counted.set((boxes.iter().filter(|it| it.checked()).count(), boxes.len()));
    };
    Effect::new(move |_| {
        list.track();
        recount();
    });
    let tick = move |on: bool| {
        for it in boxes().iter().filter(|it| !it.disabled()) {
            it.set_checked(on);
        }
        recount();
    };
    let narrow = move |ev| {
        let wish = event_target_value(&ev).trim().to_lowercase();
        let items = list.get_untracked().map_or(Vec::new(), |list| all::<HtmlElement>(&list, "li"));
        for item in items {
            let text = item.text_content().unwrap_or_default().to_lowercase();
            item.set_hidden(!text.contains(&wish));
        }
    };
    let said = move || {
        let (n, of) = counted.get();
        count.replace("{n}", &n.to_string()).replace("{of}", &of.to_string())
    };
    view! {
        <div class="comfort bar-line">
            <div class="control control-inline">
                <label for="narrow">{filter}</label>
                <input id="narrow" type="search" autocomplete="off" on:input=narrow />
            </div>
            <p class="minor" role="status">{said}</p>
            <div class="row-acts">
                <button type="button" class="button button-quiet" on:click=move |_| tick(true)>{every}</button>
                <button type="button" class="button button-quiet" on:click=move |_| tick(false)>{none}</button>
            </div>
        </div>
        <div node_ref=list on:change=move |_| recount()>{children()}</div>
    }
}
