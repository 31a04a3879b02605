use super::run;
use crate::sql::{member, second_factor, session, setup};
use crate::store::SqlStore;
use async_trait::async_trait;
use service::ports::{StoreResult, TeamStore, Tries};
use service::records::*;

#[async_trait]
impl TeamStore for SqlStore {
    async fn company(&self) -> StoreResult<Option<Company>> {
        run!(self.read [] tx => setup::company(tx))
    }

    async fn save_company(&self, company: Company, act: LogDraft) -> StoreResult<()> {
        run!(self.write [company = company, act = act] tx => setup::save_company(tx, company, act))
    }

    async fn put_setup_token(&self, hash: SecretHash, now: Instant) -> StoreResult<()> {
        run!(self.write [hash = hash, now = now] tx => setup::put_token(tx, hash, *now))
    }

    async fn setup_token_valid(&self, hash: &str) -> StoreResult<bool> {
        run!(self.read [hash = hash.to_owned()] tx => setup::token_valid(tx, hash))
    }

    async fn complete_setup(
        &self,
        hash: &str,
        company: Company,
        first: Member,
        act: LogDraft,
    ) -> StoreResult<()> {
        run!(self.write [hash = hash.to_owned(), company = company, first = first, act = act] tx =>
            setup::complete(tx, hash, company, first, act))
    }

    async fn is_set_up(&self) -> StoreResult<bool> {
        run!(self.read [] tx => setup::is_set_up(tx))
    }

    async fn member(&self, id: &MemberId) -> StoreResult<Option<Member>> {
        run!(self.read [id = id.clone()] tx => member::get(tx, id))
    }

    async fn member_by_email(&self, email: &str) -> StoreResult<Option<Member>> {
        run!(self.read [email = email.to_owned()] tx => member::by_email(tx, email))
    }

    async fn members(&self) -> StoreResult<Vec<Member>> {
        run!(self.read [] tx => member::all(tx))
    }

    async fn add_member(&self, member: Member, mails: Vec<NewMail>, act: LogDraft) -> StoreResult<()> {
        run!(self.write [member = member, mails = mails, act = act] tx => member::add(tx, member, mails, act))
    }

    async fn change_member(
        &self,
        id: &MemberId,
        change: MemberChange,
        mails: Vec<NewMail>,
        act: LogDraft,
    ) -> StoreResult<()> {
        run!(self.write [id = id.clone(), change = change, mails = mails, act = act] tx =>
            member::change(tx, id, change, mails, act))
    }

    async fn create_session(&self, session: Session) -> StoreResult<()> {
        run!(self.write [session = session] tx => session::create(tx, session))
    }

    async fn session(&self, hash: &str, now: Instant, idle_since: Instant) -> StoreResult<Option<Session>> {
        let found = run!(self.read [hash = hash.to_owned(), now = now, idle_since = idle_since] tx =>
            session::get(tx, hash, *now, *idle_since))?;
        let Some(session) = found else { return Ok(None) };
        if !session::is_stale(&session, now) {
            return Ok(Some(session));
        }
        run!(self.write [session = session.clone(), now = now] tx => session::touch(tx, session, *now))?;
        Ok(Some(session::seen(session, now)))
    }

    async fn end_session(&self, hash: &str) -> StoreResult<()> {
        run!(self.write [hash = hash.to_owned()] tx => session::end(tx, hash))
    }

    async fn place_session(&self, hash: &str, place: SessionPlace) -> StoreResult<()> {
        run!(self.write [hash = hash.to_owned(), place = place] tx => session::place(tx, hash, place))
    }

    async fn end_sessions(&self, owner: &SessionOwner) -> StoreResult<u64> {
        run!(self.write [owner = owner.clone()] tx => session::end_all(tx, owner))
    }

    async fn sessions_of(
        &self,
        id: &MemberId,
        now: Instant,
        idle_since: Instant,
    ) -> StoreResult<Vec<Session>> {
        run!(self.read [id = id.clone(), now = now, idle_since = idle_since] tx =>
            session::of_member(tx, id, *now, *idle_since))
    }

    async fn end_session_of(&self, id: &MemberId, hash: &str, act: LogDraft) -> StoreResult<bool> {
        run!(self.write [id = id.clone(), hash = hash.to_owned(), act = act] tx =>
            session::end_of(tx, id, hash, act))
    }

    async fn second_factor(&self, id: &MemberId) -> StoreResult<Option<SecondFactor>> {
        run!(self.read [id = id.clone()] tx => second_factor::get(tx, id))
    }

    async fn members_with_second_factor(&self) -> StoreResult<Vec<MemberId>> {
        run!(self.read [] tx => second_factor::members(tx))
    }

    async fn set_second_factor(
        &self,
        id: &MemberId,
        factor: Option<SecondFactor>,
        mails: Vec<NewMail>,
        act: LogDraft,
    ) -> StoreResult<()> {
        run!(self.write [id = id.clone(), factor = factor, mails = mails, act = act] tx =>
            second_factor::set(tx, id, factor.as_ref(), mails, act))
    }

    async fn use_code_of_step(&self, id: &MemberId, step: i64) -> StoreResult<bool> {
        run!(self.write [id = id.clone(), step = step] tx => second_factor::use_step(tx, id, *step))
    }

    async fn use_recovery_code(&self, id: &MemberId, hash: &str) -> StoreResult<bool> {
        run!(self.write [id = id.clone(), hash = hash.to_owned()] tx => second_factor::use_recovery(tx, id, hash))
    }

    async fn demands_second_factor(&self) -> StoreResult<bool> {
        run!(self.read [] tx => second_factor::is_demanded(tx))
    }

    async fn demand_second_factor(&self, demanded: bool, act: LogDraft) -> StoreResult<()> {
        run!(self.write [demanded = demanded, act = act] tx => second_factor::demand(tx, *demanded, act))
    }

    async fn throttle(&self, key: &str, limit: i64, window: Millis, now: Instant) -> StoreResult<bool> {
        run!(self.write [key = key.to_owned(), limit = limit, window = window, now = now] tx =>
            session::throttle(tx, key, *limit, *window, *now))
    }

    async fn confirm_session(&self, hash: &str, now: Instant) -> StoreResult<()> {
        run!(self.write [hash = hash.to_owned(), now = now] tx => session::confirm(tx, hash, *now))
    }

    async fn session_confirmed_at(&self, hash: &str) -> StoreResult<Option<Instant>> {
        run!(self.read [hash = hash.to_owned()] tx => session::confirmed_at(tx, hash))
    }

    async fn tries(&self, of: &[Tries], now: Instant) -> StoreResult<Vec<i64>> {
        run!(self.read [of = of.to_vec(), now = now] tx => session::counted(tx, of, *now))
    }

    async fn count_tries(&self, of: &[Tries], now: Instant) -> StoreResult<()> {
        run!(self.write [of = of.to_vec(), now = now] tx => session::count(tx, of, *now))
    }

    async fn give_tries_back(&self, of: &[Tries], now: Instant) -> StoreResult<()> {
        run!(self.write [of = of.to_vec(), now = now] tx => session::give_back(tx, of, *now))
    }
}
