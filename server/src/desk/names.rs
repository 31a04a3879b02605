//! Names of smelters that the lists do not name for sure: who named them, what the team decides, what it decided.

use super::forms::{FormData, problems, say};
use super::list_file::{Kind, list_file};
use super::session::{Desk, HandlerError, PageResult, done};
use crate::http_error::HttpError;
use crate::page_context::{own_path, see_other};
use crate::routes::Route;
use app::desk::list::{ListQuery, Listed};
use app::desk::name_match::{CandidateView, NameMatch};
use app::desk::names::{DecisionLine, EndedDecision, NameLine, NamedBy, Names};
use app::desk::parts::Paging;
use app::desk::routes::{self, percent};
use app::desk::{Area, BoundForm};
use app::ui::FormError;
use axum::extract::{Path, Query};
use domain::smelters::country::country_in;
use domain::smelters::{Confidence, Facility, Outcome};
use domain::{Metal, Texts};
use service::ServiceError;
use service::smelters::decisions::{Choice, Decided, Matched};
use service::smelters::names::{OpenName, fits};

/// Names or decisions of a page; suppliers shown by name.
const NAMES: usize = 20;
const SUPPLIERS: usize = 3;

const PAGE: &str = routes::names::PATH;

/// The routes of names and decisions.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get(routes::names::PATH, show),
        Route::get(routes::names_csv::PATH, csv),
        Route::get(routes::names_xlsx::PATH, xlsx),
        Route::post(routes::decisions::PATH, decide),
        Route::post(routes::revoke::PATH, revoke),
    ]
}

fn metal_words(texts: &Texts, metal: Metal) -> String {
    texts.get(&format!("metal.{}", metal.key())).to_owned()
}

/// What matching says of a row.
pub fn of_row(texts: &Texts, id: &str, m: &Matched) -> NameMatch {
    let (metal, name) = match &m.named {
        Some((metal, name)) => (metal.key(), name.as_str()),
        None => ("", ""),
    };
    NameMatch { metal: metal.to_owned(), name: name.to_owned(), ..said(texts, id, &m.outcome, &m.candidates) }
}

fn said(texts: &Texts, id: &str, outcome: &Outcome, facilities: &[Facility]) -> NameMatch {
    let words = |against: bool, reasons: &[domain::smelters::Reason]| -> Vec<String> {
        reasons.iter().filter(|r| r.against == against).map(|r| r.message(texts)).collect()
    };
    let candidates = outcome.candidates.iter().map(|c| {
        let facility = facilities.iter().find(|f| f.cid == c.cid);
        CandidateView {
            cid: c.cid.clone(),
            name: facility.map_or(String::new(), |f| f.name.clone()),
            country: facility.map_or(String::new(), |f| country_in(texts.language(), &f.country).to_owned()),
            score: (c.score * 100.0).round() as u64,
            pro: words(false, &c.reasons),
            contra: words(true, &c.reasons),
        }
    });
    let decided = outcome.is_decided();
    let band = match (decided, outcome.confidence) {
        (true, Confidence::Ambiguous) => "smelters.band.decided_doubt",
        (true, _) => "smelters.band.decided",
        (false, Confidence::Certain) => "smelters.band.sure",
        (false, Confidence::Ambiguous) => "smelters.band.ask",
        (false, Confidence::None) => "smelters.band.no",
    };
    NameMatch {
        id: id.to_owned(),
        band: texts.get(band).to_owned(),
        notes: outcome.notes.iter().map(|r| r.message(texts)).collect(),
        candidates: candidates.collect(),
        decided,
        ..NameMatch::default()
    }
}

fn line(texts: &Texts, at: usize, n: OpenName) -> NameLine {
    NameLine {
        metal: metal_words(texts, n.metal),
        count: n.suppliers.len() as u64,
        name_match: NameMatch {
            metal: n.metal.key().to_owned(),
            name: n.name,
            ..said(texts, &format!("n{at}"), &n.outcome, &n.candidates)
        },
        suppliers: n
            .suppliers
            .into_iter()
            .take(SUPPLIERS)
            .map(|(request, supplier)| NamedBy { request: request.into(), supplier })
            .collect(),
    }
}

fn decision(texts: &Texts, d: Decided) -> DecisionLine {
    let of = d.decision;
    let ended = of.ended.map(|e| {
        let why =
            if e.replaced_by.is_some() { texts.get("smelters.names.replaced").to_owned() } else { e.why };
        EndedDecision { at: e.at, who: d.ended_by, why }
    });
    let name_match = NameMatch {
        id: format!("d-{}", of.id),
        metal: of.metal.key().to_owned(),
        name: of.name.clone(),
        replaces: of.id.clone(),
        ..NameMatch::default()
    };
    DecisionLine {
        name_match,
        id: of.id,
        metal: metal_words(texts, of.metal),
        name: of.name,
        cid: of.cid.unwrap_or_default(),
        means: d.facility.map_or(String::new(), |f| f.name),
        who: d.who,
        at: of.at,
        note: of.note,
        ended,
    }
}

fn list_query(sent: &FormData) -> ListQuery {
    let view = if sent.get("view") == "decided" { "decided" } else { "" };
    ListQuery {
        values: vec![("view", view.to_owned()), ("q", sent.get("q").to_owned())],
        ..ListQuery::default()
    }
}

async fn names(desk: &Desk, asked: &FormData) -> Result<Names, HandlerError> {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let (standing, ended) = viewer.smelter_decisions().await?;
    let query = list_query(asked);
    let (search, at): (&str, usize) = (query.get("q"), asked.number("page").unwrap_or(1));
    let decided = !query.get("view").is_empty();
    let counted = viewer.open_names(search, 0, 0).await?;
    let mut page = Names {
        decided,
        open_count: counted.total as u64,
        decided_count: standing.len() as u64,
        lists: viewer.smelter_lists().await?.iter().any(|l| l.retired_at.is_none()),
        ..Names::default()
    };
    let wanted = |d: &Decided| fits(search, &d.decision.name, d.decision.cid.as_deref());
    let fitting: Vec<Decided> = standing.into_iter().filter(wanted).collect();
    let of = if decided { fitting.len() } else { counted.found };
    let base = query.address(routes::names());
    let (range, paging) = Paging::numbered(&base, at, NAMES, of);
    let start = range.from.saturating_sub(1) as usize;
    if decided {
        let shown = fitting.into_iter().skip(start).take(NAMES);
        page.standing = shown.map(|d| decision(texts, d)).collect();
        page.ended = ended.into_iter().filter(wanted).map(|d| decision(texts, d)).collect();
    } else {
        let shown = viewer.open_names(search, start, NAMES).await?.shown;
        page.open = shown.into_iter().enumerate().map(|(i, n)| line(texts, i, n)).collect();
    }
    page.list = Listed {
        address: routes::names(),
        files: [routes::names_csv(), routes::names_xlsx()].map(|file| query.address(file)),
        query,
        range,
        paging,
        ..Listed::default()
    };
    Ok(page)
}

async fn csv(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Csv).await
}

async fn xlsx(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    file(desk, &FormData::from(query), Kind::Xlsx).await
}

/// All names that are found, with what is likeliest; or all decisions that stand.
async fn file(desk: Desk, sent: &FormData, kind: Kind) -> PageResult {
    let (viewer, texts, query) = (desk.viewer(), desk.texts(), list_query(sent));
    let search = query.get("q");
    let (name, keys, rows): (_, &[&str], Vec<Vec<String>>) = if query.get("view").is_empty() {
        let keys = &["name", "metal", "suppliers", "likeliest", "match"];
        let all = viewer.open_names(search, 0, usize::MAX).await?.shown;
        let row = |n: OpenName| {
            let first = n.outcome.candidates.first();
            let score = first.map_or(String::new(), |c| format!("{:.0} %", c.score * 100.0));
            let suppliers: Vec<String> = n.suppliers.into_iter().map(|(_, name)| name).collect();
            let cid = first.map_or(String::new(), |c| c.cid.clone());
            vec![n.name, metal_words(texts, n.metal), suppliers.join("; "), cid, score]
        };
        ("names", keys, all.into_iter().map(row).collect())
    } else {
        let keys = &["name", "metal", "means", "note", "decided_on", "decided_by"];
        let (standing, _) = viewer.smelter_decisions().await?;
        let fitting =
            standing.into_iter().filter(|d| fits(search, &d.decision.name, d.decision.cid.as_deref()));
        let row = |d: Decided| {
            let (of, who) = (d.decision, d.who);
            let metal = metal_words(texts, of.metal);
            vec![of.name, metal, of.cid.unwrap_or_default(), of.note, of.at.utc(), who]
        };
        ("decisions", keys, fitting.map(row).collect())
    };
    let header = keys.iter().map(|key| texts.get(&format!("smelters.names.{key}")).to_owned()).collect();
    list_file(kind, name, std::iter::once(header).chain(rows).collect()).await
}

fn title(desk: &Desk) -> &str {
    desk.texts().get("smelters.names.title")
}

async fn show(desk: Desk, Query(query): Query<Vec<(String, String)>>) -> PageResult {
    let body = names(&desk, &FormData::from(query)).await?;
    desk.page(title(&desk), Area::Smelters, body).await
}

/// Where the decision was made: a request's page with the row, the decisions, or the open names.
fn back(sent: &FormData, said: &str) -> PageResult {
    if !sent.get("replaces").is_empty() {
        return done(&format!("{PAGE}?view=decided"), said);
    }
    let Some(path) = own_path(sent.get("back")).filter(|p| is_request(p)) else {
        return done(PAGE, said);
    };
    let path = path.split('#').next().unwrap_or_default();
    let join = if path.contains('?') { '&' } else { '?' };
    Ok(see_other(&format!("{path}{join}said={said}#{}", percent(sent.get("place")))))
}

async fn decide(desk: Desk, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let typed = sent.get("cid");
    let cid = match sent.get("choice") {
        "none" => None,
        "other" | "" => Some(typed.to_owned()),
        cid => Some(cid.to_owned()),
    };
    let Some(metal) = domain::template::metal(sent.get("metal")) else { return Err(HttpError::BAD.into()) };
    let replaces = Some(sent.get("replaces").to_owned()).filter(|id| !id.is_empty());
    let choice =
        Choice { metal, name: sent.get("name").to_owned(), cid, note: sent.get("note").to_owned(), replaces };
    let name = choice.name.clone();
    // The page of open names says what is wrong at the form, as the row of a request does; the decisions say it above.
    let elsewhere = choice.replaces.is_some() || is_request(sent.get("back"));
    match reviewer.decide_smelter(choice).await {
        Ok(()) => back(&sent, "decided"),
        Err(ServiceError::Conflict) => back(&sent, "not_changed"),
        Err(error @ ServiceError::Invalid(_)) if elsewhere => {
            problems(error)?;
            let (row, cid) = (percent(sent.get("place")), percent(typed));
            let typed = format!("not_smelter&row={row}&cid={cid}");
            back(&sent, if sent.get("replaces").is_empty() { &typed } else { "not_smelter" })
        }
        Err(error) => {
            let wrong = problems(error)?;
            let asked = FormData::from(vec![("q".to_owned(), name.clone())]);
            let mut page = names(&desk, &asked).await?;
            page.open.retain(|n| n.name_match.name == name && n.name_match.metal == metal.key());
            page.open.truncate(1);
            // Somebody else may have decided meanwhile: then there is no control to lead to.
            let control = page.open.first().map_or(String::new(), |n| format!("{}-cid", n.name_match.id));
            let errors = wrong.iter().map(|p| FormError::new(&control, say(desk.texts(), p))).collect();
            page.form = BoundForm { values: [("cid".to_owned(), typed.to_owned())].into(), errors };
            desk.refused(title(&desk), Area::Smelters, page).await
        }
    }
}

async fn revoke(desk: Desk, Path(id): Path<String>, sent: FormData) -> PageResult {
    let own = format!("{PAGE}?view=decided");
    match desk.reviewer()?.revoke_decision(&id, sent.get("why")).await {
        Ok(()) => done(&own, "decision_revoked"),
        Err(ServiceError::Conflict) => done(&own, "not_changed"),
        Err(ServiceError::Invalid(_)) => done(&own, "not_why"),
        Err(other) => Err(other.into()),
    }
}

/// Whether a path is that of one request.
fn is_request(path: &str) -> bool {
    path.starts_with(&routes::request(""))
}
