//! Sending what is queued.

use crate::access::{Manager, Viewer};
use crate::ports::{MailError, Message};
use crate::records::{
    Mail, MailAlarm, MailFailure, MailKind, MailState, MailsWanted, Millis, NewMail, Problem, Refusal, Scope,
    SupplierId,
};
use crate::survey::links::fits;
use crate::{HOUR, MINUTE, Result, ServiceError, Services};
use domain::workflow::RequestState;
use std::collections::BTreeSet;
use std::time::Duration;

/// How long others leave a mail to its sender. Short, so that the mails of a portal that died come back soon: a sender
/// that lives prolongs it.
const LEASE: Millis = MINUTE;
/// How often it does.
const RENEWED: Duration = Duration::from_secs(5);
/// How long handing over one mail may take, however slow the mail server.
const SEND_WITHIN: Duration = Duration::from_secs(5 * 60);
/// After this many tries a mail is given up.
const MOST_TRIES: i64 = 12;
/// After this many tries, over two hours, a mail that servers put off shows as trouble, though it is tried on.
const LASTING_TRIES: i64 = 8;
/// After this many refusals of one message, while others go out, it is given up.
const MOST_REFUSALS: i64 = 6;

/// The value of a mail that takes another one back: that one's identifier.
pub(crate) const UNDOES: &str = "undoes";

/// Whether somebody may have read a mail.
fn may_have_arrived(mail: &Mail) -> bool {
    matches!(mail.state, MailState::Sent | MailState::Sending) || mail.in_doubt > 0
}

/// Waiting time before the next try: 1, 2, 4 … minutes, 6 hours at most.
fn back_off(attempts: i64) -> Millis {
    (MINUTE << (attempts - 1).clamp(0, 9)).min(6 * HOUR)
}

impl Services {
    /// Sends what is due, at most `limit` mails; says how many the server took. A mail that cannot be sent stands in
    /// no other's way. Each is claimed on its own, so that a slow server holds up the one mail alone.
    pub async fn deliver(&self, limit: u32) -> Result<u32> {
        if !self.secret_is_current().await? {
            let why = "the secret was renewed while this instance runs: start it anew, with the new secret";
            return Err(ServiceError::Unavailable(why.into()));
        }
        let mut sent = 0;
        for _ in 0..limit {
            let now = self.now();
            let Some(mail) = self.store.claim_mails(now, now + LEASE, 1).await?.pop() else { break };
            sent += u32::from(self.deliver_one(mail).await?);
        }
        Ok(sent)
    }

    /// Why a mail is not wanted any more. Between being queued and being sent lie hours when the mail server is away;
    /// whoever submitted in them is not asked again, and nobody gets a link that is dead on arrival.
    async fn outdated(&self, mail: &NewMail) -> Result<Option<&'static str>> {
        let Some(request) = &mail.request else { return Ok(None) };
        let wanted: fn(RequestState) -> bool = match mail.kind {
            MailKind::Invitation | MailKind::NewLink => |s| s != RequestState::Withdrawn,
            MailKind::ReminderNotOpened | MailKind::ReminderUnfinished | MailKind::BuyerTold => {
                RequestState::waits_for_supplier
            }
            MailKind::ReminderNotFixed | MailKind::SentBack => |s| s == RequestState::SentBack,
            // A decision that was taken back is not told.
            MailKind::Accepted => |s| s == RequestState::Accepted,
            MailKind::Rejected => |s| s == RequestState::Rejected,
            MailKind::OutOfScope => |s| s == RequestState::OutOfScope,
            MailKind::DecisionUndone => {
                |s| !matches!(s, RequestState::Accepted | RequestState::Rejected | RequestState::Withdrawn)
            }
            MailKind::ScopeUndone => |s| s == RequestState::Declined,
            MailKind::SentBackUndone => RequestState::waits_for_review,
            // What came in stays worth telling.
            _ => return Ok(None),
        };
        if !self.store.request(&Scope::Everything, request).await?.is_some_and(|r| wanted(r.state)) {
            return Ok(Some("not needed any more: the request has moved on"));
        }
        if let Some(told) = mail.values.get(UNDOES)
            && !self.store.mail(told).await?.is_some_and(|m| may_have_arrived(&m))
        {
            return Ok(Some("not needed any more: what it takes back was never told"));
        }
        let Some(link) = &mail.link else { return Ok(None) };
        let links = self.store.links(request).await?;
        let dead = links.iter().any(|l| l.id == *link && l.revoked_at.is_some());
        Ok(dead.then_some(Mail::LINK_REPLACED))
    }

    /// Gives a mail another link where the one it carries would not open: it ran out, or was made with another secret.
    /// One that was revoked stays so.
    async fn with_a_link_that_opens(&self, mut mail: Mail) -> Result<Mail> {
        let (Some(request), Some(carried)) = (&mail.mail.request, &mail.mail.link) else { return Ok(mail) };
        let links = self.store.links(request).await?;
        let carried = links.iter().find(|l| l.id == *carried);
        let good =
            carried.is_none_or(|l| l.revoked_at.is_some() || fits(self, l) && l.expires_at > self.now());
        if good {
            return Ok(mail);
        }
        let Some(request) = self.store.request(&Scope::Everything, request).await? else { return Ok(mail) };
        let Some(campaign) = self.store.campaign(&Scope::Everything, &request.campaign).await? else {
            return Ok(mail);
        };
        let link = self.new_link(&request.id, &campaign);
        self.store.relink_mail(&mail.mail.id, mail.lease, link.clone()).await?;
        mail.mail.link = Some(link.id);
        Ok(mail)
    }

    async fn deliver_one(&self, mail: Mail) -> Result<bool> {
        if let Some(why) = self.outdated(&mail.mail).await? {
            self.store.mail_dropped(&mail.mail.id, mail.lease, why).await?;
            return Ok(false);
        }
        let mail = self.with_a_link_that_opens(mail).await?;
        let outcome = match self.compose(&mail.mail).await {
            Ok(message) => self.hand_over(&mail, &message).await?,
            Err(error) => Some(Err(MailError::Temporary(format!("could not be written: {error}")))),
        };
        let (id, kind) = (&mail.mail.id, mail.mail.kind.key());
        match outcome {
            Some(Ok(())) => {
                self.store.mail_sent(id, mail.lease, self.now()).await?;
                Ok(true)
            }
            Some(Err(error)) => {
                let failure = self.failure(&mail, error);
                let (problem, attempts) = (failure.problem.key(), mail.attempts);
                tracing::warn!(mail = %id, kind, attempts, problem, "mail not sent");
                self.store.mail_failed(id, mail.lease, failure, self.now()).await?;
                Ok(false)
            }
            None => {
                tracing::warn!(mail = %id, kind, "another instance has taken this mail over");
                Ok(false)
            }
        }
    }

    /// Hands a message over and prolongs the lease meanwhile; nothing where the lease was lost.
    async fn hand_over(
        &self,
        mail: &Mail,
        message: &Message,
    ) -> Result<Option<std::result::Result<(), MailError>>> {
        let sending = tokio::time::timeout(SEND_WITHIN, self.mailer.send(message));
        let mut sending = std::pin::pin!(sending);
        loop {
            match tokio::time::timeout(RENEWED, &mut sending).await {
                Ok(Ok(done)) => return Ok(Some(done)),
                Ok(Err(_)) => {
                    let why = "The mail server took longer than five minutes for one mail. The mail may have gone \
                               through; it is sent again under the same Message-ID.";
                    return Ok(Some(Err(MailError::Portal(Refusal::Connection, why.to_owned()))));
                }
                Err(_) => {
                    let until = self.now() + LEASE;
                    if !self.store.keep_mail(&mail.mail.id, mail.lease, until).await? {
                        return Ok(None);
                    }
                }
            }
        }
    }

    /// What follows from a try that failed.
    fn failure(&self, mail: &Mail, error: MailError) -> MailFailure {
        let attempts = mail.attempts;
        // A little of the mail's own identifier spreads the tries.
        let jitter = mail.mail.id.bytes().fold(0u32, |a, b| a.wrapping_mul(31) + u32::from(b)) % 30;
        let later = self.now() + back_off(attempts) + i64::from(jitter) * 1000;
        match error {
            MailError::Permanent(why) => MailFailure { why, problem: Problem::Address, retry_at: None },
            MailError::Portal(refusal, why) => {
                let given_up = refusal.may_be_of_one_message() && attempts >= MOST_REFUSALS;
                let retry_at = (!given_up).then_some(later);
                MailFailure { why, problem: Problem::Portal(refusal), retry_at }
            }
            MailError::Temporary(why) | MailError::PutOff(why) if attempts >= MOST_TRIES => {
                MailFailure { why, problem: Problem::Tries, retry_at: None }
            }
            // Greylisting ends by itself; where it does not, it is about us, and nobody would look before it is given up.
            MailError::PutOff(why) if attempts >= LASTING_TRIES => {
                MailFailure { why, problem: Problem::Tries, retry_at: Some(later) }
            }
            MailError::Temporary(why) | MailError::PutOff(why) => {
                MailFailure { why, problem: Problem::None, retry_at: Some(later) }
            }
        }
    }
}

impl Viewer {
    /// What is wrong with the mail.
    pub async fn mail_alarm(&self) -> Result<MailAlarm> {
        self.services().mail_alarm().await
    }
}

impl Manager {
    /// Tries again at once whatever a problem holds up; says how many mails.
    pub async fn retry_mails(&self, problem: Problem) -> Result<u64> {
        self.everything()?;
        let log = self.did("mail.tried_again", "mail", problem.key());
        self.try_again(MailsWanted::Problem(problem), log).await
    }

    /// Gives up whatever a problem holds up; says how many mails.
    pub async fn give_up_mails(&self, problem: Problem) -> Result<u64> {
        self.everything()?;
        let log = self.did("mail.given_up", "mail", problem.key());
        Ok(self.services().store.give_up_mails(problem, log).await?)
    }

    /// Frees a supplier of the mark that its address takes no mail, and tries again what was given up because of it.
    pub async fn free_address(&self, supplier: &SupplierId) -> Result<u64> {
        self.whole_supplier(&self.supplier(supplier).await?)?;
        let log = self.did("supplier.address_freed", format!("supplier:{supplier}"), "");
        let mails = self.try_again(MailsWanted::Supplier(supplier.clone()), log).await?;
        self.remind_again(&self.supplier(supplier).await?).await?;
        Ok(mails)
    }

    pub(crate) async fn try_again(&self, wanted: MailsWanted, log: crate::records::LogDraft) -> Result<u64> {
        let services = self.services();
        let mails = services.store.retry_mails(wanted, services.now(), log).await?;
        // Reminding had stopped where these mails were held against their suppliers.
        let suppliers: BTreeSet<SupplierId> = mails.iter().filter_map(|m| m.mail.supplier.clone()).collect();
        for id in suppliers {
            let supplier = self.supplier(&id).await?;
            if supplier.mail_problem.is_none() {
                self.remind_again(&supplier).await?;
            }
        }
        Ok(mails.len() as u64)
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

    #[test]
    fn f_d15_a_lease_is_prolonged_long_before_it_ends() {
        let renewed = RENEWED.as_millis() as Millis;
        assert!(3 * renewed < LEASE, "two renewals may be late");
    }
}
