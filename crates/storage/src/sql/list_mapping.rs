//! How the files of each source of lists were read last.

use crate::tx::Tx;
use crate::value::{args, json};
use domain::smelters::{LicenceClass, ListKind};
use service::ports::Stored;
use service::records::ListMapping;

const COLUMNS: &str = "source, kind, licence, licence_class, header, columns, saved_at";

/// The last of each source, the youngest first.
pub async fn all(tx: &mut dyn Tx) -> Stored<Vec<ListMapping>> {
    let sql = format!("SELECT {COLUMNS} FROM list_mapping ORDER BY saved_at DESC, source");
    let rows = tx.query(&sql, &[]).await?;
    let read = |mut row: crate::value::Row| {
        let (source, kind) = (row.text()?, row.text()?);
        Ok(ListMapping {
            source,
            kind: ListKind::ALL.into_iter().find(|k| k.key() == kind).unwrap_or_default(),
            licence: row.text()?,
            class: LicenceClass::of(&row.text()?),
            header: row.json()?,
            columns: row.json()?,
            saved_at: row.int()?,
        })
    };
    rows.into_iter().map(read).collect()
}

/// Stores one in the place of the last of its source.
pub async fn put(tx: &mut dyn Tx, m: &ListMapping) -> Stored<()> {
    let sql = format!(
        "INSERT INTO list_mapping ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (source) DO UPDATE SET kind = excluded.kind, licence = excluded.licence, \
         licence_class = excluded.licence_class, header = excluded.header, columns = excluded.columns, \
         saved_at = excluded.saved_at"
    );
    let (kind, class) = (m.kind.key(), m.class.key());
    let values = args![&m.source, kind, &m.licence, class, json(&m.header)?, json(&m.columns)?, m.saved_at];
    tx.execute(&sql, values).await.map(|_| ())
}
