//! Log entries as pages show them: who did what to what, with what it was before.

use app::desk::parts::{LogChange, LogLine};
use app::desk::routes;
use app::desk::suppliers::column_key;
use domain::Texts;
use serde::Deserialize;
use service::records::{FieldChange, LogDraft, LogEntry, MailKind, Member};
use service::{ServiceError, Viewer};
use std::collections::{BTreeMap, HashMap};

/// What the detail of an entry can be.
#[derive(Deserialize)]
#[serde(untagged)]
enum Detail {
    Changes(Vec<FieldChange>),
    Noted { note: String, changes: Vec<FieldChange> },
    Facts(BTreeMap<String, serde_json::Value>),
}

/// Names of what entries speak of.
pub struct Names {
    members: HashMap<String, String>,
    objects: HashMap<String, String>,
}

impl Names {
    /// Looks them up.
    pub async fn of(viewer: &Viewer, entries: &[LogEntry]) -> Result<Names, ServiceError> {
        let members: Vec<Member> = viewer.members().await?;
        let mut wanted: Vec<String> = entries.iter().map(|e| e.entry.object.clone()).collect();
        // A supplier acts through its request.
        wanted.extend(entries.iter().filter_map(|e| asked(&e.entry.actor)));
        let objects = viewer.object_names(wanted).await?.into_iter().collect();
        Ok(Names { members: members.into_iter().map(|m| (m.id.to_string(), m.name)).collect(), objects })
    }

    /// Who it was.
    pub fn actor(&self, texts: &Texts, actor: &str) -> String {
        match actor.split_once(':') {
            Some(("member", id)) => {
                self.members.get(id).map_or(texts.get("desk.log.member"), String::as_str).to_owned()
            }
            Some(("supplier", _)) => {
                let name = asked(actor).and_then(|request| self.objects.get(&request));
                // The request is called by supplier and campaign.
                let name = name.map(|name| name.split(" · ").next().unwrap_or(name).to_owned());
                name.unwrap_or_else(|| texts.get("desk.log.supplier").to_owned())
            }
            None if actor == "operator" => texts.get("desk.log.operator").to_owned(),
            _ => texts.get("desk.log.system").to_owned(),
        }
    }

    /// What it was done to: its name, and its page where there is one.
    pub fn object(&self, object: &str) -> (String, Option<String>) {
        let (kind, id) = object.split_once(':').unwrap_or((object, ""));
        let name = self.objects.get(object);
        let href = match kind {
            "company" => Some(routes::settings()),
            _ if name.is_none() => None,
            "supplier" => Some(routes::supplier(id)),
            "request" => Some(routes::request(id)),
            "campaign" => Some(routes::campaign(id)),
            "references" => Some(routes::list(id)),
            "member" => Some(routes::team()),
            "template" => Some(routes::templates()),
            "decision" => Some(routes::names()),
            _ => None,
        };
        let shown = |id: &str| id.chars().take(12).collect::<String>();
        let name = name.cloned().unwrap_or_else(|| match kind {
            "company" | "import" => String::new(),
            _ if id.is_empty() || id == "?" => String::new(),
            _ => format!("{kind} {}", shown(id)),
        });
        (name, href)
    }
}

fn asked(actor: &str) -> Option<String> {
    actor.strip_prefix("supplier:").map(|request| format!("request:{request}"))
}

/// Entries as lines. Objects that are the page's own are not named again.
pub fn lines(texts: &Texts, entries: &[LogEntry], names: &Names, own: &str) -> Vec<LogLine> {
    let line = |e: &LogEntry| {
        let (object, href) =
            if e.entry.object == own { (String::new(), None) } else { names.object(&e.entry.object) };
        let (changes, note) = detail(texts, &e.entry.detail);
        LogLine {
            seq: e.seq,
            at: e.entry.at,
            actor: names.actor(texts, &e.entry.actor),
            action: action(texts, &e.entry.action),
            object,
            href,
            changes,
            note,
            hash: e.hash.chars().take(12).collect(),
        }
    };
    entries.iter().map(line).collect()
}

/// An act in words.
pub fn action(texts: &Texts, action: &str) -> String {
    let key = format!("desk.log.{action}");
    if texts.has(&key) { texts.get(&key).to_owned() } else { action.to_owned() }
}

/// What a detail says: what changed, and what else was noted.
fn detail(texts: &Texts, detail: &str) -> (Vec<LogChange>, String) {
    if detail == LogDraft::REMOVED {
        return (Vec::new(), texts.get("desk.log.text_removed").to_owned());
    }
    let changes = |all: Vec<FieldChange>| all.into_iter().map(|c| change(texts, c)).collect();
    match serde_json::from_str(detail) {
        Ok(Detail::Changes(all)) => (changes(all), String::new()),
        Ok(Detail::Noted { note, changes: all }) => (changes(all), note),
        Ok(Detail::Facts(facts)) => {
            let plain = |value: serde_json::Value| match value {
                serde_json::Value::String(text) => worded(texts, &["metal", "desk.call.outcome"], text),
                other => other.to_string(),
            };
            let fact = |(name, value): (String, serde_json::Value)| {
                format!("{} {}", field(texts, &name), plain(value))
            };
            let told = facts.into_iter().filter(|(_, value)| !value.is_null());
            (Vec::new(), told.map(fact).collect::<Vec<_>>().join(" · "))
        }
        Err(_) => {
            // The log keeps what was written, also a kind of mail by the key that it had then.
            let kind = MailKind::parse(detail).map_or(detail, |kind| kind.key());
            (Vec::new(), worded(texts, &["desk.mailkind", "desk.role"], kind.to_owned()))
        }
    }
}

/// A key in words, where one of these groups of texts has it; else as it is.
fn worded(texts: &Texts, groups: &[&str], text: String) -> String {
    let keys = groups.iter().map(|group| format!("{group}.{text}"));
    keys.filter(|key| texts.has(key)).map(|key| texts.get(&key).to_owned()).next().unwrap_or(text)
}

fn field(texts: &Texts, name: &str) -> String {
    let keys = [format!("desk.log.field.{name}"), column_key(name)];
    keys.iter().find(|key| texts.has(key)).map_or(name, |key| texts.get(key)).to_owned()
}

fn change(texts: &Texts, c: FieldChange) -> LogChange {
    let value = |text: String| match c.field.as_str() {
        "spend_share" => {
            text.parse().map_or(text, |n| format!("{} %", service::suppliers::values::percent(n)))
        }
        "role" if texts.has(&format!("desk.role.{text}")) => {
            texts.get(&format!("desk.role.{text}")).to_owned()
        }
        "scope" if text == "everything" => texts.get("desk.works_on.everything").to_owned(),
        "relationship" if texts.has(&format!("desk.relationship.{text}")) => {
            texts.get(&format!("desk.relationship.{text}")).to_owned()
        }
        _ => text,
    };
    LogChange { field: field(texts, &c.field), from: value(c.from.clone()), to: value(c.to.clone()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_of_every_shape_are_read() {
        let texts = domain::text::embedded::texts("en");
        let (changes, note) = detail(texts, r#"[{"field":"email","from":"a@x.example","to":"b@x.example"}]"#);
        assert_eq!((changes.len(), changes[0].to.as_str(), note.as_str()), (1, "b@x.example", ""));
        let (changes, note) = detail(
            texts,
            r#"{"note":"replanned 3","changes":[{"field":"spend_share","from":"","to":"125"}]}"#,
        );
        assert_eq!((changes[0].to.as_str(), note.as_str()), ("1.25 %", "replanned 3"));
        assert!(detail(texts, r#"{"added":3,"changed":1}"#).1.contains("3 ·"));
        assert_eq!(detail(texts, "viewer").1, "Viewer");
        assert_eq!(detail(texts, "reminder_not_mended").1, "Reminder: not fixed");
        let facts = detail(texts, r#"{"cid":null,"metal":"tin","name":"Pellworm"}"#).1;
        assert!(facts.contains("Tin") && !facts.contains("null"), "{facts}");
        assert_eq!(detail(texts, "due 2026-11-26").1, "due 2026-11-26");
        assert_eq!(detail(texts, "{}").1, "");
    }
}
