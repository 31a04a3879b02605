use leptos::prelude::*;

/// A picture under its heading, with what it says in a sentence and what it rests on.
#[component]
pub fn ChartFrame(
    /// The heading's identifier.
    id: &'static str,
    /// The heading.
    #[prop(into)]
    title: String,
    /// What it says: read before the picture, and in its place.
    #[prop(optional, into)]
    says: String,
    /// What it rests on.
    #[prop(optional, into)]
    note: String,
    /// The picture and its table.
    children: Children,
) -> impl IntoView {
    let says = (!says.is_empty()).then(|| view! { <p class="chart-says">{says}</p> });
    let note = (!note.is_empty()).then(|| view! { <p class="minor chart-note">{note}</p> });
    view! {
        <section class="panel chart" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            {says}{children()}{note}
        </section>
    }
}
