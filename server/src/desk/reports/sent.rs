//! Declarations that left, and what changed since.

use super::super::forms::{FormData, problems};
use super::super::session::{Desk, HandlerError, PageResult, done};
use crate::http_error::HttpError;
use app::desk::reports::{SentChange, SentLine, SentPage};
use app::desk::{Area, BoundForm, routes};
use axum::extract::{Path, Query};
use domain::smelters::country::country_in;
use domain::text::embedded;
use domain::{Template, Texts};
use service::records::SentHead;
use service::reports::counted::Counted;
use service::reports::sent::{Change, Named, SentWanted, Since};
use std::collections::HashMap;
use std::sync::Arc;

/// How many changes a page shows.
const SHOWN: usize = 500;

/// A question as the template numbers it, with its metal; a field of the company by its name.
fn about(texts: &Texts, template: &Template, key: &str) -> String {
    let (of, is_comment) = key.strip_suffix(".comment").map_or((key, false), |key| (key, true));
    let Some(field) = template.field(of) else { return key.to_owned() };
    let label = texts.get(&format!("field.{}.label", field.text)).to_owned();
    let metal = field.metal.map_or(String::new(), |m| texts.get(&format!("metal.{}", m.key())).to_owned());
    let comment = if is_comment { texts.get("desk.sent.comment") } else { "" };
    let name = if field.number.is_empty() { &label } else { &field.number };
    [name.as_str(), &metal, comment].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn smelter(texts: &Texts, template: &Template, s: &Named) -> String {
    let metal = template.metal(&s.metal).map(|m| texts.get(&format!("metal.{}", m.key())).to_owned());
    let metal = metal.as_ref().unwrap_or(&s.metal);
    let parts = [metal.as_str(), &s.cid, &s.name, country_in(texts.language(), &s.country)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn line(texts: &Texts, template: &Template, change: &Change) -> SentChange {
    let smelter = |s| smelter(texts, template, s);
    let what = |key: &str| texts.get(&format!("desk.sent.change.{key}")).to_owned();
    let (key, about, before, now) = match change {
        Change::Answer { key, from, to } => ("answer", about(texts, template, key), from.clone(), to.clone()),
        Change::Added(s) => ("added", smelter(s), String::new(), s.name.clone()),
        Change::Gone(s) => ("gone", smelter(s), s.name.clone(), String::new()),
        Change::Renamed { from, to } => {
            let place = |s: &Named| [s.name.as_str(), country_in(texts.language(), &s.country)].join(" · ");
            ("renamed", smelter(to), place(from), place(to))
        }
        Change::ProductAdded(n) => ("product_added", n.clone(), String::new(), n.clone()),
        Change::ProductGone(n) => ("product_gone", n.clone(), n.clone(), String::new()),
    };
    SentChange { what: what(key), about, before, now }
}

/// All changes since one that left, as lines of a file that may leave, in English as the declaration itself.
pub async fn file(
    desk: &Desk,
    counted: &Arc<Counted>,
    since: &str,
) -> Result<Vec<Vec<String>>, HandlerError> {
    if !desk.viewer().leaving(counted).await?.may_leave() {
        return Err(service::ServiceError::Conflict.into());
    }
    let texts = embedded::texts("en");
    let since = desk.viewer().since_sent(counted, Some(since)).await?.ok_or(HttpError::NOT_FOUND)?;
    let head = ["desk.sent.what", "desk.sent.about", "desk.sent.before", "desk.sent.now"];
    let mut lines = vec![head.map(|key| texts.get(key).to_owned()).to_vec()];
    lines.extend(since.changes.iter().map(|change| {
        let SentChange { what, about, before, now } = line(texts, counted.template, change);
        vec![what, about, before, now]
    }));
    Ok(lines)
}

async fn page(
    desk: &Desk,
    counted: &Arc<Counted>,
    since: Option<&str>,
    form: BoundForm,
) -> Result<SentPage, HandlerError> {
    let (viewer, texts) = (desk.viewer(), desk.texts());
    let members: HashMap<_, _> = viewer.members().await?.into_iter().map(|m| (m.id, m.name)).collect();
    let reports: HashMap<_, _> = viewer.snapshots().await?.into_iter().map(|s| (s.id, s.name)).collect();
    let sent = |s: SentHead| SentLine {
        by: members.get(&s.noted_by).cloned().unwrap_or_default(),
        report_name: reports.get(&s.snapshot).cloned().unwrap_or_default(),
        report: s.snapshot,
        id: s.id,
        sent_on: s.sent_on.to_string(),
        recipient: s.recipient,
        file: s.file,
        hash: s.hash,
    };
    let lines = viewer.sent().await?.into_iter().map(sent).collect();
    let found = viewer.since_sent(counted, since).await?;
    let words = |it: &Since| {
        texts.fmt("desk.sent.since", &[("day", &it.sent.sent_on.to_string()), ("to", &it.sent.recipient)])
    };
    let changes = found.as_ref().map_or(&[][..], |it| &it.changes);
    Ok(SentPage {
        id: counted.opened.head.id.clone(),
        name: counted.opened.head.name.clone(),
        leaves: viewer.leaving(counted).await?.may_leave(),
        sent: lines,
        since_words: found.as_ref().map_or(String::new(), words),
        since: found.as_ref().map_or(String::new(), |it| it.sent.id.clone()),
        more: changes.len().saturating_sub(SHOWN) as u64,
        changes: changes.iter().take(SHOWN).map(|c| line(texts, counted.template, c)).collect(),
        form,
    })
}

pub async fn show(
    desk: Desk,
    Path(id): Path<String>,
    Query(query): Query<Vec<(String, String)>>,
) -> PageResult {
    let counted = desk.viewer().counted(&id).await?;
    let sent = FormData::from(query);
    let since = Some(sent.get("since")).filter(|id| !id.is_empty());
    let today = desk.portal.services.company_today().await?;
    let form = BoundForm::of([("sent_on", today.to_string())]);
    let page = page(&desk, &counted, since, form).await?;
    desk.page(&counted.opened.head.name, Area::Reports, page).await
}

pub async fn note(desk: Desk, Path(id): Path<String>, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    let counted = desk.viewer().counted(&id).await?;
    let wanted = SentWanted {
        recipient: sent.get("recipient").to_owned(),
        sent_on: sent.get("sent_on").to_owned(),
        file: sent.get("file").to_owned(),
    };
    let leaving = desk.viewer().leaving(&counted).await?;
    match manager.note_sent(&leaving, wanted, desk.texts().language()).await {
        Ok(_) => done(&routes::report_sent(&id), "declaration_sent"),
        Err(error) => {
            let form = sent.again(desk.texts(), &problems(error)?);
            let page = page(&desk, &counted, None, form).await?;
            desk.refused(&counted.opened.head.name, Area::Reports, page).await
        }
    }
}
