//! What the team says about smelters: verdicts, and where they take their ore from. Added, never changed.

use super::log;
use crate::tx::Tx;
use crate::value::{Row, args, fault};
use domain::Metal;
use domain::smelters::LicenceClass;
use service::ports::StoreResult;
use service::records::{LogDraft, SmelterSourcing, SmelterVerdict, Takes, VerdictKind};

const VERDICT: &str =
    "id, metal, smelter, smelter_key, verdict, other, holds_from, holds_to, note, decided_at, decided_by";
const SOURCING: &str =
    "id, cid, takes, countries, licence_class, source, holds_from, holds_to, noted_at, noted_by";

fn verdict(mut row: Row) -> StoreResult<SmelterVerdict> {
    let (id, metal, smelter, key) = (row.text()?, Metal::new(&row.text()?), row.text()?, row.text()?);
    let (is, other) = (row.text()?, row.text()?);
    let is = match is.as_str() {
        "" => None,
        stored => Some(
            VerdictKind::of(stored, &other).ok_or_else(|| fault(&format!("unknown verdict `{stored}`")))?,
        ),
    };
    Ok(SmelterVerdict {
        id,
        metal,
        smelter,
        key,
        kind: is,
        from: row.opt_day()?,
        to: row.opt_day()?,
        note: row.text()?,
        at: row.instant()?,
        by: row.id()?,
    })
}

fn sourcing(mut row: Row) -> StoreResult<SmelterSourcing> {
    Ok(SmelterSourcing {
        id: row.text()?,
        cid: row.text()?,
        takes: row.opt_key(Takes::of)?,
        countries: row.text()?.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
        class: LicenceClass::of(&row.text()?),
        source: row.text()?,
        from: row.opt_day()?,
        to: row.opt_day()?,
        at: row.instant()?,
        by: row.id()?,
    })
}

/// All verdicts, the first that was made first.
pub async fn all(tx: &mut dyn Tx) -> StoreResult<Vec<SmelterVerdict>> {
    let sql = format!("SELECT {VERDICT} FROM smelter_verdict ORDER BY decided_at, id");
    tx.query(&sql, &[]).await?.into_iter().map(verdict).collect()
}

/// Adds a verdict; once.
pub async fn put(tx: &mut dyn Tx, v: &SmelterVerdict, act: &LogDraft) -> StoreResult<()> {
    let sql = format!(
        "INSERT INTO smelter_verdict ({VERDICT}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         ON CONFLICT (id) DO NOTHING"
    );
    let is = v.kind.as_ref();
    let values = args![
        &v.id,
        v.metal.key(),
        &v.smelter,
        &v.key,
        is.map_or("", VerdictKind::key),
        is.and_then(VerdictKind::other).unwrap_or_default(),
        v.from,
        v.to,
        &v.note,
        v.at,
        &v.by
    ];
    if tx.execute(&sql, values).await? == 0 {
        return Ok(());
    }
    log::append(tx, std::slice::from_ref(act)).await
}

/// All that was said of where smelters take their ore from, the first first.
pub async fn all_sourcing(tx: &mut dyn Tx) -> StoreResult<Vec<SmelterSourcing>> {
    let sql = format!("SELECT {SOURCING} FROM smelter_sourcing ORDER BY noted_at, id");
    tx.query(&sql, &[]).await?.into_iter().map(sourcing).collect()
}

/// Adds what was said; once.
pub async fn put_sourcing(tx: &mut dyn Tx, s: &SmelterSourcing, act: &LogDraft) -> StoreResult<()> {
    let sql = format!(
        "INSERT INTO smelter_sourcing ({SOURCING}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         ON CONFLICT (id) DO NOTHING"
    );
    let takes = s.takes.map_or("", Takes::key);
    let countries = s.countries.join(",");
    let class = s.class.key();
    let values = args![&s.id, &s.cid, takes, countries, class, &s.source, s.from, s.to, s.at, &s.by];
    if tx.execute(&sql, values).await? == 0 {
        return Ok(());
    }
    log::append(tx, std::slice::from_ref(act)).await
}
