//! The draft of a report: composed of a snapshot's figures and what people wrote, edited and signed; version by version.

use super::counted::Counted;
pub use report::compose::{Blocker, Part, Report, State};
pub use report::document::{Block, Inline, Level, Line, MOST_COLUMNS, Target, Text};
pub use report::draft::{Audit, Item};
pub use report::look::{Dated, Look, Whole};
pub use report::part_text::{PartText, generated as part_text};
pub use report::readiness;
pub use report::signed::{Choice, Statement};
pub use report::skeleton::{Kind, What};
pub use report::words::warnings;
pub use report::write::Paper;

use crate::access::Viewer;
use crate::ports::during;
use crate::records::{ReportText, SnapshotHead};
use crate::{Result, ServiceError, Services};
use report::compose::compose;
use report::draft::Draft;
use report::facts::Facts;
use report::tables;
use report::write::{docx, edgar, web};
use std::sync::Arc;

/// A draft with all that it rests on.
pub struct Drafted {
    pub counted: Arc<Counted>,
    pub draft: Draft,
    /// The version that was seen: 0 before anybody wrote.
    pub version: i64,
    /// The name of the snapshot whose draft was carried here, while nobody wrote.
    pub carried: Option<String>,
    pub facts: Facts,
    pub report: Report,
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
    /// The draft of a snapshot's report, as it was written last. Before anybody wrote, what was written for the same
    /// year or the one before is carried here.
    pub async fn draft(&self, snapshot: &str, kind: Kind) -> Result<Drafted> {
        let counted = self.counted(snapshot).await?;
        let services = self.services();
        let (version, draft, carried) = match services.store.report_text(snapshot, key(kind)).await? {
            Some(text) => (text.version, read(&text)?, None),
            None => match services.written_before(&counted.opened.head, kind).await? {
                Some((draft, from)) => (0, draft, Some(from)),
                None => (0, Draft::new(kind, counted.year()), None),
            },
        };
        let mut facts = counted.facts();
        facts.unnamed.extend(services.book().await?.names());
        facts.unnamed.sort();
        facts.unnamed.dedup();
        Ok(Drafted { carried, ..Drafted::of(counted, facts, draft, version)? })
    }
}

/// A stored draft.
pub(super) fn read(text: &ReportText) -> Result<Draft> {
    serde_json::from_str(&text.document).map_err(|e| ServiceError::Internal(during("a stored draft", e)))
}

impl Services {
    /// What was written last on figures that were frozen before these: for the same year, or else for the last.
    async fn written_before(&self, head: &SnapshotHead, kind: Kind) -> Result<Option<(Draft, String)>> {
        let mut earlier: Vec<SnapshotHead> = self.store.snapshots().await?;
        earlier
            .retain(|it| (it.year == head.year && it.taken_at < head.taken_at) || it.year == head.year - 1);
        earlier.sort_by_key(|it| std::cmp::Reverse((it.year, it.taken_at)));
        for before in earlier {
            if let Some(text) = self.store.report_text(&before.id, key(kind)).await? {
                let year = i32::try_from(head.year).unwrap_or_default();
                return Ok(Some((read(&text)?.carried(year), before.name)));
            }
        }
        Ok(None)
    }
}

impl Counted {
    /// The year that is reported on.
    pub fn year(&self) -> i32 {
        i32::try_from(self.opened.snapshot.year).unwrap_or_default()
    }
}

impl Drafted {
    /// A draft on the figures of its snapshot.
    pub(super) fn of(counted: Arc<Counted>, facts: Facts, draft: Draft, version: i64) -> Result<Drafted> {
        let report = compose(&draft, &facts).map_err(|e| ServiceError::Internal(e.into()))?;
        Ok(Drafted { counted, draft, version, carried: None, facts, report })
    }

    /// The annexes that have rows, by their parts.
    pub fn annexes(&self) -> Vec<&str> {
        tables::annexes(&self.draft, &self.facts).collect()
    }

    /// An annex as rows, the titles first: those of the report.
    pub fn annex(&self, part: &str) -> Result<Vec<Vec<String>>> {
        let rows = tables::annex(&self.draft, part, &self.facts).ok_or(ServiceError::NotFound)?;
        if !self.may_leave() {
            return Err(ServiceError::Conflict);
        }
        Ok(rows)
    }

    /// The table of a part with all its columns, and how somebody wants it shown.
    pub fn table(&self, part: &str) -> Option<(Whole, Option<&Look>)> {
        tables::of_part(&self.draft, part, &self.facts)
    }

    /// Whether more than its exhibit may leave while something is open: nothing contradicts itself, every typed table adds up,
    /// nothing names a supplier, nothing rests on what only members may see.
    pub fn may_leave(&self) -> bool {
        let never =
            |stop: &Blocker| matches!(stop, Blocker::Named(..) | Blocker::MembersOnly(_) | Blocker::Sum(..));
        self.counted.holds() && !self.stops().iter().any(never)
    }

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
                if !self.may_leave() {
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
