//! The addresses of the form. The server mounts its handlers on the same constants.

/// The form; `/answer/{step}` is a step of it, for reading (GET) and for saving it (POST).
pub const ANSWER: &str = "/answer";
/// Autosave: POST of a [`super::model::SaveCall`] as JSON.
pub const SAVE: &str = "/answer/save";
/// POST: submits.
pub const SUBMIT: &str = "/answer/submit";
/// The reference list ([`super::model::ReferenceFile`]).
pub const REFERENCES: &str = "/answer/references.json";
/// The smelters of the list under all their names, as a compact table for suggestions.
pub const SUGGESTIONS: &str = "/answer/smelters.table";
/// The supplier's own answers as JSON.
pub const DOWNLOAD: &str = "/answer/answers.json";
/// The answers as a workbook.
pub const WORKBOOK: &str = "/answer/answers.xlsx";
/// The receipt of the last submission.
pub const RECEIPT: &str = "/answer/receipt";
/// POST `language` and `back`: chooses the language.
pub const LANGUAGE: &str = "/answer/language";
/// Is this request genuine?
pub const VERIFY: &str = "/verify";
