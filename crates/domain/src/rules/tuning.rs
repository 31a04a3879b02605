//! What a profile may say: for the desk, where profiles are written. No page of a supplier links it.

use super::profile::{LOW_SHARE, Limit, MAX_AGE, Profile, WHOLE_SHARE};
use super::rev::{DROPPED_SHARE, DUMP_ROWS, SAME_ROWS};
use super::{Rule, Source, any_rule, every_rule};
use crate::Severity;
use std::ops::RangeInclusive;

/// Every number that a profile may set, with what it may be.
pub const LIMITS: &[(Limit, RangeInclusive<u32>)] = &[
    (MAX_AGE, 1..=60),
    (WHOLE_SHARE, 50..=100),
    (LOW_SHARE, 0..=100),
    (DUMP_ROWS, 10..=5_000),
    (SAME_ROWS, 2..=5_000),
    (DROPPED_SHARE, 1..=100),
];

/// The key of what a rule does: `off`, `note`, `warning`, `error`.
pub fn level_key(level: Option<Severity>) -> &'static str {
    match level {
        None => "off",
        Some(Severity::Note) => "note",
        Some(Severity::Warning) => "warning",
        Some(Severity::Error) => "error",
    }
}

/// What a rule may be made to do, strongest first. What the official checker demands stays an error, and so do the
/// rules without which answers cannot be read; nothing becomes an error that is not one, so that there is a truthful
/// way past every error; and what only a reviewer sees never blocks (docs/decisions/0007).
pub fn choices(rule: &Rule) -> &'static [Option<Severity>] {
    const ALL: [Option<Severity>; 4] =
        [Some(Severity::Error), Some(Severity::Warning), Some(Severity::Note), None];
    let official = !matches!(rule.source, Source::Ours(_)) || rule.code.starts_with("ANS");
    match (rule.built_in(), official) {
        (Severity::Error, true) => &ALL[..1],
        (Severity::Error, false) => &ALL,
        _ => &ALL[1..],
    }
}

/// One thing that is wrong with a profile: the key that it stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadEntry(pub String);

impl Profile {
    /// The same with nothing in it that is built in anyway; or what no profile may say.
    pub fn tidy(&self) -> Result<Profile, Vec<BadEntry>> {
        let mut kept = Profile::default();
        let mut bad = Vec::new();
        for (key, value) in &self.0 {
            let fits = match (any_rule(key), LIMITS.iter().find(|(limit, _)| limit.key == key)) {
                (Some(rule), _) => {
                    let found = choices(rule).iter().find(|level| level_key(**level) == value);
                    found.map(|level| *level == Some(rule.built_in()))
                }
                (None, Some((limit, range))) => {
                    let number = value.parse::<u32>().ok().filter(|n| range.contains(n));
                    number.map(|n| n == limit.default)
                }
                (None, None) => None,
            };
            match fits {
                Some(true) => {}
                Some(false) => {
                    kept.0.insert(key.clone(), value.clone());
                }
                None => bad.push(BadEntry(key.clone())),
            }
        }
        if self.limit(LOW_SHARE) > self.limit(WHOLE_SHARE) {
            bad.push(BadEntry(LOW_SHARE.key.to_owned()));
        }
        if bad.is_empty() { Ok(kept) } else { Err(bad) }
    }
}

/// Every rule that a profile can speak of, with what it may be made to do.
pub fn tunable() -> impl Iterator<Item = (&'static Rule, &'static [Option<Severity>])> {
    every_rule().map(|rule| (rule, choices(rule)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(entries: &[(&str, &str)]) -> Profile {
        Profile(entries.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn what_is_built_in_anyway_is_not_kept() {
        let p = profile(&[("MTL002", "warning"), ("MTL003", "off"), ("months", "12"), ("CMP007", "note")]);
        assert_eq!(p.tidy(), Ok(profile(&[("MTL003", "off"), ("CMP007", "note")])));
    }

    #[test]
    fn what_the_official_checker_demands_cannot_be_weakened() {
        for (code, level) in [("CMP001", "warning"), ("ANS002", "off"), ("SML006", "note"), ("PRD001", "off")]
        {
            assert_eq!(profile(&[(code, level)]).tidy(), Err(vec![BadEntry(code.into())]), "{code}");
        }
        assert!(profile(&[("POL003", "warning")]).tidy().is_ok());
        assert_eq!(
            profile(&[("REV001", "error")]).tidy(),
            Err(vec![BadEntry("REV001".into())]),
            "for the reviewer alone"
        );
    }

    #[test]
    fn no_truth_is_made_an_error_and_nothing_unknown_is_taken() {
        for (key, value) in [
            ("MTL005", "error"),
            ("REV001", "error"),
            ("XXX001", "off"),
            ("months", "0"),
            ("months", "a year"),
            ("MTL005", "loud"),
        ] {
            assert_eq!(profile(&[(key, value)]).tidy(), Err(vec![BadEntry(key.into())]), "{key} {value}");
        }
        let crossed = profile(&[("low", "90"), ("whole", "75")]);
        assert_eq!(crossed.tidy(), Err(vec![BadEntry("low".into())]));
    }
}
