//! Removing what the retention rule says: a request at a time, each in a transaction of its own.

use super::columns::columns;
use super::{entry, hold, log, removal, supplier};
use crate::tx::{Dialect, Tx, first, placeholders};
use crate::value::{Value, args, json};
use domain::workflow::{RequestState, Stage, Transition};
use service::ports::StoreResult;
use service::records::{
    Id, Instant, LogDraft, Removal, RemovedCounts, RequestId, RetentionDue, RetentionRun, Supplier,
    SupplierId,
};

/// Nothing stands behind request `r` any more.
const REMOVED: &str = "EXISTS (SELECT 1 FROM removal x WHERE x.request_id = r.id)";
/// Acts of which the detail is kept: it names nobody, and hashes and states are read from it. Why something was held is said to
/// stay.
const KEPT: &str = "'request.submitted', 'request.decline_taken_back', 'request.reminded', 'request.removed', \
                    'supplier.contact_removed', 'retention.held'";
/// Most values of one statement.
const AT_ONCE: usize = 400;

/// The detail of an entry says something.
fn has_text() -> String {
    format!("detail NOT IN ('', '{{}}', '{}') AND action NOT IN ({KEPT})", LogDraft::REMOVED)
}

async fn number(tx: &mut dyn Tx, sql: &str, values: &[Value<'_>]) -> StoreResult<u64> {
    first(tx, sql, values).await?.map_or(Ok(0), |mut row| row.size())
}

/// What would go of a campaign, and how many requests a hold keeps.
pub async fn would_remove(tx: &mut dyn Tx, campaign: &str) -> StoreResult<(RemovedCounts, u64)> {
    let held = hold::ON_REQUEST;
    let going =
        format!("SELECT r.id FROM request r WHERE r.campaign_id = $1 AND NOT {REMOVED} AND NOT {held}");
    let of = args![campaign];
    let mut counts = RemovedCounts {
        requests: number(tx, &format!("SELECT count(*) FROM ({going}) AS g"), of).await?,
        ..RemovedCounts::default()
    };
    let text = has_text();
    for (table, more, into) in [
        ("submission", "", &mut counts.submissions),
        ("draft", "", &mut counts.drafts),
        ("review_query", "", &mut counts.queries),
        ("note", " AND version = 1", &mut counts.notes),
        ("phone_call", "", &mut counts.calls),
        ("kept_file", "", &mut counts.files),
        ("outbox", "", &mut counts.mails),
        ("access_link", " AND revoked_at IS NULL", &mut counts.links),
    ] {
        let sql = format!("SELECT count(*) FROM {table} WHERE request_id IN ({going}){more}");
        *into = number(tx, &sql, of).await?;
    }
    let sql = format!(
        "SELECT count(*) FROM log_entry WHERE object IN (SELECT 'request:' || id FROM ({going}) AS g) AND {text}"
    );
    counts.log_entries = number(tx, &sql, of).await?;
    let sql = format!("SELECT count(*) FROM request r WHERE r.campaign_id = $1 AND NOT {REMOVED} AND {held}");
    Ok((counts, number(tx, &sql, of).await?))
}

/// Somebody is named at supplier `s`.
const NAMES_SOMEBODY: &str = "s.contact_name || s.email || s.phone || s.second_name || s.second_email || s.second_phone \
     || s.buyer_name || s.buyer_email || s.buyer_phone <> ''";

/// Suppliers whose people and notes go, called `s`.
fn forgotten() -> String {
    format!(
        "FROM supplier s WHERE s.retired_at < $1 AND ({NAMES_SOMEBODY} \
            OR EXISTS (SELECT 1 FROM note n WHERE n.supplier_id = s.id AND n.written_at < $1)) \
        AND NOT EXISTS (SELECT 1 FROM request r WHERE r.supplier_id = s.id \
            AND NOT EXISTS (SELECT 1 FROM removal x WHERE x.request_id = r.id)) \
        AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.lifted_at IS NULL \
            AND (h.scope = 'all' OR (h.scope = 'supplier' AND h.object_id = s.id)))"
    )
}

/// Takes everybody off a supplier; false where nobody was named.
fn forget_people(s: &mut Supplier) -> bool {
    let known = [
        &mut s.contact_name,
        &mut s.email,
        &mut s.phone,
        &mut s.second_name,
        &mut s.second_email,
        &mut s.second_phone,
        &mut s.buyer_name,
        &mut s.buyer_email,
        &mut s.buyer_phone,
    ];
    known.into_iter().map(std::mem::take).filter(|text| !text.is_empty()).count() > 0
}

/// Entries about suppliers whose text goes.
fn old_entries() -> String {
    format!(
        "FROM log_entry WHERE object >= 'supplier:' AND object < 'supplier;' AND happened_at < $1 AND {} \
         AND NOT EXISTS (SELECT 1 FROM legal_hold h WHERE h.lifted_at IS NULL AND (h.scope = 'all' \
            OR (h.scope = 'supplier' AND 'supplier:' || h.object_id = log_entry.object) \
            OR (h.scope = 'campaign' AND EXISTS (SELECT 1 FROM request r WHERE r.campaign_id = h.object_id \
                AND 'supplier:' || r.supplier_id = log_entry.object))))",
        has_text()
    )
}

/// What would go of suppliers.
pub async fn would_forget(tx: &mut dyn Tx, before: Instant) -> StoreResult<RemovedCounts> {
    let forgotten = forgotten();
    let contacts = format!("SELECT count(*) {forgotten} AND {NAMES_SOMEBODY}");
    let notes =
        format!("SELECT count(*) FROM note WHERE version = 1 AND supplier_id IN (SELECT s.id {forgotten})");
    Ok(RemovedCounts {
        contacts: number(tx, &contacts, args![before]).await?,
        notes: number(tx, &notes, args![before]).await?,
        log_entries: number(tx, &format!("SELECT count(*) {}", old_entries()), args![before]).await?,
        ..RemovedCounts::default()
    })
}

/// Requests that are due and not held.
pub async fn due(tx: &mut dyn Tx, due: &RetentionDue, limit: u32) -> StoreResult<Vec<RequestId>> {
    let mut found = Vec::new();
    for campaign in &due.campaigns {
        let most = i64::from(limit) - found.len() as i64;
        if most <= 0 {
            break;
        }
        let sql = format!(
            "SELECT r.id FROM request r WHERE r.campaign_id = $1 AND NOT {REMOVED} AND NOT {} ORDER BY r.id LIMIT $2",
            hold::ON_REQUEST
        );
        for mut row in tx.query(&sql, args![campaign, most]).await? {
            found.push(row.id()?);
        }
    }
    Ok(found)
}

/// Removes what stands behind a request; nothing where that was done or a hold covers it.
pub async fn remove(
    tx: &mut dyn Tx,
    request: &RequestId,
    run: &RetentionRun,
    act: &LogDraft,
) -> StoreResult<Option<RemovedCounts>> {
    hold::none_is_placed(tx).await?;
    overwrite_freed(tx).await?;
    // The request first: saves and units of work on it take turns with this.
    let lock = tx.dialect().for_update("r");
    let sql = format!("SELECT r.state FROM request r WHERE r.id = $1{lock}");
    let Some(mut row) = first(tx, &sql, args![request]).await? else { return Ok(None) };
    let was = row.key(RequestState::parse)?;
    let sql =
        format!("SELECT 1 FROM request r WHERE r.id = $1 AND NOT {REMOVED} AND NOT {}", hold::ON_REQUEST);
    if first(tx, &sql, args![request]).await?.is_none() {
        return Ok(None);
    }
    let withdrawn = was.after(Transition::Withdraw);
    let state = withdrawn.unwrap_or(was);
    let sql = "UPDATE request SET version = version + 1, acted = version + 1, changed_at = $2, state = $3, \
               state_at = CASE WHEN state = $3 THEN state_at ELSE $2 END, submissions = 0, errors = 0, warnings = 0, \
               next_reminder_at = NULL, snoozed_until = NULL, last_section = '', reason = '', scope_reason = '', \
               proposed_contact = '' WHERE id = $1";
    tx.execute(sql, args![request, act.at, state.key()]).await?;
    let mut counts = RemovedCounts { requests: 1, ..RemovedCounts::default() };
    // Submissions before their rows: whoever makes those anew holds the submission meanwhile.
    for (table, into) in [
        ("submission", &mut counts.submissions),
        ("draft", &mut counts.drafts),
        ("review_query", &mut counts.queries),
        ("phone_call", &mut counts.calls),
        ("kept_file", &mut counts.files),
        ("outbox", &mut counts.mails),
    ] {
        *into = tx.execute(&format!("DELETE FROM {table} WHERE request_id = $1"), args![request]).await?;
    }
    counts.notes = remove_notes(tx, "request_id", request).await?;
    let sql = "UPDATE access_link SET revoked_at = $2 WHERE request_id = $1 AND revoked_at IS NULL";
    counts.links = tx.execute(sql, args![request, act.at]).await?;
    remove_rows(tx, request).await?;
    // Who does not count as answered is no longer taken off from those who did once.
    if !Stage::Answered.holds(state) {
        tx.execute("DELETE FROM first_answer WHERE request_id = $1", args![request]).await?;
    }
    counts.log_entries =
        clear(tx, &format!("object = $1 AND {}", has_text()), args![format!("request:{request}")]).await?;

    let (request, run_id) = (request.clone(), run.id.clone());
    let tombstone =
        Removal { request, run: run_id, removed_at: act.at, months: run.months, counts: counts.clone() };
    removal::put(tx, &tombstone).await?;
    add(tx, &run.id, &counts).await?;
    let mut acts = Vec::new();
    if withdrawn.is_some() {
        let action = "request.withdrawn".to_owned();
        acts.push(LogDraft { action, detail: String::new(), ..act.clone() });
    }
    acts.push(LogDraft { detail: json(&counts)?, ..act.clone() });
    log::append(tx, &acts).await?;
    Ok(Some(counts))
}

/// From now on this connection to SQLite overwrites what it frees, so that nothing stays behind in the file.
async fn overwrite_freed(tx: &mut dyn Tx) -> StoreResult<()> {
    if tx.dialect() == Dialect::Sqlite {
        tx.query("PRAGMA secure_delete = ON", &[]).await?;
    }
    Ok(())
}

/// Removes notes with all their versions; says how many.
async fn remove_notes(tx: &mut dyn Tx, of: &str, id: &str) -> StoreResult<u64> {
    let sql = format!("DELETE FROM note_mention WHERE note_id IN (SELECT id FROM note WHERE {of} = $1)");
    tx.execute(&sql, args![id]).await?;
    let notes =
        number(tx, &format!("SELECT count(*) FROM note WHERE {of} = $1 AND version = 1"), args![id]).await?;
    tx.execute(&format!("DELETE FROM note WHERE {of} = $1"), args![id]).await?;
    Ok(notes)
}

/// What follows from answers, and who is signed in for them.
async fn remove_rows(tx: &mut dyn Tx, request: &RequestId) -> StoreResult<()> {
    let sql = "SELECT DISTINCT reported FROM declared_row WHERE request_id = $1 AND reported <> '' ORDER BY reported";
    let reported = tx.query(sql, args![request]).await?;
    let reported = reported.into_iter().map(|mut row| row.text()).collect::<StoreResult<Vec<Id>>>()?;
    for table in [
        "judgement",
        "judged",
        "judged_finding",
        "declared",
        "declared_answer",
        "declared_row",
        "draft_entry",
        "session",
        "smelter_recount",
        "team_entry",
    ] {
        tx.execute(&format!("DELETE FROM {table} WHERE request_id = $1"), args![request]).await?;
    }
    entry::count(tx, request).await?;
    for some in reported.chunks(AT_ONCE) {
        drop_reported(tx, some).await?;
    }
    Ok(())
}

/// Drops smelters as somebody called them that nobody calls so any more. One that somebody is just reporting is locked, and
/// passed over.
async fn drop_reported(tx: &mut dyn Tx, ids: &[Id]) -> StoreResult<()> {
    let values: Vec<Value> = ids.iter().map(Value::from).collect();
    let sql = format!(
        "SELECT id, entry FROM reported_smelter WHERE id IN ({}) ORDER BY id{}",
        placeholders(0, ids.len()),
        tx.dialect().skip_locked()
    );
    let (mut free, mut entries) = (Vec::new(), Vec::new());
    for mut row in tx.query(&sql, &values).await? {
        free.push(Value::from(row.text()?));
        entries.push(Value::from(row.text()?));
    }
    if free.is_empty() {
        return Ok(());
    }
    // A statement of its own sees what was reported until the lock was there.
    let sql = format!(
        "DELETE FROM reported_smelter WHERE id IN ({}) \
         AND NOT EXISTS (SELECT 1 FROM declared_row d WHERE d.reported = reported_smelter.id)",
        placeholders(0, free.len())
    );
    tx.execute(&sql, &free).await?;
    let sql = format!(
        "DELETE FROM smelter_entry WHERE id IN ({}) AND cid = '' AND declarations = 0 \
         AND NOT EXISTS (SELECT 1 FROM reported_smelter s WHERE s.entry = smelter_entry.id)",
        placeholders(0, entries.len())
    );
    tx.execute(&sql, &entries).await.map(|_| ())
}

/// Removes the text of entries.
async fn clear(tx: &mut dyn Tx, which: &str, values: &[Value<'_>]) -> StoreResult<u64> {
    let sql = format!("UPDATE log_entry SET detail = '{}' WHERE {which}", LogDraft::REMOVED);
    tx.execute(&sql, values).await
}

/// Removes the text of old entries about suppliers.
pub async fn clear_log(tx: &mut dyn Tx, before: Instant, run: &RetentionRun, limit: u32) -> StoreResult<u64> {
    hold::none_is_placed(tx).await?;
    overwrite_freed(tx).await?;
    let sql = format!("SELECT seq {} ORDER BY seq LIMIT $2", old_entries());
    let found = tx.query(&sql, args![before, limit]).await?;
    let seqs = found.into_iter().map(|mut row| row.int().map(Value::Int)).collect::<StoreResult<Vec<_>>>()?;
    let mut log_entries = 0;
    for some in seqs.chunks(AT_ONCE) {
        log_entries += clear(tx, &format!("seq IN ({})", placeholders(0, some.len())), some).await?;
    }
    if log_entries > 0 {
        add(tx, &run.id, &RemovedCounts { log_entries, ..RemovedCounts::default() }).await?;
    }
    Ok(log_entries)
}

/// Forgets the people at suppliers of which nothing else is left, and what the team noted about them.
pub async fn forget_contacts(
    tx: &mut dyn Tx,
    before: Instant,
    run: &RetentionRun,
    act: &LogDraft,
    limit: u32,
) -> StoreResult<u64> {
    hold::none_is_placed(tx).await?;
    overwrite_freed(tx).await?;
    let sql = format!("SELECT s.id {} ORDER BY s.id LIMIT $2", forgotten());
    let found = tx.query(&sql, args![before, limit]).await?;
    let ids = found.into_iter().map(|mut row| row.id()).collect::<StoreResult<Vec<SupplierId>>>()?;
    let (mut counts, mut acts) = (RemovedCounts::default(), Vec::new());
    for id in ids {
        let Some(mut known) = supplier::get(tx, &id).await? else { continue };
        counts.notes += remove_notes(tx, "supplier_id", &id).await?;
        if !forget_people(&mut known) {
            continue;
        }
        known.mail_problem = None;
        supplier::update(tx, &known).await?;
        counts.mails += tx.execute("DELETE FROM outbox WHERE supplier_id = $1", args![&id]).await?;
        let object = format!("supplier:{id}");
        counts.log_entries += clear(tx, &format!("object = $1 AND {}", has_text()), args![&object]).await?;
        counts.contacts += 1;
        acts.push(LogDraft { object, ..act.clone() });
    }
    if counts != RemovedCounts::default() {
        add(tx, &run.id, &counts).await?;
        log::append(tx, &acts).await?;
    }
    Ok(counts.contacts)
}

columns! {
    RetentionRun(r) {
        id: text => &r.id;
        months: int => r.months;
        started_at: instant => r.started_at;
        started_by: text => &r.started_by;
        counts: json => json(&r.counts)?;
        finished_at: opt_instant => r.finished_at;
    } and {}
}

/// Notes a run.
pub async fn begin(tx: &mut dyn Tx, run: &RetentionRun) -> StoreResult<()> {
    let sql = format!(
        "INSERT INTO retention_run ({}) VALUES ({}) ON CONFLICT (id) DO NOTHING",
        WRITTEN.join(", "),
        placeholders(0, WIDTH)
    );
    tx.execute(&sql, &values(run)?).await.map(|_| ())
}

/// Counts what a run has removed, in the transaction that removes it.
async fn add(tx: &mut dyn Tx, run: &str, more: &RemovedCounts) -> StoreResult<()> {
    let lock = tx.dialect().for_update("retention_run");
    let sql = format!("SELECT counts FROM retention_run WHERE id = $1{lock}");
    let Some(mut row) = first(tx, &sql, args![run]).await? else { return Ok(()) };
    let mut counts: RemovedCounts = row.json()?;
    counts.add(more);
    let sql = "UPDATE retention_run SET counts = $2 WHERE id = $1";
    tx.execute(sql, args![run, json(&counts)?]).await.map(|_| ())
}

/// Ends a run, once.
pub async fn end(tx: &mut dyn Tx, id: &str, act: &LogDraft) -> StoreResult<Option<RetentionRun>> {
    let sql = "UPDATE retention_run SET finished_at = $2 WHERE id = $1 AND finished_at IS NULL";
    let ended = tx.execute(sql, args![id, act.at]).await? > 0;
    let row =
        first(tx, &format!("SELECT {} FROM retention_run WHERE id = $1", READ.join(", ")), args![id]).await?;
    let run = row.map(|mut row| read(&mut row)).transpose()?;
    if let (true, Some(run)) = (ended, &run) {
        let mut detail = serde_json::to_value(&run.counts).unwrap_or_default();
        detail["months"] = run.months.into();
        let detail = json(&detail)?;
        log::append(tx, &[LogDraft { detail, ..act.clone() }]).await?;
    }
    Ok(run)
}

/// The last runs, the youngest first.
pub async fn runs(tx: &mut dyn Tx, limit: u32) -> StoreResult<Vec<RetentionRun>> {
    let sql = format!("SELECT {} FROM retention_run ORDER BY started_at DESC, id LIMIT $1", READ.join(", "));
    tx.query(&sql, args![limit]).await?.iter_mut().map(read).collect()
}

/// How many requests have one.
pub async fn size(tx: &mut dyn Tx) -> StoreResult<u64> {
    number(tx, "SELECT count(*) FROM removal", &[]).await
}
