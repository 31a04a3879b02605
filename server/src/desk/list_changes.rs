//! What a list changes, in words, whom that touches, and how they are asked.

use super::bulk;
use super::forms::FormData;
use super::session::{Desk, HandlerError, PageResult, done};
use super::smelters::{metal_words, status_words};
use crate::page_context::see_other;
use app::desk::smelter_lists::{AffectedDeclaration, Change, ChangeGroup, ListChanges};
use app::desk::{Area, routes};
use app::ui::Link;
use axum::extract::Path;
use domain::Texts;
use domain::smelters::difference::{self, What};
use domain::text::{embedded, joined};
use service::records::{NamingRequest, RequestId, SupplierId};
use service::review::together::Left;
use service::smelters::list_touches::{ListTouches, TouchedFigure};
use std::collections::{BTreeMap, BTreeSet};

/// How many lines of each sort, and how many declarations, a page shows.
const LINES: usize = 50;

/// What changes, and whom that touches.
pub fn changes(texts: &Texts, touches: &ListTouches) -> ListChanges {
    let difference = &touches.difference;
    let mut against = match &difference.against {
        Some(day) => texts.fmt("desk.refs.against", &[("day", &day.to_string())]),
        None => texts.get("desk.refs.against_none").to_owned(),
    };
    if let Some(day) = touches.later {
        against = joined(&against, &texts.fmt("desk.refs.later", &[("day", &day.to_string())]));
    }
    let mut sorts: BTreeMap<u8, (&str, Vec<&difference::Change>)> = BTreeMap::new();
    for change in &difference.changes {
        let (rank, key) = match change.what {
            What::Status { .. } => (0, "desk.refs.change.status"),
            What::Removed { .. } => (1, "desk.refs.change.removed"),
            What::Renamed { .. } => (2, "desk.refs.change.renamed"),
            What::Recast { .. } => (3, "desk.refs.change.recast"),
            What::Added => (4, "desk.refs.change.added"),
        };
        sorts.entry(rank).or_insert((key, Vec::new())).1.push(change);
    }
    let group = |(key, all): (&str, Vec<&difference::Change>)| ChangeGroup {
        title: texts.fmt(key, &[("n", &all.len().to_string())]),
        lines: all.iter().take(LINES).map(|c| line(texts, c)).collect(),
        more: all.len().saturating_sub(LINES) as u64,
    };
    let touched = &touches.requests;
    let declaration = |it: &NamingRequest| AffectedDeclaration {
        request: it.request.to_string(),
        supplier: it.supplier.clone(),
        campaign: it.campaign.clone(),
        smelters: texts.fmt("desk.refs.affected_smelters", &[("n", &it.smelters.to_string())]),
        ..AffectedDeclaration::default()
    };
    let suppliers: BTreeSet<&SupplierId> = touched.iter().map(|it| &it.supplier_id).collect();
    let counts = [("suppliers", suppliers.len()), ("declarations", touched.len())];
    let counts = counts.map(|(name, n)| (name, n.to_string()));
    let counts: Vec<(&str, &str)> = counts.iter().map(|(name, n)| (*name, n.as_str())).collect();
    ListChanges {
        against,
        groups: sorts.into_values().map(group).collect(),
        touches: touched.iter().take(LINES).map(declaration).collect(),
        more_touches: touched.len().saturating_sub(LINES) as u64,
        counted: texts.fmt("desk.refs.touches_counted", &counts),
        figures: touches.figures.iter().map(|figure| figure_words(texts, figure)).collect(),
        ..ListChanges::default()
    }
}

/// A figure that moves: `S4 Gold: 3 facilities change class (Active → Conformant (RMAP): 2 …)`.
fn figure_words(texts: &Texts, it: &TouchedFigure) -> String {
    let key = format!("desk.refs.figure.{}", it.figure);
    let said =
        texts.fmt(&key, &[("metal", &metal_words(texts, &it.metal)), ("n", &it.facilities.to_string())]);
    let class = |class| status_words(texts, Some(class));
    let moves = it.moves.iter().map(|(from, to, n)| format!("{} → {}: {n}", class(*from), class(*to)));
    match moves.collect::<Vec<_>>().join("; ") {
        moves if moves.is_empty() => said,
        moves => format!("{said} ({moves})"),
    }
}

/// Puts to each declaration that is shown what its supplier would be asked, in its language.
pub async fn with_questions(
    desk: &Desk,
    list: &str,
    touches: &ListTouches,
    changes: &mut ListChanges,
) -> Result<(), HandlerError> {
    if touches.told.is_none() || desk.actor.as_reviewer().is_err() {
        return Ok(());
    }
    changes.list = list.to_owned();
    let shown: Vec<RequestId> = changes.touches.iter().map(|it| it.request.as_str().into()).collect();
    let left = desk.viewer().audience(&shown, true).await?.left.into_iter();
    let left: BTreeMap<RequestId, Left> = left.map(|(id, _, why)| (id, why)).collect();
    let rows = desk.viewer().touched_rows(touches, shown).await?;
    for declaration in &mut changes.touches {
        if let Some(why) = left.get(&RequestId::from(declaration.request.as_str())) {
            declaration.left = desk.texts().get(&format!("desk.together.left.{}", why.key())).to_owned();
            continue;
        }
        let detail = desk.viewer().request(&declaration.request.as_str().into()).await?;
        let words = embedded::texts(detail.supplier.spoken());
        let of = rows.iter().filter(|row| row.request.as_str() == declaration.request);
        let asks = of.filter_map(|row| {
            let cid = touches.cids.get(&row.reported)?;
            Some(format!("{} ({}): {}", cid, row.line, touches.question(words, cid)))
        });
        declaration.asks = asks.take(bulk::NAMED).collect();
        declaration.language = words.language().to_owned();
    }
    Ok(())
}

/// Asks those that are ticked, or all that are touched, after a question.
pub async fn ask(desk: Desk, Path(id): Path<String>, sent: FormData) -> PageResult {
    let reviewer = desk.reviewer()?;
    let all = async {
        let touches = reviewer.touched_by(&id).await?;
        Ok(touches.requests.into_iter().map(|it| it.request).collect())
    };
    let ids: Vec<RequestId> = bulk::meant(&sent, all).await?;
    let own = routes::list(&id);
    if ids.is_empty() {
        return done(&own, "not_ticked");
    }
    if !bulk::is_confirmed(&sent, &ids) {
        let mut names = Vec::new();
        for id in ids.iter().take(bulk::NAMED) {
            names.push(reviewer.request(id).await?.supplier.name);
        }
        let mut ask = bulk::ask(&desk, &sent, "ask_list", &ids, names);
        ask.list = Link::new(own, desk.texts().get("desk.refs.changes"));
        return bulk::show(desk, Area::Settings, ask).await;
    }
    let job = reviewer.ask_about_list(&id, ids).await?;
    Ok(see_other(&routes::together(&job.job.job.id)))
}

fn line(texts: &Texts, change: &difference::Change) -> Change {
    let text = match &change.what {
        What::Added => String::new(),
        What::Renamed { from } => texts.fmt("desk.refs.change_from", &[("from", from)]),
        What::Removed { successors } if successors.is_empty() => String::new(),
        What::Removed { successors } => {
            format!("{} {}", texts.get("desk.refs.successors"), successors.join(", "))
        }
        What::Status { from, to } => {
            format!("{} → {}", status_words(texts, Some(*from)), status_words(texts, Some(*to)))
        }
        What::Recast { from, to } => format!("{from} → {to}"),
    };
    Change { cid: change.cid.clone(), name: change.name.clone(), text }
}
