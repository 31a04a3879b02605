//! What an entry of the log says besides who did what: what changed, and what else was noted.

use super::campaign;
use super::field::field;
use app::desk::parts::{LogChange, counted};
use domain::Texts;
use serde::Deserialize;
use serde_json::Value;
use service::records::{FieldChange, LogDraft, MailKind};
use std::collections::BTreeMap;

/// What the detail of an entry can be.
#[derive(Deserialize)]
#[serde(untagged)]
enum Detail {
    Changes(Vec<FieldChange>),
    Noted { note: String, changes: Vec<FieldChange> },
    Facts(BTreeMap<String, Value>),
}

/// The same in words.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub changes: Vec<LogChange>,
    pub note: String,
    /// The update to senior management that it is about.
    pub update: Option<String>,
}

/// Acts of which the detail is a number, and what it counts.
const COUNTED: [(&str, &str); 3] = [
    ("campaign.recipients_chosen", "desk.log.suppliers_n"),
    ("campaign.recipients_added", "desk.log.suppliers_n"),
    ("campaign.launched", "desk.log.invitations_n"),
];

impl Told {
    pub fn of(texts: &Texts, action: &str, detail: &str) -> Told {
        if detail == LogDraft::REMOVED {
            return Told::note(texts.get("desk.log.text_removed").to_owned());
        }
        let counts = COUNTED.iter().find(|(of, _)| *of == action);
        if let (Some((_, key)), Ok(n)) = (counts, detail.parse()) {
            return Told::note(counted(texts, key, n));
        }
        let changes = |all: Vec<FieldChange>| all.into_iter().flat_map(|c| change(texts, c)).collect();
        match serde_json::from_str(detail) {
            Ok(Detail::Changes(all)) => Told { changes: changes(all), ..Told::default() },
            Ok(Detail::Noted { note, changes: all }) => {
                let note = if action == "campaign.changed" { campaign::note(texts, &note) } else { note };
                Told { changes: changes(all), note, update: None }
            }
            Ok(Detail::Facts(mut facts)) => {
                let update = facts.remove("update").and_then(|id| id.as_str().map(str::to_owned));
                Told { update, ..Told::note(facts_told(texts, facts)) }
            }
            Err(_) if action == "campaign.changed" => Told::note(campaign::note(texts, detail)),
            Err(_) => {
                // The log keeps what was written, also a kind of mail by the key that it had then.
                let kind = MailKind::parse(detail).map_or(detail, |kind| kind.key());
                Told::note(worded(texts, &["desk.mailkind", "desk.role"], kind.to_owned()))
            }
        }
    }

    fn note(note: String) -> Told {
        Told { note, ..Told::default() }
    }
}

fn facts_told(texts: &Texts, facts: BTreeMap<String, Value>) -> String {
    let plain = |value: Value| match value {
        Value::String(text) => worded(texts, &["metal", "desk.call.outcome"], text),
        other => other.to_string(),
    };
    let told = facts.into_iter().filter(|(_, value)| !value.is_null());
    let told = told.map(|(name, value)| format!("{} {}", field(texts, &name), plain(value)));
    told.collect::<Vec<_>>().join(" · ")
}

/// A key in words, where one of these groups of texts has it; else as it is.
fn worded(texts: &Texts, groups: &[&str], text: String) -> String {
    let keys = groups.iter().map(|group| format!("{group}.{text}"));
    keys.filter(|key| texts.has(key)).map(|key| texts.get(&key).to_owned()).next().unwrap_or(text)
}

/// A change in words; a field that holds several values may be several changes.
fn change(texts: &Texts, c: FieldChange) -> Vec<LogChange> {
    if let Some(changes) = campaign::change(texts, &c) {
        return changes;
    }
    let value = |text: String| match c.field.as_str() {
        "spend_share" => {
            text.parse().map_or(text, |n| format!("{} %", service::suppliers::values::percent(n)))
        }
        "role" => worded(texts, &["desk.role"], text),
        "scope" if text == "everything" => texts.get("desk.works_on.everything").to_owned(),
        "relationship" => worded(texts, &["desk.relationship"], text),
        _ => text,
    };
    vec![LogChange { field: field(texts, &c.field), from: value(c.from.clone()), to: value(c.to.clone()) }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(action: &str, detail: &str) -> Told {
        Told::of(domain::text::embedded::texts("en"), action, detail)
    }

    fn note(detail: &str) -> String {
        told("supplier.changed", detail).note
    }

    #[test]
    fn details_of_every_shape_are_read() {
        let changed = r#"[{"field":"email","from":"a@x.example","to":"b@x.example"}]"#;
        let Told { changes, note: noted, .. } = told("supplier.changed", changed);
        assert_eq!((changes.len(), changes[0].to.as_str(), noted.as_str()), (1, "b@x.example", ""));
        let Told { changes, note: noted, .. } = told(
            "supplier.changed",
            r#"{"note":"by import","changes":[{"field":"spend_share","from":"","to":"125"}]}"#,
        );
        assert_eq!((changes[0].to.as_str(), noted.as_str()), ("1.25 %", "by import"));
        assert!(note(r#"{"added":3,"changed":1}"#).contains("3 ·"));
        assert_eq!(note("viewer"), "Viewer");
        assert_eq!(note("reminder_not_mended"), "Reminder: not fixed");
        let facts = note(r#"{"cid":null,"metal":"tin","name":"Pellworm"}"#);
        assert!(facts.contains("Tin") && !facts.contains("null"), "{facts}");
        assert_eq!(note("due 2026-11-26"), "due 2026-11-26");
        assert_eq!(note("{}"), "");
    }

    #[test]
    fn what_the_log_counts_is_named() {
        assert_eq!(told("campaign.launched", "40").note, "40 invitations");
        assert_eq!(told("campaign.recipients_chosen", "1").note, "1 supplier");
        assert_eq!(note("12"), "12");
        let mailed = told("update.mailed", r#"{"mails":2,"update":"u1"}"#);
        assert_eq!((mailed.update.as_deref(), mailed.note.as_str()), (Some("u1"), "Mails 2"));
    }
}
