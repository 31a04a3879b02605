//! Where a link that was lost is asked for.

use super::ask_for_link::AskForLink;
use super::asker_facts::AskerPanel;
use crate::kit::texts;
use crate::supplier::model::Lost;
use crate::supplier::paths;
use leptos::prelude::*;

#[component]
pub fn LostPage(page: Lost) -> impl IntoView {
    let t = texts();
    let notice = page.notice.map(|key| {
        let class = if key.starts_with("lost.fault") { "notice bad" } else { "notice" };
        view! { <p class=class role="alert">{t.get(&key).to_owned()}</p> }
    });
    view! {
        {notice}
        <h1>{t.get("lost.title")}</h1>
        <p class="lead">{t.get("lost.text")}</p>
        <AskForLink path=paths::LINK.to_owned() request=page.request email=page.email />
        <AskerPanel asker=page.asker />
    }
}
