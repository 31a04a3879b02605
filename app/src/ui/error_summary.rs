use leptos::prelude::*;

/// Something that is wrong with a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormError {
    /// The name of the control; blank where it is none's.
    pub control: String,
    /// What is wrong, as a sentence.
    pub text: String,
}

impl FormError {
    pub fn new(control: impl Into<String>, text: impl Into<String>) -> FormError {
        FormError { control: control.into(), text: text.into() }
    }
}

/// What is wrong with a form, above it: a link to each control.
#[component]
pub fn ErrorSummary(
    /// What it is called.
    #[prop(into)]
    title: String,
    /// What is wrong.
    errors: Vec<FormError>,
) -> impl IntoView {
    let items: Vec<_> = errors
        .into_iter()
        .map(|it| match it.control.is_empty() {
            true => view! { <li>{it.text}</li> }.into_any(),
            false => view! { <li><a href=format!("#{}", it.control)>{it.text}</a></li> }.into_any(),
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
