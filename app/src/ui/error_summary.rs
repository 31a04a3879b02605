use leptos::prelude::*;

/// What is wrong with a form, above it: a link to each control.
#[component]
pub fn ErrorSummary(
    /// What it is called.
    #[prop(into)]
    title: String,
    /// Name of the control (blank where it is none's) and what is wrong.
    errors: Vec<(String, String)>,
) -> impl IntoView {
    let items: Vec<_> = errors
        .into_iter()
        .map(|(name, text)| match name.is_empty() {
            true => view! { <li>{text}</li> }.into_any(),
            false => view! { <li><a href=format!("#{name}")>{text}</a></li> }.into_any(),
        })
        .collect();
    (!items.is_empty()).then(|| {
        view! {
            <div class="summary" role="alert" aria-labelledby="summary-title">
                <h2 id="summary-title">{title}</h2>
                <ul>{items}</ul>
            </div>
        }
    })
}
