//! The ports, each method handed to its statements.

use crate::seal;
use crate::sql::{
    blank, campaign, commit, decision, declared, draft, house, import, judgement, list, log, log_search,
    mail, mail_stop, member, profile, request, secret, session, setup, smelters, supplier,
};
use crate::store::SqlStore;
use async_trait::async_trait;
use domain::workflow::RequestState;
use service::ports::{
    CampaignStore, DeclaredStore, HouseStore, MailStore, RequestStore, Stored, SupplierStore, TeamStore,
    Tries,
};
use service::records::*;

/// `run!(self.write [a = …, b = …] tx => module::function(tx, a, b))`: moves the values to where the transaction is and
/// lends them to the function.
macro_rules! run {
    ($store:ident.$kind:ident [$($arg:ident = $value:expr),*] $tx:ident => $call:expr) => {
        $store.$kind(($($value,)*), |$tx, ($($arg,)*)| Box::pin($call)).await
    };
}

#[async_trait]
impl TeamStore for SqlStore {
    async fn company(&self) -> Stored<Option<Company>> {
        run!(self.read [] tx => setup::company(tx))
    }

    async fn save_company(&self, company: Company, act: LogDraft) -> Stored<()> {
        run!(self.write [company = company, act = act] tx => setup::save_company(tx, company, act))
    }

    async fn put_setup_token(&self, hash: SecretHash, now: Millis) -> Stored<()> {
        run!(self.write [hash = hash, now = now] tx => setup::put_token(tx, hash, *now))
    }

    async fn setup_token_valid(&self, hash: &str) -> Stored<bool> {
        run!(self.read [hash = hash.to_owned()] tx => setup::token_valid(tx, hash))
    }

    async fn complete_setup(&self, hash: &str, company: Company, first: Member, act: LogDraft) -> Stored<()> {
        run!(self.write [hash = hash.to_owned(), company = company, first = first, act = act] tx =>
            setup::complete(tx, hash, company, first, act))
    }

    async fn is_set_up(&self) -> Stored<bool> {
        run!(self.read [] tx => setup::is_set_up(tx))
    }

    async fn member(&self, id: &str) -> Stored<Option<Member>> {
        run!(self.read [id = id.to_owned()] tx => member::get(tx, id))
    }

    async fn member_by_email(&self, email: &str) -> Stored<Option<Member>> {
        run!(self.read [email = email.to_owned()] tx => member::by_email(tx, email))
    }

    async fn members(&self) -> Stored<Vec<Member>> {
        run!(self.read [] tx => member::all(tx))
    }

    async fn add_member(&self, member: Member, mails: Vec<NewMail>, act: LogDraft) -> Stored<()> {
        run!(self.write [member = member, mails = mails, act = act] tx => member::add(tx, member, mails, act))
    }

    async fn change_member(
        &self,
        id: &str,
        change: MemberChange,
        mails: Vec<NewMail>,
        act: LogDraft,
    ) -> Stored<()> {
        run!(self.write [id = id.to_owned(), change = change, mails = mails, act = act] tx =>
            member::change(tx, id, change, mails, act))
    }

    async fn create_session(&self, session: Session) -> Stored<()> {
        run!(self.write [session = session] tx => session::create(tx, session))
    }

    async fn session(&self, hash: &str, now: Millis, idle_since: Millis) -> Stored<Option<Session>> {
        let found = run!(self.read [hash = hash.to_owned(), now = now, idle_since = idle_since] tx =>
            session::get(tx, hash, *now, *idle_since))?;
        let Some(session) = found else { return Ok(None) };
        if !session::is_stale(&session, now) {
            return Ok(Some(session));
        }
        run!(self.write [session = session.clone(), now = now] tx => session::touch(tx, session, *now))?;
        Ok(Some(session::seen(session, now)))
    }

    async fn end_session(&self, hash: &str) -> Stored<()> {
        run!(self.write [hash = hash.to_owned()] tx => session::end(tx, hash))
    }

    async fn end_sessions(&self, owner: &SessionOwner) -> Stored<u64> {
        run!(self.write [owner = owner.clone()] tx => session::end_all(tx, owner))
    }

    async fn throttle(&self, key: &str, limit: i64, window: Millis, now: Millis) -> Stored<bool> {
        run!(self.write [key = key.to_owned(), limit = limit, window = window, now = now] tx =>
            session::throttle(tx, key, *limit, *window, *now))
    }

    async fn confirm_session(&self, hash: &str, now: Millis) -> Stored<()> {
        run!(self.write [hash = hash.to_owned(), now = now] tx => session::confirm(tx, hash, *now))
    }

    async fn session_confirmed_at(&self, hash: &str) -> Stored<Option<Millis>> {
        run!(self.read [hash = hash.to_owned()] tx => session::confirmed_at(tx, hash))
    }

    async fn tries(&self, of: &[Tries], now: Millis) -> Stored<Vec<i64>> {
        run!(self.read [of = of.to_vec(), now = now] tx => session::counted(tx, of, *now))
    }

    async fn count_tries(&self, of: &[Tries], now: Millis) -> Stored<()> {
        run!(self.write [of = of.to_vec(), now = now] tx => session::count(tx, of, *now))
    }

    async fn give_tries_back(&self, of: &[Tries], now: Millis) -> Stored<()> {
        run!(self.write [of = of.to_vec(), now = now] tx => session::give_back(tx, of, *now))
    }
}

#[async_trait]
impl SupplierStore for SqlStore {
    async fn suppliers(&self, filter: &SupplierFilter) -> Stored<Page<Supplier>> {
        run!(self.read [filter = filter.clone()] tx => supplier::page(tx, filter))
    }

    async fn supplier_counts(&self) -> Stored<(u64, u64)> {
        run!(self.read [] tx => supplier::counts(tx))
    }

    async fn all_suppliers(&self) -> Stored<Vec<Supplier>> {
        run!(self.read [] tx => supplier::all(tx))
    }

    async fn supplier(&self, id: &str) -> Stored<Option<Supplier>> {
        run!(self.read [id = id.to_owned()] tx => supplier::get(tx, id))
    }

    async fn change_supplier(
        &self,
        supplier: Supplier,
        requests: Vec<RequestCommit>,
        act: LogDraft,
    ) -> Stored<Supplier> {
        run!(self.write [supplier = supplier, requests = requests, act = act] tx =>
            supplier::save(tx, supplier, requests, act))
    }

    async fn apply_import_with(
        &self,
        batch: &str,
        suppliers: Vec<Supplier>,
        requests: Vec<RequestCommit>,
        act: LogDraft,
    ) -> Stored<()> {
        run!(self.write [batch = batch.to_owned(), suppliers = suppliers, requests = requests, act = act] tx =>
            import::apply(tx, batch, suppliers, requests, act))
    }

    async fn put_import(&self, batch: ImportBatch) -> Stored<()> {
        run!(self.write [batch = batch] tx => import::put(tx, batch))
    }

    async fn import(&self, id: &str) -> Stored<Option<ImportBatch>> {
        run!(self.read [id = id.to_owned()] tx => import::get(tx, id))
    }
}

#[async_trait]
impl CampaignStore for SqlStore {
    async fn campaigns(&self) -> Stored<Vec<Campaign>> {
        run!(self.read [] tx => campaign::all(tx))
    }

    async fn campaign(&self, id: &str) -> Stored<Option<Campaign>> {
        run!(self.read [id = id.to_owned()] tx => campaign::get(tx, id))
    }

    async fn save_campaign(&self, campaign: Campaign, act: LogDraft) -> Stored<Campaign> {
        run!(self.write [campaign = campaign, act = act] tx => campaign::save(tx, campaign, act))
    }

    async fn change_campaign(
        &self,
        campaign: Campaign,
        replan: Replan,
        now: Millis,
        act: LogDraft,
    ) -> Stored<Campaign> {
        run!(self.write [campaign = campaign, replan = replan, now = now, act = act] tx =>
            campaign::change(tx, campaign, replan, *now, act))
    }

    async fn rule_profiles(&self, campaign: &str) -> Stored<Vec<RuleProfile>> {
        run!(self.read [campaign = campaign.to_owned()] tx => profile::all(tx, campaign))
    }

    async fn rule_profile(&self, campaign: &str) -> Stored<Option<RuleProfile>> {
        run!(self.read [campaign = campaign.to_owned()] tx => profile::latest(tx, campaign))
    }

    async fn put_rule_profile(&self, profile: RuleProfile, act: LogDraft) -> Stored<()> {
        run!(self.write [profile = profile, act = act] tx => profile::put(tx, profile, act))
    }

    async fn set_recipients(&self, id: &str, add: Vec<Request>, drop: Vec<Id>, act: LogDraft) -> Stored<()> {
        run!(self.write [id = id.to_owned(), add = add, drop = drop, act = act] tx =>
            campaign::set_recipients(tx, id, add, drop, act))
    }

    async fn launch(
        &self,
        id: &str,
        version: i64,
        invitations: Vec<RequestCommit>,
        act: LogDraft,
    ) -> Stored<u64> {
        run!(self.write [id = id.to_owned(), version = version, invitations = invitations, act = act] tx =>
            campaign::launch(tx, id, *version, invitations, act))
    }
}

#[async_trait]
impl RequestStore for SqlStore {
    async fn request(&self, id: &str) -> Stored<Option<Request>> {
        run!(self.read [id = id.to_owned()] tx => request::get(tx, id))
    }

    async fn requests(&self, filter: &RequestFilter) -> Stored<Page<RequestRow>> {
        run!(self.read [filter = filter.clone()] tx => list::page(tx, filter))
    }

    async fn counts(&self, campaign: Option<&str>, today: &str) -> Stored<Counts> {
        run!(self.read [campaign = campaign.map(str::to_owned), today = today.to_owned()] tx =>
            list::counts(tx, campaign.as_deref(), today))
    }

    async fn problems(&self, campaign: &str, names: u32) -> Stored<Problems> {
        run!(self.read [campaign = campaign.to_owned(), names = names] tx =>
            list::problems(tx, campaign, *names))
    }

    async fn commit(&self, unit: RequestCommit) -> Stored<Request> {
        run!(self.write [unit = unit] tx => commit::store(tx, unit))
    }

    async fn link_by_hash(&self, hash: &str) -> Stored<Option<Link>> {
        run!(self.read [hash = hash.to_owned()] tx => request::link_by_hash(tx, hash))
    }

    async fn links(&self, id: &str) -> Stored<Vec<Link>> {
        run!(self.read [id = id.to_owned()] tx => request::links(tx, id))
    }

    async fn draft(&self, id: &str) -> Stored<StoredDraft> {
        run!(self.read [id = id.to_owned()] tx => draft::get(tx, id))
    }

    async fn save_draft(&self, save: SaveDraft) -> Stored<Saved> {
        run!(self.write [save = save] tx => draft::save(tx, save))
    }

    async fn submissions(&self, id: &str) -> Stored<Vec<Submission>> {
        run!(self.read [id = id.to_owned()] tx => request::submissions(tx, id))
    }

    async fn submission(&self, id: &str, number: i64) -> Stored<Option<Submission>> {
        run!(self.read [id = id.to_owned(), number = number] tx => request::submission(tx, id, *number))
    }

    async fn outdated_judgements(
        &self,
        campaign: &str,
        by: &str,
        limit: u32,
    ) -> Stored<Vec<(Id, i64, String)>> {
        run!(self.read [campaign = campaign.to_owned(), by = by.to_owned(), limit = limit]
            tx => judgement::outdated(tx, campaign, by, *limit))
    }

    async fn put_judgement(&self, judged: JudgedAnew) -> Stored<bool> {
        run!(self.write [judged = judged] tx => judgement::put(tx, judged))
    }

    async fn judgements(&self, request: &str) -> Stored<Vec<Judgement>> {
        run!(self.read [id = request.to_owned()] tx => judgement::of_request(tx, id))
    }

    async fn touched_by(&self, cause: &str, limit: u32) -> Stored<(u64, Vec<TouchedRequest>)> {
        run!(self.read [cause = cause.to_owned(), limit = limit] tx => judgement::touched(tx, cause, *limit))
    }

    async fn same_smelters(
        &self,
        campaign: &str,
        smelters: &str,
        except: &str,
    ) -> Stored<Vec<(String, Submission)>> {
        run!(self.read [campaign = campaign.to_owned(), smelters = smelters.to_owned(), except = except.to_owned()]
            tx => request::same_smelters(tx, campaign, smelters, except))
    }

    async fn queries(&self, id: &str) -> Stored<Vec<Query>> {
        run!(self.read [id = id.to_owned()] tx => request::queries(tx, id))
    }

    async fn reminders_due(&self, now: Millis, limit: u32) -> Stored<Vec<Request>> {
        run!(self.read [now = now, limit = limit] tx => request::reminders_due(tx, *now, *limit))
    }

    async fn reminders_ahead(&self, campaign: Option<&str>, limit: u32) -> Stored<Vec<RequestRow>> {
        run!(self.read [campaign = campaign.map(str::to_owned), limit = limit] tx =>
            list::reminders_ahead(tx, campaign.as_deref(), *limit))
    }
}

#[async_trait]
impl DeclaredStore for SqlStore {
    async fn submissions_behind(
        &self,
        behind: &(Id, i64),
        not_made_by: Option<i64>,
        limit: u32,
    ) -> Stored<Vec<Submission>> {
        run!(self.read [behind = behind.clone(), made = not_made_by, limit = limit]
            tx => declared::submissions_behind(tx, behind, *made, *limit))
    }

    async fn put_declared(&self, all: Vec<Declared>) -> Stored<()> {
        run!(self.write [all = all] tx => declared::put_all(tx, all))
    }

    async fn declared(&self, request: &str, number: i64) -> Stored<Option<Declared>> {
        run!(self.read [id = request.to_owned(), number = number] tx => declared::get(tx, id, *number))
    }

    async fn reported_names(&self) -> Stored<Vec<ReportedSmelter>> {
        run!(self.read [] tx => declared::reported_names(tx))
    }

    async fn reporters(&self, reported: Vec<Id>, except: Vec<RequestState>) -> Stored<Vec<Reporter>> {
        run!(self.read [reported = reported, except = except] tx => declared::reporters(tx, reported, except))
    }
}

#[async_trait]
impl MailStore for SqlStore {
    async fn queue_mails(&self, mails: Vec<NewMail>, act: Option<LogDraft>) -> Stored<()> {
        run!(self.write [mails = mails, act = act] tx => mail::queue_alone(tx, mails, act))
    }

    async fn claim_mails(&self, now: Millis, lease_until: Millis, limit: u32) -> Stored<Vec<Mail>> {
        run!(self.write [now = now, lease_until = lease_until, limit = limit] tx =>
            mail::claim(tx, *now, *lease_until, *limit))
    }

    async fn keep_mail(&self, id: &str, lease: i64, until: Millis) -> Stored<bool> {
        run!(self.write [id = id.to_owned(), lease = lease, until = until] tx => mail::keep(tx, id, *lease, *until))
    }

    async fn mail_sent(&self, id: &str, lease: i64, now: Millis) -> Stored<()> {
        run!(self.write [id = id.to_owned(), lease = lease, now = now] tx => mail::sent(tx, id, *lease, *now))
    }

    async fn mail_failed(&self, id: &str, lease: i64, failure: MailFailure, now: Millis) -> Stored<()> {
        run!(self.write [id = id.to_owned(), lease = lease, failure = failure, now = now] tx =>
            mail::failed(tx, id, *lease, failure, *now))
    }

    async fn mail_dropped(&self, id: &str, lease: i64, why: &str) -> Stored<()> {
        run!(self.write [id = id.to_owned(), lease = lease, why = why.to_owned()] tx =>
            mail::dropped(tx, id, *lease, why))
    }

    async fn relink_mail(&self, id: &str, lease: i64, link: Link) -> Stored<()> {
        run!(self.write [id = id.to_owned(), lease = lease, link = link] tx => mail::relink(tx, id, *lease, link))
    }

    async fn mail_alarm(&self) -> Stored<MailAlarm> {
        run!(self.read [] tx => mail_stop::alarm(tx))
    }

    async fn retry_mails(&self, wanted: MailsWanted, now: Millis, act: LogDraft) -> Stored<Vec<Mail>> {
        run!(self.write [wanted = wanted, now = now, act = act] tx => mail_stop::retry(tx, wanted, *now, act))
    }

    async fn give_up_mails(&self, problem: Problem, act: LogDraft) -> Stored<u64> {
        run!(self.write [problem = problem, act = act] tx => mail_stop::give_up(tx, *problem, act))
    }

    async fn mail(&self, id: &str) -> Stored<Option<Mail>> {
        run!(self.read [id = id.to_owned()] tx => mail::get(tx, id))
    }

    async fn mails(&self, supplier: Option<&str>, limit: u32) -> Stored<Vec<Mail>> {
        run!(self.read [supplier = supplier.map(str::to_owned), limit = limit] tx =>
            mail::newest(tx, supplier.as_deref(), *limit))
    }

    async fn mailed_in(&self, email: &str) -> Stored<Option<String>> {
        run!(self.read [email = email.to_owned()] tx => mail::mailed_in(tx, email))
    }
}

#[async_trait]
impl HouseStore for SqlStore {
    async fn ping(&self) -> Stored<()> {
        run!(self.write [] tx => house::beat(tx))
    }

    async fn log(&self, act: LogDraft) -> Stored<()> {
        run!(self.write [act = act] tx => log::append(tx, std::slice::from_ref(act)))
    }

    async fn log_head(&self) -> Stored<LogHead> {
        run!(self.read [] tx => log::head(tx))
    }

    async fn seal_head(&self) -> Stored<Option<(i64, String)>> {
        run!(self.read [] tx => seal::head(tx))
    }

    async fn seal_with(&self, key: [u8; 32]) -> Stored<bool> {
        SqlStore::seal_with(self, seal::SealKey::new(key)).await
    }

    async fn log_after(&self, seq: i64, limit: u32) -> Stored<Vec<LogEntry>> {
        run!(self.read [seq = seq, limit = limit] tx => log::after(tx, *seq, *limit))
    }

    async fn log_found(&self, filter: &LogFilter) -> Stored<Vec<LogEntry>> {
        run!(self.read [filter = filter.clone()] tx => log_search::found(tx, filter))
    }

    async fn object_names(&self, objects: Vec<String>) -> Stored<Vec<(String, String)>> {
        run!(self.read [objects = objects] tx => log_search::names(tx, objects))
    }

    async fn log_of(&self, object: &str, limit: u32) -> Stored<Vec<LogEntry>> {
        run!(self.read [object = object.to_owned(), limit = limit] tx => log::of(tx, object, *limit))
    }

    async fn put_smelter_list(&self, list: StoredList, act: LogDraft) -> Stored<()> {
        run!(self.write [list = list, act = act] tx => smelters::put(tx, list, act))
    }

    async fn smelter_list_heads(&self) -> Stored<Vec<ListHead>> {
        run!(self.read [] tx => smelters::heads(tx))
    }

    async fn smelter_list(&self, id: &str) -> Stored<Option<StoredList>> {
        run!(self.read [id = id.to_owned()] tx => smelters::get(tx, id))
    }

    async fn smelter_lists_in_use(&self) -> Stored<Vec<StoredList>> {
        run!(self.read [] tx => smelters::in_use(tx))
    }

    async fn retire_smelter_list(&self, id: &str, at: Millis, why: &str, act: LogDraft) -> Stored<()> {
        run!(self.write [id = id.to_owned(), at = at, why = why.to_owned(), act = act] tx =>
            smelters::retire(tx, id, *at, why, act))
    }

    async fn smelter_decisions(&self) -> Stored<Vec<SmelterDecision>> {
        run!(self.read [] tx => decision::standing(tx))
    }

    async fn ended_smelter_decisions(&self, limit: u32) -> Stored<Vec<SmelterDecision>> {
        run!(self.read [limit = limit] tx => decision::ended(tx, *limit))
    }

    async fn put_smelter_decision(
        &self,
        made: SmelterDecision,
        replaces: Option<Id>,
        act: LogDraft,
    ) -> Stored<()> {
        run!(self.write [made = made, replaces = replaces, act = act] tx =>
            decision::put(tx, made, replaces.as_deref(), act))
    }

    async fn revoke_smelter_decision(&self, id: &str, end: SmelterEnding, act: LogDraft) -> Stored<()> {
        run!(self.write [id = id.to_owned(), end = end, act = act] tx => decision::revoke(tx, id, end, act))
    }

    async fn put_blank(&self, blank: StoredBlank, act: LogDraft) -> Stored<()> {
        run!(self.write [blank = blank, act = act] tx => blank::put(tx, blank, act))
    }

    async fn blanks(&self) -> Stored<Vec<BlankHead>> {
        run!(self.read [] tx => blank::heads(tx))
    }

    async fn blank_of(&self, version: &str) -> Stored<Option<StoredBlank>> {
        run!(self.read [version = version.to_owned()] tx => blank::of_version(tx, version))
    }

    async fn remove_blank(&self, id: &str, act: LogDraft) -> Stored<()> {
        run!(self.write [id = id.to_owned(), act = act] tx => blank::remove(tx, id, act))
    }

    async fn secret_state(&self) -> Stored<SecretState> {
        run!(self.read [] tx => secret::state(tx))
    }

    async fn secret_check(&self) -> Stored<Option<String>> {
        run!(self.read [] tx => secret::check(tx))
    }

    async fn adopt_secret(&self, check: String) -> Stored<String> {
        run!(self.write [check = check] tx => secret::adopt(tx, check))
    }

    async fn renew_secret(&self, renewal: SecretRenewal) -> Stored<()> {
        run!(self.write [renewal = renewal] tx => secret::renew(tx, renewal))
    }

    async fn put_demo(&self, ahead: Millis) -> Stored<()> {
        run!(self.write [ahead = ahead] tx => house::put_demo(tx, *ahead))
    }

    async fn demo(&self) -> Stored<Option<Millis>> {
        run!(self.read [] tx => house::demo(tx))
    }

    async fn shift_sessions(&self, by: Millis) -> Stored<()> {
        run!(self.write [by = by] tx => session::shift(tx, *by))
    }

    async fn sweep(&self, now: Millis) -> Stored<()> {
        run!(self.write [now = now] tx => house::sweep(tx, *now))
    }
}
