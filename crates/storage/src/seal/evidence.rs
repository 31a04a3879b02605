//! Opening a database to look at it: nothing is written, nothing is brought up to date.

use super::report::{Kept, Report};
use super::verify::verify_database;
use super::{SealKey, Sealer};
use crate::error::OpenError;
use crate::files::Folder as Files;
use crate::postgres::{PgTx, Postgres};
use crate::sqlite::{DatabaseFile, SqliteTx, wal_of};
use crate::tx::Tx;
use rusqlite::{Connection, OpenFlags};
use service::ports::{Source, during};
use std::path::{Path, PathBuf};

/// Compares what the database holds with its log, its seal, and heads that were kept elsewhere. Reads one state of the
/// database, also beside a running portal, from a copy, or from a medium that cannot be written.
pub async fn verify(place: &str, key: Option<SealKey>, heads: Vec<Kept>) -> Result<Report, OpenError> {
    if place.starts_with("postgres://") || place.starts_with("postgresql://") {
        let database = Postgres::connect(place, Sealer::new()).await?;
        let failed = |e: service::ports::StoreError| OpenError::Failed(e.into());
        let mut tx = PgTx::begin(database.pool()).await.map_err(failed)?;
        let snapshot = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";
        tx.execute(snapshot, &[]).await.map_err(failed)?;
        let report = verify_database(&mut tx, key.as_ref(), &heads, None).await;
        let _ = tx.end(Ok(())).await;
        return report;
    }
    let path = PathBuf::from(place.strip_prefix("sqlite:").unwrap_or(place));
    let looked = tokio::task::spawn_blocking(move || look(&path, key.as_ref(), &heads)).await;
    looked.map_err(|e| OpenError::Failed(during("looking at it panicked", e)))?
}

fn look(path: &Path, key: Option<&SealKey>, heads: &[Kept]) -> Result<Report, OpenError> {
    let file = std::fs::metadata(path);
    if !file.as_ref().is_ok_and(std::fs::Metadata::is_file) {
        let why = file.err().map_or_else(|| "it is no file".into(), Source::from);
        return Err(OpenError::Failed(during(format!("there is no database at {}", path.display()), why)));
    }
    let beside = |end: &str| PathBuf::from(format!("{}{end}", path.display()));
    let files = Files::beside(path);
    let (wal, index) = (wal_of(path).exists(), beside("-shm").exists());
    match (wal, index) {
        // Nobody has it open: it is taken as it lies there, and nothing is made beside it.
        (false, _) => in_place(path, "mode=ro&immutable=1", key, heads, &files),
        // Somebody has, or was interrupted.
        (true, true) => in_place(path, "mode=ro", key, heads, &files).or_else(|error| match error {
            OpenError::ReadOnly(_) => in_copy(path, key, heads),
            other => Err(other),
        }),
        // A copy that was made in the middle of the work: putting it together takes room to write.
        (true, false) => in_copy(path, key, heads),
    }
}

fn in_copy(path: &Path, key: Option<&SealKey>, heads: &[Kept]) -> Result<Report, OpenError> {
    let folder = Folder::make().map_err(|e| OpenError::Failed(during("no room for a copy to look at", e)))?;
    let copy = folder.0.join("copy.db");
    let cannot =
        |e: std::io::Error| OpenError::Failed(during(format!("{} cannot be copied", path.display()), e));
    // By its bytes alone: a file that nobody may write would become a copy that nobody may write.
    let bytes = |from: &Path, to: &Path| {
        let mut out = std::fs::File::create(to)?;
        std::io::copy(&mut std::fs::File::open(from)?, &mut out)
    };
    bytes(path, &copy).map_err(cannot)?;
    bytes(&wal_of(path), &wal_of(&copy)).map_err(cannot)?;
    in_place(&copy, "mode=rw", key, heads, &Files::beside(path))
}

/// A folder of its owner's alone, gone when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn make() -> std::io::Result<Folder> {
        let mut random = [0u8; 8];
        std::io::Read::read_exact(&mut std::fs::File::open("/dev/urandom")?, &mut random)?;
        let name = format!("touchstone-verify-{:016x}", u64::from_ne_bytes(random));
        let path = std::env::temp_dir().join(name);
        let mut builder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn in_place(
    path: &Path,
    mode: &str,
    key: Option<&SealKey>,
    heads: &[Kept],
    files: &Files,
) -> Result<Report, OpenError> {
    let failed = |e: rusqlite::Error| crate::sqlite::failed(path, e);
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection =
        Connection::open_with_flags(format!("file:{}?{mode}", escaped(path)), flags).map_err(failed)?;
    connection.busy_timeout(std::time::Duration::from_secs(5)).map_err(failed)?;
    connection
        .execute_batch("PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; BEGIN;")
        .map_err(failed)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())).map_err(failed)?;
    let file = DatabaseFile::opened(path);
    let mut tx = SqliteTx { connection: &mut connection, file: &file };
    futures::executor::block_on(verify_database(&mut tx, key, heads, Some(files)))
}

/// A path as it stands in an address.
fn escaped(path: &Path) -> String {
    path.display().to_string().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}
