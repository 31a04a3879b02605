use super::Link;
use leptos::prelude::*;

/// Which rows of a list are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The first, counted from 1; 0 where there is none.
    pub from: u64,
    /// The last.
    pub to: u64,
    /// How many there are, where that is known.
    pub of: Option<u64>,
}

/// Where a list stands and the way through it.
#[component]
pub fn Pager(
    /// What it is called.
    #[prop(into)]
    label: String,
    /// Which rows are shown, as a sentence.
    #[prop(into)]
    range: String,
    /// The page before.
    #[prop(optional_no_strip)]
    previous: Option<Link>,
    /// The next page.
    #[prop(optional_no_strip)]
    next: Option<Link>,
    /// The files that hold the list.
    #[prop(optional)]
    files: Vec<Link>,
    /// The identifier of a form whose ticks go along: it is sent with the page's address as `go`.
    #[prop(optional_no_strip)]
    form: Option<&'static str>,
) -> impl IntoView {
    let step = |link: Option<Link>, rel: &'static str| {
        link.map(|Link { href, label }| match form {
            Some(form) => {
                view! { <button class="button" type="submit" form=form name="go" value=href>{label}</button> }
                    .into_any()
            }
            None => view! { <a class="button" rel=rel href=href>{label}</a> }.into_any(),
        })
    };
    let files: Vec<_> = files
        .into_iter()
        .map(|it| view! { <a class="pager-file" href=it.href download="">{it.label}</a> })
        .collect();
    view! {
        <nav class="paging" aria-label=label>
            <p class="pager-range">{range}</p>
            {step(previous, "prev")}{step(next, "next")}{files}
        </nav>
    }
}
