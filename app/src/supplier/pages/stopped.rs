//! Nothing can be done here, and why. What was typed stands here once more, and can be sent again.

use super::ask_for_link::AskForLink;
use super::asker_facts::AskerPanel;
use super::control_label::control_label;
use super::parts::{Eyebrow, TakeBack};
use super::typed_form::TypedForm;
use crate::desk::routes;
use crate::kit::texts;
use crate::supplier::model::Stopped;
use crate::supplier::paths;
use leptos::prelude::*;

#[component]
pub fn StoppedPage(page: Stopped) -> impl IntoView {
    let t = texts();
    let kind = page.kind.as_str();
    let title = t.get(&format!("stopped.{kind}.title")).to_owned();
    let text = t.fmt(&format!("stopped.{kind}.text"), &[("company", &page.asker.company)]);
    let first = ["expired", "entry_over"].iter().position(|it| *it == kind);
    let next = match kind {
        "expired" => {
            let request = page.request.clone();
            view! { <AskForLink path=paths::LINK.to_owned() request /> }.into_any()
        }
        "entry_over" => {
            let desk = routes::enter(&page.request);
            view! { <p><a class="button primary" href=desk>{t.get("answer.entry.back")}</a></p> }.into_any()
        }
        "declined" => {
            let path = paths::of(paths::TAKE_BACK, &page.request);
            view! { <TakeBack path primary=true /> }.into_any()
        }
        "submitted" => {
            let receipt = paths::of(paths::RECEIPT, &page.request);
            view! { <p><a class="button primary" href=receipt>{t.get("stopped.receipt")}</a></p> }.into_any()
        }
        _ => ().into_any(),
    };
    let about = page.about.map(|it| view! { <Eyebrow supplier=it.supplier campaign=it.campaign /> });
    view! {
        {about}
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        {next}
        <Typed typed=page.typed again=page.again first=first.map(|at| ["stopped.typed.link", "stopped.typed.entry"][at]) />
        <AskerPanel asker=page.asker />
    }
}

/// What was sent, in words, and the button that sends it once more.
#[component]
fn Typed(
    /// Names of controls, and what was typed into them.
    typed: Vec<(String, String)>,
    /// Where it can be sent once more; blank where it cannot be.
    again: String,
    /// Where something has to be opened first: the text that says what.
    first: Option<&'static str>,
) -> impl IntoView {
    let t = texts();
    let typed_in = typed.iter().filter(|(_, text)| !text.trim().is_empty());
    let shown: Vec<_> =
        typed_in.filter_map(|(name, text)| Some((control_label(name)?, text.clone()))).collect();
    if shown.is_empty() {
        return None;
    }
    let how = if again.is_empty() { "stopped.typed.copy" } else { first.unwrap_or("stopped.typed.again") };
    let shown =
        shown.into_iter().map(|(label, text)| view! { <dt>{label}</dt><dd class="typed">{text}</dd> });
    let shown = shown.collect_view();
    let again =
        (!again.is_empty()).then(|| view! { <TypedForm action=again typed label=t.get("stopped.again") /> });
    Some(view! {
        <section class="panel">
            <h2>{t.get("stopped.typed")}</h2>
            <p>{t.get(how)}</p>
            {again}
            <dl class="given">{shown}</dl>
        </section>
    })
}
