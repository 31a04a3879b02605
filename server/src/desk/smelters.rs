//! The smelters that suppliers reported: list and files.

use super::forms::FormData;
use super::list::{self, Asked, FILE_ROWS, ROWS};
use super::list_file::Kind;
use super::pictures;
use super::session::{Desk, PageResult};
use super::view_models;
use super::views::with_views;
use crate::routes::Route;
use app::desk::Area;
use app::desk::routes;
use app::desk::smelters::{COLUMNS, ReportedSmelter, ReportedSmelters, SmelterChoices, StatusMark};
use app::ui::SelectOption;
use axum::extract::Query;
use domain::Texts;
use domain::smelters::StatusClass;
use domain::smelters::country::country_in;
use service::records::{EntryChoices, EntryFilter, EntrySort, SmelterEntry};

/// What the list is filtered by.
const FILTERS: [&str; 4] = ["q", "metal", "status", "country"];
/// The filter for names that nobody could place.
const UNPLACED: &str = "unplaced";

/// The routes of the area.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::smelters::PATH, show),
        Route::get(routes::smelters_csv::PATH, csv),
        Route::get(routes::smelters_xlsx::PATH, xlsx),
    ]
}

/// The key by which a status is filtered.
fn status_key(class: Option<StatusClass>) -> &'static str {
    class.map_or(UNPLACED, StatusClass::key)
}

/// A status in words.
pub fn status_words(texts: &Texts, class: Option<StatusClass>) -> String {
    match class {
        Some(class) => texts.get(&format!("smelters.class.{}", class.key())).to_owned(),
        None => texts.get("desk.smelters.unplaced").to_owned(),
    }
}

/// How a status is marked.
pub fn mark(class: Option<StatusClass>) -> StatusMark {
    match class {
        Some(class) if class.is_conformant() => StatusMark::Good,
        Some(StatusClass::Active) => StatusMark::Waiting,
        Some(StatusClass::Unknown) => StatusMark::Unknown,
        Some(_) => StatusMark::Open,
        None => StatusMark::Unknown,
    }
}

/// A metal in words; the word itself where no template asks about it.
pub fn metal_words(texts: &Texts, key: &str) -> String {
    if domain::template::metal(key).is_some() {
        return texts.get(&format!("metal.{key}")).to_owned();
    }
    let mut letters = key.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn line(texts: &Texts, entry: &SmelterEntry) -> ReportedSmelter {
    let f = &entry.facts;
    ReportedSmelter {
        cid: f.cid.clone().unwrap_or_default(),
        name: f.name.clone(),
        metal: metal_words(texts, &f.metal),
        metal_key: domain::template::metal(&f.metal).map_or("", |m| m.key()).to_owned(),
        country: country_in(texts.language(), &f.country).to_owned(),
        status: status_words(texts, f.class),
        mark: mark(f.class),
        suppliers: entry.suppliers,
        declarations: entry.declarations,
        terms: f
            .terms
            .map_or(String::new(), |l| texts.get(&format!("smelters.terms.{}", l.key())).to_owned()),
    }
}

/// The keys of the classes that a status, or a group of them, means; all where none is asked for. That of names that nobody
/// could place is blank.
fn classes(status: &str) -> Vec<String> {
    let key = |class: Option<StatusClass>| class.map_or("", StatusClass::key).to_owned();
    match status.strip_prefix("group.") {
        _ if status.is_empty() => Vec::new(),
        Some(group) => {
            let all = StatusClass::ALL.map(Some).into_iter().chain([None]);
            all.filter(|class| pictures::group(*class) == group).map(key).collect()
        }
        None if status == UNPLACED => vec![String::new()],
        None => vec![status.to_owned()],
    }
}

/// Which smelters the address asks for.
fn filter(asked: &Asked) -> EntryFilter {
    let query = &asked.query;
    let of = |name: &str| Some(query.get(name).to_owned()).filter(|value| !value.is_empty());
    let sort = query.get("sort");
    EntryFilter {
        search: query.get("q").to_owned(),
        metal: of("metal"),
        country: of("country"),
        classes: classes(query.get("status")),
        sort: match sort.trim_start_matches('-') {
            "metal" => EntrySort::Metal,
            "country" => EntrySort::Country,
            "suppliers" => EntrySort::Suppliers,
            _ => EntrySort::Name,
        },
        reversed: sort.starts_with('-'),
        after: asked.after.clone(),
        before: asked.before.clone(),
        limit: ROWS,
    }
}

fn choices(texts: &Texts, all: EntryChoices) -> SmelterChoices {
    let classes = StatusClass::ALL.map(Some).into_iter().chain([None]);
    let there =
        classes.filter(|class| all.classes.iter().any(|key| key == class.map_or("", StatusClass::key)));
    let status = |class| SelectOption::new(status_key(class), status_words(texts, class));
    let wider = pictures::WIDER.into_iter().map(|group| {
        SelectOption::new(format!("group.{group}"), texts.get(&format!("pictures.group.{group}")).to_owned())
    });
    let named = |keys: Vec<String>| keys.into_iter().filter(|key| !key.is_empty());
    SmelterChoices {
        metals: named(all.metals)
            .map(|key| SelectOption::new(key.clone(), metal_words(texts, &key)))
            .collect(),
        statuses: wider.chain(there.map(status)).collect(),
        countries: named(all.countries)
            .map(|name| SelectOption::new(name.clone(), country_in(texts.language(), &name)))
            .collect(),
    }
}

fn asked(sent: &FormData) -> Asked {
    Asked::of(sent, &FILTERS, &COLUMNS)
}

async fn show(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let mut asked = asked(&FormData::from(query));
    asked.only("status", |key| {
        let classes = StatusClass::ALL.map(Some).into_iter().chain([None]);
        let group = key.strip_prefix("group.").is_some_and(|group| pictures::WIDER.contains(&group));
        group || classes.map(status_key).any(|known| known == key)
    });
    let filter = filter(&asked);
    let page = viewer.smelter_entries(&filter).await?;
    let of = viewer.smelter_entries_found(&filter).await?;
    let files = [routes::smelters_csv(), routes::smelters_xlsx()];
    let body = ReportedSmelters {
        list: with_views(&desk, asked.listed(routes::smelters(), files, &page, of)).await?,
        rows: page.rows.iter().map(|entry| line(texts, entry)).collect(),
        choices: choices(texts, viewer.smelter_entry_choices().await?),
        placing: view_models::open_job(viewer.placing().await?),
    };
    desk.page(texts.get("desk.nav.smelters"), Area::Smelters, body).await
}

async fn csv(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Csv).await
}

async fn xlsx(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Xlsx).await
}

/// All that the list finds, in the columns that it shows; who may read it always goes with it.
async fn file(desk: Desk, sent: &FormData, kind: Kind) -> PageResult {
    let (texts, mut asked) = (desk.texts(), asked(sent));
    if !asked.query.columns.is_empty() && !asked.query.columns.iter().any(|key| key == "terms") {
        asked.query.columns.push("terms".to_owned());
    }
    let viewer = desk.viewer();
    viewer.placed().await?;
    let filter = EntryFilter { before: None, limit: FILE_ROWS, ..filter(&asked) };
    let read = move |after| {
        let (viewer, filter) = (viewer.clone(), EntryFilter { after, ..filter.clone() });
        async move { Ok(viewer.smelter_entries(&filter).await?.map(|entry| line(texts, &entry))) }
    };
    list::file_of_pages(kind, "smelters", texts, &COLUMNS, &asked.query, read).await
}
