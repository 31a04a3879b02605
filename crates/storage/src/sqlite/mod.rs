//! SQLite: one thread writes and commits in groups, several connections read.

mod open;
mod reader;
mod tx;
mod writer;

pub(crate) use open::open_with;
pub(crate) use reader::Readers;
pub(crate) use tx::SqliteTx;
pub(crate) use writer::{Options, Writer};

use crate::error::OpenError;
use std::path::Path;

/// A SQLite database: its writer and its readers.
pub struct Sqlite {
    pub(crate) writer: Writer,
    pub(crate) readers: Readers,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, options: Options) -> Result<Sqlite, OpenError> {
        let connection = open_with(path, crate::migrate::MIGRATIONS)?;
        Ok(Sqlite { writer: Writer::start(connection, options)?, readers: Readers::new(path) })
    }
}
