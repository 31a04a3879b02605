//! What was really filed or published comes back in: kept beside its snapshot, never changed, and set beside the draft.

use super::draft::{self, Drafted, Kind, key};
use super::form::{self, is_address, is_report};
pub use report::compare::{Compared, Words, differences};
pub use report::filed::FileKind;

use crate::access::{Manager, Viewer};
use crate::records::{Id, Publication, PublicationHead};
use crate::worker_pool::Priority;
use crate::{FieldProblem, Result, ServiceError, secrets};
use domain::{Day, answer};
use report::compare::compare;
use report::filed::{blocks, folded};
use report::printed::Printed;

/// The largest file, in bytes: such reports have half a megabyte, with pictures a few.
pub const LARGEST: usize = 10 << 20;
/// Longest name, address and note, in characters.
const LONGEST: (usize, usize, usize) = (120, 500, 2_000);

/// A file that somebody brings.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    /// Which report it is: `sec`, `eu`, `form_sd`.
    pub report: String,
    /// The file's name, as the browser says.
    pub name: String,
    pub bytes: Vec<u8>,
    /// The day on which it was filed or published.
    pub published_on: String,
    /// Where it stands.
    pub address: String,
    /// What differs and why, in the team's words.
    pub note: String,
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// A draft of this snapshot, in the version that was stored last or in an earlier one.
    Draft(Kind, Option<i64>),
    /// The page of the form, likewise.
    Form(Option<i64>),
    /// A file that was filed, of this or another snapshot.
    File(Id),
}

impl Side {
    /// Reads `sec`, `sec@3`, `form_sd`, `file:ID`.
    pub fn parse(text: &str) -> Option<Side> {
        if let Some(id) = text.strip_prefix("file:") {
            return Some(Side::File(id.to_owned()));
        }
        let (kind, version) = match text.split_once('@') {
            Some((kind, version)) => (kind, Some(version.parse().ok()?)),
            None => (text, None),
        };
        match kind {
            form::KIND => Some(Side::Form(version)),
            kind => draft::kind(kind).map(|kind| Side::Draft(kind, version)),
        }
    }
}

/// Two texts beside each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Beside {
    Compared(Vec<Compared>),
    /// Of one that is no page and no plain text only the hash is known.
    NotRead,
    /// They are too long.
    TooLong,
    /// The draft refers to what is not there, so that it has no text yet.
    Unfinished,
}

/// The words of one side, or why there are none.
type Readable = std::result::Result<Vec<String>, Beside>;

impl Manager {
    /// Keeps a file that was filed or published.
    pub async fn keep_filed(&self, snapshot: &str, brought: Brought) -> Result<Id> {
        self.everything()?;
        let services = self.services();
        let earlier = self.filed(snapshot).await?;
        let (kind, published_on) = check(&brought, services.company_today().await?)?;
        let hash = secrets::sha256_hex(&brought.bytes);
        if earlier.iter().any(|it| it.hash == hash && it.report == brought.report) {
            return Err(ServiceError::field("file", "problem.filed_twice"));
        }
        let stood = services.store.report_text(snapshot, &brought.report).await?;
        let id = services.new_id();
        let head = PublicationHead {
            id: id.clone(),
            snapshot: snapshot.to_owned(),
            file: named(&brought.name, kind)?,
            hash: hash.clone(),
            published_on,
            address: brought.address.trim().to_owned(),
            note: answer::clean(&brought.note).to_owned(),
            size: brought.bytes.len() as u64,
            kept_at: services.now(),
            kept_by: self.member().id.clone(),
            report: brought.report.clone(),
            draft_version: stood.map_or(0, |text| text.version),
        };
        let detail = serde_json::json!({ "report": brought.report, "file": head.file, "hash": hash });
        let log = self.did("report.filed", format!("snapshot:{snapshot}"), detail.to_string());
        services.store.put_publication(Publication { head, bytes: brought.bytes }, log).await?;
        Ok(id)
    }
}

/// What the file is, and its day; or what is wrong with what was brought.
fn check(brought: &Brought, today: Day) -> Result<(FileKind, Day)> {
    let mut problems = Vec::new();
    let mut problem = |field: &str, text: &str| problems.push(FieldProblem::new(field, text));
    if !is_report(&brought.report) {
        problem("report", "problem.required");
    }
    let kind = FileKind::of(&brought.bytes);
    match kind {
        _ if brought.bytes.is_empty() => problem("file", "problem.no_file"),
        _ if brought.bytes.len() > LARGEST => problem("file", "problem.filed_large"),
        None => problem("file", "problem.filed_kind"),
        Some(kind) if named(&brought.name, kind).is_err() => problem("file", "problem.filed_name"),
        Some(_) => {}
    }
    let published_on = brought.published_on.parse::<Day>().ok();
    match published_on {
        None => problem("published_on", "problem.date"),
        Some(day) if day > today => problem("published_on", "problem.day_ahead"),
        Some(_) => {}
    }
    if !is_address(brought.address.trim()) {
        problem("address", "problem.web_address");
    } else if brought.address.chars().count() > LONGEST.1 {
        problem("address", "problem.too_long");
    }
    if brought.note.chars().count() > LONGEST.2 {
        problem("note", "problem.too_long");
    }
    match (kind, published_on) {
        (Some(kind), Some(day)) if problems.is_empty() => Ok((kind, day)),
        _ => Err(ServiceError::Invalid(problems)),
    }
}

/// The file's own name: no folder, nothing unseen, and an ending that says what it is.
fn named(name: &str, kind: FileKind) -> Result<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    let name = answer::clean(&name);
    let lower = name.to_lowercase();
    let ends = kind.endings().iter().any(|ending| lower.len() > ending.len() && lower.ends_with(ending));
    match ends && name.chars().count() <= LONGEST.0 {
        true => Ok(name.to_owned()),
        false => Err(ServiceError::field("file", "problem.filed_name")),
    }
}

impl Viewer {
    /// What was filed or published of a snapshot, the youngest first.
    pub async fn filed(&self, snapshot: &str) -> Result<Vec<PublicationHead>> {
        let store = &self.services().store;
        // Of a snapshot that is not there, nobody files anything.
        if !store.snapshots().await?.iter().any(|head| head.id == snapshot) {
            return Err(ServiceError::NotFound);
        }
        Ok(store.publications(snapshot).await?)
    }

    /// What was filed of the snapshots of the year before, the youngest first, each with its snapshot's name.
    pub async fn filed_before(&self, snapshot: &str) -> Result<Vec<(String, PublicationHead)>> {
        let store = &self.services().store;
        let heads = store.snapshots().await?;
        let year = heads.iter().find(|head| head.id == snapshot).map(|head| head.year);
        let mut out = Vec::new();
        for head in heads.iter().filter(|head| Some(head.year + 1) == year) {
            let filed = store.publications(&head.id).await?;
            out.extend(filed.into_iter().map(|it| (head.name.clone(), it)));
        }
        Ok(out)
    }

    /// A file with all that is known of it, byte by byte as it came.
    pub async fn filed_file(&self, snapshot: &str, id: &str) -> Result<Publication> {
        let found = self.services().store.publication(id).await?;
        found.filter(|it| it.head.snapshot == snapshot).ok_or(ServiceError::NotFound)
    }

    /// Sets two texts beside each other.
    pub async fn beside(&self, snapshot: &str, old: &Side, new: &Side) -> Result<Beside> {
        let (old, new) = match (self.words(snapshot, old).await?, self.words(snapshot, new).await?) {
            (Ok(old), Ok(new)) => (old, new),
            (Err(why), _) | (_, Err(why)) => return Ok(why),
        };
        let compared = self.services().workers.run(Priority::Last, move || compare(&old, &new)).await;
        let compared = compared.ok_or_else(|| ServiceError::Internal("nothing was compared".into()))?;
        Ok(compared.map_or(Beside::TooLong, Beside::Compared))
    }

    async fn words(&self, snapshot: &str, side: &Side) -> Result<Readable> {
        Ok(match side {
            Side::File(id) => {
                let file = self.services().store.publication(id).await?.ok_or(ServiceError::NotFound)?;
                blocks(&file.bytes).ok_or(Beside::NotRead)
            }
            Side::Draft(kind, version) => {
                let drafted = self.draft_at(snapshot, *kind, *version).await?;
                drafted.report.preview(&drafted.facts).map(|it| words(&it)).map_err(|_| Beside::Unfinished)
            }
            Side::Form(version) => {
                let now = self.form_sd(snapshot).await?;
                let form = match version {
                    None => now.form,
                    Some(version) => form::read(&self.version(snapshot, form::KIND, *version).await?)?,
                };
                Ok(words(&form::print_form(&form, now.counted.year())?))
            }
        })
    }

    /// A draft as it was in a version; the last where none is named.
    async fn draft_at(&self, snapshot: &str, kind: Kind, version: Option<i64>) -> Result<Drafted> {
        let now = self.draft(snapshot, kind).await?;
        match version.filter(|version| *version != now.version) {
            None => Ok(now),
            Some(version) => {
                let text = self.version(snapshot, key(kind), version).await?;
                Drafted::of(now.counted, now.facts, draft::read(&text)?, version)
            }
        }
    }

    async fn version(&self, snapshot: &str, kind: &str, version: i64) -> Result<crate::records::ReportText> {
        let all = self.services().store.report_texts(snapshot, kind).await?;
        all.into_iter().find(|text| text.version == version).ok_or(ServiceError::NotFound)
    }
}

fn words(printed: &Printed) -> Vec<String> {
    folded([vec![printed.title().to_owned()], printed.words()].concat())
}
