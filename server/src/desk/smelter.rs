//! One smelter: what was true of it on a day, how that changed, and who reported it.

use super::forms::{FormData, problems};
use super::session::{Desk, HandlerError, PageResult, done};
use super::smelters::{mark, metal_words, status_words};
use super::verdict_forms::{origins, verdicts};
use crate::http_error::HttpError;
use crate::routes::Route;
use app::desk::smelters::facility::{Dated, ReportedRow, ScreenedName, SmelterFact, SmelterPage};
use app::desk::{Area, BoundForm, routes};
use axum::extract::{Path, Query};
use domain::smelters::areas::Fit;
use domain::smelters::country::country_in;
use domain::smelters::history::Removal;
use domain::smelters::revision::RevisionKind;
use domain::smelters::status::Evidence;
use domain::smelters::{Listed, Programme, StatusAsOf, TypedSmelter};
use domain::{Day, Texts, answer};
use service::ServiceError;
use service::smelters::references::AsOf;
use service::smelters::screening::Screened;

/// How many rows of declarations a page shows.
const ROWS: usize = 100;

/// The routes of a smelter.
pub fn routes() -> Vec<Route> {
    vec![Route::get(routes::smelter::PATH, show), Route::post(routes::screen::PATH, screen)]
}

async fn show(desk: Desk, Path(cid): Path<String>, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let asked = answer::parse_date(FormData::from(query).get("day"));
    let day = asked.unwrap_or_else(|| desk.portal.services.today());
    let page = whole(&desk, &cid, day, None, None).await?;
    let title = page.name.clone();
    desk.page(&title, Area::Smelters, page).await
}

/// The page of a smelter with a form that was not accepted.
pub async fn refused(
    desk: Desk,
    cid: &str,
    verdict: Option<BoundForm>,
    sourcing: Option<BoundForm>,
) -> PageResult {
    let today = desk.portal.services.today();
    let page = whole(&desk, cid, today, verdict, sourcing).await?;
    let title = page.name.clone();
    desk.refused(&title, Area::Smelters, page).await
}

async fn whole(
    desk: &Desk,
    cid: &str,
    day: Day,
    verdict: Option<BoundForm>,
    sourcing: Option<BoundForm>,
) -> Result<SmelterPage, HandlerError> {
    let found = desk.viewer().smelter(cid, day).await?.ok_or(HttpError::NOT_FOUND)?;
    let metals: Vec<&str> = found.facility.metal.iter().map(|m| m.key()).collect();
    Ok(SmelterPage {
        verdicts: verdicts(desk, &found.facility.cid, &metals, verdict).await?,
        sourcing: origins(desk, &found.facility.cid, sourcing).await?,
        ..page(desk.texts(), found, day)
    })
}

/// The rows that a page shows, and how many more there are.
pub fn reported(rows: &[(TypedSmelter, service::records::ReportedRow)]) -> (Vec<ReportedRow>, u64) {
    let shown = rows.iter().take(ROWS).map(|(typed, row)| ReportedRow {
        name: [&typed.name, &typed.lookup, &typed.cid]
            .into_iter()
            .find(|n| !n.is_empty())
            .cloned()
            .unwrap_or_default(),
        request: row.request.to_string(),
        supplier: row.supplier.clone(),
        campaign: row.campaign.clone(),
        line: row.line.to_string(),
        state: row.state,
    });
    (shown.collect(), rows.len().saturating_sub(ROWS) as u64)
}

/// Says whether a name in a list of sanctions means this smelter.
async fn screen(desk: Desk, Path(cid): Path<String>, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let meant = match sent.get("meant") {
        "yes" => true,
        "no" => false,
        _ => return Err(HttpError::BAD.into()),
    };
    let own = routes::smelter(&cid);
    match reviewer.screen(&cid, sent.raw("ours"), sent.get("number"), meant, sent.get("note")).await {
        Ok(()) => done(&own, "screened"),
        Err(error @ ServiceError::Invalid(_)) => {
            problems(error)?;
            done(&own, "not_note")
        }
        Err(other) => Err(other.into()),
    }
}

fn page(texts: &Texts, found: AsOf, day: Day) -> SmelterPage {
    let AsOf { facility, as_of: status, revisions, timeline, marks, areas, signals, rows } = found;
    let mut notes = notes(texts, &status);
    for mark in &marks {
        let said = [mark.class.as_str(), &mark.reason, &mark.source].into_iter().filter(|s| !s.is_empty());
        notes.push(texts.fmt("desk.smelter.mark", &[("said", &said.collect::<Vec<_>>().join(" · "))]));
    }
    for (area, fit) in &areas {
        let key = match fit {
            Fit::Country => "desk.smelter.area_country",
            Fit::Region => "desk.smelter.area_region",
            Fit::SomeRegion => "desk.smelter.area_some",
        };
        let name = if area.region.is_empty() { &area.region_code } else { &area.region };
        notes.push(texts.fmt(
            key,
            &[
                ("country", country_in(texts.language(), &area.country)),
                ("region", name),
                ("status", &area.status),
            ],
        ));
    }
    let successors = status.removal.iter().chain(&status.removed_later).flat_map(|r| r.successors.clone());
    let (reported, more_reported) = reported(&rows);
    let dated = |on: Day, text: String| Dated { on: on.to_string(), text };
    SmelterPage {
        name: status.name.clone().unwrap_or_else(|| facility.name.clone()),
        status: status_words(texts, Some(status.class)),
        mark: mark(Some(status.class)),
        notes,
        facts: facts(texts, &status, &facility),
        names: facility.names().cloned().collect(),
        successors: successors.collect(),
        evidence: status.evidence.iter().map(|e| evidence(texts, e)).collect(),
        timeline: timeline
            .iter()
            .rev()
            .map(|(on, class)| dated(*on, status_words(texts, Some(*class))))
            .collect(),
        revisions: revisions
            .iter()
            .map(|r| {
                let parts = [texts.get(revised(r.kind)), r.name.as_str(), r.details.as_str()];
                let parts: Vec<&str> = parts.into_iter().filter(|p| !p.is_empty()).collect();
                dated(r.on, parts.join(" · "))
            })
            .collect(),
        screened: signals.into_iter().map(|s| screened(texts, s)).collect(),
        reported,
        more_reported,
        form: BoundForm::of([("day", day.to_string())]),
        cid: facility.cid,
        ..SmelterPage::default()
    }
}

/// What stands beside the status and changes nothing in it.
fn notes(texts: &Texts, status: &StatusAsOf) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(planned) = &status.planned {
        let key = match (planned.passed, planned.under_way) {
            (false, _) => "desk.smelter.planned",
            (true, true) => "desk.smelter.planned_under_way",
            (true, false) => "desk.smelter.planned_passed",
        };
        notes.push(texts.fmt(key, &[("day", &planned.on.to_string())]));
    }
    if status.class.is_conformant() && status.removal.is_some() {
        notes.push(texts.get("desk.smelter.conformant_removed").to_owned());
    }
    if !status.class.is_conformant() && !status.programmes.is_empty() {
        notes.push(texts.get("desk.smelter.programme_alone").to_owned());
    }
    notes
}

fn programme(programme: Programme) -> &'static str {
    match programme {
        Programme::Rmap => "RMAP",
        Programme::Lbma => "LBMA",
        Programme::Rjc => "RJC",
        Programme::TiCmc => "TI-CMC",
    }
}

fn facts(texts: &Texts, status: &StatusAsOf, facility: &domain::smelters::Facility) -> Vec<SmelterFact> {
    let removal = |r: &Removal| {
        let on = r.on.map(|on| on.to_string());
        on.into_iter().chain([r.why.clone()]).collect::<Vec<_>>().join(" · ")
    };
    let listed = match status.listed {
        Listed::Yes => "desk.refs.listed.yes",
        Listed::No => "desk.refs.listed.no",
        Listed::Unknown => "desk.refs.listed.unknown",
    };
    let programmes: Vec<&str> = status.programmes.iter().map(|p| programme(*p)).collect();
    let all = [
        ("desk.smelter.programmes", Some(programmes.join(", "))),
        ("desk.refs.listed", Some(texts.get(listed).to_owned())),
        ("desk.refs.audit_last", status.audit.as_ref().and_then(|a| Some(a.last?.to_string()))),
        ("desk.refs.removed_on", status.removal.as_ref().map(removal)),
        ("desk.refs.removed_later", status.removed_later.as_ref().map(removal)),
        ("desk.refs.column.metal", facility.metal.map(|m| metal_words(texts, m.key()))),
        ("desk.refs.country", Some(country_in(texts.language(), &facility.country).to_owned())),
        ("desk.refs.city", Some(facility.city.clone())),
    ];
    let filled = all.into_iter().filter_map(|(key, text)| Some((key, text.filter(|t| !t.is_empty())?)));
    filled.map(|(key, text)| SmelterFact { label: texts.get(key).to_owned(), text }).collect()
}

fn evidence(texts: &Texts, e: &Evidence) -> String {
    let key = if e.later { "desk.refs.evidence_later" } else { "desk.refs.evidence_line" };
    let kind = format!("smelters.kind.{}", e.kind.key());
    let said =
        texts.fmt(key, &[("kind", texts.get(&kind)), ("as_of", &e.as_of.to_string()), ("source", &e.source)]);
    format!("{said} · {}", texts.get(&format!("smelters.terms.{}", e.class.key())))
}

fn revised(kind: RevisionKind) -> &'static str {
    match kind {
        RevisionKind::Removed => "desk.refs.revision.removed",
        RevisionKind::Added => "desk.refs.revision.added",
        RevisionKind::Name => "desk.refs.revision.name",
        RevisionKind::Place => "desk.refs.revision.place",
        RevisionKind::Metal => "desk.refs.revision.metal",
    }
}

fn screened(texts: &Texts, s: Screened) -> ScreenedName {
    let Screened { signal, said, who } = s;
    let as_of = signal.as_of.to_string();
    let list = [signal.source.as_str(), &as_of, &signal.number, &signal.programme];
    let list: Vec<&str> = list.into_iter().filter(|p| !p.is_empty()).collect();
    let said = said.map_or(String::new(), |said| {
        let key = if said.meant { "desk.smelter.said_same" } else { "desk.smelter.said_other" };
        texts.fmt(key, &[("who", &who), ("when", &said.at.utc()), ("why", &said.note)])
    });
    ScreenedName {
        list: list.join(" · "),
        ours: signal.ours,
        theirs: signal.theirs,
        number: signal.number,
        said,
    }
}
