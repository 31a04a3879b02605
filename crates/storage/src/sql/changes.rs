//! What a write changed, for the log: field by field, from what to what. Worked out where it is written, in the same
//! transaction, so that no way of changing something is left out.

use crate::value::{Value, json};
use service::ports::StoreResult;
use service::records::{FieldChange, LogDraft};

fn text(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => text.to_string(),
        Value::Int(number) => number.to_string(),
        Value::NullText | Value::NullInt => String::new(),
    }
}

/// The fields of two rows that differ; `columns` names them, `skip` those that say nothing to people.
pub fn between(
    columns: &[&str],
    old: Option<&[Value<'_>]>,
    new: &[Value<'_>],
    skip: &[&str],
) -> Vec<FieldChange> {
    let mut out = Vec::new();
    for (n, column) in columns.iter().enumerate() {
        let from = old.and_then(|old| old.get(n)).map_or_else(String::new, text);
        let to = new.get(n).map_or_else(String::new, text);
        if from != to && !skip.contains(column) {
            out.push(FieldChange { field: (*column).to_owned(), from, to });
        }
    }
    out
}

/// The act with what it changed.
pub fn noted(act: &LogDraft, changes: Vec<FieldChange>) -> StoreResult<LogDraft> {
    if changes.is_empty() {
        return Ok(act.clone());
    }
    let blank = act.detail.is_empty() || act.detail == "{}";
    let detail = match blank {
        true => json(&changes)?,
        false => json(&serde_json::json!({ "note": act.detail, "changes": changes }))?,
    };
    Ok(LogDraft { detail, ..act.clone() })
}
