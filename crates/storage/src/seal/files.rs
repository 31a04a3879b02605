//! Comparing files with the hashes under which they were kept.

use super::report::Report;
use crate::files::Folder;
use crate::sql::{file_piece, kept_file};
use crate::tx::Tx;
use service::ports::StoreResult;
use sha2::{Digest, Sha256};

/// The schema that brought files.
const SINCE: i64 = 57;

/// Whether the bytes of every file are there, in the folder or, where there is none, in the database.
pub(super) async fn compare(
    tx: &mut dyn Tx,
    folder: Option<&Folder>,
    report: &mut Report,
) -> StoreResult<()> {
    if report.schema < SINCE {
        return Ok(());
    }
    let mut behind = String::new();
    loop {
        let batch = kept_file::expected(tx, &behind).await?;
        if batch.is_empty() {
            return Ok(());
        }
        for (hash, size) in batch {
            let found = match folder {
                Some(folder) => folder.look(&hash)?,
                None => look(tx, &hash).await?,
            };
            match found {
                None => report.wrong(None, format!("the bytes of the file {hash} are missing")),
                Some(it) if it == (size, hash.clone()) => report.files += 1,
                Some(_) => report.wrong(None, format!("the bytes of the file {hash} were changed")),
            }
            behind = hash;
        }
    }
}

/// The size and the hash of the pieces under a hash.
async fn look(tx: &mut dyn Tx, hash: &str) -> StoreResult<Option<(u64, String)>> {
    let mut hasher = Sha256::new();
    let (mut size, mut number) = (0, 0);
    while let Some(piece) = file_piece::get(tx, hash, number).await? {
        hasher.update(&piece);
        size += piece.len() as u64;
        number += 1;
    }
    Ok((number > 0).then_some((size, super::hex(&hasher.finalize()))))
}
