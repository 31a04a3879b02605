//! The schema, in numbered steps. Each step is one transaction, so that a kill leaves it done or not begun.

use crate::error::OpenError;
use crate::tx::Dialect;

/// One step.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its number; the schema's version after it.
    pub version: i64,
    /// The source, for both databases.
    pub source: &'static str,
}

/// All steps, in order: the files of `migrations/`.
pub const MIGRATIONS: &[Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// The table that says how far a database is.
pub const VERSION_TABLE: &str =
    "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY)";

impl Migration {
    /// The statements for one database.
    pub fn sql(&self, dialect: Dialect) -> String {
        let (int, text, strict, keyed, own) = match dialect {
            Dialect::Sqlite => ("INTEGER", "TEXT", "STRICT", "STRICT, WITHOUT ROWID", "sqlite"),
            // Byte order, as in SQLite: lists are paged in the same order everywhere.
            Dialect::Postgres => ("BIGINT", "TEXT COLLATE \"C\"", "", "", "postgres"),
        };
        let mut out = String::new();
        let mut ours = true;
        for line in self.source.lines() {
            if let Some(name) = line.strip_prefix("--@ ") {
                ours = name == own || name == "both";
            } else if ours {
                out.push_str(line);
                out.push('\n');
            }
        }
        out.replace("{int}", int)
            .replace("{text}", text)
            .replace("{strict}", strict)
            .replace("{keyed}", keyed)
    }
}

/// The steps that a database at `found` still needs. `other_tables`: whether there are tables although none of the
/// steps was done.
pub fn outstanding(
    steps: &'static [Migration],
    found: i64,
    other_tables: bool,
) -> Result<&'static [Migration], OpenError> {
    let known = steps.last().map_or(0, |m| m.version);
    if found > known {
        return Err(OpenError::NewerSchema { found, known });
    }
    if found == 0 && other_tables {
        return Err(OpenError::NotOurs);
    }
    Ok(&steps[steps.iter().take_while(|m| m.version <= found).count()..])
}

#[cfg(test)]
mod tests;
