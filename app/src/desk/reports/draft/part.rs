//! A part of a draft: its text, and in its margin what it rests on.

use super::part_actions::PartActions;
use super::shown::ShownBlock;
use super::{Address, DraftPart, EditedPart, PartWork};
use crate::desk::form::BoundForm;
use crate::desk::{frame, texts};
use crate::ui::{Badge, Tone};
use leptos::prelude::*;

#[component]
pub(super) fn Part(at: Address, part: DraftPart, form: BoundForm) -> impl IntoView {
    let t = texts();
    let id = format!("part-{}", part.id);
    let report = at.report.clone();
    let blocks: Vec<_> =
        part.blocks.into_iter().map(|block| view! { <ShownBlock report=report.clone() block /> }).collect();
    let badge = match (part.taken_out, part.open) {
        (true, _) => Some((t.get("desk.draft.taken_out"), Tone::Idle)),
        (false, true) => Some((t.get("desk.draft.open"), Tone::Waiting)),
        (false, false) => None,
    };
    let badge = badge.map(|(text, tone)| view! { <Badge text tone /> });
    let warnings: Vec<_> = part
        .warnings
        .into_iter()
        .map(|(word, why)| view! { <li><strong>{word}</strong>": "{why}</li> })
        .collect();
    let warnings = (!warnings.is_empty()).then(|| view! { <ul class="notice">{warnings}</ul> });
    let edited = match &part.work {
        PartWork::Automatic { edited: Some(edited) } => Some(view! { <Edited edited=edited.clone() /> }),
        _ => None,
    };
    let look = part.table.as_ref().filter(|table| !table.by.is_empty());
    let look = look.map(|table| {
        view! { <p class="notice">{t.fmt("desk.draft.table_changed", &[("who", &table.by)])}</p> }
    });
    let acts = frame().can_manage().then(|| {
        let (id, work, taken_out) = (part.id, part.work, part.taken_out);
        view! { <PartActions at id work notes=part.notes table=part.table taken_out form /> }
    });
    view! {
        <section class="draft-part" id=id tabindex="-1">
            <div class="draft-text">{badge}<div lang="en">{blocks}</div></div>
            <aside class="draft-margin">
                {(!part.hint.is_empty()).then(|| view! { <p>{part.hint}</p> })}
                {(!part.reason.is_empty()).then(|| view! { <p class="minor">{part.reason}</p> })}
                {edited}{look}{warnings}{acts}
            </aside>
        </section>
    }
}

#[component]
fn Edited(edited: EditedPart) -> impl IntoView {
    let t = texts();
    let key = if edited.unchanged { "desk.draft.edited" } else { "desk.draft.edited_changed" };
    let says = edited.would_say.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <details class="notice">
            <summary>{t.fmt(key, &[("who", &edited.by)])}</summary>
            <p>{t.get("desk.draft.would_say")}</p>
            <ul>{says}</ul>
        </details>
    }
}
