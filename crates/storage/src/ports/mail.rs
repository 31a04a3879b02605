use super::run;
use crate::sql::{mail, mail_stop};
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{MailStore, StoreResult};
use service::records::*;

#[async_trait]
impl MailStore for SqlStore {
    async fn queue_mails(&self, mails: Vec<NewMail>, act: Option<LogDraft>) -> StoreResult<()> {
        run!(self.write [mails = mails, act = act] tx => mail::queue_alone(tx, mails, act))
    }

    async fn claim_mails(&self, now: Instant, lease_until: Instant, limit: u32) -> StoreResult<Vec<Mail>> {
        run!(self.write [now = now, lease_until = lease_until, limit = limit] tx =>
            mail::claim(tx, *now, *lease_until, *limit))
    }

    async fn keep_mail(&self, id: &str, lease: i64, until: Instant) -> StoreResult<bool> {
        run!(self.write [id = id.to_owned(), lease = lease, until = until] tx => mail::keep(tx, id, *lease, *until))
    }

    async fn mail_sent(&self, id: &str, lease: i64, now: Instant) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), lease = lease, now = now] tx => mail::sent(tx, id, *lease, *now))
    }

    async fn mail_failed(&self, id: &str, lease: i64, failure: MailFailure, now: Instant) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), lease = lease, failure = failure, now = now] tx =>
            mail::failed(tx, id, *lease, failure, *now))
    }

    async fn mail_dropped(&self, id: &str, lease: i64, why: &str) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), lease = lease, why = why.to_owned()] tx =>
            mail::dropped(tx, id, *lease, why))
    }

    async fn relink_mail(&self, id: &str, lease: i64, link: Link) -> StoreResult<()> {
        run!(self.write [id = id.to_owned(), lease = lease, link = link] tx => mail::relink(tx, id, *lease, link))
    }

    async fn mail_alarm(&self) -> StoreResult<MailAlarm> {
        run!(self.read [] tx => mail_stop::alarm(tx))
    }

    async fn retry_mails(&self, wanted: MailsWanted, now: Instant, act: LogDraft) -> StoreResult<Vec<Mail>> {
        run!(self.write [wanted = wanted, now = now, act = act] tx => mail_stop::retry(tx, wanted, *now, act))
    }

    async fn give_up_mails(&self, problem: Problem, act: LogDraft) -> StoreResult<u64> {
        run!(self.write [problem = problem, act = act] tx => mail_stop::give_up(tx, *problem, act))
    }

    async fn mail(&self, id: &str) -> StoreResult<Option<Mail>> {
        run!(self.read [id = id.to_owned()] tx => mail::get(tx, id))
    }

    async fn mails(
        &self,
        scope: &Scope,
        supplier: Option<&SupplierId>,
        limit: u32,
    ) -> StoreResult<Vec<Mail>> {
        run!(self.read [scope = scope.clone(), supplier = supplier.cloned(), limit = limit] tx =>
            mail::newest(tx, scope, supplier.as_deref(), *limit))
    }

    async fn mail_page(&self, scope: &Scope, filter: &MailFilter) -> StoreResult<Page<Mail>> {
        run!(self.read [scope = scope.clone(), filter = filter.clone()] tx => mail::page(tx, scope, filter))
    }

    async fn mails_found(&self, scope: &Scope, filter: &MailFilter) -> StoreResult<u64> {
        run!(self.read [scope = scope.clone(), filter = filter.clone()] tx => mail::found(tx, scope, filter))
    }

    async fn mailed_in(&self, email: &str) -> StoreResult<Option<String>> {
        run!(self.read [email = email.to_owned()] tx => mail::mailed_in(tx, email))
    }
}
