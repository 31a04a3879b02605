//! Drafts: entries that are saved one by one.

use super::draft_size::{self, Size};
use super::{log, team_entry};
use crate::tx::{Tx, first, insert_many};
use crate::value::{Value, args, clean, json};
use domain::draft::{Change, MAX_ENTRIES};
use domain::workflow::{RequestState, Transition};
use service::ports::{StoreError, StoreResult};
use service::records::{LogDraft, Refused, SaveDraft, Saved, StoredDraft};
use std::collections::HashMap;

/// The draft.
pub async fn get(tx: &mut dyn Tx, request: &str) -> StoreResult<StoredDraft> {
    // One statement, so that revision and entries belong together.
    let sql = "SELECT d.revision, d.saved_at, e.path, e.value FROM draft d \
               LEFT JOIN draft_entry e ON e.request_id = d.request_id AND e.value IS NOT NULL \
               WHERE d.request_id = $1";
    let mut draft = StoredDraft::default();
    for mut row in tx.query(sql, args![request]).await? {
        draft.revision = row.int()?;
        draft.saved_at = Some(row.instant()?);
        if let (Some(path), Some(value)) = (row.opt_text()?, row.opt_text()?) {
            draft.entries.insert(path, value);
        }
    }
    Ok(draft)
}

/// An entry as stored.
struct Entry {
    value: Option<String>,
    revision: i64,
    origin: String,
}

/// Where request and draft stand before a save.
struct DraftState {
    state: RequestState,
    last_section: String,
    revision: i64,
    sole_origin: String,
    sole_since: i64,
    size: Size,
}

impl DraftState {
    /// Whether somebody else may have written behind `base`.
    fn others_behind(&self, base: i64, origin: &str) -> bool {
        base < self.revision && (self.sole_origin != origin || base < self.sole_since)
    }
}

/// Reads it and locks the request: saves and units of work on one request take turns. The draft is read by a statement
/// of its own: in PostgreSQL, one that had to wait for the lock still sees the other tables as they were before.
async fn draft_state(tx: &mut dyn Tx, request: &str) -> StoreResult<DraftState> {
    let lock = tx.dialect().for_update("request");
    let sql = format!("SELECT state, last_section FROM request WHERE id = $1{lock}");
    let mut row = first(tx, &sql, args![request]).await?.ok_or(StoreError::NotFound)?;
    let mut state = DraftState {
        state: row.key(RequestState::parse)?,
        last_section: row.text()?,
        revision: 0,
        sole_origin: String::new(),
        sole_since: 0,
        size: Size::default(),
    };
    let sql = format!(
        "SELECT revision, sole_origin, sole_since, {} FROM draft WHERE request_id = $1",
        draft_size::COLUMNS
    );
    if let Some(mut row) = first(tx, &sql, args![request]).await? {
        state.revision = row.int()?;
        state.sole_origin = row.text()?;
        state.sole_since = row.int()?;
        state.size = Size::read(&mut row)?;
    }
    Ok(state)
}

/// Saves entries.
pub async fn save(tx: &mut dyn Tx, save: &SaveDraft) -> StoreResult<Saved> {
    let was = draft_state(tx, &save.request).await?;
    let next = was
        .state
        .after(Transition::Save)
        .filter(|_| was.state.is_writable())
        .ok_or(StoreError::NotWritable)?;
    let saved = put(tx, save, &was).await?;
    if saved.revision > was.revision {
        if let Some(writer) = &save.writer {
            team_entry::saved(tx, &writer.entry, save.now).await?;
        }
        move_on(tx, save, &was, next).await?;
    }
    Ok(saved)
}

/// Saves entries with a declaration that is made of them, wherever the request stands: all of them, upon the very
/// revision that their writer had seen, or none.
pub async fn overwrite(tx: &mut dyn Tx, save: &SaveDraft) -> StoreResult<()> {
    let was = draft_state(tx, &save.request).await?;
    if was.revision != save.base_revision {
        return Err(StoreError::Conflict);
    }
    let saved = put(tx, save, &was).await?;
    if saved.conflicts.is_empty() && saved.refused.is_empty() { Ok(()) } else { Err(StoreError::Conflict) }
}

/// Writes what can be written.
async fn put(tx: &mut dyn Tx, save: &SaveDraft, was: &DraftState) -> StoreResult<Saved> {
    let changes = last_of_each(&save.changes);
    let mut stored = entries(tx, save, was, &changes).await?;

    let mut size = was.size.clone();
    if size.entries + changes.len() as i64 > MAX_ENTRIES {
        draft_size::forget_removed(tx, &save.request, &mut size).await?;
        stored.retain(|_, entry| entry.value.is_some());
    }
    let (mut conflicts, mut refused) = (Vec::new(), Vec::new());
    let mut writes: Vec<&Change> = Vec::new();
    for change in &changes {
        match stored.get(change.path.as_str()) {
            Some(entry) if entry.value == change.value => {}
            None if change.value.is_none() => {}
            Some(entry) if entry.revision > save.base_revision && entry.origin != save.origin => {
                conflicts.push(Change { path: change.path.clone(), value: entry.value.clone() });
            }
            entry => match size.count(change, entry.map(|e| &e.value)) {
                Ok(()) => writes.push(change),
                Err(why) => refused.push(Refused { path: change.path.clone(), why }),
            },
        }
    }
    let mut others: Vec<Change> = stored
        .iter()
        .filter(|(_, e)| e.revision > save.base_revision && e.origin != save.origin)
        .filter(|(path, _)| !conflicts.iter().any(|c| c.path == **path))
        .map(|(path, entry)| Change { path: path.clone(), value: entry.value.clone() })
        .collect();
    others.sort_by(|a, b| a.path.cmp(&b.path));

    let mut revision = was.revision;
    if !writes.is_empty() {
        revision += 1;
        write(tx, save, was, &writes, revision, &size).await?;
    }
    Ok(Saved { revision, conflicts, others, refused })
}

/// The changes as they will be stored; where a path comes twice, the last counts.
fn last_of_each(changes: &[Change]) -> Vec<Change> {
    let mut out: Vec<Change> = Vec::with_capacity(changes.len());
    let mut places: HashMap<&str, usize> = HashMap::new();
    for change in changes {
        let value = change.value.as_deref().map(|v| clean(v).into_owned());
        let new = Change { path: clean(&change.path).into_owned(), value };
        match places.get(change.path.as_str()) {
            Some(place) => out[*place] = new,
            None => {
                places.insert(&change.path, out.len());
                out.push(new);
            }
        }
    }
    out
}

/// Most entries that are looked up one by one; for more, the whole draft is read.
const FEW: usize = 16;

/// The stored entries that matter: those to be changed, and all if somebody else wrote since.
async fn entries(
    tx: &mut dyn Tx,
    save: &SaveDraft,
    was: &DraftState,
    changes: &[Change],
) -> StoreResult<HashMap<String, Entry>> {
    let mut out = HashMap::new();
    if was.revision == 0 {
        return Ok(out);
    }
    if changes.len() > FEW || was.others_behind(save.base_revision, &save.origin) {
        let sql = "SELECT path, value, revision, origin FROM draft_entry WHERE request_id = $1";
        for mut row in tx.query(sql, args![&save.request]).await? {
            let path = row.text()?;
            out.insert(path, Entry { value: row.opt_text()?, revision: row.int()?, origin: row.text()? });
        }
        return Ok(out);
    }
    for change in changes {
        let sql = "SELECT value, revision, origin FROM draft_entry WHERE request_id = $1 AND path = $2";
        if let Some(mut row) = first(tx, sql, args![&save.request, &change.path]).await? {
            let entry = Entry { value: row.opt_text()?, revision: row.int()?, origin: row.text()? };
            out.insert(change.path.clone(), entry);
        }
    }
    Ok(out)
}

async fn write(
    tx: &mut dyn Tx,
    save: &SaveDraft,
    was: &DraftState,
    writes: &[&Change],
    revision: i64,
    size: &Size,
) -> StoreResult<()> {
    let mut rows = Vec::with_capacity(writes.len() * 5);
    for change in writes {
        rows.extend([Value::from(&save.request), (&change.path).into(), (&change.value).into()]);
        rows.extend([Value::from(revision), (&save.origin).into()]);
    }
    insert_many(
        tx,
        "INSERT INTO draft_entry (request_id, path, value, revision, origin)",
        5,
        &rows,
        "ON CONFLICT (request_id, path) DO UPDATE SET value = excluded.value, revision = excluded.revision, \
         origin = excluded.origin",
    )
    .await?;
    let sole_since = if was.sole_origin == save.origin { was.sole_since } else { was.revision };
    let sql = "INSERT INTO draft (request_id, revision, saved_at, sole_origin, sole_since, bytes, entries, \
               row_counts) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (request_id) DO UPDATE SET \
               revision = excluded.revision, saved_at = excluded.saved_at, sole_origin = excluded.sole_origin, \
               sole_since = excluded.sole_since, bytes = excluded.bytes, entries = excluded.entries, \
               row_counts = excluded.row_counts";
    let to = args![
        &save.request,
        revision,
        save.now,
        &save.origin,
        sole_since,
        size.bytes,
        size.entries,
        json(&size.rows)?
    ];
    tx.execute(sql, to).await.map(|_| ())
}

/// What the save means to the request: the section; and the first save moves it on. Only that counts as a change of
/// the request's version, so that typing does not get in the way of the team.
async fn move_on(tx: &mut dyn Tx, save: &SaveDraft, was: &DraftState, next: RequestState) -> StoreResult<()> {
    let section = if save.section.is_empty() { &was.last_section } else { &save.section };
    if next == was.state {
        if *section != was.last_section {
            let sql = "UPDATE request SET last_section = $2 WHERE id = $1";
            tx.execute(sql, args![&save.request, section]).await?;
        }
        return Ok(());
    }
    let sql = "UPDATE request SET version = version + 1, state = $2, state_at = $3, changed_at = $3, \
               last_section = $4 WHERE id = $1";
    tx.execute(sql, args![&save.request, next.key(), save.now, section]).await?;
    let act = LogDraft {
        actor: match &save.writer {
            Some(writer) => writer.actor.clone(),
            None => format!("supplier:{}", save.request),
        },
        action: format!("request.{}", next.key()),
        object: format!("request:{}", save.request),
        detail: "{}".into(),
        at: save.now,
    };
    log::append(tx, &[act]).await
}
