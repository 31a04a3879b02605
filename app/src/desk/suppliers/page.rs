//! One supplier: what is known of it, its requests, notes, and what happened with it.

use super::people::{People, is_of_people};
use super::timeline::{Timeline, TimelinePanel};
use super::{SupplierRow, column_name};
use crate::desk::notes::{NoteLine, Notes};
use crate::desk::parts::StateBadge;
use crate::desk::{DeskPage, frame, routes, texts};
use crate::islands::LocalTime;
use crate::ui::{ButtonLink, EmptyState, Fact, Link, PageHead, Panel, PostButton, Question, Rank};
use domain::Instant;
use domain::workflow::RequestState;
use leptos::prelude::*;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierPage {
    /// Its values.
    pub supplier: SupplierRow,
    /// Counts changes.
    pub version: i64,
    pub requests: Vec<SupplierRequest>,
    pub notes: Vec<NoteLine>,
    /// What happened.
    pub timeline: Timeline,
    /// Members who can be told by a note.
    pub members: Vec<String>,
}

/// A request to the supplier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SupplierRequest {
    pub id: String,
    /// The campaign's name.
    pub campaign: String,
    pub state: RequestState,
    /// Since when it stands there.
    pub since: Instant,
}

impl DeskPage for SupplierPage {
    fn view(self) -> AnyView {
        view! { <OneSupplier page=self /> }.into_any()
    }
}

#[component]
fn OneSupplier(page: SupplierPage) -> impl IntoView {
    let t = texts();
    let SupplierPage { supplier, version, requests, notes, timeline, members } = page;
    let retired = supplier.retired_at.is_some();
    let name = supplier.get("name").to_owned();
    let acts = frame().can_change_suppliers().then(|| {
        view! {
            <RetireOrRestore id=supplier.id.clone() name=name.clone() version retired />
            <ButtonLink href=routes::edit_supplier(&supplier.id) label=t.get("desk.edit") />
        }
    });
    let above = Link::new(routes::suppliers(), t.get("desk.suppliers.title"));
    let about = |column: &str| column != "name" && !is_of_people(column);
    let facts = supplier.columns.iter().filter(|(column, _)| about(column)).map(|(column, _)| {
        view! { <Fact label=column_name(column) value=supplier.shown(t, column) /> }
    });
    let facts = facts.collect_view();
    let action = routes::supplier_notes(&supplier.id);
    let (people, id) = (supplier.clone(), supplier.id.clone());
    view! {
        <PageHead title=name above>{acts}</PageHead>
        {retired.then(|| view! { <p class="notice">{t.get("desk.supplier.is_retired")}</p> })}
        {supplier.mail_problem.map(|why| view! { <MailFails id=supplier.id why /> })}
        <Panel id="about" title=t.get("desk.supplier.about")><dl class="facts">{facts}</dl></Panel>
        <Panel id="people" title=t.get("desk.supplier.people")><People supplier=people /></Panel>
        <Panel id="requests" title=t.get("desk.supplier.requests")><Requests requests /></Panel>
        <Notes notes action members />
        <TimelinePanel supplier=id timeline />
    }
}

#[component]
fn RetireOrRestore(id: String, name: String, version: i64, retired: bool) -> impl IntoView {
    let t = texts();
    let fields = vec![("version", version.to_string())];
    if retired {
        return view! { <PostButton to=routes::restore(&id) label=t.get("desk.supplier.restore") fields /> }
            .into_any();
    }
    let ask = Question::new(t.fmt("desk.supplier.retire_ask", &[("name", &name)]), t.get("desk.cancel"));
    view! {
        <PostButton to=routes::retire(&id) label=t.get("desk.supplier.retire") rank=Rank::Secondary ask fields />
    }
    .into_any()
}

/// Why mail to its address fails for good, and the way to say that it is right after all.
#[component]
fn MailFails(id: String, why: String) -> impl IntoView {
    let t = texts();
    let free = frame()
        .can_change_suppliers()
        .then(|| view! { <PostButton to=routes::free(&id) label=t.get("desk.mail.free") /> });
    view! { <div class="notice notice-bad"><strong>{t.get("desk.mail.fails")}</strong>" "{why}{free}</div> }
}

#[component]
fn Requests(requests: Vec<SupplierRequest>) -> impl IntoView {
    if requests.is_empty() {
        return view! { <EmptyState text=texts().get("desk.supplier.no_requests") /> }.into_any();
    }
    let lines = requests.into_iter().map(|request| {
        view! {
            <li class="line">
                <a href=routes::request(&request.id)>{request.campaign}</a>
                <StateBadge state=request.state />
                <span class="minor"><LocalTime at=request.since /></span>
            </li>
        }
    });
    view! { <ul class="lines">{lines.collect_view()}</ul> }.into_any()
}
