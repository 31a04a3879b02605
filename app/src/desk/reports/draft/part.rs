//! A part of a draft: its text, and in its margin what it rests on.

use super::part_actions::PartActions;
use super::shown::ShownBlock;
use super::{Address, DraftPart, EditedPart, PartWork, RestsOn};
use crate::desk::form::BoundForm;
use crate::desk::parts::counted;
use crate::desk::{frame, routes, texts};
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
                {(!part.rests_on.is_empty()).then(|| view! { <Figures report=report.clone() all=part.rests_on /> })}
                {edited}{look}{warnings}{acts}
            </aside>
        </section>
    }
}

/// The figures of a part: what each counts, and the way to its rows.
#[component]
fn Figures(report: String, all: Vec<RestsOn>) -> impl IntoView {
    let t = texts();
    let line = |it: RestsOn| {
        let figures = it.figures.into_iter().map(|(id, rows)| {
            let rows = counted(t, "desk.draft.rows", rows);
            view! { <li><a href=routes::report_figure(&report, &id)>{id.clone()}</a>" "<span class="minor">{rows}</span></li> }
        });
        let figures = figures.collect_view();
        view! {
            <p><strong>{it.name}</strong>": "{it.definition}</p>
            <ul class="draft-figures">{figures}</ul>
        }
    };
    view! {
        <details>
            <summary>{t.get("desk.draft.rests_on")}</summary>
            {all.into_iter().map(line).collect_view()}
        </details>
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
