//! A smelter: what was true of it on a day, how that changed, and who reported it under which name.

mod screened;
mod sourcing;
mod verdicts;

pub use screened::ScreenedName;
pub use sourcing::SourcingForm;
pub use verdicts::{NamedPage, VerdictForm};

use super::StatusMark;
use crate::desk::form::BoundForm;
use crate::desk::parts::{More, StateBadge};
use crate::desk::{DeskPage, frame, routes, texts};
use crate::ui::{
    Badge, ButtonLink, DataTable, EmptyState, Fact, Field, Link, PageHead, Panel, Submit, TableColumn,
    TableRow,
};
use domain::workflow::RequestState;
use leptos::prelude::*;
use screened::ScreenedNames;
use sourcing::Sourcing;
use verdicts::Verdicts;

/// A smelter on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterPage {
    pub cid: String,
    /// Its name on that day.
    pub name: String,
    /// The class in which it is counted, in words.
    pub status: String,
    pub mark: StatusMark,
    /// What is to be said beside the status, and changes nothing in it.
    pub notes: Vec<String>,
    pub facts: Vec<SmelterFact>,
    /// Other names.
    pub names: Vec<String>,
    /// The day, as a form.
    pub form: BoundForm,
    /// Smelters that took its place.
    pub successors: Vec<String>,
    /// The lists that this rests on, as sentences.
    pub evidence: Vec<String>,
    /// From which day it was counted in which class.
    pub timeline: Vec<Dated>,
    pub revisions: Vec<Dated>,
    /// Its names that are also in a list of sanctions.
    pub screened: Vec<ScreenedName>,
    /// What the team decided about it.
    pub verdicts: VerdictForm,
    /// Where it takes its ore from, as far as somebody found out.
    pub sourcing: SourcingForm,
    /// The rows of the last declarations that name it.
    pub reported: Vec<ReportedRow>,
    /// How many more there are.
    pub more_reported: u64,
}

/// Something that was true on the day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterFact {
    /// What it is called.
    pub label: String,
    pub text: String,
}

/// What happened on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dated {
    pub on: String,
    /// What, in words.
    pub text: String,
}

/// A row of a declaration that names the smelter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportedRow {
    /// The name as it was written; the number where there is none.
    pub name: String,
    pub request: String,
    pub supplier: String,
    pub campaign: String,
    /// The number that people see.
    pub line: String,
    pub state: RequestState,
}

impl DeskPage for SmelterPage {
    fn view(self) -> AnyView {
        view! { <Facility page=self /> }.into_any()
    }
}

#[component]
fn Facility(page: SmelterPage) -> impl IntoView {
    let t = texts();
    let above = Link::new(routes::smelters(), t.get("desk.nav.smelters"));
    let day = page.form.get("day").to_owned();
    let facts =
        page.facts.into_iter().map(|it| view! { <Fact label=it.label value=it.text /> }).collect_view();
    let notes = page.notes.into_iter().map(|note| view! { <p class="hint">{note}</p> }).collect_view();
    let dated =
        |all: Vec<Dated>| all.into_iter().map(|it| format!("{} · {}", it.on, it.text)).collect::<Vec<_>>();
    let control = page.form.at("day");
    let (cid, of, address) = (page.cid.clone(), page.cid.clone(), routes::smelter(&page.cid));
    let status = (!page.status.is_empty())
        .then(|| view! { <p><Badge text=page.status.clone() tone=page.mark.tone() /></p> });
    view! {
        <PageHead title=format!("{} · {}", page.cid, page.name) above />
        <Panel id="standing" title=t.fmt("desk.refs.standing", &[("day", &day)])>
            {status}
            {notes}
            <dl class="facts">{facts}</dl>
            <Successors cids=page.successors day />
            <form method="get" action=address class="form">
                <Field control label=t.get("desk.refs.day") kind="date" short=true />
                <div class="form-acts"><Submit label=t.get("desk.refs.on_day") /></div>
            </form>
        </Panel>
        <ScreenedNames cid names=page.screened />
        <Verdicts it=page.verdicts />
        <Sourcing cid=of it=page.sourcing />
        <Reported rows=page.reported more=page.more_reported ask=page.cid.clone() />
        <Sentences id="timeline" title=t.get("desk.smelter.timeline") all=dated(page.timeline) />
        <Sentences id="evidence" title=t.get("desk.refs.evidence") all=page.evidence />
        <Sentences id="revisions" title=t.get("desk.refs.revisions") all=dated(page.revisions) />
        <Sentences id="names" title=t.get("desk.refs.names") all=page.names />
    }
}

/// Who reported it, under which name, in which declaration.
#[component]
pub(super) fn Reported(
    rows: Vec<ReportedRow>,
    more: u64,
    /// The smelter's number, where all who named it can be asked about it.
    #[prop(optional, into)]
    ask: String,
) -> impl IntoView {
    let t = texts();
    let title = t.get("desk.smelter.reported");
    if rows.is_empty() {
        let none = t.get("desk.smelter.reported_none");
        return view! { <Panel id="reported" title><EmptyState text=none /></Panel> }.into_any();
    }
    let columns = [
        "desk.smelter.written",
        "desk.smelter.supplier",
        "desk.smelter.campaign",
        "desk.smelter.line",
        "desk.smelter.state",
    ];
    let columns = columns.map(|key| TableColumn::new(t.get(key))).to_vec();
    let row = |it: ReportedRow| {
        let supplier = view! { <a href=routes::request(&it.request)>{it.supplier}</a> };
        TableRow::new(vec![
            it.name.into_any(),
            supplier.into_any(),
            it.campaign.into_any(),
            it.line.into_any(),
            view! { <StateBadge state=it.state /> }.into_any(),
        ])
    };
    let rows = rows.into_iter().map(row).collect();
    let ask = (!ask.is_empty() && frame().can_write()).then(|| {
        let href = routes::with(routes::ask_many(), &[("smelter", &ask)]);
        view! { <p class="form-acts"><ButtonLink href label=t.get("desk.smelter.ask_all") /></p> }
    });
    view! {
        <Panel id="reported" title>
            {ask}
            <DataTable caption=title columns rows wrap=true />
            <More n=more />
        </Panel>
    }
    .into_any()
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
pub(super) fn Sentences(id: &'static str, title: &'static str, all: Vec<String>) -> impl IntoView {
    (!all.is_empty()).then(|| {
        let all = all.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
        view! { <Panel id title><ul>{all}</ul></Panel> }
    })
}
