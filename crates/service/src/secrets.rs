//! Identifiers, secrets and what is stored instead of them.

use crate::records::{Id, Millis, SecretHash};
use crate::{DAY, MINUTE, Services};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

const WEEK: Millis = 7 * DAY;
/// A link to choose a new password works in the half hour in which it was written, and in the next.
const RESET: Millis = 30 * MINUTE;

/// SHA-256 as lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// What is stored of a secret. The secrets have 256 random bits, so a plain hash cannot be guessed back.
pub fn hash_secret(secret: &str) -> SecretHash {
    sha256_hex(secret.as_bytes())
}

/// A key of its own for one purpose (`log`, `bounces`, …), from the server's secret. Keys of different purposes tell
/// nothing of each other. A renewed secret gives other keys: whatever is sealed with one must say which
/// ([`check_value`]).
pub fn derive(secret: &[u8; 32], purpose: &str) -> [u8; 32] {
    seal(secret, "key", purpose)
}

/// What the log and all that is kept as evidence is sealed with.
pub fn seal_key(secret: &[u8; 32]) -> [u8; 32] {
    derive(secret, "seal")
}

/// By which a database knows the secret that it belongs to. It does not give the secret away.
pub fn check_value(secret: &[u8; 32]) -> String {
    hex(&derive(secret, "check"))
}

/// The token of a supplier's link. It follows from the link's identifier and the secret, so that a mail can be written
/// again word for word and no token is ever stored.
pub fn link_token(secret: &[u8; 32], link: &str) -> String {
    URL_SAFE_NO_PAD.encode(seal(secret, "link", link))
}

fn seal(secret: &[u8; 32], purpose: &str, name: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("any length of key will do");
    mac.update(purpose.as_bytes());
    mac.update(b":");
    mac.update(name.as_bytes());
    mac.finalize().into_bytes().into()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

impl Services {
    /// A new identifier: 128 random bits.
    pub fn new_id(&self) -> Id {
        let mut bytes = [0u8; 16];
        self.random.fill(&mut bytes);
        hex(&bytes)
    }

    /// A new secret for a cookie or a one-time link: 256 random bits.
    pub fn new_secret(&self) -> String {
        let mut bytes = [0u8; 32];
        self.random.fill(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// A key of its own for one purpose: see [`derive()`].
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        derive(&self.config.secret, purpose)
    }

    /// The token of a supplier's link: see [`link_token`].
    pub fn link_token(&self, link: &str) -> String {
        link_token(&self.config.secret, link)
    }

    /// The token with which a member chooses a password; good for one password only, since the hash goes in, and for
    /// one to two weeks, since the week goes in.
    pub fn member_token(&self, member: &str, password_hash: &str) -> String {
        self.member_token_of(self.now().slot(WEEK), member, password_hash)
    }

    /// The token of whoever forgot the password: good for one password as well, and for half an hour to an hour.
    pub fn reset_token(&self, member: &str, password_hash: &str) -> String {
        self.reset_token_of(self.now().slot(RESET), member, password_hash)
    }

    /// Whether a member may choose a password with this token, of either kind.
    pub(crate) fn member_token_fits(&self, token: &str, member: &str, password_hash: &str) -> bool {
        let (week, slot) = (self.now().slot(WEEK), self.now().slot(RESET));
        let good = [
            self.member_token_of(week, member, password_hash),
            self.member_token_of(week - 1, member, password_hash),
            self.reset_token_of(slot, member, password_hash),
            self.reset_token_of(slot - 1, member, password_hash),
        ];
        // Hashes are compared, so that the time it takes tells nothing about the token.
        let given = hash_secret(token);
        good.iter().any(|token| hash_secret(token) == given)
    }

    fn reset_token_of(&self, slot: i64, member: &str, password_hash: &str) -> String {
        self.token("reset", &format!("{slot}:{member}:{password_hash}"))
    }

    fn member_token_of(&self, week: i64, member: &str, password_hash: &str) -> String {
        self.token("member", &format!("{week}:{member}:{password_hash}"))
    }

    /// What stands in the log for an account that is not there: the same each time, and not to be read back.
    pub(crate) fn pseudonym(&self, email: &str) -> String {
        self.token("account", email).chars().take(16).collect()
    }

    /// What only this portal can make of a name, for one purpose.
    pub(crate) fn token(&self, purpose: &str, name: &str) -> String {
        URL_SAFE_NO_PAD.encode(seal(&self.config.secret, purpose, name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_different_purposes_and_secrets_have_nothing_in_common() {
        let (one, other) = ([7; 32], [8; 32]);
        assert_ne!(derive(&one, "log"), derive(&one, "check"));
        assert_ne!(derive(&one, "log"), derive(&other, "log"));
        assert_eq!(derive(&one, "log"), derive(&one, "log"));
        assert_ne!(check_value(&one), check_value(&other));
        // A purpose is no way to a link's token.
        assert_ne!(derive(&one, "abc"), seal(&one, "link", "abc"));
    }
}
