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

/// All steps, in order.
pub const MIGRATIONS: &[Migration] = &[
    Migration { version: 1, source: include_str!("../migrations/0001_base.sql") },
    Migration { version: 2, source: include_str!("../migrations/0002_draft_size.sql") },
    Migration { version: 3, source: include_str!("../migrations/0003_problems.sql") },
    Migration { version: 4, source: include_str!("../migrations/0004_smelter_lists.sql") },
    Migration { version: 5, source: include_str!("../migrations/0005_blanks.sql") },
    Migration { version: 6, source: include_str!("../migrations/0006_rule_profile.sql") },
    Migration { version: 7, source: include_str!("../migrations/0007_smelter_decision.sql") },
    Migration { version: 8, source: include_str!("../migrations/0008_mail_trouble.sql") },
    Migration { version: 9, source: include_str!("../migrations/0009_confirmed.sql") },
    Migration { version: 10, source: include_str!("../migrations/0010_acts.sql") },
    Migration { version: 11, source: include_str!("../migrations/0011_seal.sql") },
    Migration { version: 12, source: include_str!("../migrations/0012_judgement.sql") },
    Migration { version: 13, source: include_str!("../migrations/0013_draft_rows.sql") },
    Migration { version: 14, source: include_str!("../migrations/0014_declared.sql") },
    Migration { version: 15, source: include_str!("../migrations/0015_report.sql") },
    Migration { version: 30, source: include_str!("../migrations/0030_list_licence.sql") },
    Migration { version: 34, source: include_str!("../migrations/0034_publication_report.sql") },
    Migration { version: 37, source: include_str!("../migrations/0037_pictures.sql") },
    Migration { version: 38, source: include_str!("../migrations/0038_verdict.sql") },
    Migration { version: 39, source: include_str!("../migrations/0039_declaration_sent.sql") },
    Migration { version: 40, source: include_str!("../migrations/0040_smelter_entry.sql") },
    Migration { version: 43, source: include_str!("../migrations/0043_second_factor.sql") },
    Migration { version: 44, source: include_str!("../migrations/0044_job.sql") },
    Migration { version: 47, source: include_str!("../migrations/0047_request_owner.sql") },
    Migration { version: 48, source: include_str!("../migrations/0048_saved_view.sql") },
    Migration { version: 49, source: include_str!("../migrations/0049_acceptance.sql") },
    Migration { version: 52, source: include_str!("../migrations/0052_roles.sql") },
    Migration { version: 57, source: include_str!("../migrations/0057_files.sql") },
];

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
