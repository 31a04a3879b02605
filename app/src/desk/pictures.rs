//! Pictures of a campaign as it stands, or of a snapshot: drawn alike, each with its table, each part a way to its rows.

use super::reports::{ReportHead, ReportPart};
use super::{DeskPage, frame, routes, texts};
use crate::kit::number::number;
use crate::ui::chart::{
    Bar, Bars, ChartFrame, ChartPatterns, DayChart, DayName, DayWords, Days, Numbers, Pair, Pairs, Shade,
    StackRow, Stacks, Tile, TileMap,
};
use crate::ui::{EmptyState, Link, PageHead, Panel, PostButton};
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pictures {
    pub of: PicturesOf,
    pub pictures: Vec<Picture>,
    /// Updates to senior management about the campaign.
    pub updates: Vec<UpdateEntry>,
}

/// Of what the pictures are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PicturesOf {
    Campaign { id: String, name: String },
    Snapshot { id: String, name: String },
}

/// An update in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UpdateEntry {
    pub id: String,
    pub day: String,
    /// Who signed it and when; blank for a draft.
    pub signed: String,
}

/// A picture with its heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Tells it from the others on the page; its heading is `pictures.<id>`.
    pub id: &'static str,
    pub title: String,
    /// What it says in a sentence.
    pub says: String,
    /// What it rests on.
    pub note: String,
    pub drawing: Drawing,
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawing {
    /// Bars, of a whole or compared with each other.
    Bars {
        bars: Vec<Bar>,
        of: Option<u64>,
    },
    /// Bars under headings.
    Groups(Vec<BarGroup>),
    /// Bars of parts.
    Stacks {
        heads: [String; 2],
        shades: Vec<(Shade, String)>,
        rows: Vec<StackRow>,
    },
    Pairs {
        times: [String; 2],
        pairs: Vec<Pair>,
    },
    Days(Box<DaysPicture>),
    /// A table alone.
    Table {
        heads: Vec<String>,
        rows: Vec<(String, Vec<PictureNumber>)>,
    },
    /// A square to each country.
    Map(Vec<Tile>),
    /// Why there is nothing.
    Nothing(String),
}

/// Bars under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarGroup {
    pub name: String,
    /// Where the rows of all of them are.
    pub href: Option<String>,
    pub bars: Vec<Bar>,
}

/// A number that may lead to its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PictureNumber {
    pub printed: String,
    pub href: Option<String>,
}

/// Answers by day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DaysPicture {
    pub days: Days,
    pub names: Vec<DayName>,
    pub words: DayWords,
    /// The table beside it.
    pub heads: Vec<String>,
    pub rows: Vec<(String, Vec<PictureNumber>)>,
}

/// The pictures that take the width of the page, whether there is anything to show or not.
const WIDE: [&str; 6] = ["days", "smelters", "years", "origins", "countries_map", "origins_map"];

impl DeskPage for Pictures {
    fn view(self) -> AnyView {
        view! { <PicturesPage page=self /> }.into_any()
    }
}

#[component]
fn PicturesPage(page: Pictures) -> impl IntoView {
    let t = texts();
    let (head, begin, new) = match page.of {
        PicturesOf::Campaign { id, name } => {
            let above = Link::new(routes::campaign(&id), name.clone());
            let title = t.fmt("pictures.of_campaign", &[("name", &name)]);
            let head = view! { <PageHead title above /><p class="lead">{t.get("pictures.lead")}</p> };
            (head.into_any(), routes::campaign_update(&id), "update.new")
        }
        PicturesOf::Snapshot { id, name } => {
            let head = view! {
                <ReportHead id=id.clone() name open=ReportPart::Pictures />
                <p class="lead">{t.get("pictures.lead_frozen")}</p>
            };
            (head.into_any(), routes::report_update(&id), "update.new_frozen")
        }
    };
    let pictures = page.pictures.into_iter().map(|picture| {
        let class = if WIDE.contains(&picture.id) { "chart-all" } else { "chart-half" };
        view! { <div class=class><OnePicture picture /></div> }
    });
    view! {
        {head}
        <ChartPatterns />
        <div class="charts">{pictures.collect_view()}</div>
        <Updates updates=page.updates begin new />
    }
}

/// A picture with its heading and its table.
#[component]
pub fn OnePicture(picture: Picture) -> impl IntoView {
    let t = texts();
    let Picture { id, title, says, note, drawing } = picture;
    let heads = || ["pictures.name", "pictures.number"].map(|key| t.get(key).to_owned());
    let drawn = match drawing {
        Drawing::Nothing(why) => view! { <EmptyState text=why /> }.into_any(),
        Drawing::Bars { bars, of } => {
            view! { <Bars caption=title.clone() heads=heads() bars of /> }.into_any()
        }
        Drawing::Groups(groups) => {
            let most = groups.iter().flat_map(|group| group.bars.iter().map(|bar| bar.value)).max();
            let group = |BarGroup { name, href, bars }| {
                let of = most.filter(|_| !bars.is_empty());
                let named = match href {
                    Some(href) => view! { <a href=href>{name.clone()}</a> }.into_any(),
                    None => name.clone().into_any(),
                };
                view! {
                    <h3 class="chart-group">{named}</h3>
                    <Bars caption=name heads=heads() bars of />
                }
            };
            groups.into_iter().map(group).collect_view().into_any()
        }
        Drawing::Stacks { heads: [name, bar], shades, rows } => {
            let heads = [name, bar, t.get("pictures.total").to_owned()];
            view! { <Stacks caption=title.clone() heads shades rows /> }.into_any()
        }
        Drawing::Pairs { times, pairs } => {
            let heads = ["pictures.figure", "pictures.number", "pictures.difference"]
                .map(|key| t.get(key).to_owned());
            view! { <Pairs caption=title.clone() heads times pairs /> }.into_any()
        }
        Drawing::Table { heads, rows } => {
            view! { <Numbers caption=title.clone() heads rows=cells(rows) /> }.into_any()
        }
        Drawing::Map(tiles) => {
            view! { <TileMap id="map" title=title.clone() says=says.clone() tiles /> }.into_any()
        }
        Drawing::Days(of) => {
            let DaysPicture { days, names, words, heads, rows } = *of;
            view! {
                <div class="beside">
                    <DayChart id="by-day" title=title.clone() says=says.clone() days names words />
                    <Numbers caption=title.clone() heads rows=cells(rows) />
                </div>
            }
            .into_any()
        }
    };
    view! { <ChartFrame id title says note>{drawn}</ChartFrame> }
}

fn cells(rows: Vec<(String, Vec<PictureNumber>)>) -> Vec<Vec<AnyView>> {
    let cell = |n: PictureNumber| match n.href {
        Some(href) => view! { <a href=href>{n.printed}</a> }.into_any(),
        None => n.printed.into_any(),
    };
    rows.into_iter()
        .map(|(name, numbers)| {
            std::iter::once(name.into_any()).chain(numbers.into_iter().map(cell)).collect()
        })
        .collect()
}

/// What was told to senior management, and the way to tell it anew.
#[component]
fn Updates(updates: Vec<UpdateEntry>, begin: String, new: &'static str) -> impl IntoView {
    let t = texts();
    let line = |it: UpdateEntry| {
        let signed = if it.signed.is_empty() { t.get("update.draft").to_owned() } else { it.signed };
        view! { <li class="line"><a href=routes::update(&it.id)>{it.day}</a><span class="minor">{signed}</span></li> }
    };
    let list = match updates.is_empty() {
        true => view! { <EmptyState text=t.get("update.none_yet") /> }.into_any(),
        false => view! { <ul class="lines">{updates.into_iter().map(line).collect_view()}</ul> }.into_any(),
    };
    let act = frame().can_manage().then(|| view! { <PostButton to=begin label=t.get(new) /> });
    view! {
        <Panel id="updates" title=t.get("update.list")>
            <p class="hint">{t.get("update.hint")}</p>
            {list}{act}
        </Panel>
    }
}

/// A number without a way to rows.
impl From<u64> for PictureNumber {
    fn from(n: u64) -> PictureNumber {
        PictureNumber { printed: number(n), href: None }
    }
}
