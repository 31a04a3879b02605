//! A link that opens nothing: the same page whether it never was, is over or was taken back.

use super::ask_for_link::AskForLink;
use super::asker_facts::AskerPanel;
use crate::kit::texts;
use crate::supplier::model::DeadLink;
use leptos::prelude::*;

#[component]
pub fn DeadLinkPage(page: DeadLink) -> impl IntoView {
    let t = texts();
    view! {
        <h1>{t.get("dead.title")}</h1>
        <p class="lead">{t.get("dead.text")}</p>
        <AskForLink path=page.path />
        <AskerPanel asker=page.asker />
    }
}
