use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

/// A button that posts after a question: in a dialog where scripts run, at once where they do not.
#[island]
pub fn Confirm(
    /// Where the form goes.
    action: String,
    /// What is on the button.
    label: String,
    /// The button's class.
    class: String,
    /// Names and values that go with it.
    fields: Vec<(String, String)>,
    /// What is asked first.
    question: String,
    /// What is on the button that takes it back.
    cancel: String,
) -> impl IntoView {
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    let ask = move |ev: SubmitEvent| {
        if let Some(dialog) = dialog.get_untracked()
            && !dialog.open()
            && dialog.show_modal().is_ok()
        {
            ev.prevent_default();
        }
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect();
    view! {
        <form class="act" method="post" action=action on:submit=ask>
            {fields}
            <button type="submit" class=class.clone()>{label.clone()}</button>
            <dialog class="ask" node_ref=dialog aria-label=label.clone()>
                <p>{question}</p>
                <div class="row-acts">
                    <button type="submit" class=class.clone()>{label.clone()}</button>
                    <button type="button" class="button button-secondary" on:click=close>{cancel}</button>
                </div>
            </dialog>
        </form>
    }
}
