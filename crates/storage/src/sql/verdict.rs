//! What the team says about smelters: verdicts, and where they take their ore from. Added, never changed.

use super::columns::columns;
use super::log;
use crate::tx::{Tx, placeholders};
use crate::value::{Row, fault};
use domain::Metal;
use domain::smelters::LicenceClass;
use service::ports::StoreResult;
use service::records::{LogDraft, SmelterSourcing, SmelterVerdict, Takes, VerdictKind};

/// What was decided; nothing where an earlier verdict was taken back.
mod kind {
    use super::*;

    pub(super) const READ: &[&str] = &["verdict", "other"];

    pub(super) fn read(row: &mut Row) -> StoreResult<Option<VerdictKind>> {
        let (is, other) = (row.text()?, row.text()?);
        match is.as_str() {
            "" => Ok(None),
            is => {
                VerdictKind::of(is, &other).map(Some).ok_or_else(|| fault(&format!("unknown verdict `{is}`")))
            }
        }
    }
}

columns! {
    SmelterVerdict[kind: kind](v) {
        id: text => &v.id;
        metal: map(Metal::new) => v.metal.key();
        smelter: text => &v.smelter;
        smelter_key as key: text => &v.key;
        holds_from as from: opt_day => v.from;
        holds_to as to: opt_day => v.to;
        note: text => &v.note;
        decided_at as at: instant => v.at;
        decided_by as by: id => &v.by;
    } and {
        verdict => v.kind.as_ref().map_or("", VerdictKind::key);
        other => v.kind.as_ref().and_then(VerdictKind::other).unwrap_or_default();
    }
}

mod sourcing {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        text.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect()
    }

    columns! {
        SmelterSourcing(s) {
            id: text => &s.id;
            cid: text => &s.cid;
            takes: opt_key(Takes::of) => s.takes.map_or("", Takes::key);
            countries: map(codes) => s.countries.join(",");
            licence_class as class: map(LicenceClass::of) => s.class.key();
            source: text => &s.source;
            holds_from as from: opt_day => s.from;
            holds_to as to: opt_day => s.to;
            noted_at as at: instant => s.at;
            noted_by as by: id => &s.by;
        } and {}
    }
}

/// All verdicts, the first that was made first.
pub async fn all(tx: &mut dyn Tx) -> StoreResult<Vec<SmelterVerdict>> {
    let columns = [kind::READ, READ].concat().join(", ");
    let sql = format!("SELECT {columns} FROM smelter_verdict ORDER BY decided_at, id");
    tx.query(&sql, &[]).await?.iter_mut().map(read).collect()
}

/// Adds a verdict; once.
pub async fn put(tx: &mut dyn Tx, v: &SmelterVerdict, act: &LogDraft) -> StoreResult<()> {
    let sql = format!(
        "INSERT INTO smelter_verdict ({}) VALUES ({}) ON CONFLICT (id) DO NOTHING",
        WRITTEN.join(", "),
        placeholders(0, WIDTH)
    );
    if tx.execute(&sql, &values(v)?).await? == 0 {
        return Ok(());
    }
    log::append(tx, std::slice::from_ref(act)).await
}

/// All that was said of where smelters take their ore from, the first first.
pub async fn all_sourcing(tx: &mut dyn Tx) -> StoreResult<Vec<SmelterSourcing>> {
    let sql = format!("SELECT {} FROM smelter_sourcing ORDER BY noted_at, id", sourcing::READ.join(", "));
    tx.query(&sql, &[]).await?.iter_mut().map(sourcing::read).collect()
}

/// Adds what was said; once.
pub async fn put_sourcing(tx: &mut dyn Tx, s: &SmelterSourcing, act: &LogDraft) -> StoreResult<()> {
    let sql = format!(
        "INSERT INTO smelter_sourcing ({}) VALUES ({}) ON CONFLICT (id) DO NOTHING",
        sourcing::WRITTEN.join(", "),
        placeholders(0, sourcing::WIDTH)
    );
    if tx.execute(&sql, &sourcing::values(s)?).await? == 0 {
        return Ok(());
    }
    log::append(tx, std::slice::from_ref(act)).await
}
