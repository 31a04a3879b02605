//! The draft of a report, read and changed.

use super::super::forms::{FormData, problems};
use super::super::session::{Desk, PageResult};
use crate::http_error::HttpError;
use crate::page_context::see_other;
use app::desk::reports::{DraftBlock, DraftPage, DraftPart, EditedPart, PartWork, Piece, ReadyLine};
use app::desk::{Area, BoundForm, routes};
use app::ui::SelectOption;
use axum::extract::Path;
use domain::Texts;
use service::reports::draft::{
    self, Block, Blocker, Change, Choice, Drafted, Inline, Kind, Level, Line, State, What,
};
use service::{FieldProblem, ServiceError};

fn keyed<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| Some(v.as_str()?.to_owned())).unwrap_or_default()
}

fn parsed<T: serde::de::DeserializeOwned>(key: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(key.to_owned())).ok()
}

fn line(drafted: &Drafted, line: &Line) -> Vec<Piece> {
    line.iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Emphasis(text) => Piece::Text(text.as_str().to_owned()),
            Inline::Figure(id) => {
                let printed = drafted.facts.printed(id).unwrap_or_default();
                // What the portal puts together of several has no rows of its own.
                match drafted.counted.figures.get(id).is_some() {
                    true => Piece::Figure { id: id.clone(), printed },
                    false => Piece::Text(printed),
                }
            }
            Inline::Reference(target) => Piece::Text(target.id().to_owned()),
        })
        .collect()
}

fn block(drafted: &Drafted, block: &Block) -> DraftBlock {
    match block {
        Block::Heading(level, text) => {
            DraftBlock::Heading { text: text.as_str().to_owned(), section: *level == Level::Section }
        }
        Block::Paragraph(of) => DraftBlock::Paragraph(line(drafted, of)),
        Block::Note(note) => DraftBlock::Paragraph(line(drafted, &note.text)),
        Block::List(items) => DraftBlock::List(items.iter().map(|of| line(drafted, of)).collect()),
        Block::Link(link) => DraftBlock::Paragraph(vec![Piece::Text(link.text.as_str().to_owned())]),
        Block::Table(table) => DraftBlock::Table {
            title: table.title().as_str().to_owned(),
            columns: table.columns().iter().map(|c| (c.title.as_str().to_owned(), c.number)).collect(),
            rows: table
                .rows()
                .iter()
                .map(|row| row.cells.iter().map(|of| line(drafted, of)).collect())
                .collect(),
        },
    }
}

fn work(texts: &Texts, drafted: &Drafted, what: What, state: &State) -> PartWork {
    match what {
        What::Heading(..) | What::Operator(..) => PartWork::Written,
        What::Audits => PartWork::Audited,
        What::Plans => PartWork::Planned,
        What::Auto(_) => PartWork::Automatic {
            edited: match state {
                State::Edited { by, would_say, unchanged } => {
                    Some(EditedPart { by: by.clone(), would_say: would_say.clone(), unchanged: *unchanged })
                }
                _ => None,
            },
        },
        What::Signed(statement) => {
            let metals = if statement.by_metal() { drafted.facts.metals.clone() } else { Vec::new() };
            let metal_words =
                |metal: &String| texts.get(&format!("metal.{}", metal.to_lowercase())).to_owned();
            let choice = |choice: &Choice| {
                let key = keyed(*choice);
                let words = texts.get(&format!("desk.draft.choice.{key}")).to_owned();
                SelectOption::new(key, words)
            };
            let signed = drafted.draft.signed().iter().filter(|s| s.statement() == statement).map(|s| {
                let metal = s.metal().map_or(String::new(), |m| format!("{}: ", metal_words(&m.to_owned())));
                let args = [("who", s.by()), ("day", s.on().as_str())];
                format!("{metal}{} ({})", choice(&s.choice()).label, texts.fmt("desk.own.by", &args))
            });
            PartWork::Signed {
                statement: keyed(statement),
                metals: metals.iter().map(|m| SelectOption::new(m.clone(), metal_words(m))).collect(),
                choices: statement.choices().iter().map(choice).collect(),
                signed: signed.collect(),
            }
        }
    }
}

fn stop(texts: &Texts, stop: &Blocker) -> String {
    let said = |key: &str, args: &[(&str, &str)]| texts.fmt(&format!("desk.draft.stop.{key}"), args);
    match stop {
        Blocker::Open(part) => said("open", &[("part", part)]),
        Blocker::NoLongerAllowed(statement, metal, refusal) => {
            let of = metal.clone().unwrap_or_default();
            let reason = refusal.reason(texts);
            said("not_allowed", &[("statement", &keyed(*statement)), ("metal", &of), ("reason", &reason)])
        }
        Blocker::MembersOnly(rows) => said("members_only", &[("n", &rows.to_string())]),
        Blocker::Named(part, name) => said("named", &[("part", part), ("name", name)]),
        Blocker::Disagree(metal, sum, listed) => {
            said("disagree", &[("metal", metal), ("sum", &sum.to_string()), ("listed", &listed.to_string())])
        }
        Blocker::Unresolved(what) => said("unresolved", &[("what", &format!("{what:?}"))]),
    }
}

fn page(texts: &Texts, drafted: &Drafted, kind: Kind, form: BoundForm) -> DraftPage {
    let items: Vec<_> = drafted.draft.parts().collect();
    let parts = drafted.report.parts.iter().zip(items).map(|(part, (item, plan))| {
        let own: Vec<&str> = item.text.iter().map(|text| text.as_str()).collect();
        let edited: Vec<&str> =
            item.edited.iter().flat_map(|e| e.text.iter().map(|text| text.as_str())).collect();
        let text = match plan.what {
            What::Plans => drafted.draft.plans().iter().map(|s| s.line()).collect::<Vec<_>>().join("\n"),
            What::Audits => {
                let line = |a: &draft::Audit| {
                    [a.smelter.as_str(), a.auditor.as_str(), a.on.as_str(), a.scheme.as_str()].join(" | ")
                };
                drafted.draft.audits().iter().map(line).collect::<Vec<_>>().join("\n")
            }
            What::Auto(_) if edited.is_empty() => {
                draft::said(&drafted.draft, &part.id, &drafted.facts).unwrap_or_default().join("\n")
            }
            What::Auto(_) => edited.join("\n"),
            _ => own.join("\n"),
        };
        let written = [own.join("\n"), edited.join("\n")].join("\n");
        let warnings = draft::warnings(&written).into_iter();
        DraftPart {
            blocks: part.blocks.iter().map(|of| block(drafted, of)).collect(),
            hint: plan.hint(texts).unwrap_or_default(),
            reason: match part.state {
                State::NotHere => texts.fmt("desk.draft.not_here", &[("reason", &plan.when.reason(texts))]),
                _ => String::new(),
            },
            open: part.state == State::Open,
            taken_out: part.state == State::TakenOut,
            work: work(texts, drafted, plan.what, &part.state),
            warnings: warnings.map(|w| (w.word.to_owned(), w.reason(texts))).collect(),
            text,
            id: part.id.clone(),
        }
    });
    let ready = draft::readiness::readiness(&drafted.report, &drafted.draft, &drafted.facts);
    DraftPage {
        id: drafted.counted.opened.head.id.clone(),
        name: drafted.counted.opened.head.name.clone(),
        kind: draft::key(kind).to_owned(),
        version: drafted.version,
        parts: parts.collect(),
        ready: ready
            .into_iter()
            .map(|point| ReadyLine {
                what: point.what(texts),
                earns: point.earns(texts),
                who: point.who.name(texts).to_owned(),
                earned: point.earned,
                part: point.place.to_owned(),
            })
            .collect(),
        stops: drafted.stops().iter().map(|it| stop(texts, it)).collect(),
        held: !drafted.counted.holds(),
        form,
    }
}

pub async fn show(desk: Desk, Path((id, kind)): Path<(String, String)>) -> PageResult {
    let kind = draft::kind(&kind).ok_or(HttpError::NOT_FOUND)?;
    let drafted = desk.viewer().draft(&id, kind).await?;
    let body = page(desk.texts(), &drafted, kind, BoundForm::default());
    desk.page(&drafted.counted.opened.head.name, Area::Reports, body).await
}

fn change(sent: &FormData) -> Option<Change> {
    let part = sent.get("part").to_owned();
    let get = |control: &str| sent.raw(&format!("{control}.{part}")).to_owned();
    let text = get("text");
    Some(match sent.get("act") {
        "write" => Change::Write { part, text },
        "edit" => Change::Edit { part, text },
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
    let reviewer = desk.reviewer()?;
    let kind = draft::kind(&kind).ok_or(HttpError::NOT_FOUND)?;
    let (Some(change), Some(version)) = (change(&sent), sent.number("version")) else {
        return Err(HttpError::BAD.into());
    };
    match reviewer.change_draft(&id, kind, version, change).await {
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
            let body = page(desk.texts(), &drafted, kind, sent.again(desk.texts(), &problems));
            desk.refused(&drafted.counted.opened.head.name, Area::Reports, body).await
        }
    }
}
