//! One portal on one database file: a second would answer from what it remembers while the first writes. Commands that
//! look or do one thing (`verify`, `admin`, `secret`) work beside a running portal and do not ask for this.

use crate::config::Config;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Held as long as the portal runs; the system lets go of it when the process ends, however it ends.
pub struct Alone {
    _file: Option<File>,
}

/// The file that is locked: one beside the database, since SQLite's own locks are lost when somebody else in the
/// process opens and closes the database file.
fn lock_of(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push("-lock");
    name.into()
}

/// Takes the database file for this process; says who has it.
pub fn alone(config: &Config) -> Result<Alone, String> {
    let Some(database) = config.sqlite_file() else { return Ok(Alone { _file: None }) };
    let path = lock_of(database);
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let cannot = |e: std::io::Error| {
        format!("{} cannot be written: {e}. Check the rights of the file and of its folder.", path.display())
    };
    let mut file = options.open(&path).map_err(cannot)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut who = String::new();
            let _ = file.read_to_string(&mut who);
            let who = who.trim();
            let who = if who.is_empty() { String::new() } else { format!(" (process {who})") };
            return Err(format!(
                "another Touchstone{who} runs on {} already. Stop it first, or give this one another folder with \
                 --data. Several instances can share one PostgreSQL database.",
                database.display()
            ));
        }
        Err(TryLockError::Error(e)) => return Err(cannot(e)),
    }
    let noted = file.set_len(0).and_then(|()| file.rewind());
    noted.and_then(|()| writeln!(file, "{}", std::process::id())).map_err(cannot)?;
    Ok(Alone { _file: Some(file) })
}
