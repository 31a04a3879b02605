//! Notes of the team about suppliers and requests. No supplier sees them: they are on no page, in no mail and in no file that
//! leaves the team, and the log tells only that there is one. `@name` tells a member.

use crate::access::{Reviewer, Viewer};
use crate::records::{
    Id, Instant, LogDraft, MailKind, Member, MemberId, Mention, NewMail, NoteVersion, RequestId, SupplierId,
};
use crate::{HOUR, Result, ServiceError, secrets};
use domain::answer;

/// The longest note.
pub const LONGEST: usize = 4_000;
/// Most notes that wait for a member.
const MENTIONS: u32 = 50;

/// A note as it stands, and what it was before.
#[derive(Clone, Debug)]
pub struct Note {
    /// As it stands.
    pub last: NoteVersion,
    /// Who wrote it first, and when.
    pub written: (MemberId, Instant),
    /// What it said before, oldest first; nothing of one that was removed.
    pub earlier: Vec<NoteVersion>,
}

/// What a note is about.
#[derive(Clone, Debug)]
pub enum About {
    Supplier(SupplierId),
    Request(RequestId),
}

/// Whether a letter would go on with a word; in scripts that set no blanks none does.
fn joins(c: char) -> bool {
    c.is_alphanumeric() && u32::from(c) < 0x2e80
}

/// The members that a text names: `@` before the whole name, or before the first word of it where no other has that.
pub fn mentioned(text: &str, members: &[Member]) -> Vec<MemberId> {
    let text = text.to_lowercase();
    let active = || members.iter().filter(|m| m.disabled_at.is_none());
    let first = |m: &Member| m.name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let says = |name: &str| {
        !name.is_empty()
            && text.match_indices(&format!("@{name}")).any(|(at, found)| {
                // Not the beginning of another name, and no address.
                let behind = text[at + found.len()..].chars().next();
                let before = text[..at].chars().next_back();
                !behind.is_some_and(joins) && !before.is_some_and(joins)
            })
    };
    let named = |m: &&Member| {
        let alone = active().filter(|other| first(other) == first(m)).count() == 1;
        says(&m.name.to_lowercase()) || (alone && says(&first(m)))
    };
    active().filter(named).map(|m| m.id.clone()).collect()
}

impl Viewer {
    /// The notes about a supplier and its requests, oldest first.
    pub async fn notes(&self, supplier: &SupplierId) -> Result<Vec<Note>> {
        let mut notes: Vec<Note> = Vec::new();
        for version in self.services().store.notes(self.scope(), supplier).await? {
            match notes.iter_mut().find(|note| note.last.id == version.id) {
                Some(note) => {
                    let before = std::mem::replace(&mut note.last, version);
                    note.earlier.push(before);
                }
                None => notes.push(Note {
                    written: (version.by.clone(), version.at),
                    last: version,
                    earlier: Vec::new(),
                }),
            }
        }
        notes.iter_mut().filter(|note| note.last.removed).for_each(|note| note.earlier.clear());
        Ok(notes)
    }

    /// A note as it stands.
    pub async fn note(&self, id: &str) -> Result<NoteVersion> {
        self.services().store.note(self.scope(), id).await?.ok_or(ServiceError::NotFound)
    }

    /// Notes that name whoever reads, not seen yet.
    pub async fn mentions(&self) -> Result<Vec<Mention>> {
        Ok(self.services().store.mentions(self.scope(), &self.member().id, MENTIONS).await?)
    }

    /// Whoever reads has seen a note.
    pub async fn mention_seen(&self, note: &str) -> Result<()> {
        let services = self.services();
        Ok(services.store.mention_seen(note, &self.member().id, services.now()).await?)
    }
}

fn checked(text: &str) -> Result<&str> {
    let text = answer::clean(text);
    match text.chars().count() {
        1..=LONGEST => Ok(text),
        _ => Err(ServiceError::field("note", "problem.note")),
    }
}

impl Reviewer {
    /// Writes a note. Members whom it names are told, in the language of whoever writes.
    pub async fn write_note(&self, about: About, text: &str, language: &str) -> Result<Id> {
        let store = &self.services().store;
        let (supplier, request) = match about {
            About::Supplier(id) => {
                (store.supplier(self.scope(), &id).await?.ok_or(ServiceError::NotFound)?.id, None)
            }
            About::Request(id) => {
                let request = store.request(self.scope(), &id).await?.ok_or(ServiceError::NotFound)?;
                (request.supplier, Some(request.id))
            }
        };
        let text = checked(text)?;
        let note = NoteVersion {
            id: self.services().new_id(),
            version: 1,
            supplier,
            request,
            text: text.to_owned(),
            by: self.member().id.clone(),
            at: self.services().now(),
            removed: false,
        };
        let id = note.id.clone();
        self.put_note(note, "", "note.written", language).await?;
        Ok(id)
    }

    /// Changes a note of one's own, which was seen at this version.
    pub async fn change_note(&self, id: &str, seen: i64, text: &str, language: &str) -> Result<()> {
        let before = self.next_version(id, seen).await?;
        let note = NoteVersion { text: checked(text)?.to_owned(), ..before.clone() };
        self.put_note(note, &before.text, "note.changed", language).await
    }

    /// Removes a note of one's own. That there was one is still seen.
    pub async fn remove_note(&self, id: &str, seen: i64) -> Result<()> {
        let note = NoteVersion { text: String::new(), removed: true, ..self.next_version(id, seen).await? };
        self.put_note(note, "", "note.removed", "en").await
    }

    async fn next_version(&self, id: &str, seen: i64) -> Result<NoteVersion> {
        let services = self.services();
        let note = services
            .store
            .note(self.scope(), id)
            .await?
            .filter(|it| !it.removed)
            .ok_or(ServiceError::NotFound)?;
        if note.by != self.member().id {
            return Err(ServiceError::Forbidden);
        }
        if note.version != seen {
            return Err(ServiceError::Conflict);
        }
        Ok(NoteVersion { version: seen + 1, at: services.now(), ..note })
    }

    /// Whom the text before named already is not told again.
    async fn put_note(&self, note: NoteVersion, before: &str, action: &str, language: &str) -> Result<()> {
        let members = self.members().await?;
        let (named, already) = (mentioned(&note.text, &members), mentioned(before, &members));
        let is_new = |m: &&Member| named.contains(&m.id) && !already.contains(&m.id);
        let told = members.iter().filter(|m| is_new(m) && m.id != self.member().id);
        let (mut mails, mut ids) = (Vec::new(), Vec::new());
        for member in told {
            if !self.is_seen_by(&note, member).await? {
                continue;
            }
            mails.push(self.mention_mail(member, language).await?);
            ids.push(member.id.clone());
        }
        let log = self.noted(&note, action);
        Ok(self.services().store.put_note(note, ids, mails, log).await?)
    }

    /// Whether what a note is about is in a member's scope.
    async fn is_seen_by(&self, note: &NoteVersion, member: &Member) -> Result<bool> {
        let store = &self.services().store;
        Ok(match &note.request {
            Some(request) => store.request(&member.scope, request).await?.is_some(),
            None => store.supplier(&member.scope, &note.supplier).await?.is_some(),
        })
    }

    /// One mail an hour for each member, however many notes name it; what they say stays in the portal.
    async fn mention_mail(&self, member: &Member, language: &str) -> Result<NewMail> {
        let services = self.services();
        let (now, hour) = (services.now(), services.now().slot(HOUR));
        let mail = services.member_mail(MailKind::Mentioned, member, language).await?;
        Ok(NewMail {
            key: format!("mentioned:{}:{hour}", member.id),
            send_at: now - now.past(HOUR) + HOUR,
            ..mail
        })
    }

    /// The log says that there is a note, and by a hash which; not what it says, since the log may be shown to others.
    fn noted(&self, note: &NoteVersion, action: &str) -> LogDraft {
        let object = match &note.request {
            Some(request) => format!("request:{request}"),
            None => format!("supplier:{}", note.supplier),
        };
        let hash = secrets::sha256_hex(format!("{}:{}:{}", note.id, note.version, note.text).as_bytes());
        self.did(action, object, serde_json::json!({ "hash": hash }).to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::{Role, Scope};

    #[test]
    fn members_are_named_by_whole_name_or_by_a_first_name_that_is_theirs_alone() {
        let member = |id: &str, name: &str| Member {
            id: id.into(),
            email: format!("{id}@x.example"),
            name: name.to_owned(),
            role: Role::Reviewer,
            password_hash: String::new(),
            created_at: Instant::from_millis(0),
            disabled_at: None,
            scope: Scope::Everything,
        };
        let gone = Member { disabled_at: Some(Instant::from_millis(1)), ..member("gone", "Gone Girl") };
        let team = [member("i", "Ines Okafor"), member("a", "Ann Lee"), member("b", "Ann Poe"), gone];
        let of = |text: &str| mentioned(text, &team).into_iter().map(String::from).collect::<Vec<_>>();
        assert_eq!(of("@ines please, and @Ann Poe too"), ["i", "b"]);
        assert!(of("@Ann, which one?").is_empty(), "two have that name");
        assert!(of("mail ines@okafor.example, @inesita, @gone").is_empty());
        assert_eq!(of("问一下@Ines Okafor。"), ["i"]);
    }
}
