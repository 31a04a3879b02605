//! What was true of a smelter on a day.

use crate::desk::form::Form;
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{Fact, Field, Link, PageHead, Panel, Submit};
use leptos::prelude::*;

/// What was true of a smelter on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterOnDay {
    pub cid: String,
    /// Its name on that day.
    pub name: String,
    pub facts: Vec<SmelterFact>,
    /// Other names.
    pub names: Vec<String>,
    /// The day, as a form.
    pub form: Form,
    /// Smelters that took its place.
    pub successors: Vec<String>,
    /// The lists that this rests on, as sentences.
    pub evidence: Vec<String>,
    pub revisions: Vec<Revision>,
}

/// Something that was true on the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterFact {
    /// What it is called.
    pub label: String,
    pub text: String,
}

/// What the lists revised.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// On which day.
    pub on: String,
    /// What, in words.
    pub text: String,
}

impl DeskPage for SmelterOnDay {
    fn view(self) -> AnyView {
        view! { <SmelterPage page=self /> }.into_any()
    }
}

#[component]
fn SmelterPage(page: SmelterOnDay) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::references(), t.get("desk.settings.references"));
    let day = page.form.get("day").to_owned();
    let facts =
        page.facts.into_iter().map(|it| view! { <Fact label=it.label value=it.text /> }).collect_view();
    let revisions = page.revisions.into_iter().map(|it| format!("{} · {}", it.on, it.text)).collect();
    let control = page.form.at("day");
    view! {
        <PageHead title=format!("{} · {}", page.cid, page.name) above />
        <Panel id="standing" title=t.fmt("desk.refs.standing", &[("day", &day)])>
            <dl class="facts">{facts}</dl>
            <Successors cids=page.successors day />
            <form method="get" action=routes::smelter(&page.cid) class="form">
                <Field control label=t.get("desk.refs.day") kind="date" short=true />
                <div class="form-acts"><Submit label=t.get("desk.refs.on_day") /></div>
            </form>
        </Panel>
        <Sentences id="evidence" title=t.get("desk.refs.evidence") all=page.evidence />
        <Sentences id="revisions" title=t.get("desk.refs.revisions") all=revisions />
        <Sentences id="names" title=t.get("desk.refs.names") all=page.names />
    }
}

#[component]
fn Successors(cids: Vec<String>, day: String) -> impl IntoView {
    (!cids.is_empty()).then(|| {
        let links = cids.into_iter().map(|cid| {
            view! { <li><a href=routes::with(routes::smelter(&cid), &[("day", &day)])>{cid.clone()}</a></li> }
        });
        let links = links.collect_view();
        view! { <p>{texts().get("desk.refs.successors")}</p><ul>{links}</ul> }
    })
}

/// Sentences under a heading, where there are any.
#[component]
fn Sentences(id: &'static str, title: &'static str, all: Vec<String>) -> impl IntoView {
    (!all.is_empty()).then(|| {
        let all = all.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        view! { <Panel id title><ul>{all}</ul></Panel> }
    })
}
