//! How many of the suppliers asked have answered, in the classes of question 6 of the CMRT.

use crate::Share;

/// A class, least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coverage {
    None,
    HalfOrLess,
    OverHalf,
    Over75,
    Over90,
    All,
}

impl Coverage {
    /// All classes as the template spells them, in its order.
    pub const OPTIONS: &'static [&'static str] = &[
        Coverage::All.option(),
        Coverage::Over90.option(),
        Coverage::Over75.option(),
        Coverage::OverHalf.option(),
        Coverage::HalfOrLess.option(),
        Coverage::None.option(),
    ];

    /// How the template spells it.
    pub const fn option(self) -> &'static str {
        match self {
            Coverage::None => "None",
            Coverage::HalfOrLess => "50% or less",
            Coverage::OverHalf => "Greater than 50%",
            Coverage::Over75 => "Greater than 75%",
            Coverage::Over90 => "Greater than 90%",
            Coverage::All => "100%",
        }
    }

    /// The class that an allowed value of the template names.
    pub fn parse(option: &str) -> Option<Coverage> {
        use Coverage::{All, HalfOrLess, None, Over75, Over90, OverHalf};
        [None, HalfOrLess, OverHalf, Over75, Over90, All].into_iter().find(|it| it.option() == option)
    }

    /// The class of a share.
    pub fn of(share: Share) -> Coverage {
        match share {
            Share { n: 0, .. } => Coverage::None,
            all if all.is_all() => Coverage::All,
            most if most.is_over(90) => Coverage::Over90,
            most if most.is_over(75) => Coverage::Over75,
            most if most.is_over(50) => Coverage::OverHalf,
            _ => Coverage::HalfOrLess,
        }
    }

    /// The least and the most that it says, in percent.
    pub fn percent(self) -> (u8, u8) {
        match self {
            Coverage::None => (0, 0),
            Coverage::HalfOrLess => (0, 50),
            Coverage::OverHalf => (50, 75),
            Coverage::Over75 => (75, 90),
            Coverage::Over90 => (90, 100),
            Coverage::All => (100, 100),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_template_offers_is_read_as_what_it_says() {
        for option in Coverage::OPTIONS {
            assert_eq!(Coverage::parse(option).map(Coverage::option), Some(*option));
        }
        assert_eq!(Coverage::parse("Greater than 75%").map(Coverage::percent), Some((75, 90)));
        assert_eq!(Coverage::parse("75%"), None);
        let template = crate::template::cmrt("6.5").unwrap();
        assert_eq!(template.field("q6.tin").unwrap().options(), Coverage::OPTIONS);
    }

    #[test]
    fn a_share_is_in_the_class_whose_limits_hold_it() {
        for (n, of, class) in [
            (0, 10, Coverage::None),
            (5, 10, Coverage::HalfOrLess),
            (3, 4, Coverage::OverHalf),
            (9, 10, Coverage::Over75),
            (99, 100, Coverage::Over90),
            (10, 10, Coverage::All),
        ] {
            assert_eq!(Coverage::of(Share { n, of }), class, "{n} of {of}");
        }
    }
}
