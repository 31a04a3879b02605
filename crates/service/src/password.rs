//! Passwords: Argon2id with the parameters that OWASP names as the least (19 MiB, 2 passes, 1 lane).

use crate::{FieldProblem, Services};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// Shortest password.
pub const SHORTEST: usize = 8;
/// Longest password; longer ones are refused before they are hashed.
pub const LONGEST: usize = 128;

/// What everybody tries first.
const WORST: &[&str] = &[
    "password",
    "password1",
    "password123",
    "passw0rd",
    "12345678",
    "123456789",
    "1234567890",
    "qwertyui",
    "qwertyuiop",
    "qwerty123",
    "11111111",
    "00000000",
    "abc12345",
    "iloveyou",
    "letmein1",
    "administrator",
    "admin123",
    "welcome1",
    "changeme",
    "touchstone",
    "conflictminerals",
    "minerals",
];

/// Hash of a password that nobody has; checking it costs what checking a real one costs.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$3PuSbLaGjTvNsZBRXD9YB4NgnGZVsLuTvyJ0GIq0O3g";

/// What is wrong with a new password; `context` are words that a guesser knows (name, address, company).
pub fn weakness(password: &str, context: &[&str]) -> Option<FieldProblem> {
    let problem = |text| Some(FieldProblem::new("password", text));
    let length = password.chars().count();
    if length < SHORTEST {
        return problem("problem.password_short");
    }
    if length > LONGEST {
        return problem("problem.password_long");
    }
    let lower = password.to_lowercase();
    let plain = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_punctuation());
    let known = WORST.contains(&lower.as_str())
        || WORST.contains(&plain)
        || lower.chars().all(|c| lower.starts_with(c))
        || context
            .iter()
            .map(|word| word.to_lowercase())
            .any(|word| word.len() >= 4 && (lower == word || plain == word || lower.starts_with(&word)));
    if known { problem("problem.password_known") } else { None }
}

/// The hash to check against, and whether a match counts. Whoever has no password (nobody of that name, a new member,
/// one whose password was reset) is checked against [`NOBODY`], so that the work is the same for all.
fn to_check(hash: Option<&str>) -> (Option<PasswordHash>, bool) {
    match hash.and_then(|text| PasswordHash::new(text).ok()) {
        Some(real) => (Some(real), true),
        None => (PasswordHash::new(NOBODY).ok(), false),
    }
}

impl Services {
    /// Hashes a password.
    pub(crate) async fn hash_password(&self, password: String) -> crate::Result<String> {
        let hash = move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string());
        match self.hashing.run(hash).await {
            Some(Ok(hash)) => Ok(hash),
            _ => Err(crate::ServiceError::Internal("password hashing failed".into())),
        }
    }

    /// Whether the password belongs to the hash. Without a hash (nobody of that name) the same work is done, so that
    /// time does not tell.
    pub(crate) async fn verify_password(&self, password: String, hash: Option<String>) -> bool {
        if password.len() > LONGEST * 4 {
            return false;
        }
        let check = move || {
            let (hash, real) = to_check(hash.as_deref());
            hash.is_some_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
                && real
        };
        self.hashing.run(check).await.unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_account_costs_what_a_known_one_costs() {
        let real = Argon2::default().hash_password(b"whatever").unwrap().to_string();
        let parameters = |hash: &str| PasswordHash::new(hash).unwrap().params.to_string();
        assert_eq!(parameters(NOBODY), parameters(&real));
        assert_eq!(parameters(NOBODY), "m=19456,t=2,p=1");
    }

    #[test]
    fn a10_whoever_has_no_password_is_checked_with_the_same_work() {
        for none in [None, Some(""), Some("!reset"), Some("$argon2id$broken")] {
            let (hash, counts) = to_check(none);
            assert_eq!(hash.expect("there is work to do").params.to_string(), "m=19456,t=2,p=1", "{none:?}");
            assert!(!counts, "{none:?}");
        }
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for word in ["password", "Password1!", "touchstone2026", "aaaaaaaaaa", "acme-2026", "short"] {
            assert!(weakness(word, &["Acme", "amy@example.com"]).is_some(), "{word}");
        }
        assert!(weakness("correct horse battery", &["Acme"]).is_none());
        assert!(weakness(&"x1".repeat(65), &[]).is_some());
    }
}
