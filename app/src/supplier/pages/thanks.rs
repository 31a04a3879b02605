//! Thanks for taking a way out, or for asking.

use super::asker_facts::AskerFacts;
use super::parts::{Eyebrow, TakeBack};
use crate::kit::texts;
use crate::supplier::model::Thanks;
use leptos::prelude::*;

#[component]
pub fn ThanksPage(page: Thanks) -> impl IntoView {
    let t = texts();
    let title = t.get(&format!("thanks.{}.title", page.kind)).to_owned();
    let text = t.fmt(&format!("thanks.{}.text", page.kind), &[("company", &page.asker.company)]);
    let about = page.about.map(|it| view! { <Eyebrow supplier=it.supplier campaign=it.campaign /> });
    let take_back = page.take_back.map(|path| view! { <TakeBack path /> });
    view! {
        {about}
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        {take_back}
        <dl class="facts panel">
            <AskerFacts asker=page.asker />
        </dl>
    }
}
