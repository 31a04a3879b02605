//! The bytes of files, in PostgreSQL. Values of statements are texts, so that bytes travel as base64.

use crate::tx::{Tx, first};
use crate::value::{args, fault};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use service::ports::StoreResult;

/// The clock of the database, in milliseconds: instances need not agree about the time.
const NOW: &str = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

/// Keeps pieces; of those that are there, notes that they were put again.
pub async fn put(tx: &mut dyn Tx, hash: &str, pieces: &[String]) -> StoreResult<()> {
    let sql = format!(
        "INSERT INTO file_piece (hash, piece, bytes, put_at) VALUES ($1, $2, decode($3, 'base64'), {NOW}) \
         ON CONFLICT (hash, piece) DO UPDATE SET put_at = EXCLUDED.put_at"
    );
    for (number, piece) in (0i64..).zip(pieces) {
        tx.execute(&sql, args![hash, number, piece]).await?;
    }
    Ok(())
}

pub async fn get(tx: &mut dyn Tx, hash: &str, number: i64) -> StoreResult<Option<Vec<u8>>> {
    let sql = "SELECT translate(encode(bytes, 'base64'), E'\\n', '') FROM file_piece \
               WHERE hash = $1 AND piece = $2";
    let Some(mut row) = first(tx, sql, args![hash, number]).await? else { return Ok(None) };
    let bytes = BASE64_STANDARD.decode(row.text()?);
    bytes.map(Some).map_err(|_| fault("a piece of a file that is no base64"))
}

/// Removes the pieces that no file names and that were not put for so many milliseconds; says of how many files.
pub async fn drop_unnamed(tx: &mut dyn Tx, age: i64) -> StoreResult<u64> {
    let sql = format!(
        "DELETE FROM file_piece WHERE put_at <= {NOW} - $1 AND NOT EXISTS \
         (SELECT 1 FROM kept_file f WHERE f.hash = file_piece.hash AND f.removed_at IS NULL) \
         RETURNING hash, piece"
    );
    let rows = tx.query(&sql, args![age]).await?;
    let mut files = 0;
    for mut row in rows {
        let (_, piece) = (row.text()?, row.int()?);
        files += u64::from(piece == 0);
    }
    Ok(files)
}
