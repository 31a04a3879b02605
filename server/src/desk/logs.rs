//! Log entries as pages show them: who did what to what, with what it was before.

mod campaign;
mod detail;
mod field;

use app::desk::parts::LogLine;
use app::desk::routes;
use detail::Told;
use domain::Texts;
use service::records::{LogEntry, Member};
use service::{ServiceError, Viewer};
use std::collections::HashMap;

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
        let Told { changes, note, update } = Told::of(texts, &e.entry.action, &e.entry.detail);
        let (object, href) = match update {
            Some(id) if e.entry.object == own => {
                (texts.get("update.title").to_owned(), Some(routes::update(&id)))
            }
            _ if e.entry.object == own => (String::new(), None),
            _ => names.object(&e.entry.object),
        };
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
