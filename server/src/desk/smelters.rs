//! The smelters that suppliers reported: list and files.

use super::forms::FormData;
use super::list::{self, Asked, ROWS};
use super::list_file::Kind;
use super::pictures;
use super::session::{Desk, PageResult};
use crate::routes::Route;
use app::desk::Area;
use app::desk::list::Listed;
use app::desk::parts::Paging;
use app::desk::routes;
use app::desk::smelters::{COLUMNS, ReportedSmelter, ReportedSmelters, SmelterChoices, StatusMark};
use app::ui::SelectOption;
use axum::extract::Query;
use domain::Texts;
use domain::smelters::StatusClass;
use service::smelters::names::fits;
use service::smelters::reported::ReportedFacility;
use std::cmp::Reverse;
use std::collections::BTreeMap;

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

fn line(texts: &Texts, f: &ReportedFacility) -> ReportedSmelter {
    ReportedSmelter {
        cid: f.cid.clone().unwrap_or_default(),
        name: f.name.clone(),
        metal: metal_words(texts, &f.metal),
        metal_key: domain::template::metal(&f.metal).map_or("", |m| m.key()).to_owned(),
        country: f.country.clone(),
        status: status_words(texts, f.class),
        mark: mark(f.class),
        suppliers: f.suppliers as u64,
        declarations: f.declarations as u64,
        terms: f
            .licence
            .map_or(String::new(), |l| texts.get(&format!("smelters.terms.{}", l.key())).to_owned()),
    }
}

/// Those that the address asks for, in its order.
fn found<'a>(all: &'a [ReportedFacility], asked: &Asked) -> Vec<&'a ReportedFacility> {
    let query = &asked.query;
    let is = |name: &str, value: &str| query.get(name).is_empty() || query.get(name) == value;
    let stands = |class: Option<StatusClass>| match query.get("status").strip_prefix("group.") {
        Some(group) => pictures::group(class) == group,
        None => is("status", status_key(class)),
    };
    let mut found: Vec<&ReportedFacility> = all
        .iter()
        .filter(|f| is("metal", &f.metal) && stands(f.class) && is("country", &f.country))
        .filter(|f| fits(query.get("q"), &f.name, f.cid.as_deref()))
        .collect();
    // Of equal ones the order by name stays.
    match query.get("sort") {
        "-name" => found.reverse(),
        "metal" => found.sort_by(|a, b| a.metal.cmp(&b.metal)),
        "-metal" => found.sort_by(|a, b| b.metal.cmp(&a.metal)),
        "country" => found.sort_by(|a, b| a.country.cmp(&b.country)),
        "-country" => found.sort_by(|a, b| b.country.cmp(&a.country)),
        "suppliers" => found.sort_by_key(|f| f.suppliers),
        "-suppliers" => found.sort_by_key(|f| Reverse(f.suppliers)),
        _ => {}
    }
    found
}

fn choices(texts: &Texts, all: &[ReportedFacility]) -> SmelterChoices {
    let of = |words: &dyn Fn(&ReportedFacility) -> (String, String)| -> Vec<SelectOption> {
        let all: BTreeMap<String, String> =
            all.iter().map(words).filter(|(key, _)| !key.is_empty()).collect();
        all.into_iter().map(|(key, label)| SelectOption::new(key, label)).collect()
    };
    let classes = StatusClass::ALL.map(Some).into_iter().chain([None]);
    let there = classes.filter(|class| all.iter().any(|f| f.class == *class));
    let status = |class| SelectOption::new(status_key(class), status_words(texts, class));
    let wider = pictures::WIDER.into_iter().map(|group| {
        SelectOption::new(format!("group.{group}"), texts.get(&format!("pictures.group.{group}")).to_owned())
    });
    SmelterChoices {
        metals: of(&|f| (f.metal.clone(), metal_words(texts, &f.metal))),
        statuses: wider.chain(there.map(status)).collect(),
        countries: of(&|f| (f.country.clone(), f.country.clone())),
    }
}

fn asked(sent: &FormData) -> Asked {
    Asked::of(sent, &FILTERS, &COLUMNS)
}

async fn show(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let (texts, sent) = (desk.texts(), FormData::from(query));
    let asked = asked(&sent);
    let all = desk.viewer().reported_facilities().await?;
    let found = found(&all, &asked);
    let base = asked.query.address(routes::smelters());
    let at = sent.number("page").unwrap_or(1);
    let (range, paging) = Paging::numbered(&base, at, ROWS as usize, found.len());
    let start = range.from.saturating_sub(1) as usize;
    let body = ReportedSmelters {
        rows: found.into_iter().skip(start).take(ROWS as usize).map(|f| line(texts, f)).collect(),
        choices: choices(texts, &all),
        list: Listed {
            address: routes::smelters(),
            files: [routes::smelters_csv(), routes::smelters_xlsx()].map(|file| asked.query.address(file)),
            query: asked.query,
            range,
            paging,
            ..Listed::default()
        },
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
    let all = desk.viewer().reported_facilities().await?;
    let rows: Vec<ReportedSmelter> = found(&all, &asked).into_iter().map(|f| line(texts, f)).collect();
    list::file(kind, "smelters", texts, &COLUMNS, &asked.query, &rows).await
}
