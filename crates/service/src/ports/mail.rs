use super::StoreResult;
use crate::records::*;
use async_trait::async_trait;

/// The outbox.
#[async_trait]
pub trait MailStore: Send + Sync {
    /// Queues mails that belong to no other unit of work.
    async fn queue_mails(&self, mails: Vec<NewMail>, log: Option<LogDraft>) -> StoreResult<()>;
    /// Takes mails that are due, for this caller alone until `lease_until`. A mail whose earlier taker died is taken
    /// again, with `in_doubt` counted up. While the queue waits there are none; when a pause is over, there is one.
    async fn claim_mails(&self, now: Instant, lease_until: Instant, limit: u32) -> StoreResult<Vec<Mail>>;
    /// Prolongs the lease of a mail; false where it has ended and somebody else may have the mail.
    async fn keep_mail(&self, id: &str, lease: i64, until: Instant) -> StoreResult<bool>;
    /// The server took it. Nothing happens where the lease is an older one; so with the next three.
    async fn mail_sent(&self, id: &str, lease: i64, now: Instant) -> StoreResult<()>;
    /// It failed. A refusal of ours may make the queue wait, and then the mail waits with it.
    async fn mail_failed(&self, id: &str, lease: i64, failure: MailFailure, now: Instant) -> StoreResult<()>;
    /// It is not wanted any more: it is not sent, and nothing is held against the address.
    async fn mail_dropped(&self, id: &str, lease: i64, why: &str) -> StoreResult<()>;
    /// Puts another link in the place of the one that a mail carries.
    async fn relink_mail(&self, id: &str, lease: i64, link: Link) -> StoreResult<()>;
    /// What is wrong with the mail.
    async fn mail_alarm(&self) -> StoreResult<MailAlarm>;
    /// Tries again at once whatever this problem holds up; the suppliers of these mails are marked no more, and the
    /// queue waits no more. Gives these mails.
    async fn retry_mails(&self, wanted: MailsWanted, now: Instant, log: LogDraft) -> StoreResult<Vec<Mail>>;
    /// Gives up whatever this problem holds up; says how many.
    async fn give_up_mails(&self, problem: Problem, log: LogDraft) -> StoreResult<u64>;
    async fn mail(&self, id: &str) -> StoreResult<Option<Mail>>;
    /// The newest mails: all, or of one supplier.
    async fn mails(&self, scope: &Scope, supplier: Option<&SupplierId>, limit: u32)
    -> StoreResult<Vec<Mail>>;
    /// A page of mails, the newest first.
    async fn mail_page(&self, scope: &Scope, filter: &MailFilter) -> StoreResult<Page<Mail>>;
    /// How many a filter finds, whatever page is asked for.
    async fn mails_found(&self, scope: &Scope, filter: &MailFilter) -> StoreResult<u64>;
    /// The language of the last mail to a member's address; nothing where none was ever queued.
    async fn mailed_in(&self, email: &str) -> StoreResult<Option<String>>;
}
