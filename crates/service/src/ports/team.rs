use super::{Stored, Tries};
use crate::records::*;
use async_trait::async_trait;

/// Company, team, sessions.
#[async_trait]
pub trait TeamStore: Send + Sync {
    /// The company, once set up.
    async fn company(&self) -> Stored<Option<Company>>;
    /// Stores the company.
    async fn save_company(&self, company: Company, log: LogDraft) -> Stored<()>;
    /// Stores the hash of the set-up token, replacing an older one. Does nothing once there is an administrator.
    async fn put_setup_token(&self, hash: SecretHash, now: Millis) -> Stored<()>;
    /// Whether this set-up token is the present one and there is no administrator yet.
    async fn setup_token_valid(&self, hash: &str) -> Stored<bool>;
    /// Stores company and first administrator and burns the token; [`super::StoreError::Conflict`] if it was used already.
    async fn complete_setup(&self, hash: &str, company: Company, first: Member, log: LogDraft) -> Stored<()>;
    /// Whether there is an administrator.
    async fn is_set_up(&self) -> Stored<bool>;
    async fn member(&self, id: &MemberId) -> Stored<Option<Member>>;
    /// A member by address (any letter case).
    async fn member_by_email(&self, email: &str) -> Stored<Option<Member>>;
    /// All members, by name.
    async fn members(&self) -> Stored<Vec<Member>>;
    async fn add_member(&self, member: Member, mails: Vec<NewMail>, log: LogDraft) -> Stored<()>;
    /// Changes one thing at a member and ends its sessions. Refuses to leave the company without an enabled
    /// administrator who has a password ([`super::StoreError::Conflict`]). A password hash that is empty or begins with `!` is
    /// none.
    async fn change_member(
        &self,
        id: &MemberId,
        change: MemberChange,
        mails: Vec<NewMail>,
        log: LogDraft,
    ) -> Stored<()>;
    /// Begins a session.
    async fn create_session(&self, session: Session) -> Stored<()>;
    /// The session with this hash, if it is neither over nor idle since before `idle_since`, nor its
    /// owner disabled. Moves `seen_at` on when it is more than a minute old. Whatever the clock said when it began,
    /// it began now at the latest and lives no longer for that.
    async fn session(&self, hash: &str, now: Millis, idle_since: Millis) -> Stored<Option<Session>>;
    async fn end_session(&self, hash: &str) -> Stored<()>;
    /// Ends all sessions of an owner; says how many.
    async fn end_sessions(&self, owner: &SessionOwner) -> Stored<u64>;
    /// Counts a try under `key` in the present window of `window` milliseconds; false when more than `limit` were
    /// counted.
    async fn throttle(&self, key: &str, limit: i64, window: Millis, now: Millis) -> Stored<bool>;
    /// Notes that whoever uses this session gave the password again.
    async fn confirm_session(&self, hash: &str, now: Millis) -> Stored<()>;
    /// When the password was given last: at the beginning of the session, or since.
    async fn session_confirmed_at(&self, hash: &str) -> Stored<Option<Millis>>;
    /// How many tries were counted in the present windows.
    async fn tries(&self, of: &[Tries], now: Millis) -> Stored<Vec<i64>>;
    /// Counts one try of each kind.
    async fn count_tries(&self, of: &[Tries], now: Millis) -> Stored<()>;
    /// Forgets the tries of the first kind, and takes as many from the others.
    async fn give_tries_back(&self, of: &[Tries], now: Millis) -> Stored<()>;
}
