//! Comparing what the database holds with its log and its seal.

use super::follows::ToldNotes;
use super::report::{Kept, Report, Unchecked};
use super::tables::{SEALED, Sealed};
use super::{FIRST_SHAPE, GONE, Object, Record, SealKey, digest, driver, key_text};
use crate::error::OpenError;
use crate::files::Folder;
use crate::migrate::MIGRATIONS;
use crate::sql::log;
use crate::tx::{Dialect, Tx, first};
use crate::value::args;
use service::audit::log::{Chain, Replay, Submitted};
use service::ports::{StoreError, StoreResult};
use service::records::{LogEntry, LogHead};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What the seal says of a row.
struct SealedRow {
    digest: String,
    shape: i64,
    record: i64,
}

/// The schema that brought the removal of answers.
const REMOVALS: i64 = 60;

type Seal = HashMap<(String, String), SealedRow>;

/// What the log tells.
#[derive(Default)]
struct Told {
    /// Entry, request and what it says of the submission.
    submitted: Vec<(i64, String, Option<Submitted>)>,
    states: Replay,
    notes: ToldNotes,
}

/// Looks at one state of the database.
pub(super) async fn verify_database(
    tx: &mut dyn Tx,
    key: Option<&SealKey>,
    heads: &[Kept],
    folder: Option<&Folder>,
) -> Result<Report, OpenError> {
    let failed = |e: StoreError| OpenError::Failed(e.into());
    let known = MIGRATIONS.last().map_or(0, |m| m.version);
    let schema = schema(tx).await.map_err(failed)?.ok_or(OpenError::NotOurs)?;
    if schema > known {
        return Err(OpenError::NewerSchema { found: schema, known });
    }
    let mut report = Report { schema, ..Report::default() };
    compare(tx, key, heads, &mut report).await.map_err(failed)?;
    super::files::compare(tx, folder, &mut report).await.map_err(failed)?;
    Ok(report)
}

async fn schema(tx: &mut dyn Tx) -> StoreResult<Option<i64>> {
    let there = match tx.dialect() {
        Dialect::Sqlite => "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'",
        Dialect::Postgres => {
            "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_version'"
        }
    };
    if first(tx, there, &[]).await?.map_or(Ok(0), |mut row| row.int())? == 0 {
        return Ok(None);
    }
    first(tx, "SELECT max(version) FROM schema_version", &[]).await?.map_or(Ok(None), |mut row| row.opt_int())
}

async fn compare(
    tx: &mut dyn Tx,
    key: Option<&SealKey>,
    heads: &[Kept],
    report: &mut Report,
) -> StoreResult<()> {
    let mut seal = Seal::new();
    let sealed = report.schema >= FIRST_SHAPE;
    if sealed {
        seal = chain(tx, key, heads, report).await?;
    } else {
        report.unchecked.push(Unchecked::NoSeal);
        if !heads.is_empty() {
            report.wrong(None, "heads were kept of a seal, and this database has none");
        }
    }
    let told = entries(tx, sealed.then_some(&seal), report).await?;
    submissions(tx, &told, &seal, report).await?;
    if sealed {
        rows(tx, seal, report).await?;
    }
    super::rows::compare(tx, report).await?;
    super::follows::compare(tx, &told.notes, report).await?;
    states(tx, &told.states, report).await
}

/// Walks the seal's own chain; what it says of each row last.
async fn chain(
    tx: &mut dyn Tx,
    key: Option<&SealKey>,
    heads: &[Kept],
    report: &mut Report,
) -> StoreResult<Seal> {
    let mut head = first(tx, "SELECT seal_seq, seal_code, seq FROM log_head WHERE id = 1", &[]).await?;
    let head = match &mut head {
        Some(row) => (row.int()?, row.text()?, row.int()?),
        None => (0, String::new(), 0),
    };
    let mut seal = Seal::new();
    let mut last = (0i64, String::new(), String::new());
    let (mut ours, mut fit) = (0u64, HashSet::new());
    loop {
        let batch = records(tx, last.0).await?;
        if batch.is_empty() {
            break;
        }
        for record in batch {
            if record.seq != last.0 + 1 || record.previous != last.1 {
                report.wrong(
                    None,
                    format!(
                        "the seal breaks at record {}: a record before it is missing or was changed",
                        record.seq
                    ),
                );
            }
            match key {
                Some(key) if key.name == record.key_name => {
                    ours += 1;
                    if record.code(key) != record.code {
                        report.wrong(
                            None,
                            format!(
                                "record {} of the seal was changed, or was not made by the portal",
                                record.seq
                            ),
                        );
                    }
                }
                Some(_) if ours > 0 => {
                    report.wrong(
                        None,
                        format!(
                            "record {} of the seal was made with another secret than the ones before it",
                            record.seq
                        ),
                    );
                }
                _ => {}
            }
            if !last.2.is_empty() && last.2 != record.key_name && record.kind == "work" {
                report.wrong(
                    None,
                    format!(
                        "from record {} on the seal was made with another secret, and no renewal is noted",
                        record.seq
                    ),
                );
            }
            for kept in heads.iter().filter(|kept| kept.seq == record.seq) {
                if kept.code == record.code {
                    fit.insert(kept.seq);
                } else {
                    report.wrong(None, format!("record {} of the seal is not the one whose head was kept: it, and perhaps more, was written anew", record.seq));
                }
            }
            let objects: Vec<Object> = serde_json::from_str(&record.body).unwrap_or_else(|_| {
                report.wrong(None, format!("record {} of the seal cannot be read", record.seq));
                Vec::new()
            });
            if let Some((_, entry, _)) = objects.iter().find(|(table, ..)| table == "log_entry") {
                let entry = entry.parse().unwrap_or_default();
                match record.kind.as_str() {
                    "adopted" => report.adopted = Some((entry, record.at)),
                    "renewed" => report.renewed = Some((entry, record.at)),
                    _ => {}
                }
            }
            for (table, key, digest) in objects {
                seal.insert((table, key), SealedRow { digest, shape: record.shape, record: record.seq });
            }
            last = (record.seq, record.code, record.key_name);
        }
    }
    if (head.0, &head.1) != (last.0, &last.1) {
        report.wrong(None, format!("the seal ends at record {}, but {} was written last", last.0, head.0));
    }
    for kept in heads.iter().filter(|kept| kept.seq > last.0) {
        report.wrong(
            None,
            format!("record {} was kept, but the seal ends at {}: its tail was cut off", kept.seq, last.0),
        );
    }
    if last.0 == 0 && head.2 > 0 {
        report.wrong(None, "there is no seal although there are entries: it was removed");
    }
    match key {
        None => report.unchecked.push(Unchecked::NoKey),
        Some(_) if last.0 > 0 && ours == 0 => {
            report.wrong(None, "the seal was made with another secret than the one given");
        }
        Some(_) => {}
    }
    report.kept = fit.len();
    report.head = (last.0 > 0).then_some(Kept { seq: last.0, code: last.1 });
    Ok(seal)
}

async fn records(tx: &mut dyn Tx, behind: i64) -> StoreResult<Vec<Record>> {
    let sql = "SELECT seq, sealed_at, shape, key_name, kind, body, previous, code FROM seal WHERE seq > $1 \
               ORDER BY seq LIMIT 200";
    let rows = tx.query(sql, args![behind]).await?;
    let read = |mut row: crate::value::Row| {
        Ok(Record {
            seq: row.int()?,
            at: row.instant()?,
            shape: row.int()?,
            key_name: row.text()?,
            kind: row.text()?,
            body: row.text()?,
            previous: row.text()?,
            code: row.text()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Walks the log, entry by entry.
async fn entries(tx: &mut dyn Tx, seal: Option<&Seal>, report: &mut Report) -> StoreResult<Told> {
    let mut row = first(tx, "SELECT seq, hash FROM log_head WHERE id = 1", &[]).await?;
    let head = match &mut row {
        Some(row) => LogHead { seq: row.int()?, hash: row.text()?, submissions: 0 },
        None => LogHead { seq: 0, hash: String::new(), submissions: 0 },
    };
    let mut chain = Chain::new(head);
    let mut told = Told::default();
    let (mut broken, mut sealed_to) = (false, 0);
    loop {
        let batch = log::after(tx, chain.at(), 1_000).await?;
        if batch.is_empty() {
            break;
        }
        for entry in batch {
            // One break is enough to tell of: all behind it follows from it.
            if let Err(why) = chain.next(&entry)
                && !std::mem::replace(&mut broken, true)
            {
                report.wrong(Some(entry.seq), why);
            }
            let said = seal.and_then(|seal| seal.get(&("log_entry".to_owned(), entry.seq.to_string())));
            if let Some(said) = said {
                sealed_to = entry.seq;
                if said.digest != digest_of(&entry) {
                    report.wrong(Some(entry.seq), "it is not the entry that the portal sealed");
                }
            } else if entry.entry.is_removed() {
                report.wrong(Some(entry.seq), "its text was removed, and not by the portal");
            }
            report.cleared += u64::from(entry.entry.is_removed());
            tell(&mut told, entry);
        }
    }
    report.entries = chain.at();
    if let Err((seq, why)) = chain.end() {
        report.wrong(Some(seq), why);
    } else if seal.is_some() && sealed_to < chain.at() {
        report.wrong(Some(sealed_to + 1), "it and all behind it were not written by the portal");
    }
    Ok(told)
}

fn digest_of(entry: &LogEntry) -> String {
    use crate::value::Cell::{Int, Text};
    let e = &entry.entry;
    let text = |t: &String| Text(t.clone());
    let cells = [
        Int(entry.seq),
        text(&e.actor),
        text(&e.action),
        text(&e.object),
        text(&e.detail),
        Int(e.at.millis()),
        text(&entry.previous),
        text(&entry.hash),
    ];
    let log = SEALED.iter().find(|s| s.table == "log_entry").map_or(&[][..], |s| s.columns);
    digest("log_entry", log, &cells)
}

fn tell(told: &mut Told, entry: LogEntry) {
    told.states.note(&entry.entry);
    told.notes.note(&entry);
    if entry.entry.action == "request.submitted" {
        let request = entry.entry.object.strip_prefix("request:").unwrap_or_default().to_owned();
        told.submitted.push((entry.seq, request, Submitted::read(&entry.entry.detail)));
    }
}

/// The requests whose answers were removed by the retention rule; the seal covers these rows like all others.
async fn tombstones(tx: &mut dyn Tx, schema: i64) -> StoreResult<HashSet<String>> {
    if schema < REMOVALS {
        return Ok(HashSet::new());
    }
    let rows = tx.query("SELECT request_id FROM removal", &[]).await?;
    rows.into_iter().map(|mut row| row.text()).collect()
}

/// Whether the submissions are those of which the log tells.
async fn submissions(tx: &mut dyn Tx, told: &Told, seal: &Seal, report: &mut Report) -> StoreResult<()> {
    let tombstones = tombstones(tx, report.schema).await?;
    let mut there = 0;
    for (entry, request, said) in &told.submitted {
        let Some(said) = said else {
            report.wrong(Some(*entry), "it does not say which submission came in");
            continue;
        };
        let sql = "SELECT document, hash FROM submission WHERE request_id = $1 AND number = $2";
        match first(tx, sql, args![request, said.number]).await? {
            Some(mut row) => {
                there += 1;
                match said.fits(&row.text()?, &row.text()?) {
                    true => report.submissions += 1,
                    false => report.wrong(Some(*entry), "the submission of which it tells was changed"),
                }
            }
            None => {
                let key = ("submission".to_owned(), format!("{request}/{}", said.number));
                if seal.get(&key).is_none_or(|said| said.digest != GONE) {
                    report.wrong(Some(*entry), "the submission of which it tells is missing");
                } else if !tombstones.contains(request) {
                    report.wrong(
                        Some(*entry),
                        "the submission of which it tells was removed without a tombstone",
                    );
                }
            }
        }
    }
    let all = first(tx, "SELECT count(*) FROM submission", &[]).await?.map_or(Ok(0), |mut row| row.int())?;
    if all > there {
        report.wrong(Some(report.entries), "up to here, there are submissions of which no entry tells");
    }
    Ok(())
}

/// Compares every row with what the seal says of it last.
async fn rows(tx: &mut dyn Tx, mut seal: Seal, report: &mut Report) -> StoreResult<()> {
    for sealed in SEALED.iter().filter(|s| s.table != "log_entry") {
        let columns = sealed.digested(report.schema);
        if columns.is_empty() {
            continue;
        }
        let mut shapes: BTreeMap<i64, Vec<bool>> = BTreeMap::new();
        driver::each(tx, sealed, &columns, |cells| {
            let (key, cells) = cells.split_at(sealed.key.len());
            let key = key_text(key);
            let name = noun(sealed, &key);
            match seal.remove(&(sealed.table.to_owned(), key)) {
                None => report.wrong(None, format!("{name} was not written by the portal")),
                Some(said) if said.digest == GONE => {
                    report.wrong(None, format!("{name} was removed by the portal and is there again"));
                }
                Some(said) => {
                    let in_shape = shapes.entry(said.shape).or_insert_with(|| {
                        let then = sealed.digested(said.shape);
                        columns.iter().map(|column| then.contains(column)).collect()
                    });
                    let (mut then, mut values) = (Vec::new(), Vec::new());
                    for ((column, cell), _) in
                        columns.iter().zip(cells).zip(in_shape.iter()).filter(|(_, known)| **known)
                    {
                        then.push(*column);
                        values.push(cell.clone());
                    }
                    if digest(sealed.table, &then, &values) == said.digest {
                        report.rows += 1;
                    } else {
                        report.wrong(
                            None,
                            format!(
                                "{name} is not as the portal wrote it last (record {} of the seal)",
                                said.record
                            ),
                        );
                    }
                }
            }
        })
        .await?;
    }
    let mut left: Vec<((String, String), SealedRow)> = seal.into_iter().collect();
    left.sort_by(|a, b| a.0.cmp(&b.0));
    for ((table, key), said) in left {
        let Some(sealed) = SEALED.iter().find(|s| s.table == table && table != "log_entry") else { continue };
        if said.digest == GONE {
            report.removed += 1;
        } else {
            let name = noun(sealed, &key);
            report
                .wrong(None, format!("{name} is missing (record {} of the seal wrote it last)", said.record));
        }
    }
    Ok(())
}

/// What a row is called.
fn noun(sealed: &Sealed, key: &str) -> String {
    let word = match sealed.table {
        "setting" => "the setting",
        "member" => "member",
        "supplier" => "supplier",
        "campaign" => "campaign",
        "request" => "request",
        "access_link" => "the link",
        "submission" => "submission",
        "judgement" => "judgement",
        "review_query" => "query",
        "outbox" => "mail",
        "rule_profile" => "rule profile",
        "reference_list" => "smelter list",
        "smelter_decision" => "the decision about a smelter's name",
        "blank" => "template",
        "kept_file" => "the file",
        "team_entry" => "entry by the team",
        "removal" => "the tombstone of request",
        "legal_hold" => "legal hold",
        "retention_run" => "retention run",
        other => other,
    };
    format!("{word} {key}")
}

/// Compares where requests stand with what the log's acts lead to.
async fn states(tx: &mut dyn Tx, replay: &Replay, report: &mut Report) -> StoreResult<()> {
    let mut behind = String::new();
    loop {
        let sql = "SELECT id, state FROM request WHERE id > $1 ORDER BY id LIMIT 1000";
        let batch = tx.query(sql, args![&behind]).await?;
        if batch.is_empty() {
            return Ok(());
        }
        for mut row in batch {
            let (id, state) = (row.text()?, row.text()?);
            if let Some(expected) = replay.state_of(&id).filter(|expected| expected.key() != state) {
                let expected = expected.key();
                report.wrong(
                    None,
                    format!("request {id} stands as {state}, but the acts in the log lead to {expected}"),
                );
            }
            behind = id;
        }
    }
}
