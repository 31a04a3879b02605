//! SQLite: one thread writes and commits in groups, several connections read.

mod file;
mod open;
mod reader;
mod tx;
mod watch;
mod writer;

pub(crate) use file::{DatabaseFile, wal_of};
pub(crate) use open::{failed, open_with};
pub(crate) use reader::Readers;
pub(crate) use tx::SqliteTx;
pub(crate) use writer::{Options, Writer};

use crate::error::OpenError;
use crate::files::Folder;
use crate::seal::Sealer;
use service::ports::during;
use std::path::Path;
use std::sync::Arc;
use watch::Watch;

/// A SQLite database: its writer and its readers, and who looks at their file.
pub struct Sqlite {
    pub(crate) writer: Writer,
    pub(crate) readers: Readers,
    pub(crate) sealer: Sealer,
    pub(crate) files: Folder,
    _watch: Watch,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, sealer: Sealer, options: Options) -> Result<Sqlite, OpenError> {
        let connection = open_with(path, crate::migrate::MIGRATIONS)?;
        let file = Arc::new(DatabaseFile::opened(path));
        let watch = Watch::start(file.clone())
            .map_err(|e| OpenError::Failed(during("no thread that looks at the file", e)))?;
        Ok(Sqlite {
            writer: Writer::start(connection, file.clone(), sealer.clone(), options)?,
            readers: Readers::new(file),
            sealer,
            files: Folder::beside(path),
            _watch: watch,
        })
    }
}
