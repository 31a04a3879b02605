//! The head of the seal, told daily to where the database's owner does not reach: the program's log and the
//! administrators' mailboxes. Only a head that is kept elsewhere shows that the end of the log was cut off, or that all
//! of it was written anew.

use crate::mail::messages;
use crate::records::{MailKind, NewMail, Role, Scope};
use crate::{Result, Services, day_of, start_of};
use std::collections::BTreeMap;

/// Mails among which the last one told is looked for; what lies farther back is told again.
const BACK: u32 = 500;

/// Where the seal ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// `SEQ:HASH`, as `touchstone verify --head` takes it.
    pub text: String,
    /// The last entry of the log.
    pub entry: i64,
}

impl Services {
    /// Where the seal ends; nothing before anything was sealed.
    pub async fn head(&self) -> Result<Option<Head>> {
        // Read first: what is sealed later may tell of more entries, never of fewer.
        let entry = self.store.log_head().await?.seq;
        let head = self.store.seal_head().await?;
        Ok(head.map(|(seq, code)| Head { text: format!("{seq}:{code}"), entry }))
    }

    /// Mails the head to the administrators, once for each day on which something was written. Says to how many.
    pub async fn mail_head(&self) -> Result<usize> {
        let Some(head) = self.head().await? else { return Ok(0) };
        if self.config.demo {
            return Ok(0);
        }
        let mails = self.store.mails(&Scope::Everything, None, BACK).await?;
        let last = mails.iter().find(|m| m.mail.kind == MailKind::LogHead);
        let told = last.and_then(|m| m.mail.values.get("entry")?.parse().ok()).unwrap_or(0);
        let today = self.today();
        let begun = start_of(today);
        let untold = self.store.log_after(told, 1).await?;
        if untold.first().is_none_or(|entry| entry.entry.at >= begun) {
            return Ok(0);
        }
        let company = self.company().await?;
        let members = self.store.members().await?;
        let administrators =
            members.into_iter().filter(|m| m.role == Role::Administrator && m.disabled_at.is_none());
        let mails: Vec<NewMail> = administrators
            .map(|member| {
                let mut values: BTreeMap<String, String> = [
                    ("contact", member.name.clone()),
                    ("company", company.name.clone()),
                    ("head", head.text.clone()),
                    ("entry", head.entry.to_string()),
                    ("day", day_of(self.now()).to_string()),
                ]
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect();
                // Nobody has said which language an administrator reads: the mail has both.
                let other = messages::body_in("zh", MailKind::LogHead, &values);
                values.insert("other".to_owned(), other);
                NewMail {
                    id: self.new_id(),
                    // Several instances, or a restart: once a day.
                    key: format!("log_head:{today}:{}", member.id),
                    kind: MailKind::LogHead,
                    request: None,
                    supplier: None,
                    link: None,
                    to: member.email,
                    language: "en".to_owned(),
                    values,
                    send_at: self.now(),
                }
            })
            .collect();
        let count = mails.len();
        if count > 0 {
            self.store.queue_mails(mails, None).await?;
        }
        Ok(count)
    }
}
