//! Telephone calls about a request: those that were noted, and the page that notes one.

use super::form::BoundForm;
use super::suppliers::{People, SupplierRow};
use super::{DeskPage, frame, routes, texts};
use crate::ui::{
    ButtonLink, Choice, EmptyState, ErrorSummary, Field, Link, PageHead, Panel, Rank, SelectOption, Submit,
    TextArea,
};
use domain::Texts;
use domain::terms::CallOutcome;
use leptos::prelude::*;

/// A call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallLine {
    /// The day.
    pub on: String,
    /// With whom; blank where nobody was there.
    pub person: String,
    pub outcome: CallOutcome,
    /// The day that belongs to the outcome; blank where there is none.
    pub until: String,
    pub words: String,
    /// The member who noted it.
    pub by: String,
}

impl CallLine {
    /// What came of it, with the day that belongs to it.
    pub fn outcome_text(&self) -> String {
        self.outcome_in(texts())
    }

    /// The same in these words.
    pub fn outcome_in(&self, t: &Texts) -> String {
        let outcome = t.get(self.outcome.text_key());
        if self.until.is_empty() { outcome.to_owned() } else { format!("{outcome}: {}", self.until) }
    }
}

/// The calls about a request, the youngest first.
#[component]
pub fn CallLines(calls: Vec<CallLine>) -> impl IntoView {
    if calls.is_empty() {
        return view! { <EmptyState text=texts().get("desk.calls.none") /> }.into_any();
    }
    let line = |call: CallLine| {
        let outcome = call.outcome_text();
        let person = (!call.person.is_empty()).then(|| format!(" · {}", call.person));
        let words = (!call.words.is_empty()).then(|| view! { <p class="query-text">{call.words}</p> });
        view! {
            <li class="note">
                <p class="note-head"><strong>{outcome}</strong>" "<span class="minor">{call.on}{person}" · "{call.by}</span></p>
                {words}
            </li>
        }
    };
    view! { <ul class="notes">{calls.into_iter().map(line).collect_view()}</ul> }.into_any()
}

/// The same as a part of a request's page, with the way to note another.
#[component]
pub fn Calls(
    /// The request.
    request: String,
    calls: Vec<CallLine>,
) -> impl IntoView {
    let t = texts();
    let record = frame().can_write().then(
        || view! { <ButtonLink href=routes::request_calls(&request) label=t.get("desk.calls.record") /> },
    );
    view! { <Panel id="calls" title=t.get("desk.calls.title")><CallLines calls />{record}</Panel> }
}

/// A call to note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecordCall {
    pub request: String,
    pub campaign: String,
    pub supplier: SupplierRow,
    pub form: BoundForm,
    /// Those before.
    pub calls: Vec<CallLine>,
    /// Where one came from and goes back to.
    pub back: String,
}

impl DeskPage for RecordCall {
    fn view(self) -> AnyView {
        view! { <RecordCallPage page=self /> }.into_any()
    }
}

#[component]
fn RecordCallPage(page: RecordCall) -> impl IntoView {
    let t = texts();
    let RecordCall { request, campaign, supplier, form, calls, back } = page;
    let above = Link::new(routes::request(&request), format!("{} · {campaign}", supplier.get("name")));
    let outcome = |it: &CallOutcome| SelectOption::new(it.key(), t.get(it.text_key()));
    let blank = SelectOption::new("", t.get("desk.call.choose"));
    let outcomes: Vec<_> = std::iter::once(blank).chain(CallOutcome::ALL.iter().map(outcome)).collect();
    let errors = form.errors.clone();
    let hidden = ["id", "from"].map(|name| (name, form.get(name).to_owned()));
    let hidden = hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    view! {
        <PageHead title=t.get("desk.calls.record") above />
        <ErrorSummary title=t.get("desk.form.wrong") errors />
        <Panel id="people" title=t.get("desk.supplier.people")><People supplier /></Panel>
        <form method="post" action=routes::request_calls(&request) class="form panel">
            {hidden.into_iter().collect_view()}
            <Field control=form.at("on") label=t.get("desk.call.on") kind="date" required=true short=true />
            <Field control=form.at("person") label=t.get("desk.call.person") hint=t.get("desk.call.person_hint") />
            <Choice control=form.at("outcome") label=t.get("desk.call.outcome") choices=outcomes required=true />
            <Field control=form.at("until") label=t.get("desk.call.until") hint=t.get("desk.call.until_hint") kind="date" short=true />
            <TextArea control=form.at("words") label=t.get("desk.call.words") hint=t.get("desk.call.words_hint") rows=4 />
            <div class="form-acts">
                <Submit label=t.get("desk.save") rank=Rank::Primary />
                <ButtonLink href=back label=t.get("desk.cancel") />
            </div>
        </form>
        <Panel id="calls" title=t.get("desk.calls.title")><CallLines calls /></Panel>
    }
}
