//! Smelters as suppliers reported them: the list, and the way to the names that nobody could place.

pub mod facility;

use super::job::{JobProgress, OpenJob};
use super::list::{
    ListColumn, ListColumns, ListFilter, ListFilters, ListPager, ListSave, ListSaved, ListSearch, ListTable,
    Listed,
};
use super::parts::number;
use super::{DeskPage, routes, texts};
use crate::ui::{Badge, EmptyState, FilterChoice, PageHead, SelectOption, Tab, Tabs, Tone};
use leptos::prelude::*;

/// A part of the area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmeltersPart {
    Reported,
    Names,
}

/// The title of the area, and the way to each part.
#[component]
pub fn SmeltersHead(
    /// The part that is open.
    open: SmeltersPart,
) -> impl IntoView {
    let t = texts();
    let tab =
        |part, href, label| Tab { href, label: t.get(label).to_owned(), count: None, current: part == open };
    let tabs = vec![
        tab(SmeltersPart::Reported, routes::smelters(), "desk.smelters.reported"),
        tab(SmeltersPart::Names, routes::names(), "smelters.names.title"),
    ];
    view! {
        <PageHead title=t.get("desk.nav.smelters") />
        <Tabs label=t.get("desk.nav.smelters") tabs />
    }
}

/// How the lists' word on a smelter is marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatusMark {
    Good,
    Waiting,
    /// Neither conformant nor active, or removed.
    Open,
    /// Nobody can say.
    #[default]
    Unknown,
}

impl StatusMark {
    /// The badge's tone.
    pub fn tone(self) -> Tone {
        match self {
            StatusMark::Good => Tone::Good,
            StatusMark::Waiting => Tone::Waiting,
            StatusMark::Open => Tone::Back,
            StatusMark::Unknown => Tone::Idle,
        }
    }
}

/// A smelter that was reported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportedSmelter {
    /// Blank where nobody could place the name.
    pub cid: String,
    pub name: String,
    /// Its key; empty where what was written is none.
    pub metal_key: String,
    /// In words.
    pub metal: String,
    pub country: String,
    /// What the lists say, in words.
    pub status: String,
    pub mark: StatusMark,
    /// How many suppliers named it.
    pub suppliers: u64,
    /// In how many declarations.
    pub declarations: u64,
    /// Who may read what the lists say of it, in words.
    pub terms: String,
}

/// What a list of smelters is filtered by, and what each filter may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SmelterChoices {
    pub metals: Vec<SelectOption>,
    pub statuses: Vec<SelectOption>,
    pub countries: Vec<SelectOption>,
}

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportedSmelters {
    /// The list as it is asked for: `q`, `metal`, `status`, `country`, `sort`.
    pub list: Listed,
    pub choices: SmelterChoices,
    /// The rows of this page.
    pub rows: Vec<ReportedSmelter>,
    /// How far it is, where they are being placed anew.
    pub placing: Option<OpenJob>,
}

/// The columns of the list.
pub static COLUMNS: [ListColumn<ReportedSmelter>; 8] = [
    ListColumn::new("name", "desk.refs.name", |_, r: &ReportedSmelter| r.name.clone())
        .sort("", "-name")
        .drawn(|r| view! { <Name smelter=r.clone() /> }.into_any()),
    ListColumn::new("cid", "desk.refs.cid", |_, r: &ReportedSmelter| r.cid.clone()).usual(),
    ListColumn::new("metal", "desk.refs.metal", |_, r: &ReportedSmelter| r.metal.clone())
        .usual()
        .sort("metal", "-metal"),
    ListColumn::new("country", "desk.refs.country", |_, r: &ReportedSmelter| r.country.clone())
        .usual()
        .sort("country", "-country"),
    ListColumn::new("status", "desk.smelters.status", |_, r: &ReportedSmelter| r.status.clone())
        .usual()
        .drawn(|r| view! { <Badge text=r.status.clone() tone=r.mark.tone() /> }.into_any()),
    ListColumn::new("suppliers", "desk.smelters.suppliers", |_, r: &ReportedSmelter| number(r.suppliers))
        .usual()
        .number()
        .sort("suppliers", "-suppliers"),
    ListColumn::new("declarations", "desk.smelters.declarations", |_, r: &ReportedSmelter| {
        number(r.declarations)
    })
    .number(),
    ListColumn::new("terms", "desk.smelters.terms", |_, r: &ReportedSmelter| r.terms.clone()).usual(),
];

/// The way to the smelter, or to the decision what is meant.
#[component]
fn Name(smelter: ReportedSmelter) -> impl IntoView {
    let href = match (smelter.cid.as_str(), smelter.metal_key.as_str()) {
        ("", "") => routes::with(routes::names(), &[("q", &smelter.name)]),
        ("", metal) => routes::with(routes::named_smelter(), &[("metal", metal), ("name", &smelter.name)]),
        (cid, _) => routes::smelter(cid),
    };
    view! { <a href=href>{smelter.name}</a> }
}

impl DeskPage for ReportedSmelters {
    fn view(self) -> AnyView {
        view! { <ReportedPage page=self /> }.into_any()
    }
}

#[component]
fn ReportedPage(page: ReportedSmelters) -> impl IntoView {
    let t = texts();
    let ReportedSmelters { list, choices, rows, placing } = page;
    let shown = match rows.is_empty() {
        true => {
            let filtered = list.query.pairs().iter().any(|(name, _)| *name != "sort" && *name != "col");
            let none = if filtered { "desk.search.none" } else { "desk.smelters.none" };
            view! { <EmptyState text=t.get(none) /> }.into_any()
        }
        false => view! {
            <ListTable list=list.clone() caption=t.get("desk.smelters.reported") columns=&COLUMNS rows />
            <ListPager list=list.clone() />
        }
        .into_any(),
    };
    let filters = [
        ("metal", "desk.refs.metal", "desk.smelters.every_metal", choices.metals),
        ("status", "desk.smelters.status", "desk.smelters.every_status", choices.statuses),
        ("country", "desk.refs.country", "desk.smelters.every_country", choices.countries),
    ];
    let on = filters.iter().map(|(name, label, _, values)| {
        let chosen = values.iter().find(|value| value.value == list.query.get(name));
        ListFilter::new(name, label, chosen.map(|value| value.label.clone()))
    });
    let on = on.collect::<Vec<_>>();
    let controls = filters.map(|(name, label, every, values)| {
        let chosen = list.query.get(name).to_owned();
        view! { <FilterChoice name label=t.get(label) every=t.get(every) values chosen /> }
    });
    let controls = controls.into_iter().collect_view();
    view! {
        <SmeltersHead open=SmeltersPart::Reported />
        <p class="hint">{t.get("desk.smelters.hint")}</p>
        <ListSaved list=list.clone() />
        {placing.map(|job| view! { <JobProgress text=t.get("desk.smelters.placing") job /> })}
        <div class="list-head">
            <ListSearch list=list.clone() label=t.get("desk.refs.query") sets=&["metal", "status", "country"]>
                {controls}
            </ListSearch>
            <ListSave list=list.clone() />
            <ListColumns list=list.clone() columns=&COLUMNS />
        </div>
        <ListFilters list filters=on />
        {shown}
    }
}
