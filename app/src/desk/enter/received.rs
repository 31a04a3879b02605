//! What a received workbook says, before it is submitted.

use crate::desk::form::BoundForm;
use crate::desk::review::{FileLine, FileLines};
use crate::desk::{DeskPage, routes, texts};
use crate::ui::{
    ButtonLink, Control, ErrorSummary, Link, PageHead, Panel, PostButton, Rank, Submit, TextArea,
};
use leptos::prelude::*;
use reader::model::{Part, Read};

/// Something that the rules say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingLine {
    pub place: String,
    pub what: String,
    pub todo: String,
}

/// What needs a word of explanation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explained {
    /// The name of its control, and what was typed.
    pub control: Control,
    /// How many findings it is about.
    pub count: usize,
    /// The first of them.
    pub finding: FindingLine,
}

/// A question of the team that the supplier has to answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueryLine {
    pub control: Control,
    pub place: String,
    pub text: String,
}

/// A workbook as it was received, and what it says.
#[derive(Clone, Debug, Default)]
pub struct ReceivedWorkbook {
    pub request: String,
    pub supplier: String,
    pub file: FileLine,
    /// What the reader says of it.
    pub read: Read,
    /// What blocks it.
    pub errors: Vec<FindingLine>,
    /// Errors beyond those listed.
    pub more: usize,
    pub explain: Vec<Explained>,
    pub queries: Vec<QueryLine>,
    /// How many entries the supplier has typed.
    pub typed: usize,
    /// What the supplier's draft stood at.
    pub revision: i64,
    /// Why it cannot be submitted now, in words.
    pub closed: Option<String>,
    /// What was wrong when it was sent.
    pub form: BoundForm,
}

impl DeskPage for ReceivedWorkbook {
    fn view(self) -> AnyView {
        view! { <ReceivedPage page=self /> }.into_any()
    }
}

#[component]
fn ReceivedPage(page: ReceivedWorkbook) -> impl IntoView {
    let t = texts();
    let own = routes::request(&page.request);
    let unread = (!page.read.error.is_empty()).then(|| {
        view! { <p class="notice notice-bad" role="alert">{page.read.error.join(" ")}</p> }
    });
    let readable = page.read.error.is_empty();
    let blocked = !readable || page.closed.is_some() || !page.errors.is_empty();
    let says = readable.then(|| view! { <Says read=page.read.clone() /> });
    let closed = page.closed.clone().map(|why| view! { <p class="notice">{why}</p> });
    let count = (page.errors.len() + page.more).to_string();
    let errors = (!page.errors.is_empty()).then(|| {
        let lines = page.errors.clone().into_iter().map(|it| view! { <li><Finding finding=it /></li> });
        let more = (page.more > 0).then(|| t.fmt("desk.more", &[("n", &page.more.to_string())]));
        view! {
            <Panel id="missing" title=t.fmt("desk.received.missing", &[("n", &count)])>
                <p>{t.get("desk.received.missing_hint")}</p>
                <ul class="queries">{lines.collect_view()}</ul>
                {more.map(|more| view! { <p class="minor">{more}</p> })}
            </Panel>
        }
    });
    let (request, file) = (page.request.clone(), page.file.clone());
    let submit = (!blocked).then(|| view! { <Submission page=page.clone() /> });
    let (back, remove) = (own.clone(), routes::remove_file(&request, &file.id));
    view! {
        <PageHead title=t.get("desk.received.title") above=Link::new(own, page.supplier.clone()) />
        <ErrorSummary title=t.get("desk.form.wrong") errors=page.form.errors.clone() />
        {closed}{unread}
        <Panel id="file" title=t.get("desk.received.kept")>
            <FileLines request=request files=vec![FileLine { removable: false, submission: 0, received: false, ..file }] />
            <div class="form-acts">
                <ButtonLink href=back label=t.get("desk.received.keep") />
                <PostButton to=remove label=t.get("desk.received.remove") rank=Rank::Secondary />
            </div>
        </Panel>
        {errors}{submit}{says}
    }
}

#[component]
fn Finding(finding: FindingLine) -> impl IntoView {
    view! { <p><strong>{finding.place}</strong>" "{finding.what}" "{finding.todo}</p> }
}

/// What it says, section by section.
#[component]
fn Says(read: Read) -> impl IntoView {
    let t = texts();
    let notices = read.notices.into_iter().map(|notice| view! { <li>{notice}</li> }).collect_view();
    let sections = read.sections.into_iter().map(|part| view! { <Section part /> }).collect_view();
    let empty = read.empty.then(|| view! { <p class="notice">{t.get("drop.empty")}</p> });
    view! {
        <Panel id="says" title=t.get("desk.received.says")>
            <p class="lead">{read.title}</p>
            {empty}
            <ul>{notices}</ul>
            {sections}
        </Panel>
    }
}

#[component]
fn Section(part: Part) -> impl IntoView {
    let t = texts();
    let line = |[place, _, says]: [String; 3]| view! { <tr><td>{place}</td><td>{says}</td></tr> };
    let lines = part.lines.into_iter().map(line).collect_view();
    let more = (part.more > 0)
        .then(|| view! { <p class="minor">{t.fmt("desk.more", &[("n", &part.more.to_string())])}</p> });
    view! {
        <details class="received-part">
            <summary><strong>{part.title.clone()}</strong>" · "{part.summary}</summary>
            <div class="scroll" tabindex="0">
                <table>
                    <caption class="unseen">{part.title}</caption>
                    <thead><tr><th scope="col">{t.get("drop.place")}</th><th scope="col">{t.get("drop.new")}</th></tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
            {more}
        </details>
    }
}

/// The form that submits it, with what has to be said first.
#[component]
fn Submission(page: ReceivedWorkbook) -> impl IntoView {
    let t = texts();
    let explain = page.explain.into_iter().map(|it| {
        let n = it.count.to_string();
        let label = if it.count > 1 {
            t.fmt("desk.received.explain_all", &[("n", &n)])
        } else {
            t.get("desk.received.explain").to_owned()
        };
        view! { <Finding finding=it.finding /><TextArea control=it.control label required=true rows=2 /> }
    });
    let queries = page.queries.into_iter().map(|it| {
        let finding = FindingLine { place: it.place, what: it.text, todo: String::new() };
        view! { <Finding finding /><TextArea control=it.control label=t.get("desk.received.reply") rows=2 /> }
    });
    let typed = (page.typed > 0).then(|| view! { <p class="notice">{t.get("desk.received.typed")}</p> });
    view! {
        <Panel id="submit" title=t.get("desk.received.submit_title") ours=true>
            <p>{t.get("desk.received.submit_hint")}</p>
            {typed}
            <form method="post" action=routes::received(&page.request, &page.file.id) class="form">
                <input type="hidden" name="revision" value=page.revision.to_string() />
                {explain.collect_view()}
                {queries.collect_view()}
                <div class="form-acts"><Submit label=t.get("desk.received.submit") rank=Rank::Primary /></div>
            </form>
        </Panel>
    }
}
