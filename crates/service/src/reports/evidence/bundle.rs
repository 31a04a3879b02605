//! Writing a bundle: part by part, so that no more than one is held at a time.

use super::manifest::*;
use super::page;
use super::writer::{Writer, json};
use crate::access::{Manager, Viewer};
use crate::ports::during;
use crate::records::{Id, Instant, LogDraft, LogEntry, StoredList};
use crate::reports::counted::Counted;
use crate::reports::draft::{self, DraftFile};
use crate::reports::snapshot::Snapshot;
use crate::smelters::smelter_lists;
use crate::{Result, ServiceError, csv};
use domain::smelters::LicenceClass;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::Arc;
use tokio::sync::mpsc;

/// Pieces that wait for a slow line.
const WAITING: usize = 4;
/// Entries of the log in a part, and rows of the trace.
const LINES: usize = 10_000;
/// Entries that are read at once.
const READ: u32 = 1_000;

/// A bundle on its way.
pub struct Evidence {
    /// What the file is called: that it is internal stands in its name.
    pub name: String,
    /// Its bytes, piece by piece. Where something fails, the last piece is the fault, and the file is not whole.
    pub pieces: mpsc::Receiver<Result<Vec<u8>>>,
}

impl Manager {
    /// Takes the bundle of a snapshot. Who took it stands in the log before the first byte is there.
    pub async fn take_evidence(&self, id: &str) -> Result<Evidence> {
        self.everything()?;
        let counted = self.counted(id).await?;
        let head = &counted.opened.head;
        let name = format!("{} evidence - INTERNAL for auditors.zip", head.name);
        let detail = serde_json::json!({ "name": head.name, "hash": head.hash }).to_string();
        let log = self.did("evidence.taken", format!("snapshot:{id}"), detail);
        self.services().store.log(log).await?;
        let (out, pieces) = mpsc::channel(WAITING);
        let (viewer, runtime) = (self.as_viewer(), tokio::runtime::Handle::current());
        // On a thread of its own: thousands of declarations are hashed, and nobody else waits for that.
        tokio::task::spawn_blocking(move || {
            runtime.block_on(async move {
                if let Err(error) = write(&viewer, counted, out.clone()).await {
                    let _ = out.send(Err(error)).await;
                }
            });
        });
        Ok(Evidence { name, pieces })
    }
}

async fn write(viewer: &Viewer, counted: Arc<Counted>, out: mpsc::Sender<Result<Vec<u8>>>) -> Result<()> {
    let (head, snapshot) = (&counted.opened.head, &counted.opened.snapshot);
    let manifest = Manifest {
        schema: SCHEMA,
        internal: INTERNAL.to_owned(),
        company: snapshot.company.clone(),
        name: head.name.clone(),
        year: head.year,
        snapshot: head.id.to_string(),
        hash: head.hash.clone(),
        parts: Vec::new(),
        held: Vec::new(),
        published: Some(Vec::new()),
    };
    let mut writer = Writer::new(out, manifest);
    writer.part(Kind::Page, PAGE, page::html()).await?;
    lists_and_snapshot(viewer, &counted, &mut writer).await?;
    figures(&counted, &mut writer).await?;
    drafts(viewer, &counted, &mut writer).await?;
    published(viewer, &head.id, &mut writer).await?;
    let (id, frozen) = (head.id.clone(), snapshot.requests.clone());
    // The declarations of a large campaign take room, and are not needed twice.
    drop(counted);
    for request in &frozen {
        let Some(revision) = &request.revision else { continue };
        let name = format!("revisions/{}-{}.json", request.id, revision.number);
        let stored = viewer.services().store.submission(&request.id, revision.number).await?;
        match stored.filter(|s| s.hash == revision.hash) {
            Some(stored) => writer.part(Kind::Revision, &name, stored.document).await?,
            None => writer.held(Kind::Revision, &name, Some(&revision.hash), Why::Gone, &name),
        }
    }
    log(viewer, &id, &mut writer).await?;
    writer.end().await
}

/// The lists that may leave, and the snapshot, without what lists say that may not.
async fn lists_and_snapshot(viewer: &Viewer, counted: &Counted, writer: &mut Writer) -> Result<()> {
    let store = &viewer.services().store;
    let (head, snapshot) = (&counted.opened.head, &counted.opened.snapshot);
    let mut kept_inside = Vec::new();
    for frozen in &snapshot.lists {
        let name = format!("lists/{}-{}-{}.json", frozen.kind.key(), frozen.as_of, &frozen.hash[..12]);
        let says = format!("{} {}", frozen.kind.key(), frozen.as_of);
        let stored = store.smelter_list(&frozen.id).await?;
        let stored = stored.filter(|s| s.head.hash == frozen.hash);
        match stored {
            Some(StoredList { head, list }) if head.class.may_be_published() => {
                writer.part(Kind::List, &name, smelter_lists::content(&list)?).await?;
            }
            Some(_) => {
                writer.held(Kind::List, &name, Some(&frozen.hash), Why::Licence, &says);
                kept_inside.push(frozen.id.clone());
            }
            None => {
                writer.held(Kind::List, &name, Some(&frozen.hash), Why::Gone, &says);
                kept_inside.push(frozen.id.clone());
            }
        }
    }
    let before_inside = match &snapshot.before {
        Some(before) => !public(viewer, &before.id).await?,
        None => false,
    };
    let stored = store.snapshot(&head.id).await?.ok_or(ServiceError::NotFound)?;
    let all_origins = snapshot.sourcing.iter().all(|known| known.class.may_be_published());
    if kept_inside.is_empty() && !before_inside && all_origins {
        return writer.part(Kind::Snapshot, SNAPSHOT, stored.document).await;
    }
    writer.held(Kind::Snapshot, SNAPSHOT, Some(&head.hash), Why::Licence, &head.name);
    let in_part = in_part(Snapshot::read(&stored.document)?, &kept_inside, before_inside);
    writer.part(Kind::Snapshot, SNAPSHOT_IN_PART, json(&in_part)?).await
}

/// Whether every list that a snapshot asked may leave; not where one is gone, since nobody can say.
async fn public(viewer: &Viewer, snapshot: &str) -> Result<bool> {
    let store = &viewer.services().store;
    let Some(stored) = store.snapshot(snapshot).await? else { return Ok(false) };
    for frozen in Snapshot::read(&stored.document)?.lists {
        let list = store.smelter_list(&frozen.id).await?;
        if !list.is_some_and(|list| list.head.class.may_be_published()) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A snapshot without the statuses and origins that may not be told, and without where such a list came from.
fn in_part(snapshot: Snapshot, kept_inside: &[Id], before_inside: bool) -> Snapshot {
    let mut out = snapshot;
    for list in out.lists.iter_mut().filter(|list| kept_inside.contains(&list.id)) {
        (list.source, list.licence) = Default::default();
    }
    if !kept_inside.is_empty() {
        out.smelters.clear();
    }
    out.sourcing.retain(|known| known.class.may_be_published());
    if let Some(before) = out.before.as_mut().filter(|_| before_inside) {
        before.smelters.clear();
    }
    out
}

/// Figures and roll-up, where they still come out as they were frozen.
async fn figures(counted: &Counted, writer: &mut Writer) -> Result<()> {
    if !counted.holds() {
        writer.held(Kind::Figures, FIGURES_CSV, None, Why::NotAsFrozen, "figures");
        writer.held(Kind::Rollup, "rollup/declaration.json", None, Why::NotAsFrozen, "rollup");
        return Ok(());
    }
    writer.part(Kind::Figures, FIGURES_CSV, counted.figures_csv()).await?;
    writer.part(Kind::Figures, "figures/figures.json", counted.figures_json()?).await?;
    // Smelters that only a list has which may not leave: where any is in it, the declaration stays inside, and no name of one
    // stands in the trace.
    let (name, smelters) = ("rollup/declaration.json", counted.rollup.smelters.iter().enumerate());
    let inside: HashSet<String> = smelters
        .filter(|(_, smelter)| smelter.held_by.is_some())
        .map(|(at, _)| format!("smelters[{}]", at + 1))
        .collect();
    match inside.is_empty() {
        true => writer.part(Kind::Rollup, name, counted.document().seal().0).await?,
        false => writer.held(Kind::Rollup, name, None, Why::Licence, "rollup"),
    }
    let mut rows = counted.trace().map(|row| blanked(row, &inside));
    let head: Vec<_> = rows.next().into_iter().collect();
    let mut rows = rows.peekable();
    let mut part = 1;
    while part == 1 || rows.peek().is_some() {
        let table = csv::table(head.iter().cloned().chain(rows.by_ref().take(LINES)));
        writer.part(Kind::Rollup, &format!("rollup/trace-{part:05}.csv"), table).await?;
        part += 1;
    }
    Ok(())
}

/// A row of the trace without the name of a smelter that stays inside.
fn blanked(mut row: Vec<String>, inside: &HashSet<String>) -> Vec<String> {
    if let [place, name, ..] = &mut row[..]
        && inside.contains(place)
    {
        name.clear();
    }
    row
}

/// What people wrote and signed, and the report as it stands.
async fn drafts(viewer: &Viewer, counted: &Counted, writer: &mut Writer) -> Result<()> {
    let id = &counted.opened.head.id;
    for kind in draft::KINDS {
        let key = draft::key(kind);
        let Some(text) = viewer.services().store.report_text(id, key).await? else { continue };
        writer.part(Kind::Draft, &format!("draft/{key}.json"), text.document).await?;
        let drafted = viewer.draft(id, kind).await?;
        let files = [(DraftFile::Web, "report.html"), (DraftFile::Exhibit, "ex1-01.htm")];
        for (file, name) in files {
            let name = format!("draft/{key}-{name}");
            match drafted.file(file, draft::paper(kind)) {
                Ok(bytes) => writer.part(Kind::Draft, &name, bytes).await?,
                Err(ServiceError::Conflict) => {
                    writer.held(Kind::Draft, &name, None, Why::MayNotLeave, key);
                }
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// What was filed or published, byte for byte.
async fn published(viewer: &Viewer, id: &Id, writer: &mut Writer) -> Result<()> {
    let store = &viewer.services().store;
    let mut heads = store.publications(id).await?;
    heads.sort_by(|a, b| (a.kept_at, &a.id).cmp(&(b.kept_at, &b.id)));
    for (at, head) in heads.iter().enumerate() {
        let Some(publication) = store.publication(&head.id).await? else { continue };
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' || c == '-' { c } else { '_' };
        let file: String = head.file.chars().map(plain).take(60).collect();
        let part = format!("published/{}-{file}", at + 1);
        writer.filed(Filed {
            part: part.clone(),
            file: head.file.clone(),
            report: head.report.clone(),
            published_on: head.published_on,
            address: head.address.clone(),
            sha256: head.hash.clone(),
        });
        writer.part(Kind::Published, &part, publication.bytes).await?;
    }
    Ok(())
}

/// An entry of the log as it stands in a part: all that its hash covers, and the hash. Of what stays inside neither object
/// nor detail; of what the retention rule removed no detail.
#[derive(Serialize)]
struct Line<'a> {
    seq: i64,
    at: Instant,
    actor: &'a str,
    action: &'a str,
    object: Option<&'a str>,
    detail: Option<&'a str>,
    previous: &'a str,
    hash: &'a str,
}

impl Line<'_> {
    fn of(entry: &LogEntry) -> Line<'_> {
        let act = &entry.entry;
        let leaves = !stays_inside(act);
        Line {
            seq: entry.seq,
            at: act.at,
            actor: &act.actor,
            action: &act.action,
            object: leaves.then_some(&act.object),
            detail: (leaves && !act.is_removed()).then_some(&act.detail),
            previous: &entry.previous,
            hash: &entry.hash,
        }
    }
}

/// Whether an act says what a list for members knows of origins.
fn stays_inside(act: &LogDraft) -> bool {
    #[derive(Deserialize)]
    struct Detail {
        class: String,
    }
    let class = || serde_json::from_str::<Detail>(&act.detail).map(|said| LicenceClass::of(&said.class));
    act.action == "smelter.sourcing" && !class().is_ok_and(LicenceClass::may_be_published)
}

/// The log from its first entry to the one that tells of the freeze.
async fn log(viewer: &Viewer, snapshot: &Id, writer: &mut Writer) -> Result<()> {
    let store = &viewer.services().store;
    let object = format!("snapshot:{snapshot}");
    let (mut last, mut part, mut lines, mut text) = (0, 1, 0, String::new());
    loop {
        let entries = store.log_after(last, READ).await?;
        if entries.is_empty() {
            return Err(ServiceError::Internal("the log does not tell of the snapshot".into()));
        }
        for entry in &entries {
            let line = serde_json::to_string(&Line::of(entry));
            text += &line.map_err(|e| ServiceError::Internal(during("an entry of the log", e)))?;
            text.push('\n');
            if stays_inside(&entry.entry) {
                let (name, says) = (held_entry(entry.seq), &entry.entry.action);
                writer.held(Kind::Log, &name, Some(&entry.hash), Why::Licence, says);
            } else if entry.entry.is_removed() {
                let (name, says) = (held_entry(entry.seq), &entry.entry.action);
                writer.held(Kind::Log, &name, Some(&entry.hash), Why::Gone, says);
            }
            (last, lines) = (entry.seq, lines + 1);
            let is_freeze = entry.entry.action == "snapshot.taken" && entry.entry.object == object;
            if is_freeze || lines == LINES {
                let name = format!("log/{part:05}.jsonl");
                writer.part(Kind::Log, &name, std::mem::take(&mut text)).await?;
                (part, lines) = (part + 1, 0);
            }
            if is_freeze {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Whatever stays inside: its name stands in no row, and every other row and cell is as it was.
        #[test]
        fn the_trace_names_nothing_that_stays_inside(
            held in proptest::collection::hash_set(0..12_usize, 0..12),
            rows in proptest::collection::vec((0..24_usize, "[a-z]{1,8}", "[a-z ]{0,6}"), 0..60),
        ) {
            let place = |at: usize| if at < 12 { format!("smelters[{}]", at + 1) } else { format!("q{at}.tin") };
            let inside: HashSet<String> = held.iter().map(|at| place(*at)).collect();
            for (at, name, rest) in rows {
                let row = vec![place(at), name.clone(), "rule".to_owned(), rest.clone()];
                let out = blanked(row.clone(), &inside);
                let is_held = at < 12 && held.contains(&at);
                prop_assert_eq!(&out[1], if is_held { "" } else { name.as_str() });
                prop_assert_eq!((&out[0], &out[2..]), (&row[0], &row[2..]));
            }
            prop_assert_eq!(blanked(Vec::new(), &inside), Vec::<String>::new());
        }
    }
}
