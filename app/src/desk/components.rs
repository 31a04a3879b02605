//! The demonstration's page of components: each in all its states, for whoever builds pages and for the test that
//! looks at them. It is for contributors, so its words are in no catalogue.

mod charts;

use super::{DeskPage, routes};
use crate::ui::{
    ActiveFilters, Badge, Bulk, ButtonLink, Choice, ColumnChoice, Control, DataTable, EmptyState,
    ErrorSummary, Fact, Field, FileField, Filter, FilterChoice, Flag, Flash, FormError, Kept, Link, Order,
    PageHead, Pager, Panel, PostButton, Question, Rank, SelectOption, Shown, Submit, Tab, TableColumn,
    TableRow, Tabs, TextArea, Tick, Tone,
};
use leptos::prelude::*;

const RANKS: [(Rank, &str); 4] =
    [(Rank::Usual, "Usual"), (Rank::Primary, "First"), (Rank::Danger, "Grave"), (Rank::Secondary, "Quiet")];
/// Without a blank, as suppliers write it.
pub(super) const LONG: &str =
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft-Zweigniederlassung";

/// The page of components.
#[derive(Clone, Copy, Debug, Default)]
pub struct Components;

impl DeskPage for Components {
    fn view(self) -> AnyView {
        view! { <ComponentsPage /> }.into_any()
    }
}

#[component]
fn ComponentsPage() -> impl IntoView {
    let above = Link::new(routes::components(), "Page above");
    view! {
        <div class="kit">
            <PageHead title="Components" above>
                <ButtonLink href=routes::components() label="An act" />
                <ButtonLink href=routes::components() label="The main act" rank=Rank::Primary />
            </PageHead>
            <Example title="Flash"><Flash text="Saved." /><Flash text="Nothing was changed." bad=true /></Example>
            <Example title="ErrorSummary"><Errors /></Example>
            <Example title="Buttons"><Buttons /></Example>
            <Example title="Controls"><Controls /></Example>
            <Example title="Badge, Flag"><Badges /></Example>
            <Example title="Fact"><Facts /></Example>
            <Example title="Tabs, FilterChoice, ActiveFilters"><TabsAndFilters /></Example>
            <Example title="DataTable, ColumnChoice, Bulk, Pager"><List /><OpenTable /></Example>
            <Panel id="panel" title="Panel"><p>"A part of a page under a heading."</p></Panel>
            <Panel id="panel-ours" title="Panel, ours" ours=true><p>"With something for us to settle."</p></Panel>
            <charts::Charts />
            <Example title="EmptyState"><EmptyState text="No supplier was imported yet." /></Example>
        </div>
    }
}

/// Components under their names.
#[component]
fn Example(
    title: &'static str,
    /// The components.
    children: Children,
) -> impl IntoView {
    view! { <section class="panel" aria-label=title><h2>{title}</h2>{children()}</section> }
}

#[component]
fn Errors() -> impl IntoView {
    let errors =
        vec![FormError::new("field-wrong", "Enter a name"), FormError::new("", "Somebody else changed this")];
    view! { <ErrorSummary title="There is a problem" errors /> }
}

#[component]
fn Buttons() -> impl IntoView {
    let link = |(rank, name): (Rank, &str)| {
        view! { <ButtonLink href=routes::components() label=format!("{name} link") rank /> }
    };
    let links = RANKS.into_iter().map(link).collect_view();
    let submits = RANKS.into_iter().map(|(rank, name)| view! { <Submit label=name rank /> }).collect_view();
    let ask = Question::new("Show the pages in English?", "Cancel");
    let fields = vec![("language", "en".to_owned()), ("back", routes::components())];
    view! {
        <div class="row-acts">{links}</div>
        <form class="row-acts" method="get" action=routes::components()>
            {submits}<Submit label="Disabled" disabled=true />
        </form>
        <div class="row-acts"><PostButton to=routes::language() label="Asks first" rank=Rank::Danger ask fields /></div>
    }
}

#[component]
fn Controls() -> impl IntoView {
    let control = |name: &str, value: &str, error: Option<&str>| Control {
        name: name.to_owned(),
        value: value.to_owned(),
        error: error.map(str::to_owned),
    };
    let choices = || vec![SelectOption::new("direct", "Direct"), SelectOption::new("indirect", "Indirect")];
    view! {
        <Field control=control("field", "Amberfall Optics", None) label="Field" hint="With a hint." />
        <Field control=control("field-wrong", "", Some("Enter a name")) label="Required and wrong" hint="As it is registered." required=true />
        <Field control=control("field-day", "2026-11-29", None) label="A day" kind="date" short=true />
        <FileField label="File" hint="A hint." accept=".csv" />
        <Choice control=control("choice", "indirect", None) label="Choice" choices=choices() />
        <Choice control=control("choice-wrong", "", Some("Choose one")) label="Choice that is wrong" choices=choices() />
        <TextArea control=control("text", "<b>Two</b>\nlines", None) label="Text area" rows=3 />
        <TextArea control=control("text-wrong", "", Some("Enter a reason")) label="Text area that is wrong" rows=2 />
    }
}

#[component]
fn Badges() -> impl IntoView {
    let badges = Tone::ALL.into_iter().map(|tone| view! { <Badge text=tone.key() tone />" " }).collect_view();
    view! { <p>{badges}<Flag text="Overdue" /><Flag text="Other contact" ours=true /></p> }
}

#[component]
fn Facts() -> impl IntoView {
    view! {
        <dl class="facts">
            <Fact label="Contact" value="Ines Okafor" />
            <Fact label="Name" value=LONG />
            <Fact label="Spend" value="–" />
        </dl>
    }
}

#[component]
fn TabsAndFilters() -> impl IntoView {
    let tab = |label: &str, count: Option<&str>, current| Tab {
        href: routes::components(),
        label: label.to_owned(),
        count: count.map(str::to_owned),
        current,
    };
    let filter = |name: &str, value: &str| Filter {
        name: name.to_owned(),
        value: value.to_owned(),
        without: routes::components(),
    };
    let tabs =
        vec![tab("Active", Some("4,312"), true), tab("Retired", Some("0"), false), tab("All", None, false)];
    let metals = vec![SelectOption::new("tin", "Tin"), SelectOption::new("gold", LONG)];
    view! {
        <Tabs label="Suppliers" tabs />
        <form class="filter" method="get" action=routes::components()>
            <FilterChoice name="metal" label="Metal" every="Every metal" values=metals chosen="tin" />
            <Submit label="Search" />
        </form>
        <ActiveFilters remove="Remove filter" filters=vec![filter("State", "Invited"), filter("Search", LONG)] />
    }
}

/// A row with a box.
fn row(name: &'static str, tone: Tone, note: &'static str) -> TableRow {
    let tick =
        Tick { name: "id".into(), value: name.into(), label: format!("Select {name}"), ..Tick::default() };
    let cells = vec![
        view! { <a href=routes::components()>{name}</a><span class="minor">"V10002 · DE"</span> }.into_any(),
        view! { <Badge text=tone.key() tone /><Flag text="Overdue" /> }.into_any(),
        "38".into_any(),
        note.into_any(),
    ];
    TableRow::new(cells).tick(Some(tick))
}

/// A list with all that it has around it.
#[component]
fn List() -> impl IntoView {
    let columns = vec![
        TableColumn::new("Supplier").sort(routes::components(), Some(Order::Ascending)),
        TableColumn::new("State"),
        TableColumn::new("Days").sort(routes::components(), None).number(true),
        TableColumn::new("Note"),
    ];
    let rows = vec![row("Amberfall Optics", Tone::Waiting, ""), row(LONG, Tone::Bad, LONG)];
    let files = ["As CSV", "As a workbook"].map(|name| Link::new(routes::components(), name)).to_vec();
    let link = |name: &str| Some(Link::new(routes::components(), name));
    let kept = Kept { value: "a.b".into(), count: 2, label: "2 on other pages".into() };
    let shown = |key: &str, label: &str, on, fixed| Shown { key: key.into(), label: label.into(), on, fixed };
    let choice = vec![
        shown("supplier", "Supplier", true, true),
        shown("state", "State", true, false),
        shown("long", LONG, false, false),
    ];
    view! {
        <div class="list-head">
            <ColumnChoice label="Columns" action=routes::components() fields=vec![("q".into(), "a".into())] columns=choice apply="Show" />
        </div>
        <form class="bulk-form" method="get" action=routes::components()>
            <DataTable caption="Requests" columns rows ticks="Select" />
            <Bulk count="{n} selected" page="Select this page" none="Clear" kept=Some(kept) all="All 4,312 that match">
                <Submit label="Remind now …" says=("act", "remind") />
            </Bulk>
        </form>
        <Pager label="Pages" range="51–100 of 4,312" previous=link("Previous page") next=link("Next page") files=files />
    }
}

/// Rows that take further lines, with something below.
#[component]
fn OpenTable() -> impl IntoView {
    let columns =
        vec![TableColumn::new("Name"), TableColumn::new("Metal"), TableColumn::new("Named by").number(true)];
    let row = |name: &'static str| {
        let below =
            view! { <details><summary>"Needs your decision"</summary><p>"The reasons."</p></details> };
        TableRow::new(vec![name.into_any(), "Tin".into_any(), "17".into_any()]).below(Some(below.into_any()))
    };
    view! { <DataTable caption="Names" columns rows=vec![row("Invented Tin Works"), row(LONG)] wrap=true /> }
}
