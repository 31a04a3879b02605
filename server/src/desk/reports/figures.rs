//! The figures of a snapshot and what they count.

use super::super::session::{Desk, PageResult};
use super::words::{definition, family, invariant, name, said, settings};
use super::{cutoff_day, place};
use crate::http_error::HttpError;
use app::desk::parts::Paging;
use app::desk::reports::{Contradiction, FigureGroup, FigureLine, FigureRow, FigureRows, SnapshotFigures};
use app::desk::{Area, routes};
use axum::extract::{Path, Query};
use domain::Texts;
use domain::smelters::country::country_name_in;
use serde::Deserialize;
use service::reports::counted::Counted;
use service::reports::rows::CountedThing;
use service::reports::{Figure, FigureComparison, Kept, Value};
use service::{ServiceError, day_of};
use std::collections::HashMap;

/// How many things a page shows.
pub(super) const ROWS: usize = 100;

/// The groups of figures: the letters with which their ids begin, and the key of their title.
const GROUPS: [(&str, char, &str); 6] = [
    ("suppliers", 'P', "desk.report.group.suppliers"),
    ("answers", 'R', "desk.report.group.answers"),
    ("metals", 'M', "desk.report.group.metals"),
    ("smelters", 'S', "desk.report.group.smelters"),
    ("origin", 'O', "desk.report.group.origin"),
    ("work", 'K', "desk.report.group.work"),
];

/// The figures by the letter of their group, each with what was frozen and with the one of the snapshot before.
fn by_letter(texts: &Texts, counted: &Counted) -> HashMap<char, Vec<FigureLine>> {
    let frozen = &counted.opened.snapshot.figures;
    let frozen: HashMap<&str, &Kept> = frozen.iter().map(|kept| (kept.id.as_str(), kept)).collect();
    let beside: HashMap<&str, &FigureComparison> =
        counted.beside.iter().map(|b| (b.id.as_str(), b)).collect();
    let mut out: HashMap<char, Vec<FigureLine>> = HashMap::new();
    for figure in counted.figures.all() {
        let id = figure.id.as_str();
        let line = line(texts, figure, frozen.get(id).copied(), beside.get(id).copied());
        out.entry(id.chars().next().unwrap_or_default()).or_default().push(line);
    }
    // What cannot be counted again since its answers are gone stands as it was frozen.
    for kept in counted.opened.snapshot.figures.iter().filter(|kept| counted.figures.get(&kept.id).is_none())
    {
        let figure = Figure { id: kept.id.clone(), definition: String::new(), value: Value::NotRecorded };
        let line = line(texts, &figure, Some(kept), None);
        out.entry(kept.id.chars().next().unwrap_or_default()).or_default().push(line);
    }
    out
}

fn line(
    texts: &Texts,
    figure: &Figure,
    frozen: Option<&Kept>,
    beside: Option<&FigureComparison>,
) -> FigureLine {
    FigureLine {
        name: name(texts, figure),
        family: family(texts, figure),
        // What was frozen stands, whatever became of what it was counted from.
        printed: said(texts, &frozen.map_or_else(|| figure.value.printed(), |kept| kept.printed.clone())),
        opens: figure.value.n().is_some(),
        then: beside.map_or(String::new(), |beside| said(texts, &beside.then)),
        difference: beside.map_or(String::new(), |beside| said(texts, &beside.printed())),
        id: figure.id.clone(),
    }
}

pub async fn show(desk: Desk, Path(id): Path<String>) -> PageResult {
    let counted = desk.viewer().counted(&id).await?;
    let (texts, snapshot) = (desk.texts(), &counted.opened.snapshot);
    let campaigns: Vec<&str> = snapshot.campaigns.iter().map(|c| c.name.as_str()).collect();
    let lists: Vec<String> = snapshot
        .lists
        .iter()
        .map(|l| {
            // What a kind is called, without what it is.
            let key = format!("smelters.kind.{}", l.kind.key());
            let kind = texts.get(&key);
            format!("{} ({})", kind.split([':', '：']).next().unwrap_or(kind), l.as_of)
        })
        .collect();
    let facts = [
        ("desk.report.campaigns", campaigns.join(", ")),
        ("desk.report.cutoff", cutoff_day(&counted.opened.head)),
        ("desk.report.list_day", snapshot.list_day.to_string()),
        ("desk.report.lists", if lists.is_empty() { "–".to_owned() } else { lists.join(", ") }),
        ("desk.report.counts", settings(texts, &snapshot.settings)),
        ("desk.report.engine", snapshot.facts.engine.clone()),
        ("desk.report.hash", counted.opened.head.hash.clone()),
    ];
    let mut lines = by_letter(texts, &counted);
    let groups = GROUPS.map(|(id, letter, title)| FigureGroup {
        id,
        title,
        figures: lines.remove(&letter).unwrap_or_default(),
    });
    let contradictions = counted.broken.iter().map(|broken| Contradiction {
        rule: invariant(texts, broken.invariant),
        one: broken.one.clone(),
        other: broken.other.clone(),
    });
    let body = SnapshotFigures {
        name: counted.opened.head.name.clone(),
        facts: facts.into_iter().map(|(key, text)| (texts.get(key).to_owned(), text)).collect(),
        groups: groups.into_iter().filter(|group| !group.figures.is_empty()).collect(),
        contradictions: contradictions.collect(),
        before: snapshot.before.as_ref().map_or(String::new(), |before| before.name.clone()),
        removed: removed(&desk, &counted).await?,
        missing: (counted.opened.missing.len() + counted.opened.missing_lists.len()) as u64,
        id,
    };
    desk.page(&counted.opened.head.name, Area::Reports, body).await
}

/// How many requests of a snapshot had their answers removed by the retention rule, and the last day of that.
pub(super) async fn removed(desk: &Desk, counted: &Counted) -> Result<Option<(u64, String)>, ServiceError> {
    let (requests, last) = desk.viewer().removals_of(counted.opened.missing.clone()).await?;
    Ok(last.map(|at| (requests, day_of(at).to_string())))
}

/// Which page of the rows.
#[derive(Deserialize)]
pub struct At {
    #[serde(default)]
    page: usize,
}

pub async fn rows(
    desk: Desk,
    Path((id, figure)): Path<(String, String)>,
    Query(at): Query<At>,
) -> PageResult {
    let counted = desk.viewer().counted(&id).await?;
    let found = counted.figures.get(&figure).ok_or(HttpError::NOT_FOUND)?;
    let (texts, things, field) = (desk.texts(), counted.things(found).of, found.field());
    let here = routes::report_figure(&id, &figure);
    let (range, paging) = Paging::numbered(&here, at.page, ROWS, things.len());
    let from = usize::try_from(range.from.saturating_sub(1)).unwrap_or_default();
    let shown = things.iter().skip(from).take(ROWS);
    let row = |(of, counts): &(_, bool)| {
        let row = thing(texts, counted.thing(*of), field.as_deref());
        FigureRow { counts: *counts, ..row }
    };
    // What was frozen stands, whatever became of what it was counted from.
    let frozen = counted.opened.snapshot.figures.iter().find(|kept| kept.id == figure);
    let body = FigureRows {
        report: id,
        report_name: counted.opened.head.name.clone(),
        name: name(texts, found),
        printed: said(texts, &frozen.map_or_else(|| found.value.printed(), |kept| kept.printed.clone())),
        removed: removed(&desk, &counted).await?,
        definition: definition(texts, found, &counted.opened.snapshot),
        rows: shown.map(row).collect(),
        id: figure,
        range,
        paging,
    };
    desk.page(&body.name.clone(), Area::Reports, body).await
}

/// A thing in words; `field` is the one that is counted of a declaration, where it is one.
fn thing(texts: &Texts, thing: CountedThing, field: Option<&str>) -> FigureRow {
    let metal = |key: &str| texts.get(&format!("metal.{key}")).to_owned();
    let submission = |number: u32| texts.fmt("desk.report.submission", &[("n", &number.to_string())]);
    match thing {
        CountedThing::Supplier { id, name } => {
            FigureRow { what: name, href: Some(routes::supplier(&id)), ..FigureRow::default() }
        }
        CountedThing::Request { id, supplier } => {
            FigureRow { what: supplier, href: Some(routes::request(&id)), ..FigureRow::default() }
        }
        CountedThing::Revision { request, number, supplier } => FigureRow {
            what: supplier,
            href: Some(match field {
                Some(key) => place::field(&request, number, key),
                None => place::submission(&request, number),
            }),
            more: submission(number),
            ..FigureRow::default()
        },
        CountedThing::Row { request, number, supplier, line, metal, name, cid } => {
            let row = texts.fmt("desk.report.line", &[("n", &line.to_string())]);
            let tells = if cid.is_empty() { &name } else { &cid };
            let href = place::smelters(&request, number, tells);
            let parts = [submission(number), row, metal, name, cid];
            let more: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            FigureRow { what: supplier, href: Some(href), more: more.join(" · "), ..FigureRow::default() }
        }
        CountedThing::Smelter { metal: of, cid, name } => FigureRow {
            href: cid.as_deref().map(routes::smelter),
            more: [metal(of.key()), cid.unwrap_or_default()].join(" "),
            what: name,
            ..FigureRow::default()
        },
        CountedThing::Country(code) => {
            let name = country_name_in(texts.language(), &code).unwrap_or(&code).to_owned();
            FigureRow { what: name, more: code, ..FigureRow::default() }
        }
    }
}
