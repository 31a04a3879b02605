use super::all;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use web_sys::{Element, HtmlInputElement};

/// The boxes of the rows that are shown.
const ROWS: &str = "tbody input[type=checkbox]";
/// The one box of those on other pages.
const KEPT: &str = "input[name=kept]";

/// How many boxes of the table in the same form are ticked, and all or none of them at once. What is ticked is what the
/// boxes say: ticks that came before the scripts count as well.
#[island]
pub fn Ticked(
    /// How many are ticked, with `{n}`.
    count: String,
    /// What ticks all.
    page: String,
    /// What ticks none.
    none: String,
    /// How many are ticked on other pages, for which the form has one box.
    elsewhere: usize,
) -> impl IntoView {
    let here: NodeRef<html::Div> = NodeRef::new();
    let boxes = move |selector: &str| -> Vec<HtmlInputElement> {
        let form: Option<Element> = here.get_untracked().and_then(|it| it.closest("form").ok().flatten());
        form.map_or(Vec::new(), |form| all(&form, selector))
    };
    let ticked = move |selector: &str| boxes(selector).iter().filter(|it| it.checked()).count();
    let counted = RwSignal::new(0);
    let recount = move || counted.set(ticked(ROWS) + elsewhere * ticked(KEPT));
    Effect::new(move |_| {
        here.track();
        recount();
    });
    let listening = window_event_listener(ev::change, move |_| recount());
    on_cleanup(move || listening.remove());
    let tick = move |on: bool| {
        for it in boxes(ROWS).iter().filter(|it| !it.disabled()) {
            it.set_checked(on);
        }
        // Nothing is nothing on any page; what other pages have is not for this one to tick.
        if !on {
            boxes(KEPT).iter().for_each(|it| it.set_checked(false));
        }
        recount();
    };
    let said = move || count.replace("{n}", &counted.get().to_string());
    view! {
        <div node_ref=here class="comfort ticked">
            <p class="minor" role="status">{said}</p>
            <button type="button" class="button button-secondary" on:click=move |_| tick(true)>{page}</button>
            <button type="button" class="button button-secondary" on:click=move |_| tick(false)>{none}</button>
        </div>
    }
}
