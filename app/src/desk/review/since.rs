//! What changed since the last round and since the last year, side by side.

use super::changes::ChangeView;
use crate::desk::parts::{More, number, or_dash};
use crate::desk::texts;
use leptos::prelude::*;

/// How many of a kind are shown before one unfolds them.
pub const SHOWN: usize = 5;

/// What changed since an earlier declaration of the supplier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SinceView {
    /// Since when, in words.
    pub title: String,
    /// The earlier declaration.
    pub href: String,
    pub new: ChangedSmelters,
    pub gone: ChangedSmelters,
    pub renamed: ChangedSmelters,
    pub moved: ChangedSmelters,
    pub answers: Vec<ChangeView>,
    /// Answers beyond those.
    pub more_answers: u64,
}

/// Smelters that changed alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedSmelters {
    pub shown: Vec<ChangedSmelter>,
    /// How many there are beyond those.
    pub more: u64,
}

/// A smelter that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedSmelter {
    pub metal: String,
    pub name: String,
    /// What it was before, where that is to be said.
    pub old: String,
    /// What it is now.
    pub new: String,
    /// The page of the smelter; blank where none is known.
    pub href: String,
}

impl ChangedSmelters {
    fn count(&self) -> u64 {
        self.shown.len() as u64 + self.more
    }
}

#[component]
pub(super) fn WhatChanged(since: Vec<SinceView>) -> impl IntoView {
    let t = texts();
    let none = since.is_empty().then(|| view! { <p class="minor">{t.get("desk.since.first")}</p> });
    let columns = since.into_iter().map(|since| view! { <Since since /> }).collect_view();
    view! {
        <section class="panel" aria-labelledby="what-changed">
            <h2 id="what-changed">{t.get("desk.since.title")}</h2>
            {none}
            <div class="since">{columns}</div>
        </section>
    }
}

#[component]
fn Since(since: SinceView) -> impl IntoView {
    let t = texts();
    let answers = since.answers.len() as u64 + since.more_answers;
    let smelters = [&since.new, &since.gone, &since.renamed, &since.moved];
    let same = (answers == 0 && smelters.iter().all(|it| it.count() == 0))
        .then(|| view! { <p class="minor">{t.get("desk.since.same")}</p> });
    let line = |it: ChangeView| {
        view! { <li>{it.place}" "<del>{or_dash(&it.old)}</del>" → "<ins>{or_dash(&it.new)}</ins></li> }
    };
    let answers = (answers > 0).then(|| {
        let title = t.fmt("desk.since.answers", &[("n", &number(answers))]);
        let open = answers as usize <= SHOWN;
        view! {
            <details class="since-kind" open=open>
                <summary>{title}</summary>
                <ul>{since.answers.into_iter().map(line).collect_view()}</ul><More n=since.more_answers />
            </details>
        }
    });
    view! {
        <div class="since-one">
            <h3><a href=since.href>{since.title}</a></h3>
            {same}
            <Kind title="desk.since.new" smelters=since.new />
            <Kind title="desk.since.gone" smelters=since.gone />
            <Kind title="desk.since.renamed" smelters=since.renamed />
            <Kind title="desk.since.moved" smelters=since.moved />
            {answers}
        </div>
    }
}

#[component]
fn Kind(
    /// The key of what it is called.
    title: &'static str,
    smelters: ChangedSmelters,
) -> impl IntoView {
    let n = smelters.count();
    let open = n as usize <= SHOWN;
    let line = |it: ChangedSmelter| {
        let name = match it.href.is_empty() {
            true => it.name.into_any(),
            false => view! { <a href=it.href>{it.name}</a> }.into_any(),
        };
        let change = (!it.old.is_empty() || !it.new.is_empty())
            .then(|| view! { " "<del>{or_dash(&it.old)}</del>" → "<ins>{or_dash(&it.new)}</ins> });
        view! { <li>{name}" "<span class="minor">{it.metal}</span>{change}</li> }
    };
    (n > 0).then(|| {
        view! {
            <details class="since-kind" open=open>
                <summary>{texts().fmt(title, &[("n", &number(n))])}</summary>
                <ul>{smelters.shown.into_iter().map(line).collect_view()}</ul><More n=smelters.more />
            </details>
        }
    })
}
