//! What is sealed: which columns of which tables.

use crate::migrate::{MIGRATIONS, Migration};
use std::collections::HashMap;
use std::sync::LazyLock;

/// A table whose rows are sealed.
#[derive(Debug, PartialEq, Eq)]
pub struct Sealed {
    pub table: &'static str,
    /// The columns that name a row.
    pub key: &'static [&'static str],
    /// The columns that are digested.
    pub columns: &'static [&'static str],
    /// The columns that are not: they follow from others, or change without anybody's act (plans, leases, places in a
    /// list). A column that a migration adds must be put into one of the two lists; a test says so.
    pub loose: &'static [&'static str],
}

/// The schemas that brought the columns of each table, in their order: looked up in the migrations once, not at each write.
static SINCE: LazyLock<HashMap<&'static str, Vec<i64>>> = LazyLock::new(|| {
    let of = |sealed: &Sealed| sealed.columns.iter().map(|column| sealed.since(column)).collect();
    SEALED.iter().map(|sealed| (sealed.table, of(sealed))).collect()
});

/// All of them. Log entries hang together by their own hashes, so that of each piece of work only the last is named.
pub const SEALED: &[Sealed] = &[
    Sealed {
        table: "log_entry",
        key: &["seq"],
        columns: &["seq", "actor", "action", "object", "detail", "happened_at", "previous", "hash"],
        loose: &[],
    },
    Sealed { table: "setting", key: &["name"], columns: &["name", "document"], loose: &[] },
    Sealed {
        table: "member",
        key: &["id"],
        columns: &[
            "id",
            "email",
            "name",
            "role",
            "password_hash",
            "created_at",
            "disabled_at",
            "duty",
            "scope",
        ],
        loose: &[],
    },
    Sealed {
        table: "second_factor",
        key: &["member_id"],
        columns: &["member_id", "nonce", "since", "codes"],
        loose: &["last_step"],
    },
    Sealed {
        table: "supplier",
        key: &["id"],
        columns: &[
            "id",
            "reference",
            "name",
            "relationship",
            "via",
            "contact_name",
            "email",
            "language",
            "country",
            "spend_share",
            "parts",
            "important",
            "excluded",
            "groups",
            "phone",
            "second_name",
            "second_email",
            "second_phone",
            "second_language",
            "buyer_name",
            "buyer_email",
            "buyer_phone",
            "buyer_language",
            "retired_at",
            "mail_problem",
            "created_at",
        ],
        loose: &["version", "name_key", "search"],
    },
    Sealed {
        table: "campaign",
        key: &["id"],
        columns: &[
            "id",
            "name",
            "year",
            "products",
            "template_version",
            "accepted_versions",
            "due",
            "cutoff",
            "state",
            "words",
            "reminders",
            "created_at",
            "launched_at",
            "review",
            "launch_on",
            "launch_by",
        ],
        loose: &["version"],
    },
    Sealed {
        table: "request",
        key: &["id"],
        columns: &[
            "id",
            "campaign_id",
            "supplier_id",
            "state",
            "state_at",
            "invited_at",
            "opened_at",
            "submitted_at",
            "submissions",
            "errors",
            "warnings",
            "reminders",
            "snoozed_until",
            "reason",
            "proposed_contact",
            "scope_reason",
            "owner",
            "accepted_by",
        ],
        loose: &["version", "acted", "changed_at", "next_reminder_at", "last_section", "name_key", "search"],
    },
    Sealed {
        table: "access_link",
        key: &["id"],
        columns: &["id", "hash", "request_id", "created_at", "expires_at", "revoked_at"],
        loose: &[],
    },
    Sealed {
        table: "submission",
        key: &["request_id", "number"],
        columns: &[
            "request_id",
            "number",
            "document",
            "hash",
            "report",
            "rules_version",
            "submitted_at",
            "profile_version",
            "review",
            "smelters",
        ],
        loose: &[],
    },
    Sealed {
        table: "judgement",
        key: &["request_id", "number", "at"],
        columns: &[
            "request_id",
            "number",
            "at",
            "cause",
            "report",
            "review",
            "rules_version",
            "more",
            "fewer",
        ],
        loose: &[],
    },
    Sealed {
        table: "review_query",
        key: &["id"],
        columns: &[
            "id",
            "request_id",
            "submission",
            "location",
            "finding",
            "question",
            "old_value",
            "reply",
            "state",
            "member_id",
            "created_at",
            "was",
        ],
        loose: &[],
    },
    Sealed {
        table: "phone_call",
        key: &["id"],
        columns: &[
            "id",
            "supplier_id",
            "request_id",
            "called_on",
            "person",
            "outcome",
            "until",
            "words",
            "noted_by",
            "noted_at",
        ],
        loose: &[],
    },
    Sealed {
        table: "outbox",
        key: &["id"],
        columns: &[
            "id",
            "mail_key",
            "kind",
            "request_id",
            "supplier_id",
            "link_id",
            "recipient",
            "language",
            "fields",
            "state",
            "error",
            "created_at",
            "sent_at",
            "problem",
        ],
        loose: &["send_at", "attempts", "in_doubt", "due_at", "lease"],
    },
    Sealed {
        table: "rule_profile",
        key: &["campaign_id", "version"],
        columns: &["campaign_id", "version", "profile", "member_id", "why", "switched_on_at"],
        loose: &[],
    },
    Sealed {
        table: "reference_list",
        key: &["id"],
        columns: &[
            "id",
            "source",
            "as_of",
            "imported_at",
            "body",
            "kind",
            "licence",
            "imported_by",
            "size",
            "noise",
            "hash",
            "retired_at",
            "retired_why",
            "licence_class",
        ],
        loose: &[],
    },
    Sealed {
        table: "screening",
        key: &["id"],
        columns: &["id", "number", "ours", "theirs", "meant", "note", "decided_at", "decided_by"],
        loose: &[],
    },
    Sealed {
        table: "smelter_verdict",
        key: &["id"],
        columns: &[
            "id",
            "metal",
            "smelter",
            "smelter_key",
            "verdict",
            "other",
            "holds_from",
            "holds_to",
            "note",
            "decided_at",
            "decided_by",
        ],
        loose: &[],
    },
    Sealed {
        table: "smelter_sourcing",
        key: &["id"],
        columns: &[
            "id",
            "cid",
            "takes",
            "countries",
            "licence_class",
            "source",
            "holds_from",
            "holds_to",
            "noted_at",
            "noted_by",
        ],
        loose: &[],
    },
    Sealed {
        table: "smelter_decision",
        key: &["id"],
        columns: &[
            "id",
            "metal",
            "name",
            "name_key",
            "cid",
            "note",
            "decided_at",
            "decided_by",
            "ended_at",
            "ended_by",
            "ended_why",
            "replaced_by",
        ],
        loose: &[],
    },
    Sealed {
        table: "blank",
        key: &["id"],
        columns: &["id", "version", "language", "file", "size", "uploaded_at", "uploaded_by", "bytes"],
        loose: &[],
    },
    Sealed {
        table: "kept_file",
        key: &["id"],
        columns: &[
            "id",
            "hash",
            "size",
            "name",
            "media",
            "kind",
            "request_id",
            "side",
            "put_by",
            "put_at",
            "shared",
            "channel",
            "sender",
            "received_on",
            "submission",
            "scanner",
            "scanned_at",
            "removed_at",
            "removed_by",
        ],
        loose: &[],
    },
    Sealed {
        table: "team_entry",
        key: &["id"],
        columns: &[
            "id",
            "request_id",
            "member_id",
            "channel",
            "sender",
            "received_on",
            "begun_at",
            "saved_at",
            "ended_at",
            "submission",
        ],
        loose: &[],
    },
    Sealed {
        table: "removal",
        key: &["request_id"],
        columns: &["request_id", "run_id", "removed_at", "months", "counts"],
        loose: &[],
    },
    Sealed {
        table: "legal_hold",
        key: &["id"],
        columns: &["id", "scope", "object_id", "reason", "placed_at", "placed_by", "lifted_at", "lifted_by"],
        loose: &[],
    },
    Sealed {
        table: "retention_run",
        key: &["id"],
        columns: &["id", "months", "started_at", "started_by", "counts", "finished_at"],
        loose: &[],
    },
    Sealed {
        table: "own_data",
        key: &["version"],
        columns: &["version", "document", "saved_at", "saved_by", "whole"],
        loose: &[],
    },
    Sealed {
        table: "snapshot",
        key: &["id"],
        columns: &["id", "name", "year", "cutoff_at", "zone", "taken_at", "taken_by", "document", "hash"],
        loose: &[],
    },
    Sealed {
        table: "declaration_sent",
        key: &["id"],
        columns: &[
            "id",
            "snapshot_id",
            "recipient",
            "sent_on",
            "file",
            "hash",
            "document",
            "noted_at",
            "noted_by",
        ],
        loose: &[],
    },
    Sealed {
        table: "report_text",
        key: &["snapshot_id", "kind", "version"],
        columns: &["snapshot_id", "kind", "version", "document", "saved_at", "saved_by"],
        loose: &[],
    },
    Sealed {
        table: "publication",
        key: &["id"],
        columns: &[
            "id",
            "snapshot_id",
            "file",
            "hash",
            "published_on",
            "address",
            "note",
            "size",
            "kept_at",
            "kept_by",
            "bytes",
            "report",
            "draft_version",
        ],
        loose: &[],
    },
    Sealed {
        table: "management_update",
        key: &["id", "version"],
        columns: &[
            "id",
            "version",
            "campaign_id",
            "snapshot_id",
            "document",
            "saved_at",
            "saved_by",
            "signed_at",
        ],
        loose: &[],
    },
];

#[cfg(test)]
/// The tables that are not: what is typed before it is submitted, and what comes and goes. What follows from sealed rows
/// is compared with them by [`super::follows`]; the rest `touchstone verify` names as not proved.
pub const LOOSE: &[&str] = &[
    "schema_version",
    "seal",
    "log_head",
    "heartbeat",
    "setup_token",
    "import_batch",
    // How a file was read last: a help for the next one.
    "list_mapping",
    // Names for addresses.
    "saved_view",
    // Texts to begin with; what was sent stands with the queries.
    "query_template",
    // The team's own memory; that there is one stands in the log, by its hash, and is compared with it.
    "note",
    "note_mention",
    "session",
    "throttle",
    "mail_stop",
    // Follows from suppliers.
    "supplier_group",
    // Follow from submissions and rechecks.
    "judged",
    "judged_finding",
    "first_answer",
    "declared",
    "declared_answer",
    "declared_row",
    "reported_smelter",
    "smelter_entry",
    "entry_request",
    "smelter_placed",
    "smelter_recount",
    // Who wanted one stands in the log.
    "job",
    "draft",
    "draft_entry",
];

/// The sealed table with this name.
pub fn named(table: &str) -> Option<&'static Sealed> {
    SEALED.iter().find(|sealed| sealed.table == table)
}

impl Sealed {
    /// What is digested of a row that was sealed under this schema, as columns of a statement.
    pub fn digested(&self, shape: i64) -> Vec<&'static str> {
        let since = SINCE.get(self.table).into_iter().flatten();
        self.columns
            .iter()
            .zip(since)
            .filter(|(_, since)| **since <= shape)
            .map(|(column, _)| *column)
            .collect()
    }

    /// How a column is read. A mail that is just being sent counts as one that waits: whoever takes it only holds a
    /// lease.
    pub fn expression(&self, column: &str) -> String {
        match (self.table, column) {
            ("outbox", "state") => "CASE state WHEN 'sending' THEN 'queued' ELSE state END".to_owned(),
            _ => column.to_owned(),
        }
    }

    /// The schema that brought a column.
    fn since(&self, column: &str) -> i64 {
        let added = format!("ALTER TABLE {} ADD COLUMN {column} ", self.table);
        let made = format!("CREATE TABLE {} (", self.table);
        let with =
            |text: &str| MIGRATIONS.iter().find(|m: &&Migration| m.source.contains(text)).map(|m| m.version);
        with(&added).or_else(|| with(&made)).unwrap_or(0)
    }
}
