use super::{StoreResult, Tries};
use crate::records::*;
use async_trait::async_trait;

/// Company, team, sessions.
#[async_trait]
pub trait TeamStore: Send + Sync {
    /// The company, once set up.
    async fn company(&self) -> StoreResult<Option<Company>>;
    /// Stores the company.
    async fn save_company(&self, company: Company, log: LogDraft) -> StoreResult<()>;
    /// Stores the hash of the set-up token, replacing an older one. Does nothing once there is an administrator.
    async fn put_setup_token(&self, hash: SecretHash, now: Instant) -> StoreResult<()>;
    /// Whether this set-up token is the present one and there is no administrator yet.
    async fn setup_token_valid(&self, hash: &str) -> StoreResult<bool>;
    /// Stores company and first administrator and burns the token; [`super::StoreError::Conflict`] if it was used already.
    async fn complete_setup(
        &self,
        hash: &str,
        company: Company,
        first: Member,
        log: LogDraft,
    ) -> StoreResult<()>;
    /// Whether there is an administrator.
    async fn is_set_up(&self) -> StoreResult<bool>;
    async fn member(&self, id: &MemberId) -> StoreResult<Option<Member>>;
    /// A member by address (any letter case).
    async fn member_by_email(&self, email: &str) -> StoreResult<Option<Member>>;
    /// All members, by name.
    async fn members(&self) -> StoreResult<Vec<Member>>;
    async fn add_member(&self, member: Member, mails: Vec<NewMail>, log: LogDraft) -> StoreResult<()>;
    /// Changes one thing at a member and ends its sessions. Refuses to leave the company without an enabled
    /// administrator who has a password ([`super::StoreError::Conflict`]). A password hash that is empty or begins with `!` is
    /// none.
    async fn change_member(
        &self,
        id: &MemberId,
        change: MemberChange,
        mails: Vec<NewMail>,
        log: LogDraft,
    ) -> StoreResult<()>;
    /// Begins a session.
    async fn create_session(&self, session: Session) -> StoreResult<()>;
    /// The session with this hash, if it is neither over nor idle since before `idle_since`, nor its
    /// owner disabled. Moves `seen_at` on when it is more than a minute old. Whatever the clock said when it began,
    /// it began now at the latest and lives no longer for that.
    async fn session(&self, hash: &str, now: Instant, idle_since: Instant) -> StoreResult<Option<Session>>;
    async fn end_session(&self, hash: &str) -> StoreResult<()>;
    /// Notes where a session was begun.
    async fn place_session(&self, hash: &str, place: SessionPlace) -> StoreResult<()>;
    /// Ends all sessions of an owner; says how many.
    async fn end_sessions(&self, owner: &SessionOwner) -> StoreResult<u64>;
    /// The sessions of a member that could be used now, the one used last first. None that awaits a code.
    async fn sessions_of(
        &self,
        id: &MemberId,
        now: Instant,
        idle_since: Instant,
    ) -> StoreResult<Vec<Session>>;
    /// Ends a session of this member and of nobody else; says whether there was one.
    async fn end_session_of(&self, id: &MemberId, hash: &str, log: LogDraft) -> StoreResult<bool>;
    /// What a member signs in with besides the password, if anything.
    async fn second_factor(&self, id: &MemberId) -> StoreResult<Option<SecondFactor>>;
    /// Who has one, in no order.
    async fn members_with_second_factor(&self) -> StoreResult<Vec<MemberId>>;
    /// Gives a member a second factor in place of the present one, or takes it away. The member's sessions end.
    async fn set_second_factor(
        &self,
        id: &MemberId,
        factor: Option<SecondFactor>,
        mails: Vec<NewMail>,
        log: LogDraft,
    ) -> StoreResult<()>;
    /// Uses the code of a step up; false where that step or a later one was used before.
    async fn use_code_of_step(&self, id: &MemberId, step: i64) -> StoreResult<bool>;
    /// Uses a recovery code up; false where it is none, or no more.
    async fn use_recovery_code(&self, id: &MemberId, hash: &str) -> StoreResult<bool>;
    /// Whether every member must have a second factor.
    async fn demands_second_factor(&self) -> StoreResult<bool>;
    /// Whether every member must have one from now on.
    async fn demand_second_factor(&self, demanded: bool, log: LogDraft) -> StoreResult<()>;
    /// Counts a try under `key` in the present window of `window` milliseconds; false when more than `limit` were
    /// counted.
    async fn throttle(&self, key: &str, limit: i64, window: Millis, now: Instant) -> StoreResult<bool>;
    /// Notes that whoever uses this session gave the password again.
    async fn confirm_session(&self, hash: &str, now: Instant) -> StoreResult<()>;
    /// When the password was given last: at the beginning of the session, or since.
    async fn session_confirmed_at(&self, hash: &str) -> StoreResult<Option<Instant>>;
    /// How many tries were counted in the present windows.
    async fn tries(&self, of: &[Tries], now: Instant) -> StoreResult<Vec<i64>>;
    /// Counts one try of each kind.
    async fn count_tries(&self, of: &[Tries], now: Instant) -> StoreResult<()>;
    /// Forgets the tries of the first kind, and takes as many from the others.
    async fn give_tries_back(&self, of: &[Tries], now: Instant) -> StoreResult<()>;
}
