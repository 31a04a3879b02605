//! Declarations that left, and what changed since one of them.

use super::{ReportHead, ReportPart};
use crate::desk::form::BoundForm;
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{
    ButtonLink, Choice, DataTable, EmptyState, ErrorSummary, Field, Panel, Rank, SelectOption, Submit,
    TableColumn, TableRow,
};
use leptos::prelude::*;

/// A declaration that left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentLine {
    pub id: String,
    pub sent_on: String,
    pub recipient: String,
    /// The snapshot from which it came: address and name.
    pub report: String,
    pub report_name: String,
    /// The file and its hash.
    pub file: String,
    pub hash: String,
    pub by: String,
}

/// Something that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentChange {
    /// What happened, in words.
    pub what: String,
    /// The question, or the smelter.
    pub about: String,
    pub before: String,
    pub now: String,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentPage {
    /// The snapshot's identifier and name.
    pub id: String,
    pub name: String,
    /// Whether its declaration may leave.
    pub leaves: bool,
    pub sent: Vec<SentLine>,
    /// The one since which changes are shown: its identifier, and a sentence; blank where none left.
    pub since: String,
    pub since_words: String,
    pub changes: Vec<SentChange>,
    /// How many more changes there are; the file has all.
    pub more: u64,
    pub form: BoundForm,
}

impl DeskPage for SentPage {
    fn view(self) -> AnyView {
        view! { <Sent page=self /> }.into_any()
    }
}

#[component]
fn Sent(page: SentPage) -> impl IntoView {
    let t = texts();
    let form =
        (frame().can_manage() && page.leaves).then(|| view! { <Note id=page.id.clone() form=page.form /> });
    let held = (!page.leaves).then(|| view! { <p class="notice">{t.get("desk.sent.held")}</p> });
    let changes = (!page.since.is_empty()).then(|| {
        let file = format!("changes-{}.csv", page.since);
        let file = page.leaves.then(|| {
            let href = routes::report_file(&page.id, &file);
            view! { <div class="form-acts"><ButtonLink href label=t.get("desk.sent.file") /></div> }
        });
        view! {
            <Panel id="changes" title=t.get("desk.sent.changes")>
                <p class="hint">{page.since_words}</p>
                <Changes changes=page.changes />
                <crate::desk::parts::More n=page.more />
                {file}
            </Panel>
        }
    });
    view! {
        <ReportHead id=page.id.clone() name=page.name open=ReportPart::Rollup />
        <p class="hint">{t.get("desk.sent.hint")}</p>
        {changes}
        <SentList id=page.id lines=page.sent />
        {held}
        {form}
    }
}

#[component]
fn Changes(changes: Vec<SentChange>) -> impl IntoView {
    let t = texts();
    if changes.is_empty() {
        return view! { <EmptyState text=t.get("desk.sent.changes_none") /> }.into_any();
    }
    let columns = ["desk.sent.what", "desk.sent.about", "desk.sent.before", "desk.sent.now"];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |it: SentChange| {
        TableRow::new(
            [it.what, it.about, it.before, it.now].into_iter().map(|text| text.into_any()).collect(),
        )
    };
    let rows = changes.into_iter().map(row).collect();
    view! { <DataTable caption=t.get("desk.sent.changes") columns rows wrap=true /> }.into_any()
}

#[component]
fn SentList(id: String, lines: Vec<SentLine>) -> impl IntoView {
    let t = texts();
    if lines.is_empty() {
        let none = t.get("desk.sent.none");
        return view! { <Panel id="sent" title=t.get("desk.sent.list")><EmptyState text=none /></Panel> }
            .into_any();
    }
    let columns = ["desk.sent.on", "desk.sent.to", "desk.sent.report", "desk.sent.hash", "desk.sent.compare"];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |it: SentLine| {
        let compare = routes::with(routes::report_sent(&id), &[("since", &it.id)]);
        TableRow::new(vec![
            view! { <time>{it.sent_on}</time><span class="minor">{it.by}</span> }.into_any(),
            it.recipient.into_any(),
            view! { <a href=routes::report_rollup(&it.report)>{it.report_name}</a> }.into_any(),
            view! { {it.file}" "<code class="break">{it.hash}</code> }.into_any(),
            view! { <a href=compare>{t.get("desk.sent.show")}</a> }.into_any(),
        ])
    };
    let rows = lines.into_iter().map(row).collect();
    view! {
        <Panel id="sent" title=t.get("desk.sent.list")>
            <DataTable caption=t.get("desk.sent.list") columns rows wrap=true />
        </Panel>
    }
    .into_any()
}

#[component]
fn Note(id: String, form: BoundForm) -> impl IntoView {
    let t = texts();
    let files = [("xlsx", "desk.rollup.xlsx"), ("json", "desk.rollup.json")]
        .map(|(value, key)| SelectOption::new(value, t.get(key)))
        .to_vec();
    view! {
        <Panel id="note" title=t.get("desk.sent.note")>
            <p class="hint">{t.get("desk.sent.note_hint")}</p>
            <form method="post" action=routes::report_sent(&id) class="form">
                <ErrorSummary title=t.get("desk.form.wrong") errors=form.errors.clone() />
                <Field control=form.at("recipient") label=t.get("desk.sent.to") hint=t.get("desk.sent.to_hint") required=true />
                <Field control=form.at("sent_on") label=t.get("desk.sent.on") kind="date" short=true required=true />
                <Choice control=form.at("file") label=t.get("desk.sent.which") choices=files />
                <div class="form-acts"><Submit label=t.get("desk.sent.save") rank=Rank::Primary /></div>
            </form>
        </Panel>
    }
}
