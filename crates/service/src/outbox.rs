//! Sending what is queued.

use crate::ports::MailError;
use crate::records::{Mail, MailKind, Millis, NewMail};
use crate::{HOUR, MINUTE, Result, Services};
use domain::workflow::RequestState;

/// How long a sender may take for its batch before others may take the mails again.
const LEASE: Millis = 10 * MINUTE;
/// After this many tries a mail is given up.
const MOST_TRIES: i64 = 12;

/// Waiting time before the next try: 1, 2, 4 … minutes, 6 hours at most.
fn back_off(attempts: i64) -> Millis {
    (MINUTE << (attempts - 1).clamp(0, 9)).min(6 * HOUR)
}

impl Services {
    /// Sends what is due, at most `limit` mails; says how many the server took. A mail that cannot be sent stands in
    /// no other's way.
    pub async fn deliver(&self, limit: u32) -> Result<u32> {
        let now = self.now();
        let mut sent = 0;
        for mail in self.store.claim_mails(now, now + LEASE, limit).await? {
            sent += u32::from(self.deliver_one(mail).await?);
        }
        Ok(sent)
    }

    /// Why a mail is not wanted any more. Between being queued and being sent lie hours when the mail server is away;
    /// whoever submitted in them is not asked again, and nobody gets a link that is dead on arrival.
    async fn outdated(&self, mail: &NewMail) -> Result<Option<&'static str>> {
        let (Some(request), Some(link)) = (&mail.request, &mail.link) else { return Ok(None) };
        let fits: fn(RequestState) -> bool = match mail.kind {
            MailKind::Invitation | MailKind::NewLink => |s| s != RequestState::Withdrawn,
            MailKind::ReminderNotOpened | MailKind::ReminderUnfinished => RequestState::waits_for_supplier,
            MailKind::ReminderNotMended | MailKind::SentBack => |s| s == RequestState::SentBack,
            // A decision that was taken back is not told.
            MailKind::Accepted => |s| s == RequestState::Accepted,
            MailKind::Rejected => |s| s == RequestState::Rejected,
            // What came in stays worth telling.
            _ => return Ok(None),
        };
        if !self.store.request(request).await?.is_some_and(|r| fits(r.state)) {
            return Ok(Some("not needed any more: the request has moved on"));
        }
        let links = self.store.links(request).await?;
        let dead = links.iter().any(|l| l.id == *link && l.revoked_at.is_some());
        Ok(dead.then_some("not needed any more: its link was replaced"))
    }

    async fn deliver_one(&self, mail: Mail) -> Result<bool> {
        let id = &mail.mail.id;
        if let Some(why) = self.outdated(&mail.mail).await? {
            self.store.mail_dropped(id, why).await?;
            return Ok(false);
        }
        let outcome = match self.compose(&mail.mail).await {
            Ok(message) => self.mailer.send(&message).await,
            Err(error) => Err(MailError::Temporary(format!("could not be written: {error}"))),
        };
        match outcome {
            Ok(()) => {
                self.store.mail_sent(id, self.now()).await?;
                Ok(true)
            }
            Err(MailError::Permanent(why)) => {
                tracing::warn!(mail = %id, kind = mail.mail.kind.key(), "mail refused for good");
                self.store.mail_failed(id, &why, None).await?;
                Ok(false)
            }
            Err(MailError::Temporary(why)) => {
                // A little of the mail's own identifier spreads the tries.
                let jitter =
                    i64::from(id.bytes().fold(0u32, |a, b| a.wrapping_mul(31) + u32::from(b)) % 30) * 1000;
                let retry =
                    (mail.attempts < MOST_TRIES).then(|| self.now() + back_off(mail.attempts) + jitter);
                tracing::warn!(mail = %id, kind = mail.mail.kind.key(), attempts = mail.attempts, "mail not sent");
                self.store.mail_failed(id, &why, retry).await?;
                Ok(false)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_get_rarer_up_to_a_bound() {
        let waits: Vec<Millis> = (1..=12).map(back_off).collect();
        assert!(waits.is_sorted());
        assert_eq!((waits[0], waits[11]), (MINUTE, 6 * HOUR));
    }
}
