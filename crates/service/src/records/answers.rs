//! Drafts, submissions and queries.

use super::{Id, Instant, MemberId, RequestId};
use domain::Finding;
use domain::Report;
use domain::draft::BadChange;
use domain::draft::Change;
use domain::terms::QueryState;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredDraft {
    /// Entries by path.
    pub entries: BTreeMap<String, String>,
    /// Counts saves.
    pub revision: i64,
    /// When it was saved last.
    pub saved_at: Option<Instant>,
}

/// A save of some entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveDraft {
    pub request: RequestId,
    /// The revision that the writer had seen.
    pub base_revision: i64,
    /// Which tab or device writes; its own earlier writes are no conflict.
    pub origin: String,
    /// What to write.
    pub changes: Vec<Change>,
    /// The section it was written in.
    pub section: String,
    /// Who of the team writes; none where the supplier does.
    pub writer: Option<EntryWriter>,
    pub now: Instant,
}

/// A member who writes for a supplier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryWriter {
    /// What it fills in ([`super::TeamEntry`]).
    pub entry: Id,
    /// As the log calls the member.
    pub actor: String,
}

/// What became of a save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The revision after the save.
    pub revision: i64,
    /// Paths that somebody else had changed since `base_revision` to another text: not written. With the stored text.
    pub conflicts: Vec<Change>,
    /// What others wrote since `base_revision`, conflicts left out.
    pub others: Vec<Change>,
    /// Paths that were not written because no draft, or not this one, can have them.
    pub refused: Vec<Refused>,
}

/// A path that a save left out, and why; the others of the save were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Which entry.
    pub path: String,
    pub why: BadChange,
}

/// An immutable, numbered declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    pub request: RequestId,
    /// 1 for the first.
    pub number: i64,
    /// The declaration with its explanations and template version, as canonical JSON.
    pub document: String,
    /// SHA-256 of the document, hexadecimal.
    pub hash: String,
    /// What the rules said.
    pub report: Report,
    /// The version of the rules that said it.
    pub rules_version: String,
    /// How it was checked besides.
    pub review: ReviewResult,
    /// When it came in.
    pub submitted_at: Instant,
}

/// A submission without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionHead {
    pub request: RequestId,
    pub number: i64,
    /// SHA-256 of its document.
    pub hash: String,
    /// When it came in.
    pub submitted_at: Instant,
}

/// What a submission says, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionText {
    pub request: RequestId,
    pub number: i64,
    pub hash: String,
    pub document: String,
}

/// How a submission was checked besides its report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewResult {
    /// The version of the campaign's rule profile ([`RuleProfile::version`](super::RuleProfile::version)); 0 for the built-in one.
    pub profile: i64,
    /// What the rules of the review said: for the team alone.
    pub findings: Vec<Finding>,
    /// A digest of the CIDs that it names, to find others with the very same; empty where it names none.
    pub smelters: String,
}

/// A submission checked again: dated, beside its first check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recheck {
    pub request: RequestId,
    /// The number of the submission.
    pub number: i64,
    pub at: Instant,
    /// What had changed: `list:<id>`, `profile:<campaign>:<version>` or `rules:<version>`.
    pub cause: String,
    /// What the rules of the form say now.
    pub report: Report,
    /// What the rules of the review say now.
    pub review: Vec<Finding>,
    /// The version of the rules that say it.
    pub rules_version: String,
    /// Findings that the check before did not have.
    pub more: i64,
    /// Findings of the check before that are gone.
    pub fewer: i64,
}

/// Everything that is stored of one submission checked again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecheckCommit {
    pub request: RequestId,
    /// The number of its submission.
    pub number: i64,
    /// What it was checked by before.
    pub before: String,
    /// What it is checked by now.
    pub by: String,
    /// How many findings a reviewer sees, by the code of their rule.
    pub findings: BTreeMap<String, u64>,
    /// The check, where it says something else than the one before.
    pub recheck: Option<Recheck>,
    /// What is written to the log.
    pub log: Vec<super::LogDraft>,
}

/// A request whose last submission is checked otherwise since something changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AffectedRequest {
    pub request: RequestId,
    /// The supplier's name.
    pub supplier: String,
    /// Findings that were not there before.
    pub more: i64,
    /// Findings that are gone.
    pub fewer: i64,
}

/// A reviewer's question on one answer, row or finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    pub id: Id,
    pub request: RequestId,
    /// The submission that it is about.
    pub submission: i64,
    /// What it is about: a location id ([`domain::Location::id`]).
    pub location: String,
    /// The key of the finding that it was raised from; empty for a free question.
    pub finding: String,
    /// What the supplier reads, in the supplier's language.
    pub text: String,
    /// The answer when the query was raised.
    pub old_value: String,
    /// The supplier's reply in words, if any.
    pub reply: String,
    /// Where it stands.
    pub state: QueryState,
    /// Who raised it.
    pub member: MemberId,
    pub created_at: Instant,
    /// Where it stood before a decision closed it, so that undoing the decision puts it back there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<QueryState>,
}
