//! Why a database cannot be opened, and what the databases' own errors mean to a caller.

use service::ports::{Source, StoreError, during};

/// Why a database cannot be opened: one line that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The SQLite library can lose acknowledged commits.
    #[error(
        "SQLite {0} can lose acknowledged commits; Touchstone needs 3.51.3 or newer. Use a build with its own SQLite."
    )]
    OldSqlite(String),
    /// A newer Touchstone wrote this database.
    #[error(
        "the database has schema {found}, this program knows up to {known}: a newer Touchstone wrote it. \
         Start that version, or restore a backup from before the upgrade."
    )]
    NewerSchema {
        /// The schema of the database.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// The database belongs to something else.
    #[error("the database holds tables of another program. Name an empty database or a new file.")]
    NotOurs,
    /// The file is no database, or none any more.
    #[error(
        "{0} is not a SQLite database, or it is damaged. Restore it from a backup, or name another file. \
         It was left as it is."
    )]
    Damaged(String),
    /// The file is on a file system of another machine.
    #[error(
        "{path} is on a network file system ({kind}), where SQLite cannot keep its promises. \
         Use a local disk, or PostgreSQL."
    )]
    NetworkFileSystem {
        /// The file.
        path: String,
        /// What the system calls it.
        kind: String,
    },
    /// The file takes no writes.
    #[error("{0} cannot be written. Check the rights of the file and of its folder.")]
    ReadOnly(String),
    /// The database's settings would lose data.
    #[error("the PostgreSQL server has {0}. Touchstone cannot work with that setting.")]
    UnfitSetting(String),
    /// Something else.
    #[error("the database cannot be opened: {0}")]
    Failed(#[source] Source),
}

/// Unique rules: (table.columns as SQLite names them, constraint as PostgreSQL names it, rule as callers know it).
const UNIQUE: &[(&str, &str, &str)] = &[
    ("member.email", "member_email", "member.email"),
    ("supplier.reference", "supplier_reference", "supplier.reference"),
    ("request.supplier_id, request.campaign_id", "request_supplier", "request.supplier"),
    ("access_link.hash", "access_link_hash", "link.hash"),
    ("submission.request_id, submission.number", "submission_pkey", "submission.number"),
    ("outbox.mail_key", "outbox_key", "mail.key"),
];

fn duplicate(found: impl Fn(&(&str, &str, &str)) -> bool) -> StoreError {
    StoreError::Duplicate(UNIQUE.iter().find(|rule| found(rule)).map_or("id", |rule| rule.2))
}

/// What an error of SQLite means. Its texts hold names of tables and columns, never values.
pub fn from_sqlite(error: &rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode as Code;
    use rusqlite::ffi;
    let rusqlite::Error::SqliteFailure(failure, message) = error else {
        return StoreError::Fault(error.to_string().into());
    };
    let message = message.clone().unwrap_or_else(|| failure.to_string());
    match failure.code {
        Code::ConstraintViolation => match failure.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => {
                duplicate(|rule| message.ends_with(&format!("failed: {}", rule.0)))
            }
            ffi::SQLITE_CONSTRAINT_FOREIGNKEY => StoreError::NotFound,
            _ => StoreError::Fault(message.into()),
        },
        Code::DatabaseBusy
        | Code::DatabaseLocked
        | Code::DiskFull
        | Code::SystemIoFailure
        | Code::CannotOpen
        | Code::ReadOnly
        | Code::OutOfMemory
        | Code::DatabaseCorrupt
        | Code::NotADatabase => StoreError::Unavailable(message.into()),
        _ => StoreError::Fault(message.into()),
    }
}

/// What an error of PostgreSQL means. Only codes and names of constraints are passed on: its details hold values.
pub fn from_postgres(error: &sqlx::Error) -> StoreError {
    match error {
        sqlx::Error::Database(e) => {
            let code = e.code().unwrap_or_default();
            match code.as_ref() {
                "23505" => duplicate(|rule| e.constraint() == Some(rule.1)),
                "23503" => StoreError::NotFound,
                // Serialisation and deadlock (after the retries), resources, operator, system, time limits.
                c if ["40", "53", "57", "58", "08", "55", "25", "XX"].iter().any(|p| c.starts_with(p)) => {
                    StoreError::Unavailable(format!("PostgreSQL error {code}").into())
                }
                _ => StoreError::Fault(format!("PostgreSQL error {code}: {}", e.message()).into()),
            }
        }
        sqlx::Error::Io(e) => {
            StoreError::Unavailable(during("PostgreSQL connection", std::io::Error::from(e.kind())))
        }
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
            StoreError::Unavailable("no connection to PostgreSQL became free in time".into())
        }
        sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => {
            StoreError::Unavailable("the connection to PostgreSQL broke".into())
        }
        _ => StoreError::Fault("PostgreSQL driver error".into()),
    }
}
