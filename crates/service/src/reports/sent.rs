//! Declarations that left, and what changed since.

use super::counted::Counted;
use super::leaving::Leaving;
use crate::access::{Manager, Viewer};
use crate::declarations::submission::Document;
use crate::records::{Id, SentHead, StoredSent};
use crate::{FieldProblem, Result, ServiceError, secrets};
use domain::answer;
pub use rollup::sent::{Change, Named, changes};

/// Longest name of whom it was sent to, in characters.
const LONGEST: usize = 300;

/// That a declaration left, as it is noted.
#[derive(Clone, Debug, Default)]
pub struct SentWanted {
    /// To whom, in the team's words.
    pub recipient: String,
    /// The day on which it left.
    pub sent_on: String,
    /// The file that left: `xlsx`, `json`.
    pub file: String,
}

/// What changed since a declaration left.
pub struct Since {
    pub sent: SentHead,
    pub changes: Vec<Change>,
}

impl Viewer {
    /// All declarations that left, the last first.
    pub async fn sent(&self) -> Result<Vec<SentHead>> {
        Ok(self.services().store.declarations_sent().await?)
    }

    /// What changed from one that left to what a snapshot says: from this one, or from the last; none where none left.
    pub async fn since_sent(&self, counted: &Counted, id: Option<&str>) -> Result<Option<Since>> {
        let store = &self.services().store;
        let id = match id {
            Some(id) => id.to_owned(),
            None => match store.declarations_sent().await?.into_iter().next() {
                Some(last) => last.id,
                None => return Ok(None),
            },
        };
        let StoredSent { head, document } =
            store.declaration_sent(&id).await?.ok_or(ServiceError::NotFound)?;
        let then = Document::read(&document)?.declaration;
        Ok(Some(Since { sent: head, changes: changes(&then, &counted.rollup.declaration) }))
    }
}

impl Manager {
    /// Notes that a snapshot's declaration left. What may not leave cannot have left.
    pub async fn note_sent(&self, leaving: &Leaving, wanted: SentWanted, language: &str) -> Result<Id> {
        self.everything()?;
        let services = self.services();
        let mut problems = Vec::new();
        let recipient = answer::clean(&wanted.recipient).to_owned();
        if answer::is_blank(&recipient) {
            problems.push(FieldProblem::new("recipient", "problem.required"));
        } else if recipient.chars().count() > LONGEST {
            problems.push(FieldProblem::new("recipient", "problem.too_long"));
        }
        let today = services.company_today().await?;
        let sent_on = answer::parse_date(&wanted.sent_on);
        match sent_on {
            Some(day) if day > today => {
                problems.push(FieldProblem::new("sent_on", "problem.day_ahead"));
            }
            Some(_) => {}
            None => problems.push(FieldProblem::new("sent_on", "problem.date")),
        }
        if !["xlsx", "json"].contains(&wanted.file.as_str()) {
            problems.push(FieldProblem::new("file", "problem.required"));
        }
        let Some(sent_on) = sent_on.filter(|_| problems.is_empty()) else {
            return Err(ServiceError::Invalid(problems));
        };
        let document = leaving.json()?;
        let bytes = match wanted.file.as_str() {
            "xlsx" => self.leaving_workbook(leaving, language).await?,
            _ => document.clone().into_bytes(),
        };
        let snapshot = &leaving.counted.opened.head;
        let head = SentHead {
            id: services.new_id(),
            snapshot: snapshot.id.clone(),
            recipient,
            sent_on,
            file: wanted.file,
            hash: secrets::sha256_hex(&bytes),
            noted_at: services.now(),
            noted_by: self.member().id.clone(),
        };
        let id = head.id.clone();
        let detail = serde_json::json!({
            "to": head.recipient, "on": head.sent_on, "file": head.file, "hash": head.hash, "sent": id,
        });
        let log = self.did("declaration.sent", format!("snapshot:{}", snapshot.id), detail.to_string());
        services.store.put_declaration_sent(StoredSent { head, document }, log).await?;
        Ok(id)
    }
}
