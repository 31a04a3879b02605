//! The file beneath an open database: whether its path still leads to it, and whether its pages can be read. SQLite
//! itself goes on writing into a file that was deleted or replaced, and says that all is well.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Which file it is, whatever it is called.
type Identity = (u64, u64);

/// The file of an open database.
pub(crate) struct DatabaseFile {
    path: PathBuf,
    opened: Option<Identity>,
    wal: Mutex<Option<Identity>>,
    /// Kept until a restart: what was read from a damaged file before is not to be trusted either.
    damage: OnceLock<String>,
}

#[cfg(unix)]
fn identity(path: &Path) -> std::io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).map(|file| (file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> std::io::Result<Identity> {
    std::fs::metadata(path).map(|_| (0, 0))
}

/// The file beside the database that holds what was committed last.
pub(crate) fn wal_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

impl DatabaseFile {
    /// The file at this path, which was just opened.
    pub(crate) fn opened(path: &Path) -> DatabaseFile {
        DatabaseFile {
            opened: identity(path).ok(),
            wal: Mutex::new(identity(&wal_of(path)).ok()),
            path: path.to_owned(),
            damage: OnceLock::new(),
        }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Why nothing may be written to it and nothing that was written counts, if so.
    pub(crate) fn fault(&self) -> Option<String> {
        let shown = self.path.display();
        if let Some(why) = self.damage.get() {
            return Some(format!(
                "the database file {shown} is damaged ({why}). Stop the program and restore a backup"
            ));
        }
        if identity(&self.path).ok() != self.opened {
            return Some(format!(
                "the database file {shown} was exchanged or deleted while the program ran. \
                 Stop the program, put the right file in its place, then start again"
            ));
        }
        let mut known = self.wal.lock().unwrap_or_else(PoisonError::into_inner);
        let present = identity(&wal_of(&self.path)).ok();
        if known.is_none() {
            *known = present;
        }
        (*known != present).then(|| {
            format!(
                "the file {shown}-wal was exchanged or deleted while the program ran. \
                 Stop the program with SIGTERM, which still saves what was in it, then start again"
            )
        })
    }

    /// Whether the file beside it is still ours although its own path leads elsewhere.
    pub(crate) fn only_the_wal_is_left(&self) -> bool {
        let known = *self.wal.lock().unwrap_or_else(PoisonError::into_inner);
        identity(&self.path).ok() != self.opened
            && known.is_some()
            && known == identity(&wal_of(&self.path)).ok()
    }

    /// Keeps in mind that SQLite met a damaged page.
    pub(crate) fn note(&self, error: &rusqlite::Error) {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        if matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)) {
            self.damaged(&error.to_string());
        }
    }

    /// Keeps in mind that it is damaged.
    pub(crate) fn damaged(&self, why: &str) {
        if self.damage.set(why.to_owned()).is_ok() {
            tracing::error!(file = %self.path.display(), "the database file is damaged: {why}");
        }
    }
}
