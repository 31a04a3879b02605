//! Passwords: Argon2id with the parameters that OWASP names as the least (19 MiB, 2 passes, 1 lane).

use crate::worker_pool::Priority;
use crate::{FieldProblem, Result, ServiceError, Services};
use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::{Output, PasswordHash};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::cell::RefCell;
use zxcvbn::feedback::Warning;
use zxcvbn::{Score, zxcvbn};

/// Shortest password.
pub const SHORTEST: usize = 8;
/// Longest password; longer ones are refused before they are hashed.
pub const LONGEST: usize = 128;

/// How hard a password must be to guess: more than a hundred million tries.
const ENOUGH: Score = Score::Three;
/// Own words that are shorter say nothing.
const OWN_WORD: usize = 3;

/// Hash of a password that nobody has; checking it costs what checking a real one costs.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$3PuSbLaGjTvNsZBRXD9YB4NgnGZVsLuTvyJ0GIq0O3g";

/// Words that a guesser knows, as they stand and taken apart: `Ada Vale` is also `ada`, `vale` and `adavale`.
pub fn own_words(known: &[&str]) -> Vec<String> {
    let mut out = vec!["touchstone".to_owned(), "conflictminerals".to_owned(), "minerals".to_owned()];
    for text in known.iter().map(|text| text.to_lowercase()) {
        let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        out.push(parts.concat());
        out.extend(parts.into_iter().map(str::to_owned));
        out.push(text);
    }
    out.retain(|word| word.chars().count() >= OWN_WORD);
    // The longest first, so that a part is not taken out of the whole.
    out.sort_by_key(|word| std::cmp::Reverse(word.len()));
    out.dedup();
    out
}

/// What is wrong with a new password; `own` are the words that a guesser knows.
pub fn weakness(password: &str, own: &[String]) -> Option<FieldProblem> {
    let problem = |text| Some(FieldProblem::new("password", text));
    let length = password.chars().count();
    if length < SHORTEST {
        return problem("problem.password_short");
    }
    if length > LONGEST {
        return problem("problem.password_long");
    }
    let words: Vec<&str> = own.iter().map(String::as_str).collect();
    let judged = zxcvbn(password, &words);
    if judged.score() < ENOUGH {
        return problem(why(judged.feedback().and_then(|said| said.warning()), password, own));
    }
    // Own words count for nothing: `Halden 2026!` is as good as ` 2026!`.
    let rest = without(password, own);
    let hard = rest.len() == password.len() || zxcvbn(&rest, &words).score() >= ENOUGH;
    if hard { None } else { problem("problem.password_own") }
}

fn without(password: &str, own: &[String]) -> String {
    own.iter().fold(password.to_lowercase(), |rest, word| rest.replace(word.as_str(), ""))
}

/// The sentence that says why, and what helps.
fn why(warning: Option<Warning>, password: &str, own: &[String]) -> &'static str {
    use Warning::*;
    if without(password, own).len() < password.len() {
        return "problem.password_own";
    }
    match warning {
        Some(StraightRowsOfKeysAreEasyToGuess | ShortKeyboardPatternsAreEasyToGuess) => {
            "problem.password_keys"
        }
        Some(RepeatsLikeAaaAreEasyToGuess | RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess) => {
            "problem.password_repeats"
        }
        Some(SequencesLikeAbcAreEasyToGuess) => "problem.password_sequence",
        Some(RecentYearsAreEasyToGuess | DatesAreOftenEasyToGuess) => "problem.password_date",
        Some(NamesAndSurnamesByThemselvesAreEasyToGuess | CommonNamesAndSurnamesAreEasyToGuess) => {
            "problem.password_names"
        }
        Some(
            ThisIsATop10Password
            | ThisIsATop100Password
            | ThisIsACommonPassword
            | ThisIsSimilarToACommonlyUsedPassword
            | AWordByItselfIsEasyToGuess,
        ) => "problem.password_common",
        None => "problem.password_known",
    }
}

/// The hash to check against, and whether a match counts. Whoever has no password (nobody of that name, a new member,
/// one whose password was reset) is checked against [`NOBODY`], so that the work is the same for all.
fn to_check(hash: Option<&str>) -> (Option<PasswordHash>, bool) {
    match hash.and_then(|text| PasswordHash::new(text).ok()) {
        Some(real) => (Some(real), true),
        None => (PasswordHash::new(NOBODY).ok(), false),
    }
}

thread_local! {
    /// The memory that a thread hashes in. Taken anew for each password, it would leave holes that only grow.
    static MEMORY: RefCell<Vec<Block>> = const { RefCell::new(Vec::new()) };
}

/// Whether this is the password of a hash. None where the hash is not one of ours.
fn matches(password: &[u8], hash: &PasswordHash) -> Option<bool> {
    let (salt, expected) = (hash.salt.as_ref()?, hash.hash.as_ref()?);
    let algorithm = Algorithm::try_from(hash.algorithm.as_str()).ok()?;
    let version = hash.version.map_or(Ok(Version::default()), Version::try_from).ok()?;
    let params = Params::try_from(hash).ok()?;
    let blocks = params.block_count();
    let argon = Argon2::new(algorithm, version, params);
    MEMORY.with_borrow_mut(|memory| {
        memory.resize(blocks.max(memory.len()), Block::new());
        let mut out = [0; Output::MAX_LENGTH];
        let out = &mut out[..expected.len()];
        argon.hash_password_into_with_memory(password, salt, out, &mut memory[..blocks]).ok()?;
        // Outputs are compared in constant time.
        Some(Output::new(out).ok()? == *expected)
    })
}

impl Services {
    /// Refuses a password that is easy to guess. `known` is what a guesser knows of the person.
    pub(crate) async fn judge_password(&self, password: &str, known: &[&str]) -> Result<()> {
        let company = self.company().await?;
        let of_company = [&company.name, &company.domain, &company.contact_name, &company.contact_email];
        let known: Vec<&str> = known.iter().copied().chain(of_company.map(String::as_str)).collect();
        // Judging a long one takes a while.
        let (password, own) = (password.to_owned(), own_words(&known));
        match self.hashing.run(Priority::Known, move || weakness(&password, &own)).await {
            Some(None) => Ok(()),
            Some(Some(problem)) => Err(ServiceError::Invalid(vec![problem])),
            None => Err(ServiceError::Internal("judging a password failed".into())),
        }
    }

    pub(crate) async fn hash_password(&self, password: String) -> Result<String> {
        let hash = move || Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string());
        match self.hashing.run(Priority::Known, hash).await {
            Some(Ok(hash)) => Ok(hash),
            _ => Err(ServiceError::Internal("password hashing failed".into())),
        }
    }

    /// Whether the password belongs to the hash. Without a hash (nobody of that name) the same work is done, so that
    /// time does not tell.
    pub(crate) async fn verify_password(
        &self,
        priority: Priority,
        password: String,
        hash: Option<String>,
    ) -> bool {
        if password.len() > LONGEST * 4 {
            return false;
        }
        let check = move || {
            let (hash, real) = to_check(hash.as_deref());
            hash.and_then(|hash| matches(password.as_bytes(), &hash)).unwrap_or(false) && real
        };
        self.hashing.run(priority, check).await.unwrap_or(false)
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
    fn a_password_matches_its_hash_and_no_other() {
        for password in ["slow river stones", "", "\u{1f511} and \0"] {
            let hash = Argon2::default().hash_password(password.as_bytes()).unwrap();
            assert_eq!(matches(password.as_bytes(), &hash), Some(true));
            assert_eq!(matches(b"another", &hash), Some(false));
        }
        // Written with other parameters, by this or another program.
        let old = "$argon2id$v=19$m=64,t=3,p=2$c29tZXNhbHRzb21lc2FsdA";
        let params = Params::new(64, 3, 2, None).unwrap();
        let mut out = [0; 32];
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon.hash_password_into(b"slow river stones", b"somesaltsomesalt", &mut out).unwrap();
        let hash = PasswordHash::new(&format!("{old}${}", Output::new(&out).unwrap())).unwrap();
        assert_eq!(matches(b"slow river stones", &hash), Some(true));
        assert_eq!(matches(b"slow river stone", &hash), Some(false));
        assert_eq!(matches(b"x", &PasswordHash::new("$scrypt$ln=1$c29tZXNhbHQ").unwrap()), None);
    }

    fn problem(password: &str) -> String {
        let own = own_words(&["Ingrid Vale", "i.vale@halden.example", "Halden Instruments AG"]);
        weakness(password, &own).map_or(String::new(), |problem| problem.text)
    }

    #[test]
    fn f_d13_what_is_easy_to_guess_is_refused_with_the_reason() {
        for (password, text) in [
            ("short", "problem.password_short"),
            ("password", "problem.password_common"),
            ("P@ssw0rd", "problem.password_common"),
            ("Summer2026!", "problem.password_common"),
            ("welcome123", "problem.password_common"),
            ("Company123!", "problem.password_known"),
            ("Halden2026", "problem.password_own"),
            ("Halden 2026!", "problem.password_own"),
            ("Ingrid-Vale-1984", "problem.password_own"),
            ("haldeninstruments", "problem.password_own"),
            ("touchstone2026", "problem.password_own"),
            ("aaaaaaaaaaaa", "problem.password_repeats"),
            ("aaaaaaaab", "problem.password_sequence"),
            ("2019-05-23", "problem.password_date"),
            (&"x1".repeat(65), "problem.password_long"),
        ] {
            assert_eq!(problem(password), text, "{password}");
        }
        // L-D3: what every list of leaked passwords holds.
        for password in [
            "asdfghjkl",
            "1q2w3e4r",
            "Winter2026",
            "Monday123",
            "trustno1!",
            "Welcome2026!",
            "qwertyuiopasdf",
        ] {
            assert_ne!(problem(password), "", "{password}");
        }
        for password in
            ["correct horse battery", "slow river stones", "halden likes grey herons", "kwyjibo-9q"]
        {
            assert_eq!(problem(password), "", "{password}");
        }
    }

    #[test]
    fn f_d13_every_reason_is_said_in_each_language() {
        for (language, _) in domain::text::LANGUAGES {
            let texts = domain::text::embedded::texts(language);
            for reason in
                ["short", "long", "known", "common", "own", "keys", "repeats", "sequence", "date", "names"]
            {
                assert!(texts.has(&format!("problem.password_{reason}")), "{language} {reason}");
            }
        }
    }
}
