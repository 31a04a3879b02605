//! The draft of a report, read and changed.

use super::super::forms::{FormData, problems};
use super::super::session::{Desk, PageResult};
use super::draft_page;
use crate::http_error::HttpError;
use crate::page_context::see_other;
use app::desk::{Area, BoundForm, routes};
use axum::extract::Path;
use service::reports::change::Change;
use service::reports::draft;
use service::{FieldProblem, ServiceError};

pub async fn show(desk: Desk, Path((id, kind)): Path<(String, String)>) -> PageResult {
    let kind = draft::kind(&kind).ok_or(HttpError::NOT_FOUND)?;
    let drafted = desk.viewer().draft(&id, kind).await?;
    let body = draft_page::page(desk.texts(), &drafted, kind, BoundForm::default());
    desk.page(&drafted.counted.opened.head.name, Area::Reports, body).await
}

fn parsed<T: serde::de::DeserializeOwned>(key: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(key.to_owned())).ok()
}

/// The notes of a part, by id: `note.ID.PART`.
fn notes(sent: &FormData, part: &str) -> Vec<(String, String)> {
    let of = |(name, text): (&str, &str)| {
        let id = name.strip_suffix(part)?.strip_suffix('.')?;
        Some((id.to_owned(), text.to_owned()))
    };
    sent.under("note.").filter_map(of).collect()
}

/// The columns that were chosen, in their order, each with its title.
fn columns(sent: &FormData, part: &str) -> Vec<(String, String)> {
    let at = |n: usize| {
        let key = sent.get(&format!("col.{n}.{part}"));
        (key.to_owned(), sent.get(&format!("head.{n}.{part}")).to_owned())
    };
    (1..=draft::MOST_COLUMNS).map(at).filter(|(key, _)| !key.is_empty()).collect()
}

/// What the rows of a part's table are called, in their order; blank for the usual.
fn labels(sent: &FormData, part: &str) -> Vec<String> {
    let at = |n: usize| format!("label.{n}.{part}");
    let is_there = |name: &String| sent.pairs().iter().any(|(sent, _)| sent == name);
    (1..).map(at).take_while(is_there).map(|name| sent.get(&name).to_owned()).collect()
}

fn change(sent: &FormData) -> Option<Change> {
    let part = sent.get("part").to_owned();
    let get = |control: &str| sent.raw(&format!("{control}.{part}")).to_owned();
    let text = get("text");
    Some(match sent.get("act") {
        "write" => Change::Write { part, text },
        "entitle" => Change::Entitle { title: text },
        "edit" => Change::Edit { text, notes: notes(sent, &part), part },
        "show" => Change::Show {
            title: get("title"),
            columns: columns(sent, &part),
            labels: labels(sent, &part),
            dated: parsed(&get("dated")).unwrap_or_default(),
            part,
        },
        "show_usual" => Change::ShowUsual { part },
        "restore" => Change::Restore { part },
        "include" => Change::Include { part, included: true },
        "leave_out" => Change::Include { part, included: false },
        "up" => Change::Move { part, up: true },
        "down" => Change::Move { part, up: false },
        "plan" => Change::Plan { steps: text },
        "audits" => Change::Audits { rows: text },
        "sign" => Change::Sign {
            statement: parsed(sent.get("statement"))?,
            metal: Some(get("metal")).filter(|metal| !metal.is_empty()),
            choice: parsed(&get("choice"))?,
            auditor: get("auditor"),
            audited_on: get("audited_on"),
        },
        _ => return None,
    })
}

pub async fn save(desk: Desk, Path((id, kind)): Path<(String, String)>, sent: FormData) -> PageResult {
    let manager = desk.manager()?;
    let kind = draft::kind(&kind).ok_or(HttpError::NOT_FOUND)?;
    let (Some(change), Some(version)) = (change(&sent), sent.number("version")) else {
        return Err(HttpError::BAD.into());
    };
    match manager.change_draft(&id, kind, version, change).await {
        Ok(()) => {
            let at = routes::report_draft(&id, draft::key(kind));
            Ok(see_other(&format!("{at}#part-{}", routes::percent(sent.get("part")))))
        }
        Err(error) => {
            let problems = match error {
                ServiceError::Conflict => vec![FieldProblem::new("version", "problem.changed_meanwhile")],
                other => {
                    let part = sent.get("part");
                    let of_part =
                        |p: FieldProblem| FieldProblem { field: format!("{}.{part}", p.field), ..p };
                    problems(other)?.into_iter().map(of_part).collect()
                }
            };
            let drafted = desk.viewer().draft(&id, kind).await?;
            let body = draft_page::page(desk.texts(), &drafted, kind, sent.again(desk.texts(), &problems));
            desk.refused(&drafted.counted.opened.head.name, Area::Reports, body).await
        }
    }
}
