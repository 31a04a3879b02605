//! Nothing can be done here, and why. What was typed stands here once more, and can be sent again.

use super::notices::{about, ask, take_back};
use super::typed_form::TypedForm;
use super::{T, asker_facts};
use crate::supplier::model::Stopped;
use crate::supplier::paths;
use domain::template::{Field, versions};
use domain::{ControlName, EntryPath};
use leptos::prelude::*;

pub fn stopped(t: T, p: &Stopped) -> AnyView {
    let args: &[(&str, &str)] = &[("company", &p.asker.company)];
    let next = match p.kind.as_str() {
        "expired" => ask(t, paths::LINK.to_owned(), &p.request, ""),
        "declined" => take_back(t, &paths::of(paths::TAKE_BACK, &p.request), true),
        "submitted" => {
            let receipt = paths::of(paths::RECEIPT, &p.request);
            view! { <p><a class="button primary" href=receipt>{t.get("stopped.receipt")}</a></p> }.into_any()
        }
        _ => ().into_any(),
    };
    view! {
        {about(p.about.as_ref())}
        <h1>{t.get(&format!("stopped.{}.title", p.kind))}</h1>
        <p class="lead">{t.fmt(&format!("stopped.{}.text", p.kind), args)}</p>
        {next}
        {typed(t, p)}
        {(!p.asker.company.is_empty()).then(|| view! {
            <dl class="facts panel">{asker_facts(t, &p.asker)}</dl>
        })}
    }
    .into_any()
}

/// What was sent, in words, and the button that sends it once more.
fn typed(t: T, p: &Stopped) -> Option<AnyView> {
    let shown: Vec<(String, String)> = p
        .typed
        .iter()
        .filter(|(_, text)| !text.trim().is_empty())
        .filter_map(|(name, text)| Some((label(t, name)?, text.clone())))
        .collect();
    if shown.is_empty() {
        return None;
    }
    let shown: Vec<AnyView> = shown
        .into_iter()
        .map(|(label, text)| view! { <dt>{label}</dt><dd class="typed">{text}</dd> }.into_any())
        .collect();
    let again = (!p.again.is_empty()).then(|| {
        let (action, typed) = (p.again.clone(), p.typed.clone());
        view! { <TypedForm action=action typed=typed label=t.get("stopped.again") /> }
    });
    let how = match (p.again.is_empty(), p.kind.as_str()) {
        (true, _) => "stopped.typed.copy",
        (false, "expired") => "stopped.typed.link",
        (false, _) => "stopped.typed.again",
    };
    let view = view! {
        <section class="panel">
            <h2>{t.get("stopped.typed")}</h2>
            <p>{t.get(how)}</p>
            {again}
            <dl class="given">{shown}</dl>
        </section>
    };
    Some(view.into_any())
}

/// What a control of the form is about; nothing for those that are no answers.
pub fn label(t: T, name: &str) -> Option<String> {
    Some(match name.parse().ok()? {
        ControlName::Entry(EntryPath::Field(key)) => {
            label_of(t, versions().iter().flat_map(|v| &v.fields).rfind(|field| field.key == key)?)
        }
        ControlName::Entry(EntryPath::Row(table, _)) => t.get(&format!("section.{}s", table.key())),
        ControlName::Entry(_) => t.get("answer.review.explain"),
        ControlName::Cell(table, _, col) => t.get(&format!("column.{}.{col}", table.key())),
    })
}

fn label_of(t: T, field: &Field) -> String {
    let label = t.get(&format!("field.{}.label", field.text));
    match field.metal {
        Some(metal) => format!("{} · {label}", t.get(&format!("metal.{}", metal.key()))),
        None => label,
    }
}
