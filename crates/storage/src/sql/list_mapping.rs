//! How the files of each source of lists were read last.

use super::columns::columns;
use super::smelters::kind;
use crate::tx::{Tx, placeholders};
use crate::value::json;
use domain::smelters::LicenceClass;
use service::ports::StoreResult;
use service::records::ListMapping;

columns! {
    ListMapping(m) {
        source: text => &m.source;
        kind: key(kind) => m.kind.key();
        licence: text => &m.licence;
        licence_class as class: key(|key| Some(LicenceClass::of(key))) => m.class.key();
        header: json => json(&m.header)?;
        columns: json => json(&m.columns)?;
        saved_at: instant => m.saved_at;
    } and {}
}

/// The last of each source, the youngest first.
pub async fn all(tx: &mut dyn Tx) -> StoreResult<Vec<ListMapping>> {
    let sql = format!("SELECT {} FROM list_mapping ORDER BY saved_at DESC, source", READ.join(", "));
    tx.query(&sql, &[]).await?.iter_mut().map(read).collect()
}

/// Stores one in the place of the last of its source.
pub async fn put(tx: &mut dyn Tx, m: &ListMapping) -> StoreResult<()> {
    let anew: Vec<_> = WRITTEN[1..].iter().map(|column| format!("{column} = excluded.{column}")).collect();
    let sql = format!(
        "INSERT INTO list_mapping ({}) VALUES ({}) ON CONFLICT (source) DO UPDATE SET {}",
        WRITTEN.join(", "),
        placeholders(0, WIDTH),
        anew.join(", ")
    );
    tx.execute(&sql, &values(m)?).await.map(|_| ())
}
