//! Opening: version guard, file system guard, settings, schema.

use crate::error::OpenError;
use crate::migrate::{Migration, VERSION_TABLE, outstanding};
use crate::tx::Dialect;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// Refuses SQLite before 3.51.3, which can lose acknowledged commits in WAL mode. The back-ports 3.44.6 and 3.50.7 are
/// refused too: this program carries its own SQLite, so an older one means that the build went wrong.
pub fn check_version(version: &str) -> Result<(), OpenError> {
    let numbers: Option<Vec<u32>> = version.split('.').map(|n| n.parse().ok()).collect();
    match numbers {
        Some(numbers) if numbers.len() >= 2 && numbers.as_slice() >= [3, 51, 3].as_slice() => Ok(()),
        _ => Err(OpenError::OldSqlite(version.to_owned())),
    }
}

/// What an error of opening means.
pub(crate) fn failed(path: &Path, error: rusqlite::Error) -> OpenError {
    use rusqlite::ErrorCode as Code;
    let shown = path.display().to_string();
    match error.sqlite_error_code() {
        Some(Code::CannotOpen | Code::ReadOnly) => OpenError::ReadOnly(shown),
        Some(Code::NotADatabase | Code::DatabaseCorrupt) => OpenError::Damaged(shown),
        _ => OpenError::Failed(error.into()),
    }
}

/// Opens the file for writing and brings its schema up to the last of `steps`.
pub fn open_with(path: &Path, steps: &'static [Migration]) -> Result<Connection, OpenError> {
    check_version(rusqlite::version())?;
    refuse_network(path)?;
    let shown = path.display().to_string();
    create_private(path);
    let refused = |e: rusqlite::Error| failed(path, e);
    let mut connection = Connection::open(path).map_err(refused)?;
    if connection.is_readonly(rusqlite::MAIN_DB).map_err(refused)? {
        return Err(OpenError::ReadOnly(shown));
    }
    connection.busy_timeout(std::time::Duration::from_secs(5)).map_err(refused)?;
    let mode: String =
        connection.query_row("PRAGMA journal_mode=WAL", [], |row| row.get(0)).map_err(refused)?;
    if mode != "wal" {
        let why = format!("the file system of {shown} does not allow write-ahead logging");
        return Err(OpenError::Failed(why.into()));
    }
    settings(&connection).map_err(refused)?;
    connection
        .execute_batch(
            "PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864;
             PRAGMA cache_size=-65536;",
        )
        .map_err(refused)?;
    migrate(path, &mut connection, steps)?;
    Ok(connection)
}

/// Makes a file that its owner alone may read; SQLite gives the files beside it the same rights. Where that fails,
/// opening says why.
fn create_private(path: &Path) {
    let mut options = std::fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.write(true).create_new(true).open(path);
}

/// Opens the file for reading.
pub fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI,
    )?;
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    settings(&connection)?;
    connection.execute_batch("PRAGMA query_only=ON; PRAGMA cache_size=-16384;")?;
    Ok(connection)
}

fn settings(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(256);
    connection.execute_batch(
        "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY;",
    )
}

/// Does the outstanding steps. The write lock is taken first, so that two programs starting at once take turns.
fn migrate(path: &Path, connection: &mut Connection, steps: &'static [Migration]) -> Result<(), OpenError> {
    let failed = |e: rusqlite::Error| failed(path, e);
    loop {
        let tx =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(failed)?;
        let count = |sql: &str| tx.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(failed);
        let ours = count("SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'")? > 0;
        let tables = count("SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")? > 0;
        let found = if ours { count("SELECT coalesce(max(version), 0) FROM schema_version")? } else { 0 };
        let Some(step) = outstanding(steps, found, tables && !ours)?.first() else { return Ok(()) };
        let done =
            tx.execute_batch(VERSION_TABLE).and_then(|()| tx.execute_batch(&step.sql(Dialect::Sqlite)));
        done.and_then(|()| tx.execute("INSERT INTO schema_version (version) VALUES (?1)", [step.version]))
            .and_then(|_| tx.commit())
            .map_err(failed)?;
        tracing::info!(version = step.version, "database schema brought up to date");
    }
}

/// Refuses network file systems, whose locks and syncs do not hold what SQLite needs.
fn refuse_network(path: &Path) -> Result<(), OpenError> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(folder), Ok(mounts)) = (folder.canonicalize(), std::fs::read_to_string("/proc/self/mounts"))
    else {
        return Ok(());
    };
    match file_system(&folder, &mounts) {
        Some(kind) if is_network(kind) => {
            Err(OpenError::NetworkFileSystem { path: path.display().to_string(), kind: kind.to_owned() })
        }
        _ => Ok(()),
    }
}

fn is_network(kind: &str) -> bool {
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "fuse.sshfs", "fuse.glusterfs"].contains(&kind)
}

/// The kind of file system that holds the folder: that of the longest mount point above it.
fn file_system<'a>(folder: &Path, mounts: &'a str) -> Option<&'a str> {
    mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            let point = words.next()?.replace("\\040", " ");
            folder.starts_with(&point).then_some((point.len(), words.next()?))
        })
        .max_by_key(|(length, _)| *length)
        .map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d08_old_sqlite_is_refused() {
        for good in ["3.51.3", "3.51.10", "3.52.0", "3.53", "4.0.0"] {
            assert!(check_version(good).is_ok(), "{good}");
        }
        for bad in ["3.51.2", "3.50.7", "3.44.6", "3.9.9", "2.99.99", "", "3", "3.x.3", "unknown"] {
            assert!(check_version(bad).is_err(), "{bad}");
        }
        let line = check_version("3.50.7").unwrap_err().to_string();
        assert!(line.contains("3.50.7") && line.contains("3.51.3") && !line.contains('\n'), "{line}");
    }

    #[test]
    fn d03_the_file_is_opened_with_the_settings_that_keep_promises() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let writer = open_with(&path, crate::migrate::MIGRATIONS).unwrap();
        let reader = open_reader(&path).unwrap();
        let ask = |c: &Connection, name: &str| -> String {
            let value =
                c.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, rusqlite::types::Value>(0));
            match value.unwrap() {
                rusqlite::types::Value::Integer(number) => number.to_string(),
                rusqlite::types::Value::Text(text) => text,
                other => panic!("{other:?}"),
            }
        };
        for (name, value) in [
            ("journal_mode", "wal"),
            ("busy_timeout", "5000"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
        ] {
            assert_eq!((ask(&writer, name).as_str(), ask(&reader, name).as_str()), (value, value), "{name}");
        }
        assert_eq!(ask(&writer, "synchronous"), "2", "FULL");
        assert_eq!(ask(&reader, "query_only"), "1");
    }

    #[test]
    fn d08_network_file_systems_are_recognised() {
        let mounts =
            "/dev/sda1 / ext4 rw 0 0\nserver:/x /srv/data nfs4 rw 0 0\n//s/y /srv/my\\040share cifs rw 0 0\n";
        assert_eq!(file_system(Path::new("/srv/data/touchstone"), mounts), Some("nfs4"));
        assert_eq!(file_system(Path::new("/srv/database"), mounts), Some("ext4"));
        assert_eq!(file_system(Path::new("/srv/my share/a"), mounts), Some("cifs"));
        assert!(is_network("nfs4") && is_network("cifs") && !is_network("ext4") && !is_network("overlay"));
    }
}
