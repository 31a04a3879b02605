use crate::kit::texts;
use leptos::prelude::*;
use reader::model::Group;

/// What else to know about the file, and what became of the answers of an older one.
#[component]
pub fn Notes(notices: Vec<String>, groups: Vec<Group>) -> impl IntoView {
    if notices.is_empty() && groups.is_empty() {
        return None;
    }
    let notices = (!notices.is_empty()).then(|| view! { <Lines lines=notices /> });
    let groups = groups.into_iter().map(|group| view! { <h3>{group.title}</h3><Lines lines=group.lines /> });
    Some(view! {
        <section class="panel read">
            <h2>{texts().get("drop.notices")}</h2>
            {notices}
            {groups.collect_view()}
        </section>
    })
}

#[component]
fn Lines(lines: Vec<String>) -> impl IntoView {
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
    view! { <ul>{lines.collect_view()}</ul> }
}
