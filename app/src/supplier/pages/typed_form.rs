//! A way on that takes along what was typed and not saved.

use leptos::prelude::*;

/// A button that posts what was typed.
#[component]
pub fn TypedForm(
    /// Where to.
    action: String,
    /// Names of controls, and what was typed into them.
    typed: Vec<(String, String)>,
    /// What the button says.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let pairs: Vec<AnyView> = typed
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> }.into_any())
        .collect();
    view! {
        <form method="post" action=action>
            {pairs}
            <button class="button">{label}</button>
        </form>
    }
}
