//! Identifiers, secrets and what is stored instead of them.

use crate::records::{Id, Millis, SecretHash};
use crate::{DAY, Services};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

const WEEK: Millis = 7 * DAY;

/// SHA-256 as lower-case hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// What is stored of a secret. The secrets have 256 random bits, so a plain hash cannot be guessed back.
pub fn hash_secret(secret: &str) -> SecretHash {
    sha256_hex(secret.as_bytes())
}

fn hex(bytes: &[u8]) -> String {
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

    /// The token of a supplier's link. It follows from the link's identifier and the server's secret, so that a mail
    /// can be written again word for word and no token is ever stored.
    pub fn link_token(&self, link: &str) -> String {
        self.derive("link", link)
    }

    /// The token with which a member chooses a password; good for one password only, since the hash goes in, and for
    /// one to two weeks, since the week goes in.
    pub fn member_token(&self, member: &str, password_hash: &str) -> String {
        self.member_token_of(self.now() / WEEK, member, password_hash)
    }

    /// Whether a member may choose a password with this token.
    pub(crate) fn member_token_fits(&self, token: &str, member: &str, password_hash: &str) -> bool {
        let (week, given) = (self.now() / WEEK, hash_secret(token));
        // Hashes are compared, so that the time it takes tells nothing about the token.
        [week, week - 1]
            .iter()
            .any(|w| hash_secret(&self.member_token_of(*w, member, password_hash)) == given)
    }

    fn member_token_of(&self, week: i64, member: &str, password_hash: &str) -> String {
        self.derive("member", &format!("{week}:{member}:{password_hash}"))
    }

    fn derive(&self, purpose: &str, name: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.config.secret).expect("any length of key will do");
        mac.update(purpose.as_bytes());
        mac.update(b":");
        mac.update(name.as_bytes());
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }
}
