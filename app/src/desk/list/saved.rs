use super::Listed;
use crate::desk::parts::Hidden;
use crate::desk::{frame, routes, texts};
use crate::ui::Submit;
use leptos::prelude::*;

/// The views of a list that have a name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedViews {
    /// What the list is called where views are kept; blank where none are.
    pub list: &'static str,
    pub links: Vec<SavedLink>,
}

/// A view under its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedLink {
    pub name: String,
    /// What stands in the address behind the question mark.
    pub query: String,
    /// Whether it is the team's.
    pub team: bool,
}

/// What stands in a list's address behind the question mark.
fn query_of(list: &Listed) -> String {
    list.query.address(String::new()).trim_start_matches('?').to_owned()
}

/// The views of a list.
#[component]
pub fn ListSaved(
    /// The list.
    list: Listed,
) -> impl IntoView {
    let t = texts();
    let query = query_of(&list);
    let link = |SavedLink { name, query: of, team }: SavedLink| {
        let current = (of == query).then_some("page");
        let team = team.then(|| view! { <span class="unseen">" ("{t.get("desk.view.team")}")"</span> });
        view! { <a class="saved-view" href=format!("{}?{of}", list.address) aria-current=current>{name}{team}</a> }
    };
    let some = !list.saved.links.is_empty();
    let links = list.saved.links.into_iter().map(link).collect_view();
    some.then(|| {
        view! {
            <nav class="saved-views" aria-label=t.get("desk.view.title")>
                {links}<a class="saved-manage" href=routes::views()>{t.get("desk.view.manage")}</a>
            </nav>
        }
    })
}

/// The form that keeps the list as it is looked at, where it is filtered or ordered and has no name yet.
#[component]
pub fn ListSave(
    /// The list.
    list: Listed,
) -> impl IntoView {
    let query = query_of(&list);
    let SavedViews { list: key, links } = list.saved;
    let known = links.iter().any(|link| link.query == query);
    (!key.is_empty() && !query.is_empty() && !known).then(|| view! { <SaveView key query /> })
}

/// Keeps the list as it is looked at.
#[component]
fn SaveView(key: &'static str, query: String) -> impl IntoView {
    let t = texts();
    let team =
        frame().can_write().then(|| view! { <option value="team">{t.get("desk.view.for_team")}</option> });
    let fields = vec![("list".to_owned(), key.to_owned()), ("query".to_owned(), query)];
    view! {
        <details class="save-view">
            <summary class="button button-secondary">{t.get("desk.view.save")}</summary>
            <form method="post" action=routes::views()>
                <Hidden fields />
                <label for="view-name">{t.get("desk.view.name")}</label>
                <input id="view-name" name="name" required=true maxlength="60" autocomplete="off" />
                <label for="view-for">{t.get("desk.view.for")}</label>
                <select id="view-for" name="for"><option value="me">{t.get("desk.view.for_me")}</option>{team}</select>
                <Submit label=t.get("desk.save") />
            </form>
        </details>
    }
}
