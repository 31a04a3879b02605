//! What a member signs in with besides the password.

use super::{Instant, SecretHash};

/// An authenticator app of a member, and recovery codes for when it is lost. The app's secret is not stored: it follows
/// from the portal's own secret and `nonce`, so that whoever reads the database can make no code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecondFactor {
    pub nonce: String,
    pub since: Instant,
    /// Hashes of the recovery codes that were not used yet.
    pub codes: Vec<SecretHash>,
    /// The half minute (since 1970) whose code was used last: no code counts twice.
    pub last_step: i64,
}

/// Where a session was begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionPlace {
    /// The network address.
    pub address: String,
    /// Browser and system, in words (`Firefox, Windows`).
    pub browser: String,
}
