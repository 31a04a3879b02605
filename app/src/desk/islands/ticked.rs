use super::all;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use web_sys::{Element, HtmlInputElement};

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
) -> impl IntoView {
    let here: NodeRef<html::Div> = NodeRef::new();
    let boxes = move || -> Vec<HtmlInputElement> {
        let form: Option<Element> = here.get_untracked().and_then(|it| it.closest("form").ok().flatten());
        form.map_or(Vec::new(), |form| all(&form, "tbody input[type=checkbox]"))
    };
    let counted = RwSignal::new(0);
    let recount = move || counted.set(boxes().iter().filter(|it| it.checked()).count());
    Effect::new(move |_| {
        here.track();
        recount();
    });
    let listening = window_event_listener(ev::change, move |_| recount());
    on_cleanup(move || listening.remove());
    let tick = move |on: bool| {
        for it in boxes().iter().filter(|it| !it.disabled()) {
            it.set_checked(on);
        }
        recount();
    };
    let said = move || count.replace("{n}", &counted.get().to_string());
    view! {
        <div node_ref=here class="comfort ticked">
            <p class="minor" role="status">{said}</p>
            <button type="button" class="button button-quiet" on:click=move |_| tick(true)>{page}</button>
            <button type="button" class="button button-quiet" on:click=move |_| tick(false)>{none}</button>
        </div>
    }
}
