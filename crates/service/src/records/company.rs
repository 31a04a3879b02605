//! The company that asks, its team, and who is signed in.

use super::{Instant, MemberId, RequestId, Scope, SecretHash, SessionPlace};
use domain::terms::Role;
use serde::{Deserialize, Serialize};

/// The company that asks: shown to every supplier.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Company {
    pub name: String,
    /// Its web domain, by which a supplier recognises it (`example.com`).
    pub domain: String,
    /// Who asks and why, in its own words.
    pub why: String,
    /// Whom a supplier may ask.
    pub contact_name: String,
    /// Where to write to.
    pub contact_email: String,
    /// Address of its minerals policy.
    pub policy_url: String,
    /// How to raise a grievance: an address or a telephone number.
    pub grievance: String,
    /// How many months answers are kept.
    pub retention_months: u32,
    /// Its time zone (`Europe/Berlin`), in which it is asked whether a day lies ahead; blank for UTC.
    pub zone: String,
}

/// A member of the compliance team.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    pub id: MemberId,
    /// E-mail address, lower case, unique.
    pub email: String,
    /// Name as shown to colleagues.
    pub name: String,
    /// What the member may do.
    pub role: Role,
    /// Argon2id hash in PHC form.
    pub password_hash: String,
    /// When the member joined.
    pub created_at: Instant,
    /// When access was taken away.
    pub disabled_at: Option<Instant>,
    /// What of the survey the member works on.
    pub scope: Scope,
}

impl std::fmt::Debug for Member {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Member").field("id", &self.id).field("role", &self.role).finish_non_exhaustive()
    }
}

/// What changes at a member: this and nothing else, so that two who change different things at once both get through.
#[derive(Clone, PartialEq, Eq)]
pub enum MemberChange {
    /// What the member may do.
    Role(Role, Scope),
    /// Access taken away at this time, or given back.
    Disabled(Option<Instant>),
    /// A password. Where `old` is given, it must still be the present one, or the change is a conflict.
    Password {
        /// The hash that was read.
        old: Option<String>,
        /// The new hash.
        new: String,
    },
}

/// Whom a session belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SessionOwner {
    /// A member of the team.
    Member(MemberId),
    /// A member who gave the password and has yet to give the code of a second factor. Opens nothing.
    AwaitsCode(MemberId),
    /// A member who must set a second factor up before anything else: read so, and begun as a member's.
    LacksFactor(MemberId),
    /// Whoever opened a supplier's link: for this one request.
    Request(RequestId),
}

/// A session. The cookie holds the secret; only its hash is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Hash of the cookie's secret.
    pub hash: SecretHash,
    /// Whose.
    pub owner: SessionOwner,
    /// Where it was begun; empty for suppliers.
    pub place: SessionPlace,
    /// When it began.
    pub created_at: Instant,
    /// When it was used last (to the minute).
    pub seen_at: Instant,
    /// When it ends whatever happens.
    pub expires_at: Instant,
}
