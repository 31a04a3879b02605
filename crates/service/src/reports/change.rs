//! What people do to a draft: each act is a version of its own, in the log, under a name.

use super::draft::{Audit, Choice, Kind, Statement, key};
use crate::access::Manager;
use crate::ports::during;
use crate::records::ReportText;
use crate::{FieldProblem, Result, ServiceError};
use domain::Day;
use report::document::Text;
use report::draft::{Draft, Edited, Step, paragraphs};
use report::facts::Facts;
use report::look::{Dated, Look, Shown, Unfit};
use report::part_text::generated;
use report::signed::{Asked, Auditor, Signed};
use report::tables;

/// Longest part that is written, in characters.
pub(super) const LONGEST: usize = 20_000;
/// Longest title of a table, of a column or of the report, in characters.
const LONGEST_TITLE: usize = 200;

/// What somebody does to a draft.
#[derive(Clone, Debug)]
pub enum Change {
    /// Writes a part of the operator, or a heading.
    Write {
        part: String,
        text: String,
    },
    /// Writes the title of the whole; blank for the usual one.
    Entitle {
        title: String,
    },
    /// Puts own words in the place of those of an automatic part; its notes by id.
    Edit {
        part: String,
        text: String,
        notes: Vec<(String, String)>,
    },
    /// Shows the table of a part with these columns, each with its title, and with its rows called so, in the order of
    /// [`report::look::Whole::labels`]; blank for the usual.
    Show {
        part: String,
        title: String,
        columns: Vec<(String, String)>,
        labels: Vec<String>,
        dated: Dated,
    },
    /// Shows the table of a part as usual.
    ShowUsual {
        part: String,
    },
    /// Lets an automatic part speak for itself again.
    Restore {
        part: String,
    },
    Include {
        part: String,
        included: bool,
    },
    /// Moves a part up or down by one.
    Move {
        part: String,
        up: bool,
    },
    /// Signs a statement, in the name of whoever does it, today.
    Sign {
        statement: Statement,
        metal: Option<String>,
        choice: Choice,
        auditor: String,
        audited_on: String,
    },
    /// Audits of smelters: `smelter | auditor | day | scheme`, a line each.
    Audits {
        rows: String,
    },
    /// What is planned: `what | who | day`, a line each.
    Plan {
        steps: String,
    },
}

impl Manager {
    /// Changes a draft: a conflict where somebody else has changed it since this version.
    pub async fn change_draft(&self, snapshot: &str, kind: Kind, version: i64, change: Change) -> Result<()> {
        self.everything()?;
        let drafted = self.draft(snapshot, kind).await?;
        if drafted.version != version {
            return Err(ServiceError::Conflict);
        }
        let mut draft = drafted.draft;
        let today = self.services().company_today().await?;
        let (what, part) = apply(&mut draft, change, &drafted.facts, &self.member().name, today)?;
        let document = serde_json::to_string(&draft)
            .map_err(|e| ServiceError::Internal(during("a draft cannot be written", e)))?;
        self.put_text(snapshot, key(kind), version, document, (what, &part)).await
    }

    /// Adds the version behind this one to a text of a report, with what was done to which part of it.
    pub(super) async fn put_text(
        &self,
        snapshot: &str,
        kind: &str,
        version: i64,
        document: String,
        (what, part): (&str, &str),
    ) -> Result<()> {
        let services = self.services();
        let text = ReportText {
            snapshot: snapshot.to_owned(),
            kind: kind.to_owned(),
            version: version + 1,
            document,
            saved_at: services.now(),
            saved_by: self.member().id.clone(),
        };
        let detail = serde_json::json!({ "report": kind, "part": part, "version": version + 1 });
        let log = self.did(what, format!("snapshot:{snapshot}"), detail.to_string());
        Ok(services.store.put_report_text(text, log).await?)
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// Does it; says what was done, and to which part.
fn apply(
    draft: &mut Draft,
    change: Change,
    facts: &Facts,
    who: &str,
    today: Day,
) -> Result<(&'static str, String)> {
    let short = |text: &str| {
        let fits = text.chars().count() <= LONGEST;
        if fits { Ok(()) } else { Err(ServiceError::field("text", "problem.too_long")) }
    };
    match change {
        Change::Write { part, text } => {
            short(&text)?;
            if !draft.write(&part, &lines(&text)) {
                return Err(ServiceError::NotFound);
            }
            Ok(("report.written", part))
        }
        Change::Entitle { title } => {
            check_title(&title, "text")?;
            draft.entitle(&title);
            Ok(("report.entitled", "title".to_owned()))
        }
        Change::Edit { part, text, notes } => {
            short(&text)?;
            let said = generated(draft, &part, facts).ok_or(ServiceError::NotFound)?;
            let known = |id: &String| said.notes.iter().any(|(note, _)| note == id);
            let mut kept = Vec::new();
            for (id, text) in notes.into_iter().filter(|(id, _)| known(id)) {
                short(&text)?;
                kept.push((id, Text::new(text.trim())));
            }
            let generated = said.lines();
            let text = paragraphs(&lines(&text));
            draft.edit(&part, Edited { text, notes: kept, by: Text::new(who), on: today, generated });
            Ok(("report.edited", part))
        }
        Change::Show { part, title, columns, labels, dated } => {
            let (whole, _) = tables::of_part(draft, &part, facts).ok_or(ServiceError::NotFound)?;
            check_title(&title, "title")?;
            columns.iter().try_for_each(|(_, title)| check_title(title, "col.1"))?;
            labels.iter().try_for_each(|label| check_title(label, "label.1"))?;
            let shown = |(key, title): (String, String)| Shown { key, title: Text::new(title.trim()) };
            let columns: Vec<Shown> = columns.into_iter().map(shown).collect();
            if let Some(unfit) = whole.unfit(&columns) {
                return Err(ServiceError::field(
                    "col.1",
                    match unfit {
                        Unfit::Count => "problem.columns_count",
                        Unfit::Twice => "problem.columns_twice",
                        Unfit::Other | Unfit::Alike => "problem.columns_other",
                    },
                ));
            }
            let labels = whole
                .relabelled(&labels)
                .map_err(|_| ServiceError::field("label.1", "problem.labels_alike"))?;
            let look = Look {
                title: Text::new(title.trim()),
                columns,
                labels,
                dated,
                by: Text::new(who),
                on: today,
            };
            draft.show(&part, Some(look));
            Ok(("report.table_shown", part))
        }
        Change::ShowUsual { part } => {
            draft.show(&part, None);
            Ok(("report.table_restored", part))
        }
        Change::Restore { part } => {
            draft.restore(&part);
            Ok(("report.restored", part))
        }
        Change::Include { part, included } => {
            draft.include(&part, included);
            Ok((if included { "report.included" } else { "report.left_out" }, part))
        }
        Change::Move { part, up } => {
            let at = draft.parts().position(|(item, _)| item.id == part).ok_or(ServiceError::NotFound)?;
            draft.place(&part, if up { at.saturating_sub(1) } else { at + 1 });
            Ok(("report.moved", part))
        }
        Change::Sign { statement, metal, choice, auditor, audited_on } => {
            let auditor = match (auditor.trim(), audited_on.parse()) {
                ("", _) => None,
                (name, Ok(on)) => Some(Auditor { name: Text::new(name), on }),
                (_, Err(_)) => return Err(ServiceError::field("audited_on", "problem.date")),
            };
            let part = serde_json::to_value(statement).ok().and_then(|v| Some(v.as_str()?.to_owned()));
            let asked = Asked { statement, metal, choice, auditor };
            let signed = Signed::new(asked, who, today, facts).map_err(|refusal| {
                let key = format!("report.sign.{}", refusal.key());
                ServiceError::Invalid(vec![FieldProblem::new("choice", &key)])
            })?;
            draft.sign(signed);
            Ok(("report.signed", part.unwrap_or_default()))
        }
        Change::Audits { rows } => {
            short(&rows)?;
            let audit = |line: &str| {
                let parts: Vec<&str> = line.split('|').map(str::trim).collect();
                let [smelter, auditor, day, scheme] = parts[..] else { return None };
                let said = ![smelter, auditor].iter().any(|text| text.is_empty());
                let text = Text::new;
                let on = day.parse().ok()?;
                said.then(|| Audit {
                    smelter: text(smelter),
                    auditor: text(auditor),
                    on,
                    scheme: text(scheme),
                })
            };
            let audits: Option<Vec<Audit>> = lines(&rows).into_iter().map(audit).collect();
            draft.list_audits(audits.ok_or_else(|| ServiceError::field("text", "problem.audit_row"))?);
            Ok(("report.audits_listed", "audits".to_owned()))
        }
        Change::Plan { steps } => {
            short(&steps)?;
            let step = |line: &str| {
                let mut parts = line.split('|').map(str::trim);
                let (what, who, day) = (parts.next()?, parts.next()?, parts.next()?);
                Step::new(what, who, day.parse().ok()?)
            };
            let steps: Option<Vec<Step>> = lines(&steps).into_iter().map(step).collect();
            draft.plan_steps(steps.ok_or_else(|| ServiceError::field("text", "problem.plan_step"))?);
            Ok(("report.planned", "plans".to_owned()))
        }
    }
}

fn check_title(title: &str, field: &str) -> Result<()> {
    let fits = title.chars().count() <= LONGEST_TITLE;
    if fits { Ok(()) } else { Err(ServiceError::field(field, "problem.too_long")) }
}
