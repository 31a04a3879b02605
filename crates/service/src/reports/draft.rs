//! The draft of a report: composed of a snapshot's figures and what people wrote, edited and signed; version by version.

use super::counted::Counted;
pub use report::compose::{Blocker, Report, State, generated as said};
pub use report::document::{Block, Inline, Level, Line, Target};
pub use report::draft::Audit;
pub use report::readiness;
pub use report::signed::{Choice, Statement};
pub use report::skeleton::{Kind, What};
pub use report::words::warnings;
pub use report::write::Paper;

use crate::access::{Reviewer, Viewer};
use crate::ports::during;
use crate::records::ReportText;
use crate::{FieldProblem, Result, ServiceError};
use report::compose::{compose, generated};
use report::day::Day;
use report::draft::{Draft, Step};
use report::facts::Facts;
use report::signed::{Asked, Auditor, Signed};
use report::write::{docx, edgar, web};
use std::sync::Arc;

/// Longest part that is written, in characters.
const LONGEST: usize = 20_000;

/// A draft with all that it rests on.
pub struct Drafted {
    pub counted: Arc<Counted>,
    pub draft: Draft,
    /// The version that was seen: 0 before anybody wrote.
    pub version: i64,
    pub facts: Facts,
    pub report: Report,
}

/// What somebody does to a draft.
#[derive(Clone, Debug)]
pub enum Change {
    /// Writes a part of the operator, or a heading.
    Write {
        part: String,
        text: String,
    },
    /// Puts own words in the place of an automatic part.
    Edit {
        part: String,
        text: String,
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

/// A file of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftFile {
    /// As EDGAR takes it.
    Exhibit,
    /// A page for the company's site.
    Web,
    /// For whoever works on the words.
    Docx,
}

/// All reports.
pub const KINDS: [Kind; 2] = [Kind::Sec, Kind::Eu];

/// The report of this key: `sec`, `eu`.
pub fn kind(of: &str) -> Option<Kind> {
    KINDS.into_iter().find(|kind| key(*kind) == of)
}

/// What it is printed on where it is read.
pub fn paper(kind: Kind) -> Paper {
    match kind {
        Kind::Sec => Paper::Letter,
        Kind::Eu => Paper::A4,
    }
}

/// Its key.
pub fn key(kind: Kind) -> &'static str {
    match kind {
        Kind::Sec => "sec",
        Kind::Eu => "eu",
    }
}

impl Viewer {
    /// The draft of a snapshot's report, as it was written last.
    pub async fn draft(&self, snapshot: &str, kind: Kind) -> Result<Drafted> {
        let counted = self.counted(snapshot).await?;
        let stored = self.services().store.report_text(snapshot, key(kind)).await?;
        let year = i32::try_from(counted.opened.snapshot.year).unwrap_or_default();
        let (version, draft) = match stored {
            None => (0, Draft::new(kind, year)),
            Some(text) => {
                let draft = serde_json::from_str(&text.document)
                    .map_err(|e| ServiceError::Internal(during("a stored draft", e)))?;
                (text.version, draft)
            }
        };
        let mut facts = counted.facts();
        facts.unnamed.extend(self.services().book().await?.names());
        facts.unnamed.sort();
        facts.unnamed.dedup();
        let report = compose(&draft, &facts).map_err(|e| ServiceError::Internal(e.into()))?;
        Ok(Drafted { counted, draft, version, facts, report })
    }
}

impl Drafted {
    /// What keeps it from being filed; nothing may be exported while figures contradict each other.
    pub fn stops(&self) -> Vec<Blocker> {
        self.report.filing(&self.facts).err().unwrap_or_default()
    }

    /// A file. The exhibit is what is filed, so that nothing may be open in it; the others may, and say so.
    pub fn file(&self, file: DraftFile, paper: Paper) -> Result<Vec<u8>> {
        if !self.counted.holds() {
            return Err(ServiceError::Conflict);
        }
        let internal = |e: String| ServiceError::Internal(e.into());
        match file {
            DraftFile::Exhibit => {
                let printed = self.report.filing(&self.facts).map_err(|_| ServiceError::Conflict)?;
                edgar::exhibit(&printed).map(String::into_bytes).map_err(internal)
            }
            DraftFile::Web | DraftFile::Docx => {
                // What is open may be seen by whoever works on it; what may not leave at all may not.
                if self
                    .stops()
                    .iter()
                    .any(|stop| matches!(stop, Blocker::Named(..) | Blocker::MembersOnly(_)))
                {
                    return Err(ServiceError::Conflict);
                }
                let printed = self.report.preview(&self.facts).map_err(|_| ServiceError::Conflict)?;
                match file {
                    DraftFile::Docx => docx::document(&printed, paper).map_err(internal),
                    _ => Ok(web::page(&printed, paper).into_bytes()),
                }
            }
        }
    }
}

impl Reviewer {
    /// Changes a draft: a conflict where somebody else has changed it since this version.
    pub async fn change_draft(&self, snapshot: &str, kind: Kind, version: i64, change: Change) -> Result<()> {
        let drafted = self.draft(snapshot, kind).await?;
        if drafted.version != version {
            return Err(ServiceError::Conflict);
        }
        let (mut draft, services) = (drafted.draft, self.services());
        let today = Day::parse(&services.today()).ok_or_else(|| ServiceError::Internal("no day".into()))?;
        let (what, part) = apply(&mut draft, change, &drafted.facts, &self.member().name, today)?;
        let document = serde_json::to_string(&draft)
            .map_err(|e| ServiceError::Internal(during("a draft cannot be written", e)))?;
        let text = ReportText {
            snapshot: snapshot.to_owned(),
            kind: key(kind).to_owned(),
            version: version + 1,
            document,
            saved_at: services.now(),
            saved_by: self.member().id.clone(),
        };
        let detail = serde_json::json!({ "report": key(kind), "part": part, "version": version + 1 });
        let log = self.did(what, format!("snapshot:{snapshot}"), detail.to_string());
        Ok(services.store.put_report_text(text, log).await?)
    }
}

fn paragraphs(text: &str) -> Vec<&str> {
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
            if !draft.write(&part, &paragraphs(&text)) {
                return Err(ServiceError::NotFound);
            }
            Ok(("report.written", part))
        }
        Change::Edit { part, text } => {
            short(&text)?;
            let said = generated(draft, &part, facts).ok_or(ServiceError::NotFound)?;
            if !draft.edit(&part, &paragraphs(&text), who, today, said) {
                return Err(ServiceError::NotFound);
            }
            Ok(("report.edited", part))
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
            let auditor = match (auditor.trim(), Day::parse(&audited_on)) {
                ("", _) => None,
                (name, Some(on)) => Some(Auditor { name: report::document::Text::new(name), on }),
                (_, None) => return Err(ServiceError::field("audited_on", "problem.date")),
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
                let text = report::document::Text::new;
                let on = Day::parse(day)?;
                said.then(|| Audit {
                    smelter: text(smelter),
                    auditor: text(auditor),
                    on,
                    scheme: text(scheme),
                })
            };
            let audits: Option<Vec<Audit>> = paragraphs(&rows).into_iter().map(audit).collect();
            draft.list_audits(audits.ok_or_else(|| ServiceError::field("text", "problem.audit_row"))?);
            Ok(("report.audits_listed", "audits".to_owned()))
        }
        Change::Plan { steps } => {
            short(&steps)?;
            let step = |line: &str| {
                let mut parts = line.split('|').map(str::trim);
                let (what, who, day) = (parts.next()?, parts.next()?, parts.next()?);
                Step::new(what, who, Day::parse(day)?)
            };
            let steps: Option<Vec<Step>> = paragraphs(&steps).into_iter().map(step).collect();
            draft.plan_steps(steps.ok_or_else(|| ServiceError::field("text", "problem.plan_step"))?);
            Ok(("report.planned", "plans".to_owned()))
        }
    }
}
