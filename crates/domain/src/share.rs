//! So many of so many.

use serde::{Deserialize, Serialize};

/// A part of a whole, counted: nothing is rounded before it is printed. `of` nothing it is no share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "(u64, u64)", into = "(u64, u64)")]
pub struct Share {
    pub n: u64,
    pub of: u64,
}

impl Share {
    pub const fn new(n: u64, of: u64) -> Share {
        Share { n, of }
    }

    /// Whole percent, floored: 100 only for all. None of nothing.
    pub fn percent(self) -> Option<u64> {
        self.parts_in(100)
    }

    /// Hundredths of a percent, floored.
    pub fn hundredths(self) -> Option<u64> {
        self.parts_in(10_000)
    }

    /// Percent as they are printed: `0` only for none, what is less than one is `<1`. None of nothing.
    pub fn printed_percent(self) -> Option<String> {
        match self.percent()? {
            0 if self.n > 0 => Some("<1".to_owned()),
            percent => Some(percent.to_string()),
        }
    }

    pub fn is_all(self) -> bool {
        self.of > 0 && self.n == self.of
    }

    /// Whether it is more than so many percent, exactly.
    pub fn is_over(self, percent: u64) -> bool {
        u128::from(self.n) * 100 > u128::from(self.of) * u128::from(percent)
    }

    fn parts_in(self, whole: u64) -> Option<u64> {
        let parts = (u128::from(self.n) * u128::from(whole)).checked_div(u128::from(self.of))?;
        u64::try_from(parts).ok()
    }
}

impl From<(u64, u64)> for Share {
    fn from((n, of): (u64, u64)) -> Share {
        Share { n, of }
    }
}

impl From<Share> for (u64, u64) {
    fn from(share: Share) -> (u64, u64) {
        (share.n, share.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_never_say_all_or_none_before_it_is() {
        let printed = |n, of| Share::new(n, of).printed_percent();
        assert_eq!(printed(199, 200).as_deref(), Some("99"));
        assert_eq!(printed(1, 200).as_deref(), Some("<1"));
        assert_eq!(printed(200, 200).as_deref(), Some("100"));
        assert_eq!(printed(0, 200).as_deref(), Some("0"));
        assert_eq!(printed(0, 0), None);
        assert_eq!(Share::new(8566, 8640).hundredths(), Some(9_914));
        assert_eq!(Share::new(u64::MAX, u64::MAX).percent(), Some(100));
    }

    #[test]
    fn what_is_over_a_limit_is_told_exactly() {
        assert!(!Share::new(90, 100).is_over(90) && Share::new(901, 1000).is_over(90));
        assert!(Share::new(3, 3).is_all() && !Share::new(0, 0).is_all() && !Share::new(0, 0).is_over(0));
    }

    #[test]
    fn outside_it_is_a_pair() {
        assert_eq!(serde_json::to_string(&Share::new(7, 20)).unwrap(), "[7,20]");
        assert_eq!(serde_json::from_str::<Share>("[7,20]").unwrap(), Share::new(7, 20));
    }
}
